"""The section types: one file each, and a line in the union."""

from typing import Annotated

from pydantic import Field

from reportgen.document.sections.brief import Brief
from reportgen.document.sections.chart import ChartSection
from reportgen.document.sections.closing import Closing
from reportgen.document.sections.cover import Cover
from reportgen.document.sections.quote import Quote
from reportgen.document.sections.spotlight import Spotlight
from reportgen.document.sections.stats import StatsSection
from reportgen.document.sections.story import Story
from reportgen.document.sections.table import TableSection

Section = Annotated[
    Cover | Story | Spotlight | Brief | StatsSection | TableSection | ChartSection | Quote | Closing,
    Field(discriminator="type"),
]

__all__ = [
    "Brief",
    "ChartSection",
    "Closing",
    "Cover",
    "Quote",
    "Section",
    "Spotlight",
    "StatsSection",
    "Story",
    "TableSection",
]

"""The section types: one file each, and a line in the union."""

from typing import Annotated

from pydantic import Field

from reportgen.document.sections.brief import Brief
from reportgen.document.sections.chart import ChartSection
from reportgen.document.sections.closing import Closing
from reportgen.document.sections.comparison import Comparison
from reportgen.document.sections.contents import Contents
from reportgen.document.sections.cover import Cover
from reportgen.document.sections.cta import CallToAction
from reportgen.document.sections.divider import Divider
from reportgen.document.sections.events import Events
from reportgen.document.sections.gallery import Gallery
from reportgen.document.sections.imprint import Imprint
from reportgen.document.sections.interview import Interview
from reportgen.document.sections.matrix import Matrix
from reportgen.document.sections.people import People
from reportgen.document.sections.process import Process
from reportgen.document.sections.quote import Quote
from reportgen.document.sections.sidebar import Sidebar
from reportgen.document.sections.spotlight import Spotlight
from reportgen.document.sections.statement import Statement
from reportgen.document.sections.stats import StatsSection
from reportgen.document.sections.story import Story
from reportgen.document.sections.table import TableSection
from reportgen.document.sections.timeline import Timeline

Section = Annotated[
    Cover
    | Contents
    | Divider
    | Story
    | Interview
    | Spotlight
    | People
    | Brief
    | Sidebar
    | StatsSection
    | TableSection
    | ChartSection
    | Timeline
    | Events
    | Process
    | Comparison
    | Matrix
    | Gallery
    | Quote
    | Statement
    | CallToAction
    | Imprint
    | Closing,
    Field(discriminator="type"),
]

__all__ = [
    "Brief",
    "CallToAction",
    "ChartSection",
    "Closing",
    "Comparison",
    "Contents",
    "Cover",
    "Divider",
    "Events",
    "Gallery",
    "Imprint",
    "Interview",
    "Matrix",
    "People",
    "Process",
    "Quote",
    "Section",
    "Sidebar",
    "Spotlight",
    "Statement",
    "StatsSection",
    "Story",
    "TableSection",
    "Timeline",
]

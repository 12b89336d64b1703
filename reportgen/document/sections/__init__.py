"""The section types: one file each, and a line here; those of other packages are found by their entry points."""

from typing import TYPE_CHECKING, Annotated, Union

from pydantic import Field

from reportgen.document.sections.base import SectionModel
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
from reportgen.plugins import loaded, wrong

SHIPPED: tuple[type[SectionModel], ...] = (
    Cover,
    Contents,
    Divider,
    Story,
    Interview,
    Spotlight,
    People,
    Brief,
    Sidebar,
    StatsSection,
    TableSection,
    ChartSection,
    Timeline,
    Events,
    Process,
    Comparison,
    Matrix,
    Gallery,
    Quote,
    Statement,
    CallToAction,
    Imprint,
    Closing,
)


def from_packages() -> tuple[type[SectionModel], ...]:
    """The section types that other packages bring, by the entry points of the group `reportgen.sections`.

    Raises:
        PluginError: an entry point leads to something else.
    """
    found: list[type[SectionModel]] = []
    for name, model in loaded("reportgen.sections").items():
        if not (isinstance(model, type) and issubclass(model, SectionModel)):
            raise wrong("reportgen.sections", name, "section model")
        found.append(model)
    return tuple(found)


if TYPE_CHECKING:
    Section = SectionModel
else:
    Section = Annotated[Union[(*SHIPPED, *from_packages())], Field(discriminator="type")]


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

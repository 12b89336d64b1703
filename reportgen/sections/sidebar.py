"""`sidebar`: a box beside another piece."""

from typing import ClassVar, Literal

from reportgen.content.points import Points
from reportgen.sections.base import Headline, Prose, SectionModel, Stats, Text, Traits


class Sidebar(SectionModel):
    traits: ClassVar[Traits] = Traits(listed=False, rail=True)

    type: Literal["sidebar"] = "sidebar"
    kicker: Text | None = None
    headline: Headline
    body: Prose | None = None
    points: Points | None = None
    stats: Stats | None = None

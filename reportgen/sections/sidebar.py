"""`sidebar`: a box beside another piece."""

from typing import ClassVar, Literal

from reportgen.sections.base import Headline, Prose, SectionModel, Stats, Text, Texts, Traits


class Sidebar(SectionModel):
    traits: ClassVar[Traits] = Traits(listed=False, rail=True)

    type: Literal["sidebar"] = "sidebar"
    kicker: Text | None = None
    headline: Headline
    body: Prose | None = None
    points: Texts | None = None
    stats: Stats | None = None

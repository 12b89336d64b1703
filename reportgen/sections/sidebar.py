"""`sidebar`: a box beside another piece."""

from typing import Literal

from reportgen.sections.base import Headline, Prose, SectionModel, Stats, Text, Texts


class Sidebar(SectionModel):
    type: Literal["sidebar"] = "sidebar"
    kicker: Text | None = None
    headline: Headline
    body: Prose | None = None
    points: Texts | None = None
    stats: Stats | None = None

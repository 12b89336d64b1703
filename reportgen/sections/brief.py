"""`brief`: an industry or a subject in a few points."""

from typing import Annotated, ClassVar, Literal

from reportgen.content.figure_kinds import FigureField
from reportgen.content.points import Points
from reportgen.content.reading import Slot
from reportgen.sections.base import Headline, Prose, SectionModel, Stats, Text, Traits


class Brief(SectionModel):
    traits: ClassVar[Traits] = Traits(reading="glance")

    type: Literal["brief"] = "brief"
    kicker: Text | None = None
    headline: Headline
    body: Prose | None = None
    points: Points | None = None
    figure: Annotated[FigureField, Slot("picture")] | None = None
    stats: Stats | None = None
    continues: bool = False
    """Whether it goes on with the section before it: on pages both are one piece, under the headline of the first. A
    Markdown text with several figures under one heading becomes such sections."""

"""`story`: an article."""

from typing import Annotated, ClassVar, Literal

from reportgen.content.figure_kinds import FigureField
from reportgen.content.points import Points
from reportgen.content.reading import Slot
from reportgen.sections.base import Headline, Prose, SectionModel, Stats, Text, Traits


class Story(SectionModel):
    traits: ClassVar[Traits] = Traits(reading="length")

    type: Literal["story"] = "story"
    kicker: Text | None = None
    headline: Headline
    byline: Text | None = None
    standfirst: Text | None = None
    body: Prose | None = None
    points: Points | None = None
    figure: Annotated[FigureField, Slot("picture")] | None = None
    stats: Stats | None = None
    pull: Text | None = None
    """A sentence to pull out of the text, which runs round it."""
    continues: bool = False
    """Whether it goes on with the section before it: on pages both are one piece, under the headline of the first. A
    Markdown text with several figures under one heading becomes such sections."""

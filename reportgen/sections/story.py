"""`story`: an article."""

from typing import ClassVar, Literal

from reportgen.sections.base import SectionModel, Stats, Text, Texts
from reportgen.sections.figures import FigureField


class Story(SectionModel):
    type: Literal["story"]
    kicker: Text | None = None
    headline: Text
    byline: Text | None = None
    standfirst: Text | None = None
    body: Text | None = None
    points: Texts | None = None
    figure: FigureField | None = None
    stats: Stats | None = None
    pull: Text | None = None
    """A sentence to pull out of the text, which runs round it."""

    slots: ClassVar[dict[str, str]] = {"figure": "picture"}

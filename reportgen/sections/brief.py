"""`brief`: an industry or a subject in a few points."""

from typing import ClassVar, Literal

from reportgen.sections.base import SectionModel, Stats, Text, Texts
from reportgen.sections.figures import FigureField


class Brief(SectionModel):
    type: Literal["brief"]
    kicker: Text | None = None
    headline: Text
    body: Text | None = None
    points: Texts | None = None
    figure: FigureField | None = None
    stats: Stats | None = None

    slots: ClassVar[dict[str, str]] = {"figure": "picture"}

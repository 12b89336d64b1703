"""`story`: an article."""

from typing import ClassVar, Literal

from reportgen.document.sections.base import PictureField, SectionModel, Stats, Text, Texts


class Story(SectionModel):
    type: Literal["story"]
    kicker: Text | None = None
    headline: Text
    byline: Text | None = None
    standfirst: Text | None = None
    body: Text | None = None
    points: Texts | None = None
    figure: PictureField | None = None
    stats: Stats | None = None

    slots: ClassVar[dict[str, str]] = {"figure": "picture"}

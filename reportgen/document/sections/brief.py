"""`brief`: an industry or a subject in a few points."""

from typing import ClassVar, Literal

from reportgen.document.sections.base import PictureField, SectionModel, Stats, Text, Texts


class Brief(SectionModel):
    type: Literal["brief"]
    kicker: Text | None = None
    headline: Text
    body: Text | None = None
    points: Texts | None = None
    figure: PictureField | None = None
    stats: Stats | None = None

    slots: ClassVar[dict[str, str]] = {"figure": "picture"}

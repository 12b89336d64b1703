"""`spotlight`: a person."""

from typing import ClassVar, Literal

from reportgen.sections.base import PictureField, SectionModel, Text, Texts


class Spotlight(SectionModel):
    type: Literal["spotlight"]
    kicker: Text | None = None
    name: Text
    role: Text | None = None
    body: Text | None = None
    points: Texts | None = None
    portrait: PictureField | None = None

    slots: ClassVar[dict[str, str]] = {"name": "headline", "portrait": "picture"}
    heading: ClassVar[str] = "name"

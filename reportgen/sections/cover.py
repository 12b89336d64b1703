"""`cover`: the masthead and what the issue is about."""

from typing import ClassVar, Literal

from reportgen.sections.base import PictureField, SectionModel, Text, Texts


class Cover(SectionModel):
    type: Literal["cover"]
    masthead: Text
    title: Text | None = None
    standfirst: Text | None = None
    points: Texts | None = None
    picture: PictureField | None = None

    heading: ClassVar[str] = "masthead"

"""`cover`: the masthead and what the issue is about."""

from typing import Literal

from reportgen.sections.base import Headline, PictureField, SectionModel, Text, Texts


class Cover(SectionModel):
    type: Literal["cover"]
    masthead: Headline
    title: Text | None = None
    standfirst: Text | None = None
    points: Texts | None = None
    picture: PictureField | None = None

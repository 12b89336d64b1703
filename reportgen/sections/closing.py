"""`closing`: the last word: thanks, contacts, imprint."""

from typing import Literal

from reportgen.sections.base import PictureField, SectionModel, Text, Texts


class Closing(SectionModel):
    type: Literal["closing"]
    headline: Text
    body: Text | None = None
    points: Texts | None = None
    picture: PictureField | None = None

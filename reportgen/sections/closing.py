"""`closing`: the last word: thanks, contacts, imprint."""

from typing import Literal

from reportgen.sections.base import Headline, PictureField, Prose, SectionModel, Texts


class Closing(SectionModel):
    type: Literal["closing"] = "closing"
    headline: Headline
    body: Prose | None = None
    points: Texts | None = None
    picture: PictureField | None = None

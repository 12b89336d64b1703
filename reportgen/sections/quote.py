"""`quote`: somebody's words."""

from typing import ClassVar, Literal

from reportgen.sections.base import PictureField, SectionModel, Text


class Quote(SectionModel):
    type: Literal["quote"]
    quote: Text
    attribution: Text | None = None
    role: Text | None = None
    picture: PictureField | None = None

    heading: ClassVar[str] = "quote"

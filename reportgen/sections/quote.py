"""`quote`: somebody's words."""

from typing import Literal

from reportgen.sections.base import Headline, PictureField, SectionModel, Text


class Quote(SectionModel):
    type: Literal["quote"]
    quote: Headline
    attribution: Text | None = None
    role: Text | None = None
    picture: PictureField | None = None

"""`quote`: somebody's words."""

from typing import Literal

from reportgen.sections.base import Headline, PictureField, SectionModel, Text


class Quote(SectionModel):
    type: Literal["quote"] = "quote"
    quote: Headline
    """What was said, without quotation marks."""
    attribution: Text | None = None
    """Who said it."""
    role: Text | None = None
    """What they do."""
    picture: PictureField | None = None

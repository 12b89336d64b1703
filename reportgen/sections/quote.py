"""`quote`: somebody's words."""

from typing import ClassVar, Literal

from reportgen.sections.base import Headline, PictureField, SectionModel, Text, Traits


class Quote(SectionModel):
    traits: ClassVar[Traits] = Traits(listed=False, rail=True)

    type: Literal["quote"] = "quote"
    quote: Headline
    """What was said, without quotation marks."""
    attribution: Text | None = None
    """Who said it."""
    role: Text | None = None
    """What they do."""
    picture: PictureField | None = None

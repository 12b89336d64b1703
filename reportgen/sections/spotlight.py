"""`spotlight`: a person."""

from typing import Annotated, Literal

from reportgen.content.points import Points
from reportgen.content.reading import Slot
from reportgen.sections.base import Headline, PictureField, Prose, SectionModel, Text


class Spotlight(SectionModel):
    type: Literal["spotlight"] = "spotlight"
    kicker: Text | None = None
    name: Annotated[Headline, Slot("headline")]
    """Who it is."""
    role: Text | None = None
    """What they do."""
    body: Prose | None = None
    points: Points | None = None
    portrait: Annotated[PictureField, Slot("picture")] | None = None

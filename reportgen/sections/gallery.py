"""`gallery`: pictures with captions."""

from typing import Annotated, Any, Literal

from pydantic import Field

from reportgen.content.entries import PICTURES
from reportgen.content.reading import Slot
from reportgen.sections.base import Headline, PictureField, SectionModel, Text


class Gallery(SectionModel):
    type: Literal["gallery"] = "gallery"
    kicker: Text | None = None
    headline: Headline
    standfirst: Text | None = None
    pictures: Annotated[list[PictureField], Field(min_length=2), PICTURES, Slot("entries")]

    @classmethod
    def sample(cls) -> dict[str, Any]:
        return {
            "pictures": [
                {"file": "sample.png", "alt": "A sample picture", "caption": f"Picture {number}"} for number in "1234"
            ]
        }

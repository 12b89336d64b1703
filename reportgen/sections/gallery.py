"""`gallery`: pictures with captions."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from reportgen.sections.base import PictureField, SectionModel, Text


class Gallery(SectionModel):
    type: Literal["gallery"]
    kicker: Text | None = None
    headline: Text
    standfirst: Text | None = None
    pictures: Annotated[list[PictureField], Field(min_length=2)]

    slots: ClassVar[dict[str, str]] = {"pictures": "entries"}

    @classmethod
    def sample(cls) -> dict[str, Any]:
        return {
            "pictures": [
                {"file": "sample.png", "alt": "A sample picture", "caption": f"Picture {number}"} for number in "1234"
            ]
        }

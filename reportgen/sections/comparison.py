"""`comparison`: two to four things side by side."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from reportgen.sections.base import SectionModel, Text
from reportgen.sections.entries import Option


class Comparison(SectionModel):
    type: Literal["comparison"]
    kicker: Text | None = None
    headline: Text
    standfirst: Text | None = None
    options: Annotated[list[Option], Field(min_length=2, max_length=4)]

    slots: ClassVar[dict[str, str]] = {"options": "entries"}

    @classmethod
    def sample(cls) -> dict[str, Any]:
        east = {"title": "East", "text": ["Short of land", "Close to the users"]}
        west = {"title": "West", "text": ["Rich in energy", "Far from the coast"]}
        return {"options": [east, west]}

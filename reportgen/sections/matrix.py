"""`matrix`: four fields, two by two."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from reportgen.sections.base import SectionModel, Text
from reportgen.sections.entries import Option


class Matrix(SectionModel):
    type: Literal["matrix"]
    kicker: Text | None = None
    headline: Text
    standfirst: Text | None = None
    fields: Annotated[list[Option], Field(min_length=4, max_length=4)]

    slots: ClassVar[dict[str, str]] = {"fields": "entries"}

    @classmethod
    def sample(cls) -> dict[str, Any]:
        fields = (
            ("Strengths", "Energy and land"),
            ("Weaknesses", "Distance"),
            ("Chances", "Lower costs"),
            ("Risks", "Empty halls"),
        )
        return {"fields": [{"title": title, "text": text} for title, text in fields]}

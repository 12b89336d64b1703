"""`matrix`: four fields, two by two."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from reportgen.content.entries import ENTRIES
from reportgen.content.reading import Slot
from reportgen.sections.base import Headline, SectionModel, Text, Traits
from reportgen.sections.comparison import Option


class Matrix(SectionModel):
    traits: ClassVar[Traits] = Traits(reading="glance")

    type: Literal["matrix"] = "matrix"
    kicker: Text | None = None
    headline: Headline
    standfirst: Text | None = None
    fields: Annotated[list[Option], Field(min_length=4, max_length=4), ENTRIES, Slot("entries")]

    @classmethod
    def sample(cls) -> dict[str, Any]:
        fields = (
            ("Strengths", "Energy and land"),
            ("Weaknesses", "Distance"),
            ("Chances", "Lower costs"),
            ("Risks", "Empty halls"),
        )
        return {"fields": [{"title": title, "text": text} for title, text in fields]}

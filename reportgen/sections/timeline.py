"""`timeline`: what happened when."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from reportgen.sections.base import SectionModel, Text
from reportgen.sections.entries import Moment


class Timeline(SectionModel):
    type: Literal["timeline"]
    kicker: Text | None = None
    headline: Text
    standfirst: Text | None = None
    moments: Annotated[list[Moment], Field(min_length=2)]

    slots: ClassVar[dict[str, str]] = {"moments": "entries"}

    @classmethod
    def sample(cls) -> dict[str, Any]:
        titles = ("The plan", "First halls", "The lines", "Eight hubs")
        texts = ("Approved in spring", "Opened in the west", "A faster network", "All at work")
        years = range(2022, 2026)
        return {
            "moments": [
                {"at": str(year), "title": title, "text": text}
                for year, title, text in zip(years, titles, texts, strict=True)
            ]
        }

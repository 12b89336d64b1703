"""`contents`: the sections of the publication and where they stand; written by itself, or by hand."""

from typing import Any, ClassVar, Literal

from reportgen.sections.base import SectionModel, Text
from reportgen.sections.entries import Heading


class Contents(SectionModel):
    """On slides it is the agenda. Without `lines`, every section with a headline is listed, but those before it."""

    type: Literal["contents", "agenda"]
    headline: Text | None = None
    standfirst: Text | None = None
    lines: list[Heading] | None = None

    slots: ClassVar[dict[str, str]] = {"lines": "entries"}

    @classmethod
    def sample(cls) -> dict[str, Any]:
        lines = ("Power for the hubs", "In brief", "The people", "What comes next")
        return {"headline": "In this issue", "lines": [{"title": title} for title in lines]}

"""`process`: steps that follow on each other."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from reportgen.sections.base import SectionModel, Text
from reportgen.sections.entries import Step


class Process(SectionModel):
    type: Literal["process"]
    kicker: Text | None = None
    headline: Text
    standfirst: Text | None = None
    steps: Annotated[list[Step], Field(min_length=2)]

    slots: ClassVar[dict[str, str]] = {"steps": "entries"}

    @classmethod
    def sample(cls) -> dict[str, Any]:
        steps = (("Plan", "Find land and power"), ("Build", "Halls and lines"), ("Move", "Work goes west"))
        return {"steps": [{"title": title, "text": text} for title, text in steps]}

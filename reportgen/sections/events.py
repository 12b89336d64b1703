"""`events`: a calendar of real dates."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from reportgen.sections.base import SectionModel, Text
from reportgen.sections.entries import Event


class Events(SectionModel):
    type: Literal["events"]
    kicker: Text | None = None
    headline: Text
    standfirst: Text | None = None
    events: Annotated[list[Event], Field(min_length=1)]

    slots: ClassVar[dict[str, str]] = {"events": "entries"}

    @classmethod
    def sample(cls) -> dict[str, Any]:
        return {
            "events": [
                {"date": "2026-09-03", "title": "Open day", "text": "The halls, from ten to four"},
                {"date": "2026-10-12..2026-10-14", "title": "The autumn forum", "text": "Three days of talks"},
                {"date": "2026-12-01", "title": "Year's review", "text": "What was built, and what comes"},
            ]
        }

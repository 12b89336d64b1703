"""`events`: a calendar."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from reportgen.content.entries import ENTRIES, BodyLines, DateLabel, EntryModel, Title
from reportgen.content.reading import Slot
from reportgen.sections.base import Headline, SectionModel, Text, Traits


class Event(EntryModel):
    """An event: a day, or the first and the last (`2026-06-30..2026-07-02`), and what happens."""

    date: DateLabel
    """A day, or the first and the last: 2026-06-30..2026-07-02. Other words, such as "Fridays, from six", stand as they
    are."""
    title: Title
    """What happens."""
    text: BodyLines | None = None
    """Where, when, for whom."""


class Events(SectionModel):
    traits: ClassVar[Traits] = Traits(rail=True)

    type: Literal["events"] = "events"
    kicker: Text | None = None
    headline: Headline
    standfirst: Text | None = None
    events: Annotated[list[Event], Field(min_length=1), ENTRIES, Slot("entries")]

    @classmethod
    def sample(cls) -> dict[str, Any]:
        return {
            "events": [
                {"date": "2026-09-03", "title": "Open day", "text": "The halls, from ten to four"},
                {"date": "2026-10-12..2026-10-14", "title": "The autumn forum", "text": "Three days of talks"},
                {"date": "2026-12-01", "title": "Year's review", "text": "What was built, and what comes"},
            ]
        }

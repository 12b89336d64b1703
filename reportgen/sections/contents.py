"""`contents`: the sections of the publication and where they stand; written by itself, or by hand."""

from typing import Annotated, Any, ClassVar, Literal

from reportgen.content.entries import ENTRIES, Body, EntryModel, Title
from reportgen.content.reading import Slot
from reportgen.sections.base import Headline, SectionModel, Text, Traits


class Heading(EntryModel):
    """A line of a table of contents."""

    title: Title
    """The line."""
    text: Body | None = None
    """What is said of it."""


class Contents(SectionModel):
    """On slides it is the agenda. Without `lines`, every section with a headline is listed, but those before it."""

    traits: ClassVar[Traits] = Traits(listed=False, rail=True)

    type: Literal["contents"] = "contents"
    headline: Headline | None = None
    standfirst: Text | None = None
    repeated: bool = False
    """Whether a deck shows it again before each of its parts, with that part marked. Dividers head the parts."""
    lines: Annotated[list[Heading], ENTRIES, Slot("entries")] | None = None

    @classmethod
    def sample(cls) -> dict[str, Any]:
        lines = ("Power for the hubs", "In brief", "The people", "What comes next")
        return {"headline": "In this issue", "lines": [{"title": title} for title in lines]}

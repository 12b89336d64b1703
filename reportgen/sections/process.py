"""`process`: steps that follow on each other."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from reportgen.content.entries import ENTRIES, Body, EntryModel, Icon, Title
from reportgen.content.reading import Slot
from reportgen.sections.base import Headline, SectionModel, Text, Traits


class Step(EntryModel):
    """A step of a process."""

    title: Title
    """What is done."""
    text: Body | None = None
    """How it is done."""
    icon: Icon | None = None
    """What stands for the step in the place of its number: the name of an icon of Lucide, such as truck."""


class Process(SectionModel):
    traits: ClassVar[Traits] = Traits(reading="glance")

    type: Literal["process"] = "process"
    kicker: Text | None = None
    headline: Headline
    standfirst: Text | None = None
    steps: Annotated[list[Step], Field(min_length=2), ENTRIES, Slot("entries")]

    @classmethod
    def sample(cls) -> dict[str, Any]:
        steps = (("Plan", "Find land and power"), ("Build", "Halls and lines"), ("Move", "Work goes west"))
        return {"steps": [{"title": title, "text": text} for title, text in steps]}

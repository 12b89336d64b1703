"""`people`: a team, or whom to ask."""

from typing import Annotated, Any, Literal

from pydantic import Field

from reportgen.content.entries import ENTRIES, BodyLines, EntryModel, Label, Portrait, Title
from reportgen.content.reading import Slot
from reportgen.sections.base import Headline, SectionModel, Text


class Person(EntryModel):
    """A person: name, what they do, how to reach them."""

    name: Title
    """Who it is."""
    role: Label | None = None
    """What they do."""
    text: BodyLines | None = None
    """A sentence about them, or how to reach them."""
    portrait: Portrait | None = None


class People(SectionModel):
    type: Literal["people"] = "people"
    kicker: Text | None = None
    headline: Headline
    standfirst: Text | None = None
    people: Annotated[list[Person], Field(min_length=1), ENTRIES, Slot("entries")]

    @classmethod
    def sample(cls) -> dict[str, Any]:
        people = (("Ada Writer", "Editor"), ("Ben Draughts", "Designer"), ("Cleo Figures", "Data"))
        portrait = {"file": "sample.png", "alt": "A sample portrait"}
        return {"people": [{"name": name, "role": role, "portrait": portrait} for name, role in people]}

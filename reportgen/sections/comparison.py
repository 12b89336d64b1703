"""`comparison`: two to four things side by side."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from reportgen.content.entries import ENTRIES, Bullets, EntryModel, Icon, Label, Marked, Title
from reportgen.content.reading import Slot
from reportgen.sections.base import Headline, SectionModel, Text, Traits


class Option(EntryModel):
    """What the sides of a comparison and the fields of a matrix have."""

    label: Label | None = None
    """What stands over the option: A, Today."""
    title: Title
    """What the option is."""
    text: Bullets | None = None
    """What speaks for it and against it."""
    icon: Icon | None = None
    """What is drawn over it: the name of an icon of Lucide, such as truck."""


class Side(Option):
    """One side of a comparison."""

    recommended: Marked = False
    """Whether it is the one that the author advises: on slides its panel has a colour of its own."""


class Comparison(SectionModel):
    traits: ClassVar[Traits] = Traits(reading="glance")

    type: Literal["comparison"] = "comparison"
    kicker: Text | None = None
    headline: Headline
    standfirst: Text | None = None
    options: Annotated[list[Side], Field(min_length=2, max_length=4), ENTRIES, Slot("entries")]

    @classmethod
    def sample(cls) -> dict[str, Any]:
        east = {"title": "East", "text": ["Short of land", "Close to the users"]}
        west = {"title": "West", "text": ["Rich in energy", "Far from the coast"]}
        return {"options": [east, west]}

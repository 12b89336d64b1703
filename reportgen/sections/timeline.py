"""`timeline`: what happened when."""

from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field

from reportgen.content.entries import ENTRIES, Body, EntryModel, Label, Title
from reportgen.content.reading import Slot
from reportgen.content.values import spelled
from reportgen.sections.base import Headline, SectionModel, Text, Traits

if TYPE_CHECKING:
    Moments = str | int
else:
    Moments = Annotated[Label, BeforeValidator(spelled, json_schema_input_type=str | int | float)]


class Moment(EntryModel):
    """A point on a timeline."""

    at: Moments
    """When it happened, as readers see it: 1998, June 2026."""
    title: Title
    """What happened."""
    text: Body | None = None
    """What is to be said of it."""


class Timeline(SectionModel):
    traits: ClassVar[Traits] = Traits(reading="glance")

    type: Literal["timeline"] = "timeline"
    kicker: Text | None = None
    headline: Headline
    standfirst: Text | None = None
    moments: Annotated[list[Moment], Field(min_length=2), ENTRIES, Slot("entries")]

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

"""`people`: a team, or whom to ask."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from reportgen.sections.base import SectionModel, Text
from reportgen.sections.entries import Person


class People(SectionModel):
    type: Literal["people"]
    kicker: Text | None = None
    headline: Text
    standfirst: Text | None = None
    people: Annotated[list[Person], Field(min_length=1)]

    slots: ClassVar[dict[str, str]] = {"people": "entries"}

    @classmethod
    def sample(cls) -> dict[str, Any]:
        people = (("Ada Writer", "Editor"), ("Ben Draughts", "Designer"), ("Cleo Figures", "Data"))
        portrait = {"file": "sample.png", "alt": "A sample portrait"}
        return {"people": [{"name": name, "role": role, "portrait": portrait} for name, role in people]}

"""`interview`: questions and answers."""

from typing import Annotated, Any, ClassVar, Literal

from reportgen.content.interview import Turns
from reportgen.content.reading import Slot
from reportgen.sections.base import Headline, PictureField, SectionModel, Text, Traits


class Interview(SectionModel):
    traits: ClassVar[Traits] = Traits(reading="length")

    type: Literal["interview"] = "interview"
    kicker: Text | None = None
    headline: Headline
    standfirst: Text | None = None
    byline: Text | None = None
    turns: Annotated[Turns, Slot("body")]
    portrait: Annotated[PictureField, Slot("picture")] | None = None
    pull: Text | None = None
    """A sentence of the interview that is set large, and that text goes round."""

    @classmethod
    def sample(cls) -> dict[str, Any]:
        answer = "Because land and energy are there, and because the lines are fast enough at last. " * 3
        questions = ("Why the west?", "Who will live there?", "What does it cost?", "And what comes next?")
        return {"turns": [{"question": question, "answer": answer.strip()} for question in questions]}

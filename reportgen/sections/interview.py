"""`interview`: questions and answers."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from reportgen.sections.base import PictureField, SectionModel, Text
from reportgen.sections.entries import Turn


class Interview(SectionModel):
    type: Literal["interview"]
    kicker: Text | None = None
    headline: Text
    standfirst: Text | None = None
    byline: Text | None = None
    turns: Annotated[list[Turn], Field(min_length=1)]
    portrait: PictureField | None = None
    pull: Text | None = None

    slots: ClassVar[dict[str, str]] = {"turns": "body", "portrait": "picture"}

    @classmethod
    def sample(cls) -> dict[str, Any]:
        answer = "Because land and energy are there, and because the lines are fast enough at last. " * 3
        questions = ("Why the west?", "Who will live there?", "What does it cost?", "And what comes next?")
        return {"turns": [{"question": question, "answer": answer.strip()} for question in questions]}

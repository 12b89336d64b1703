"""What sections of several like parts share: each part an entry with a label, a title, a text, a picture."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BeforeValidator

from reportgen.content.values import Strict
from reportgen.sections.base import PictureField, Text


def _lines(value: object) -> object:
    return [value] if isinstance(value, str) else value


Lines = Annotated[list[Text], BeforeValidator(_lines, json_schema_input_type=list[str] | str)]
"""One text, or several under each other."""


class EntryModel(Strict):
    """One entry of a list. `parts` says which of its fields is the label, the title, the text, the picture."""

    parts: ClassVar[dict[str, str]] = {}
    bullets: ClassVar[bool] = False
    """Whether several texts of an entry are a list's items."""

    dates: ClassVar[bool] = False
    """Whether the label is a date, written by ISO 8601, which readers see in their language."""


class Moment(EntryModel):
    """A point on a timeline."""

    at: Text
    title: Text
    text: Text | None = None

    parts: ClassVar[dict[str, str]] = {"label": "at", "title": "title", "text": "text"}


class Event(EntryModel):
    """An event: a day, or the first and the last (`2026-06-30..2026-07-02`), and what happens."""

    date: Text
    title: Text
    text: Lines | None = None

    parts: ClassVar[dict[str, str]] = {"label": "date", "title": "title", "text": "text"}
    dates: ClassVar[bool] = True


class Step(EntryModel):
    """A step of a process."""

    title: Text
    text: Text | None = None

    parts: ClassVar[dict[str, str]] = {"title": "title", "text": "text"}


class Option(EntryModel):
    """One side of a comparison, or one field of a matrix."""

    label: Text | None = None
    title: Text
    text: Lines | None = None

    parts: ClassVar[dict[str, str]] = {"label": "label", "title": "title", "text": "text"}
    bullets: ClassVar[bool] = True


class Person(EntryModel):
    """A person: name, what they do, how to reach them."""

    name: Text
    role: Text | None = None
    text: Lines | None = None
    portrait: PictureField | None = None

    parts: ClassVar[dict[str, str]] = {"title": "name", "label": "role", "text": "text", "picture": "portrait"}


class Heading(EntryModel):
    """A line of a table of contents."""

    title: Text
    text: Text | None = None

    parts: ClassVar[dict[str, str]] = {"title": "title", "text": "text"}


class Turn(Strict):
    """A question and its answer."""

    question: Text
    answer: Text

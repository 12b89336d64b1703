"""Entries: several like parts of a section."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportgen.content.picture import PictureContent
from reportgen.content.text import Block, Span
from reportgen.errors import Where


@dataclass(frozen=True, slots=True)
class Entry:
    """One of several like parts of a section. `label` is a date, a step, a role; `text` are blocks."""

    title: tuple[Span, ...]
    label: tuple[Span, ...]
    text: tuple[Block, ...]
    picture: PictureContent | None
    where: Where = field(compare=False)


@dataclass(frozen=True, slots=True)
class EntriesContent:
    """Entries in the author's order."""

    entries: tuple[Entry, ...]
    where: Where = field(compare=False)

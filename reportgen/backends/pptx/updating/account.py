"""What became of a deck that was brought up to date: for people, and for programs."""

from __future__ import annotations

from reportgen.errors import NOWHERE, Where
from reportgen.structs import Struct, field


class Change(Struct, frozen=True):
    """Something that became of a place of the deck.

    `slide` is its number in the new deck, from 1, or 0 where the slide is not there any more; `shape` is the name that
    PowerPoint shows, empty where it is about the whole slide.
    """

    slide: int
    title: str
    shape: str
    what: str

    def __str__(self) -> str:
        place = f"slide {self.slide}" if self.slide else "a slide"
        named = f', "{self.shape}"' if self.shape else ""
        return f'{place} ("{self.title}"){named}: {self.what}'


class Conflict(Struct, frozen=True):
    """What both a person and the source changed: the reading of each, and the source's line."""

    slide: int
    title: str
    shape: str
    what: str
    deck: str
    source: str
    where: Where = NOWHERE

    def __str__(self) -> str:
        place = f"{self.where}: " if str(self.where) else ""
        named = f', "{self.shape}"' if self.shape else ""
        readings = f'the deck says "{self.deck}", the source "{self.source}"'
        return f'{place}slide {self.slide} ("{self.title}"){named}: {self.what}: {readings}'


class Account(Struct):
    """What is told while a deck is brought up to date. Slides have no numbers yet: `key` tells them apart."""

    changed: list[tuple[str, Change]] = field(default_factory=list)
    kept: list[tuple[str, Change]] = field(default_factory=list)
    unmatched: list[tuple[str, Change]] = field(default_factory=list)
    conflicts: list[tuple[str, Conflict]] = field(default_factory=list)


class Update(Struct, frozen=True):
    """A deck brought up to date: `data`, and what became of what is in it."""

    data: bytes
    changed: tuple[Change, ...]
    """What is new of the source."""
    kept: tuple[Change, ...]
    """What people changed since the deck was written, and that stays."""
    conflicts: tuple[Conflict, ...]
    """What both changed. The words of the deck stand there still, unless the source's were asked for."""
    unmatched: tuple[Change, ...]
    """What is new of the source and has no place any more in the deck, and what of the deck is from no source."""

"""What a section offers to templates: blocks of text, pictures, numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from reportgen.errors import Where


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of inline text in one style."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    superscript: bool = False
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item, heading or quotation. Items nest from level 1; numbered ones have an ordinal."""

    kind: Literal["paragraph", "item", "heading", "quote"]
    spans: tuple[Span, ...]
    where: Where
    level: int = 1
    ordinal: int | None = None

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class TextContent:
    """Text for a slot, and the author's shorter text."""

    blocks: tuple[Block, ...]
    short: tuple[Block, ...] | None
    where: Where


@dataclass(frozen=True, slots=True)
class PictureContent:
    """A picture: the file is there and lies in the project. `focus` is (x, y), 0..1 from the top left."""

    path: Path
    alt: str
    decorative: bool
    focus: tuple[float, float]
    caption: tuple[Span, ...]
    credit: str
    where: Where


@dataclass(frozen=True, slots=True)
class Stat:
    """A number as its author wrote it, and what it counts."""

    value: str
    label: tuple[Span, ...]
    where: Where


@dataclass(frozen=True, slots=True)
class StatsContent:
    stats: tuple[Stat, ...]
    where: Where


Content = TextContent | PictureContent | StatsContent
Offer = Mapping[str, Content]
"""Slot name → content; only what is there."""

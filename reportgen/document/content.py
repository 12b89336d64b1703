"""What a section offers to templates: blocks of text, pictures, numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
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
    """A picture: the file is there and lies in the project. `focus` is (x, y), 0..1 from the top left.

    `shape` is the template's where None. A picture to `contain` is shown whole.
    """

    path: Path
    alt: str
    decorative: bool
    focus: tuple[float, float]
    caption: tuple[Span, ...]
    credit: str
    where: Where
    fit: Literal["cover", "contain"] = "cover"
    shape: Literal["rect", "rounded", "circle"] | None = None


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


ColumnKind = Literal["text", "number", "percent", "currency", "date", "delta", "bar", "sparkline"]


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its heading, the kind of its values and how they are written.

    `measure` is what the numbers of a delta, bar or sparkline are; `good` is the direction that pleases; `group`
    is the heading that the column shares with its neighbours. `precision` is the finest of its dates.
    """

    name: tuple[Span, ...]
    kind: ColumnKind
    align: Literal["left", "center", "right"]
    where: Where
    decimals: int = 0
    measure: Literal["number", "percent", "currency"] = "number"
    currency: str = ""
    good: Literal["up", "down", "neither"] = "up"
    group: tuple[Span, ...] = ()
    precision: Literal["day", "month", "year"] = "day"
    note: int | None = None


Value = tuple[Span, ...] | float | date | tuple[float, ...] | None
"""Of an entry: text, a number, a date, a series; None where there is none."""


@dataclass(frozen=True, slots=True)
class TableEntry:
    """A cell as authored; `columns` × `rows` large. `note` counts the table's notes from 1."""

    value: Value
    where: Where
    columns: int = 1
    rows: int = 1
    note: int | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: one entry a column, None where another entry covers the place. A group has one entry for all."""

    kind: Literal["body", "group", "total"]
    entries: tuple[TableEntry | None, ...]


@dataclass(frozen=True, slots=True)
class TableContent:
    """A table, read and checked; `style` is the brand's where None. `heads` makes the first column headings."""

    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    where: Where
    caption: tuple[Span, ...] = ()
    notes: tuple[tuple[Span, ...], ...] = ()
    style: Literal["rules", "zebra", "plain"] | None = None
    heads: bool = True
    alt: str = ""


Content = TextContent | PictureContent | StatsContent | TableContent
Offer = Mapping[str, Content]
"""Slot name → content; only what is there."""

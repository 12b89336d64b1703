"""Tables as sections hold them: typed columns, rows of entries."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from reportgen.content.base import Content
from reportgen.content.text import Span
from reportgen.errors import Where
from reportgen.structs import Struct

MOST_COLUMNS = 60
"""Columns of one table."""

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
    where: Where = field(compare=False)
    decimals: int = 0
    measure: Literal["number", "percent", "currency"] = "number"
    currency: str = ""
    good: Literal["up", "down", "neither"] = "up"
    group: tuple[Span, ...] = ()
    precision: Literal["day", "month", "year"] = "day"
    note: int | None = None
    grouped: bool = True
    """Whether thousands are told apart."""
    formatted: bool = field(default=False, compare=False)
    """Whether decimals and unit are those of a workbook's format."""
    guess: str = field(default="", compare=False)
    """What the values were taken for, and why, where the author names no type."""
    stressed: bool = False
    scientific: bool = False
    """Whether its numbers are written with an exponent: as 1.23E-10."""


Value = tuple[Span, ...] | float | date | tuple[float, ...] | None
"""Of an entry: text, a number, a date, a series; None where there is none."""


@dataclass(frozen=True, slots=True)
class TableEntry:
    """A cell as authored; `columns` × `rows` large. `note` counts the table's notes from 1."""

    value: Value
    where: Where = field(compare=False)
    columns: int = 1
    rows: int = 1
    note: int | None = None
    stressed: bool = False


class TableRow(Struct, frozen=True):
    """A row: one entry a column, None where another entry covers the place. A group has one entry for all."""

    kind: Literal["body", "group", "total"]
    entries: tuple[TableEntry | None, ...]
    stressed: bool = False


@dataclass(frozen=True, slots=True)
class TableContent(Content):
    """A table, read and checked; `style` is the brand's where None. `heads` makes the first column headings."""

    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    where: Where = field(compare=False)
    caption: tuple[Span, ...] = ()
    notes: tuple[tuple[Span, ...], ...] = ()
    style: Literal["rules", "zebra", "plain"] | None = None
    heads: bool = True
    alt: str = ""

    @property
    def stresses(self) -> bool:
        """Whether any row, column or cell is stressed, so that it stands on a ground."""
        cells = any(entry is not None and entry.stressed for row in self.rows for entry in row.entries)
        return cells or any(one.stressed for one in self.columns) or any(one.stressed for one in self.rows)

"""What a section offers to templates: blocks of text, pictures, numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from reportgen.errors import Where
from reportgen.frames import ChartKind


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of inline text in one style."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    superscript: bool = False
    link: str | None = None
    note: int = 0
    """The number of the footnote that it refers to."""


BlockKind = Literal["paragraph", "item", "heading", "quote", "note"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item, heading, quotation or footnote. Items nest from level 1; numbered ones have an ordinal,
    and footnotes.
    """

    kind: BlockKind
    spans: tuple[Span, ...]
    where: Where = field(compare=False)
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
    where: Where = field(compare=False)


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
    where: Where = field(compare=False)
    fit: Literal["cover", "contain"] = "cover"
    shape: Literal["rect", "rounded", "circle"] | None = None
    tone: Literal["plain", "grey", "duotone"] | None = None
    """Its colours; those that the brand gives to pictures where None."""
    overlay: bool | None = None
    """Whether the brand's colour is laid over it; as the template has it where None."""
    qr: str = ""
    """What a QR code that is drawn in the picture's place says; then `path` is no file."""


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


@dataclass(frozen=True, slots=True)
class Stat:
    """A number as its author wrote it, and what it counts."""

    value: str
    label: tuple[Span, ...]
    where: Where = field(compare=False)


@dataclass(frozen=True, slots=True)
class StatsContent:
    stats: tuple[Stat, ...]
    where: Where = field(compare=False)


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
    where: Where = field(compare=False)
    caption: tuple[Span, ...] = ()
    notes: tuple[tuple[Span, ...], ...] = ()
    style: Literal["rules", "zebra", "plain"] | None = None
    heads: bool = True
    alt: str = ""


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How numbers are written; `decimals` None: as many as they need. `compact`: 1.2 bn; None: where they are long."""

    measure: Literal["number", "percent", "currency"] = "number"
    decimals: int | None = None
    currency: str = ""
    compact: bool | None = None


@dataclass(frozen=True, slots=True)
class ChartValues:
    """A series: a value (None: a gap) for each category, or for each `x`; `names` are those of single dots.

    `line` series of a combination are lines, the others columns; `second` ones have the second axis.
    """

    name: str
    values: tuple[float | None, ...]
    where: Where = field(compare=False)
    x: tuple[float, ...] = ()
    sizes: tuple[float, ...] = ()
    names: tuple[str, ...] = ()
    line: bool = False
    second: bool = False


@dataclass(frozen=True, slots=True)
class ChartNote:
    """A few words at a point: the indices of its series and its value."""

    text: str
    series: int
    point: int
    where: Where = field(compare=False)


@dataclass(frozen=True, slots=True)
class AxisContent:
    """What the author says of an axis: its ends, its title, its numbers."""

    low: float | None = None
    high: float | None = None
    title: str = ""
    style: NumberStyle | None = None


@dataclass(frozen=True, slots=True)
class ChartContent:
    """A chart, read and checked.

    `categories` are texts; `dates` the same as real dates, where all are, at the finest `precision` among them.
    `highlight` names series, categories or dots. `totals` are the categories of a waterfall that stand on the
    axis; `targets` belong to the categories and `ranges` (their upper ends) to the axis of a bullet chart.
    """

    kind: ChartKind
    series: tuple[ChartValues, ...]
    categories: tuple[str, ...]
    where: Where = field(compare=False)
    dates: tuple[date, ...] = ()
    precision: Literal["day", "month"] = "day"
    header: str = ""
    title: tuple[Span, ...] = ()
    unit: str = ""
    highlight: tuple[str, ...] = ()
    notes: tuple[ChartNote, ...] = ()
    style: NumberStyle = NumberStyle()
    axis: AxisContent = AxisContent()
    second: AxisContent = AxisContent()
    across: AxisContent = AxisContent()
    labels: Literal["auto", "all", "none"] = "auto"
    legend: Literal["auto", "none"] = "auto"
    markers: bool | None = None
    horizontal: bool = False
    totals: tuple[int, ...] = ()
    targets: tuple[float | None, ...] = ()
    ranges: tuple[float, ...] = ()
    source: tuple[Span, ...] = ()
    alt: str = ""


Content = TextContent | PictureContent | StatsContent | TableContent | ChartContent | EntriesContent
Offer = Mapping[str, Content]
"""Slot name → content; only what is there."""

"""Charts as sections hold them: series, categories, axes, notes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from reportgen.content.base import Content
from reportgen.content.text import Span
from reportgen.errors import Where
from reportgen.frames import ChartKind

DOTTED = ("scatter", "bubble")
"""Kinds that show dots at two numbers each, without categories."""

ROUND = ("pie", "doughnut")

LARGEST = 1e15
"""Numbers from here on have more digits than a double holds, and are refused."""


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
class ChartReference:
    """A line across the chart at a value of its first axis; without a text, the value is written at it."""

    value: float
    text: str
    where: Where = field(compare=False)


@dataclass(frozen=True, slots=True)
class AxisContent:
    """What the author says of an axis: its ends, its title, its numbers."""

    low: float | None = None
    high: float | None = None
    title: str = ""
    style: NumberStyle | None = None


@dataclass(frozen=True, slots=True)
class ChartContent(Content):
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
    references: tuple[ChartReference, ...] = ()
    source: tuple[Span, ...] = ()
    alt: str = ""
    nothing: str = ""
    """What stands in the place of a chart that has no values at all."""

"""Charts as written, their data here or in a file → `ChartContent`: typed, checked, each fault with its line."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from reportgen.content.chart import AxisContent, ChartContent, ChartNote, ChartValues, NumberStyle
from reportgen.content.markdown import read_inline
from reportgen.content.table.datafiles import TableData, number_of, read_table
from reportgen.content.values import Strict, Text, spelled
from reportgen.errors import ReportgenError, SourceError, Where
from reportgen.frames import ChartKind
from reportgen.source.characters import clean
from reportgen.source.project import Project
from reportgen.source.tree import Place, Spelled, SpelledFloat, Tree
from reportgen.source.validation import nearest

MOST_POINTS = 10_000
"""Values of one chart."""

MOST_SERIES = 24
"""Series of one chart: nobody tells more apart."""

MOST_BARS = 500
"""Bars of one chart: more are thinner than a hair."""

MOST_SLICES = 12
"""Slices of a pie."""

LARGEST = 1e15
"""Numbers from here on have more digits than a double holds, and are refused."""

DOTTED = ("scatter", "bubble")
ROUND = ("pie", "doughnut")
BARRED = ("column", "bar", "stacked", "stacked-100", "combo", "waterfall", "bullet")
SINGLE = (*ROUND, "waterfall", "bullet")
"""Kinds that show one series."""

MISSING = ("", "-", "–", "—", "n/a", "N/A")
"""Texts of data files that mean that there is no number."""

_DATE = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
_RANGE = re.compile(r"(?:.*!)?\$?[A-Za-z]{1,3}\$?\d+:\$?[A-Za-z]{1,3}\$?\d+")


# --- as written ------------------------------------------------------------------------------------------------------


def _many(value: object) -> object:
    return value if isinstance(value, list) else [value]


Label = str | int | float
Name = Annotated[Text, BeforeValidator(spelled, json_schema_input_type=Label)]
Names = Annotated[list[Name], BeforeValidator(_many, json_schema_input_type=list[Label] | Label)]
Decimals = Annotated[int, Field(ge=0, le=6)]


class Format(Strict):
    """How numbers are written: `percent` shows 0.12 as 12 %, `currency` names it in three letters."""

    style: Literal["number", "percent", "currency"] = "number"
    decimals: Decimals | None = None
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    compact: bool | None = None

    @model_validator(mode="after")
    def _money(self) -> Format:
        if self.style == "currency" and self.currency is None:
            raise ValueError('the format needs "currency" | name it in three letters: currency: EUR')
        return self

    def content(self) -> NumberStyle:
        return NumberStyle(self.style, self.decimals, self.currency or "", self.compact)


def _format(value: object) -> object:
    return {"style": value} if isinstance(value, str) else value


FormatField = Annotated[
    Format, BeforeValidator(_format, json_schema_input_type=Format | Literal["number", "percent", "currency"])
]
Finite = Annotated[float, Field(gt=-LARGEST, lt=LARGEST, allow_inf_nan=False, strict=False)]


class Axis(Strict):
    """An axis: where it begins and ends, where the data alone would say otherwise; its title and format."""

    min: Finite | None = None
    max: Finite | None = None
    title: Text | None = None
    format: FormatField | None = None

    @model_validator(mode="after")
    def _upward(self) -> Axis:
        if self.min is not None and self.max is not None and self.min >= self.max:
            raise ValueError('"min" must be less than "max"')
        return self

    def content(self) -> AxisContent:
        return AxisContent(self.min, self.max, clean(self.title or ""), self.format.content() if self.format else None)


class Series(Strict):
    """A series: its name and its values, in the order of the categories; null leaves a gap.

    Scatter and bubble charts need `x`, bubbles `sizes`; `names` are those of their points. In a combo, `show: line`
    makes it a line, and `axis: second` gives it the axis at the right.
    """

    name: Name
    values: list[Any]
    x: list[Any] | None = None
    sizes: list[Any] | None = None
    names: Names | None = None
    show: Literal["column", "line"] | None = None
    axis: Literal["first", "second"] | None = None


class Annotation(Strict):
    """A few words at a point: the category (or the name of a dot) that it is at, and the series."""

    text: Text
    at: Name
    series: Name | None = None


class Chart(Strict):
    """A chart: its kind, and its data: `categories` and `series`, or `columns` and `rows`, or `data` from a file."""

    kind: ChartKind
    title: Text | None = None
    unit: Name | None = None
    categories: list[Any] | None = None
    series: list[Series] | None = None
    columns: list[Name] | None = None
    rows: list[list[Any]] | None = None
    data: Text | None = None
    x: Name | None = None
    select: Names | None = None
    sort: Name | None = None
    top: Annotated[int, Field(ge=1)] | None = None
    other: bool | Text = False
    highlight: Names = []
    annotations: list[Annotation] = []
    format: FormatField = Format()
    axis: Axis = Axis()
    second: Axis = Axis()
    x_axis: Axis = Axis()
    labels: Literal["auto", "all", "none"] = "auto"
    legend: Literal["auto", "none"] = "auto"
    markers: bool | None = None
    horizontal: bool = False
    lines: Names = []
    totals: Names = []
    targets: list[Any] | None = None
    ranges: list[Any] | None = None
    source: Text | None = None
    alt: Text | None = None

    @model_validator(mode="after")
    def _one_source(self) -> Chart:
        given = [name for name in ("series", "rows", "data") if getattr(self, name) is not None]
        if not given:
            raise ValueError('the chart needs "series", "rows" or "data" | write series: [{name: …, values: […]}]')
        if len(given) > 1:
            raise ValueError(f'the chart has both "{given[0]}" and "{given[1]}" | leave one out')
        if self.rows is not None and self.columns is None:
            raise ValueError('"rows" need "columns" | name them: columns: [Year, Sales]')
        if self.series is not None and self.categories is None and self.kind not in DOTTED:
            raise ValueError('the chart needs "categories" | write categories: [2024, 2025]')
        if self.series is not None and (self.select or self.sort or self.top or self.x):
            raise ValueError('"x", "select", "sort" and "top" are for rows and data | put the values in order')
        if self.other and self.top is None:
            raise ValueError('"other" needs "top" | say how many stand alone: top: 5')
        return self


# --- as checked ------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Given:
    """A value as it was found. Only `filed` texts may be numbers: files of text know no others."""

    value: Any
    where: Where
    filed: bool = False


@dataclass(slots=True)
class _Draft:
    """A series before its values are proven to be numbers."""

    name: str
    values: list[_Given]
    where: Where
    x: list[_Given] = field(default_factory=list)
    sizes: list[_Given] = field(default_factory=list)
    names: tuple[str, ...] = ()
    line: bool = False
    second: bool = False


class _Reader:
    """Reads one chart; faults are added to `problems`."""

    def __init__(self, model: Chart, tree: Tree, place: Place, problems: list[ReportgenError]) -> None:
        self.model = model
        self.tree = tree
        self.place = place
        self.problems = problems

    def at(self, *parts: str | int) -> Where:
        return self.tree.where((*self.place, *parts))

    def fault(self, message: str, where: Where, hint: str = "") -> None:
        self.problems.append(SourceError(message, where, hint))

    # --- where the values come from

    def inline(self) -> tuple[list[_Given], list[_Draft]]:
        """`categories` and `series`."""
        given = self.model.categories or []
        categories = [_Given(value, self.at("categories", n)) for n, value in enumerate(given)]
        drafts = []
        for number, series in enumerate(self.model.series or []):
            draft = _Draft(clean(series.name), self._list(series.values, number, "values"), self.at("series", number))
            draft.x = self._list(series.x or [], number, "x")
            draft.sizes = self._list(series.sizes or [], number, "sizes")
            draft.names = tuple(clean(name) for name in series.names or ())
            draft.line = series.show == "line" or (series.show is None and series.axis == "second")
            draft.second = series.axis == "second"
            drafts.append(draft)
        return categories, drafts

    def _list(self, values: list[Any], series: int, name: str) -> list[_Given]:
        return [_Given(value, self.at("series", series, name, n)) for n, value in enumerate(values)]

    def table(self, project: Project, base: Path) -> TableData | None:
        """`columns` and `rows`, or the file that `data` names."""
        model = self.model
        if model.data is not None:
            where = self.at("data")
            name, _, part = model.data.partition("#")
            plain = name.strip().lower().endswith((".csv", ".tsv", ".txt"))
            picked: list[str] | None = None
            if plain and part.strip() and not _RANGE.fullmatch(part.strip()):
                picked = [column.strip() for column in part.split(",") if column.strip()]
            try:
                data = read_table(name if picked is not None else model.data, project, base, where)
            except ReportgenError as error:
                self.problems.append(error)
                return None
            return self._picked(data, picked, where) if picked is not None else data
        names = tuple(clean(name) for name in model.columns or ())
        rows, places = [], []
        for number, row in enumerate(model.rows or []):
            if len(row) != len(names):
                self.fault(
                    f"this row has {len(row)} values, the columns are {len(names)}",
                    self.at("rows", number),
                    "write null where there is none",
                )
                continue
            rows.append(tuple(row))
            places.append(tuple(self.at("rows", number, n) for n in range(len(row))))
        return TableData(names, tuple(rows), tuple(places))

    def _column(self, data: TableData, name: str, where: Where) -> int | None:
        if data.names.count(name) == 1:
            return data.names.index(name)
        if name in data.names:
            self.fault(f'the data has "{name}" twice', where, "rename one of the columns")
            return None
        close = nearest(name, data.names)
        hint = f'did you mean "{close}"?' if close else f"its columns: {', '.join(data.names)}"
        self.fault(f'the data has no column "{name}"', where, hint)
        return None

    def _picked(self, data: TableData, names: list[str], where: Where) -> TableData | None:
        found = [self._column(data, name, where) for name in names]
        columns = [at for at in found if at is not None]
        if len(columns) < len(found):
            return None
        return TableData(
            tuple(data.names[at] for at in columns),
            tuple(tuple(row[at] for at in columns) for row in data.rows),
            tuple(tuple(row[at] for at in columns) for row in data.places),
        )

    def columns(self, data: TableData) -> tuple[list[_Given], list[_Draft], str]:
        """Categories, series and the heading of the categories' column, from a table."""
        model = self.model
        key = 0 if model.x is None else self._column(data, model.x, self.at("x"))
        if key is None:
            return [], [], ""
        chosen = [at for at in range(len(data.names)) if at != key]
        if model.select is not None:
            found = [self._column(data, name, self.at("select", n)) for n, name in enumerate(model.select)]
            chosen = [at for at in found if at is not None and at != key]
            if len(chosen) < len([at for at in found if at != key]):
                return [], [], ""
        order = self._order(data, key, chosen)
        filed = model.data is not None
        categories = [_Given(data.rows[row][key], data.places[row][key], filed) for row in order]
        drafts = [
            _Draft(
                data.names[at] or f"Column {at + 1}",
                [_Given(_of_file(data.rows[row][at]), data.places[row][at], filed) for row in order],
                self.at("data") if filed else self.at("columns", at),
            )
            for at in chosen
        ]
        if model.top is not None and len(order) > model.top:
            categories, drafts = self._topped(categories, drafts, model.top)
        for draft in drafts:
            draft.line = draft.name in model.lines
            draft.second = draft.line
        if model.kind in DOTTED:
            drafts = self._dots(categories, drafts)
        return categories, drafts, data.names[key]

    def _order(self, data: TableData, key: int, chosen: list[int]) -> Sequence[int]:
        order = list(range(len(data.rows)))
        name = self.model.sort
        if name is None:
            return order
        down = name.startswith("-") and name not in data.names
        at = self._column(data, name[1:].strip() if down else name, self.at("sort"))
        if at is None:
            return order
        values = [_of_file(row[at]) for row in data.rows]
        numbers = [number_of(value) if isinstance(value, str) else value for value in values]
        numeric = all(value is None or isinstance(value, int | float) for value in numbers)
        keys: list[Any] = numbers if numeric and at != key else [str(row[at]) for row in data.rows]
        there = [row for row in order if keys[row] is not None]
        there.sort(key=lambda row: keys[row], reverse=down)
        return [*there, *(row for row in order if keys[row] is None)]

    def _topped(self, categories: list[_Given], drafts: list[_Draft], top: int) -> tuple[list[_Given], list[_Draft]]:
        """The first `top` rows, and the sum of the others where the author wants it."""
        other = self.model.other
        name = other if isinstance(other, str) else "Other"
        kept = categories[:top]
        if other:
            kept.append(_Given(name, self.at("other")))
        for draft in drafts:
            rest = [self.number(given) for given in draft.values[top:]] if other else []
            sums = [value for value in rest if value is not None]
            draft.values = draft.values[:top]
            if other:
                draft.values.append(_Given(math.fsum(sums) if sums else None, self.at("other")))
        return kept, drafts

    def _dots(self, categories: list[_Given], drafts: list[_Draft]) -> list[_Draft]:
        """The first column as x (or as the names of points before it), the others as y; of bubbles, y and size."""
        names: tuple[str, ...] = ()
        if any(isinstance(_of_file(given.value), str) and number_of(given.value) is None for given in categories):
            names = tuple(self.text(given) for given in categories)
            if len(drafts) < 2:
                self.fault(f"a {self.model.kind} chart needs a column of numbers for x", self.at(), "add one")
                return []
            x, drafts = drafts[0].values, drafts[1:]
        else:
            x = [_Given(_of_file(given.value), given.where, given.filed) for given in categories]
        if self.model.kind == "bubble":
            if len(drafts) % 2:
                self.fault("a bubble chart needs a column of sizes after each of values", self.at(), "add it")
                return []
            pairs = zip(drafts[::2], drafts[1::2], strict=True)
            drafts = [_Draft(y.name, y.values, y.where, sizes=size.values) for y, size in pairs]
        for draft in drafts:
            draft.x, draft.names = x, names
        return drafts

    # --- what the values are

    def number(self, given: _Given) -> float | None:
        """A number, or None where there is none; anything else is a fault."""
        value = given.value
        if value is None:
            return None
        if isinstance(value, bool):
            self.fault(f"expected a number, got {str(value).lower()}", given.where)
            return None
        if isinstance(value, str):
            number = number_of(value.strip())
            if number is None or not given.filed:
                hint = "write it without quotes and units, with a point before decimals; null where there is none"
                if value.strip().endswith("%"):
                    hint = "write 0.12 for 12%, and format: percent"
                shown = value if len(value) < 60 else f"{value[:57]}…"
                self.fault(f'expected a number, got "{shown}"', given.where, hint)
                return None
            value = number
        if not isinstance(value, int | float):
            self.fault(f"expected a number, got {_kind(value)}", given.where)
            return None
        if isinstance(value, float) and not math.isfinite(value):
            self.fault(f"expected a number, got {value}", given.where, "write null where there is none")
            return None
        if abs(value) >= LARGEST:
            shown = value.spelling if isinstance(value, Spelled | SpelledFloat) else f"{float(value):g}"
            self.fault(f"{shown} is too large a number for a chart", given.where, "give a larger unit: below 1e15")
            return None
        return float(value) + 0.0

    def text(self, given: _Given) -> str:
        """A category as its author wrote it."""
        value = given.value
        if isinstance(value, Spelled | SpelledFloat):
            return value.spelling
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, datetime | date):
            return value.isoformat()[:10]
        if value is None or isinstance(value, bool | list | dict):
            self.fault(f"expected a name or a date, got {_kind(value)}", given.where)
            return ""
        return clean(" ".join(str(value).split()))

    def dates(self, categories: list[_Given]) -> tuple[tuple[date, ...], Literal["day", "month"]]:
        """The categories as dates, where they are: all of them then must be."""
        found: list[date] = []
        precision: Literal["day", "month"] = "month"
        for number, given in enumerate(categories):
            made = self._date(given)
            if made is None:
                if number:
                    self.fault(
                        f'expected a date as those before it, got "{self.text(given)}"',
                        given.where,
                        "write it as 2026-06 or 2026-06-30",
                    )
                return (), precision
            day, fine = made
            if found and day <= found[-1]:
                self.fault(f"{self.text(given)} is not after {found[-1].isoformat()}", given.where, "sort by date")
                return (), precision
            found.append(day)
            precision = "day" if fine else precision
        return tuple(found), precision

    def _date(self, given: _Given) -> tuple[date, bool] | None:
        value = given.value
        if isinstance(value, datetime):
            return value.date(), True
        if isinstance(value, date):
            return value, True
        match = _DATE.fullmatch(value.strip()) if isinstance(value, str) else None
        if match is None:
            return None
        try:
            return date(int(match[1]), int(match[2]), int(match[3] or 1)), match[3] is not None
        except ValueError:
            self.fault(f'"{value}" is no date', given.where, "write it as 2026-06 or 2026-06-30")
            return date(1, 1, 1), False

    def values(self, draft: _Draft, count: int | None) -> ChartValues | None:
        """A series proven to be numbers, as many as there are categories."""
        before = len(self.problems)
        if not draft.values:
            self.fault(f'the series "{draft.name}" has no values', draft.where, "give them, or leave the series out")
            return None
        if count is not None and len(draft.values) != count:
            self.fault(
                f'the series "{draft.name}" has {len(draft.values)} values, the categories are {count}',
                draft.where,
                "write null where there is none",
            )
            return None
        numbers = tuple(self.number(given) for given in draft.values)
        x = tuple(self.number(given) for given in draft.x)
        sizes = tuple(self.number(given) for given in draft.sizes)
        if len(self.problems) > before:
            return None
        if all(value is None for value in numbers):
            self.fault(f'the series "{draft.name}" has no values', draft.where, "give them, or leave the series out")
            return None
        names = draft.names
        if self.model.kind in DOTTED:
            if not self._dotted(draft, numbers, x, sizes):
                return None
            kept = [n for n, value in enumerate(numbers) if value is not None and x[n] is not None]
            numbers = tuple(numbers[n] for n in kept)
            x = tuple(x[n] for n in kept)
            sizes = tuple(sizes[n] for n in kept) if sizes else ()
            names = tuple(names[n] for n in kept) if names else ()
        return ChartValues(
            draft.name,
            numbers,
            draft.where,
            tuple(value for value in x if value is not None),
            tuple(value for value in sizes if value is not None),
            names,
            draft.line,
            draft.second,
        )

    def _dotted(self, draft: _Draft, values: tuple[Any, ...], x: tuple[Any, ...], sizes: tuple[Any, ...]) -> bool:
        kind = self.model.kind
        wanted = {"x": x} | ({"sizes": sizes} if kind == "bubble" else {})
        if draft.names:
            wanted["names"] = draft.names
        for name, given in wanted.items():
            if not given:
                self.fault(f'the series "{draft.name}" needs "{name}" in a {kind} chart', draft.where)
                return False
            if len(given) != len(values):
                self.fault(
                    f'the series "{draft.name}" has {len(values)} values, but {len(given)} "{name}"',
                    draft.where,
                    "give one for each",
                )
                return False
        if kind == "bubble":
            for size, value in zip(draft.sizes, sizes, strict=True):
                if value is None or value <= 0:
                    self.fault("the size of a bubble must be more than 0", size.where)
                    return False
        return True


def _of_file(value: Any) -> Any:
    return None if isinstance(value, str) and value.strip() in MISSING else value


def _kind(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return "a date"
    return "a list" if isinstance(value, list) else "keys with values"


def chart_content(
    model: Chart, tree: Tree, place: Place, project: Project, base: Path, problems: list[ReportgenError]
) -> ChartContent | None:
    """The chart at `place` of the source; None where it has faults, which are added to `problems`."""
    before = len(problems)
    reader = _Reader(model, tree, place, problems)
    header = ""
    if model.series is not None:
        given, drafts = reader.inline()
    else:
        data = reader.table(project, base)
        if data is None or len(problems) > before:
            return None
        given, drafts, header = reader.columns(data)
    if len(problems) > before:
        return None
    _limits(reader, given, drafts)
    if len(problems) > before:
        return None
    dotted = model.kind in DOTTED
    dates: tuple[date, ...] = ()
    precision: Literal["day", "month"] = "day"
    if not dotted and model.kind not in (*ROUND, "waterfall", "bullet", "slope"):
        dates, precision = reader.dates(given)
    categories = () if dotted else tuple(reader.text(one) for one in given)
    series = [made for draft in drafts if (made := reader.values(draft, None if dotted else len(given)))]
    if len(problems) > before:
        return None
    _proven(reader, series, given, categories)
    targets, ranges = _bullet(reader, len(given))
    highlight = _highlighted(reader, series, categories, dates)
    notes = _annotated(reader, series, categories)
    totals = _totals(reader, categories)
    if len(problems) > before:
        return None
    title = read_inline(model.title, reader.at("title"), problems) if model.title else ()
    source = read_inline(model.source, reader.at("source"), problems) if model.source else ()
    return ChartContent(
        kind=model.kind,
        series=tuple(series),
        categories=categories,
        where=reader.at(),
        dates=dates,
        precision=precision,
        header=clean(header),
        title=title,
        unit=clean(model.unit or ""),
        highlight=highlight,
        notes=notes,
        style=model.format.content(),
        axis=model.axis.content(),
        second=model.second.content(),
        across=model.x_axis.content(),
        labels=model.labels,
        legend=model.legend,
        markers=model.markers,
        horizontal=model.horizontal or model.kind == "bar",
        totals=totals,
        targets=targets,
        ranges=ranges,
        source=source,
        alt=clean(model.alt or ""),
    )


def _limits(reader: _Reader, given: list[_Given], drafts: list[_Draft]) -> None:
    kind, where = reader.model.kind, reader.at()
    if not drafts:
        reader.fault("the chart has no series", where, "name columns of numbers")
        return
    if not given and kind not in DOTTED:
        reader.fault("the chart has no categories", where, "give them, or rows")
    if len(drafts) > MOST_SERIES:
        reader.fault(f"{len(drafts)} series; the most is {MOST_SERIES}", where, "select some of them")
    points = sum(max(len(draft.values), len(given)) for draft in drafts)
    if points > MOST_POINTS:
        reader.fault(f"the chart has {points} values; the most is {MOST_POINTS}", where, "take fewer, or means of them")
    elif kind in BARRED and points > MOST_BARS:
        reader.fault(
            f"{points} bars are too thin to be seen; the most is {MOST_BARS}", where, "take kind: line, or top: 20"
        )
    if kind in SINGLE and len(drafts) != 1:
        reader.fault(f"a {kind} chart shows one series, here are {len(drafts)}", drafts[1].where, "select one of them")
    if kind in ROUND and len(given) > MOST_SLICES:
        reader.fault(
            f"{len(given)} slices; the most is {MOST_SLICES}", where, "take kind: bar, or top: 6 with other: true"
        )
    if kind == "slope" and len(given) != 2:
        reader.fault(f"a slope chart has 2 categories, here are {len(given)}", where, "give the first and the last")
    if kind == "combo" and (all(draft.line for draft in drafts) or not any(draft.line for draft in drafts)):
        reader.fault("a combo needs columns and a line", where, "write show: line in one series, or lines: [name]")
    names = [draft.name for draft in drafts]
    for number, name in enumerate(names):
        if name in names[:number]:
            reader.fault(f'two series are named "{name}"', drafts[number].where, "rename one")


def _proven(reader: _Reader, series: list[ChartValues], given: list[_Given], categories: tuple[str, ...]) -> None:
    """What one kind asks of its values."""
    kind = reader.model.kind
    if kind in (*ROUND, "stacked-100", "area"):
        what = {"area": "an area", "stacked-100": "a 100 % stack"}.get(kind, f"a {kind}")
        for one in series:
            for number, value in enumerate(one.values):
                if value is not None and value < 0:
                    reader.fault(
                        f"{what} cannot show {value:g}, which is below 0",
                        _spot(reader, one, number),
                        "take kind: column",
                    )
    if kind in ROUND and not any(value for value in series[0].values):
        reader.fault(f"all values are 0: a {kind} needs one that is more", series[0].where, "take kind: column")
    if kind == "stacked-100" and not any(value for one in series for value in one.values):
        reader.fault("all values are 0: there is nothing to divide", reader.at(), "take kind: column")
    if kind == "waterfall" and any(value is None for value in series[0].values):
        reader.fault("a waterfall has no gaps", series[0].where, "write 0 where nothing changes")
    seen: dict[str, int] = {}
    for number, name in enumerate(categories):
        if name in seen and name and kind in (*ROUND, "waterfall", "bullet"):
            reader.fault(f'two categories are named "{name}"', given[number].where, "rename one")
        seen.setdefault(name, number)


def _spot(reader: _Reader, series: ChartValues, number: int) -> Where:
    """Where a value of an inline series stands; of others, where the series does."""
    if reader.model.series is None:
        return series.where
    names = [clean(one.name) for one in reader.model.series]
    return reader.at("series", names.index(series.name), "values", number)


def _bullet(reader: _Reader, count: int) -> tuple[tuple[float | None, ...], tuple[float, ...]]:
    model = reader.model
    targets = tuple(
        reader.number(_Given(value, reader.at("targets", n))) for n, value in enumerate(model.targets or ())
    )
    ranges = [reader.number(_Given(value, reader.at("ranges", n))) for n, value in enumerate(model.ranges or ())]
    if model.kind != "bullet":
        for name in ("targets", "ranges"):
            if getattr(model, name) is not None:
                reader.fault(f'"{name}" are for kind: bullet', reader.at(name))
        return (), ()
    if targets and len(targets) != count:
        reader.fault(
            f"there are {len(targets)} targets, the categories are {count}",
            reader.at("targets"),
            "write null where there is none",
        )
    ends = [value for value in ranges if value is not None]
    if len(ends) < len(ranges) or any(b <= a for a, b in zip([0.0, *ends], ends, strict=False)):
        reader.fault("ranges must rise from 0", reader.at("ranges"), "write their upper ends: [50, 75, 100]")
    return targets, tuple(ends)


def _highlighted(
    reader: _Reader, series: list[ChartValues], categories: tuple[str, ...], dates: tuple[date, ...]
) -> tuple[str, ...]:
    known = dict.fromkeys([*(one.name for one in series), *categories, *(n for one in series for n in one.names)])
    found = []
    for number, name in enumerate(reader.model.highlight):
        name = clean(name)
        if name not in known:
            close = nearest(name, known)
            hint = f'did you mean "{close}"?' if close else f"it has: {', '.join(list(known)[:12])}"
            reader.fault(f'"highlight" names "{name}", which the chart lacks', reader.at("highlight", number), hint)
        found.append(name)
    return tuple(found)


def _annotated(reader: _Reader, series: list[ChartValues], categories: tuple[str, ...]) -> tuple[ChartNote, ...]:
    found = []
    for number, note in enumerate(reader.model.annotations):
        at = 0
        if note.series is not None:
            names = [one.name for one in series]
            if clean(note.series) not in names:
                close = nearest(note.series, names)
                hint = f'did you mean "{close}"?' if close else f"its series: {', '.join(names)}"
                reader.fault(
                    f'there is no series "{note.series}" to annotate', reader.at("annotations", number, "series"), hint
                )
                continue
            at = names.index(clean(note.series))
        points = categories or series[at].names
        name = clean(note.at)
        where = reader.at("annotations", number)
        if name not in points:
            close = nearest(name, points)
            hint = f'did you mean "{close}"?' if close else f"it has: {', '.join(points[:12]) or 'no names'}"
            reader.fault(f'there is no point "{name}" to annotate', reader.at("annotations", number, "at"), hint)
        elif series[at].values[points.index(name)] is None:
            reader.fault(f'"{series[at].name}" has no value at "{name}"', where, "annotate another point")
        else:
            text = "".join(span.text for span in read_inline(note.text, where, reader.problems))
            found.append(ChartNote(text, at, points.index(name), where))
    return tuple(found)


def _totals(reader: _Reader, categories: tuple[str, ...]) -> tuple[int, ...]:
    model = reader.model
    if model.totals and model.kind != "waterfall":
        reader.fault('"totals" are for kind: waterfall', reader.at("totals"))
        return ()
    found = []
    for number, name in enumerate(model.totals):
        if clean(name) in categories:
            found.append(categories.index(clean(name)))
            continue
        close = nearest(name, categories)
        hint = f'did you mean "{close}"?' if close else f"it has: {', '.join(categories[:12])}"
        reader.fault(f'there is no category "{name}" for a total', reader.at("totals", number), hint)
    return tuple(found)

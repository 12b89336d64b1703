"""Where the values of a chart come from: series in the source, rows in the source, or a file of the project."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from reportgen.content.chart import DOTTED
from reportgen.content.chart.model import Chart, Series
from reportgen.content.chart.values import Draft, Given, name, number, of_file
from reportgen.content.reading import ReadContext
from reportgen.content.table.datafiles import TableData, read_datafile
from reportgen.content.table.numbers import number_of
from reportgen.errors import ReportgenError, Where
from reportgen.source.characters import clean
from reportgen.source.validation import nearest

_RANGE = re.compile(r"(?:.*!)?\$?[A-Za-z]{1,3}\$?\d+:\$?[A-Za-z]{1,3}\$?\d+")


class Found(NamedTuple):
    """What was found for a chart, nothing of it proven yet; `header` is the heading of the categories' column."""

    categories: list[Given]
    drafts: list[Draft]
    header: str = ""


def found(model: Chart, at: ReadContext) -> Found | None:
    """The categories and series of a chart; None where a fault was kept."""
    before = at.faults
    if model.series is not None:
        made = Found(_given(model.categories, at.inner("categories")), list(_series(model.series, at.inner("series"))))
    else:
        data = _file(model.data, at) if model.data is not None else _rows(model, at)
        if data is None or at.faults > before:
            return None
        made = _Columns(model, data, at).found()
    return made if at.faults == before else None


def _given(values: list[Any] | None, at: ReadContext) -> list[Given]:
    return [Given(value, at.where(place)) for place, value in enumerate(values or ())]


def _series(series: list[Series], at: ReadContext) -> Iterator[Draft]:
    for place, one in enumerate(series):
        inner = at.inner(place)
        yield Draft(
            clean(one.name),
            _given(one.values, inner.inner("values")),
            inner.where(),
            x=_given(one.x, inner.inner("x")),
            sizes=_given(one.sizes, inner.inner("sizes")),
            names=tuple(clean(each) for each in one.names or ()),
            line=one.show == "line" or (one.show is None and one.axis == "second"),
            second=one.axis == "second",
        )


def _file(reference: str, at: ReadContext) -> TableData | None:
    """The table of a file; of a text file, columns may be named after the mark: `sales.csv#Year,Sales`."""
    where = at.where("data")
    file, _, part = reference.partition("#")
    columns: list[str] = []
    # a text file has no sheets, so that what follows the mark names columns unless it is a range of cells
    if file.strip().lower().endswith((".csv", ".tsv", ".txt")) and not _RANGE.fullmatch(part.strip()):
        columns = [column.strip() for column in part.split(",") if column.strip()]
    try:
        data = read_datafile(file if columns else reference, at.project, at.base, where)
    except ReportgenError as error:
        at.keep(error)
        return None
    at.problems += data.remarks
    return _picked(data, columns, where, at) if columns else data


def _rows(model: Chart, at: ReadContext) -> TableData:
    """The `columns` and `rows` of the source."""
    names = tuple(clean(one) for one in model.columns or ())
    rows, places = [], []
    for place, row in enumerate(model.rows or ()):
        if len(row) != len(names):
            message = f"this row has {len(row)} values, the columns are {len(names)}"
            at.fault(message, at.where("rows", place), "write null where there is none")
            continue
        rows.append(tuple(row))
        places.append(tuple(at.where("rows", place, column) for column in range(len(row))))
    return TableData(names, tuple(rows), tuple(places))


def _column(data: TableData, wanted: str, where: Where, at: ReadContext) -> int | None:
    """The number of a column; a name that none or two have is a fault."""
    if data.names.count(wanted) == 1:
        return data.names.index(wanted)
    if wanted in data.names:
        at.fault(f'the data has "{wanted}" twice', where, "rename one of the columns")
        return None
    close = nearest(wanted, data.names)
    hint = f'did you mean "{close}"?' if close else f"its columns: {', '.join(data.names)}"
    at.fault(f'the data has no column "{wanted}"', where, hint)
    return None


def _picked(data: TableData, columns: list[str], where: Where, at: ReadContext) -> TableData | None:
    """Some columns of a table; None where one is not there."""
    numbers = [_column(data, column, where, at) for column in columns]
    picked = [one for one in numbers if one is not None]
    if len(picked) < len(numbers):
        return None
    return TableData(
        tuple(data.names[column] for column in picked),
        tuple(tuple(row[column] for column in picked) for row in data.rows),
        tuple(tuple(row[column] for column in picked) for row in data.places),
    )


class _Columns:
    """Makes categories and series of a table's columns."""

    def __init__(self, model: Chart, data: TableData, at: ReadContext) -> None:
        self._model = model
        self._data = data
        self._at = at
        self._filed = model.data is not None

    def found(self) -> Found:
        model, data = self._model, self._data
        key = 0 if model.x is None else _column(data, model.x, self._at.where("x"), self._at)
        chosen = self._chosen(key)
        if key is None or chosen is None:
            return Found([], [])
        order = self._order(key)
        categories = self._values(key, order)
        drafts = [self._draft(column, order) for column in chosen]
        if model.top is not None and len(order) > model.top:
            categories = self._topped(categories, drafts, model.top)
        for draft in drafts:
            # a line over columns mostly counts something else, so it has the axis at the right
            draft.line = draft.second = draft.name in model.lines
        if model.kind in DOTTED:
            drafts = self._dots(categories, drafts)
        return Found(categories, drafts, data.names[key])

    def _chosen(self, key: int | None) -> list[int] | None:
        """The columns that are series: those that `select` names, or all but the categories."""
        if self._model.select is None:
            return [column for column in range(len(self._data.names)) if column != key]
        places = enumerate(self._model.select)
        columns = [_column(self._data, wanted, self._at.where("select", n), self._at) for n, wanted in places]
        chosen = [column for column in columns if column is not None]
        return [column for column in chosen if column != key] if len(chosen) == len(columns) else None

    def _values(self, column: int, order: Sequence[int]) -> list[Given]:
        rows, places = self._data.rows, self._data.places
        return [Given(rows[row][column], places[row][column], self._filed) for row in order]

    def _draft(self, column: int, order: Sequence[int]) -> Draft:
        values = self._values(column, order)
        for given in values:
            given.value = of_file(given.value)
        where = self._at.where("data") if self._filed else self._at.where("columns", column)
        return Draft(self._data.names[column] or f"Column {column + 1}", values, where)

    def _order(self, key: int) -> list[int]:
        """The rows in their order: the table's, or that of the column that `sort` names, rows without a value last."""
        order = list(range(len(self._data.rows)))
        wanted = self._model.sort
        if wanted is None:
            return order
        down = wanted.startswith("-") and wanted not in self._data.names
        column = _column(self._data, wanted[1:].strip() if down else wanted, self._at.where("sort"), self._at)
        if column is None:
            return order
        keys = self._sort_keys(column, as_text=column == key)
        there = [row for row in order if keys[row] is not None]
        there.sort(key=lambda row: keys[row], reverse=down)
        return [*there, *(row for row in order if keys[row] is None)]

    def _sort_keys(self, column: int, *, as_text: bool) -> list[Any]:
        """What rows are sorted by: numbers, where all that is there are numbers."""
        values = [of_file(row[column]) for row in self._data.rows]
        numbers = [number_of(value) if isinstance(value, str) else value for value in values]
        if not as_text and all(value is None or isinstance(value, int | float) for value in numbers):
            return numbers
        return [str(row[column]) for row in self._data.rows]

    def _topped(self, categories: list[Given], drafts: list[Draft], top: int) -> list[Given]:
        """The first `top` categories; the series are cut alike, and end in the sum of the others if there is one."""
        other = self._model.other
        where = self._at.where("other")
        for draft in drafts:
            rest = [number(given, self._at) for given in draft.values[top:]] if other else []
            sums = [value for value in rest if value is not None]
            draft.values = draft.values[:top]
            if other:
                draft.values.append(Given(math.fsum(sums) if sums else None, where))
        if not other:
            return categories[:top]
        return [*categories[:top], Given(other if isinstance(other, str) else "Other", where)]

    def _dots(self, categories: list[Given], drafts: list[Draft]) -> list[Draft]:
        """The first column as x (or as the names of points before it), the others as y; of bubbles, y and size."""
        kind = self._model.kind
        names: tuple[str, ...] = ()
        if any(_is_name(given.value) for given in categories):
            names = tuple(name(given, self._at) for given in categories)
            if len(drafts) < 2:
                self._at.fault(f"a {kind} chart needs a column of numbers for x", hint="add one")
                return []
            x, drafts = drafts[0].values, drafts[1:]
        else:
            x = [Given(of_file(given.value), given.where, given.filed) for given in categories]
        if kind == "bubble":
            if len(drafts) % 2:
                self._at.fault("a bubble chart needs a column of sizes after each of values", hint="add it")
                return []
            pairs = zip(drafts[::2], drafts[1::2], strict=True)
            drafts = [Draft(y.name, y.values, y.where, sizes=size.values) for y, size in pairs]
        for draft in drafts:
            draft.x, draft.names = x, names
        return drafts


def _is_name(value: Any) -> bool:
    value = of_file(value)
    return isinstance(value, str) and number_of(value) is None

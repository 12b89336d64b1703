"""Where the values of a chart come from: series in the source, rows in the source, or a file of the project.

Whatever it is becomes columns first, so that `x`, `select`, `sort`, `top` and `other` mean the same for all.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from reportgen.content.chart import DOTTED, NumberStyle
from reportgen.content.chart.as_written import Chart, Series
from reportgen.content.chart.phrases import other_word
from reportgen.content.chart.values import Draft, Given, measured, name, number, of_file
from reportgen.content.reading import ReadContext
from reportgen.content.table.datafiles import DataForm, read_given, with_range
from reportgen.content.table.headings import TableData
from reportgen.content.table.number_parsing import Spelling, number_of
from reportgen.content.table.ordering import direction, order_of
from reportgen.errors import ReportgenError, Where
from reportgen.source.characters import clean
from reportgen.source.validation import nearest

_RANGE = re.compile(r"(?:.*!)?\$?[A-Za-z]{1,3}\$?\d+:\$?[A-Za-z]{1,3}\$?\d+")

CATEGORIES = "categories"
"""What the column of categories is called where series stand in the source: `sort: categories`."""


class Found(NamedTuple):
    """What was found for a chart, nothing of it proven yet; `header` is the heading of the categories' column.

    `style` and `second` are how a file shows the values of the first and the second axis, where it says so.
    """

    categories: list[Given]
    drafts: list[Draft]
    header: str = ""
    style: NumberStyle | None = None
    second: NumberStyle | None = None


def found(model: Chart, at: ReadContext) -> Found | None:
    """The categories and series of a chart; None where a fault was kept."""
    before = at.faults
    if model.series is not None:
        columns = list(_of_series(model, at))
    else:
        data = _file(model.data, model, at) if model.data is not None else _rows(model, at)
        if data is None or at.faults > before:
            return None
        columns = list(_of_table(model, data, at))
    made = _Columns(model, columns, at).found()
    return made if at.faults == before else None


# --- what there is, as columns ---------------------------------------------------------------------------------------


def _of_series(model: Chart, at: ReadContext) -> Iterator[Draft]:
    """The categories, where there are any, and the series of the source."""
    if model.categories is not None:
        yield Draft(CATEGORIES, _given(model.categories, at.inner(CATEGORIES)), at.where(CATEGORIES))
    yield from _series(model.series or [], at.inner("series"))


def _of_table(model: Chart, data: TableData, at: ReadContext) -> Iterator[Draft]:
    """The columns of rows in the source, or of a file."""
    filed = model.data is not None
    rows = data.repeated() if data.spans else data.rows
    for column, heading in enumerate(data.names):
        values = [
            Given(row[column], data.places[at_row][column], filed, data.formats.get((at_row, column)))
            for at_row, row in enumerate(rows)
        ]
        where = at.where("data") if filed else at.where("columns", column)
        yield Draft(heading, values, where)


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


def _file(reference: object, model: Chart, at: ReadContext) -> TableData | None:
    """The table of a file or frame; of a text file, columns may be named after the mark: `sales.csv#Year,Sales`."""
    where, reference = at.where("data"), with_range(reference, model.range)
    file, _, part = reference.partition("#") if isinstance(reference, str) else ("", "", "")
    columns: list[str] = []
    # a text file has no sheets, so that what follows the mark names columns unless it is a range of cells
    if file.strip().lower().endswith((".csv", ".tsv", ".txt")) and not _RANGE.fullmatch(part.strip()):
        columns = [column.strip() for column in part.split(",") if column.strip()]
    try:
        form = DataForm(Spelling(model.decimal, model.dates or ""), model.header)
        data = read_given(file if columns else reference, at, where, form)
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


def _column(names: Sequence[str], wanted: str, where: Where, at: ReadContext) -> int | None:
    """The number of a column; a name that none or two have is a fault."""
    if names.count(wanted) == 1:
        return names.index(wanted)
    if wanted in names:
        at.fault(f'the data has "{wanted}" twice', where, "rename one of the columns")
        return None
    close = nearest(wanted, names)
    hint = f'did you mean "{close}"?' if close else f"its columns: {', '.join(names)}"
    at.fault(f'the data has no column "{wanted}"', where, hint)
    return None


def _all_of(
    names: Sequence[str], wanted: Sequence[str], at: ReadContext, where: Where | None = None
) -> list[int] | None:
    """The numbers of several columns, named in a list or at one place; None where one is not there."""
    found = [_column(names, one, where or at.where(place), at) for place, one in enumerate(wanted)]
    return None if None in found else [column for column in found if column is not None]


def _picked(data: TableData, columns: list[str], where: Where, at: ReadContext) -> TableData | None:
    """Some columns of a table; None where one is not there."""
    picked = _all_of(data.names, columns, at, where)
    if picked is None:
        return None
    return TableData(
        tuple(data.names[column] for column in picked),
        tuple(tuple(row[column] for column in picked) for row in data.rows),
        tuple(tuple(row[column] for column in picked) for row in data.places),
    )


# --- columns → categories and series ---------------------------------------------------------------------------------


class _Columns:
    """Makes categories and series of columns."""

    def __init__(self, model: Chart, columns: list[Draft], at: ReadContext) -> None:
        self._model = model
        self._columns = columns
        self._names = [column.name for column in columns]
        self._at = at
        self._dotted = model.kind in DOTTED
        self._keyed = model.x is not None or model.series is None or model.categories is not None
        """Whether a column holds the categories; dots in the source have their places in their series."""

    def found(self) -> Found:
        model = self._model
        key = self._key()
        chosen = self._chosen(key)
        if chosen is None or (key is None and self._keyed):
            return Found([], [])
        names = self._names_of_dots(key, chosen)
        order = self._order(key)
        if model.sort is not None:
            for column in self._columns:
                _reorder(column, order, len(order))
        categories = [] if key is None else self._columns[key].values
        drafts = self._drafts(chosen)
        if model.top is not None and len(order) > model.top:
            categories = self._topped(categories, drafts, model.top, len(order))
        if self._dotted and self._keyed and not any(draft.x for draft in drafts):
            drafts = self._dots(self._columns[names[0]].values if names else [], categories, drafts)
        header = "" if key is None or model.series is not None else self._names[key]
        return Found(categories, drafts, header, _style_of(drafts, False), _style_of(drafts, True))

    def _drafts(self, chosen: list[int]) -> list[Draft]:
        """The columns that are series, as numbers as far as they say so."""
        drafts = [self._columns[column] for column in chosen]
        for column, draft in zip(chosen, drafts, strict=True):
            draft.name = draft.name or f"Column {column + 1}"
            measured(draft, self._at)
            if draft.name in self._model.named_lines:
                # a line over columns mostly counts something else, so it has the axis at the right
                draft.line = draft.second = True
        return drafts

    def _key(self) -> int | None:
        """The column of the categories: the one that `x` names, or the first."""
        if self._model.x is not None:
            return _column(self._names, self._model.x, self._at.where("x"), self._at)
        return 0 if self._keyed and self._columns else None

    def _chosen(self, key: int | None) -> list[int] | None:
        """The columns that are series: those that `select` names, or all but the categories."""
        if self._model.select is None:
            return [column for column in range(len(self._columns)) if column != key and not self._is_left(column)]
        chosen = _all_of(self._names, self._model.select, self._at.inner("select"))
        return None if chosen is None else [column for column in chosen if column != key]

    def _is_left(self, column: int) -> bool:
        """Whether a column is the names of the source, for which another one stands as the categories."""
        return column == 0 and self._model.series is not None and self._model.categories is not None

    def _names_of_dots(self, key: int | None, chosen: list[int]) -> list[int]:
        """The column that names dots, where another one has their places along x: it is no series."""
        if not self._dotted or self._model.x is None:
            return []
        texts = [at for at, one in enumerate(self._columns) if at != key and any(_is_name(v.value) for v in one.values)]
        chosen[:] = [column for column in chosen if column not in texts[:1]]
        return texts[:1]

    def _order(self, key: int | None) -> list[int]:
        """The rows in their order: that of the data, or of the column that `sort` names, rows without a value last."""
        at = self._at
        rows = len(self._columns[key if key is not None else 0].values) if self._columns else 0
        if self._model.sort is None:
            return list(range(rows))
        wanted, down = direction(self._model.sort, self._names)
        column = _column(self._names, wanted, at.where("sort"), at)
        if column is None:
            return list(range(rows))
        return order_of([given.value for given in self._columns[column].values], down=down)

    def _topped(self, categories: list[Given], drafts: list[Draft], top: int, rows: int) -> list[Given]:
        """The first `top` categories; the series are cut alike, and end in the sum of the others if there is one."""
        other = self._model.other
        where = self._at.where("other")
        for draft in drafts:
            rest = [number(given, self._at) for given in draft.values[top:]] if other else []
            sums = [value for value in rest if value is not None]
            _reorder(draft, range(top), rows)
            if other:
                draft.values.append(Given(math.fsum(sums) if sums else None, where))
        if not other:
            return categories[:top]
        return [*categories[:top], Given(other if isinstance(other, str) else other_word(self._at.language), where)]

    def _dots(self, named: list[Given], categories: list[Given], drafts: list[Draft]) -> list[Draft]:
        """The categories as x (or as the names of points before it), the others as y; of bubbles, y and size."""
        kind = self._model.kind
        if any(_is_name(given.value) for given in categories):
            named = categories
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
        names = tuple(name(given, self._at) for given in named)
        for draft in drafts:
            draft.x, draft.names = x, names
        return drafts


def _reorder(draft: Draft, wanted: Sequence[int], rows: int) -> None:
    """Leave the `wanted` ones of so many rows of a column, in this order. What has not as many stays, and is refused
    later.
    """
    for part in ("values", "x", "sizes", "names"):
        values = getattr(draft, part)
        if len(values) == rows:
            setattr(draft, part, type(values)(values[row] for row in wanted))


def _style_of(drafts: list[Draft], second: bool) -> NumberStyle | None:
    """How the values of the first or the second axis are shown, where all of its columns say the same."""
    styles = {draft.style for draft in drafts if draft.second is second}
    return styles.pop() if len(styles) == 1 else None


def _is_name(value: Any) -> bool:
    value = of_file(value)
    return isinstance(value, str) and number_of(value) is None

"""Tables as written → `TableContent`: typed and checked, each value with its line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal

from reportgen.content.markdown import read_inline
from reportgen.content.reading import ReadContext
from reportgen.content.table import ColumnKind, TableColumn, TableContent, TableEntry, TableRow
from reportgen.content.table.datafiles import TableData, looks_numeric, number_of, read_datafile
from reportgen.content.table.grid import RawCell, RawRow, noted, rows_of_file, rows_of_source
from reportgen.content.table.model import Column, Table
from reportgen.content.table.values import is_missing, typed
from reportgen.content.text import Span
from reportgen.errors import ReportgenError
from reportgen.source.characters import clean
from reportgen.structs import replace

MOST_CELLS = 20_000
"""Cells of one table."""

MOST_DECIMALS = {"number": 2, "percent": 1, "currency": 2}
"""Decimals shown where the author names none: as many as the values have, but no more than these."""

YEARS = range(1900, 2101)
"""Whole numbers that are taken for years where they stand in the first column."""

_DAY = re.compile(r"\d{4}-\d{2}(-\d{2})?")


def read_table(model: Table, at: ReadContext) -> TableContent | None:
    """The table at a place of the source; None where it has faults, which are kept.

    Each step needs what the one before has proven, so that reading ends with the first step that finds faults.
    """
    before = len(at.problems)
    data = _data(model.data, at) if model.data is not None else None
    if len(at.problems) > before:
        return None
    columns = _columns(model, data)
    rows = rows_of_file(model, columns, data, at) if data else []
    rows += rows_of_source(model, len(columns), at)
    _check(model, rows, columns, at)
    if len(at.problems) > before:
        return None
    made = [_column(column, number, rows, bool(model.columns), at) for number, column in enumerate(columns)]
    body = tuple(_row(row, made, at) for row in rows)
    if len(at.problems) > before:
        return None
    measured = tuple(
        _measured(column, written, number, body)
        for number, (column, written) in enumerate(zip(made, columns, strict=True))
    )
    return TableContent(
        measured,
        body,
        at.where(),
        caption=read_inline(model.caption or "", at.where("caption"), at.problems),
        notes=tuple(read_inline(note, at.where("notes", n), at.problems) for n, note in enumerate(model.notes)),
        style=model.style,
        heads=model.row_headings and measured[0].kind in ("text", "date"),
        alt=clean(model.alt or ""),
    )


def _data(reference: str, at: ReadContext) -> TableData | None:
    """The rows of a file; None where it cannot be read, which is kept."""
    # a table that is written as its file alone has no key "data" in the source
    where = at.where("data") if (*at.place, "data") in at.tree.spots else at.where()
    try:
        return read_datafile(reference, at.project, at.base, where)
    except ReportgenError as error:
        at.keep(error)
        return None


def _check(model: Table, rows: list[RawRow], columns: list[Column], at: ReadContext) -> None:
    """That there are not too many cells, and that there are the notes to which they refer."""
    if len(rows) * len(columns) > MOST_CELLS:
        message = f"the table has {len(rows)} × {len(columns)} cells; the most is {MOST_CELLS}"
        at.fault(message, hint="leave rows out, or put the data in an attachment")
    for note, where in noted(rows, columns, at):
        if note > len(model.notes):
            at.fault(f"there is no note {note}", where, f"the table has {len(model.notes)} notes")


def _columns(model: Table, data: TableData | None) -> list[Column]:
    """The columns that the source names, or those of the file."""
    names = data.names if data else ()
    return model.columns or [Column(name=name or f"Column {number}") for number, name in enumerate(names, 1)]


# --- columns ---------------------------------------------------------------------------------------------------------


def _column(column: Column, number: int, rows: list[RawRow], named: bool, at: ReadContext) -> TableColumn:
    """A column with its type: the one that is written, or the one that its values have."""
    where = at.where("columns", number)
    kind = column.type or _guessed(_filled(rows, number), number)
    return TableColumn(
        read_inline(column.name, where, at.problems) if named else (Span(clean(column.name)),),
        kind,
        column.align or ("left" if kind in ("text", "date", "bar", "sparkline") else "right"),
        where,
        measure=column.measure or _MEASURES.get(kind) or _measure_of_delta(kind, column),
        currency=column.currency or "",
        good=column.good,
        group=read_inline(column.group or "", where, at.problems),
        note=column.note,
    )


_MEASURES: Mapping[str, Literal["percent", "currency"]] = {"currency": "currency", "percent": "percent"}


def _measure_of_delta(kind: ColumnKind, column: Column) -> Literal["number", "percent"]:
    """Changes are percentages unless the author says otherwise."""
    return "percent" if kind == "delta" and column.currency is None else "number"


def _filled(rows: list[RawRow], number: int) -> list[RawCell]:
    """The cells of a column that stand in it alone and have a value."""
    cells = (row.cells[number] for row in rows if row.kind != "group")
    return [cell for cell in cells if cell is not None and cell.columns == 1 and not is_missing(cell.value)]


def _guessed(cells: list[RawCell], number: int) -> ColumnKind:
    """What a column's values are. A number in quotes is a text, and whole years before all other columns name rows."""
    values = [cell.value for cell in cells]
    if not values:
        return "text"
    if all(isinstance(value, list) for value in values):
        return "sparkline"
    # who quotes a number in a source means a text, such as a postcode; a text file cannot quote
    quoted = any(isinstance(cell.value, str) and not cell.plain for cell in cells)
    if looks_numeric(values) and not quoted:
        years = number == 0 and all(_year(value) in YEARS for value in values)
        return "text" if years else "number"
    return "date" if all(_is_day(value) for value in values) else "text"


def _year(value: Any) -> float | None:
    return number_of(value) if isinstance(value, str) else float(value)


def _is_day(value: Any) -> bool:
    return isinstance(value, date) or (isinstance(value, str) and _DAY.fullmatch(value) is not None)


def _measured(column: TableColumn, written: Column, number: int, rows: tuple[TableRow, ...]) -> TableColumn:
    """The column with its decimals, or the precision of its dates: as fine as its finest value."""
    if column.kind == "text":
        return column
    entries = (row.entries[number] for row in rows)
    values = [entry.value for entry in entries if entry is not None and entry.columns == 1]
    if column.kind == "date":
        return replace(column, precision=_precision([value for value in values if isinstance(value, date)]))
    if written.decimals is not None:
        return replace(column, decimals=written.decimals)
    numbers = [value[-1] if isinstance(value, tuple) else value for value in values]
    return replace(column, decimals=_shown_decimals(column, [one for one in numbers if isinstance(one, float)]))


def _shown_decimals(column: TableColumn, numbers: list[float]) -> int:
    """As many decimals as the values have, within limits; of money two or none."""
    scale = 100 if column.measure == "percent" else 1
    found = max((_decimals(one * scale) for one in numbers), default=0)
    if column.measure == "currency":
        return 2 if found else 0
    return min(MOST_DECIMALS[column.measure], found)


def _precision(days: Sequence[date]) -> Literal["day", "month", "year"]:
    """The finest part that one of the dates needs: the first of January stands for its year."""
    if not days or any(day.day != 1 for day in days):
        return "day"
    return "year" if all(day.month == 1 for day in days) else "month"


def _decimals(number: float) -> int:
    # six decimals hide what binary fractions add: 0.1 + 0.2
    return len(f"{number:.6f}".rstrip("0").partition(".")[2])


# --- rows ------------------------------------------------------------------------------------------------------------


def _row(row: RawRow, columns: list[TableColumn], at: ReadContext) -> TableRow:
    """A row with its values as the types of the columns ask; a cell over several columns is a text."""
    entries: list[TableEntry | None] = []
    for column, cell in zip(columns, row.cells, strict=True):
        if cell is None:
            entries.append(None)
            continue
        kind: ColumnKind = "text" if row.kind == "group" or cell.columns > 1 else column.kind
        value = typed(cell, kind, column, at)
        entries.append(TableEntry(value, cell.where, cell.columns, cell.rows, cell.note))
    return TableRow(row.kind, tuple(entries))

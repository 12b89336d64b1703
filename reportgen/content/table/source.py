"""Tables as written, rows in the source or in a file → `TableContent`: typed, checked, each value with its line."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from reportgen.content.markdown import read_inline
from reportgen.content.table import ColumnKind, TableColumn, TableContent, TableEntry, TableRow, Value
from reportgen.content.table.datafiles import MOST_COLUMNS, TableData, looks_numeric, number_of, read_table
from reportgen.content.text import Span
from reportgen.errors import ReportgenError, SourceError, Where
from reportgen.sections.base import Strict, Text, spelled
from reportgen.source.characters import clean
from reportgen.source.project import Project
from reportgen.source.tree import Place, Tree
from reportgen.source.validation import nearest

MOST_CELLS = 20_000
"""Cells of one table."""

LARGEST = 1e15
"""Numbers from here on have more digits than a double holds, and are refused."""

MOST_DECIMALS = {"number": 2, "percent": 1, "currency": 2}
"""Decimals shown where the author names none: as many as the values have, but no more than these."""

MISSING = ("", "-", "–", "—", "n/a", "N/A")
"""Texts that mean that there is no number."""

YEARS = range(1900, 2101)
"""Whole numbers that are taken for years where they stand in the first column."""

_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_PERCENT = re.compile(r"(.*?)[\s\u00a0\u202f]*%")
_MARKDOWN = re.compile(r"[*_`\[\]()<>&\\!~^:/]")


# --- as written ------------------------------------------------------------------------------------------------------


def _named(value: object) -> object:
    return {"name": value} if isinstance(value, str) else value


class Column(Strict):
    """A column: its heading, and what its values are. `field` names the data's column where the heading differs.

    `measure` says what the numbers of a delta, bar or sparkline are; `good` which direction of a delta pleases;
    columns side by side with the same `group` share a heading above theirs.
    """

    name: Text
    field: Text | None = None
    type: ColumnKind | None = None
    measure: Literal["number", "percent", "currency"] | None = None
    align: Literal["left", "center", "right"] | None = None
    decimals: Annotated[int, Field(ge=0, le=6)] | None = None
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    good: Literal["up", "down", "neither"] = "up"
    group: Text | None = None
    note: Annotated[int, Field(ge=1)] | None = None

    @model_validator(mode="after")
    def _money(self) -> Column:
        if "currency" in (self.type, self.measure) and self.currency is None:
            raise ValueError('the column needs "currency" | name it in three letters: currency: EUR')
        if self.measure is not None and self.type not in ("delta", "bar", "sparkline"):
            raise ValueError('"measure" is for columns of type delta, bar or sparkline | give the type instead')
        return self


Scalar = str | int | float | date | list[float] | None


def _scalar(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError(f'expected a text or a number, got {str(value).lower()} | put it in quotes: "yes"')
    if value is None or isinstance(value, str | int | float | date):
        return value
    if isinstance(value, list) and all(
        isinstance(part, int | float) and not isinstance(part, bool) and math.isfinite(part) for part in value
    ):
        return value
    raise ValueError("expected a text, a number or a list of numbers")


def _cell(value: object) -> object:
    return value if isinstance(value, dict) else {"value": value}


class Cell(Strict):
    """A cell: its value, and how many columns and rows it covers. `note` is the number of one of the notes."""

    value: Annotated[Any, BeforeValidator(_scalar, json_schema_input_type=Scalar)] = None
    columns: Annotated[int, Field(ge=1, le=MOST_COLUMNS)] = 1
    rows: Annotated[int, Field(ge=1, le=1000)] = 1
    note: Annotated[int, Field(ge=1)] | None = None


Cells = list[Annotated[Cell, BeforeValidator(_cell, json_schema_input_type=Cell | Scalar)]]


def _row(value: object) -> object:
    return {"cells": value} if isinstance(value, list) else value


class Row(Strict):
    """A row: `cells`, or the cells of a `total`, or a `group` heading for the rows below it."""

    cells: Cells | None = None
    total: Cells | None = None
    group: Text | None = None

    @model_validator(mode="after")
    def _one(self) -> Row:
        if sum(part is not None for part in (self.cells, self.total, self.group)) != 1:
            raise ValueError('a row is a list of cells, or has one of "cells", "total", "group"')
        return self


class Table(Strict):
    """A table: rows here, or from a file of the project (`data`), or both: those of the file come first."""

    columns: (
        Annotated[
            list[Annotated[Column, BeforeValidator(_named, json_schema_input_type=Column | str | float)]],
            Field(min_length=1, max_length=MOST_COLUMNS),
        ]
        | None
    ) = None
    rows: list[Annotated[Row, BeforeValidator(_row, json_schema_input_type=Row | list[Any])]] = []
    data: Text | None = None
    sort: Text | None = None
    top: Annotated[int, Field(ge=1)] | None = None
    caption: Text | None = None
    notes: list[Text] = []
    style: Literal["rules", "zebra", "plain"] | None = None
    row_headings: bool = True
    alt: Text | None = None

    @model_validator(mode="after")
    def _filled(self) -> Table:
        if self.data is None and not self.rows:
            raise ValueError('the table needs "rows" or "data" | write rows: [[…], […]], or data: file.csv')
        if self.data is None and self.columns is None:
            raise ValueError('the table needs "columns" | name them: columns: [Region, Sales]')
        if self.data is None and (self.sort or self.top):
            raise ValueError('"sort" and "top" are for rows from "data" | put the rows in order')
        return self


def _file(value: object) -> object:
    return {"data": value} if isinstance(value, str) else value


TableField = Annotated[Table, BeforeValidator(_file, json_schema_input_type=Table | str)]


# --- as checked ------------------------------------------------------------------------------------------------------


class _Raw:
    """A value before its column's type is known."""

    __slots__ = ("columns", "note", "plain", "rows", "value", "where")

    def __init__(
        self, value: Any, where: Where, columns: int = 1, rows: int = 1, note: int | None = None, plain: bool = False
    ):
        self.value = value
        self.where = where
        self.columns = columns
        self.rows = rows
        self.note = note
        self.plain = plain


class _RawRow:
    __slots__ = ("cells", "kind", "where")

    def __init__(self, kind: Literal["body", "group", "total"], cells: list[_Raw | None], where: Where):
        self.kind = kind
        self.cells = cells
        self.where = where


def table_content(
    model: Table, tree: Tree, place: Place, project: Project, base: Path, problems: list[ReportgenError]
) -> TableContent | None:
    """The table at `place` of the source; None where it has faults, which are added to `problems`."""
    before = len(problems)
    data: TableData | None = None
    if model.data is not None:
        where = tree.where((*place, "data") if (*place, "data") in tree.spots else place)
        try:
            data = read_table(model.data, project, base, where)
        except ReportgenError as error:
            problems.append(error)
            return None
    columns = model.columns or [Column(name=name or letter(at)) for at, name in enumerate(data.names if data else ())]
    rows = _from_data(model, columns, data, tree, place, problems) if data else []
    rows += _written(model, columns, tree, place, problems)
    if len(rows) * len(columns) > MOST_CELLS:
        problems.append(
            SourceError(
                f"the table has {len(rows)} × {len(columns)} cells; the most is {MOST_CELLS}",
                tree.where(place),
                "leave rows out, or put the data in an attachment",
            )
        )
    _check_notes(model, rows, columns, tree, place, problems)
    if len(problems) > before:
        return None
    made = [
        _column(column, at, rows, tree.where((*place, "columns", at)), bool(model.columns), problems)
        for at, column in enumerate(columns)
    ]
    typed = tuple(_typed(row, made, problems) for row in rows)
    if len(problems) > before:
        return None
    made = [
        _measured(column, model_column, at, typed)
        for at, (column, model_column) in enumerate(zip(made, columns, strict=True))
    ]
    caption = read_inline(model.caption, tree.where((*place, "caption")), problems) if model.caption else ()
    notes = tuple(read_inline(n, tree.where((*place, "notes", at)), problems) for at, n in enumerate(model.notes))
    heads = model.row_headings and made[0].kind in ("text", "date")
    return TableContent(
        tuple(made), typed, tree.where(place), caption, notes, model.style, heads, clean(model.alt or "")
    )


def letter(at: int) -> str:
    """What a column without a name is called."""
    return f"Column {at + 1}"


def _from_data(
    model: Table, columns: list[Column], data: TableData, tree: Tree, place: Place, problems: list[ReportgenError]
) -> list[_RawRow]:
    picked: list[int] = []
    if model.columns is None:
        picked = list(range(len(data.names)))
    else:
        for at, column in enumerate(columns):
            field = column.field or column.name
            if data.names.count(field) == 1:
                picked.append(data.names.index(field))
                continue
            where = tree.where((*place, "columns", at))
            if field in data.names:
                problems.append(SourceError(f'the data has "{field}" twice', where, "rename one of the columns"))
                continue
            close = nearest(field, data.names)
            hint = f'did you mean "{close}"?' if close else f"its columns: {', '.join(data.names)}"
            problems.append(SourceError(f'the data has no column "{field}"', where, hint))
        if len(picked) < len(columns):
            return []
    order = _order(model, data, tree, place, problems)
    return [
        _RawRow(
            "body",
            [_Raw(data.rows[number][at], data.places[number][at], plain=True) for at in picked],
            data.places[number][0],
        )
        for number in order
    ]


def _order(model: Table, data: TableData, tree: Tree, place: Place, problems: list[ReportgenError]) -> Sequence[int]:
    """The rows in their order: the file's, or that of `sort` (a column; a minus before it: largest first)."""
    order = list(range(len(data.rows)))
    if model.sort is not None:
        where = tree.where((*place, "sort"))
        down = model.sort.startswith("-") and model.sort not in data.names
        name = model.sort[1:].strip() if down else model.sort
        if name not in data.names:
            close = nearest(name, data.names)
            hint = f'did you mean "{close}"?' if close else f"its columns: {', '.join(data.names)}"
            problems.append(SourceError(f'"sort" names "{name}", which the data lacks', where, hint))
            return []
        at = data.names.index(name)
        values = [row[at] for row in data.rows]
        numeric = looks_numeric(values)

        def key(number: int) -> tuple[bool, Any]:
            value = values[number]
            if value is None or value == "":
                return (not down, 0.0 if numeric else "")
            if numeric:
                return (down, number_of(value) if isinstance(value, str) else float(value))
            return (down, str(value))

        order.sort(key=key, reverse=down)
    return order[: model.top] if model.top is not None else order


def _written(
    model: Table, columns: list[Column], tree: Tree, place: Place, problems: list[ReportgenError]
) -> list[_RawRow]:
    """The rows of the source, on the grid of columns: spans cover places below and beside."""
    rows: list[_RawRow] = []
    covered: dict[int, int] = {}
    count = len(columns)
    for number, row in enumerate(model.rows):
        inner = (*place, "rows", number)
        where = tree.where(inner)
        if row.group is not None:
            if any(covered.values()):
                problems.append(SourceError("a cell above covers rows of this group", where, "make it end before it"))
            rows.append(_RawRow("group", [_Raw(row.group, where, count)] + [None] * (count - 1), where))
            covered = {}
            continue
        name = "total" if row.total is not None else "cells"
        given = row.total if row.total is not None else row.cells or []
        written_short = (*inner, name) not in tree.spots
        cells: list[_Raw | None] = [None] * count
        following = {at: left - 1 for at, left in covered.items() if left > 1}
        at = 0
        fits = True
        for index, cell in enumerate(given):
            while at < count and covered.get(at):
                at += 1
            spot = tree.where((*inner, index) if written_short else (*inner, name, index))
            taken = range(at, at + cell.columns)
            if at + cell.columns > count or any(covered.get(column) for column in taken):
                total = sum(one.columns for one in given) + sum(1 for left in covered.values() if left)
                message = f"this row has {total} cells, the table {count} columns"
                problems.append(SourceError(message, spot, "leave cells out, or add columns"))
                fits = False
                break
            if number + cell.rows > len(model.rows):
                over = number + cell.rows - len(model.rows)
                problems.append(SourceError(f"this cell covers {over} rows more than there are", spot, "lessen rows"))
            cells[at] = _Raw(cell.value, spot, cell.columns, cell.rows, cell.note)
            for column in taken:
                if cell.rows > 1:
                    following[column] = cell.rows - 1
            at += cell.columns
        while at < count and covered.get(at):
            at += 1
        if fits and at < count:
            reached = sum(one.columns for one in given) + sum(1 for left in covered.values() if left)
            message = f"this row has {reached} cells, the table {count} columns"
            problems.append(SourceError(message, where, "write null for a cell that is empty"))
        covered = following
        rows.append(_RawRow("total" if name == "total" else "body", cells, where))
    return rows


def _check_notes(
    model: Table, rows: list[_RawRow], columns: list[Column], tree: Tree, place: Place, problems: list[ReportgenError]
) -> None:
    count = len(model.notes)
    named = [(cell.note, cell.where) for row in rows for cell in row.cells if cell is not None and cell.note]
    named += [(column.note, tree.where((*place, "columns", at))) for at, column in enumerate(columns) if column.note]
    for note, where in named:
        if note > count:
            problems.append(SourceError(f"there is no note {note}", where, f"the table has {count} notes"))


def _column(
    column: Column, at: int, rows: list[_RawRow], where: Where, named: bool, problems: list[ReportgenError]
) -> TableColumn:
    cells = [
        cell
        for row in rows
        if row.kind != "group" and (cell := row.cells[at]) is not None and cell.columns == 1
        if cell.value is not None and not (isinstance(cell.value, str) and cell.value.strip() in MISSING)
    ]
    kind = column.type or _guessed(cells, at)
    measure = column.measure or ("currency" if kind == "currency" else "percent" if kind == "percent" else None)
    if measure is None:
        measure = "percent" if kind == "delta" and column.currency is None else "number"
    align = column.align or ("left" if kind in ("text", "date", "bar", "sparkline") else "right")
    name = read_inline(column.name, where, problems) if named else (Span(clean(column.name)),)
    group = read_inline(column.group, where, problems) if column.group else ()
    return TableColumn(
        name, kind, align, where, 0, measure, column.currency or "", column.good, group, note=column.note
    )


def _guessed(cells: list[_Raw], at: int) -> ColumnKind:
    """What a column's values are. A number in quotes is a text, and whole years before all other columns name rows."""
    values = [cell.value for cell in cells]
    if values and all(isinstance(value, list) for value in values):
        return "sparkline"
    quoted = any(isinstance(cell.value, str) and not cell.plain for cell in cells)
    if looks_numeric(values) and not quoted:
        years = all(float(value) in YEARS for value in values)
        return "text" if at == 0 and years else "number"
    if values and all(
        isinstance(value, date) or (isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", value))
        for value in values
    ):
        return "date"
    return "text"


def _typed(row: _RawRow, columns: list[TableColumn], problems: list[ReportgenError]) -> TableRow:
    entries: list[TableEntry | None] = []
    for at, cell in enumerate(row.cells):
        if cell is None:
            entries.append(None)
            continue
        kind: ColumnKind = "text" if row.kind == "group" or cell.columns > 1 else columns[at].kind
        value = _value(cell, kind, columns[at], problems)
        entries.append(TableEntry(value, cell.where, cell.columns, cell.rows, cell.note))
    return TableRow(row.kind, tuple(entries))


def _value(cell: _Raw, kind: ColumnKind, column: TableColumn, problems: list[ReportgenError]) -> Value:
    value = cell.value
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if kind == "text":
        return _text(cell, problems)
    if isinstance(value, str) and value.strip() in MISSING:
        return None
    if kind == "date":
        return _day(value, cell.where, problems)
    if kind == "sparkline":
        return _series(value, cell.where, problems)
    return _number(value, column, cell.where, problems)


def _text(cell: _Raw, problems: list[ReportgenError]) -> Value:
    value = cell.value
    if isinstance(value, list):
        problems.append(SourceError("expected a text, got a list", cell.where, "give the column type: sparkline"))
        return None
    if isinstance(value, datetime):
        value = value.date().isoformat()
    elif isinstance(value, float) and value == int(value) and cell.plain and abs(value) < LARGEST:
        value = int(value)  # a workbook has no whole numbers
    text = clean(str(spelled(value)))
    if cell.plain or not _MARKDOWN.search(text):
        return (Span(text.strip()),) if text.strip() else None
    return read_inline(text, cell.where, problems) or None


def _number(value: Any, column: TableColumn, where: Where, problems: list[ReportgenError]) -> float | None:
    number: float | None = None
    hint = ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = float(value) if abs(value) < 1e300 else math.inf
    elif isinstance(value, str):
        text = value.strip()
        percent = _PERCENT.fullmatch(text)
        if percent:
            hint = "write 0.12, or give the column type: percent"
            part = number_of(percent[1])
            if column.measure == "percent" and part is not None:
                number = part / 100
        else:
            number = number_of(text)
            if re.fullmatch(r"[-+\u2212]?[\d.,'\u00a0\u202f ]+", text):
                hint = "write it as 1234.5"
    if number is None:
        shown = f'"{value}"' if isinstance(value, str) else "a list" if isinstance(value, list) else str(value)
        if not hint:
            hint = "write null where there is no number"
        problems.append(SourceError(f"expected a number, got {shown[:60]}", where, hint))
        return None
    if not math.isfinite(number) or abs(number) >= LARGEST:
        problems.append(SourceError(f"{number:g} is too large a number", where, "a table shows less than 10^15"))
        return None
    return number


def _day(value: Any, where: Where, problems: list[ReportgenError]) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    match = _DATE.fullmatch(str(spelled(value)).strip())
    if match:
        try:
            return date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
        except ValueError:
            pass
    problems.append(SourceError(f'"{value}" is no date', where, "write it as 2026-06-30, 2026-06 or 2026"))
    return None


def _series(value: Any, where: Where, problems: list[ReportgenError]) -> tuple[float, ...] | None:
    parts = (
        value if isinstance(value, list) else re.split(r"[\s;|]+", value.strip()) if isinstance(value, str) else None
    )
    if parts is None:
        problems.append(SourceError(f"expected a list of numbers, got {value}", where, "write it as [1, 2, 3]"))
        return None
    numbers = [number_of(part) if isinstance(part, str) else float(part) for part in parts]
    if len(numbers) < 2 or len(numbers) > 500:
        problems.append(SourceError(f"a sparkline of {len(numbers)} numbers", where, "give 2 to 500"))
        return None
    found = tuple(
        number for number in numbers if number is not None and math.isfinite(number) and abs(number) < LARGEST
    )
    if len(found) < len(numbers):
        problems.append(SourceError("a sparkline takes numbers only", where, "write it as [1, 2, 3]"))
        return None
    return found


def _measured(column: TableColumn, model: Column, at: int, rows: tuple[TableRow, ...]) -> TableColumn:
    """The column with its decimals, or the precision of its dates: as fine as its finest value."""
    values = [entry.value for row in rows if (entry := row.entries[at]) is not None and entry.columns == 1]
    if column.kind == "date":
        days = [value for value in values if isinstance(value, date)]
        precision: Literal["day", "month", "year"] = "day"
        if days and all(day.day == 1 for day in days):
            precision = "year" if all(day.month == 1 for day in days) else "month"
        return replace(column, precision=precision)
    if column.kind == "text":
        return column
    if model.decimals is not None:
        return replace(column, decimals=model.decimals)
    scale = 100 if column.measure == "percent" else 1
    numbers = [value[-1] if isinstance(value, tuple) else value for value in values]
    most = MOST_DECIMALS[column.measure]
    found = max((_decimals(n * scale) for n in numbers if isinstance(n, float)), default=0)
    if column.measure == "currency":
        return replace(column, decimals=2 if found else 0)
    return replace(column, decimals=min(most, found))


def _decimals(number: float) -> int:
    return len(f"{number:.6f}".rstrip("0").partition(".")[2])


__all__ = ["Cell", "Column", "Row", "Table", "TableField", "table_content"]

"""The rows of a table on the grid of its columns, before the types of the columns are known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Literal

from reportgen.content.reading import ReadContext
from reportgen.content.table.as_written import Cell, Column, Row, Table
from reportgen.content.table.headings import TableData
from reportgen.content.table.number_parsing import number_of
from reportgen.content.table.ordering import direction, order_of
from reportgen.content.table.workbook_formats import CellFormat
from reportgen.errors import Where
from reportgen.source.validation import nearest


class RawCell:
    """A value before its column's type is known. A `plain` one is of a file, whose texts are no Markdown."""

    __slots__ = ("columns", "format", "note", "plain", "rows", "stored", "value", "where")

    def __init__(
        self, value: Any, where: Where, columns: int = 1, rows: int = 1, note: int | None = None, plain: bool = False
    ) -> None:
        self.value = value
        self.where = where
        self.columns = columns
        self.rows = rows
        self.note = note
        self.plain = plain
        self.format: CellFormat | None = None
        """How its workbook shows it."""
        self.stored = False
        """Whether its file tells texts from numbers, so that a text of digits is a text."""


class RawRow:
    """A row: a cell for each column, None where another cell covers the place."""

    __slots__ = ("cells", "kind", "where")

    def __init__(self, kind: Literal["body", "group", "total"], cells: list[RawCell | None], where: Where) -> None:
        self.kind = kind
        self.cells = cells
        self.where = where


# --- rows of a file --------------------------------------------------------------------------------------------------


def rows_of_file(model: Table, columns: list[Column], data: TableData, at: ReadContext) -> list[RawRow]:
    """The rows of a file in the order that `sort` says, with those of its columns that the table shows."""
    picked = _picked(columns, data, at) if model.columns is not None else list(range(len(data.names)))
    if picked is None:
        return []
    order = _order(model, data, at)
    # cells cover others where rows and columns stand as in the file; else each of the rows shows their value
    whole = picked == list(range(len(data.names))) and list(order) == list(range(len(order)))
    values = data.repeated() if data.spans and not whole else data.rows
    rows: list[RawRow] = []
    covered: set[tuple[int, int]] = set()
    for row in order:
        cells: list[RawCell | None] = []
        for column in picked:
            cell = RawCell(values[row][column], data.places[row][column], plain=True)
            cell.format = data.formats.get((row, column))
            cell.stored = not data.separator and model.decimal is None
            if cell.format is not None and isinstance(cell.value, str) and not cell.stored:
                # an amount of money in a file that is text
                amount = number_of(cell.value)
                cell.value = cell.value if amount is None else amount
            if whole and (row, column) in data.spans:
                high, wide = data.spans[row, column]
                cell.rows, cell.columns = min(high, len(order) - row), wide
                covered.update((row + y, column + x) for y in range(high) for x in range(wide) if x or y)
            cells.append(None if (row, column) in covered else cell)
        rows.append(RawRow("body", cells, data.places[row][0]))
    return rows


def _picked(columns: list[Column], data: TableData, at: ReadContext) -> list[int] | None:
    """The numbers of the data's columns; None where one is not there, or twice."""
    picked: list[int] = []
    for number, column in enumerate(columns):
        name = column.field or column.name
        where = at.where("columns", number)
        if data.names.count(name) == 1:
            picked.append(data.names.index(name))
        elif name in data.names:
            at.fault(f'the data has "{name}" twice', where, "rename one of the columns")
        else:
            at.fault(f'the data has no column "{name}"', where, _near(name, data.names))
    return picked if len(picked) == len(columns) else None


def _near(name: str, names: Sequence[str]) -> str:
    close = nearest(name, names)
    return f'did you mean "{close}"?' if close else f"its columns: {', '.join(names)}"


def _order(model: Table, data: TableData, at: ReadContext) -> Sequence[int]:
    """The rows in their order: the file's, or that of `sort` (a column; a minus before it: largest first)."""
    order = list(range(len(data.rows)))
    if model.sort is not None:
        column = _sorted_column(model.sort, data.names, at)
        if column is None:
            return []
        order = order_of([row[column] for row in data.rows], down=direction(model.sort, data.names)[1])
    return order[: model.top] if model.top is not None else order


def _sorted_column(sort: str, names: Sequence[str], at: ReadContext) -> int | None:
    """The number of the column that `sort` names; None where there is none, or two, which is a fault."""
    name, _ = direction(sort, names)
    if names.count(name) == 1:
        return names.index(name)
    if name in names:
        at.fault(f'"sort" names "{name}", which two columns are called', at.where("sort"), "rename one of them")
    else:
        at.fault(f'"sort" names "{name}", which the table lacks', at.where("sort"), _near(name, names))
    return None


# --- rows of the source ----------------------------------------------------------------------------------------------


def rows_of_source(model: Table, columns: int, at: ReadContext) -> list[RawRow]:
    """The rows that the source holds, on a grid of so many columns: spans cover places below and beside."""
    grid = _Grid(model, columns, at.inner("rows"))
    rows = [grid.row(number, row) for number, row in enumerate(model.read_rows)]
    if model.data is not None or model.columns is None:
        return rows  # what is sorted and counted are the rows of the file; those of the source follow them
    if model.sort is not None:
        rows = _sorted(model.sort, [column.field or column.name for column in model.read_columns], rows, at)
    return _topped(rows, model.top) if model.top is not None else rows


def _sorted(sort: str, names: list[str], rows: list[RawRow], at: ReadContext) -> list[RawRow]:
    """The rows by the values of a column, each group for itself; group headings and totals stay where they are."""
    column = _sorted_column(sort, names, at)
    if column is None:
        return rows
    shared = next((cell for row in rows for cell in row.cells if cell is not None and cell.rows > 1), None)
    if shared is not None:
        at.fault("rows that share a cell cannot be sorted", shared.where, "leave out sort, or repeat the cell")
        return rows
    down = direction(sort, names)[1]
    found: list[RawRow] = []
    for is_body, group in groupby(rows, lambda row: row.kind == "body"):
        run = list(group)
        found += _ordered(run, column, down) if is_body else run
    return found


def _ordered(rows: list[RawRow], column: int, down: bool) -> list[RawRow]:
    cells = (row.cells[column] for row in rows)
    order = order_of([None if cell is None else cell.value for cell in cells], down=down)
    return [rows[number] for number in order]


def _topped(rows: list[RawRow], top: int) -> list[RawRow]:
    """The first `top` rows, with totals, and with the headings of those groups of which rows are left."""
    left, found = top, []
    for row in rows:
        if row.kind == "body":
            if not left:
                continue
            left -= 1
        elif row.kind == "group" and not left:
            continue
        found.append(row)
    return found


class _Grid:
    """Places cells row after row, and knows what those above still cover."""

    def __init__(self, model: Table, columns: int, at: ReadContext) -> None:
        self._count = len(model.rows)
        self._columns = columns
        self._at = at
        self._covered: dict[int, int] = {}
        """How many rows, from the present one on, a cell above covers of a column."""

    def row(self, number: int, row: Row) -> RawRow:
        at = self._at.inner(number)
        if row.group is not None:
            return self._group(row.group, at)
        if row.total is not None:
            return RawRow("total", self._cells(row.total, number, at, "total"), at.where())
        return RawRow("body", self._cells(row.cells or [], number, at, "cells"), at.where())

    def _cells(self, given: Sequence[Cell], number: int, at: ReadContext, key: str) -> list[RawCell | None]:
        """The cells of a row on the grid; what they cover below is remembered."""
        # a row written as a bare list has its cells directly under it
        cells_at = at.inner(key) if (*at.place, key) in at.tree.spots else at
        following = {column: left - 1 for column, left in self._covered.items() if left > 1}
        cells: list[RawCell | None] = [None] * self._columns
        column = 0
        for place, cell in enumerate(given):
            column = self._free(column)
            where = cells_at.where(place)
            if not self._fits(cell, column):
                at.fault(self._counted(given), where, "leave cells out, or add columns")
                break
            if number + cell.rows > self._count:
                over = number + cell.rows - self._count
                at.fault(f"this cell covers {over} rows more than there are", where, "lessen rows")
            cells[column] = RawCell(cell.value, where, cell.columns, cell.rows, cell.note)
            if cell.rows > 1:
                following.update(dict.fromkeys(range(column, column + cell.columns), cell.rows - 1))
            column += cell.columns
        else:
            if self._free(column) < self._columns:
                at.fault(self._counted(given), hint="write null for a cell that is empty")
        self._covered = following
        return cells

    def _group(self, heading: str, at: ReadContext) -> RawRow:
        if any(self._covered.values()):
            at.fault("a cell above covers rows of this group", hint="make it end before it")
        self._covered = {}
        where = at.where()
        return RawRow("group", [RawCell(heading, where, self._columns)] + [None] * (self._columns - 1), where)

    def _free(self, column: int) -> int:
        """The first column from `column` on that no cell above covers."""
        while column < self._columns and self._covered.get(column):
            column += 1
        return column

    def _fits(self, cell: Cell, column: int) -> bool:
        taken = range(column, column + cell.columns)
        if not self._covered:
            return taken.stop <= self._columns
        return taken.stop <= self._columns and not any(self._covered.get(one) for one in taken)

    def _counted(self, given: Sequence[Cell]) -> str:
        """How many columns a row's cells take, those that cells above cover counted too."""
        total = sum(cell.columns for cell in given) + sum(1 for left in self._covered.values() if left)
        return f"this row has {total} cells, the table {self._columns} columns"


def noted(rows: list[RawRow], columns: list[Column], at: ReadContext) -> Iterator[tuple[int, Where]]:
    """The notes to which cells and columns refer, and where they do."""
    for row in rows:
        for cell in row.cells:
            if cell is not None and cell.note:
                yield cell.note, cell.where
    for number, column in enumerate(columns):
        if column.note:
            yield column.note, at.where("columns", number)

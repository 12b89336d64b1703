"""Tables as written → `TableContent`: typed and checked, each value with its line."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Literal, NamedTuple

from reportgen.content.markdown import read_inline
from reportgen.content.reading import ReadContext
from reportgen.content.table import ColumnKind, TableColumn, TableContent, TableEntry, TableRow
from reportgen.content.table.as_written import Column, Table
from reportgen.content.table.datafiles import DataForm, looks_numeric, read_given, with_range
from reportgen.content.table.format import Formats
from reportgen.content.table.format_codes import sections
from reportgen.content.table.grid import RawCell, RawRow, noted, rows_of_file, rows_of_source
from reportgen.content.table.headings import TableData
from reportgen.content.table.highlight import stressed
from reportgen.content.table.identifiers import ColumnPlace, naming
from reportgen.content.table.number_parsing import (
    Spelling,
    amount_of,
    is_missing,
    percent_of,
)
from reportgen.content.table.phrases import no_entries
from reportgen.content.table.values import LONGEST_CELL, typed
from reportgen.content.table.workbook_formats import CellFormat, shown
from reportgen.content.text import Span
from reportgen.content.values import spelled
from reportgen.errors import NOWHERE, ReportgenError
from reportgen.source.characters import clean
from reportgen.structs import replace

MOST_CELLS = 20_000
"""Cells of one table."""

MOST_DECIMALS = {"number": 2, "percent": 1, "currency": 2}
"""Decimals shown of values that were computed, such as thirds; what an author wrote is shown as it is."""

WRITTEN_DECIMALS = {"number": 6, "percent": 4, "currency": 6}
"""Decimals from which on a value was computed and not written."""

LONGEST = 9
"""Decimals of a number that is not written with an exponent."""

NOISE = 1e-14
"""What computing adds to a number, in parts of the largest of its column."""

_SIGNS: tuple[tuple[ColumnKind, str], ...] = (("number", ""), ("percent", r"\s*%"))
_POINTS: Mapping[ColumnKind, re.Pattern[str]] = {
    kind: re.compile(rf"[-+\u2212]?\d*\.(\d+){unit}", re.ASCII) for kind, unit in _SIGNS
}
_AMOUNT = re.compile(
    r"[-+\u2212\u00b1]?\s*(?P<before>[^\w\s.,()+-]{0,2})\s*\d[\d.,'\u00a0\u202f\u2009]*\s*(?P<after>[^\d\s.,()]{0,6})"
)
"""An amount with a unit before or after it, as in € 11,90, 33,2 ct and -3 km/h."""

LONGEST_MARK = 6
"""Characters of what stands in a column of amounts instead of one: new, n/a, –."""

_DAY = re.compile(r"\d{4}-\d{2}(-\d{2})?")


def read_table(model: Table, at: ReadContext) -> TableContent | None:
    """The table at a place of the source; None where it has faults, which are kept.

    Each step needs what the one before has proven, so that reading ends with the first step that finds faults.
    """
    before = at.faults
    data = _data(model, at) if model.data is not None else None
    if at.faults > before:
        return None
    columns = _columns(model, data)
    rows = rows_of_file(model, columns, data, at) if data else []
    rows += rows_of_source(model, len(columns), at)
    if not rows:
        rows = [_no_rows(model, len(columns), at)]
    _check(model, rows, columns, at)
    if at.faults > before:
        return None
    made = [_column(column, number, rows, bool(model.columns), at) for number, column in enumerate(columns)]
    body = tuple(_row(row, made, at) for row in rows)
    if at.faults > before:
        return None
    measured = tuple(
        _measured(column, written, number, body)
        for number, (column, written) in enumerate(zip(made, columns, strict=True))
    )
    measured, body = stressed(model, measured, body, at)
    if at.faults > before:
        return None
    return TableContent(
        measured,
        body,
        at.where(),
        caption=read_inline(model.caption or "", at.where("caption"), at.problems, LONGEST_CELL),
        notes=tuple(
            read_inline(note, at.where("notes", n), at.problems, LONGEST_CELL) for n, note in enumerate(model.notes)
        ),
        style=model.style,
        heads=model.row_headings and measured[0].kind in ("text", "date"),
        alt=clean(model.alt or ""),
    )


def _data(model: Table, at: ReadContext) -> TableData | None:
    """The rows of a file; None where it cannot be read, which is kept."""
    # a table that is written as its file alone has no key "data" in the source
    where = at.where("data") if (*at.place, "data") in at.tree.spots else at.where()
    form = DataForm(Spelling(model.decimal, model.dates or ""), model.header)
    try:
        data = read_given(with_range(model.data, model.range), at, where, form)
    except ReportgenError as error:
        at.keep(error)
        return None
    at.problems += data.remarks
    if not data.rows and model.empty is None:
        file = model.data.partition("#")[0] if isinstance(model.data, str) else "the frame"
        at.remark(f"{file} has no rows", where, "say what stands in their place: empty: No entries yet")
    return data


def _no_rows(model: Table, columns: int, at: ReadContext) -> RawRow:
    """The row of a table that has none: a text across all columns, the author's or the language's."""
    text = RawCell(model.empty or no_entries(at.language), at.where("empty"), columns)
    return RawRow("body", [text, *[None] * (columns - 1)], at.where())


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
    return model.read_columns or [Column(name=name) for name in names]


# --- columns ---------------------------------------------------------------------------------------------------------


def _column(column: Column, number: int, rows: list[RawRow], named: bool, at: ReadContext) -> TableColumn:
    """A column with its type: the one that is written, or the one that its values have."""
    where = at.where("columns", number)
    cells = _filled(rows, number)
    form, guess = _told(
        column, number, _Cells(cells, ColumnPlace(column.name, number == 0, _is_summed(rows, number))), at
    )
    kind = guess.kind if guess else column.type or "text"
    shape = form or CellFormat()
    return TableColumn(
        read_inline(column.name, where, at.problems, LONGEST_CELL) if named else (Span(clean(column.name)),),
        kind,
        column.align or _align(kind, form, cells if number else []),  # the first names the rows
        where,
        measure=column.measure or _MEASURES.get(kind) or _measure_of_delta(kind, column),
        currency=column.currency or shape.currency,
        decimals=shape.decimals if form else _written_decimals(cells, kind),
        grouped=shape.grouped and (guess is None or guess.grouped),
        formatted=form is not None,
        good=column.good,
        group=read_inline(column.group or "", where, at.problems),
        note=column.note,
        guess=f"{kind} ({guess.why})" if guess else "",
    )


_MEASURES: Mapping[str, Literal["percent", "currency"]] = {"currency": "currency", "percent": "percent"}


def _measure_of_delta(kind: ColumnKind, column: Column) -> Literal["number", "percent"]:
    """Changes are percentages unless the author says otherwise."""
    return "percent" if kind == "delta" and column.currency is None else "number"


def _filled(rows: list[RawRow], number: int) -> list[RawCell]:
    """The cells of a column that stand in it alone and have a value."""
    cells = (row.cells[number] for row in rows if row.kind != "group")
    return [cell for cell in cells if cell is not None and cell.columns == 1 and not is_missing(cell.value)]


def _is_summed(rows: list[RawRow], number: int) -> bool:
    """Whether a row of totals has a value in a column, so that its values are amounts."""
    cells = (row.cells[number] for row in rows if row.kind == "total")
    return any(cell is not None and not is_missing(cell.value) for cell in cells)


class _Cells(NamedTuple):
    """The cells of a column that have values, and what else tells of them."""

    there: list[RawCell]
    place: ColumnPlace


def _told(column: Column, number: int, cells: _Cells, at: ReadContext) -> tuple[CellFormat | None, _Guess | None]:
    """The workbook's format of a column and what its values are taken for; nothing where the author says it."""
    if column.type:
        return None, None
    form, guess = _as_shown(cells.there, at.language)
    guess = guess or _guessed(cells)
    if guess.misfit is not None:
        name = f'"{column.name}"' if column.name else f"column {number + 1}"
        at.remark(
            f'{name} is taken as text, since "{guess.misfit.value}" is no {guess.mostly}',
            guess.misfit.where,
            f"mend it, or say that the column is text: {{name: {column.name}, type: text}}",
        )
    return form, guess


def _align(kind: ColumnKind, form: CellFormat | None, cells: list[RawCell]) -> Literal["left", "right"]:
    """Numbers stand at the right, as texts too, and amounts of one unit."""
    if kind == "text":
        shown_as_number = form is not None and form.kind not in ("text", "date", "shown")
        return "right" if shown_as_number or (form is None and _are_amounts(cells)) else "left"
    return "left" if kind in ("date", "bar", "sparkline") else "right"


def _are_amounts(cells: list[RawCell]) -> bool:
    """Whether texts are amounts of one unit, such as prices, but for a word or a mark instead of some of them."""
    texts = [cell.value.strip() for cell in cells if isinstance(cell.value, str)]
    found = [match for text in texts if (match := _AMOUNT.fullmatch(text))]
    if len(texts) < len(cells) or len(found) < max(2, 2 * len(texts) / 3):
        return False
    marks = [text for text in texts if not _AMOUNT.fullmatch(text)]
    return len(_units(found)) == 1 and max(map(len, marks), default=0) <= LONGEST_MARK


def _units(amounts: list[re.Match[str]]) -> set[tuple[str, ...]]:
    """What stands before and after amounts, where anything does."""
    units = (match.group("before", "after") for match in amounts)
    return {unit for unit in units if any(unit)}


def _as_shown(cells: list[RawCell], language: str) -> tuple[CellFormat | None, _Guess | None]:
    """The format of a workbook's column whose cells all have one, and what it makes of them.

    Where they differ, or show what no column of numbers can, each cell becomes the text that the workbook shows.
    """
    formats = {cell.format for cell in cells if cell.format is not None and not _is_text(cell)}
    if not formats and not any(isinstance(cell.value, bool) for cell in cells):
        return None, None
    form = max(formats, key=lambda one: one.decimals, default=CellFormat())
    if _is_one(formats, cells) and _stand_alike(form, cells, language):
        kind: ColumnKind = "currency" if form.kind == "currency" else "percent" if form.kind == "percent" else "number"
        why = f"the workbook's format {form.code}" if form.code else f"all values are amounts in {form.currency}"
        return form, _Guess(kind, why)
    for cell in cells:
        if not _is_text(cell):
            cell.value = _one_shown(cell, language)
    return form, _Guess("text", "as the workbook shows it")


def _one_shown(cell: RawCell, language: str) -> Any:
    """What a cell shows; what is no one value stays, and is told."""
    value = cell.value
    return value if isinstance(value, list | Mapping) else shown(value, cell.format or CellFormat(), language)


def _is_one(formats: set[CellFormat], cells: list[RawCell]) -> bool:
    """Whether all cells are numbers that a column can show, with the same decimals and the same unit."""
    alike = {replace(form, code="", shown="") for form in formats}
    if len(alike) != 1 or not next(iter(alike)).plain or any(cell.format is None for cell in cells):
        return False
    return all(_is_number(cell.value) and not _is_text(cell) for cell in cells)


def _stand_alike(form: CellFormat, cells: list[RawCell], language: str) -> bool:
    """Whether what cells show around their digits is what a column in the language has there: its sign, its unit."""
    kind: ColumnKind = "currency" if form.kind == "currency" else "percent" if form.kind == "percent" else "number"
    column = TableColumn((), kind, "right", NOWHERE, form.decimals, _MEASURES.get(kind, "number"), form.currency)
    formats = Formats(language)
    return all(
        _around(shown(cell.value, cell.format, language), kind) == _around(formats.number(cell.value, column), kind)
        for cell in cells
        if cell.format is not None and cell.format.code and (kind == "currency" or len(sections(cell.format.code)) > 1)
    )


_DIGITS = re.compile(r"\d(?:.*\d)?")
_SPACES = re.compile(r"[\s\u00a0\u202f]+")


def _around(text: str, kind: ColumnKind) -> str:
    """What stands before and after the digits of a number; how far a percent sign is from them is the language's."""
    return _SPACES.sub("" if kind == "percent" else " ", _DIGITS.sub("0", text))


def _is_text(cell: RawCell) -> bool:
    return isinstance(cell.value, str)


class _Guess(NamedTuple):
    """What a column's values are taken for, and why; `misfit` is the cell for which they are no `mostly`.

    Numbers that may be codes are not `grouped`: their thousands are not told apart.
    """

    kind: ColumnKind
    why: str
    misfit: RawCell | None = None
    mostly: str = ""
    grouped: bool = True


def _guessed(column: _Cells) -> _Guess:
    """What a column's values are. A number in quotes is a text, and whole years before all other columns name rows."""
    cells = column.there
    values = [cell.value for cell in cells]
    if not values:
        return _Guess("text", "no values")
    if all(isinstance(value, list) for value in values):
        return _Guess("sparkline", "lists of numbers")
    # who quotes a number in a source means a text, such as a postcode; a text file cannot quote
    if any(isinstance(cell.value, str) and not cell.plain for cell in cells):
        return _Guess("date", "dates") if all(map(_is_day, values)) else _Guess("text", "texts in the source")
    if all(isinstance(cell.value, str) and cell.stored for cell in cells) and not all(map(_is_day, values)):
        return _Guess("text", "texts in the file")
    return _naming(values, column) or _of_values(cells)


def _naming(values: list[Any], column: _Cells) -> _Guess | None:
    """That values which look like numbers are names, so that each stays as it is written."""
    # a workbook has one kind of number: whole ones are whole
    whole = (int(value) if type(value) is float and value.is_integer() else value for value in values)
    found = naming([str(spelled(value)).strip() for value in whole], column.place)
    return None if found is None else _Guess("text" if found.sure else "number", found.why, grouped=False)


def _of_values(cells: list[RawCell]) -> _Guess:
    """Numbers, percentages or dates, where all values are; text where there is one that is not."""
    misfits: list[tuple[str, list[RawCell]]] = []
    for kind, name, fits in _KINDS:
        strange = [cell for cell in cells if not fits(cell.value)]
        if not strange:
            return _Guess(kind, f"all values are {name}s")
        misfits.append((name, strange))
    misfits.append(("number", [cell for cell in cells if not _is_amount(cell.value)]))
    name, strange = min(misfits, key=lambda one: len(one[1]))
    if not strange:
        return _Guess("text", "numbers that are written in several ways")
    if cells[0].plain and 2 * len(strange) < len(cells):
        return _Guess("text", f'"{strange[0].value}" is no {name}', strange[0], name)
    return _Guess("text", "texts")


def _is_number(value: Any) -> bool:
    return looks_numeric([value])


def _is_amount(value: Any) -> bool:
    return _is_number(value) or (isinstance(value, str) and amount_of(value) is not None)


def _is_percent(value: Any) -> bool:
    return isinstance(value, str) and percent_of(value) is not None


def _is_day(value: Any) -> bool:
    return isinstance(value, date) or (isinstance(value, str) and _DAY.fullmatch(value) is not None)


_KINDS: tuple[tuple[ColumnKind, str, Callable[[Any], bool]], ...] = (
    ("number", "number", _is_number),
    ("percent", "percentage", _is_percent),
    ("date", "date", _is_day),
)
"""What columns are taken for, in the order in which it is tried."""


def _measured(column: TableColumn, written: Column, number: int, rows: tuple[TableRow, ...]) -> TableColumn:
    """The column with its decimals, or the precision of its dates: as fine as its finest value."""
    if column.kind == "text":
        return column
    entries = (row.entries[number] for row in rows)
    values = [entry.value for entry in entries if entry is not None and entry.columns == 1]
    if column.kind == "date":
        return replace(column, precision=_precision([value for value in values if isinstance(value, date)]))
    if column.formatted and written.decimals is None:
        return column
    if written.decimals is not None:
        return replace(column, decimals=written.decimals)
    numbers = [value[-1] if isinstance(value, tuple) else value for value in values]
    return _with_small(column, [one for one in numbers if isinstance(one, float)])


def _with_small(column: TableColumn, numbers: list[float]) -> TableColumn:
    """The column with decimals that show each of its numbers: none that is not zero is shown as zero, but for what
    computing adds; of the smallest two digits are seen, those of the very small with an exponent.
    """
    decimals = _shown_decimals(column, numbers)
    scale = 100 if column.measure == "percent" else 1
    most = max(map(abs, numbers), default=0.0)
    least = min((abs(one) for one in numbers if abs(one) > NOISE * most), default=0.0) * scale
    if least == 0 or round(least, decimals) or column.measure == "currency":
        return replace(column, decimals=decimals)
    needed = 1 - math.floor(math.log10(least))
    return replace(column, decimals=needed) if needed <= LONGEST else replace(column, decimals=2, scientific=True)


def _shown_decimals(column: TableColumn, numbers: list[float]) -> int:
    """As many decimals as the values have, or are written with, within limits; of money two or none."""
    scale = 100 if column.measure == "percent" else 1
    found = max([column.decimals, *(_decimals(one * scale) for one in numbers)])
    if column.measure == "currency":
        return 2 if found else 0
    written = WRITTEN_DECIMALS[column.measure] - 1
    computed = any(abs(one * scale - round(one * scale, written)) > 1e-9 for one in numbers)
    return min(MOST_DECIMALS[column.measure], found) if computed else found


def _precision(days: Sequence[date]) -> Literal["day", "month", "year"]:
    """The finest part that one of the dates needs: the first of January stands for its year."""
    if not days or any(day.day != 1 for day in days):
        return "day"
    return "year" if all(day.month == 1 for day in days) else "month"


def _written_decimals(cells: list[RawCell], kind: ColumnKind) -> int:
    """The most decimals with which a number, or a percentage, is written in a column of these: two of 12.50."""
    if kind not in _POINTS:
        return 0
    texts = (cell.value if isinstance(cell.value, str) else getattr(cell.value, "spelling", "") for cell in cells)
    found = [len(match[1]) for text in texts if (match := _POINTS[kind].fullmatch(text.strip()))]
    return min(max(found, default=0), WRITTEN_DECIMALS["number"] - 1)


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
        if kind == "text" and cell.format is not None and not isinstance(cell.value, str | None):
            cell.value = shown(cell.value, cell.format, at.language)
        value = typed(cell, kind, column, at)
        entries.append(TableEntry(value, cell.where, cell.columns, cell.rows, cell.note))
    return TableRow(row.kind, tuple(entries))

"""The values of a file, row by row → the names of its columns and the rows under them; what is hidden is left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from reportgen.content.table import MOST_COLUMNS
from reportgen.content.table.number_parsing import number_of
from reportgen.content.table.workbook_facts import SheetFacts
from reportgen.content.table.workbook_formats import CellFormat, shown
from reportgen.errors import NOWHERE, ReportgenError, SourceError, SourceRemark, Where, raise_all
from reportgen.spreadsheets import letters
from reportgen.structs import Struct, field, replace

RANGE = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6}):\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")


class Limits(Struct, frozen=True):
    """How much of a file is read at most. Where its rows are `exact`, a text file's must have a value for each name."""

    rows: int
    columns: int
    bytes: int
    exact: bool = False


TABLES = Limits(10_000, MOST_COLUMNS, 20_000_000)
RECORDS = Limits(1_048_576, 16_384, 500_000_000, exact=True)
"""A workbook has no more rows and columns."""


class TableData(Struct, frozen=True):
    """What a file holds: the names of its columns, its rows, and the place of each value.

    `remarks` say what of the file is not shown as it is there.
    """

    names: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    places: tuple[tuple[Where, ...], ...]
    remarks: tuple[SourceRemark, ...] = ()
    formats: Mapping[tuple[int, int], CellFormat] = field(default_factory=dict)
    """How the value at a row and column is shown: of workbooks, and of amounts of money in text files."""
    spans: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    """Of workbooks: how many rows and columns the cell at a row and column covers, where it covers several."""
    faults: Mapping[int, tuple[ReportgenError, ...]] = field(default_factory=dict)
    """What is wrong with a row, so that it cannot be used."""
    separator: str = ""
    """Of text files, whose numbers may have any spelling: what stands between their values."""
    head: Where = NOWHERE
    """Where the names of the columns stand."""

    def repeated(self) -> list[list[Any]]:
        """The rows with the value of each merged cell in all the cells that it covers."""
        rows = [list(row) for row in self.rows]
        for (top, left), (high, wide) in self.spans.items():
            for row in rows[top : top + high]:
                row[left : left + wide] = [rows[top][left]] * wide
        return rows


class Grid(Struct):
    """The values of a file, row by row, with the place of each; rows may be of unequal length."""

    file: str
    cells: list[list[Any]]
    places: list[list[Where]]
    remarks: list[SourceRemark] = field(default_factory=list)
    separator: str = ""
    facts: SheetFacts = field(default_factory=SheetFacts)
    top: int = 0
    """The number of its first row in the file, and of its first column: those of the range that is read."""
    left: int = 0
    language: str = "en"
    hint: str = ""
    """What to do where it is empty."""
    rows: list[int] = field(default_factory=list)
    """Of workbooks: the numbers in the sheet of the rows and columns that are left."""
    columns: list[int] = field(default_factory=list)
    faults: dict[int, list[ReportgenError]] = field(default_factory=dict)
    """What is wrong with the row of a number in `cells`."""


def _index(name: str) -> int:
    index = 0
    for letter in name.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def cut(grid: Grid, part: str, where: Where, *, named: bool = False) -> None:
    """Leave nothing but a range of cells; what a `named` one has beyond the data is empty.

    Raises:
        SourceError: it is no range, or reaches beyond the data.
    """
    match = RANGE.fullmatch(part)
    if match is None:
        raise SourceError(f'"{part}" is no range of cells', where, "write it as A1:D9, after the sheet as Sales!A1:D9")
    left, right = sorted((_index(match[1]), _index(match[3])))
    top, bottom = sorted((int(match[2]) - 1, int(match[4]) - 1))
    width = max((len(row) for row in grid.cells), default=0)
    if not named and (bottom >= len(grid.cells) or right >= width):
        has = f"A1:{letters(width - 1)}{len(grid.cells)}" if width else "nothing"
        raise SourceError(f"the range {part} reaches beyond the data", where, f"the sheet has {has}")
    _crop(grid, (top, bottom), (left, right), width)


def _crop(grid: Grid, rows: tuple[int, int], columns: tuple[int, int], width: int) -> None:
    """Leave the cells of some rows and columns; the last are given, too, and `width` is that of the longest row."""
    (top, bottom), (left, right) = rows, columns
    grid.cells = [[*row, *[None] * (width - len(row))][left : right + 1] for row in grid.cells[top : bottom + 1]]
    grid.top, grid.left = top, left
    grid.places = [[*row, *row[-1:] * (width - len(row))][left : right + 1] for row in grid.places[top : bottom + 1]]
    grid.faults = {number - top: found for number, found in grid.faults.items() if top <= number <= bottom}


def hide(grid: Grid) -> None:
    """Leave out hidden rows and columns of a workbook, and note which rows have cells without a value to show."""
    width = max((len(row) for row in grid.cells), default=0)
    rows = [at for at in range(len(grid.cells)) if at + grid.top not in grid.facts.hidden_rows]
    columns = [at for at in range(width) if at + grid.left not in grid.facts.hidden_columns]
    grid.rows, grid.columns = [at + grid.top for at in rows], [at + grid.left for at in columns]
    _note_faults(grid)
    _tell_hidden(grid, width)
    grid.cells = [_some(grid.cells[at], columns) for at in rows]
    grid.places = [_some(grid.places[at], columns) for at in rows]


def _some(row: list[Any], columns: list[int]) -> list[Any]:
    return [row[at] for at in columns if at < len(row)]


def _note_faults(grid: Grid) -> None:
    rows = {row: number for number, row in enumerate(grid.rows)}
    columns = set(grid.columns)
    for (row, column), (message, hint) in sorted(grid.facts.faults.items()):
        if row in rows and column in columns:
            place = grid.places[row - grid.top][column - grid.left]
            grid.faults.setdefault(rows[row], []).append(SourceError(message, place, hint))


def _tell_hidden(grid: Grid, width: int) -> None:
    rows = sorted({*range(grid.top, grid.top + len(grid.cells))} - {*grid.rows})
    columns = sorted({*range(grid.left, grid.left + width)} - {*grid.columns})
    hidden = [*(f"row {at + 1}" for at in rows), *(f"column {letters(at)}" for at in columns)]
    if hidden:
        more = f" and {len(hidden) - 6} more" if len(hidden) > 6 else ""
        message = f"hidden in {grid.file}, and left out: {', '.join(hidden[:6])}{more}"
        place = next((row[0] for row in grid.places if row), Where(grid.file))
        grid.remarks.append(SourceRemark(message, place, "show them in the workbook if they belong here"))


def headed(grid: Grid, where: Where, header: int | None, limits: Limits) -> TableData:
    """The headings as names, the rows under them as rows of their width; empty rows and columns left out.

    The headings are the first row with content, or that with the number `header`; a title above them is passed over.

    Raises:
        ReportgenError: there are no headings, more columns than are allowed, or the headings are a faulty row.
    """
    filled, remarks = _filled(grid, where, header)
    if grid.rows:
        _leave_out_empty_columns(grid, filled)
    head, *body = filled
    raise_all(grid.faults.get(head, ()))
    titles = grid.cells[head]
    named = 1 + max(at for at, value in enumerate(titles) if not is_empty(value))
    exact = limits.exact and bool(grid.separator)
    width = max(named, len(titles)) if exact else named
    if width > limits.columns:
        raise SourceError(f"{width} columns; the most is {limits.columns}", grid.places[head][0])
    names = tuple(_heading(grid, head, at) for at in range(width))
    data = replace(
        _rows(grid, body, width, named if exact else 0),
        names=names,
        remarks=remarks,
        separator=grid.separator,
        head=grid.places[head][0],
    )
    return _shown(data, grid, head, body) if grid.rows else data


def _filled(grid: Grid, where: Where, header: int | None) -> tuple[list[int], tuple[SourceRemark, ...]]:
    """The rows with content, from that of the headings on, and what is to be told of those above."""
    filled = [number for number, row in enumerate(grid.cells) if number in grid.faults or not all(map(is_empty, row))]
    if header is not None:
        filled = _from_header(filled, grid, header, where)
    if not filled:
        raise SourceError(f"{grid.file} is empty", where, grid.hint)
    remarks = list(grid.remarks)
    if header is None:
        filled = _without_title(filled, grid, remarks)
    return filled, tuple(remarks)


def _leave_out_empty_columns(grid: Grid, filled: list[int]) -> None:
    """Leave out the columns of a workbook that have neither a heading nor a value in the rows that are left."""
    used = {grid.columns[at] for number in filled for at in _there(grid.cells[number])}
    used.update(column for _, column in grid.facts.faults)
    kept = [at for at, column in enumerate(grid.columns) if column in used]
    if len(kept) < len(grid.columns):
        grid.columns = [grid.columns[at] for at in kept]
        grid.cells = [_some(row, kept) for row in grid.cells]
        grid.places = [_some(row, kept) for row in grid.places]


def _heading(grid: Grid, row: int, column: int) -> str:
    """The name of a column, as its cell shows it: 2026 and not 2026.0."""
    value = grid.cells[row][column] if column < len(grid.cells[row]) else None
    if is_empty(value):
        return ""
    if grid.rows and not isinstance(value, str):
        form = grid.facts.formats.get((grid.rows[row], grid.columns[column]), CellFormat())
        value = shown(value, form, grid.language)
    return " ".join(str(value).split())


def _rows(grid: Grid, body: list[int], width: int, least: int) -> TableData:
    """The rows of a grid in the width of its names, and what is wrong with them; each has `least` so many values."""
    rows: list[tuple[Any, ...]] = []
    spots: list[tuple[Where, ...]] = []
    faults: dict[int, tuple[ReportgenError, ...]] = {}
    for at, number in enumerate(body):
        row, place = grid.cells[number], grid.places[number] or [Where(grid.file)]
        found = grid.faults.get(number) or _wrong_width(row, place, width, least, _PARTED.get(grid.separator, ""))
        if found:
            faults[at] = tuple(found)
        missing = width - len(row)
        rows.append((*row[:width], *[None] * missing))
        spots.append((*place[:width], *[place[-1]] * (width - len(place))))
    return TableData((), tuple(rows), tuple(spots), faults=faults)


_PARTED = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
"""What stands between the values of a text file."""


def _wrong_width(row: list[Any], place: list[Where], width: int, least: int, parted: str) -> list[ReportgenError]:
    """That a row has more values than there are names, or fewer than it must have; `parted` names what parts them."""
    extra = [at for at in range(width, len(row)) if not is_empty(row[at])]
    if extra:
        message = f"this row has {extra[-1] + 1} values, the names above are {width}"
        hint = f"look at {parted}" if parted else "give the columns names, or empty the cells"
        hint = hint if least else f"{hint}; if headings stand further down: header: {place[0].line}"
        return [SourceError(message, place[extra[0]], hint)]
    if len(row) < least:
        message = f"this row has {len(row)} values, the names above are {least}"
        return [SourceError(message, place[0], "give it a value for each name, or nothing between two separators")]
    return []


def _shown(data: TableData, grid: Grid, head: int, body: list[int]) -> TableData:
    """The data of a workbook with the formats of its cells, and the areas that some cover."""
    width = len(data.names)
    formats = grid.facts.formats
    numbers = [(at, grid.rows[number]) for at, number in enumerate(body)]
    found = {
        (at, column): formats[row, number]
        for at, row in numbers
        for column, number in enumerate(grid.columns[:width])
        if (row, number) in formats
    }
    return replace(data, formats=found, spans=_spans(grid, head, body, width))


def _spans(grid: Grid, head: int, body: list[int], width: int) -> dict[tuple[int, int], tuple[int, int]]:
    """The cells that cover several, by their row in the table's body and their column.

    Raises:
        SourceError: one of them is in the row of headings.
    """
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for top, left, bottom, right in grid.facts.merges:
        rows = [at for at, number in enumerate(body) if top <= grid.rows[number] <= bottom]
        columns = [at for at, number in enumerate(grid.columns[:width]) if left <= number <= right]
        area = f"{letters(left)}{top + 1}:{letters(right)}{bottom + 1}"
        if top <= grid.rows[head] <= bottom and (len(columns) > 1 or rows):
            message = f"a heading covers the merged cells {area}"
            raise SourceError(message, grid.places[head][columns[0]], "give each column one heading in one row")
        if rows and columns and len(rows) * len(columns) > 1:
            spans[rows[0], columns[0]] = (len(rows), len(columns))
    return spans


def _from_header(filled: list[int], grid: Grid, header: int, where: Where) -> list[int]:
    """The rows from that on which is said to have the headings."""
    found = [number for number in filled if (grid.places[number][0].line or 0) >= header]
    if not found or grid.places[found[0]][0].line != header:
        raise SourceError(f"row {header} of {grid.file} has no headings", where, "give the row of the column's names")
    return found


def _without_title(filled: list[int], grid: Grid, remarks: list[SourceRemark]) -> list[int]:
    """The rows without those above the headings: titles, each alone in its row, over a row of several texts."""
    for count, number in enumerate(filled[:12]):
        there = _there(grid.cells[number])
        if len(there) < 2:
            continue
        if count == 0 or not _are_headings(filled, count, grid):
            break
        place = grid.places[number][there[0]]
        reach = f"{grid.file}#{place.path}:{_end(grid, filled[-1], there[-1])}" if place.path else ""
        title = grid.cells[filled[0]][_there(grid.cells[filled[0]])[0]]
        message = f'the headings are taken from row {place.line}; "{title}" above them is left out'
        hint = f"name the table: {reach}" if reach else f"say header: {place.line}"
        remarks.append(SourceRemark(message, grid.places[filled[0]][0], hint))
        return filled[count:]
    return filled


def _end(grid: Grid, row: int, column: int) -> str:
    """The cell of a workbook in a row and column of a grid."""
    return f"{letters(grid.columns[column])}{grid.rows[row] + 1}"


def _are_headings(filled: list[int], count: int, grid: Grid) -> bool:
    """Whether a row below a title has the headings: texts, with rows of several values under it."""
    cells = grid.cells[filled[count]]
    there = _there(cells)
    texts = all(isinstance(cells[at], str) and number_of(cells[at]) is None for at in there)
    below = [len(_there(grid.cells[number])) > 1 for number in filled[count + 1 : count + 40]]
    left = min(at for number in filled[count:] for at in _there(grid.cells[number]))
    over = _there(grid.cells[filled[0]])[0] in range(left + 1) and there[0] == left
    return texts and over and 2 * sum(below) >= len(below)


def _there(row: list[Any]) -> list[int]:
    """The columns in which a row has values."""
    return [at for at, value in enumerate(row) if not is_empty(value)]


def is_empty(value: Any) -> bool:
    """Whether there is no value."""
    return value is None or (isinstance(value, str) and not value.strip())

"""Tables in files: CSV, workbooks and JSON inside the project; every value knows its file and line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from reportgen.content.table import MOST_COLUMNS
from reportgen.content.table.cellformats import CellFormat
from reportgen.content.table.delimited import decoded, lines_of, separator_of
from reportgen.content.table.numbers import Mark, Spelling, in_one_spelling, is_missing, mark_of, number_of, undecided
from reportgen.content.table.workbook_facts import SheetFacts
from reportgen.errors import AssetError, SourceError, SourceRemark, Where, raise_all
from reportgen.source.project import Project
from reportgen.source.tree import Place, Tree, load_yaml, path_of
from reportgen.source.validation import nearest
from reportgen.spreadsheets import letters
from reportgen.structs import Struct, field, replace

MOST_BYTES = 20_000_000
MOST_ROWS = 10_000
_RANGE = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6}):\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")


class DataForm(Struct, frozen=True):
    """What an author says of a file: how its numbers and dates are spelled, and in which row its headings stand."""

    spelling: Spelling = Spelling()
    header: int | None = None


class TableData(Struct, frozen=True):
    """What a file holds: the names of its columns, its rows, and the place of each value.

    `remarks` say what of the file is not shown as it is there.
    """

    names: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    places: tuple[tuple[Where, ...], ...]
    remarks: tuple[SourceRemark, ...] = ()
    formats: Mapping[tuple[int, int], CellFormat] = field(default_factory=dict)
    """Of workbooks: how the value at a row and column is shown."""
    spans: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    """Of workbooks: how many rows and columns the cell at a row and column covers, where it covers several."""


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
    rows: list[int] = field(default_factory=list)
    """Of workbooks: the numbers in the sheet of the rows and columns that are left."""
    columns: list[int] = field(default_factory=list)


def read_datafile(reference: str, project: Project, base: Path, where: Where, form: DataForm = DataForm()) -> TableData:  # noqa: B008
    """Read ``file.csv``, ``file.json#key``, ``file.xlsx#Sheet!A1:D9`` (sheet, range, or both).

    Raises:
        ReportgenError: the file is missing, outside the project, broken or too large; a sheet, range or key that
            it does not have; rows of unequal length.
    """
    name, _, part = reference.partition("#")
    path = project.resolve(name.strip(), base, where)
    if path.stat().st_size > MOST_BYTES:
        raise AssetError(f"{path.name} is larger than {MOST_BYTES // 1_000_000} MB", where, "leave rows out")
    match path.suffix.lower():
        case ".csv" | ".tsv" | ".txt":
            grid = _csv(path)
        case ".xlsx" | ".xlsm" | ".xls" | ".ods":
            sheet, part = _sheet_and_range(part)
            grid = _excel(path, sheet, where)
        case ".json":
            return _respelled(_json(path, part.strip(), where), form, "")
        case _:
            raise AssetError(f"{path.name} is no table file", where, "use .csv, .tsv, .xlsx, .ods or .json")
    if part.strip():
        _cut(grid, part.strip(), where)
    if not grid.separator:
        _hide(grid)
    data = _headed(grid, where, form.header)
    return _respelled(data, form, grid.separator) if grid.separator else data


def _sheet_and_range(part: str) -> tuple[str, str]:
    sheet, mark, cells = part.rpartition("!")
    if mark:
        return sheet.strip().strip("'"), cells
    return ("", part) if _RANGE.fullmatch(part.strip()) else (part.strip().strip("'"), "")


def _csv(path: Path) -> Grid:
    text, remarks = decoded(path.read_bytes(), path.name)
    separator, skip = separator_of(text)
    grid = Grid(path.name, [], [], remarks, separator)
    for line in lines_of(text, separator, skip):
        place = Where(path.name, line.number)
        if line.fault:
            raise SourceError(f"broken CSV: {line.fault}", place, "look at the quotes")
        if any(value.strip() for value in line.values):
            grid.cells.append([value.strip() for value in line.values])
            grid.places.append([place] * len(line.values))
            _limit(len(grid.cells), len(line.values), place)
    return grid


def _limit(rows: int, columns: int, where: Where) -> None:
    if rows > MOST_ROWS + 1:
        raise SourceError(f"more than {MOST_ROWS} rows", where, "leave rows out, or name a range")
    if columns > 16_384:
        raise SourceError("more than 16384 columns", where, "look at the delimiter")


def _respelled(data: TableData, form: DataForm, separator: str) -> TableData:
    """The data with the numbers of each column in one spelling, where all of its values are numbers.

    `separator` is that of a text file, whose numbers may have any spelling; those of other files have theirs where the
    author says so.
    """
    if not separator and form.spelling == Spelling():
        return data
    columns = [[row[at] for row in data.rows] for at in range(len(data.names))]
    shown = {mark for mark in (mark_of(_texts(column)) for column in columns) if mark is not None}
    mark: Mark | None = shown.pop() if len(shown) == 1 else None
    usual: Mark | None = ("," if separator == ";" else ".") if separator and mark is None else mark
    sure = mark is not None or form.spelling.decimal is not None or separator == ","
    remarks = list(data.remarks)
    for at, column in enumerate(columns):
        made = in_one_spelling(column, form.spelling, usual)
        if made is None:
            continue
        doubtful = undecided(_texts(column))
        if doubtful and not sure:
            row = column.index(doubtful)
            told = f'"{doubtful}" is read as {made[row]}'
            other = "." if usual == "," else ","
            remarks.append(SourceRemark(told, data.places[row][at], f'say decimal: "{other}" if it is not that'))
        columns[at] = made
    rows = tuple(zip(*columns, strict=True)) if columns else data.rows
    return replace(data, rows=rows, remarks=tuple(remarks))


def _texts(column: list[Any]) -> list[str]:
    return [value for value in column if isinstance(value, str) and not is_missing(value)]


def _excel(path: Path, sheet: str, where: Where) -> Grid:
    from reportgen.content.table.workbook import read_sheet

    found = read_sheet(path, sheet, where, MOST_ROWS + 2)
    _limit(len(found.cells), max((len(row) for row in found.cells), default=0), where)
    places = [
        [Where(path.name, line, None, f"{found.name}!{letters(column)}{line}") for column in range(len(row))]
        for line, row in enumerate(found.cells, 1)
    ]
    remarks = []
    if path.suffix.lower() == ".xls":
        message = f"how {path.name} shows its numbers and dates is not read"
        remarks.append(SourceRemark(message, where, "save it as .xlsx to have its formats"))
    return Grid(path.name, found.cells, places, remarks, facts=found.facts)


def _index(name: str) -> int:
    index = 0
    for letter in name.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def _cut(grid: Grid, part: str, where: Where) -> None:
    """Leave nothing but a range of cells."""
    match = _RANGE.fullmatch(part)
    if match is None:
        raise SourceError(f'"{part}" is no range of cells', where, "write it as A1:D9, after the sheet as Sales!A1:D9")
    left, right = sorted((_index(match[1]), _index(match[3])))
    top, bottom = sorted((int(match[2]) - 1, int(match[4]) - 1))
    height, width = len(grid.cells), max((len(row) for row in grid.cells), default=0)
    if bottom >= height or right >= width:
        has = f"A1:{letters(width - 1)}{height}" if width else "nothing"
        raise SourceError(f"the range {part} reaches beyond the data", where, f"the sheet has {has}")
    grid.cells = [[*row, *[None] * (width - len(row))][left : right + 1] for row in grid.cells[top : bottom + 1]]
    grid.top, grid.left = top, left
    grid.places = [[*row, *row[-1:] * (width - len(row))][left : right + 1] for row in grid.places[top : bottom + 1]]


def _hide(grid: Grid) -> None:
    """Leave out hidden rows and columns, and refuse cells that have no value to show.

    Raises:
        ReportgenError: cells show errors, or are formulas that were never computed.
    """
    width = max((len(row) for row in grid.cells), default=0)
    rows = [at for at in range(len(grid.cells)) if at + grid.top not in grid.facts.hidden_rows]
    columns = [at for at in range(width) if at + grid.left not in grid.facts.hidden_columns]
    grid.rows, grid.columns = [at + grid.top for at in rows], [at + grid.left for at in columns]
    _refuse(grid)
    _tell_hidden(grid, width)
    grid.cells = [_some(grid.cells[at], columns) for at in rows]
    grid.places = [_some(grid.places[at], columns) for at in rows]


def _some(row: list[Any], columns: list[int]) -> list[Any]:
    return [row[at] for at in columns if at < len(row)]


def _refuse(grid: Grid) -> None:
    rows, columns = set(grid.rows), set(grid.columns)
    raise_all(
        SourceError(message, grid.places[row - grid.top][column - grid.left], hint)
        for (row, column), (message, hint) in sorted(grid.facts.faults.items())
        if row in rows and column in columns
    )


def _tell_hidden(grid: Grid, width: int) -> None:
    rows = sorted({*range(grid.top, grid.top + len(grid.cells))} - {*grid.rows})
    columns = sorted({*range(grid.left, grid.left + width)} - {*grid.columns})
    hidden = [*(f"row {at + 1}" for at in rows), *(f"column {letters(at)}" for at in columns)]
    if hidden:
        more = f" and {len(hidden) - 6} more" if len(hidden) > 6 else ""
        message = f"hidden in {grid.file}, and left out: {', '.join(hidden[:6])}{more}"
        place = next((row[0] for row in grid.places if row), Where(grid.file))
        grid.remarks.append(SourceRemark(message, place, "show them in the workbook if they belong here"))


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


def _headed(grid: Grid, where: Where, header: int | None = None) -> TableData:
    """The headings as names, the rows under them as rows of their width; empty rows and columns left out.

    The headings are the first row with content, or that with the number `header`; a title above them is passed over.
    """
    filled = [number for number, row in enumerate(grid.cells) if not all(map(_empty, row))]
    if header is not None:
        filled = _from_header(filled, grid, header, where)
    if not filled:
        raise SourceError(f"{grid.file} is empty", where)
    remarks = list(grid.remarks)
    if header is None:
        filled = _without_title(filled, grid, remarks)
    head, *body = filled
    titles = grid.cells[head]
    width = 1 + max(at for at, value in enumerate(titles) if not _empty(value))
    if width > MOST_COLUMNS:
        raise SourceError(f"{width} columns; the most is {MOST_COLUMNS}", grid.places[head][0])
    names = tuple("" if _empty(value) else " ".join(str(value).split()) for value in titles[:width])
    rows: list[tuple[Any, ...]] = []
    spots: list[tuple[Where, ...]] = []
    for number in body:
        row, place = grid.cells[number], grid.places[number]
        extra = [at for at in range(width, len(row)) if not _empty(row[at])]
        if extra:
            message = f"this row has {extra[-1] + 1} values, the names above are {width}"
            hint = f"look at commas; if headings stand further down, say in which row: header: {place[0].line}"
            raise SourceError(message, place[extra[0]], hint)
        missing = width - len(row)
        rows.append((*row[:width], *[None] * missing))
        spots.append((*place[:width], *[place[-1]] * missing))
    data = TableData(names, tuple(rows), tuple(spots), tuple(remarks))
    if not grid.rows:
        return data
    formats = grid.facts.formats
    numbers = [(at, grid.rows[number]) for at, number in enumerate(body)]
    found = {
        (at, column): formats[row, number]
        for at, row in numbers
        for column, number in enumerate(grid.columns[:width])
        if (row, number) in formats
    }
    return replace(data, formats=found, spans=_spans(grid, head, body, width))


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
        texts = (grid.cells[number][at] for at in there)
        headings = all(isinstance(text, str) and number_of(text) is None for text in texts)
        if count == 0 or _there(grid.cells[filled[0]])[0] != there[0] or not headings:
            break
        place, last = grid.places[number][there[0]], grid.places[filled[-1]][there[-1]]
        reach = f"{grid.file}#{place.path}:{last.path.rpartition('!')[2]}" if place.path else ""
        title = grid.cells[filled[0]][there[0]]
        message = f'the headings are taken from row {place.line}; "{title}" above them is left out'
        hint = f"name the table: {reach}" if reach else f"say header: {place.line}"
        remarks.append(SourceRemark(message, grid.places[filled[0]][0], hint))
        return filled[count:]
    return filled


def _there(row: list[Any]) -> list[int]:
    """The columns in which a row has values."""
    return [at for at, value in enumerate(row) if not _empty(value)]


def _empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _json(path: Path, key: str, where: Where) -> TableData:
    text, remarks = decoded(path.read_bytes(), path.name)
    tree = load_yaml(text, path.name, json=True)
    value, place = _under(tree, key, where)
    if not isinstance(value, list) or not value:
        raise SourceError("expected a list of rows", tree.where(place), "name the list after #, as file.json#rows")
    if len(value) > MOST_ROWS + 1:
        raise SourceError(f"more than {MOST_ROWS} rows", tree.where(place), "leave rows out")
    if all(isinstance(row, list) for row in value):
        places = [
            [tree.where((*place, number, at)) for at in range(max(1, len(row)))] for number, row in enumerate(value)
        ]
        return _headed(Grid(path.name, [list(row) for row in value], places, remarks), where)
    return replace(_named_rows(value, tree, place), remarks=tuple(remarks))


def _under(tree: Tree, key: str, where: Where) -> tuple[Any, Place]:
    """What lies under a dotted key of a file, and its place."""
    value: Any = tree.value
    place: Place = ()
    for name in filter(None, key.split(".")):
        if not isinstance(value, dict) or name not in value:
            known = list(value) if isinstance(value, dict) else []
            close = nearest(name, known)
            hint = f'did you mean "{close}"?' if close else f"its keys: {', '.join(known)}"
            raise SourceError(f'{tree.file} has no "{name}"', where, hint)
        value, place = value[name], (*place, name)
    return value, place


def _named_rows(rows: list[Any], tree: Tree, place: Place) -> TableData:
    """Rows that are written as names with values; a row may lack some of the names."""
    names: dict[str, None] = {}
    for number, row in enumerate(rows):
        if not isinstance(row, dict):
            raise SourceError("expected a row of names and values", tree.where((*place, number)))
        names.update(dict.fromkeys(row))
    if len(names) > MOST_COLUMNS:
        raise SourceError(f"{len(names)} columns; the most is {MOST_COLUMNS}", tree.where(place))
    spots = (
        tuple(replace(tree.where(at), path=path_of(at)) for at in ((*place, number, name) for name in names))
        for number in range(len(rows))
    )
    return TableData(tuple(names), tuple(tuple(row.get(name) for name in names) for row in rows), tuple(spots))


def looks_numeric(values: Sequence[Any]) -> bool:
    """Whether all values that are there are numbers, or texts of numbers."""
    there = [value for value in values if not _empty(value)]
    return bool(there) and all(
        (isinstance(value, int | float) and not isinstance(value, bool))
        or (isinstance(value, str) and number_of(value) is not None)
        for value in there
    )

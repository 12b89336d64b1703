"""Tables in files: CSV, Excel and JSON inside the project; every value knows its file and line."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reportgen.content.table import MOST_COLUMNS
from reportgen.errors import AssetError, SourceError, Where
from reportgen.source.project import Project
from reportgen.source.tree import Place, Tree, load_yaml, path_of
from reportgen.source.validation import nearest
from reportgen.structs import Struct, replace

MOST_BYTES = 20_000_000
MOST_UNPACKED = 200_000_000
MOST_ROWS = 10_000
_RANGE = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6}):\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")
_NUMBER = re.compile(r"[-+\u2212]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII)
_COMMA_NUMBER = re.compile(r"[-+\u2212]?\d+,\d+", re.ASCII)


class TableData(Struct, frozen=True):
    """What a file holds: the names of its columns, its rows, and the place of each value."""

    names: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    places: tuple[tuple[Where, ...], ...]


def read_datafile(reference: str, project: Project, base: Path, where: Where) -> TableData:
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
            grid, places = _csv(path, where)
        case ".xlsx" | ".xlsm" | ".xls" | ".ods":
            sheet, part = _sheet_and_range(part)
            grid, places = _excel(path, sheet, where)
        case ".json":
            return _json(path, part.strip(), where)
        case _:
            raise AssetError(f"{path.name} is no table file", where, "use .csv, .tsv, .xlsx, .ods or .json")
    if part.strip():
        grid, places = _cut(grid, places, part.strip(), where)
    return _headed(grid, places, path.name, where)


def _sheet_and_range(part: str) -> tuple[str, str]:
    sheet, mark, cells = part.rpartition("!")
    if mark:
        return sheet.strip().strip("'"), cells
    return ("", part) if _RANGE.fullmatch(part.strip()) else (part.strip().strip("'"), "")


_Grid = list[list[Any]]
_Places = list[list[Where]]


def _csv(path: Path, where: Where) -> tuple[_Grid, _Places]:
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise SourceError("the file is not UTF-8 text", Where(path.name, line), "save it as CSV UTF-8") from error
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t|", key=first.count)  # csv.Sniffer guesses letters, too
    grid: _Grid = []
    places: _Places = []
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    line = 1
    try:
        for record in reader:
            if any(value.strip() for value in record):
                values: list[Any] = [value.strip() for value in record]
                if delimiter == ";":  # where a semicolon divides, a comma is the decimal mark
                    values = [v.replace(",", ".") if _COMMA_NUMBER.fullmatch(v) else v for v in values]
                grid.append(values)
                place = Where(path.name, line)
                places.append([place] * len(record))
                _limit(len(grid), len(record), place)
            line = reader.line_num + 1
    except csv.Error as error:
        raise SourceError(f"broken CSV: {error}", Where(path.name, line), "look at the quotes") from error
    return grid, places


def _limit(rows: int, columns: int, where: Where) -> None:
    if rows > MOST_ROWS + 1:
        raise SourceError(f"more than {MOST_ROWS} rows", where, "leave rows out, or name a range")
    if columns > 16_384:
        raise SourceError("more than 16384 columns", where, "look at the delimiter")


def _excel(path: Path, sheet: str, where: Where) -> tuple[_Grid, _Places]:
    from python_calamine import CalamineError, CalamineWorkbook

    _check_size(path, where)
    try:
        book = CalamineWorkbook.from_path(str(path))
        chosen = _sheet(book.sheet_names, sheet, path.name, where)
        grid = book.get_sheet_by_name(chosen).to_python(skip_empty_area=False, nrows=MOST_ROWS + 2)
    except (CalamineError, OSError, ValueError) as error:
        raise AssetError(f"{path.name} cannot be read as a workbook: {error}", where, "save it as .xlsx") from error
    _limit(len(grid), max((len(row) for row in grid), default=0), where)
    places = [
        [Where(path.name, line, None, f"{chosen}!{letters(column)}{line}") for column in range(len(row))]
        for line, row in enumerate(grid, 1)
    ]
    return [list(row) for row in grid], places


def _check_size(path: Path, where: Where) -> None:
    """Workbooks are compressed: what a small file unpacks to is looked at before it is unpacked."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as package:
            unpacked = sum(entry.file_size for entry in package.infolist())
        if unpacked > MOST_UNPACKED:
            raise AssetError(f"{path.name} unpacks to more than {MOST_UNPACKED // 1_000_000} MB", where)


def _sheet(names: list[str], wanted: str, file: str, where: Where) -> str:
    """The sheet of a workbook that is asked for, or its first."""
    if wanted and wanted not in names:
        close = nearest(wanted, names)
        hint = f'did you mean "{close}"?' if close else f"its sheets: {', '.join(names)}"
        raise SourceError(f'{file} has no sheet "{wanted}"', where, hint)
    if not names:
        raise SourceError(f"{file} has no sheets", where)
    return wanted or names[0]


def letters(column: int) -> str:
    """The letters of a spreadsheet's column, counted from 0.

    >>> letters(0), letters(27)
    ('A', 'AB')
    """
    made = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        made = chr(65 + rest) + made
    return made


def _index(name: str) -> int:
    index = 0
    for letter in name.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def _cut(grid: _Grid, places: _Places, part: str, where: Where) -> tuple[_Grid, _Places]:
    match = _RANGE.fullmatch(part)
    if match is None:
        raise SourceError(f'"{part}" is no range of cells', where, "write it as A1:D9, after the sheet as Sales!A1:D9")
    left, right = sorted((_index(match[1]), _index(match[3])))
    top, bottom = sorted((int(match[2]) - 1, int(match[4]) - 1))
    height, width = len(grid), max((len(row) for row in grid), default=0)
    if bottom >= height or right >= width:
        has = f"A1:{letters(width - 1)}{height}" if width else "nothing"
        raise SourceError(f"the range {part} reaches beyond the data", where, f"the sheet has {has}")
    rows = [[*row, *[None] * (width - len(row))][left : right + 1] for row in grid[top : bottom + 1]]
    spots = [[*row, *row[-1:] * (width - len(row))][left : right + 1] for row in places[top : bottom + 1]]
    return rows, spots


def _headed(grid: _Grid, places: _Places, file: str, where: Where) -> TableData:
    """The first row with content as names, the others as rows of its width; empty rows and columns left out."""
    filled = [number for number, row in enumerate(grid) if not all(map(_empty, row))]
    if not filled:
        raise SourceError(f"{file} is empty", where)
    head, *body = filled
    width = 1 + max(at for at, value in enumerate(grid[head]) if not _empty(value))
    if width > MOST_COLUMNS:
        raise SourceError(f"{width} columns; the most is {MOST_COLUMNS}", places[head][0])
    names = tuple("" if _empty(value) else " ".join(str(value).split()) for value in grid[head][:width])
    rows: list[tuple[Any, ...]] = []
    spots: list[tuple[Where, ...]] = []
    for number in body:
        row, place = grid[number], places[number]
        extra = [at for at in range(width, len(row)) if not _empty(row[at])]
        if extra:
            message = f"this row has {extra[-1] + 1} values, the names above are {width}"
            raise SourceError(message, place[extra[0]], "look at commas")
        missing = width - len(row)
        rows.append((*row[:width], *[None] * missing))
        spots.append((*place[:width], *[place[-1]] * missing))
    return TableData(names, tuple(rows), tuple(spots))


def _empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _json(path: Path, key: str, where: Where) -> TableData:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError("the file is not UTF-8 text", Where(path.name), "save it as UTF-8") from error
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
        return _headed([list(row) for row in value], places, path.name, where)
    return _named_rows(value, tree, place)


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


def number_of(text: str) -> float | None:
    """The number that a text is, by the rules of CSV files: a point before decimals, nothing between thousands."""
    if not _NUMBER.fullmatch(text):
        return None
    return float(text.replace("\u2212", "-"))


def looks_numeric(values: Sequence[Any]) -> bool:
    """Whether all values that are there are numbers, or texts of numbers."""
    there = [value for value in values if not _empty(value)]
    return bool(there) and all(
        (isinstance(value, int | float) and not isinstance(value, bool))
        or (isinstance(value, str) and number_of(value) is not None)
        for value in there
    )

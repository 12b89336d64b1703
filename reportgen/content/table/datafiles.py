"""Tables in files: CSV, workbooks, JSON and Parquet; every value knows its file and line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reportgen.content.reading import ReadContext
from reportgen.content.table.dataframes import Frame
from reportgen.content.table.delimited import decoded, lines_of, separator_of
from reportgen.content.table.headings import TABLES, Grid, Limits, TableData, cut, headed, hide, is_empty
from reportgen.content.table.number_parsing import (
    Mark,
    Respelt,
    Spelling,
    in_one_spelling,
    is_missing,
    mark_of,
    number_of,
    undecided,
)
from reportgen.content.table.workbook_formats import CellFormat
from reportgen.errors import AssetError, SourceError, SourceRemark, Where, counted, raise_all
from reportgen.files import Readable, stamp_of
from reportgen.source.characters import removed
from reportgen.source.project import Project
from reportgen.source.tree import Place, Tree, load_yaml, path_of
from reportgen.source.validation import nearest
from reportgen.spreadsheets import letters
from reportgen.structs import Struct, replace

TEXTS = ("csv", "tsv", "txt")
WORKBOOKS = ("xlsx", "xlsm", "xlsb", "xls", "ods")
_UNFORMATTED = ("xls", "xlsb")
"""Workbooks of whose formats nothing is known."""


class DataForm(Struct, frozen=True):
    """What an author says of a file: how its numbers and dates are spelled, and in which row its headings stand."""

    spelling: Spelling = Spelling()
    header: int | None = None
    language: str = "en"
    """In which headings that are numbers or dates are written."""


def read_datafile(reference: str, project: Project, base: Path, where: Where, form: DataForm = DataForm()) -> TableData:  # noqa: B008
    """Read a file of the project for a table: ``file.csv``, ``file.json#key``, ``file.xlsx#Sheet!A1:D9``.

    After the mark stands the sheet, the range, both, or the name of a range or a table of the workbook.

    Raises:
        ReportgenError: the file is missing, outside the project, broken or too large; a sheet, range or key that
            it does not have; rows of unequal length.
    """
    name, _, part = reference.partition("#")
    data = read_data(project.resolve(name.strip(), base, where), part.strip(), where, form)
    raise_all(fault for faults in data.faults.values() for fault in faults)
    return respelled(data, form.spelling)


def with_range(given: object, part: str | None) -> object:
    """What `data` names, and which part of it: a range that is said beside it stands for that after its mark."""
    return f"{given.partition('#')[0]}#{part}" if part and isinstance(given, str) else given


def read_given(given: object, at: ReadContext, where: Where, form: DataForm = DataForm()) -> TableData:  # noqa: B008
    """What `data` of a table or a chart names: a file of the project, or a frame that Python hands over.

    Raises:
        ReportgenError: it cannot be read.
    """
    if isinstance(given, Frame):
        from reportgen.content.table.arrow import read_frame

        return _telling_of_removed(respelled(read_frame(given, where, TABLES), form.spelling))
    made = read_datafile(str(given), at.project, at.base, where, replace(form, language=at.language))
    return _telling_of_removed(made)


def _telling_of_removed(data: TableData) -> TableData:
    """The data with a remark on the control characters of its texts, which no table and no chart keeps."""
    rows = [list(data.names), *map(list, data.rows)]
    found = list(removed(rows))
    if not found:
        return data
    first = found[0]
    row, column = (int(part) for part in first.place)
    where = data.head if row == 0 else data.places[row - 1][column]
    others = f", and such in {counted(len(found) - 1, 'other value')}" if len(found) > 1 else ""
    return replace(data, remarks=(*data.remarks, SourceRemark(first.told + others, where, "delete them in the data")))


def read_data(path: Readable, part: str, where: Where, form: DataForm, limits: Limits = TABLES) -> TableData:
    """What a file holds, or the part of it that is named, as it is written; unusable rows are noted as faults.

    Raises:
        ReportgenError: the file is broken, or larger than the limits; it has no such part, or no headings.
    """
    if stamp_of(path)[1] > limits.bytes:
        raise AssetError(f"{path.name} is larger than {limits.bytes // 1_000_000} MB", where, "leave rows out")
    kind = path.suffix.lower().lstrip(".")
    if kind in WORKBOOKS:
        grid = _workbook(path, part, where, limits)
        grid.language = form.language
        return headed(grid, where, form.header, limits)
    if kind in TEXTS:
        grid = _text(path, "\t" if kind == "tsv" else "", limits)
        if part:
            cut(grid, part, where)
        return headed(grid, where, form.header, limits)
    if kind == "json":
        return _json(path, part, where, limits)
    if kind == "parquet":
        from reportgen.content.table.arrow import read_parquet

        return read_parquet(path, where, limits)
    raise AssetError(f"{path.name} is no table file", where, "use .csv, .tsv, .xlsx, .ods, .json or .parquet")


def _text(path: Readable, separator: str, limits: Limits) -> Grid:
    text, remarks = decoded(path.read_bytes(), path.name)
    found, skip = separator_of(text)
    grid = Grid(path.name, [], [], remarks, found if skip or not separator else separator)
    for line in lines_of(text, grid.separator, skip):
        place = Where(path.name, line.number)
        if line.fault:
            grid.faults[len(grid.cells)] = [SourceError(f"broken CSV: {line.fault}", place, "look at the quotes")]
        if line.fault or any(value.strip() for value in line.values):
            grid.cells.append(line.values if limits.exact else [value.strip() for value in line.values])
            grid.places.append([place] * max(1, len(line.values)))
            _check_size(len(grid.cells), len(line.values), place, limits)
    return grid


def _check_size(rows: int, columns: int, where: Where, limits: Limits) -> None:
    if rows > limits.rows + 1:
        raise SourceError(f"more than {limits.rows} rows", where, "leave rows out, or name a range")
    if columns > 16_384:
        raise SourceError("more than 16384 columns", where, "look at the delimiter")


def respelled(data: TableData, spelling: Spelling) -> TableData:
    """The data with the numbers of each column in one spelling, where all of its values are numbers.

    The numbers of a text file may have any spelling; those of other files have one where the author says so.
    """
    separator = data.separator
    if not separator and spelling == Spelling():
        return data
    columns = [[row[at] for row in data.rows] for at in range(len(data.names))]
    mark = _shown_mark(columns)
    usual: Mark | None = ("," if separator == ";" else ".") if separator and mark is None else mark
    sure = mark is not None or spelling.decimal is not None or separator == ","
    remarks, formats = list(data.remarks), dict(data.formats)
    for at, column in enumerate(columns):
        made = in_one_spelling(column, spelling, usual)
        if made is None:
            continue
        if not sure:
            remarks += _doubt(data, at, made.values, "." if usual == "," else ",")
        columns[at] = made.values
        formats |= _money(made, at)
    rows = tuple(zip(*columns, strict=True)) if columns else data.rows
    return replace(data, rows=rows, remarks=tuple(remarks), formats=formats)


def _money(made: Respelt, at: int) -> dict[tuple[int, int], CellFormat]:
    """How the values of a column are shown, if they are amounts of money: with the most decimals of one."""
    there = [row for row, value in enumerate(made.values) if not is_missing(value)]
    decimals = max((len(str(made.values[row]).partition(".")[2]) for row in there), default=0)
    form = CellFormat("currency", decimals, currency=made.currency)
    return dict.fromkeys([(row, at) for row in there], form) if made.currency else {}


def _shown_mark(columns: list[list[Any]]) -> Mark | None:
    """The mark before decimals that the columns of a file show, where they agree."""
    shown = {mark for mark in (mark_of(_texts(column)) for column in columns) if mark is not None}
    return shown.pop() if len(shown) == 1 else None


def _doubt(data: TableData, at: int, made: list[Any], other: str) -> list[SourceRemark]:
    """That a column's numbers are read as thousands and may be decimals, or the other way."""
    column = [row[at] for row in data.rows]
    doubtful = undecided(_texts(column))
    if not doubtful:
        return []
    row = next(at for at, value in enumerate(column) if isinstance(value, str) and value.strip() == doubtful)
    told = f'"{doubtful}" is read as {made[row]}'
    return [SourceRemark(told, data.places[row][at], f'say decimal: "{other}" if it is not that')]


def _texts(column: list[Any]) -> list[str]:
    return [value.strip() for value in column if isinstance(value, str) and not is_missing(value)]


def _workbook(path: Readable, part: str, where: Where, limits: Limits) -> Grid:
    from reportgen.content.table.workbook import read_sheet

    found = read_sheet(path, part, where, limits.rows + 2)
    _check_size(len(found.cells), max((len(row) for row in found.cells), default=0), where, limits)
    places = [
        [Where(path.name, line, None, f"{found.name}!{letters(column)}{line}") for column in range(len(row))]
        for line, row in enumerate(found.cells, 1)
    ]
    remarks = []
    if path.suffix.lower().lstrip(".") in _UNFORMATTED:
        message = f"of {path.name} the values are read, but not how they are shown, nor what is merged or hidden"
        remarks.append(SourceRemark(message, where, "save it as .xlsx in Excel or LibreOffice"))
    grid = Grid(path.name, found.cells, places, remarks, facts=found.facts, hint=found.hint)
    if found.area:
        cut(grid, found.area, where, named=found.named)
    hide(grid)
    return grid


def _json(path: Readable, key: str, where: Where, limits: Limits) -> TableData:
    text, remarks = decoded(path.read_bytes(), path.name)
    tree = load_yaml(text, path.name, json=True)
    value, place = _under(tree, key, where)
    if not isinstance(value, list) or not value:
        raise SourceError("expected a list of rows", tree.where(place), "name the list after #, as file.json#rows")
    _check_size(len(value), 0, tree.where(place), limits)
    if all(isinstance(row, list) for row in value):
        places = [
            [tree.where((*place, number, at)) for at in range(max(1, len(row)))] for number, row in enumerate(value)
        ]
        return headed(Grid(path.name, [list(row) for row in value], places, remarks), where, None, limits)
    return replace(_named_rows(value, tree, place, limits), remarks=tuple(remarks))


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


def _named_rows(rows: list[Any], tree: Tree, place: Place, limits: Limits) -> TableData:
    """Rows that are written as names with values; a row may lack some of the names."""
    names: dict[str, None] = {}
    for number, row in enumerate(rows):
        if not isinstance(row, dict):
            raise SourceError("expected a row of names and values", tree.where((*place, number)))
        names.update(dict.fromkeys(row))
    if len(names) > limits.columns:
        raise SourceError(f"{len(names)} columns; the most is {limits.columns}", tree.where(place))
    spots = (
        tuple(replace(tree.where(at), path=path_of(at)) for at in ((*place, number, name) for name in names))
        for number in range(len(rows))
    )
    return TableData(tuple(names), tuple(tuple(row.get(name) for name in names) for row in rows), tuple(spots))


def looks_numeric(values: Sequence[Any]) -> bool:
    """Whether all values that are there are numbers, or texts of numbers."""
    there = [value for value in values if not is_empty(value)]
    return bool(there) and all(
        (isinstance(value, int | float) and not isinstance(value, bool))
        or (isinstance(value, str) and number_of(value) is not None)
        for value in there
    )

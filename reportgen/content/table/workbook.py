"""Workbooks (XLSX, XLS, ODS) → the values of one sheet, and how its cells show them."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

from reportgen.content.table.workbook_facts import SheetFacts, facts_of
from reportgen.errors import AssetError, SourceError, Where
from reportgen.source.validation import nearest
from reportgen.structs import Struct

MOST_UNPACKED = 200_000_000


class Sheet(Struct):
    """A sheet's values, row by row from A1, and what else of it is known."""

    name: str
    cells: list[list[Any]]
    facts: SheetFacts


def read_sheet(path: Path, sheet: str, where: Where, rows: int) -> Sheet:
    """The sheet of that name, or the first, with no more than so many rows.

    Raises:
        ReportgenError: the file is no workbook, has a password or unpacks to too much; it has no such sheet.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    _check_size(path, where)
    try:
        book = CalamineWorkbook.from_path(str(path))
        chosen = _chosen(book.sheet_names, sheet, path.name, where)
        grid = book.get_sheet_by_name(chosen).to_python(skip_empty_area=False, nrows=rows)
    except PasswordError as error:
        raise AssetError(f"{path.name} has a password", where, "save it without one") from error
    except (CalamineError, OSError, ValueError) as error:
        raise AssetError(f"{path.name} cannot be read as a workbook: {error}", where, "save it as .xlsx") from error
    cells = [list(row) for row in grid]
    if len(cells) >= rows:
        return Sheet(chosen, cells, SheetFacts())  # too many rows: the caller refuses them
    facts = facts_of(path, chosen)
    for (row, column), value in facts.values.items():
        if row < len(cells) and column < len(cells[row]):
            cells[row][column] = value
    return Sheet(chosen, cells, facts)


def _check_size(path: Path, where: Where) -> None:
    """Workbooks are compressed: what a small file unpacks to is looked at before it is unpacked."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as package:
            unpacked = sum(entry.file_size for entry in package.infolist())
        if unpacked > MOST_UNPACKED:
            raise AssetError(f"{path.name} unpacks to more than {MOST_UNPACKED // 1_000_000} MB", where)


def _chosen(names: list[str], wanted: str, file: str, where: Where) -> str:
    """The sheet of a workbook that is asked for, or its first."""
    if wanted and wanted not in names:
        close = nearest(wanted, names)
        hint = f'did you mean "{close}"?' if close else f"its sheets: {', '.join(names)}"
        raise SourceError(f'{file} has no sheet "{wanted}"', where, hint)
    if not names:
        raise SourceError(f"{file} has no sheets", where)
    return wanted or names[0]

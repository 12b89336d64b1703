"""Workbooks (XLSX, XLS, ODS) → the values of one sheet, and how its cells show them."""

from __future__ import annotations

import re
import zipfile
from typing import Any, NoReturn

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from reportgen.content.table.headings import RANGE
from reportgen.content.table.workbook_facts import SheetFacts, facts_of
from reportgen.content.table.workbook_formats import shown_text
from reportgen.content.table.workbook_names import names_of
from reportgen.errors import AssetError, SourceError, Where
from reportgen.files import Readable, readable
from reportgen.source.validation import nearest
from reportgen.structs import Struct

MOST_UNPACKED = 200_000_000


class Sheet(Struct):
    """A sheet's values, row by row from A1, and what else of it is known."""

    name: str
    cells: list[list[Any]]
    facts: SheetFacts
    area: str = ""
    """The cells that are asked for, where it is not the whole sheet."""
    named: bool = False
    """Whether the workbook has a name for them."""
    hint: str = ""
    """What to do where it is empty."""


def read_sheet(path: Readable, part: str, where: Where, rows: int) -> Sheet:
    """The sheet that a part names (``Sales``, ``Sales!A1:D9``, a named range, a table), or the first.

    It has no more than so many rows, and its cells begin at A1.

    Raises:
        ReportgenError: the file is no workbook, has a password or unpacks to too much; it has no such part.
    """
    _check_size(path, where)
    try:
        book = CalamineWorkbook.from_object(readable(path))
        chosen, area, named = _Asked(path, book, where).of(part)
        grid = book.get_sheet_by_name(chosen).to_python(skip_empty_area=False, nrows=rows)
    except PasswordError as error:
        raise AssetError(f"{path.name} has a password", where, "save a copy without one") from error
    except OverflowError as error:
        hint = "mend the cell that shows ###, or give it a format of numbers"
        raise AssetError(f"{path.name} has a date or a length of time that is out of range", where, hint) from error
    except (CalamineError, OSError, ValueError) as error:
        raise AssetError(*_no_workbook(path, where)) from error
    cells: list[list[Any]] = [list(row) for row in grid]
    if len(cells) >= rows:
        return Sheet(chosen, cells, SheetFacts())  # too many rows: the caller refuses them
    facts = facts_of(path, chosen, rows)
    for row, column in facts.faults:  # a cell without a value is none to calamine, and its row may end before it
        cells += [[] for _ in range(row + 1 - len(cells))]
        cells[row] += [None] * (column + 1 - len(cells[row]))
    for (row, column), value in facts.values.items():
        if row < len(cells) and column < len(cells[row]):
            cells[row][column] = value
    _put_round_texts(cells, facts)
    others = [name for name in book.sheet_names if name != chosen]
    hint = f"its other sheets: {', '.join(others)}; name one: {path.name}#{others[0]}" if others else ""
    return Sheet(chosen, cells, facts, area, named, hint)


def _put_round_texts(cells: list[list[Any]], facts: SheetFacts) -> None:
    """Give texts what the formats of their cells put round them."""
    for (row, column), form in facts.formats.items():
        if row < len(cells) and column < len(cells[row]) and isinstance(text := cells[row][column], str):
            cells[row][column] = shown_text(text, form)


def _check_size(path: Readable, where: Where) -> None:
    """What a small file unpacks to is looked at before it is unpacked, and then whether it can be."""
    if not zipfile.is_zipfile(readable(path)):
        return
    try:
        with zipfile.ZipFile(readable(path)) as package:
            unpacked = sum(entry.file_size for entry in package.infolist())
            damaged = unpacked <= MOST_UNPACKED and package.testzip() is not None
    except Exception:  # whatever a damaged archive leads zipfile to
        damaged, unpacked = True, 0
    if damaged:
        raise AssetError(f"{path.name} is damaged and cannot be unpacked", where, "save it again")
    if unpacked > MOST_UNPACKED:
        raise AssetError(f"{path.name} unpacks to more than {MOST_UNPACKED // 1_000_000} MB", where)


def _no_workbook(path: Readable, where: Where) -> tuple[str, Where, str]:
    """The message, the place and the hint for a file that its ending calls a workbook and that is none."""
    begin = path.read_bytes()[:4096]
    if re.match(rb"\s*<(!doctype html|html|table|meta)", begin.lstrip(b"\xef\xbb\xbf"), re.IGNORECASE):
        return (
            f"{path.name} is a web page and no workbook",
            where,
            "open it in Excel or LibreOffice and save it as .xlsx",
        )
    if begin and not re.search(rb"[\x00-\x08\x0e-\x1f]", begin):
        return f"{path.name} is a text file and no workbook", where, "call it .csv"
    return f"{path.name} cannot be read as a workbook", where, "open it in Excel or LibreOffice and save it as .xlsx"


def _parts(part: str) -> tuple[str, str]:
    """The sheet, and the cells or the name after its mark: of ``Sales!A1:D9``, ``A1:D9``, ``Sales``."""
    sheet, mark, cells = part.rpartition("!")
    if not mark and not RANGE.fullmatch(cells):
        sheet, cells = cells, ""
    return sheet.strip().strip("'"), cells.strip()


class _Asked:
    """Finds which sheet and cells of a workbook a part names."""

    def __init__(self, path: Readable, book: CalamineWorkbook, where: Where) -> None:
        self.path = path
        self.sheets = book.sheet_names
        shown = [one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible]
        self.first = next(iter([*shown, *self.sheets]), "")
        """The sheet that is meant where none is named: the first that is not hidden."""
        self.where = where

    def of(self, part: str) -> tuple[str, str, bool]:
        """The sheet, the cells (empty: all of it), and whether the workbook has a name for them.

        Raises:
            SourceError: there is no such sheet, name or range.
        """
        if not self.sheets:
            raise SourceError(f"{self.path.name} has no sheets", self.where)
        sheet, cells = _parts(part)
        if cells and not RANGE.fullmatch(cells):
            return self._named(cells) or self._unknown(cells)
        if not sheet or sheet in self.sheets:
            return sheet or self.first, cells, False
        return (None if cells else self._named(sheet)) or self._unknown(sheet)

    def _named(self, name: str) -> tuple[str, str, bool] | None:
        found = {one.casefold(): area for one, area in names_of(self.path).items()}.get(name.casefold())
        if found is None:
            return None
        if found.other or found.sheet not in self.sheets:
            message = f'"{name}" of {self.path.name} is no range of cells, but {found.other or "of another workbook"}'
            raise SourceError(message, self.where, "name the cells: Sheet!A1:D9")
        return found.sheet, found.cells, True

    def _unknown(self, wanted: str) -> NoReturn:
        if re.search(r"\d", wanted) and re.fullmatch(r"[\w$:]+", wanted) and ":" in wanted:
            hint = "write it as A1:D9, after the sheet as Sales!A1:D9"
            raise SourceError(f'"{wanted}" is no range of cells', self.where, hint)
        named = [name for name, area in names_of(self.path).items() if not area.other]
        close = nearest(wanted, [*self.sheets, *named])
        known = f"its sheets: {', '.join(self.sheets)}" + (f"; its names: {', '.join(named[:12])}" if named else "")
        hint = f'did you mean "{close}"?' if close else known
        raise SourceError(f'{self.path.name} has no sheet "{wanted}"', self.where, hint)

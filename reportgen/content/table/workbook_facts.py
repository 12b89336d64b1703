"""What python-calamine does not tell of a sheet: formats, merged and hidden cells, errors, formulas without values.

openpyxl was weighed: it knows merged and hidden cells only where it loads all sheets of a workbook into memory, and it
has to load them twice, for formulas and for values. This reads the one sheet, once, by lxml, which python-pptx needs.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Mapping
from typing import Any

from lxml import etree

from reportgen.content.table.workbook_formats import BUILT_IN, CellFormat, format_of
from reportgen.files import Readable, readable
from reportgen.structs import Struct, field, replace

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_CELL = re.compile(r"([A-Z]{1,3})(\d+)")
Spot = tuple[int, int]
"""A row and a column of a sheet, from 0."""


class SheetFacts(Struct):
    """What is known of the cells of a sheet; rows and columns count from 0."""

    formats: dict[Spot, CellFormat] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    """The areas that one cell covers: top, left, bottom, right."""
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    faults: dict[Spot, tuple[str, str]] = field(default_factory=dict)
    """Cells that have no value to show: what they have, and what to do."""
    values: dict[Spot, Any] = field(default_factory=dict)
    """Values that stand for those that were read."""


def facts_of(path: Readable, sheet: str, rows: int) -> SheetFacts:
    """What is known of the first rows of a sheet; nothing of a file that cannot be looked into, such as an old .xls."""
    facts = SheetFacts()
    if not zipfile.is_zipfile(readable(path)):
        return facts
    try:
        with zipfile.ZipFile(readable(path)) as package:
            if path.suffix.lower() == ".ods":
                _OdsReader(facts, rows).read(package, sheet)
            else:
                _xlsx(package, sheet, facts)
    except (LookupError, ValueError, StopIteration, etree.XMLSyntaxError, zipfile.BadZipFile):
        return SheetFacts()  # the values were read all the same
    return facts


def _index(name: str) -> int:
    index = 0
    for letter in name:
        index = index * 26 + ord(letter) - 64
    return index - 1


def _spot(reference: str) -> Spot:
    match = _CELL.fullmatch(reference)
    if match is None:
        raise ValueError(reference)
    return int(match[2]) - 1, _index(match[1])


# --- XLSX (ECMA-376 part 1, 18.3) ------------------------------------------------------------------------------------


def tree_of(package: zipfile.ZipFile, name: str) -> Any:
    """The root of an XML part of a package."""
    return etree.fromstring(package.read(name), etree.XMLParser(resolve_entities=False, no_network=True))


def part_of(package: zipfile.ZipFile, sheet: str) -> str:
    """The part of the package that has a sheet, by the workbook's relationships."""
    book = tree_of(package, "xl/workbook.xml")
    key = next(
        next(value for name, value in one.attrib.items() if name.endswith("}id"))
        for one in book.iter("{*}sheet")
        if one.get("name") == sheet
    )
    links = tree_of(package, "xl/_rels/workbook.xml.rels")
    target = next(one.get("Target") for one in links if one.get("Id") == key)
    return str(target).lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))


def _xlsx(package: zipfile.ZipFile, sheet: str, facts: SheetFacts) -> None:
    styles = _styles(package) if "xl/styles.xml" in package.namelist() else {}
    root = tree_of(package, part_of(package, sheet))
    _hidden_and_merged(root, facts)
    number = -1
    for row in root.iter("{*}row"):  # a row and a cell without a reference is the one after the last
        number = int(row.get("r") or number + 2) - 1
        if row.get("hidden") in ("1", "true"):
            facts.hidden_rows.add(number)
        at = -1
        for cell in row.iter("{*}c"):
            at = _spot(cell.get("r"))[1] if cell.get("r") else at + 1
            _xlsx_cell(cell, (number, at), styles, facts)


def _hidden_and_merged(root: Any, facts: SheetFacts) -> None:
    for column in root.iter("{*}col"):
        if column.get("hidden") in ("1", "true"):
            facts.hidden_columns.update(range(int(column.get("min")) - 1, min(int(column.get("max")), 16_384)))
    for merge in root.iter("{*}mergeCell"):
        first, _, last = str(merge.get("ref")).partition(":")
        if last:
            facts.merges.append((*_spot(first), *_spot(last)))


def _xlsx_cell(cell: Any, spot: Spot, styles: Mapping[int, CellFormat], facts: SheetFacts) -> None:
    form = styles.get(int(cell.get("s") or 0))
    if form is not None:
        facts.formats[spot] = form
    kind, value = cell.get("t"), cell.findtext("{*}v")
    if kind == "e":
        facts.faults[spot] = (f"the cell shows {value}", "mend the formula, or empty the cell")
    elif cell.find("{*}f") is not None and not value and kind not in ("str", "inlineStr"):
        hint = "open the workbook in Excel or LibreOffice and save it"
        facts.faults[spot] = ("the formula has no stored value", hint)


def _styles(package: zipfile.ZipFile) -> dict[int, CellFormat]:
    """The formats of cells by the number of their style; general ones left out."""
    root = tree_of(package, "xl/styles.xml")
    codes = {**BUILT_IN, **{int(one.get("numFmtId")): one.get("formatCode") for one in root.iter("{*}numFmt")}}
    formats = root.find("{*}cellXfs")
    made = {}
    for number, one in enumerate(formats if formats is not None else ()):
        form = format_of(codes.get(int(one.get("numFmtId") or 0)) or "General")
        if form.kind != "general":
            made[number] = form
    return made


# --- ODS (OpenDocument 1.3 part 3, 9) --------------------------------------------------------------------------------


class _OdsReader:
    """Walks the rows of a sheet, whose cells are stored with the texts that they show."""

    def __init__(self, facts: SheetFacts, rows: int) -> None:
        self.facts = facts
        self.most = rows

    def read(self, package: zipfile.ZipFile, sheet: str) -> None:
        root = tree_of(package, "content.xml")
        table = next(one for one in root.iter(f"{_TABLE}table") if one.get(f"{_TABLE}name") == sheet)
        at = 0
        for column in table.iter(f"{_TABLE}table-column"):
            count = int(column.get(f"{_TABLE}number-columns-repeated") or 1)
            if column.get(f"{_TABLE}visibility") in ("collapse", "filter"):
                self.facts.hidden_columns.update(range(at, min(at + count, 16_384)))
            at += count
        at = 0
        for row in table.iter(f"{_TABLE}table-row"):
            count = int(row.get(f"{_TABLE}number-rows-repeated") or 1)
            for number in range(at, min(at + count, self.most)):
                if row.get(f"{_TABLE}visibility") in ("collapse", "filter"):
                    self.facts.hidden_rows.add(number)
                self._row(row, number)
            at += count
            if at >= self.most:
                break

    def _row(self, row: Any, number: int) -> None:
        at = 0
        for cell in row:
            count = int(cell.get(f"{_TABLE}number-columns-repeated") or 1)
            if cell.tag == f"{_TABLE}table-cell" and cell.get(f"{_OFFICE}value-type"):
                for column in range(at, min(at + count, 16_384)):
                    self._cell(cell, (number, column))
            high = int(cell.get(f"{_TABLE}number-rows-spanned") or 1)
            wide = int(cell.get(f"{_TABLE}number-columns-spanned") or 1)
            if high * wide > 1:
                self.facts.merges.append((number, at, number + high - 1, at + wide - 1))
            at += count

    def _cell(self, cell: Any, spot: Spot) -> None:
        text = "\n".join("".join(one.itertext()) for one in cell.iter(f"{_TEXT}p"))
        kind = cell.get(f"{_OFFICE}value-type")
        if cell.get(f"{_CALC}value-type") == "error" or _ERROR.fullmatch(text):
            self.facts.faults[spot] = (f"the cell shows {text}", "mend the formula, or empty the cell")
        elif kind != "string":
            form = _ods_format(kind, text, cell.get(f"{_OFFICE}currency") or "")
            if form.kind != "number" or form.decimals or cell.get(f"{_OFFICE}value") != text:  # a bare number has none
                self.facts.formats[spot] = replace(form, shown=_signed(text))
            if kind == "time":
                self.facts.values[spot] = text  # else it is read as PT30H15M


def _signed(text: str) -> str:
    """The text of a number with a minus sign for a hyphen before it."""
    return re.sub(r"^-(?=\D?\d)", "\u2212", text)


_NUMERIC = ("float", "percentage", "currency")
_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)|Err:\d+")
_SHOWN = re.compile(r"[-\u2212]?(?P<whole>[1-9]\d{0,2}(?:[.,' \u00a0\u202f]\d{3})*|\d+)(?:[.,](?P<part>\d+))?")


def _ods_format(kind: str, text: str, currency: str) -> CellFormat:
    """The format of a value, from the text that the cell shows."""
    bare = re.sub(r"[^\d.,' \u00a0\u202f\u2212-]", "", text).strip() if kind in ("percentage", "currency") else text
    match = _SHOWN.fullmatch(bare)
    if match is None or re.match(r"[-\u2212]?0\d", bare) or kind not in _NUMERIC:
        return CellFormat("shown", shown=text, plain=False)
    grouped = not match["whole"].isdigit() or len(match["whole"]) < 4
    count = len(match["part"] or "")
    code = ("#,##0" if grouped else "0") + ("." + "0" * count if count else "")
    if kind == "currency":
        unknown = CellFormat("shown", shown=text, plain=False)
        return CellFormat("currency", count, grouped, currency, f'{code} "{currency}"') if currency else unknown
    if kind == "percentage":
        return CellFormat("percent", count, grouped, code=f"{code}%")
    return CellFormat("number", count, grouped, code=code)

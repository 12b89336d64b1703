"""The names of a workbook: its named ranges and its tables, each with the sheet and the cells that it stands for."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from reportgen.content.table.workbook_facts import part_of, tree_of
from reportgen.files import Readable, readable
from reportgen.structs import Struct

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_AREA = re.compile(
    r"(?:'(?P<quoted>(?:[^']|'')+)'|(?P<sheet>[^'!]+))!\$?(?P<left>[A-Za-z]{1,3})(?:\$?(?P<top>\d+))?"
    r"(?::\$?(?P<right>[A-Za-z]{1,3})(?:\$?(?P<bottom>\d+))?)?"
)
_ODS_AREA = re.compile(
    r"\$?(?:'(?P<quoted>(?:[^']|'')+)'|(?P<sheet>[^'.]+))\.(?P<first>[^:]+)(?::[^.]*\.(?P<last>.+))?"
)
LAST_ROW = 1_048_576


class NamedArea(Struct, frozen=True):
    """What a name stands for: cells of a sheet (``A3:C9``), or else what it is (`other`), and why it is no table."""

    sheet: str = ""
    cells: str = ""
    other: str = ""


def names_of(path: Readable) -> dict[str, NamedArea]:
    """The named ranges and tables of a workbook, in its order; none of a file that cannot be looked into."""
    if not zipfile.is_zipfile(readable(path)):
        return {}
    try:
        with zipfile.ZipFile(readable(path)) as package:
            return dict(_of_ods(package) if path.suffix.lower() == ".ods" else _of_xlsx(package))
    except (KeyError, ValueError, StopIteration, etree.XMLSyntaxError, zipfile.BadZipFile):
        return {}


def _of_xlsx(package: zipfile.ZipFile) -> Iterator[tuple[str, NamedArea]]:
    """Defined names (ECMA-376 part 1, 18.2.5), and the tables of all sheets (18.5.1.2)."""
    book = tree_of(package, "xl/workbook.xml")
    for one in book.iter("{*}definedName"):
        name = one.get("name") or ""
        if not name.startswith("_xlnm.") and one.get("hidden") not in ("1", "true"):
            yield name, _area((one.text or "").strip())
    for sheet in [one.get("name") for one in book.iter("{*}sheet")]:
        yield from _tables_of(package, sheet)


def _tables_of(package: zipfile.ZipFile, sheet: str) -> Iterator[tuple[str, NamedArea]]:
    """The tables of a sheet, by its part's relationships."""
    folder, file = posixpath.split(part_of(package, sheet))
    links = f"{folder}/_rels/{file}.rels"
    if links not in package.namelist():
        return
    for link in tree_of(package, links):
        if str(link.get("Type")).endswith("/table"):
            target = str(link.get("Target"))
            whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            table = tree_of(package, whole)
            yield str(table.get("displayName") or table.get("name")), _of_table(table, sheet)


def _of_table(table: Any, sheet: str) -> NamedArea:
    if table.get("headerRowCount") == "0":
        return NamedArea(other="a table whose row of headings is switched off")
    first, _, last = str(table.get("ref")).partition(":")
    return NamedArea(sheet, f"{first}:{last or first}")


def _area(reference: str) -> NamedArea:
    """What a defined name refers to: ``Data!$A$3:$C$9``, whole columns included."""
    match = _AREA.fullmatch(reference)
    if match is None:
        return NamedArea(other=f'"{reference[:60]}"')
    sheet = (match["quoted"] or match["sheet"]).replace("''", "'")
    right = match["right"] or match["left"]
    bottom = match["bottom"] or (match["top"] if not match["right"] else None) or str(LAST_ROW)
    return NamedArea(sheet, f"{match['left']}{match['top'] or 1}:{right}{bottom}")


def _of_ods(package: zipfile.ZipFile) -> Iterator[tuple[str, NamedArea]]:
    """Named ranges (OpenDocument 1.3 part 3, 9.4.12) and database ranges (9.4.15), which are a sheet's tables."""
    root = tree_of(package, "content.xml")
    for tag, key in (("named-range", "cell-range-address"), ("database-range", "target-range-address")):
        for one in root.iter(f"{_TABLE}{tag}"):
            name, address = str(one.get(f"{_TABLE}name")), str(one.get(f"{_TABLE}{key}"))
            match = _ODS_AREA.fullmatch(address)
            if match is None:
                yield name, NamedArea(other=f'"{address[:60]}"')
                continue
            sheet = (match["quoted"] or match["sheet"]).replace("''", "'")
            first = match["first"].replace("$", "")
            last = (match["last"] or match["first"]).replace("$", "")
            if not name.startswith("__Anonymous"):
                yield name, NamedArea(sheet, f"{first}:{last}")

"""Single values of tables: texts, numbers, dates and series, as their column's type asks."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from reportgen.content.markdown import read_inline
from reportgen.content.reading import ReadContext
from reportgen.content.table import ColumnKind, TableColumn, Value
from reportgen.content.table.grid import RawCell
from reportgen.content.table.number_parsing import MISSING, NOT_APPLICABLE, decimal_hint, number_of
from reportgen.content.table.workbook_formats import CellFormat, shown
from reportgen.content.text import Span
from reportgen.content.values import spelled
from reportgen.source.characters import clean

LONGEST_CELL = 10_000
"""Characters of one cell or heading: two pages of text."""

LARGEST = 1e15
"""Numbers from here on have more digits than a double holds, and are refused."""

WORDED: tuple[ColumnKind, ...] = ("number", "percent", "currency", "date")
"""Types of columns in which a word may stand for a value that there is not."""

_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_PERCENT = re.compile(r"(.*?)[\s\u00a0\u202f]*%")
_GROUPED = re.compile(r"[-+\u2212]?[\d.,'\u00a0\u202f ]+")
_MARKDOWN = re.compile(r"[*_`\[\]()<>&\\!~^:/]")


def typed(cell: RawCell, kind: ColumnKind, column: TableColumn, at: ReadContext) -> Value:
    """The value of a cell as its column's type has it; None where there is none, or where a fault was kept."""
    value = cell.value
    if value is None:
        return None
    if isinstance(value, str):
        there = value.strip()
        if kind in WORDED and there in NOT_APPLICABLE:
            return (Span(there),)
        if not there or (kind != "text" and there in MISSING):
            return None
    return _READERS.get(kind, _number)(cell, column, at)


def _as_said(value: Any, language: str, *, in_file: bool) -> Any:
    """A value as a person would say it: a day without its time, a bare value of a workbook as it is shown."""
    if in_file and isinstance(value, date):
        return shown(value, CellFormat(), language)
    if isinstance(value, datetime):
        return value.date().isoformat()
    if in_file and isinstance(value, float) and abs(value) < LARGEST:
        return int(value) if value == int(value) else shown(value, CellFormat(), language)
    return value


def _text(cell: RawCell, column: TableColumn, at: ReadContext) -> Value:
    value = cell.value
    if isinstance(value, list):
        at.fault("expected a text, got a list", cell.where, "give the column type: sparkline")
        return None
    if isinstance(value, Mapping):
        known = ", ".join(map(str, value))
        at.fault("expected a text, got names with values", cell.where, f"take one of them into a column: {known[:80]}")
        return None
    text = clean(str(spelled(_as_said(value, at.language, in_file=cell.plain))))
    if len(text) > LONGEST_CELL:
        what = f"a cell of {len(text)} characters is too long for a table"
        at.fault(what, cell.where, f"shorten it to {LONGEST_CELL}, or make it a text of its own")
        return None
    if cell.plain or not _MARKDOWN.search(text):
        return (Span(text.strip()),) if text.strip() else None
    return read_inline(text, cell.where, at.problems) or None


def _number(cell: RawCell, column: TableColumn, at: ReadContext) -> float | None:
    value = cell.value
    number, hint = _as_number(value, column)
    if number is None:
        shown = f'"{value}"' if isinstance(value, str) else "a list" if isinstance(value, list) else str(value)
        comma = decimal_hint(value, cell.plain) if isinstance(value, str) else ""
        at.fault(f"expected a number, got {shown[:60]}", cell.where, comma or hint)
        return None
    if not math.isfinite(number) or abs(number) >= LARGEST:
        at.fault(f"{number:g} is too large a number", cell.where, "a table shows less than 10^15")
        return None
    return number


def _as_number(value: Any, column: TableColumn) -> tuple[float | None, str]:
    """The number that a value is, in a column of percentages of `12 %` too; or None, and what to write instead."""
    otherwise = "write null where there is no number"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value) if abs(value) < 1e300 else math.inf, ""
    if not isinstance(value, str):
        return None, otherwise
    percent = _PERCENT.fullmatch(value.strip())
    if percent is None:
        return number_of(value.strip()), "write it as 1234.5" if _GROUPED.fullmatch(value.strip()) else otherwise
    part = number_of(percent[1])
    if column.measure == "percent" and part is not None:
        return part / 100, ""
    return None, otherwise if column.measure == "percent" else "write 0.12, or give the column type: percent"


def _day(cell: RawCell, column: TableColumn, at: ReadContext) -> date | None:
    value = cell.value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    match = _DATE.fullmatch(str(spelled(value)).strip())
    if match:
        try:
            return date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
        except ValueError:
            pass  # the fault is the same as that of any other text
    at.fault(f'"{value}" is no date', cell.where, "write it as 2026-06-30, 2026-06 or 2026")
    return None


def _series(cell: RawCell, column: TableColumn, at: ReadContext) -> tuple[float, ...] | None:
    value = cell.value
    parts = re.split(r"[\s;|]+", value.strip()) if isinstance(value, str) else value
    if not isinstance(parts, list):
        at.fault(f"expected a list of numbers, got {value}", cell.where, "write it as [1, 2, 3]")
        return None
    numbers = [number_of(part) if isinstance(part, str) else float(part) for part in parts]
    if len(numbers) < 2 or len(numbers) > 500:
        at.fault(f"a sparkline of {len(numbers)} numbers", cell.where, "give 2 to 500")
        return None
    found = tuple(one for one in numbers if one is not None and math.isfinite(one) and abs(one) < LARGEST)
    if len(found) < len(numbers):
        at.fault("a sparkline takes numbers only", cell.where, "write it as [1, 2, 3]")
        return None
    return found


_READERS: Mapping[str, Callable[[RawCell, TableColumn, ReadContext], Value]] = {
    "text": _text,
    "date": _day,
    "sparkline": _series,
}
"""The readers of values by the type of their column; those of all other types are numbers."""

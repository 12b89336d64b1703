"""The workbook inside a native chart: its data as plain values, no formulas and no links, the same bytes each time."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date, datetime

from reportgen.backends.pptx.xml import clean
from reportgen.frames import ChartItem
from reportgen.spreadsheets import letters
from reportgen.structs import Struct

SHEET = "Sheet1"
_EPOCH = datetime(2000, 1, 1)
_FIRST_DAY = date(1899, 12, 30)


def serial(day: date) -> int:
    """A date as spreadsheets count it.

    >>> serial(date(2026, 1, 1))
    46023
    """
    return (day - _FIRST_DAY).days


class Column(Struct, frozen=True):
    """A column of the sheet: its heading, its values from the second row on, their number format."""

    index: int
    heading: str
    values: tuple[str | float | None, ...]
    code: str = "General"

    @property
    def head(self) -> str:
        """The reference to the heading."""
        return f"{SHEET}!${letters(self.index)}$1"

    @property
    def body(self) -> str:
        """The reference to the values."""
        letter = letters(self.index)
        return f"{SHEET}!${letter}$2:${letter}${len(self.values) + 1}"


class Columns(Struct, frozen=True):
    """Where the chart's data stand on the sheet: categories, and of each series its x, values and sizes."""

    categories: Column | None
    x: tuple[Column | None, ...]
    values: tuple[Column, ...]
    sizes: tuple[Column | None, ...]

    @property
    def all(self) -> list[Column]:
        series = zip(self.x, self.values, self.sizes, strict=True)
        found = [self.categories, *(column for triple in series for column in triple)]
        return [column for column in found if column is not None]


def columns_of(item: ChartItem) -> Columns:
    """The columns of a chart's sheet."""
    at = 0
    categories = None
    if item.categories is not None:
        days = tuple(float(serial(day)) for day in item.categories.dates)
        is_timed = item.categories.code != "General"
        values: tuple[str | float | None, ...] = (
            days if days and is_timed else tuple(clean(label) for label in item.categories.labels)
        )
        categories = Column(0, clean(item.categories.header), values, item.categories.code)
        at = 1
    x: list[Column | None] = []
    ys: list[Column] = []
    sizes: list[Column | None] = []
    for series in item.series:
        name = clean(series.name)
        x.append(Column(at, f"{name} (x)", series.x) if series.x else None)
        at += bool(series.x)
        ys.append(Column(at, name, series.values, series.code))
        at += 1
        sizes.append(Column(at, f"{name} (size)", series.sizes) if series.sizes else None)
        at += bool(series.sizes)
    return Columns(categories, tuple(x), tuple(ys), tuple(sizes))


def workbook(columns: Iterable[Column]) -> bytes:
    """The columns as .xlsx. What begins with = or looks like an address stays text."""
    import xlsxwriter

    blob = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(blob, {"in_memory": True, **plain})
    book.set_properties({"created": _EPOCH})
    sheet = book.add_worksheet(SHEET)
    for column in columns:
        style = book.add_format({"num_format": column.code}) if column.code != "General" else None
        if column.heading:
            sheet.write_string(0, column.index, column.heading)
        for row, value in enumerate(column.values, 1):
            if isinstance(value, str):
                sheet.write_string(row, column.index, value)
            elif value is not None:
                sheet.write_number(row, column.index, value, style)
    book.close()
    return blob.getvalue()

"""Single values of charts: numbers, names and dates, each proven at its place in the source or the file."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Literal

from reportgen.content.chart import LARGEST, NumberStyle
from reportgen.content.reading import ReadContext
from reportgen.content.table.number_parsing import decimal_hint, is_missing, number_of, percent_of
from reportgen.content.table.workbook_formats import CellFormat, shown
from reportgen.errors import Where
from reportgen.source.characters import clean
from reportgen.source.tree import Spelled, SpelledFloat
from reportgen.structs import Struct, field

LONGEST_NAME = 1_000
"""Characters of the name of a category."""

_CLOCK = re.compile(r"([-\u2212]?)(\d+):([0-5]\d)(?::([0-5]\d))?")
_DATE = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")


class Given(Struct):
    """A value as it was found. Only `filed` texts may be numbers: files of text know no others."""

    value: Any
    where: Where
    filed: bool = False
    format: CellFormat | None = None
    """How its workbook shows it."""


class Draft(Struct):
    """A series before its values are proven to be numbers."""

    name: str
    values: list[Given]
    where: Where
    x: list[Given] = field(default_factory=list)
    sizes: list[Given] = field(default_factory=list)
    names: tuple[str, ...] = ()
    line: bool = False
    second: bool = False
    style: NumberStyle | None = None
    """How a file shows its values, where it says so."""


def of_file(value: Any) -> Any:
    """A value of a data file, None where its text means that there is none."""
    return None if is_missing(value) else value


def measured(draft: Draft, at: ReadContext) -> None:
    """Make numbers of what a column of a file says that is no plain number: percentages, times, formats of cells."""
    for given in draft.values:
        given.value = of_file(given.value)
    there = [given for given in draft.values if given.value is not None]
    if not there or not there[0].filed:
        return
    if _become(there, _share):
        draft.style = NumberStyle("percent")
    elif _become(there, _hours):
        at.remark(f'"{draft.name}" has times, which are drawn as hours', there[0].where, "name the hours in the unit")
    else:
        draft.style = _style_of_cells(there)


def _become(values: list[Given], meaning: Callable[[Any], float | None]) -> bool:
    """Take values for what they mean, where all of them mean something."""
    meant = [meaning(given.value) for given in values]
    if None in meant:
        return False
    for given, value in zip(values, meant, strict=True):
        given.value = value
    return True


def _share(value: Any) -> float | None:
    """The part of 1 that a text such as `12.5 %` is; None of other values."""
    return percent_of(value) if isinstance(value, str) else None


def _hours(value: Any) -> float | None:
    """The hours of a duration or a time of day; None of other values."""
    if isinstance(value, timedelta):
        return value.total_seconds() / 3600
    if isinstance(value, time):
        return value.hour + value.minute / 60 + value.second / 3600
    match = _CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        return None
    hours = int(match[2]) + int(match[3]) / 60 + int(match[4] or 0) / 3600
    return -hours if match[1] else hours


def _style_of_cells(there: list[Given]) -> NumberStyle | None:
    """How a workbook shows a column: with the most decimals that one of its cells has, where all have one unit."""
    forms = [given.format or CellFormat() for given in there]
    units = {(form.kind, form.currency) for form in forms}
    if len(units) != 1 or not all(form.plain for form in forms):
        return None
    decimals = max(form.decimals for form in forms)
    kind, currency = units.pop()
    return NumberStyle(_MEASURES[kind], decimals, currency) if kind in _MEASURES else None


_MEASURES: Mapping[str, Literal["number", "percent", "currency"]] = {
    "number": "number",
    "percent": "percent",
    "currency": "currency",
}
"""What a workbook's formats say of numbers, as charts have it."""


def number(given: Given, at: ReadContext) -> float | None:
    """A number, or None where there is none; anything else is a fault."""
    value = given.value
    if value is None:
        return None
    if isinstance(value, str):
        value = _number_of_text(value, given, at)
        if value is None:
            return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        at.fault(f"expected a number, got {_kind(value)}", given.where)
        return None
    if isinstance(value, float) and not math.isfinite(value):
        at.fault(f"expected a number, got {value}", given.where, "write null where there is none")
        return None
    if abs(value) >= LARGEST:
        written = value.spelling if isinstance(value, Spelled | SpelledFloat) else f"{float(value):g}"
        at.fault(f"{written} is too large a number for a chart", given.where, "give a larger unit: below 1e15")
        return None
    return float(value) + 0.0  # -0.0 would be printed with its sign


def _number_of_text(text: str, given: Given, at: ReadContext) -> float | None:
    found = number_of(text.strip())
    if found is not None and given.filed:
        return found
    hint = "write it without quotes and units, with a point before decimals; null where there is none"
    if text.strip().endswith("%"):
        hint = "write 0.12 for 12%, and format: percent"
    if comma := decimal_hint(text.strip(" %\u00a0\u202f"), given.filed):
        hint = f"{comma}; {hint}" if text.strip().endswith("%") else comma
    short = text if len(text) < 60 else f"{text[:57]}…"
    at.fault(f'expected a number, got "{short}"', given.where, hint)
    return None


def name(given: Given, at: ReadContext) -> str:
    """A category as its author wrote it."""
    value = given.value
    if isinstance(value, Spelled | SpelledFloat):
        return value.spelling
    if _is_shown(given):
        return clean(shown(value, given.format or CellFormat(), at.language))
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if value is None or isinstance(value, bool | list | dict):
        at.fault(f"expected a name or a date, got {_kind(value)}", given.where)
        return ""
    return _short_enough(clean(" ".join(str(value).split())), given, at)


def _short_enough(name: str, given: Given, at: ReadContext) -> str:
    """A name, or nothing where no chart has room for it, which is a fault."""
    if len(name) <= LONGEST_NAME:
        return name
    message = f"a name of {len(name)} characters is too long for a chart"
    at.fault(message, given.where, f"shorten it by {len(name) - LONGEST_NAME} characters")
    return ""


def _is_shown(given: Given) -> bool:
    """Whether a name is what a workbook makes of a value; dates have their axis, texts are what they are."""
    if isinstance(given.value, bool | time | timedelta):
        return given.filed
    return given.format is not None and isinstance(given.value, int | float)


def dates(categories: list[Given], at: ReadContext) -> tuple[tuple[date, ...], Literal["day", "month"]]:
    """The categories as dates, where they are: all of them then must be."""
    found: list[date] = []
    precision: Literal["day", "month"] = "month"
    for number_of_category, given in enumerate(categories):
        made = _date(given, at)
        if made is None:
            if number_of_category:
                message = f'expected a date as those before it, got "{name(given, at)}"'
                at.fault(message, given.where, "write it as 2026-06 or 2026-06-30")
            return (), precision
        day, fine = made
        if found and day <= found[-1]:
            at.fault(f"{name(given, at)} is not after {found[-1].isoformat()}", given.where, "sort by date")
            return (), precision
        found.append(day)
        precision = "day" if fine else precision
    return tuple(found), precision


def _date(given: Given, at: ReadContext) -> tuple[date, bool] | None:
    """A day, and whether it was given to the day; None of what does not look like a date."""
    value = given.value
    if isinstance(value, datetime):
        return value.date(), True
    if isinstance(value, date):
        return value, True
    match = _DATE.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3] or 1)), match[3] is not None
    except ValueError:
        at.fault(f'"{value}" is no date', given.where, "write it as 2026-06 or 2026-06-30")
        return date(1, 1, 1), False  # the fault is kept; the other categories are looked at as dates, too


def _kind(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return "a date"
    return "a list" if isinstance(value, list) else "keys with values"

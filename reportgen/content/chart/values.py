"""Single values of charts: numbers, names and dates, each proven at its place in the source or the file."""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from typing import Any, Literal

from reportgen.content.chart import LARGEST
from reportgen.content.reading import ReadContext
from reportgen.content.table.numbers import number_of
from reportgen.errors import Where
from reportgen.source.characters import clean
from reportgen.source.tree import Spelled, SpelledFloat
from reportgen.structs import Struct, field

MISSING = ("", "-", "–", "—", "n/a", "N/A")
"""Texts of data files that mean that there is no number."""

_DATE = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")


class Given(Struct):
    """A value as it was found. Only `filed` texts may be numbers: files of text know no others."""

    value: Any
    where: Where
    filed: bool = False


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


def of_file(value: Any) -> Any:
    """A value of a data file, None where its text means that there is none."""
    return None if isinstance(value, str) and value.strip() in MISSING else value


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
        shown = value.spelling if isinstance(value, Spelled | SpelledFloat) else f"{float(value):g}"
        at.fault(f"{shown} is too large a number for a chart", given.where, "give a larger unit: below 1e15")
        return None
    return float(value) + 0.0  # -0.0 would be printed with its sign


def _number_of_text(text: str, given: Given, at: ReadContext) -> float | None:
    found = number_of(text.strip())
    if found is not None and given.filed:
        return found
    hint = "write it without quotes and units, with a point before decimals; null where there is none"
    if text.strip().endswith("%"):
        hint = "write 0.12 for 12%, and format: percent"
    shown = text if len(text) < 60 else f"{text[:57]}…"
    at.fault(f'expected a number, got "{shown}"', given.where, hint)
    return None


def name(given: Given, at: ReadContext) -> str:
    """A category as its author wrote it."""
    value = given.value
    if isinstance(value, Spelled | SpelledFloat):
        return value.spelling
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if value is None or isinstance(value, bool | list | dict):
        at.fault(f"expected a name or a date, got {_kind(value)}", given.where)
        return ""
    return clean(" ".join(str(value).split()))


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

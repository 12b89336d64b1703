"""Columns of texts → numbers and dates in one spelling; identifiers stay the texts that they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Literal

from reportgen.structs import Struct

Mark = Literal[",", "."]
"""What stands before decimals."""

MISSING = ("", "-", "–", "—", "n/a", "N/A")
"""Texts that mean that there is no value."""

MOST_DIGITS = 15
"""Digits that a double holds: a longer number is an identifier."""

_NUMBER = re.compile(r"[-+\u2212]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII)
_PERCENT = re.compile(r"(.*?)[\s\u00a0\u202f]*%")
_ZEROS = re.compile(r"[-+\u2212]?0\d", re.ASCII)
# Programs that write large or small numbers give the exponent a sign or the number a point: 1e+16, 1.5E3.
_CODE = re.compile(r"\d+[eE]\d+", re.ASCII)
_PHONE = re.compile(r"\+\d{7,}", re.ASCII)
_HEADINGS = re.compile(
    r"(?:.*[\s_.-])?(?:ids?|isbn|issn|ean|gtin|sku|iban|bic|plz|zip|(?:zip|post(?:al)?|area|dial+ing)[\s_-]?codes?"
    r"|postcodes?|postleitzahl|phones?|telephones?|telefon(?:nummer)?|tel|fax|mobile|mobil|handy|konto(?:nummer)?"
    r"|artikelnummer|art\.?[\s-]?nr|kundennummer|account[\s_-]?(?:no|number)|part[\s_-]?(?:no|number)"
    r"|serial[\s_-]?(?:no|number))\.?",
    re.IGNORECASE,
)
_SPACES = "\u00a0\u202f\u2009"
_MARKS: tuple[Mark, Mark] = (",", ".")
_GROUPS: Mapping[Mark, re.Pattern[str]] = {
    mark: re.compile(
        rf"[-+\u2212]?(?:\d{{1,3}}(?:[{other} '’{_SPACES}]\d{{3}})+|\d+)(?:[{mark}]\d+)?(?:[eE][-+]?\d+)?", re.ASCII
    )
    for mark, other in (_MARKS, _MARKS[::-1])
}
_UNDECIDED = re.compile(r"[-+\u2212]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)


def is_missing(value: Any) -> bool:
    """Whether a value says that there is none."""
    return value is None or (isinstance(value, str) and value.strip() in MISSING)


def number_of(text: str) -> float | None:
    """The number that a text is, by the rules of CSV files: a point before decimals, nothing between thousands."""
    if not _NUMBER.fullmatch(text):
        return None
    return float(text.replace("\u2212", "-"))


def percent_of(text: str) -> float | None:
    """The number that a text such as ``12.5 %`` has before its sign, as a part of 1; None of other texts."""
    match = _PERCENT.fullmatch(text.strip())
    found = number_of(match[1]) if match else None
    return None if found is None else found / 100


def is_identifier(text: str) -> bool:
    """Whether a text of digits names something, so that it must stay as it is written.

    >>> [is_identifier(text) for text in ("007", "0", "0.5", "1E5", "1e+5", "+491711234567", "1234567890123456")]
    [True, False, False, True, False, True, True]
    """
    if _ZEROS.match(text) or _CODE.fullmatch(text) or _PHONE.fullmatch(text):
        return True
    if "." in text or "e" in text.lower():
        return False
    return number_of(text) is not None and len(text.lstrip("+-\u2212")) > MOST_DIGITS


def names_identifiers(heading: str) -> bool:
    """Whether a heading says that a column has identifiers: ISBN, Postcode, Customer ID, Tel.

    >>> [names_identifiers(text) for text in ("Customer ID", "PLZ", "Phone", "Count", "Paid")]
    [True, True, True, False, False]
    """
    return _HEADINGS.fullmatch(heading.strip()) is not None


class Spelling(Struct, frozen=True):
    """How a file writes numbers and dates, as far as its author says: the mark before decimals, the order of dates."""

    decimal: Mark | None = None
    dates: str = ""


def in_one_spelling(values: Sequence[Any], spelling: Spelling, mark: Mark | None) -> list[Any] | None:
    """The values of a column with numbers as `number_of` reads them and dates as ``2026-06-30``.

    `mark` is that of the file's other numbers. None where the values are already so, or are neither numbers nor dates
    as a whole: then they stay as they are written.
    """
    texts = [value.strip() for value in values if isinstance(value, str) and not is_missing(value)]
    if texts and spelling.dates and all(day_of(text, spelling.dates) for text in texts):
        return _each(values, lambda text: day_of(text, spelling.dates) or text)  # 03.01.2026 is no identifier
    if not texts or any(is_identifier(text) for text in texts):
        return None
    used = spelling.decimal or mark_of(texts) or mark
    if used is None or not _are_numbers([_bare(text) for text in texts], used):
        return None
    found = _each(values, lambda text: _canonical(text, used))
    return found if found != list(values) else None


def _each(values: Sequence[Any], change: Callable[[str], str]) -> list[Any]:
    return [change(value) if isinstance(value, str) else value for value in values]


def _bare(text: str) -> str:
    match = _PERCENT.fullmatch(text)
    return match[1] if match else text


def _are_numbers(texts: Sequence[str], mark: Mark) -> bool:
    """Whether all texts are numbers with that mark. Spaces alone are no sign of one: 030 1234 may be anything."""
    if not all(_GROUPS[mark].fullmatch(text) for text in texts):
        return False
    return any(mark in text for text in texts) or not any(" " in text for text in texts)


def _canonical(text: str, mark: Mark) -> str:
    if is_missing(text):
        return text
    thin = re.sub(f"[ '’{_SPACES}]", "", text.strip())
    return thin.replace(".", "").replace(",", ".") if mark == "," else thin.replace(",", "")


def mark_of(texts: Sequence[str]) -> Mark | None:
    """The mark before decimals that numbers show by how they are written; None where they show none, or both.

    >>> mark_of(["1.234,50", "12"]), mark_of(["1,234.5"]), mark_of(["1.234"]), mark_of(["1.5", "1,5"])
    (',', '.', None, None)
    """
    seen = {mark for mark in map(_shown_mark, map(_bare, texts)) if mark is not None}
    return seen.pop() if len(seen) == 1 else None


def _shown_mark(text: str) -> Mark | None:
    if _UNDECIDED.fullmatch(text) or ("," not in text and "." not in text):
        return None
    fits: list[Mark] = [mark for mark, pattern in _GROUPS.items() if pattern.fullmatch(text)]
    if len(fits) == 2 and text.lstrip("+-\u2212").startswith("0"):
        return "," if "," in text else "."  # no thousands begin with a zero
    return fits[0] if len(fits) == 1 else None


def undecided(texts: Sequence[str]) -> str | None:
    """The first of the numbers that are as many thousands as they are decimals (1.234), where no other decides."""
    found = [text for text in texts if _UNDECIDED.fullmatch(text)]
    return found[0] if found and mark_of(texts) is None else None


_PARTS = {"d": r"(?P<d>\d{1,2})", "m": r"(?P<m>\d{1,2})", "y": r"(?P<y>\d{4}|\d{2})"}


def day_of(text: str, order: str) -> str | None:
    """A date that is written in an order such as ``d.m.y``, as ``2026-06-30``; None of what is no such date.

    >>> day_of("30.06.2026", "d.m.y"), day_of("6/30/26", "m/d/y"), day_of("31.02.2026", "d.m.y")
    ('2026-06-30', '2026-06-30', None)
    """
    pattern = "".join(_PARTS.get(char, re.escape(char)) for char in order)
    match = re.fullmatch(pattern, text.strip(), re.ASCII)
    if match is None:
        return None
    year = int(match["y"])
    if len(match["y"]) == 2:
        year += 1900 if year >= 70 else 2000
    try:
        return date(year, int(match["m"]), int(match["d"])).isoformat()
    except ValueError:
        return None

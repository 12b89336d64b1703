"""Columns of texts → numbers and dates in one spelling; what are no amounts stay the texts that they are."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Literal

from reportgen.content.table.identifiers import identifier_among, is_identifier
from reportgen.content.table.workbook_formats import CURRENCIES
from reportgen.structs import Struct

Mark = Literal[",", "."]
"""What stands before decimals."""

NOT_APPLICABLE = ("n/a", "N/A")
"""Words that mean that there is no value; they are shown as they are written."""

MISSING = ("", "-", "–", "—", *NOT_APPLICABLE)
"""Texts that mean that there is no value."""

_NUMBER = re.compile(r"[-+\u2212]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII)
_PERCENT = re.compile(r"(.*?)[\s\u00a0\u202f]*%")
_SPACES = "\u00a0\u202f\u2009\u2007"
_MARKS: tuple[Mark, Mark] = (",", ".")
_INDIAN: Mapping[Mark, str] = {".": r"|\d{1,2}(?:,\d{2})+,\d{3}", ",": ""}
_GROUPS: Mapping[Mark, re.Pattern[str]] = {
    mark: re.compile(
        rf"(?:\d{{1,3}}(?P<group>[{other} '’{_SPACES}])\d{{3}}(?:(?P=group)\d{{3}})*{_INDIAN[mark]}|\d+)"
        rf"(?:[{mark}]\d+)?(?:[eE][-+]?\d+)?",
        re.ASCII,
    )
    for mark, other in (_MARKS, _MARKS[::-1])
}
"""Numbers without their sign, by the mark before decimals: thousands are told apart by one sign, or as in India."""

_UNIT = "|".join(re.escape(unit) for unit in sorted(CURRENCIES, key=len, reverse=True))
_AMOUNT = re.compile(
    rf"(?P<open>\()?[\s{_SPACES}]*(?P<sign>[-+\u2212–])?[\s{_SPACES}]*(?P<before>{_UNIT})?[\s{_SPACES}]*(?P<inner>[-+\u2212–])?"
    rf"(?P<digits>\d(?:[\d.,'’ {_SPACES}]*\d)?(?:[eE][-+]?\d+)?)"
    rf"[\s{_SPACES}]*(?:(?P<percent>%)|(?P<after>{_UNIT}))?(?P<trailing>[-\u2212])?[\s{_SPACES}]*(?P<close>\))?"
)
_DECIMAL_COMMA = re.compile(
    rf"(?P<sign>[-+\u2212]?)(?P<whole>\d{{1,3}}(?:[.'’ {_SPACES}]\d{{3}})+|\d+)"
    rf",(?P<decimals>\d+)(?P<percent>[\s{_SPACES}]*%|)"
)
"""A number with a comma before its decimals, and perhaps a sign for percent."""
_UNDECIDED = re.compile(r"[1-9]\d{0,2}[.,]\d{3}", re.ASCII)


def is_missing(value: Any) -> bool:
    """Whether a value says that there is none."""
    return value is None or (isinstance(value, str) and value.strip() in MISSING)


def decimal_hint(text: str, filed: bool) -> str:
    """What to do about a number whose decimals follow a comma, in a file or in a source; empty for other texts.

    >>> decimal_hint("12,5 %", False), decimal_hint("1.234,50", True), decimal_hint("many", False)
    ('decimals follow a point here: 12.5 %', 'its decimals follow a comma: decimal: ","', '')
    """
    match = _DECIMAL_COMMA.fullmatch(text.strip())
    if match is None:
        return ""
    if filed:
        return 'its decimals follow a comma: decimal: ","'
    whole = re.sub(r"\D", "", match["whole"])
    return f"decimals follow a point here: {match['sign']}{whole}.{match['decimals']}{match['percent']}"


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


class Amount(Struct, frozen=True):
    """A number as people write it: its digits and marks, its sign, and what it is a number of."""

    digits: str
    negative: bool = False
    bracketed: bool = False
    currency: str = ""
    percent: bool = False


def amount_of(text: str) -> Amount | None:
    """What an amount says, whatever its marks mean; None of other texts. Brackets and a minus behind are negative.

    >>> amount_of("(1.234,50 €)"), amount_of("5 items")
    (Amount(digits='1.234,50', negative=True, bracketed=True, currency='EUR', percent=False), None)
    """
    match = _AMOUNT.fullmatch(text.strip())
    if match is None or not any(pattern.fullmatch(match["digits"]) for pattern in _GROUPS.values()):
        return None
    signs = list(filter(None, match.group("sign", "inner", "trailing", "open")))
    units = list(filter(None, match.group("before", "percent", "after")))
    if len(signs) > 1 or len(units) > 1 or bool(match["open"]) != bool(match["close"]):
        return None
    unit = CURRENCIES.get("".join(units), "")
    return Amount(match["digits"], signs not in ([], ["+"]), bool(match["open"]), unit, bool(match["percent"]))


class Spelling(Struct, frozen=True):
    """How a file writes numbers and dates, as far as its author says: the mark before decimals, the order of dates."""

    decimal: Mark | None = None
    dates: str = ""


class Respelt(Struct, frozen=True):
    """The values of a column in one spelling, and of amounts of money their currency."""

    values: list[Any]
    currency: str = ""


def in_one_spelling(values: Sequence[Any], spelling: Spelling, mark: Mark | None) -> Respelt | None:
    """The values of a column with numbers as `number_of` reads them and dates as ``2026-06-30``.

    `mark` is that of the file's other numbers. None where the values are already so, or are neither numbers nor dates
    as a whole: then they stay as they are written.
    """
    texts = [value.strip() for value in values if isinstance(value, str) and not is_missing(value)]
    days = {text: day for text in texts if (day := day_of(text, spelling.dates))} if spelling.dates else {}
    if texts and len(days) == len({*texts}):
        return Respelt(_each(values, days))  # 03.01.2026 is no identifier
    found = _as_amounts(values, texts, spelling.decimal or mark_of(texts) or mark)
    return None if found is None or found.values == list(values) else found


def _as_amounts(values: Sequence[Any], texts: Sequence[str], mark: Mark | None) -> Respelt | None:
    """The values with their amounts in one spelling; None where one of the texts is none with that mark."""
    amounts = _amounts(texts)
    if not amounts or mark is None or not _are_numbers(amounts, mark):
        return None
    found = {text: _canonical(one, mark) for text, one in amounts.items()}
    return Respelt(_each(values, found), next(iter(amounts.values())).currency)


def _amounts(texts: Sequence[str]) -> dict[str, Amount] | None:
    """What the texts of a column say as amounts, if all of them are amounts of one unit."""
    if identifier_among(texts):
        return None
    amounts: dict[str, Amount] = {}
    for text in texts:
        amount = amount_of(text)
        if amount is None:
            return None
        amounts[text] = amount
    if len({(one.currency, one.percent) for one in amounts.values()}) > 1 or _are_marks(amounts.values()):
        return None
    return amounts


def _are_marks(amounts: Collection[Amount]) -> bool:
    """Whether all are bare numbers in brackets, which count something: (1), (2)."""
    return all(one.bracketed and one.digits.isdigit() and not one.currency and not one.percent for one in amounts)


def _each(values: Sequence[Any], meant: Mapping[str, str]) -> list[Any]:
    return [meant.get(value.strip(), value) if isinstance(value, str) else value for value in values]


def _bare(text: str) -> str:
    amount = amount_of(text)
    return amount.digits if amount else text


def _are_numbers(amounts: Mapping[str, Amount], mark: Mark) -> bool:
    """Whether all are numbers with that mark.

    Spaces alone are no sign of one, where no number is so small that it has none: 30 123 456 may be anything.
    """
    digits = [one.digits for one in amounts.values()]
    if not all(map(_GROUPS[mark].fullmatch, digits)):
        return False
    if any(is_identifier(_canonical(one, mark)) for one in amounts.values()):
        return False
    return not any(" " in one for one in digits) or any(mark in one or len(one) < 4 for one in digits)


def _canonical(amount: Amount, mark: Mark) -> str:
    thin = re.sub(f"[ '’{_SPACES}]", "", amount.digits)
    plain = thin.replace(".", "").replace(",", ".") if mark == "," else thin.replace(",", "")
    return f"{'-' if amount.negative else ''}{plain}{'%' if amount.percent else ''}"


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
    if len(fits) == 2 and text.startswith("0"):
        return "," if "," in text else "."  # no thousands begin with a zero
    return fits[0] if len(fits) == 1 else None


def undecided(texts: Sequence[str]) -> str | None:
    """The first of the numbers that are as many thousands as they are decimals (1.234), where no other decides."""
    found = [text for text in texts if _UNDECIDED.fullmatch(_bare(text))]
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

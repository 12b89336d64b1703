"""Digits that name something, told from amounts by their shape and by that of their whole column."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from reportgen.content.table.code_headings import names_amounts, names_codes, names_years

MOST_DIGITS = 15
"""Digits that a double holds: a longer number is an identifier."""

YEARS = range(1900, 2101)
"""Whole numbers that are taken for years where they stand in the first column."""

LONG = 9
"""Digits from which on numbers that are given to the last digit are telephones, accounts or articles."""

CODE = 4
"""Digits from which on numbers of one length may be codes; shorter ones have no thousands to tell apart."""

_NUMBER = re.compile(r"[-+\u2212]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?", re.ASCII)
_DECIMAL = re.compile(r"[-+\u2212]?\d*[.,]\d+", re.ASCII)
_ZEROS = re.compile(r"[-+\u2212]?0\d", re.ASCII)
# Programs that write large or small numbers give the exponent a sign or the number a point: 1e+16, 1.5E3.
_CODE = re.compile(r"\d+[eE]\d+", re.ASCII)
_PHONE = re.compile(r"\+\d{7,}", re.ASCII)
_LETTER = re.compile(r"[^\W\d_]")
_YEAR = re.compile(r"[12]\d{3}", re.ASCII)
_WHOLE = re.compile(r"[1-9]\d*", re.ASCII)


def is_identifier(text: str) -> bool:
    """Whether a text of digits names something, so that it must stay as it is written.

    >>> [is_identifier(text) for text in ("007", "0", "0.5", "1E5", "1e+5", "+491711234567", "1234567890123456")]
    [True, False, False, True, False, True, True]
    """
    if _ZEROS.match(text) or _CODE.fullmatch(text) or _PHONE.fullmatch(text):
        return True
    if "." in text or "e" in text.lower():
        return False
    return _NUMBER.fullmatch(text) is not None and len(text.lstrip("+-\u2212")) > MOST_DIGITS


def identifier_among(texts: Sequence[str]) -> str | None:
    """The first text of a column that names something; among decimals, 1E5 is a number.

    >>> identifier_among(["12", "007"]), identifier_among(["1E5", "12"]), identifier_among(["1E5", "0.5"])
    ('007', '1E5', None)
    """
    decimals = any(_DECIMAL.fullmatch(text) for text in texts)
    return next((text for text in texts if is_identifier(text) and not (decimals and _CODE.fullmatch(text))), None)


class Naming(NamedTuple):
    """Why digits name something; `sure` where they can be no amounts, else they are numbers without thousands."""

    why: str
    sure: bool


class ColumnPlace(NamedTuple):
    """What else than its values tells of a column: its heading, and where it stands.

    The `first` column of a table names its rows; what is `summed` in a row of totals are amounts.
    """

    heading: str = ""
    first: bool = False
    summed: bool = False


ANYWHERE = ColumnPlace()


def naming(texts: Sequence[str], place: ColumnPlace = ANYWHERE) -> Naming | None:
    """What says of a column's texts that their digits name something; None of amounts, and of other texts.

    >>> naming(["9783161484100", "9780306406157"])
    Naming(why='all have the check digit of an ISBN or EAN', sure=True)
    >>> naming(["80331", "10115"]), naming(["80331", "915"])
    (Naming(why='whole numbers of 5 digits each, shown as they are written', sure=False), None)
    >>> naming(["80331", "915"], ColumnPlace("Customer no."))
    Naming(why='codes, by the heading "Customer no."', sure=True)
    """
    found = identifier_among(texts)
    if found is not None:
        return Naming(f'identifiers such as "{found}"', True)
    if _all_checked(texts):
        return Naming("all have the check digit of an ISBN or EAN", True)
    if place.summed:
        return None
    headed = _of_heading(texts, place)
    return _of_whole(texts, place) if headed is None and all(map(_WHOLE.fullmatch, texts)) else headed


def _of_heading(texts: Sequence[str], place: ColumnPlace) -> Naming | None:
    """What the heading of a column says of its digits. Small numbers that count rows stand at the right, as numbers."""
    large = any(not _WHOLE.fullmatch(text) or len(text) >= CODE for text in texts)
    if names_years(place.heading) and all(_YEAR.fullmatch(text) for text in texts):
        return Naming(f'years, by the heading "{place.heading}"', place.first)
    if names_codes(place.heading) and _are_codes(texts):
        return Naming(f'codes, by the heading "{place.heading}"', large)
    return None


def _are_codes(texts: Sequence[str]) -> bool:
    """Whether some texts are numbers, and others have letters; dates have none, and amounts of money are no numbers."""
    numbers = {text for text in texts if _NUMBER.fullmatch(text)}
    return bool(numbers) and all(_LETTER.search(text) for text in {*texts} - numbers)


def _of_whole(texts: Sequence[str], place: ColumnPlace) -> Naming | None:
    """What whole numbers say by themselves: years, and what `_of_lengths` knows; rounded numbers are amounts."""
    if all(int(text) in YEARS for text in texts):
        return Naming("years", place.first)
    if _are_round(texts) or names_amounts(place.heading):
        return None
    return _of_lengths(texts, {len(text) for text in texts}, place.first)


def _of_lengths(texts: Sequence[str], lengths: set[int], first: bool) -> Naming | None:
    """What whole numbers say by themselves: numbers too long for amounts, codes of one length, numbers of a series."""
    if min(lengths) >= LONG:
        return Naming(f"whole numbers of {LONG} and more digits", True)
    if len(texts) < 2 or max(lengths) < CODE:
        return None
    names_rows = first and len(set(texts)) == len(texts)
    if len(lengths) == 1:
        why = f"whole numbers of {min(lengths)} digits each"
        return Naming(f"{why} name the rows" if names_rows else f"{why}, shown as they are written", names_rows)
    if names_rows:
        return Naming("whole numbers, each another, name the rows: shown as they are written", False)
    if _are_a_series(texts):
        return Naming("whole numbers that go up by little: shown as they are written", False)
    return None


def _are_a_series(texts: Sequence[str]) -> bool:
    """Whether numbers were given one after the other, as those of orders are: each is larger than the one before, and
    the last by less than a twentieth than the first.
    """
    numbers = [int(text) for text in texts]
    rising = all(one < other for one, other in pairwise(numbers))
    return len(numbers) > 2 and rising and 20 * (numbers[-1] - numbers[0]) < numbers[0]


def _are_round(texts: Sequence[str]) -> bool:
    """Whether a third or more end in 0, as amounts do that were rounded; of identifiers a tenth does."""
    return 3 * sum(text.endswith("0") for text in texts) >= len(texts)


def _all_checked(texts: Sequence[str]) -> bool:
    """Whether all texts end in a check digit, and are so long or so many that this is no chance."""
    for length, right in _CHECKS.items():
        if all(len(text) == length and right(text) for text in texts):
            return length >= 12 or len(texts) > 2 or any(text.endswith("X") for text in texts)
    return False


def _gtin(text: str) -> bool:
    """Whether the last digit of an article number is right (GS1 General Specifications, 7.9; ISBN of 13 digits)."""
    if not (text.isascii() and text.isdigit()):
        return False
    return sum(int(char) * (3 if at % 2 else 1) for at, char in enumerate(reversed(text))) % 10 == 0


def _isbn10(text: str) -> bool:
    """Whether the last digit of an ISBN of ten digits is right (ISO 2108:1992), where X stands for 10."""
    if not re.fullmatch(r"\d{9}[\dX]", text, re.ASCII):
        return False
    return sum((10 if char == "X" else int(char)) * (10 - at) for at, char in enumerate(text)) % 11 == 0


_CHECKS: dict[int, Callable[[str], bool]] = {8: _gtin, 10: _isbn10, 12: _gtin, 13: _gtin, 14: _gtin}
"""The test of a check digit, by how long the numbers are that have one."""

"""A number, and the code of a workbook's format → the text of the cell, with the marks of a language."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from babel.numbers import get_decimal_symbol, get_group_symbol

from reportgen.content.table.format_codes import Section, Token, section_of
from reportgen.structs import Struct

MINUS = "\u2212"
GENERAL_DIGITS = 10
"""Digits of a number without a format: what a cell has room for beside the decimal mark."""
LEAST_PLAIN = 1e-4
"""A number without a format that is smaller is shown with an exponent, where its digits have no room."""

NO_PLACE = -1
"""Where digits stand that a format has no place for: ``.00`` shows all that stands before the decimal mark."""

MOST_DIGITS = 1000
"""Digits that a number may have: a float has up to 309 before its decimal mark, a format 255 places after it."""

NOTHING_LEFT = 5e-8
"""What is left of a number beside a fraction and counts as nothing."""
MOST_OF_DENOMINATORS = 7
"""Digits that a denominator has at most, whatever a format has places for."""

_DENOMINATOR = re.compile(r"/\s*([\d?#]+)")


class Marks(Struct, frozen=True):
    """What stands before the decimals of a language's numbers, and between their thousands."""

    decimal: str = "."
    group: str = ","


@lru_cache(maxsize=64)
def marks_of(locale: str) -> Marks:
    """The marks of a locale of CLDR."""
    return Marks(get_decimal_symbol(locale), get_group_symbol(locale))


def formatted_number(value: float, code: str, marks: Marks) -> str:
    """The text of a cell with a number.

    >>> [formatted_number(-1234.5, code, Marks()) for code in ('#,##0.00 "€"', "0.0,;(0.0,)", "000-0000", "0.0E+0")]
    ['−1,234.50 €', '(1.2)', '−000-1235', '−1.2E+3']
    >>> [formatted_number(0.375, code, Marks(",", ".")) for code in ("0.0%", "# ?/?", "General", "[>1]0;0.00")]
    ['37,5%', '3/8', '0,375', '0,38']
    """
    section = section_of(code, value)
    if section is None or section.has("at"):
        return _signed(general_number(abs(value), marks), negative=value < 0)
    text = _unsigned(abs(value), section, marks).strip()
    if section.negative:
        return f"{MINUS}{text[1:]}" if text.startswith("-") else text
    return _signed(text, negative=value < 0)


def general_number(value: float, marks: Marks) -> str:
    """A number without a format: with the digits that it has, as many as a cell shows.

    >>> general_number(1.2604166667, Marks()), general_number(1230000000000.0, Marks())
    ('1.260416667', '1230000000000')
    >>> general_number(0.00012, Marks()), general_number(1.23456789e-10, Marks(","))
    ('0.00012', '1,23457E-10')
    """
    exact = _exact(value)
    if 0 < value < LEAST_PLAIN and exact != round(exact, GENERAL_DIGITS - 1):
        figures, _, power = f"{exact:.5E}".partition("E")
        return f"{figures.rstrip('0').rstrip('.')}E-{abs(int(power)):02}".replace(".", marks.decimal)
    whole = len(str(int(value)))
    text = f"{_exact(value):.{max(0, GENERAL_DIGITS - whole)}f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", marks.decimal)


def _signed(text: str, *, negative: bool) -> str:
    """A number with its sign, unless it is shown as nothing but zero."""
    return f"{MINUS}{text}" if negative and any("1" <= char <= "9" for char in text) else text


def _exact(value: float) -> Decimal:
    """A number with the 15 digits that workbooks know."""
    return Decimal(f"{value:.15g}")


def _to_places(exact: Decimal, decimals: int) -> Decimal:
    """A number rounded to so many decimals, however large it is."""
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, Context(prec=MOST_DIGITS))


def _unsigned(value: float, section: Section, marks: Marks) -> str:
    """What a section makes of a number without its sign."""
    pieces = section.pieces
    exact = _exact(value) * 100 ** sum(kind == "percent" for kind, _ in pieces)
    if section.has("general"):
        return _put(
            pieces, {at: general_number(value, marks) for at, (kind, _) in enumerate(pieces) if kind == "general"}
        )
    if ("digit", "/") in pieces:
        return _fraction(exact, section)
    if section.has("exp"):
        return _scientific(exact, pieces, marks)
    return _put(pieces, _digits(exact, pieces, marks))


def _put(pieces: Sequence[Token], shown: dict[int, str]) -> str:
    """The pieces of a section with what is shown for digits; all other pieces are what they are."""
    silent = ("digit", "exp", "half", "time")
    return "".join(shown.get(at, "" if kind in silent else text) for at, (kind, text) in enumerate(pieces))


# --- plain numbers ---------------------------------------------------------------------------------------------------


class _Places(Struct):
    """The places of digits among pieces: before and after the decimal mark, and what commas between them mean."""

    whole: list[int]
    part: list[int]
    point: int | None
    grouped: bool
    thousands: int
    """How often the number is divided by a thousand."""


def _places(pieces: Sequence[Token]) -> _Places:
    point = next(iter(_where(pieces, ".")), None)
    end = len(pieces) if point is None else point
    digits = _where(pieces, "0#?")
    whole = [at for at in digits if at < end]
    first, last = (whole[0], whole[-1]) if whole else (-1, -1)
    commas = _where(pieces, ",")
    grouped = any(first < at < last for at in commas)
    return _Places(whole, digits[len(whole) :], point, grouped, sum(at > last for at in commas))


def _where(pieces: Sequence[Token], texts: str) -> list[int]:
    """Where places of digits, or marks among them, stand."""
    return [at for at, (kind, text) in enumerate(pieces) if kind == "digit" and text in texts]


def _digits(exact: Decimal, pieces: Sequence[Token], marks: Marks) -> dict[int, str]:
    """What is shown at each place of a digit, and at the decimal mark."""
    places = _places(pieces)
    exact = _to_places(exact / Decimal(1000) ** places.thousands, len(places.part))
    whole, _, part = f"{exact:f}".partition(".")
    shown = _whole("" if whole == "0" else whole, [pieces[at][1] for at in places.whole], places, marks)
    if places.point is not None:
        shown[places.point] = shown.pop(NO_PLACE, "") + marks.decimal
    figures = len(part.rstrip("0"))
    shown.update(
        (at, digit)
        for n, (at, digit) in enumerate(zip(places.part, part, strict=False))
        if n < figures or pieces[at][1] == "0"
    )
    return shown


def _whole(digits: str, kinds: Sequence[str], places: _Places, marks: Marks) -> dict[int, str]:
    """The digits before the decimal mark, each at its place from the right; the first place takes all that are left."""
    if places.grouped:
        digits = digits.rjust(len(kinds) - kinds.index("0") if "0" in kinds else 0, "0")
        spelt = [f"{digit}{marks.group}" if left and left % 3 == 0 else digit for left, digit in _counted(digits)]
    else:
        # each place that no digit has reached is filled by itself: 0# shows 5 as 05, 0## too
        spelt = ["0" if kind == "0" else "" for kind in kinds[: max(0, len(kinds) - len(digits))]] + [*digits]
    shown: dict[int, str] = {}
    for at in reversed(places.whole[1:]):
        shown[at] = spelt.pop() if spelt else ""
    for at in places.whole[:1]:
        shown[at] = "".join(spelt)
    if not places.whole and spelt and places.point is not None:  # .00 shows all that stands before it
        shown[NO_PLACE] = "".join(spelt)
    return shown


def _counted(digits: str) -> list[tuple[int, str]]:
    """Each digit with how many follow it."""
    return [(len(digits) - 1 - at, digit) for at, digit in enumerate(digits)]


# --- with an exponent ------------------------------------------------------------------------------------------------


def _scientific(exact: Decimal, pieces: Sequence[Token], marks: Marks) -> str:
    """A number with an exponent: of ``##0.0E+0`` a multiple of three."""
    cut = next(at for at, (kind, _) in enumerate(pieces) if kind == "exp")
    mantissa = pieces[:cut]
    places = _places(mantissa)
    step = max(1, len(places.whole))
    power = _power(exact, step)
    if _rounded(exact, power, len(places.part)) >= 10**step:
        power += step
    scaled = exact.scaleb(-power)
    width = sum(1 for kind, text in pieces[cut:] if kind == "digit" and text == "0")
    sign = "-" if power < 0 else "+" if pieces[cut][1].endswith("+") else ""
    shown = _digits(scaled, mantissa, marks)
    after = "".join(text for kind, text in pieces[cut:] if kind not in ("exp", "digit"))
    return f"{_put(mantissa, shown)}E{sign}{abs(power):0{max(1, width)}d}{after}"


def _power(exact: Decimal, step: int) -> int:
    return step * math.floor(exact.adjusted() / step) if exact else 0


def _rounded(exact: Decimal, power: int, decimals: int) -> Decimal:
    return _to_places(exact.scaleb(-power), decimals)


# --- fractions -------------------------------------------------------------------------------------------------------


def _fraction(exact: Decimal, section: Section) -> str:
    """A number as a whole and a fraction, with what stands before and after them."""
    pieces = section.pieces
    digits = [at for at, (kind, text) in enumerate(pieces) if kind == "digit"]
    bar = pieces.index(("digit", "/"))
    found = _DENOMINATOR.search(section.code)
    below = found[1] if found else "?"
    above = next((at for at in range(bar - 1, -1, -1) if pieces[at][0] != "digit"), -1)
    mixed = [at for at in digits if at < above]
    end = bar + 1 + len(below)
    whole, number = _mixed(exact, below, mixed=bool(mixed))
    places = [pieces[at][1] for at in digits if above < at < bar]
    over, slash, under = number.partition("/")
    filled = "".join("0" for kind in places[: max(0, len(places) - len(over))] if kind == "0") + over if slash else over
    zero = any(pieces[at][1] == "0" for at in mixed)
    shown = [str(whole)] if whole or (mixed and zero) or not number else []
    shown += [f"{filled}{slash}{under}"] if number else []
    return _put(pieces[: digits[0]], {}) + " ".join(shown) + _put(pieces[end:], {})


def _mixed(exact: Decimal, below: str, *, mixed: bool) -> tuple[int, str]:
    """A number as a whole and ``1/2``, or as 0 and ``3/2`` where it is not `mixed`; no fraction where none is left."""
    if below.strip("?#0"):
        under = int(re.sub(r"\D", "", below))
        over = int(_to_places(exact * under, 0))
    else:
        over, under = _nearest(float(exact), 10 ** min(len(below), MOST_OF_DENOMINATORS) - 1)
    whole, over = divmod(over, under) if mixed else (0, over)
    return whole, f"{over}/{under}" if over or not mixed else ""


def _nearest(value: float, most: int) -> tuple[int, int]:
    """The last convergent of a number's continued fraction whose denominator is not larger than `most`: what workbooks
    show, though there may be a nearer one. They count in floats, of the whole number, and take what is left below 5e-8
    for nothing: so 2.3 is 2 2/7, and 12.3 is 12 1/3 (as SheetJS has found of Excel).
    """
    over, under, before_over, before_under = int(value), 1, 1, 0
    rest = value - over
    while rest > NOTHING_LEFT:
        turned = 1 / rest
        count = int(turned)
        new = over * count + before_over, under * count + before_under
        if new[1] > most:
            break
        (before_over, before_under), (over, under) = (over, under), new
        rest = turned - count
    return over, under

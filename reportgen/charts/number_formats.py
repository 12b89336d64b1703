"""Numbers as texts of a language (CLDR through ICU), and the same as number formats of spreadsheets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from math import floor, isclose, log10
from typing import Literal

from icu4py.messageformat import MessageFormat

from reportgen.content.chart import NumberStyle
from reportgen.structs import Struct, replace

MINUS = "\u2212"
NBSP = "\u00a0"
MOST_DECIMALS = {"number": 2, "percent": 1, "currency": 2}
"""Decimals shown of values that were computed, such as thirds, where the author names none."""

WRITTEN_DECIMALS = {"number": 6, "percent": 4, "currency": 6}
"""Decimals from which on a value was computed and not written; those of written ones are kept."""

FINEST = 12
"""Decimals shown at most, of the smallest values."""

UNTRUE, APART = 0.05, 1000
"""A label is untrue that is off by more than this part of its value; values of which one is more than so many times
another have no format in common that is true of both."""

COMPACT_FROM = 1e6
"""Numbers from here on are written as 1.2 m, 1.2 bn, 1.2 tn unless the author says otherwise."""

_ENGLISH = {3: "k", 6: "m", 9: "bn", 12: "tn"}
_YEARS = range(1900, 2101)


class NumberFormat(Struct, frozen=True):
    """How numbers are written. `power` is that of the ten that `suffix` stands for; `signed` shows a plus too.

    `loose` values are of so different a size that each is written in its own way: a native chart has no code for that.
    """

    language: str = "en"
    measure: Literal["number", "percent", "currency"] = "number"
    decimals: int = 0
    currency: str = ""
    power: int = 0
    suffix: str = ""
    signed: bool = False
    grouped: bool = True
    loose: bool = False

    def text(self, value: float) -> str:
        """The number as it reads.

        >>> NumberFormat("de", decimals=1).text(-1234.5), NumberFormat(power=9, suffix="bn", decimals=1).text(1.2e9)
        ('−1.234,5', '1.2\\xa0bn')
        """
        if self.loose:
            style = NumberStyle(self.measure, currency=self.currency, compact=None if self.power else False)
            own = format_of(style, [value], self.language)
            return replace(own, signed=self.signed).text(value)
        size = _formatted(self.language, self._skeleton, round(abs(value), 12) / 10**self.power)
        if self.suffix:
            last = max((at for at, char in enumerate(size) if char.isdigit()), default=len(size) - 1) + 1
            size = f"{size[:last]}{NBSP}{self.suffix}{size[last:]}"
        nothing = not any("1" <= char <= "9" for char in size)
        sign = "" if nothing else MINUS if value < 0 else "+" if self.signed else ""
        return sign + size

    @property
    def code(self) -> str:
        """The number format of a spreadsheet that writes the same.

        >>> NumberFormat(decimals=1).code
        '#,##0.0;"−"#,##0.0'
        """
        if self.loose:
            return "General"
        sample = _formatted(self.language, self._skeleton, 1.0)
        digits = [at for at, char in enumerate(sample) if char.isdigit()]
        before, after = sample[: digits[0]], sample[digits[-1] + 1 :]
        number = ("#,##0" if self.grouped else "0") + ("." + "0" * self.decimals if self.decimals else "")
        number += "," * (self.power // 3)
        suffix = f"{NBSP}{self.suffix}" if self.suffix else ""
        end = number + _literal(suffix + after)
        less, plain = _literal(MINUS + before) + end, _literal(before) + end
        return f"{_literal('+' + before)}{end};{less};{plain}" if self.signed else f"{plain};{less}"

    @property
    def _skeleton(self) -> str:
        skeleton = f".{'0' * self.decimals}" if self.decimals else "precision-integer"
        if not self.grouped:
            skeleton += " group-off"
        if self.measure == "percent":
            skeleton += " percent scale/100"
        elif self.measure == "currency":
            skeleton += f" currency/{self.currency} unit-width-narrow"
        return skeleton


def _literal(text: str) -> str:
    """A text inside a number format: quoted, but for the percent sign, which is an operator."""
    return "".join("%" if part == "%" else f'"{part}"' for part in re.split("(%)", text.replace('"', "")) if part)


@lru_cache(maxsize=256)
def _pattern(language: str, skeleton: str) -> MessageFormat:
    return MessageFormat(f"{{n, number, ::{skeleton}}}", language)


@lru_cache(maxsize=8192)
def _formatted(language: str, skeleton: str, value: float) -> str:
    return str(_pattern(language, skeleton).format({"n": value + 0.0}))


@lru_cache(maxsize=256)
def suffix_of(language: str, power: int) -> str:
    """What a language writes for thousand, million …: empty where it counts in other steps, as Chinese does."""
    if language.split("-")[0] == "en":
        return _ENGLISH[power]
    shown = _formatted(language, "compact-short .0", 1.2 * 10**power)
    match = re.fullmatch(r"1\D2[\s\u00a0\u202f]*(\D+)", shown)
    return match[1] if match else ""


def decimals_of(values: Iterable[float], most: int) -> int:
    """The decimals that show all the values as they are, but no more than `most`."""
    needed = 0
    for value in values:
        while needed < most and not isclose(value, round(value, needed), rel_tol=1e-9, abs_tol=1e-12):
            needed += 1
        if needed >= most:
            break
    return needed


def format_of(style: NumberStyle, values: Iterable[float], language: str) -> NumberFormat:
    """The format of the values of a chart."""
    there = [float(value) for value in values]
    power, suffix = _shortened(style, max((abs(value) for value in there), default=0.0), language)
    scale = 100 if style.measure == "percent" else 1
    scaled = [value * scale / 10**power for value in there]
    made = NumberFormat(language, style.measure, style.decimals or 0, style.currency, power, suffix)
    if style.decimals is None:
        made = _true_of(scaled, made)
    if style.measure == "number" and are_years(there):
        made = replace(made, grouped=False)
    return made


def _true_of(values: list[float], made: NumberFormat) -> NumberFormat:
    """The format with the decimals that show the values (in its power, and per cent) as they are, or nearly so."""
    decimals = decimals_of(values, 1) if made.power else _written(values, made.measure)
    sizes = [abs(value) for value in values if value]
    if _is_true(sizes, decimals, UNTRUE):
        return replace(made, decimals=_usual(made, decimals))
    if made.power or max(sizes) > APART * min(sizes):
        return replace(made, loose=len(sizes) > 1, decimals=decimals)
    return replace(made, decimals=next((n for n in range(FINEST) if _is_true(sizes, n, UNTRUE / 2)), FINEST))


def _is_true(sizes: list[float], decimals: int, part: float) -> bool:
    """Whether so many decimals show all values but for this part of each."""
    return all(abs(round(size, decimals) - size) <= part * size for size in sizes)


def _written(values: list[float], measure: str) -> int:
    """The decimals of values as they were written; fewer where they were computed."""
    most = WRITTEN_DECIMALS[measure]
    found = decimals_of(values, most)
    return found if found < most else MOST_DECIMALS[measure]


def _shortened(style: NumberStyle, largest: float, language: str) -> tuple[int, str]:
    """The power of ten that numbers are written in, and what the language writes for it: (0, ""): in full."""
    if style.measure == "percent" or style.compact is False:
        return 0, ""
    if not largest or largest < (1e3 if style.compact else COMPACT_FROM):
        return 0, ""
    power = min(12, floor(log10(largest) + 1e-9) // 3 * 3)
    suffix = suffix_of(language, power)
    return (power, suffix) if suffix else (0, "")


def are_years(values: list[float]) -> bool:
    """Whether the values could be years, which are written without marks between thousands."""
    return bool(values) and all(value.is_integer() and int(value) in _YEARS for value in values)


def ticked(made: NumberFormat, step: float, low: float) -> NumberFormat:
    """The same format with the decimals that ticks need: those of the step."""
    scale = 100 if made.measure == "percent" else 1
    values = [step * scale / 10**made.power, low * scale / 10**made.power]
    return replace(made, decimals=_usual(made, decimals_of(values, FINEST)), loose=False)


def _usual(made: NumberFormat, decimals: int) -> int:
    """The decimals that people write: an amount of money in full has none, or those of its small coins."""
    return 2 if made.measure == "currency" and not made.power and decimals == 1 else decimals

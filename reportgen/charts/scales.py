"""Axes: ends and steps that people would choose, for numbers and for dates."""

from __future__ import annotations

from datetime import date, timedelta
from math import ceil, floor, log10
from typing import Literal

from reportgen.structs import Struct

Unit = Literal["days", "months", "years"]
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)

TIGHTER = 0.85
"""One or two steps more are taken where the axis is shorter than this part of it then: less of the plot is empty."""


class Scale(Struct, frozen=True):
    """Values from `low` to `high` in steps of `step`, counted from `low`."""

    low: float
    high: float
    step: float

    @property
    def ticks(self) -> tuple[float, ...]:
        count = floor((self.high - self.low) / self.step + 1e-9)
        return tuple(rounded(self.low + number * self.step, self.step) for number in range(count + 1))

    def at(self, value: float) -> float:
        """Where a value lies, 0 at the low end and 1 at the high one."""
        return (value - self.low) / (self.high - self.low)


def rounded(value: float, step: float) -> float:
    """The value without the dust that sums of decimal fractions leave."""
    digits = max(0, 3 - floor(log10(step)))
    return round(value, min(digits, 15)) + 0.0


def nice_step(length: float, parts: int) -> float:
    """The least of 1, 2, 2.5, 5 × 10ⁿ that covers `length` in at most `parts` steps.

    >>> nice_step(97, 5), nice_step(0.7, 4)
    (20.0, 0.2)
    """
    rough = length / parts
    power = 10.0 ** floor(log10(rough))
    for step in _STEPS:
        if step * power >= rough * (1 - 1e-9):
            return rounded(step * power, step * power)
    return 10 * power


def nice(low: float, high: float, parts: int, *, least: float | None = None, most: float | None = None) -> Scale:
    """A scale over the values in about `parts` steps; `least` and `most` are ends that the author gave.

    >>> nice(0, 97, 5)
    Scale(low=0.0, high=100.0, step=20.0)
    """
    low = least if least is not None else low
    high = most if most is not None else high
    if high <= low:
        spread = abs(low) or 1.0
        high, low = (high, high - spread) if most is not None and least is None else (low + spread, low)
    fewest = max(1, parts)
    chosen = _scale(low, high, fewest, least, most)
    for count in (fewest + 1, fewest + 2):
        made = _scale(low, high, count, least, most)
        if made.high - made.low < TIGHTER * (chosen.high - chosen.low):
            chosen = made
    return chosen


def _scale(low: float, high: float, parts: int, least: float | None, most: float | None) -> Scale:
    """A scale in at most `parts` steps, its ends on steps where the author gave none."""
    step = nice_step(high - low, parts)
    start = low if least is not None else floor(low / step + 1e-9) * step
    end = high if most is not None else start + ceil((high - start) / step - 1e-9) * step
    return Scale(rounded(start, step), rounded(end, step), step)


def beside(first: Scale, low: float, high: float, *, least: float | None = None, most: float | None = None) -> Scale:
    """A scale for the second axis with as many steps as the first, so that both share the grid."""
    count = max(1, len(first.ticks) - 1)
    if least is not None or most is not None:
        return nice(low, high, count, least=least, most=most)
    for parts in range(count, 0, -1):
        made = nice(low, high, parts)
        if len(made.ticks) - 1 <= count:
            return Scale(made.low, rounded(made.low + count * made.step, made.step), made.step)
    return nice(low, high, count)


# --- dates


class Calendar(Struct, frozen=True):
    """Dates on a true scale: all at the first of a month or a year, or days."""

    first: date
    last: date
    unit: Unit

    @property
    def length(self) -> int:
        """From the first to the last, in units."""
        return self.index(self.last)

    def index(self, day: date) -> int:
        """How many units after the first."""
        match self.unit:
            case "days":
                return (day - self.first).days
            case "months":
                return (day.year - self.first.year) * 12 + day.month - self.first.month
            case "years":
                return day.year - self.first.year

    def ticks(self, every: int, unit: Unit) -> tuple[date, ...]:
        """Dates from the first on, each `every` units after the last."""
        found = [self.first]
        while (following := _later(self.first, every * len(found), unit)) is not None and following <= self.last:
            found.append(following)
        return tuple(found)


def calendar(dates: tuple[date, ...], fine: bool) -> Calendar:
    """The coarsest unit that keeps the dates apart where they are: months unless some have their day."""
    unit: Unit = "days" if fine else "months"
    if unit == "months" and len({day.month for day in dates}) == 1 and len(dates) > 1:
        unit = "years"
    return Calendar(dates[0], dates[-1], unit)


def _later(day: date, count: int, unit: Unit) -> date | None:
    """The date so many units on; None beyond the last year that there is."""
    if unit == "days":
        return day + timedelta(days=count) if count <= (date.max - day).days else None
    months = day.month - 1 + count * (12 if unit == "years" else 1)
    year, month = day.year + months // 12, months % 12 + 1
    if year > date.max.year:
        return None
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day if year < 9999 else 28
    return date(year, month, min(day.day, last))


CHOICES: dict[Unit, tuple[tuple[int, Unit], ...]] = {
    "days": (
        (1, "days"),
        (2, "days"),
        (7, "days"),
        (14, "days"),
        (1, "months"),
        (2, "months"),
        (3, "months"),
        (6, "months"),
    ),
    "months": ((1, "months"), (2, "months"), (3, "months"), (6, "months")),
    "years": (),
}
"""Distances of labels that people would choose, the finest first; years come after them in 1, 2, 5 × 10ⁿ."""


def distances(unit: Unit) -> list[tuple[int, Unit]]:
    """All distances of date labels, from the finest on."""
    return [*CHOICES[unit], *((step * 10**power, "years") for power in range(4) for step in (1, 2, 5))]

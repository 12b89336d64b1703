"""What of a date is set large: its day, its year or its time, where the dates of a list are written alike."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportgen.structs import Struct

LONGEST = 8
"""Characters of what is set large, at most: those of two days such as "14.–15."."""

MOST_WORDS = 2
"""Words that may stand before what is set large, and after it."""

_FIGURE = re.compile(r"\d{1,4}(?:[.:]\d{2})?\.?(?:[–-]\d{1,4}(?:[.:]\d{2})?\.?)?")
_YEAR = re.compile(r"\d{4}")
_WORD = re.compile(r"[^\W\d_]+\.?")
_UNSPACED = "\u2e80"
"""From this character on, scripts have no spaces between a figure and what it counts."""


class Dated(Struct, frozen=True):
    """A date in the order in which it is written: the words before its figure, the figure, and those after it."""

    before: str
    figure: str
    after: str


def figures_of(labels: Sequence[str]) -> tuple[Dated, ...] | None:
    """The dates of a list with what is set large of each; None where they are no dates, are not written alike, or have
    the same figure, which would tell nothing.

    >>> [one.figure for one in figures_of(["5 November", "10 December"]) or ()]
    ['5', '10']
    >>> figures_of(["2 December 2026", "soon"])
    >>> [(one.figure, one.after) for one in figures_of(["Mar 2027", "Nov 2027"]) or ()]
    [('Mar', '2027'), ('Nov', '2027')]
    """
    found = [_parted(label) for label in labels]
    if _repeat_years(found):  # what tells them apart is the month
        found = [_month_of(label) for label in labels]
    dates = tuple(one for one in found if one is not None)
    forms = {(bool(one.before), bool(one.after)) for one in dates}
    if len(dates) < len(labels) or len(forms) != 1:
        return None
    return dates if len(dates) == 1 or len({one.figure for one in dates}) > 1 else None


def _repeat_years(dates: Sequence[Dated | None]) -> bool:
    """Whether what is told apart of dates is a year that several of them have."""
    years = [one.figure for one in dates if one is not None and _YEAR.fullmatch(one.figure)]
    return len(set(years)) < len(years)


def _month_of(label: str) -> Dated | None:
    """A month and a year with the month told apart, where it is short enough to be set large."""
    words = label.replace(",", " ").split()
    if len(words) != 2 or not _YEAR.fullmatch(words[1]) or not _WORD.fullmatch(words[0]) or len(words[0]) > LONGEST:
        return None
    return Dated("", words[0], words[1])


def _parted(label: str) -> Dated | None:
    """A date with its figure told apart: the first that is no year, else the year."""
    words = label.replace(",", " ").split()
    figures = [at for at, word in enumerate(words) if _FIGURE.fullmatch(word) and len(word) <= LONGEST]
    if not figures or max(label) >= _UNSPACED:
        return None
    at = next((one for one in figures if not _YEAR.fullmatch(words[one])), figures[0])
    if max(at, len(words) - at - 1) > MOST_WORDS:
        return None
    return Dated(" ".join(words[:at]), words[at], " ".join(words[at + 1 :]))

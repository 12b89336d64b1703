"""Dates as authors write them (ISO 8601) and as readers of a language see them."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime

from reportgen.errors import NOWHERE, SourceError, Where
from reportgen.source.characters import clean


def date_of(text: str | None, language: str, where: Where = NOWHERE) -> tuple[str, str]:
    """A date as readers see it, and as a time stamp.

    Raises:
        SourceError: it looks like a date, but is none.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    created = datetime.fromtimestamp(int(epoch), UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if epoch.isdigit() else ""
    match = re.fullmatch(r"(\d{4})-(\d{2})(?:-(\d{2}))?", text or "")
    if text is None or match is None:
        return clean(text or ""), created
    year, month, day = int(match[1]), int(match[2]), match[3]
    try:
        moment = datetime(year, month, int(day or 1), 12, tzinfo=UTC)
    except ValueError as error:
        raise SourceError(f'"{text}" is no date', where, "write it as 2026-06 or 2026-06-30") from error
    from icu4py.messageformat import MessageFormat

    skeleton = "{d, date, ::yMMMMd}" if day else "{d, date, ::yMMMM}"
    shown = MessageFormat(skeleton, language).format({"d": moment})
    return shown, moment.strftime("%Y-%m-%dT00:00:00Z")


_NUMBERED = re.compile(r"\s*\d{4}-\d[\d.\s-]*")


def names_days(text: str) -> bool:
    """Whether a text is meant as a day or two by their numbers. Other words are shown as they are.

    >>> names_days("2026-06-30..2026-07-02"), names_days("2026-6-30"), names_days("Fridays, from six")
    (True, True, False)
    """
    return _NUMBERED.fullmatch(text) is not None


def date_range(text: str, language: str, where: Where) -> str:
    """A day or two as readers of a language see them, without saying twice what is the same.

    >>> date_range("2026-06-01..2026-06-03", "en-GB", Where()), date_range("2026-06-30..2026-07-02", "de", Where())
    ('1–3 June 2026', '30. Juni – 2. Juli 2026')

    Raises:
        SourceError: a date that is none, or a range that ends before it begins.
    """
    days = [part.strip() for part in text.split("..")]
    if not all(re.fullmatch(r"\d{4}-\d{2}-\d{2}", day) for day in days) or len(days) > 2:
        raise SourceError(f'"{text}" is no date', where, "write it as 2026-06-30, or 2026-06-30..2026-07-02")
    if days != sorted(days):
        raise SourceError(f'"{text}" ends before it begins', where, "write the earlier day first")
    shown = []
    for day in days:
        try:
            shown.append(date_of(day, language)[0])
        except SourceError as error:
            raise SourceError(error.message, where, "write it as 2026-06-30") from error
    return shown[0] if len(shown) == 1 else _joined(*days, *shown)


_PARTS = re.compile(r"\d+\.?|[^\W\d]+\.?|\W+")


def _joined(one: str, two: str, first: str, last: str) -> str:
    """Two days (ISO 8601) as a range, of which these are the texts: a month and a year that both have stand once."""
    if one == two or one[:4] != two[:4]:
        return first if one == two else f"{first} – {last}"
    before, after = _PARTS.findall(first), _PARTS.findall(last)
    same_month, year_first = one[:7] == two[:7], before[0].startswith(one[:4])
    head = _common(before, after) if same_month or year_first else 0
    tail = _common(before[head:][::-1], after[head:][::-1]) if same_month or not year_first else 0
    if not same_month and not year_first:  # no day, where both are the same
        tail = min(tail, 1 + next(at for at, part in enumerate(reversed(before)) if part.startswith(one[:4])) + 1)
    left, right = "".join(before[head : len(before) - tail]), "".join(after[head : len(after) - tail])
    dash = " – " if " " in left or " " in right else "–"
    return f"{''.join(before[:head])}{left}{dash}{right}{''.join(before[len(before) - tail :])}"


def _common(one: list[str], two: list[str]) -> int:
    """How many parts both begin with."""
    return next((at for at, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))

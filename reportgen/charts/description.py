"""What a chart says in words: in short for alternative texts, and with its numbers for those who cannot see it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from math import fsum

from reportgen.charts.number_formats import NumberFormat, format_of
from reportgen.charts.phrases import kind_name, word
from reportgen.content.chart import DOTTED, ROUND, ChartContent, ChartValues
from reportgen.structs import replace

MOST_SERIES = 6
"""Series that are described one by one."""

LONGEST = 400
"""Letters of what is read out of a chart; nobody listens to more."""


def alternative(content: ChartContent, language: str) -> str:
    """A description made from the data.

    >>> from reportgen.errors import NOWHERE
    >>> one = ChartValues("Sales", (1.0, 2.5), NOWHERE)
    >>> alternative(ChartContent("column", (one,), ("2024", "2025"), NOWHERE, unit="EUR bn"), "en")
    'Column chart, EUR bn: Sales from 2024 (1.0) to 2025 (2.5).'
    """
    head = kind_name(content.kind, language)
    if content.unit:
        head += f", {content.unit}"
    title = "".join(span.text for span in content.title)
    if title:
        head += f", {title}"
    said = [_of_series(content, one, language) for one in content.series]
    more = word("more", language, n=len(said))
    if len(said) > MOST_SERIES or _fitting(said, LONGEST - len(head) - 3) < len(said):
        shown = max(1, min(MOST_SERIES, _fitting(said, LONGEST - len(head) - len(more) - 5)))
        if shown < len(said):
            said[shown:] = [word("more", language, n=len(said) - shown)]
    return f"{head}: {'; '.join(said)}."


def _of_series(content: ChartContent, one: ChartValues, language: str) -> str:
    """What one series says: its largest part, its range, its course, or its highest and lowest value."""
    if content.kind in ROUND:
        return _of_parts(content, one, language)
    values = [value for value in one.values if value is not None]
    made = _format(content, one, language)
    if content.kind in DOTTED:
        span = word("range", language, low=made.text(min(values)), high=made.text(max(values)))
        return f"{one.name}: {word('dots', language, n=len(values))}, {span}"
    there = [(value, name) for value, name in zip(one.values, content.categories, strict=True) if value is not None]
    if len(there) == 1 or _ordered(content):
        (a, first), (b, last) = there[0], there[-1]
        return f"{one.name} " + word("from", language, first=first, a=made.text(a), last=last, b=made.text(b))
    high, low = max(there, key=lambda point: point[0]), min(there, key=lambda point: point[0])
    parts = [
        word(key, language, name=name, value=made.text(value))
        for key, (value, name) in (("highest", high), ("lowest", low))
    ]
    return f"{one.name}: {', '.join(parts)}"


def _of_parts(content: ChartContent, one: ChartValues, language: str) -> str:
    values = [value for value in one.values if value is not None]
    at = max(range(len(one.values)), key=lambda n: one.values[n] or 0.0)
    share = NumberFormat(language, "percent").text((one.values[at] or 0.0) / fsum(values))
    return f"{one.name}: " + word("parts", language, n=len(values), name=content.categories[at], value=share)


def _ordered(content: ChartContent) -> bool:
    """Whether the categories are a course of time, or of steps, rather than names in any order."""
    return (
        bool(content.dates)
        or content.kind in ("line", "area", "slope", "sparkline", "waterfall")
        or all(any(char.isdigit() for char in name) for name in content.categories)
    )


def _format(content: ChartContent, one: ChartValues, language: str) -> NumberFormat:
    style = content.second.style if one.second and content.second.style else content.style
    return format_of(style, [value for value in one.values if value is not None], language)


def reading(content: ChartContent, language: str, room: int = LONGEST) -> str:
    """The values in words: ``Sales: 2024 1.0, 2025 2.5.`` All of them if they take no more than `room` letters, else as
    many of each series as have room in its share; of dots x, y and the size.
    """
    head = _axes(content)
    told = [(one.name, _values_of(content, one, language)) for one in content.series]
    whole = [f"{name}: {', '.join(values)}." for name, values in told if values]
    if _fitting(whole, room - len(head)) == len(whole):
        return head + " ".join(whole)
    share = (room - len(head)) // len(told)
    parts = [part for name, values in told if (part := _beginning(name, values, language, share))]
    return head + " ".join(parts) if parts else ""


def _axes(content: ChartContent) -> str:
    """What dots are measured by."""
    named = (("x", content.across), ("y", content.axis)) if content.kind in DOTTED else ()
    axes = [f"{name}: {one.title}" for name, one in named if one.title]
    return f"{', '.join(axes)}. " if axes else ""


def _beginning(name: str, values: list[str], language: str, room: int) -> str:
    """As many values of a series as have room, and how many there are more."""
    shown = _fitting(values, room - len(name) - len(word("more", language, n=len(values))) - 6)
    if shown <= 0:
        return ""
    rest = [word("more", language, n=len(values) - shown)] if shown < len(values) else []
    return f"{name}: {', '.join([*values[:shown], *rest])}."


def _fitting(texts: Sequence[str], room: int) -> int:
    """How many of the first texts, with two letters between them, have so many letters at the most."""
    lengths = accumulate(len(text) + 2 for text in texts)
    return sum(length - 2 <= room for length in lengths)


def _values_of(content: ChartContent, one: ChartValues, language: str) -> list[str]:
    """The values of a series in words, with their names; of dots all of their numbers."""
    made = replace(_format(content, one, language), signed=False)
    if content.kind not in DOTTED:
        pairs = zip(content.categories, one.values, strict=True)
        return [f"{name} {made.text(value)}" for name, value in pairs if value is not None]
    found: list[str] = []
    for at, value in enumerate(one.values):
        numbers = [f"{one.x[at]:g}", made.text(value or 0.0), *([f"{one.sizes[at]:g}"] if one.sizes else [])]
        found.append(f"{one.names[at] if one.names else ''} ({'; '.join(numbers)})".strip())
    return found

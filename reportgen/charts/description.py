"""What a chart says in words: in short for alternative texts, and with its numbers for those who cannot see it."""

from __future__ import annotations

from math import fsum

from reportgen.charts.number_formats import NumberFormat, format_of
from reportgen.charts.phrases import kind_name, word
from reportgen.content.chart import DOTTED, ROUND, ChartContent, ChartValues
from reportgen.structs import replace

MOST_READ = 120
"""Values that are read out; nobody listens to more."""


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
    shown = [_of_series(content, one, language) for one in content.series[:6]]
    more = len(content.series) - len(shown)
    if more:
        shown.append(word("more", language, n=more))
    return f"{head}: {'; '.join(shown)}."


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


def reading(content: ChartContent, language: str) -> str:
    """All values in words, as far as anybody would listen: ``Sales: 2024 1.0, 2025 2.5.``"""
    left = MOST_READ
    parts: list[str] = []
    hidden = 0
    for one in content.series:
        made = replace(_format(content, one, language), signed=False)
        names = content.categories or one.names or tuple(f"{x:g}" for x in one.x)
        pairs = [(name, value) for name, value in zip(names, one.values, strict=True) if value is not None]
        told = pairs[:left]
        left -= len(told)
        hidden += len(pairs) - len(told)
        if told:
            parts.append(f"{one.name}: {', '.join(f'{name} {made.text(value)}' for name, value in told)}.")
    if hidden:
        parts.append(word("more", language, n=hidden) + ".")
    return " ".join(parts)

"""How values stand on each other: beside, on top, or as shares of a whole."""

from __future__ import annotations

from math import fsum

from reportgen.frames import ChartPlot

Reach = tuple[float, float]
"""From where to where a value is drawn, on the value axis."""


def stacked(plot: ChartPlot) -> tuple[tuple[Reach, ...], ...]:
    """The reach of each value of each series: (0, value), or on top of those before it; negative ones go downwards."""
    if plot.grouping == "clustered":
        return tuple(tuple((0.0, value or 0.0) for value in series.values) for series in plot.series)
    rows = [[value or 0.0 for value in series.values] for series in plot.series]
    if plot.grouping == "percent":
        rows = _shares(rows)
    count = max(map(len, rows), default=0)
    up, down = [0.0] * count, [0.0] * count
    found = []
    for row in rows:
        reach = []
        for at, value in enumerate(row):
            side = up if value >= 0 else down
            reach.append((side[at], side[at] + value))
            side[at] += value
        found.append(tuple(reach))
    return tuple(found)


def _shares(rows: list[list[float]]) -> list[list[float]]:
    """Each value as a part of all values of its category."""
    totals = [fsum(map(abs, column)) for column in zip(*rows, strict=True)]
    return [[value / total if total else 0.0 for value, total in zip(row, totals, strict=True)] for row in rows]

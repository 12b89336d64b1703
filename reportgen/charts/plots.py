"""Kinds of charts → plots: which series are bars, lines or areas, how they stack, and in which colours."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from math import fsum

from reportgen.charts.look import Look
from reportgen.charts.vocabulary import word
from reportgen.content.chart import ChartContent, ChartValues
from reportgen.frames import ChartPlot, ChartSeries, Colour

LINE, STRESSED = 1.5, 2.25
"""Widths of lines in points, in print; slides have half as much again."""

GAPS = {"waterfall": 0.35, "bullet": 0.7, "stacked": 0.6, "stacked-100": 0.6, "combo": 0.7}
"""Space between bars, in parts of a bar."""

MEASURE_GAP = 3.0
"""Space between the measures of a bullet chart, in parts of a measure."""


def lower(content: ChartContent, look: Look, scale: float, language: str) -> tuple[ChartPlot, ...]:
    """The plots of a chart, without labels. `scale` enlarges lines and markers."""
    match content.kind:
        case "column" | "bar" | "stacked" | "stacked-100":
            grouping = {"stacked": "stacked", "stacked-100": "percent"}.get(content.kind, "clustered")
            single = len(content.series) == 1
            gap = GAPS.get(content.kind, 0.55 if single else 0.8)
            series = _coloured(content, look)
            return (ChartPlot("bars", series, grouping, content.horizontal, gap),)  # type: ignore[arg-type]
        case "line" | "slope" | "sparkline":
            return (ChartPlot("lines", _lines(content, content.series, look, scale)),)
        case "area":
            return (ChartPlot("areas", _coloured(content, look), "stacked"),)
        case "combo":
            return _combo(content, look, scale)
        case "waterfall":
            return (ChartPlot("bars", waterfall(content, look, language), "stacked", gap=GAPS["waterfall"]),)
        case "bullet":
            return _bullet(content, look, scale, language)
        case "pie" | "doughnut":
            one = content.series[0]
            slices = _slices(content, look)
            made = ChartSeries(one.name, one.values, look.of(0), points=slices, listed=True)
            return (ChartPlot(content.kind, (made,), hole=0.58 if content.kind == "doughnut" else 0.0),)
        case "scatter" | "bubble":
            return (ChartPlot("dots" if content.kind == "scatter" else "bubbles", _dots(content, look, scale)),)


def _stressed(content: ChartContent) -> set[str]:
    """The highlighted series."""
    return {one.name for one in content.series} & set(content.highlight)


def _colours(content: ChartContent, look: Look) -> list[Colour]:
    """A colour for each series: the brand's in order; with a highlight, one accent and the rest muted."""
    stressed = _stressed(content)
    if stressed:
        return [look.accent if one.name in stressed else look.muted for one in content.series]
    points = set(content.highlight) - stressed
    if points and len(content.series) == 1:
        return [look.muted]
    return [look.of(number) for number in range(len(content.series))]


def _coloured(content: ChartContent, look: Look) -> tuple[ChartSeries, ...]:
    wanted = set(content.highlight)
    listed = len(content.series) > 1
    made = []
    for one, colour in zip(content.series, _colours(content, look), strict=True):
        points: tuple[tuple[int, Colour], ...] = ()
        if len(content.series) == 1 and content.kind != "area":
            points = tuple((n, look.accent) for n, name in enumerate(content.categories) if name in wanted)
        made.append(ChartSeries(one.name, one.values, colour, points=points, listed=listed))
    return tuple(made)


def _lines(
    content: ChartContent, chosen: Iterable[ChartValues], look: Look, scale: float, first: int = 0
) -> tuple[ChartSeries, ...]:
    stressed = _stressed(content)
    chosen = list(chosen)
    colours = dict(zip((one.name for one in content.series), _colours(content, look), strict=True))
    if len(content.series) == 1:
        colours = {content.series[0].name: look.accent if stressed else look.of(0)}
    points = max((len(one.values) for one in chosen), default=0)
    marked = content.markers if content.markers is not None else (content.kind == "slope" or points <= 2)
    made = []
    for one in chosen:
        width = (STRESSED if one.name in stressed or len(content.series) <= 2 else LINE) * scale
        made.append(
            ChartSeries(
                one.name,
                one.values,
                colours[one.name],
                width=width,
                marker=(2.6 * width if marked or _alone(one.values) else 0.0),
                listed=len(content.series) > 1,
            )
        )
    return tuple(made)


def _alone(values: tuple[float | None, ...]) -> bool:
    """Whether a value stands between gaps, where no line would show it."""
    there = [value is not None for value in (None, *values, None)]
    return any(
        here and not before and not after for before, here, after in zip(there, there[1:], there[2:], strict=False)
    )


def _combo(content: ChartContent, look: Look, scale: float) -> tuple[ChartPlot, ...]:
    lines = [one for one in content.series if one.line]
    bars = [one for one in content.series if not one.line]
    stressed = _stressed(content)
    colours = _colours(content, look)
    if not stressed:  # the line is what columns are compared with: it has the contrast
        colours = [look.of(number) for number in range(len(bars))]
        line_colours = [look.accent, *(look.of(len(bars) + number) for number in range(1, len(lines)))]
    else:
        colours = [look.accent if one.name in stressed else look.muted for one in bars]
        line_colours = [look.accent if one.name in stressed else look.quiet for one in lines]
    columns = tuple(ChartSeries(b.name, b.values, c, listed=True) for b, c in zip(bars, colours, strict=True))
    width = STRESSED * scale
    drawn = tuple(
        ChartSeries(one.name, one.values, colour, width=width, marker=2.6 * width, listed=True)
        for one, colour in zip(lines, line_colours, strict=True)
    )
    second = any(one.second for one in lines)
    return (ChartPlot("bars", columns, gap=GAPS["combo"]), ChartPlot("lines", drawn, second=second))


def waterfall(content: ChartContent, look: Look, language: str) -> tuple[ChartSeries, ...]:
    """Stacked columns: an unseen base, rises, falls and totals; what crosses zero is in two parts."""
    one = content.series[0]
    count = len(one.values)
    rise, fall, base = (word(key, language) for key in ("Increase", "Decrease", "Base"))
    parts: dict[tuple[str, bool], list[float | None]] = {}

    def put(name: str, below: bool, at: int, value: float) -> None:
        if value:
            parts.setdefault((name, below), [None] * count)[at] = value

    for at, (start, end) in enumerate(steps(content)):
        name = one.name if at in content.totals else rise if end >= start else fall
        low, high = min(start, end), max(start, end)
        if low >= 0:
            put(base, False, at, low)
            put(name, False, at, high - low)
        elif high <= 0:
            put(base, False, at, high)
            put(name, True, at, low - high)
        else:
            put(name, False, at, high)
            put(name, True, at, low)
    colours = {one.name: look.of(0), rise: look.positive, fall: look.negative}
    order = [(base, False), *((name, below) for below in (False, True) for name in (one.name, rise, fall))]
    return tuple(
        ChartSeries(word("below", language, name=name) if below else name, tuple(parts[name, below]), colours.get(name))
        for name, below in order
        if (name, below) in parts
    )


def _sum_only(content: ChartContent, at: int) -> bool:
    """Whether a total is written as 0, which asks for the sum of what stands before it."""
    return content.series[0].values[at] == 0.0


def steps(content: ChartContent) -> tuple[tuple[float, float], ...]:
    """Where each bar of a waterfall begins and ends."""
    found: list[tuple[float, float]] = []
    level = 0.0
    for at, value in enumerate(content.series[0].values):
        value = value or 0.0
        if at in content.totals:
            end = level if _sum_only(content, at) else value
            found.append((0.0, end))
        else:
            end = level + value
            found.append((level, end))
        level = end
    return tuple(found)


def _bullet(content: ChartContent, look: Look, scale: float, language: str) -> tuple[ChartPlot, ...]:
    one = content.series[0]
    wanted = set(content.highlight)
    count = len(one.values)
    plots = []
    if content.ranges:
        ends = (0.0, *content.ranges)
        shades = look.ranges
        ranges = tuple(
            ChartSeries(
                word("Range", language, n=number + 1),
                (high - low,) * count,
                shades[min(number, len(shades) - 1)],
                listed=False,
            )
            for number, (low, high) in enumerate(itertools.pairwise(ends))
        )
        plots.append(ChartPlot("bars", ranges, "stacked", gap=GAPS["bullet"]))
    points = tuple((n, look.accent) for n, name in enumerate(content.categories) if name in wanted)
    measure = ChartSeries(one.name, one.values, look.of(0), points=points, listed=bool(content.targets))
    second = bool(plots)
    plots.append(ChartPlot("bars", (measure,), gap=MEASURE_GAP if second else 1.0, second=second))
    if content.targets:
        target = ChartSeries(
            word("Target", language), content.targets, look.text, marker=14 * scale, marks="dash", listed=True
        )
        plots.append(ChartPlot("lines", (target,), second=second))
    return tuple(plots)


def _slices(content: ChartContent, look: Look) -> tuple[tuple[int, Colour], ...]:
    wanted = set(content.highlight)
    if wanted:
        return tuple((n, look.accent if name in wanted else look.muted) for n, name in enumerate(content.categories))
    return tuple((n, look.of(n)) for n in range(len(content.categories)))


def _dots(content: ChartContent, look: Look, scale: float) -> tuple[ChartSeries, ...]:
    wanted = set(content.highlight)
    made = []
    for one, colour in zip(content.series, _colours(content, look), strict=True):
        points = tuple((n, look.accent) for n, name in enumerate(one.names) if name in wanted)
        count = len(one.values)
        marker = (5.0 if count <= 40 else 4.0 if count <= 200 else 2.5 if count <= 2000 else 1.6) * scale
        made.append(
            ChartSeries(
                one.name,
                one.values,
                colour,
                x=one.x,
                sizes=one.sizes,
                points=points,
                marker=marker,
                listed=len(content.series) > 1,
            )
        )
    return tuple(made)


def stacked(plot: ChartPlot) -> tuple[tuple[tuple[float, float], ...], ...]:
    """From where to where each value of each series reaches: (0, value), or on top of those before it."""
    count = max((len(series.values) for series in plot.series), default=0)
    if plot.grouping == "clustered":
        return tuple(tuple((0.0, value or 0.0) for value in series.values) for series in plot.series)
    totals = [fsum(abs(s.values[at] or 0.0) for s in plot.series) for at in range(count)]
    up, down = [0.0] * count, [0.0] * count
    found = []
    for series in plot.series:
        reach = []
        for at in range(count):
            value = series.values[at] or 0.0
            if plot.grouping == "percent":
                value = value / totals[at] if totals[at] else 0.0
            side = up if value >= 0 else down
            reach.append((side[at], side[at] + value))
            side[at] += value
        found.append(tuple(reach))
    return tuple(found)

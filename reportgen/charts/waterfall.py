"""Waterfall charts: how one amount becomes another, step by step.

In a native chart they are stacked columns that stand on an unseen base; a step that crosses zero is in two parts.
"""

from __future__ import annotations

from reportgen.charts.bars import bars_of, label_beyond
from reportgen.charts.canvas import Drawing
from reportgen.charts.phrases import word
from reportgen.charts.plot_positions import PlotArea
from reportgen.charts.style import ChartStyle
from reportgen.content.chart import ChartContent
from reportgen.frames import ChartLabel, ChartPlot, ChartSeries
from reportgen.geometry import Rect
from reportgen.structs import replace


def steps(content: ChartContent) -> tuple[tuple[float, float], ...]:
    """From where to where each step leads. A total written as 0 asks for the sum of what stands before it."""
    found: list[tuple[float, float]] = []
    level = 0.0
    for at, value in enumerate(content.series[0].values):
        value = value or 0.0
        if at in content.totals:
            start, end = 0.0, level if content.series[0].values[at] == 0.0 else value
        else:
            start, end = level, level + value
        found.append((start, end))
        level = end
    return tuple(found)


def waterfall_plots(content: ChartContent, style: ChartStyle) -> tuple[ChartPlot, ...]:
    """One plot of stacked columns: the base, and totals, rises and falls, each above and below zero."""
    one = content.series[0]
    language, colours = style.language, style.colours
    rise, fall, base = (word(key, language) for key in ("Increase", "Decrease", "Base"))
    parts: dict[tuple[str, bool], list[float | None]] = {}
    for at, (start, end) in enumerate(steps(content)):
        name = one.name if at in content.totals else rise if end >= start else fall
        for part, below, value in _parts(name, base, min(start, end), max(start, end)):
            if value:
                parts.setdefault((part, below), [None] * len(one.values))[at] = value
    painted = {one.name: colours.of(0), rise: colours.positive, fall: colours.negative}
    order = [(base, False), *((name, below) for below in (False, True) for name in (one.name, rise, fall))]
    series = tuple(
        ChartSeries(word("below", language, name=name) if below else name, tuple(parts[name, below]), painted.get(name))
        for name, below in order
        if (name, below) in parts
    )
    return (ChartPlot("bars", series, "stacked", content.horizontal, style.look.waterfall_gap),)


def _parts(name: str, base: str, low: float, high: float) -> tuple[tuple[str, bool, float], ...]:
    """What a step from `low` to `high` puts into which series; true for the series below zero."""
    if low >= 0:
        return (base, False, low), (name, False, high - low)
    if high <= 0:
        return (base, False, high), (name, True, low - high)
    return (name, False, high), (name, True, low)


def label_steps(drawing: Drawing, area: PlotArea) -> None:
    """What each step adds, over its bar or under it; totals as they are."""
    boxes: dict[int, list[tuple[int, Rect]]] = {}
    for bar in bars_of(area, drawing.plots[0]):
        if bar.colour is not None:
            boxes.setdefault(bar.point, []).append((bar.series, bar.box))
    for at, (start, end) in enumerate(steps(drawing.content)):
        if at in boxes:
            _label_step(drawing, area, at, start, end, boxes[at])


def _label_step(
    drawing: Drawing, area: PlotArea, at: int, start: float, end: float, parts: list[tuple[int, Rect]]
) -> None:
    total = at in drawing.content.totals
    text = step_text(drawing, end - start, total)
    width = drawing.style.lettering.width(text, total)
    under = end < start and _has_room_under(drawing, area, end, width)
    whole = _around([box for _, box in parts])
    label_beyond(drawing, whole, area.horizontal, under, text, total)
    # The client knows no place beyond a part of a stack: the label is moved there from the middle of its part.
    series, box = parts[-1] if under else parts[0]
    x, y = _beyond(drawing, whole, area.horizontal, under, width)
    shift = (x - box.x - box.width / 2, y - box.y - box.height / 2)
    drawing.label(0, series, ChartLabel(at, text, "centre", drawing.style.colours.text, (), shift, total))


def _has_room_under(drawing: Drawing, area: PlotArea, end: float, width: float) -> bool:
    """Whether a label of so many points has room under a step that falls, or at the left of one that lies."""
    letters, gap = drawing.style.lettering, drawing.style.gap
    # where values are negative, names leave room for labels between themselves and the plot
    kept = area.values[0].scale.low < 0
    if area.horizontal:
        return kept or area.reach(end) - width - gap > area.box.x
    return kept or area.reach(end) + letters.leading < area.box.bottom


def _around(boxes: list[Rect]) -> Rect:
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    return Rect(left, top, max(box.right for box in boxes) - left, max(box.bottom for box in boxes) - top)


def _beyond(drawing: Drawing, whole: Rect, horizontal: bool, under: bool, width: float) -> tuple[float, float]:
    """The middle of a label that `label_beyond` has set."""
    gap, half = drawing.style.gap, drawing.style.lettering.leading / 2
    if horizontal:
        away = 0.6 * gap + width / 2
        return whole.x - away if under else whole.right + away, whole.y + whole.height / 2
    return whole.x + whole.width / 2, whole.bottom + 0.1 * gap + half if under else whole.y - 0.1 * gap - half


def step_text(drawing: Drawing, value: float, total: bool) -> str:
    """What a step adds, with its sign, or a total as it is."""
    return replace(drawing.format, signed=not total).text(value)

"""Bars: where each stands, and the value at its end or inside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from reportgen.charts.canvas import Drawing
from reportgen.charts.plot_positions import PlotArea
from reportgen.charts.stacking import stacked
from reportgen.frames import ChartBar, ChartLabel, ChartPlot, Colour
from reportgen.geometry import Rect

MOST_LABELS = 60
"""Bars that are labelled unasked; more numbers are noise."""

UNLABELLED = "not every value of the chart has room for its label"

MOST_PARTS = 120
"""Parts of stacks that are labelled."""


class Bar(NamedTuple):
    """One bar: the numbers of its series and its category, its box in points, and its colour; none: it is not seen."""

    series: int
    point: int
    box: Rect
    colour: Colour | None


def bars_of(area: PlotArea, plot: ChartPlot) -> Iterator[Bar]:
    """Each bar of a plot, series by series."""
    clustered = plot.grouping == "clustered"
    beside = len(plot.series) if clustered else 1
    thick = area.length / area.categories.units / (beside + plot.gap)
    scale = area.values[0].scale
    for number, (series, reaches) in enumerate(zip(plot.series, stacked(plot), strict=True)):
        own = dict(series.points)
        shift = (number - (beside - 1) / 2) * thick if clustered else 0.0
        for at, (start, end) in enumerate(reaches):
            if series.values[at] is None:
                continue
            across = area.middle(at) + shift - thick / 2
            one, two = (area.reach(min(max(part, scale.low), scale.high)) for part in (start, end))
            low, length = min(one, two), abs(one - two)
            box = Rect(low, across, length, thick) if area.horizontal else Rect(across, low, thick, length)
            yield Bar(number, at, box, own.get(at, series.colour))


def draw_bars(drawing: Drawing, area: PlotArea, plot: ChartPlot) -> None:
    """The bars that are to be seen; labels keep off them."""
    for bar in bars_of(area, plot):
        if bar.colour is not None and bar.box.width > 0 and bar.box.height > 0:
            drawing.marks.append(ChartBar(bar.box, bar.colour))
            drawing.occupied.boxes.append(bar.box)


# --- labels at the ends of bars


def may_be_labelled(drawing: Drawing) -> bool:
    """Whether each bar could have its value at its end, so that nobody needs the axis: if the author lets it."""
    content = drawing.content
    if content.labels == "none" or content.axis.low is not None or content.axis.high is not None:
        return False
    if content.kind == "waterfall":
        return True
    plots = drawing.plots
    return len(plots) == 1 and plots[0].kind == "bars" and plots[0].grouping == "clustered"


def labels_fit(drawing: Drawing, values: list[float], *, horizontal: bool) -> bool:
    """Whether there is room for the value of each bar at its end."""
    content = drawing.content
    if content.labels == "auto" and len(values) > MOST_LABELS:
        return False
    letters = drawing.style.lettering
    count = max(1, len(content.categories))
    beside = 1 if content.kind == "waterfall" else len(content.series)
    gap = drawing.plots[0].gap
    if horizontal:
        slot = (drawing.size.height - 2 * letters.leading) / count
        bar = slot / (beside + gap)
        fits = bar >= 0.85 * letters.leading if beside > 1 else slot >= letters.leading
    else:
        slot = drawing.size.width / count
        bar = slot / (beside + gap)
        widest = max((letters.width(drawing.format.text(value)) for value in values), default=0.0)
        fits = widest <= (bar + 0.12 * letters.size if beside > 1 else slot - 0.3 * letters.size)
    if not fits and content.labels == "all":
        drawing.told[UNLABELLED] = None
    return fits


def label_bars(drawing: Drawing, area: PlotArea) -> None:
    """The value of each bar at its end."""
    content, plot = drawing.content, drawing.plots[0]
    for bar in bars_of(area, plot):
        series = plot.series[bar.series]
        value = series.values[bar.point]
        assert value is not None  # only values have bars
        strong = content.categories[bar.point] in content.highlight or series.name in content.highlight
        text = drawing.format.text(value)
        label_beyond(drawing, bar.box, area.horizontal, value < 0, text, strong)
        label = ChartLabel(bar.point, text, "outside", drawing.style.colours.text, drawing.value_fields, strong=strong)
        drawing.label(0, bar.series, label)


def label_beyond(drawing: Drawing, box: Rect, horizontal: bool, negative: bool, text: str, strong: bool) -> None:
    """A text at the far end of a bar: at its right, or over it; where it is `negative`, at its left, or under it."""
    letters, gap = drawing.style.lettering, drawing.style.gap
    if horizontal:
        y = box.y + (box.height - letters.leading) / 2
        x = box.x - 0.6 * gap if negative else box.right + 0.6 * gap
        align = "right" if negative else "left"
    else:
        y = box.bottom + 0.1 * gap if negative else box.y - letters.leading - 0.1 * gap
        x = box.x + box.width / 2
        align = "center"
    drawing.write(letters.line(text, (x, y), drawing.style.colours.text, align, strong))  # type: ignore[arg-type]


# --- labels inside the parts of stacks


def label_parts(drawing: Drawing, area: PlotArea, values: list[float]) -> None:
    """Values inside the parts of stacks, where they fit."""
    content, plot = drawing.content, drawing.plots[0]
    if content.kind not in ("stacked", "stacked-100") or len(values) > MOST_PARTS:
        return
    letters = drawing.style.lettering
    for bar in bars_of(area, plot):
        value = plot.series[bar.series].values[bar.point]
        if not value or bar.colour is None:
            continue
        box, text = bar.box, drawing.format.text(value)
        if box.height < letters.leading or box.width < letters.width(text) + 0.5 * letters.size:
            if content.labels == "all":
                drawing.told[UNLABELLED] = None
            continue
        ink = drawing.style.colours.upon(bar.colour)
        y = box.y + (box.height - letters.leading) / 2
        drawing.texts.append(letters.line(text, (box.x + box.width / 2, y), ink, "center"))
        drawing.label(0, bar.series, ChartLabel(bar.point, text, "centre", ink, drawing.value_fields))

"""Labels at the ends of lines: the name and the last value of each, instead of a legend."""

from __future__ import annotations

from typing import Literal

from reportgen.charts.canvas import Drawing
from reportgen.charts.collisions import spread
from reportgen.charts.lettering import Align
from reportgen.charts.plot_positions import PlotArea
from reportgen.frames import ChartLabel, ChartSeries, Spot
from reportgen.structs import Struct

WIDEST, WIDEST_OF_SPARKLINE = 0.36, 0.45
"""The width of a chart that labels at its ends may take; where they are wider, there is a legend."""

PITCH = 0.92
"""The least distance of such labels from each other, in lines."""


class EndLabel(Struct, frozen=True):
    """The text at the last point of a line; slopes have another at their first. Widths are points."""

    series: int
    point: int
    text: str
    width: float
    value: float
    strong: bool
    first_text: str = ""
    first_width: float = 0.0
    """With the space between it and the line."""


def end_labels(drawing: Drawing) -> list[EndLabel]:
    """The label of each line; none at all where they would not fit, or would not stand at the right edge."""
    content = drawing.content
    if content.kind not in ("line", "slope", "sparkline") or content.labels == "none":
        return []
    letters = drawing.style.lettering
    found = [_label_of(drawing, number, series) for number, series in enumerate(drawing.plots[0].series)]
    if len(found) * letters.leading > drawing.size.height - 2.5 * letters.leading:
        return []
    part = WIDEST_OF_SPARKLINE if content.kind == "sparkline" else WIDEST
    if max(end.width for end in found) > part * drawing.size.width:
        return []
    last = len(content.categories) - 1
    early = any(end.point != last for end in found)
    return [] if early and content.kind == "line" and len(found) > 1 else found


def _label_of(drawing: Drawing, number: int, series: ChartSeries) -> EndLabel:
    content, letters = drawing.content, drawing.style.lettering
    many = len(content.series) > 1
    last = max(at for at, value in enumerate(series.values) if value is not None)
    value = series.values[last]
    assert value is not None
    strong = series.name in content.highlight
    written = drawing.format.text(value)
    text = f"{series.name} {written}" if many else written
    first_text, first_width = "", 0.0
    if content.kind == "slope":
        text = f"{written} {series.name}" if many else written  # the value stands at the line, on either side
        first = series.values[0]
        if first is not None:
            first_text = f"{series.name} {drawing.format.text(first)}" if many else drawing.format.text(first)
            first_width = letters.width(first_text, strong) + drawing.style.gap + series.marker / 2
    return EndLabel(number, last, text, letters.width(text, strong), value, strong, first_text, first_width)


def draw_end_labels(drawing: Drawing, area: PlotArea, ends: list[EndLabel]) -> None:
    """The labels at the right, and those of slopes at the left as well, moved as little as keeps them apart."""
    _draw_side(drawing, area, ends, left=False)
    if drawing.content.kind == "slope":
        _draw_side(drawing, area, [end for end in ends if end.first_text], left=True)


def _draw_side(drawing: Drawing, area: PlotArea, ends: list[EndLabel], *, left: bool) -> None:
    plot, letters = drawing.plots[0], drawing.style.lettering
    half = letters.leading / 2
    values = [plot.series[end.series].values[0] if left else end.value for end in ends]
    wanted = [area.reach(value or 0.0) for value in values]
    placed = spread(wanted, PITCH * letters.leading, half, drawing.size.height - half) or wanted
    spot: Spot = "left" if left else "right"
    align: Align
    shows = _shown_fields(drawing, left=left)
    for end, y, natural in zip(ends, placed, wanted, strict=True):
        series = plot.series[end.series]
        assert series.colour is not None
        colour = drawing.style.colours.readable(series.colour)
        away = drawing.style.gap + series.marker / 2
        if left:
            point, text, align, x = 0, end.first_text, "right", area.box.x - away
        else:
            point, text, align, x = end.point, end.text, "left", area.middle(end.point) + away
        drawing.write(letters.line(text, (x, y - half), colour, align, end.strong))
        label = ChartLabel(point, text, spot, colour, shows, (0.0, y - natural), end.strong)
        drawing.label(0, end.series, label)
        if drawing.content.kind == "sparkline":
            drawing.dot(0, end.series, end.point, area.point(end.point, end.value))


def _shown_fields(drawing: Drawing, *, left: bool) -> tuple[Literal["series", "value"], ...]:
    """What a native label is made of. It names the series before its value: at the right of a slope it is a text."""
    if len(drawing.content.series) == 1 or drawing.format.loose:
        return drawing.value_fields
    return ("series", "value") if left or drawing.content.kind != "slope" else ()

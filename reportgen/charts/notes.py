"""The author's notes at points of a chart, where they cover nothing."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.charts.drawing import Drawing
from reportgen.charts.plot_positions import PlotArea
from reportgen.charts.stacking import stacked
from reportgen.content.chart import ChartNote
from reportgen.errors import FitError
from reportgen.frames import ChartLabel, ChartPlot, Spot
from reportgen.geometry import Rect
from reportgen.structs import replace

STEPS = 8
"""How often a place farther away is tried, above the point and below it."""

AWAY, NEAREST, STEP = 0.8, 0.35, 0.6
"""`NEAREST` is the distance of the nearest place from the point, and `STEP` that of each further one from the one
before it, both in parts of `AWAY` lines."""

SIDEWAYS = (0.0, -0.35, 0.35, -0.5, 0.5)
"""How far beside the point the middle of a note may stand, in widths of the note."""


def annotate(drawing: Drawing, area: PlotArea) -> None:
    """All notes, in the author's order.

    Raises:
        FitError: a note has no room.
    """
    for note in drawing.content.notes:
        place = _place_of(drawing, note)
        if place is None:
            continue
        number, at = place
        plot = drawing.plots[number]
        series = plot.series[at]
        if series.values[note.point] is None or series.colour is None:
            continue
        at_point = area.point(note.point, _top(plot, at, note.point), plot.second)
        _annotate_point(drawing, area, note, (number, at), at_point)


def _place_of(drawing: Drawing, note: ChartNote) -> tuple[int, int] | None:
    """The numbers of the plot and the series in it that a note speaks of; None where it is drawn under other names."""
    name = drawing.content.series[note.series].name
    for number, plot in enumerate(drawing.plots):
        for at, series in enumerate(plot.series):
            if series.name == name:
                return number, at
    return None


def _top(plot: ChartPlot, series: int, point: int) -> float:
    """The value at which a point is seen: that of its line, or the upper end of its bar."""
    if plot.kind == "lines":
        return plot.series[series].values[point] or 0.0
    return stacked(plot)[series][point][1]


def _annotate_point(
    drawing: Drawing, area: PlotArea, note: ChartNote, of: tuple[int, int], at: tuple[float, float]
) -> None:
    """Set a note near its point, with a line that leads to it where it is not at hand, and tell the native chart."""
    letters, style = drawing.style.lettering, drawing.style
    width = min(letters.width(note.text, True), max(0.3 * area.box.width, 9 * letters.size))
    block = letters.block(note.text, (0.0, 0.0), width + 0.5, style.colours.text, "center", True)
    height = block.box.height
    boxes = list(_boxes(at, width, height, letters.leading))
    chosen = drawing.occupied.first_free(boxes, drawing.whole)
    if chosen is None:
        raise FitError(f'there is no room for the note "{note.text}"', drawing.content.where, "shorten it")
    box = boxes[chosen]
    drawing.texts.append(replace(block, box=Rect(box.x, box.y, width + 0.5, height)))
    drawing.occupied.boxes.append(box)
    _lead(drawing, box, at)
    _tell(drawing, note, of, box, at)
    if drawing.plots[of[0]].kind == "lines":
        drawing.dot(*of, note.point, at)


def _boxes(at: tuple[float, float], width: float, height: float, leading: float) -> Iterator[Rect]:
    """Places for a note, the nearest first."""
    x, y = at
    for step in range(STEPS):
        distance = AWAY * leading * (NEAREST + step * STEP)
        for part in SIDEWAYS:
            left = x - width / 2 + part * width
            yield Rect(left, y - distance - height, width, height)
            yield Rect(left, y + distance, width, height)


def _lead(drawing: Drawing, box: Rect, at: tuple[float, float]) -> None:
    x, y = at
    above = box.bottom <= y
    edge = box.bottom if above else box.y
    if abs(edge - y) > 0.5 * drawing.style.lettering.leading:
        foot = min(max(x, box.x), box.right)
        start, end = (foot, edge + (1 if above else -1)), (x, y - 2 if above else y + 2)
        drawing.rule(start, end, drawing.style.colours.quiet, drawing.style.look.grid)


def _tell(drawing: Drawing, note: ChartNote, of: tuple[int, int], box: Rect, at: tuple[float, float]) -> None:
    """Tell the native chart of a note: as the label of its point, moved from where the client would put it."""
    (x, y), gap = at, drawing.style.gap
    above = box.bottom <= y
    natural = y - gap - box.height / 2 if above else y + gap + box.height / 2
    text, shift = note.text, (box.x + box.width / 2 - x, box.y + box.height / 2 - natural)
    spot: Spot = "above" if above else "below"
    own = drawing.label_of(*of, note.point)
    plot = drawing.plots[of[0]]
    if own is not None:  # a point has one label: the value's own keeps its place, and the note stands with it
        text, spot, shift = f"{own.text}\n{text}", own.spot, own.shift
    elif plot.kind == "bars":
        spot = "outside" if plot.grouping == "clustered" else "centre"
    drawing.label(*of, ChartLabel(note.point, text, spot, drawing.style.colours.text, (), shift, True))

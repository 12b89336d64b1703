"""The author's notes at points of a chart, where they cover nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace as changed

from reportgen.charts.canvas import Drawing
from reportgen.charts.plot_positions import PlotArea
from reportgen.charts.stacking import stacked
from reportgen.content.chart import ChartNote
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


WIDE, NARROW = 0.6, 7.0
"""Other widths that are tried for a note: a part of the plot's width, and as many ems."""


def annotate(drawing: Drawing, area: PlotArea) -> None:
    """All notes, in the author's order. One that has no room is a number at its point, and stands under the chart."""
    for note in drawing.content.notes:
        place = _place_of(drawing, note)
        if place is None:
            continue
        number, at = place
        plot = drawing.plots[number]
        _annotate_point(drawing, area, note, (number, at), _seen_at(area, plot, at, note.point))


def _place_of(drawing: Drawing, note: ChartNote) -> tuple[int, int] | None:
    """The numbers of the plot and the series in it that a note speaks of; None where it is drawn under other names."""
    name = drawing.content.series[note.series].name
    seen = [
        (series.name != name, number, at)
        for number, plot in enumerate(drawing.plots)
        for at, series in enumerate(plot.series)
        if series.values[note.point] is not None and series.colour is not None
    ]
    # the steps of a waterfall have other names than the series that they are made of
    found = min((one for one in seen if not one[0] or drawing.content.kind == "waterfall"), default=None)
    return None if found is None else found[1:]


def _seen_at(area: PlotArea, plot: ChartPlot, series: int, point: int) -> tuple[float, float]:
    """Where a point is seen on the chart: at its line, at the end of its bar, or at the right of one that lies."""
    if not area.horizontal:
        return area.point(point, _top(plot, series, point), plot.second)
    return max(map(area.reach, stacked(plot)[series][point])), area.middle(point)


def _top(plot: ChartPlot, series: int, point: int) -> float:
    """The value at which a point is seen: that of its line, or the upper end of its bar."""
    if plot.kind == "lines":
        return plot.series[series].values[point] or 0.0
    return stacked(plot)[series][point][1]


def _annotate_point(
    drawing: Drawing, area: PlotArea, note: ChartNote, of: tuple[int, int], at: tuple[float, float]
) -> None:
    """Set a note near its point, with a line that leads to it where it is not at hand, and tell the native chart."""
    number = drawing.next_number
    if not _set_near(drawing, area, note, of, at):
        name = drawing.content.categories[note.point]
        if _set_near(drawing, area, changed(note, text=number), of, at):
            drawing.put_below(note.text, number)
        else:
            drawing.put_below(f"{name}: {note.text}")


def _set_near(drawing: Drawing, area: PlotArea, note: ChartNote, of: tuple[int, int], at: tuple[float, float]) -> bool:
    """Set a text near its point where it covers nothing: broken as much as its room asks for. False: there is none."""
    letters, style = drawing.style.lettering, drawing.style
    natural = letters.width(note.text, True)
    usual = min(natural, max(0.3 * area.box.width, 9 * letters.size))
    for width in dict.fromkeys((usual, min(natural, WIDE * area.box.width), min(usual, NARROW * letters.size))):
        if letters.lines(note.text, width + 0.5, strong=True) is None:
            continue
        block = letters.block(note.text, (0.0, 0.0), width + 0.5, style.colours.text, "center", True)
        height = block.box.height
        places = _boxes_beside if area.horizontal else _boxes
        boxes = list(places(at, width, height, letters.leading))
        if drawing.plots[of[0]].kind == "areas":  # under its line is its fill, on which no note can be read
            boxes = [box for box in boxes if box.bottom <= at[1]]
        left = area.box.x if area.horizontal else 0.0  # at the left of lying bars are their names
        chosen = drawing.occupied.first_free(boxes, Rect(left, 0.0, drawing.size.width - left, drawing.size.height))
        if chosen is None:
            continue
        box = boxes[chosen]
        stands = replace(block, box=Rect(box.x, box.y, width + 0.5, height))
        drawing.texts.append(stands)
        drawing.occupied.boxes.append(box)
        if not area.horizontal:
            _lead(drawing, box, at)
        plot = drawing.plots[of[0]]
        if plot.kind == "areas" or plot.grouping != "clustered":
            drawing.over.append(stands)  # clients put labels of areas and of parts of stacks where they like
        else:
            _tell(drawing, note, of, box, at)
        if drawing.plots[of[0]].kind == "lines":
            drawing.dot(*of, note.point, at)
        return True
    return False


def _boxes(at: tuple[float, float], width: float, height: float, leading: float) -> Iterator[Rect]:
    """Places for a note, the nearest first."""
    x, y = at
    for step in range(STEPS):
        distance = AWAY * leading * (NEAREST + step * STEP)
        for part in SIDEWAYS:
            left = x - width / 2 + part * width
            yield Rect(left, y - distance - height, width, height)
            yield Rect(left, y + distance, width, height)


def _boxes_beside(at: tuple[float, float], width: float, height: float, leading: float) -> Iterator[Rect]:
    """Places for a note at the right of the end of a lying bar, the nearest first; then at its left."""
    x, y = at
    for step in range(STEPS):
        yield Rect(x + leading * (NEAREST + step * STEP), y - height / 2, width, height)
    for step in range(STEPS):
        yield Rect(x - width - leading * (NEAREST + step * STEP), y - height / 2, width, height)


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
    plot = drawing.plots[of[0]]
    natural = (x, y - gap - box.height / 2 if above else y + gap + box.height / 2)
    if plot.horizontal:
        natural = (x + gap + box.width / 2, y)
    text, shift = note.text, (box.x + box.width / 2 - natural[0], box.y + box.height / 2 - natural[1])
    spot: Spot = "above" if above else "below"
    own = drawing.label_of(*of, note.point)
    if own is not None:  # a point has one label: the value's own keeps its place, and the note stands with it
        text, spot, shift = f"{own.text}\n{text}", own.spot, own.shift
    elif plot.kind == "bars":
        spot = "outside" if plot.grouping == "clustered" else "centre"
    drawing.label(*of, ChartLabel(note.point, text, spot, drawing.style.colours.text, (), shift, True))

"""Lines and areas, the markers on lines, and the dashes of targets."""

from __future__ import annotations

from reportgen.charts.canvas import Drawing
from reportgen.charts.plot_positions import PlotArea
from reportgen.charts.stacking import stacked
from reportgen.frames import ChartDots, ChartLine, ChartPlot, ChartSeries

DASH = 6
"""How often the weight of a target's dash goes into its width."""


def draw_lines(drawing: Drawing, area: PlotArea, plot: ChartPlot) -> None:
    """Each series as a line, broken where values are missing, or as dashes at its values."""
    for series in plot.series:
        if series.marks == "dash":
            _draw_dashes(drawing, area, series, plot.second)
        else:
            _draw_line(drawing, area, series, plot.second)


def _draw_line(drawing: Drawing, area: PlotArea, series: ChartSeries, second: bool) -> None:
    assert series.colour is not None
    pieces = _pieces(area, series, second)
    for piece in pieces:
        if len(piece) > 1:
            drawing.marks.append(ChartLine(tuple(piece), series.colour, series.width))
            drawing.keep_off(piece)
    if series.marker:
        drawing.marks.append(
            ChartDots(tuple(point for piece in pieces for point in piece), series.marker, series.colour)
        )


def _draw_dashes(drawing: Drawing, area: PlotArea, series: ChartSeries, second: bool) -> None:
    assert series.colour is not None
    for at, value in enumerate(series.values):
        if value is not None:
            x, y = area.point(at, value, second)
            half = series.marker / 2
            drawing.rule((x - half, y), (x + half, y), series.colour, series.marker / DASH)


def _pieces(area: PlotArea, series: ChartSeries, second: bool) -> list[list[tuple[float, float]]]:
    """The points of a line, broken at its gaps."""
    pieces: list[list[tuple[float, float]]] = [[]]
    for at, value in enumerate(series.values):
        if value is not None:
            pieces[-1].append(area.point(at, value, second))
        elif pieces[-1]:
            pieces.append([])
    return [piece for piece in pieces if piece]


def draw_areas(drawing: Drawing, area: PlotArea, plot: ChartPlot) -> None:
    """Each series as a closed shape on those before it; labels keep off its upper edge."""
    for series, reaches in zip(plot.series, stacked(plot), strict=True):
        assert series.colour is not None
        upper = [area.point(at, end) for at, (_, end) in enumerate(reaches)]
        lower = [area.point(at, start) for at, (start, _) in enumerate(reaches)]
        drawing.marks.append(ChartLine((*upper, *reversed(lower)), fill=series.colour))
        drawing.keep_off(upper)
    if len(drawing.content.categories) == 1:
        drawing.told["an area of one value has no width, so nothing of it is seen"] = None

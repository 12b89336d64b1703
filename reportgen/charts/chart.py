"""One chart: drawn by its kind, described in words, as frames hold it."""

from __future__ import annotations

from reportgen.charts.cartesian import Cartesian, Drawn
from reportgen.charts.description import alternative, reading
from reportgen.charts.look import Look
from reportgen.charts.pie import Wheel
from reportgen.charts.scatter import Dotted
from reportgen.charts.texts import Letters
from reportgen.content.chart import ChartContent
from reportgen.content.chart.source import DOTTED, ROUND
from reportgen.frames import ChartItem
from reportgen.geometry import MM, Rect


def chart(content: ChartContent, box: Rect, look: Look, letters: Letters) -> ChartItem:
    """The chart in a box of the sheet, in both readings.

    Raises:
        FitError: the box is too small, or names do not fit.
        SourceError: an axis ends before its values do.
    """
    drawn = _drawn(content, box.width, box.height, look, letters)
    return ChartItem(
        box=box,
        kind=content.kind,
        plot=drawn.plot,
        plots=drawn.plots,
        style=letters.style,
        rule=look.rule,
        grid=look.grid,
        quiet=look.quiet,
        ground=look.ground,
        categories=drawn.categories,
        axes=drawn.axes,
        across=drawn.across,
        legend=drawn.legend,
        marks=drawn.marks,
        texts=drawn.texts,
        alt=content.alt or alternative(content, letters.language),
        reading=reading(content, letters.language),
        where=content.where,
    )


def _drawn(content: ChartContent, width: float, height: float, look: Look, letters: Letters) -> Drawn:
    if content.kind in ROUND:
        return Wheel(content, width, height, look, letters).draw()
    if content.kind in DOTTED:
        return Dotted(content, width, height, look, letters).draw()
    return Cartesian(content, width, height, look, letters).draw()


def natural_height(content: ChartContent, width: float, leading: float) -> float:
    """The height at which a chart of this width looks best, in points: by the number of bars, else by proportion."""
    count = len(content.categories)
    if content.kind == "sparkline":
        return 3.5 * leading
    if content.horizontal:
        bars = len(content.series) if content.kind == "bar" else 1
        return max(6 * leading, count * leading * (0.75 + 1.05 * bars) + 2 * leading)
    if content.kind in ROUND:
        return min(max(0.62 * width, 8 * leading), 70 * MM)
    return min(max(0.56 * width, 9 * leading), 78 * MM)

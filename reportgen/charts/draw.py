"""One chart: drawn by its kind, described in words, as frames hold it."""

from __future__ import annotations

from reportgen.charts.canvas import Drawn
from reportgen.charts.cartesian import Cartesian
from reportgen.charts.description import LONGEST, alternative, reading
from reportgen.charts.pie import Pie
from reportgen.charts.scatter import Scatter
from reportgen.charts.style import ChartStyle
from reportgen.content.chart import DOTTED, ROUND, ChartContent
from reportgen.frames import ChartItem
from reportgen.geometry import MM, Rect, Size
from reportgen.structs import Struct

HEADROOM = 2.2
"""How much of the place is left free over the marks where notes have no room else, in lines."""


class Charted(Struct, frozen=True):
    """A chart in its box, and the texts that had no room in it, which are to stand below it."""

    item: ChartItem
    below: tuple[str, ...]


def chart(content: ChartContent, box: Rect, style: ChartStyle) -> Charted:
    """The chart in a box of the sheet, in both readings.

    Raises:
        FitError: the box is too small, or names do not fit.
        SourceError: an axis ends before its values do.
    """
    drawn = _drawn(content, Size(box.width, box.height), style)
    colours, look = style.colours, style.look
    alt = content.alt or alternative(content, style.language)
    item = ChartItem(
        box=box,
        kind=content.kind,
        plot=drawn.plot,
        plots=drawn.plots,
        style=style.lettering.pattern,
        rule=colours.rule,
        grid=colours.grid,
        quiet=colours.quiet,
        ground=colours.ground,
        grid_weight=look.grid,
        axis_weight=look.axis,
        edge_weight=look.edge,
        categories=drawn.categories,
        axes=drawn.axes,
        across=drawn.across,
        legend=drawn.legend,
        marks=drawn.marks,
        texts=drawn.texts,
        over=drawn.over,
        upright=drawn.upright,
        told=drawn.told,
        alt=alt,
        reading=reading(content, style.language, LONGEST - len(alt) - 1),
        where=content.where,
    )
    return Charted(item, drawn.below)


def _drawn(content: ChartContent, size: Size, style: ChartStyle) -> Drawn:
    if content.kind in ROUND:
        return Pie(content, size, style).draw()
    if content.kind in DOTTED:
        return Scatter(content, size, style).draw()
    drawn = Cartesian(content, size, style).draw()
    if drawn.below and not content.horizontal:
        lower = Cartesian(content, size, style, HEADROOM * style.lettering.leading)
        return min(drawn, lower.draw(), key=lambda one: len(one.below))
    return drawn


def natural_height(content: ChartContent, width: float, leading: float) -> float:
    """The height at which a chart of this width looks best, all in points: by the number of bars, else by proportion.

    `leading` is that of its texts.
    """
    count = len(content.categories)
    if content.kind == "sparkline":
        return 3.5 * leading
    if content.horizontal:
        bars = len(content.series) if content.kind == "bar" else 1
        return max(6 * leading, count * leading * (0.75 + 1.05 * bars) + 2 * leading)
    if content.kind in ROUND:
        return min(max(0.62 * width, 8 * leading), 70 * MM)
    return min(max(0.56 * width, 9 * leading), 78 * MM)

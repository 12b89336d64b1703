"""Bullet charts: a measure in each category, over the ranges it is judged by, with a dash at its target.

In a native chart the ranges are a stack on the first axis, and the measures narrower bars on the second, which has the
same ends and is not seen (after S. Few, Information Dashboard Design).
"""

from __future__ import annotations

from itertools import pairwise

from reportgen.charts.phrases import word
from reportgen.charts.style import ChartStyle
from reportgen.content.chart import ChartContent
from reportgen.frames import ChartPlot, ChartSeries

PLAIN_GAP = 1.0
"""Space between measures that have no ranges behind them, in parts of a measure."""


def bullet_plots(content: ChartContent, style: ChartStyle) -> tuple[ChartPlot, ...]:
    """The ranges, the measures and the targets, as far as there are any."""
    one = content.series[0]
    look, colours = style.look, style.colours
    plots = [_ranges(content, style)] if content.ranges else []
    over = bool(plots)
    wanted = set(content.highlight)
    points = tuple((at, colours.accent) for at, name in enumerate(content.categories) if name in wanted)
    measure = ChartSeries(one.name, one.values, colours.of(0), points=points, listed=bool(content.targets))
    plots.append(ChartPlot("bars", (measure,), gap=look.measure_gap if over else PLAIN_GAP, second=over))
    if content.targets:
        name = word("Target", style.language)
        marker = look.target * style.growth
        target = ChartSeries(name, content.targets, colours.text, marker=marker, marks="dash", listed=True)
        plots.append(ChartPlot("lines", (target,), second=over))
    return tuple(plots)


def _ranges(content: ChartContent, style: ChartStyle) -> ChartPlot:
    shades = style.colours.ranges
    ranges = tuple(
        ChartSeries(
            word("Range", style.language, n=number + 1),
            (high - low,) * len(content.series[0].values),
            shades[min(number, len(shades) - 1)],
        )
        for number, (low, high) in enumerate(pairwise((0.0, *content.ranges)))
    )
    return ChartPlot("bars", ranges, "stacked", gap=style.look.bullet_gap)

"""What each kind of chart is made of: plots of bars, lines, areas, slices or dots, how they stack, in which colours.

The kinds that need more than a choice of colours have files of their own: `waterfall` and `bullet`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reportgen.charts.bullet import bullet_plots
from reportgen.charts.style import ChartStyle
from reportgen.charts.waterfall import waterfall_plots
from reportgen.content.chart import ChartContent, ChartValues
from reportgen.frames import ChartKind, ChartPlot, ChartSeries, Colour

FEW_LINES = 2
"""Up to so many lines each is as heavy as a stressed one: none of them is in the background."""

DOT_SIZES = ((40, 1.0), (200, 0.8), (2000, 0.5))
"""Up to how many dots a series draws them how large, in parts of the look's `dot`; more are dust."""

DUST = 0.32


def plots_of(content: ChartContent, style: ChartStyle) -> tuple[ChartPlot, ...]:
    """The plots of a chart, without the labels of its points."""
    return _MAKERS[content.kind](content, style)


# --- colours


def _stressed(content: ChartContent) -> set[str]:
    """The names of the highlighted series."""
    return {one.name for one in content.series} & set(content.highlight)


def _colours(content: ChartContent, style: ChartStyle) -> list[Colour]:
    """A colour for each series: the brand's in order; with a highlight, one accent and the rest muted."""
    stressed, colours = _stressed(content), style.colours
    if stressed:
        return [colours.accent if one.name in stressed else colours.muted for one in content.series]
    if content.highlight and len(content.series) == 1:  # single points are highlighted: they alone have the accent
        return [colours.muted]
    return [colours.of(number) for number in range(len(content.series))]


def _accents(names: Sequence[str], content: ChartContent, style: ChartStyle) -> tuple[tuple[int, Colour], ...]:
    """The highlighted points among those of these names."""
    wanted = set(content.highlight)
    return tuple((at, style.colours.accent) for at, name in enumerate(names) if name in wanted)


def _filled(content: ChartContent, style: ChartStyle) -> tuple[ChartSeries, ...]:
    """The series of bars and areas. Where there is but one, its bars can have colours of their own."""
    single = len(content.series) == 1
    points = _accents(content.categories, content, style) if single and content.kind != "area" else ()
    return tuple(
        ChartSeries(one.name, one.values, colour, points=points, listed=not single)
        for one, colour in zip(content.series, _colours(content, style), strict=True)
    )


# --- kinds


def _bars(content: ChartContent, style: ChartStyle) -> tuple[ChartPlot, ...]:
    gap = style.look.bar_gap if len(content.series) == 1 else style.look.group_gap
    return (ChartPlot("bars", _filled(content, style), "clustered", content.horizontal, gap),)


def _stacks(content: ChartContent, style: ChartStyle) -> tuple[ChartPlot, ...]:
    series = _filled(content, style)
    grouping = "percent" if content.kind == "stacked-100" else "stacked"
    return (ChartPlot("bars", series, grouping, content.horizontal, style.look.stack_gap),)  # type: ignore[arg-type]


def _areas(content: ChartContent, style: ChartStyle) -> tuple[ChartPlot, ...]:
    return (ChartPlot("areas", _filled(content, style), "stacked"),)


def _lines(content: ChartContent, style: ChartStyle) -> tuple[ChartPlot, ...]:
    stressed = _stressed(content)
    single = len(content.series) == 1
    colours = _colours(content, style)
    if single:  # a line of a highlighted point keeps its colour: only its points would be told from the rest
        colours = [style.colours.accent if stressed else style.colours.of(0)]
    points = max((len(one.values) for one in content.series), default=0)
    marked = content.markers if content.markers is not None else (content.kind == "slope" or points <= 2)
    few = len(content.series) <= FEW_LINES
    return (
        ChartPlot(
            "lines",
            tuple(
                _line(one, colour, style, heavy=few or one.name in stressed, marked=marked, listed=not single)
                for one, colour in zip(content.series, colours, strict=True)
            ),
        ),
    )


def _line(
    one: ChartValues, colour: Colour, style: ChartStyle, *, heavy: bool, marked: bool, listed: bool
) -> ChartSeries:
    look = style.look
    width = (look.stressed_line if heavy else look.line) * style.growth
    marker = look.marker * width if marked or _alone(one.values) else 0.0
    return ChartSeries(
        one.name,
        one.values,
        colour,
        width=width,
        marker=marker,
        point_marker=look.point_marker * width,
        listed=listed,
    )


def _alone(values: tuple[float | None, ...]) -> bool:
    """Whether a value stands between gaps, where no line would show it."""
    there = [False, *(value is not None for value in values), False]
    neighbours = zip(there, there[1:], there[2:], strict=False)
    return any(here and not before and not after for before, here, after in neighbours)


def _combo(content: ChartContent, style: ChartStyle) -> tuple[ChartPlot, ...]:
    """Columns with lines over them. The lines are what columns are compared with, so that they have the contrast."""
    lines = [one for one in content.series if one.line]
    bars = [one for one in content.series if not one.line]
    bar_colours, line_colours = _combo_colours(content, bars, lines, style)
    columns = tuple(
        ChartSeries(one.name, one.values, colour, listed=True) for one, colour in zip(bars, bar_colours, strict=True)
    )
    drawn = tuple(
        _line(one, colour, style, heavy=True, marked=True, listed=True)
        for one, colour in zip(lines, line_colours, strict=True)
    )
    second = any(one.second for one in lines)
    return (ChartPlot("bars", columns, gap=style.look.combo_gap), ChartPlot("lines", drawn, second=second))


def _combo_colours(
    content: ChartContent, bars: Sequence[ChartValues], lines: Sequence[ChartValues], style: ChartStyle
) -> tuple[list[Colour], list[Colour]]:
    stressed, colours = _stressed(content), style.colours
    if stressed:
        return (
            [colours.accent if one.name in stressed else colours.muted for one in bars],
            [colours.accent if one.name in stressed else colours.quiet for one in lines],
        )
    following = (colours.of(len(bars) + number) for number in range(1, len(lines)))
    return [colours.of(number) for number in range(len(bars))], [colours.accent, *following]


def _round(content: ChartContent, style: ChartStyle) -> tuple[ChartPlot, ...]:
    one = content.series[0]
    wanted, colours = set(content.highlight), style.colours
    if wanted:
        slices = [colours.accent if name in wanted else colours.muted for name in content.categories]
    else:
        slices = [colours.of(number) for number in range(len(content.categories))]
    made = ChartSeries(one.name, one.values, colours.of(0), points=tuple(enumerate(slices)), listed=True)
    if content.kind == "doughnut":
        return (ChartPlot("doughnut", (made,), hole=style.look.doughnut_hole),)
    return (ChartPlot("pie", (made,)),)


def _dotted(content: ChartContent, style: ChartStyle) -> tuple[ChartPlot, ...]:
    listed = len(content.series) > 1
    series = tuple(
        ChartSeries(
            one.name,
            one.values,
            colour,
            x=one.x,
            sizes=one.sizes,
            points=_accents(one.names, content, style),
            marker=_dot_size(len(one.values)) * style.look.dot * style.growth,
            listed=listed,
        )
        for one, colour in zip(content.series, _colours(content, style), strict=True)
    )
    return (ChartPlot("dots" if content.kind == "scatter" else "bubbles", series),)


def _dot_size(count: int) -> float:
    return next((part for most, part in DOT_SIZES if count <= most), DUST)


_MAKERS: dict[ChartKind, Callable[[ChartContent, ChartStyle], tuple[ChartPlot, ...]]] = {
    "column": _bars,
    "bar": _bars,
    "stacked": _stacks,
    "stacked-100": _stacks,
    "line": _lines,
    "slope": _lines,
    "sparkline": _lines,
    "area": _areas,
    "combo": _combo,
    "waterfall": waterfall_plots,
    "bullet": bullet_plots,
    "pie": _round,
    "doughnut": _round,
    "scatter": _dotted,
    "bubble": _dotted,
}

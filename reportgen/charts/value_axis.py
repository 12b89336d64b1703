"""The axis of a chart's values: where it begins and ends, its ticks, and how they are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reportgen.charts.number_formats import NumberFormat, format_of, ticked
from reportgen.charts.scales import Scale
from reportgen.charts.stacking import stacked
from reportgen.content.chart import AxisContent, ChartContent, NumberStyle
from reportgen.errors import SourceError
from reportgen.frames import ChartAxis, ChartPlot
from reportgen.structs import Struct

BARELY = 0.35
"""Lines begin at zero where the least value is below this part of the greatest: the rest of the way is short."""


class ValueAxis(Struct, frozen=True):
    """A scale of values, how its ticks are written, and what it says of itself."""

    scale: Scale
    format: NumberFormat
    title: str = ""

    @property
    def ticks(self) -> tuple[tuple[float, str], ...]:
        """The values at the ticks, as numbers and as they read."""
        return tuple((tick, self.format.text(tick)) for tick in self.scale.ticks)

    def framed(self, *, shown: bool = True, grid: bool = True) -> ChartAxis:
        """The axis as frames hold it."""
        scale = self.scale
        return ChartAxis(scale.low, scale.high, scale.step, self.ticks, self.format.code, shown, grid, self.title)


def axis_format(
    axis: AxisContent, usual: NumberStyle, values: Iterable[float], scale: Scale, language: str
) -> NumberFormat:
    """How the ticks of an axis are written: with the decimals that the author names, or those of the step."""
    style = axis.style or usual
    base = format_of(style, [*values, scale.high], language)
    return base if style.decimals is not None else ticked(base, scale.step, scale.low)


def refuse_short_axis(
    axis: AxisContent, low: float, high: float, content: ChartContent, *, at_least: bool = True
) -> None:
    """See that the ends that the author gave an axis hold its values; the lower one, where `at_least`.

    Raises:
        SourceError: a value lies beyond an end.
    """
    if at_least and axis.low is not None and low < axis.low:
        end = axis.low
    elif axis.high is not None and high > axis.high:
        end = axis.high
    else:
        return
    raise SourceError(
        f"the axis ends at {end:g}, but the values reach from {low:g} to {high:g}",
        content.where,
        "leave the end out, or set it beyond the values",
    )


def extent(plots: Sequence[ChartPlot], axis: AxisContent, content: ChartContent, *, bare: bool) -> tuple[float, float]:
    """The least and the greatest value that an axis has to show. Bars and areas begin at zero: their length speaks.

    `bare` charts have no axis to be seen, so that zero has no meaning in them.

    Raises:
        SourceError: the axis ends before the values do.
    """
    ends = [end for plot in plots for end in _ends(plot)]
    zero = any(plot.kind != "lines" for plot in plots)
    low, high = (min(ends), max(ends)) if ends else (0.0, 0.0)
    refuse_short_axis(axis, low, high, content, at_least=not zero)
    if axis is content.axis:
        low, high = min([low, *_lines(content)]), max([high, *_lines(content)])
    if zero or (not bare and (low == high or _near_zero(low, high))):
        low, high = min(low, 0.0), max(high, 0.0)
    if content.ranges:
        high = max(high, content.ranges[-1])
    return low, high


def _lines(content: ChartContent) -> Iterator[float]:
    """The values of the lines across the chart."""
    return (line.value for line in content.references)


def _ends(plot: ChartPlot) -> Iterator[float]:
    """Where what a plot draws begins and ends."""
    if plot.kind == "lines":
        return (value for series in plot.series for value in series.values if value is not None)
    return (end for reach in stacked(plot) for pair in reach for end in pair)


def _near_zero(low: float, high: float) -> bool:
    return 0 <= low < BARELY * high or 0 >= high > BARELY * low

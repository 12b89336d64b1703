"""The figure that a chart speaks of, to be set large beside it: the value of what is highlighted, and where it began.

Nothing is written but what the chart has: values as its labels write them, names of categories and series, the unit.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from reportgen.charts.number_formats import format_of
from reportgen.content.chart import ChartContent, ChartValues
from reportgen.content.stats import Stat, StatsContent
from reportgen.content.text import Span
from reportgen.document import LoadedSection
from reportgen.structs import replace

FIGURES = "figures"
"""The slot of the figure beside a chart."""

MOST = 12
"""The most bars that have room beside a figure."""

BARS, LINES = frozenset({"column", "bar"}), frozenset({"line", "area"})

_BESIDE = frozenset({"kicker", "headline", "standfirst"})


def with_figures(section: LoadedSection, language: str) -> LoadedSection | None:
    """A section that is a chart with its figure beside it; None where it speaks of none, or has text beside it."""
    contents = {name: one for name, one in section.offer.items() if name not in _BESIDE}
    chart = next(iter(contents.values()), None)
    if section.type != "chart" or len(contents) != 1 or not isinstance(chart, ChartContent):
        return None
    stats = tuple(_stats(chart, language))
    if not stats:
        return None
    return replace(section, offer=MappingProxyType({**section.offer, FIGURES: StatsContent(stats, chart.where)}))


def _stats(chart: ChartContent, language: str) -> Iterator[Stat]:
    """What is highlighted, and the beginning of what it is the end of."""
    series, point = _spoken_of(chart)
    if series is None or not series.values:
        return
    style = format_of(chart.style, [value for value in series.values if value is not None], language)
    is_end = point == len(series.values) - 1 and _is_over_time(chart)
    for at in (point, 0) if is_end and point else (point,):
        value = series.values[at]
        if value is not None:
            # Of what it is, and in which unit, is told once, at what the chart speaks of.
            told = (series.name if len(chart.series) > 1 else "", chart.unit) if at == point else ()
            label = ", ".join(filter(None, (chart.categories[at], *told)))
            yield Stat(style.text(value), (Span(label),), chart.where)


def _is_over_time(chart: ChartContent) -> bool:
    """Whether the categories of a chart are times: dates, or names with figures, such as H1 26 and week 31."""
    return bool(chart.dates) or all(any(char.isdigit() for char in name) for name in chart.categories)


def _spoken_of(chart: ChartContent) -> tuple[ChartValues | None, int]:
    """The series and the place of the one value that a chart speaks of, if any: the highlighted bar or point of the
    only series; the end of the only line, or of the highlighted one.
    """
    if chart.kind in BARS and len(chart.categories) <= MOST:
        return _highlighted(chart)
    if chart.kind not in LINES:
        return None, 0
    series, point = _highlighted(chart)
    named = [one for one in chart.series if one.name in chart.highlight] or chart.series
    if series is not None or len(named) != 1:
        return series, point
    return named[0], len(named[0].values) - 1


def _highlighted(chart: ChartContent) -> tuple[ChartValues | None, int]:
    """The only series of a chart and its only highlighted category."""
    found = [at for at, name in enumerate(chart.categories) if name in chart.highlight]
    return (chart.series[0], found[0]) if len(chart.series) == len(found) == 1 else (None, 0)

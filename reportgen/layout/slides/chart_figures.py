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
    if section.type != "chart" or section.layout or len(contents) != 1 or not isinstance(chart, ChartContent):
        return None
    stats = tuple(_stats(chart, language))
    if not stats:
        return None
    return replace(section, offer=MappingProxyType({**section.offer, FIGURES: StatsContent(stats, chart.where)}))


def _stats(chart: ChartContent, language: str) -> Iterator[Stat]:
    """What is highlighted, and the beginning of what it is the end of."""
    found = _spoken_of(chart)
    if found is None:
        return
    series, point = found
    style = format_of(chart.style, [value for value in series.values if value is not None], language)
    told = [series.name if len(chart.series) > 1 else "", chart.unit]  # once, at the first
    is_end = point == len(series.values) - 1 and _is_over_time(chart)
    for at in (point, 0) if is_end else (point,):
        value = series.values[at]
        if value is not None:
            names = [name for name in (chart.categories[at], *told) if name]
            yield Stat(style.text(value), (Span(", ".join(names)),), chart.where)
        told = []


def _is_over_time(chart: ChartContent) -> bool:
    """Whether the categories of a chart are times: dates, or names with figures, such as H1 26 and week 31."""
    return bool(chart.dates) or all(any(char.isdigit() for char in name) for name in chart.categories)


def _spoken_of(chart: ChartContent) -> tuple[ChartValues, int] | None:
    """The series and the place of the one value that is highlighted: a bar or a point of the only series, or the last
    of a line; of the only line over time its end.
    """
    single = chart.series[0] if len(chart.series) == 1 else None
    category = chart.highlight[0] if len(chart.highlight) == 1 else ""
    has_room = chart.kind in LINES or (chart.kind in BARS and len(chart.categories) <= MOST)
    if single is not None and has_room and category in chart.categories:
        return single, chart.categories.index(category)
    named = [one for one in chart.series if one.name in chart.highlight]
    line = named[0] if len(named) == 1 else single
    return (line, len(line.values) - 1) if chart.kind in LINES and line is not None and line.values else None

"""Charts as written → `ChartContent`: typed and checked, each fault with its line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Literal

from reportgen.content.chart import DOTTED, AxisContent, ChartContent
from reportgen.content.chart.annotations import annotated, highlighted, ranges, references, targets, totals
from reportgen.content.chart.as_written import Axis, Chart
from reportgen.content.chart.checks import check_amounts, check_values, has_dates, is_empty, proven
from reportgen.content.chart.data import Found, found
from reportgen.content.chart.values import dates, name
from reportgen.content.markdown import read_inline
from reportgen.content.reading import ReadContext
from reportgen.content.table.phrases import no_entries
from reportgen.source.characters import clean


def read_chart(model: Chart, at: ReadContext) -> ChartContent | None:
    """The chart at a place of the source; None where it has faults, which are kept.

    Each step needs what the one before has proven, so that reading ends with the first step that finds faults.
    """
    before = at.faults
    data = found(model, at)
    if data is None:
        return None
    if is_empty(data):
        at.remark("the chart has no values: its place says so", at.where("data") if model.data is not None else None)
        said = no_entries(at.language)
        return ChartContent(model.kind, (), (), at.where(), nothing=said, **_settings(model, at))
    check_amounts(model, data, at)
    if at.faults > before:
        return None
    days: tuple[date, ...] = ()
    precision: Literal["day", "month"] = "day"
    if has_dates(model):
        days, precision = dates(data.categories, at)
    dotted = model.kind in DOTTED
    categories = () if dotted else tuple(name(given, at) for given in data.categories)
    series = [made for draft in data.drafts if (made := proven(model, draft, len(data.categories), at))]
    if at.faults > before:
        return None
    check_values(model, series, data.categories, categories, at)
    aims, bands = targets(model, len(data.categories), at), ranges(model, at)
    highlight = highlighted(model, series, categories, at)
    rules = references(model, series, at)
    notes = annotated(model, series, categories, at)
    sums = totals(model, categories, at)
    if at.faults > before:
        return None
    return ChartContent(
        kind=model.kind,
        series=tuple(series),
        categories=categories,
        where=at.where(),
        dates=days,
        precision=precision,
        header=clean(data.header),
        highlight=highlight,
        notes=notes,
        totals=sums,
        targets=aims,
        ranges=bands,
        references=rules,
        horizontal=model.horizontal or model.kind == "bar",
        style=(data.style if _is_unsaid(model) and data.style else model.format.content()),
        second=_second(model.second, data),
        **_settings(model, at),
    )


def _is_unsaid(model: Chart) -> bool:
    """Whether the author leaves it to the data how numbers are written."""
    return "format" not in model.model_fields_set


def _second(axis: Axis, data: Found) -> AxisContent:
    """The second axis; its numbers are written as the file shows them, where the author says nothing."""
    made = axis.content()
    return made if made.style is not None or data.second is None else replace(made, style=data.second)


def _settings(model: Chart, at: ReadContext) -> dict[str, Any]:
    """What a chart says of its look and in words, of which nothing is to be proven."""
    return {
        "title": read_inline(model.title or "", at.where("title"), at.problems),
        "source": read_inline(model.source or "", at.where("source"), at.problems),
        "unit": clean(model.unit or ""),
        "alt": clean(model.alt or ""),
        "axis": model.axis.content(),
        "across": model.x_axis.content(),
        "labels": model.labels,
        "legend": model.legend,
        "markers": model.markers,
    }

"""What each kind of chart asks of its data: how many series and values, and of which kind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reportgen.content.chart import DOTTED, ROUND, ChartValues
from reportgen.content.chart.as_written import Chart
from reportgen.content.chart.data import Found
from reportgen.content.chart.values import Draft, Given, number
from reportgen.content.reading import ReadContext
from reportgen.errors import Where
from reportgen.source.characters import clean
from reportgen.source.validation import nearest

MOST_POINTS = 10_000
"""Values of one chart."""

MOST_SERIES = 24
"""Series of one chart: nobody tells more apart."""

MOST_BARS = 500
"""Bars of one chart: more are thinner than a hair."""

BARRED = ("column", "bar", "stacked", "stacked-100", "combo", "waterfall", "bullet")
SINGLE = (*ROUND, "waterfall", "bullet")
"""Kinds that show one series."""


# --- before the values are proven ------------------------------------------------------------------------------------


def is_empty(found: Found) -> bool:
    """Whether there are series, and none of them has any value."""
    values = [given.value for draft in found.drafts for given in (*draft.values, *draft.x, *draft.sizes)]
    return bool(found.drafts) and all(value is None for value in values)


def check_amounts(model: Chart, found: Found, at: ReadContext) -> None:
    """How many series, values and categories a kind can show; what is wrong is kept."""
    if not found.drafts:
        at.fault("the chart has no series", hint="name columns of numbers")
        return
    if not found.categories and model.kind not in DOTTED:
        at.fault("the chart has no categories", hint="give them, or rows")
    if len(found.drafts) > MOST_SERIES:
        at.fault(f"{len(found.drafts)} series; the most is {MOST_SERIES}", hint="select some of them")
    _check_points(model, found, at)
    _check_categories(model, len(found.categories), at)
    _check_series(model, found.drafts, at)


def _check_points(model: Chart, found: Found, at: ReadContext) -> None:
    points = sum(max(len(draft.values), len(found.categories)) for draft in found.drafts)
    if points > MOST_POINTS:
        at.fault(f"the chart has {points} values; the most is {MOST_POINTS}", hint="take fewer, or means of them")
    elif model.kind in BARRED and points > MOST_BARS:
        hint = "take kind: line, or top: 20"
        at.fault(f"{points} bars are too thin to be seen; the most is {MOST_BARS}", hint=hint)


def _check_categories(model: Chart, count: int, at: ReadContext) -> None:
    if model.kind == "slope" and count != 2:
        at.fault(f"a slope chart has 2 categories, here are {count}", hint="give the first and the last")


def _check_series(model: Chart, drafts: list[Draft], at: ReadContext) -> None:
    if model.kind in SINGLE and len(drafts) != 1:
        message = f"a {model.kind} chart shows one series, here are {len(drafts)}"
        at.fault(message, drafts[1].where, "select one of them")
    if model.kind == "combo" and len({draft.line for draft in drafts}) < 2:
        at.fault("a combo needs columns and a line", hint="write show: line in one series, or lines: [name]")
    seen: set[str] = set()
    for draft in drafts:
        if draft.name in seen:
            at.fault(f'two series are named "{draft.name}"', draft.where, "rename one")
        seen.add(draft.name)


# --- one series ------------------------------------------------------------------------------------------------------


def proven(model: Chart, draft: Draft, count: int, at: ReadContext) -> ChartValues | None:
    """A series proven to be numbers, as many as there are categories; None where a fault was kept, or there is nothing
    to be drawn of it.
    """
    before = at.faults
    dotted = model.kind in DOTTED
    if draft.values and not dotted and len(draft.values) != count:
        message = f'the series "{draft.name}" has {len(draft.values)} values, the categories are {count}'
        at.fault(message, draft.where, "write null where there is none")
        return None
    numbers, x, sizes = (
        tuple(number(given, at) for given in values) for values in (draft.values, draft.x, draft.sizes)
    )
    if at.faults > before:
        return None
    if not without_gaps(numbers):
        at.remark(f'the series "{draft.name}" has no values: it is not in the chart', draft.where, "leave it out")
        return None
    if dotted:
        return _dots(model, draft, (numbers, x, sizes), at)
    return ChartValues(
        draft.name, numbers, draft.where, without_gaps(x), without_gaps(sizes), draft.names, draft.line, draft.second
    )


_Numbers = tuple[float | None, ...]


def without_gaps(values: Iterable[float | None]) -> tuple[float, ...]:
    """The values that are there, in their order."""
    return tuple(value for value in values if value is not None)


def _dots(
    model: Chart, draft: Draft, given: tuple[_Numbers, _Numbers, _Numbers], at: ReadContext
) -> ChartValues | None:
    """The dots that have both numbers: `given` are the values, those along x, and the sizes of bubbles."""
    values, x, sizes = given
    wanted: dict[str, tuple[Any, ...]] = {"x": x}
    if model.kind == "bubble":
        wanted["sizes"] = sizes
    if draft.names:
        wanted["names"] = draft.names
    if not (_complete(model, draft, wanted, at) and _all_sized(model, draft, sizes, at)):
        return None
    kept = [n for n, value in enumerate(values) if value is not None and x[n] is not None]
    return ChartValues(
        draft.name,
        tuple(values[n] for n in kept),
        draft.where,
        without_gaps(x[n] for n in kept),
        without_gaps(sizes[n] for n in kept) if sizes else (),
        tuple(draft.names[n] for n in kept) if draft.names else (),
        draft.line,
        draft.second,
    )


def _complete(model: Chart, draft: Draft, wanted: dict[str, tuple[Any, ...]], at: ReadContext) -> bool:
    """Whether there is as much of all that dots need as there are values."""
    for name, parts in wanted.items():
        if not parts:
            at.fault(f'the series "{draft.name}" needs "{name}" in a {model.kind} chart', draft.where)
            return False
        if len(parts) != len(draft.values):
            message = f'the series "{draft.name}" has {len(draft.values)} values, but {len(parts)} "{name}"'
            at.fault(message, draft.where, "give one for each")
            return False
    return True


def _all_sized(model: Chart, draft: Draft, sizes: _Numbers, at: ReadContext) -> bool:
    """Whether each bubble has a size; dots have none."""
    if model.kind == "bubble":
        for given, size in zip(draft.sizes, sizes, strict=True):
            if size is None or size <= 0:
                at.fault("the size of a bubble must be more than 0", given.where)
                return False
    return True


# --- all series ------------------------------------------------------------------------------------------------------


def check_values(
    model: Chart, series: list[ChartValues], given: list[Given], categories: tuple[str, ...], at: ReadContext
) -> None:
    """What one kind asks of its values: that none is below 0, that there is something to divide, that none lacks."""
    kind = model.kind
    if kind in (*ROUND, "stacked-100", "area"):
        _check_signs(model, series, at)
    _check_sums(model, series, at)
    if kind == "waterfall" and any(value is None for value in series[0].values):
        at.fault("a waterfall has no gaps", series[0].where, "write 0 where nothing changes")
    if kind in (*ROUND, "waterfall", "bullet"):
        _check_names(given, categories, at)


def _check_sums(model: Chart, series: list[ChartValues], at: ReadContext) -> None:
    """There is something to divide, where the kind shows parts of a whole."""
    if model.kind in ROUND and not any(series[0].values):
        at.fault(f"all values are 0: a {model.kind} needs one that is more", series[0].where, "take kind: column")
    if model.kind == "stacked-100" and not any(any(one.values) for one in series):
        at.fault("all values are 0: there is nothing to divide", hint="take kind: column")


def _check_names(given: list[Given], categories: tuple[str, ...], at: ReadContext) -> None:
    """Each category is named once, where the kind tells them apart by their names."""
    seen: set[str] = set()
    for name, one in zip(categories, given, strict=True):
        if name and name in seen:
            at.fault(f'two categories are named "{name}"', one.where, "rename one")
        seen.add(name)


def _check_signs(model: Chart, series: list[ChartValues], at: ReadContext) -> None:
    what = {"area": "an area", "stacked-100": "a 100 % stack"}.get(model.kind, f"a {model.kind}")
    for one in series:
        for place, value in enumerate(one.values):
            if value is not None and value < 0:
                where = _where(model, one, place, at)
                at.fault(f"{what} cannot show {value:g}, which is below 0", where, "take kind: column")


def _where(model: Chart, series: ChartValues, place: int, at: ReadContext) -> Where:
    """Where a value of an inline series stands; of others, where the series does."""
    if model.series is None:
        return series.where
    names = [clean(one.name) for one in model.series]
    return at.where("series", names.index(series.name), "values", place)


def near_hint(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """The hint that names what is most like a name, or all that there is."""
    every = list(known)
    close = nearest(name, every)
    return f'did you mean "{close}"?' if close else f"it has: {', '.join(every[:12]) or otherwise}"


def has_dates(model: Chart) -> bool:
    """Whether the categories of a kind may stand on an axis of real dates."""
    return model.kind not in (*DOTTED, *ROUND, "waterfall", "bullet", "slope")

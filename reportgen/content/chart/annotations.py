"""What stands in a chart beside its values: targets, ranges, lines across it, highlights, notes, totals."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reportgen.content.chart import ROUND, ChartNote, ChartReference, ChartValues
from reportgen.content.chart.as_written import Annotation, Chart, Reference
from reportgen.content.chart.checks import near_hint, without_gaps
from reportgen.content.chart.values import Given, number
from reportgen.content.reading import ReadContext
from reportgen.content.table.number_parsing import number_of
from reportgen.content.values import spelled
from reportgen.source.characters import clean
from reportgen.source.validation import nearest


def targets(model: Chart, count: int, at: ReadContext) -> tuple[float | None, ...]:
    """The targets of a bullet chart, one for each of its `count` categories; None where there is none."""
    found = tuple(number(Given(value, at.where("targets", n)), at) for n, value in enumerate(model.targets or ()))
    if model.kind != "bullet":
        if model.targets is not None:
            at.fault('"targets" are for kind: bullet', at.where("targets"))
        return ()
    if found and len(found) != count:
        message = f"there are {len(found)} targets, the categories are {count}"
        at.fault(message, at.where("targets"), "write null where there is none")
    return found


def ranges(model: Chart, at: ReadContext) -> tuple[float, ...]:
    """The upper ends of the ranges behind a bullet chart, rising from 0."""
    found = [number(Given(value, at.where("ranges", n)), at) for n, value in enumerate(model.ranges or ())]
    if model.kind != "bullet":
        if model.ranges is not None:
            at.fault('"ranges" are for kind: bullet', at.where("ranges"))
        return ()
    ends = without_gaps(found)
    if len(ends) < len(found) or any(b <= a for a, b in zip((0.0, *ends), ends, strict=False)):
        at.fault("ranges must rise from 0", at.where("ranges"), "write their upper ends: [50, 75, 100]")
    return ends


def references(model: Chart, series: list[ChartValues], at: ReadContext) -> tuple[ChartReference, ...]:
    """The lines across a chart, at values of its axis; names among `lines` are those of series in a combo."""
    names = {one.name for one in series}
    found = []
    for place, line in enumerate(model.lines):
        inner = at.inner("lines", place)
        if model.kind == "combo" and not isinstance(line, Reference) and str(spelled(line)) in names:
            continue
        if isinstance(line, str):
            _refuse_name(model, line, names, inner)
            continue
        made = _reference(model, line, inner)
        if made is not None:
            found.append(made)
    return tuple(found)


def _refuse_name(model: Chart, name: str, names: Iterable[str], at: ReadContext) -> None:
    if number_of(name.strip()) is not None:
        at.fault(f'expected the value of a line, got the text "{name}"', hint="write it without quotes")
    elif model.kind == "combo":
        at.fault(f'"lines" names "{name}", which the chart lacks', hint=near_hint(name, names))
    else:
        hint = f"write its value, or take kind: combo with {name} as a line"
        at.fault(f'expected the value of a line across the chart, got "{name}"', hint=hint)


def _reference(model: Chart, line: Any, at: ReadContext) -> ChartReference | None:
    """One line; None where a fault was kept."""
    from reportgen.content.markdown import read_inline

    before, text = at.faults, ""
    if isinstance(line, Reference):
        text = "".join(span.text for span in read_inline(line.text or "", at.where(), at.problems))
        line, at = line.at, at.inner("at")
    value = number(Given(line, at.where()), at)
    if value is not None:
        _check_reference(model, value, at)
    return None if value is None or at.faults > before else ChartReference(value, text, at.where())


def _check_reference(model: Chart, value: float, at: ReadContext) -> None:
    """That the chart has an axis that shows the value."""
    low, high = model.axis.min, model.axis.max
    if model.kind in ROUND:
        at.fault(f"a {model.kind} has no axis for a line", hint="leave it out, or take kind: bar")
    elif model.kind == "stacked-100" and not 0 <= value <= 1:
        at.fault(f"a line at {value:g} lies beyond 100 %", hint="write 0.5 for 50 %")
    elif (low is not None and value < low) or (high is not None and value > high):
        at.fault(f"a line at {value:g} lies beyond the end of the axis", hint="move one of them")


def highlighted(
    model: Chart, series: list[ChartValues], categories: tuple[str, ...], at: ReadContext
) -> tuple[str, ...]:
    """The series, categories and dots that `highlight` names."""
    known = dict.fromkeys([*(one.name for one in series), *categories, *(n for one in series for n in one.names)])
    names = [clean(name) for name in model.highlight]
    for place, name in enumerate(names):
        if name not in known:
            message = f'"highlight" names "{name}", which the chart lacks'
            at.fault(message, at.where("highlight", place), near_hint(name, known))
    return tuple(names)


def annotated(
    model: Chart, series: list[ChartValues], categories: tuple[str, ...], at: ReadContext
) -> tuple[ChartNote, ...]:
    """The notes at points of the chart."""
    inner = at.inner("annotations")
    found = (_note(note, series, categories, inner.inner(place)) for place, note in enumerate(model.annotations))
    return tuple(note for note in found if note is not None)


def _note(
    note: Annotation, series: list[ChartValues], categories: tuple[str, ...], at: ReadContext
) -> ChartNote | None:
    from reportgen.content.markdown import read_inline

    names = [one.name for one in series]
    chosen = names[0] if note.series is None else clean(note.series)
    if chosen not in names:
        close = nearest(chosen, names)
        hint = f'did you mean "{close}"?' if close else f"its series: {', '.join(names)}"
        at.fault(f'there is no series "{note.series}" to annotate', at.where("series"), hint)
        return None
    one = series[names.index(chosen)]
    points = categories or one.names
    name = clean(note.at)
    if name not in points:
        at.fault(f'there is no point "{name}" to annotate', at.where("at"), near_hint(name, points, "no names"))
        return None
    if one.values[points.index(name)] is None:
        at.fault(f'"{one.name}" has no value at "{name}"', hint="annotate another point")
        return None
    text = "".join(span.text for span in read_inline(note.text, at.where(), at.problems))
    return ChartNote(text, names.index(chosen), points.index(name), at.where())


def totals(model: Chart, categories: tuple[str, ...], at: ReadContext) -> tuple[int, ...]:
    """The numbers of the categories of a waterfall that are totals, and stand on the axis."""
    if model.totals and model.kind != "waterfall":
        at.fault('"totals" are for kind: waterfall', at.where("totals"))
        return ()
    for place, name in enumerate(model.totals):
        if clean(name) not in categories:
            message = f'there is no category "{name}" for a total'
            at.fault(message, at.where("totals", place), near_hint(name, categories))
    return tuple(categories.index(clean(name)) for name in model.totals if clean(name) in categories)

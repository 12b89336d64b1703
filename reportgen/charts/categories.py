"""The names of categories, texts or dates: under a plot, or at the left of its bars.

Under a plot all of them stand on one line, or are broken to their places, or each second, third … is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import ceil

from reportgen.charts.dates import code_of, day_text
from reportgen.charts.drawing import Drawing
from reportgen.charts.lettering import Lettering
from reportgen.charts.plot_positions import PlotArea
from reportgen.charts.scales import Calendar, Unit, distances
from reportgen.errors import FitError
from reportgen.frames import ChartCategories
from reportgen.structs import Struct

MOST_LINES = 3
"""Lines of a name under the plot."""

WIDEST_NAMES = 0.4
"""The part of a chart's width that names at the left of bars may take."""

SHORT = 7
"""Characters of names that may be left out between others: as years, they are guessed from those that are there."""

MANY = 12
"""Categories from which on names may be left out, however long they are."""

APART, WORDS_APART, BLOCKS_APART = 1.2, 0.6, 0.4
"""Space between names in ems: of those that leave out others, of those of all categories, and of broken ones."""


# --- under the plot


class _Arrangement(Struct, frozen=True):
    """How names stand under a plot: on so many lines, broken to a width (none: as they are), each `every`th."""

    lines: int
    width: float | None
    every: int


def _arranged(names: Sequence[str], slot: float, letters: Lettering) -> _Arrangement:
    """The best arrangement of names in slots of so many points: all of them as they are, all broken, or a choice."""
    widest = max(letters.width(name) for name in names)
    if widest <= slot - WORDS_APART * letters.size:
        return _Arrangement(1, None, 1)
    width = slot - BLOCKS_APART * letters.size
    lines = _most_lines(names, width, letters)
    if lines is not None:
        return _Arrangement(lines, width, 1)
    return _Arrangement(1, None, ceil((widest + APART * letters.size) / slot))


def _most_lines(names: Sequence[str], width: float, letters: Lettering) -> int | None:
    """How many lines the longest of the names takes; None where one does not fit, or takes too many."""
    most = 1
    for name in names:
        lines = letters.lines(name, width)
        if lines is None or lines > MOST_LINES:
            return None
        most = max(most, lines)
    return most


def with_room_for_names(drawing: Drawing, area: PlotArea) -> PlotArea:
    """The area less the room that the names take under it and, where the outer ones are wide, at its sides.

    Raises:
        FitError: a name does not fit, and too few would be left to guess it.
    """
    letters, calendar = drawing.style.lettering, area.categories.calendar
    if calendar is not None:
        return _with_margins(drawing, area, 1, _dates(area, calendar, letters).names)
    names = _written(drawing)
    made = _arranged(names, area.slot, letters)
    if made.width is not None:
        return area.inset(bottom=made.lines * letters.leading + drawing.style.gap)
    short = all(len(name) <= SHORT for name in names)
    if made.every > 1 and (not (short or len(names) > MANY) or made.every > len(names) / 2):
        longest = max(names, key=letters.width)
        raise FitError(
            f'the name "{longest}" does not fit under its place in the chart',
            drawing.content.where,
            "shorten it, or take kind: bar",
        )
    shown = [(float(at), name) for at, name in enumerate(names) if at % made.every == 0]
    return _with_margins(drawing, area, made.lines, shown)


def _with_margins(drawing: Drawing, area: PlotArea, lines: int, names: list[tuple[float, str]]) -> PlotArea:
    """The area less lines under it, and less what the first and the last name reach beyond the chart's sides."""
    letters = drawing.style.lettering
    (first, first_name), (last, last_name) = names[0], names[-1]
    left = letters.width(first_name) / 2 - area.along(first) - area.box.x
    right = area.along(last) + letters.width(last_name) / 2 - (drawing.size.width - area.box.x)
    return area.inset(max(0.0, left), max(0.0, right), lines * letters.leading + drawing.style.gap)


def _written(drawing: Drawing) -> Sequence[str]:
    """The names as they read: of dates that have no true scale, each in the words of the language."""
    content = drawing.content
    if not content.dates:
        return content.categories
    unit: Unit = "days" if content.precision == "day" else "months"
    return tuple(day_text(day, unit, content.dates, drawing.style.language) for day in content.dates)


# --- dates on a true scale


class _Dates(Struct, frozen=True):
    """The dates that are shown: each `every` units, as finely as `shown` says; `names` with their units of the axis."""

    every: int
    unit: Unit
    shown: Unit
    names: list[tuple[float, str]]


def _dates(area: PlotArea, calendar: Calendar, letters: Lettering) -> _Dates:
    """The dates at the finest distance at which they have room."""
    ends = (calendar.first, calendar.last)
    found = None
    for every, unit in (*distances(calendar.unit), (1000, "years")):
        shown = _fineness(unit, calendar)
        days = calendar.ticks(every, unit)
        names = [(float(calendar.index(day)), day_text(day, shown, ends, letters.language)) for day in days]
        found = _Dates(every, unit, shown, names)
        widest = max(letters.width(name) for _, name in names)
        places = [area.along(at) for at, _ in names]
        apart = min((b - a for a, b in pairwise(places)), default=1e9)
        if widest + APART * letters.size <= apart:
            break
    assert found is not None
    return found


def _fineness(unit: Unit, calendar: Calendar) -> Unit:
    """How finely dates are written: years alone only where the axis begins with one, months where with the first."""
    if unit == "years" and calendar.unit != "years" and (calendar.first.month, calendar.first.day) != (1, 1):
        return "months"
    if unit == "months" and calendar.first.day != 1:
        return "days"
    return unit


# --- at the left of bars


def names_width(drawing: Drawing) -> float:
    """The width of the names at the left of bars: as they are, or broken to as many lines as a bar has room for.

    Raises:
        FitError: a name is too long.
    """
    letters, names = drawing.style.lettering, drawing.content.categories
    natural = max((letters.width(name) for name in names), default=0.0)
    most = WIDEST_NAMES * drawing.size.width
    if natural <= most:
        return natural
    lines = max(1, int(drawing.size.height / max(1, len(names)) / letters.leading))
    if any((letters.lines(name, most) or 99) > lines for name in names):
        longest = max(names, key=letters.width)
        raise FitError(f'the name "{longest}" is too long for its bar', drawing.content.where, "shorten it")
    return most


# --- drawn


def draw_names(drawing: Drawing, area: PlotArea, below_zero: float) -> ChartCategories:
    """The names of the categories, and the axis as frames hold it.

    `below_zero` are the points between the plot and the names that the labels of negative bars take.
    """
    content, letters = drawing.content, drawing.style.lettering
    low = area.values[0].scale.low < 0
    calendar = area.categories.calendar
    if calendar is not None:
        dates = _dates(area, calendar, letters)
        for index, name in dates.names:
            _write_under(drawing, area, name, area.box.x + area.along(index), None, below_zero)
        return ChartCategories(
            content.categories,
            content.dates,
            calendar.unit,
            dates.every,
            dates.unit,
            code_of(dates.shown, (calendar.first, calendar.last), letters.language),
            area.categories.edge,
            low,
            header=content.header,
        )
    labels = tuple(_written(drawing))
    shown, every = content.kind != "sparkline", 1
    if shown and area.horizontal:
        _write_beside(drawing, area, labels, below_zero)
    elif shown:
        every = _write_all_under(drawing, area, labels, below_zero)
    return ChartCategories(
        labels,
        every=every,
        edge=area.categories.edge,
        low=low,
        shown=shown,
        grid=content.kind == "slope",
        header=content.header,
    )


def _write_beside(drawing: Drawing, area: PlotArea, names: Sequence[str], below_zero: float) -> None:
    letters, colour = drawing.style.lettering, drawing.style.colours.text
    width = area.box.x - drawing.style.gap - below_zero
    for at, name in enumerate(names):
        lines = 1 if letters.width(name) <= width + 0.01 else letters.lines(name, width) or 1
        y = area.middle(at) - lines * letters.leading / 2
        if lines == 1:
            drawing.texts.append(letters.line(name, (width, y), colour, "right"))
        else:
            drawing.texts.append(letters.block(name, (0.0, y), width, colour, "right"))


def _write_all_under(drawing: Drawing, area: PlotArea, names: Sequence[str], below_zero: float) -> int:
    """Write the names, and say which are shown: each so many."""
    made = _arranged(names, area.slot, drawing.style.lettering)
    for at, name in enumerate(names):
        if at % made.every == 0:
            _write_under(drawing, area, name, area.middle(at), made.width, below_zero)
    return made.every


def _write_under(drawing: Drawing, area: PlotArea, name: str, x: float, width: float | None, below_zero: float) -> None:
    letters, colour = drawing.style.lettering, drawing.style.colours.text
    height = drawing.size.height - area.box.bottom - drawing.style.gap - below_zero
    y = drawing.size.height - height
    if width is None:
        drawing.texts.append(letters.line(name, (x, y), colour, "center"))
    else:
        drawing.texts.append(letters.block(name, (x - width / 2, y), width, colour))

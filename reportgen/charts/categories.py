"""The names of categories, texts or dates: under a plot, or at the left of its bars.

Under a plot all of them stand on one line, or are broken to their places, or each second, third … is shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from math import ceil

from reportgen.charts.canvas import Drawing
from reportgen.charts.date_formats import code_of, day_text
from reportgen.charts.lettering import BREAK, Lettering
from reportgen.charts.plot_positions import NameArrangement, PlotArea
from reportgen.charts.scales import Calendar, Unit, distances
from reportgen.errors import FitError
from reportgen.frames import ChartCategories
from reportgen.geometry import Rect
from reportgen.structs import Struct, replace

MOST_LINES = 3
"""Lines of a name under the plot."""

MOST_UPRIGHT = 4
"""Lines of a name that reads upwards."""

WIDEST_NAMES = (0.4, 0.5, 0.55)
"""The part of a chart's width that names at the left of bars may take, the more they give way."""

HIGHEST_NAMES = (0.0, 0.4, 0.5)
"""The part of a chart's height that names under a plot may take where they give way."""

CLOSEST = 0.92
"""The least distance of names at the left of bars, in lines."""

SHORT = 7
"""Characters of names that may be left out between others: as years, they are guessed from those that are there."""

MANY = 12
"""Categories from which on names may be left out, however long they are."""

_NO_WORD = re.compile(r"[\W\d_]+")

APART, WORDS_APART, BLOCKS_APART = 1.2, 0.6, 0.4
"""Space between names in ems: of those that leave out others, of those of all categories, and of broken ones."""


# --- under the plot


def _arranged(names: Sequence[str], area: PlotArea, drawing: Drawing) -> NameArrangement | None:
    """The best arrangement of names in slots of so many points: all of them as they are, all broken, or a choice.

    Where the chart's names give way: broken to more lines, turned upright, and in the end some of these left out.
    """
    letters, slot, edge = drawing.style.lettering, area.slot, area.categories.edge
    widest = max(letters.width(name) for name in names)
    if edge and len(names) == 2:  # both are moved in from the chart's edges
        slot = min(slot, drawing.size.width / 2)
    if widest <= slot - WORDS_APART * letters.size:
        return NameArrangement(1, None)
    if edge:  # the outer names reach beyond the plot, so that all of them share the width of the chart
        slot = min(slot, drawing.size.width / len(names))
    width = slot - BLOCKS_APART * letters.size
    lines = _most_lines(names, width, letters, MOST_LINES)
    if lines is not None:
        return NameArrangement(lines, width)
    every = ceil((widest + APART * letters.size) / area.slot)
    if _may_leave_out(names, every, edge):
        return NameArrangement(1, None, every)
    return _given_way(names, area, slot, drawing) if drawing.style.names else None


def _may_leave_out(names: Sequence[str], every: int, edge: bool) -> bool:
    """Whether some may be left out: of years and the like, which are guessed, and of the many points of a line."""
    short = all(len(name) <= SHORT for name in names) and _are_a_sequence(names)
    return every <= len(names) / 2 and (short or (edge and len(names) > MANY))


def _are_a_sequence(names: Sequence[str]) -> bool:
    """Whether names differ by their numbers, or come again and again: years, quarters, months, days of the week."""
    words = {_NO_WORD.sub("", name) for name in names}
    numbered = any(char.isdigit() for name in names for char in name)
    return len(words) <= MANY and (numbered or len(words) < len(names))


def _given_way(names: Sequence[str], area: PlotArea, slot: float, drawing: Drawing) -> NameArrangement | None:
    letters, height = drawing.style.lettering, drawing.size.height
    tall = HIGHEST_NAMES[drawing.style.names] * height
    width = slot - BLOCKS_APART * letters.size
    lines = _most_lines(names, width, letters, int(tall / letters.leading))
    if lines is not None:
        return NameArrangement(lines, width)
    widest = min(max(letters.width(name) for name in names) + 0.5, tall)
    lines = _most_lines(names, widest, letters, MOST_UPRIGHT)
    if lines is None:
        return None
    every = ceil(lines * letters.leading / area.slot - 0.05)
    return NameArrangement(lines, widest, every, upright=True) if every == 1 or drawing.style.names == 2 else None


def _most_lines(names: Sequence[str], width: float, letters: Lettering, limit: int) -> int | None:
    """How many lines the longest of the names takes; None where one does not fit, or takes more than the limit."""
    most = 1
    for name in names:
        lines = letters.lines(name, width)
        if lines is None or lines > limit:
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
        return _with_names(drawing, area, _dates(area, calendar, letters).names)
    names = _written_under(drawing, area)
    made = _arranged(names, area, drawing)
    if made is None:
        longest = max(names, key=letters.width)
        raise FitError(
            f'the name "{longest}" does not fit under its place in the chart',
            drawing.content.where,
            "shorten it, or take kind: bar",
        )
    area = replace(area, names=made)
    if made.upright and made.width is not None:
        return area.inset(bottom=made.width + drawing.style.gap)
    if made.width is not None:
        outer = (made.width / 2, made.width / 2) if area.categories.edge else (0.0, 0.0)
        return _with_margins(drawing, area, made.lines, (0.0, len(names) - 1.0), outer)
    shown = [(float(at), name) for at, name in enumerate(names) if at % made.every == 0]
    return _with_names(drawing, area, shown)


def _with_names(drawing: Drawing, area: PlotArea, names: list[tuple[float, str]]) -> PlotArea:
    """The area less one line of names under it, and less what the first and the last reach beyond the chart's sides."""
    letters = drawing.style.lettering
    (first, first_name), (last, last_name) = names[0], names[-1]
    outer = (letters.width(first_name) / 2, letters.width(last_name) / 2)
    return _with_margins(drawing, area, 1, (first, last), outer)


def _with_margins(
    drawing: Drawing, area: PlotArea, lines: int, units: tuple[float, float], outer: tuple[float, float]
) -> PlotArea:
    """The area less lines under it, and less what the names at its first and last shown unit reach beyond the sides.

    `outer` are half the widths of these names, in points.
    """
    first, last = (area.categories.part(unit) for unit in units)
    left = outer[0] - area.along(units[0]) - area.box.x
    right = area.along(units[1]) + outer[1] - (drawing.size.width - area.box.x)
    # a side that moves by a point moves what does not stand at it by less
    left = max(0.0, left) / max(0.3, 1 - first)
    right = max(0.0, right + left * (1 - last)) / max(0.3, last)
    return area.inset(left, right, lines * drawing.style.lettering.leading + drawing.style.gap)


def _written_under(drawing: Drawing, area: PlotArea) -> Sequence[str]:
    """The names as they read under a plot: words can be broken to their places, or to the height of turned ones."""
    places = [area.slot, HIGHEST_NAMES[drawing.style.names] * drawing.size.height]
    if area.categories.edge:
        places.append(drawing.size.width / max(1, len(drawing.content.categories)))
    return _written(drawing, min(place for place in places if place))


def _written(drawing: Drawing, width: float) -> Sequence[str]:
    """The names as they read: of dates that have no true scale, each in the words of the language.

    Where names give way in the end, words can be broken that are wider than a place of `width` points.
    """
    content, letters = drawing.content, drawing.style.lettering
    if not content.dates:
        if drawing.style.names == 2:
            least = max(0.9 * width, 4 * letters.size)
            return tuple(letters.breakable(name, least) for name in content.categories)
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
        FitError: a name is too long, or bars are nearer to each other than lines of text.
    """
    letters = drawing.style.lettering
    most = WIDEST_NAMES[drawing.style.names] * drawing.size.width
    names = _written(drawing, most)
    pitch = 0.97 * drawing.size.height / max(1, len(names)) * every_beside(drawing)
    if pitch < CLOSEST * letters.leading:
        raise FitError("the bars are too near to each other for their names", drawing.content.where, "take fewer")
    natural = max((letters.width(name) for name in names), default=0.0)
    if natural <= most:
        return natural
    lines = max(1, int(pitch / letters.leading + 1 - CLOSEST))
    if any((letters.lines(name, most) or 99) > lines for name in names):
        longest = max(names, key=letters.width)
        raise FitError(f'the name "{longest}" is too long for its bar', drawing.content.where, "shorten it")
    return most


def every_beside(drawing: Drawing) -> int:
    """Each how many of the names at the left of bars is shown: all, unless they give way in the end."""
    if drawing.style.names < 2:
        return 1
    letters, count = drawing.style.lettering, max(1, len(drawing.content.categories))
    most = WIDEST_NAMES[2] * drawing.size.width
    names = _written(drawing, most)
    high = max((letters.lines(name, most) or 1 for name in names), default=1) if _too_wide(names, most, letters) else 1
    needed = (CLOSEST if high == 1 else high) * letters.leading
    return max(1, ceil(needed * count / (0.97 * drawing.size.height)))


def _too_wide(names: Sequence[str], most: float, letters: Lettering) -> bool:
    return any(letters.width(name) > most for name in names)


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
    labels = tuple(_written_under(drawing, area))
    shown, every, upright = content.kind != "sparkline", 1, False
    if shown and area.horizontal:
        every = _write_beside(drawing, area, below_zero)
    elif shown:
        every, upright = _write_all_under(drawing, area, labels, below_zero)
    if every > 1 and not _are_a_sequence(labels):
        drawing.told[f"one of {every} names is shown in the chart: all of them have no room"] = None
    return ChartCategories(
        tuple(label.replace(BREAK, "") for label in labels),
        every=every,
        edge=area.categories.edge,
        low=low,
        shown=shown,
        grid=content.kind == "slope",
        header=content.header,
        upright=upright,
    )


def _write_beside(drawing: Drawing, area: PlotArea, below_zero: float) -> int:
    """Write the names at the left of bars, and say which are shown: each so many."""
    letters, colour = drawing.style.lettering, drawing.style.colours.text
    width = area.box.x - drawing.style.gap - below_zero
    every = every_beside(drawing)
    for at, name in enumerate(_written(drawing, WIDEST_NAMES[drawing.style.names] * drawing.size.width)):
        if at % every:
            continue
        lines = 1 if letters.width(name) <= width + 0.01 else letters.lines(name, width) or 1
        y = area.middle(at) - lines * letters.leading / 2
        if lines == 1:
            drawing.texts.append(letters.line(name, (width, y), colour, "right"))
        else:
            drawing.texts.append(letters.block(name, (0.0, y), width, colour, "right"))
    return every


def _write_all_under(drawing: Drawing, area: PlotArea, names: Sequence[str], below_zero: float) -> tuple[int, bool]:
    """Write the names, and say which are shown (each so many), and whether they are turned."""
    made = area.names or NameArrangement(1, None)
    for at, name in enumerate(names):
        if at % made.every == 0:
            if made.upright and made.width is not None:
                _write_upright(drawing, area, name, area.middle(at), made.width, below_zero)
            else:
                _write_under(drawing, area, name, area.middle(at), made.width, below_zero)
    return made.every, made.upright


def _write_upright(drawing: Drawing, area: PlotArea, name: str, x: float, width: float, below_zero: float) -> None:
    """A name that reads upwards and ends under its place."""
    letters, top = drawing.style.lettering, area.box.bottom + drawing.style.gap + below_zero
    made = letters.block(name, (0.0, 0.0), width, drawing.style.colours.text, "right")
    box = Rect(x - made.box.height / 2, top + width, width, made.box.height)
    drawing.upright.append(len(drawing.texts))
    drawing.texts.append(replace(made, box=box))


def _write_under(drawing: Drawing, area: PlotArea, name: str, x: float, width: float | None, below_zero: float) -> None:
    letters, colour = drawing.style.lettering, drawing.style.colours.text
    height = drawing.size.height - area.box.bottom - drawing.style.gap - below_zero
    y = drawing.size.height - height
    if width is None:
        drawing.texts.append(letters.line(name, (x, y), colour, "center"))
    else:
        drawing.texts.append(letters.block(name, (x - width / 2, y), width, colour))

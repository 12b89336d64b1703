"""Charts with a value axis and categories: bars, lines, areas, and what is made of them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import ceil
from typing import Literal

from reportgen.charts.dates import code_of, day_text
from reportgen.charts.labels import Occupied, spread
from reportgen.charts.legend import Entry, legend
from reportgen.charts.look import Look
from reportgen.charts.numbers import NumberFormat, format_of, ticked
from reportgen.charts.plots import lower, stacked, steps
from reportgen.charts.scales import Calendar, Scale, Unit, beside, calendar, distances, nice
from reportgen.charts.texts import Letters
from reportgen.content.chart import ChartContent
from reportgen.errors import FitError, SourceError
from reportgen.frames import (
    ChartAxis,
    ChartBar,
    ChartCategories,
    ChartDots,
    ChartLabel,
    ChartLine,
    ChartMark,
    ChartPlot,
    ChartSeries,
    Colour,
    Spot,
    TextItem,
)
from reportgen.geometry import Rect

BARELY = 0.35
"""Lines begin at zero where the least value is below this part of the greatest."""

MOST_LABELS = 60
"""Direct labels of bars: more are noise."""

DOT = 2.8
"""Diameter of the marker at a point that is spoken of, in parts of the line's width."""

HAIR = 0.5
"""Width of grid lines, in points."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart in its parts, all in points from the chart's top left corner."""

    plot: Rect
    plots: tuple[ChartPlot, ...]
    categories: ChartCategories | None
    axes: tuple[ChartAxis, ...]
    legend: Rect | None
    marks: tuple[ChartMark, ...]
    texts: tuple[TextItem, ...]
    across: ChartAxis | None = None


class Cartesian:
    """Draws one chart into `width` × `height` points."""

    def __init__(self, content: ChartContent, width: float, height: float, look: Look, letters: Letters) -> None:
        self.content = content
        self.width, self.height = width, height
        self.look = look
        self.letters = letters
        self.language = letters.language
        self.scale = letters.size / 8.0
        self.gap = 0.5 * letters.size
        self.plots = list(lower(content, look, min(1.5, self.scale), self.language))
        self.horizontal = any(plot.horizontal for plot in self.plots)
        self.bare = content.kind in ("sparkline", "slope")
        self.count = len(content.categories)
        self.edge = content.kind in ("line", "area", "slope", "sparkline") and self.count > 1
        self.calendar: Calendar | None = self._calendar()
        self.format = format_of(content.style, self._all_values(), self.language)
        self.scales = self._scales(5)
        self.axis_format = self._axis_format(0)
        self.occupied = Occupied()
        self.marks: list[ChartMark] = []
        self.texts: list[TextItem] = []
        self.plot = Rect(0.0, 0.0, width, height)

    # --- what there is

    def _all_values(self) -> list[float]:
        if self.content.kind == "waterfall":
            return [end - start for start, end in steps(self.content)]
        second = self._has_second
        return [
            value
            for one in self.content.series
            if not (second and one.line and one.second)
            for value in one.values
            if value is not None
        ]

    @property
    def _has_second(self) -> bool:
        return self.content.kind == "combo" and any(plot.second for plot in self.plots)

    def _calendar(self) -> Calendar | None:
        """A true scale of dates, unless bars would become hairs on it."""
        dates = self.content.dates
        if len(dates) < 2 or self.bare:
            return None
        made = calendar(dates, self.content.precision == "day")
        barred = any(plot.kind == "bars" for plot in self.plots)
        if self.horizontal or (barred and made.length + 1 > 2 * len(dates)):
            return None
        return made

    def _scales(self, parts: int) -> list[Scale]:
        """The value axes, over all that they show."""
        first = [plot for plot in self.plots if not (plot.second and self._has_second)]
        made = [self._scale(first, parts, False)]
        if self._has_second:
            low, high = self._extent([plot for plot in self.plots if plot.second], True)
            axis = self.content.second
            made.append(beside(made[0], low, high, least=axis.low, most=axis.high))
        return made

    def _scale(self, plots: list[ChartPlot], parts: int, second: bool) -> Scale:
        axis = self.content.axis
        if any(plot.grouping == "percent" for plot in plots):
            return Scale(0.0, 1.0, 0.25 if parts < 5 else 0.2)
        low, high = self._extent(plots, second)
        if self.bare:
            pad = 0.06 * (high - low) or abs(high) * 0.1 or 1.0
            return Scale(low - pad, high + pad, high - low + 2 * pad)
        return nice(low, high, parts, least=axis.low, most=axis.high)

    def _extent(self, plots: list[ChartPlot], second: bool) -> tuple[float, float]:
        low, high = float("inf"), float("-inf")
        zero = False
        for plot in plots:
            if plot.kind == "lines":
                values = [value for series in plot.series for value in series.values if value is not None]
            else:
                values = [end for reach in stacked(plot) for pair in reach for end in pair]
                zero = True
            low, high = min(low, *values), max(high, *values)
        axis = self.content.second if second else self.content.axis
        for end, beyond in (
            (axis.low, not zero and axis.low is not None and low < axis.low),
            (axis.high, axis.high is not None and high > axis.high),
        ):
            if beyond:
                raise SourceError(
                    f"the axis ends at {end:g}, but the values reach from {low:g} to {high:g}",
                    self.content.where,
                    "leave the end out, or set it beyond the values",
                )
        if not zero and not self.bare and self.content.kind != "slope":
            zero = (low >= 0 and low < BARELY * high) or (high <= 0 and high > BARELY * low)
        if zero:
            low, high = min(low, 0.0), max(high, 0.0)
        if self.content.ranges:
            high = max(high, self.content.ranges[-1])
        return low, high

    def _axis_format(self, number: int) -> NumberFormat:
        scale = self.scales[number]
        if any(plot.grouping == "percent" for plot in self.plots):
            return ticked(NumberFormat(self.language, "percent"), scale.step, scale.low)
        axis = self.content.second if number else self.content.axis
        values = self._all_values()
        if number:
            values = [v for one in self.content.series if one.second for v in one.values if v is not None]
        style = axis.style or self.content.style
        base = format_of(style, [*values, scale.high], self.language)
        return base if style.decimals is not None else ticked(base, scale.step, scale.low)

    # --- the chart

    def draw(self) -> Drawn:
        """The chart with direct labels where they fit, and otherwise with its axis and a legend.

        Raises:
            FitError: names of categories that no width holds, or no room for the chart at all.
        """
        least = 1.5 if self.content.kind == "sparkline" else 5.0
        if self.width < 8 * self.letters.size or self.height < least * self.letters.leading:
            raise FitError("the place is too small for a chart", self.content.where, "give it a larger one")
        direct = self._direct()
        self._fine_scale(direct)
        ends = self._end_labels()
        entries = self._entries(bool(ends))
        strip = legend(entries, self.width, self.letters)
        top = strip.height + (0.6 * self.letters.leading if strip.height else 0.0)
        titled = [] if direct or self.bare else self._titles()
        self._place(top + (self.letters.leading if titled else 0.0), direct, ends)
        for text, align in titled:
            x = 0.0 if align == "left" else self.width
            y = self.plot.y - 1.6 * self.letters.leading
            self.texts.append(self.letters.line(text, x, y, self.look.quiet, align))
        categories = self._categories()
        self._grid(direct, categories)
        for number, plot in enumerate(self.plots):
            self._draw_plot(plot, categories)
            self.plots[number] = plot
        self._axis_line()
        if direct:
            self._bar_labels()
        elif self.content.labels != "none":
            self._inner_labels()
        if ends:
            self._draw_ends(ends)
        self._annotate()
        box = None
        if strip.entries:
            moved = strip.at(0.0, 0.0, self.letters, self.look)
            self.marks += moved.marks
            self.texts += moved.texts
            box = moved.box
        return Drawn(
            self.plot,
            tuple(self._coded(plot) for plot in self.plots),
            categories,
            tuple(self._axis(number, direct) for number in range(len(self.scales))),
            box,
            tuple(self.marks),
            tuple(self.texts),
        )

    def _titles(self) -> list[tuple[str, Literal["left", "right"]]]:
        """What the value axes say of themselves, over their ends."""
        titles: list[tuple[str, Literal["left", "right"]]] = []
        if self.content.axis.title:
            titles.append((self.content.axis.title, "left"))
        if self.content.second.title and len(self.scales) > 1:
            titles.append((self.content.second.title, "right"))
        return titles

    def _axis(self, number: int, direct: bool) -> ChartAxis:
        scale = self.scales[number]
        made = self._axis_format(number)
        shown = not direct and not self.bare
        title = (self.content.second if number else self.content.axis).title
        return ChartAxis(
            scale.low,
            scale.high,
            scale.step,
            tuple((tick, made.text(tick)) for tick in scale.ticks),
            made.code,
            shown,
            shown and number == 0,
            title,
        )

    def _entries(self, ended: bool) -> list[Entry]:
        if self.content.legend == "none" or ended:
            return []
        return [
            Entry(
                series.name,
                series.colour,
                "line"
                if plot.kind == "lines" and series.marks != "dash"
                else series.marks
                if series.marks == "dash"
                else "box",
            )
            for plot in self.plots
            for series in plot.series
            if series.listed and series.colour is not None
        ]

    # --- labels instead of an axis

    def _direct(self) -> bool:
        """Whether each bar has its value at its end, so that the axis is not needed."""
        content = self.content
        if content.labels == "none" or content.axis.low is not None or content.axis.high is not None:
            return False
        if content.kind == "waterfall":
            pass
        elif len(self.plots) != 1 or self.plots[0].kind != "bars" or self.plots[0].grouping != "clustered":
            return False
        values = self._all_values()
        if content.labels == "auto" and len(values) > MOST_LABELS:
            return False
        series = 1 if content.kind == "waterfall" else len(content.series)
        plot = self.plots[0]
        widest = max((self.letters.width(self.format.text(value)) for value in values), default=0.0)
        if self.horizontal:
            slot = (self.height - 2 * self.letters.leading) / max(1, self.count)
            bar = slot / (series + plot.gap)
            fits = bar >= 0.85 * self.letters.leading if series > 1 else slot >= self.letters.leading
        else:
            slot = self.width / max(1, self.count)
            bar = slot / (series + plot.gap)
            fits = widest <= (bar + 0.12 * self.letters.size if series > 1 else slot - 0.3 * self.letters.size)
        if not fits and content.labels == "all":
            raise FitError("the labels of all values do not fit", content.where, "leave labels: all out")
        return fits

    def _fine_scale(self, direct: bool) -> None:
        """Fewer steps where there is little room; an unseen axis ends just beyond the values."""
        room = self.width / (7 * self.letters.size) if self.horizontal else self.height / (3.4 * self.letters.leading)
        parts = 20 if direct else max(2, min(6, int(room)))
        self.scales = self._scales(parts)
        self.axis_format = self._axis_format(0)

    # --- where the plot stands

    def _place(self, top: float, direct: bool, ends: list[_End]) -> None:
        letters, gap = self.letters, self.gap
        left = right = bottom = 0.0
        ticks = [self.axis_format.text(tick) for tick in self.scales[0].ticks]
        widest = max(letters.width(text) for text in ticks)
        shown = not direct and not self.bare
        if self.horizontal:
            left = self._names_width() + gap
            values = [self.format.text(value) for value in self._all_values()]
            reach = max(letters.width(text) for text in values) + gap
            if direct:
                right = reach
                left += reach if self.scales[0].low < 0 else 0.0
            else:
                right = 0.5 * letters.width(ticks[-1])
                bottom = letters.leading + gap
        else:
            if shown:
                left = widest + gap
                top += 0.5 * letters.leading
            if self._has_second:
                second = self._axis_format(1)
                right = max(letters.width(second.text(tick)) for tick in self.scales[1].ticks) + gap
            if direct:
                top += letters.leading + 0.3 * gap
                bottom += letters.leading if self.scales[0].low < 0 else 0.0
            if ends:
                right = max(right, max(end.width for end in ends) + gap + 0.5 * self._most_marker())
                left = max(left, max((end.before for end in ends), default=0.0))
        self.plot = Rect(left, top, self.width - left - right, self.height - top - bottom)
        if not self.horizontal and self.content.kind != "sparkline":
            self._make_room_for_names()
        least = 1.0 if self.content.kind == "sparkline" else 2.0
        if self.plot.width < 4 * letters.size or self.plot.height < least * letters.leading:
            raise FitError("the place is too small for the chart", self.content.where, "give it a larger one")

    def _most_marker(self) -> float:
        return max((s.marker for plot in self.plots for s in plot.series if s.marks == "circle"), default=0.0)

    def _names_width(self) -> float:
        """The width of the names at the left of bars: as they are, or broken to two or three lines."""
        letters = self.letters
        natural = max((letters.width(name) for name in self.content.categories), default=0.0)
        most = 0.4 * self.width
        if natural <= most:
            return natural
        lines = max(1, int(self.height / max(1, self.count) / letters.leading))
        if any((letters.lines(name, most) or 99) > lines for name in self.content.categories):
            longest = max(self.content.categories, key=letters.width)
            raise FitError(f'the name "{longest}" is too long for its bar', self.content.where, "shorten it")
        return most

    def _make_room_for_names(self) -> None:
        """The names under the plot: on one line, broken to their slots, or each second, third …"""
        letters, plot = self.letters, self.plot
        if self.calendar is not None:
            self._make_room(1, *self._overhang(self._date_names()))
            return
        names = list(self.content.categories)
        if self.content.dates:
            names = self._day_names()
        slot = self._slot()
        if max(letters.width(name) for name in names) <= slot - 0.6 * letters.size:
            self._make_room(1, *self._overhang([(n, name) for n, name in enumerate(names)]))
            return
        lines = self._most_lines(names, slot - 0.4 * letters.size)
        if lines is not None:
            self._make_room(lines, 0.0, 0.0)
            return
        widest = max(letters.width(name) for name in names)
        every = ceil((widest + 1.2 * letters.size) / slot)
        short = all(len(name) <= 7 for name in names)
        if not (short or self.count > 12) or every > self.count / 2:
            longest = max(names, key=letters.width)
            raise FitError(
                f'the name "{longest}" does not fit under its place in the chart',
                self.content.where,
                "shorten it, or take kind: bar",
            )
        self._make_room(1, *self._overhang([(n, name) for n, name in enumerate(names) if n % every == 0]))
        del plot

    def _most_lines(self, names: list[str], width: float) -> int | None:
        """How many lines the longest of the names takes; None where one does not fit, or takes more than three."""
        most = 1
        for name in names:
            lines = self.letters.lines(name, width)
            if lines is None or lines > 3:
                return None
            most = max(most, lines)
        return most

    def _slot(self) -> float:
        return self.plot.width / (self.count - 1 if self.edge else self.count)

    def _overhang(self, names: list[tuple[float, str]]) -> tuple[float, float]:
        """How far the first and the last name reach beyond the plot, at the left and at the right of the chart."""
        first, last = names[0], names[-1]
        left = self.letters.width(first[1]) / 2 - self._along(first[0]) - self.plot.x
        right = self._along(last[0]) + self.letters.width(last[1]) / 2 - (self.width - self.plot.x)
        return max(0.0, left), max(0.0, right)

    def _make_room(self, lines: int, left: float, right: float) -> None:
        plot = self.plot
        height = lines * self.letters.leading + self.gap
        self.plot = Rect(plot.x + left, plot.y, plot.width - left - right, plot.height - height)

    # --- positions

    def _along(self, at: float) -> float:
        """How far along the plot a category (or a unit of the calendar) stands: its middle."""
        length = self.plot.height if self.horizontal else self.plot.width
        units = self.calendar.length + 1 if self.calendar is not None else self.count
        return length * (at / (units - 1) if self.edge else (at + 0.5) / units)

    def _unit(self, at: int) -> float:
        return float(self.calendar.index(self.content.dates[at])) if self.calendar is not None else float(at)

    def middle(self, at: int) -> float:
        """The middle of a category on the chart, across the value axis."""
        return (self.plot.y if self.horizontal else self.plot.x) + self._along(self._unit(at))

    def reach(self, value: float, second: bool = False) -> float:
        """Where a value stands on the chart, along the value axis."""
        part = self.scales[1 if second and self._has_second else 0].at(value)
        part = min(max(part, 0.0), 1.0)
        return self.plot.x + part * self.plot.width if self.horizontal else self.plot.bottom - part * self.plot.height

    @property
    def origin(self) -> float:
        """Where bars stand: zero, or the end of the axis that is nearest to it."""
        scale = self.scales[0]
        return self.reach(min(max(0.0, scale.low), scale.high))

    # --- names and grid

    def _day_names(self) -> list[str]:
        dates, fine = self.content.dates, self.content.precision == "day"
        unit: Unit = "days" if fine else "months"
        return [day_text(day, unit, dates, self.language) for day in dates]

    def _date_choice(self) -> tuple[int, Unit]:
        """The finest distance of date labels at which they have room."""
        assert self.calendar is not None
        dates = (self.calendar.first, self.calendar.last)
        for every, unit in distances(self.calendar.unit):
            ticks = self.calendar.ticks(every, unit)
            names = [day_text(day, self._shown_unit(unit), dates, self.language) for day in ticks]
            widest = max(self.letters.width(name) for name in names)
            places = [self._along(self.calendar.index(day)) for day in ticks]
            apart = min((b - a for a, b in itertools.pairwise(places)), default=1e9)
            if widest + 1.2 * self.letters.size <= apart:
                return every, unit
        return 1000, "years"

    def _shown_unit(self, unit: Unit) -> Unit:
        """How finely dates are written: years alone only where they all begin one."""
        assert self.calendar is not None
        first = self.calendar.first
        if unit == "years" and self.calendar.unit != "years" and (first.month, first.day) != (1, 1):
            return "months"
        if unit == "months" and first.day != 1:
            return "days"
        return unit

    def _date_names(self) -> list[tuple[float, str]]:
        assert self.calendar is not None
        every, unit = self._date_choice()
        dates = (self.calendar.first, self.calendar.last)
        return [
            (self.calendar.index(day), day_text(day, self._shown_unit(unit), dates, self.language))
            for day in self.calendar.ticks(every, unit)
        ]

    def _categories(self) -> ChartCategories:
        content, letters = self.content, self.letters
        low = self.scales[0].low < 0
        shown = content.kind != "sparkline"
        labels = content.categories
        if self.calendar is not None:
            every, unit = self._date_choice()
            code = code_of(self._shown_unit(unit), (self.calendar.first, self.calendar.last), self.language)
            for index, name in self._date_names():
                self._name(name, self.plot.x + self._along(index), None)
            return ChartCategories(
                labels,
                content.dates,
                self.calendar.unit,
                every,
                unit,
                code,
                self.edge,
                low,
                True,
                False,
                content.header,
            )
        if content.dates:
            labels = tuple(self._day_names())
        every = 1
        if shown and self.horizontal:
            width = self.plot.x - self.gap - (self._negative_room() if low else 0.0)
            for at, name in enumerate(labels):
                lines = 1 if letters.width(name) <= width + 0.01 else letters.lines(name, width) or 1
                y = self.middle(at) - lines * letters.leading / 2
                if lines == 1:
                    self.texts.append(letters.line(name, width, y, self.look.text, "right"))
                else:
                    self.texts.append(letters.block(name, 0.0, y, width, self.look.text, "right"))
        elif shown:
            slot = self._slot()
            widest = max(letters.width(name) for name in labels)
            broken = widest > slot - 0.6 * letters.size
            if broken and all((letters.lines(name, slot - 0.4 * letters.size) or 9) <= 3 for name in labels):
                for at, name in enumerate(labels):
                    self._name(name, self.middle(at), slot - 0.4 * letters.size)
            else:
                every = ceil((widest + 1.2 * letters.size) / slot) if broken else 1
                for at, name in enumerate(labels):
                    if at % every == 0:
                        self._name(name, self.middle(at), None)
        grid = content.kind == "slope"
        return ChartCategories(
            labels, every=every, edge=self.edge, low=low, shown=shown, grid=grid, header=content.header
        )

    def _negative_room(self) -> float:
        """At the left of bars: where the labels of negative ones stand."""
        values = [self.format.text(value) for value in self._all_values()]
        return max(self.letters.width(text) for text in values) + self.gap if self._direct() else 0.0

    def _name(self, name: str, x: float, width: float | None) -> None:
        y = self.height - self._names_height()
        if width is None:
            self.texts.append(self.letters.line(name, x, y, self.look.text, "center"))
        else:
            self.texts.append(self.letters.block(name, x - width / 2, y, width, self.look.text))

    def _names_height(self) -> float:
        below = self.height - self.plot.bottom
        drop = self.letters.leading if self.scales[0].low < 0 and self._direct() else 0.0
        return below - self.gap - drop

    def _grid(self, direct: bool, categories: ChartCategories) -> None:
        plot, letters = self.plot, self.letters
        if categories.grid:
            for number in range(self.count):
                x = self.middle(number)
                self.marks.append(ChartLine(((x, plot.y), (x, plot.bottom)), self.look.grid, HAIR))
        if direct or self.bare:
            return
        for tick in self.scales[0].ticks:
            at = self.reach(tick)
            text = self.axis_format.text(tick)
            if self.horizontal:
                self.marks.append(ChartLine(((at, plot.y), (at, plot.bottom)), self.look.grid, HAIR))
                self.texts.append(letters.line(text, at, plot.bottom + self.gap, self.look.quiet, "center"))
            else:
                self.marks.append(ChartLine(((plot.x, at), (plot.right, at)), self.look.grid, HAIR))
                y = at - letters.leading / 2
                self.texts.append(letters.line(text, plot.x - self.gap, y, self.look.quiet, "right"))
        if self._has_second:
            second = self._axis_format(1)
            for tick in self.scales[1].ticks:
                y = self.reach(tick, True) - letters.leading / 2
                self.texts.append(letters.line(second.text(tick), plot.right + self.gap, y, self.look.quiet))

    def _axis_line(self) -> None:
        if self.bare:
            return
        plot, at = self.plot, self.origin
        points = ((at, plot.y), (at, plot.bottom)) if self.horizontal else ((plot.x, at), (plot.right, at))
        self.marks.append(ChartLine(points, self.look.rule, 1.5 * HAIR))

    # --- plots

    def _draw_plot(self, plot: ChartPlot, categories: ChartCategories) -> None:
        match plot.kind:
            case "bars":
                for _, _, bar, colour in self.bars(plot):
                    if colour is not None and bar.width > 0 and bar.height > 0:
                        self.marks.append(ChartBar(bar, colour))
                        self.occupied.boxes.append(bar)
            case "areas":
                self._draw_areas(plot)
            case "lines":
                for series in plot.series:
                    self._draw_line(series, plot.second)
            case _:
                raise AssertionError(plot.kind)

    def bars(self, plot: ChartPlot) -> Iterator[tuple[int, int, Rect, Colour | None]]:
        """Each bar of a plot: its series, its category, its box and colour."""
        units = self.calendar.length + 1 if self.calendar is not None else self.count
        slot = (self.plot.height if self.horizontal else self.plot.width) / units
        beside_each_other = len(plot.series) if plot.grouping == "clustered" else 1
        thick = slot / (beside_each_other + plot.gap)
        for number, (series, reaches) in enumerate(zip(plot.series, stacked(plot), strict=True)):
            own = dict(series.points)
            shift = (number - (beside_each_other - 1) / 2) * thick if plot.grouping == "clustered" else 0.0
            for at, (start, end) in enumerate(reaches):
                if series.values[at] is None:
                    continue
                across = self.middle(at) + shift - thick / 2
                scale = self.scales[0]
                one, two = (self.reach(min(max(part, scale.low), scale.high)) for part in (start, end))
                low, length = min(one, two), abs(one - two)
                box = Rect(low, across, length, thick) if self.horizontal else Rect(across, low, thick, length)
                yield number, at, box, own.get(at, series.colour)

    def _draw_areas(self, plot: ChartPlot) -> None:
        for series, reaches in zip(plot.series, stacked(plot), strict=True):
            assert series.colour is not None
            upper = [(self.middle(at), self.reach(end)) for at, (_, end) in enumerate(reaches)]
            lower_edge = [(self.middle(at), self.reach(start)) for at, (start, _) in enumerate(reaches)]
            self.marks.append(ChartLine((*upper, *reversed(lower_edge)), fill=series.colour))
            self._keep_off(upper)

    def _draw_line(self, series: ChartSeries, second: bool) -> None:
        assert series.colour is not None
        if series.marks == "dash":
            for at, value in enumerate(series.values):
                if value is not None:
                    x, y = self.middle(at), self.reach(value, second)
                    half = series.marker / 2
                    self.marks.append(ChartLine(((x - half, y), (x + half, y)), series.colour, series.marker / 6))
            return
        for part in self._pieces(series, second):
            if len(part) > 1:
                self.marks.append(ChartLine(tuple(part), series.colour, series.width))
                self._keep_off(part)
        if series.marker:
            dots = tuple(point for part in self._pieces(series, second) for point in part)
            self.marks.append(ChartDots(dots, series.marker, series.colour))

    def _pieces(self, series: ChartSeries, second: bool) -> list[list[tuple[float, float]]]:
        """The points of a line, broken at its gaps."""
        pieces: list[list[tuple[float, float]]] = [[]]
        for at, value in enumerate(series.values):
            if value is None:
                if pieces[-1]:
                    pieces.append([])
                continue
            pieces[-1].append((self.middle(at), self.reach(value, second)))
        return [piece for piece in pieces if piece]

    def _keep_off(self, points: Iterable[tuple[float, float]]) -> None:
        listed = list(points)
        if len(listed) <= 500:
            self.occupied.lines += list(itertools.pairwise(listed))

    # --- labels

    def _label(self, plot: int, series: int, label: ChartLabel) -> None:
        chosen = self.plots[plot]
        changed = list(chosen.series)
        one = changed[series]
        kept = tuple(old for old in one.labels if old.point != label.point)
        changed[series] = replace(one, labels=tuple(sorted((*kept, label), key=lambda one: one.point)))
        self.plots[plot] = replace(chosen, series=tuple(changed))

    def _coded(self, plot: ChartPlot) -> ChartPlot:
        """The plot with the number format of its values."""
        code = self.format.code
        if plot.second and self._has_second:
            style = self.content.second.style or self.content.style
            code = format_of(style, [v for s in plot.series for v in s.values if v is not None], self.language).code
        return replace(plot, series=tuple(replace(series, code=code) for series in plot.series))

    def _bar_labels(self) -> None:
        """The value of each bar at its end."""
        if self.content.kind == "waterfall":
            self._waterfall_labels()
            return
        for number, at, box, _ in list(self.bars(self.plots[0])):
            value = self.plots[0].series[number].values[at]
            assert value is not None
            strong = self.content.categories[at] in self.content.highlight or (
                self.plots[0].series[number].name in self.content.highlight
            )
            text = self.format.text(value)
            self._beyond(box, value < 0, text, strong)
            label = ChartLabel(at, text, "outside", self.look.text, ("value",), strong=strong)
            self._label(0, number, label)

    def _beyond(self, bar: Rect, negative: bool, text: str, strong: bool) -> None:
        """A text at the far end of a bar."""
        letters = self.letters
        if self.horizontal:
            y = bar.y + (bar.height - letters.leading) / 2
            x = bar.x - 0.6 * self.gap if negative else bar.right + 0.6 * self.gap
            item = letters.line(text, x, y, self.look.text, "right" if negative else "left", strong)
        else:
            y = bar.bottom + 0.1 * self.gap if negative else bar.y - letters.leading - 0.1 * self.gap
            item = letters.line(text, bar.x + bar.width / 2, y, self.look.text, "center", strong)
        self.texts.append(item)
        self.occupied.boxes.append(item.box)

    def _waterfall_labels(self) -> None:
        """What each bar adds, over it or under it; totals as they are."""
        plot = self.plots[0]
        boxes: dict[int, list[tuple[int, Rect]]] = {}
        for number, at, box, colour in list(self.bars(plot)):
            if colour is not None:
                boxes.setdefault(at, []).append((number, box))
        for at, (start, end) in enumerate(steps(self.content)):
            parts = boxes.get(at)
            if not parts:
                continue
            total = at in self.content.totals
            made = replace(self.format, signed=not total)
            text = made.text(end - start)
            falls = end < start
            edge = self.reach(end)
            whole = Rect(parts[0][1].x, min(p.y for _, p in parts), parts[0][1].width, sum(p.height for _, p in parts))
            under = falls and edge + self.letters.leading < self.plot.bottom
            self._beyond(whole, under, text, total)
            number, box = parts[-1] if under else parts[0]
            middle = box.y + box.height / 2
            stands = whole.bottom + 0.1 * self.gap if under else whole.y - 0.1 * self.gap - self.letters.leading
            shift = stands + self.letters.leading / 2 - middle
            label = ChartLabel(at, text, "centre", self.look.text, (), (0.0, shift), total)
            self._label(0, number, label)

    def _inner_labels(self) -> None:
        """Values inside the parts of stacks, where they fit."""
        if self.content.kind not in ("stacked", "stacked-100") or len(self._all_values()) > 2 * MOST_LABELS:
            return
        letters = self.letters
        for number, at, box, colour in list(self.bars(self.plots[0])):
            value = self.plots[0].series[number].values[at]
            if not value or colour is None:
                continue
            text = self.format.text(value)
            if box.height < letters.leading or box.width < letters.width(text) + 0.5 * letters.size:
                if self.content.labels == "all":
                    raise FitError(
                        f"the label {text} does not fit its part", self.content.where, "leave labels: all out"
                    )
                continue
            ink = self.look.upon(colour)
            y = box.y + (box.height - letters.leading) / 2
            self.texts.append(letters.line(text, box.x + box.width / 2, y, ink, "center"))
            self._label(0, number, ChartLabel(at, text, "centre", ink, ("value",)))

    # --- labels at the ends of lines

    def _end_labels(self) -> list[_End]:
        """A label at the end of each line, instead of a legend; none where they would not fit."""
        content = self.content
        if content.kind not in ("line", "slope", "sparkline") or content.labels == "none":
            return []
        letters = self.letters
        many = len(content.series) > 1
        found: list[_End] = []
        for number, series in enumerate(self.plots[0].series):
            last = max(at for at, value in enumerate(series.values) if value is not None)
            value = series.values[last]
            assert value is not None and series.colour is not None
            strong = series.name in content.highlight
            number_text = self.format.text(value)
            text = f"{series.name} {number_text}" if many else number_text
            before, before_width = "", 0.0
            if content.kind == "slope":
                first = series.values[0]
                text = f"{number_text} {series.name}" if many else number_text
                if first is not None:
                    before = f"{series.name} {self.format.text(first)}" if many else self.format.text(first)
                    before_width = letters.width(before, strong) + self.gap + series.marker / 2
            found.append(_End(number, last, text, letters.width(text, strong), value, strong, before, before_width))
        widest = max(end.width for end in found)
        room = self.height - 2.5 * letters.leading
        limit = 0.45 if content.kind == "sparkline" else 0.36
        if widest > limit * self.width or len(found) * letters.leading > room:
            return []
        if content.kind == "line" and any(end.point != self.count - 1 for end in found) and many:
            return []
        return found

    def _draw_ends(self, ends: list[_End]) -> None:
        letters, plot = self.letters, self.plot
        half = letters.leading / 2
        sides: list[tuple[bool, list[_End]]] = [(False, ends)]
        if self.content.kind == "slope":
            sides.append((True, [end for end in ends if end.before]))
        for left, chosen in sides:
            if not chosen:
                continue
            values = [self.plots[0].series[end.series].values[0] if left else end.value for end in chosen]
            wanted = [self.reach(value or 0.0) for value in values]
            placed = spread(wanted, 0.92 * letters.leading, half, self.height - half) or wanted
            for end, y, natural in zip(chosen, placed, wanted, strict=True):
                series = self.plots[0].series[end.series]
                assert series.colour is not None
                colour = self.look.readable(series.colour)
                if end.strong or len(ends) == 1:
                    colour = self.look.readable(series.colour)
                away = self.gap + series.marker / 2
                point = 0 if left else end.point
                x = plot.x - away if left else self.middle(end.point) + away
                text = end.before_text if left else end.text
                align = "right" if left else "left"
                item = letters.line(text, x, y - half, colour, align, end.strong)  # type: ignore[arg-type]
                self.texts.append(item)
                self.occupied.boxes.append(item.box)
                many = len(self.content.series) > 1
                # a native label names the series before its value; a slope's right end has them the other way round
                shows = (
                    ()
                    if many and not left and self.content.kind == "slope"
                    else ("series", "value")
                    if many
                    else ("value",)
                )
                shift = (0.0, y - natural)
                spot: Spot = "left" if left else "right"
                label = ChartLabel(point, text, spot, colour, shows, shift, end.strong)  # type: ignore[arg-type]
                self._label(0, end.series, label)
                if self.content.kind == "sparkline":
                    self._dot(0, end.series, end.point)

    # --- notes

    def _annotate(self) -> None:
        """The author's words at points, where they cover nothing; with the point's own label where it has one."""
        for note in self.content.notes:
            plot_number, series_number = self._found(self.content.series[note.series].name)
            if plot_number is None:
                continue
            plot = self.plots[plot_number]
            series = plot.series[series_number]
            value = series.values[note.point]
            if value is None or series.colour is None:
                continue
            x, y = self.middle(note.point), self.reach(self._top(plot, series_number, note.point), plot.second)
            self._note(note.text, x, y, plot_number, series_number, note.point, plot.kind == "bars")

    def _found(self, name: str) -> tuple[int | None, int]:
        for number, plot in enumerate(self.plots):
            for at, series in enumerate(plot.series):
                if series.name == name:
                    return number, at
        return None, 0

    def _top(self, plot: ChartPlot, series: int, point: int) -> float:
        if plot.kind == "lines":
            return plot.series[series].values[point] or 0.0
        return stacked(plot)[series][point][1]

    def _note(self, text: str, x: float, y: float, plot: int, series: int, point: int, barred: bool) -> None:
        letters = self.letters
        width = min(letters.width(text, True), max(0.3 * self.plot.width, 9 * letters.size))
        block = letters.block(text, 0.0, 0.0, width + 0.5, self.look.text, "center", True)
        height = block.box.height
        within = Rect(0.0, 0.0, self.width, self.height)
        away = 0.8 * letters.leading
        places: list[tuple[float, float]] = []
        for step in range(8):
            distance = away * (0.35 + step * 0.6)
            for dx in (0.0, -0.35 * width, 0.35 * width, -0.5 * width, 0.5 * width):
                places.append((x - width / 2 + dx, y - distance - height))
                places.append((x - width / 2 + dx, y + distance))
        boxes = [Rect(left, top, width, height) for left, top in places]
        chosen = self.occupied.first_free(boxes, within)
        if chosen is None:
            raise FitError(f'there is no room for the note "{text}"', self.content.where, "shorten it")
        box = boxes[chosen]
        self.texts.append(replace(block, box=Rect(box.x, box.y, width + 0.5, height)))
        self.occupied.boxes.append(box)
        above = box.bottom <= y
        edge = box.bottom if above else box.y
        if abs(edge - y) > 0.5 * letters.leading:
            end = y - 2 if above else y + 2
            foot = min(max(x, box.x), box.right)
            self.marks.append(ChartLine(((foot, edge + (1 if above else -1)), (x, end)), self.look.quiet, HAIR))
        spot: Spot = "above" if above else "below"
        natural = y - self.gap - height / 2 if above else y + self.gap + height / 2
        shift = (box.x + width / 2 - x, box.y + height / 2 - natural)
        own = [label for label in self.plots[plot].series[series].labels if label.point == point]
        if own:  # one label a point: the client's own keeps its place, and the note stands with it
            text = f"{own[0].text}\n{text}"
            spot, shift = own[0].spot, own[0].shift
        elif barred:
            spot = "outside" if self.plots[plot].grouping == "clustered" else "centre"
        self._label(plot, series, ChartLabel(point, text, spot, self.look.text, (), shift, True))
        if self.plots[plot].kind == "lines":
            self._dot(plot, series, point)

    def _dot(self, plot: int, series: int, point: int) -> None:
        """A marker at one point of a line."""
        chosen = self.plots[plot]
        one = chosen.series[series]
        value = one.values[point]
        if one.marker or value is None or one.colour is None:
            return
        place = (self.middle(point), self.reach(value, chosen.second))
        self.marks.append(ChartDots((place,), DOT * one.width, one.colour))
        changed = list(chosen.series)
        changed[series] = replace(one, dotted=tuple(sorted({*one.dotted, point})))
        self.plots[plot] = replace(chosen, series=tuple(changed))


@dataclass(frozen=True, slots=True)
class _End:
    """The label at the end of a line; `before` is the one at its beginning, and the room that it needs."""

    series: int
    point: int
    text: str
    width: float
    value: float
    strong: bool
    before_text: str = ""
    before: float = 0.0

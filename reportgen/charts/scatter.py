"""Scatter and bubble charts: dots between two axes of numbers, named where there is room."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

from reportgen.charts.cartesian import HAIR, Drawn
from reportgen.charts.labels import Occupied
from reportgen.charts.legend import Entry, legend
from reportgen.charts.look import Look
from reportgen.charts.numbers import NumberFormat, format_of, ticked
from reportgen.charts.plots import lower
from reportgen.charts.scales import Scale, nice
from reportgen.charts.texts import Letters
from reportgen.content.chart import AxisContent, ChartContent, NumberStyle
from reportgen.errors import FitError, SourceError
from reportgen.frames import ChartAxis, ChartDots, ChartLabel, ChartLine, ChartMark, Spot, TextItem
from reportgen.geometry import Rect

LARGEST = 0.25
"""Diameter of the largest bubble, as a part of the plot's shorter side: what clients draw at a scale of 100 %."""

MOST_NAMES = 60
"""Dots that are named; more are a cloud."""


class Dotted:
    """Draws one chart of dots into `width` × `height` points."""

    def __init__(self, content: ChartContent, width: float, height: float, look: Look, letters: Letters) -> None:
        self.content = content
        self.width, self.height = width, height
        self.look = look
        self.letters = letters
        self.gap = 0.5 * letters.size
        self.chart = lower(content, look, min(1.5, letters.size / 8.0), letters.language)[0]
        bubbles = content.kind == "bubble"
        self.y = self._scale(
            [v for s in self.chart.series for v in s.values if v is not None],
            content.axis,
            bubbles,
            height / (3.4 * letters.leading),
        )
        self.x = self._scale(
            [x for s in self.chart.series for x in s.x], content.across, bubbles, width / (9 * letters.size)
        )
        values = [v for s in self.chart.series for v in s.values if v is not None]
        self.format = format_of(content.style, values, letters.language)
        self.y_format = self._format(content.axis, content.style, values, self.y)
        self.x_format = self._format(content.across, NumberStyle(), [x for s in self.chart.series for x in s.x], self.x)

    def _scale(self, values: list[float], axis: AxisContent, padded: bool, parts: float) -> Scale:
        low, high = min(values), max(values)
        for end, beyond in (
            (axis.low, axis.low is not None and low < axis.low),
            (axis.high, axis.high is not None and high > axis.high),
        ):
            if beyond:
                raise SourceError(
                    f"the axis ends at {end:g}, but the values reach from {low:g} to {high:g}",
                    self.content.where,
                    "leave the end out, or set it beyond the values",
                )
        if low >= 0 and low < 0.5 * high:
            low = 0.0
        elif padded:  # so that bubbles at the edge stand inside
            low -= 0.12 * (high - low)
        if padded:
            high += 0.12 * (high - low)
        return nice(low, high, max(2, min(6, int(parts))), least=axis.low, most=axis.high)

    def _format(self, axis: AxisContent, style: NumberStyle, values: list[float], scale: Scale) -> NumberFormat:
        chosen = axis.style or style
        base = format_of(chosen, [*values, scale.high], self.letters.language)
        return base if chosen.decimals is not None else ticked(base, scale.step, scale.low)

    def draw(self) -> Drawn:
        """The chart.

        Raises:
            FitError: there is no room for it.
        """
        letters, gap = self.letters, self.gap
        entries = [
            Entry(s.name, s.colour, "circle")
            for s in self.chart.series
            if s.listed and s.colour is not None and self.content.legend == "auto"
        ]
        strip = legend(entries, self.width, letters)
        left = max(letters.width(self.y_format.text(tick)) for tick in self.y.ticks) + gap
        last = letters.width(self.x_format.text(self.x.ticks[-1])) / 2
        top = strip.height + (0.6 if entries else 0.0) * letters.leading + 0.5 * letters.leading
        titles = [self.content.axis.title, self.content.across.title]
        top += letters.leading if titles[0] else 0.0
        bottom = letters.leading + gap + (letters.leading if titles[1] else 0.0)
        plot = Rect(left, top, self.width - left - last, self.height - top - bottom)
        if plot.width < 6 * letters.size or plot.height < 3 * letters.leading:
            raise FitError("the place is too small for the chart", self.content.where, "give it a larger one")
        marks: list[ChartMark] = []
        texts: list[TextItem] = []
        for tick in self.y.ticks:
            y = self._y(tick, plot)
            marks.append(ChartLine(((plot.x, y), (plot.right, y)), self.look.grid, HAIR))
            text = self.y_format.text(tick)
            texts.append(letters.line(text, plot.x - gap, y - letters.leading / 2, self.look.quiet, "right"))
        for tick in self.x.ticks:
            x = self._x(tick, plot)
            marks.append(ChartLine(((x, plot.y), (x, plot.bottom)), self.look.grid, HAIR))
            texts.append(letters.line(self.x_format.text(tick), x, plot.bottom + gap, self.look.quiet, "center"))
        marks.append(ChartLine(((plot.x, plot.bottom), (plot.right, plot.bottom)), self.look.rule, 1.5 * HAIR))
        if titles[0]:
            texts.append(letters.line(titles[0], 0.0, plot.y - 1.6 * letters.leading, self.look.quiet))
        if titles[1]:
            texts.append(letters.line(titles[1], plot.right, self.height - letters.leading, self.look.quiet, "right"))
        largest = LARGEST * min(plot.width, plot.height)
        dots = self._dots(plot, largest)
        marks += [mark for _, mark in dots]
        labelled = self._names(plot, largest, texts, marks)
        box = None
        if entries:
            placed = strip.at(plot.x, 0.0, letters, self.look)
            marks += placed.marks
            texts += placed.texts
            box = placed.box
        made = replace(labelled, largest=largest if self.content.kind == "bubble" else 0.0)
        return Drawn(
            plot,
            (made,),
            None,
            (self._axis(self.y, self.y_format, titles[0]),),
            box,
            tuple(marks),
            tuple(texts),
            self._axis(self.x, self.x_format, titles[1]),
        )

    def _axis(self, scale: Scale, made: NumberFormat, title: str) -> ChartAxis:
        ticks = tuple((tick, made.text(tick)) for tick in scale.ticks)
        return ChartAxis(scale.low, scale.high, scale.step, ticks, made.code, True, True, title)

    def _x(self, value: float, plot: Rect) -> float:
        return plot.x + self.x.at(value) * plot.width

    def _y(self, value: float, plot: Rect) -> float:
        return plot.bottom - self.y.at(value) * plot.height

    def diameter(self, series: int, point: int, largest: float) -> float:
        """A marker's, or a bubble's by its area."""
        one = self.chart.series[series]
        if not one.sizes:
            return one.marker
        most = max(size for s in self.chart.series for size in s.sizes)
        return largest * sqrt(one.sizes[point] / most)

    def _dots(self, plot: Rect, largest: float) -> list[tuple[int, ChartMark]]:
        """The dots of a series in one mark; bubbles and dots of their own colour in theirs, the largest first."""
        found: list[tuple[int, ChartMark]] = []
        edge = self.look.ground if self.content.kind == "bubble" else None
        for number, series in enumerate(self.chart.series):
            assert series.colour is not None
            own = dict(series.points)
            places = [
                (self._x(x, plot), self._y(value or 0.0, plot))
                for x, value in zip(series.x, series.values, strict=True)
            ]
            if series.sizes:
                order = range(len(places))
                found += [
                    (
                        number,
                        ChartDots((places[n],), self.diameter(number, n, largest), own.get(n, series.colour), edge),
                    )
                    for n in order
                ]
                continue
            plain = tuple(place for n, place in enumerate(places) if n not in own)
            if plain:
                found.append((number, ChartDots(plain, series.marker, series.colour)))
            found += [(number, ChartDots((places[n],), series.marker, colour)) for n, colour in own.items()]
        return found

    def _names(self, plot: Rect, largest: float, texts: list[TextItem], marks: list[ChartMark]):  # type: ignore[no-untyped-def]
        """Names and notes at dots: those highlighted first, then the largest; each where it covers nothing."""
        letters, content = self.letters, self.content
        occupied = Occupied()
        named: list[tuple[bool, float, int, int, str, bool]] = []
        notes = {(note.series, note.point): note.text for note in content.notes}
        for number, series in enumerate(self.chart.series):
            for n, (x, value) in enumerate(zip(series.x, series.values, strict=True)):
                if len(series.x) <= 500:
                    size = self.diameter(number, n, largest)
                    cx, cy = self._x(x, plot), self._y(value or 0.0, plot)
                    occupied.boxes.append(Rect(cx - size / 2 * 0.8, cy - size / 2 * 0.8, size * 0.8, size * 0.8))
            names = content.series[number].names
            for n, name in enumerate(names):
                note = notes.get((number, n))
                strong = name in content.highlight or note is not None
                if content.labels != "none" and (len(names) <= MOST_NAMES or strong):
                    text = name if note is None else f"{name}: {note}"
                    size = series.sizes[n] if series.sizes else 0.0
                    named.append((not strong, -size, number, n, text, strong))
        labels: dict[int, list[ChartLabel]] = {}
        within = Rect(plot.x, plot.y - letters.leading, self.width - plot.x, plot.height + letters.leading)
        for _, _, number, n, text, strong in sorted(named, key=lambda one: one[:4]):
            series = self.chart.series[number]
            x, y = self._x(series.x[n], plot), self._y(series.values[n] or 0.0, plot)
            half = self.diameter(number, n, largest) / 2
            width, height = letters.width(text, strong), letters.leading
            away = half + 0.35 * self.gap
            spots: list[tuple[Spot, Rect]] = [
                ("right", Rect(x + away, y - height / 2, width, height)),
                ("above", Rect(x - width / 2, y - away - height, width, height)),
                ("left", Rect(x - away - width, y - height / 2, width, height)),
                ("below", Rect(x - width / 2, y + away, width, height)),
            ]
            if width <= 1.7 * half and height <= 1.2 * half:
                spots.insert(0, ("centre", Rect(x - width / 2, y - height / 2, width, height)))
                occupied.boxes = [
                    box
                    for box in occupied.boxes
                    if abs(box.x + box.width / 2 - x) > 0.01 or abs(box.y + box.height / 2 - y) > 0.01
                ]
            chosen = occupied.first_free((box for _, box in spots), within)
            if chosen is None:
                if strong or content.labels == "all":
                    raise FitError(f'there is no room for the name "{text}"', content.where, "shorten it")
                continue
            spot, box = spots[chosen]
            colour = self.look.text
            if spot == "centre" and series.colour is not None:
                colour = self.look.upon(dict(series.points).get(n, series.colour))
            texts.append(letters.line(text, box.x, box.y, colour, "left", strong))
            occupied.boxes.append(box)
            labels.setdefault(number, []).append(ChartLabel(n, text, spot, colour, strong=strong))
        changed = tuple(
            replace(series, labels=tuple(sorted(labels.get(n, ()), key=lambda one: one.point)), code=self.format.code)
            for n, series in enumerate(self.chart.series)
        )
        return replace(self.chart, series=changed)

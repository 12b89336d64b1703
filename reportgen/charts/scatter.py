"""Scatter and bubble charts: dots between two axes of numbers, named where there is room."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor, sqrt

from reportgen.charts.canvas import Drawing, Drawn
from reportgen.charts.legend import LegendEntry, in_rows
from reportgen.charts.number_formats import are_years, format_of
from reportgen.charts.plots_by_kind import plots_of
from reportgen.charts.references import draw_across, reference_texts, width_beside
from reportgen.charts.scales import Scale, nice
from reportgen.charts.style import ChartStyle
from reportgen.charts.value_axis import ValueAxis, axis_format, refuse_short_axis
from reportgen.content.chart import AxisContent, ChartContent, NumberStyle
from reportgen.frames import ChartDots, ChartLabel, ChartMark, ChartSeries, Colour, Spot
from reportgen.geometry import Rect, Size
from reportgen.structs import Struct, replace

MOST_NAMES = 60
"""Dots of a series that are named unasked; more are a cloud."""

MOST_KEPT_OFF = 500
"""Dots of a series that names keep off; among more there is no free place to look for."""

AIR = 0.12
"""How much more than its values an axis of bubbles shows at each end, so that those at the edge stand inside."""

FROM_ZERO = 0.5
"""An axis begins at zero where the least value is below this part of the greatest."""

FEWEST_STEPS, MOST_STEPS = 2, 6


class Scatter:
    """Draws one chart of dots into `size`, in points.

    Raises:
        SourceError: an axis ends before its values do.
    """

    def __init__(self, content: ChartContent, size: Size, style: ChartStyle) -> None:
        self.content = content
        self.size = size
        self.style = style
        letters = style.lettering
        plots = plots_of(content, style)
        self.bubbles = content.kind == "bubble"
        values = [v for series in plots[0].series for v in series.values if v is not None]
        places = [x for series in plots[0].series for x in series.x]
        lines = [line.value for line in content.references]
        up = self._scale([*values, *lines], content.axis, size.height / (3.4 * letters.leading))
        across = self._scale(places, content.across, size.width / (9 * letters.size))
        self.up = ValueAxis(
            up, axis_format(content.axis, content.style, values, up, style.language), content.axis.title
        )
        self.across = ValueAxis(
            across, axis_format(content.across, NumberStyle(), places, across, style.language), content.across.title
        )
        self.drawing = Drawing(content, size, style, plots, format_of(content.style, values, style.language))
        self.references = reference_texts(self.drawing)

    def _scale(self, values: list[float], axis: AxisContent, parts: float) -> Scale:
        low, high = min(values), max(values)
        refuse_short_axis(axis, low, high, self.content)
        if low == high:  # one value stands in the middle
            low, high = low - (abs(low) / 2 or 1.0), high + (abs(high) / 2 or 1.0)
        air = AIR * (high - low) if self.bubbles else 0.0
        low = 0.0 if air <= low < FROM_ZERO * high else low - air
        high += air
        steps = max(FEWEST_STEPS, min(MOST_STEPS, int(parts)))
        made = nice(low, high, steps, least=axis.low, most=axis.high)
        if made.step < 1 and are_years(values):  # years have no decimals
            return Scale(floor(made.low), ceil(made.high), 1.0)
        return made

    def draw(self) -> Drawn:
        """The chart.

        Raises:
            FitError: there is no room for it.
        """
        drawing, letters, plot = self.drawing, self.style.lettering, self.drawing.plots[0]
        entries = [
            LegendEntry(series.name, series.colour, "circle")
            for series in plot.series
            if series.listed and series.colour is not None and self.content.legend == "auto"
        ]
        strip = in_rows(entries, self.size.width - self._left, letters)
        box = self._box(strip.height + (0.6 if entries else 0.0) * letters.leading)
        field = _Field(
            box, self.up.scale, self.across.scale, self.style.look.largest_bubble * min(box.width, box.height)
        )
        self._draw_grid(field)
        self._write_titles(box)
        drawing.marks += self._dots(field)
        draw_across(drawing, box, field.up, self.references, inside=False)
        self._write_names(field)
        legend = strip.placed(box.x, 0.0, self.style)
        (finished,) = drawing.finished(lambda _: drawing.format.code)
        return Drawn(
            box,
            (replace(finished, largest=field.largest if self.bubbles else 0.0),),
            None,
            (self.up.framed(),),
            legend.box if entries else None,
            (*drawing.marks, *legend.marks),
            (*drawing.texts, *legend.texts),
            self.across.framed(),
            over=tuple(drawing.over),
            below=tuple(drawing.below),
            told=tuple(drawing.told),
        )

    @property
    def _left(self) -> float:
        """What the texts of the ticks take at the left of the plot."""
        return max(self.style.lettering.width(text) for _, text in self.up.ticks) + self.style.gap

    def _box(self, top: float) -> Rect:
        """The plot's box: what is left when ticks and titles have their room; `top` is that of the legend."""
        letters, gap = self.style.lettering, self.style.gap
        left = self._left
        right = letters.width(self.across.ticks[-1][1]) / 2
        if self.references:
            right = max(right, width_beside(self.references) + gap)
        top += 0.5 * letters.leading
        top += letters.leading if self.up.title else 0.0
        bottom = letters.leading + gap + (letters.leading if self.across.title else 0.0)
        box = Rect(left, top, self.size.width - left - right, self.size.height - top - bottom)
        if box.width < 6 * letters.size or box.height < 3 * letters.leading:
            raise self.drawing.too_small()
        return box

    def _draw_grid(self, field: _Field) -> None:
        drawing, letters, colours, look = self.drawing, self.style.lettering, self.style.colours, self.style.look
        box, gap = field.box, self.style.gap
        for tick, text in self.up.ticks:
            y = field.y(tick)
            drawing.rule((box.x, y), (box.right, y), colours.grid, look.grid)
            drawing.texts.append(letters.line(text, (box.x - gap, y - letters.leading / 2), colours.quiet, "right"))
        for tick, text in self.across.ticks:
            x = field.x(tick)
            drawing.rule((x, box.y), (x, box.bottom), colours.grid, look.grid)
            drawing.texts.append(letters.line(text, (x, box.bottom + gap), colours.quiet, "center"))
        drawing.rule((box.x, box.bottom), (box.right, box.bottom), colours.rule, look.axis)

    def _write_titles(self, box: Rect) -> None:
        letters, quiet = self.style.lettering, self.style.colours.quiet
        if self.up.title:
            self.drawing.texts.append(letters.line(self.up.title, (0.0, box.y - 1.6 * letters.leading), quiet))
        if self.across.title:
            foot = (box.right, self.size.height - letters.leading)
            self.drawing.texts.append(letters.line(self.across.title, foot, quiet, "right"))

    # --- dots

    def _diameter(self, series: int, point: int, largest: float) -> float:
        """A marker's, or a bubble's by its area (points)."""
        plot = self.drawing.plots[0]
        one = plot.series[series]
        if not one.sizes:
            return one.marker
        most = max(size for s in plot.series for size in s.sizes)
        return largest * sqrt(one.sizes[point] / most)

    def _dots(self, field: _Field) -> Iterator[ChartMark]:
        """The dots of a series in one mark; bubbles, and dots of a colour of their own, each in a mark of its own."""
        for number, series in enumerate(self.drawing.plots[0].series):
            assert series.colour is not None
            own = dict(series.points)
            places = [field.at(x, value or 0.0) for x, value in zip(series.x, series.values, strict=True)]
            if self.bubbles:
                diameters = [self._diameter(number, n, field.largest) for n in range(len(places))]
                colours = [own.get(n, series.colour) for n in range(len(places))]
                ground, weight = self.style.colours.ground, self.style.look.edge
                for place, diameter, colour in zip(places, diameters, colours, strict=True):
                    yield ChartDots((place,), diameter, colour, ground, weight)
                continue
            plain = tuple(place for n, place in enumerate(places) if n not in own)
            if plain:
                yield ChartDots(plain, series.marker, series.colour)
            for n, colour in own.items():
                yield ChartDots((places[n],), series.marker, colour)

    # --- names

    def _write_names(self, field: _Field) -> None:
        """Names and notes at dots: those highlighted first, then the largest; each where it covers nothing."""
        self._keep_off_dots(field)
        box, leading = field.box, self.style.lettering.leading
        within = Rect(box.x, box.y - leading, self.size.width - box.x, box.height + leading)
        for name in sorted(self._wanted_names(), key=lambda one: (not one.strong, -one.size, one.series, one.point)):
            self._write_name(name, field, within)

    def _keep_off_dots(self, field: _Field) -> None:
        """Take the middle of each dot's place: a name may touch its edge."""
        for number, series in enumerate(self.drawing.plots[0].series):
            if len(series.x) > MOST_KEPT_OFF:
                continue
            for n, (x, value) in enumerate(zip(series.x, series.values, strict=True)):
                size = self._diameter(number, n, field.largest)
                (cx, cy) = field.at(x, value or 0.0)
                self.drawing.occupied.boxes.append(
                    Rect(cx - size / 2 * 0.8, cy - size / 2 * 0.8, size * 0.8, size * 0.8)
                )

    def _wanted_names(self) -> Iterator[_Name]:
        content = self.content
        if content.labels == "none":
            return
        notes = {(note.series, note.point): note.text for note in content.notes}
        for number, series in enumerate(self.drawing.plots[0].series):
            names = content.series[number].names
            for n, name in enumerate(names):
                note = notes.get((number, n))
                strong = name in content.highlight or note is not None
                if strong or len(names) <= MOST_NAMES:
                    text = name if note is None else f"{name}: {note}"
                    yield _Name(number, n, text, strong, series.sizes[n] if series.sizes else 0.0)

    def _write_name(self, name: _Name, field: _Field, within: Rect) -> None:
        if not self._set_name(name, field, within):
            self._put_below(name, field, within)

    def _set_name(self, name: _Name, field: _Field, within: Rect) -> bool:
        """Write a name beside its dot where it covers nothing; False: there is no such place."""
        letters, occupied = self.style.lettering, self.drawing.occupied
        series = self.drawing.plots[0].series[name.series]
        x, y = field.at(series.x[name.point], series.values[name.point] or 0.0)
        half = self._diameter(name.series, name.point, field.largest) / 2
        size = Size(letters.width(name.text, name.strong), letters.leading)
        spots = _spots(x, y, half + 0.35 * self.style.gap, size)
        if size.width <= 1.7 * half and size.height <= 1.2 * half:  # it fits into its own bubble, which it may cover
            spots.insert(0, ("centre", Rect(x - size.width / 2, y - size.height / 2, size.width, size.height)))
            occupied.boxes = [box for box in occupied.boxes if not _centred(box, x, y)]
        chosen = occupied.first_free((box for _, box in spots), within)
        if chosen is None:
            return False
        spot, box = spots[chosen]
        colour = self._upon(series, name.point) if spot == "centre" else self.style.colours.text
        self.drawing.texts.append(letters.line(name.text, (box.x, box.y), colour, "left", name.strong))
        occupied.boxes.append(box)
        label = ChartLabel(name.point, name.text, spot, colour, strong=name.strong)
        self.drawing.label(0, name.series, label)
        return True

    def _put_below(self, name: _Name, field: _Field, within: Rect) -> None:
        """What has no room beside its dot: a number there, and the words under the chart, where they are asked for."""
        if not name.strong:
            if self.content.labels == "all" or not self.content.highlight:
                self.drawing.told["not every dot of the chart has room for its name"] = None
            return
        number = self.drawing.next_number
        placed = self._set_name(replace(name, text=number), field, within)
        self.drawing.put_below(name.text, number if placed else "")

    def _upon(self, series: ChartSeries, point: int) -> Colour:
        """The colour of a text on a bubble."""
        assert series.colour is not None
        return self.style.colours.upon(dict(series.points).get(point, series.colour))


class _Field(Struct, frozen=True):
    """The area between two axes of numbers: its box, and the diameter of its largest bubble, in points."""

    box: Rect
    up: Scale
    across: Scale
    largest: float

    def x(self, value: float) -> float:
        return self.box.x + self.across.at(value) * self.box.width

    def y(self, value: float) -> float:
        return self.box.bottom - self.up.at(value) * self.box.height

    def at(self, x: float, y: float) -> tuple[float, float]:
        return self.x(x), self.y(y)


class _Name(Struct, frozen=True):
    """What is to be written at a dot, and how large its bubble is among others."""

    series: int
    point: int
    text: str
    strong: bool
    size: float


def _spots(x: float, y: float, away: float, size: Size) -> list[tuple[Spot, Rect]]:
    """The places for a name beside a dot, the best first."""
    width, height = size.width, size.height
    return [
        ("right", Rect(x + away, y - height / 2, width, height)),
        ("above", Rect(x - width / 2, y - away - height, width, height)),
        ("left", Rect(x - away - width, y - height / 2, width, height)),
        ("below", Rect(x - width / 2, y + away, width, height)),
    ]


def _centred(box: Rect, x: float, y: float) -> bool:
    """Whether a box has its middle at a point, as that of a dot has."""
    return abs(box.x + box.width / 2 - x) <= 0.01 and abs(box.y + box.height / 2 - y) <= 0.01

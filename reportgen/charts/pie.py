"""Pies and doughnuts: shares of a whole, named beside their slices or in a legend at the right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import cos, fsum, hypot, pi, sin

from reportgen.charts.canvas import Drawing, Drawn
from reportgen.charts.legend import LegendEntry, PlacedLegend, in_list
from reportgen.charts.lettering import Align
from reportgen.charts.number_formats import NumberFormat
from reportgen.charts.plots_by_kind import plots_of
from reportgen.charts.style import ChartStyle
from reportgen.content.chart import ChartContent, ChartNote
from reportgen.frames import ChartCategories, ChartLabel, ChartWedge, Colour, Spot
from reportgen.geometry import Rect, Size
from reportgen.structs import Struct

STEP = 0.02
"""How much smaller the next pie is that is tried, in parts of the place's shorter side."""

ASIDE = 0.2
"""Labels turn an edge to the pie where the sine of their angle is more than this; above and below they are centred."""

SHARES_AT = 0.72
"""Where the shares stand in slices of pies, in parts of the radius; in doughnuts they stand in the ring's middle."""


WIDEST_LIST = 0.55
"""The part of the place's width that a list of names may take; wider names are broken."""


class _Circle(Struct, frozen=True):
    """Where the pie stands (points)."""

    x: float
    y: float
    diameter: float

    @property
    def radius(self) -> float:
        return self.diameter / 2


class Pie:
    """Draws one pie or doughnut into `size`, in points."""

    def __init__(self, content: ChartContent, size: Size, style: ChartStyle) -> None:
        self.content = content
        self.size = size
        self.style = style
        plots = plots_of(content, style)
        self.hole = plots[0].hole
        self.values = [value or 0.0 for value in plots[0].series[0].values]
        self.total = fsum(self.values)
        self.colours: dict[int, Colour] = dict(plots[0].series[0].points)
        fine = content.style.decimals if content.style.measure == "percent" and content.style.decimals else 0
        self.drawing = Drawing(content, size, style, plots, NumberFormat(style.language, "percent", fine))

    def draw(self) -> Drawn:
        """The chart with names at its slices where they fit, else with a legend.

        Raises:
            FitError: there is no room for it.
        """
        content = self.content
        if content.kind == "pie" and content.labels != "none" and content.legend == "auto":
            diameter = self._named_diameter()
            if diameter is not None:
                return self._named(diameter)
        return self._listed()

    def _middle(self, at: int) -> float:
        """The middle of a slice, in radians clockwise from the top."""
        before = fsum(self.values[:at])
        return 2 * pi * (before + self.values[at] / 2) / self.total

    def _share(self, at: int) -> str:
        return self.drawing.format.text(self.values[at] / self.total)

    def _strong(self, at: int) -> bool:
        return self.content.categories[at] in self.content.highlight

    # --- names at the slices

    def _labels(self, diameter: float) -> list[tuple[int, Rect]]:
        """The boxes of the labels round a pie of this diameter, its middle at (0, 0)."""
        letters, gap = self.style.lettering, self.style.gap
        found = []
        for at, value in enumerate(self.values):
            if not value:
                continue
            name = letters.width(self.content.categories[at], self._strong(at))
            size = Size(max(name, letters.width(self._share(at))), 2 * letters.leading)
            x, y = sin(self._middle(at)), -cos(self._middle(at))
            away = diameter / 2 + gap
            box = _beside(x, y, away, size)
            while _distance(box) < diameter / 2 + 0.8 * gap:  # corners come nearer to the circle than sides
                away += 0.5
                box = _beside(x, y, away, size)
            found.append((at, box))
        return found

    def _named_diameter(self) -> float | None:
        """The greatest diameter at which all labels fit round the pie; None where none is large enough."""
        side = min(self.size.width, self.size.height)
        diameter = side
        while diameter >= self.style.look.smallest_pie * side:
            boxes = [box for _, box in self._labels(diameter)]
            around = _around(boxes, diameter)
            if around.width <= self.size.width and around.height <= self.size.height:
                apart = not any(a.overlaps(b) for n, a in enumerate(boxes) for b in boxes[n + 1 :])
                return diameter if apart else None
            diameter -= STEP * side
        return None

    def _named(self, diameter: float) -> Drawn:
        """The pie with a name and a share at each slice, as near to the middle of its place as they let it."""
        boxes = self._labels(diameter)
        around = _around([box for _, box in boxes], diameter)
        x = min(max(self.size.width / 2, -around.left), self.size.width - around.right)
        y = min(max(self.size.height / 2, -around.top), self.size.height - around.bottom)
        letters, colours = self.style.lettering, self.style.colours
        for at, box in boxes:
            name, share, strong = self.content.categories[at], self._share(at), self._strong(at)
            moved = box.moved(x, y)
            align, anchor = _turned(moved, sin(self._middle(at)))
            self.drawing.texts.append(letters.line(name, (anchor, moved.y), colours.text, align, strong))
            self.drawing.texts.append(letters.line(share, (anchor, moved.y + letters.leading), colours.quiet, align))
            label = ChartLabel(at, f"{name}\n{share}", "outside", colours.text, ("category", "percent"), strong=strong)
            self.drawing.label(0, 0, label)
        return self._done(_Circle(x, y, diameter), None)

    # --- names in a legend

    def _listed(self) -> Drawn:
        """The pie with a list of names at its right, or under it where that leaves it larger."""
        letters = self.style.lettering
        entries = [LegendEntry(name, self.colours[at]) for at, name in enumerate(self.content.categories)]
        if self.content.legend != "auto":
            entries = []
        width, height, gap = self.size.width, self.size.height, 2 * letters.size
        right = in_list(entries, letters, WIDEST_LIST * width)
        below = in_list(entries, letters, width)
        beside = right.width + gap if entries else 0.0
        diameter = min(height, width - beside) if right.height <= height else 0.0
        stacked = min(width, height - below.height - letters.leading)
        if entries and stacked > 1.25 * diameter:
            circle = _Circle(width / 2, stacked / 2, stacked)
            legend = below.placed(max(0.0, (width - below.width) / 2), stacked + letters.leading, self.style)
        else:
            left = max(0.0, (width - diameter - beside) / 2)
            circle = _Circle(left + diameter / 2, height / 2, diameter)
            legend = right.placed(left + diameter + gap, circle.y - right.height / 2, self.style)
        if circle.diameter < 4 * letters.leading:
            raise self.drawing.too_small()
        if self.content.labels != "none":
            self._write_shares(circle)
        return self._done(circle, legend)

    def _write_shares(self, circle: _Circle) -> None:
        """The share of each slice inside it, where it has room."""
        letters = self.style.lettering
        inner = circle.radius * self.hole
        radius = (circle.radius + inner) / 2 if inner else SHARES_AT * circle.diameter / 2
        spot: Spot = "free" if inner else "end"
        for at, value in enumerate(self.values):
            if not value:
                continue
            share, angle = self._share(at), self._middle(at)
            arc = 2 * pi * value / self.total * radius
            width = letters.width(share, True)
            narrow = arc < max(width, letters.leading) + 0.3 * letters.size
            if narrow or circle.radius - inner < width + 0.5 * letters.size:
                continue
            ink = self.style.colours.upon(self.colours[at])
            place = (circle.x + radius * sin(angle), circle.y - radius * cos(angle) - letters.leading / 2)
            self.drawing.texts.append(letters.line(share, place, ink, "center", True))
            self.drawing.label(0, 0, ChartLabel(at, share, spot, ink, ("percent",), strong=True))

    def _done(self, circle: _Circle, legend: PlacedLegend | None) -> Drawn:
        drawing, radius = self.drawing, circle.radius
        ground, edge = self.style.colours.ground, self.style.look.edge
        inner = radius * self.hole
        angle = 0.0
        for at, value in enumerate(self.values):
            if value:
                end = angle + 360 * value / self.total
                colour = self.colours[at]
                drawing.marks.append(ChartWedge(circle.x, circle.y, radius, inner, angle, end, colour, ground, edge))
                angle = end
        legend = legend or PlacedLegend(Rect(0.0, 0.0, 0.0, 0.0), (), ())
        return Drawn(
            Rect(circle.x - radius, circle.y - radius, circle.diameter, circle.diameter),
            drawing.finished(lambda _: drawing.format.code),
            ChartCategories(self.content.categories, header=self.content.header),
            (),
            legend.box if legend.texts else None,
            (*drawing.marks, *legend.marks),
            (*drawing.texts, *legend.texts),
            below=tuple(f"{name}: {note.text}" for name, note in self._notes()),
        )

    def _notes(self) -> Iterator[tuple[str, ChartNote]]:
        """The notes, each with the name of its slice."""
        return ((self.content.categories[note.point], note) for note in self.content.notes)


class _Around(Struct, frozen=True):
    """How far a pie and its labels reach from the pie's middle."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top


def _around(boxes: Iterable[Rect], diameter: float) -> _Around:
    listed, radius = list(boxes), diameter / 2
    return _Around(
        min(min(box.x for box in listed), -radius),
        min(min(box.y for box in listed), -radius),
        max(max(box.right for box in listed), radius),
        max(max(box.bottom for box in listed), radius),
    )


def _turned(box: Rect, side: float) -> tuple[Align, float]:
    """How a label is aligned, and where its lines are held: at the edge that it turns to the pie."""
    if side > ASIDE:
        return "left", box.x
    if side < -ASIDE:
        return "right", box.right
    return "center", box.x + box.width / 2


def _beside(x: float, y: float, away: float, size: Size) -> Rect:
    """A box in the direction (x, y) that turns its nearest side or corner to the middle."""
    middle_x = away * x + min(max(2.2 * x, -1.0), 1.0) * size.width / 2
    middle_y = away * y + min(max(1.4 * y, -1.0), 1.0) * size.height / 2
    return Rect(middle_x - size.width / 2, middle_y - size.height / 2, size.width, size.height)


def _distance(box: Rect) -> float:
    """Of a box from the middle of the pie."""
    return hypot(max(box.x, -box.right, 0.0), max(box.y, -box.bottom, 0.0))

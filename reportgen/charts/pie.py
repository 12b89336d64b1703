"""Pies and doughnuts: shares of a whole, named beside their slices or in a legend at the right."""

from __future__ import annotations

from dataclasses import replace
from math import cos, fsum, hypot, pi, sin

from reportgen.charts.cartesian import Drawn
from reportgen.charts.legend import Entry, Strip, listed
from reportgen.charts.look import Look
from reportgen.charts.numbers import NumberFormat
from reportgen.charts.plots import lower
from reportgen.charts.texts import Letters
from reportgen.content.chart import ChartContent
from reportgen.errors import FitError
from reportgen.frames import ChartCategories, ChartLabel, ChartMark, ChartWedge, Colour, TextItem
from reportgen.geometry import Rect

SMALLEST = 0.42
"""Least diameter of a pie, as a part of the shorter side of its place."""


class Wheel:
    """Draws one pie or doughnut into `width` × `height` points."""

    def __init__(self, content: ChartContent, width: float, height: float, look: Look, letters: Letters) -> None:
        self.content = content
        self.width, self.height = width, height
        self.look = look
        self.letters = letters
        self.gap = 0.5 * letters.size
        self.chart = lower(content, look, 1.0, letters.language)[0]
        series = self.chart.series[0]
        self.values = [value or 0.0 for value in series.values]
        self.total = fsum(self.values)
        self.colours: dict[int, Colour] = dict(series.points)
        fine = content.style.decimals if content.style.measure == "percent" and content.style.decimals else 0
        self.format = NumberFormat(letters.language, "percent", fine)

    def draw(self) -> Drawn:
        """The chart with names at its slices where they fit, else with a legend.

        Raises:
            FitError: there is no room for it.
        """
        if self.content.kind == "pie" and self.content.labels != "none" and self.content.legend == "auto":
            diameter = self._direct()
            if diameter is not None:
                return self._named(diameter)
        return self._listed()

    def _middle(self, at: int) -> float:
        """The middle of a slice, in radians clockwise from the top."""
        before = fsum(self.values[:at])
        return 2 * pi * (before + self.values[at] / 2) / self.total

    def _share(self, at: int) -> str:
        return self.format.text(self.values[at] / self.total)

    def _labels(self, diameter: float) -> list[tuple[int, Rect]]:
        """The boxes of the labels round a pie of this diameter, its middle at (0, 0)."""
        found = []
        height = 2 * self.letters.leading
        for at, value in enumerate(self.values):
            if not value:
                continue
            width = max(
                self.letters.width(self.content.categories[at], self._strong(at)), self.letters.width(self._share(at))
            )
            x, y = sin(self._middle(at)), -cos(self._middle(at))
            away = diameter / 2 + self.gap
            box = _beside(x, y, away, width, height)
            while _distance(box) < diameter / 2 + 0.8 * self.gap:
                away += 0.5
                box = _beside(x, y, away, width, height)
            found.append((at, box))
        return found

    def _strong(self, at: int) -> bool:
        return self.content.categories[at] in self.content.highlight

    def _direct(self) -> float | None:
        """The greatest diameter at which all labels fit round the pie; None where none is large enough."""
        side = min(self.width, self.height)
        diameter = side
        while diameter >= SMALLEST * side:
            boxes = [box for _, box in self._labels(diameter)]
            width = max(max(box.right for box in boxes), diameter / 2) - min(min(b.x for b in boxes), -diameter / 2)
            height = max(max(b.bottom for b in boxes), diameter / 2) - min(min(b.y for b in boxes), -diameter / 2)
            if width <= self.width and height <= self.height:
                apart = not any(a.overlaps(b) for n, a in enumerate(boxes) for b in boxes[n + 1 :])
                return diameter if apart else None
            diameter -= 0.02 * side
        return None

    def _named(self, diameter: float) -> Drawn:
        boxes = self._labels(diameter)
        top = min(min(box.y for _, box in boxes), -diameter / 2)
        bottom = max(max(box.bottom for _, box in boxes), diameter / 2)
        left = min(min(box.x for _, box in boxes), -diameter / 2)
        right = max(max(box.right for _, box in boxes), diameter / 2)
        x = min(max(self.width / 2, -left), self.width - right)
        y = min(max(self.height / 2, -top), self.height - bottom)
        texts: list[TextItem] = []
        labels: list[ChartLabel] = []
        for at, box in boxes:
            name, share = self.content.categories[at], self._share(at)
            strong = self._strong(at)
            moved = box.moved(x, y)
            side = sin(self._middle(at))
            align, anchor = (
                ("left", moved.x)
                if side > 0.2
                else ("right", moved.right)
                if side < -0.2
                else ("center", moved.x + moved.width / 2)
            )
            texts.append(self.letters.line(name, anchor, moved.y, self.look.text, align, strong))  # type: ignore[arg-type]
            texts.append(
                self.letters.line(share, anchor, moved.y + self.letters.leading, self.look.quiet, align)  # type: ignore[arg-type]
            )
            labels.append(
                ChartLabel(at, f"{name}\n{share}", "outside", self.look.text, ("category", "percent"), strong=strong)
            )
        return self._done(x, y, diameter, tuple(labels), tuple(texts), None, ())

    def _listed(self) -> Drawn:
        entries = [Entry(name, self.colours[at], "box") for at, name in enumerate(self.content.categories)]
        strip = listed(entries, self.letters) if self.content.legend == "auto" else Strip((), (), 0.0, 0.0)
        beside = strip.width + 2 * self.letters.size if entries else 0.0
        diameter = min(self.height, self.width - beside)
        if diameter < 4 * self.letters.leading or strip.height > self.height:
            raise FitError("the place is too small for the chart", self.content.where, "give it a larger one")
        left = max(0.0, (self.width - diameter - beside) / 2)
        x, y = left + diameter / 2, self.height / 2
        texts: list[TextItem] = []
        labels: list[ChartLabel] = []
        inner = diameter / 2 * self.chart.hole
        radius = (diameter / 2 + inner) / 2 if inner else 0.72 * diameter / 2
        for at, value in enumerate(self.values):
            if not value or self.content.labels == "none":
                continue
            share, angle = self._share(at), self._middle(at)
            arc = 2 * pi * value / self.total * radius
            width = self.letters.width(share, True)
            thick = diameter / 2 - inner
            if (
                arc < max(width, self.letters.leading) + 0.3 * self.letters.size
                or thick < width + 0.5 * self.letters.size
            ):
                continue
            ink = self.look.upon(self.colours[at])
            top = y - radius * cos(angle) - self.letters.leading / 2
            texts.append(self.letters.line(share, x + radius * sin(angle), top, ink, "center", True))
            spot = "free" if inner else "end"
            labels.append(ChartLabel(at, share, spot, ink, ("percent",), strong=True))  # type: ignore[arg-type]
        legend = strip.at(left + diameter + 2 * self.letters.size, y - strip.height / 2, self.letters, self.look)
        return self._done(
            x, y, diameter, tuple(labels), (*texts, *legend.texts), legend.box if strip.entries else None, legend.marks
        )

    def _done(
        self,
        x: float,
        y: float,
        diameter: float,
        labels: tuple[ChartLabel, ...],
        texts: tuple[TextItem, ...],
        legend: Rect | None,
        swatches: tuple[ChartMark, ...],
    ) -> Drawn:
        radius = diameter / 2
        marks: list[ChartMark] = []
        angle = 0.0
        for at, value in enumerate(self.values):
            if not value:
                continue
            sweep = 360 * value / self.total
            inner = radius * self.chart.hole
            marks.append(ChartWedge(x, y, radius, inner, angle, angle + sweep, self.colours[at], self.look.ground))
            angle += sweep
        series = replace(self.chart.series[0], labels=labels, code=self.format.code)
        plot = Rect(x - radius, y - radius, diameter, diameter)
        categories = ChartCategories(self.content.categories, header=self.content.header)
        return Drawn(plot, (replace(self.chart, series=(series,)),), categories, (), legend, (*marks, *swatches), texts)


def _beside(x: float, y: float, away: float, width: float, height: float) -> Rect:
    """A box in the direction (x, y) that turns its nearest side or corner to the middle."""
    middle_x = away * x + min(max(2.2 * x, -1.0), 1.0) * width / 2
    middle_y = away * y + min(max(1.4 * y, -1.0), 1.0) * height / 2
    return Rect(middle_x - width / 2, middle_y - height / 2, width, height)


def _distance(box: Rect) -> float:
    """Of a box from the middle of the pie."""
    return hypot(max(box.x, -box.right, 0.0), max(box.y, -box.bottom, 0.0))

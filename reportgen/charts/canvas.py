"""A chart while it is drawn: its marks and texts so far, the places they take, the labels of its points."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from typing import Literal

from reportgen.charts.collisions import Occupied
from reportgen.charts.number_formats import NumberFormat
from reportgen.charts.style import ChartStyle
from reportgen.content.chart import ChartContent
from reportgen.errors import FitError
from reportgen.frames import (
    ChartAxis,
    ChartCategories,
    ChartDots,
    ChartLabel,
    ChartLine,
    ChartMark,
    ChartPlot,
    Colour,
    TextItem,
)
from reportgen.geometry import Rect, Size
from reportgen.structs import Struct, replace

MOST_KEPT_OFF = 500
"""Points of a line that labels keep off; to look at more would take longer than to draw them."""


class Drawn(Struct, frozen=True):
    """A chart in its parts, all in points from the chart's top left corner."""

    plot: Rect
    plots: tuple[ChartPlot, ...]
    categories: ChartCategories | None
    axes: tuple[ChartAxis, ...]
    legend: Rect | None
    marks: tuple[ChartMark, ...]
    texts: tuple[TextItem, ...]
    across: ChartAxis | None = None
    over: tuple[ChartLine | TextItem, ...] = ()
    upright: tuple[int, ...] = ()
    below: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


class Drawing:
    """Collects what is drawn of one chart into `size`, in points from its top left corner.

    `format` is how its values are written. What is said of single points is kept beside the plots, not in them, until
    all is said: a plot is frozen, and one with thousands of points is not copied for each label.
    """

    def __init__(
        self, content: ChartContent, size: Size, style: ChartStyle, plots: tuple[ChartPlot, ...], written: NumberFormat
    ) -> None:
        self.content = content
        self.size = size
        self.style = style
        self.plots = plots
        self.format = written
        self.marks: list[ChartMark] = []
        self.texts: list[TextItem] = []
        self.over: list[ChartLine | TextItem] = []
        """What a native chart has no place for, so that it carries it as shapes of its own."""
        self.upright: list[int] = []
        """The numbers of the texts that are turned to read upwards, each about the top left corner of its box."""
        self.below: list[str] = []
        """What has no room in the chart, and stands under it."""
        self._numbered = 0
        self.told: dict[str, None] = {}
        """What somebody should know of what is not shown."""
        self.occupied = Occupied()
        self._labels: dict[tuple[int, int], dict[int, ChartLabel]] = {}
        self._dotted: dict[tuple[int, int], set[int]] = {}

    @property
    def whole(self) -> Rect:
        return Rect(0.0, 0.0, self.size.width, self.size.height)

    def too_small(self) -> FitError:
        """What to raise where the chart has too little room."""
        return FitError("the place is too small for the chart", self.content.where, "give it a larger one")

    @property
    def value_fields(self) -> tuple[Literal["value"], ...]:
        """What a native label of a value is made of: the value itself, or its text where no code writes that."""
        return () if self.format.loose else ("value",)

    @property
    def next_number(self) -> str:
        """The number of the next text that stands under the chart."""
        return str(self._numbered + 1)

    def put_below(self, text: str, number: str = "") -> None:
        """Put a text under the chart; `number` stands for it in the chart, where there was room for that."""
        self._numbered += bool(number)
        self.below.append(f"{number}\u2002{text}" if number else text)

    def rule(self, start: tuple[float, float], end: tuple[float, float], colour: Colour, weight: float) -> None:
        """A straight line of the grid or of an axis, or one that leads to a note."""
        self.marks.append(ChartLine((start, end), colour, weight))

    def write(self, text: TextItem) -> None:
        """Put a text into the chart that later ones keep off."""
        self.texts.append(text)
        self.occupied.boxes.append(text.box)

    def lay_over(self, piece: ChartLine | TextItem) -> None:
        """Draw a line or a text that a native chart can carry only as a shape of its own."""
        if isinstance(piece, ChartLine):
            self.marks.append(piece)
        else:
            self.write(piece)
        self.over.append(piece)

    def keep_off(self, points: Iterable[tuple[float, float]]) -> None:
        """Let labels keep off a line through points."""
        listed = list(points)
        if len(listed) <= MOST_KEPT_OFF:
            self.occupied.lines += list(itertools.pairwise(listed))

    # --- single points

    def label(self, plot: int, series: int, label: ChartLabel) -> None:
        """Note the label of a point; a point has one, so that it takes the place of the label before it."""
        self._labels.setdefault((plot, series), {})[label.point] = label

    def label_of(self, plot: int, series: int, point: int) -> ChartLabel | None:
        return self._labels.get((plot, series), {}).get(point)

    def dot(self, plot: int, series: int, point: int, at: tuple[float, float]) -> None:
        """Draw a marker at one point of a line that has none on all of its points."""
        one = self.plots[plot].series[series]
        if one.marker or one.values[point] is None or one.colour is None:
            return
        self.marks.append(ChartDots((at,), one.point_marker, one.colour))
        self._dotted.setdefault((plot, series), set()).add(point)

    def finished(self, code: Callable[[ChartPlot], str]) -> tuple[ChartPlot, ...]:
        """The plots with the labels and markers of their points; `code` gives the number format of a plot's values."""
        made = []
        for number, plot in enumerate(self.plots):
            number_format = code(plot)
            series = []
            for at, one in enumerate(plot.series):
                labels = self._labels.get((number, at), {})
                series.append(
                    replace(
                        one,
                        labels=tuple(labels[point] for point in sorted(labels)),
                        dotted=tuple(sorted(self._dotted.get((number, at), ()))),
                        code=number_format,
                    )
                )
            made.append(replace(plot, series=tuple(series)))
        return tuple(made)

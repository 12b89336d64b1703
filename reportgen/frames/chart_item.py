"""A chart in its two readings: the data with its axes, for native charts, and the marks and texts, for drawing.

All lengths are points from the top left corner of the chart's box, y down.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from reportgen.errors import NOWHERE, Where
from reportgen.frames.colour import Colour
from reportgen.frames.text_item import Paragraph, TextItem
from reportgen.geometry import Rect
from reportgen.structs import Struct

ChartKind = Literal[
    "column",
    "bar",
    "stacked",
    "stacked-100",
    "line",
    "area",
    "pie",
    "doughnut",
    "scatter",
    "bubble",
    "combo",
    "waterfall",
    "sparkline",
    "bullet",
    "slope",
]

Spot = Literal["above", "below", "left", "right", "centre", "end", "outside", "free"]
"""Where a label stands by its point: `end` is inside a bar at its end, `outside` beyond it; `free` is what the client
does where it offers no choice."""


class ChartLabel(Struct, frozen=True):
    """The label of one point: the text as drawn, and the fields that it is made of in a native chart.

    Without `shows`, the native label is the text itself. `shift` is the way from the spot to where the label stands.
    """

    point: int
    text: str
    spot: Spot
    colour: Colour
    shows: tuple[Literal["series", "category", "value", "percent"], ...] = ()
    shift: tuple[float, float] = (0.0, 0.0)
    strong: bool = False


class ChartSeries(Struct, frozen=True):
    """Values in the order of the categories (None: a gap), and how they look.

    `x` and `sizes` are those of dots and bubbles. `colour` is None for a series that only carries others. `points`
    are the points with a colour of their own. `width` is that of the line, `marker` the diameter of its markers.
    `listed` series stand in the legend; `dotted` are the points of a line that have a marker though others have none,
    of the diameter `point_marker`. Widths and diameters are points.
    """

    name: str
    values: tuple[float | None, ...]
    colour: Colour | None
    code: str = "General"
    x: tuple[float, ...] = ()
    sizes: tuple[float, ...] = ()
    points: tuple[tuple[int, Colour], ...] = ()
    labels: tuple[ChartLabel, ...] = ()
    width: float = 0.0
    marker: float = 0.0
    marks: Literal["circle", "dash"] = "circle"
    listed: bool = False
    dotted: tuple[int, ...] = ()
    point_marker: float = 0.0


class ChartPlot(Struct, frozen=True):
    """Series drawn in one way. `gap` is the space between groups of bars, as a part of a bar's width (0..5).

    `hole` is the part of a doughnut's diameter that is empty; `second` plots belong to the second value axis;
    `largest` is the diameter of the largest bubble.
    """

    kind: Literal["bars", "lines", "areas", "pie", "doughnut", "dots", "bubbles"]
    series: tuple[ChartSeries, ...]
    grouping: Literal["clustered", "stacked", "percent"] = "clustered"
    horizontal: bool = False
    gap: float = 0.5
    hole: float = 0.0
    second: bool = False
    largest: float = 0.0


class ChartAxis(Struct, frozen=True):
    """A value axis: from `low` to `high` in steps of `step`, and its ticks as they read."""

    low: float
    high: float
    step: float
    ticks: tuple[tuple[float, str], ...]
    code: str = "General"
    shown: bool = True
    grid: bool = True
    title: str = ""


class ChartCategories(Struct, frozen=True):
    """What the values belong to: texts, or dates on a true scale of days, months or years.

    Each `every`th label is shown, or one for each `every` units of dates. `edge` is true where the first and the
    last point stand on the plot's edges, and false where each has a slot of its own. `low` puts the labels under
    the plot where bars go below zero. `grid` rules each category's place. `upright` labels read upwards.
    """

    labels: tuple[str, ...]
    dates: tuple[date, ...] = ()
    unit: Literal["days", "months", "years"] = "days"
    every: int = 1
    tick_unit: Literal["days", "months", "years"] = "days"
    code: str = "General"
    edge: bool = False
    low: bool = False
    shown: bool = True
    grid: bool = False
    header: str = ""
    upright: bool = False


class ChartBar(Struct, frozen=True):
    """A bar, or a swatch of the legend."""

    box: Rect
    fill: Colour


class ChartLine(Struct, frozen=True):
    """A line through points; a closed one is filled."""

    points: tuple[tuple[float, float], ...]
    stroke: Colour | None = None
    width: float = 0.0
    fill: Colour | None = None
    dashed: bool = False


class ChartWedge(Struct, frozen=True):
    """A slice between two angles in degrees, clockwise from the top; `inner` is the radius of the hole.

    `edge_width` is that of the line round it, in points.
    """

    x: float
    y: float
    radius: float
    inner: float
    start: float
    end: float
    fill: Colour
    edge: Colour
    edge_width: float = 1.0


class ChartDots(Struct, frozen=True):
    """Discs of one diameter and colour at points, outlined or not."""

    points: tuple[tuple[float, float], ...]
    diameter: float
    fill: Colour
    edge: Colour | None = None
    edge_width: float = 1.0


ChartMark = ChartBar | ChartLine | ChartWedge | ChartDots


class ChartItem(Struct, frozen=True):
    """A chart in both readings.

    Data: `plots`, `categories` (none for dots), value `axes` (the first, and the second where there is one),
    `across` (the horizontal axis of dots), the inner `plot` box, the `legend` box. Drawn: `marks`, then `texts`.
    `upright` are the numbers of texts that read upwards: each is turned about the top left corner of its box.
    `told` says what a person should know of what is not shown.
    `over` are the lines and texts among them that a native chart has no place for: it carries them as shapes.
    `style` is an empty paragraph with the font of all texts, `quiet` that of the ticks' texts; `alt` says what the
    chart shows, `reading` all of its values in words.
    """

    box: Rect
    kind: ChartKind
    plot: Rect
    plots: tuple[ChartPlot, ...]
    style: Paragraph
    rule: Colour
    grid: Colour
    quiet: Colour
    ground: Colour
    grid_weight: float = 0.5
    axis_weight: float = 0.75
    edge_weight: float = 1.0
    categories: ChartCategories | None = None
    axes: tuple[ChartAxis, ...] = ()
    across: ChartAxis | None = None
    legend: Rect | None = None
    marks: tuple[ChartMark, ...] = ()
    texts: tuple[TextItem, ...] = ()
    over: tuple[ChartLine | TextItem, ...] = ()
    upright: tuple[int, ...] = ()
    told: tuple[str, ...] = ()
    alt: str = ""
    reading: str = ""
    slot: str | None = None
    section: int | None = None
    where: Where = NOWHERE

    @property
    def series(self) -> tuple[ChartSeries, ...]:
        """All series, plot by plot."""
        return tuple(series for plot in self.plots for series in plot.series)

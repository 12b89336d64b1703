"""The area between a chart's axes: where each category and each value stands in it."""

from __future__ import annotations

from datetime import date

from reportgen.charts.scales import Calendar
from reportgen.charts.value_axis import ValueAxis
from reportgen.geometry import Rect
from reportgen.structs import Struct, replace


class CategoryAxis(Struct, frozen=True):
    """How `count` categories share the length of a plot: each in a slot of its own, or from edge to edge (`edge`).

    With a `calendar`, categories stand on a true scale of its units, at their `dates`.
    """

    count: int
    edge: bool
    dates: tuple[date, ...] = ()
    calendar: Calendar | None = None

    @property
    def units(self) -> int:
        return self.calendar.length + 1 if self.calendar is not None else self.count

    def unit(self, at: int) -> float:
        """The place of a category in units, from 0."""
        return float(self.calendar.index(self.dates[at])) if self.calendar is not None else float(at)

    def part(self, unit: float) -> float:
        """Where the middle of a unit is, 0 at the beginning of the plot and 1 at its end."""
        return unit / (self.units - 1) if self.edge else (unit + 0.5) / self.units


class NameArrangement(Struct, frozen=True):
    """How names stand under a plot: on so many lines, broken to a width (none: as they are), each `every`th.

    `upright` ones read upwards; their width is then that of a line, which is a height of the chart.
    """

    lines: int
    width: float | None
    every: int = 1
    upright: bool = False


class PlotArea(Struct, frozen=True):
    """The box inside the axes, in points of the chart, and the axes that give it its measure.

    Values go upwards, or to the right where bars are `horizontal`; categories go the other way.
    """

    box: Rect
    values: tuple[ValueAxis, ...]
    categories: CategoryAxis
    horizontal: bool
    names: NameArrangement | None = None

    @property
    def length(self) -> float:
        """The length in points that the categories share."""
        return self.box.height if self.horizontal else self.box.width

    @property
    def slot(self) -> float:
        """The width of the place that a name under the plot has (points)."""
        count = self.categories.count
        return self.box.width / (count - 1 if self.categories.edge else count)

    def along(self, unit: float) -> float:
        """How far along the plot a unit of the category axis stands, from the beginning of the plot."""
        return self.length * self.categories.part(unit)

    def middle(self, at: int) -> float:
        """The middle of a category on the chart, across the value axis."""
        return (self.box.y if self.horizontal else self.box.x) + self.along(self.categories.unit(at))

    def reach(self, value: float, second: bool = False) -> float:
        """Where a value stands on the chart, along the value axis; on the `second` one where the chart has it."""
        axis = self.values[1 if second and len(self.values) > 1 else 0]
        part = min(max(axis.scale.at(value), 0.0), 1.0)
        return self.box.x + part * self.box.width if self.horizontal else self.box.bottom - part * self.box.height

    def point(self, at: int, value: float, second: bool = False) -> tuple[float, float]:
        """Where a value of a category stands on a chart whose values go upwards."""
        return self.middle(at), self.reach(value, second)

    @property
    def origin(self) -> float:
        """Where bars stand: zero, or the end of the axis that is nearest to it."""
        scale = self.values[0].scale
        return self.reach(min(max(0.0, scale.low), scale.high))

    def inset(self, left: float = 0.0, right: float = 0.0, bottom: float = 0.0) -> PlotArea:
        """The area without strips of so many points at its sides."""
        box = self.box
        return replace(self, box=Rect(box.x + left, box.y, box.width - left - right, box.height - bottom))

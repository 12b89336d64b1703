"""Bars and sparklines in the cells of a table."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.content.table import TableContent
from reportgen.errors import Where
from reportgen.frames import Colour, ImageItem, Item, ShapeItem
from reportgen.geometry import Rect
from reportgen.layout.publication_pictures import Pictures
from reportgen.layout.tables.cells import GRAPHICS, CellDraft
from reportgen.layout.tables.rows import SolvedTable
from reportgen.layout.text_setter import TextSetter

MIDDLE = 0.56
"""How far under a line's foot its figures have their middle, in sizes of the type, counted upwards from the leading."""

LEAST_BAR = 0.05
"""The length (points) below which a bar is not drawn."""


class CellGraphics:
    """Draws the graphics of one publication's tables on a ground."""

    def __init__(self, setter: TextSetter, pictures: Pictures, ground: str, section: int) -> None:
        self.brand = setter.brand
        self.look = setter.brand.look.tables
        self.pictures = pictures
        self.ground = ground
        self.section = section

    def draw(self, solved: SolvedTable, content: TableContent, rows: range, area: Rect) -> list[Item]:
        """The graphics of some rows of a table that stands in `area`; the scale of bars is that of all its rows."""
        scales = {at: _scale(content, at) for at, column in enumerate(content.columns) if column.kind in GRAPHICS}
        if not scales:
            return []
        metrics = solved.draft.metrics
        found: list[Item] = []
        y = area.y + sum(solved.heights[: solved.head])
        height = self.look.bar * metrics.size
        for number in rows:
            middle = y + metrics.down + metrics.leading - MIDDLE * metrics.size
            for cell in solved.draft.rows[number].cells:
                if cell.graphic is None:
                    continue
                last = cell.column == len(solved.widths) - 1
                right = area.x + sum(solved.widths[: cell.column + 1])
                right -= 0.0 if last and metrics.flush else metrics.across
                width = solved.graphics[cell.column]
                box = Rect(right - width, middle - 0.5 * height, width, height)
                found += self._graphic(cell, scales[cell.column], box)
            y += solved.heights[solved.head + number]
        return found

    def _graphic(self, cell: CellDraft, scale: tuple[float, float], box: Rect) -> list[Item]:
        assert cell.graphic is not None
        value = cell.graphic.value
        if isinstance(value, tuple):
            numbers = [one for one in value if isinstance(one, float)]
            return [self._sparkline(numbers, box, cell.graphic.where)]
        return self._bar(value, scale, box) if isinstance(value, float) else []

    def _bar(self, value: float, scale: tuple[float, float], box: Rect) -> list[Item]:
        low, high = scale
        unit = box.width / (high - low) if high > low else 0.0
        zero = box.x - low * unit
        length = abs(value) * unit
        if length < LEAST_BAR:
            return []
        left = zero if value >= 0 else zero - length
        bar = Rect(left, box.y, length, box.height)
        return [
            ShapeItem(
                bar, fill=self.brand.colours.bar(self.ground, negative=value < 0), name="bar", section=self.section
            )
        ]

    def _sparkline(self, numbers: Sequence[float], box: Rect, where: Where) -> ImageItem:
        over = round((self.look.sparkline - 1) / 2, 6)
        drawn = Rect(box.x, box.y - over * box.height, box.width, self.look.sparkline * box.height)
        svg = sparkline_svg(
            numbers,
            (drawn.width, drawn.height),
            (self.brand.colours.bar(self.ground), self.look.sparkline_weight * drawn.height),
            (self.brand.text("accent", self.ground), self.look.sparkline_dot * drawn.height),
        )
        picture = self.pictures.add_vector(svg, where)
        return ImageItem(drawn, picture.key, artifact=True, section=self.section, where=where)


def sparkline_svg(
    values: Sequence[float], size: tuple[float, float], line: tuple[Colour, float], dot: tuple[Colour, float]
) -> bytes:
    """A line through the values from left to right, with a dot on the last, as SVG.

    `size` is the width and the height, `line` the line's colour and weight, `dot` the dot's colour and radius; lengths
    are points.
    """
    width, height = size
    edge = dot[1]
    low, high = min(values), max(values)
    step = (width - 2 * edge) / (len(values) - 1)
    unit = (height - 2 * edge) / (high - low) if high > low else 0.0
    flat = height / 2 if high == low else height - edge
    points = [(edge + at * step, flat - (value - low) * unit) for at, value in enumerate(values)]
    path = " ".join(f"{'L' if at else 'M'}{x:.2f} {y:.2f}" for at, (x, y) in enumerate(points))
    x, y = points[-1]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.2f} {height:.2f}">'
        f'<path d="{path}" fill="none" stroke="#{line[0].rgb}" stroke-width="{line[1]:.2f}"/>'
        f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{edge:.2f}" fill="#{dot[0].rgb}"/></svg>'
    ).encode()


def _scale(content: TableContent, at: int) -> tuple[float, float]:
    """Least and greatest of a bar column's numbers, zero included; totals do not count."""
    values = [
        entry.value
        for row in content.rows
        if row.kind == "body" and (entry := row.entries[at]) is not None and isinstance(entry.value, float)
    ]
    return min(0.0, *values, 0.0), max(0.0, *values, 0.0)

"""Icons as shapes of a sheet: lines in one colour, whatever their size."""

from __future__ import annotations

from reportgen.frames import Colour, ShapeItem
from reportgen.geometry import Rect
from reportgen.icons import WEIGHT, outline

BADGE = 0.58
"""The side of an icon on a disc, in parts of the disc's diameter."""


def icon_shape(name: str, box: Rect, colour: Colour, section: int | None) -> ShapeItem:
    """The icon of a name in the middle of a box, as large as fits."""
    side = min(box.width, box.height)
    square = Rect(box.x + (box.width - side) / 2, box.y + (box.height - side) / 2, side, side)
    weight = round(WEIGHT * side, 2)
    return ShapeItem(
        square, "path", stroke=colour, stroke_width=weight, name="icon", section=section, path=outline(name)
    )


def on_disc(disc: Rect) -> Rect:
    """The place of an icon on a disc."""
    side = BADGE * disc.width
    return Rect(disc.x + (disc.width - side) / 2, disc.y + (disc.height - side) / 2, side, side)

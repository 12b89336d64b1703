"""Lengths and rectangles. All lengths are points (1/72 in), origin top left, y down."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reportgen.structs import Struct

MM = 72 / 25.4
INCH = 72.0

_UNITS = {"pt": 1.0, "mm": MM, "cm": 10 * MM, "in": INCH}
_LENGTH = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*(pt|mm|cm|in)\s*", re.ASCII)


def parse_length(text: str) -> float:
    """Points of a length such as ``12mm``, ``0.5in`` or ``18pt``.

    >>> parse_length("0.5in")
    36.0

    Raises:
        ValueError: `text` is not a number with one of the units pt, mm, cm, in.
    """
    match = _LENGTH.fullmatch(text)
    if match is None:
        raise ValueError(f"expected a length such as 12mm, 0.5in or 18pt, got {text!r}")
    return float(match[1]) * _UNITS[match[2]]


class Size(Struct, frozen=True):
    """Width and height in points."""

    width: float
    height: float


class Insets(Struct, frozen=True):
    """Distances inward from the four sides, in points."""

    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    left: float = 0.0


class Rect(Struct, frozen=True):
    """A box in points: its top left corner and its size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def inset(self, insets: Insets) -> Rect:
        """The box that remains inside `insets`."""
        return Rect(
            self.x + insets.left,
            self.y + insets.top,
            self.width - insets.left - insets.right,
            self.height - insets.top - insets.bottom,
        )

    def moved(self, dx: float = 0.0, dy: float = 0.0) -> Rect:
        """The same box, `dx` to the right and `dy` down."""
        return Rect(self.x + dx, self.y + dy, self.width, self.height)

    def contains(self, other: Rect, tolerance: float = 0.01) -> bool:
        """Whether `other` lies inside, within `tolerance` points."""
        return (
            other.x >= self.x - tolerance
            and other.y >= self.y - tolerance
            and other.right <= self.right + tolerance
            and other.bottom <= self.bottom + tolerance
        )

    def overlaps(self, other: Rect, tolerance: float = 0.01) -> bool:
        """Whether the two share an area of more than `tolerance` points in both directions."""
        return (
            min(self.right, other.right) - max(self.x, other.x) > tolerance
            and min(self.bottom, other.bottom) - max(self.y, other.y) > tolerance
        )


def around(boxes: Iterable[Rect]) -> Rect:
    """The smallest box that holds all of some."""
    found = list(boxes)
    left, top = min(box.x for box in found), min(box.y for box in found)
    return Rect(left, top, max(box.right for box in found) - left, max(box.bottom for box in found) - top)

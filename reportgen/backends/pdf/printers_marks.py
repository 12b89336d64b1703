"""What a press wants round a page: where it is cut, how the plates lie over each other, and a strip of the inks."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.backends.pdf.outlines import rounded
from reportgen.backends.pdf.paints import Paints
from reportgen.frames import Process
from reportgen.geometry import MM, Rect, Size

GAP = 3 * MM
"""Between the trim and its marks, at least: they stand clear of the bleed."""
LENGTH = 5 * MM
"""Of a crop mark."""
WEIGHT = 0.25
_RING = 1.6 * MM
_PATCH = 4 * MM

_STRIP: tuple[Process, ...] = (
    (1, 0, 0, 0),
    (0, 1, 0, 0),
    (0, 0, 1, 0),
    (0, 0, 0, 1),
    (1, 1, 0, 0),
    (1, 0, 1, 0),
    (0, 1, 1, 0),
    (0.5, 0, 0, 0),
    (0, 0.5, 0, 0),
    (0, 0, 0.5, 0),
    (0, 0, 0, 0.5),
    (0.5, 0.4, 0.4, 0),
)
"""The inks alone, two and two, at one half, and a grey of three that shows when one of them is off."""


def slug(bleed: float) -> float:
    """How far the sheet goes beyond the trim so that it has room for marks, in points."""
    return max(bleed, GAP) + LENGTH + MM


def printers_marks(size: Size, bleed: float, paints: Paints) -> Iterator[tuple[Rect, str]]:
    """The marks round a page of a size, each with the box (points, y down) that it stands in."""
    distance = max(bleed, GAP)
    lines = paints.registration()
    width, height = size.width, size.height
    sheet = Rect(0, 0, width, height)
    around = Rect(-slug(bleed), -slug(bleed), width + 2 * slug(bleed), height + 2 * slug(bleed))
    yield around, f"q {lines} {WEIGHT} w {' '.join(_crop_marks(sheet, distance))} S Q"
    middle = distance + LENGTH / 2
    centres = ((width / 2, -middle), (width / 2, height + middle), (-middle, height / 2), (width + middle, height / 2))
    targets = " ".join(_target(x, height - y) for x, y in centres)
    yield around, f"q {lines} {WEIGHT} w {targets} S Q"
    yield from _strip(size, distance, paints)


def _crop_marks(sheet: Rect, distance: float) -> Iterator[str]:
    """Two lines at each corner, in the directions of its edges (y up)."""
    for x in (sheet.x, sheet.right):
        for y, away in ((sheet.y, -1), (sheet.bottom, 1)):
            yield f"{x:.3f} {y + away * distance:.3f} m {x:.3f} {y + away * (distance + LENGTH):.3f} l"
    for y in (sheet.y, sheet.bottom):
        for x, away in ((sheet.x, -1), (sheet.right, 1)):
            yield f"{x + away * distance:.3f} {y:.3f} m {x + away * (distance + LENGTH):.3f} {y:.3f} l"


def _target(x: float, y: float) -> str:
    """A cross in a ring."""
    arm = LENGTH / 2
    ring = rounded(x - _RING, y - _RING, 2 * _RING, 2 * _RING, _RING, _RING)
    return f"{x - arm:.3f} {y:.3f} m {x + arm:.3f} {y:.3f} l {x:.3f} {y - arm:.3f} m {x:.3f} {y + arm:.3f} l {ring}"


def _strip(size: Size, distance: float, paints: Paints) -> Iterator[tuple[Rect, str]]:
    """Patches of the inks over the left half of the page: as many as it has room for."""
    colours = [*(paints.process(one) for one in _STRIP), *paints.own_inks()]
    room = int((size.width / 2 - LENGTH) / _PATCH)
    patches = [
        f"{colour} {number * _PATCH:.3f} {size.height + distance + LENGTH - _PATCH:.3f} {_PATCH:.3f} {_PATCH:.3f} re f"
        for number, colour in enumerate(colours[:room])
    ]
    if patches:
        box = Rect(0, -distance - LENGTH, len(patches) * _PATCH, _PATCH)
        yield box, f"q {' '.join(patches)} Q"

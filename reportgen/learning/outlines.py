"""Outlines of shapes as SVG paths: the presets that templates use, and freeforms without formulas.

`presetShapeDefinitions.xml` (ECMA-376 Part 1, annex) has the presets; adjustments are parts of the shorter side.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import cos, radians, sin
from typing import Any

from lxml import etree

from reportgen.geometry import Rect
from reportgen.learning.office_file import NS

Adjusted = Callable[[str, float], float]
"""Gives an adjustment by its name, or the usual value, in parts of one."""


def preset(name: str, box: Rect, adjusted: Adjusted) -> str | None:
    """The path of a preset shape in a box; None of one that is not known here."""
    if name in ("line", "straightConnector1"):
        return f"M{box.x:g} {box.y:g}L{box.right:g} {box.bottom:g}"
    if name in ("ellipse", "flowChartConnector"):
        rx, ry = box.width / 2, box.height / 2
        return f"M{box.x:g} {box.y + ry:g}a{rx:g} {ry:g} 0 1 1 {2 * rx:g} 0a{rx:g} {ry:g} 0 1 1 {-2 * rx:g} 0z"
    short = min(box.width, box.height)
    if name in _ROUNDED:
        radius = adjusted("adj1" if name.startswith("round2") else "adj", 0.16667) * short
        return _rounded(box, [radius if corner in _ROUNDED[name] else 0.0 for corner in range(4)])
    points = _POLYGONS.get(name)
    if points is None:
        return None
    corners = points(box.width, box.height, short, adjusted)
    return "M" + "L".join(f"{box.x + x:g} {box.y + y:g}" for x, y in corners) + "z"


_ROUNDED: Mapping[str, tuple[int, ...]] = {
    "roundRect": (0, 1, 2, 3),
    "flowChartAlternateProcess": (0, 1, 2, 3),
    "round1Rect": (1,),
    "round2SameRect": (0, 1),
    "round2DiagRect": (0, 2),
}


def _rounded(box: Rect, radii: list[float]) -> str:
    """A box with its corners rounded: top left, top right, bottom right, bottom left."""
    a, b, c, d = radii
    return (
        f"M{box.x + a:g} {box.y:g}H{box.right - b:g}q{b:g} 0 {b:g} {b:g}V{box.bottom - c:g}q0 {c:g} {-c:g} {c:g}"
        f"H{box.x + d:g}q{-d:g} 0 {-d:g} {-d:g}V{box.y + a:g}q0 {-a:g} {a:g} {-a:g}z"
    )


Corners = list[tuple[float, float]]


def _slanted(w: float, h: float, s: float, adj: Adjusted) -> Corners:
    d = adj("adj", 0.25) * s
    return [(d, 0), (w, 0), (w - d, h), (0, h)]


def _trapezoid(w: float, h: float, s: float, adj: Adjusted) -> Corners:
    d = adj("adj", 0.25) * s
    return [(d, 0), (w - d, 0), (w, h), (0, h)]


def _home_plate(w: float, h: float, s: float, adj: Adjusted) -> Corners:
    d = adj("adj", 0.5) * s
    return [(0, 0), (w - d, 0), (w, h / 2), (w - d, h), (0, h)]


def _chevron(w: float, h: float, s: float, adj: Adjusted) -> Corners:
    d = adj("adj", 0.5) * s
    return [(0, 0), (w - d, 0), (w, h / 2), (w - d, h), (0, h), (d, h / 2)]


def _hexagon(w: float, h: float, s: float, adj: Adjusted) -> Corners:
    d = adj("adj", 0.25) * s
    return [(0, h / 2), (d, 0), (w - d, 0), (w, h / 2), (w - d, h), (d, h)]


def _snipped(w: float, h: float, s: float, adj: Adjusted) -> Corners:
    d = adj("adj", 0.16667) * s
    return [(0, 0), (w - d, 0), (w, d), (w, h), (0, h)]


_POLYGONS: Mapping[str, Callable[[float, float, float, Adjusted], Corners]] = {
    "rect": lambda w, h, s, adj: [(0, 0), (w, 0), (w, h), (0, h)],
    "flowChartProcess": lambda w, h, s, adj: [(0, 0), (w, 0), (w, h), (0, h)],
    "triangle": lambda w, h, s, adj: [(adj("adj", 0.5) * w, 0), (w, h), (0, h)],
    "rtTriangle": lambda w, h, s, adj: [(0, 0), (w, h), (0, h)],
    "diamond": lambda w, h, s, adj: [(w / 2, 0), (w, h / 2), (w / 2, h), (0, h / 2)],
    "parallelogram": _slanted,
    "trapezoid": _trapezoid,
    "homePlate": _home_plate,
    "chevron": _chevron,
    "hexagon": _hexagon,
    "snip1Rect": _snipped,
}


def freeform(geometry: Any, box: Rect) -> str | None:
    """The path of a freeform (`a:custGeom`, 20.1.9.8) in a box; None where a formula places any of its points."""
    made = ""
    for path in geometry.iterfind("a:pathLst/a:path", NS):
        width, height = int(path.get("w") or 0), int(path.get("h") or 0)
        pen = _Pen(box, box.width / width if width else 1 / 12700, box.height / height if height else 1 / 12700)
        for step in path:
            if not pen.draw(etree.QName(step).localname, step):
                return None
        made += pen.made
    return made or None


class _Pen:
    """Draws the steps of a freeform's path."""

    def __init__(self, box: Rect, across: float, down: float) -> None:
        self.box, self.across, self.down = box, across, down
        self.made = ""
        self.at = (0.0, 0.0)

    def draw(self, name: str, step: Any) -> bool:
        """One step; false where it cannot be drawn."""
        try:
            points = [self._point(point) for point in step.iterfind("a:pt", NS)]
            if name == "arcTo":
                points = [self._arc(step)]
                return True
        except ValueError:
            return False
        letter = {"moveTo": "M", "lnTo": "L", "cubicBezTo": "C", "quadBezTo": "Q", "close": "z"}.get(name)
        if letter is None:
            return False
        self.made += letter + " ".join(f"{x:.2f} {y:.2f}" for x, y in points)
        if points:
            self.at = points[-1]
        return True

    def _point(self, point: Any) -> tuple[float, float]:
        return self.box.x + int(point.get("x")) * self.across, self.box.y + int(point.get("y")) * self.down

    def _arc(self, step: Any) -> tuple[float, float]:
        rx, ry = int(step.get("wR")) * self.across, int(step.get("hR")) * self.down
        start, swing = int(step.get("stAng")) / 60_000, int(step.get("swAng")) / 60_000
        end = radians(start + swing)
        x = self.at[0] - rx * cos(radians(start)) + rx * cos(end)
        y = self.at[1] - ry * sin(radians(start)) + ry * sin(end)
        self.made += f"A{rx:.2f} {ry:.2f} 0 {int(abs(swing) > 180)} {int(swing > 0)} {x:.2f} {y:.2f}"
        self.at = (x, y)
        return self.at

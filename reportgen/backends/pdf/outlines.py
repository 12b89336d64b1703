"""Outlines as paths (ISO 32000-1, 8.5.2): those of glyphs that are no text, and of rounded rectangles."""

from __future__ import annotations

Point = tuple[float, float]

_ARC = 0.5523
"""Control points of a quarter circle as a Bézier curve."""


class PathPen:
    """A pen, as HarfBuzz asks for one, that writes operators into `parts`."""

    def __init__(self, parts: list[str]) -> None:
        self.parts = parts
        self.at: Point = (0.0, 0.0)

    def moveTo(self, point: Point) -> None:
        self._add("m", point)

    def lineTo(self, point: Point) -> None:
        self._add("l", point)

    def curveTo(self, *points: Point) -> None:
        self._add("c", *points)

    def qCurveTo(self, *points: Point) -> None:
        """A quadratic curve as the cubic one that is the same."""
        (ax, ay), (bx, by), (cx, cy) = self.at, *points
        first = (ax + 2 * (bx - ax) / 3, ay + 2 * (by - ay) / 3)
        self._add("c", first, (cx + 2 * (bx - cx) / 3, cy + 2 * (by - cy) / 3), (cx, cy))

    def closePath(self) -> None:
        self.parts.append("h")

    def _add(self, operator: str, *points: Point) -> None:
        self.parts.append(" ".join(f"{length:g}" for point in points for length in point) + f" {operator}")
        self.at = points[-1]


def rounded(x: float, y: float, width: float, height: float, rx: float, ry: float) -> str:
    """A rectangle with elliptic corners as a path; corners of half its size make an ellipse."""
    right, top, kx, ky = x + width, y + height, rx * (1 - _ARC), ry * (1 - _ARC)
    return (
        f"{x + rx:.3f} {y:.3f} m {right - rx:.3f} {y:.3f} l "
        f"{right - kx:.3f} {y:.3f} {right:.3f} {y + ky:.3f} {right:.3f} {y + ry:.3f} c {right:.3f} {top - ry:.3f} l "
        f"{right:.3f} {top - ky:.3f} {right - kx:.3f} {top:.3f} {right - rx:.3f} {top:.3f} c {x + rx:.3f} {top:.3f} l "
        f"{x + kx:.3f} {top:.3f} {x:.3f} {top - ky:.3f} {x:.3f} {top - ry:.3f} c {x:.3f} {y + ry:.3f} l "
        f"{x:.3f} {y + ky:.3f} {x + kx:.3f} {y:.3f} {x + rx:.3f} {y:.3f} c h"
    )

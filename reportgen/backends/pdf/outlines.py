"""Outlines of glyphs as paths, for glyphs that are no text (ISO 32000-1, 8.5.2)."""

from __future__ import annotations

Point = tuple[float, float]


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

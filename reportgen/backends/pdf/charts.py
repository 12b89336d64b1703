"""Marks of charts → PDF path operators (ISO 32000-1, 8.5), y down as in the frames: the caller turns the page over."""

from __future__ import annotations

from math import ceil, cos, pi, radians, sin, tan
from typing import assert_never

from reportgen.backends.pdf.paints import Paints
from reportgen.frames import ChartBar, ChartDots, ChartLine, ChartMark, ChartWedge


def mark_operators(mark: ChartMark, paints: Paints) -> str:
    """The operators that draw one mark, in points from the chart's top left corner."""
    match mark:
        case ChartBar():
            box = mark.box
            return f"{paints.fill(mark.fill)} {_n(box.x)} {_n(box.y)} {_n(box.width)} {_n(box.height)} re f"
        case ChartLine():
            return _line(mark, paints)
        case ChartWedge():
            return f"{paints.fill(mark.fill)} {paints.stroke(mark.edge)} {mark.edge_width} w 1 j {_wedge(mark)} B"
        case ChartDots():
            return _dots(mark, paints)
        case _:
            assert_never(mark)


def _n(value: float) -> str:
    """A number as short as it can be at a thousandth of a point."""
    return f"{value:.3f}".rstrip("0").rstrip(".") or "0"


def _line(mark: ChartLine, paints: Paints) -> str:
    path = " ".join(f"{_n(x)} {_n(y)} {'l' if n else 'm'}" for n, (x, y) in enumerate(mark.points))
    parts = []
    if mark.fill is not None:
        parts.append(f"{paints.fill(mark.fill)} {path} h f")
    if mark.stroke is not None:
        dash = "[3 2] 0 d " if mark.dashed else ""
        parts.append(f"q {dash}{paints.stroke(mark.stroke)} {_n(mark.width)} w 1 j {path} S Q")
    return " ".join(parts)


def _dots(mark: ChartDots, paints: Paints) -> str:
    """Discs as lines of no length with round ends: the shortest way to write thousands of them (8.4.3.3)."""
    path = " ".join(f"{_n(x)} {_n(y)} m {_n(x)} {_n(y)} l" for x, y in mark.points)
    parts = []
    if mark.edge is not None:
        parts.append(f"{paints.stroke(mark.edge)} {_n(mark.diameter + 2 * mark.edge_width)} w {path} S")
    parts.append(f"{paints.stroke(mark.fill)} {_n(mark.diameter)} w {path} S")
    return f"q 1 J {' '.join(parts)} Q"


def _wedge(mark: ChartWedge) -> str:
    """A slice: out along its first side, round, back, and round the hole where it has one."""
    whole = mark.end - mark.start > 359.999
    if whole:
        circle = _arc(mark, mark.radius, mark.start, mark.end, "m")
        hole = f" h {_arc(mark, mark.inner, mark.end, mark.start, 'm')}" if mark.inner else ""
        return f"{circle}{hole} h"
    outer = _arc(mark, mark.radius, mark.start, mark.end, "l" if not mark.inner else "m")
    if not mark.inner:
        return f"{_n(mark.x)} {_n(mark.y)} m {outer} h"
    return f"{outer} {_arc(mark, mark.inner, mark.end, mark.start, 'l')} h"


def _arc(mark: ChartWedge, radius: float, start: float, end: float, begin: str) -> str:
    """An arc as Bézier curves of at most a quarter circle; degrees clockwise from the top."""
    count = max(1, ceil(abs(end - start) / 90 - 1e-9))
    step = radians((end - start) / count)
    reach = 4 / 3 * tan(step / 4) * radius
    angle = radians(start) - pi / 2
    x, y = mark.x + radius * cos(angle), mark.y + radius * sin(angle)
    parts = [f"{_n(x)} {_n(y)} {begin}"]
    for _ in range(count):
        following = angle + step
        to_x, to_y = mark.x + radius * cos(following), mark.y + radius * sin(following)
        one = (x - reach * sin(angle), y + reach * cos(angle))
        two = (to_x + reach * sin(following), to_y - reach * cos(following))
        parts.append(f"{_n(one[0])} {_n(one[1])} {_n(two[0])} {_n(two[1])} {_n(to_x)} {_n(to_y)} c")
        x, y, angle = to_x, to_y, following
    return " ".join(parts)

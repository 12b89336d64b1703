"""Shapes and the marks of charts as SVG elements; all lengths are points, y down, as in the frames."""

from __future__ import annotations

from math import cos, pi, radians, sin
from typing import assert_never

from reportgen.frames import ChartBar, ChartDots, ChartLine, ChartMark, ChartWedge, Colour, ShapeItem, path_steps
from reportgen.geometry import Rect
from reportgen.structs import replace


def hex_of(colour: Colour) -> str:
    """A colour as SVG writes it."""
    return f"#{colour.rgb}"


def rect(box: Rect, fill: str, radius: float = 0.0, more: str = "") -> str:
    """A rectangle, its corners rounded by `radius` points; `more` is attributes beside its fill."""
    round_ = f' rx="{radius:.3f}"' if radius else ""
    return (
        f'<rect x="{box.x:.3f}" y="{box.y:.3f}" width="{max(0.0, box.width):.3f}" height="{max(0.0, box.height):.3f}"'
        f'{round_} fill="{fill}"{more}/>'
    )


def rule(box: Rect, y: float, colour: Colour, width: float) -> str:
    """A horizontal rule across a box, its middle at `y`; all in points."""
    return rect(Rect(box.x, y - width / 2, box.width, width), hex_of(colour))


def shape(item: ShapeItem) -> str:
    """A shape as an element; it has no meaning, so nothing is said of it to those who cannot see it."""
    box = item.box
    more = f' fill-opacity="{item.opacity:g}"' if item.opacity < 1.0 else ""
    if item.stroke is not None:
        more += f' stroke="{hex_of(item.stroke)}" stroke-width="{item.stroke_width:g}"'
    if item.kind == "line":
        return f'<path d="M{box.x:.3f} {box.y:.3f}L{box.right:.3f} {box.bottom:.3f}"{more}/>'
    fill = hex_of(item.fill) if item.fill is not None else "none"
    if item.kind == "path":
        steps = "".join(name + " ".join(f"{x:.3f} {y:.3f}" for x, y in points) for name, points in path_steps(item))
        return f'<path d="{steps}" fill="{fill}"{more} stroke-linecap="round" stroke-linejoin="round"/>'
    if item.kind == "ellipse":
        rx, ry = box.width / 2, box.height / 2
        return f'<ellipse cx="{box.x + rx:.3f}" cy="{box.y + ry:.3f}" rx="{rx:.3f}" ry="{ry:.3f}" fill="{fill}"{more}/>'
    return rect(box, fill, item.radius, more)


def mark_of(mark: ChartMark) -> str:
    """A mark of a chart, in the chart's own coordinates."""
    match mark:
        case ChartBar():
            return rect(mark.box, hex_of(mark.fill))
        case ChartLine():
            return _line(mark)
        case ChartWedge():
            return _wedge(mark)
        case ChartDots():
            return _dots(mark)
        case _:
            assert_never(mark)


def _line(mark: ChartLine) -> str:
    path = "".join(f"{'L' if number else 'M'}{x:.3f} {y:.3f}" for number, (x, y) in enumerate(mark.points))
    fill = hex_of(mark.fill) if mark.fill is not None else "none"
    stroke = f' stroke="{hex_of(mark.stroke)}" stroke-width="{mark.width:g}"' if mark.stroke is not None else ""
    dash = ' stroke-dasharray="3 2"' if mark.dashed else ""
    return f'<path d="{path}" fill="{fill}"{stroke}{dash} stroke-linejoin="round"/>'


def _dots(mark: ChartDots) -> str:
    """Discs; where they have an edge, it lies outside of each and under all of them, as it does in the PDF."""
    parts: list[str] = []
    if mark.edge is not None:
        parts.append(_discs(mark, mark.diameter / 2 + mark.edge_width, mark.edge))
    parts.append(_discs(mark, mark.diameter / 2, mark.fill))
    return "".join(parts)


def _discs(mark: ChartDots, radius: float, fill: Colour) -> str:
    discs = "".join(f'<circle cx="{x:.3f}" cy="{y:.3f}" r="{radius:.3f}"/>' for x, y in mark.points)
    return f'<g fill="{hex_of(fill)}">{discs}</g>'


def _wedge(mark: ChartWedge) -> str:
    """A slice by two arcs; a whole turn in two halves, since an arc to its own beginning is none."""
    if mark.end - mark.start > 359.999:
        half = replace(mark, end=mark.start + 180)
        return _wedge(half) + _wedge(replace(mark, start=mark.start + 180, end=mark.start + 359.99))

    def at(radius: float, angle: float) -> str:
        turn = radians(angle) - pi / 2
        return f"{mark.x + radius * cos(turn):.3f} {mark.y + radius * sin(turn):.3f}"

    far = int(mark.end - mark.start > 180)
    outer = f"M{at(mark.radius, mark.start)}A{mark.radius:.3f} {mark.radius:.3f} 0 {far} 1 {at(mark.radius, mark.end)}"
    inner = f"L{mark.x:.3f} {mark.y:.3f}Z"
    if mark.inner:
        back = f"A{mark.inner:.3f} {mark.inner:.3f} 0 {far} 0 {at(mark.inner, mark.start)}Z"
        inner = f"L{at(mark.inner, mark.end)}{back}"
    return (
        f'<path d="{outer}{inner}" fill="{hex_of(mark.fill)}" stroke="{hex_of(mark.edge)}" '
        f'stroke-width="{mark.edge_width:g}" stroke-linejoin="round"/>'
    )

"""SVG → PDF path operators (ISO 32000-1, 8.5): fills and strokes of paths and basic shapes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from reportgen.backends.pdf.paints import SCREEN, Paints
from reportgen.drawings import plain_tree
from reportgen.errors import BackendError
from reportgen.frames import Colour


@lru_cache(maxsize=64)
def svg_operators(data: bytes, width: float, height: float, paints: Paints = SCREEN) -> str:
    """The drawing in a unit of its own width × height points, origin top left, y down.

    Raises:
        BackendError: the SVG cannot be read.
    """
    import svgelements as svg

    try:
        drawing = svg.SVG.parse(io.BytesIO(plain_tree(data)), reify=False, ppi=72, width=width, height=height)
        shapes = [svg.Path(element).reify() for element in drawing.elements() if isinstance(element, svg.Shape)]
    except Exception as error:
        raise BackendError(f"an SVG picture cannot be read: {error}") from error
    paths = [(shape, _path(shape)) for shape in shapes]
    clip = (
        ""
        if all(_is_inside(shape, path, width, height) for shape, path in paths)
        else f"0 0 {width:g} {height:g} re W n\n"
    )
    return clip + "\n".join(line for shape, path in paths for line in _painted(shape, path, paints))


def _is_inside(shape: Any, path: str, width: float, height: float) -> bool:
    """Whether a path with its stroke stays within the drawing, whose edges cut what does not (SVG 2, 14.3.1)."""
    stroked = shape.stroke is not None and shape.stroke.value is not None
    give = float(shape.stroke_width or 0) / 2 if stroked else 0.0
    numbers = [float(part) for part in path.split() if not part.isalpha()]
    edge = 0.01
    across = all(give - edge <= x <= width - give + edge for x in numbers[0::2])
    return across and all(give - edge <= y <= height - give + edge for y in numbers[1::2])


_PAINT = {
    (True, True, False): "B",
    (True, True, True): "B*",
    (True, False, False): "f",
    (True, False, True): "f*",
    (False, True, False): "S",
    (False, True, True): "S",
}
"""The operator that paints a path (ISO 32000-1, 8.5.3), by whether it is filled, stroked, and filled even-odd."""


def _painted(shape: Any, path: str, paints: Paints) -> Iterator[str]:
    """A shape's path with its colours before it and its painting after it; nothing where it shows nothing."""
    filled = shape.fill is not None and shape.fill.value is not None
    stroked = bool(shape.stroke is not None and shape.stroke.value is not None and shape.stroke_width)
    if not path or not (filled or stroked):
        return
    if filled:
        yield paints.fill(_colour(shape.fill))
    if stroked:
        yield f"{paints.stroke(_colour(shape.stroke))} {float(shape.stroke_width):.4g} w"
        yield _pen(shape)
    yield path
    yield _PAINT[filled, stroked, shape.values.get("fill-rule") == "evenodd"]


_CAPS = {"butt": 0, "round": 1, "square": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}
_NUMBER = re.compile(r"\d+(?:\.\d*)?|\.\d+")


def _pen(element: Any) -> str:
    """Line caps, joins and dashes (ISO 32000-1, 8.4.3)."""
    values = element.values
    cap = _CAPS.get(str(values.get("stroke-linecap", "butt")), 0)
    join = _JOINS.get(str(values.get("stroke-linejoin", "miter")), 0)
    said = _NUMBER.match(str(values.get("stroke-width") or "1"))
    width = float(said[0]) if said else 1.0
    scale = float(element.stroke_width) / width if width and element.stroke_width else 1.0
    dashes = [f"{float(dash) * scale:.3g}" for dash in _NUMBER.findall(str(values.get("stroke-dasharray") or ""))]
    if not any(float(dash) for dash in dashes):
        dashes = []
    return f"{cap} J {join} j [{' '.join(dashes)}] 0 d"


def _colour(colour: Any) -> Colour:
    return Colour("", f"{colour.red:02X}{colour.green:02X}{colour.blue:02X}")


def _path(path: Any) -> str:
    import svgelements as svg

    parts: list[str] = []
    for segment in path:
        match segment:
            case svg.Move():
                if segment.end is not None:
                    parts.append(f"{segment.end.x:.3f} {segment.end.y:.3f} m")
            case svg.Close():
                parts.append("h")
            case svg.Line():
                parts.append(f"{segment.end.x:.3f} {segment.end.y:.3f} l")
            case svg.QuadraticBezier():
                a, b, c = segment.start, segment.control, segment.end
                parts.append(
                    f"{a.x + 2 / 3 * (b.x - a.x):.3f} {a.y + 2 / 3 * (b.y - a.y):.3f} "
                    f"{c.x + 2 / 3 * (b.x - c.x):.3f} {c.y + 2 / 3 * (b.y - c.y):.3f} {c.x:.3f} {c.y:.3f} c"
                )
            case svg.CubicBezier():
                parts.append(_cubic(segment))
            case svg.Arc():
                parts += [_cubic(curve) for curve in segment.as_cubic_curves()]
            case _:
                pass
    return " ".join(parts)


def _cubic(curve: Any) -> str:
    points = (curve.control1, curve.control2, curve.end)
    return " ".join(f"{point.x:.3f} {point.y:.3f}" for point in points) + " c"

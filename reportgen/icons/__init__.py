"""Icons that ship with reportgen: a choice of Lucide 1.62.0 (ISC, some MIT: `lucide/LICENSE`), as lines in one colour.

They come from npm's `lucide-static`, unchanged; to add one, copy its SVG into `lucide/`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from reportgen.errors import NOWHERE, AssetError, Where
from reportgen.source.validation import nearest

_HOME = Path(__file__).parent / "lucide"
_DROPPED = re.compile(r'<!--.*?-->|\s+(?:class|width|height)="[^"]*"(?=[^>]*\bstroke="currentColor")', re.S)


@lru_cache(maxsize=1)
def names() -> tuple[str, ...]:
    """The names of all icons, in the order of the alphabet."""
    return tuple(sorted(file.stem for file in _HOME.glob("*.svg")))


def check_name(name: str, where: Where = NOWHERE) -> None:
    """Refuse a name that no icon has.

    Raises:
        AssetError: there is no such icon; the message names the nearest, or all.
    """
    if name not in names():
        close = nearest(name, names())
        hint = f'did you mean "{close}"?' if close else f"known icons: {', '.join(names())}"
        raise AssetError(f'there is no icon "{name}"', where, hint)


@lru_cache(maxsize=256)
def icon(name: str, rgb: str, where: Where = NOWHERE) -> bytes:
    """The icon as an SVG of 24 × 24 in the colour `rgb` (six hex digits).

    >>> icon("check", "12355B").count(b"#12355B")
    1

    Raises:
        AssetError: there is no such icon; the message names the nearest, or all.
    """
    check_name(name, where)
    svg = (_HOME / f"{name}.svg").read_text("utf-8")
    return _DROPPED.sub("", svg).replace("currentColor", f"#{rgb}").strip().encode()


WEIGHT = 2 / 24
"""The weight of an icon's lines, in parts of its side."""


@lru_cache(maxsize=256)
def outline(name: str) -> str:
    """The lines of an icon as one path in a box of 1 × 1, of the steps M, L, C and Z of SVG.

    >>> outline("check")
    'M0.8333 0.25L0.375 0.7083L0.1667 0.5'

    Raises:
        AssetError: there is no such icon.
    """
    import svgelements as svg

    drawing = svg.SVG.parse(io.BytesIO(icon(name, "000000")), reify=True, width=1, height=1)
    steps: list[str] = []
    for element in drawing.elements():
        if isinstance(element, svg.Shape):
            path = svg.Path(element).reify()
            path.approximate_arcs_with_cubics()
            steps += [step for segment in path for step in _step(segment)]
    return "".join(steps)


def _step(segment: Any) -> Iterator[str]:
    """A segment of a path as SVG writes it, its points absolute; a quadratic curve as the cubic one that it is."""
    import svgelements as svg

    match segment:
        case svg.Move():
            yield f"M{_points(segment.end)}"
        case svg.Close():
            yield "Z"
        case svg.Line():
            yield f"L{_points(segment.end)}"
        case svg.CubicBezier():
            yield f"C{_points(segment.control1, segment.control2, segment.end)}"
        case svg.QuadraticBezier():
            thirds = [end + 2 / 3 * (segment.control - end) for end in (segment.start, segment.end)]
            yield f"C{_points(*thirds, segment.end)}"
        case _:
            raise TypeError(f"a path has a segment of an unknown kind: {segment}")


def _points(*points: Any) -> str:
    return " ".join(f"{round(part, 4):g}" for point in points for part in (point.x, point.y))

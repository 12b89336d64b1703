"""Drawings as pixels: by resvg, in this process where they are plain, else in one with limits of time and memory."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from reportgen.drawings.fonts import SHIPPED, DrawingFonts, wanted_families
from reportgen.drawings.paths_or_pixels import is_drawable, parsed
from reportgen.drawings.size import size_of
from reportgen.drawings.worker import DRAWER, TooSlow
from reportgen.errors import NOWHERE, BackendError, Where

FINEST = 2400
"""Pixels across, at most."""

HIGHEST = 2 * FINEST
"""Pixels down, at most."""

TRIED = 1200
"""Pixels across with which a drawing is tried when it is read."""

COARSE = 400
"""Pixels across of a drawing that takes too long with more; what takes too long with these is refused."""

MOST_COMPARED = 200_000_000
"""Pixels that filters which thicken or thin may look at: about a second."""

HINT = "simplify it, or save it as PNG"


def svg_pixels(svg: bytes, width: int, where: Where = NOWHERE, fonts: DrawingFonts = SHIPPED) -> bytes:
    """The drawing as PNG, `width` pixels across, or fewer if that takes too long: a drawing that could be read is drawn
    in all outputs. With the brand's fonts and those that ship, none of the machine's.

    Raises:
        BackendError: it cannot be drawn, or not within the limits.
    """
    try:
        return _soon(svg, width, fonts)
    except (ValueError, SyntaxError) as error:  # lxml's XMLSyntaxError is a SyntaxError
        raise BackendError(f"an SVG picture cannot be drawn: {error}", where, HINT) from error


def is_coarse(svg: bytes, width: int, fonts: DrawingFonts) -> bool:
    """Whether a drawing, which is drawn here, has fewer pixels across than `width` because that takes too long.

    Raises:
        BackendError: as `svg_pixels`.
    """
    png = svg_pixels(svg, width, fonts=fonts)
    return int.from_bytes(png[16:20], "big") < _fitting(svg, width)  # IHDR begins with the width (PNG, 11.2.1)


@lru_cache(maxsize=64)
def _soon(svg: bytes, width: int, fonts: DrawingFonts) -> bytes:
    """The pixels of as great a width as is drawn within the limits of time: the one wanted, the one that it is tried
    with, the coarse one.
    """
    try:
        return _pixels(svg, width, fonts)
    except TooSlow:
        if width <= COARSE:
            raise
    size = size_of(parsed(svg))
    tried = trial_width(size[0]) if size else TRIED
    return _soon(svg, tried if width > tried else COARSE, fonts)


def trial_width(width: float) -> int:
    """The pixels across of a drawing of this width for screens, with which it is tried, too."""
    return round(width * max(1, round(TRIED / width)))


def _pixels(svg: bytes, width: int, fonts: DrawingFonts) -> bytes:
    options = {
        "svg_string": svg.decode("utf-8-sig"),
        "width": _fitting(svg, width),
        "dpi": 96,  # without it, sizes in pt or mm are nought
        **fonts.options(wanted_families(parsed(svg))),
    }
    return drawn(options) if is_drawable(svg) else DRAWER.draw(options)


def drawn(options: dict[str, Any]) -> bytes:
    """What resvg draws, or PDFium of a page, here.

    Raises:
        ValueError: it cannot draw that.
    """
    if "pdf" in options:
        from reportgen.drawings.pdf_pages import drawn_page

        return drawn_page(options["pdf"], options["page"])
    import resvg_py

    try:
        return bytes(resvg_py.svg_to_bytes(**options))
    except (KeyboardInterrupt, SystemExit, ValueError):
        raise
    except BaseException as error:  # a panic of resvg is no Exception
        raise ValueError("resvg fails on it") from error


def _fitting(svg: bytes, width: int) -> int:
    """A width near the one wanted, with which neither side is too long or nought."""
    most = min(max(1, width), FINEST)
    root = parsed(svg)
    size = size_of(root)
    if size is None:
        return most
    most = _affordable(root, size, most)
    ratio = size[0] / size[1]
    return max(1, min(max(most, round(ratio + 0.5) if ratio > most else 1), int(HIGHEST * ratio) or 1))


def _affordable(root: Any, size: tuple[float, float], width: int) -> int:
    """The width, or a smaller one with which filters that thicken or thin are drawn in a second.

    They look at a square round each pixel, so what they take grows with the fourth power of the width.
    """
    scale = width / size[0]
    squares = sum((2 * scale * _radius(element, size) + 1) ** 2 for element in root.iter("{*}feMorphology"))
    looked_at = squares * width * width * size[1] / size[0]
    return width if looked_at <= MOST_COMPARED else max(1, round(width * (MOST_COMPARED / looked_at) ** 0.25))


def _radius(element: Any, size: tuple[float, float]) -> float:
    """How far a filter thickens or thins, in units of the drawing, which is as far as it matters."""
    said = [float(part) for part in re.findall(r"\d+\.?\d*|\.\d+", element.get("radius", "0"))]
    shared = element.getparent().get("primitiveUnits") == "objectBoundingBox"
    radius = max(said, default=0.0) * (max(size) if shared else 1.0)
    return min(radius, *size)

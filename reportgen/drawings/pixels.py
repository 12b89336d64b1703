"""Drawings as pixels: by resvg, in this process where they are plain, else in one with limits of time and memory."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from reportgen.drawings.paths import is_drawable, parsed
from reportgen.drawings.size import size_of
from reportgen.drawings.worker import DRAWER
from reportgen.errors import NOWHERE, BackendError, Where
from reportgen.shipped import shipped

FINEST = 2400
"""Pixels across, at most."""

HIGHEST = 2 * FINEST
"""Pixels down, at most."""

HINT = "simplify it, or save it as PNG"


def svg_pixels(svg: bytes, width: int, where: Where = NOWHERE) -> bytes:
    """The drawing as PNG, `width` pixels across; with the fonts that ship, none of the machine's.

    Raises:
        BackendError: it cannot be drawn, or not within the limits.
    """
    try:
        return _pixels(svg, width)
    except (ValueError, SyntaxError) as error:  # lxml's XMLSyntaxError is a SyntaxError
        raise BackendError(f"an SVG picture cannot be drawn: {error}", where, HINT) from error


@lru_cache(maxsize=64)
def _pixels(svg: bytes, width: int) -> bytes:
    options = {
        "svg_string": svg.decode("utf-8-sig"),
        "width": _fitting(svg, width),
        "dpi": 96,  # without it, sizes in pt or mm are nought
        "skip_system_fonts": True,
        "font_dirs": [str(shipped("fonts"))],
        "font_family": "Inter",
        "serif_family": "Source Serif 4",
        "sans_serif_family": "Inter",
    }
    return drawn(options) if is_drawable(svg) else DRAWER.draw(options)


def drawn(options: dict[str, Any]) -> bytes:
    """What resvg draws, here.

    Raises:
        ValueError: it cannot draw that.
    """
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
    size = size_of(parsed(svg))
    if size is None:
        return most
    ratio = size[0] / size[1]
    return max(1, min(max(most, round(ratio + 0.5) if ratio > most else 1), int(HIGHEST * ratio) or 1))

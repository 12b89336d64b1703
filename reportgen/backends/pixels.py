"""SVG → PNG, for clients and features that vectors cannot serve. The bundled fonts, none of the machine's."""

from __future__ import annotations

from functools import lru_cache

from reportgen.errors import BackendError
from reportgen.files import shipped

FINEST = 2400
"""Pixels across, at most."""


@lru_cache(maxsize=64)
def svg_pixels(svg: bytes, width: int) -> bytes:
    """The drawing as PNG, `width` pixels across.

    Raises:
        BackendError: it cannot be drawn.
    """
    import resvg_py

    try:
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=svg.decode("utf-8-sig"),
                width=min(max(1, width), FINEST),
                skip_system_fonts=True,
                font_dirs=[str(shipped("fonts"))],
                font_family="Inter",
                serif_family="Source Serif 4",
                sans_serif_family="Inter",
            )
        )
    except (ValueError, UnicodeDecodeError) as error:
        raise BackendError(
            f"an SVG picture cannot be drawn: {error}", hint="save it as a plain SVG in UTF-8"
        ) from error

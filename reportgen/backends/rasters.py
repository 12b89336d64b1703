"""Pixels made anew: of drawings, where vectors cannot serve, and of photographs in two colours."""

from __future__ import annotations

import io
from functools import lru_cache

from reportgen.errors import BackendError
from reportgen.shipped import shipped

FINEST = 2400
"""Pixels across, at most."""


@lru_cache(maxsize=64)
def svg_pixels(svg: bytes, width: int) -> bytes:
    """The drawing as PNG, `width` pixels across; with the fonts that ship, none of the machine's.

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


QUALITY = 90
"""Of JPEG, for photographs that are compressed again."""


@lru_cache(maxsize=16)
def toned(blob: bytes, dark: str, light: str) -> bytes:
    """A JPEG or PNG in shades from one colour to another, by its lightness: what `a:duotone` means
    (ECMA-376 Part 1, 20.1.8.23). Colours are six hex digits; what is transparent stays so.
    """
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(blob)) as image:
        lossy = image.format == "JPEG"
        alpha = image.convert("RGBA").getchannel("A") if image.mode in ("RGBA", "LA", "P") else None
        made = ImageOps.colorize(image.convert("L"), f"#{dark}", f"#{light}")
    if alpha is not None:
        made.putalpha(alpha)
    buffer = io.BytesIO()
    if lossy:
        made.save(buffer, "JPEG", quality=QUALITY, optimize=True)
    else:
        made.save(buffer, "PNG", compress_level=7)
    return buffer.getvalue()

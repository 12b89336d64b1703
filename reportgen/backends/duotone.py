"""Photographs in shades from one colour to another."""

from __future__ import annotations

import io
from functools import lru_cache

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

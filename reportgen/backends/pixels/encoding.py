"""Pixels as the bytes of a file, the same each time that they are the same pixels."""

from __future__ import annotations

import io

from PIL.Image import Image
from PIL.PngImagePlugin import PngInfo

QUALITY = 90
"""Of WebP, out of 100: the edges of small coloured type stay clean."""


def png(image: Image, dpi: int, title: str) -> bytes:
    """A PNG that knows its size on paper (`pHYs`) and its title (`iTXt`): ISO/IEC 15948, 11.3."""
    about = PngInfo()
    about.add_itxt("Title", title)
    buffer = io.BytesIO()
    image.save(buffer, "PNG", dpi=(dpi, dpi), pnginfo=about, compress_level=7)
    return buffer.getvalue()


def webp(image: Image, dpi: int, title: str) -> bytes:
    """A WebP (RFC 9649), which has no place for a resolution or a title."""
    del dpi, title
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=QUALITY, method=4)
    return buffer.getvalue()

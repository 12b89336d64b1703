"""A publication's pictures as backends need them: drawings as pixels where paths cannot show them, photographs in two
colours.
"""

from __future__ import annotations

import io
from functools import lru_cache

from reportgen.drawings import is_drawable, svg_pixels
from reportgen.errors import NOWHERE, Where
from reportgen.frames import Colour, Picture
from reportgen.structs import replace

SVG_RESOLUTION = 300
"""Pixels to the inch of drawings that paths cannot show: gradients, text, transparency."""


def pixels_of(
    picture: Picture,
    width: float,
    tone: tuple[Colour, Colour] | None,
    *,
    keep_shapes: bool = False,
    where: Where = NOWHERE,
) -> Picture:
    """The picture as pixels in its tone; `width` is that of its place in points, and a drawing has 300 dpi there.

    With `keep_shapes`, a drawing of shapes without a tone stays a drawing.

    Raises:
        BackendError: it cannot be drawn.
    """
    if picture.media == "image/svg+xml":
        if keep_shapes and tone is None and is_drawable(picture.data):
            return picture
        pixels = svg_pixels(picture.data, round(width / 72 * SVG_RESOLUTION), where, picture.fonts)
        picture = replace(picture, media="image/png", data=pixels)
    if tone is not None:
        dark, light = tone
        picture = replace(picture, data=toned(picture.data, dark.rgb, light.rgb))
    return picture


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

"""A publication's pictures as pixels, for backends that cannot show them otherwise: drawings that paths cannot show,
and what has another tone.
"""

from __future__ import annotations

from reportgen.backends.duotone import toned
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

"""A publication's pictures as backends need them: drawings as pixels where paths cannot show them, photographs in two
colours.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from reportgen.errors import BackendError
from reportgen.frames import Colour, Picture
from reportgen.shipped import shipped
from reportgen.structs import replace

FINEST = 2400
"""Pixels across, at most."""

SVG_RESOLUTION = 300
"""Pixels to the inch of drawings that paths cannot show: gradients, text, transparency."""

_SHAPES = {
    *("svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "use", "symbol"),
    *("title", "desc", "metadata", "defs"),
}
_SEE_THROUGH = ("opacity", "fill-opacity", "stroke-opacity", "clip-path", "mask", "filter", "mix-blend-mode")


@lru_cache(maxsize=64)
def is_drawable(svg: bytes) -> bool:
    """Whether all that an SVG shows are shapes in opaque colours, which every backend can draw as paths."""
    from lxml import etree

    root = etree.fromstring(svg, etree.XMLParser(resolve_entities=False, no_network=True))
    names = [(element, etree.QName(element)) for element in root.iter(etree.Element)]
    own = [(element, name) for element, name in names if name.namespace in (None, "http://www.w3.org/2000/svg")]
    return all(name.localname in _SHAPES and _is_opaque(dict(_said(element))) for element, name in own)


def _said(element: Any) -> Iterator[tuple[str, str]]:
    """The properties of an element: its attributes, and over them those of its `style`."""
    from lxml import etree

    for key, value in element.attrib.items():
        yield etree.QName(key).localname, value.strip()
    for part in element.get("style", "").split(";"):
        key, _, value = part.partition(":")
        yield key.strip(), value.strip()


def _is_opaque(said: dict[str, str]) -> bool:
    """Whether properties ask for nothing but paths in opaque colours; a class may ask for anything."""
    if any(said.get(key, "1") not in ("1", "1.0", "none", "normal", "") for key in _SEE_THROUGH):
        return False
    return "class" not in said and not any(
        "url(" in value or value.startswith(("rgba(", "hsla(")) for value in said.values()
    )


def pixels_of(
    picture: Picture, width: float, tone: tuple[Colour, Colour] | None, *, keep_shapes: bool = False
) -> Picture:
    """The picture as pixels in its tone; `width` is that of its place in points, and a drawing has 300 dpi there.

    With `keep_shapes`, a drawing of shapes without a tone stays a drawing.

    Raises:
        BackendError: it cannot be drawn.
    """
    if picture.media == "image/svg+xml":
        if keep_shapes and tone is None and is_drawable(picture.data):
            return picture
        pixels = svg_pixels(picture.data, round(width / 72 * SVG_RESOLUTION))
        picture = replace(picture, media="image/png", data=pixels)
    if tone is not None:
        dark, light = tone
        picture = replace(picture, data=toned(picture.data, dark.rgb, light.rgb))
    return picture


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
                dpi=96,  # without it, sizes in pt or mm are nought
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

"""Colour arithmetic: HSL lightness as office themes change it, and contrast as WCAG 2.2 measures it."""

from __future__ import annotations

import colorsys

from reportgen.frames import Colour

READABLE = 4.5
"""Contrast that WCAG 2.2 (1.4.3) asks of text below 18 pt."""

MIDDLE = 0.18
"""Luminance at which black and white stand out equally: 4.6 : 1."""


def _channels(rgb: str) -> tuple[float, float, float]:
    return int(rgb[0:2], 16) / 255, int(rgb[2:4], 16) / 255, int(rgb[4:6], 16) / 255


def luminance(rgb: str) -> float:
    """Relative luminance, 0..1 (WCAG 2.2, definition of relative luminance)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(rgb)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1..21.

    >>> round(contrast("000000", "FFFFFF"), 1)
    21.0
    """
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def blend(over: str, under: str, opacity: float) -> str:
    """What is seen where a colour of some opacity (0..1) lies over another.

    >>> blend("000000", "FFFFFF", 0.5)
    '808080'
    """
    pairs = zip(_channels(over), _channels(under), strict=True)
    return "".join(f"{round(255 * (a * opacity + b * (1 - opacity))):02X}" for a, b in pairs)


def relit(role: str, rgb: str, mod: float, off: float = 0.0) -> Colour:
    """The role's colour with its HSL lightness multiplied by `mod` and raised by `off`."""
    hue, light, saturation = colorsys.rgb_to_hls(*_channels(rgb))
    changed = colorsys.hls_to_rgb(hue, min(1.0, max(0.0, light * mod + off)), saturation)
    return Colour(role, "".join(f"{round(c * 255):02X}" for c in changed), mod, off)


def readable(role: str, rgb: str, ground: str, ratio: float = READABLE) -> Colour:
    """The role's colour, darkened or lightened in steps of 5 % until it has `ratio` on `ground`.

    The last step is black or white, one of which has 4.5 : 1 on every ground.
    """
    darker = luminance(ground) > MIDDLE
    for step in range(21):
        part = 1 - step * 0.05
        colour = relit(role, rgb, part) if darker else relit(role, rgb, part, 1 - part)
        if step == 0:
            colour = Colour(role, rgb)
        if contrast(colour.rgb, ground) >= ratio:
            return colour
    return colour


def graded(role: str, rgb: str, ground: str, ratio: float, *, lighter: bool | None = None) -> Colour:
    """The role's colour at the lightness at which it just has `ratio` on `ground`.

    Args:
        lighter: whether it is to be lighter than the ground or darker; None for where there is more room.
    """
    if lighter is None:
        lighter = luminance(ground) <= MIDDLE
    own = _lightness(rgb)
    colour = Colour(role, rgb)
    for percent in range(101) if lighter else range(100, -1, -1):
        light = percent / 100
        if light >= own:
            part = round((1 - light) / (1 - own), 5) if own < 1 else 1.0
            colour = relit(role, rgb, part, round(1 - part, 5))
        else:
            colour = relit(role, rgb, round(light / own, 5))
        beyond = luminance(colour.rgb) >= luminance(ground) if lighter else luminance(colour.rgb) <= luminance(ground)
        if beyond and contrast(colour.rgb, ground) >= ratio:
            break
    return colour


def saturation(rgb: str) -> float:
    """HSL saturation, 0..1; that of black and white is 0."""
    return colorsys.rgb_to_hls(*_channels(rgb))[2]


def _lightness(rgb: str) -> float:
    return colorsys.rgb_to_hls(*_channels(rgb))[1]

"""Colour arithmetic: HSL lightness as office themes change it, and contrast as WCAG 2.2 measures it."""

from __future__ import annotations

import colorsys

from reportgen.frames import Colour

READABLE = 4.5
"""Contrast that WCAG 2.2 (1.4.3) asks of text below 18 pt."""


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
    """The role's colour, darkened or lightened in steps of 5 % until it has `ratio` on `ground`."""
    darker = luminance(ground) > 0.18
    for step in range(20):
        part = 1 - step * 0.05
        colour = relit(role, rgb, part) if darker else relit(role, rgb, part, 1 - part)
        if step == 0:
            colour = Colour(role, rgb)
        if contrast(colour.rgb, ground) >= ratio:
            return colour
    return colour

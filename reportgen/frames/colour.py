"""Colours by brand role. A backend with a theme writes the role; one without draws the resolved value."""

from __future__ import annotations

from reportgen.structs import Struct


class Colour(Struct, frozen=True):
    """A role of the brand's palette, changed in lightness or not, and the value that it resolves to.

    `rgb` is six upper-case hex digits. The lightness of the role's own colour (HSL, 0..1) is multiplied by `mod`
    and raised by `off`: what `a:lumMod` and `a:lumOff` mean (ECMA-376 Part 1, 20.1.2.3.20 and .21); `rgb` has
    both applied already.
    """

    role: str
    rgb: str
    mod: float = 1.0
    off: float = 0.0


PAPER = Colour("paper", "FFFFFF")

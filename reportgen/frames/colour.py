"""Colours by brand role. A backend with a theme writes the role; one without draws the resolved value."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from reportgen.structs import Struct, field


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


class Theme(Struct, frozen=True):
    """What an office theme needs to know of the brand.

    `colours` maps the brand's roles to six hex digits: ink, paper, surface, accent1…accent6, positive, negative,
    link; `heading` and `body` are font family names, `east_asian` the family for CJK text.
    """

    name: str
    heading: str
    body: str
    east_asian: str = ""
    colours: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def dark(self) -> bool:
        """Whether paper is darker than ink, by the weights of ITU-R BT.601."""
        ink, paper = (_brightness(self.colours[role]) for role in ("ink", "paper"))
        return paper < ink


def _brightness(rgb: str) -> float:
    red, green, blue = bytes.fromhex(rgb)
    return 0.299 * red + 0.587 * green + 0.114 * blue

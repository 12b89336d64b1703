"""The brand as an office program knows one: colours, fonts, and how what people add by hand looks."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from reportgen.frames.colour import Colour
from reportgen.frames.items import TableRule
from reportgen.structs import Struct, field


class TableStyle(Struct, frozen=True):
    """How the brand draws tables: the colour of headings, the rules under headings and at the foot, what stands
    `between` rows, and the ground of every other row; None where there is none.
    """

    heading: Colour
    strong: TableRule
    light: TableRule
    between: TableRule | None
    band: Colour | None


class Defaults(Struct, frozen=True):
    """The fill of a shape and the colour of text on it, a line, the colour and the size (points) of text, a table."""

    fill: Colour
    on_fill: Colour
    line: TableRule
    text: Colour
    size: float
    table: TableStyle


class Theme(Struct, frozen=True):
    """What an office theme needs to know of the brand.

    `colours` maps the brand's roles to six hex digits: ink, paper, surface, accent1…accent6, positive, negative,
    link, primary (that of headings on paper); `heading` and `body` are font family names, `east_asian` the family for
    CJK text, `complex` that for Arabic and its like. `heading_fonts` and `body_fonts` are pairs of a script (ISO 15924)
    and the family that it is set in where it is none of these.
    """

    name: str
    heading: str
    body: str
    east_asian: str = ""
    colours: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    complex: str = ""
    heading_fonts: tuple[tuple[str, str], ...] = ()
    body_fonts: tuple[tuple[str, str], ...] = ()
    defaults: Defaults | None = None
    """How what a person adds by hand looks; None where that is left to the program."""

    @property
    def dark(self) -> bool:
        """Whether paper is darker than ink, by the weights of ITU-R BT.601."""
        ink, paper = (_brightness(self.colours[role]) for role in ("ink", "paper"))
        return paper < ink


def _brightness(rgb: str) -> float:
    red, green, blue = bytes.fromhex(rgb)
    return 0.299 * red + 0.587 * green + 0.114 * blue

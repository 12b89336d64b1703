"""Colours and fonts of a theme, as a master maps them: what DrawingML says → six hex digits, names of families."""

from __future__ import annotations

import colorsys
from collections.abc import Mapping
from typing import Any

from lxml import etree

from reportgen.learning.office_file import NS, OfficeFile
from reportgen.structs import Struct

_SCHEME = ("dk1", "lt1", "dk2", "lt2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
_PRESETS = {
    "black": "000000",
    "white": "FFFFFF",
    "red": "FF0000",
    "green": "008000",
    "blue": "0000FF",
    "gray": "808080",
    "grey": "808080",
    "yellow": "FFFF00",
    "orange": "FFA500",
}
"""Preset colours that templates use (20.1.10.47); others are taken for grey."""


class SheetColours(Struct, frozen=True):
    """The colours of a theme by their names, and what a master or a layout calls them."""

    scheme: Mapping[str, str]
    names: Mapping[str, str]

    def named(self, name: str) -> str:
        """The value of a colour by its name on a sheet, such as `tx1`."""
        return self.scheme.get(self.names.get(name, name), "808080")

    def of(self, element: Any, within: str = "") -> str | None:
        """The value of a colour: of the first colour in an element; `within` stands for `phClr`."""
        if element is None:
            return None
        for child in element if etree.QName(element).localname not in _KINDS else (element,):
            found = self._base(child, within)
            if found is not None:
                return _changed(found, child)
        return None

    def _base(self, child: Any, within: str) -> str | None:
        kind, value = etree.QName(child).localname, child.get("val") or ""
        match kind:
            case "srgbClr":
                return value.upper() if len(value) == 6 else "808080"
            case "schemeClr":
                return (within or self.named("tx1")) if value == "phClr" else self.named(value)
            case "sysClr":
                return (child.get("lastClr") or ("FFFFFF" if value == "window" else "000000")).upper()
            case "prstClr":
                return _PRESETS.get(value, "808080")
            case "scrgbClr":
                parts = (int(child.get(key) or 0) / 100_000 for key in "rgb")
                return "".join(f"{round(255 * _gamma(part)):02X}" for part in parts)
            case "hslClr":
                hue, light = int(child.get("hue") or 0) / 21_600_000, int(child.get("lum") or 0) / 100_000
                return _hex(colorsys.hls_to_rgb(hue, light, int(child.get("sat") or 0) / 100_000))
        return None


_KINDS = ("srgbClr", "schemeClr", "sysClr", "prstClr", "scrgbClr", "hslClr")


def _gamma(linear: float) -> float:
    return 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055


def _hex(rgb: tuple[float, float, float]) -> str:
    return "".join(f"{round(255 * min(1.0, max(0.0, part))):02X}" for part in rgb)


def _changed(rgb: str, element: Any) -> str:
    """A colour with the changes that stand in its element (20.1.2.3): lightness, saturation, tint and shade."""
    red, green, blue = (int(rgb[at : at + 2], 16) / 255 for at in (0, 2, 4))
    for change in element:
        part = int(change.get("val") or 0) / 100_000
        hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
        match etree.QName(change).localname:
            case "lumMod":
                light *= part
            case "lumOff":
                light += part
            case "satMod":
                saturation *= part
            case "tint":
                red, green, blue = (channel * part + 1 - part for channel in (red, green, blue))
                continue
            case "shade":
                red, green, blue = (channel * part for channel in (red, green, blue))
                continue
            case "inv":
                red, green, blue = 1 - red, 1 - green, 1 - blue
                continue
            case _:
                continue
        red, green, blue = colorsys.hls_to_rgb(hue, min(1.0, max(0.0, light)), min(1.0, max(0.0, saturation)))
    return _hex((red, green, blue))


def alpha_of(element: Any) -> float:
    """How opaque the first colour in an element is, 0 to 1."""
    found = element.find(".//a:alpha", NS) if element is not None else None
    return int(found.get("val") or 100_000) / 100_000 if found is not None else 1.0


class Fonts(Struct, frozen=True):
    """The families of a theme for headings and for text."""

    heading: str
    body: str

    def named(self, typeface: str) -> str:
        """The family of a typeface, which may be a name of the theme's, such as `+mn-lt`."""
        if typeface.startswith("+"):
            return self.heading if typeface.startswith("+mj") else self.body
        return typeface or self.body


class ThemeOf(Struct, frozen=True):
    """A master's theme: its name, colours, fonts, and the elements of its fills."""

    name: str
    scheme: Mapping[str, str]
    fonts: Fonts
    element: Any
    part: str


def theme_of(file: OfficeFile, master: str) -> ThemeOf:
    """The theme of a master."""
    part = file.related(master, "theme")
    root = file.root(part)
    plain = SheetColours({}, {})
    scheme = {}
    for name in _SCHEME:
        element = root.find(f"a:themeElements/a:clrScheme/a:{name}", NS)
        scheme[name] = plain.of(element) or ("000000" if name.startswith("dk") else "FFFFFF")
    names = []
    for which in ("majorFont", "minorFont"):
        latin = root.find(f"a:themeElements/a:fontScheme/a:{which}/a:latin", NS)
        names.append((latin.get("typeface") if latin is not None else "") or "Arial")
    return ThemeOf(root.get("name") or "", scheme, Fonts(*names), root, part)


def colours_of(file: OfficeFile, theme: ThemeOf, master: str, layout: str = "") -> SheetColours:
    """The colours as a master names them, or one of its layouts, if that names them anew."""
    names = dict(file.root(master).find("p:clrMap", NS).attrib)
    if layout:
        own = file.root(layout).find("p:clrMapOvr/a:overrideClrMapping", NS)
        names |= dict(own.attrib) if own is not None else {}
    return SheetColours(theme.scheme, names)

"""The brand's fonts in the file (`p:embeddedFontLst`, ECMA-376 Part 1, 19.2.1.9), as Embedded OpenType (W3C, 2008).

PowerPoint's own parts of this kind are compressed (MicroType Express); those here are not, which the format allows. Other
writers do the same and report that PowerPoint for Windows and macOS reads them; it was not tried by us.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import quoteattr

from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml

from reportgen.backends.pptx.xml import NS
from reportgen.frames import EmbeddedFont

FONT_TYPE = "application/x-fontdata"
FONT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font"
_ORDER = ("regular", "bold", "italic", "boldItalic")
_FAMILY, _STYLE, _VERSION, _FULL = 1, 2, 5, 4
"""Numbers of names in the table `name`."""


def embed(deck: Any, fonts: Iterable[EmbeddedFont]) -> None:
    """Put the fonts into a deck's package."""
    families: dict[str, dict[str, str]] = {}
    for number, font in enumerate(fonts, 1):
        name = PackURI(f"/ppt/fonts/font{number}.fntdata")
        part = Part(name, FONT_TYPE, deck.part.package, eot(font.path.read_bytes()))
        families.setdefault(font.family, {})[font.style] = deck.part.relate_to(part, FONT)
    if not families:
        return
    listed = "".join(
        f"<p:embeddedFont><p:font typeface={quoteattr(family)}/>"
        + "".join(f'<p:{style} r:id="{styles[style]}"/>' for style in _ORDER if style in styles)
        + "</p:embeddedFont>"
        for family, styles in sorted(families.items())
    )
    deck.element.set("embedTrueTypeFonts", "1")
    deck.element.find("{*}notesSz").addnext(parse_xml(f"<p:embeddedFontLst {NS}>{listed}</p:embeddedFontLst>"))


def eot(font: bytes) -> bytes:
    """A TrueType font as Embedded OpenType, version 2.1, neither compressed nor obfuscated."""
    (count,) = struct.unpack_from(">4xH", font)
    entries = (struct.unpack_from(">4s4xII", font, 12 + 16 * number) for number in range(count))
    places = {tag: place for tag, place, _ in entries}
    os2, head, names = places[b"OS/2"], places[b"head"], _names(font, places[b"name"])
    (weight,) = struct.unpack_from(">H", font, os2 + 4)
    (licence,) = struct.unpack_from(">H", font, os2 + 8)
    (selection,) = struct.unpack_from(">H", font, os2 + 62)
    (version,) = struct.unpack_from(">H", font, os2)
    ranges = struct.unpack_from(">4I", font, os2 + 42)
    pages = struct.unpack_from(">2I", font, os2 + 78) if version else (0, 0)
    (adjustment,) = struct.unpack_from(">I", font, head + 8)
    fixed = struct.pack(
        "<II10sBBIHH", 0x00020001, 0, font[os2 + 32 : os2 + 42], 1, selection & 1, weight, licence, 0x504C
    )
    fixed += struct.pack("<7I16x", *ranges, *pages, adjustment)
    for number in (_FAMILY, _STYLE, _VERSION, _FULL):
        name = names.get(number, b"")
        fixed += struct.pack("<HH", 0, len(name)) + name
    fixed += struct.pack("<HH", 0, 0)
    return struct.pack("<II", 8 + len(fixed) + len(font), len(font)) + fixed + font


def _names(font: bytes, table: int) -> dict[int, bytes]:
    """The names that Windows reads in English, in UTF-16 (little end first), by their numbers (OpenType 1.9.1, `name`)."""
    count, storage = struct.unpack_from(">2xHH", font, table)
    found: dict[int, bytes] = {}
    for entry in range(count):
        platform, _, language, number, length, place = struct.unpack_from(">6H", font, table + 6 + 12 * entry)
        if (platform, language) == (3, 0x409):
            start = table + storage + place
            found[number] = font[start : start + length].decode("utf-16-be").encode("utf-16-le")
    return found

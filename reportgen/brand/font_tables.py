"""What a font file says of itself in its table OS/2 (OpenType 1.9.1): the scripts that it is for, and its licence."""

from __future__ import annotations

import struct
from functools import lru_cache

from reportgen.files import Readable
from reportgen.frames import Embedding
from reportgen.structs import Struct

_CODE_PAGES = {
    2: "Cyrl",
    3: "Grek",
    5: "Hebr",
    6: "Arab",
    8: "Viet",
    16: "Thai",
    17: "Jpan",
    18: "Hans",
    19: "Hang",
    20: "Hant",
    21: "Hang",
}
"""Bits of `ulCodePageRange1` by the scripts that they stand for (ISO 15924, as office themes write them)."""

_RANGES = {15: "Deva", 16: "Beng", 17: "Guru", 18: "Gujr", 20: "Taml", 21: "Telu", 22: "Knda", 23: "Mlym", 26: "Geor"}
"""Bits of `ulUnicodeRange1` by the scripts that have no code page."""


class FontTables(Struct, frozen=True):
    """What a font file says of itself: its `scripts`, whether its outlines are TrueType's, and `licence`, the bits of
    `fsType` that say who may embed it.
    """

    scripts: frozenset[str] = frozenset()
    truetype: bool = False
    licence: int = 0


@lru_cache(maxsize=256)
def font_tables(path: Readable, index: int = 0) -> FontTables:
    """What a font file says of itself; nothing where it cannot be read, which is told when its text is set."""
    try:
        with path.open("rb") as stream:
            start = 0
            if stream.read(4) == b"ttcf":
                stream.seek(12 + 4 * index)
                (start,) = struct.unpack(">I", stream.read(4))
            stream.seek(start)
            signature, count = struct.unpack(">4sH6x", stream.read(12))
            entries = struct.iter_unpack(">4s4xII", stream.read(16 * count))
            places = {tag: place for tag, place, _ in entries}
            stream.seek(places[b"OS/2"])
            table = stream.read(86)
    except (OSError, struct.error, KeyError):
        return FontTables()
    return FontTables(_scripts(table), signature != b"OTTO", int.from_bytes(table[8:10], "big"))


def unembeddable(path: Readable, varies: bool = False) -> str:
    """Why a font cannot be carried by a PowerPoint file; empty where it can. `varies` says that its axes are pinned."""
    tables = font_tables(path)
    with path.open("rb") as stream:
        collection = stream.read(4) == b"ttcf"
    if tables.licence & _RESTRICTED:
        return "its maker forbids embedding (OS/2 fsType)"
    if tables.licence & _PREVIEW and not tables.licence & _EDITABLE:
        return "its maker allows embedding for reading alone (OS/2 fsType), and PowerPoint would lock the file"
    if tables.licence & _BITMAPS:
        return "its maker allows to embed its bitmaps alone (OS/2 fsType)"
    if collection or varies or not tables.truetype:
        return "PowerPoint embeds TrueType fonts of one face alone, no collections, variable or PostScript ones"
    return ""


def embedding(path: Readable, index: int = 0) -> Embedding:
    """What a font's maker allows of documents that carry it."""
    licence = font_tables(path, index).licence
    if licence & _BITMAPS or (licence & _RESTRICTED and not licence & (_PREVIEW | _EDITABLE)):
        return "forbidden"
    return "whole" if licence & _NO_SUBSETS else "free"


_RESTRICTED, _PREVIEW, _EDITABLE, _NO_SUBSETS, _BITMAPS = 0x2, 0x4, 0x8, 0x100, 0x200
"""Bits of `fsType`; where several of the first three are set, the least strict holds."""


def _scripts(table: bytes) -> frozenset[str]:
    """The scripts of a table; its code pages are there from version 1 on."""
    ranges = int.from_bytes(table[42:46], "big")
    pages = int.from_bytes(table[78:82], "big") if int.from_bytes(table[:2], "big") else 0
    found = [script for bit, script in _RANGES.items() if ranges >> bit & 1]
    return frozenset([*found, *(script for bit, script in _CODE_PAGES.items() if pages >> bit & 1)])

"""Subsets of one font in many PDFs → one font with the glyphs of all (OpenType 1.9, ISO 32000-1, 9.7).

Subsets that keep the numbers of their glyphs can be laid over each other: what one has under a number, the others have
not, or have alike. Where they differ, and for fonts that are no TrueType, each stays as it is; only those that are the
same are shared.
"""

from __future__ import annotations

import hashlib
import itertools
import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pikepdf

_ENTRY = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]*)>")
_CODES = b"endcodespacerange"
"""What the entries of a character map come after."""

_BLOCK = 100
"""Entries of a block of a character map, at most (Adobe Technical Note 5014)."""


class _Program:
    """The tables of a TrueType font, its glyphs by number."""

    def __init__(self, data: bytes) -> None:
        count = struct.unpack(">H", data[4:6])[0]
        found = [struct.unpack(">4sIII", data[12 + 16 * at : 28 + 16 * at]) for at in range(count)]
        self.tables = {tag: data[start : start + length] for tag, _, start, length in found}
        head = self.tables[b"head"]
        self.shape = (head[18:20], self.tables.get(b"hhea", b"")[4:8])
        """Units to the em, and the lines' height: alike in all subsets of a font."""
        long = head[50:52] == b"\0\1"
        loca = self.tables[b"loca"]
        marks = struct.unpack(f">{len(loca) // (4 if long else 2)}{'I' if long else 'H'}", loca)
        places = [mark if long else mark * 2 for mark in marks]
        glyf = self.tables[b"glyf"]
        pairs = itertools.pairwise(places)
        self.glyphs = {at: glyf[start:end] for at, (start, end) in enumerate(pairs) if end > start}
        self.metrics = dict(enumerate(self._metrics(len(places) - 1)))
        self.known: set[int] = set()
        """The numbers of glyphs that are in use somewhere."""

    def _metrics(self, count: int) -> Iterator[bytes]:
        full = struct.unpack(">H", self.tables[b"hhea"][34:36])[0]
        hmtx = self.tables[b"hmtx"]
        for at in range(count):
            if at < full:
                yield hmtx[at * 4 : at * 4 + 4]
            else:
                start = full * 4 + (at - full) * 2
                yield hmtx[full * 4 - 4 : full * 4 - 2] + hmtx[start : start + 2]

    def agrees(self, other: _Program) -> bool:
        """Whether another subset has the same outlines under the numbers that both have."""
        both = self.glyphs.keys() & other.glyphs.keys()
        return self.shape == other.shape and all(self.glyphs[at] == other.glyphs[at] for at in both)

    def add(self, other: _Program, used: Iterable[int]) -> None:
        """Take what another subset uses, and the parts of composite glyphs, which no text uses."""
        for at in {*used, *other.glyphs} - self.known:
            if at in other.glyphs:
                self.glyphs[at] = other.glyphs[at]
            self.metrics[at] = other.metrics.get(at, bytes(4))  # of what is in no use a subset has anything
            self.known.add(at)
        for name, start, fields in ((b"maxp", 6, "H" * 13), (b"hhea", 10, "H")):
            self.tables[name] = _largest(self.tables[name], other.tables[name], start, fields)
        box = [struct.unpack(">4h", one.tables[b"head"][36:44]) for one in (self, other)]
        reach = (
            *map(min, zip(*(one[:2] for one in box), strict=True)),
            *map(max, zip(*(one[2:] for one in box), strict=True)),
        )
        self.tables[b"head"] = self.tables[b"head"][:36] + struct.pack(">4h", *reach) + self.tables[b"head"][44:]

    def written(self) -> bytes:
        """The font as a file."""
        count = 1 + max((0, *self.glyphs, *self.metrics))
        outlines, places = bytearray(), [0]
        for at in range(count):
            outlines += self.glyphs.get(at, b"")
            outlines += bytes(-len(outlines) % 4)
            places.append(len(outlines))
        tables = dict(self.tables)
        tables[b"glyf"] = bytes(outlines) or b"\0"
        tables[b"loca"] = struct.pack(f">{count + 1}I", *places)
        tables[b"hmtx"] = b"".join(self.metrics.get(at, bytes(4)).ljust(4, b"\0") for at in range(count))
        tables[b"maxp"] = tables[b"maxp"][:4] + struct.pack(">H", count) + tables[b"maxp"][6:]
        tables[b"hhea"] = tables[b"hhea"][:34] + struct.pack(">H", count)
        tables[b"head"] = tables[b"head"][:8] + bytes(4) + tables[b"head"][12:50] + b"\0\1" + tables[b"head"][52:]
        return _file(tables)


def _largest(one: bytes, other: bytes, start: int, fields: str) -> bytes:
    """A table with the larger of the numbers that two have at a place."""
    size = struct.calcsize(f">{fields}")
    if len(one) < start + size or len(other) < start + size:
        return one
    numbers = [struct.unpack(f">{fields}", table[start : start + size]) for table in (one, other)]
    return one[:start] + struct.pack(f">{fields}", *map(max, *numbers)) + one[start + size :]


def _file(tables: Mapping[bytes, bytes]) -> bytes:
    """Tables as a font file, with their sums."""
    count = len(tables)
    power = count.bit_length() - 1
    head = struct.pack(">IHHHH", 0x00010000, count, 16 << power, power, count * 16 - (16 << power))
    start, entries, body = 12 + 16 * count, [], bytearray()
    at_head = 0
    for tag in sorted(tables):
        padded = tables[tag] + bytes(-len(tables[tag]) % 4)
        if tag == b"head":
            at_head = start + len(body)
        entries.append(struct.pack(">4sIII", tag, _sum(padded), start + len(body), len(tables[tag])))
        body += padded
    made = bytearray(head + b"".join(entries) + body)
    made[at_head + 8 : at_head + 12] = struct.pack(">I", (0xB1B0AFBA - _sum(bytes(made))) & 0xFFFFFFFF)
    return bytes(made)


def _sum(data: bytes) -> int:
    numbers: tuple[int, ...] = struct.unpack(f">{len(data) // 4}I", data)
    return sum(numbers) & 0xFFFFFFFF


class _Joined:
    """A font that several PDFs share: its program, its widths, and as many character maps as contradict each other."""

    def __init__(self, descendant: Any, program: _Program) -> None:
        self.descendant = descendant
        self.program = program
        self.widths: dict[int, Any] = {}
        self.box = [0.0, 0.0, 0.0, 0.0]
        self.maps: list[tuple[Any, dict[bytes, bytes]]] = []
        """Fonts as pages name them, and the text of each glyph."""

    def add(self, font: Any, program: _Program) -> Any:
        """The font that stands for one that pages name."""
        descendant = font.DescendantFonts[0]
        own = dict(_widths(descendant))
        self.program.add(program, own)
        self.widths |= own
        box = [float(side) for side in descendant.FontDescriptor.FontBBox]
        self.box = [*map(min, self.box[:2], box[:2]), *map(max, self.box[2:], box[2:])]
        texts = dict(_ENTRY.findall(font.ToUnicode.read_bytes().partition(_CODES)[2]))
        for shared, known in self.maps:
            if all(known.get(glyph, text) == text for glyph, text in texts.items()):
                known.update(texts)
                return shared
        font.DescendantFonts[0] = self.descendant
        self.maps.append((font, texts))
        return font

    def write(self, pdf: pikepdf.Pdf) -> None:
        """Put the program, the widths and the maps into the file."""
        data = self.program.written()
        tag = "".join(chr(65 + byte % 26) for byte in hashlib.sha256(data).digest()[:6])
        name = pikepdf.Name(f"/{tag}+{_plain(self.descendant.BaseFont)}")
        descriptor = self.descendant.FontDescriptor
        descriptor.FontFile2 = pdf.make_stream(
            zlib.compress(data, 9), Filter=pikepdf.Name.FlateDecode, Length1=len(data)
        )
        descriptor.FontName = self.descendant.BaseFont = name
        descriptor.FontBBox = pikepdf.Array([round(side) for side in self.box])
        self.descendant.W = pikepdf.Array([part for at in sorted(self.widths) for part in (at, [self.widths[at]])])
        for font, texts in self.maps:
            font.BaseFont = name
            font.ToUnicode = pdf.make_stream(_map(font.ToUnicode.read_bytes(), texts))


def _widths(descendant: Any) -> Iterator[tuple[int, Any]]:
    """The widths of a font of ours: a number, and the list of one width."""
    parts = list(descendant.W)
    for at, widths in zip(parts[::2], parts[1::2], strict=True):
        yield from enumerate(widths, int(at))


def _map(before: bytes, texts: Mapping[bytes, bytes]) -> bytes:
    """A character map (ISO 32000-1, 9.10.3) with other entries."""
    head, mark, _ = before.partition(_CODES)
    lines, pairs = [head + mark], sorted(texts.items())
    for start in range(0, len(pairs), _BLOCK):
        block = pairs[start : start + _BLOCK]
        lines += [b"%d beginbfchar" % len(block), *(b"<%b> <%b>" % pair for pair in block), b"endbfchar"]
    return b"\n".join((*lines, b"endcmap CMapName currentdict /CMap defineresource pop end end"))


def _plain(name: Any) -> str:
    """A font's name without the letters that say that it is a subset."""
    return str(name).lstrip("/").partition("+")[2] or str(name).lstrip("/")


class SharedFonts:
    """The fonts of a file that is joined of several."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self._joined: dict[str, list[_Joined]] = {}
        self._same: dict[bytes, Any] = {}
        """Programs that cannot be joined, by what they hold."""
        self._known: dict[tuple[int, int], Any] = {}

    def shared(self, font: Any) -> Any:
        """The font that stands for one that pages name."""
        if font.objgen not in self._known:
            self._known[font.objgen] = self._shared(font)
        return self._known[font.objgen]

    def _shared(self, font: Any) -> Any:
        if "/DescendantFonts" not in font or "/ToUnicode" not in font:
            return font
        descriptor = font.DescendantFonts[0].FontDescriptor
        if "/FontFile2" not in descriptor:
            if "/FontFile3" in descriptor:
                data = descriptor.FontFile3.read_raw_bytes()
                descriptor.FontFile3 = self._same.setdefault(data, descriptor.FontFile3)
            return font
        if font.DescendantFonts[0].CIDToGIDMap != pikepdf.Name.Identity:
            return font  # its codes are no numbers of glyphs
        program = _Program(descriptor.FontFile2.read_bytes())
        several = self._joined.setdefault(_plain(font.BaseFont), [])
        found = next((one for one in several if one.program.agrees(program)), None)
        if found is None:
            found = _Joined(font.DescendantFonts[0], program)
            several.append(found)
        return found.add(font, program)

    def write(self) -> None:
        """Put the joined fonts into the file."""
        for several in self._joined.values():
            for one in several:
                one.write(self.pdf)

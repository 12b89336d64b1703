"""Faces → embedded subset fonts: Type0 with Identity-H (ISO 32000-1, 9.7), text extractable."""

from __future__ import annotations

import hashlib
import re
import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import repeat
from typing import Any
from unicodedata import category
from zlib import crc32

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc

from reportgen.backends.pdf.cff_charset import is_cid_keyed, with_cids
from reportgen.backends.pdf.leftward_runs import carriers_of, letters_of
from reportgen.backends.pdf.outlines import PathPen
from reportgen.errors import BackendError, FontError
from reportgen.frames import Face, GlyphRun
from reportgen.structs import Struct, replace

_ITALIC, _SYMBOLIC, _SERIF_UNKNOWN = 64, 4, 0


NOT_DRAWN = (
    *("BASE", "GDEF", "GPOS", "GSUB", "JSTF", "MATH", "STAT", "kern", "meta", "name"),
    *("VORG", "cmap", "gasp", "vhea", "vmtx"),
)
"""Tables of fonts that nothing needs of which the text is shaped already and set in lines: its glyphs are called by
their numbers, unhinted, and none is set from top to bottom (ISO 32000-1, 9.9, table 126, lists those that are needed).
"""


FEW_SUBSETS = 10
"""So many subsets are cut from a font as it is: a document needs one, a batch as many as it has records."""

FIRST_OF_SQUARES = "\u2e80"
"""From here on characters are set in squares."""


class _Metrics(Struct, frozen=True):
    """A glyph's advance and the sides of its box, in 1/1000 em."""

    width: float
    left: float
    bottom: float
    right: float
    top: float


class Source:
    """A face's file, read, and what was measured of its glyphs.

    Raises:
        BackendError: it cannot be read.
        FontError: its maker forbids that documents carry it.
    """

    def __init__(self, face: Face) -> None:
        if face.embedding == "forbidden":
            raise FontError(
                f'the maker of "{face.path.name}" ({face.family}) forbids to embed it (OS/2 fsType), as a PDF would',
                face.where,
                "use another font, or a version of this one with a licence to embed",
            )
        self.face = face
        self.metrics: dict[int, _Metrics] = {}
        try:
            self.font = hb.Face(face.path.read_bytes(), face.index)
        except OSError as error:
            raise BackendError(f"cannot read the font {face.path.name}: {error.strerror}") from error
        self._cut = 0
        self.cid_keyed = "CFF " in self.font.table_tags and is_cid_keyed(bytes(self.font.reference_table("CFF ").data))
        self.letters = hb.Font(self.font)
        self.space: int | None = self.letters.get_nominal_glyph(0x20)

    def to_cut(self) -> hb.Face:
        """The font that the next subset is cut from: after the first few one that is prepared for many, which takes
        as long as some thirty to a hundred of them save, and gives the same subsets.
        """
        self._cut += 1
        if self._cut == FEW_SUBSETS:
            self.font = hb.subset_preprocess(self.font)
        return self.font


class Usage(Struct, frozen=True):
    """The glyphs of one face that some text uses, and the text that each stands for first, where it has any."""

    glyphs: frozenset[int]
    texts: Mapping[int, str]
    called: Mapping[int, tuple[int, str]] = {}
    """The glyphs of runs to the left by the codes that they are called by there, each with the text that it has."""


def usage_of(runs: Iterable[GlyphRun]) -> dict[str, Usage]:
    """What runs use of each face."""
    runs = tuple(runs)
    if len(runs) == 1 and not runs[0].leftward:
        # most lines are one run; the first text of a glyph is what is said of it last
        [run] = runs
        said = {glyph: text for glyph, text in reversed(cluster_texts(run)) if text}
        return {run.face: Usage(frozenset(run.glyphs), said)}
    glyphs: dict[str, set[int]] = {}
    texts: dict[str, dict[int, str]] = {}
    called: dict[str, dict[int, tuple[int, str]]] = {}
    for run in runs:
        own = texts.setdefault(run.face, {})
        glyphs.setdefault(run.face, set()).update(run.glyphs)
        for glyph, text in cluster_texts(run):
            if text:
                own.setdefault(glyph, text)
        if run.leftward:
            _call(called.setdefault(run.face, {}), _called_texts(letters_of(run)[0]))
    return {face: Usage(frozenset(found), texts[face], called.get(face, {})) for face, found in glyphs.items()}


FIRST_CALLED = 0x8000
"""From here on are the codes of glyphs in runs to the left; a font that has a glyph of such a number has none."""


def code_of(glyph: int, text: str) -> int:
    """The code of a glyph that stands for a text in a run to the left. It hangs on nothing else, so that what is
    written of a run does not, either."""
    return FIRST_CALLED + crc32(f"{glyph} {text}".encode()) % FIRST_CALLED


def _called_texts(letters: GlyphRun) -> list[tuple[int, str]]:
    """The glyphs of a run to the left, which has one for each letter with its marks, and their texts. A mark that only
    signs follow would be read after these (UAX #9, W1, by pdfium and poppler): it is followed by one that keeps it.
    """
    pairs = list(_texts_of(letters))
    ended = True  # so far, from the left, all are signs
    for at, (glyph, text) in enumerate(pairs):
        is_letter = text != "" and category(text[0])[0] == "L"
        if is_letter and ended and category(text[-1])[0] == "M":
            pairs[at] = (glyph, f"{text}{RIGHT_TO_LEFT_MARK}")
        ended = not is_letter and (ended or not text.isspace())
    return pairs


RIGHT_TO_LEFT_MARK = "\u200f"


def _call(called: dict[int, tuple[int, str]], pairs: Iterable[tuple[int, str]]) -> None:
    """Add glyphs with their texts; of two with one code the first in the order of their numbers has it."""
    for pair in pairs:
        code = code_of(*pair)
        called[code] = min(pair, called.get(code, pair))


def together(usages: Sequence[Mapping[str, Usage]]) -> dict[str, Usage]:
    """What all of these use: a glyph stands for the text that it stands for first."""
    if len(usages) == 1:
        return dict(usages[0])
    glyphs: dict[str, set[int]] = {}
    texts: dict[str, dict[int, str]] = {}
    called: dict[str, dict[int, tuple[int, str]]] = {}
    for usage in reversed(usages):
        for face, one in usage.items():
            glyphs.setdefault(face, set()).update(one.glyphs)
            texts.setdefault(face, {}).update(one.texts)
            if one.called:
                _call(called.setdefault(face, {}), one.called.values())
    return {face: Usage(frozenset(found), texts[face], called.get(face, {})) for face, found in glyphs.items()}


_NO_TEXT = "\u200b"
"""What a glyph stands for whose text another one of its cluster has, so that it has to be told: each has to stand for
something (ISO 14289-1, 7.21.7).
"""

_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
"""Characters for private use (Unicode, 23.5)."""


@lru_cache(maxsize=4096)
def _mapping(glyph: int, text: str) -> str:
    """An entry of a character map."""
    return f"<{glyph:04X}> <{text.encode('utf-16-be').hex().upper()}>"


class _Plain(pdfdoc.PDFObject):  # type: ignore[misc]
    """An object as it is written."""

    text = ""

    def format(self, document: Any) -> bytes:
        return self.text.encode("latin-1")


class EmbeddedFont:
    """One face as the document uses it: `width` gives a glyph's advance in 1/1000 em. Glyphs keep their numbers, so
    that other glyphs in use do not change what is written of these.
    """

    def __init__(self, number: int, usage: Usage, source: Source) -> None:
        self.name = f"F{number}"
        self.space = source.space
        """The glyph of a space, if there is one: it ends words at the ends of lines."""
        self.asked = usage
        """What text uses."""
        if self.space is not None:
            usage = replace(usage, glyphs=usage.glyphs | {self.space}, texts={self.space: " ", **usage.texts})
        self.usage = usage
        self.readable = _PRIVATE.search("".join(usage.texts.values())) is None
        """Whether its text is of characters that everybody knows."""
        self.face = source.face
        self._source = source.letters
        font = source.to_cut()
        plan = hb.SubsetPlan(font, _wanted(font, source, usage))
        self._subset = plan.execute()
        is_called = "glyf" in self._subset.table_tags and self._subset.glyph_count <= FIRST_CALLED
        self._called = usage.called if is_called else {}
        self._numbers = {code: glyph for code, (glyph, _) in self._called.items()}
        self._renumbered: Mapping[int, int] = dict(plan.old_to_new_glyph_mapping) if source.cid_keyed else {}
        self._font = hb.Font(self._subset)
        self._scale = 1000 / self._subset.upem
        self._metrics = source.metrics
        for glyph in (0, *usage.glyphs):
            if glyph not in source.metrics:
                source.metrics[glyph] = self._measured(glyph)
        self._widths = {glyph: source.metrics[glyph].width for glyph in (0, *usage.glyphs)}

    def says(self, run: GlyphRun) -> bool:
        """Whether the run's glyphs give its text by themselves, without ActualText."""
        said = list(map(self.usage.texts.get, run.glyphs, repeat("")))
        if not run.leftward:
            # A glyph without a text is none: pdfium would take its number for a character.
            in_order = list(run.clusters) == sorted(run.clusters)
            return in_order and all(said) and "".join(said) == run.text and not self._overlaps(run)
        # Readers turn what runs to the left round by themselves; what is raised they take for a word.
        level = not any(up for _, up in run.offsets)
        return level and "".join(reversed(said)) == run.text and len(set(run.clusters)) == len(run.clusters)

    def codes(self, letters: GlyphRun) -> list[int] | None:
        """The codes by which a run to the left calls its glyphs, of which it has one for each letter with its marks;
        None where the font has no codes for these."""
        if not self._called:
            return None
        pairs = _called_texts(letters)
        codes = [code_of(*pair) for pair in pairs]
        return codes if all(self._called.get(code) == pair for code, pair in zip(codes, pairs, strict=True)) else None

    def _overlaps(self, run: GlyphRun) -> bool:
        """Whether marks of Chinese or Japanese give up half of their squares, so that characters stand on these: there
        poppler would begin a line."""
        if max(run.text, default="") < FIRST_OF_SQUARES:
            return False
        widths = self.widths(run.glyphs)
        return any(1000 * own < 0.6 * width * run.size for own, width in zip(run.advances, widths, strict=True))

    @property
    def scale(self) -> float:
        """The em in parts of the unit of outlines."""
        return float(self._scale) / 1000

    def outline(self, glyph: int) -> str:
        """A glyph's outline as operators of a path, in the font's units (ISO 32000-1, 8.5.2)."""
        parts: list[str] = []
        self._font.draw_glyph_with_pen(self._renumbered.get(glyph, glyph), PathPen(parts))
        return " ".join(parts)

    def glyph_of(self, letter: str) -> int | None:
        """The glyph that a font has for a letter by itself, where that is in use."""
        glyph: int | None = self._source.get_nominal_glyph(ord(letter)) if len(letter) == 1 else None
        return glyph if glyph is not None and self.usage.texts.get(glyph) == letter else None

    def widths(self, glyphs: Iterable[int]) -> list[float]:
        """The advances of glyphs in 1/1000 em."""
        widths = self._widths
        return [widths[glyph] for glyph in glyphs]

    def write(self, document: pdfdoc.PDFDocument) -> None:
        """Add the font's objects to the document, under the name that pages use."""
        streams = [pdfdoc.PDFStream(filters=[pdfdoc.PDFZCompress]) for _ in range(3 if self._called else 2)]
        for stream in streams:
            stream.quick = True  # they change with the letters of a name
        self._objects: tuple[Any, ...] = (_Plain(), _Plain(), _Plain(), *streams)
        document.idToObject["BasicFonts"].dict[self.name] = document.Reference(self._objects[0])
        self._fill(document)

    @property
    def dictionaries(self) -> tuple[Any, ...]:
        """The objects that are no streams, once they are written."""
        return self._objects[:3]

    def take_over(self, other: EmbeddedFont, document: pdfdoc.PDFDocument) -> tuple[Any, ...]:
        """Change another font's objects into this one's; gives those that are to be written anew."""
        self._objects = other._objects
        self._fill(document)
        return self._objects

    def _fill(self, document: pdfdoc.PDFDocument) -> None:
        """Write the font, its descendant, its descriptor, its program and its map (ISO 32000-1, 9.7.6 and 9.8)."""
        font, descendant, descriptor, program, unicode, *numbers = self._objects
        descendant_at, descriptor_at, program_at, unicode_at, *numbers_at = (
            f" {document.Reference(one).format(document).decode()}" for one in self._objects[1:]
        )
        for stream in numbers:
            stream.content = self._glyph_numbers()
        is_cff = "CFF " in self._subset.table_tags
        data = self._outlines() if is_cff else bytes(self._subset.blob.data)
        program.content, unicode.content = data, self._to_unicode()
        program.dictionary.dict = {"Subtype": "/CIDFontType0C"} if is_cff else {"Length1": len(data)}
        tag = "".join(chr(65 + byte % 26) for byte in hashlib.sha256(data).digest()[:6])
        face = self.face
        plain = f"{face.family.replace(' ', '')}-{face.weight}{'Italic' if face.italic else ''}"
        base = pdfdoc.PDFName(f"{tag}+{plain}")
        extents = self._font.get_font_extents("ltr")
        flags = _SYMBOLIC | (_ITALIC if face.italic else 0)
        box = " ".join(map(str, self._bounding_box()))
        descriptor.text = (
            f"<</Type/FontDescriptor/FontName{base}/Flags {flags}/FontBBox[{box}]"
            f"/ItalicAngle {-12 if face.italic else 0}"
            f"/Ascent {extents.ascender * self._scale:.2f}/Descent {extents.descender * self._scale:.2f}"
            f"/CapHeight {self._cap_height()}/StemV {50 + face.weight // 10}"
            f"/{'FontFile3' if is_cff else 'FontFile2'}{program_at}>>"
        )
        kind = "CIDFontType0" if is_cff else f"CIDFontType2/CIDToGIDMap{''.join(numbers_at) or '/Identity'}"
        descendant.text = (
            f"<</Type/Font/Subtype/{kind}/BaseFont{base}"
            f"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor{descriptor_at}"
            f"/DW 1000/W[{self._advances()}]>>"
        )
        font.text = (
            f"<</Type/Font/Subtype/Type0/BaseFont{base}/Encoding/Identity-H"
            f"/DescendantFonts[{descendant_at.strip()}]/ToUnicode{unicode_at}>>"
        )

    def _outlines(self) -> bytes:
        """The program of a font of cubic outlines, with the CIDs that its glyphs are called by, if they are."""
        data = bytes(self._subset.reference_table("CFF ").data)
        numbers = self._renumbered
        return with_cids(data, sorted(numbers, key=numbers.__getitem__)) if numbers else data

    def _advances(self) -> str:
        """How wide each code is (ISO 32000-1, 9.7.4.3)."""
        glyphs = {**{glyph: glyph for glyph in (0, *self.usage.glyphs)}, **self._numbers}
        return " ".join([f"{code} [{self._metrics[glyphs[code]].width:.3f}]" for code in sorted(glyphs)])

    def _measured(self, code: int) -> _Metrics:
        glyph = self._renumbered.get(code, code)
        width = self._font.get_glyph_h_advance(glyph) * self._scale
        extents = self._font.get_glyph_extents(glyph)
        if extents is None:
            return _Metrics(width, 0.0, 0.0, 0.0, 0.0)
        left, top = extents.x_bearing, extents.y_bearing
        box = (left, top + extents.height, left + extents.width, top)
        return _Metrics(width, *(side * self._scale for side in box))

    def _bounding_box(self) -> list[int]:
        found = [self._metrics[glyph] for glyph in (0, *self.usage.glyphs)]
        low = [min(0.0, *[one.left for one in found]), min(0.0, *[one.bottom for one in found])]
        high = [max(1.0, *[one.right for one in found]), max(1.0, *[one.top for one in found])]
        return [round(side) for side in (*low, *high)]

    def _cap_height(self) -> int:
        table = bytes(self._subset.reference_table("OS/2").data)
        if len(table) >= 90 and int.from_bytes(table[0:2], "big") >= 2:
            height: float = int.from_bytes(table[88:90], "big", signed=True) * self._scale
            return round(height)
        return 700

    def _glyph_numbers(self) -> bytes:
        """The glyphs of all codes up to the last, in two bytes each (ISO 32000-1, 9.7.4.3)."""
        numbers = array("H", bytes(2 * (1 + max(self._called))))
        for glyph in self.usage.glyphs:
            numbers[glyph] = glyph
        for code, glyph in self._numbers.items():
            numbers[code] = glyph
        if sys.byteorder == "little":
            numbers.byteswap()
        return numbers.tobytes()

    def _to_unicode(self) -> str:
        """The character map for extraction (ISO 32000-1, 9.10.3): at most 100 entries a block."""
        # Readers put all characters of a run to the left in another order, those of one code, too (poppler,
        # pdfium, pdf.js).
        called = {code: text[::-1] for code, (_, text) in self._called.items()}
        pairs = sorted({**dict.fromkeys(self.usage.glyphs, _NO_TEXT), **self.usage.texts, **called}.items())
        lines = [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <0000> <FFFF> endcodespacerange",
        ]
        for start in range(0, len(pairs), 100):
            block = pairs[start : start + 100]
            lines.append(f"{len(block)} beginbfchar")
            lines += [_mapping(code, text) for code, text in block]
            lines.append("endbfchar")
        lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
        return "\n".join(lines)


def _wanted(font: hb.Face, source: Source, usage: Usage) -> hb.SubsetInput:
    """What of a font is put into the document.

    Glyphs keep their numbers, but for CID-keyed fonts: those have tens of thousands of them, and CIDs to be called by.
    """
    wanted = hb.SubsetInput()
    if source.face.embedding == "whole":
        wanted.keep_everything()
    else:
        wanted.glyph_set.update(sorted({0, *usage.glyphs} if source.cid_keyed else usage.glyphs))
    numbers = hb.SubsetFlags(0) if source.cid_keyed else hb.SubsetFlags.RETAIN_GIDS
    wanted.flags = hb.SubsetFlags.NO_HINTING | numbers
    if font.has_var_data:
        wanted.flags |= hb.SubsetFlags.DOWNGRADE_CFF2  # ISO 32000 knows no outlines that vary
        wanted.pin_all_axes_to_default(font)
    wanted.layout_feature_tag_set.clear()
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in NOT_DRAWN)
    for tag, value in source.face.variations:
        wanted.pin_axis_location(font, tag, value)
    return wanted


def cluster_texts(run: GlyphRun) -> Sequence[tuple[int, str]]:
    """Each glyph with the text that it stands for: a cluster's text goes with the cluster's first glyph."""
    if not run.glyphs:  # a box that is drawn
        return ()
    return _texts_of(carriers_of(run)[0] if run.leftward else run)


def _texts_of(run: GlyphRun) -> Sequence[tuple[int, str]]:
    """Each glyph with its part of the run's text."""
    if run.clusters == tuple(range(len(run.text))):
        return tuple(zip(run.glyphs, run.text, strict=True))
    starts = sorted(set(run.clusters))
    ends = dict(zip(starts, [*starts[1:], len(run.text)], strict=True))
    seen: set[int] = set()
    found: list[tuple[int, str]] = []
    for glyph, cluster in zip(run.glyphs, run.clusters, strict=True):
        text = "" if cluster in seen else run.text[cluster : ends[cluster]]
        seen.add(cluster)
        found.append((glyph, text))
    return found

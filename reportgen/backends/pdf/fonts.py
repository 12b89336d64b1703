"""Faces → embedded subset fonts: Type0 with Identity-H (ISO 32000-1, 9.7), glyphs renumbered, text extractable."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc

from reportgen.errors import BackendError
from reportgen.frames import Face, GlyphRun

_ITALIC, _SYMBOLIC, _SERIF_UNKNOWN = 64, 4, 0


class EmbeddedFont:
    """One face as the document uses it: `code` gives the two bytes of a glyph, `width` its advance in 1/1000 em."""

    def __init__(self, face: Face, number: int, runs: Iterable[GlyphRun]) -> None:
        self.name = f"F{number}"
        self._face = face
        self._texts: dict[int, str] = {}
        self._ambiguous: set[int] = set()
        for run in runs:
            self._learn(run)
        try:
            source = hb.Face(face.path.read_bytes(), face.index)
        except OSError as error:
            raise BackendError(f"cannot read the font {face.path.name}: {error.strerror}") from error
        wanted = hb.SubsetInput()
        wanted.glyph_set.update(sorted(self._texts))
        wanted.flags = hb.SubsetFlags.NO_HINTING
        wanted.layout_feature_tag_set.clear()
        for tag, value in face.variations:
            wanted.pin_axis_location(source, tag, value)
        plan = hb.SubsetPlan(source, wanted)
        self._codes: dict[int, int] = dict(plan.old_to_new_glyph_mapping)
        self._subset = plan.execute()
        self._font = hb.Font(self._subset)
        self._scale = 1000 / self._subset.upem
        self._widths = {code: self._font.get_glyph_h_advance(code) * self._scale for code in self._codes.values()}

    def _learn(self, run: GlyphRun) -> None:
        for glyph, text in cluster_texts(run):
            known = self._texts.setdefault(glyph, text)
            if known != text:
                if known == "":
                    self._texts[glyph] = text
                if text != "" or known != "":
                    self._ambiguous.add(glyph)

    def says(self, run: GlyphRun) -> bool:
        """Whether the run's glyphs give its text by themselves, without ActualText."""
        said = "".join(self._texts[glyph] for glyph in run.glyphs)
        return said == run.text and list(run.clusters) == sorted(run.clusters)

    def code(self, glyph: int) -> int:
        return self._codes[glyph]

    def width(self, glyph: int) -> float:
        return float(self._widths[self._codes[glyph]])

    def write(self, document: pdfdoc.PDFDocument) -> None:
        """Add the font's objects to the document, under the name that pages use."""
        name, array, dictionary = pdfdoc.PDFName, pdfdoc.PDFArray, pdfdoc.PDFDictionary
        data = bytes(self._subset.blob.data)
        is_cff = "CFF " in self._subset.table_tags
        if is_cff:
            data = bytes(self._subset.reference_table("CFF ").data)
        program = pdfdoc.PDFStream(content=data, filters=[pdfdoc.PDFZCompress])
        if is_cff:
            program.dictionary["Subtype"] = name("CIDFontType0C")
        else:
            program.dictionary["Length1"] = len(data)
        tag = "".join(chr(65 + byte % 26) for byte in hashlib.sha256(data).digest()[:6])
        plain = f"{self._face.family.replace(' ', '')}-{self._face.weight}{'Italic' if self._face.italic else ''}"
        base = f"{tag}+{plain}"
        extents = self._font.get_font_extents("ltr")
        box = self._bounding_box()
        descriptor = dictionary(
            {
                "Type": name("FontDescriptor"),
                "FontName": name(base),
                "Flags": _SYMBOLIC | (_ITALIC if self._face.italic else 0),
                "FontBBox": array(box),
                "ItalicAngle": -12 if self._face.italic else 0,
                "Ascent": round(extents.ascender * self._scale, 2),
                "Descent": round(extents.descender * self._scale, 2),
                "CapHeight": self._cap_height(),
                "StemV": 50 + self._face.weight // 10,
                "FontFile3" if is_cff else "FontFile2": document.Reference(program),
            }
        )
        widths: list[object] = []
        for code in sorted(self._widths):
            widths += [code, array([round(self._widths[code], 3)])]
        descendant = dictionary(
            {
                "Type": name("Font"),
                "Subtype": name("CIDFontType0" if is_cff else "CIDFontType2"),
                "BaseFont": name(base),
                "CIDSystemInfo": dictionary(
                    {
                        "Registry": pdfdoc.PDFString("Adobe"),
                        "Ordering": pdfdoc.PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "FontDescriptor": document.Reference(descriptor),
                "DW": 1000,
                "W": array(widths),
            }
        )
        if not is_cff:
            descendant["CIDToGIDMap"] = name("Identity")
        font = dictionary(
            {
                "Type": name("Font"),
                "Subtype": name("Type0"),
                "BaseFont": name(base),
                "Encoding": name("Identity-H"),
                "DescendantFonts": array([document.Reference(descendant)]),
                "ToUnicode": document.Reference(
                    pdfdoc.PDFStream(content=self._to_unicode(), filters=[pdfdoc.PDFZCompress])
                ),
            }
        )
        document.idToObject["BasicFonts"].dict[self.name] = document.Reference(font)

    def _bounding_box(self) -> list[float]:
        left = bottom = 0.0
        right = top = 1.0
        for code in self._widths:
            extents = self._font.get_glyph_extents(code)
            if extents is None:
                continue
            left = min(left, extents.x_bearing * self._scale)
            right = max(right, (extents.x_bearing + extents.width) * self._scale)
            top = max(top, extents.y_bearing * self._scale)
            bottom = min(bottom, (extents.y_bearing + extents.height) * self._scale)
        return [round(side) for side in (left, bottom, right, top)]

    def _cap_height(self) -> int:
        table = bytes(self._subset.reference_table("OS/2").data)
        if len(table) >= 90 and int.from_bytes(table[0:2], "big") >= 2:
            height: float = int.from_bytes(table[88:90], "big", signed=True) * self._scale
            return round(height)
        return 700

    def _to_unicode(self) -> str:
        """The character map for extraction (ISO 32000-1, 9.10.3): at most 100 entries a block."""
        pairs = sorted((self._codes[glyph], text) for glyph, text in self._texts.items() if text)
        lines = [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <0000> <FFFF> endcodespacerange",
        ]
        for start in range(0, len(pairs), 100):
            block = pairs[start : start + 100]
            lines.append(f"{len(block)} beginbfchar")
            lines += [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in block]
            lines.append("endbfchar")
        lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
        return "\n".join(lines)


def cluster_texts(run: GlyphRun) -> list[tuple[int, str]]:
    """Each glyph with the text that it stands for: a cluster's text goes with the cluster's first glyph."""
    starts = sorted(set(run.clusters))
    ends = dict(zip(starts, [*starts[1:], len(run.text)], strict=True))
    seen: set[int] = set()
    found: list[tuple[int, str]] = []
    for glyph, cluster in zip(run.glyphs, run.clusters, strict=True):
        text = "" if cluster in seen else run.text[cluster : ends[cluster]]
        seen.add(cluster)
        found.append((glyph, text))
    return found

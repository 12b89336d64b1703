"""The rules of PDF/X-4 (ISO 15930-7:2010), as far as a file's objects show them: boxes, intent, colours, transparency,
annotations, fonts, metadata.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pikepdf

from reportgen.preflight.pdf_marks import PageMarks

_Found = Iterator[tuple[str, str]]
"""Messages and remedies."""

_VERSION = "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"
_XMP, _MEDIA = "{http://ns.adobe.com/xap/1.0/}", "{http://ns.adobe.com/xap/1.0/mm/}"
_ASKED = {
    "a title": "{http://purl.org/dc/elements/1.1/}title",
    "the time it was made": f"{_XMP}CreateDate",
    "the time it was changed": f"{_XMP}ModifyDate",
    "the time of the metadata": f"{_XMP}MetadataDate",
    "a DocumentID": f"{_MEDIA}DocumentID",
    "a VersionID": f"{_MEDIA}VersionID",
    "a RenditionClass": f"{_MEDIA}RenditionClass",
    "whether it is trapped": "{http://ns.adobe.com/pdf/1.3/}Trapped",
}
_BLENDS = {
    *("Normal", "Compatible", "Multiply", "Screen", "Overlay", "Darken", "Lighten", "ColorDodge", "ColorBurn"),
    *("HardLight", "SoftLight", "Difference", "Exclusion", "Hue", "Saturation", "Color", "Luminosity"),
}
_PROGRAMS = {"/FontFile", "/FontFile2", "/FontFile3"}
_OUTSIDE = ("/TrapNet", "/PrinterMark")


def claims_x4(pdf: pikepdf.Pdf) -> bool:
    """Whether a file says that it is PDF/X-4."""
    if "/Metadata" not in pdf.Root:
        return False
    with pdf.open_metadata() as meta:
        return str(meta.get(_VERSION, "")).startswith("PDF/X-4")


def x4_faults(pdf: pikepdf.Pdf, pages: Sequence[PageMarks]) -> _Found:
    """What in a file is not as PDF/X-4 asks; the numbers are those of the standard's clauses."""
    for rule in _RULES:
        yield from rule(pdf)
    for page, marks in zip(pdf.pages, pages, strict=True):
        at = f"page {marks.number}"
        yield from ((f"{at}: {said}", hint) for said, hint in (*_boxes(page.obj), *_annotations(page.obj)))
        strange = marks.spaces & {"DeviceRGB"}
        if strange:
            yield f"{at}: colours in DeviceRGB beside an intent in CMYK (6.2.4)", "convert them"


def _metadata(pdf: pikepdf.Pdf) -> _Found:
    if not claims_x4(pdf):
        yield "the metadata do not say PDF/X-4 (6.16)", "write it as PDF/X-4"
        return
    with pdf.open_metadata() as meta:
        for what, key in _ASKED.items():
            if not meta.get(key):
                yield f"the metadata do not say {what} (6.16)", "write it into the XMP"
        trapped = str(meta.get(_ASKED["whether it is trapped"], ""))
    if trapped and trapped != str(pdf.docinfo.get("/Trapped", f"/{trapped}"))[1:]:
        yield "Info and metadata differ in whether it is trapped (6.16)", "say the same in both"
    if "/ID" not in pdf.trailer:
        yield "the file has no identifier (6.15)", "give the trailer an ID"


def _intent(pdf: pikepdf.Pdf) -> _Found:
    found = [one for one in pdf.Root.get("/OutputIntents", []) if one.get("/S") == "/GTS_PDFX"]
    if len(found) != 1:
        yield f"{len(found)} output intents are for PDF/X (6.2.2)", "write one"
        return
    if not str(found[0].get("/OutputConditionIdentifier", "")):
        yield "the output intent does not name its condition (6.2.2)", "name it"
    profile = found[0].get("/DestOutputProfile")
    if profile is None:
        yield "the output intent has no profile (6.2.2)", "embed it"
        return
    data = profile.read_bytes()
    kind, space = data[12:16], data[16:20]
    if kind != b"prtr" or space != b"CMYK" or int(profile.N) != 4:
        yield "the profile of the output intent is not that of a press in CMYK (6.2.2)", "take a printer profile"


def _fonts(pdf: pikepdf.Pdf) -> _Found:
    for one in pdf.objects:
        is_font = isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
        if is_font and not _PROGRAMS & set(one.keys()):
            yield f"the font {str(one.get('/FontName', '/?'))[1:]} is not in the file (6.3)", "embed it"


def _graphics(pdf: pikepdf.Pdf) -> _Found:
    for one in pdf.objects:
        if not isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            continue
        if one.get("/Subtype") == "/PS" or (isinstance(one, pikepdf.Stream) and "/OPI" in one):
            yield "a form is PostScript or has an OPI (6.2.10)", "draw it as PDF"
        for state in one.get("/ExtGState", pikepdf.Dictionary()).values() if "/ExtGState" in one else ():
            if "/TR" in state or ("/TR2" in state and state.TR2 != "/Default") or "/HTP" in state:
                yield "a graphics state has a transfer function or a halftone phase (6.2.8)", "take it away"
            blend = state.get("/BM", pikepdf.Name.Normal)
            if isinstance(blend, pikepdf.Name) and str(blend)[1:] not in _BLENDS:
                yield f"the blend mode {blend} is unknown (6.2.9)", "take a usual one"
        group = one.get("/Group")
        if isinstance(group, pikepdf.Dictionary) and group.get("/CS") == "/DeviceRGB":
            yield "transparency is blended in DeviceRGB (6.2.9)", "blend it in DeviceCMYK"


def _actions(pdf: pikepdf.Pdf) -> _Found:
    if "/AA" in pdf.Root or "/JavaScript" in pdf.Root.get("/Names", pikepdf.Dictionary()):
        yield "the file has scripts or actions (6.18)", "take them away"
    if pdf.is_encrypted:
        yield "the file is encrypted (6.1)", "write it open"


def _boxes(page: Any) -> _Found:
    if ("/TrimBox" in page) == ("/ArtBox" in page):
        yield "it needs a TrimBox or an ArtBox, and not both (6.11)", "give it a TrimBox"
        return
    inner = _sides(page.get("/TrimBox", page.get("/ArtBox")))
    media = _sides(page.MediaBox)
    bleed = _sides(page.get("/BleedBox", page.MediaBox))
    if not _holds(bleed, inner) or not _holds(media, bleed):
        yield "trim, bleed and sheet do not lie in each other (6.11)", "mend the boxes"


def _annotations(page: Any) -> _Found:
    inner = _sides(page.get("/BleedBox", page.get("/TrimBox", page.MediaBox)))
    for one in page.get("/Annots", []):
        left, bottom, right, top = _sides(one.Rect)
        apart = right <= inner[0] or left >= inner[2] or top <= inner[1] or bottom >= inner[3]
        if one.get("/Subtype") not in _OUTSIDE and not apart:
            yield f"an annotation ({str(one.Subtype)[1:]}) stands on what is printed (6.17)", "take it away"


def _sides(box: Any) -> tuple[float, float, float, float]:
    left, bottom, right, top = (float(side) for side in box)
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def _holds(outer: Sequence[float], inner: Sequence[float]) -> bool:
    give = 0.01
    low = all(one <= other + give for one, other in zip(outer[:2], inner[:2], strict=True))
    return low and all(one >= other - give for one, other in zip(outer[2:], inner[2:], strict=True))


_RULES: tuple[Callable[[pikepdf.Pdf], _Found], ...] = (_metadata, _intent, _fonts, _graphics, _actions)

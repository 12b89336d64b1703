"""What any PDF tells a screen reader, and a press: found in a second, whoever wrote it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pikepdf

from reportgen.errors import AssetError, Where
from reportgen.preflight.finding import Finding, Severity
from reportgen.preflight.pdf_elements import Element, shortened, structure_of
from reportgen.preflight.pdf_meaning import Found, faults_of_meaning
from reportgen.preflight.pdf_pages import PageFacts, facts_of_page
from reportgen.preflight.pdf_press import press_faults
from reportgen.preflight.pdf_rules import OF_FILES, READ_ALOUD
from reportgen.preflight.pdf_x4 import claims_x4

_GRAVE: dict[str, Severity] = {
    "pdf-tags": "error",
    "pdf-fonts": "error",
    "pdf-x4": "error",
    "pdf-artifacts": "note",
    "pdf-inks": "note",
    "pdf-pages": "note",
    "pdf-bookmarks": "note",
    "pdf-archive": "note",
}
"""How grave what the rules find is, where it is no warning."""
_PROGRAMS = {"/FontFile", "/FontFile2", "/FontFile3"}


class PdfReport(NamedTuple):
    """What was found in a file, and the rules by which it was looked at and that it holds."""

    findings: tuple[Finding, ...]
    held: tuple[str, ...]


def check_pdf(file: Path, *, press: bool = False) -> tuple[Finding, ...]:
    """Everything that a person should know of a PDF before it goes out; with `press`, before it is printed.

    Raises:
        AssetError: the file cannot be read as PDF.
    """
    return report_on_pdf(file, press=press).findings


def report_on_pdf(file: Path, *, press: bool = False) -> PdfReport:
    """What `check_pdf` finds, with the rules that the file holds.

    Raises:
        AssetError: the file cannot be read as PDF.
    """
    try:
        with pikepdf.open(file) as pdf:
            found = list(_faults(pdf, press=press))
            asked = _rules_asked(pdf, press=press)
    except (OSError, pikepdf.PdfError) as error:
        raise AssetError(f"{file.name} cannot be read as PDF: {error}", Where(str(file))) from error
    broken = {rule for rule, _, _ in found}
    return PdfReport(_findings(found, str(file)), tuple(rule for rule in asked if rule not in broken))


def _rules_asked(pdf: pikepdf.Pdf, *, press: bool) -> tuple[str, ...]:
    """The rules that a file can be held to: without tags, none of what they mean."""
    is_x4 = press and claims_x4(pdf)
    aloud = () if is_x4 else READ_ALOUD if "/StructTreeRoot" in pdf.Root else ("pdf-language",)
    return (*aloud, *OF_FILES, *(("pdf-press",) if press else ()), *(("pdf-x4",) if is_x4 else ()))


def findings_for_press(data: bytes, name: str, most_ink: float) -> tuple[Finding, ...]:
    """What a press would ask of a PDF in memory that is to be called `name`; `most_ink` is percent."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return _findings(list(press_faults(pdf, most_ink)), name)


def _findings(found: Iterable[tuple[str, str, str]], name: str) -> tuple[Finding, ...]:
    """What rules found in a file, as findings."""
    return tuple(Finding(rule, _GRAVE.get(rule, "warning"), said, Where(name), hint) for rule, said, hint in found)


def _faults(pdf: pikepdf.Pdf, *, press: bool) -> Found:
    """What is wrong with a file; nobody has one read aloud that is made for a press."""
    if not (press and claims_x4(pdf)):
        pages = {page.obj.objgen: facts_of_page(page, number) for number, page in enumerate(pdf.pages, 1)}
        yield from _structure(pdf, pages)
    yield from _fonts(pdf)
    yield from _pages(pdf)
    if press:
        yield from press_faults(pdf)


def _structure(pdf: pikepdf.Pdf, pages: dict[tuple[int, int], PageFacts]) -> Found:
    if "/Lang" not in pdf.Root:
        yield "pdf-language", "the document does not say its language", "set its language"
    if not pdf.docinfo.get("/Title"):
        yield "pdf-language", "the document has no title", "give it one"
    if "/StructTreeRoot" not in pdf.Root:
        yield "pdf-tags", "the file has no tags: nobody can have it read aloud", "write it as tagged PDF"
        return
    tree = pdf.Root.StructTreeRoot
    root = structure_of(pdf, pages)
    yield from faults_of_meaning(root)
    names = {str(key) for key, _ in pikepdf.NameTree(tree.IDTree).items()} if "/IDTree" in tree else set()
    yield from _notes(root, names)
    yield from _bookmarks(pdf, root)
    yield from _promises(pdf)
    yield from _artifacts(list(pages.values()))


def _notes(root: Element, names: set[str]) -> Found:
    for one in root.every("Note", "FENote"):
        lacks = [
            what
            for what, missing in (
                ("an identifier in the IDTree", str(one.raw.get("/ID", "")) not in names),
                ("a label", not list(one.every("Lbl"))),
                ("a way back", "/Ref" not in one.raw and not list(one.every("Link"))),
            )
            if missing
        ]
        if lacks:
            yield "pdf-notes", f"{one.place}the note {one.named} lacks {', '.join(lacks)}", "add them"


def _artifacts(pages: Iterable[PageFacts]) -> Found:
    for page in pages:
        if page.stray:
            said = f'page {page.number}: the text "{shortened("".join(page.stray))}" is neither tagged nor an artifact'
            yield "pdf-tags", said, "tag it"
        if page.untyped or page.boxless:
            said = (
                f"page {page.number}: of {page.artifacts} artifacts, {page.untyped} have no type, {page.boxless} no box"
            )
            yield "pdf-artifacts", said, "give them Type and BBox"


def _fonts(pdf: pikepdf.Pdf) -> Found:
    drawn = {
        one.FontDescriptor.objgen
        for one in pdf.objects
        if isinstance(one, pikepdf.Dictionary) and one.get("/Subtype") == "/Type3" and "/FontDescriptor" in one
    }  # glyphs that are operators in the file itself (ISO 32000-1, 9.6.5)
    for one in pdf.objects:
        is_font = isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
        if is_font and not _PROGRAMS & set(one.keys()) and one.objgen not in drawn:
            name = str(one.get("/FontName", "/?"))[1:]
            yield "pdf-fonts", f"the font {name} is not in the file", "embed it"


def _pages(pdf: pikepdf.Pdf) -> Found:
    if len(pdf.pages) > 1 and "/PageLabels" not in pdf.Root:
        yield "pdf-pages", "pages have no labels: programs count them from 1", "give them the numbers that are printed"
    empty = [
        number
        for number, page in enumerate(pdf.pages, 1)
        if ("/Trans" in page and not set(page.Trans.keys()) - {"/Type"}) or page.obj.get("/Rotate") == 0
    ]
    if empty:
        yield "pdf-pages", f"page {empty[0]}: a transition or a turn is there that does nothing", "leave it out"


def _bookmarks(pdf: pikepdf.Pdf, root: Element) -> Found:
    """Headings that no bookmark leads to, as far as titles tell."""
    with pdf.open_outline() as outline:
        known = {_letters(one.title) for one in _every_bookmark(outline.root)}
    missing = [one for one in root.every() if one.level and _letters(one.text) not in known]
    if missing:
        said = f"{missing[0].place}{len(missing)} headings have no bookmark, {missing[0].named} first"
        yield "pdf-bookmarks", said, "give each heading one"


def _every_bookmark(items: Iterable[pikepdf.OutlineItem]) -> Iterator[pikepdf.OutlineItem]:
    for item in items:
        yield item
        yield from _every_bookmark(item.children)


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text).lower()


def _promises(pdf: pikepdf.Pdf) -> Found:
    """What the metadata do not promise: whether it holds, validators tell."""
    said = str(pdf.Root.Metadata.read_bytes(), "utf-8", "replace") if "/Metadata" in pdf.Root else ""
    for what, space in (("PDF/UA", "http://www.aiim.org/pdfua/ns/id/"), ("PDF/A", "http://www.aiim.org/pdfa/ns/id/")):
        prefix = re.search(rf"xmlns:(\w+)=[\"']{re.escape(space)}[\"']", said)
        if prefix is None or not re.search(rf"\b{prefix[1]}:part\b", said):
            yield (
                "pdf-archive",
                f"the file does not say that it is {what}",
                "write it so if it is to be kept or read aloud",
            )

"""What any PDF tells a screen reader, and a press: found in a second, whoever wrote it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf

from reportgen.errors import AssetError, Where
from reportgen.preflight.finding import Finding, Severity
from reportgen.preflight.pdf_pages import PageFacts, facts_of_page
from reportgen.preflight.pdf_press import press_faults
from reportgen.preflight.pdf_x4 import claims_x4

_GRAVE: dict[str, Severity] = {
    "pdf-tags": "error",
    "pdf-fonts": "error",
    "pdf-x4": "error",
    "pdf-artifacts": "note",
    "pdf-inks": "note",
}
"""How grave what the rules find is, where it is no warning."""
_INLINE = ("Span", "Link", "Em", "Strong", "Quote", "Reference", "Sub", "Code", "Lbl")
_PROGRAMS = {"/FontFile", "/FontFile2", "/FontFile3"}
_UNSPACED = re.compile("[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")


class _Element:
    """A structure element with those in it, its lines, and the annotations that it names."""

    def __init__(self, raw: Any, up: _Element | None, pages: dict[tuple[int, int], PageFacts], page: Any) -> None:
        self.raw = raw
        self.up = up
        self.tag = str(raw.get("/S", "/Document"))[1:]
        self.kids: list[_Element | str] = []
        self.annotations: list[Any] = []
        self.page: PageFacts | None = None
        page = raw.get("/Pg", page)
        below = raw.get("/K", pikepdf.Array([]))
        for kid in below if isinstance(below, pikepdf.Array) else [below]:
            self._take(kid, pages, page)

    def _take(self, kid: Any, pages: dict[tuple[int, int], PageFacts], page: Any) -> None:
        is_dictionary = isinstance(kid, pikepdf.Dictionary)
        if is_dictionary and kid.get("/Type") == "/OBJR":
            self.annotations.append(kid.Obj)
        elif is_dictionary and "/S" in kid:
            self.kids.append(_Element(kid, self, pages, page))
        else:
            on = kid.get("/Pg", page) if is_dictionary else page
            facts = pages.get(on.objgen) if on is not None else None
            number = int(kid.MCID) if is_dictionary else int(kid)
            if facts is not None:
                self.page = self.page or facts
                self.kids += facts.lines.get(number, [])

    def every(self, *tags: str) -> Iterator[_Element]:
        """This one and all in it that have one of the tags, or all."""
        if not tags or self.tag in tags:
            yield self
        for kid in self.below:
            yield from kid.every(*tags)

    @property
    def below(self) -> list[_Element]:
        return [kid for kid in self.kids if isinstance(kid, _Element)]

    def breath(self) -> Iterator[str]:
        """The lines that are read together with its own."""
        for kid in self.kids:
            if isinstance(kid, str):
                yield kid
            elif kid.tag in _INLINE:
                yield from kid.breath()

    @property
    def text(self) -> str:
        if "/ActualText" in self.raw:
            return str(self.raw.ActualText)
        return " ".join("".join(kid if isinstance(kid, str) else kid.text for kid in self.kids).split())

    def is_in(self, *tags: str) -> bool:
        return self.up is not None and (self.up.tag in tags or self.up.is_in(*tags))

    def attribute(self, key: str) -> Any:
        said = self.raw.get("/A", pikepdf.Array([]))
        owners = said if isinstance(said, pikepdf.Array) else [said]
        return next((one[key] for one in owners if isinstance(one, pikepdf.Dictionary) and key in one), None)


_Found = Iterator[tuple[str, str, str]]
"""Rules, messages and remedies."""


def check_pdf(file: Path, *, press: bool = False) -> tuple[Finding, ...]:
    """Everything that a person should know of a PDF before it goes out; with `press`, before it is printed.

    Raises:
        AssetError: the file cannot be read as PDF.
    """
    try:
        with pikepdf.open(file) as pdf:
            found = list(_faults(pdf, press=press))
    except (OSError, pikepdf.PdfError) as error:
        raise AssetError(f"{file.name} cannot be read as PDF: {error}", Where(str(file))) from error
    return _findings(found, str(file))


def findings_for_press(data: bytes, name: str, most_ink: float) -> tuple[Finding, ...]:
    """What a press would ask of a PDF in memory that is to be called `name`; `most_ink` is percent."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return _findings(list(press_faults(pdf, most_ink)), name)


def _findings(found: Iterable[tuple[str, str, str]], name: str) -> tuple[Finding, ...]:
    """What rules found in a file, as findings."""
    return tuple(Finding(rule, _GRAVE.get(rule, "warning"), said, Where(name), hint) for rule, said, hint in found)


def _faults(pdf: pikepdf.Pdf, *, press: bool) -> _Found:
    """What is wrong with a file; nobody has one read aloud that is made for a press."""
    if not (press and claims_x4(pdf)):
        pages = {page.obj.objgen: facts_of_page(page, number) for number, page in enumerate(pdf.pages, 1)}
        yield from _structure(pdf, pages)
    yield from _fonts(pdf)
    if press:
        yield from press_faults(pdf)


def _structure(pdf: pikepdf.Pdf, pages: dict[tuple[int, int], PageFacts]) -> _Found:
    if "/Lang" not in pdf.Root:
        yield "pdf-language", "the document does not say its language", "set its language"
    if not pdf.docinfo.get("/Title"):
        yield "pdf-language", "the document has no title", "give it one"
    if "/StructTreeRoot" not in pdf.Root:
        yield "pdf-tags", "the file has no tags: nobody can have it read aloud", "write it as tagged PDF"
        return
    tree = pdf.Root.StructTreeRoot
    root = _Element(pikepdf.Dictionary(S=pikepdf.Name.File, K=tree.get("/K", pikepdf.Array([]))), None, pages, None)
    for look in _LOOKS:
        yield from look(root)
    names = {str(key) for key, _ in pikepdf.NameTree(tree.IDTree).items()} if "/IDTree" in tree else set()
    yield from _notes(root, names)
    yield from _artifacts(list(pages.values()))


def _headings(root: _Element) -> _Found:
    found = [one for one in root.every() if re.fullmatch("H[1-6]", one.tag)]
    titles = sum(one.tag == "H1" for one in found)
    if titles != 1:
        yield (
            "pdf-headings",
            f"{titles} headings are of the first level",
            "give the title, and it alone, the first level",
        )
    for before, after in pairwise(found):
        if int(after.tag[1]) > int(before.tag[1]) + 1:
            said = f'{_of(after)}"{_short(after.text)}" has level {after.tag[1]} after level {before.tag[1]}'
            yield "pdf-headings", said, "leave out no level"


def _words(root: _Element) -> _Found:
    for one in root.every():
        if one.tag in _INLINE or one.is_in("Figure", "Formula") or one.tag in ("Figure", "Formula"):
            continue
        for before, after in pairwise(one.breath()):
            if before and after and _runs_together(before[-1], after[0]):
                said = f'{_of(one)}"{before[-16:]}" and "{after[:16]}" are read as one word'
                yield "pdf-words", said, "put a space at the end of the line"


def _runs_together(before: str, after: str) -> bool:
    return before.isalnum() and after.isalnum() and not (_UNSPACED.match(before) or _UNSPACED.match(after))


def _lists(root: _Element) -> _Found:
    for one in root.every("L"):
        items = [kid for kid in one.below if kid.tag == "LI"]
        if any(not any(kid.tag == "LBody" for kid in item.below) for item in items):
            yield (
                "pdf-lists",
                f'{_of(one)}the list "{_short(one.text)}" has items without LBody',
                "tag the text of each",
            )
        labelled = [any(kid.tag == "Lbl" for kid in item.below) for item in items]
        if any(labelled) and one.attribute("/ListNumbering") is None:
            yield "pdf-lists", f'{_of(one)}the list "{_short(one.text)}" has no ListNumbering', "say how it is counted"


def _figures(root: _Element) -> _Found:
    for one in root.every("Figure", "Formula"):
        if not str(one.raw.get("/Alt", "")).strip() and "/ActualText" not in one.raw:
            yield (
                "pdf-figures",
                f"{_of(one)}a picture has no alternative text",
                "say what it shows, or make it an artifact",
            )
    for one in root.every("Caption"):
        if not one.is_in("Figure", "Table", "L", "TOC", "Formula"):
            said = f'{_of(one)}the caption "{_short(one.text)}" stands apart from what it is the caption of'
            yield "pdf-figures", said, "put it into the figure or the table"


def _links(root: _Element) -> _Found:
    for one in root.every("Link"):
        if not one.annotations:
            yield "pdf-links", f'{_of(one)}the link "{_short(one.text)}" has no annotation', "let it lead somewhere"
        for annotation in one.annotations:
            said = str(annotation.get("/Contents", ""))
            if not said or re.match("(https?|mailto):", said):
                what = f"announces {said}" if said else "announces nothing"
                yield "pdf-links", f'{_of(one)}the link "{_short(one.text)}" {what}', "give it words as Contents"


def _tables(root: _Element) -> _Found:
    for one in root.every("Table"):
        heads = list(one.every("TH"))
        if not heads:
            yield "pdf-tables", f'{_of(one)}the table "{_short(one.text)}" has no headings', "tag them as TH"
        elif any(head.attribute("/Scope") is None for head in heads) and not any(
            cell.attribute("/Headers") for cell in one.every("TD")
        ):
            yield "pdf-tables", f'{_of(one)}headings of the table "{_short(one.text)}" have no scope', "give them one"


def _notes(root: _Element, names: set[str]) -> _Found:
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
            yield "pdf-notes", f'{_of(one)}the note "{_short(one.text)}" lacks {", ".join(lacks)}', "add them"


def _artifacts(pages: Iterable[PageFacts]) -> _Found:
    for page in pages:
        if page.stray:
            said = f'page {page.number}: the text "{_short("".join(page.stray))}" is neither tagged nor an artifact'
            yield "pdf-tags", said, "tag it"
        if page.untyped or page.boxless:
            said = (
                f"page {page.number}: of {page.artifacts} artifacts, {page.untyped} have no type, {page.boxless} no box"
            )
            yield "pdf-artifacts", said, "give them Type and BBox"


def _fonts(pdf: pikepdf.Pdf) -> _Found:
    for one in pdf.objects:
        is_font = isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
        if is_font and not _PROGRAMS & set(one.keys()):
            name = str(one.get("/FontName", "/?"))[1:]
            yield "pdf-fonts", f"the font {name} is not in the file", "embed it"


def _of(one: _Element) -> str:
    page = next((inner.page.number for inner in one.every() if inner.page is not None), None)
    return "" if page is None else f"page {page}: "


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


_LOOKS: tuple[Callable[[_Element], _Found], ...] = (_headings, _words, _lists, _figures, _links, _tables)

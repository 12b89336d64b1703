"""A finished file that is PDF/UA-1 and PDF/A-2, as PDF 2.0: PDF/UA-2 (ISO 14289-2) and PDF/A-4 (ISO 19005-4).

What is seen and what is read stay; what changes is how the file says it. Links and bookmarks lead to elements of the
structure and not to places on paper (ISO 32000-2, 12.3.2.3), notes are those of PDF 2.0 (14.8.4.7), the document is an
element of its namespace (14.8.6), and the metadata alone say what the file is.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from reportgen.backends.pdf.joining import destinations, items_under, pairs, saved
from reportgen.backends.pdf.metadata import second_edition

_NAMESPACE = "http://iso.org/pdf2/ssn"
"""Of the elements of PDF 2.0 (ISO 32000-2, 14.8.6.3); those that say none are of PDF 1.7."""

_Place = tuple[tuple[int, int], float]
"""A page, by the number of its object, and how high on it, in points."""


def as_second_edition(data: bytes) -> bytes:
    """A file of ours by the second editions of what it promises."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        tree = pdf.Root.StructTreeRoot
        space = pdf.make_indirect(Dictionary(Type=Name.Namespace, NS=_NAMESPACE))
        tree.Namespaces = Array([space])
        for top in tree.K:
            top.NS = space
        linked = _linked(pdf)
        _refer(tree, linked)
        for note in [one for one in _elements(tree) if str(one.S) == "/Note"]:
            note.S, note.NS, note.A = Name.FENote, space, Dictionary(O=Name.FENote, NoteType=Name.Footnote)
        _lead(pdf, linked)
        pdf.Root.Metadata.write(second_edition(pdf.Root.Metadata.read_bytes()))
        del pdf.trailer["/Info"]
        return saved(pdf, version="2.0")


def _elements(above: Any) -> Iterator[Any]:
    """All elements under another, in reading order."""
    kids = above.get("/K", Array())
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid)


# --- notes


def _linked(pdf: pikepdf.Pdf) -> dict[_Place, Any]:
    """The notes and the references to them, by where their links stand: each leads to where the other's does."""
    above = _elements_by_key(pdf)
    found: dict[_Place, Any] = {}
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", ()):
            owner = _owner(above[int(annotation.StructParent)])
            if owner is not None:
                found.setdefault((page.obj.objgen, _height(annotation.Rect[3])), owner)
    return found


def _owner(element: Any) -> Any:
    """The note or the reference to one that an element stands in; None where it stands in neither."""
    while "/S" in element:
        tag = str(element.S)
        if tag == "/Note" or (tag == "/Reference" and str(element.P.S) != "/TOCI"):
            return element
        element = element.P
    return None


def _refer(tree: Any, linked: Mapping[_Place, Any]) -> None:
    """Each note with what refers to it, and this with its note (ISO 14289-2, 8.2.5.14)."""
    for one in [one for one in _elements(tree) if str(one.S) == "/Reference"]:
        for note in (linked[place] for place in _leads_to(one) if place in linked):
            one.Ref = Array([note])
            note.Ref = Array([*note.get("/Ref", Array()), one])


def _leads_to(element: Any) -> Iterator[_Place]:
    """Where the links in an element lead to."""
    for one in _elements(element):
        for kid in one.get("/K", Array()):
            if isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR:
                yield from map(_place, destinations(kid.Obj))


# --- where it leads


def _height(number: Any) -> float:
    return round(float(number), 1)


def _place(destination: Any) -> _Place:
    """The place that a destination names, as ours are: page, /XYZ, left, top, zoom."""
    return destination[0].objgen, _height(destination[3])


def _lead(pdf: pikepdf.Pdf, linked: Mapping[_Place, Any]) -> None:
    """Let all that leads into the file lead to an element; a line of contents refers to it, too (8.2.5.8)."""
    marks = [*_bookmarks(pdf.Root.get("/Outlines"))]
    headed = _Headed(pdf, marks)
    ways = _Ways(pdf)
    for mark in marks:
        for destination in destinations(mark):
            ways.go(mark, destination, headed.at(_place(destination), str(mark.Title)))
    above = _elements_by_key(pdf)
    links = [(one, where) for page in pdf.pages for one in page.obj.get("/Annots", ()) for where in destinations(one)]
    said: dict[_Place, str] = {}
    for annotation, destination in links:
        place = _place(destination)
        said[place] = said.get(place, "") + str(annotation.get("/Contents", ""))
    for annotation, destination in links:
        place = _place(destination)
        element = linked[place] if place in linked else headed.at(place, said[place])
        ways.go(annotation, destination, element)
        line = _line_of_contents(above[int(annotation.StructParent)])
        if line is not None and "/Ref" not in line:
            line.Ref = Array([element])


class _Ways:
    """Actions that lead to elements: one for all that leads to one place, so that these are seen to be one link."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._known: dict[tuple[Any, ...], Any] = {}

    def go(self, one: Any, destination: Any, element: Any) -> None:
        """Let a link or a bookmark lead to an element, and programs that know none of that to its place."""
        place = (*_place(destination), element.objgen)
        if place not in self._known:
            made = Dictionary(S=Name.GoTo, D=destination, SD=Array([element, *list(destination)[1:]]))
            self._known[place] = self._pdf.make_indirect(made)
        one.A = self._known[place]
        if "/Dest" in one:
            del one["/Dest"]


def _line_of_contents(element: Any) -> Any:
    """The line of contents that an element stands in; None where it stands in none."""
    while "/S" in element and str(element.S) != "/TOCI":
        element = element.P
    return element if "/S" in element else None


def _elements_by_key(pdf: pikepdf.Pdf) -> dict[int, Any]:
    """The elements of links, by the numbers that these have (ISO 32000-1, 14.7.4.4)."""
    return {int(key): element for key, element in pairs(pdf.Root.StructTreeRoot.ParentTree.Nums)}


class _Headed:
    """The headings of a file by where they stand, as far as its bookmarks tell."""

    def __init__(self, pdf: pikepdf.Pdf, marks: list[Any]) -> None:
        self._top = pdf.Root.StructTreeRoot.K[0]
        self._first: dict[tuple[int, int], Any] = {}
        """The first element of each page."""
        self._marked: dict[tuple[int, int], list[tuple[float, str, Any]]] = {}
        """By pages, how high their bookmarks are, what they say, and the headings that they name."""
        headings: dict[str, list[Any]] = {}
        for element in _elements(pdf.Root.StructTreeRoot):
            if "/Pg" in element:
                self._first.setdefault(element.Pg.objgen, element)
            if re.fullmatch("/H[1-6]", str(element.S)):
                page = next((one.Pg for one in (element, *_elements(element)) if "/Pg" in one), None)
                headings.setdefault("" if page is None else str(page.objgen), []).append(element)
        for mark in marks:
            for destination in destinations(mark):
                page, height = _place(destination)
                waiting = headings.get(str(page))
                if waiting:
                    self._marked.setdefault(page, []).append((height, _letters(mark.Title), waiting.pop(0)))

    def at(self, place: _Place, said: str) -> Any:
        """The heading that what leads to a place says, or else the nearest, or what is read first of its page."""
        page, height = place
        marked = self._marked.get(page, [])
        named = [one for one in marked if one[1] and one[1] in _letters(said)]
        if marked:
            return min(named or marked, key=lambda one: abs(one[0] - height))[2]
        return self._first.get(page, self._top)


def _letters(text: Any) -> str:
    return re.sub(r"\W", "", str(text)).lower()


def _bookmarks(outline: Any) -> Iterator[Any]:
    """All bookmarks under another, in order."""
    for item in items_under(outline):
        yield item
        yield from _bookmarks(item)

"""Pages of a finished file on larger sheets: two beside each other, as a reader sees them, or slides on paper.

A page becomes a form that its sheet draws, with its marked content, links and bookmarks; what is read of the file is
what was read before (ISO 32000-1, 14.7.4.2: content of forms).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from reportgen.backends.pdf.joining import pairs, saved, targets
from reportgen.geometry import Rect
from reportgen.structs import Struct

Placed = tuple[int, Rect]
"""The number of a page (from 0), and where it stands on the sheet: points, y down."""


class _Moved(Struct, frozen=True):
    """Where a page went: the sheet, the form on it, its scale and shift (points), and the number of marked contents
    that the sheet has of pages before it.
    """

    sheet: Any
    form: Any
    scale: float
    shift: tuple[float, float]
    before: int

    def point(self, x: float, y: float) -> tuple[float, float]:
        return round(self.scale * x + self.shift[0], 3), round(self.scale * y + self.shift[1], 3)

    def points(self, numbers: Any) -> Array:
        """Coordinates by twos, as they are on the sheet."""
        flat = [float(one) for one in numbers]
        return Array([side for at in range(0, len(flat), 2) for side in self.point(*flat[at : at + 2])])


def spreads(data: bytes, *, leftward: bool = False) -> bytes:
    """The pages of a file two by two, the first one alone on the right, where a reader opens to it; on the left where
    the publication runs to the left.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        width, height = _trim(pdf.pages[0])
        sheets: list[list[Placed]] = []
        for number in range(len(pdf.pages)):
            side = (number + 1) % 2 if leftward else number % 2
            left = Rect(width if side == 0 else 0.0, 0.0, width, height)
            if number % 2 == 1 or not sheets:
                sheets.append([])
            sheets[-1].append((number, left))
        labels = list(_labels(pdf))
        _impose(pdf, sheets, (2 * width, height))
        named = ["\u2013".join(labels[number] for number, _ in sheet) for sheet in sheets]
        told = [part for at, label in enumerate(named) for part in (at, Dictionary(P=label))]
        pdf.Root.PageLabels = Dictionary(Nums=Array(told))
        return saved(pdf)


def imposed(data: bytes, sheets: Sequence[Sequence[Placed]], size: tuple[float, float]) -> bytes:
    """Each page of a file in its place on one of the sheets, which are of a size, as large as its place and cut at its
    trim.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        _impose(pdf, sheets, size)
        pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
        return saved(pdf)


def _impose(pdf: pikepdf.Pdf, sheets: Sequence[Sequence[Placed]], size: tuple[float, float]) -> None:
    count = len(pdf.pages)
    numbers = _numbers(pdf)
    moved: dict[tuple[int, int], _Moved] = {}
    for placed in sheets:
        pdf.add_blank_page(page_size=size)
        moved |= _draw(pdf, placed, numbers)
    for target in targets(pdf):
        _move_target(target, moved)
    for page in list(pdf.pages)[:count]:
        _move_annotations(page.obj, moved[page.obj.objgen])
    if "/StructTreeRoot" in pdf.Root:
        tree = pdf.Root.StructTreeRoot
        for element in _elements(tree.K):
            _move_element(element, moved)
        tree.ParentTree.Nums = Array([part for key in sorted(numbers) for part in (key, numbers[key])])
    del pdf.pages[:count]


def _numbers(pdf: pikepdf.Pdf) -> dict[int, Any]:
    """The elements of marked contents and links, by the numbers of pages and links (14.7.4.4)."""
    if "/StructTreeRoot" not in pdf.Root:
        return {}
    return {int(key): value for key, value in pairs(pdf.Root.StructTreeRoot.ParentTree.Nums)}


def _draw(pdf: pikepdf.Pdf, placed: Sequence[Placed], numbers: dict[int, Any]) -> dict[tuple[int, int], _Moved]:
    """Draw pages of a file on its last one; gives where each went. Marked contents are counted through the sheet."""
    sheet, before = pdf.pages[-1], 0
    height = float(sheet.mediabox[3])
    operators: list[str] = []
    moved: dict[tuple[int, int], _Moved] = {}
    for number, box in placed:
        source = pdf.pages[number]
        left, bottom, *_ = (float(side) for side in source.trimbox)
        scale = box.width / _trim(source)[0]
        x, y = box.x - left * scale, height - box.bottom - bottom * scale
        form = source.as_form_xobject()
        moved[source.obj.objgen] = _Moved(sheet.obj, form, scale, (x, y), before)
        if "/StructParents" in source:
            key = int(source.obj.StructParents)
            form.StructParents = key
            form.write(_counted_from(form.read_bytes(), before))
            own = list(numbers[key])
            numbers[key] = Array([*[None] * before, *own])
            before += len(own)
        # Without a name of its own it is a random one.
        name = sheet.add_resource(form, Name.XObject, Name(f"/Page{number + 1}"))
        operators.append(f"q {scale:.5f} 0 0 {scale:.5f} {x:.3f} {y:.3f} cm {name} Do Q")
    sheet.contents_add("\n".join(operators).encode())
    return moved


def _counted_from(operators: bytes, first: int) -> bytes:
    """A page's operators with its marked contents counted from a number on; texts are written as hexadecimal digits."""
    return re.sub(rb"/MCID (\d+)", lambda found: b"/MCID %d" % (int(found[1]) + first), operators)


def _move_target(target: Any, moved: dict[tuple[int, int], _Moved]) -> None:
    """Let a link or a bookmark lead to where its place went (12.3.2.2)."""
    place = moved[target[0].objgen]
    if str(target[1]) == "/XYZ":
        x, y = place.point(*(float(one) if one is not None else 0.0 for one in list(target)[2:4]))
        target[2], target[3] = x, y
    target[0] = place.sheet


def _move_annotations(page: Any, place: _Moved) -> None:
    for annotation in page.get("/Annots", ()):
        for key in ("/Rect", "/QuadPoints"):
            if key in annotation:
                annotation[key] = place.points(annotation[key])
        if "/Annots" not in place.sheet:
            place.sheet.Annots, place.sheet.Tabs = Array(), Name.S
        place.sheet.Annots.append(annotation)


def _elements(kids: Any) -> Iterator[Any]:
    """All elements of a structure tree."""
    waiting = list(kids)
    while waiting:
        element = waiting.pop()
        if isinstance(element, Dictionary) and "/S" in element:
            yield element
            waiting += list(element.get("/K", ()))


def _move_element(element: Any, moved: dict[tuple[int, int], _Moved]) -> None:
    """Let an element's marked contents be those of forms, and its box be that on the sheet."""
    page = element.get("/Pg")
    kids: list[Any] = []
    for kid in element.get("/K", ()):
        if isinstance(kid, int) or kid.get("/Type") == "/MCR":
            own, number = (page, kid) if isinstance(kid, int) else (kid.Pg, int(kid.MCID))
            place = moved[own.objgen]
            content = Dictionary(Type=Name.MCR, Pg=place.sheet, Stm=place.form, MCID=number + place.before)
            kids.append(content)
        else:
            if kid.get("/Type") == "/OBJR":
                kid.Pg = moved[kid.Pg.objgen].sheet
            kids.append(kid)
    element.K = Array(kids)
    if page is not None:
        place = moved[page.objgen]
        element.Pg = place.sheet
        attributes = element.get("/A", Dictionary())
        if "/BBox" in attributes:
            attributes.BBox = place.points(attributes.BBox)


def _labels(pdf: pikepdf.Pdf) -> Iterator[str]:
    """What each page is called (12.4.2); those of our files are numbers."""
    begins = {int(at): int(label.get("/St", 1)) for at, label in pairs(pdf.Root.PageLabels.Nums)}
    number = 0
    for at in range(len(pdf.pages)):
        number = begins.get(at, number + 1)
        yield str(number)


def _trim(page: pikepdf.Page) -> tuple[float, float]:
    """Width and height of a page as it is cut."""
    left, bottom, right, top = (float(side) for side in page.trimbox)
    return right - left, top - bottom

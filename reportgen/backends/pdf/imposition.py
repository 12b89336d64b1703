"""Pages of a finished file on larger sheets: two beside each other, as a reader sees them."""

from __future__ import annotations

import io
from collections.abc import Iterable

import pikepdf

from reportgen.geometry import Rect

Placed = tuple[int, Rect]
"""The number of a page (from 0), and where it stands on the sheet: points, y down."""


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
        return imposed(pdf, sheets, (2 * width, height))


def imposed(pdf: pikepdf.Pdf, sheets: Iterable[Iterable[Placed]], size: tuple[float, float]) -> bytes:
    """Pages on sheets of a size, each as large as its place, cut at its trim."""
    made = pikepdf.new()
    for sheet in sheets:
        made.add_blank_page(page_size=size)
        _draw(made, pdf, sheet)
    for key in ("/Title", "/Author", "/Subject", "/Creator", "/Producer", "/CreationDate", "/ModDate"):
        if key in pdf.docinfo:
            made.docinfo[key] = str(pdf.docinfo[key])
    if "/Lang" in pdf.Root:
        made.Root.Lang = str(pdf.Root.Lang)
    return _saved(made)


def laid_over(sheets: bytes, pages: bytes, placed: Iterable[Iterable[Placed]]) -> bytes:
    """The sheets of one file with the pages of another drawn on them in their places."""
    with pikepdf.open(io.BytesIO(sheets)) as made, pikepdf.open(io.BytesIO(pages)) as pdf:
        for page, places in zip(made.pages, placed, strict=True):
            _draw(made, pdf, places, page)
        return _saved(made)


def _draw(made: pikepdf.Pdf, pdf: pikepdf.Pdf, placed: Iterable[Placed], page: pikepdf.Page | None = None) -> None:
    """Draw pages of a file on a page, the last one if none is given, over what it has."""
    sheet = made.pages[-1] if page is None else page
    height = float(sheet.mediabox[3])
    operators: list[str] = []
    for number, box in placed:
        source = pdf.pages[number]
        left, bottom, *_ = (float(side) for side in source.trimbox)
        scale = box.width / _trim(source)[0]
        form, own = made.copy_foreign(source.as_form_xobject()), pikepdf.Name(f"/Page{number + 1}")
        name = sheet.add_resource(form, pikepdf.Name.XObject, own)  # without a name it is a random one
        x, y = box.x - left * scale, height - box.bottom - bottom * scale
        operators.append(f"q {scale:.5f} 0 0 {scale:.5f} {x:.3f} {y:.3f} cm {name} Do Q")
    sheet.contents_add("\n".join(operators).encode())


def _trim(page: pikepdf.Page) -> tuple[float, float]:
    """Width and height of a page as it is cut."""
    left, bottom, right, top = (float(side) for side in page.trimbox)
    return right - left, top - bottom


def _saved(pdf: pikepdf.Pdf) -> bytes:
    buffer = io.BytesIO()
    pdf.save(buffer, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return buffer.getvalue()

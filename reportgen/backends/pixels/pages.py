"""Sheets as pixels: the pages of their PDF, drawn by PDFium, so that a picture shows what is printed."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from reportgen.errors import BackendError
from reportgen.frames import Publication
from reportgen.geometry import Size

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_SIDE = 16383
"""Pixels along a side, at most: WebP has 14 bits for it (RFC 9649, 2.6), and few programs show more."""

_PDFIUM = threading.Lock()
"""Held while PDFium works, which may be used by one thread of a process only; a batch may run in several."""


def pixel_size(size: Size, dpi: int) -> tuple[int, int]:
    """The width and height in pixels of a sheet whose size is in points.

    Raises:
        BackendError: it is more than a picture can have.

    >>> pixel_size(Size(960, 540), 150)
    (2000, 1125)
    """
    return checked(round(size.width * dpi / 72), round(size.height * dpi / 72), "a picture of a sheet")


def checked(width: int, height: int, what: str) -> tuple[int, int]:
    """The size of a picture, in pixels.

    Raises:
        BackendError: it is more than a picture can have.
    """
    if max(width, height) > MOST_SIDE:
        raise BackendError(
            f"{what} would be {width} × {height} pixels, and {MOST_SIDE} is the most", hint="choose a lower --dpi"
        )
    return width, height


def page_images(publication: Publication, dpi: int) -> Iterator[Image]:
    """A picture of each sheet, in their order, in RGB.

    Raises:
        BackendError: pypdfium2 is missing, or the pictures would be too large.
    """
    yield from _images(publication, dpi, range(len(publication.sheets)))


def page_image(publication: Publication, number: int, dpi: int) -> Image:
    """A picture of the sheet of a number, counted from 1, in RGB.

    Raises:
        BackendError: there is no such sheet; else as `page_images`.
    """
    count = len(publication.sheets)
    if not 1 <= number <= count:
        raise BackendError(f"there is no page {number}", hint=f"pages are counted from 1 to {count}")
    return next(_images(publication, dpi, [number - 1]))


def _images(publication: Publication, dpi: int, numbers: Iterable[int]) -> Iterator[Image]:
    from reportgen.backends.pdf import render_pdf

    try:
        from pypdfium2 import PdfDocument
    except ImportError as error:
        raise BackendError("pictures need pypdfium2", hint="pip install 'reportgen[pictures]'") from error
    width, _ = pixel_size(publication.size, dpi)
    # The binding rounds sizes up: with a hundredth of a pixel less, it gives the width that is wanted.
    scale = (width - 0.01) / publication.size.width
    blob = render_pdf(publication)
    with _PDFIUM:
        document = PdfDocument(blob)
    try:
        for number in numbers:
            with _PDFIUM:
                bitmap = document[number].render(scale=scale, draw_annots=False, may_draw_forms=False)
                image: Image = bitmap.to_pil().convert("RGB")
            yield image
    finally:
        with _PDFIUM:
            document.close()

"""`Publication` → PNG and WebP: a picture of each sheet, or one contact sheet of all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reportgen.backends.formats import File, numbered
from reportgen.backends.options import Options, PictureOptions
from reportgen.backends.pixels import encoding
from reportgen.backends.pixels.contact_sheet import CONTACT_DPI, contact_sheet
from reportgen.backends.pixels.pages import page_images
from reportgen.frames import Publication

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 150
"""The resolution of a picture of a sheet: small type can be read, and a slide is 2,000 pixels wide."""


def write_png(publication: Publication, options: Options) -> tuple[File, ...]:
    """Pictures without loss, which have the sheet's title in them.

    Raises:
        BackendError: pypdfium2 is missing, or a picture would be too large.
    """
    return _files(publication, options, encoding.png)


def write_webp(publication: Publication, options: Options) -> tuple[File, ...]:
    """Small pictures for the web, with so little loss that it cannot be seen.

    Raises:
        BackendError: pypdfium2 is missing, or a picture would be too large.
    """
    return _files(publication, options, encoding.webp)


def _files(publication: Publication, options: Options, encode: Callable[[Image, int, str], bytes]) -> tuple[File, ...]:
    assert isinstance(options, PictureOptions)
    if options.sheet:
        dpi = options.dpi or CONTACT_DPI
        return (File(encode(contact_sheet(publication, dpi), dpi, publication.title)),)
    dpi = options.dpi or DPI
    pages = zip(publication.sheets, page_images(publication, dpi), strict=True)
    return numbered(encode(page, dpi, sheet.title) for sheet, page in pages)

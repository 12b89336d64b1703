"""Pages of PDFs as pixels: by PDFium, in the process with limits, so that a broken file costs only itself."""

from __future__ import annotations

import importlib.util
import io
from functools import lru_cache

from reportgen.drawings.worker import DRAWER
from reportgen.errors import NOWHERE, AssetError, Where

LONGEST = 3600
"""Pixels of a page's longer side: 300 to the inch of a page of A4. Finished pictures are made coarser."""


def page_pixels(pdf: bytes, page: int, name: str, where: Where = NOWHERE) -> bytes:
    """A page (from 1) of a PDF as PNG on white.

    Raises:
        AssetError: pypdfium2 is missing, the file cannot be read, or it has no such page.
    """
    if importlib.util.find_spec("pypdfium2") is None:
        raise AssetError(
            f"{name} is a PDF file, which needs a package that is not installed",
            where,
            "pip install 'reportgen[pictures]', or save the page as SVG or PNG",
        )
    try:
        return _pixels(pdf, page)
    except ValueError as error:
        raise AssetError(f"{name}: {error}", where, "save the page as SVG, or as PNG at 300 dpi") from error


@lru_cache(maxsize=8)
def _pixels(pdf: bytes, page: int) -> bytes:
    return DRAWER.draw({"pdf": pdf, "page": page})


def drawn_page(pdf: bytes, page: int) -> bytes:
    """What PDFium draws of a page, here.

    Raises:
        ValueError: it cannot read the file, or there is no such page.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise ValueError("it is locked by a password" if locked else "it is broken, no PDF that can be read") from error
    if page > len(document):
        raise ValueError(f"it has {len(document)} pages, and no page {page}")
    try:
        sheet = document[page - 1]
        longer, shorter = max(sheet.get_size()), min(sheet.get_size())
        if not 0 < longer < 20_000 or shorter * LONGEST < longer:
            raise ValueError(f"its page of {longer:.0f} × {shorter:.0f} points has no shape that can be placed")
        image = sheet.render(scale=LONGEST / longer).to_pil().convert("RGB")
    except pypdfium2.PdfiumError as error:
        raise ValueError(f"its page {page} is broken") from error
    buffer = io.BytesIO()
    image.save(buffer, "PNG", compress_level=3)
    return buffer.getvalue()

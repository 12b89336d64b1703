"""`Publication` → PDF. The only package that knows reportlab."""

from __future__ import annotations

from reportgen.backends.formats import File
from reportgen.backends.options import Options, PdfOptions
from reportgen.backends.pdf.writer import render_pdf
from reportgen.frames import Publication

__all__ = ["render_pdf", "write"]


def write(publication: Publication, options: Options) -> tuple[File, ...]:
    """The publication as one file.

    Raises:
        BackendError: the frames cannot be written.
    """
    assert isinstance(options, PdfOptions)
    return (File(render_pdf(publication.whole, options)),)

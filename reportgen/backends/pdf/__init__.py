"""`Publication` → PDF. The only package that knows reportlab."""

from __future__ import annotations

from reportgen.backends.formats import File
from reportgen.backends.options import Options, PdfOptions
from reportgen.backends.pdf.writer import render_pdf
from reportgen.errors import BackendError
from reportgen.frames import Publication
from reportgen.text.direction import is_right_to_left

__all__ = ["render_pdf", "write"]


def write(publication: Publication, options: Options) -> tuple[File, ...]:
    """The publication as one file.

    Raises:
        BackendError: the frames cannot be written.
    """
    assert isinstance(options, PdfOptions)
    if options.handout:
        raise BackendError("a handout is made by build, which knows the brand", hint="call reportgen.build")
    whole = publication.whole
    if not options.spreads:
        return (File(render_pdf(whole, options)),)
    from reportgen.backends.pdf.imposition import spreads

    pages = render_pdf(whole, options)
    return (File(spreads(pages, leftward=is_right_to_left(publication.language)), "-spreads"),)

"""`Publication` → files. A format is a record in `formats`, and a package here that writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.backends.formats import File, Format, FormatName, format_named
from reportgen.backends.options import Options, PdfOptions, PictureOptions, PptxOptions, chosen
from reportgen.errors import BackendError

if TYPE_CHECKING:
    from reportgen.frames import Publication

__all__ = [
    "File",
    "Format",
    "FormatName",
    "Options",
    "PdfOptions",
    "PictureOptions",
    "PptxOptions",
    "render",
    "render_files",
]


def render(publication: Publication, to: FormatName, options: Options | None = None) -> bytes:
    """Write a publication as one file: PDF, PPTX, frames as JSON, or what another package writes.

    Args:
        publication: what `compose` gave.
        to: the name of a format.
        options: its settings, if other than their defaults.

    Raises:
        BackendError: the format is unknown, gives several files, or cannot write the frames.

    >>> from reportgen import compose, parse
    >>> document = parse({"title": "June", "sections": [{"type": "quote", "quote": "Few words."}]})
    >>> render(compose(document, "newsletter"), "pdf")[:5], render(compose(document, "deck"), "pptx")[:2]
    (b'%PDF-', b'PK')
    """
    files = render_files(publication, to, options)
    if len(files) > 1:
        raise BackendError(f"{to} gives {len(files)} files, one for each sheet", hint="call render_files")
    return files[0].data


def render_files(publication: Publication, to: FormatName, options: Options | None = None) -> tuple[File, ...]:
    """Write a publication as the files of a format, each with what is to be added to the stem of its name.

    Args:
        publication: what `compose` gave.
        to: the name of a format.
        options: its settings, if other than their defaults.

    Raises:
        BackendError: the format is unknown, or cannot write the frames.

    >>> from reportgen import compose, parse
    >>> document = parse({"title": "June", "sections": [{"type": "quote", "quote": "Few words."}]})
    >>> [(file.suffix, file.data[:5]) for file in render_files(compose(document, "newsletter"), "pdf")]
    [('', b'%PDF-')]
    """
    form = format_named(to)
    return form.write(publication, chosen(form.options, () if options is None else (options,)))

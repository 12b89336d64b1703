"""`Publication` → PPTX. The only package that knows python-pptx."""

from __future__ import annotations

from reportgen.backends.formats import File
from reportgen.backends.options import Options
from reportgen.backends.pptx.writer import render_pptx
from reportgen.frames import Publication

__all__ = ["render_pptx", "write"]


def write(publication: Publication, options: Options) -> tuple[File, ...]:
    """The publication as one file; nothing of it can be set.

    Raises:
        BackendError: the frames cannot be written.
    """
    del options
    return (File(render_pptx(publication)),)

"""`Publication` → PPTX. The only package that knows python-pptx."""

from __future__ import annotations

from reportgen.backends.formats import File
from reportgen.backends.options import Options, PptxOptions, chosen
from reportgen.backends.pptx.writer import render_pptx
from reportgen.frames import Publication

__all__ = ["render_pptx", "write"]


def write(publication: Publication, options: Options) -> tuple[File, ...]:
    """The publication as one file.

    Raises:
        BackendError: the frames cannot be written.
    """
    settings = chosen(PptxOptions, [options])
    assert isinstance(settings, PptxOptions)
    keys = {"prune_layouts": settings.prune_layouts, "add_layouts": settings.add_layouts}
    return (File(render_pptx(publication, **keys)),)

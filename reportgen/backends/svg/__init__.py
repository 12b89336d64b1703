"""`Publication` → SVG: a drawing of each sheet, for the preview's page and as files that need nothing else."""

from __future__ import annotations

from reportgen.backends.formats import File, numbered
from reportgen.backends.options import Options
from reportgen.backends.svg.glyphs import Glyphs
from reportgen.backends.svg.sheet import draw
from reportgen.frames import Publication

__all__ = ["Glyphs", "draw", "write"]


def write(publication: Publication, options: Options) -> tuple[File, ...]:
    """A file for each sheet; nothing of it can be set.

    Raises:
        BackendError: a picture cannot be drawn.
    """
    from reportgen.backends.svg.standalone import Standalone

    del options
    drawing = Standalone(publication)
    return numbered(drawing.file(sheet) for sheet in publication.sheets)

"""How high lines of a table's cell become in programs that go by the font there, and margins that leave room for it.

In shapes, lines at 100 % are 1.2 times the size apart whatever the font (`OFFICE_PITCH`). In cells LibreOffice takes the
height that the font itself asks for (measured: EB Garamond 1.305), so that each row of a table would be a little
higher than it was measured, and the last ones stand on what comes after.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import uharfbuzz as hb

from reportgen.frames import OFFICE_PITCH, Face, TableCell
from reportgen.geometry import Insets
from reportgen.structs import replace


@lru_cache(256)
def natural_pitch(face: Face) -> float:
    """The distance of lines that a font asks for (its `hhea` or `OS/2` table), in parts of the size."""
    font = hb.Face(face.path.read_bytes(), face.index)
    extents = hb.Font(font).get_font_extents("ltr")
    height: float = extents.ascender - extents.descender + extents.line_gap
    return height / int(font.upem)


def cell_margins(cell: TableCell, faces: Mapping[str, Face]) -> Insets:
    """The margins of a cell, less what its lines may become higher: at the side to which the text is not anchored, so
    that it stays where it is.
    """
    margins = cell.margins
    if (more := _higher(cell, faces)) <= 0.0:
        return margins
    above = {"top": 0.0, "middle": more / 2, "bottom": more}[cell.anchor]
    top, bottom = max(0.0, margins.top - above), max(0.0, margins.bottom - (more - above))
    return replace(margins, top=top, bottom=bottom)


def _higher(cell: TableCell, faces: Mapping[str, Face]) -> float:
    """By how many points all lines of a cell together become higher where each font has its own height."""
    pitches: Sequence[float] = [paragraph.leading for paragraph in cell.paragraphs]
    more = 0.0
    for line in cell.lines:
        naturals = [natural_pitch(faces[run.face]) for run in line.runs if run.face in faces]
        more += max(0.0, max(naturals, default=0.0) / OFFICE_PITCH - 1.0) * pitches[line.paragraph]
    return more

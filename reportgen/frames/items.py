"""What stands on a sheet: pictures, shapes, tables, and the union of all items, on which backends match."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from reportgen.errors import NOWHERE, Where
from reportgen.frames.chart_item import ChartItem
from reportgen.frames.colour import Colour
from reportgen.frames.text_item import Line, Paragraph, TextItem
from reportgen.geometry import Insets, Rect
from reportgen.structs import Struct

OFFICE_SHRINKS = (0.925, 0.85, 0.775, 0.7, 0.625, 0.55, 0.475, 0.4, 0.325, 0.25)
"""The parts to which PowerPoint shrinks text that is too long for its placeholder (reported); sizes become whole
points, halves rounded up.
"""
OFFICE_BOLD, OFFICE_REGULAR = 700, 400
"""The two weights that office programs know of a family."""
BOLD = 600
"""Weights from here on are written as bold there."""
OFFICE_PITCH = 1.2
"""The pitch of lines at 100 % in PowerPoint and Impress, in parts of the size (measured; the same for every font)."""
UNDER_BASELINE = 0.2
"""The part of a line under its baseline in both: of the size, or of the pitch where lines are closer than at 100 %."""


def baseline_of(pitch: float, size: float, *, by_share: bool) -> float:
    """How far under its top a line's baseline stands, in points, where office programs draw text of a size.

    `by_share` is true where the pitch is written as a share of the size, not in points. A share under 100 % makes the
    room over the baseline smaller and that under it (measured in LibreOffice, in 2,400 lines of decks).

    >>> baseline_of(24.0, 20.0, by_share=True), round(baseline_of(21.6, 20.0, by_share=True), 2)
    (20.0, 17.28)
    """
    closer = by_share and pitch < OFFICE_PITCH * size - 0.01
    return pitch - UNDER_BASELINE * (pitch if closer else size)


class ImageItem(Struct, frozen=True):
    """A picture in a box. `crop` is cut away from left, top, right, bottom, as fractions of the picture (0..1).

    `picture` is a key of the publication's pictures. `alt` is required unless `artifact` (decoration). `radius`, in
    points, rounds the corners of a rounded one.
    """

    box: Rect
    picture: str
    alt: str = ""
    crop: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    shape: Literal["rect", "rounded", "circle"] = "rect"
    slot: str | None = None
    artifact: bool = False
    section: int | None = None
    where: Where = NOWHERE
    radius: float = 0.0
    tone: tuple[Colour, Colour] | None = None
    """The colours that the picture's darks and lights become, what is between them in proportion; None: its own."""


LOGO_PLATE = "logo plate"
"""The name of the shape that a logo stands on where the brand has none for the ground."""


class ShapeItem(Struct, frozen=True):
    """A drawn shape: always an artifact. A line runs from the box's top left to its bottom right corner.

    `radius` rounds a rect's corners, in points. `stroke_width` is in points. `opacity` (0..1) is that of the fill.
    A path is drawn with round ends and joins; `path` has its steps as SVG writes them, only M, L, C and Z, in parts of
    the box (`path_steps`).
    """

    box: Rect
    kind: Literal["rect", "ellipse", "line", "path"] = "rect"
    fill: Colour | None = None
    stroke: Colour | None = None
    stroke_width: float = 0.0
    radius: float = 0.0
    name: str = ""
    section: int | None = None
    opacity: float = 1.0
    path: str = ""


_STEP = re.compile(r"([MLCZ])([^MLCZ]*)")


def path_steps(item: ShapeItem) -> Iterator[tuple[str, tuple[tuple[float, float], ...]]]:
    """The steps of a path: M (move), L (line), C (cubic curve) or Z (close), each with its points on the sheet.

    >>> list(path_steps(ShapeItem(Rect(10, 20, 100, 50), "path", path="M0 0L0.5 1Z")))
    [('M', ((10.0, 20.0),)), ('L', ((60.0, 70.0),)), ('Z', ())]
    """
    box = item.box
    for name, numbers in _STEP.findall(item.path):
        parts = [float(part) for part in numbers.split()]
        pairs = zip(parts[::2], parts[1::2], strict=True)
        yield name, tuple((box.x + x * box.width, box.y + y * box.height) for x, y in pairs)


class TableRule(Struct, frozen=True):
    """The rule at an edge of a cell; `width` in points."""

    colour: Colour
    width: float


class TableCell(Struct, frozen=True):
    """A cell at `row` and `column` (from 0), `rows` × `columns` of the grid large.

    Lines count from the cell's top left corner; `margins` lie between the cell's edges and its text, and differ
    from cell to cell where figures are aligned on the decimal mark. `header` is the scope of a heading cell.
    """

    row: int
    column: int
    paragraphs: tuple[Paragraph, ...]
    lines: tuple[Line, ...]
    margins: Insets
    rows: int = 1
    columns: int = 1
    anchor: Literal["top", "middle", "bottom"] = "top"
    header: Literal["column", "row"] | None = None
    fill: Colour | None = None
    top: TableRule | None = None
    bottom: TableRule | None = None
    alt: str = ""
    """What is drawn beside its text and is not said by that: the range of a sparkline."""


class TableItem(Struct, frozen=True):
    """A table, or the part of one that stands here. `columns` are widths and `rows` heights, in points.

    `cells` go row by row, covered ones left out; the first `header_rows` rows are headings, which each part repeats.
    `key` is the same for all parts of one table; `continued` is true for every part but the first. `alt` says what
    the table shows; `banded` rows have grounds by turns. A `parted` one has further columns of a table before it.
    """

    box: Rect
    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cells: tuple[TableCell, ...]
    key: str
    header_rows: int = 1
    continued: bool = False
    banded: bool = False
    alt: str = ""
    slot: str | None = None
    section: int | None = None
    where: Where = NOWHERE
    parted: bool = False

    def cell_box(self, cell: TableCell) -> Rect:
        """The box of a cell on the sheet."""
        return Rect(
            self.box.x + sum(self.columns[: cell.column]),
            self.box.y + sum(self.rows[: cell.row]),
            sum(self.columns[cell.column : cell.column + cell.columns]),
            sum(self.rows[cell.row : cell.row + cell.rows]),
        )


Item = TextItem | ImageItem | ShapeItem | TableItem | ChartItem
"""The closed union of what stands on a sheet: backends match on it and end in `assert_never`."""

"""Equal columns: what cards, numbers and entries stand in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import sqrt
from typing import TypeVar

from reportgen.geometry import Rect
from reportgen.structs import Struct

_Thing = TypeVar("_Thing")

ROW = 3
"""The most cells that stand in one row of cards before rows are tried."""


class Columns(Struct, frozen=True):
    """`across` columns of one width with gutters between them; lengths are points."""

    x: float
    width: float
    across: int
    gutter: float

    @classmethod
    def of(cls, box: Rect, across: int, gutter: float) -> Columns:
        """The columns that take the width of a box."""
        return cls(box.x, (box.width - gutter * (across - 1)) / across, across, gutter)

    def cell(self, column: int, top: float, height: float) -> Rect:
        """A cell of a row, its column counted from 0."""
        return Rect(self.x + column * (self.width + self.gutter), top, self.width, height)

    def rows(self, things: Sequence[_Thing]) -> Iterator[Sequence[_Thing]]:
        """Things in rows, as many in each as there are columns."""
        for start in range(0, len(things), self.across):
            yield things[start : start + self.across]


def equal_cells(box: Rect, across: int, down: int, gutter: float, between: float | None = None) -> list[Rect]:
    """`across` × `down` equal cells that fill a box, row by row, with gutters between them; `between` rows another
    space, where one is given."""
    columns = Columns.of(box, across, gutter)
    gap = gutter if between is None else between
    height = (box.height - gap * (down - 1)) / down
    return [
        columns.cell(column, box.y + row * (height + gap), height) for row in range(down) for column in range(across)
    ]


def balanced(count: int, most: int) -> int:
    """How many of `count` cells stand beside each other, at most `most`, so that none is alone in its row if
    it need not be.

    Where nothing else helps, there may be one more beside each other.

    >>> [balanced(count, 4) for count in (1, 3, 4, 5, 6, 9, 10)], balanced(7, 3), balanced(7, 2)
    ([1, 3, 4, 3, 3, 3, 4], 4, 2)
    """
    rows = -(-count // most)
    across = -(-count // rows)
    if most > 2 and count > across and count % across == 1:
        across += 1
    return across


def even_rows(count: int, most: int) -> list[int]:
    """How many of `count` cells may stand beside each other, at most `most`, so that rows differ by one at most and
    none is alone in its row; the most first.

    >>> even_rows(4, 4), even_rows(5, 4), even_rows(7, 4), even_rows(3, 4)
    ([4, 2, 1], [3, 1], [4, 1], [3, 1])
    """
    widths = range(min(count, most), 1, -1)
    return [*(across for across in widths if count % across in (0, across - 1) and count % across != 1), 1]


def arrangements(count: int, across: int, down: int) -> list[tuple[int, int]]:
    """The grids in which `count` equal cells may stand, as columns and rows, those that look best first.

    `across` and `down` are what a full grid has. Few cells stand in one row, four two by two; in a place that is to
    have more rows than columns, they stand under each other.

    >>> arrangements(3, 3, 2), arrangements(4, 4, 3), arrangements(8, 4, 3), arrangements(3, 2, 4)
    ([(3, 1)], [(2, 2), (4, 1)], [(4, 2), (3, 3)], [(1, 3), (2, 2)])
    """
    grids = [(width, -(-count // width)) for width in even_rows(count, across)]
    fitting = [(width, rows) for width, rows in grids if rows <= down]
    if down > across:  # a list, whose last row may be shorter
        rows = [(width, -(-count // width)) for width in range(1, min(count, across) + 1)]
        return [grid for grid in rows if grid[1] <= down]
    ideal = count if count <= ROW else sqrt(count)
    return sorted(fitting, key=lambda grid: (grid[0] * grid[1] - count, abs(grid[0] - ideal)))

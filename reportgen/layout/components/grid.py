"""Equal columns: what cards, numbers and entries stand in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from reportgen.geometry import Rect
from reportgen.structs import Struct

_Thing = TypeVar("_Thing")


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


def equal_cells(box: Rect, across: int, down: int, gutter: float) -> list[Rect]:
    """`across` × `down` equal cells that fill a box, with gutters between them, row by row."""
    columns = Columns.of(box, across, gutter)
    height = (box.height - gutter * (down - 1)) / down
    return [
        columns.cell(column, box.y + row * (height + gutter), height) for row in range(down) for column in range(across)
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


def arrangement(count: int, across: int, down: int) -> tuple[int, int]:
    """How many of `count` equal cells stand beside each other, and how many rows they make.

    `across` and `down` are what a full grid has. Few cells are not spread over it: three stand in one row, four in two.

    >>> arrangement(3, 2, 2), arrangement(4, 3, 2), arrangement(5, 3, 2)
    ((3, 1), (2, 2), (3, 2))
    """
    if count <= across and down == 1:
        return count, 1
    if count <= 3:
        return count, 1
    columns = 2 if count <= 4 else 3
    return columns, -(-count // columns)

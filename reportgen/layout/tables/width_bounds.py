"""What columns of a table are known to need: sizes and parts for which a place is surely too narrow are not tried."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from reportgen.content.table import TableColumn, TableContent
from reportgen.errors import FitError

SURE = 0.99
"""The part of what columns need at one size, in proportion, that they surely need at another: all but roundings."""

SURE_WITH_CODE = 0.95
"""The same where there is code in them, whose size is not quite in proportion."""


class TooWide(FitError):
    """The longest words and numbers of a table need more width than its place has."""

    def __init__(self, content: TableContent, needed: float, size: float, width: float) -> None:
        """`needed` and `width` are points, as `size` is that of its type."""
        super().__init__(
            f"the table needs {needed:.0f} pt of width at {size:g} pt type, its place has {width:.0f}",
            content.where,
            "leave columns out, or shorten their headings and longest words",
        )
        self.size = size
        self.columns: tuple[float, ...] = ()
        """What each column needs for its texts, in points; nothing where cells stand over several."""


class WidthBounds:
    """Remembers what the texts of columns needed. Lengths and the sizes of type are points."""

    def __init__(self) -> None:
        self._known: dict[Hashable, dict[int, tuple[TableColumn, float]]] = {}
        """By table, what its columns surely need at a size of 1 point, and the columns, by their identities."""

    def learn(self, table: Hashable, columns: Sequence[TableColumn], error: TooWide, *, code: bool) -> None:
        """Remember what a table needed that was too wide; it is the same table whatever its size and its columns.
        `code` says that there is some in it.
        """
        known = self._known.setdefault(table, {})
        sure = (SURE_WITH_CODE if code else SURE) / error.size
        known.update(
            (id(column), (column, sure * width)) for column, width in zip(columns, error.columns, strict=False)
        )

    def least(self, table: Hashable, columns: Sequence[TableColumn], size: float, padding: float) -> float:
        """What some columns of a table need at least; 0 where that is not known. `padding` is that beside a text, which
        outer columns may not have.
        """
        known = self._known.get(table)
        if known is None or any(id(column) not in known for column in columns):
            return 0.0
        return size * sum(known[id(column)][1] for column in columns) + 2 * padding * (len(columns) - 1)

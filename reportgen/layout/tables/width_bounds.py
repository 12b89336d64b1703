"""What columns of a table are known to need: sizes and parts for which a place is surely too narrow are not tried."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from reportgen.content.table import TableColumn, TableContent
from reportgen.errors import FitError

SURE = 0.95
"""The part of what columns need at one size, in proportion, that they surely need at another."""


class TooWide(FitError):
    """The longest words and numbers of a table need more width than its place has."""

    def __init__(self, content: TableContent, needed: float, size: float, width: float) -> None:
        """`needed` and `width` are points, as `size` is that of its type."""
        super().__init__(
            f"the table needs {needed:.0f} pt of width at {size:g} pt type, its place has {width:.0f}",
            content.where,
            "leave columns out, or shorten their headings and longest words",
        )
        self.columns: tuple[float, ...] = ()
        """What each column needs, in points; nothing where cells stand over several."""


class WidthBounds:
    """Remembers what columns needed. Lengths are points, a factor is the size of a table's type by its region's."""

    def __init__(self) -> None:
        self._known: dict[Hashable, dict[int, tuple[TableColumn, float]]] = {}
        """By table, what its columns need at the factor 1, and the columns, by their identities."""

    def learn(self, table: Hashable, columns: Sequence[TableColumn], factor: float, error: TooWide) -> None:
        """Remember what a table needed that was too wide; it is the same table whatever its size and its columns."""
        known = self._known.setdefault(table, {})
        known.update(
            (id(column), (column, width / factor)) for column, width in zip(columns, error.columns, strict=False)
        )

    def least(self, table: Hashable, columns: Sequence[TableColumn], factor: float, padding: float) -> float:
        """What some columns of a table need at least; 0 where that is not known. `padding` is that beside a text, which
        outer columns may not have.
        """
        known = self._known.get(table)
        if known is None or any(id(column) not in known for column in columns):
            return 0.0
        return SURE * factor * sum(known[id(column)][1] for column in columns) - 2 * padding

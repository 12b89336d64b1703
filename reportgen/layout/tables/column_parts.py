"""A table that is too wide for its place → several tables of some of its columns, each with the first one."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.content.table import TableContent, TableEntry, TableRow
from reportgen.structs import replace


def parted(content: TableContent, count: int) -> tuple[TableContent, ...]:
    """The table as so many, in which its columns but the first, which names the rows, are shared evenly."""
    others = range(1, len(content.columns))
    share, more = divmod(len(others), count)
    made: list[TableContent] = []
    start = 1
    for number in range(count):
        end = start + share + (number < more)
        made.append(_of_columns(content, (0, *range(start, end))))
        start = end
    return tuple(made)


def notes_of(content: TableContent) -> frozenset[int]:
    """The numbers of the notes to which something in a table refers."""
    marks = {column.note for column in content.columns}
    marks.update(entry.note for row in content.rows for entry in row.entries if entry is not None)
    return frozenset(number for number in marks if number)


def _of_columns(content: TableContent, picked: Sequence[int]) -> TableContent:
    columns = tuple(content.columns[at] for at in picked)
    return replace(content, columns=columns, rows=tuple(_cut(row, picked) for row in content.rows))


def _cut(row: TableRow, picked: Sequence[int]) -> TableRow:
    """A row with some of its columns: a cell over several covers those of them that are left."""
    owners = [_owner(row, at) for at in picked]
    entries: list[TableEntry | None] = []
    for number, owner in enumerate(owners):
        entry = None if owner is None else row.entries[owner]
        if entry is None or owner in owners[:number]:
            entries.append(None)
            continue
        entries.append(replace(entry, columns=owners.count(owner)))
    return replace(row, entries=tuple(entries))


def _owner(row: TableRow, at: int) -> int | None:
    """The column in which the cell begins that covers a column of a row; None where one of a row above does."""
    for start in range(at, -1, -1):
        entry = row.entries[start]
        if entry is not None:
            return start if start + entry.columns > at else None
    return None

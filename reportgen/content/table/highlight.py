"""What a table stresses: its author names rows, columns, or cells by both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace as replaced

from reportgen.content.reading import ReadContext
from reportgen.content.table import TableColumn, TableEntry, TableRow
from reportgen.content.table.as_written import Table
from reportgen.content.text import Span
from reportgen.content.values import spelled
from reportgen.source.characters import clean
from reportgen.source.validation import nearest
from reportgen.structs import replace

Marked = tuple[tuple[TableColumn, ...], tuple[TableRow, ...]]


def stressed(model: Table, columns: tuple[TableColumn, ...], rows: tuple[TableRow, ...], at: ReadContext) -> Marked:
    """The columns and rows of a table, those that `highlight` names marked; what the table lacks is a fault."""
    headings, heads = [_text(column.name) for column in columns], [_head(row) for row in rows]
    for place, name in enumerate(model.highlight):
        row, column = map(clean, name if isinstance(name, list) else (name, ""))
        if column:
            if _is_known(row, heads, at, place) and _is_known(column, headings, at, place):
                rows = _with_cell(rows, heads.index(row), headings.index(column))
        elif row in heads:
            rows = tuple(replace(one, stressed=one.stressed or _head(one) == row) for one in rows)
        elif _is_known(row, [*heads, *headings], at, place):
            columns = tuple(replaced(one, stressed=one.stressed or _text(one.name) == row) for one in columns)
    return columns, rows


def _with_cell(rows: tuple[TableRow, ...], number: int, column: int) -> tuple[TableRow, ...]:
    """The rows, one of the cells of one of them marked."""
    entries = [
        replaced(entry, stressed=True) if at == column and entry is not None else entry
        for at, entry in enumerate(rows[number].entries)
    ]
    return (*rows[:number], replace(rows[number], entries=tuple(entries)), *rows[number + 1 :])


def _is_known(name: str, names: Sequence[str], at: ReadContext, place: int) -> bool:
    """Whether a table has a name; where not, that is a fault of the source."""
    if name in names:
        return True
    close = nearest(name, [one for one in names if one])
    hint = f'did you mean "{close}"?' if close else "name a row by its first cell, or a column by its heading"
    at.fault(f'"highlight" names "{name}", which the table lacks', at.where("highlight", place), hint)
    return False


def _head(row: TableRow) -> str:
    """The text of a row's first cell."""
    entry = next((one for one in row.entries if one is not None), None)
    return "" if entry is None else _shown(entry)


def _shown(entry: TableEntry) -> str:
    value = entry.value
    if isinstance(value, tuple):
        return _text([one for one in value if isinstance(one, Span)])
    return "" if value is None else str(spelled(value))


def _text(spans: Sequence[Span]) -> str:
    return "".join(span.text for span in spans)

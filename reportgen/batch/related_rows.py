"""Rows of another table that belong to a record: the holdings of a client, the orders of a shop."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reportgen.batch.records import Record, Records, records_of
from reportgen.errors import NOWHERE, SourceError, SourceRemark, raise_all
from reportgen.source.expressions import missing_field
from reportgen.source.written import meant
from reportgen.structs import replace

MOST_NAMED = 5
"""Values that a remark names; of more it gives the number."""


def with_rows(
    records: Iterable[Record | Mapping[str, Any]],
    name: str,
    rows: Iterable[Record | Mapping[str, Any]],
    *,
    by: str,
) -> Records:
    """Records, each with its own rows of another table as a list under `name`, in the order of that table.

    A row belongs to the records that have the same value in the column `by`; they are compared as texts, so that 12 in
    a workbook and "12" in a CSV file are the same, and "0012" is another one. What belongs to nobody, and who has
    nothing, is a remark.

    Raises:
        ReportgenError: a table has no column `by`, records have a field `name`, or a row cannot be read.

    >>> made = with_rows([{"id": 1}, {"id": 2}], "orders", [{"id": "2", "what": "Oars"}], by="id")
    >>> [one.values["orders"] for one in made]
    [[], [{'id': '2', 'what': 'Oars'}]]
    """
    people, many = records_of(records), records_of(rows)
    raise_all(SourceError(f"row {row.line} of {name}: {row.fault}") for row in many if row.fault)
    _check_column([one.values for one in people if not one.fault], by, "the records")
    _check_column([row.values for row in many], by, name)
    if any(name in one.values for one in people):
        raise SourceError(f'the records have a field "{name}" already', hint="give the rows another name")
    owned: dict[str, list[Mapping[str, Any]]] = {}
    for row in many:
        owned.setdefault(_key(row.values.get(by)), []).append(row.values)
    nobodys = owned.pop("", [])  # a blank is no value that two tables have in common
    made = [
        one if one.fault else replace(one, values={**one.values, name: owned.get(_key(one.values.get(by)), [])})
        for one in people
    ]
    remarks = _remarks(name, by, [one for one in made if not one.fault], owned, len(nobodys))
    return Records(made, (*people.remarks, *many.remarks, *remarks))


def _check_column(rows: Sequence[Mapping[str, Any]], by: str, whose: str) -> None:
    """See that a table has a column.

    Raises:
        SourceError: it has not.
    """
    known = list(dict.fromkeys(key for row in rows for key in row))
    if rows and by not in known:
        raise SourceError(f'{whose}: there is no column "{by}"', hint=missing_field(by, known)[1])


def _key(value: Any) -> str:
    """A value as it is compared; a workbook has no whole numbers, and people leave spaces."""
    plain = meant(value) if not isinstance(value, str) else value
    if isinstance(plain, float) and plain.is_integer():
        plain = int(plain)
    return "" if plain is None else str(plain).strip()


def _remarks(
    name: str, by: str, records: Sequence[Record], owned: Mapping[str, list[Mapping[str, Any]]], blank: int
) -> list[SourceRemark]:
    """Rows without a record (so many have no value at all), and records without rows."""
    keys = {_key(one.values.get(by)) for one in records}
    nobody = [key for key in owned if key not in keys] + [""] * (blank > 0)
    without = [one.line for one in records if not one.values[name]]
    remarks: list[SourceRemark] = []
    if nobody:
        count = blank + sum(len(owned.get(key, ())) for key in nobody)
        told = f"{count} rows of {name} belong to no record: {by} {_named(nobody)}"
        remarks.append(SourceRemark(told, NOWHERE, "look for misspelt values and for blanks"))
    if without:
        told = f"{len(without)} records have no {name}: line {_named(list(map(str, without)))}"
        remarks.append(SourceRemark(told, NOWHERE, "guard what is made of them with when"))
    return remarks


def _named(values: Sequence[str]) -> str:
    """The first values, and how many there are more."""
    shown = ", ".join(value or "(blank)" for value in values[:MOST_NAMED])
    return shown + (f" and {len(values) - MOST_NAMED} more" if len(values) > MOST_NAMED else "")

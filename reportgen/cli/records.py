"""Options for the values of fields: JSON, one record of a file of many with its rows of other tables, and settings."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from reportgen.batch.records import Record, Records
    from reportgen.content.table.datafiles import DataForm

RecordOption = Annotated[
    str | None,
    typer.Option(help="The values of the fields: a JSON file, or people.csv#12, crm.xlsx#Clients#id=0012."),
]
RelatedOption = Annotated[
    list[str] | None,
    typer.Option("--with", help="Rows of another table for each record: holdings=crm.xlsx#Holdings."),
]
ByOption = Annotated[str | None, typer.Option(help="The column by which these rows belong to a record.")]


def with_related(records: Records, related: list[str], by: str | None, form: DataForm) -> Records:
    """The records with their rows of other tables.

    Raises:
        ReportgenError: it is not said how they belong together, or as `with_rows`.
    """
    from reportgen.batch import read_records, with_rows
    from reportgen.errors import SourceError
    from reportgen.structs import replace

    for one in related:
        name, mark, file = one.partition("=")
        if not mark or not name.strip().isidentifier():
            raise SourceError(f'"{one}" names no rows', hint="write --with holdings=crm.xlsx#Holdings --by client_id")
        if by is None:
            raise SourceError(f"it is not said how {name} belong to records", hint="name their column: --by client_id")
        records = with_rows(records, name.strip(), read_records(file, form=replace(form, header=None)), by=by)
    return records


def _record_in(file: Path) -> dict[str, Any]:
    """The record in a JSON file.

    Raises:
        SourceError: it cannot be read, or is no JSON object.
    """
    import json

    from reportgen.errors import SourceError, Where

    try:
        value = json.loads(file.read_text("utf-8-sig"))
    except OSError as error:
        raise SourceError(f'cannot read the record "{file}": {error.strerror}') from error
    except (ValueError, RecursionError) as error:
        raise SourceError(f"broken JSON: {error}", Where(file.name)) from error
    if not isinstance(value, dict):
        raise SourceError("the record is no JSON object", Where(file.name), 'write {"name": "value"}')
    return value


def record_of(
    settings: list[str] | None, named: str | None, related: list[str] | None = None, by: str | None = None
) -> dict[str, Any] | None:
    """The record that `--record` and `--set name=value` give; the latter wins. One of a file of many has its rows of
    other tables.

    Raises:
        ReportgenError: a setting has no `=`, or the file cannot be read, or has no such record.
    """
    from reportgen.errors import SourceError

    if settings is None and named is None:
        return None
    record = _record(named, related or [], by) if named is not None else {}
    for setting in settings or []:
        name, equals, text = setting.partition("=")
        if not equals or not name.strip():
            raise SourceError(f'"{setting}" sets nothing', hint="write --set name=value")
        record[name.strip()] = text
    return record


def _record(named: str, related: list[str], by: str | None) -> dict[str, Any]:
    """The record of a JSON file, or one of a file of many."""
    if Path(named).suffix.lower() == ".json" or (Path(named).exists() and "#" in named):
        return _record_in(Path(named))
    return _one_of_many(named, related, by)


def _one_of_many(named: str, related: list[str], by: str | None) -> dict[str, Any]:
    """The values of the record that ``file#12`` or ``file#column=value`` names.

    Raises:
        ReportgenError: there is none, or the file cannot be read.
    """
    from reportgen.batch import read_records
    from reportgen.content.table.datafiles import DataForm
    from reportgen.errors import SourceError

    file, _, which = named.rpartition("#")
    if not file or not (which.isdigit() or "=" in which):
        hint = f"write {named}#12 for the record of line 12, or {named}#id=0012 for that with this id"
        raise SourceError(f'"{named}" names no record', hint=hint)
    records = read_records(file)
    found = [one for one in records if _is_meant(one, which)]
    if len(found) > 1:
        lines = ", ".join(str(one.line) for one in found)
        raise SourceError(f"{which} is that of several records: lines {lines}", hint="name one by its line")
    if not found:
        lines = f"its records stand on lines {records[0].line} to {records[-1].line}"
        raise SourceError(f"{Path(file).name} has no record {which}", hint=lines)
    kept = type(records)(found, records.remarks)
    (one,) = with_related(kept, related, by, DataForm())
    if one.fault:
        raise SourceError(f"record {one.line}: {one.fault}")
    return dict(one.values)


def _is_meant(record: Record, which: str) -> bool:
    """Whether a record stands on the line, or has the value in the column, that is written as ``12`` or ``id=0012``."""
    column, equals, value = (part.strip() for part in which.partition("="))
    if not equals:
        return record.line == int(which)
    return column in record.values and _said(record, column) == value


def _said(record: Record, column: str) -> str:
    return re.sub(r"\.0$", "", str(record.values[column])).strip()

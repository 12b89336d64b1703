"""Data files → records with their lines: what tables can be read from, JSON Lines too, from a file or a pipe."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import IO, Any

from reportgen.batch.shown_values import ShownDay, ShownMoment, ShownNumber
from reportgen.content.table.datafiles import TEXTS, WORKBOOKS, DataForm, read_data, respelled
from reportgen.content.table.dataframes import Frame, is_frame
from reportgen.content.table.delimited import decoded
from reportgen.content.table.headings import RECORDS, TableData, is_empty
from reportgen.content.table.number_parsing import Spelling
from reportgen.content.table.workbook_formats import CellFormat, format_of, shown
from reportgen.errors import NOWHERE, ReportgenError, SourceError, SourceRemark, Where
from reportgen.source.validation import nearest
from reportgen.source.written import Written
from reportgen.structs import Struct, field

_HOURS = format_of("[h]:mm:ss")
_LINES = ("jsonl", "ndjson")
KINDS = (*TEXTS, *WORKBOOKS, *_LINES, "json", "parquet")


class Record(Struct, frozen=True):
    """The values for one reader; `line` is the file's line or row, from 1. A `fault` says why it cannot be used."""

    line: int
    values: Mapping[str, Any] = field(default_factory=dict)
    fault: str = ""


class Records(list[Record]):
    """Records of one source, and what of it is not read as it stands there."""

    def __init__(self, records: Iterable[Record], remarks: Iterable[SourceRemark] = ()) -> None:
        super().__init__(records)
        self.remarks = tuple(remarks)


def read_records(
    source: str | Path,
    *,
    pipe: IO[bytes] | None = None,
    form: DataForm = DataForm(),  # noqa: B008
) -> Records:
    """All records of a file, or of `pipe` where the source is ``-``; ``file.xlsx#Sheet!A1:D9`` is a part of one.

    A line that cannot be read is a record with a fault; it does not stop the others. `form` says how numbers and dates
    are written, and in which row the names stand, where that is not to be found out.

    Raises:
        ReportgenError: the file cannot be read, is of an unknown kind, has no records, or has broken names.
    """
    if str(source) == "-":
        import sys

        records, name = _lines((pipe or sys.stdin.buffer).read(), "-"), "the pipe"
    else:
        reference = str(source)
        whole = Path(reference).exists()  # a mark may be part of a file's name
        file, _, part = (reference, "", "") if whole else reference.partition("#")
        records, name = _of_file(Path(file), part.strip(), form), Path(file).name
    if not records:
        raise SourceError("there are no records", Where(name), "give at least one line of data")
    return records


def _of_file(path: Path, part: str, form: DataForm) -> Records:
    name = path.name
    kind = path.suffix.lower().lstrip(".")
    if kind not in KINDS:
        close = nearest(kind, KINDS)
        hint = f'did you mean ".{close}"?' if close else f"known kinds: {', '.join(KINDS)}, or - for a pipe"
        raise SourceError(f'cannot tell what kind of data "{name}" is', Where(name), hint)
    try:
        if kind in _LINES:
            return _lines(path.read_bytes(), name)
        if not path.stat().st_size:
            return Records([])
        written = read_data(path, part, Where(name), form, RECORDS)
    except OSError as error:
        raise SourceError(f'cannot read the data "{path}": {error.strerror}', hint="look at the path") from error
    return _of_data(written, form.spelling, name)


def records_of(rows: Iterable[Mapping[str, Any] | Record] | object) -> Records:
    """Python data as records, numbered from 1: mappings, records as they are, or a frame of pandas, polars or Arrow."""
    if is_frame(rows):
        from reportgen.content.table.arrow import read_frame

        return _of_data(read_frame(Frame(rows), NOWHERE, RECORDS), Spelling(), "the frame")
    assert isinstance(rows, Iterable)
    listed = list(rows)
    made = [one if isinstance(one, Record) else Record(line, dict(one)) for line, one in enumerate(listed, 1)]
    return Records(made, getattr(rows, "remarks", ()))


def _of_data(data: TableData, spelling: Spelling, name: str) -> Records:
    """The rows of a table file as records, each merged cell's value in all rows that it covers."""
    columns = _columns(data, data.head if data.head.file else Where(name))
    clear = respelled(data, spelling)
    rows = data.repeated() if data.spans else data.rows
    made: list[Record] = []
    for at, (row, meanings) in enumerate(zip(rows, clear.rows, strict=True)):
        line = (data.places[at][0].line if data.places[at] else None) or at + 1
        if at in data.faults:
            made.append(Record(line, {}, "; ".join(_told(fault) for fault in data.faults[at])))
            continue
        values = {key: _value(row[n], meanings[n], data.formats.get((at, n))) for n, key in columns}
        made.append(Record(line, values))
    return Records(made, clear.remarks)


def _told(fault: ReportgenError) -> str:
    """A fault of a row whose file and line stand before it already."""
    cell = f"{fault.where.path}: " if fault.where.path else ""
    return f"{cell}{fault.message}" + (f" ({fault.hint})" if fault.hint else "")


def _columns(data: TableData, head: Where) -> list[tuple[int, str]]:
    """The numbers and names of the columns; one without a name is left out where it has no values either.

    Raises:
        SourceError: a column with values has no name, or two have the same.
    """
    columns: list[tuple[int, str]] = []
    names: set[str] = set()
    for number, key in enumerate(data.names):
        if not key:
            if any(not is_empty(row[number]) for row in data.rows):
                raise SourceError(f"column {number + 1} has no name", head, "name it in the row of names")
            continue
        if key in names:
            raise SourceError(f'two columns are named "{key}"', head, "give each its own name")
        names.add(key)
        columns.append((number, key))
    return columns


def _value(value: Any, meaning: Any, form: CellFormat | None) -> Any:
    """A value as records have it: printed as its file has it, known as what it means."""
    if isinstance(value, str):
        return Written(value, meaning) if isinstance(meaning, str) and meaning != value else value
    if isinstance(value, timedelta):
        return shown(value, form or _HOURS, "en")
    if form is not None:
        return _formatted(value, form)
    # a workbook has one kind of number: whole ones are whole
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 2**53 else value


def _formatted(value: Any, form: CellFormat) -> Any:
    """A number or a day with the format of its cell; other values as they are."""
    if isinstance(value, datetime):
        return ShownMoment.of(value, form)
    if isinstance(value, date):
        return ShownDay.of(value, form)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return ShownNumber.of(value, form) if is_number else value


def _lines(blob: bytes, name: str) -> Records:
    text, remarks = decoded(blob, name)
    made: list[Record] = []
    for line, raw in enumerate(text.split("\n"), 1):
        if not raw.strip():
            continue
        try:
            value = json.loads(raw, parse_constant=_no_constant, object_pairs_hook=_once)
        except (ValueError, RecursionError) as error:
            made.append(Record(line, {}, f"broken JSON: {error}"))
            continue
        made.append(Record(line, value) if isinstance(value, dict) else Record(line, {}, "the line is no JSON object"))
    return Records(made, remarks)


def _no_constant(text: str) -> float:
    raise ValueError(f"{text} is no number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in pairs:
        if key in made:
            raise ValueError(f'"{key}" stands there twice')
        if isinstance(value, float) and not math.isfinite(value):
            raise ValueError(f'"{key}" is too large a number')
        made[key] = value
    return made

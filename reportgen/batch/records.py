"""Data files → records with their lines: CSV, TSV, XLSX, JSON Lines, Parquet, or JSON Lines from a pipe."""

from __future__ import annotations

import io
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from reportgen.content.table.delimited import lines_of
from reportgen.errors import SourceError, Where
from reportgen.source.validation import nearest
from reportgen.structs import Struct, field

KINDS = ("csv", "tsv", "xlsx", "jsonl", "ndjson", "parquet")


class Record(Struct, frozen=True):
    """The values for one reader; `line` is the file's line or row, from 1. A `fault` says why it cannot be used."""

    line: int
    values: Mapping[str, Any] = field(default_factory=dict)
    fault: str = ""


def read_records(source: str | Path, *, pipe: IO[bytes] | None = None) -> list[Record]:
    """All records of a file, or of `pipe` where the source is ``-``.

    A line that cannot be read is a record with a fault; it does not stop the others.

    Raises:
        SourceError: the file cannot be read, is of an unknown kind, has no records, or has a broken header.
    """
    if str(source) == "-":
        import sys

        records, name = _lines((pipe or sys.stdin.buffer).read(), "-"), "the pipe"
    else:
        records, name = _of_file(Path(source)), Path(source).name
    if not records:
        raise SourceError("there are no records", Where(name), "give at least one line of data")
    return records


def _of_file(path: Path) -> list[Record]:
    name = path.name
    kind = path.suffix.lower().lstrip(".")
    if kind not in KINDS:
        close = nearest(kind, KINDS)
        hint = f'did you mean ".{close}"?' if close else f"known kinds: {', '.join(KINDS)}, or - for a pipe"
        raise SourceError(f'cannot tell what kind of data "{name}" is', Where(name), hint)
    try:
        blob = path.read_bytes()
    except OSError as error:
        raise SourceError(f'cannot read the data "{path}": {error.strerror}', hint="look at the path") from error
    match kind:
        case "csv" | "tsv":
            return _table(blob, name, "\t" if kind == "tsv" else "")
        case "xlsx":
            return _workbook(blob, name)
        case "parquet":
            return _parquet(path, name)
        case _:
            return _lines(blob, name)


def records_of(rows: Iterable[Mapping[str, Any]]) -> list[Record]:
    """Python data as records, numbered from 1."""
    return [Record(number, dict(row)) for number, row in enumerate(rows, 1)]


def _decoded(blob: bytes, name: str) -> str:
    try:
        return blob.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = blob[: error.start].count(b"\n") + 1
        raise SourceError("the file is not UTF-8 text", Where(name, line), "save it as UTF-8") from error


def _table(blob: bytes, name: str, separator: str) -> list[Record]:
    text = _decoded(blob, name)
    separator = separator or _separator(text.split("\n", 1)[0])
    rows = [line for line in lines_of(text, separator) if line.values or line.fault]
    if not rows:
        return []
    first, *others = rows
    if first.fault:
        raise SourceError(
            f"the header is a broken line: {first.fault}", Where(name, first.number), "look at its quotes"
        )
    header = _header(first.values, name, first.number)
    return [
        _record(line.number, header, line.values, f"broken line: {line.fault}" if line.fault else "") for line in others
    ]


def _separator(head: str) -> str:
    """What separates the names in the first line: most often a comma."""
    return max((",", ";", "\t"), key=head.count)  # of those that are there as often, the first


def _record(line: int, header: list[str], row: Sequence[Any], fault: str) -> Record:
    if not fault and len(row) != len(header):
        fault = f"the line has {len(row)} values, the header {len(header)} names"
    return Record(line, {}, fault) if fault else Record(line, dict(zip(header, row, strict=True)))


def _header(cells: Sequence[Any], name: str, line: int) -> list[str]:
    header = [str(cell).strip() for cell in cells]
    for number, one in enumerate(header, 1):
        if not one:
            raise SourceError(f"column {number} has no name", Where(name, line), "name every column in the first line")
        if header.index(one) < number - 1:
            raise SourceError(f'two columns are named "{one}"', Where(name, line), "give each its own name")
    return header


def _workbook(blob: bytes, name: str) -> list[Record]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(blob)).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError, IndexError) as error:
        raise SourceError(f"the workbook cannot be read: {error}", Where(name), "save it again as .xlsx") from error
    if not rows:
        return []
    header = _header(rows[0], name, 1)
    return [
        _record(line, header, [_cell(cell) for cell in row], "")
        for line, row in enumerate(rows[1:], 2)
        if any(cell not in ("", None) for cell in row)
    ]


def _cell(cell: Any) -> Any:
    """A workbook has one kind of number: whole ones are whole."""
    return int(cell) if isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53 else cell


def _parquet(path: Path, name: str) -> list[Record]:
    try:
        import pyarrow.parquet as parquet
    except ImportError as error:
        raise SourceError(
            "Parquet needs a package that is not installed", Where(name), "pip install 'reportgen[parquet]'"
        ) from error
    try:
        rows = parquet.read_table(path).to_pylist()
    except (OSError, ValueError) as error:
        raise SourceError(f"the Parquet file cannot be read: {error}".split("\n")[0], Where(name)) from error
    return [Record(line, row) for line, row in enumerate(rows, 1)]


def _lines(blob: bytes, name: str) -> list[Record]:
    made: list[Record] = []
    for line, raw in enumerate(blob.split(b"\n"), 1):
        if line == 1:
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        if not raw.strip():
            continue
        try:
            value = json.loads(raw, parse_constant=_no_constant, object_pairs_hook=_once)
        except (ValueError, RecursionError) as error:
            made.append(Record(line, {}, f"broken JSON: {error}"))
            continue
        made.append(Record(line, value) if isinstance(value, dict) else Record(line, {}, "the line is no JSON object"))
    return made


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

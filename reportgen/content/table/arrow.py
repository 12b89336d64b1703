"""Tables in Arrow's memory → values: Parquet files, and the frames of pandas, polars and others.

Frames are taken by Arrow's C interface (`__arrow_c_stream__`, or the older `__dataframe__`), so that none of these
packages is imported. pyarrow reads both: it is needed for Parquet anyhow, and nanoarrow, which is smaller, reads none.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from reportgen.content.table.dataframes import Frame
from reportgen.content.table.headings import Limits, TableData
from reportgen.content.table.workbook_formats import CellFormat
from reportgen.errors import AssetError, ReportgenError, SourceError, Where, raise_all
from reportgen.files import Readable, readable


def read_parquet(path: Readable, where: Where, limits: Limits) -> TableData:
    """The columns and rows of a Parquet file; places are rows, from 1.

    Raises:
        ReportgenError: pyarrow is not installed; the file is broken or too large, or has values that no cell shows.
    """
    arrow = _arrow(f"{path.name} is a Parquet file, which", where)
    import pyarrow.parquet as parquet

    try:
        file = parquet.ParquetFile(readable(path))
        _check_rows(file.metadata.num_rows, where, limits)
        table = file.read()
    except (OSError, ValueError, arrow.ArrowException) as error:
        hint = "write it anew; encrypted files cannot be read"
        raise AssetError(f"the Parquet file {path.name} cannot be read: {_said(error)}", where, hint) from error
    return _data(table, path.name, where, limits)


def read_frame(frame: Frame, where: Where, limits: Limits) -> TableData:
    """The columns and rows of a frame.

    Raises:
        ReportgenError: pyarrow is not installed; the frame is no table, is too large, or has values that no cell shows.
    """
    arrow = _arrow("a frame", where)
    try:
        if hasattr(frame.table, "__arrow_c_stream__"):
            table = arrow.table(frame.table)
        else:
            from pyarrow.interchange import from_dataframe

            table = from_dataframe(frame.table)
    except (TypeError, ValueError, arrow.ArrowException, ImportError, NotImplementedError) as error:
        hint = "give a frame of columns; a series is made one by to_frame()"
        raise SourceError(f"the frame cannot be read: {_said(error)}", where, hint) from error
    _check_rows(table.num_rows, where, limits)
    return _data(table, "", where, limits)


def _arrow(what: str, where: Where) -> Any:
    try:
        import pyarrow
    except ImportError as error:
        message = f"{what} needs a package that is not installed"
        raise SourceError(message, where, "pip install 'reportgen[parquet]'") from error
    return pyarrow


def _said(error: Exception) -> str:
    return str(error).split("\n")[0]


def _check_rows(count: int, where: Where, limits: Limits) -> None:
    if count > limits.rows:
        raise SourceError(f"more than {limits.rows} rows", where, "leave rows out")


def _data(table: Any, file: str, where: Where, limits: Limits) -> TableData:
    """An Arrow table as data, its columns in their order; those of pandas' index come first."""
    names = _names(table, file, where, limits)
    columns: list[list[Any]] = []
    formats: dict[tuple[int, int], CellFormat] = {}
    problems: list[ReportgenError] = []
    for at, name in enumerate(names):
        try:
            values, form = _column(table.column(name))
        except ValueError as error:
            message, _, hint = str(error).partition(" | ")
            problems.append(SourceError(f'column "{name}" has {message}', where, hint))
            continue
        columns.append(values)
        if form is not None:
            formats |= {(row, at): form for row in range(len(values))}
    raise_all(problems)
    rows = tuple(zip(*columns, strict=True))
    spots = tuple((_place(row, file, where),) * len(names) for row in range(1, len(rows) + 1))
    shown = tuple("" if name.startswith("__index_level_") else str(name) for name in names)
    return TableData(shown, rows, spots, formats=formats)


def _place(row: int, file: str, where: Where) -> Where:
    """Where a row stands: in its file, or in the frame that a source has at a place."""
    return Where(file or where.file, None if file else where.line, None, f"row {row}")


def _names(table: Any, file: str, where: Where, limits: Limits) -> list[str]:
    """The names of the columns, each once."""
    index = _index_of(table)
    names = [*index, *(name for name in table.column_names if name not in index)]
    if len(set(names)) < table.num_columns:
        twice = next(name for name in names if table.column_names.count(name) > 1)
        raise SourceError(f'two columns are named "{twice}"', where, "give each its own name")
    if not names:
        raise SourceError(f"{file or 'the frame'} has no columns", where)
    if len(names) > limits.columns:
        raise SourceError(f"{len(names)} columns; the most is {limits.columns}", where)
    return names


def _index_of(table: Any) -> list[str]:
    """The columns that are pandas' index (which pandas writes last), by what it notes of them in the schema."""
    noted = (table.schema.metadata or {}).get(b"pandas")
    if not noted:
        return []
    try:
        listed = json.loads(noted).get("index_columns", [])
    except (ValueError, AttributeError):
        return []
    return [name for name in listed if isinstance(name, str) and name in table.column_names]


def _column(column: Any) -> tuple[list[Any], CellFormat | None]:
    """The values of a column as a cell can have them, and how they are shown where they do not say it themselves.

    Raises:
        ValueError: they are nested, or no values at all that people read.
    """
    import pyarrow as arrow

    kind = column.type
    if arrow.types.is_dictionary(kind):  # categories
        return _column(column.cast(kind.value_type))
    column = _in_microseconds(arrow, column, kind)
    _refuse(arrow, kind)
    try:
        values = column.to_pylist()
    except (ValueError, OverflowError, KeyError, OSError) as error:
        raise ValueError(f"values that cannot be read: {_said(error)} | turn them into texts") from error
    if arrow.types.is_float32(kind) or arrow.types.is_float16(kind):
        values = [None if value is None else float(f"{value:.7g}") for value in values]  # 0.1, not 0.10000000149
    if arrow.types.is_decimal(kind):
        form = CellFormat("number", max(0, kind.scale), code=f"decimal({kind.scale})")
        return [_of_decimal(value) for value in values], form if 0 < kind.scale <= 6 else None
    return _as_people_write(values), None


def _in_microseconds(arrow: Any, column: Any, kind: Any) -> Any:
    """Times as fine as Python has them."""
    if arrow.types.is_timestamp(kind) and kind.unit == "ns":
        return column.cast(arrow.timestamp("us", kind.tz), safe=False)
    if arrow.types.is_duration(kind) and kind.unit == "ns":
        return column.cast(arrow.duration("us"), safe=False)
    return column


def _refuse(arrow: Any, kind: Any) -> None:
    """Refuse values that no cell shows."""
    types = arrow.types
    if types.is_list(kind) or types.is_large_list(kind) or types.is_fixed_size_list(kind):
        inner = kind.value_type
        if types.is_integer(inner) or types.is_floating(inner):
            return  # a series for a sparkline
    if types.is_nested(kind):
        raise ValueError("values inside of values | give it one text or number for each row, or leave the column out")
    if types.is_binary(kind) or types.is_large_binary(kind) or types.is_fixed_size_binary(kind):
        raise ValueError("bytes, which are no text | turn them into texts, or leave the column out")


def _of_decimal(value: Decimal | None) -> Any:
    """A decimal as a number; as a text where it has more digits than a float holds."""
    if value is None or len(value.as_tuple().digits) <= 15:
        return None if value is None else float(value)
    return str(value)


def _as_people_write(values: Sequence[Any]) -> list[Any]:
    """Values with times as texts, days as dates, and nothing for what is no number."""
    kinds = {type(value) for value in values if value is not None}
    return list(map(_WRITERS.get(kinds.pop() if len(kinds) == 1 else object, _each_plain)(values), values))


def _each_plain(values: Sequence[Any]) -> Callable[[Any], Any]:
    return _plain


def _moments(values: Sequence[Any]) -> Callable[[Any], Any]:
    """What writes the moments of a column: as days, where all are at midnight; with seconds, where one has some."""
    there = [value for value in values if value is not None]
    if all(value.time() == time() and value.tzinfo is None for value in there):
        return lambda value: value and value.date()
    fine = "seconds" if any(value.second for value in there) else "minutes"
    return lambda value: value and value.isoformat(" ", fine)


def _durations(values: Sequence[Any]) -> Callable[[Any], Any]:
    seconds = any(value.total_seconds() % 60 for value in values if value is not None)
    return lambda value: None if value is None else _duration(value, seconds=seconds)


_WRITERS: Mapping[type, Callable[[Sequence[Any]], Callable[[Any], Any]]] = {
    datetime: _moments,
    timedelta: _durations,
}
"""By the class of a column's values: what gives the writer of each."""


def _plain(value: Any) -> Any:
    if isinstance(value, time):
        return value.isoformat("seconds" if value.second else "minutes")
    if isinstance(value, float) and math.isnan(value):
        return None
    return value if isinstance(value, str | int | float | list | date | None) else str(value)


def _duration(value: timedelta, *, seconds: bool) -> str:
    """A length of time as hours, minutes and, where any of its column has them, seconds: 30:15."""
    left = abs(round(value.total_seconds()))
    hours, left = divmod(left, 3600)
    sign = "\u2212" if value < timedelta() else ""
    return f"{sign}{hours}:{left // 60:02}" + (f":{left % 60:02}" if seconds else "")

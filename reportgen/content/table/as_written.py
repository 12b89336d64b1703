"""Tables as people write them, their rows in the source or in a file."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, TypedDict, Unpack

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from reportgen.content.base import ContentModel
from reportgen.content.reading import ReadContext, Reads
from reportgen.content.table import MOST_COLUMNS, ColumnKind, TableContent
from reportgen.content.table.dataframes import ArrowTable, Data, Interchange, is_frame
from reportgen.content.text import Text, read_line
from reportgen.content.values import Plain, Strict, order_of_dates, spelled
from reportgen.source.model_annotations import NUMERIC


def _named(value: object) -> object:
    return {"name": value} if isinstance(value, str) else value


class Column(Strict):
    """A column: its heading, and what its values are. `field` names the data's column where the heading differs.

    `measure` says what the numbers of a delta, bar or sparkline are; `good` which direction of a delta pleases;
    columns side by side with the same `group` share a heading above theirs.
    """

    name: Annotated[str, Reads(read_line, text=True, prose=True)] = Field(kw_only=False)
    """The column's heading; an empty one is the corner over the headings of rows."""
    field: Plain | None = None
    type: ColumnKind | None = None
    """What the values are; found from them where nothing is said."""
    measure: Literal["number", "percent", "currency"] | None = None
    align: Literal["left", "center", "right"] | None = None
    """How the values stand; numbers by their decimal mark where nothing is said."""
    decimals: Annotated[int, Field(ge=0, le=6)] | None = None
    """How many decimals are shown."""
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    """The currency in three letters: EUR."""
    good: Literal["up", "down", "neither"] = "up"
    group: Text | None = None
    note: Annotated[int, Field(ge=1)] | None = None
    """The number of one of the table's notes."""

    @model_validator(mode="after")
    def _money(self) -> Column:
        if "currency" in (self.type, self.measure) and self.currency is None:
            raise ValueError('the column needs "currency" | name it in three letters: currency: EUR')
        if self.measure is not None and self.type not in ("delta", "bar", "sparkline"):
            raise ValueError('"measure" is for columns of type delta, bar or sparkline | give the type instead')
        return self


def _in_list(value: object) -> object:
    return value if isinstance(value, list) else [value]


_Name = Annotated[Plain, BeforeValidator(spelled, json_schema_input_type=str | int | float)]
_Pair = Annotated[list[_Name], Field(min_length=2, max_length=2)]
Highlight = Annotated[list[_Name | _Pair], BeforeValidator(_in_list)]
"""What a table stresses: names of rows and columns, or pairs of a row and a column."""


Scalar = str | int | float | date | list[float] | None


def _scalar(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError(f'expected a text or a number, got {str(value).lower()} | put it in quotes: "yes"')
    if value is None or isinstance(value, str | int | float | date):
        return value
    if isinstance(value, list) and all(
        isinstance(part, int | float) and not isinstance(part, bool) and math.isfinite(part) for part in value
    ):
        return value
    raise ValueError("expected a text, a number or a list of numbers")


def _cell(value: object) -> object:
    return value if isinstance(value, dict) else {"value": value}


class Cell(Strict):
    """A cell: its value, and how many columns and rows it covers. `note` is the number of one of the notes."""

    value: Annotated[Any, BeforeValidator(_scalar, json_schema_input_type=Scalar)] = None
    """A text, a number, a date, or numbers for a sparkline; null is shown as a dash."""
    columns: Annotated[int, Field(ge=1, le=MOST_COLUMNS)] = 1
    """How many columns the cell covers."""
    rows: Annotated[int, Field(ge=1, le=1000)] = 1
    """How many rows the cell covers."""
    note: Annotated[int, Field(ge=1)] | None = None


if TYPE_CHECKING:
    Cells = Sequence[Any]
else:
    Cells = list[Annotated[Cell, BeforeValidator(_cell, json_schema_input_type=Cell | Scalar)]]


def _row(value: object) -> object:
    return {"cells": value} if isinstance(value, list) else value


class Row(Strict):
    """A row: `cells`, or the cells of a `total`, or a `group` heading for the rows below it."""

    cells: Cells | None = None
    total: Cells | None = None
    group: Text | None = None

    @model_validator(mode="after")
    def _one(self) -> Row:
        if sum(part is not None for part in (self.cells, self.total, self.group)) != 1:
            raise ValueError('a row is a list of cells, or has one of "cells", "total", "group"')
        return self


if TYPE_CHECKING:
    Columns = Sequence[Column | str]
    Rows = Sequence[Row | Sequence[object]]
else:
    Columns = Annotated[
        list[Annotated[Column, BeforeValidator(_named, json_schema_input_type=Column | str | float)]],
        Field(min_length=1, max_length=MOST_COLUMNS),
    ]
    Rows = Annotated[list[Annotated[Row, BeforeValidator(_row, json_schema_input_type=Row | list[Any])]], NUMERIC]


class TableKeys(TypedDict, total=False):
    """What else may be said of a table that is a frame."""

    columns: Sequence[Column | str]
    sort: str | None
    top: int | None
    empty: str | None
    caption: str | None
    notes: list[str]
    style: Literal["rules", "zebra", "plain"] | None
    row_headings: bool
    alt: str | None


class Table(ContentModel):
    """A table: rows here, or from a file of the project (`data`), or both: those of the file come first."""

    figure_key: ClassVar[str] = "table"

    columns: Columns | None = None
    rows: Rows = []
    data: Data | None = None
    """A file with rows, or from Python a frame of pandas, polars or Arrow."""
    sort: Plain | None = None
    """The column that rows are sorted by, each group for itself; a minus before it sorts downwards."""
    top: Annotated[int, Field(ge=1)] | None = None
    """How many rows are shown, from the first."""
    decimal: Literal[",", "."] | None = None
    """The mark before decimals in `data`; found from its numbers where nothing is said."""
    dates: Annotated[str, AfterValidator(order_of_dates)] | None = None
    """How dates are written in `data`: d.m.y, m/d/y."""
    header: Annotated[int, Field(ge=1)] | None = None
    """The row of `data` that has the headings, counted as in the file."""
    range: Plain | None = None
    """What of a workbook `data` is shown: a range (A3:D9, Sales!A3:D9), a sheet, or the name of a range or a table."""
    empty: Text | None = None
    """What stands in the place of rows where there are none."""
    caption: Text | None = None
    """What is written over the table."""
    notes: list[Text] = []
    """Notes under the table, numbered from 1."""
    style: Literal["rules", "zebra", "plain"] | None = None
    """How the table is drawn; as the brand has it where nothing is said."""
    highlight: Highlight = []
    """The rows (by the text of their first cell) and columns (by their heading) that are stressed, or single cells, as
    [row, column]."""
    row_headings: bool = True
    """Whether the first column holds the headings of its rows."""
    alt: Text | None = None
    """What is read aloud before the table; its title and columns where nothing is said."""

    @model_validator(mode="after")
    def _filled(self) -> Table:
        if self.data is None and "rows" not in self.model_fields_set:
            raise ValueError('the table needs "rows" or "data" | write rows: [[…], […]], or data: file.csv')
        if self.data is None and self.columns is None:
            raise ValueError('the table needs "columns" | name them: columns: [Region, Sales]')
        return self

    @property
    def read_columns(self) -> list[Column]:
        """The columns, checked; none where the data names them."""
        return [column for column in self.columns or () if isinstance(column, Column)]

    @property
    def read_rows(self) -> list[Row]:
        """The rows, checked."""
        return [row for row in self.rows if isinstance(row, Row)]

    @classmethod
    def from_dataframe(cls, frame: ArrowTable | Interchange, **keys: Unpack[TableKeys]) -> Table:
        """A table of a frame of pandas, polars or Arrow; `columns` choose, order and describe its columns."""
        return cls(data=frame, **keys)

    def read(self, at: ReadContext) -> TableContent | None:
        """The table, where its values are what their columns say."""
        from reportgen.content.table.reader import read_table

        return read_table(self, at)


def _file(value: object) -> object:
    return {"data": value} if isinstance(value, str) or is_frame(value) else value


TableField = Annotated[Table, BeforeValidator(_file, json_schema_input_type=Table | str)]
"""A table, or its file alone."""


class TableFigure(ContentModel):
    """A table that stands where a picture could."""

    table: TableField

    def read(self, at: ReadContext) -> TableContent | None:
        return self.table.read(at.inner("table"))

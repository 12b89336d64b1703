"""Parquet files and frames that Python hands over: what each type of column becomes, and what is refused."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
from pptx import Presentation

from reportgen import build
from reportgen.content.table.arrow import read_frame
from reportgen.content.table.dataframes import Frame
from reportgen.content.table.headings import TABLES
from reportgen.errors import NOWHERE, ReportgenError


class Handed:
    """A frame of which nothing is known but Arrow's interface."""

    def __init__(self, table: pa.Table) -> None:
        self._table = table

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._table.__arrow_c_stream__(requested_schema)


def cells(data: Any, folder: Path, language: str = "en") -> list[list[str]]:
    """The cells of the deck's table of some data; the newsletter is made, too."""
    section = {"type": "table", "headline": "H", "table": {"data": data}}
    source = {"title": "T", "brand": "meridian", "language": language, "sections": [section]}
    outputs = build(source, folder / "out")
    deck = next(one for one in outputs if one.format == "pptx")
    tables = (shape.table for slide in Presentation(str(deck.path)).slides for shape in slide.shapes if shape.has_table)
    return [[cell.text for cell in row.cells] for row in next(tables).rows]


DAY, TIME = datetime.date(2026, 6, 30), datetime.datetime(2026, 6, 30, 14, 5)
ZONE = datetime.timezone(datetime.timedelta(hours=2))


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        (pa.array([1, 2]), ["1", "2"]),
        (pa.array([1, None]), ["1", "–"]),
        (pa.array([0.1, 2.5], pa.float32()), ["0.1", "2.5"]),
        (pa.array([float("nan"), 2.5]), ["–", "2.5"]),
        (pa.array([Decimal("1.50"), Decimal("2.25")]), ["1.50", "2.25"]),
        (pa.array([Decimal("1.00"), Decimal("2.00")]), ["1.00", "2.00"]),
        (pa.array([Decimal("1234567890123456.78")] * 2), ["1234567890123456.78"] * 2),
        (pa.array([1234567890123456789, 7]), ["1234567890123456789", "7"]),
        (pa.array(["007", "1E5"]), ["007", "1E5"]),
        (pa.array(["1.0", "2.0"]), ["1.0", "2.0"]),
        (pa.array(["a", "b"]).dictionary_encode(), ["a", "b"]),
        (pa.array([3, 4]).dictionary_encode(), ["3", "4"]),
        (pa.array([True, False]), ["TRUE", "FALSE"]),
        (pa.array([DAY, DAY.replace(day=29)]), ["Jun 30, 2026", "Jun 29, 2026"]),
        (pa.array([datetime.datetime(2026, 6, 30), None], pa.timestamp("ns")), ["Jun 30, 2026", "–"]),
        (pa.array([TIME, None]), ["2026-06-30 14:05", ""]),
        (pa.array([TIME.replace(second=7), TIME]), ["2026-06-30 14:05:07", "2026-06-30 14:05:00"]),
        (pa.array([TIME.replace(tzinfo=ZONE)] * 2, pa.timestamp("ns", "+02:00")), ["2026-06-30 14:05+02:00"] * 2),
        (pa.array([datetime.time(7, 5), None]), ["07:05", ""]),
        (pa.array([datetime.timedelta(hours=30, minutes=15), datetime.timedelta(minutes=-5)]), ["30:15", "−0:05"]),
        (pa.array([None, None]), ["", ""]),
    ],
    ids=lambda value: str(value.type) if isinstance(value, pa.Array) else "",
)
def test_each_type_of_column(values: pa.Array, shown: list[str], tmp_path: Path) -> None:
    table = pa.table({"Name": ["a", "b"], "Value": values})
    assert [[row[1]] for row in cells(Handed(table), tmp_path)[1:]] == [[one] for one in shown]
    parquet.write_table(table, tmp_path / "d.parquet")
    source = tmp_path / "source.yaml"
    source.write_text("title: T\nsections: [{type: table, headline: H, table: d.parquet}]\n")
    (output, *_) = build(source, tmp_path / "one", kinds=["deck"], formats=["json"])
    assert shown[0] in output.path.read_text("utf-8")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (pa.array([{"x": 1}]), 'column "v" has values inside of values (give it one text or number for each row'),
        (pa.array([["a", "b"]]), 'column "v" has values inside of values'),
        (pa.array([b"x"]), 'column "v" has bytes, which are no text'),
    ],
)
def test_what_no_cell_shows_is_refused(values: pa.Array, message: str) -> None:
    with pytest.raises(ReportgenError) as caught:
        read_frame(Frame(pa.table({"v": values})), NOWHERE, TABLES)
    assert message in str(caught.value)


def test_all_columns_are_refused_at_once() -> None:
    with pytest.raises(ReportgenError) as caught:
        read_frame(Frame(pa.table({"v": [b"x"], "w": [{"x": 1}]})), NOWHERE, TABLES)
    assert len(caught.value.each) == 2


def test_a_series_is_a_sparkline(tmp_path: Path) -> None:
    data = read_frame(Frame(pa.table({"v": [[1, 2, 3], [3, 2, 1]]})), NOWHERE, TABLES)
    assert data.rows == (([1, 2, 3],), ([3, 2, 1],))


def test_an_index_of_pandas_comes_first() -> None:
    noted = {b"pandas": json.dumps({"index_columns": ["__index_level_0__"]}).encode()}
    table = pa.table({"Cash": [1, 2], "__index_level_0__": ["East", "West"]}).replace_schema_metadata(noted)
    data = read_frame(Frame(table), NOWHERE, TABLES)
    assert (data.names, data.rows) == (("", "Cash"), (("East", 1), ("West", 2)))


def test_a_chart_takes_a_frame(tmp_path: Path) -> None:
    frame = Handed(pa.table({"Hall": ["East", "West"], "Cash": [1, 2]}))
    chart = {"kind": "column", "data": frame}
    source = {"title": "T", "brand": "meridian", "sections": [{"type": "chart", "headline": "H", "chart": chart}]}
    outputs = build(source, tmp_path, kinds=["deck"])
    charts = [s.chart for slide in Presentation(str(outputs[0].path)).slides for s in slide.shapes if s.has_chart]
    assert list(charts[0].plots[0].series[0].values) == [1, 2]


def test_a_frame_without_rows_says_so(tmp_path: Path) -> None:
    rows = cells(Handed(pa.table({"Hall": pa.array([], pa.string())})), tmp_path, "de")
    assert rows == [["Hall"], ["Keine Einträge"]]


def test_what_is_no_table_is_refused() -> None:
    with pytest.raises(ReportgenError, match="the frame cannot be read"):
        read_frame(Frame(pa.array([1, 2])), NOWHERE, TABLES)

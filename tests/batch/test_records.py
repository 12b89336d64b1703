"""Data files become records with their lines."""

from __future__ import annotations

import datetime
import io
from pathlib import Path

import pytest

from reportgen.batch import read_records
from reportgen.errors import ReportgenError


def test_csv_knows_lines_quotes_and_separators(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes('\ufeffname,text\nA,"two\nlines"\n\nB,x,y\nC,"; and "" "\n'.encode())
    records = read_records(file)
    assert [(r.line, dict(r.values)) for r in records if not r.fault] == [
        (2, {"name": "A", "text": "two\nlines"}),
        (6, {"name": "C", "text": '; and " '}),
    ]
    assert [(r.line, r.fault) for r in records if r.fault] == [(5, "the line has 3 values, the header 2 names")]
    file.write_text("name;n\nA;1,5\n")
    assert [dict(r.values) for r in read_records(file)] == [{"name": "A", "n": "1,5"}]


def test_tsv(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("name\tn\nA, B\t1\n")
    assert [dict(r.values) for r in read_records(tmp_path / "a.tsv")] == [{"name": "A, B", "n": "1"}]


def test_json_lines_from_a_file_and_a_pipe(tmp_path: Path) -> None:
    blob = b'{"a": 1}\n\n{"a": }\n[1]\n{"a": NaN}\n{"a": 1, "a": 2}\n{"a": 1e999}\n{"a": {"b": [1]}}'
    (tmp_path / "a.jsonl").write_bytes(blob)
    for records in (read_records(tmp_path / "a.jsonl"), read_records("-", pipe=io.BytesIO(blob))):
        assert [(r.line, dict(r.values)) for r in records if not r.fault] == [(1, {"a": 1}), (8, {"a": {"b": [1]}})]
        assert [r.line for r in records if r.fault] == [3, 4, 5, 6, 7]


def test_parquet(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as parquet

    parquet.write_table(pa.table({"a": [1, 2], "d": [datetime.date(2026, 6, 30)] * 2}), tmp_path / "a.parquet")
    assert [dict(r.values) for r in read_records(tmp_path / "a.parquet")] == [
        {"a": 1, "d": datetime.date(2026, 6, 30)},
        {"a": 2, "d": datetime.date(2026, 6, 30)},
    ]


def test_workbook(tmp_path: Path) -> None:
    from xlsxwriter import Workbook

    with Workbook(tmp_path / "a.xlsx") as book:
        book.add_worksheet().write_row(0, 1, ["name"])
    with pytest.raises(ReportgenError, match="column 1 has no name"):
        read_records(tmp_path / "a.xlsx")

    with Workbook(tmp_path / "b.xlsx", {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["name", "n", "d"])
        sheet.write_row(2, 0, ["A", 2, datetime.date(2026, 6, 30)])
    (record,) = read_records(tmp_path / "b.xlsx")
    assert (record.line, dict(record.values)) == (3, {"name": "A", "n": 2, "d": datetime.date(2026, 6, 30)})
    assert isinstance(record.values["n"], int)


@pytest.mark.parametrize(
    ("name", "blob", "message"),
    [
        ("a.csv", b"a,a\n1,2\n", 'a.csv:1: two columns are named "a"'),
        ("a.csv", b"a,\n1,2\n", "a.csv:1: column 2 has no name"),
        ("a.csv", b"a\n", "there are no records"),
        ("a.csv", b"", "there are no records"),
        ("a.csv", b"a\nx\n\xff\n", "a.csv:3: the file is not UTF-8"),
        ("a.cvs", b"a\n", r'did you mean ".csv"\?'),
        ("a.xlsx", b"no workbook", "the workbook cannot be read"),
        ("a.parquet", b"no table", "the Parquet file cannot be read"),
    ],
)
def test_wrong_data(tmp_path: Path, name: str, blob: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(blob)
    with pytest.raises(ReportgenError, match=message):
        read_records(tmp_path / name)

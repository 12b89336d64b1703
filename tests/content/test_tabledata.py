"""Table files: what is read, where each value stands, and what is refused."""

from __future__ import annotations

import csv
import datetime
import io
import json
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from reportgen.content.table.datafiles import MOST_ROWS, letters, number_of, read_datafile
from reportgen.errors import NOWHERE, ReportgenError
from reportgen.source.project import Project


def write_book(path: Path) -> None:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Sales")
    sheet.write_row(1, 1, ["Region", "Revenue", "Since"])
    sheet.write_row(2, 1, ["North", 12.5])
    sheet.write_datetime(2, 3, datetime.datetime(2024, 5, 6), book.add_format({"num_format": "yyyy-mm-dd"}))
    sheet.write_row(3, 1, ["South", 7])
    sheet.write_row(6, 1, ["Other", "block"])
    book.add_worksheet("Empty")
    book.close()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    write_book(tmp_path / "book.xlsx")
    (tmp_path / "plain.csv").write_text('Region,Revenue\nNorth,12.5\n\n"South\nwest",-7\n', "utf-8")
    (tmp_path / "european.csv").write_text("\ufeffRegion;Revenue\nNord;1234,5\nSüd;7\n", "utf-8")
    (tmp_path / "tabs.tsv").write_text("A\tB\n1\t2\n", "utf-8")
    (tmp_path / "rows.json").write_text(json.dumps({"a": {"rows": [{"x": 1, "y": 2}, {"x": 3}]}, "b": [["x"], [1]]}))
    return Project(tmp_path)


def read(reference: str, project: Project):  # type: ignore[no-untyped-def]
    return read_datafile(reference, project, project.root, NOWHERE)


def test_csv_with_lines(project: Project) -> None:
    data = read("plain.csv", project)
    assert data.names == ("Region", "Revenue")
    assert data.rows == (("North", "12.5"), ("South\nwest", "-7"))
    assert [place[0].line for place in data.places] == [2, 4]
    assert data.places[0][0].file == "plain.csv"


def test_semicolons_mean_decimal_commas(project: Project) -> None:
    assert read("european.csv", project).rows == (("Nord", "1234.5"), ("Süd", "7"))
    assert read("tabs.tsv", project).rows == (("1", "2"),)


def test_excel_range_and_places(project: Project) -> None:
    data = read("book.xlsx#Sales!B2:D4", project)
    assert data.names == ("Region", "Revenue", "Since")
    assert data.rows[0] == ("North", 12.5, datetime.date(2024, 5, 6))
    assert data.rows[1][:2] == ("South", 7.0)
    assert data.places[0][1].path == "Sales!C3"
    assert data.places[0][1].line == 3
    assert read("book.xlsx#B2:D4", project).rows == data.rows


def test_json_lists_and_records(project: Project) -> None:
    records = read("rows.json#a.rows", project)
    assert (records.names, records.rows) == (("x", "y"), ((1, 2), (3, None)))
    assert read("rows.json#b", project).rows == ((1,),)


@pytest.mark.parametrize(
    ("reference", "text", "message"),
    [
        ("absent.csv", None, "there is no file"),
        ("../out.csv", None, "lies outside the project"),
        ("x.pdf", "x", "is no table file"),
        ("book.xlsx#Salse", None, 'has no sheet "Salse" (did you mean "Sales"?)'),
        ("book.xlsx#Empty", None, "is empty"),
        ("book.xlsx#Sales!B2:Z90", None, "reaches beyond the data (the sheet has A1:D7)"),
        ("plain.csv#B2", None, "is no range of cells"),
        ("x.csv", "a,b\n1,2,3\n", "x.csv:2: this row has 3 values, the names above are 2"),
        ("x.csv", 'a,b\n"1,2\n', "x.csv:2: broken CSV"),
        ("x.csv", "", "is empty"),
        ("x.csv", "a\n" + "1\n" * (MOST_ROWS + 5), f"more than {MOST_ROWS} rows"),
        ("x.csv", ",".join("abcdefghij" * 8) + "\n", "80 columns; the most is 60"),
        ("x.json", '{"a": 1}', "expected a list of rows"),
        ("x.json", '[{"a": 1}, 2]', "expected a row of names and values"),
        ("x.json", '{"rows": []}', "expected a list of rows"),
        ("x.json#rwos", '{"rows": [[1]]}', 'has no "rwos" (did you mean "rows"?)'),
        ("x.json", "[1,", "broken JSON"),
        ("x.xlsx", "no workbook", "cannot be read as a workbook"),
    ],
)
def test_refused(project: Project, reference: str, text: str | None, message: str) -> None:
    if text is not None:
        (project.root / reference.partition("#")[0]).write_text(text, "utf-8")
    with pytest.raises(ReportgenError) as caught:
        read(reference, project)
    assert message in str(caught.value)


def test_latin_1_is_named_with_its_line(project: Project) -> None:
    (project.root / "old.csv").write_bytes("a\nb\nMünchen\n".encode("latin-1"))
    with pytest.raises(ReportgenError, match=r"old\.csv:3: the file is not UTF-8 text"):
        read("old.csv", project)


def test_a_bomb_is_refused(project: Project) -> None:
    with zipfile.ZipFile(project.root / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"0" * 210_000_000)
    with pytest.raises(ReportgenError, match="unpacks to more than 200 MB"):
        read("bomb.xlsx", project)


@given(rows=st.lists(st.lists(st.text(max_size=12), min_size=3, max_size=3), min_size=1, max_size=6))
def test_any_csv_is_read_back_or_refused(rows: list[list[str]], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("csv")
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows([["a", "b", "c"], *rows])
    try:
        (folder / "x.csv").write_text(buffer.getvalue(), "utf-8")
    except UnicodeEncodeError:
        return
    try:
        data = read_datafile("x.csv", Project(folder), folder, NOWHERE)
    except ReportgenError as error:
        assert error.where.file == "x.csv" or "empty" in str(error)
        return
    assert all(len(row) == 3 for row in data.rows)


@given(st.integers(0, 20000))
def test_letters_count_up(column: int) -> None:
    value = 0
    for letter in letters(column):
        value = value * 26 + ord(letter) - 64
    assert value == column + 1


def test_numbers_of_texts() -> None:
    assert number_of("-1.5e3") == -1500
    assert number_of("\u22127") == -7
    for text in ("", "1,5", "1 000", "nan", "inf", "0x1f", "１２", "1_000", "--1"):
        assert number_of(text) is None

"""Table files: what is read, where each value stands, and what is refused."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from reportgen import parse
from reportgen.content.table.datafiles import DataForm, read_datafile
from reportgen.content.table.headings import TABLES
from reportgen.content.table.number_parsing import Spelling, number_of
from reportgen.errors import NOWHERE, ReportgenError
from reportgen.source.project import Project
from reportgen.spreadsheets import letters


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


def root_of(project: Project) -> Path:
    assert project.root is not None
    return project.root


def read(reference: str, project: Project):  # type: ignore[no-untyped-def]
    return read_datafile(reference, project, root_of(project), NOWHERE)


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
        ("x.csv", "a\n" + "1\n" * (TABLES.rows + 5), f"more than {TABLES.rows} rows"),
        ("x.csv", ",".join("abcdefghij" * 8) + "\n", "80 columns; the most is 60"),
        ("x.json", '{"a": 1}', "expected a list of rows"),
        ("x.json", '[{"a": 1}, 2]', "expected a row of names and values"),
        ("x.json", '{"rows": []}', "expected a list of rows"),
        ("x.json#rwos", '{"rows": [[1]]}', 'has no "rwos" (did you mean "rows"?)'),
        ("x.json", "[1,", "broken JSON"),
        ("x.xlsx", "no workbook", "is a text file and no workbook (call it .csv)"),
        ("x.xls", "<html><table></table></html>", "is a web page and no workbook"),
        ("x.ods", "\x00\x01", "cannot be read as a workbook (open it in"),
    ],
)
def test_refused(project: Project, reference: str, text: str | None, message: str) -> None:
    if text is not None:
        (root_of(project) / reference.partition("#")[0]).write_text(text, "utf-8")
    with pytest.raises(ReportgenError) as caught:
        read(reference, project)
    assert message in str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings_are_found_out(project: Project, encoding: str) -> None:
    (root_of(project) / "old.csv").write_bytes("Ort;Preis\nb;1\nMünchen – Süd;2\n".encode(encoding))
    data = read("old.csv", project)
    assert data.names == ("Ort", "Preis")
    assert data.rows[1] == ("München – Süd", "2")
    assert [str(one) for one in data.remarks] == (
        [
            "old.csv:3: the file is not UTF-8 text; it is read as Windows-1252 (save it as CSV UTF-8 if letters are wrong)"
        ]
        if encoding == "cp1252"
        else []
    )


def test_what_is_no_text_is_refused_with_its_line(project: Project) -> None:
    (root_of(project) / "old.csv").write_bytes(b"a\nb\nM\x81\x8d\n")
    with pytest.raises(ReportgenError, match=r"old\.csv:3: the file is no CP1252 text"):
        read("old.csv", project)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("A;B\nx;1.234,50\ny;-987,65\nz;12,00\n", ["1234.50", "-987.65", "12.00"]),
        ("A;B\nx;1.234.567\ny;2\n", ["1234567", "2"]),
        ('A,B\nx,"1,234.50"\ny,7\n', ["1234.50", "7"]),
        ('A,B\nx,"1,5"\ny,"0,25"\n', ["1.5", "0.25"]),
        ("A\tB\nx\t1\u202f234,5\ny\t7\n", ["1234.5", "7"]),
        ("A;B\nx;1'234.5\ny;7\n", ["1234.5", "7"]),
        ("A;B\nx;12,5 %\ny;7 %\n", ["12.5%", "7%"]),
        ("A;B\nx;1.5\ny;2.25\n", ["1.5", "2.25"]),
        ("A;B\nx;0,123\ny;-\n", ["0.123", "-"]),
        ("A;B\nx;1,5\ny;about 2\n", ["1,5", "about 2"]),
        ("A;B\nx;007\ny;1,5\n", ["007", "1,5"]),
        ("A;B\nx;030 123\ny;123 456\n", ["030 123", "123 456"]),
    ],
)
def test_numbers_of_a_column_get_one_spelling(project: Project, text: str, values: list[str]) -> None:
    (root_of(project) / "x.csv").write_text(text, "utf-8")
    data = read("x.csv", project)
    assert [row[1] for row in data.rows] == values
    assert not data.remarks


def test_thousands_that_may_be_decimals_are_told(project: Project) -> None:
    (root_of(project) / "x.csv").write_text("A;B\nx;1.234\ny;5.678\n", "utf-8")
    data = read("x.csv", project)
    assert [row[1] for row in data.rows] == ["1234", "5678"]
    assert [str(one) for one in data.remarks] == [
        'x.csv:2: "1.234" is read as 1234 (say decimal: "." if it is not that)'
    ]
    told = DataForm(Spelling("."))
    assert read_datafile("x.csv", project, root_of(project), NOWHERE, told).rows == (("x", "1.234"), ("y", "5.678"))


def test_dates_in_an_order_that_is_told(project: Project) -> None:
    (root_of(project) / "x.csv").write_text("A;B\nx;30.06.2026\ny;1.7.26\n", "utf-8")
    told = DataForm(Spelling(dates="d.m.y"))
    data = read_datafile("x.csv", project, root_of(project), NOWHERE, told)
    assert [row[1] for row in data.rows] == ["2026-06-30", "2026-07-01"]
    assert [row[1] for row in read("x.csv", project).rows] == ["30.06.2026", "1.7.26"]


def test_json_texts_are_numbers_where_their_mark_is_told(project: Project) -> None:
    (root_of(project) / "x.json").write_text('[{"a": "1.234,50", "b": 7}, {"a": "2,5", "b": null}]')
    assert read("x.json", project).rows[0] == ("1.234,50", 7)
    told = DataForm(Spelling(","))
    assert read_datafile("x.json", project, root_of(project), NOWHERE, told).rows == (("1234.50", 7), ("2.5", None))


@pytest.mark.parametrize("line", ["sep=;", "SEP=;", "sep=;\r"])
def test_a_line_that_tells_the_separator_is_no_row(project: Project, line: str) -> None:
    (root_of(project) / "x.csv").write_text(f"{line}\nHall;Cash\nEast, 1;120\n", "utf-8", newline="")
    data = read("x.csv", project)
    assert (data.names, data.rows) == (("Hall", "Cash"), (("East, 1", "120"),))
    assert data.places[0][0].line == 3


def test_titles_above_headings_are_left_out_and_told(project: Project) -> None:
    (root_of(project) / "x.csv").write_text("Takings 2026\n\nHall,Cash\nEast,1\n", "utf-8")
    data = read("x.csv", project)
    assert (data.names, data.rows) == (("Hall", "Cash"), (("East", "1"),))
    assert str(data.remarks[0]) == (
        'x.csv:1: the headings are taken from row 3; "Takings 2026" above them is left out (say header: 3)'
    )
    told = read_datafile("x.csv", project, root_of(project), NOWHERE, DataForm(header=3))
    assert (told.rows, told.remarks) == (data.rows, ())
    with pytest.raises(ReportgenError, match=r"row 2 of x\.csv has no headings"):
        read_datafile("x.csv", project, root_of(project), NOWHERE, DataForm(header=2))


def test_a_bomb_is_refused(project: Project) -> None:
    with zipfile.ZipFile(root_of(project) / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as package:
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


def named_book(path: Path) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Cover")
        sheet.write(0, 0, "Read me")
        sheet.hide()
        sheet = book.add_worksheet("Data '26")
        sheet.activate()
        sheet.set_first_sheet()
        for row, values in enumerate((["Takings"], [], ["Hall", 2025, 2026], ["East", 1.5, 2], ["West", 3, 4])):
            sheet.write_row(row, 0, values)
        sheet.write_row(8, 4, ["Stall", "Cash"])
        sheet.write_row(9, 4, ["Bread", 7])
        sheet.add_table(8, 4, 9, 5, {"name": "Stalls", "columns": [{"header": "Stall"}, {"header": "Cash"}]})
        book.define_name("Halls", "='Data ''26'!$A$3:$C$5")
        book.define_name("Columns", "='Data ''26'!$E:$F")
        book.define_name("Rate", "=0.19")


@pytest.mark.parametrize(
    ("part", "names", "rows"),
    [
        ("Halls", ("Hall", "2025", "2026"), 2),
        ("halls", ("Hall", "2025", "2026"), 2),
        ("Stalls", ("Stall", "Cash"), 1),
        ("Columns", ("Stall", "Cash"), 1),
        ("'Data '26'!A3:B5", ("Hall", "2025"), 2),
        ("Data '26!Halls", ("Hall", "2025", "2026"), 2),
        ("A3:C4", ("Hall", "2025", "2026"), 1),
    ],
)
def test_names_of_a_workbook(project: Project, part: str, names: tuple[str, ...], rows: int) -> None:
    named_book(root_of(project) / "named.xlsx")
    data = read(f"named.xlsx#{part}", project)
    assert (data.names, len(data.rows)) == (names, rows)


@pytest.mark.parametrize(
    ("part", "message"),
    [
        ("Rate", '"Rate" of named.xlsx is no range of cells, but "0.19" (name the cells: Sheet!A1:D9)'),
        ("Hals", 'named.xlsx has no sheet "Hals" (did you mean "Halls"?)'),
        ("nowhere", "its sheets: Cover, Data '26; its names: "),
        ("Cover!A2:B9", "reaches beyond the data"),
    ],
)
def test_names_that_are_none(project: Project, part: str, message: str) -> None:
    named_book(root_of(project) / "named.xlsx")
    with pytest.raises(ReportgenError) as caught:
        read(f"named.xlsx#{part}", project)
    assert message in str(caught.value)


def test_an_empty_sheet_names_the_others(project: Project) -> None:
    with pytest.raises(
        ReportgenError, match=r"book\.xlsx is empty \(its other sheets: Sales; name one: book\.xlsx#Sales"
    ):
        read("book.xlsx#Empty", project)


def test_faults_of_all_rows_are_told_at_once(project: Project) -> None:
    (root_of(project) / "x.csv").write_text("a,b\n1,2,3\n1,2\n4,5,6\n", "utf-8")
    with pytest.raises(ReportgenError) as caught:
        read("x.csv", project)
    assert [one.where.line for one in caught.value.each] == [2, 4]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Name, first;City\nA;1,5\nB;2,5\n", ("Name, first", "City")),
        ("a|b,c|d\n1|2|3\n", ("a", "b,c", "d")),
        ('"x;y",b\n"1;2;3",4\n', ("x;y", "b")),
        ("only\n1\n", ("only",)),
    ],
)
def test_the_separator_is_what_each_line_has(project: Project, text: str, names: tuple[str, ...]) -> None:
    (root_of(project) / "x.csv").write_text(text, "utf-8")
    assert read("x.csv", project).names == names


@pytest.mark.parametrize(
    ("value", "told"),
    [('{"x": 1}', "expected a text, got names with values"), ("[1, 2]", "expected a text, got a list")],
)
def test_what_is_no_one_value_is_no_text_of_a_cell(tmp_path: Path, value: str, told: str) -> None:
    (tmp_path / "rows.json").write_text(f'[{{"a": "x", "b": {value}}}, {{"a": "y", "b": true}}]')
    text = "title: T\nsections: [{type: table, headline: H, table: {data: rows.json}}]\n"
    with pytest.raises(ReportgenError, match=rf"rows\.json:1:18 \[0\]\.b: {re.escape(told)}"):
        parse(text, "yaml", folder=tmp_path)

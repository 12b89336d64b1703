"""Data files become records with their lines."""

from __future__ import annotations

import datetime
import io
import pickle
from pathlib import Path
from typing import Any

import pytest

from reportgen.batch import Batch, read_records
from reportgen.batch.shown_values import ShownDay, ShownMoment, ShownNumber
from reportgen.content.table.datafiles import DataForm
from reportgen.content.table.number_parsing import Spelling
from reportgen.content.table.workbook_formats import format_of
from reportgen.document import template_of
from reportgen.errors import ReportgenError
from reportgen.source.tree import load_yaml


def test_csv_knows_lines_quotes_and_separators(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes('\ufeffname,text\nA,"two\nlines"\n\nB,x,y\nC,"; and "" "\n'.encode())
    records = read_records(file)
    assert [(r.line, dict(r.values)) for r in records if not r.fault] == [
        (2, {"name": "A", "text": "two\nlines"}),
        (6, {"name": "C", "text": '; and " '}),
    ]
    assert [(r.line, r.fault) for r in records if r.fault] == [
        (5, "this row has 3 values, the names above are 2 (look at commas)")
    ]
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
        sheet = book.add_worksheet()
        sheet.write_row(0, 1, ["name"])
        sheet.write_row(1, 0, [7, "A"])
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
        ("a.csv", b"a\nx\n\x81\n", "a.csv:3: the file is no CP1252 text"),
        ("a.cvs", b"a\n", r'did you mean ".csv"\?'),
        ("a.xlsx", b"no workbook", "a.xlsx: a.xlsx is a text file and no workbook"),
        ("a.parquet", b"no table", "the Parquet file a.parquet cannot be read"),
    ],
)
def test_wrong_data(tmp_path: Path, name: str, blob: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(blob)
    with pytest.raises(ReportgenError, match=message):
        read_records(tmp_path / name)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
@pytest.mark.parametrize("mark", [";", "\t", "|", ","])
def test_text_files_are_read_as_those_of_tables_are(tmp_path: Path, encoding: str, mark: str) -> None:
    text = f"Ort{mark}Anteil\r\nKöln{mark}7\r\nBonn{mark}8\r\n"
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    records = read_records(tmp_path / "a.csv")
    assert [dict(r.values) for r in records] == [{"Ort": "Köln", "Anteil": "7"}, {"Ort": "Bonn", "Anteil": "8"}]
    assert bool(records.remarks) == (encoding == "cp1252")


def test_a_line_that_tells_the_separator_and_a_title_are_no_records(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("sep=;\nMembers 2026;\n\nname;n\nA, B;1\n;\nC;2\n", "utf-8")
    records = read_records(tmp_path / "a.csv")
    assert [(r.line, dict(r.values)) for r in records] == [
        (5, {"name": "A, B", "n": "1"}),
        (7, {"name": "C", "n": "2"}),
    ]
    assert "Members 2026" in str(records.remarks[0])
    assert not read_records(tmp_path / "a.csv", form=DataForm(header=4)).remarks


def test_numbers_are_printed_as_written_and_known_by_filters(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name;total;share;plz\nA;1.234,50;12,5 %;01067\nB;7,00;3 %;80331\n", "utf-8")
    shown = "{{ total }} {{ plz }} {{ share }} {{ total|currency('EUR', 'en') }} {{ total|float > 20 }}"
    assert _headlines(tmp_path / "a.csv", shown) == [
        "1.234,50 01067 12,5 % €1,234.50 true",
        "7,00 80331 3 % €7.00 false",
    ]


def test_dates_in_an_order_that_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("day\n30.6.2026\n1.7.2026\n", "utf-8")
    told = DataForm(Spelling(dates="d.m.y"))
    assert _headlines(tmp_path / "a.csv", "{{ day }} {{ day|date('short', 'en') }}", told) == [
        "30.6.2026 6/30/26",
        "1.7.2026 7/1/26",
    ]


def _headlines(file: Path, text: str, form: DataForm = DataForm(), language: str = "en") -> list[str]:  # noqa: B008
    """What a headline with fields says for each record of a file, values sent to a worker and back on their way."""
    source = f'title: T\nlanguage: {language}\nsections: [{{type: story, headline: "{text}", body: Words.}}]\n'
    template = template_of(load_yaml(source, "text"))
    values = [pickle.loads(pickle.dumps(record.values)) for record in read_records(file, form=form)]
    trees = [template.expand(one) for one in values]
    return [tree.secrets.text(tree.tree.value["sections"][0]["headline"]) for tree in trees]


def test_workbooks_as_people_export_them(tmp_path: Path) -> None:
    from xlsxwriter import Workbook

    with Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet("People")
        sheet.write(0, 0, "Members of the club")
        sheet.write_row(2, 0, ["hall", "name", "share", "since", "hours", "left"])
        for row, (name, share) in enumerate((("A", 0.125), ("B", 0.5), ("C", 1)), 3):
            sheet.write(row, 1, name)
            sheet.write_number(row, 2, share, book.add_format({"num_format": "0.0%"}))
            sheet.write_datetime(row, 3, datetime.datetime(2026, 6, 30), book.add_format({"num_format": "dd.mm.yyyy"}))
            sheet.write_number(row, 4, 1.25, book.add_format({"num_format": "[h]:mm"}))
        sheet.merge_range("A4:A5", "East")
        sheet.write_formula(3, 5, "=1+1", None, 2)
        sheet.write_formula(4, 5, "=1/0", None, "#DIV/0!")
        sheet.write_row(8, 0, ["West", "D"])
        sheet.write_formula(9, 1, "=B4", None, "")
        book.define_name("Half", "=People!$A$3:$C$5")
    records = read_records(tmp_path / "a.xlsx")
    assert [(r.line, r.fault) for r in records if r.fault] == [
        (5, "People!F5: the cell shows #DIV/0! (mend the formula, or empty the cell)"),
        (10, "People!B10: the formula has no stored value (open the workbook in Excel or LibreOffice and save it)"),
    ]
    good = [r for r in records if not r.fault]
    assert [(r.line, r.values["hall"], r.values["name"], r.values["left"]) for r in good] == [
        (4, "East", "A", 2),
        (6, "", "C", ""),
        (9, "West", "D", ""),
    ]
    assert "Members of the club" in str(records.remarks[0])
    half = read_records(f"{tmp_path / 'a.xlsx'}#half")
    assert [(r.values["hall"], r.values["name"]) for r in half] == [("East", "A"), ("East", "B")]
    assert not half.remarks
    text = "{{ share }} {{ share * 2 }} {{ share|percent(2) }} {{ since }} {{ since|date('MMM') }}"
    assert _headlines(Path(f"{tmp_path / 'a.xlsx'}#A3:D5"), text, language="de") == [
        "12,5% 0.25 12,50\u00a0% 30.06.2026 Juni",
        "50,0% 1.0 50,00\u00a0% 30.06.2026 Juni",
    ]


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (0.125, "0.0%", "12,5%"),
        (datetime.date(2026, 6, 30), "dd.mm.yyyy", "30.06.2026"),
        (datetime.datetime(2026, 6, 30, 8, 5), "dd.mm.yyyy", "30.06.2026"),
    ],
    ids=["number", "day", "moment"],
)
def test_values_of_cells_keep_their_format_on_the_way_to_a_worker(value: Any, form: str, text: str) -> None:
    kinds: dict[type, Any] = {float: ShownNumber, datetime.date: ShownDay, datetime.datetime: ShownMoment}
    there = pickle.loads(pickle.dumps(kinds[type(value)].of(value, format_of(form))))
    assert (there.printed("de"), there.plain) == (text, value)


def test_a_list_of_a_json_file(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"people": [{"name": "A", "n": 1},\n{"name": "B"}]}')
    records = read_records(f"{tmp_path / 'a.json'}#people")
    assert [(r.line, dict(r.values)) for r in records] == [(1, {"name": "A", "n": 1}), (2, {"name": "B", "n": None})]


def test_a_frame_is_records(tmp_path: Path) -> None:
    import pyarrow as pa

    source = tmp_path / "source.yaml"
    source.write_text("title: L\nsections: [{type: quote, quote: 'Hello, {{ name }}.'}]\n")
    frame = pa.table({"name": ["A", "B"], "n": pa.array([1, 2]).dictionary_encode()})
    batch = Batch(source, frame, f"{tmp_path}/{{name}}.pdf")
    assert [(r.line, dict(r.values)) for r in batch.records] == [(1, {"name": "A", "n": 1}), (2, {"name": "B", "n": 2})]

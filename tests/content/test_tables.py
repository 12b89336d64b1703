"""Tables as written → content: types, spans, notes; and every message with its line."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen import compose, load, parse
from reportgen.content.table import TableContent
from reportgen.content.table.format import Formats
from reportgen.errors import ReportgenError
from reportgen.frames import TableItem


def source(table: str) -> str:
    lines = "\n".join(f"      {line}" for line in table.splitlines())
    return f"title: T\nsections:\n  - type: table\n    headline: H\n    table:\n{lines}\n"


def content(table: str | dict[str, Any], base: Path | None = None) -> TableContent:
    given = (
        source(table)
        if isinstance(table, str)
        else {"title": "T", "sections": [{"type": "table", "headline": "H", "table": table}]}
    )
    found = load(given, base=base).sections[0].offer["table"]
    assert isinstance(found, TableContent)
    return found


def values(table: TableContent) -> list[list[Any]]:
    return [
        ["".join(s.text for s in e.value) if isinstance(e.value, tuple) and e.value and not isinstance(e.value[0], float) else e.value
         for e in row.entries if e is not None]
        for row in table.rows
    ]  # fmt: skip


def test_types_are_guessed() -> None:
    table = content(
        "columns: [Name, Count, Since, Trend]\nrows:\n  - [a, 1.25, 2024-05, [1, 2]]\n  - [b, null, null, null]"
    )
    assert [column.kind for column in table.columns] == ["text", "number", "date", "sparkline"]
    assert [column.align for column in table.columns] == ["left", "right", "left", "left"]
    assert table.columns[1].decimals == 2
    assert table.columns[2].precision == "month"
    assert values(table)[0] == ["a", 1.25, date(2024, 5, 1), (1.0, 2.0)]
    assert table.heads


def test_years_and_quoted_numbers_name_rows() -> None:
    years = content("columns: [Year, Sales]\nrows: [[2024, 2024], [2025, 1]]")
    assert [column.kind for column in years.columns] == ["text", "number"]
    assert values(years) == [["2024", 2024.0], ["2025", 1.0]]
    assert content("columns: [A, B]\nrows: [['1', 2]]").columns[0].kind == "text"
    assert content("columns: [A, B]\nrows: [[1, 2]]").columns[0].kind == "number"


@pytest.mark.parametrize(
    ("cells", "align"),
    [
        (["11,90 €", "9,50 €", "14,20 €"], "right"),
        (["−1,4 ct", "neu", "+0,3 ct", "±0"], "right"),
        (["£31 a year", "£40 a year"], "left"),
        (["€ 5", "free", "€ 7"], "right"),
        (["5 km", "3 mi", "2 km"], "left"),
        (["12 May", "3 June"], "left"),
        (["Bar 5", "Bar 6"], "left"),
        (["on request, in writing", "€ 5", "€ 7"], "left"),
    ],
)
def test_amounts_of_one_unit_stand_at_the_right(cells: list[str], align: str) -> None:
    rows = [[f"Row {number}", cell] for number, cell in enumerate(cells)]
    table = content({"columns": ["Name", "Price"], "rows": rows})
    assert table.columns[1].align == align
    named = content({"columns": ["Price", "Name"], "rows": [[cell, row] for row, cell in rows]})
    assert named.columns[0].align == "left"


def test_spans_cover_columns_and_rows() -> None:
    table = content(
        "columns: [A, B, C]\nrows:\n  - [{value: x, rows: 2}, y, z]\n  - [{value: wide, columns: 2}]\n"
        "  - group: Rest\n  - total: [T, 1, 2]"
    )
    assert [[entry is None for entry in row.entries] for row in table.rows] == [
        [False, False, False],
        [True, False, True],
        [False, True, True],
        [False, False, False],
    ]
    assert [row.kind for row in table.rows] == ["body", "body", "group", "total"]


def test_text_keeps_its_spelling_and_marks() -> None:
    table = content("columns: [{name: A, type: text}]\nrows: [[1.50], ['007'], ['**bold** x'], ['a < b']]")
    assert values(table) == [["1.50"], ["007"], ["bold x"], ["a < b"]]


def test_data_sorted_and_cut(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text("Name,Sales\na,2\nb,\nc,10\nd,-1\n", "utf-8")
    table = content("data: d.csv\nsort: -Sales\ntop: 3\nrows:\n  - total: [All, 11]", tmp_path)
    assert values(table) == [["c", 10.0], ["a", 2.0], ["d", -1.0], ["All", 11.0]]
    up = content("data: d.csv\nsort: Sales\ncolumns: [Sales]", tmp_path)
    assert values(up) == [[-1.0], [2.0], [10.0], [None]]
    assert content("data: d.csv", tmp_path).rows[2].entries[1].where.line == 4  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("table", "messages"),
    [
        ("columns: [A, B]\nrows:\n  - [x, 1]\n  - [y]", ["text:9:11 sections[0].table.rows[1]: this row has 1 cells, the table 2 columns"]),
        ("columns: [A]\nrows:\n  - [x, 1]", ["text:8:15 sections[0].table.rows[0][1]: this row has 2 cells, the table 1 columns"]),
        ("columns: [{name: A, type: number}]\nrows:\n  - [12%]\n  - ['1,234.5']\n  - [.inf]", [
            'expected a number, got "12%" (write 0.12, or give the column type: percent)',
            'expected a number, got "1,234.5" (write it as 1234.5)',
            'expected a number, got ".inf"',
        ]),
        ("columns: [{name: A, type: number}]\nrows: [[1.0e+30]]", ["1e+30 is too large a number (a table shows less than 10^15)"]),
        ("columns: [{name: A, type: date}]\nrows: [[2024-02-30]]", ['"2024-02-30" is no date']),
        ("columns: [{name: A, type: currency}]\nrows: [[1]]", ['the column needs "currency"']),
        ("columns: [{name: A, type: curency}]\nrows: [[1]]", ['"curency" is not known here (did you mean "currency"?)']),
        ("columns: [A]\nrows: [[true]]", ["expected a text or a number, got true"]),
        ("columns: [A]\nrows: [[{value: 1, note: 2}]]\nnotes: [one]", ["there is no note 2 (the table has 1 notes)"]),
        ("columns: [A]\nrows: [[{value: 1, rows: 3}]]", ["this cell covers 2 rows more than there are"]),
        ("columns: [A, B]\nrows: [[{value: 1, rows: 2}, 2], {group: G}]", ["a cell above covers rows of this group"]),
        ("columns: [{name: A, type: sparkline}]\nrows: [[[1]]]", ["a sparkline of 1 numbers"]),
        ("rows: [[1]]", ['the table needs "columns"']),
        ("columns: [A]", ['the table needs "rows" or "data"']),
        ("columns: [A]\nrows: [{cells: [1], total: [2]}]", ['has one of "cells", "total", "group"']),
        ("columns: [A]\nrows: [[1]]\nsort: -B", ['"sort" names "B", which the table lacks (its columns: A)']),
        ("columns: [A]\nrows: [[{value: 1, rows: 2}], []]\nsort: A", ["rows that share a cell cannot be sorted"]),
        ("columns: [A]\nrows: [[1]]\ncaptoin: x", ['unknown key "captoin" (did you mean "caption"?)']),
    ],
)  # fmt: skip
def test_messages(table: str, messages: list[str]) -> None:
    with pytest.raises(ReportgenError) as caught:
        content(table)
    for message in messages:
        assert message in str(caught.value)
    assert all(line.startswith("text:") for line in str(caught.value).splitlines())


def test_faults_of_data_name_their_line(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text("Name,Sales\na,2\nb,many\n", "utf-8")
    with pytest.raises(ReportgenError, match=r'd\.csv:3: expected a number, got "many"'):
        content("data: d.csv\ncolumns: [{name: Sales, type: number}]", tmp_path)
    with pytest.raises(ReportgenError, match=r'text:7:.*the data has no column "Sails" \(did you mean "Sales"\?\)'):
        content("data: d.csv\ncolumns: [Sails]", tmp_path)


def test_most_cells(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text("a,b,c,d,e,f,g,h\n" + "1,2,3,4,5,6,7,8\n" * 5000, "utf-8")
    with pytest.raises(ReportgenError, match="the table has 5000 × 8 cells; the most is 20000"):
        content("data: d.csv", tmp_path)


@given(
    st.lists(
        st.lists(
            st.one_of(
                st.none(), st.booleans(), st.floats(), st.integers(), st.text(max_size=20), st.lists(st.floats())
            ),
            max_size=4,
        ),
        max_size=4,
    ),
    st.sampled_from([None, "text", "number", "percent", "date", "delta", "bar", "sparkline"]),
)
def test_any_rows_are_read_or_refused(rows: list[list[Any]], kind: str | None) -> None:
    column = {"name": "A"} if kind is None else {"name": "A", "type": kind}
    try:
        table = content({"columns": [column, "B"], "rows": rows})
    except ReportgenError as error:
        assert error.where.path.startswith("sections[0]")
        return
    assert all(len(row.entries) == 2 for row in table.rows)
    numbers = [e.value for row in table.rows for e in row.entries if e is not None and isinstance(e.value, float)]
    assert all(math.isfinite(number) for number in numbers)


@pytest.mark.parametrize(
    ("language", "kind", "value", "shown"),
    [
        ("en", "{type: number, decimals: 1}", 1234.5, "1,234.5"),
        ("fr", "{type: number, decimals: 1}", 1234.5, "1\u202f234,5"),
        ("de", "{type: percent}", 0.125, "12,5\u00a0%"),
        ("en", "{type: currency, currency: EUR}", -1200.0, "−€1,200"),
        ("en", "{type: number, decimals: 1}", -0.04, "0.0"),
        ("en", "{type: number, decimals: 0}", 1e14, "100,000,000,000,000"),
    ],
)
def test_numbers_by_language(language: str, kind: str, value: float, shown: str) -> None:
    table = content(f"columns: [{{name: A, {kind[1:-1]}}}]\nrows: [[{value!r}]]".replace("e+14", "e14"))
    assert Formats(language).number(value, table.columns[0]) == shown


def test_deltas() -> None:
    column = content("columns: [{name: A, type: delta, decimals: 1}]\nrows: [[0.1]]").columns[0]
    formats = Formats("en")
    assert formats.delta(0.042, column) == ("▲\u00a04.2%", 1)
    assert formats.delta(-0.042, column) == ("▼\u00a04.2%", -1)
    assert formats.delta(0.0001, column) == ("0.0%", 0)


@given(st.floats(-1e14, 1e14), st.sampled_from(["en", "de", "fr", "sv", "hi", "pl", "zh", "de-CH"]), st.integers(0, 4))
def test_tail_begins_at_the_decimal_mark(value: float, language: str, decimals: int) -> None:
    column = content("columns: [{name: A, type: number}]\nrows: [[1]]").columns[0]
    from reportgen.structs import replace

    formats = Formats(language)
    text = formats.number(value, replace(column, decimals=decimals))
    tail = text[formats.tail(text) :]
    assert sum(char.isdigit() for char in tail) == decimals
    assert tail[:1] == (formats.mark if decimals else "")


def test_rows_of_the_source_are_sorted_and_cut_as_those_of_a_file() -> None:
    rows = "columns: [Name, Sales]\nrows: [[a, 3], [b, null], [c, 12], [d, 7]]\n"
    assert values(content(f"{rows}sort: -Sales\ntop: 2")) == [["c", 12], ["d", 7]]
    assert [row[0] for row in values(content(f"{rows}sort: Sales"))] == ["a", "d", "c", "b"]


def test_groups_are_sorted_each_for_itself_and_totals_stay() -> None:
    rows = "columns: [N, S]\nrows: [{group: G}, [a, 1], [b, 2], {group: H}, [c, 3], [d, 4], {total: [All, 10]}]\n"
    assert [row[0] for row in values(content(f"{rows}sort: -S"))] == ["G", "b", "a", "H", "d", "c", "All"]
    assert [row[0] for row in values(content(f"{rows}top: 1"))] == ["G", "a", "All"]


@pytest.mark.parametrize(("values", "last"), [([1, "n/a", 3], "3"), (["10 %", "N/A", "3 %"], "3 %")])
def test_what_is_not_applicable_is_shown_as_it_is_written(values: list[object], last: str) -> None:
    """It is no value, so the column is still one of numbers; but nothing is changed in silence."""
    rows = [[name, value] for name, value in zip("abc", values, strict=True)]
    table = {"columns": ["Kind", "Count"], "rows": rows}
    document = parse({"title": "T", "sections": [{"type": "table", "headline": "H", "table": table}]})
    (item,) = [item for sheet in compose(document).sheets for item in sheet.items if isinstance(item, TableItem)]
    shown = ["".join(paragraph.text for paragraph in cell.paragraphs) for cell in item.cells]
    assert shown[-3] == values[1]
    assert " ".join(shown[-1].split()) == last


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        ([0.0000012, 123456.0], ["0.0000012", "123,456.0000000"]),
        ([1.23456789e-10, 5e-10], ["1.23E-10", "5.00E-10"]),
        ([1 / 3, 0.001], ["0.3333", "0.0010"]),
        ([0.1 + 0.2 - 0.3, 1.5], ["0.0", "1.5"]),
        ([0.0, -0.0000042], ["0.0000000", "−0.0000042"]),
        ([0.0, 0.0], ["0", "0"]),
    ],
)
def test_no_number_of_a_column_is_shown_as_zero_that_is_not(numbers: list[float], shown: list[str]) -> None:
    table = {"columns": ["Name", "Value"], "rows": [[f"r{at}", number] for at, number in enumerate(numbers)]}
    document = parse({"title": "T", "sections": [{"type": "table", "headline": "H", "table": table}]})
    content = document.sections[0].offer["table"]
    assert isinstance(content, TableContent)
    column, formats = content.columns[1], Formats("en")
    values = [entry.value for row in content.rows if (entry := row.entries[1]) is not None]
    assert [formats.number(value, column) for value in values if isinstance(value, float)] == shown

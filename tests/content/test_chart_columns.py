"""What `x`, `select`, `sort`, `top` and `lines` mean for a chart, wherever its data stand; what files say of values."""

from __future__ import annotations

from pathlib import Path

import pytest
from xlsxwriter import Workbook

from reportgen import load
from reportgen.content.chart import ChartContent, NumberStyle
from reportgen.errors import ReportgenError

HEAD = "title: T\nlanguage: de\nbrand: meridian\nsections:\n  - type: chart\n    headline: H\n    chart:\n"
SERIES = "categories: [w, x, y, z]\nseries: [{name: A, values: [1, 4, null, 2]}, {name: B, values: [5, 6, 7, 8]}]\n"
ROWS = "columns: [Name, A, B]\nrows: [[w, 1, 5], [x, 4, 6], [y, null, 7], [z, 2, 8]]\n"
FILE = "data: d.csv\n"


def content(body: str, folder: Path) -> ChartContent:
    text = HEAD + "".join(f"      {line}\n" for line in body.strip().splitlines())
    offered = load(text, base=folder).sections[0].offer["chart"]
    assert isinstance(offered, ChartContent)
    return offered


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "d.csv").write_text("Name,A,B\nw,1,5\nx,4,6\ny,,7\nz,2,8\n")
    return tmp_path


@pytest.mark.parametrize("data", [SERIES, ROWS, FILE])
@pytest.mark.parametrize(
    ("keys", "categories", "values"),
    [
        ("sort: -A", "xzwy", [(4, 2, 1, None), (6, 8, 5, 7)]),
        ("sort: A", "wzxy", [(1, 2, 4, None), (5, 8, 6, 7)]),
        ("sort: -B\nselect: A", "zyxw", [(2, None, 4, 1)]),
        ("sort: -B\ntop: 2", "zy", [(2, None), (8, 7)]),
        ("select: [B, A]\ntop: 1", "w", [(5,), (1,)]),
    ],
)
def test_all_data_is_ordered_alike(data: str, keys: str, categories: str, values: list[object], folder: Path) -> None:
    made = content(f"kind: bar\n{data}{keys}", folder)
    assert made.categories == tuple(categories)
    assert [one.values for one in made.series] == values


@pytest.mark.parametrize("data", [SERIES, ROWS, FILE])
def test_the_rest_is_summed_in_the_words_of_the_language(data: str, folder: Path) -> None:
    made = content(f"kind: pie\n{data}select: B\nsort: -B\ntop: 2\nother: true", folder)
    assert made.categories == ("z", "y", "Andere")
    assert made.series[0].values == (8, 7, 11)


def test_series_are_sorted_by_their_categories(folder: Path) -> None:
    assert content(f"kind: bar\n{SERIES}sort: -categories", folder).categories == tuple("zyxw")
    years = "categories: [2010, 999, 2009]\nseries: [{name: A, values: [1, 2, 3]}]\nsort: categories"
    assert content(f"kind: bar\n{years}", folder).categories == ("999", "2009", "2010")


@pytest.mark.parametrize("data", [SERIES.replace("null", "3"), ROWS.replace("null", "3")])
def test_x_names_the_places_of_dots(data: str, folder: Path) -> None:
    made = content(f"kind: scatter\n{data}x: B", folder)
    assert made.series[0].x == (5.0, 6.0, 7.0, 8.0)
    assert made.series[0].names == tuple("wxyz")
    assert made.series[0].values == (1.0, 4.0, 3.0, 2.0)


def test_a_column_that_is_not_there_is_named_at_its_key(folder: Path) -> None:
    for data in (SERIES, ROWS, FILE):
        for key in ("sort: -C", "select: [C]", "x: C"):
            with pytest.raises(ReportgenError, match=r'text:\d+.*the data has no column "C"'):
                content(f"kind: bar\n{data}{key}", folder)


# --- lines across the chart


@pytest.mark.parametrize("data", [SERIES, ROWS, FILE])
def test_a_bare_number_is_a_line_across_the_chart(data: str, folder: Path) -> None:
    made = content(f"kind: column\n{data}lines: [600, {{at: 3, text: Goal}}]", folder)
    assert [(line.value, line.text) for line in made.references] == [(600, ""), (3, "Goal")]
    assert content(f"kind: column\n{data}lines: 5", folder).references[0].value == 5


@pytest.mark.parametrize("data", [SERIES, ROWS, FILE])
def test_names_among_the_lines_are_those_of_a_combo(data: str, folder: Path) -> None:
    made = content(f"kind: combo\n{data}lines: [B, 3]", folder)
    assert [(one.name, one.line, one.second) for one in made.series] == [("A", False, False), ("B", True, True)]
    assert [line.value for line in made.references] == [3]


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ("kind: column\nlines: [Goal]", 'expected the value of a line across the chart, got "Goal"'),
        ('kind: column\nlines: ["600"]', 'expected the value of a line, got the text "600" (write it without quotes)'),
        ("kind: column\nlines: [1.0e+30]", "too large a number"),
        ("kind: column\nlines: [{at: Goal}]", 'expected a number, got "Goal"'),
        ("kind: column\nlines: [{text: Goal}]", '"at" is missing'),
        ("kind: column\nlines: [true]", "expected"),
        ("kind: combo\nlines: [B, C]", '"lines" names "C", which the chart lacks'),
        ("kind: pie\nselect: B\nlines: [3]", "a pie has no axis for a line"),
        ("kind: stacked-100\nlines: [50]", "a line at 50 lies beyond 100 % (write 0.5 for 50 %)"),
        ("kind: column\naxis: {max: 9}\nlines: [12]", "a line at 12 lies beyond the end of the axis"),
    ],
)
def test_a_line_that_is_not_understood_is_refused(keys: str, message: str, folder: Path) -> None:
    with pytest.raises(ReportgenError) as caught:
        content(f"{SERIES}{keys}", folder)
    assert message in str(caught.value)
    assert "chart.lines" in str(caught.value)


# --- what files say of their values


def test_a_text_file_is_read_as_for_tables(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text(
        "sep=;\nTag;Umsatz;Anteil\n03.01.2026;1.234,50;12,5 %\n04.02.2026;987,65;7 %\n", "utf-8"
    )
    made = content("kind: combo\ndata: d.csv\ndates: d.m.y\nlines: Anteil", tmp_path)
    assert [day.isoformat() for day in made.dates] == ["2026-01-03", "2026-02-04"]
    assert [one.values for one in made.series] == [(1234.5, 987.65), (0.125, 0.07)]
    assert made.style == NumberStyle()
    assert made.second.style == NumberStyle("percent")


def test_the_mark_before_decimals_may_be_told(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text('Name,Value\na,"1.234"\nb,"2.345"\n')
    assert content("kind: bar\ndata: d.csv", tmp_path).series[0].values == (1.234, 2.345)
    assert content('kind: bar\ndata: d.csv\ndecimal: ","', tmp_path).series[0].values == (1234, 2345)


def test_only_a_file_has_a_spelling(folder: Path) -> None:
    with pytest.raises(ReportgenError, match='"decimal" says how a file is written'):
        content(f'kind: bar\n{SERIES}decimal: ","', folder)


def workbook(file: Path, code: str, values: list[float], heading: str = "Share") -> None:
    book = Workbook(str(file))
    sheet, style = book.add_worksheet("Data"), book.add_format({"num_format": code})
    sheet.write_row(0, 0, ["Region", heading])
    for row, value in enumerate(values, 1):
        sheet.write(row, 0, f"R{row}")
        sheet.write_number(row, 1, value, style)
    book.close()


@pytest.mark.parametrize(
    ("code", "style"),
    [
        ("0.0%", NumberStyle("percent", 1)),
        ("0.00", NumberStyle("number", 2)),
        ("#,##0.00 [$€-407]", NumberStyle("currency", 2, "EUR")),
        ("General", NumberStyle()),
    ],
)
def test_numbers_are_written_as_the_workbook_shows_them(code: str, style: NumberStyle, tmp_path: Path) -> None:
    workbook(tmp_path / "d.xlsx", code, [0.125, 0.5])
    assert content("kind: bar\ndata: d.xlsx", tmp_path).style == style
    told = content("kind: bar\ndata: d.xlsx\nformat: {decimals: 3}", tmp_path)
    assert told.style == NumberStyle("number", 3)  # what the author says goes before the workbook


def test_durations_are_drawn_as_hours_and_told(tmp_path: Path) -> None:
    workbook(tmp_path / "d.xlsx", "[h]:mm", [1.25, 0.5], "Time")
    text = HEAD + "      kind: bar\n      data: d.xlsx\n"
    section = load(text, base=tmp_path).sections[0]
    made = section.offer["chart"]
    assert isinstance(made, ChartContent)
    assert made.series[0].values == (30.0, 12.0)
    assert [str(one) for one in section.remarks if "drawn as hours" in str(one)]


def test_names_are_what_the_workbook_shows(tmp_path: Path) -> None:
    book = Workbook(str(tmp_path / "d.xlsx"))
    sheet, style = book.add_worksheet("Data"), book.add_format({"num_format": '0" kg"'})
    sheet.write_row(0, 0, ["Weight", "Sold"])
    for row, value in enumerate((5, 10), 1):
        sheet.write_number(row, 0, value, style)
        sheet.write_number(row, 1, value * 3)
    book.close()
    assert content("kind: bar\ndata: d.xlsx", tmp_path).categories == ("5 kg", "10 kg")

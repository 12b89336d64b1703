"""What people bring as tables, each case with others of its kind: the right value, or a message at its place."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from pptx import Presentation
from xlsxwriter import Workbook

from reportgen import build, load
from reportgen.api import Output
from reportgen.content.chart import ChartContent
from reportgen.errors import ReportgenError

CASES = Path(__file__).parent / "tables"


def made(source: Path, out: Path) -> tuple[list[list[str]], list[str]]:
    """The cells of the deck's table, and the warnings; the PDF is built with it."""
    outputs: list[Output] = build(source, out, brand="meridian")
    deck = next(one for one in outputs if one.format == "pptx")
    slides = Presentation(str(deck.path)).slides
    table = next(shape.table for slide in slides for shape in slide.shapes if shape.has_table)
    warnings = dict.fromkeys(str(remark) for one in outputs for remark in one.remarks)
    return [[cell.text for cell in row.cells] for row in table.rows], list(warnings)


def of_file(folder: Path, name: str, keys: str = "", language: str = "en") -> tuple[list[list[str]], list[str]]:
    source = folder / "source.yaml"
    source.write_text(
        f"title: T\nlanguage: {language}\nsections:\n  - type: table\n    headline: H\n    table: {{data: {name}{keys}}}\n",
        "utf-8",
    )
    return made(source, folder / "out")


@pytest.mark.parametrize(
    ("case", "rows"),
    [
        ("german-numbers", [["Halle", "Umsatz"], ["Ost", "1.234,50"], ["Nord", "−987,65"], ["West", "12,00"]]),
        ("leading-zeros", [["Number", "Part"], ["007", "Bracket"], ["042", "Hinge"], ["100", "Lid"]]),
        ("separator-line", [["Hall", "Cash"], ["East", "120"], ["West", "70"]]),
        ("empty-corner", [["", "Cash", "Card"], ["East", "120", "80"], ["West", "70", "95"]]),
    ],
)
def test_shown_as_it_is_there(case: str, rows: list[list[str]], tmp_path: Path) -> None:
    assert made(CASES / case / "source.yaml", tmp_path) == (rows, [])


@pytest.mark.parametrize(
    ("case", "rows"),
    [
        ("duration", [["Shift", "Hours"], ["Setting up", "30:15"], ["Selling", "7:05"]]),
        ("percent-of-excel", [["Region", "Share"], ["North", "12.5%"], ["South", "50.0%"]]),
    ],
)
def test_a_cell_shows_what_it_shows_in_the_workbook(case: str, rows: list[list[str]], tmp_path: Path) -> None:
    assert made(CASES / case / "source.yaml", tmp_path) == (rows, [])


def test_a_merged_cell_covers_its_area(tmp_path: Path) -> None:
    rows, warnings = made(CASES / "merged-cells" / "source.yaml", tmp_path)
    assert rows == [
        ["Hall", "Stall", "Takings"],
        ["East", "Bread", "120"],
        ["", "Fruit", "90"],
        ["West", "Cheese", "70"],
    ]
    assert not warnings
    table = next(s for s in Presentation(str(tmp_path / "source.pptx")).slides[0].shapes if s.has_table).table
    assert table.cell(1, 0).span_height == 2


@pytest.mark.parametrize(
    ("case", "messages"),
    [
        ("error-cell", ["rates.xlsx:3 Data!B3: the cell shows #DIV/0! (mend the formula, or empty the cell)"]),
        (
            "formula-without-value",
            [
                f"sums.xlsx:{row} Data!D{row}: the formula has no stored value "
                "(open the workbook in Excel or LibreOffice and save it)"
                for row in (2, 3)
            ],
        ),
    ],
)
def test_cells_without_a_value_are_refused(case: str, messages: list[str], tmp_path: Path) -> None:
    with pytest.raises(ReportgenError) as caught:
        build(CASES / case / "source.yaml", tmp_path, brand="meridian")
    assert [str(one) for one in caught.value.each] == messages


def test_headings_only(tmp_path: Path) -> None:
    rows, warnings = made(CASES / "headings-only" / "source.yaml", tmp_path)
    assert rows == [["Region", "Q1"], ["No entries", ""]]
    assert len(warnings) == 1
    assert warnings[0].startswith("source.yaml:6")
    assert "empty.csv has no rows" in warnings[0]


def test_a_title_above_the_headings(tmp_path: Path) -> None:
    rows, warnings = made(CASES / "title-above-headings" / "source.yaml", tmp_path)
    assert rows == [["Hall", "Cash", "Card"], ["East", "120", "80"]]
    assert [warning.partition(": ")[2] for warning in warnings] == [
        'the headings are taken from row 3; "Takings 2026" above them is left out '
        "(name the table: report.xlsx#Data!A3:C4)"
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Code,N\n0049-12,1\n123,2\n", ["0049-12", "123"]),
        ("Code,N\n1E5,1\n2E7,2\n", ["1E5", "2E7"]),
        ("Call,N\n+491711234567,1\n+491711234568,2\n", ["+491711234567", "+491711234568"]),
        ("Phone,N\n1711234567,1\n1711234568,2\n", ["1711234567", "1711234568"]),
        ("Code,N\n12345678901234567,1\n12,2\n", ["12345678901234567", "12"]),
        ("Code,N\n10.50,1\n12.25,2\n", ["10.50", "12.25"]),
        ("Rate,N\n10.125,1\n12,2\n", ["10.125", "12.000"]),
        ("Code,N\n10.125,1\n12,2\n", ["10.125", "12"]),
        ("Rate,N\n0.3333333333333333,1\n12,2\n", ["0.33", "12.00"]),
    ],
)
def test_identifiers_stay_what_they_are(text: str, shown: list[str], tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text(text, "utf-8")
    rows, warnings = of_file(tmp_path, "d.csv")
    assert [row[0] for row in rows[1:]] == shown
    assert not warnings


@pytest.mark.parametrize(
    ("values", "shown", "guess"),
    [
        (["80331", "10115", "20095"], ["80331", "10115", "20095"], "number (whole numbers of 5 digits each"),
        (["48210", "39400", "51200"], ["48,210", "39,400", "51,200"], "number (all values are numbers)"),
        (["48211", "9403"], ["48,211", "9,403"], "number (all values are numbers)"),
        (["1998", "2004", "2010"], ["1998", "2004", "2010"], "number (years)"),
        (["9783161484100"], ["9783161484100"], "text (all have the check digit of an ISBN or EAN)"),
        (["1711234567", "17112345678"], ["1711234567", "17112345678"], "text (whole numbers of 9 and more digits)"),
        (["DE89 3704 0044 0532 0130 00"], ["DE89 3704 0044 0532 0130 00"], "text (texts)"),
        (["030 1234567", "0171/2345"], ["030 1234567", "0171/2345"], 'text (identifiers such as "030 1234567")'),
        (["1E5", "0.5"], ["100,000.0", "0.5"], "number (all values are numbers)"),
    ],
)
def test_shape_and_not_heading_tells_codes_from_amounts(
    values: list[str], shown: list[str], guess: str, tmp_path: Path
) -> None:
    (tmp_path / "d.csv").write_text("\n".join(["A;X", *(f"n;{value}" for value in values)]) + "\n", "utf-8")
    rows, warnings = of_file(tmp_path, "d.csv")
    assert [row[1] for row in rows[1:]] == shown
    assert not warnings
    (output, *_) = build(tmp_path / "source.yaml", tmp_path / "out", brand="meridian")
    assert f"X: {guess}" in output.guesses[0]


def test_what_is_summed_is_an_amount_and_what_is_first_names_rows(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text("Code,Cash\n80331,12345\n10115,54321\n", "utf-8")
    rows, _ = of_file(tmp_path, "d.csv", ", rows: [{total: [All, 66666]}]")
    assert rows[1:] == [["80331", "12,345"], ["10115", "54,321"], ["All", "66,666"]]


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        (["(1,234.50)", "12.00"], ["−1,234.50", "12.00"]),
        (["(1.234,5)", "-3"], ["−1,234.5", "−3.0"]),
        (["(1)", "(2)"], ["(1)", "(2)"]),
        (["€ 5", "€ 12.50", "–"], ["€5.00", "€12.50", "–"]),
        (["5 €", "-3 €", "(7 €)"], ["€5", "−€3", "−€7"]),
        (["-$1.25", "$0"], ["−$1.25", "$0.00"]),
        (["€ 5", "$ 6"], ["€ 5", "$ 6"]),
        (["$1.2m", "$3m"], ["$1.2m", "$3m"]),
        (["120-", "35"], ["−120", "35"]),
        (["12,34,567", "1,000"], ["1,234,567", "1,000"]),
        (["1'234.50", "12"], ["1,234.50", "12.00"]),
        (["1\u202f234,5", "12"], ["1,234.5", "12.0"]),
        (["1\u2009234", "1\u00a0234\u00a0567"], ["1,234", "1,234,567"]),
        (["12 345", "987"], ["12,345", "987"]),
        (["30 123 456", "30 654 321"], ["30 123 456", "30 654 321"]),
        (["12 %", "(3 %)"], ["12%", "−3%"]),
        (["1.234.567.890.123.456", "1"], ["1.234.567.890.123.456", "1"]),
    ],
)
def test_amounts_as_people_write_them(values: list[str], shown: list[str], tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text("\n".join(["A;X", *(f"n;{value}" for value in values)]) + "\n", "utf-8")
    rows, warnings = of_file(tmp_path, "d.csv")
    assert [row[1] for row in rows[1:]] == shown
    assert not warnings


def test_one_value_that_does_not_fit_is_told_in_any_spelling(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text("Hall;Cash\na;1.234,50\nb;987,65\nc;about 3\n", "utf-8")
    rows, warnings = of_file(tmp_path, "d.csv", language="de")
    assert [row[1] for row in rows[1:]] == ["1.234,50", "987,65", "about 3"]
    assert [warning.partition(" (")[0] for warning in warnings] == [
        'd.csv:4: "Cash" is taken as text, since "about 3" is no number'
    ]


def test_a_value_that_does_not_fit_makes_a_column_text(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text("Hall,Cash\na,1.50\nb,about 3\nc,4\n", "utf-8")
    rows, warnings = of_file(tmp_path, "d.csv")
    assert [row[1] for row in rows[1:]] == ["1.50", "about 3", "4"]
    assert warnings == [
        'd.csv:3: "Cash" is taken as text, since "about 3" is no number '
        "(mend it, or say that the column is text: {name: Cash, type: text})"
    ]


@pytest.mark.parametrize(
    ("language", "keys", "shown"),
    [("de", "", "Keine Einträge"), ("xx", "", "No entries"), ("en", ", empty: None so far", "None so far")],
)
def test_no_rows(language: str, keys: str, shown: str, tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text("Hall,Cash\n", "utf-8")
    rows, warnings = of_file(tmp_path, "d.csv", keys, language)
    assert rows[1][0] == shown
    assert len(warnings) == (0 if keys else 1)


@pytest.mark.parametrize("text", ["Hall\n", "Hall\nEast\n", ",Cash\nEast,\n,7\n", "a\n1\n"])
def test_small_tables(text: str, tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text(text, "utf-8")
    rows, _ = of_file(tmp_path, "d.csv")
    assert rows[0] == text.split("\n")[0].split(",")


def test_guesses_are_told(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text("Code,Cash,Day\n007,1,2026-01-02\n1,2,2026-01-03\n", "utf-8")
    of_file(tmp_path, "d.csv")
    (output, *_) = build(tmp_path / "source.yaml", tmp_path / "out", brand="meridian")
    assert output.guesses == (
        'table "H" source.yaml:6:12 sections[0].table: Code: text (identifiers such as "007"); '
        "Cash: number (all values are numbers); Day: date (all values are dates)",
    )


@pytest.mark.parametrize(
    ("code", "values", "language", "shown"),
    [
        ("0%", [0.125, 1], "en", ["13%", "100%"]),
        ("0.00", [1, 2.5], "en", ["1.00", "2.50"]),
        ("0.0", [1234.5, 2], "de", ["1234,5", "2,0"]),
        ("#,##0.0", [1234.5, 2], "de", ["1.234,5", "2,0"]),
        ("00000", [1067, 80331], "de", ["01067", "80331"]),
        ('0.0" kg"', [1.25, -2], "en", ["1.3 kg", "−2.0 kg"]),
        ('#,##0.00 "€"', [1234.5, 2], "de", ["1.234,50\u00a0€", "2,00\u00a0€"]),
        ('#,##0.00 "€"', [1234.5, 2], "en", ["1,234.50 €", "2.00 €"]),
        ('#,##0.00"€"', [1234.5, 2], "de", ["1.234,50€", "2,00€"]),
        ('"$"#,##0.00', [1234.5, -2], "de", ["$1.234,50", "−$2,00"]),
        ('"€"#,##0;[Red]-"€"#,##0', [1234, -2], "en", ["€1,234", "−€2"]),
        ("#,##0;[Red]#,##0", [1234, -2], "en", ["1,234", "2"]),
        ('[>=1000]0.0,"k";0', [1234, 2], "en", ["1.2k", "2"]),
        ("[$$-409]#,##0.00", [1234.5, 2], "en", ["$1,234.50", "$2.00"]),
        ('0.0,,"M"', [1.25e6, 3e6], "en", ["1.3M", "3.0M"]),
        ("#,##0_);(#,##0)", [5, -1234], "en", ["5", "(1,234)"]),
        ('0.00;-0.00;"none"', [1.5, 0], "en", ["1.50", "none"]),
        ("0.00E+00", [12345, 0.5], "en", ["1.23E+04", "5.00E-01"]),
        ("# ?/?", [1.5, 0.25], "en", ["1 1/2", "1/4"]),
        ("[h]:mm:ss", [1.5, 2.25], "en", ["36:00:00", "54:00:00"]),
        ("dd.mm.yyyy", [46203, 46204], "de", ["30.06.2026", "01.07.2026"]),
        ("d mmm yyyy", [46203, 46204], "en", ["30 Jun 2026", "1 Jul 2026"]),
        ("@", [7, 8], "en", ["7", "8"]),
    ],
)
def test_number_formats(code: str, values: list[float], language: str, shown: list[str], tmp_path: Path) -> None:
    with Workbook(tmp_path / "b.xlsx") as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, ["Name", "Value"])
        for row, value in enumerate(values, 1):
            sheet.write(row, 0, f"n{row}")
            sheet.write_number(row, 1, value, book.add_format({"num_format": code}))
    rows, warnings = of_file(tmp_path, "b.xlsx", language=language)
    assert [row[1] for row in rows[1:]] == shown
    assert not warnings


def test_formats_that_differ_in_a_column_and_truths(tmp_path: Path) -> None:
    with Workbook(tmp_path / "b.xlsx") as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, ["Name", "Value", "Paid"])
        sheet.write_row(1, 0, ["n1", 0.5], book.add_format({"num_format": "0%"}))
        sheet.write_row(2, 0, ["n2", 12.25], book.add_format({"num_format": "0.00"}))
        sheet.write_boolean(1, 2, True)
        sheet.write_boolean(2, 2, False)
    rows, _ = of_file(tmp_path, "b.xlsx", language="de")
    assert [row[1:] for row in rows[1:]] == [["50%", "WAHR"], ["12,25", "FALSCH"]]


def test_hidden_rows_and_columns_are_left_out_and_told(tmp_path: Path) -> None:
    with Workbook(tmp_path / "b.xlsx") as book:
        sheet = book.add_worksheet("Data")
        for row, values in enumerate((["A", "B", "C"], ["a", 1, 2], ["b", 3, 4], ["c", 5, 6])):
            sheet.write_row(row, 0, values)
        sheet.write_formula(2, 1, "=1/0", None, "#DIV/0!")  # in a hidden row nobody sees it
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(1, 1, None, None, {"hidden": True})
    rows, warnings = of_file(tmp_path, "b.xlsx")
    assert rows == [["A", "C"], ["a", "2"], ["c", "6"]]
    assert warnings == [
        "b.xlsx:1 Data!A1: hidden in b.xlsx, and left out: row 3, column B "
        "(show them in the workbook if they belong here)"
    ]


def test_merged_cells_of_sorted_rows_stand_in_each(tmp_path: Path) -> None:
    with Workbook(tmp_path / "b.xlsx") as book:
        sheet = book.add_worksheet("Data")
        for row, values in enumerate((["A", "B"], ["", 1], ["", 3], ["c", 2])):
            sheet.write_row(row, 0, values)
        sheet.merge_range("A2:A3", "both")
    rows, _ = of_file(tmp_path, "b.xlsx", ", sort: -B")
    assert rows[1:] == [["both", "3"], ["c", "2"], ["both", "1"]]


def test_a_heading_over_merged_cells_is_refused_by_its_area(tmp_path: Path) -> None:
    with Workbook(tmp_path / "b.xlsx") as book:
        sheet = book.add_worksheet("Data")
        for row, values in enumerate((["A", "", ""], ["a", 1, 3])):
            sheet.write_row(row, 0, values)
        sheet.merge_range("B1:C1", "2025")
        sheet.write(0, 3, "D")
    with pytest.raises(ReportgenError, match=r"b\.xlsx:1 Data!B1: a heading covers the merged cells B1:C1"):
        of_file(tmp_path, "b.xlsx")


def test_a_formula_that_gives_an_empty_text_is_no_fault(tmp_path: Path) -> None:
    with Workbook(tmp_path / "b.xlsx") as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, ["A", "B"])
        sheet.write_row(1, 0, ["a", "x"])
        sheet.write_string(2, 0, "b")
        sheet.write_formula(2, 1, '=IF(1,"","x")', None, "")
    with pytest.raises(ReportgenError, match=r"Data!B3: the formula has no stored value"):
        of_file(tmp_path, "b.xlsx")
    with zipfile.ZipFile(tmp_path / "b.xlsx") as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as package:
        for name, part in parts.items():  # as Excel writes it
            package.writestr(name, part.replace(b'<c r="B3">', b'<c r="B3" t="str">'))
    rows, _ = of_file(tmp_path, "b.xlsx")
    assert rows[2] == ["b", ""]


def test_ods_shows_its_texts(tmp_path: Path) -> None:
    def cell(kind: str, value: str, text: str, more: str = "") -> str:
        attribute = "date-value" if kind == "date" else "time-value" if kind == "time" else "value"
        attribute = "boolean-value" if kind == "boolean" else attribute
        stored = f'office:{attribute}="{value}"' if value else ""
        return (
            f'<table:table-cell office:value-type="{kind}" {stored} {more}><text:p>{text}</text:p></table:table-cell>'
        )

    rows = [
        [cell("string", "", name) for name in ("Name", "Share", "Time", "Paid", "Sum")],
        [cell("string", "", "a", 'table:number-rows-spanned="2"'), cell("percentage", "0.125", "12.5%"),
         cell("time", "PT30H15M00S", "30:15"), cell("boolean", "true", "TRUE"), cell("float", "1234.5", "1,234.50")],
        ["<table:covered-table-cell/>", cell("percentage", "0.5", "50.0%"),
         cell("time", "PT07H05M00S", "7:05"), cell("boolean", "false", "FALSE"), cell("float", "2", "2.00")],
    ]  # fmt: skip
    write_ods(tmp_path / "b.ods", rows)
    shown, _ = of_file(tmp_path, "b.ods", language="de")
    assert shown[1:] == [
        ["a", "12,5\u00a0%", "30:15", "TRUE", "1.234,50"],
        ["", "50,0\u00a0%", "7:05", "FALSE", "2,00"],
    ]
    rows = [
        [cell("string", "", name) for name in ("Name", "Whole", "Grouped", "Sum", "Count")],
        [cell("string", "", "a"), cell("float", "1234.567", "1235"), cell("float", "1234567.8", "1,234,568"),
         cell("currency", "-12.5", "-$12.50", 'office:currency="USD"'), cell("float", "42", "42")],
    ]  # fmt: skip
    write_ods(tmp_path / "b.ods", rows)  # as LibreOffice writes them: the values are longer than what is shown
    shown, _ = of_file(tmp_path, "b.ods")
    assert shown[1] == ["a", "1235", "1,234,568", "−$12.50", "42"]
    write_ods(
        tmp_path / "b.ods", [rows[0][:2], [rows[1][0], cell("string", "", "#DIV/0!", 'calcext:value-type="error"')]]
    )
    with pytest.raises(ReportgenError, match=r"b\.ods:2 Data!B2: the cell shows #DIV/0!"):
        of_file(tmp_path, "b.ods")


def write_ods(path: Path, rows: list[list[str]]) -> None:
    spaces = {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
    }
    names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in spaces.items())
    body = "".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in rows)
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        package.writestr(
            "content.xml",
            f"<office:document-content {names}><office:body><office:spreadsheet>"
            f'<table:table table:name="Data">{body}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )


def test_labels_of_small_and_large_values_say_both(tmp_path: Path) -> None:
    outputs = build(CASES / "small-and-large" / "source.yaml", tmp_path)
    assert {one.format for one in outputs} == {"pdf", "pptx"}
    with zipfile.ZipFile(tmp_path / "source.pptx") as package:
        chart = next(package.read(name).decode() for name in package.namelist() if name.startswith("ppt/charts/chart"))
    for label in ("<a:t>3</a:t>", "<a:t>450</a:t>", "<a:t>1.2\u00a0bn</a:t>"):
        assert label in chart
    assert "0.0,,," not in chart


@pytest.mark.parametrize(
    ("text", "shown", "guess"),
    [
        ("Kunde,Kd.-Nr.\nA,998\nB,12045\nC,77\n", ["998", "12045", "77"], 'text (codes, by the heading "Kd.-Nr.")'),
        ("Town,PLZ\nA,1010\nB,80331\n", ["1010", "80331"], 'text (codes, by the heading "PLZ")'),
        ("Name,Phone\nA,4471\nB,891234\nC,0\n", ["4471", "891234", "0"], 'text (codes, by the heading "Phone")'),
        ("Name,SKU\nA,1712\nB,A12\n", ["1712", "A12"], 'text (codes, by the heading "SKU")'),
        ("Name,Version\nA,3.9\nB,3.10\n", ["3.9", "3.10"], 'text (codes, by the heading "Version")'),
        ("Name,Built in year\nA,1850\nB,2011\n", ["1850", "2011"], 'number (years, by the heading "Built in year")'),
        ("Town,Nr.\nA,1\nB,2\n", ["1", "2"], 'number (codes, by the heading "Nr.")'),
        ("Name,Order\nA,99871\nB,100017\nC,100123\n", ["99871", "100017", "100123"], "number (whole numbers that go"),
        ("Town,Visitors\nA,4213\nB,3988\n", ["4,213", "3,988"], "number (all values are numbers)"),
        ("Town,No. of units\nA,1201\nB,12303\n", ["1,201", "12,303"], "number (all values are numbers)"),
        ("Town,Length (km)\nA,1201\nB,2303\n", ["1,201", "2,303"], "number (all values are numbers)"),
        ("Town,Phone calls\nA,1201\nB,12303\n", ["1,201", "12,303"], "number (all values are numbers)"),
        ("Name,Reference\nA,2026-05-01\nB,2026-05-02\n", ["May 1, 2026", "May 2, 2026"], "date (all values are dates)"),
    ],
)
def test_headings_tell_codes_from_amounts(text: str, shown: list[str], guess: str, tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text(text, "utf-8")
    rows, warnings = of_file(tmp_path, "d.csv")
    assert [row[1] for row in rows[1:]] == shown
    assert not warnings
    (output, *_) = build(tmp_path / "source.yaml", tmp_path / "out", brand="meridian")
    assert f"{text[text.index(',') + 1 : text.index(chr(10))]}: {guess}" in output.guesses[0]


def a_table_beside_the_corner(path: Path) -> None:
    """A title in A1, a table named Sales in B4:D6 whose second column has no name and no value."""
    with Workbook(path) as book:
        sheet = book.add_worksheet("Data")
        sheet.write(0, 0, "Report")
        for row, values in enumerate((["Item", "", "Sales"], ["a", "", 1], ["b", "", 2]), 3):
            sheet.write_row(row, 1, values)
        book.define_name("Sold", "=Data!$B$4:$D$5")


@pytest.mark.parametrize(
    ("keys", "rows"),
    [
        ("", [["a", "1"], ["b", "2"]]),
        (", header: 4", [["a", "1"], ["b", "2"]]),
        (", range: B4:D6", [["a", "1"], ["b", "2"]]),
        (", range: Data!B4:D5", [["a", "1"]]),
        (", range: Sold", [["a", "1"]]),
    ],
)
def test_a_table_that_begins_anywhere(keys: str, rows: list[list[str]], tmp_path: Path) -> None:
    a_table_beside_the_corner(tmp_path / "b.xlsx")
    found, warnings = of_file(tmp_path, "b.xlsx", keys)
    assert found == [["Item", "Sales"], *rows]
    assert len(warnings) == (keys == "") and all("name the table: b.xlsx#Data!B4:D6" in one for one in warnings)


def test_a_chart_of_a_range(tmp_path: Path) -> None:
    a_table_beside_the_corner(tmp_path / "b.xlsx")
    source = tmp_path / "letter.yaml"
    source.write_text(
        "title: Letter\nsections:\n  - {type: chart, headline: H, chart: {kind: bar, data: b.xlsx, range: Sold}}\n"
    )
    (section,) = load(source).sections
    content = section.offer["chart"]
    assert isinstance(content, ChartContent)
    assert [one.values for one in content.series] == [(1.0,)]

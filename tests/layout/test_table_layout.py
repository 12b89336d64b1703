"""Tables as set: widths from content, figures on the decimal mark, cuts between rows, limits."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen import Publication, compose, parse
from reportgen.errors import ReportgenError
from reportgen.frames import ImageItem, ShapeItem, TableCell, TableItem, TextItem
from reportgen.geometry import Rect

Kind = Literal["newsletter", "deck"]
KINDS: tuple[Kind, ...] = ("newsletter", "deck")


def made(table: dict[str, Any], kind: Kind, language: str = "en", **section: Any) -> Publication:
    source = {
        "title": "T",
        "language": language,
        "brand": "meridian",
        "sections": [{"type": "table", "headline": "Head", "table": table, **section}],
    }
    return compose(parse(source), kind)


def tables(publication: Publication) -> list[TableItem]:
    return [item for sheet in publication.sheets for item in sheet.items if isinstance(item, TableItem)]


def shown(cell: TableCell) -> str:
    return "".join(paragraph.text for paragraph in cell.paragraphs)


def check_table(table: TableItem, page: Rect) -> None:
    """Cells tile the grid, texts lie in their cells, and rows are as high as their texts need."""
    assert page.contains(table.box, 0.1)
    assert sum(table.columns) == pytest.approx(table.box.width)
    assert sum(table.rows) == pytest.approx(table.box.height)
    places = [
        (row, column)
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    ]
    assert sorted(places) == [(r, c) for r in range(len(table.rows)) for c in range(len(table.columns))]
    for cell in table.cells:
        box = table.cell_box(cell)
        for line in cell.lines:
            assert line.x >= -0.01
            assert line.x + line.width <= box.width + 0.2
            assert line.baseline <= box.height + 0.01
        if cell.lines:
            need = len(cell.lines) * cell.paragraphs[0].leading + cell.margins.top + cell.margins.bottom
            assert need <= box.height + 0.01
            ends = [(line.start, line.end) for line in cell.lines]
            assert ends[0][0] == 0
            assert ends[-1][1] == len(shown(cell))
            assert all(one[1] == two[0] for one, two in pairwise(ends))


ROWS = [["Shanghai", 1240, 318.4, 0.042], ["Suzhou", 75, 8.25, -0.031], ["Guiyang", None, 1402.6, 0]]
COLUMNS = [
    "Region",
    {"name": "Sites", "type": "number"},
    {"name": "Revenue", "type": "number"},
    {"name": "Growth", "type": "delta"},
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_figures_stand_on_the_decimal_mark(kind: Kind, language: str) -> None:
    publication = made({"columns": COLUMNS, "rows": ROWS}, kind, language)
    (table,) = tables(publication)
    check_table(table, Rect(0, 0, publication.size.width, publication.size.height))
    mark = "," if language == "fr" else "."
    for column in (2, 3):
        places = []
        for cell in table.cells:
            if cell.column != column or cell.row == 0 or mark not in shown(cell):
                continue
            (line,) = cell.lines
            run = line.runs[0]
            at = shown(cell).rindex(mark)
            before = sum(a for a, cluster in zip(run.advances, run.clusters, strict=True) if cluster < at)
            places.append(line.x + run.x + before)
        assert len(places) >= 2
        assert max(places) - min(places) < 0.02
    fresh = [cell for cell in table.cells if cell.column == 2 and cell.row]
    widths = [table.columns[2] - cell.margins.right for cell in fresh]
    ends = [cell.lines[0].x + cell.lines[0].width for cell in fresh]
    assert widths == pytest.approx(ends, abs=0.02)  # the margins alone put an editor's right-aligned text there


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_wraps_needlessly(kind: Kind) -> None:
    long = "Fibre between the hubs, peering and the two exchange points in the far west of the country " * 2
    rows = [["Network operations", "Mei Lin", long], ["Power", "Tomás Ibarra y Vega", long]]
    (table,) = tables(made({"columns": ["Team", "Lead", "What it owns"], "rows": rows}, kind))
    for cell in table.cells:
        assert len(cell.lines) == 1 or cell.column == 2
    short = tables(made({"columns": ["Team", "Lead"], "rows": [["a b c", "d e f"]]}, kind))
    assert all(len(cell.lines) == 1 for cell in short[0].cells)


def test_colours_and_arrows_of_deltas() -> None:
    (table,) = tables(made({"columns": COLUMNS, "rows": ROWS}, "deck"))
    found = {shown(cell): cell.paragraphs[0].runs[0].colour.role for cell in table.cells if cell.column == 3}
    assert found == {"Growth": "accent1", "▲\u00a04.2%": "positive", "▼\u00a03.1%": "negative", "0.0%": "ink"}
    down = [*COLUMNS[:3], {"name": "Growth", "type": "delta", "good": "down"}]
    (table,) = tables(made({"columns": down, "rows": ROWS}, "deck"))
    found = {shown(cell): cell.paragraphs[0].runs[0].colour.role for cell in table.cells if cell.column == 3}
    assert found["▲\u00a04.2%"] == "negative"


@pytest.mark.parametrize("kind", KINDS)
def test_bars_are_as_long_as_their_numbers(kind: Kind) -> None:
    rows: list[Any] = [["a", 10], ["b", 5], ["c", -5], ["d", None], {"total": ["all", 1000]}]
    publication = made({"columns": ["A", {"name": "B", "type": "bar"}], "rows": rows}, kind)
    (table,) = tables(publication)
    bars = [i for s in publication.sheets for i in s.items if isinstance(i, ShapeItem) and i.name == "bar"]
    assert [round(bar.box.width / bars[1].box.width, 2) for bar in bars] == [2.0, 1.0, 1.0]
    assert bars[2].fill is not None
    assert bars[2].fill.role == "negative"
    assert bars[2].box.right == pytest.approx(bars[0].box.x)
    assert all(table.box.contains(bar.box) for bar in bars)


def test_sparklines_are_pictures_in_their_cells() -> None:
    rows = [["a", [1, 2, 3]], ["b", [3, 3, 3]]]
    publication = made({"columns": ["A", {"name": "B", "type": "sparkline"}], "rows": rows}, "deck")
    (table,) = tables(publication)
    lines = [item for sheet in publication.sheets for item in sheet.items if isinstance(item, ImageItem)]
    assert len(lines) == 2
    assert all(line.artifact and table.box.contains(line.box) for line in lines)
    assert [cell.alt for cell in table.cells if cell.alt] == ["values from 1 to 3", "values from 3 to 3"]
    assert publication.pictures[lines[0].picture].media == "image/svg+xml"


@pytest.mark.parametrize("kind", KINDS)
def test_long_tables_go_on_with_their_headings(kind: Kind) -> None:
    rows: list[Any] = []
    for number in range(90):
        if number % 15 == 0:
            rows.append({"group": f"Group {number}"})
        rows.append([f"Row {number}", number])
    rows.append({"total": ["All", 4005]})
    table = {"columns": ["A", {"name": "B", "type": "number", "note": 1}], "rows": rows, "notes": ["One.", "Two."]}
    publication = made(table, kind)
    parts = tables(publication)
    assert len(parts) > 1
    page = Rect(0, 0, publication.size.width, publication.size.height)
    body: list[str] = []
    for number, part in enumerate(parts):
        check_table(part, page)
        assert part.continued == (number > 0)
        assert part.key == parts[0].key
        assert part.columns == parts[0].columns
        first = [shown(cell) for cell in part.cells if cell.row < part.header_rows]
        assert first == ["A", "B1"]
        names = [shown(cell) for cell in part.cells if cell.row >= part.header_rows and cell.column == 0]
        assert not names[-1].startswith("Group")
        assert names[0] != "All"
        assert len(names) > 1
        body += names
    assert body == [row["group"] if "group" in row else row["total"][0] if "total" in row else row[0] for row in rows]
    texts = [
        "".join(p.text for p in item.paragraphs)
        for s in publication.sheets
        for item in s.items
        if isinstance(item, TextItem)
    ]
    sheets = [sheet for sheet in publication.sheets if any(isinstance(item, TableItem) for item in sheet.items)]
    assert sum("(continued)" in text for text in texts) == len(sheets) - 1
    assert sum(text.startswith("1\u00a0One.") for text in texts) == len(sheets)
    assert sum(text.endswith("Two.") for text in texts) == 1


def test_long_narrow_tables_stand_in_columns() -> None:
    rows = [[f"Town {number}", number] for number in range(40)]
    table = {"columns": ["Town", {"name": "People", "type": "number"}], "rows": rows}
    publication = made(table, "newsletter", layout="table-columns")
    left, right = tables(publication)
    assert (len(left.rows), len(right.rows)) == (21, 21)
    assert left.columns == right.columns
    assert left.box.y == right.box.y
    assert left.box.right < right.box.x
    assert right.continued
    slides = made(table, "deck", layout={"deck": "table-columns"})
    parts = tables(slides)
    assert [part.continued for part in parts] == [False] + [True] * (len(parts) - 1)
    assert sum(len(part.rows) - 1 for part in parts) == 40
    with pytest.raises(ReportgenError):
        made({**table, "rows": rows[:5]}, "newsletter", layout="table-columns")


def test_rows_that_span_stay_together() -> None:
    rows = [[{"value": number, "rows": 3}, "x"] if number % 3 == 0 else ["x"] for number in range(120)]
    for part in tables(made({"columns": [{"name": "A", "type": "number"}, "B"], "rows": rows}, "newsletter")):
        assert (len(part.rows) - 1) % 3 == 0


def test_a_wide_table_is_set_smaller_parted_or_refused() -> None:
    def wide(count: int) -> dict[str, Any]:
        return {"columns": [f"Heading{n}" for n in range(count)], "rows": [["wordywordy"] * count]}

    sizes = [tables(made(wide(count), "newsletter"))[0].cells[0].paragraphs[0].runs[0].size for count in (4, 10)]
    assert sizes[0] == 8.0 > sizes[1]
    assert len(tables(made(wide(30), "newsletter"))) > 1
    address = "https://example.org/" + "a" * 300
    with pytest.raises(ReportgenError, match=r"the table needs \d+ pt of width at 6 pt type, its place has"):
        made({"columns": ["A", "B"], "rows": [[address, 1]]}, "newsletter")


def test_limits_are_named() -> None:
    long = {"columns": ["A"], "rows": [[str(n)] for n in range(9000)]}
    with pytest.raises(ReportgenError, match=r"this table needs \d+ slides; the most is 60"):
        made(long, "deck")
    with pytest.raises(ReportgenError, match="a row of the table is taller than its place"):
        made({"columns": ["A", "B", "C"], "rows": [["word " * 1900] * 3]}, "newsletter")


def test_zebra_and_plain() -> None:
    (zebra,) = tables(made({"columns": COLUMNS, "rows": ROWS, "style": "zebra"}, "newsletter"))
    assert zebra.banded
    assert {cell.row for cell in zebra.cells if cell.fill is not None} == {1, 3}
    (rules,) = tables(made({"columns": COLUMNS, "rows": ROWS}, "newsletter"))
    assert all(cell.bottom is not None for cell in rules.cells)
    (plain,) = tables(made({"columns": COLUMNS, "rows": ROWS, "style": "plain"}, "newsletter"))
    assert {cell.row for cell in plain.cells if cell.bottom is not None} == {0, 3}


WORDS = st.lists(
    st.sampled_from(["a", "data", "centre", "数据中心", "renewable", "12.5", "infrastructures"]), max_size=14
)


@st.composite
def any_table(draw: st.DrawFn) -> dict[str, Any]:
    count = draw(st.integers(1, 5))
    columns: list[Any] = []
    for number in range(count):
        kind = draw(st.sampled_from(["text", "number", "percent", "delta", "bar", "sparkline"]))
        columns.append({"name": f"Column {number}", "type": kind, "group": draw(st.sampled_from(["G", "H"]))})
    rows: list[Any] = []
    for _ in range(draw(st.integers(1, 30))):
        cells: list[Any] = []
        for column in columns:
            numbers = st.floats(-1e6, 1e6)
            value: Any
            if column["type"] == "text":
                value = " ".join(draw(WORDS))
            elif column["type"] == "sparkline":
                value = draw(st.none() | st.lists(numbers, min_size=2, max_size=6))
            else:
                value = draw(st.none() | numbers)
            cells.append(value)
        rows.append(draw(st.sampled_from([cells, {"total": cells}, {"group": "G"}])) if rows else cells)
    return {"columns": columns, "rows": rows, "style": draw(st.sampled_from(["rules", "zebra", "plain"]))}


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(table=any_table(), kind=st.sampled_from(KINDS))
def test_any_table_is_set_or_refused(table: dict[str, Any], kind: Kind) -> None:
    try:
        publication = made(table, kind)
    except ReportgenError as error:
        assert error.where.path.startswith("sections[0]")
        return
    page = Rect(0, 0, publication.size.width, publication.size.height)
    parts = tables(publication)
    for part in parts:
        check_table(part, page)
    assert sum(len(part.rows) - part.header_rows for part in parts) == len(table["rows"])

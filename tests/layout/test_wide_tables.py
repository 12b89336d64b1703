"""Tables that are too wide for a page and a slide: their words are broken, their columns shared; nothing is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import pytest

from reportgen import Publication, compose, parse
from reportgen.frames import TableItem
from reportgen.remarks import remarks
from reportgen.text.hyphenation import syllables

COMPOUNDS = [
    "Abteilung",
    "Personalkostenanteil",
    "Umsatzsteuervoranmeldung",
    "Lieferantenrechnungen",
    "Genehmigungsverfahren",
    "Grundstücksverkehrsgenehmigung",
    "Arbeitsunfähigkeitsbescheinigung",
    "Rechtsschutzversicherung",
    "Betriebskostenabrechnung",
    "Fertigungsgemeinkosten",
    "Instandhaltungsaufwand",
    "Qualitätssicherungsmaßnahmen",
]
Kind = Literal["newsletter", "deck"]
KINDS: tuple[Kind, ...] = ("newsletter", "deck")


def made(table: dict[str, Any], kind: Kind, brand: str = "meridian") -> Publication:
    return of_section({"type": "table", "headline": "Breit", "table": table}, kind, brand)


def of_section(section: dict[str, Any], kind: Kind, brand: str = "meridian") -> Publication:
    return compose(parse({"title": "T", "language": "de", "brand": brand, "sections": [section]}), kind)


def tables(publication: Publication) -> list[TableItem]:
    return [item for sheet in publication.sheets for item in sheet.items if isinstance(item, TableItem)]


def lines_of(table: TableItem) -> list[list[str]]:
    """The lines of each cell that has text."""
    return [
        [cell.paragraphs[0].text[line.start : line.end].strip() for line in cell.lines]
        for cell in table.cells
        if cell.paragraphs
    ]


def joined(table: TableItem) -> list[str]:
    """The texts of the cells as they were written."""
    return ["".join(line.removesuffix("-") for line in cell) for cell in lines_of(table)]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("brand", ["meridian", "cirrus"])
def test_twelve_columns_of_compounds_have_broken_words(kind: Kind, brand: str) -> None:
    row = ["Straßenverkehrsamt", *range(10, 20), "Abnahmeprüfzeugnis"]
    publication = made({"columns": COMPOUNDS, "rows": [row]}, kind, brand)
    (table,) = tables(publication)
    assert joined(table)[:12] == COMPOUNDS
    for cell in lines_of(table):
        assert len(cell) <= 3
        assert all(line.endswith("-") for line in cell[:-1])
        assert not cell or "-" not in cell[-1]  # a hyphen stands only where a line ends
    for placed in table.cells:
        assert all(line.x + line.width <= table.cell_box(placed).width + 0.01 for line in placed.lines)
    assert not remarks(publication) or "too wide" not in str(remarks(publication))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rows", [2, 70])
def test_more_columns_stand_in_several_tables_with_the_first_column_and_it_is_told(kind: Kind, rows: int) -> None:
    columns: list[Any] = [f"{name}{'' if turn == 0 else turn}" for turn in range(3) for name in COMPOUNDS]
    columns[20] = {"name": columns[20], "note": 1}
    body: list[Any] = [[f"R{row}", *(f"c{row}.{at}" for at in range(1, 36))] for row in range(rows)]
    table = {"columns": columns, "rows": [*body, {"total": ["Summe", *[None] * 35]}], "notes": ["Ohne Umlage", "Alles"]}
    publication = made(table, kind)
    found = tables(publication)
    texts = [text for one in found for text in joined(one)]
    shown = {text for text in texts if text.startswith("c")}
    assert shown == {f"c{row}.{at}" for row in range(rows) for at in range(1, 36)}
    assert all("Abteilung" in joined(one) for one in found)
    assert len({one.key for one in found}) > 1
    told = [str(one) for one in remarks(publication) if "too wide" in str(one)]
    assert len(told) == 1
    assert f"too wide for the {kind}" in told[0]
    notes = [
        paragraph.text
        for sheet in publication.sheets
        for item in sheet.items
        if not isinstance(item, TableItem)
        for paragraph in getattr(item, "paragraphs", ())
    ]
    assert sum(note.endswith("Alles") for note in notes) == 1
    assert {note for note in notes if note.endswith("Ohne Umlage")} == {"1\u00a0Ohne Umlage"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_cell_over_columns_of_two_tables_stands_in_both(kind: Kind) -> None:
    columns = [f"{name}{turn}" for turn in range(2) for name in COMPOUNDS]
    row = ["a", *[1] * 9, {"value": "über alle", "columns": 5}, *[2] * 9]
    publication = made({"columns": columns, "rows": [row, {"group": "Gruppe"}, ["b", *[3] * 23]]}, kind)
    found = tables(publication)
    assert len(found) > 1
    for table in found:
        assert "Gruppe" in joined(table)
    texts = [text.replace(" ", "") for table in found for text in joined(table)]
    assert texts.count("überalle") == sum(
        any(cell.columns > 1 and cell.paragraphs and cell.paragraphs[0].text == "über alle" for cell in table.cells)
        for table in found
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_wide_table_beside_a_text_is_set_too(kind: Kind) -> None:
    table = {"columns": COMPOUNDS, "rows": [["a", *range(11)]]}
    section = {"type": "story", "headline": "H", "body": "Ein Text.", "figure": {"table": table}}
    publication = of_section(section, kind)
    assert {text for one in tables(publication) for text in joined(one)} >= set(COMPOUNDS)


def test_words_of_languages_without_patterns_stay_whole() -> None:
    assert syllables("Umsatzsteuer", "xx") == ("Umsatzsteuer",)
    assert syllables("Information", "en-GB") != ("Information",)
    assert "".join(syllables("Donaudampfschifffahrt", "de-CH")) == "Donaudampfschifffahrt"


def test_both_outputs_break_the_same(tmp_path: Path) -> None:
    from pptx import Presentation

    from reportgen import render

    publication = made({"columns": COMPOUNDS, "rows": [["a", *range(11)]]}, "deck")
    path = tmp_path / "d.pptx"
    path.write_bytes(render(publication, "pptx"))
    shapes = [shape for slide in Presentation(str(path)).slides for shape in slide.shapes if shape.has_table]
    (table,) = tables(publication)
    assert [cell.text for cell in shapes[0].table.rows[0].cells] == [
        cell.paragraphs[0].text for cell in table.cells if cell.row == 0
    ]


def test_a_row_far_down_that_is_too_tall_parts_the_table() -> None:
    """What is cheapest for the first rows of a wide table must not leave a later row without room on its slide."""
    long = "Opening balance of the year and contributions received " * 12
    columns = [f"Heading of column {number}" for number in range(10)]
    rows = [["x"] * 10 for _ in range(14)] + [["Last", *[long] * 9]]
    table = {"columns": columns, "rows": rows}
    document = parse({"title": "T", "sections": [{"type": "table", "headline": "H", "table": table}]})
    made = compose(document, "deck")
    shown = " ".join(
        paragraph.text
        for sheet in made.sheets
        for item in sheet.items
        if isinstance(item, TableItem)
        for cell in item.cells
        for paragraph in cell.paragraphs
    )
    assert shown.replace("-", "").count("Opening balance of the year and contributions received") == 9 * 12

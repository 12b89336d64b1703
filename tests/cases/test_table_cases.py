"""What people bring as tables, each case with others of its kind: the right value, or a message at its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from pptx import Presentation

from reportgen import build
from reportgen.api import Output

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
        ("Code,N\n10.125,1\n12,2\n", ["10.125", "12.000"]),
        ("Code,N\n0.3333333333333333,1\n12,2\n", ["0.33", "12.00"]),
    ],
)
def test_identifiers_stay_what_they_are(text: str, shown: list[str], tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text(text, "utf-8")
    rows, warnings = of_file(tmp_path, "d.csv")
    assert [row[0] for row in rows[1:]] == shown
    assert not warnings


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

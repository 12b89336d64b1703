"""Tables in PPTX: native, with a heading row, theme colours and heights that hold."""

from __future__ import annotations

import io
import json
import re
import shutil
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from openxml_audit import OpenXmlValidator
from pptx import Presentation

from reportgen import Publication, compose, parse
from reportgen.backends import render
from reportgen.backends.pptx.lint import faults_of
from reportgen.backends.pptx.natural_lines import cell_margins, natural_pitch
from reportgen.frames import TableItem

ROOT = Path(__file__).parents[3]

TABLE: dict[str, Any] = {
    "columns": [
        "Region",
        {"name": "Count", "type": "number", "group": "Figures", "note": 1},
        {"name": "Growth", "type": "delta", "group": "Figures"},
        {"name": "Share", "type": "bar", "measure": "percent"},
    ],
    "rows": [
        {"group": "East & <west>"},
        [{"value": "Shanghai", "rows": 2}, 1240.5, 0.042, 0.4],
        [75, -0.031, 0.2],
        [{"value": "**All** of [it](https://example.com/)", "columns": 2}, None, None],
        {"total": ["Total", 1315.5, None, 1]},
    ],
    "notes": ["A note."],
}


def made(table: dict[str, Any], kind: str = "deck") -> tuple[Publication, bytes]:
    source = {"title": "T", "brand": "meridian", "sections": [{"type": "table", "headline": "H", "table": table}]}
    publication = compose(parse(source), kind)  # type: ignore[arg-type]
    return publication, render(publication, "pptx")


def frames(pptx: bytes) -> list[Any]:
    return [shape for slide in Presentation(io.BytesIO(pptx)).slides for shape in slide.shapes if shape.has_table]


def test_words_of_a_last_line_are_kept_together_in_titles_and_cells_by_spaces_that_do_not_break() -> None:
    words = "What the estate and the safety team have found so far in each of the rooms and halls that they have seen"
    cells = [["East", f"{words} of it"], ["West", f"{words}, {words} in it"]]
    found = []
    for more in range(8):  # at one of these widths the last word would stand alone
        rows = [[cell + " very" * more + " a" for cell in row] for row in cells]
        publication, pptx = made({"columns": ["Where", "What"], "rows": rows})
        (item,) = [i for s in publication.sheets for i in s.items if isinstance(i, TableItem)]
        texts = [cell.text_frame.text for row in frames(pptx)[0].table.rows for cell in row.cells]
        assert [text.replace("\u00a0", " ") for text in texts[2:]] == [cell for row in rows for cell in row]
        for cell, text in zip(item.cells, texts, strict=True):
            tied = cell.paragraphs[0].tied
            assert "\u00a0" not in text[:tied] and (not tied or " " not in text[tied:])
            if tied:
                found.append(text)
                assert cell.lines[-1].start == tied
    assert found and all(text.endswith("\u00a0a") for text in found)


@pytest.mark.parametrize("kind", ["deck", "newsletter"])
def test_cells_are_those_of_the_frames(kind: str) -> None:
    publication, pptx = made(TABLE, kind)
    (item,) = [i for s in publication.sheets for i in s.items if isinstance(i, TableItem)]
    (frame,) = frames(pptx)
    table = frame.table
    assert table.first_row
    assert frame._element.nvGraphicFramePr.cNvPr.get("descr") == item.alt
    assert [column.width.pt for column in table.columns] == pytest.approx(item.columns, abs=0.001)
    assert [row.height.pt for row in table.rows] == pytest.approx(item.rows, abs=0.001)
    assert frame.height.pt == pytest.approx(item.box.height, abs=0.01)
    for cell in item.cells:
        native = table.cell(cell.row, cell.column)
        assert native.text_frame.text == "".join(paragraph.text for paragraph in cell.paragraphs)
        assert (native.span_height, native.span_width) == (cell.rows, cell.columns) or not native.is_merge_origin
        assert native.is_merge_origin == (cell.rows > 1 or cell.columns > 1)
        lines = max(1, len(cell.lines))
        margins = native.margin_top.pt + native.margin_bottom.pt
        if cell.rows == 1:
            assert lines * cell.paragraphs[0].leading + margins <= table.rows[cell.row].height.pt + 0.01


def test_colours_are_the_themes() -> None:
    _, pptx = made({**TABLE, "style": "zebra"})
    (frame,) = frames(pptx)
    xml = re.sub(r"\s+", " ", frame._element.xml)
    literal = re.findall(r'srgbClr val="(\w+)"', xml)
    assert set(literal) <= {"1E7F4F", "1B7247", "B3261E"}  # positive and negative have no place in a theme
    assert 'schemeClr val="accent1"' in xml
    assert frame.table.horz_banding


def test_sizes_are_written_in_empty_cells_too() -> None:
    _, pptx = made(TABLE)
    (frame,) = frames(pptx)
    namespace = {"a": "http://schemas.openxmlformats.org/drawingml/2006/main"}
    for cell in frame._element.iterfind(".//a:tc", namespace):
        sizes = [run.get("sz") for run in cell.iter("{*}rPr", "{*}endParaRPr")]
        assert sizes
        assert all(sizes)


def test_it_fills_the_layouts_placeholder() -> None:
    _, pptx = made(TABLE)
    (frame,) = frames(pptx)
    holder = frame._element.find(".//{*}ph")
    assert holder.get("type") == "tbl"
    layout = Presentation(io.BytesIO(pptx)).slides[0].slide_layout
    assert [one.placeholder_format.idx for one in layout.placeholders].count(int(holder.get("idx"))) == 1


@pytest.mark.parametrize("kind", ["deck", "newsletter"])
def test_no_fault(kind: str, tmp_path: Path) -> None:
    _, pptx = made(TABLE, kind)
    assert faults_of(pptx) == []
    file = tmp_path / "deck.pptx"
    file.write_bytes(pptx)
    assert [e for e in OpenXmlValidator().validate(str(file)).errors if "viewProps" not in e.description] == []


def test_as_json_and_the_same_each_time() -> None:
    publication, pptx = made(TABLE)
    again, other = made(TABLE)
    assert pptx == other
    tree = json.loads(render(publication, "json"))
    (table,) = [item for sheet in tree["sheets"] for item in sheet["items"] if "table" in item]
    assert table["cells"][0]["text"] == ["Region"]
    assert render(again, "json") == render(publication, "json")


def test_a_large_table_takes_seconds() -> None:
    table = {"columns": [f"C{n}" for n in range(8)], "rows": [[f"r{row}c{n}" for n in range(8)] for row in range(1500)]}
    start = time.process_time()
    publication, pptx = made(table, "newsletter")
    assert time.process_time() - start < 20
    assert sum(len(frame.table.rows) - 1 for frame in frames(pptx)) == 1500
    assert len(publication.sheets) < 60


def test_rows_hold_where_programs_go_by_the_height_of_the_font(tmp_path: Path) -> None:
    """LibreOffice sets the lines of cells by the font's own height, which is more than 1.2 times the size in many."""
    brand = yaml.safe_load((ROOT / "examples/brands/meridian/brand.yaml").read_text())
    for role in brand["type"]["slide"].values():
        role["font"] = "serif"
    folder = tmp_path / "brands/tall"
    shutil.copytree(ROOT / "examples/brands/meridian", folder)
    (folder / "brand.yaml").write_text(yaml.safe_dump(brand))
    (tmp_path / "reportgen.toml").write_text("")
    source = {"title": "T", "brand": "tall", "sections": [{"type": "table", "headline": "H", "table": TABLE}]}
    publication = compose(parse(source, folder=tmp_path), "deck")
    (item,) = [one for sheet in publication.sheets for one in sheet.items if isinstance(one, TableItem)]
    serif = natural_pitch(next(face for face in publication.faces.values() if face.family == "Source Serif 4"))
    assert serif == pytest.approx(1.371, abs=0.001)
    reduced = 0
    for cell in item.cells:
        margins = cell_margins(cell, publication.faces)
        lines = sum(cell.paragraphs[line.paragraph].leading for line in cell.lines if line.runs)
        needed = margins.top + margins.bottom + lines * serif / 1.2
        assert needed <= sum(item.rows[cell.row : cell.row + cell.rows]) + 0.01
        assert (margins.top if cell.anchor == "top" else margins.bottom) == pytest.approx(
            cell.margins.top if cell.anchor == "top" else cell.margins.bottom
        )
        reduced += margins != cell.margins
    assert reduced > len(item.cells) / 2
    assert all(cell_margins(cell, {}) == cell.margins for cell in item.cells)

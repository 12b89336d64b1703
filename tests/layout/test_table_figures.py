"""A table where a picture could stand: on pages, on slides, whole or over several."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import pytest

from reportgen import Publication, compose, parse
from reportgen.errors import ReportgenError
from reportgen.frames import TableItem, TextItem

ROOT = Path(__file__).parents[2]
SENTENCE = "Every hub needs power, water and fibre, and people who have the patience to see it through. "


def made(rows: int, kind: Literal["newsletter", "deck"], **more: Any) -> Publication:
    table = {
        "columns": ["Region", {"name": "Hubs", "type": "number"}],
        "rows": [[f"Region {n}", n] for n in range(rows)],
    }
    section = {"type": "story", "headline": "Power", "body": SENTENCE * 4, "figure": {"table": table}, **more}
    source = {"title": "T", "brand": "meridian", "language": "en", "deck": "full", "sections": [section]}
    return compose(parse(source, folder=ROOT / "examples"), kind)


def cells(publication: Publication) -> list[str]:
    tables = [item for sheet in publication.sheets for item in sheet.items if isinstance(item, TableItem)]
    texts = [paragraph.text for table in tables for cell in table.cells for paragraph in cell.paragraphs]
    return [text for text in texts if text.startswith("Region ")]


@pytest.mark.parametrize("kind", ["newsletter", "deck"])
@pytest.mark.parametrize("rows", [3, 12, 70])
def test_every_row_is_there_once(kind: Literal["newsletter", "deck"], rows: int) -> None:
    publication = made(rows, kind)
    assert cells(publication) == [f"Region {n}" for n in range(rows)]
    words = " ".join(
        paragraph.text
        for sheet in publication.sheets
        for item in sheet.items
        if isinstance(item, TextItem)
        for paragraph in item.paragraphs
    )
    assert " ".join(words.split()).count("see it through") == 4
    for sheet in publication.sheets:
        for item in sheet.items:
            assert item.box.bottom <= publication.size.height + 0.5


@pytest.mark.parametrize("kind", ["newsletter", "deck"])
def test_it_stands_beside_or_above_the_text(kind: Literal["newsletter", "deck"]) -> None:
    publication = made(4, kind)
    assert len(publication.sheets) == 1
    (table,) = [item for item in publication.sheets[0].items if isinstance(item, TableItem)]
    bodies = [item for item in publication.sheets[0].items if isinstance(item, TextItem) and item.slot == "body"]
    assert all(not table.box.overlaps(body.box, 0.5) for body in bodies)
    assert table.box.right <= publication.size.width - 30  # inside the margins, where a picture would run to the edge
    assert table.box.y >= 30


def test_what_is_wrong_in_it_is_named_with_its_path() -> None:
    with pytest.raises(ReportgenError) as caught:
        parse({"title": "T", "sections": [{"type": "story", "headline": "H", "figure": {"table": {"rows": [[1]]}}}]})
    assert caught.value.where.path == "sections[0].figure.table"
    assert "columns" in caught.value.message

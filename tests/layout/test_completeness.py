"""All that a section offers stands on the sheets, or is an error: nothing is lost between them in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen import Publication, compose, parse
from reportgen.errors import ReportgenError
from reportgen.frames import ImageItem, Item, Sheet, TableItem, TextItem
from reportgen.layout.pages.sheets import SheetMaker
from reportgen.layout.slides.makeup import DeckMaker
from reportgen.structs import replace

TEXT = "Some words of a text that goes on for a while, as texts do. "
RAIL = """\
extends: standard
description: A story whose picture, or what stands in its place, has a third of the width.
picture: null
words: null
columns:
  space: 10pt
  before: stats
  split:
    rail: {span: 4, picture: {kind: picture, height: [34mm, 52mm, 96mm], required: true}}
    text: {span: 8, words: {use: story, columns: 2, space: null, required: true}}
"""


def story(rows: int, words: int) -> dict[str, object]:
    table = {"columns": ["Name", "Number"], "rows": [[f"Row {number}", number] for number in range(rows)]}
    return {"type": "story", "headline": "A rail", "layout": "rail", "body": TEXT * words, "figure": {"table": table}}


def rows_of(publication: Publication) -> list[str]:
    tables = [item for sheet in publication.sheets for item in sheet.items if isinstance(item, TableItem)]
    cells = [cell for table in tables for cell in table.cells if cell.column == 0 and cell.header != "column"]
    return [paragraph.text for cell in cells for paragraph in cell.paragraphs]


@pytest.mark.parametrize("words", [1, 60, 300])
@pytest.mark.parametrize("rows", [3, 45, 70, 300])
def test_a_table_in_a_cell_of_a_split_goes_on_over_pages(rows: int, words: int, tmp_path: Path) -> None:
    """One that is higher than a page was taken for nothing when its cell was measured, and lost."""
    (tmp_path / "layouts" / "pages").mkdir(parents=True)
    (tmp_path / "layouts" / "pages" / "rail.yaml").write_text(RAIL, "utf-8")
    (tmp_path / "reportgen.toml").touch()
    before = {"type": "story", "headline": "Before", "body": TEXT * 20}
    document = parse({"title": "T", "brand": "meridian", "sections": [before, story(rows, words)]}, folder=tmp_path)
    laid = compose(document)
    assert rows_of(laid) == [f"Row {number}" for number in range(rows)]
    shown = sum(
        p.text.count("as texts do")
        for s in laid.sheets
        for i in s.items
        if isinstance(i, TextItem)
        for p in i.paragraphs
    )
    assert shown >= words


SECTIONS = [
    {"type": "story", "headline": "A story", "body": TEXT * 30, "points": ["One", "Two"]},
    {"type": "table", "headline": "A table", "table": {"columns": ["A", "B"], "rows": [["x", 1], ["y", 2]]}},
    {
        "type": "chart",
        "headline": "A chart",
        "chart": {"kind": "bar", "categories": ["x", "y"], "series": [{"name": "s", "values": [1, 2]}]},
    },
    {"type": "stats", "headline": "Numbers", "stats": [{"value": 3, "label": "Boats"}, {"value": 4, "label": "Oars"}]},
    {
        "type": "events",
        "headline": "Days",
        "events": [{"date": "2026-06-03", "title": "Noon"}, {"date": "2026-06-04", "title": "Night"}],
    },
]


@pytest.mark.parametrize("kind", ["newsletter", "deck"])
@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section["type"])
def test_whatever_the_layout_loses_is_told(
    section: dict[str, object], kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each item of a section in turn is lost, as a fault of the layout would lose it. An entry is missed as a
    whole, with its label.
    """
    document = parse({"title": "T", "brand": "meridian", "sections": [section]})
    maker, make = {"newsletter": (SheetMaker, "_sheet"), "deck": (DeckMaker, "_furnished")}[kind]
    right = getattr(maker, make)
    own = [
        item
        for sheet in compose(document, kind).sheets  # type: ignore[arg-type]
        for item in sheet.items
        if item.section == 0
        and isinstance(item, TextItem | TableItem | ImageItem)
        and not getattr(item, "artifact", False)
    ]
    assert own
    for lost in own:
        if (lost.slot or "").endswith("-label"):
            continue

        gone: list[Item] = [item for item in own if item == lost or item.slot == f"{lost.slot}-label"]

        def without(self: object, *given: object, gone: list[Item] = gone) -> object:
            made = right(self, *given)

            def less(sheet: Sheet) -> Sheet:
                return replace(sheet, items=tuple(item for item in sheet.items if item not in gone))

            return less(made) if isinstance(made, Sheet) else tuple(map(less, made))

        monkeypatch.setattr(maker, make, without)
        with pytest.raises(ReportgenError, match="finds no place"):
            compose(document, kind)  # type: ignore[arg-type]

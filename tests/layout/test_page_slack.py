"""What a page does with height that it has left, or lacks: rows of tables and lists take it, albums give some up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reportgen import Publication, compose, parse
from reportgen.errors import ReportgenError
from reportgen.frames import Sheet, TableItem, TextItem
from reportgen.templates import load_library

ROOT = Path(__file__).parents[2]
SENTENCE = "Every hub needs power, water and fibre, and people who have the patience to see it through to the end. "


def newsletter(*sections: dict[str, Any]) -> Publication:
    source = {"title": "Pages", "cover": False, "language": "en", "brand": "meridian", "sections": list(sections)}
    return compose(parse(source, folder=ROOT / "examples"), "newsletter")


def table(rows: int, headline: str = "Loads") -> dict[str, Any]:
    values = [[f"Cluster {row}", row * 7] for row in range(rows)]
    return {"type": "table", "headline": headline, "table": {"columns": ["Cluster", "Load"], "rows": values}}


def story(paragraphs: int) -> dict[str, Any]:
    return {"type": "story", "headline": "Power", "body": "\n\n".join([SENTENCE * 3] * paragraphs)}


def timeline(entries: int) -> dict[str, Any]:
    return {
        "type": "timeline", "headline": "When",
        "moments": [{"at": str(2000 + at), "title": f"Step {at}", "text": "It goes on."} for at in range(entries)],
    }  # fmt: skip


def pitch(sheet: Sheet) -> float:
    """The height of the rows of the table on a sheet."""
    (item,) = [item for item in sheet.items if isinstance(item, TableItem)]
    return item.rows[3]


def test_rows_of_a_table_are_higher_where_the_page_has_room() -> None:
    loose = newsletter(table(12), story(9), timeline(4))
    full = newsletter(table(12), story(14), timeline(4))
    assert len(loose.sheets) == 1
    assert pitch(loose.sheets[0]) > pitch(full.sheets[0]) + 1


@pytest.mark.parametrize("rows", [30, 50, 64])
@pytest.mark.parametrize("before", [4, 9, 13])
def test_a_table_is_cut_after_eight_rows_and_before_six(rows: int, before: int) -> None:
    sheets = newsletter(story(before), table(rows)).sheets
    parts = [item for sheet in sheets for item in sheet.items if isinstance(item, TableItem)]
    counts = [len(part.rows) - 1 for part in parts]
    assert sum(counts) == rows
    assert len(counts) == 1 or (min(counts[:-1]) >= 8 and counts[-1] >= 6), counts


@pytest.mark.parametrize("before", [5, 8, 11])
def test_the_head_of_a_part_stands_at_the_top_of_a_page(before: int) -> None:
    part = {"type": "divider", "kicker": "Part two", "headline": "What comes"}
    publication = newsletter(story(before), part, story(12), timeline(5), table(12))
    for sheet in publication.sheets:
        for item in sheet.items:
            if isinstance(item, TextItem) and item.section == 1 and item.slot == "headline":
                assert item.box.y < 0.5 * publication.size.height


def test_a_rule_that_print_would_lose_is_refused(tmp_path: Path) -> None:
    (tmp_path / "masters").mkdir()
    text = "extends: first\ndescription: A first page.\nfurniture: {rule: {at: {height: 0pt}}}\n"
    (tmp_path / "masters/first.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ReportgenError, match="lost in print"):
        load_library([tmp_path])

"""Rules about pages: each finds its fault at the source's line, and nothing where there is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reportgen import compose, parse
from reportgen.frames import Item, Publication, TextItem
from reportgen.preflight import made_up_pages
from reportgen.structs import replace

ROOT = Path(__file__).parents[2]
SENTENCE = "Every hub needs power, water and fibre, and people who have the patience to see it through to the end. "


def newsletter(*sections: dict[str, Any], **more: Any) -> Publication:
    source = {"title": "T", "language": "en", "brand": "meridian", "sections": list(sections), **more}
    return compose(parse(source, folder=ROOT / "examples"), "newsletter")


def story(paragraphs: int, headline: str = "Ships") -> dict[str, Any]:
    return {"type": "story", "headline": headline, "body": "\n\n".join([SENTENCE * 3] * paragraphs)}


def table(rows: int) -> dict[str, Any]:
    values = [[f"Cluster {row}", row * 7] for row in range(rows)]
    return {"type": "table", "headline": "Loads", "table": {"columns": ["Cluster", "Load"], "rows": values}}


def rules(publication: Publication) -> list[str]:
    return [finding.rule for look in made_up_pages.LOOKS for finding in look(publication)]


def with_items(publication: Publication, page: int, change: Any) -> Publication:
    """The publication with the items of a page changed, one by one; None takes one away."""
    sheets = list(publication.sheets)
    changed = (change(item) for item in sheets[page].items)
    sheets[page] = replace(sheets[page], items=tuple(item for item in changed if item is not None))
    return replace(publication, sheets=tuple(sheets))


def texts(publication: Publication, page: int, slot: str) -> list[TextItem]:
    return [item for item in publication.sheets[page].items if isinstance(item, TextItem) and item.slot == slot]


def test_full_pages_have_no_finding() -> None:
    assert rules(newsletter(story(16))) == []
    assert rules(compose(parse({"title": "T", "sections": [story(3)]}), "deck")) == []


def test_a_page_without_most_of_its_text_is_white() -> None:
    whole = newsletter(story(16), story(16, "Two"), story(16, "Three"))
    foot = whole.size.height / 2

    def upper(item: Item) -> Item | None:
        return item if getattr(item, "artifact", False) or item.box.y < foot / 2 else None

    bare = with_items(
        whole, 0, lambda item: None if isinstance(item, TextItem) and item.slot == "body" else upper(item)
    )
    found = [*made_up_pages.white(bare), *made_up_pages.white_foot(bare)]
    assert [finding.rule for finding in found] == ["white-page", "white-foot"]
    assert all("sections[" in str(finding.where) and finding.hint for finding in found)


def test_a_last_page_that_is_hardly_begun_is_told() -> None:
    publication = newsletter(story(16), story(16, "Two"), {"type": "imprint", "headline": "Imprint", "body": "By us."})
    page = len(publication.sheets) - 1

    def begun(item: Item) -> Item | None:
        return item if item.section is None or (item.section, getattr(item, "slot", None)) == (1, "headline") else None

    short = with_items(publication, page, begun)
    assert "last-page" in rules(short)


def test_a_column_much_shorter_than_its_neighbour_is_told() -> None:
    publication = newsletter(story(9))
    _, *others = texts(publication, 0, "body")
    assert others

    def cut(item: Item) -> Item:
        return replace(item, lines=item.lines[: len(item.lines) // 2]) if item is others[-1] else item

    found = [*made_up_pages.short_columns(with_items(publication, 0, cut))]
    assert [finding.rule for finding in found] == ["short-column"]
    assert not [*made_up_pages.short_columns(publication)]


def test_a_heading_at_the_foot_away_from_its_text_is_told() -> None:
    publication = newsletter(story(45))

    def alone(item: Item) -> Item | None:
        return item if item.section is None or getattr(item, "slot", None) == "headline" else None

    assert "stranded-heading" in rules(with_items(publication, 0, alone))


def test_the_head_of_a_part_in_the_lower_half_is_told() -> None:
    part = {"type": "divider", "headline": "What comes"}
    publication = newsletter(story(3), part, story(3, "Two"))
    (head,) = [text for text in texts(publication, 0, "headline") if text.section == 1]
    low = replace(head, box=replace(head.box, y=600.0))
    assert "low-part" in rules(with_items(publication, 0, lambda item: low if item is head else item))
    assert "low-part" not in rules(publication)


@pytest.mark.parametrize(("rows", "told"), [(3, True), (20, False)])
def test_a_table_that_is_cut_after_few_rows_is_told(rows: int, told: bool) -> None:
    publication = newsletter(table(240))
    assert len(publication.sheets) > 1

    def cut(item: Any) -> Any:
        return replace(item, rows=item.rows[: rows + 1]) if hasattr(item, "header_rows") else item

    assert ("cut-table" in rules(with_items(publication, 0, cut))) is told

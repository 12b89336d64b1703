"""The first page: the lead beside contents in a rail; and quotes, stacks and closing bands of all pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reportgen import Publication, compose, parse
from reportgen.frames import Sheet, TextItem
from reportgen.layout.pages.stacks import Gaps, Heights, arrangements, filled

EXAMPLES = Path(__file__).parents[2] / "examples"
SENTENCE = "The harbour master walked round the old shed and said that nobody had ever asked for the key. "
PULL = "A shed without a key is a wall with a roof."


def newsletter(*sections: dict[str, Any], brand: str = "meridian") -> Publication:
    source = {"title": "T", "brand": brand, "language": "en", "sections": list(sections)}
    return compose(parse(source, folder=EXAMPLES), "newsletter")


def story(name: str, sentences: int, **more: Any) -> dict[str, Any]:
    body = "\n\n".join([SENTENCE * 3] * (sentences // 3))
    return {"type": "story", "headline": name, "body": body, **more}


def texts(sheet: Sheet, slot: str) -> list[TextItem]:
    return [item for item in sheet.items if isinstance(item, TextItem) and item.slot == slot]


def listed(sheet: Sheet) -> list[str]:
    """What contents name, by their links; page numbers are links, too."""
    items = [item for item in sheet.items if isinstance(item, TextItem) and (item.slot or "").startswith("entries")]
    linked = (one for item in items for one in item.paragraphs if any(run.link for run in one.runs))
    return [paragraph.text for paragraph in linked if not paragraph.text.isdigit()]


COVER = {"type": "cover", "masthead": "The Note"}
CONTENTS = {"type": "contents"}


@pytest.mark.parametrize("brand", ["meridian", "northfield", "cirrus"])
@pytest.mark.parametrize("stories", [4, 9, 20])
def test_the_lead_begins_on_page_one_beside_the_contents(brand: str, stories: int) -> None:
    sections = [story(f"Story {number}", 24) for number in range(stories)]
    first = newsletter(COVER, CONTENTS, *sections, brand=brand).sheets[0]
    assert len(listed(first)) == min(stories, 9)
    lead = texts(first, "body")
    assert sum(len(item.lines) for item in lead) >= 12
    contents = min(item.box.x for item in texts(first, "entries-1"))
    assert all(item.box.x > contents or item.box.right < contents for item in lead)


def test_contents_of_parts_stand_under_their_names() -> None:
    parts = [
        [{"type": "divider", "headline": f"Part {part}"}, story(f"Story {part}a", 12), story(f"Story {part}b", 12)]
        for part in range(3)
    ]
    first = newsletter(COVER, CONTENTS, story("Lead", 24), *[one for part in parts for one in part]).sheets[0]
    names = [
        "Lead",
        "Part 0",
        "Story 0a",
        "Story 0b",
        "Part 1",
        "Story 1a",
        "Story 1b",
        "Part 2",
        "Story 2a",
        "Story 2b",
    ]
    assert listed(first) == names


def test_contents_name_stories_before_charts() -> None:
    table = {"headline": "Rows", "table": {"columns": ["A", "B"], "rows": [["x", 1]]}}
    tables = [{"type": "table", **table, "headline": f"Table {at}"} for at in range(6)]
    stories = [story(f"Story {at}", 15) for at in range(8)]
    mixed = [one for pair in zip(stories, [*tables, *tables[:2]], strict=True) for one in pair]
    first = newsletter(COVER, CONTENTS, *mixed).sheets[0]
    assert listed(first) == [f"Story {at}" for at in range(8)][:1] + ["Table 0"] + [f"Story {at}" for at in range(1, 8)]


@pytest.mark.parametrize("sentences", [9, 15, 24, 36, 60, 90])
@pytest.mark.parametrize("brand", ["meridian", "northfield", "cirrus"])
def test_no_quote_stands_in_a_sentence(sentences: int, brand: str) -> None:
    """It stands between two paragraphs, or at the foot of its column, and never over two columns."""
    made = newsletter(story("One", sentences, pull=PULL), brand=brand)
    (sheet,) = [sheet for sheet in made.sheets if texts(sheet, "pull")]
    (quote,) = texts(sheet, "pull")
    body = [item for item in texts(sheet, "body") if item.box.x < quote.box.right and quote.box.x < item.box.right]
    assert len({round(item.box.x) for item in body}) <= 1
    above = [item for item in body if item.box.y < quote.box.y]
    below = [item for item in body if item.box.y > quote.box.y]
    if above and below:
        last = max(above, key=lambda item: item.box.y).paragraphs[-1].text
        assert last.rstrip().endswith("key.")


def test_stacks_hold_sections_that_follow_each_other_or_belong_to_a_rail() -> None:
    found = arrangements((4, 5, 6), ("sidebar", "story", "stats"), 12)
    assert ((8, (4,)), (4, (5, 6))) in found
    assert ((8, (4, 5)), (4, (6,))) in found
    assert ((8, (5,)), (4, (4, 6))) in found
    assert ((4, (4,)), (4, (5,)), (4, (6,))) in found
    assert all(sum(span for span, _ in way) == 12 for way in found)


@pytest.mark.parametrize("height", [200.0, 220.0, 240.0, 300.0])
def test_a_stack_fills_its_height(height: float) -> None:
    """What stretches takes the slack first, then the gaps; nothing is higher than it may be."""
    modules = [Heights(60, 80, 110), Heights(100, 100, 100)]
    heights, gap = filled(modules, Gaps(10, 20, 40), height, 10)
    assert sum(heights) + gap == pytest.approx(min(height, 250))
    assert all(one.least <= made <= one.most for one, made in zip(modules, heights, strict=True))
    assert gap == 20 or heights[0] == 110


@pytest.mark.parametrize("sentences", [60, 90, 120, 150])
def test_a_closing_band_takes_what_is_left_of_the_last_page(sentences: int) -> None:
    made = newsletter(story("One", sentences), {"type": "closing", "headline": "Until spring"})
    sheet = made.sheets[-1]
    (closing,) = [item for item in texts(sheet, "headline") if item.paragraphs[0].text == "Until spring"]
    height = 841.9
    assert closing.box.y > 0.6 * height


SHORT = {"type": "story", "headline": "Closed at Easter", "body": SENTENCE * 3}


@pytest.mark.parametrize("brand", ["meridian", "northfield", "cirrus", "halo"])
def test_contents_before_the_first_part_leave_page_one_to_the_lead(brand: str) -> None:
    parts = [one for at in range(3) for one in ({"type": "divider", "headline": f"Part {at}"}, story(f"S{at}", 24))]
    first = newsletter(COVER, CONTENTS, *parts, brand=brand).sheets[0]
    assert len(listed(first)) == 6
    assert sum(len(item.lines) for item in texts(first, "body")) >= 12


@pytest.mark.parametrize("brand", ["meridian", "northfield", "cirrus", "halo"])
def test_short_pieces_fill_the_width_and_have_one_size_of_headline(brand: str) -> None:
    """Whether they stand across the page or beside another; and long ones have a larger one."""
    made = newsletter(COVER, story("Lead", 24), SHORT, {**SHORT, "headline": "Open at Whitsun"}, brand=brand)
    heads = {item.paragraphs[0].text: item for sheet in made.sheets for item in texts(sheet, "headline")}
    sizes = {name: head.lines[0].runs[0].size for name, head in heads.items()}
    assert sizes["Closed at Easter"] == sizes["Open at Whitsun"] < sizes["Lead"]
    words = [item for sheet in made.sheets for item in texts(sheet, "body") if item.section in {2, 3}]
    assert max(item.box.right for item in words) > 0.85 * made.size.width


def test_a_long_read_is_long() -> None:
    """A short story has no dropped letter and no three columns of a few lines."""
    made = newsletter(COVER, story("Lead", 24), story("Second", 6))
    second = next(one for one in made.makeup.sections if one.title == "Second")
    assert "longread" not in second.templates

"""Details of slides that a designer would mark: type under its title, text at the edge of its card, bylines, rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reportgen import compose, parse
from reportgen.errors import ReportgenError
from reportgen.frames import ShapeItem, Sheet, TextItem

ROOT = Path(__file__).parents[2]
MEANT = (
    ("First day", "Back to school at the high school, with tea"),
    ("Second day", "Town hall in the cafeteria, with interpreters"),
    ("Third day", "No school"),
)
BRANDS = ("meridian", "cirrus", "northfield", "halo")
MOMENTS = [
    {"at": "Nov", "title": "Weekends", "text": "Open until one"},
    {"at": "Jan", "title": "A second room"},
    {"at": "Feb", "title": "Electronic prescribing", "text": "Wards 4 to 7 first, then all of the others by Easter"},
]


def slides(section: dict[str, Any], brand: str = "meridian") -> tuple[Sheet, ...]:
    source = {"title": "T", "language": "en-GB", "brand": brand, "sections": [section]}
    publication = compose(parse(source, folder=ROOT / "examples"), "deck")
    masters = {master.name: master for master in publication.masters}
    rules = {sheet.master: masters[sheet.master].items for sheet in publication.sheets}
    return tuple(
        Sheet(one.master, one.title, (*rules[one.master], *one.items), one.notes, one.section, one.key, one.showing)
        for one in publication.sheets
    )


def texts(sheet: Sheet) -> list[TextItem]:
    return [item for item in sheet.items if isinstance(item, TextItem) and item.lines and not item.artifact]


def named(sheet: Sheet, start: str) -> list[TextItem]:
    """The texts whose slots begin so."""
    return [item for item in texts(sheet) if (item.slot or "").startswith(start)]


def of_slot(sheet: Sheet, slot: str) -> TextItem:
    return next(item for item in texts(sheet) if item.slot == slot)


@pytest.mark.parametrize("brand", BRANDS)
@pytest.mark.parametrize(
    "section",
    [
        {"type": "timeline", "headline": "What comes", "moments": MOMENTS},
        {
            "type": "matrix",
            "headline": "Risks",
            "fields": [{"title": f"Risk {at}", "text": "Likely and grave"} for at in range(4)],
        },
        {
            "type": "people",
            "headline": "Who to call",
            "people": [
                {"name": "Mette Kjær", "role": "Aarhus", "text": "Days only"},
                {"name": "J. Lind", "role": "Oslo"},
            ],
        },
    ],
    ids=lambda section: section["type"],
)
def test_titles_of_entries_are_no_smaller_than_the_text_under_them(section: dict[str, Any], brand: str) -> None:
    (sheet,) = slides(section, brand)
    sizes = [
        {paragraph.style: paragraph.runs[0].size for paragraph in item.paragraphs} for item in named(sheet, "entries")
    ]
    both = [one for one in sizes if "title" in one and "first" in one]
    assert both and all(one["title"] >= one["first"] for one in both)


@pytest.mark.parametrize("brand", BRANDS)
def test_large_text_stands_away_from_the_edge_of_its_card(brand: str) -> None:
    points = [
        "The share of parcels on time is above the target for the third month",
        "Each costs 6 cents more than planned, all of it in Aarhus, where two sorters failed on two days of the month",
        "The plan is signed",
    ]
    (sheet,) = slides({"type": "brief", "headline": "In short", "points": points}, brand)
    panels = [item for item in sheet.items if isinstance(item, ShapeItem) and item.name == "panel"]
    cards = named(sheet, "body-")
    assert len(cards) == 3
    for card in cards:
        (panel,) = [one for one in panels if one.box.contains(card.box, 0.5)]
        size = card.paragraphs[0].runs[0].size
        assert card.box.x - panel.box.x >= 0.6 * size
        assert panel.box.right - card.box.right >= 0.6 * size


def test_cards_of_very_different_lengths_stand_under_each_other() -> None:
    points = [
        "Approve 240,000 euros for forty more people in Aarhus until 20 December, or accept that only ninety-four parcels "
        "in a hundred are on time",
        "Close the Odense dock",
        "Pay the bonus in November",
    ]
    (sheet,) = slides({"type": "brief", "headline": "Decisions", "points": points})
    cards = named(sheet, "body-")
    assert len({round(card.box.x) for card in cards}) == 1


def test_terms_and_what_they_mean_stand_on_cards() -> None:
    body = "\n\n".join(f"{when}\n: {what}" for when, what in MEANT)
    (sheet,) = slides({"type": "story", "headline": "Dates", "body": body})
    cards = named(sheet, "body-")
    assert [tuple(paragraph.text for paragraph in card.paragraphs) for card in cards] == list(MEANT)
    assert all(paragraph.indent == 0 for card in cards for paragraph in card.paragraphs)


@pytest.mark.parametrize("brand", BRANDS)
@pytest.mark.parametrize("pull", [None, "Nobody has slept in corridor B since July."])
def test_a_byline_is_small_and_stands_under_the_text(brand: str, pull: str | None) -> None:
    body = "\n\n".join(
        f"The {what} runs more tests in the afternoon than it did. Porters walk further each day."
        for what in ("laboratory", "ward", "unit")
    )
    section = {"type": "story", "headline": "A unit of its own", "byline": "Dr Ines Okafor", "body": body}
    (sheet,) = slides({**section, **({"pull": pull} if pull else {})}, brand)
    byline = of_slot(sheet, "byline")
    read = named(sheet, "body")
    size = max(item.paragraphs[0].runs[0].size for item in read)
    assert byline.paragraphs[0].runs[0].size < 0.9 * size
    lowest = max(item.box.y + item.lines[-1].baseline for item in read)
    beside = byline.box.right < min(item.box.x for item in read)  # in the column of the headline
    assert beside or byline.box.y + byline.lines[0].baseline > lowest + 12


@pytest.mark.parametrize("brand", BRANDS)
def test_a_statement_stands_in_the_middle_of_its_slide_with_a_rule_under_it(brand: str) -> None:
    (sheet,) = slides(
        {"type": "statement", "statement": "Nobody drives more than nine hours, not in peak either."}, brand
    )
    words = of_slot(sheet, "headline")
    top = words.box.bottom - words.paragraphs[0].leading * len(words.lines)
    (rule,) = [
        item for item in sheet.items if isinstance(item, ShapeItem) and item.name == "rule" and 2 < item.box.height < 4
    ]
    assert rule.box.y > words.box.bottom + 6
    assert top > 0.15 * 540 and words.box.bottom > 0.45 * 540


@pytest.mark.parametrize("brand", BRANDS)
def test_the_rule_of_a_call_to_action_does_not_touch_its_headline(brand: str) -> None:
    button = {"text": "Join", "url": "https://museum.example/friends"}
    (sheet,) = slides({"type": "cta", "headline": "Pay gladly", "body": "For a year.", "button": button}, brand)
    words = of_slot(sheet, "headline")
    (rule,) = [
        item for item in sheet.items if isinstance(item, ShapeItem) and item.name == "rule" and 2 < item.box.height < 4
    ]
    assert rule.box.y >= words.box.bottom + 6


def test_a_few_words_over_many_points_stand_with_them_on_one_slide() -> None:
    lead = "Measure S is a bond for our buildings, and all seven of us have voted for it."
    points = ("Roofs of two schools", "Heating in 74 classrooms", "A kindergarten wing", "Doors and locks", "A reserve")
    (sheet,) = slides(
        {"type": "story", "headline": "The bond", "body": f"{lead}\n\n" + "\n".join(f"- {p}" for p in points)}
    )
    assert of_slot(sheet, "standfirst").paragraphs[0].text == lead
    assert len(named(sheet, "body-")) == len(points)


@pytest.mark.parametrize("brand", BRANDS)
def test_the_option_that_is_recommended_has_a_panel_of_its_own_colour(brand: str) -> None:
    options: list[dict[str, Any]] = [
        {"title": "Repair", "text": ["140,000", "Holds for four years"]},
        {"title": "Replace", "text": ["610,000", "Holds for twenty years"], "recommended": True},
        {"title": "Wait", "text": ["Nothing now", "Thirty stoppages a year"]},
    ]
    (sheet,) = slides({"type": "comparison", "headline": "The lift", "options": options}, brand)
    fills = [item.fill for item in sheet.items if isinstance(item, ShapeItem) and item.name == "panel"][-3:]
    assert fills[0] == fills[2] != fills[1]
    words = [item.paragraphs[0].runs[0].colour for item in named(sheet, "entries")]
    assert words[0] == words[2] != words[1]


def test_a_field_of_a_matrix_is_not_recommended() -> None:
    fields = [{"title": f"Risk {at}", "text": "Likely", "recommended": True} for at in range(4)]
    with pytest.raises(ReportgenError, match='unknown key "recommended"'):
        slides({"type": "matrix", "headline": "Risks", "fields": fields})

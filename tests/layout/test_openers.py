"""Openers of a deck: the first of several sections with one kicker lists them."""

from __future__ import annotations

from typing import Any, Literal

from reportgen import compose, parse
from reportgen.frames import Publication, TextItem

WORDS = "Wind and sun are cheap where few people live. To bring them to those who do is the business of the decade."


def made(
    sections: list[dict[str, Any]], kind: Literal["deck", "newsletter"] = "deck", brand: str = "meridian"
) -> Publication:
    return compose(parse({"title": "T", "language": "en-GB", "brand": brand, "sections": sections}), kind)


def brief(name: str, kicker: str = "") -> dict[str, Any]:
    own = {"kicker": kicker} if kicker else {}
    return {
        "type": "brief",
        "headline": name,
        "points": ["The lease and the loan", "The date of both", "The rest"],
        **own,
    }


def story(name: str, kicker: str) -> dict[str, Any]:
    points = [
        "Nobody is short of plans for power",
        "A large transformer took a year to deliver",
        "Today it takes three",
    ]
    return {"type": "story", "headline": name, "kicker": kicker, "standfirst": WORDS, "points": points}


def listed(publication: Publication, slide: int) -> list[str]:
    """What a slide lists of a run: numbers and titles, in their order."""
    items = [item for item in publication.sheets[slide - 1].items if isinstance(item, TextItem)]
    return [one.text for item in items if (item.slot or "").startswith("run-") for one in item.paragraphs]


def test_the_first_of_three_with_one_kicker_lists_them_on_a_slide_of_its_own() -> None:
    run = [story("A wire", "Energy"), brief("A queue", "Energy"), brief("Three questions", "Energy")]
    deck = made([brief("Before", "Rates"), *run, brief("After", "Risks")])
    found = {section.title: section.sheets for section in deck.makeup.sections}
    opener, *further = found["A wire"]
    assert len(further) == 1
    numbers = [str(found[name][0]) for name in ("A wire", "A queue", "Three questions")]
    said = listed(deck, opener)
    assert [text for text in said if text.isdigit()] == numbers
    assert [text for text in said if not text.isdigit()] == ["A wire", "A queue", "Three questions"]
    words = [item.paragraphs[0].text for item in deck.sheets[opener - 1].items if isinstance(item, TextItem)]
    assert WORDS in words
    assert sum(listed(deck, number) != [] for number in range(1, len(deck.sheets) + 1)) == 1


def test_two_are_no_run_and_neither_is_all_of_a_deck() -> None:
    two = made([brief("Before", "Rates"), brief("A", "Energy"), brief("B", "Energy"), brief("After", "Risks")])
    every = made([brief(name, "News") for name in "ABCD"])
    for deck in (two, every):
        assert all(len(section.sheets) == 1 for section in deck.makeup.sections)


def test_parts_with_heads_of_their_own_and_newsletters_have_no_such_openers() -> None:
    run = [brief(name, "Energy") for name in "ABC"]
    headed = made([{"type": "divider", "headline": "Part"}, *run, brief("After", "Risks")])
    letter = made([brief("Before", "Rates"), *run], "newsletter")
    for publication in (headed, letter):
        assert all(listed(publication, number) == [] for number in range(1, len(publication.sheets) + 1))


def test_a_chart_that_opens_a_run_keeps_its_words_beside_it() -> None:
    series = [{"name": "All", "values": [1, 2, 3]}]
    chart = {"type": "chart", "headline": "It grows", "kicker": "Energy", "standfirst": "Gigawatts, by year."}
    chart["chart"] = {"kind": "column", "categories": ["2024", "2025", "2026"], "series": series}  # type: ignore[assignment]
    for brand in ("meridian", "cirrus", "northfield"):
        deck = made([brief("Before", "Rates"), chart, brief("A", "Energy"), brief("B", "Energy")], brand=brand)
        opener, slide = deck.makeup.sections[1].sheets
        assert listed(deck, opener) != []
        items = [item for item in deck.sheets[slide - 1].items if isinstance(item, TextItem)]
        assert any(one.text == "Gigawatts, by year." for item in items for one in item.paragraphs)

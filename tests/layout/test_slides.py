"""Deck make-up: counted titles, density, no more than three slides alike, and what is told of it."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest

from reportgen import Publication, compose, parse
from reportgen.frames import TextItem
from reportgen.makeup_report import report_table

ROOT = Path(__file__).parents[2]
SENTENCE = "Every hub needs power, water and fibre, and people who have the patience to see it through. "


def deck(sections: list[dict[str, Any]]) -> Publication:
    source = {"title": "Deck", "language": "en", "brand": "meridian", "deck": "full", "sections": sections}
    return compose(parse(source, folder=ROOT / "examples"), "deck")


def titles(publication: Publication) -> list[str]:
    found = []
    for sheet in publication.sheets:
        texts = [item for item in sheet.items if isinstance(item, TextItem)]
        found += [item.paragraphs[0].text for item in texts if item.slot == "headline"]
    return found


def test_the_slides_of_a_split_section_are_counted_in_their_titles() -> None:
    publication = deck([{"type": "story", "headline": "Power", "body": "\n\n".join([SENTENCE * 2] * 8)}])
    count = len(publication.sheets)
    assert count >= 3
    assert titles(publication) == [f"Power\u00a0({number}/{count})" for number in range(1, count + 1)]
    assert titles(deck([{"type": "story", "headline": "Power", "body": SENTENCE}])) == ["Power"]


def test_a_crowded_text_is_split_before_it_is_shrunk() -> None:
    publication = deck([{"type": "story", "headline": "Power", "body": "\n\n".join([SENTENCE] * 9)}])
    for sheet in publication.sheets:
        bodies = [item for item in sheet.items if isinstance(item, TextItem) and item.slot == "body"]
        for item in bodies:
            assert sum(len(paragraph.text.split()) for paragraph in item.paragraphs) <= 1.35 * 90
            assert all(run.size == 20 for paragraph in item.paragraphs for run in paragraph.runs)


def test_no_text_of_a_deck_shrinks_below_the_brands_least_size() -> None:
    points = [f"**Point {number}** " + SENTENCE for number in range(7)]
    for kind in ("brief", "story"):
        section = {"type": kind, "headline": "Points", "points": points}
        for sheet in deck([section | ({"body": SENTENCE * 12} if kind == "story" else {})]).sheets:
            for item in sheet.items:
                if isinstance(item, TextItem) and item.slot and item.slot.split("-")[0] in ("body", "points"):
                    assert all(run.size >= 14 for paragraph in item.paragraphs for run in paragraph.runs)


@pytest.mark.parametrize("count", [6, 9])
def test_no_template_stands_on_four_slides_in_a_row_where_another_fits(count: int) -> None:
    points = ["One thing that matters", "Another thing", "A third", "A fourth of some length"]
    sections = [{"type": "brief", "headline": f"Brief {number}", "points": points} for number in range(count)]
    publication = deck(sections)
    runs = [len(list(group)) for _, group in itertools.groupby(sheet.master for sheet in publication.sheets)]
    assert max(runs) <= 3


def test_every_slide_of_a_section_has_its_headline_whatever_template_it_began_on() -> None:
    """A template that shows the headline once, as a statement, leaves it to those that have it on each slide."""
    body = "\n\n".join([SENTENCE * 2] * 6)
    publication = deck([{"type": "story", "headline": "Power", "body": body, "layout": {"deck": "statement"}}])
    assert len(publication.sheets) > 2
    assert publication.sheets[0].master.startswith("statement")
    assert len(titles(publication)) == len(publication.sheets)


def test_the_report_of_a_deck_tells_the_runner_up() -> None:
    stats = [{"value": "8", "label": "hubs"}, {"value": "10", "label": "clusters"}]
    story = {"type": "story", "headline": "Power", "body": SENTENCE * 3, "points": ["One", "Two"], "stats": stats}
    publication = deck([story])
    (section,) = publication.makeup.sections
    assert section.runner_up is not None
    assert section.runner_up.cost >= section.chosen.cost
    assert section.runner_up.template in report_table({"deck": publication.makeup})

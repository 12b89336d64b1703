"""The foot of the last page: what concludes a newsletter stands in bands to the sheet's edge, under each other."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from reportgen import Publication, compose, parse
from reportgen.frames import ShapeItem, Sheet, TextItem

EXAMPLES = Path(__file__).parents[2] / "examples"
SENTENCE = "The harbour master walked round the old shed and said that nobody had ever asked for the key. "
STORY = {"type": "story", "headline": "A shed", "body": "\n\n".join([SENTENCE * 3] * 26)}
CTA = {"type": "cta", "headline": "Write to us", "button": {"text": "Six questions", "url": "https://example.com/six"}}
IMPRINT = {"type": "imprint", "headline": "Imprint", "body": "Published by the harbour. " * 8}
CLOSING = {"type": "closing", "headline": "Until spring"}


def newsletter(*sections: dict[str, Any], brand: str = "meridian") -> Publication:
    keys = {"title": "T", "cover": False, "brand": brand, "language": "en", "issue": "Spring"}
    source = keys | {"sections": list(sections)}
    return compose(parse(source, folder=EXAMPLES), "newsletter")


def text(sheet: Sheet, words: str) -> TextItem:
    return next(one for one in sheet.items if isinstance(one, TextItem) and one.paragraphs[0].text == words)


def grounds(sheet: Sheet) -> list[ShapeItem]:
    """The bands that run to both sides of the sheet, from the top down."""
    wide = [one for one in sheet.items if isinstance(one, ShapeItem) and one.box.x <= 0 and one.box.right >= 595]
    return sorted(wide, key=lambda one: one.box.y)


@pytest.mark.parametrize("brand", ["meridian", "northfield", "cirrus"])
@pytest.mark.parametrize("ends", [[CTA, IMPRINT], [IMPRINT, CLOSING], [CTA, CLOSING]])
def test_what_ends_a_newsletter_is_one_foot_of_its_last_page(brand: str, ends: list[dict[str, Any]]) -> None:
    sheet = newsletter(STORY, *ends, brand=brand).sheets[-1]
    bands = [band for band in grounds(sheet) if band.box.bottom > 500]
    assert bands
    assert bands[-1].box.bottom == pytest.approx(841.9, abs=0.1)
    for upper, lower in pairwise(bands):
        assert upper.box.bottom == pytest.approx(lower.box.y, abs=0.1)
    for end in ends:
        assert text(sheet, str(end["headline"])).box.y > bands[0].box.y


def test_small_print_stands_under_the_last_word() -> None:
    sheet = newsletter(STORY, IMPRINT, CLOSING).sheets[-1]
    assert text(sheet, "Imprint").box.y > text(sheet, "Until spring").box.y


def test_no_call_to_action_before_a_story_ends_a_page() -> None:
    for sheet in newsletter(STORY, CTA, STORY, IMPRINT).sheets[:-1]:
        assert not [band for band in grounds(sheet) if band.box.bottom > 700]


def test_the_number_stands_on_the_band() -> None:
    sheet = newsletter(STORY, STORY, STORY, CTA, IMPRINT, brand="cirrus").sheets[-1]
    folio = next(one for one in sheet.items if isinstance(one, TextItem) and one.field == "folio")
    band = grounds(sheet)[-1]
    assert band.box.y < folio.box.y < folio.box.bottom < band.box.bottom
    assert text(sheet, "Imprint").box.bottom < folio.box.y


def test_people_without_portraits_have_their_initials() -> None:
    people = [{"name": f"Ann{number} Berg", "role": "Keeper"} for number in range(5)]
    made = newsletter(STORY, {"type": "people", "headline": "Who wrote this", "people": people})
    letters = [one for sheet in made.sheets for one in sheet.items if isinstance(one, TextItem) and one.artifact]
    assert [one.paragraphs[0].text for one in letters].count("AB") == 5

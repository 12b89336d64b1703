"""What leads a text on its slide: a first sentence, the words before a list, a signature, a saying."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from reportgen import Publication, compose, parse
from reportgen.frames import Sheet, TextItem

ROOT = Path(__file__).parent.parent.parent

ONE = (
    "Dr Noor joins us from Leeds, where she worked for nine years with people who have diabetes. "
    "She speaks Urdu and Punjabi and runs, slowly. She is here on Mondays, Tuesdays and Thursdays."
)
ASKED = (
    "approve the phased move at a capital cost of two million",
    "delegate the choice of a contractor to the finance committee",
    "note that the lease of the present site ends in March",
)
BRANDS = ("meridian", "cirrus", "northfield", "halo")


def deck(body: str, brand: str = "meridian", **more: object) -> Publication:
    section = {"type": "story", "headline": "News", "body": body, **more}
    source = {"title": "T", "language": "en", "brand": brand, "sections": [section]}
    return compose(parse(source, folder=ROOT / "examples"), "deck")


def slots(sheet: Sheet) -> dict[str, str]:
    """The words of a slide's texts by their slot."""
    found: dict[str, str] = {}
    for item in sheet.items:
        if isinstance(item, TextItem) and item.slot:
            text = "\n".join(paragraph.text for paragraph in item.paragraphs)
            found[item.slot] = text.replace("\u00a0", " ")  # which keeps a title with its name
    return found


@pytest.mark.parametrize("brand", BRANDS)
def test_the_first_sentence_of_a_paragraph_leads_its_slide(brand: str) -> None:
    (sheet,) = deck(ONE, brand).sheets
    texts = slots(sheet)
    first, rest = ONE.split(". ", 1)
    assert texts["standfirst"] == f"{first}."
    assert texts["body"] == rest


def test_a_few_words_are_a_statement() -> None:
    (sheet,) = deck("We meet at ten. Bring tea.").sheets
    assert "standfirst" not in slots(sheet)


def test_nothing_leads_where_all_of_the_text_is_asked_for() -> None:
    assert "standfirst" not in slots(deck(ONE, deck="full").sheets[0])


@pytest.mark.parametrize("brand", [brand for brand in BRANDS if brand != "cirrus"])  # whose live area is narrower
def test_the_words_before_a_list_stand_over_its_items(brand: str) -> None:
    body = "The board is asked to:\n\n" + "\n".join(f"{at}. {item}" for at, item in enumerate(ASKED, 1))
    (sheet,) = deck(body, brand).sheets
    texts = slots(sheet)
    assert texts["standfirst"] == "The board is asked to:"
    cards = [text for slot, text in texts.items() if slot.startswith("body-")]
    assert cards == [f"{at}\n{item}" for at, item in enumerate(ASKED, 1)]


def test_items_that_count_keep_their_numbers() -> None:
    (sheet,) = deck("Then we:\n\n4. mend the roof of the hall\n5. paint the door of the shed").sheets
    assert [text[0] for slot, text in slots(sheet).items() if slot.startswith("body-")] == ["4", "5"]


def test_items_with_bullets_are_not_counted() -> None:
    (sheet,) = deck("- Keys with scopes\n- Six hundred requests a minute\n- REST and webhooks").sheets
    assert not any(text[0].isdigit() for slot, text in slots(sheet).items() if slot.startswith("body"))


def test_a_signature_is_a_byline_and_no_card() -> None:
    (sheet,) = deck(f"*By Joke Postma*\n\n{ONE}").sheets
    assert slots(sheet)["byline"] == "By Joke Postma"


def test_a_saying_after_a_text_stands_beside_it_on_colour() -> None:
    (sheet,) = deck(f"{ONE}\n\n> The question is for whom.").sheets
    assert slots(sheet)["pull"] == "The question is for whom."


def test_a_paragraph_after_a_list_is_a_card_as_its_items_are() -> None:
    items = "- Christmas Day and Boxing Day\n- New Year's Day\n- Wednesday 14 January, from noon, for training"
    (sheet,) = deck(f"{items}\n\nFor urgent help when we are closed, ring 111. In an emergency ring 999.").sheets
    assert sum(slot.startswith("body-") for slot in slots(sheet)) == 4


def test_a_title_is_smaller_before_a_word_of_it_is_broken() -> None:
    source = {
        "title": "T",
        "language": "en",
        "brand": "cirrus",
        "sections": [{"type": "brief", "headline": "Recommendation", "points": ["One thing", "Two things", "Three"]}],
    }
    (sheet,) = compose(parse(source, folder=ROOT / "examples"), "deck").sheets
    title = next(item for item in sheet.items if isinstance(item, TextItem) and item.slot == "headline")
    assert len(title.lines) == 1


def test_texts_of_fields_beside_each_other_begin_at_one_height() -> None:
    points = [
        "Founded the yard at the age of forty, and wanted a trade that grew.",
        "A shy and reserved speaker became known in all the harbours of the coast, and leads.",
        "Spoke at the eleventh anniversary.",
        "Left the office last year, to give all attention to boats that need no fuel.",
    ]
    portrait = {"portrait": {"file": "capital-markets-in-china/pictures/portrait.jpg", "alt": "Ann Smith"}}
    section = {
        "type": "spotlight",
        "layout": "spotlight-fields",
        "name": "Ann Smith",
        "role": "Founder",
        "points": points,
        **portrait,
    }
    source = {"title": "T", "language": "en", "brand": "meridian", "sections": [section]}
    (sheet,) = compose(parse(source, folder=ROOT / "examples"), "deck").sheets
    fields = [item for item in sheet.items if isinstance(item, TextItem) and (item.slot or "").startswith("body-")]
    rows = [(one, two) for one, two in pairwise(fields) if one.box.y == two.box.y]
    assert any(len(one.lines) != len(two.lines) for one, two in rows)
    assert [one.lines[0].baseline for one, _ in rows] == [two.lines[0].baseline for _, two in rows]

"""How many words a slide has: few enough to be read, whatever its author has written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reportgen import Publication, compose, parse
from reportgen.frames import Sheet, TextItem

ROOT = Path(__file__).parent.parent.parent

MOST = 75

SENTENCE = "The ferry to the outer islands leaves at six in the morning, and comes back when the tide has turned."
"""Nineteen words."""

PORTRAIT = {"file": "capital-markets-in-china/pictures/portrait.jpg", "alt": "Ann Smith"}

MOMENTS = [{"at": str(1990 + n), "title": f"The {n}th boat", "text": SENTENCE} for n in range(6)]

PARTS = "\n\n".join(
    f"## What the {name} say\n\n{SENTENCE} {SENTENCE}" for name in ("fishers", "farmers", "clerks", "pilots")
)

SECTIONS: dict[str, dict[str, Any]] = {
    "points beside a portrait": {"type": "spotlight", "name": "Ann", "portrait": PORTRAIT, "points": [SENTENCE] * 5},
    "points": {"type": "brief", "headline": "Ferries", "points": [SENTENCE] * 6},
    "parts, a pull quote and a standfirst": {
        "type": "story", "headline": "Ferries", "standfirst": SENTENCE, "body": PARTS, "pull": "Nobody waits."
    },
    "a list": {
        "type": "story", "headline": "Ferries", "body": f"{SENTENCE}\n\n- {SENTENCE}\n- {SENTENCE}\n- {SENTENCE}\n- {SENTENCE}"
    },
    "a timeline": {"type": "timeline", "headline": "Boats", "moments": MOMENTS},
    "people": {
        "type": "people",
        "headline": "Crew",
        "people": [{"name": f"Ann {n}", "role": "Mate", "text": f"{SENTENCE} {SENTENCE}"} for n in range(4)],
    },
    "turns of an interview": {
        "type": "interview",
        "headline": "Asked",
        "turns": [{"question": f"Why does boat {n} wait so long?", "answer": f"{SENTENCE} {SENTENCE}"} for n in range(4)],
    },
}  # fmt: skip


def deck(*sections: dict[str, Any], **more: Any) -> Publication:
    source = {"title": "T", "language": "en", "brand": "meridian", "sections": sections, **more}
    return compose(parse(source, folder=ROOT / "examples"), "deck")


def words(sheet: Sheet) -> int:
    texts = [item for item in sheet.items if isinstance(item, TextItem) and not item.artifact]
    return sum(len(paragraph.text.split()) for item in texts for paragraph in item.paragraphs)


def said(publication: Publication) -> str:
    """All that slides and notes say."""
    shown = [
        paragraph.text
        for sheet in publication.sheets
        for item in sheet.items
        if isinstance(item, TextItem)
        for paragraph in item.paragraphs
    ]
    return "\n".join([*shown, *(note for sheet in publication.sheets for note in sheet.notes)])


@pytest.mark.parametrize("kind", SECTIONS)
def test_no_slide_has_more_words_than_people_read(kind: str) -> None:
    publication = deck(SECTIONS[kind])
    assert max(map(words, publication.sheets)) <= MOST
    assert SENTENCE in said(publication)


def test_points_with_too_many_words_are_shared_evenly_among_slides() -> None:
    publication = deck({"type": "brief", "headline": "Ferries", "points": [f"{n}. {SENTENCE}" for n in range(1, 7)]})
    counts = [words(sheet) for sheet in publication.sheets]
    assert len(counts) == 2
    assert max(counts) - min(counts) <= 20


def test_all_of_the_text_is_shown_where_it_is_asked_for() -> None:
    publication = deck({**SECTIONS["points beside a portrait"], "deck": "full"})
    assert said(publication).count(SENTENCE) == 5
    assert len(publication.sheets) == 1


def test_biographies_give_way_to_their_first_sentences_and_the_notes_have_them() -> None:
    people = [{"name": f"Ann {n}", "role": "Mate", "text": f"Ann sails. {SENTENCE} So it is."} for n in range(4)]
    publication = deck({"type": "people", "headline": "Crew", "people": people})
    (sheet,) = publication.sheets
    assert any("So it is." in note for note in sheet.notes)
    assert words(sheet) <= MOST


def test_a_sentence_that_says_nothing_alone_is_passed_over() -> None:
    text = f"Two things. {SENTENCE} {SENTENCE}"
    body = "\n\n".join(f"## Part {name}\n\n{text}" for name in "ABCD")
    publication = deck(
        {"type": "story", "headline": "Ferries", "standfirst": SENTENCE, "body": body, "pull": "Nobody waits."}
    )
    shown = [p.text for item in publication.sheets[0].items if isinstance(item, TextItem) for p in item.paragraphs]
    assert "Two things." not in shown


def test_an_agenda_of_many_headlines_names_their_kickers() -> None:
    kickers = ["Boats", "Boats", "Boats", "Fish", "Fish", "Weather", "Ports", "Ports", "Crew"]
    stories = [
        {"type": "story", "kicker": kicker, "headline": f"The harbour of the {n}th island waits for its ferry again", "body": "So it is."}
        for n, kicker in enumerate(kickers)
    ]  # fmt: skip
    publication = deck({"type": "agenda"}, *stories)
    agenda = publication.sheets[0]
    named = [
        p.text for item in agenda.items if isinstance(item, TextItem) and not item.artifact for p in item.paragraphs
    ]
    assert [name for name in named if name in kickers] == ["Boats", "Fish", "Weather", "Ports", "Crew"]
    assert words(agenda) <= MOST

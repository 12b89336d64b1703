"""Footnotes: numbered through a section, at the foot of a story, among the speaker notes of a deck."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen import Publication, compose, load, parse
from reportgen.content.text import TextContent
from reportgen.document import Document
from reportgen.errors import Problems, ReportgenError
from reportgen.frames import TextItem

BRANDS = Path(__file__).parents[2] / "examples"

BODY = """\
title: T
sections:
  - type: story
    headline: H
    source: "Source: the ministry"
    notes: Say it slowly.
    body: |
      First[^b], second[^a], first again[^b].

      [^a]: The note *a*, with a [link](https://example.com).
      [^b]: The note b.
"""


def loaded(text: str = BODY) -> Document:
    return load(text)


def texts(publication: Publication) -> list[str]:
    items = [item for sheet in publication.sheets for item in sheet.items if isinstance(item, TextItem)]
    return [paragraph.text for item in items if not item.artifact for paragraph in item.paragraphs]


def test_notes_are_numbered_in_the_order_of_the_text() -> None:
    [section] = loaded().sections
    body = section.offer["body"]
    assert isinstance(body, TextContent)
    [block] = body.blocks
    assert block.text == "First1, second2, first again1."
    assert [span.text for span in block.spans if span.superscript] == ["1", "2", "1"]
    assert [note.text for note in section.footnotes] == ["1 The note b.", "2 The note a, with a link."]
    assert [note.where.line for note in section.footnotes] == [11, 10]
    assert section.footnotes[1].spans[-2].link == "https://example.com"


def test_they_stand_at_the_foot_of_the_story_before_its_source() -> None:
    found = texts(compose(loaded(), "newsletter"))
    assert found[-3:] == ["1 The note b.", "2 The note a, with a link.", "Source: the ministry"]
    alone = texts(compose(loaded(BODY.replace('    source: "Source: the ministry"\n', "")), "newsletter"))
    assert alone[-2:] == ["1 The note b.", "2 The note a, with a link."]


SENTENCE = "Every hub needs power, water and fibre, and people who have the patience to see it through. "


@pytest.mark.parametrize("every", [1, 3, 5])
@pytest.mark.parametrize("length", [4, 9])
def test_each_stands_on_the_page_that_refers_to_it(every: int, length: int) -> None:
    """Of a story that goes on over pages, every part has the notes at its foot to which it refers."""
    paragraphs = [SENTENCE * length + (f"So it is[^n{at}]." if at % every == 0 else "") for at in range(36)]
    notes = [
        f"[^n{at}]: {'A note that is long enough for a second line of small type. ' * 3}" for at in range(0, 36, every)
    ]
    story = {"type": "story", "headline": "H", "body": "\n\n".join([*paragraphs, *notes]), "source": "The ministry"}
    publication = compose(parse({"title": "T", "brand": "meridian", "sections": [story]}, folder=BRANDS), "newsletter")
    assert len(publication.sheets) > 2
    placed = 0
    for sheet in publication.sheets:
        own = [item for item in sheet.items if isinstance(item, TextItem) and not item.artifact]
        said = [paragraph for item in own for paragraph in item.paragraphs]
        told = {one.text.split()[0] for one in said if one.role == "note"}
        assert told == {run.text for one in said if one.role != "note" for run in one.runs if run.superscript}
        placed += len(told)
        assert max(item.box.bottom for item in own) < sheet_bottom(publication)
    assert placed == len(notes)
    assert texts(publication)[-1] == "The ministry"


@pytest.mark.parametrize("sentences", [*range(49, 62), 150, 200])
def test_no_page_has_notes_alone(sentences: int) -> None:
    """Where the text would just fit a page, but not the notes and the source under it, some of the text goes on too."""
    body = SENTENCE * 40 + "So[^a].\n\n" + SENTENCE * (sentences - 40) + "And so[^b].\n\n"
    notes = "[^a]: " + "A note of some length. " * 12 + "\n\n[^b]: " + "Another note. " * 16
    story = {"type": "story", "headline": "H", "body": body + notes, "source": "The ministry"}
    publication = compose(parse({"title": "T", "brand": "meridian", "sections": [story]}, folder=BRANDS), "newsletter")
    for sheet in publication.sheets:
        said = [
            one for item in sheet.items if isinstance(item, TextItem) and not item.artifact for one in item.paragraphs
        ]
        assert any(one.role == "body" for one in said)
        told = {one.text.split()[0] for one in said if one.role == "note"}
        assert told == {run.text for one in said if one.role != "note" for run in one.runs if run.superscript}


def sheet_bottom(publication: Publication) -> float:
    return publication.size.height - 30


def test_in_a_deck_they_are_speaker_notes() -> None:
    deck = compose(loaded(), "deck")
    assert deck.sheets[0].notes == ("Say it slowly.", "1 The note b.", "2 The note a, with a link.")
    assert "1 The note b." not in texts(deck)


@pytest.mark.parametrize(
    ("old", "new", "said", "line"),
    [
        ("[^a]: The", "[^c]: The", 'there is no footnote "[^a]" (write [^a]: …', 8),
        ("second[^a]", "second", 'nothing refers to the footnote "[^a]"', 10),
        ("headline: H", 'headline: "H[^a]"', 'there is no footnote "[^a]"', 4),
        ("Say it slowly.", '"Say[^a]\\n\\n[^a]: it"', "a footnote cannot stand here", 6),
    ],
)
def test_what_is_lost_is_told(old: str, new: str, said: str, line: int) -> None:
    assert old in BODY
    with pytest.raises(ReportgenError) as caught:
        loaded(BODY.replace(old, new, 1))
    found = caught.value.problems if isinstance(caught.value, Problems) else (caught.value,)
    assert any(said in str(one) and one.where.line == line for one in found), str(caught.value)


def test_values_of_a_record_may_stand_in_notes() -> None:
    text = BODY.replace("The note b.", "{{ name }} has said so.").replace("title: T", 'title: "{{ name }}"')
    made = load(text, record={"name": "Ann *Lee*"})
    assert made.sections[0].footnotes[0].text == "1 Ann *Lee* has said so."


def test_text_without_footnotes_may_stand_anywhere() -> None:
    """The parser speaks of footnotes even where there are none."""
    many = " ".join(["Every office tested the guidelines before they were approved."] * 9)
    made = parse({"title": "T", "sections": [{"type": "story", "headline": "H", "body": many, "notes": many}]})
    assert made.sections[0].notes == (many,)

"""Footnotes: numbered through a section, at the foot of a story, among the speaker notes of a deck."""

from __future__ import annotations

import pytest

from reportgen import Publication, compose, load
from reportgen.document import Document, TextContent
from reportgen.errors import Problems, ReportgenError
from reportgen.frames import TextItem

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
    made = load({"title": "T", "sections": [{"type": "story", "headline": "H", "body": many, "notes": many}]})
    assert made.sections[0].notes == (many,)

"""Rules about slides: each finds its fault at the source's line, and nothing where there is none."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from reportgen import compose, parse
from reportgen.frames import ImageItem, Paragraph, Publication, Sheet, TextItem
from reportgen.preflight import slides
from reportgen.structs import replace

ROOT = Path(__file__).parent.parent.parent
SENTENCE = "Nobody knows how many of the ships came for the grain and how many for the fair. "
COVER = {"type": "cover", "masthead": "T", "title": "T"}


def deck(*sections: dict[str, Any], **more: Any) -> Publication:
    source = {"title": "T", "language": "en", "brand": "meridian", "sections": [COVER, *sections], **more}
    return compose(parse(source, folder=ROOT / "examples"), "deck")


def story(**more: Any) -> dict[str, Any]:
    return {"type": "story", "headline": "Ships", **more}


def rules(publication: Publication) -> list[str]:
    return [finding.rule for look in slides.LOOKS for finding in look(publication)]


def test_slides_without_a_fault_have_no_finding() -> None:
    points = ["Ships came for the grain, as ever", "Ships came for the fair", "Nobody knows how many"]
    stats = [{"value": "8", "label": "hubs"}, {"value": "10", "label": "clusters"}]
    assert rules(deck(story(points=points), {"type": "stats", "headline": "Two", "stats": stats})) == []


def test_a_slide_with_little_in_a_corner_is_half_empty() -> None:
    words = "So it was, and nobody said a word about it before the winter came again and all went home."
    publication = deck({**story(body=words), "layout": {"deck": "text"}, "deck": "full"})
    small = replace(publication.sheets[1], items=tuple(_halved(item) for item in publication.sheets[1].items))
    assert rules(replace(publication, sheets=(publication.sheets[0], small))) == ["half-empty-slide"]


def _halved(item: Any) -> Any:
    """A text as if it were set in small type; lines keep their places."""
    if not isinstance(item, TextItem):
        return item
    lines = tuple(
        replace(line, runs=tuple(replace(run, size=run.size / 2) for run in line.runs)) for line in item.lines
    )
    return replace(item, lines=lines)


def test_many_words_are_told_with_the_line_of_their_section() -> None:
    publication = deck({**story(body="\n\n".join([SENTENCE] * 5)), "deck": "full"}, brand="cirrus")
    found = [*slides.wordy(publication)]
    assert [finding.rule for finding in found] == ["wordy-slide"]
    assert "sections[1]" in str(found[0].where)


def test_a_slide_without_a_title_is_told() -> None:
    publication = deck(story(points=[SENTENCE] * 3))
    bare = replace(
        publication.sheets[1],
        items=tuple(
            replace(item, paragraphs=tuple(_untitled(one) for one in item.paragraphs))
            if isinstance(item, TextItem)
            else item
            for item in publication.sheets[1].items
        ),
    )
    assert "headless-slide" in rules(replace(publication, sheets=(publication.sheets[0], bare)))


def _untitled(paragraph: Paragraph) -> Paragraph:
    return replace(paragraph, role="body") if paragraph.role in slides.TITLES else paragraph


def test_sections_without_a_headline_have_that_of_their_part() -> None:
    stats = [{"value": "8", "label": "hubs of the state"}, {"value": "10", "label": "clusters of them, more or less"}]
    publication = deck({"type": "divider", "headline": "What we built"}, {"type": "stats", "stats": stats})
    assert "headless-slide" not in rules(publication)
    texts = [item for item in publication.sheets[-1].items if isinstance(item, TextItem)]
    assert any(paragraph.text == "What we built" for item in texts for paragraph in item.paragraphs)


def test_three_slides_of_text_in_a_row_are_told_once() -> None:
    body = "\n\n".join([SENTENCE] * 20)
    publication = deck({**story(body=body), "layout": {"deck": "text"}, "deck": "full"})
    assert len(publication.sheets) > 3
    assert rules(publication).count("text-run") == 1


@pytest.mark.parametrize("rule", slides.RULES)
def test_each_rule_says_what_it_finds(rule: str) -> None:
    assert slides.RULES[rule].endswith(".")


def test_a_picture_is_cut_as_its_author_says() -> None:
    """A picture that loses most of its area is told, unless the author says what is to be seen of it."""
    stream = io.BytesIO()
    Image.new("RGB", (1_600, 500), "navy").save(stream, "PNG")
    found = []
    for more in ({}, {"focus": [0.3, 0.5]}):
        quote = {"type": "quote", "quote": "Few words.", "picture": {"file": "wide.png", "alt": "A plain", **more}}
        source = {"title": "T", "language": "en", "sections": [COVER, quote], "brand": "meridian"}
        document = parse(source, folder=ROOT / "examples", files={"wide.png": stream.getvalue()})
        publication = compose(document, "deck")
        publication = replace(publication, sheets=tuple(_narrowed(sheet) for sheet in publication.sheets))
        found.append([finding.rule for finding in slides.cropped(publication)])
    assert found == [["cropped-picture"], []]


def _narrowed(sheet: Sheet) -> Sheet:
    """A sheet whose pictures lose seven tenths of their width, about the place that was looked at before."""
    items = [
        replace(item, crop=(0.35, 0.0, 0.35, 0.0) if item.crop[0] == item.crop[2] else (0.2, 0.0, 0.5, 0.0))
        if isinstance(item, ImageItem)
        else item
        for item in sheet.items
    ]
    return replace(sheet, items=tuple(items))

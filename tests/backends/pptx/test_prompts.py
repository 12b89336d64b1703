"""What a person meets who goes on working on a deck: layouts to choose from, and what their places say."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from reportgen import compose, parse
from reportgen.backends.pptx.prompts import LETTER
from reportgen.backends.pptx.writer import render_pptx

ROOT = Path(__file__).parents[3]
OF_OFFICE = ("dt", "ftr", "sldNum")


def deck(language: str, *sections: dict[str, Any]) -> Any:
    source = {
        "title": "T",
        "subtitle": "And what it is about",
        "language": language,
        "brand": "meridian",
        "sections": list(sections),
    }
    return Presentation(io.BytesIO(render_pptx(compose(parse(source, folder=ROOT / "examples"), "deck"))))


STEPS = [{"title": f"Step {number}", "text": "What is done."} for number in range(4)]
GRIDS: tuple[dict[str, Any], ...] = (
    {"type": "cover", "masthead": "The Review"},
    {"type": "agenda", "headline": "Today"},
    {"type": "process", "headline": "How", "steps": STEPS},
    {"type": "stats", "headline": "Counted", "stats": [{"value": f"{n}12.5 bn", "label": "of it"} for n in range(4)]},
)


@pytest.fixture(scope="module")
def german() -> Any:
    return deck("de", *GRIDS)


def places(made: Any) -> Iterator[tuple[Any, Any]]:
    for layout in made.slide_layouts:
        for place in layout.placeholders:
            yield layout, place


def test_places_show_their_own_words(german: Any) -> None:
    """Without the attribute, PowerPoint shows those of its menus."""
    for layout, place in places(german):
        (mark,) = place._element.xpath("./*/p:nvPr/p:ph")
        assert (mark.get("hasCustomPrompt") == "1") is (mark.get("type") not in OF_OFFICE), layout.name
    assert not [place for slide in german.slides for place in slide.shapes if "hasCustomPrompt" in place._element.xml]


def test_a_place_for_a_title_and_text_shows_both(german: Any) -> None:
    (layout,) = [one for one in german.slide_layouts if one.name.startswith("Ablauf")]
    cells = [one.text_frame for one in layout.placeholders if one.name.startswith("Eintrag")]
    assert len(cells) == len(STEPS)
    assert all(cell.text.split("\n")[1:] == ["Text"] for cell in cells)
    assert all([paragraph.level for paragraph in cell.paragraphs] == [0, 1] for cell in cells)


def test_words_have_room_in_their_places(german: Any) -> None:
    for layout, place in places(german):
        if place.has_text_frame and (sizes := place._element.xpath(".//a:lvl1pPr/a:defRPr/@sz")):
            longest = max(map(len, place.text_frame.paragraphs[0].text.split()), default=0)
            assert longest * LETTER * int(sizes[0]) * 127 <= place.width, (layout.name, place.name)


def test_the_text_of_the_master_shows_its_levels(german: Any) -> None:
    (body,) = [one for one in german.slide_master.placeholders if one.placeholder_format.type == 2]
    assert [paragraph.level for paragraph in body.text_frame.paragraphs] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(("language", "names"), [("de", ("Text", "Nur Titel")), ("ja", ("テキスト", "タイトルのみ"))])
def test_every_deck_has_the_plain_layouts(language: str, names: tuple[str, str]) -> None:
    """They have nothing of their own: what is typed into them looks as the master says."""
    made = deck(language, GRIDS[2])
    for name in names:
        (layout,) = [one for one in made.slide_layouts if one.name == name]
        own = [one for one in layout.placeholders if one._element.xpath("./*/p:nvPr/p:ph/@type")[0] not in OF_OFFICE]
        assert own
        assert not [one for one in own if one._element.xpath("p:spPr/*|p:txBody/a:lstStyle/*|p:txBody/a:bodyPr/@*")]


def test_a_deck_has_each_plain_layout_once() -> None:
    made = deck("en", {"type": "story", "headline": "Words", "body": "A sentence of some words. " * 12})
    names = [layout.name for layout in made.slide_layouts]
    assert len(names) == len(set(names))


def test_subtitles_follow_the_text_of_the_master(german: Any) -> None:
    opening = next(one for one in german.slide_layouts if one._element.get("type") == "title")
    subtitles = [one for one in opening.placeholders if one._element.xpath("./*/p:nvPr/p:ph[@type='subTitle']")]
    assert subtitles
    assert not [one for one in subtitles if one._element.xpath(".//a:lvl1pPr/a:defRPr/*")]


def test_the_link_of_a_button_is_that_of_its_shape() -> None:
    """Its words keep the colour that its layout gives them, also after the slide was reset."""
    button = {"text": "Answer here", "url": "https://example.com/six"}
    made = deck("en", {"type": "cta", "headline": "Tell us", "body": "It is soon done.", "button": button})
    (shape,) = [one for slide in made.slides for one in slide.shapes if one.has_text_frame and "Answer" in one.text]
    assert shape.click_action.hyperlink.address == "https://example.com/six"
    assert not shape._element.xpath(".//a:rPr/*")

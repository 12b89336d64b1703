"""Names of layouts, places and shapes in the language of the deck."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from reportgen import compose, parse
from reportgen.backends.pptx.names_for_people import _HOW, _LANGUAGES, _WORDS, _parts, layout_name, place_name
from reportgen.backends.pptx.writer import render_pptx
from reportgen.templates import load_library

ROOT = Path(__file__).parents[3]
SECTIONS: list[dict[str, Any]] = [
    {"type": "cover", "masthead": "M"},
    {"type": "agenda", "headline": "A"},
    {"type": "brief", "headline": "B", "points": ["**One.** Of these", "**Two.** Of those", "**Three.** Of them"]},
    {"type": "divider", "headline": "Part"},
    {
        "type": "chart",
        "headline": "C",
        "chart": {"kind": "bar", "categories": ["a", "b"], "series": [{"name": "s", "values": [1, 2]}]},
    },
    {"type": "story", "headline": "D", "body": "Words about it."},
    {"type": "process", "headline": "E", "steps": [{"title": "One"}, {"title": "Two"}, {"title": "Three"}]},
]


def test_each_word_is_known_in_each_language() -> None:
    assert {len(words) for words in _WORDS.values()} == {len(_LANGUAGES)}
    assert all(word.strip() == word and word for words in _WORDS.values() for word in words)
    assert set(_WORDS) >= _HOW


def test_templates_that_ship_have_names_for_people() -> None:
    names = list(load_library().slides)
    for language in _LANGUAGES:
        named = [layout_name(name, language) for name in names]
        assert len(set(named)) == len(named)
        if language != "en":
            assert not any(re.search(r"\b(text|points|rail|chart) (and|picture)\b", name) for name in named)


def test_every_word_of_a_template_that_ships_has_its_words_in_each_language() -> None:
    files = [file for file in (ROOT / "layouts").rglob("*.yaml") if file.parent.name == "slides"]
    assert {word for file in files for word in _parts(file.stem)} <= set(_WORDS)


@pytest.mark.parametrize("language", ["en", "de", "ja"])
def test_layouts_stand_in_the_order_of_offices_menu(language: str) -> None:
    source = {"title": "T", "language": language, "brand": "meridian", "sections": SECTIONS}
    deck: Any = Presentation(io.BytesIO(render_pptx(compose(parse(source, folder=ROOT / "examples"), "deck"))))
    kinds = [layout._element.get("type") for layout in deck.slide_layouts]
    assert None not in kinds
    wanted = [kind for kind in ("title", "tx", "secHead", "titleOnly", "chart", "cust") if kind in kinds]
    assert list(dict.fromkeys(kinds)) == wanted
    names = [layout.name for layout in deck.slide_layouts]
    assert layout_name("divider-agenda+2", language) in names  # its type has grown
    for layout in deck.slide_layouts:
        for shape in layout.placeholders:
            if shape.placeholder_format.idx not in (10, 11, 12):
                shown = shape.text_frame.paragraphs[0].text
                assert shown.isdecimal() or re.sub(r" \d+$", "", shown) == re.sub(r" \d+$", "", shape.name)
    assert place_name("headline", "title", language) in {s.name for s in deck.slides[1].shapes}


PEOPLE: dict[str, Any] = {
    "type": "people",
    "headline": "Who",
    "people": [{"name": "Ann Bee", "role": "One"}, {"name": "Cy Dee"}],
}
OF_SECTIONS: list[dict[str, Any]] = [SECTIONS[-1], PEOPLE]


def _named(sections: list[dict[str, Any]]) -> dict[tuple[str, str], str]:
    """Each shape's creation id by the title of its slide and its own name."""
    source = {"title": "T", "brand": "meridian", "sections": sections}
    deck: Any = Presentation(io.BytesIO(render_pptx(compose(parse(source, folder=ROOT / "examples"), "deck"))))
    return {
        (slide.shapes.title.text_frame.text, shape.name): "".join(
            shape._element.xpath(".//*[local-name()='creationId']/@id")
        )
        for slide in deck.slides
        for shape in slide.shapes
    }


def test_ids_and_names_of_shapes_stay_when_a_section_comes_before_them() -> None:
    before, after = _named(OF_SECTIONS), _named([SECTIONS[5], *OF_SECTIONS])
    assert before.items() <= after.items()
    assert {("Who", "Initials"), ("Who", "Initials 2")} <= before.keys()
    assert not any(name.startswith("Furniture") for _, name in before)


def test_a_file_names_the_fonts_that_its_text_is_set_in() -> None:
    source = {
        "title": "T",
        "brand": "meridian",
        "sections": [{"type": "brief", "headline": "H", "points": ["a \u13a0"]}],
    }
    file = render_pptx(compose(parse(source, folder=ROOT / "examples"), "deck"))
    said = zipfile.ZipFile(io.BytesIO(file)).read("docProps/app.xml").decode()
    assert "<vt:lpstr>Inter</vt:lpstr>" in said and "Character Boxes" not in said

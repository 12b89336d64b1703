"""What a brand's `look` says of pages, running text, lists and tables: each key changes what comes out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from reportgen import parse
from reportgen.api import brand_of, library_of
from reportgen.brand import Brand
from reportgen.brand.look import Look
from reportgen.document import Document
from reportgen.layout.compose import compose
from reportgen.structs import replace
from reportgen.templates import Library

ROOT = Path(__file__).parents[2]
SENTENCE = "Every hub needs power, water and fibre, and people who have the patience to see it through to the end. "


def story(paragraphs: int, **more: Any) -> dict[str, Any]:
    body = "\n\n".join([SENTENCE * 3] * paragraphs)
    return {"type": "story", "headline": "Power for the hubs", "body": body, **more}


TABLE = {
    "caption": "Hubs",
    "columns": [
        {"name": "Hub", "type": "text"},
        {"name": "Load", "type": "bar"},
        {"name": "Trend", "type": "sparkline"},
    ],
    "rows": [
        {"group": "North"},
        ["Ulanqab", 14, [1, 3, 2]],
        ["Zhangjiakou", 9, [2, 1, 4]],
        {"total": ["All", 23, None]},
    ],
    "notes": ["Under construction."],
}
PHOTO = {"file": "gallery/pictures/dunes.jpg", "alt": "Dunes", "caption": "Where the wind blows."}
LISTS = "First.\n\n- **Another** thing\n- And one more\n\n1. One thing\n\n" + SENTENCE
DOCUMENTS: dict[str, list[dict[str, Any]]] = {
    "text": [
        story(14, pull="Short of land, rich in energy.", layout={"newsletter": "longread"}),
        story(9, pull="Short of land.", layout={"newsletter": "standard"}),
        {"type": "story", "headline": "Lists", "body": LISTS, "layout": {"newsletter": "standard"}},
        {"type": "story", "headline": "Notes", "body": "One[^1] and two[^2].\n\n[^1]: First.\n[^2]: Second."},
        story(5, figure=PHOTO),
        {
            "type": "interview",
            "headline": "Asked",
            "turns": [{"question": "Why?", "answer": SENTENCE * 4}] * 3,
            "portrait": PHOTO,
        },
    ],
    "pages": [story(40), {"type": "brief", "headline": "Brief", "points": [SENTENCE] * 3}, story(9), story(11)],
    "full": [{"type": "story", "headline": f"Story {number}", "body": SENTENCE * 15} for number in range(8)],
    "tables": [{"type": "table", "headline": "Hubs", "table": TABLE}],
    "slides": [
        {"type": "brief", "headline": "Points", "points": [SENTENCE, SENTENCE]},
        {"type": "story", "headline": "Two paragraphs", "body": "Power for the hubs.\n\nAnd water." + LISTS},
        {"type": "table", "headline": "Hubs", "table": TABLE},
    ],
}


@lru_cache(maxsize=8)
def parts(name: str) -> tuple[Document, Brand, Library]:
    source = {"title": "Look", "cover": False, "language": "en", "brand": "meridian", "sections": DOCUMENTS[name]}
    document = parse(source, folder=ROOT / "examples")
    brand = brand_of(document)
    return document, brand, library_of(document, brand)


def laid(name: str, look: Mapping[str, Any], **brand: Any) -> object:
    """The sheets of a document in a look, with what its pages cost."""
    document, found, library = parts(name)
    dressed = replace(found, look=Look.model_validate(look), **brand)
    made = compose(document, dressed, library, "deck" if name == "slides" else "newsletter")
    return made.sheets, made.makeup.sheets


@lru_cache(maxsize=8)
def plain(name: str) -> object:
    return laid(name, {})


@pytest.mark.parametrize(
    ("name", "group", "key", "value"),
    [
        ("pages", "pages", "gap", 3.0),
        ("full", "pages", "gap_give", 1.0),
        ("pages", "pages", "gap_stretch", 0.0),
        ("pages", "pages", "jump_to", 2.0),
        ("pages", "pages", "jump_from", 3.0),
        ("text", "flow", "narrowest", 16.0),
        ("text", "flow", "one_column", 40),
        ("text", "pictures", "caption_gap", {"page": 9, "slide": 1}),
        ("text", "flow", "drop_cap_least", 5000),
        ("text", "flow", "drop_cap_gap", 1.0),
        ("text", "flow", "distance", 2.0),
        ("text", "flow", "inset_space", 4.0),
        ("text", "flow", "quote_gap", 2.0),
        ("text", "flow", "quote_rule", "6pt"),
        ("slides", "paragraphs", "space", 2.0),
        ("text", "paragraphs", "small_space", 3.0),
        ("text", "paragraphs", "strong", 400),
        ("text", "lists", "bullet", "–"),
        ("text", "lists", "indent", {"page": 3, "slide": 3}),
        ("text", "lists", "least_indent", {"page": 30, "slide": 30}),
        ("text", "lists", "number_indent", 4.0),
        ("text", "lists", "space", {"page": 2, "slide": 2}),
        ("tables", "tables", "size", {"page": 0.8, "slide": 0.6}),
        ("tables", "tables", "padding", 1.5),
        ("tables", "tables", "row_padding", {"page": 1, "slide": 1}),
        ("tables", "tables", "group_gap", 3.0),
        ("tables", "tables", "caption_gap", 2.0),
        ("tables", "tables", "notes_gap", 2.0),
        ("tables", "tables", "strong_rule", {"page": 3, "slide": 3}),
        ("tables", "tables", "light_rule", {"page": 3, "slide": 3}),
        ("tables", "tables", "hairline", {"page": 3, "slide": 3}),
        ("tables", "tables", "graphic_gap", 3.0),
        ("tables", "tables", "graphic", 20.0),
        ("tables", "tables", "bar", 0.2),
        ("tables", "tables", "sparkline", 3.0),
        ("tables", "tables", "sparkline_weight", 0.3),
        ("tables", "tables", "sparkline_dot", 0.4),
    ],
)
def test_each_key_changes_what_comes_out(name: str, group: str, key: str, value: Any) -> None:
    assert laid(name, {group: {key: value}}) != plain(name)


def test_the_first_lines_of_paragraphs_are_indented_as_far_as_the_look_says() -> None:
    look = {"paragraphs": {"first_indent": 4.0}}
    assert laid("text", look, paragraphs="indent") != laid("text", {}, paragraphs="indent")


@pytest.mark.parametrize(
    ("name", "group", "key", "page", "slide"),
    [
        ("text", "lists", "indent", 1.15, 3),
        ("text", "lists", "space", 0.25, 2),
        ("tables", "tables", "size", 1.0, 0.6),
        ("tables", "tables", "row_padding", 0.32, 1),
        ("tables", "tables", "strong_rule", 1.0, 4),
        ("tables", "tables", "light_rule", 0.6, 4),
    ],
)
def test_slides_have_measures_of_their_own(name: str, group: str, key: str, page: float, slide: float) -> None:
    look = {group: {key: {"page": page, "slide": slide}}}
    assert laid(name, look) == plain(name)
    assert laid("slides", look) != plain("slides")

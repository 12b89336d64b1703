"""Scripts with marks over and under their letters have leadings that these have room in, on pages and on slides."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest

from reportgen import compose, parse
from reportgen.brand import load_brand
from reportgen.brand.script_leading import for_language
from reportgen.frames import TextItem

BRAND = load_brand(Path(__file__).parents[2] / "examples/brands/meridian/brand.yaml")


@pytest.mark.parametrize("kind", ["newsletter", "deck"])
@pytest.mark.parametrize(("language", "text", "least"), [("my", "လူတိုင်းသည် တူညီသည်။", 1.65), ("bo", "འགྲོ་བ་མིའི་རིགས་རྒྱུད།", 1.85)])
def test_lines_are_apart(language: str, text: str, least: float, kind: Literal["newsletter", "deck"]) -> None:
    section = {"type": "story", "headline": text, "body": "\n\n".join([text * 4] * 8)}
    publication = compose(parse({"title": text, "language": language, "sections": [section]}), kind)
    body = [
        (paragraph, run)
        for sheet in publication.sheets
        for item in sheet.items
        if isinstance(item, TextItem)
        for paragraph in item.paragraphs
        if paragraph.role == "body"
        for run in paragraph.runs
    ]
    assert body
    assert all(paragraph.leading >= 0.9 * least * run.size for paragraph, run in body)


def test_running_text_stands_on_the_grid() -> None:
    brand = for_language(BRAND, "my-MM")
    assert brand.page.baseline == brand.page_type.body.leading == pytest.approx(1.7 * BRAND.page_type.body.size)


def test_leadings_that_suffice_stay() -> None:
    assert for_language(BRAND, "en") is BRAND
    assert for_language(BRAND, "hi").page.baseline == BRAND.page.baseline

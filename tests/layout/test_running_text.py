"""Running text on the baseline grid, and the two ways to tell paragraphs apart."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from reportgen import Publication, compose, parse
from reportgen.frames import TextItem

ROOT = Path(__file__).parents[2]
SENTENCE = "Every hub needs power, water and fibre, and people who have the patience to see it through to the end. "


def story(**more: Any) -> dict[str, Any]:
    body = "\n\n".join(
        [SENTENCE * 3, SENTENCE * 2, "### What comes next", SENTENCE * 3, "- one thing\n- " + SENTENCE, SENTENCE * 4]
    )
    return {"type": "story", "headline": "Power for the hubs", "body": body, **more}


def newsletter(sections: list[dict[str, Any]], brand: str, folder: Path) -> Publication:
    source = {"title": "Grid", "language": "en", "brand": brand, "sections": sections}
    return compose(parse(source, folder=folder), "newsletter")


def bodies(publication: Publication, page: int) -> list[TextItem]:
    """The items of a page that hold running text, with what lies beside them."""
    return [
        item
        for item in publication.sheets[page].items
        if isinstance(item, TextItem) and any(paragraph.role == "body" for paragraph in item.paragraphs)
    ]


def body_baselines(item: TextItem) -> list[float]:
    return [item.box.y + line.baseline for line in item.lines if item.paragraphs[line.paragraph].role == "body"]


@pytest.mark.parametrize("brand", ["meridian", "cirrus"])
@pytest.mark.parametrize("count", [1, 2, 4])
def test_neighbouring_columns_share_a_baseline_grid(brand: str, count: int) -> None:
    publication = newsletter([story(headline=f"Story {n}") for n in range(count)], brand, ROOT / "examples")
    compared = 0
    for page in range(len(publication.sheets)):
        for one, two in combinations(bodies(publication, page), 2):
            if min(one.box.bottom, two.box.bottom) <= max(one.box.y, two.box.y):
                continue
            offset = (body_baselines(one)[0] - body_baselines(two)[0]) / 12.5
            assert offset == pytest.approx(round(offset), abs=0.1 / 12.5)
            compared += 1
        for item in bodies(publication, page):
            first = body_baselines(item)[0]
            for baseline in body_baselines(item):
                lines = (baseline - first) / 12.5
                assert lines == pytest.approx(round(lines), abs=0.1 / 12.5)
    assert compared


def test_a_heading_in_a_column_stands_near_its_text() -> None:
    publication = newsletter([story()], "meridian", ROOT / "examples")
    found = 0
    for item in bodies(publication, 0):
        for line, following in zip(item.lines, item.lines[1:], strict=False):
            roles = [item.paragraphs[one.paragraph].role for one in (line, following)]
            if roles == ["heading3", "body"]:
                assert following.baseline - line.baseline == pytest.approx(12.5, abs=0.2)
                found += 1
    assert found == 1


def test_paragraphs_are_told_apart_by_an_indent_or_by_a_line() -> None:
    indented = [p for item in bodies(newsletter([story()], "meridian", ROOT / "examples"), 0) for p in item.paragraphs]
    spaced = [p for item in bodies(newsletter([story()], "cirrus", ROOT / "examples"), 0) for p in item.paragraphs]
    assert [p.text[:5] for p in indented if p.first_indent] == ["Every"]  # one follows another paragraph directly
    assert not any(p.first_indent for p in spaced)
    assert max(p.space_before for p in spaced if p.role == "body") >= 12.5


@pytest.mark.parametrize("before", ["", "### A question"])
def test_a_paragraph_taller_than_a_slide_is_cut_though_a_heading_stands_over_it(before: str) -> None:
    body = "\n\n".join(part for part in (before, (SENTENCE * 18).strip()) if part)
    section = {"type": "story", "headline": "H", "body": body, "deck": "full"}
    source = {"title": "T", "brand": "meridian", "sections": [section]}
    deck = compose(parse(source, folder=ROOT / "examples"), "deck")
    said = [p for sheet in deck.sheets for item in sheet.items if isinstance(item, TextItem) for p in item.paragraphs]
    assert len(deck.sheets) > 1
    assert " ".join(p.text.strip() for p in said if p.role == "body") == (SENTENCE * 18).strip()
    if before:
        [heading] = [number for number, p in enumerate(said) if p.role == "heading3"]
        assert said[heading + 1].role == "body"

"""Make-up of pages: heads of parts, and pictures in places of another shape."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from reportgen import Publication, compose, load, parse
from reportgen.frames import ImageItem, TextItem

CASES = Path(__file__).parent / "page"
EXAMPLES = Path(__file__).parents[2] / "examples"
SENTENCE = "The harbour master walked round the old shed and said that nobody had ever asked for the key. "


def headlines(publication: Publication) -> list[list[str]]:
    """The headlines on each page."""
    return [
        [item.paragraphs[0].text for item in sheet.items if isinstance(item, TextItem) and item.slot == "headline"]
        for sheet in publication.sheets
    ]


def test_a_divider_stands_with_what_follows_it() -> None:
    made = compose(load(CASES / "divider-at-the-foot" / "source.yaml"), "newsletter")
    (page,) = [page for page in headlines(made) if "Part two" in page]
    assert "Story three" in page


@pytest.mark.parametrize("sentences", range(20, 90, 10))
def test_no_divider_is_left_at_the_foot(sentences: int) -> None:
    """Whatever stands before it, and whatever kind follows."""
    story = {"type": "story", "headline": "One", "body": SENTENCE * sentences}
    follows: list[dict[str, Any]] = [
        {"type": "story", "headline": "Follows", "body": SENTENCE * 30},
        {"type": "stats", "headline": "Follows", "stats": [{"value": "3", "label": "sheds"}] * 4},
    ]
    for after in follows:
        sections = [story, {"type": "divider", "headline": "Part"}, after]
        source = {"title": "T", "brand": "meridian", "language": "en", "sections": sections}
        made = compose(parse(source, folder=EXAMPLES), "newsletter")
        (page,) = [page for page in headlines(made) if "Part" in page]
        assert "Follows" in page


@pytest.mark.parametrize("size", [(900, 1600), (1000, 1000), (1200, 900), (1600, 900), (3000, 1000)])
@pytest.mark.parametrize("kind", ["story", "brief"])
def test_a_page_cuts_at_most_a_third_off_a_picture(size: tuple[int, int], kind: str, meridian: Path) -> None:
    """A quarter, and a little more where the picture would else be a little narrower than its place."""
    Image.new("RGB", size, "teal").save(meridian / "a.png")
    picture = {"file": "a.png", "alt": "A shed", "caption": "The shed"}
    text = {"body": SENTENCE * 12} if kind == "story" else {"points": [SENTENCE] * 3}
    sections = [{"type": kind, "headline": "One", "figure": picture, **text}]
    source = {"title": "T", "brand": "meridian", "language": "en", "sections": sections}
    made = compose(parse(source, folder=meridian), "newsletter")
    (image,) = [item for sheet in made.sheets for item in sheet.items if isinstance(item, ImageItem) and item.slot]
    left, top, right, bottom = image.crop
    assert (1 - left - right) * (1 - top - bottom) >= 0.67
    assert image.box.width >= 100


@pytest.mark.parametrize("sentences", [4, 8, 12])
@pytest.mark.parametrize("size", [(1000, 1000), (1200, 900), (900, 1200)])
def test_a_picture_beside_text_ends_near_its_foot(size: tuple[int, int], sentences: int, meridian: Path) -> None:
    """As far as its shape lets it, whatever room the page has left: no hole stands beside the picture."""
    Image.new("RGB", size, "teal").save(meridian / "a.png")
    story = {
        "type": "story",
        "headline": "One",
        "figure": {"file": "a.png", "alt": "A shed"},
        "body": SENTENCE * sentences,
    }
    source = {"title": "T", "brand": "meridian", "language": "en", "sections": [story]}
    made = compose(parse(source, folder=meridian), "newsletter")
    (image,) = [item for item in made.sheets[0].items if isinstance(item, ImageItem) and item.slot]
    bodies = [item for item in made.sheets[0].items if isinstance(item, TextItem) and item.slot == "body"]
    beside = [item for item in bodies if item.box.x > image.box.right]
    assert not beside or image.box.bottom - max(item.box.bottom for item in beside) <= 115

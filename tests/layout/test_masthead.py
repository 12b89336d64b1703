"""The masthead of a newsletter whose source has no cover."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reportgen import Publication, compose, parse
from reportgen.frames import TextItem

EXAMPLES = Path(__file__).parents[2] / "examples"
STORIES = [{"type": "story", "headline": f"Story {number}", "body": "Few words about it. " * 20} for number in range(3)]


def newsletter(sections: list[dict[str, Any]], brand: str = "meridian", **keys: Any) -> Publication:
    source = {"title": "The Note", "brand": brand, "language": "en", "date": "2026-06", "sections": sections, **keys}
    return compose(parse(source, folder=EXAMPLES), "newsletter")


def mastheads(made: Publication) -> list[TextItem]:
    return [one for one in made.sheets[0].items if isinstance(one, TextItem) and one.slot == "masthead"]


@pytest.mark.parametrize("brand", ["meridian", "northfield", "cirrus"])
def test_page_one_begins_with_the_title(brand: str) -> None:
    made = newsletter(STORIES, brand, subtitle="For all who row")
    (masthead,) = mastheads(made)
    assert masthead.paragraphs[0].text == "The Note"
    first = [one for one in made.sheets[0].items if isinstance(one, TextItem) and one.slot == "headline"]
    assert masthead.box.y < min(one.box.y for one in first)
    shown = {one.paragraphs[0].text for one in made.sheets[0].items if isinstance(one, TextItem)}
    assert {"For all who row", "June 2026"} <= shown


@pytest.mark.parametrize(
    ("sections", "keys"),
    [
        (STORIES[:2], {}),
        (STORIES, {"cover": False}),
        ([{"type": "cover", "masthead": "Another"}, *STORIES], {}),
        ([*STORIES, {"type": "brief", "headline": "The Note", "body": "It is the title."}], {}),
    ],
)
def test_no_masthead_beside_what_says_the_title(sections: list[dict[str, Any]], keys: dict[str, Any]) -> None:
    found = [one.paragraphs[0].text for one in mastheads(newsletter(sections, **keys))]
    assert found == [str(one["masthead"]) for one in sections if one["type"] == "cover"]


def test_a_markdown_text_without_a_cover_has_none() -> None:
    text = "---\ntitle: The Note\ncover: false\nbrand: meridian\n---\n" + "".join(
        f"# H{n}\n\nWords.\n\n" for n in range(4)
    )
    assert not mastheads(compose(parse(text, "markdown", folder=EXAMPLES), "newsletter"))


def test_slides_are_what_they_were() -> None:
    source = {"title": "The Note", "brand": "meridian", "language": "en", "sections": STORIES}
    made = compose(parse(source, folder=EXAMPLES), "deck")
    assert not [one for sheet in made.sheets for one in sheet.items if getattr(one, "slot", "") == "masthead"]

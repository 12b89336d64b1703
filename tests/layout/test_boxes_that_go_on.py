"""A box that is too long for a page goes on over the page; nothing of it is refused, and nothing stands over its foot."""

from __future__ import annotations

from typing import Any

import pytest

from reportgen import compose, parse
from reportgen.frames import Publication, TextItem

POINT = "the harbour council asks all vessels for their papers in March"


def newsletter(sections: list[dict[str, Any]], brand: str = "meridian") -> Publication:
    return compose(parse({"title": "T", "brand": brand, "sections": sections}))


@pytest.mark.parametrize("brand", ["meridian", "northfield"])
@pytest.mark.parametrize("count", [40, 60, 700])
def test_a_sidebar_of_many_points_goes_on_over_the_page(count: int, brand: str) -> None:
    story = {"type": "story", "headline": "A story", "body": f"{POINT}. " * 30}
    sidebar = {"type": "sidebar", "headline": "Points", "points": [f"{n} {POINT}" for n in range(count)]}
    made = newsletter([story, sidebar], brand)
    texts = [
        "".join(run.text for run in paragraph.runs)
        for sheet in made.sheets
        for item in sheet.items
        if isinstance(item, TextItem)
        for paragraph in item.paragraphs
    ]
    assert [n for n in range(count) if not any(text.startswith(f"{n} the") for text in texts)] == []
    assert [one.message for one in made.remarks if "smaller" in one.message] == []


def test_a_short_sidebar_stays_a_box() -> None:
    sidebar = {"type": "sidebar", "headline": "Points", "points": [POINT] * 4}
    made = newsletter([{"type": "story", "headline": "A story", "body": f"{POINT}. " * 30}, sidebar])
    assert [section.templates[0] for section in made.makeup.sections][1] == "sidebar"

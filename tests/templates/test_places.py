"""Places of the slide templates that ship, in the series of each example brand."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from reportgen import parse
from reportgen.api import brand_of, library_of
from reportgen.geometry import Rect
from reportgen.layout.grid_positions import place_of

EXAMPLES = Path(__file__).parents[2] / "examples"


def shared(one: Rect, other: Rect) -> bool:
    """Whether two boxes have more than an edge in common."""
    across = min(one.right, other.right) - max(one.x, other.x)
    down = min(one.bottom, other.bottom) - max(one.y, other.y)
    return across > 1 and down > 1


@pytest.mark.parametrize("brand", ["meridian", "northfield", "cirrus", "halo"])
def test_no_text_of_a_slide_stands_where_another_does(brand: str) -> None:
    sections = [{"type": "brief", "headline": "H", "points": ["A point"]}]
    document = parse({"title": "T", "brand": brand, "sections": sections}, folder=EXAMPLES)
    found = brand_of(document)
    grid, library = found.grid("deck"), library_of(document, found)
    lying_over: list[tuple[str, list[str], list[str]]] = []
    for name, template in library.slides.items():
        texts = [(one.slots, place_of(one.at, template, grid)) for one in template.regions if one.kind == "text"]
        lying_over += [(name, one, other) for (one, a), (other, b) in combinations(texts, 2) if shared(a, b)]
    assert not lying_over

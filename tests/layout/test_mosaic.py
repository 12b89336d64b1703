"""Mosaics: pictures of many shapes fill the place that a slide has for them."""

from __future__ import annotations

from itertools import combinations

import pytest

from reportgen.geometry import Rect
from reportgen.layout.components.mosaic import Pictures, best, boxes

BOX = Rect(40, 120, 860, 340)


def pictures(shapes: list[float], caption: float = 0.0, measure: float = 0.0) -> Pictures:
    """Pictures over captions of one height."""
    return Pictures(shapes, lambda at, width: caption, [measure] * len(shapes), 18.0, 0.4)


@pytest.mark.parametrize("count", range(1, 9))
@pytest.mark.parametrize("shape", [0.7, 1.0, 1.5, 1.78])
def test_pictures_of_one_shape_fill_most_of_their_place(count: int, shape: float) -> None:
    some = pictures([shape] * count)
    found = [box for box, _ in boxes(best(some, BOX)[0], some, BOX)]
    assert len(found) == count
    assert all(BOX.x - 0.01 <= box.x and box.right <= BOX.right + 0.01 for box in found)
    assert all(BOX.y - 0.01 <= box.y and box.bottom <= BOX.bottom + 0.01 for box in found)
    for one, other in combinations(found, 2):
        assert one.right <= other.x + 0.01 or other.right <= one.x + 0.01 or one.bottom <= other.y + 0.01
    for box in found:
        given = box.width / box.height
        assert min(shape / given, given / shape) >= 0.599
    if count > 1:
        assert sum(box.width * box.height for box in found) > 0.55 * BOX.width * BOX.height


def test_captions_have_a_least_measure() -> None:
    some = pictures([1.0, 4.6, 1.5, 0.4, 1.5], caption=40, measure=120)
    for way in best(some, BOX)[:3]:
        places = boxes(way, some, BOX)
        assert all(width >= min(120, box.width) for box, width in places)
        assert places[3][1] >= 119

"""Labels: none over another, none outside, each as near to its point as can be."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reportgen.charts.collisions import Occupied, crosses, spread
from reportgen.geometry import Rect

places = st.lists(st.floats(0, 500), min_size=1, max_size=12)


@given(places, st.floats(1, 40))
def test_spread_labels_keep_their_distance_and_their_order(wanted: list[float], pitch: float) -> None:
    found = spread(wanted, pitch, 0, 500)
    if (len(wanted) - 1) * pitch > 500 + 1e-6:
        assert found is None
        return
    if found is None:
        return
    ordered = sorted(found)
    assert all(b - a >= pitch - 1e-6 for a, b in pairwise(ordered))
    assert ordered[0] >= -1e-6
    assert ordered[-1] <= 500 + 1e-6
    for one, other in zip(range(len(wanted)), range(1, len(wanted)), strict=False):
        if wanted[one] < wanted[other]:
            assert found[one] < found[other] + 1e-6


@given(places, st.floats(1, 40))
def test_labels_that_are_apart_do_not_move(wanted: list[float], pitch: float) -> None:
    ordered = sorted(wanted)
    if all(b - a >= pitch for a, b in pairwise(ordered)):
        found = spread(wanted, pitch, 0, 500)
        assert found is not None
        assert all(abs(a - b) < 1e-6 for a, b in zip(found, wanted, strict=True))


def test_a_line_through_a_box() -> None:
    box = Rect(10, 10, 20, 10)
    assert crosses(box, (0, 15), (50, 15))
    assert crosses(box, (15, 0), (15, 50))
    assert not crosses(box, (0, 0), (50, 5))
    assert not crosses(box, (0, 15), (5, 15))


def test_the_first_place_that_is_free() -> None:
    taken = Occupied([Rect(0, 0, 10, 10)], [((0, 30), (100, 30))])
    whole = Rect(0, 0, 100, 100)
    assert taken.first_free([Rect(5, 5, 10, 10), Rect(20, 25, 10, 10), Rect(95, 50, 10, 10)], whole) is None
    assert taken.first_free([Rect(5, 5, 10, 10), Rect(40, 40, 10, 10)], whole) == 1

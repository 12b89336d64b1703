"""What touches the edge of a sheet goes on over it, and nothing is stretched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.frames import Colour, ImageItem, ShapeItem
from reportgen.frames.bleed import with_bleed
from reportgen.geometry import Rect, Size

SHEET = Size(200, 300)
INK = Colour("ink", "000000")


def bled(item: ShapeItem | ImageItem) -> ShapeItem | ImageItem:
    made = with_bleed(item, SHEET, 8.5)
    assert isinstance(made, ShapeItem | ImageItem)
    return made


@pytest.mark.parametrize(
    ("box", "grown"),
    [
        (Rect(0, 0, 200, 20), Rect(-8.5, -8.5, 217, 28.5)),
        (Rect(150, 100, 50, 20), Rect(150, 100, 58.5, 20)),
        (Rect(0.3, 280, 100, 19.8), Rect(-8.5, 280, 108.8, 28.5)),
        (Rect(20, 20, 100, 20), Rect(20, 20, 100, 20)),
        (Rect(-30, 20, 100, 20), Rect(-30, 20, 100, 20)),
    ],
)
def test_shapes_become_longer(box: Rect, grown: Rect) -> None:
    made = bled(ShapeItem(box, fill=INK)).box
    assert [made.x, made.y, made.right, made.bottom] == pytest.approx([grown.x, grown.y, grown.right, grown.bottom])


def test_rules_go_on_in_their_direction() -> None:
    assert bled(ShapeItem(Rect(0, 50, 200, 0), "line", stroke=INK, stroke_width=1)).box == Rect(-8.5, 50, 217, 0)
    assert bled(ShapeItem(Rect(0, 0, 0, 300), "line", stroke=INK, stroke_width=1)).box == Rect(0, -8.5, 0, 317)


def test_round_things_stay() -> None:
    assert bled(ShapeItem(Rect(0, 0, 40, 40), "ellipse", fill=INK)).box == Rect(0, 0, 40, 40)
    assert bled(ImageItem(Rect(0, 0, 40, 40), "p", shape="circle")).box == Rect(0, 0, 40, 40)


def test_a_picture_shows_more_of_itself_where_it_has_more() -> None:
    made = bled(ImageItem(Rect(20, 0, 100, 100), "p", crop=(0.0, 0.2, 0.0, 0.3)))
    assert isinstance(made, ImageItem)
    assert made.box == Rect(20, -8.5, 100, 108.5)
    assert made.crop == pytest.approx((0, 0.1575, 0, 0.3))


sides = st.floats(0, 0.4)


@given(
    st.sampled_from([0.0, 30.0]),
    st.sampled_from([0.0, 40.0]),
    st.sampled_from([200.0, 120.0]),
    st.sampled_from([300.0, 150.0]),
    st.tuples(sides, sides, sides, sides),
)
def test_no_picture_is_stretched(
    x: float, y: float, right: float, bottom: float, crop: tuple[float, float, float, float]
) -> None:
    item = ImageItem(Rect(x, y, right - x, bottom - y), "p", crop=crop)
    made = bled(item)
    assert isinstance(made, ImageItem)

    def scale(one: ImageItem) -> tuple[float, float]:
        left, top, right, bottom = one.crop
        return one.box.width / (1 - left - right), one.box.height / (1 - top - bottom)

    (before_x, before_y), (after_x, after_y) = scale(item), scale(made)
    assert after_x / before_x == pytest.approx(after_y / before_y)
    assert all(-1e-9 <= side < 1 for side in made.crop)
    assert made.box.x == (-8.5 if x == 0 else x)
    assert made.box.right == pytest.approx(208.5 if right == 200 else right)

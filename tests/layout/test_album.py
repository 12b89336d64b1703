"""Galleries of pictures of any shapes: rows that fill the width, with nothing much cut off."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from reportgen import compose, parse
from reportgen.frames import ImageItem
from reportgen.layout.components.album import TALLEST, album


@given(st.lists(st.floats(0.2, 5), min_size=1, max_size=14))
def test_rows_fill_the_width_in_the_authors_order(shapes: list[float]) -> None:
    rows = album(shapes, 500, 15, 130, 4)
    assert [row.start for row in rows] == [sum(len(one.widths) for one in rows[:at]) for at in range(len(rows))]
    assert sum(len(row.widths) for row in rows) == len(shapes)
    for row in rows:
        filled = sum(row.widths) + 15 * (len(row.widths) - 1)
        assert filled == pytest.approx(500) or row.height == pytest.approx(TALLEST * 500)
        assert filled <= 500.01


@pytest.mark.parametrize("count", [4, 5, 6, 7, 9, 10, 11])
def test_no_picture_of_one_shape_is_alone_in_the_last_row(count: int) -> None:
    rows = album([1.5] * count, 500, 15, 130, 4)
    assert len(rows[-1].widths) > 1


@pytest.mark.parametrize("count", [2, 3, 5, 7])
def test_a_gallery_cuts_at_most_a_quarter_off_its_pictures(count: int, meridian: Path) -> None:
    sizes = [(1500, 1000), (700, 1700), (2600, 560), (1000, 1000), (900, 1200), (1600, 900), (1200, 1600)][:count]
    entries: list[dict[str, Any]] = []
    for at, size in enumerate(sizes):
        Image.new("RGB", size, "teal").save(meridian / f"{at}.png")
        entries.append({"file": f"{at}.png", "alt": "A shed", "caption": f"The shed {at}"})
    sections = [{"type": "gallery", "headline": "Sheds", "pictures": entries}]
    source = {"title": "T", "brand": "meridian", "language": "en", "sections": sections}
    made = compose(parse(source, folder=meridian), "newsletter")
    images = [item for sheet in made.sheets for item in sheet.items if isinstance(item, ImageItem) and item.slot]
    assert len(images) == count
    for image in images:
        left, top, right, bottom = image.crop
        assert (1 - left - right) * (1 - top - bottom) >= 0.749


@pytest.mark.parametrize("count", [3, 4, 5, 6, 7, 8])
def test_galleries_fill_their_pages(count: int, meridian: Path) -> None:
    sizes = [
        (1500, 1000),
        (900, 1200),
        (1500, 1000),
        (1000, 1000),
        (900, 1200),
        (1600, 900),
        (1200, 1600),
        (1500, 1100),
    ]
    entries: list[dict[str, Any]] = []
    for at, size in enumerate(sizes[:count]):
        Image.new("RGB", size, "teal").save(meridian / f"{at}.png")
        entries.append({"file": f"{at}.png", "alt": "A shed", "caption": f"The shed {at}"})
    sections = [{"type": "gallery", "headline": "Sheds", "pictures": entries} for _ in range(3)]
    source = {"title": "T", "brand": "meridian", "language": "en", "sections": sections}
    made = compose(parse(source, folder=meridian), "newsletter")
    for sheet in made.sheets:
        images = [item for item in sheet.items if isinstance(item, ImageItem) and item.slot]
        assert max(image.box.bottom for image in images) > 0.75 * made.size.height
        for image in images:
            left, top, right, bottom = image.crop
            assert (1 - left - right) * (1 - top - bottom) >= 0.749

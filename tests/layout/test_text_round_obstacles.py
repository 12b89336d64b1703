"""Text round pull quotes, pictures and drop caps: nothing lost, nothing under anything, all on the grid."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen import Publication, compose, parse
from reportgen.frames import ImageItem, TextItem
from reportgen.geometry import Rect
from reportgen.layout.text_columns import Obstacle, free_boxes

ROOT = Path(__file__).parents[2]
SENTENCE = "Every hub needs power, water and fibre, and people who have the patience to see it through to the end. "
PITCH = 12.5


def test_a_column_without_obstacles_is_one_box() -> None:
    column = Rect(10, 0, 200, 101)
    assert free_boxes(column, [], PITCH, 50) == [column]


def test_text_stands_over_beside_and_under_an_obstacle() -> None:
    boxes = free_boxes(Rect(0, 0, 200, 10 * PITCH), [Obstacle(Rect(120, 3 * PITCH, 80, 4 * PITCH))], PITCH, 50)
    assert boxes == [
        Rect(0, 0, 200, 3 * PITCH),
        Rect(0, 3 * PITCH, 120, 4 * PITCH),
        Rect(0, 7 * PITCH, 200, 3 * PITCH),
    ]


def test_nothing_stands_where_the_measure_is_too_narrow() -> None:
    boxes = free_boxes(Rect(0, 0, 200, 6 * PITCH), [Obstacle(Rect(20, PITCH, 160, 2 * PITCH))], PITCH, 50)
    assert boxes == [Rect(0, 0, 200, PITCH), Rect(0, 3 * PITCH, 200, 3 * PITCH)]


def test_lines_follow_a_circle() -> None:
    boxes = free_boxes(Rect(0, 0, 200, 8 * PITCH), [Obstacle(Rect(100, 0, 100, 100), "circle")], PITCH, 30)
    widths = [box.width for box in boxes]
    assert widths == sorted(widths[:4], reverse=True) + sorted(widths[4:])
    assert min(widths) == pytest.approx(100)


@given(st.floats(0, 180), st.floats(0, 100), st.floats(1, 150), st.floats(1, 100), st.sampled_from(["rect", "circle"]))
def test_boxes_keep_off_every_obstacle(x: float, y: float, width: float, height: float, shape: Any) -> None:
    side = min(width, height)
    box = Rect(x, y, side, side) if shape == "circle" else Rect(x, y, width, height)
    boxes = free_boxes(Rect(0, 0, 200, 10 * PITCH), [Obstacle(box, shape)], PITCH, 40)
    for one, two in pairwise(boxes):
        assert one.bottom <= two.y + 0.01
    for free in boxes:
        assert free.width >= 40
        assert free.x >= -0.01
        assert free.right <= 200.01
        if shape == "rect":
            assert not free.overlaps(box, 0.1)


def newsletter(section: dict[str, Any], base: Path = ROOT / "examples", brand: str = "meridian") -> Publication:
    return compose(parse({"title": "Flow", "language": "en", "brand": brand, "sections": [section]}, folder=base))


def story(paragraphs: int, **more: Any) -> dict[str, Any]:
    body = "\n\n".join([SENTENCE * 3] * paragraphs)
    return {"type": "story", "headline": "Power", "body": body, "pull": "Short of land, rich in energy.", **more}


def texts(publication: Publication) -> list[TextItem]:
    return [item for sheet in publication.sheets for item in sheet.items if isinstance(item, TextItem)]


def whole(publication: Publication) -> list[str]:
    found: dict[str, str] = {}
    for item in texts(publication):
        for paragraph in item.paragraphs:
            if ".body." in paragraph.key:
                found[paragraph.key] = found.get(paragraph.key, "") + paragraph.text
    return list(found.values())


@pytest.mark.parametrize("paragraphs", [4, 9, 14])
@pytest.mark.parametrize("layout", ["standard", "longread"])
@pytest.mark.parametrize("brand", ["meridian", "cirrus"])
def test_text_runs_round_a_pull_quote(paragraphs: int, layout: str, brand: str) -> None:
    publication = newsletter(story(paragraphs, layout={"newsletter": layout}), brand=brand)
    (pull,) = [item for item in texts(publication) if item.slot == "pull"]
    ink = Rect(pull.box.x, pull.box.y, max(line.width for line in pull.lines), pull.box.height)
    for sheet in publication.sheets[:1]:
        for item in sheet.items:
            if isinstance(item, TextItem) and item is not pull and not item.artifact:
                assert not item.box.overlaps(ink, 0.5), item
    assert whole(publication) == [(SENTENCE * 3).strip()] * paragraphs
    bodies = [item for item in texts(publication) if item.slot == "body" and len(item.paragraphs[0].text) > 1]
    first = min(item.box.y + item.lines[0].baseline for item in bodies)
    for item in bodies:
        for line in item.lines:
            off = (item.box.y + line.baseline - first) / PITCH
            assert off == pytest.approx(round(off), abs=0.01)


def test_the_first_letter_of_a_long_read_is_dropped() -> None:
    publication = newsletter(story(9, layout={"newsletter": "longread"}))
    letters = [item for item in texts(publication) if item.paragraphs[0].text == "E"]
    (letter,) = letters
    (run,) = letter.paragraphs[0].runs
    assert run.size > 2.5 * PITCH
    following = next(item for item in texts(publication) if item.paragraphs[0].text.startswith("very hub"))
    assert following.box.x > letter.box.x
    baselines = [following.box.y + line.baseline for line in following.lines]
    assert letter.box.y + letter.lines[0].baseline == pytest.approx(baselines[2], abs=0.01)


def test_a_short_paragraph_keeps_its_first_letter() -> None:
    publication = newsletter({**story(9), "body": "Short.\n\n" + SENTENCE * 9, "layout": {"newsletter": "longread"}})
    assert not [item for item in texts(publication) if item.paragraphs[0].text == "S"]


TEMPLATE = """\
kind: page
description: A story round a picture.
accepts: [story]
spans: [12]
stack:
  - {{slots: [headline], style: heading1, role: heading1, required: true}}
  - slots: [body]
    columns: 2
    fit: [continue, error]
    around:
      - region: {{slots: [picture], kind: picture, shape: {shape}}}
        column: {column}
        side: {side}
        width: 0.45
        at: {at}
"""


@pytest.mark.parametrize(
    ("shape", "column", "side", "at"),
    [("circle", 1, "left", 0.3), ("rect", 2, "right", 0), ("circle", 1, "between", 0.5), ("rect", 1, "across", 0.5)],
)
def test_text_runs_round_a_picture(tmp_path: Path, shape: str, column: int, side: str, at: float) -> None:
    folder = tmp_path / "layouts/pages"
    folder.mkdir(parents=True)
    (folder / "round.yaml").write_text(TEMPLATE.format(shape=shape, column=column, side=side, at=at))
    (tmp_path / "reportgen.toml").write_text("")
    (tmp_path / "brands").symlink_to(ROOT / "examples/brands")
    picture = tmp_path / "picture.jpg"
    picture.write_bytes((ROOT / "examples/capital-markets-in-china/pictures/portrait.jpg").read_bytes())
    section = {
        "type": "story",
        "headline": "Power",
        "body": "\n\n".join([SENTENCE * 3] * 8),
        "figure": {"picture": {"file": "picture.jpg", "alt": "A portrait"}},
        "layout": {"newsletter": "round"},
    }
    publication = newsletter(section, tmp_path)
    (image,) = [item for item in publication.sheets[0].items if isinstance(item, ImageItem) and not item.artifact]
    centre, radius = image.box.x + image.box.width / 2, image.box.width / 2
    assert whole(publication) == [(SENTENCE * 3).strip()] * 8
    narrow = 0
    for item in texts(publication):
        if item.slot != "body":
            continue
        narrow += item.box.width < 240
        if shape == "rect":
            assert not item.box.overlaps(image.box, 0.5)
            continue
        for line in item.lines:
            top, bottom = item.box.y + line.baseline - 9, item.box.y + line.baseline
            middle = image.box.y + radius
            near = 0.0 if top <= middle <= bottom else min(abs(top - middle), abs(bottom - middle))
            if near >= radius:
                continue
            chord = (radius**2 - near**2) ** 0.5
            left, right = item.box.x + line.x, item.box.x + line.x + line.width
            assert right <= centre - chord + 0.5 or left >= centre + chord - 0.5
    assert bool(narrow) == (side != "across")

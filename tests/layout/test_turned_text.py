"""Text that reads from the foot of its box to the top: where its lines are seen."""

from __future__ import annotations

from pathlib import Path

from reportgen import compose, load
from reportgen.frames import TextItem

ROOT = Path(__file__).parents[2]


def test_lines_of_turned_text_are_seen_in_their_box() -> None:
    """They were looked for where they would be if the text was not turned, which is over the slide's own content."""
    deck = compose(load(ROOT / "examples/northfield-letter/northfield-letter.yaml"), "deck")
    turned = [item for sheet in deck.sheets for item in sheet.items if isinstance(item, TextItem) and item.turned]
    assert turned
    for item in turned:
        for line in item.lines:
            ink = item.ink(line)
            assert item.box.contains(ink, 0.5)
            assert ink.height == line.width <= item.measure


def test_lines_of_other_text_stand_on_their_baselines() -> None:
    deck = compose(load(ROOT / "examples/northfield-letter/northfield-letter.yaml"), "deck")
    item = next(item for sheet in deck.sheets for item in sheet.items if isinstance(item, TextItem) and not item.turned)
    line = item.lines[0]
    assert item.ink(line).bottom == item.box.y + line.baseline
    assert item.ink(line).width == line.width

"""What the rules about slides and about pages measure alike: empty space, sets in rows, what is cut off pictures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from reportgen.frames import ImageItem, Item, TextItem
from reportgen.geometry import Rect

ACROSS, DOWN = 48, 27
"""The cells into which a sheet is divided to find empty space."""

_OF_SET = re.compile(r"(.+)-(\d+)$")


def occupied(boxes: Iterable[Rect], inside: Rect) -> list[list[bool]]:
    """Which cells of a sheet's inside have any of the boxes on them."""
    cells = [[False] * ACROSS for _ in range(DOWN)]
    for box in boxes:
        left, right = (ACROSS * (x - inside.x) / inside.width for x in (box.x, box.right))
        top, bottom = (DOWN * (y - inside.y) / inside.height for y in (box.y, box.bottom))
        for row in range(max(0, int(top)), min(DOWN, int(bottom) + 1)):
            for column in range(max(0, int(left)), min(ACROSS, int(right) + 1)):
                cells[row][column] = True
    return cells


def boxes_of(item: Item) -> Iterator[Rect]:
    """Where an item is seen: the lines of a text, all of anything else."""
    if not isinstance(item, TextItem):
        yield item.box
        return
    yield from map(item.ink, item.lines)


def edges_of(box: Rect) -> Iterator[Rect]:
    """The four edges of a panel. What is empty inside of it is empty, and goes on over none of them."""
    yield Rect(box.x, box.y, box.width, 0.0)
    yield Rect(box.x, box.bottom, box.width, 0.0)
    yield Rect(box.x, box.y, 0.0, box.height)
    yield Rect(box.right, box.y, 0.0, box.height)


def largest_gap(cells: Sequence[Sequence[bool]]) -> float:
    """The largest rectangle of empty cells, in parts of all."""
    heights = [0] * ACROSS
    best = 0
    for row in cells:
        heights = [0 if taken else height + 1 for taken, height in zip(row, heights, strict=True)]
        for left in range(ACROSS):
            lowest = heights[left]
            for right in range(left, ACROSS):
                lowest = min(lowest, heights[right])
                best = max(best, lowest * (right - left + 1))
    return best / (ACROSS * DOWN)


EVEN = 0.001
"""By how much, in parts of a picture, both sides of a cut about its middle may differ."""


def lonely_sets(texts: Iterable[TextItem]) -> Iterator[tuple[str, int]]:
    """Sets of which one stands alone in its last row: the slot and the number of the members."""
    for name, boxes in _sets(texts).items():
        rows = [[*row] for _, row in groupby(sorted(boxes, key=lambda box: box.y), key=lambda box: round(box.y))]
        if len(rows) > 1 and len(rows[0]) > 2 and len(rows[-1]) == 1:
            yield name, len(boxes)


def _sets(texts: Iterable[TextItem]) -> dict[str, list[Rect]]:
    """The boxes of texts that are numbered members of a set, by its slot; of sets of which each member has a text."""
    sets: dict[str, dict[int, Rect]] = {}
    for item in texts:
        if found := _OF_SET.fullmatch(item.slot or ""):
            sets.setdefault(found[1], {})[int(found[2])] = item.box
    return {name: [*boxes.values()] for name, boxes in sets.items() if max(boxes) - min(boxes) + 1 == len(boxes)}


def cut_pictures(items: Iterable[Item], most: float) -> Iterator[tuple[ImageItem, float]]:
    """Pictures of which more than the part `most` is cut off, and how much. One that is not cut about its middle has an
    author who says where to look.
    """
    for item in items:
        if isinstance(item, ImageItem) and not item.artifact:
            left, top, right, bottom = item.crop
            lost = 1 - (1 - left - right) * (1 - top - bottom)
            middle = abs(left - right) < EVEN and abs(top - bottom) < EVEN
            if lost > most and middle:
                yield item, lost

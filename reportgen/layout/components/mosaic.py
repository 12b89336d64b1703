"""Pictures of many shapes that fill a place of a slide: in rows, or one large and the others in rows beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from heapq import nsmallest
from itertools import pairwise
from math import inf

from reportgen.geometry import Rect
from reportgen.layout.components.album import shared_height
from reportgen.structs import Struct

MOST = 8
"""Pictures that one mosaic has: more of them are too small to be looked at."""

LARGEST = 0.75
"""The most of a box's width that one large picture takes."""

TRIED = 8
"""Mosaics that are tried in earnest, where captions need more room than was guessed."""

CROPPED, LONELY, UNEVEN, OF_ONE_RANK, SHORT = 0.4, 0.25, 0.45, 0.7, 0.8
"""What it costs that all of a picture's area is cut off, that the last row holds one picture under rows of more, that
the smallest picture in rows has no area beside their mean (where one may be large, and where none may), and that rows
end at the place's left edge."""

Under = Callable[[int, float], float]
"""The height in points that stands under the picture of a number where it is so many points wide: its caption."""


class Mosaic(Struct, frozen=True):
    """How pictures stand: the first of them `large` at the left or not, and how many each row holds."""

    large: bool
    rows: tuple[int, ...]


class Pictures(Struct, frozen=True):
    """What fills a box, and how: the pictures' shapes (width by height), what stands `under` them, the least width that
    the caption of each should have, the space between them, in points, and the part of a picture that may be cut off;
    whether the first may be `large`.
    """

    shapes: Sequence[float]
    under: Under
    measures: Sequence[float]
    gutter: float
    cut: float
    large: bool = True


class _Laid(Struct, frozen=True):
    """The boxes of pictures without their captions, the widths of these, and the part that is cut off each (0 to 1)."""

    boxes: tuple[Rect, ...]
    places: tuple[float, ...]
    cut: tuple[float, ...]


def best(pictures: Pictures, box: Rect) -> list[Mosaic]:
    """The mosaics that show most of pictures in a box, the best first. What stands under pictures is asked for often,
    so that an estimate is best.
    """

    def cost(way: Mosaic) -> float:
        found = _laid(way, pictures, box)
        areas = [one.width * one.height for one in found.boxes]
        in_rows = areas[way.large :]
        if min(areas) <= 0:
            return inf
        lonely = len(way.rows) > 1 and way.rows[-1] == 1 and max(way.rows) > 1
        return (
            1 - sum(areas) / (box.width * box.height)
            + CROPPED * sum(found.cut) / len(areas)
            + LONELY * lonely
            + SHORT * (box.right - max(one.right for one in found.boxes)) / box.width
            + (UNEVEN if pictures.large else OF_ONE_RANK) * (1 - min(in_rows) * len(in_rows) / sum(in_rows))
        )  # fmt: skip

    return nsmallest(TRIED, _ways(len(pictures.shapes), pictures.large), key=cost)


def boxes(way: Mosaic, pictures: Pictures, box: Rect) -> list[tuple[Rect, float]]:
    """Where the pictures of a mosaic stand in a box, without their captions, and how wide these are (points)."""
    found = _laid(way, pictures, box)
    return list(zip(found.boxes, found.places, strict=True))


def covered(found: Sequence[tuple[Rect, float]], box: Rect) -> float:
    """The part of a box that the boxes of pictures cover."""
    return sum(one.width * one.height for one, _ in found) / (box.width * box.height)


def _ways(count: int, large: bool) -> Iterator[Mosaic]:
    """All mosaics of so many pictures, also those with a large one if it may be."""
    for rows in _parted(count):
        yield Mosaic(False, rows)
    if large and count > 2:
        for rows in _parted(count - 1):
            yield Mosaic(True, rows)


def _parted(count: int) -> Iterator[tuple[int, ...]]:
    """All ways to part so many things into rows, in their order.

    >>> sorted(_parted(3))
    [(1, 1, 1), (1, 2), (2, 1), (3,)]
    """
    if count == 0:
        yield ()
    for first in range(1, count + 1):
        for rest in _parted(count - first):
            yield (first, *rest)


def _laid(way: Mosaic, pictures: Pictures, box: Rect) -> _Laid:
    if not way.large:
        return _in_rows(way.rows, pictures, 0, box)
    shape, cut, gutter = pictures.shapes[0], pictures.cut, pictures.gutter
    height = box.height - pictures.under(0, box.width / 2)
    beside = _width_of(way.rows, pictures.shapes, box.height, gutter)
    wide = min(max(box.width - gutter - beside, (1 - cut) * shape * height), shape * height / (1 - cut))
    wide = min(wide, LARGEST * box.width)
    right = Rect(box.x + wide + gutter, box.y, box.width - wide - gutter, box.height)
    rest = _in_rows(way.rows, pictures, 1, right)
    height = min(box.height - pictures.under(0, wide), wide / shape / (1 - cut))
    large = Rect(box.x, box.y, wide, height)
    return _Laid((large, *rest.boxes), (wide, *rest.places), (_cut(shape, large), *rest.cut))


def _width_of(rows: Sequence[int], shapes: Sequence[float], height: float, gutter: float) -> float:
    """The width at which rows of uncut pictures after the first are as high as wanted, captions left out."""
    sums = [sum(shapes[start:end]) for start, end in _spans(rows, 1)]
    room = height - gutter * (len(rows) - 1)
    gutters = sum(gutter * (count - 1) / wide for count, wide in zip(rows, sums, strict=True))
    return (room + gutters) / sum(1 / wide for wide in sums)


def _spans(rows: Sequence[int], first: int) -> Iterator[tuple[int, int]]:
    """The numbers of the first picture of each row, and of that after its last."""
    starts = [first]
    for count in rows:
        starts.append(starts[-1] + count)
    return pairwise(starts)


def _in_rows(rows: Sequence[int], pictures: Pictures, first: int, box: Rect) -> _Laid:
    """Rows as wide as a box, as high together as it where that cuts no more off their pictures than it may; else they
    are lower than it, or their pictures narrower.
    """
    shapes, gutter, most = pictures.shapes, pictures.gutter, 1 / (1 - pictures.cut)
    spans = list(_spans(rows, first))
    shared = [
        shared_height(shapes[start:end], pictures.measures[start:end], box.width - gutter * (end - start - 1))
        for start, end in spans
    ]
    spare = [
        max(pictures.under(at, wide) for at, wide in zip(range(*span), places, strict=True))
        for span, (_, places) in zip(spans, shared, strict=True)
    ]
    scale = max(0.0, box.height - gutter * (len(rows) - 1) - sum(spare)) / sum(height for height, _ in shared)
    narrower = min(1.0, scale * most)
    lower = min(scale / narrower, most) if narrower else 0.0
    found: list[tuple[Rect, float]] = []
    y = box.y
    for span, (height, places), below in zip(spans, shared, spare, strict=True):
        high = height * narrower * lower
        found += _row(pictures, span, Rect(box.x, y, height * narrower, high), places if narrower == 1 else None)
        y += high + below + gutter
    cut = [_cut(shapes[at], one) for at, (one, _) in enumerate(found, first)]
    return _Laid(tuple(one for one, _ in found), tuple(place for _, place in found), tuple(cut))


def _row(
    pictures: Pictures, span: tuple[int, int], square: Rect, places: Sequence[float] | None
) -> Iterator[tuple[Rect, float]]:
    """The boxes of a row's pictures and the widths of their captions; a picture as wide as high would have the box
    `square`, `places` are the captions' widths, which else are those of pictures or the least."""
    x = square.x
    for number, at in enumerate(range(*span)):
        wide = pictures.shapes[at] * square.width
        place = max(wide, pictures.measures[at]) if places is None else places[number]
        yield Rect(x, square.y, wide, square.height), place
        x += place + pictures.gutter


def _cut(shape: float, box: Rect) -> float:
    """The part of a picture's area that a box cuts off it."""
    if not box.width or not box.height:
        return 1.0
    given = box.width / box.height
    return 1 - min(shape / given, given / shape)

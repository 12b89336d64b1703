"""What touches the edge of a sheet goes on over it, so that no white is seen where the knife is a little beside it.

Frames end where the sheet ends. Whoever prints them asks here for the same item with its bleed: a shape becomes
longer, a picture shows more of itself, and where there is no more of it, it is enlarged as a whole. Nothing is
stretched.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.frames.items import ImageItem, Item, ShapeItem
from reportgen.frames.publication import Master, Publication, Sheet
from reportgen.geometry import Rect, Size
from reportgen.structs import replace

EDGE = 0.5
"""Points from an edge of the sheet within which something is taken to touch it."""

MOST_ENLARGED = 1.1
"""How much a picture may be enlarged for the bleed before a person should know of it."""


def over_edges(box: Rect, size: Size, bleed: float) -> Rect:
    """A box with those of its sides that touch an edge of the sheet `bleed` points beyond it.

    >>> over_edges(Rect(0, 40, 100, 20), Size(100, 100), 8)
    Rect(x=-8, y=40, width=116, height=20)
    """
    left = min(box.x, -bleed) if box.x <= EDGE else box.x
    top = min(box.y, -bleed) if box.y <= EDGE else box.y
    right = max(box.right, size.width + bleed) if box.right >= size.width - EDGE else box.right
    bottom = max(box.bottom, size.height + bleed) if box.bottom >= size.height - EDGE else box.bottom
    return Rect(left, top, right - left, bottom - top)


def with_bleed(item: Item, size: Size, bleed: float) -> Item:
    """An item as it is printed on a sheet of a size. What does not touch an edge, or cannot bleed, stays as it is."""
    if not bleed or not isinstance(item, ShapeItem | ImageItem) or not _is_straight(item):
        return item
    if isinstance(item, ShapeItem) and item.kind == "line":
        return replace(item, box=_lengthened(item.box, size, bleed))
    box = over_edges(item.box, size, bleed)
    if box == item.box:
        return item
    return _grown(item, box) if isinstance(item, ImageItem) else replace(item, box=box)


def _is_straight(item: ShapeItem | ImageItem) -> bool:
    """Whether it can be carried on: round corners then lie beyond the trim."""
    return item.shape != "circle" if isinstance(item, ImageItem) else item.kind != "ellipse"


def _lengthened(line: Rect, size: Size, bleed: float) -> Rect:
    """A level or upright line, carried on where it ends at an edge."""
    grown = over_edges(line, size, bleed)
    if not line.height:
        return Rect(grown.x, line.y, grown.width, 0.0)
    return line if line.width else Rect(line.x, grown.y, 0.0, grown.height)


def _whole(item: ImageItem) -> Rect:
    """Where the whole picture would stand, of which the box shows a part."""
    left, top, right, bottom = item.crop
    width, height = item.box.width / (1 - left - right), item.box.height / (1 - top - bottom)
    return Rect(item.box.x - left * width, item.box.y - top * height, width, height)


def _enlarged(item: ImageItem, box: Rect) -> float:
    """How much larger the picture must be to fill the box."""
    whole = _whole(item)
    return max(1.0, box.width / whole.width, box.height / whole.height)


def _grown(item: ImageItem, box: Rect) -> ImageItem:
    """The picture in a larger box, whole parts of it more, moved no further than it must be."""
    whole, factor = _whole(item), _enlarged(item, box)
    width, height = whole.width * factor, whole.height * factor
    x = _covering(whole.x + (whole.width - width) / 2, width, box.x, box.right)
    y = _covering(whole.y + (whole.height - height) / 2, height, box.y, box.bottom)
    sides = (box.x - x, box.y - y, x + width - box.right, y + height - box.bottom)
    cut = [max(0.0, side / of) for side, of in zip(sides, (width, height) * 2, strict=True)]
    return replace(item, box=box, crop=(cut[0], cut[1], cut[2], cut[3]))


def _covering(start: float, length: float, low: float, high: float) -> float:
    """Where a length begins that covers what is between two places, as near to `start` as can be."""
    return max(min(start, low), high - length)


def cannot_bleed(publication: Publication) -> Iterator[tuple[ShapeItem | ImageItem, str]]:
    """What touches an edge of a sheet and is not carried on over it, or not well: with why."""
    bleed, size = publication.press.bleed, publication.size
    if not bleed:
        return
    sheets: tuple[Sheet | Master, ...] = (*publication.masters, *publication.sheets)
    for item in (item for one in sheets for item in one.items):
        if not isinstance(item, ShapeItem | ImageItem):
            continue
        box = over_edges(item.box, size, bleed)
        if box == item.box or _is_beyond(item.box, size, bleed):
            continue
        what = "a picture" if isinstance(item, ImageItem) else "a shape"
        if not _is_straight(item):
            yield item, f"{what} that is round touches the edge and cannot bleed"
        elif isinstance(item, ImageItem) and (factor := _enlarged(item, box)) > MOST_ENLARGED:
            yield item, f"a picture is enlarged by {round(100 * factor - 100)} % so that it bleeds"


def _is_beyond(box: Rect, size: Size, bleed: float) -> bool:
    """Whether a box goes far enough over each edge that it touches."""
    ends = (-box.x, -box.y, box.right - size.width, box.bottom - size.height)
    return all(end < -EDGE or end >= bleed for end in ends)

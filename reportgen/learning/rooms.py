"""Places that are lower than the text they are for: how far it may go.

Programs write such places. Google Slides and PptxGenJS leave a box of one line where text grows on the slide, and
designers draw titles whose box is lower than one line of its type.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportgen.geometry import Rect, Size
from reportgen.learning.placeholders import FOOTERS, PlaceOfLayout
from reportgen.structs import replace

MARGIN = 0.06
"""The part of the sheet's height that text keeps from its foot."""

GAP = 8.0
"""Points between a place that was made higher and what is under it."""

MOST_LINES = 3
"""The lines of a title."""

_FOR_TEXT = ("obj", "tx", "twoObj", "twoTxTwoObj")
"""Types of layouts whose places are for text at length (ECMA-376 Part 1, 19.7.15)."""

_CALLED = re.compile(r"content|inhalt|contenu|contenido|contenuto|内容|text|body", re.IGNORECASE)
"""What layouts for text are called."""


def with_room(
    places: Sequence[PlaceOfLayout], kind: str, name: str, size: Size, furniture: Sequence[Rect] = ()
) -> tuple[PlaceOfLayout, ...]:
    """A layout's places with the room that their text has: titles hold a line, and may go down to what is under them
    where they need it; places for text at length reach that far.

    Args:
        kind: the layout's type, or nothing.
        name: what the layout is called.
        size: that of the sheet, in points.
        furniture: where the layout draws something.
    """
    lengthy = kind in _FOR_TEXT or (not kind and _CALLED.search(name) is not None)
    roomy = tuple(_roomy(one, places, size, lengthy=lengthy) for one in places)
    return tuple(replace(one, reach=_reach(one, roomy, furniture)) if one.is_title else one for one in roomy)


def _reach(title: PlaceOfLayout, places: Sequence[PlaceOfLayout], furniture: Sequence[Rect]) -> float:
    """How far a title may go further down: to the place or the drawing that is next, and no more than some lines."""
    box = title.box
    others = [place.box for place in places if place is not title] + list(furniture)
    under = [one.y - GAP for one in others if one.y >= box.bottom - GAP and _are_level(one, box)]
    if title.doubtful or not under:
        return 0.0
    return max(0.0, min(min(under), box.y + _lines(title, MOST_LINES)) - box.bottom)


def _are_level(one: Rect, other: Rect) -> bool:
    """Whether one box stands over or under another."""
    return one.x < other.right and one.right > other.x


def _roomy(place: PlaceOfLayout, places: Sequence[PlaceOfLayout], size: Size, *, lengthy: bool) -> PlaceOfLayout:
    if place.doubtful or place.type in FOOTERS:
        return place
    if lengthy and place.takes_text and place.box.height < _lines(place, 2):
        return _down_to_what_follows(place, places, size)
    lack = _lines(place, 1) - place.box.height
    return replace(place, box=_higher(place, lack)) if place.is_title and lack > 0 else place


def _lines(place: PlaceOfLayout, count: int) -> float:
    """How high some lines on the first level are, with the insets."""
    return place.insets[1] + place.insets[3] + count * place.levels[0].distance + 0.1


def _higher(place: PlaceOfLayout, lack: float) -> Rect:
    """The box of a place as its text stands in it where it is too high: it runs over away from its anchor."""
    above = {"top": 0.0, "middle": lack / 2, "bottom": lack}[place.anchor]
    return Rect(place.box.x, max(0.0, place.box.y - above), place.box.width, place.box.height + lack)


def _down_to_what_follows(place: PlaceOfLayout, places: Sequence[PlaceOfLayout], size: Size) -> PlaceOfLayout:
    box = place.box
    middle = box.y + box.height / 2  # headings and what they stand over may share a few points
    under = [
        other.box.y - GAP
        for other in places
        if other is not place and other.box.y >= middle and _are_level(other.box, box)
    ]
    bottom = min([*under, (1 - MARGIN) * size.height])
    if bottom - box.y <= box.height:
        return place
    return replace(place, box=Rect(box.x, box.y, box.width, bottom - box.y), moved=True)

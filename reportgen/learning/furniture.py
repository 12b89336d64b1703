"""What a template draws that content would hide: logos, stamps, lines at the foot; and boxes that keep clear of them.

Designers draw places for content under their logo, because people see where their text ends. What is made without a
look at it keeps clear.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lxml import etree

from reportgen.geometry import Rect
from reportgen.learning.office_file import NS, OfficeFile
from reportgen.learning.placeholders import EMU

MOST = 0.25
"""The part of a box that furniture in it covers at the most: what covers more is a ground, on which content stands."""

LEAST = 3.0
"""Points by which furniture reaches into a box before the box keeps clear of it: lines at edges belong there."""

CLEAR = 6.0
"""Points between furniture and the box that was made smaller for it."""

_CROSSED = (0.1, 0.9)
"""The part of a box that furniture covers where it crosses it."""

_DRAWN = ("pic", "grpSp", "sp", "graphicFrame", "cxnSp")


def furniture_of(file: OfficeFile, master: str, layout: str) -> tuple[Rect, ...]:
    """The boxes of what a layout shows beside its placeholders, its master's shapes among them."""
    above = file.root(layout)
    roots = [above] if above.get("showMasterSp") in ("0", "false") else [file.root(master), above]
    return tuple(box for root in roots for box in _boxes(root))


def _boxes(root: Any) -> Iterable[Rect]:
    for shape in root.find("p:cSld/p:spTree", NS):
        if etree.QName(shape).localname not in _DRAWN or shape.find("./*/p:nvPr/p:ph", NS) is not None:
            continue
        frame = next(iter(shape.iterfind("./*/a:xfrm", NS)), None)
        if frame is None or frame.find("a:off", NS) is None or not _is_seen(shape):
            continue
        off, ext = frame.find("a:off", NS), frame.find("a:ext", NS)
        yield Rect(*(int(e.get(key)) / EMU for e, key in ((off, "x"), (off, "y"), (ext, "cx"), (ext, "cy"))))


def _is_seen(shape: Any) -> bool:
    """Whether a shape draws anything: boxes without fill, line, look and words do not."""
    if etree.QName(shape).localname != "sp":
        return True
    about = shape.find("p:spPr", NS)
    filled = about is not None and any(
        etree.QName(one).localname in ("solidFill", "gradFill", "blipFill", "pattFill") for one in about
    )
    lined = about is not None and about.find("a:ln/a:solidFill", NS) is not None
    words = "".join(shape.itertext("{*}t")).strip()
    return bool(filled or lined or words or (shape.find("p:style", NS) is not None and about is not None))


def clear_of(box: Rect, furniture: Iterable[Rect]) -> Rect:
    """A box without the side on which furniture reaches into it; each time the side that costs the least.

    >>> clear_of(Rect(0, 0, 400, 300), [Rect(360, 250, 60, 60)])
    Rect(x=0, y=0, width=354.0, height=300)
    """
    for one in furniture:
        shared = _shared(box, one)
        if shared is None or shared.width * shared.height > MOST * box.width * box.height:
            continue
        box = max(_without(box, one), key=lambda made: max(0.0, made.width) * max(0.0, made.height))
    return box


def is_crossed(box: Rect, furniture: Iterable[Rect]) -> bool:
    """Whether furniture lies over a part of a box: a logo does, where a band under the whole of it is its ground.

    >>> is_crossed(Rect(0, 0, 100, 20), [Rect(80, 0, 60, 20)]), is_crossed(Rect(0, 0, 100, 20), [Rect(0, 0, 720, 20)])
    (True, False)
    """
    shares = (_shared(box, one) for one in furniture)
    parts = (one.width * one.height / (box.width * box.height) for one in shares if one is not None)
    return any(_CROSSED[0] < part < _CROSSED[1] for part in parts)


def _shared(box: Rect, other: Rect) -> Rect | None:
    x, y = max(box.x, other.x), max(box.y, other.y)
    right, bottom = min(box.right, other.right), min(box.bottom, other.bottom)
    if right - x < LEAST or bottom - y < LEAST:
        return None
    return Rect(x, y, right - x, bottom - y)


def _without(box: Rect, other: Rect) -> tuple[Rect, ...]:
    left, top = other.x - CLEAR, other.y - CLEAR
    right, bottom = other.right + CLEAR, other.bottom + CLEAR
    return (
        Rect(box.x, box.y, left - box.x, box.height),
        Rect(right, box.y, box.right - right, box.height),
        Rect(box.x, box.y, box.width, top - box.y),
        Rect(box.x, bottom, box.width, box.bottom - bottom),
    )

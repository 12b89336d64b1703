"""The size of a drawing, by its width, height and viewBox (SVG 2, 8.2 to 8.8)."""

from __future__ import annotations

import re
from typing import Any

_LENGTH = re.compile(r"\s*([+]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(px|pt|pc|mm|cm|in|em|ex|rem|Q|%)?\s*")
_PIXELS = {
    "": 1.0,
    "px": 1.0,
    "pt": 96 / 72,
    "pc": 16.0,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "in": 96.0,
    "Q": 96 / 101.6,
    "em": 16.0,
    "rem": 16.0,
    "ex": 8.0,
}
SAME = 0.002
"""How much two proportions may differ and be taken for one."""


def view_box(root: Any) -> tuple[float, float, float, float] | None:
    """The viewBox of a drawing; None where it has none.

    Raises:
        ValueError: it is not four numbers, or not a box.
    """
    said = root.get("viewBox")
    if said is None or not said.strip():
        return None
    try:
        x, y, width, height = (float(part) for part in said.replace(",", " ").split())
    except ValueError:
        raise ValueError(f'its viewBox "{said[:60]}" must be four numbers, such as "0 0 100 60"') from None
    if not (0 < width < 1e6 and 0 < height < 1e6 and abs(x) < 1e6 and abs(y) < 1e6):
        raise ValueError(f'its viewBox "{said[:60]}" has no size')
    return x, y, width, height


def size_of(root: Any) -> tuple[float, float] | None:
    """Width and height of a drawing, in units of its viewBox where they agree; None where only its contents have any.

    Raises:
        ValueError: what is said of its size is wrong.
    """
    box = view_box(root)
    width = _length(root.get("width"), box[2] if box else None)
    height = _length(root.get("height"), box[3] if box else None)
    if box is None:
        return (width, height) if width and height else None
    if width is None or height is None:
        return box[2], box[3]
    same = abs(width / height / (box[2] / box[3]) - 1) < SAME
    return (box[2], box[3]) if same else (width, height)


def _length(said: str | None, whole: float | None) -> float | None:
    """A length in pixels; `whole` is what per cent are of."""
    if said is None or said.strip() in ("", "auto"):
        return None
    found = _LENGTH.fullmatch(said)
    if found is None:
        raise ValueError(f'its size "{said[:40]}" is no length')
    number, unit = float(found[1]), found[2] or ""
    if unit == "%":
        return None if whole is None else number / 100 * whole or None
    length = number * _PIXELS[unit]
    if not 0 < length < 1e6:
        raise ValueError(f'its size "{said[:40]}" is no size to be drawn at')
    return length

"""Where things stand on a sheet: the boxes of columns, rows and lengths from its edges."""

from __future__ import annotations

from collections.abc import Callable

from reportgen.brand import Grid
from reportgen.geometry import Rect
from reportgen.templates import At, SlideTemplate

Place = Callable[[At | None], Rect]
"""Gives the box of a place (points)."""

ROWS = 24
"""Into how many rows a sheet is divided between its margins."""

ALL = At()
"""What says no place."""

STRIP = 0.6
"""The part of a margin that a strip of it takes; the rest is between the strip and the columns."""


def box_of(at: At | None, grid: Grid) -> Rect:
    """The box of a place on the sheet (points): columns and rows, or lengths from the sheet's edges, with bleeds."""
    at = at or ALL
    pitch = grid.area.height / ROWS
    return _box(at, grid, _sides(at, grid), lambda row: grid.area.y + row * pitch, ROWS)


def place_of(at: At | None, template: SlideTemplate, grid: Grid) -> Rect:
    """The box of a place on a slide (points), whose columns and rows are those of the template's live area.

    What says no place has all of the live area.
    """
    at = at or ALL
    if at.of == "sheet":
        return box_of(at, grid)
    live = template.live
    taken = rows_of(live)
    rows = template.rows or len(taken)
    start, pitch = grid.area.y, grid.area.height / ROWS
    if live.rows is None and (live.top is not None or live.bottom is not None):
        box = box_of(live, grid)
        start, pitch = box.y, box.height / ROWS

    def edge(row: int) -> float:
        return start + (taken.start + row * len(taken) / rows) * pitch

    return _box(at, grid, _live_sides(at, live, grid), edge, rows)


def rows_of(live: At) -> range:
    """The sheet's rows that a live area takes, from 0; as many as the sheet has where it is given in lengths."""
    first, last = live.rows or (1, ROWS)
    return range(first - 1, last)


def _sides(at: At, grid: Grid) -> tuple[float, float]:
    """The left and the right of a place in the sheet's columns, or of a strip of its margin."""
    if at.margin == "left":
        return 0.0, STRIP * grid.margins.left
    if at.margin == "right":
        return grid.sheet.width - STRIP * grid.margins.right, grid.sheet.width
    first, last = at.columns[0], min(at.columns[1], grid.columns)
    return grid.left(first), grid.left(last) + grid.width(1)


def _live_sides(at: At, live: At, grid: Grid) -> tuple[float, float]:
    """The same in the columns of a live area: as many as the sheet has, with the sheet's gutters between them."""
    if at.margin:
        return _sides(at, grid)
    left, right = _sides(live, grid)
    if live.columns[0] == 1 and live.columns[1] >= grid.columns:
        return _sides(at, grid)
    first, last = at.columns[0], min(at.columns[1], grid.columns)
    width = (right - left - grid.gutter * (grid.columns - 1)) / grid.columns
    step = width + grid.gutter
    return left + (first - 1) * step, right if last == grid.columns else left + (last - 1) * step + width


def _box(at: At, grid: Grid, sides: tuple[float, float], edge: Callable[[int], float], rows: int) -> Rect:
    """A box between two sides; `edge` gives the height at which a row ends."""
    sheet = grid.sheet
    x, right = sides if at.left is None else (at.left, at.left)
    if at.rows is not None or (at.top is None and at.bottom is None):
        first, last = at.rows or (1, rows)
        top = edge(first - 1)
        bottom = top + at.height if at.height is not None else edge(last)
    elif at.top is not None:
        top = at.top
        bottom = sheet.height - at.bottom if at.bottom is not None else top + (at.height or 0.0)
    else:
        bottom = sheet.height - (at.bottom or 0.0)
        top = bottom - (at.height or 0.0)
    x = 0.0 if "left" in at.bleed else x
    right = sheet.width if "right" in at.bleed else right
    top = 0.0 if "top" in at.bleed else top
    bottom = sheet.height if "bottom" in at.bleed else bottom
    if at.width is not None:
        x = right - at.width if "right" in at.bleed else x
        right = x + at.width
    return Rect(x, top, right - x, bottom - top)

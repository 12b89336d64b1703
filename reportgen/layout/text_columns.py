"""Running text in columns: balanced, and round what stands in their way."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, sqrt
from typing import Literal

from reportgen.geometry import Rect
from reportgen.layout.fragments import Fragment
from reportgen.layout.styles import TextStyle
from reportgen.layout.text_setter import LINES_TOGETHER, TextSetter
from reportgen.structs import Struct

BOUNDED = 1e5
"""A height (points) beyond which a space is taken to have no end."""

MOST_TRIED = 200
"""Lines over the least height that are tried where the space has no end."""


class Obstacle(Struct, frozen=True):
    """A box that text runs round, its distance to the text included; points from the columns' top left corner."""

    box: Rect
    shape: Literal["rect", "circle"] = "rect"

    def span(self, top: float, bottom: float) -> tuple[float, float] | None:
        """The stretch, left to right, that it takes of a line between two heights."""
        box = self.box
        if bottom <= box.y + 0.01 or top >= box.bottom - 0.01:
            return None
        if self.shape == "rect":
            return box.x, box.right
        radius = box.height / 2
        middle = box.y + radius
        near = 0.0 if top <= middle <= bottom else min(abs(top - middle), abs(bottom - middle))
        chord = sqrt(max(0.0, radius * radius - near * near))
        centre = box.x + box.width / 2
        return centre - chord, centre + chord


class FilledBox(Struct, frozen=True):
    """Text in one box: the fragments that stand there, and the box, from the columns' top left corner."""

    fragments: tuple[Fragment, ...]
    box: Rect
    column: int


def free_boxes(column: Rect, obstacles: Sequence[Obstacle], pitch: float, least: float) -> list[Rect]:
    """The parts of a column that text may stand in, from the top: lines of one measure make one box.

    Beside an obstacle, text stands on its wider side; where that is narrower than `least` points, nothing does.
    """
    if not obstacles:
        return [column]
    boxes: list[Rect] = []
    for number in range(int((column.height + 0.01) / pitch)):
        top = column.y + number * pitch
        left, right = _free(column, obstacles, top, top + pitch)
        if right - left < least:
            continue
        line = Rect(left, top, right - left, pitch)
        if boxes and _goes_on(boxes[-1], line):
            last = boxes[-1]
            boxes[-1] = Rect(left, last.y, right - left, last.height + pitch)
        else:
            boxes.append(line)
    return boxes


def _free(column: Rect, obstacles: Sequence[Obstacle], top: float, bottom: float) -> tuple[float, float]:
    """The left and the right edge of what obstacles leave of a column between two heights."""
    left, right = column.x, column.right
    for obstacle in obstacles:
        taken = obstacle.span(top, bottom)
        if taken is None or taken[1] <= left or taken[0] >= right:
            continue
        if taken[0] - left >= right - taken[1]:
            right = min(right, taken[0])
        else:
            left = max(left, taken[1])
    return left, right


def _goes_on(box: Rect, line: Rect) -> bool:
    """Whether a line stands right under a box, in the same measure."""
    return abs(box.x - line.x) < 0.01 and abs(box.right - line.right) < 0.01 and abs(box.bottom - line.y) < 0.01


class Columns:
    """Columns of equal width, and what stands in them."""

    def __init__(self, setter: TextSetter, width: float, count: int, gutter: float) -> None:
        self.setter = setter
        self.count = count
        self.gutter = gutter
        self.width = (width - gutter * (count - 1)) / count
        self.pitch = setter.grid.baseline

    def left(self, column: int) -> float:
        """The left edge of a column, from 0, in points from the first one's."""
        return column * (self.width + self.gutter)

    def pour(
        self,
        fragments: tuple[Fragment, ...],
        text_style: TextStyle,
        height: float,
        obstacles: Sequence[Obstacle] = (),
        count: int | None = None,
    ) -> tuple[list[FilledBox], tuple[Fragment, ...]]:
        """Fill the columns, or the first `count` of them, one after the other; what is left over does not fit."""
        least = (
            self.setter.brand.look.flow.narrowest
            * self.setter.size(self.setter.scale.role(text_style.style), text_style.factor)[0]
        )
        found: list[FilledBox] = []
        rest = fragments
        for number in range(count or self.count):
            boxes = free_boxes(Rect(self.left(number), 0.0, self.width, height), obstacles, self.pitch, least)
            begun = False  # Only under text of the same column does a paragraph keep the space before it.
            for at, box in enumerate(boxes):
                if not rest:
                    break
                lead = self.setter.lead(rest[0], text_style, box.width) if begun else 0.0
                last = at == len(boxes) - 1
                head, tail = self.setter.cut(
                    rest,
                    text_style,
                    box.width,
                    box.height - lead,
                    least=LINES_TOGETHER if last else 1,
                    loose=not last and boxes[at + 1].y - box.bottom < 0.01,
                )
                if not head:
                    continue
                place = Rect(box.x, box.y + lead, box.width, box.height - lead)
                found.append(FilledBox(head, place, number))
                rest = tail
                begun = True
        return found, rest

    def balanced(
        self, fragments: tuple[Fragment, ...], text_style: TextStyle, space: float, obstacles: Sequence[Obstacle] = ()
    ) -> tuple[list[FilledBox], tuple[Fragment, ...]]:
        """Columns as even as can be, no higher than `space`; what is left over does not fit it."""
        total = self.setter.height(fragments, text_style, self.width)
        few = self.setter.brand.look.flow.one_column
        if not obstacles and (self.count == 1 or total <= few * self.pitch):
            return self.pour(fragments, text_style, space, count=1)
        floor = ceil(max((obstacle.box.bottom for obstacle in obstacles), default=0.0) / self.pitch - 0.01)
        least = max(2, floor, ceil(total / self.count / self.pitch) - 1)
        most = int((space + 0.01) // self.pitch) if space < BOUNDED else least + MOST_TRIED
        taken = sum(obstacle.box.width * obstacle.box.height for obstacle in obstacles) / self.width
        # The height of even columns is guessed from the area, which is mostly right or a line off.
        lines = min(max(least, ceil((total + taken) / self.count / self.pitch)), most)
        found, rest = self.pour(fragments, text_style, lines * self.pitch, obstacles)
        while rest and lines < most:
            lines += 1
            found, rest = self.pour(fragments, text_style, lines * self.pitch, obstacles)
        while not rest and lines > least:  # The guess may have been too high.
            lower, left = self.pour(fragments, text_style, (lines - 1) * self.pitch, obstacles)
            if left:
                break
            found, lines = lower, lines - 1
        return found, rest

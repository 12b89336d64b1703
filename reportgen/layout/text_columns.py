"""Running text in columns: balanced, and round what stands in their way."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, sqrt
from typing import Literal

from reportgen.frames import Item
from reportgen.geometry import Rect
from reportgen.layout.fragments import Fragment
from reportgen.layout.styles import TextStyle
from reportgen.layout.text_setter import LINES_TOGETHER, TextSetter
from reportgen.structs import Struct

BOUNDED = 1e5
"""A height (points) beyond which a space is taken to have no end."""

MOST_TRIED = 200
"""Lines over the least height that are tried where the space has no end."""


AROUND_QUOTE = 3
"""Lines of a column that stand over a quote, and under it, at the least."""


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


class Quote(Struct, frozen=True):
    """A quotation that stands over the whole width of a column (from 0) between two paragraphs.

    It is `height` points high, and `tall` with the space over and under it; `at` says how far down it is wanted (0 top,
    1 foot), `text` what it says. Its `items` count from its own top left corner.
    """

    column: int
    height: float
    tall: float
    at: float
    text: str
    items: tuple[Item, ...]


class FilledBox(Struct, frozen=True):
    """Text in one box: the fragments that stand there, and the box, from the columns' top left corner; or the place of
    a quote.
    """

    fragments: tuple[Fragment, ...]
    box: Rect
    column: int
    quote: Quote | None = None


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
        quotes: Sequence[Quote] = (),
        count: int | None = None,
    ) -> tuple[list[FilledBox], tuple[Fragment, ...]]:
        """Fill the columns, or the first `count` of them, one after the other; what is left over does not fit.

        Nothing does where a quote is higher than the columns.
        """
        if any(quote.tall > height + 0.01 for quote in quotes):
            return [], fragments
        found: list[FilledBox] = []
        rest = fragments
        for number in range(count or self.count):
            column = Rect(self.left(number), 0.0, self.width, height)
            taken = list(obstacles)
            for quote in quotes:
                if quote.column == number:
                    box = self._place_of(quote, column, rest, text_style, taken)
                    found.append(FilledBox((), box, number, quote))
                    taken.append(Obstacle(box))
            filled, rest = self._column(column, number, rest, text_style, taken)
            found += filled
        return found, rest

    def _column(
        self,
        column: Rect,
        number: int,
        fragments: tuple[Fragment, ...],
        text_style: TextStyle,
        obstacles: Sequence[Obstacle],
    ) -> tuple[list[FilledBox], tuple[Fragment, ...]]:
        """Fill one column from its top down."""
        size = self.setter.size(self.setter.scale.role(text_style.style), text_style.factor)[0]
        boxes = free_boxes(column, obstacles, self.pitch, self.setter.brand.look.flow.narrowest * size)
        found: list[FilledBox] = []
        rest = fragments
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

    def _place_of(
        self,
        quote: Quote,
        column: Rect,
        fragments: tuple[Fragment, ...],
        text_style: TextStyle,
        obstacles: Sequence[Obstacle],
    ) -> Rect:
        """Where a quote stands in a column that is filled with these fragments: between two paragraphs, best over a
        subheading and not beside its own words; where there is no such place, at the column's foot.
        """
        foot = int((column.height - quote.tall + 0.01) // self.pitch)
        filled, rest = self._column(column, 0, fragments, text_style, obstacles)
        wanted = round(quote.at * foot)
        best: tuple[int, int, int] | None = None
        for top, before, after in self._breaks(filled, rest, text_style):
            line = ceil((top - 0.01) / self.pitch)
            if AROUND_QUOTE <= line <= foot - AROUND_QUOTE:
                near = quote.text in before.block.text or quote.text in after.block.text
                found = (2 * near + (after.block.kind != "heading"), abs(line - wanted), line)
                best = found if best is None else min(best, found)
        line = foot if best is None else best[2]
        return Rect(column.x, line * self.pitch, column.width, quote.tall)

    def _breaks(
        self, filled: Sequence[FilledBox], rest: tuple[Fragment, ...], text_style: TextStyle
    ) -> list[tuple[float, Fragment, Fragment]]:
        """Where a paragraph ends in a column and another begins: the height, and both."""
        found: list[tuple[float, Fragment, Fragment]] = []
        followers = [*(part.fragments[:1] for part in filled[1:]), rest[:1]]
        for part, following in zip(filled, followers, strict=False):  # `filled` is empty where nothing has room
            run = (*part.fragments, *following)
            for at in range(1, len(run)):
                before, after = run[at - 1], run[at]
                if not after.continued and before.block.kind != "heading":
                    top = part.box.y + self.setter.height(part.fragments[:at], text_style, part.box.width)
                    found.append((top, before, after))
        return found

    def balanced(
        self,
        fragments: tuple[Fragment, ...],
        text_style: TextStyle,
        space: float,
        obstacles: Sequence[Obstacle] = (),
        quotes: Sequence[Quote] = (),
    ) -> tuple[list[FilledBox], tuple[Fragment, ...]]:
        """Columns as even as can be, no higher than `space`; what is left over does not fit it."""
        total = self.setter.height(fragments, text_style, self.width)
        few = self.setter.brand.look.flow.one_column
        if not obstacles and not quotes and (self.count == 1 or total <= few * self.pitch):
            return self.pour(fragments, text_style, space, count=1)
        lowest = [obstacle.box.bottom for obstacle in obstacles] + [quote.tall for quote in quotes]
        floor = ceil(max(lowest, default=0.0) / self.pitch - 0.01)
        least = max(2, floor, ceil(total / self.count / self.pitch) - 1)
        most = int((space + 0.01) // self.pitch) if space < BOUNDED else least + MOST_TRIED
        taken = sum(obstacle.box.width * obstacle.box.height for obstacle in obstacles) / self.width
        taken += sum(quote.tall for quote in quotes)
        # The height of even columns is guessed from the area, which is mostly right or a line off.
        lines = min(max(least, ceil((total + taken) / self.count / self.pitch)), most)
        found, rest = self.pour(fragments, text_style, lines * self.pitch, obstacles, quotes)
        while rest and lines < most:
            lines += 1
            found, rest = self.pour(fragments, text_style, lines * self.pitch, obstacles, quotes)
        while not rest and lines > least:  # The guess may have been too high.
            lower, left = self.pour(fragments, text_style, (lines - 1) * self.pitch, obstacles, quotes)
            if left:
                break
            found, lines = lower, lines - 1
        return found, rest

"""Where a table is cut between rows: how much of it a place holds, in one column or shared among several."""

from __future__ import annotations

from math import ceil

from reportgen.errors import FitError
from reportgen.layout.fragments import TableCopy
from reportgen.layout.medium import Medium
from reportgen.layout.tables.captions_and_notes import TableTexts
from reportgen.layout.tables.rows import SolvedTable

MOST_PARTS = 60
"""Slides that one table may be split over."""

CONTINUED = 1.5
"""The height, in lines, of what says over a table that it goes on there."""

ROWS_TOGETHER = 2
"""Rows that stay together at a cut."""

LAST_ROWS = 6
"""Rows that go on together over a page at the least, where the table has twice as many."""

LEAST_ROWS = 8
"""Rows to a column, at least, of a table that is set in several."""


def suits_columns(copy: TableCopy, columns: int) -> bool:
    """Whether a table may stand in so many columns: it goes on in as many as it began, and a short one takes one."""
    if copy.begun:
        return columns == copy.columns
    return columns == 1 or len(copy.content.rows) >= LEAST_ROWS * columns


class RowCutter:
    """Cuts what is left of one table for a place in which it stands in so many columns."""

    def __init__(self, solved: SolvedTable, texts: TableTexts, medium: Medium, columns: int, width: float) -> None:
        """`width` is that of the notes under all columns, in points."""
        self.solved = solved
        self.texts = texts
        self.medium = medium
        self.columns = columns
        self.width = width
        self.copy = texts.copy
        self.content = texts.content
        self.count = len(self.content.rows)

    def all(self, room: float) -> list[int]:
        """Before which row each column ends if all that is left stands in `room` points of height with its notes,
        columns evenly full; nothing where it does not fit.
        """
        room -= self.texts.notes_height(self.count, self.width)
        total = self.solved.height(self.copy.start, self.count)
        if total > room * self.columns + 0.01:
            return []
        limit = total / self.columns
        while True:
            limit = min(limit, room)
            ends = self._filled(limit)
            if ends and ends[-1] == self.count:
                return ends
            if limit >= min(room, total):
                return []
            limit += 0.5 * self.solved.draft.metrics.leading

    def part(self, room: float, may_continue: bool) -> list[int]:
        """Before which row each column ends, of the part that stands in `room` points of height.

        Raises:
            FitError: the table may not go on elsewhere, or a row is higher than the room.
        """
        total = self.solved.height(self.copy.start, self.count)
        if not may_continue:
            raise too_tall(self.copy, total / self.columns - room)
        if self.columns == 1:
            return [self._end(room, total)]
        room -= self.texts.notes_height(self.count, self.width)
        limit = room
        if self.medium.equal_parts and room > 0:
            slides = ceil(total / (self.columns * room))
            check_parts(self.copy, slides)
            limit = min(room, total / (self.columns * slides) + self.solved.heights[-1])
        ends = self._filled(limit)
        if not ends:
            raise FitError("a row of the table is taller than its place", self.content.where, "shorten it")
        return ends

    def _filled(self, limit: float) -> list[int]:
        """Before which row each column ends, filled to `limit` in turn; nothing if one would be empty."""
        start = self.copy.start
        ends: list[int] = []
        for _ in range(self.columns):
            end = self._fits(start, limit)
            # A group's heading goes to the next column with its rows.
            while start < end < self.count and self.solved.bound[end]:
                end -= 1
            if end == start:
                return []
            ends.append(end)
            start = end
            if end == self.count:
                break
        return ends

    def _fits(self, start: int, limit: float) -> int:
        """Before which row the rows from `start` on have filled `limit`."""
        heights, head = self.solved.heights, self.solved.head
        end, used = start, 0.0
        while end < self.count and used + heights[head + end] <= limit + 0.01:
            used += heights[head + end]
            end += 1
        return end

    def _end(self, room: float, total: float) -> int:
        """Before which row the one column ends, so that the part with its notes fits; slides are filled evenly."""
        if not self.medium.equal_parts or room <= 0:
            return self._last(room, room)
        room_after = max(room - CONTINUED * self.solved.draft.metrics.leading, room / 2)
        slides = ceil(total / room)
        check_parts(self.copy, slides)
        # Half a row more, because rows are not cut and an even share hardly ever ends with one.
        end = self._last(room, min(room, total / slides + 0.5 * self.solved.heights[-1]))
        if (
            self.solved.height(end, self.count) > (slides - 1) * room_after
        ):  # what stays together would make it one more
            return self._last(room, room)
        return end

    def _last(self, room: float, limit: float) -> int:
        """Before which row a column ends that is filled to a limit, so that it stands in its room with its notes.

        Raises:
            FitError: a row is higher than the room.
        """
        start = self.copy.start
        together = ROWS_TOGETHER if self.medium.equal_parts else max(ROWS_TOGETHER, min(LAST_ROWS, self.count // 2))
        end = min(self._fits(start, limit), max(self.count - together, start + 1))
        # Fewer rows may refer to fewer notes, so their height is asked for again with each row that is given up.
        while end > start:
            notes = self.texts.notes_height(end, self.width)
            if not self.solved.bound[end] and self.solved.height(start, end) + notes <= room + 0.01:
                return end
            end -= 1
        where = next((e.where for e in self.content.rows[start].entries if e is not None), self.content.where)
        raise FitError("a row of the table is taller than its place", where, "shorten it, or split it in two")


def check_parts(copy: TableCopy, slides: int) -> None:
    """Refuse a table that would take too many slides.

    Raises:
        FitError: it needs more than `MOST_PARTS`.
    """
    if slides > MOST_PARTS:
        raise FitError(
            f"this table needs {slides} slides; the most is {MOST_PARTS}",
            copy.content.where,
            "leave rows out, show the first with top: 100, or leave it out of the deck: only: newsletter",
        )


def too_tall(copy: TableCopy, over: float) -> FitError:
    """The error of a table that is `over` points higher than its place."""
    return FitError(f"the table is {over:.0f} pt too tall for its place", copy.content.where, "leave rows out")

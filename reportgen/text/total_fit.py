"""The breaks that make the best paragraph as a whole (Knuth and Plass): boxes are pieces of words, glue is the spaces
between them, and penalties are what a break costs, that of a hyphen among them.

A line costs the square of what it lacks of the measure, and a little. Lines are ragged; none is justified yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from reportgen.text.breaking import LINE, Piece

RUNT = 0.12
"""What a last line costs that is shorter than `RUNT_WIDTH`, in squared parts of the measure."""

RUNT_WIDTH = 0.18
"""Part of the measure below which a last line looks forgotten."""

LOOSEST, GOOD = 0.25, 0.09
"""Part of the measure that a ragged line may lack where there is another one: one without a hyphen that costs no more
than this. No shorter one is tried then."""

LACK = 0.15
"""What a ragged line costs beyond that square, in parts of what it lacks: lines are rather full, and the last short."""

THIRD, LAST = 0.3, 0.3
"""What a third hyphen in a row costs, and one before the last line: more than any line but one that is half empty."""


def total_fit(pieces: Sequence[Piece], width: float, *, first: float = 0.0, goes_on: bool = False) -> list[int]:
    """Indices of the pieces after which lines end, so that the paragraph as a whole is least ragged. The first line is
    `first` points shorter than `width`. The last line is one like others where the text `goes_on` elsewhere: so what is
    cut at a line keeps its lines.

    At most two lines in a row end with a hyphen, and none before the last, but where a word is wider than the measure.
    """
    if not pieces:
        return []
    paragraph = _Paragraph(pieces, width, first)
    paragraph.closing[-1] = paragraph.closing[-1] and not goes_on
    return paragraph.ends()


class _Paragraph:
    """Where each piece begins and ends from the paragraph's beginning, as if it were one line, in points."""

    def __init__(self, pieces: Sequence[Piece], width: float, first: float) -> None:
        self.width, self.first = width, first
        self.begins = [0.0, *accumulate([piece.width for piece in pieces])]
        self.stops = [begin + piece.inked for begin, piece in zip(self.begins, pieces, strict=False)]
        self.costs = [piece.penalty for piece in pieces]
        self.hyphens = [False, *[piece.hyphen for piece in pieces]]
        self.forced = [piece.forced for piece in pieces]
        self.forced[-1] = True
        self.closing = [*self.forced]
        """After which pieces the last line of a paragraph, or of a part of it, ends."""
        self.far = 0
        """The last piece that fitted on the line before: lines that begin later end no earlier."""

    def ends(self) -> list[int]:
        """The ends of the cheapest way. A break at a hyphen is reached after none, and, apart from that, after one."""
        count = len(self.stops)
        far = float("inf")
        best, again = [0.0] + [far] * count, [far] * (count + 1)
        came: list[tuple[int, bool]] = [(0, False)] * (count + 1)
        came_again = [(0, False)] * (count + 1)
        hyphens = self.hyphens
        for start in range(count):
            one, two = best[start], again[start]
            lowest, from_again = (two, True) if two < one else (one, False)
            if lowest == far:
                continue
            hyphened = hyphens[start]
            for end, own in self._line_ends(start):
                if not hyphens[end]:
                    if lowest + own < best[end] - 1e-12:
                        best[end], came[end] = lowest + own, (start, from_again)
                elif not hyphened:
                    if one + own < best[end] - 1e-12:
                        best[end], came[end] = one + own, (start, False)
                else:
                    third = two + THIRD < one
                    total = (two + THIRD if third else one) + own
                    if total < again[end] - 1e-12:
                        again[end], came_again[end] = total, (start, third)
        found: list[int] = []
        at, second = count, again[count] < best[count]
        while at > 0:
            found.append(at - 1)
            at, second = (came_again if second else came)[at]
        return found[::-1]

    def _line_ends(self, start: int) -> list[tuple[int, float]]:
        """Where a line that begins with a piece may end, as the piece after it, and what the line costs."""
        begins, stops, width = self.begins, self.stops, self.width
        base = begins[start] - (0.0 if start else self.first)
        end = self._last_fitting(start, base)
        found: list[tuple[int, float]] = []
        if self.closing[end]:
            short = start and stops[end] - base < RUNT_WIDTH * width
            last = LAST if self.hyphens[start] else 0.0
            found.append((end + 1, (RUNT if short else 0.0) + last + LINE))
            end -= 1
        costs, hyphens = self.costs, self.hyphens
        loosest, full, scale = base + (1 - LOOSEST) * width, base + width, 1 / width
        good = False
        while end >= start and not (good and stops[end] < loosest):
            part = (full - stops[end]) * scale
            cost = part * (part + LACK) + costs[end] if part > 0.0 else costs[end]
            found.append((end + 1, cost + LINE))
            good = good or (cost < GOOD and not hyphens[end + 1])
            end -= 1
        return found

    def _last_fitting(self, start: int, base: float) -> int:
        """The last piece that fits on a line from `start` on, or on which it has to end; the first if none does."""
        stops, forced = self.stops, self.forced
        limit = base + self.width + 1e-6
        end = max(start, self.far)
        while not forced[end] and stops[end + 1] <= limit:
            end += 1
        self.far = end
        return end

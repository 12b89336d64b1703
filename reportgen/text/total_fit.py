"""The breaks that make the best paragraph as a whole (Knuth and Plass): boxes are pieces of words, glue is the spaces
between them, and penalties are what a break costs, that of a hyphen among them.

A ragged line costs the square of what it lacks of the measure, and a little. A line that is filled costs what its
spaces are wider or narrower than they should be, so that the loosest of them counts far more than the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from reportgen.text.breaking import LINE, Piece
from reportgen.text.justified import LOOSEST as LOOSEST_SPACE
from reportgen.text.justified import SHRINK, STRETCH, moved

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

DEAR, AGAIN = 60.0, 1e5
"""What a break costs in a filled paragraph, in parts of what it costs in a ragged one; and a third hyphen in a row, or
one before the last line."""

LOOSE, SHORT, MOST = 3.0, 8.0, 20.0
"""How much of what spaces may give a line takes beyond which no shorter one is tried; how much one counts for that
stays short because it has too few spaces, and one that is wider than the measure."""

Give = tuple[Sequence[float], float]
"""How wide the spaces inside of each piece are together, in points, and by which part of their width letters move."""


def total_fit(pieces: Sequence[Piece], width: float, *, first: float = 0.0, goes_on: bool = False) -> list[int]:
    """Indices of the pieces after which lines end, so that the paragraph as a whole is least ragged. The first line is
    `first` points shorter than `width`. The last line is one like others where the text `goes_on` elsewhere: so what is
    cut at a line keeps its lines.

    At most two lines in a row end with a hyphen, and none before the last, but where a word is wider than the measure.
    """
    if not pieces:
        return []
    return _ends(_Paragraph(pieces, width, first), goes_on)


def filled_fit(pieces: Sequence[Piece], width: float, gives: Give, *, first: float, goes_on: bool) -> list[int]:
    """As `total_fit`, of lines that are filled, so that the paragraph's spaces are as even as can be."""
    return _ends(_Filled(pieces, width, first, gives), goes_on) if pieces else []


def _ends(paragraph: _Paragraph, goes_on: bool) -> list[int]:
    paragraph.closing[-1] = paragraph.closing[-1] and not goes_on
    return paragraph.ends()


class _Paragraph:
    """Where each piece begins and ends from the paragraph's beginning, as if it were one line, in points."""

    third, last = THIRD, LAST

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
                    third = two + self.third < one
                    total = (two + self.third if third else one) + own
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
            last = self.last if self.hyphens[start] else 0.0
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


class _Filled(_Paragraph):
    """A paragraph whose lines are filled but for its last."""

    third, last = AGAIN, AGAIN

    def __init__(self, pieces: Sequence[Piece], width: float, first: float, gives: Give) -> None:
        super().__init__(pieces, width, first)
        spaces, self.letters = gives
        after = [0.0 if piece.hyphen else max(0.0, piece.width - piece.inked) for piece in pieces]
        self.spaces = [0.0, *accumulate([inside + one for inside, one in zip(spaces, after, strict=True)])]
        """How wide the spaces before each piece are together, in points."""
        self.spaces_up_to = [before + inside for before, inside in zip(self.spaces, spaces, strict=False)]
        """How wide the spaces before the end of each piece are together, without the one after it."""
        self.costs = [DEAR * cost for cost in self.costs]

    def _line_ends(self, start: int) -> list[tuple[int, float]]:
        """Where a line that begins with a piece may end, as the piece after it, and what the line costs."""
        base = self.begins[start] - (0.0 if start else self.first)
        end = self._last_fitting(start, base)
        found: list[tuple[int, float]] = []
        if self.closing[end]:
            found.append((end + 1, self._last_line(start, end, base)))
            end -= 1
        loose = False
        while end >= start and not (loose and found):
            ratio = self._ratio(start, end, base)
            loose = ratio > LOOSE
            found.append((end + 1, (LINE + min(ratio, MOST) ** 3 + self.costs[end]) ** 2))
            end -= 1
        return found

    def _last_line(self, start: int, end: int, base: float) -> float:
        """What the last line costs, which is never made wider, but may be made narrower."""
        long = self.stops[end] - base
        runt = DEAR * RUNT if start and long < RUNT_WIDTH * self.width else 0.0
        hyphen = self.last if self.hyphens[start] else 0.0
        ratio = self._ratio(start, end, base) if long > self.width else 0.0
        return (LINE + min(ratio, MOST) ** 3 + runt) ** 2 + hyphen

    def _ratio(self, start: int, end: int, base: float) -> float:
        """How much of what spaces may give a line from one piece to another takes; more than 1 where they give more.
        What cannot be filled at all is far more than that."""
        spaces = self.spaces_up_to[end] - self.spaces[start]
        long = self.stops[end] - base
        spare = self.width - long
        by_spaces, _ = moved(spare, spaces, self.letters * (long - spaces))
        if by_spaces < 0.0:
            return -by_spaces / (SHRINK * spaces) if -by_spaces <= SHRINK * spaces + 1e-6 else MOST
        if by_spaces > LOOSEST_SPACE * spaces:
            return SHORT + spare / self.width
        return by_spaces / (STRETCH * spaces) if spaces else 0.0

    def _last_fitting(self, start: int, base: float) -> int:
        """The last piece that fits on a line from `start` on whose spaces and letters give all that they can."""
        stops, forced, spaces = self.stops, self.forced, self.spaces_up_to
        by_space, by_letter = SHRINK - self.letters, 1 - self.letters
        limit = self.width + 1e-6 + by_letter * base - by_space * self.spaces[start]
        end = max(start, self.far)
        while not forced[end] and by_letter * stops[end + 1] - by_space * spaces[end + 1] <= limit:
            end += 1
        self.far = end
        return end

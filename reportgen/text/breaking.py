"""Which breaks make the best lines: one line after the other, or over the paragraph as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

RUNT = 0.12
"""What a last line costs that is shorter than `RUNT_WIDTH`, in squared parts of the measure."""

RUNT_WIDTH = 0.18
"""Part of the measure below which a last line looks forgotten."""

LINE = 0.01
"""What each line costs, so that there are no more than are needed."""

TRIES, AIR = 12, 1.02
"""Halvings in the search for the narrowest measure of even lines, and how much wider the measure is then: at the
narrowest itself, hardly a break could be chosen."""


class Piece(NamedTuple):
    """An unbreakable stretch: characters start..end of the text, its width in points with and without its trailing
    space, the penalty of a break after it, and whether the line must end there."""

    start: int
    end: int
    width: float
    inked: float
    penalty: float = 0.0
    forced: bool = False


def greedy(pieces: Sequence[Piece], width: float, first: float = 0.0) -> list[int]:
    """Indices of the pieces after which lines end, each line as full as can be.

    The first line is `first` points shorter than `width`.
    """
    ends: list[int] = []
    used = first
    begun = False
    for index, piece in enumerate(pieces):
        if begun and used + piece.inked > width + 1e-6:
            ends.append(index - 1)
            used = 0.0
        used += piece.width
        begun = True
        if piece.forced:
            ends.append(index)
            used = 0.0
            begun = False
    if pieces and (not ends or ends[-1] != len(pieces) - 1):
        ends.append(len(pieces) - 1)
    return ends


def total_fit(pieces: Sequence[Piece], width: float, *, balanced: bool = False, first: float = 0.0) -> list[int]:
    """Line ends that make the paragraph as a whole least ragged (Knuth and Plass, without stretch).

    With `balanced`, as few lines as possible and all as even as possible, the last included. The first line is
    `first` points shorter than `width`.
    """
    if not balanced:
        return _cheapest(pieces, width, width, False, first)
    lines = len(greedy(pieces, width, first))
    if lines <= 1:
        return [len(pieces) - 1] if pieces else []
    return _cheapest(pieces, width, _even_measure(pieces, width, lines, first), True, first)


def _even_measure(pieces: Sequence[Piece], width: float, lines: int, first: float) -> float:
    """The measure at which so many lines would be even: little more than the narrowest that has no more of them."""
    low, high = max(piece.inked for piece in pieces), width
    for _ in range(TRIES):
        middle = (low + high) / 2
        if len(greedy(pieces, middle, first)) <= lines:
            high = middle
        else:
            low = middle
    return min(width, high * AIR)


def _cheapest(pieces: Sequence[Piece], width: float, measure: float, balanced: bool, first: float) -> list[int]:
    """The line ends of the cheapest way through the pieces: a line costs the square of what it lacks of `measure`.

    All lines of a paragraph are set by this loop: what is asked of a piece more than once is looked up before it.
    """
    count = len(pieces)
    best = [0.0] + [float("inf")] * count  # the least cost of lines that end before each piece, and at the end
    came = [0] * (count + 1)  # the piece at which the last of these lines begins
    parts = _parts(pieces)
    ragged, uneven = not balanced, float(balanced)
    limit, runt, short = width + 1e-6, 0.0, RUNT_WIDTH * width  # the first line is never a runt
    used_before = first
    for start, stop in enumerate(_stops(pieces)):
        so_far, used = best[start], used_before
        for end in range(start, stop):
            own, advance, dear, last = parts[end]
            inked = used + own
            if inked > limit and end > start:
                break
            used += advance
            if last and ragged:
                cost = RUNT if inked < runt else 0.0
            else:
                spare = (measure - inked) / measure
                cost = (spare * spare if spare > 0.0 else -spare * uneven) + dear
            total = so_far + (cost + LINE)
            if total < best[end + 1] - 1e-12:
                best[end + 1] = total
                came[end + 1] = start
        used_before, runt = 0.0, short
    return _traced(came)


def _parts(pieces: Sequence[Piece]) -> list[tuple[float, float, float, bool]]:
    """Of each piece: its width without and with its space, the penalty of a break after it, whether a line must end
    there, as it must with the last."""
    final = len(pieces) - 1
    return [
        (piece.inked, piece.width, 0.0, True)
        if piece.forced or at == final
        else (piece.inked, piece.width, piece.penalty, False)
        for at, piece in enumerate(pieces)
    ]


def _stops(pieces: Sequence[Piece]) -> list[int]:
    """For a line that begins at each piece: before which piece it has to end."""
    stops = [0] * len(pieces)
    stop = len(pieces)
    for at in range(len(pieces) - 1, -1, -1):
        if pieces[at].forced:
            stop = at + 1
        stops[at] = stop
    return stops


def _traced(came: list[int]) -> list[int]:
    """The ends of the lines, followed back from the last."""
    ends: list[int] = []
    at = len(came) - 1
    while at > 0:
        ends.append(at - 1)
        at = came[at]
    return ends[::-1]

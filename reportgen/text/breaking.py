"""Lines as full as can be, one after the other; and few lines that are as even as can be, for headings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

LINE = 0.01
"""What each line costs, so that there are no more than are needed."""

TRIES, AIR = 12, 1.02
"""Halvings in the search for the narrowest measure of even lines, and how much wider the measure is then: at the
narrowest itself, hardly a break could be chosen."""


class Piece(NamedTuple):
    """An unbreakable stretch: characters start..end of the text, its width in points with and without its trailing
    space, the penalty of a break after it, whether the line must end there, and whether it would end with a hyphen,
    which is counted in the width without the space.
    """

    start: int
    end: int
    width: float
    inked: float
    penalty: float = 0.0
    forced: bool = False
    hyphen: bool = False


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


def balanced(pieces: Sequence[Piece], width: float, first: float = 0.0) -> list[int]:
    """Line ends that make as few lines as possible, all as even as possible, the last included. The first line is
    `first` points shorter than `width`.
    """
    lines = len(greedy(pieces, width, first))
    if lines <= 1:
        return [len(pieces) - 1] if pieces else []
    return _cheapest(pieces, width, _even_measure(pieces, width, lines, first), first)


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


def _cheapest(pieces: Sequence[Piece], width: float, measure: float, first: float) -> list[int]:
    """The line ends of the cheapest way through the pieces: a line costs the square of what it lacks of `measure`, or
    what it is wider.
    """
    count = len(pieces)
    best = [0.0] + [float("inf")] * count  # the least cost of lines that end before each piece, and at the end
    came = [0] * (count + 1)  # the piece at which the last of these lines begins
    parts = _parts(pieces)
    limit = width + 1e-6
    used_before = first
    for start, stop in enumerate(_stops(pieces)):
        so_far, used = best[start], used_before
        for end in range(start, stop):
            own, advance, dear = parts[end]
            inked = used + own
            if inked > limit and end > start:
                break
            used += advance
            spare = (measure - inked) / measure
            total = so_far + (spare * spare if spare > 0.0 else -spare) + dear + LINE
            if total < best[end + 1] - 1e-12:
                best[end + 1] = total
                came[end + 1] = start
        used_before = 0.0
    return _traced(came)


def _parts(pieces: Sequence[Piece]) -> list[tuple[float, float, float]]:
    """Of each piece: its width without and with its space, and the penalty of a break after it, of which there is none
    where a line must end, as it must with the last."""
    final = len(pieces) - 1
    return [
        (piece.inked, piece.width, 0.0 if piece.forced or at == final else piece.penalty)
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

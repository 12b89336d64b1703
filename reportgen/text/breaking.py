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


def with_company(pieces: Sequence[Piece], ends: Sequence[int], width: float, share: float, most: int) -> list[int]:
    """Line ends with a last line of more than a `share` of the width, where words of the line before may join it: so
    that `most` words are on it, and the two lines are more alike than they were. There are no more lines.
    """
    if len(ends) < 2 or pieces[ends[-2]].forced:
        return list(ends)
    start = ends[-3] + 1 if len(ends) > 2 else 0
    last = ends[-2]
    for _ in range(most - sum(map(_is_spaced, pieces[last + 1 : ends[-1]])) - 1):
        if not _may_join(pieces, (start, last, ends[-1]), width, share):
            break
        last -= 1
    # What a hyphen or nothing ends has to stay with what follows.
    return [*ends[:-2], last, ends[-1]] if _is_spaced(pieces[last]) else list(ends)


def _may_join(pieces: Sequence[Piece], at: tuple[int, int, int], width: float, share: float) -> bool:
    """Whether the last piece of a line may join the short last line. `at` are the pieces with which the line begins and
    ends, and with which the last one ends.
    """
    start, last, end = at
    before, after = _inked(pieces, start, last), _inked(pieces, last + 1, end)
    if last == start or after > share * width or not _is_spaced(pieces[last]):
        return False
    longer, shorter = after + pieces[last].width, _inked(pieces, start, last - 1)
    apart = before - after if start == 0 else 0.0  # under others, the line before remains the longer one
    return longer <= width and longer - shorter < apart


def _is_spaced(piece: Piece) -> bool:
    """Whether a space follows a piece."""
    return piece.width > piece.inked


def _inked(pieces: Sequence[Piece], first: int, last: int) -> float:
    """The width in points of a line of some pieces."""
    return sum([piece.width for piece in pieces[first:last]]) + pieces[last].inked


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

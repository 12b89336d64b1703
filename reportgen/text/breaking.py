"""Where lines may break, and where they break best."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple

from icu4py.breakers import BaseBreaker, LineBreaker

_AFTER_NUMBER = re.compile(r"(?:\d[\d.,]*|[Nn]o\.|[Nn]os\.|p\.|pp\.|[Ff]ig\.)\s$")
_UNIT = re.compile(
    r"^(?:\d|bn\b|m\b|mn\b|billion|million|trillion|thousand|percent|per cent|%|years?\b|months?\b|days?\b|hours?\b"
    r"|km\b|mm\b|cm\b|kg\b|MW\b|GW\b|pt\b|people\b)"
)
_MAGNITUDE = re.compile(r"^(?:bn\b|m\b|mn\b|billion|million|trillion|thousand|per cent|percent|%)")
_NEXT_NUMBER = re.compile(r"\b(?:next|last|past|first|of|in|by|of the|age of)\s$")

BOUND, NUMBER, NAME, SMALL, HYPHEN, RUNT = 0.35, 0.05, 0.03, 0.008, 0.25, 0.12
"""Penalties, in squared parts of the measure."""


class Piece(NamedTuple):
    """An unbreakable stretch: characters start..end of the text, its width in points with and without its trailing
    space, the penalty of a break after it, and whether the line must end there."""

    start: int
    end: int
    width: float
    inked: float
    penalty: float = 0.0
    forced: bool = False


def segments(breaker: BaseBreaker, text: str) -> list[tuple[int, int]]:
    """A breaker's segments as indices of characters: ICU counts UTF-16 units, so that astral ones count twice."""
    found = list(breaker.segments())
    if text.isascii() or max(text) <= "\uffff":
        return found
    unit_to_index: dict[int, int] = {}
    unit = 0
    for index, char in enumerate(text):
        unit_to_index[unit] = index
        unit += 2 if char > "\uffff" else 1
    unit_to_index[unit] = len(text)
    return [(unit_to_index[start], unit_to_index[end]) for start, end in found]


def opportunities(text: str, language: str, office: bool) -> list[tuple[int, int]]:
    """The text cut at every place where a line may break (UAX 14 through ICU), as (start, end) pairs."""
    found: list[tuple[int, int]] = []
    for start, end in segments(LineBreaker(text, language or "en"), text):
        if office:
            found.extend(_office(text, start, end))
        else:
            found.append((start, end))
    return found


def _office(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Office applications also break after a slash, and between a hyphen and a digit.

    A fraction is kept whole: where an office application breaks it, its lines are fuller, never more.
    """
    cuts = [
        at + 1
        for at in range(start, end - 1)
        if (text[at] == "/" and not (text[at + 1].isdigit() and text[max(at - 1, 0)].isdigit()))
        or (text[at] == "-" and at > start and text[at + 1].isdigit())
    ]
    edges = [start, *cuts, end]
    return list(itertools.pairwise(edges))


_NUMBERED = re.compile(r"(?:[Nn]os?|p|pp|[Ff]ig)\.\s$")
_NAME = re.compile(r"(?:^|[^.!?:]\s)[A-Z][\w’'-]*\s$")
_SMALL_WORD = re.compile(r"(?:^|\s)(?:a|an|the|A|An|The|I|to|of)\s$")
_SMALL_ENDS = frozenset("aneAIof")


def penalty(text: str, at: int) -> float:
    """What a break before character `at` costs beyond the white space it leaves."""
    before, after = text[max(0, at - 24) : at], text[at : at + 24]
    following = after[:1]
    if following.isdigit() and _NUMBERED.search(before):
        return BOUND
    if _UNIT.match(after) and _AFTER_NUMBER.search(before):
        return BOUND if _MAGNITUDE.match(after) else NUMBER
    if following.isdigit() and _NEXT_NUMBER.search(before):
        return 2 * SMALL
    if following.isupper() and _NAME.search(before):
        return NAME
    if before[-2:-1] in _SMALL_ENDS and _SMALL_WORD.search(before):
        return SMALL
    if before.endswith(("-", "/")):
        return HYPHEN
    return 0.0


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
    measure = width
    if balanced:
        fewest = len(greedy(pieces, width, first))
        if fewest == 1:
            return [len(pieces) - 1] if pieces else []
        low, high = max(piece.inked for piece in pieces), width
        for _ in range(12):
            middle = (low + high) / 2
            if len(greedy(pieces, middle, first)) <= fewest:
                high = middle
            else:
                low = middle
        measure = min(width, high * 1.02)
    count = len(pieces)
    endless = float("inf")
    best = [endless] * (count + 1)
    came = [0] * (count + 1)
    best[0] = 0.0
    parts = [(piece.inked, piece.width, piece.penalty, piece.forced) for piece in pieces]
    limit, runt = width + 1e-6, 0.18 * width
    final = count - 1
    for start in range(count):
        so_far = best[start]
        if so_far == endless:
            continue
        used = 0.0 if start else first
        for end in range(start, count):
            own, advance, dear, forced = parts[end]
            inked = used + own
            if inked > limit and end > start:
                break
            used += advance
            last = forced or end == final
            if last and not balanced:
                cost = RUNT if inked < runt and start > 0 else 0.0
            else:
                short = (measure - inked) / measure if inked < measure else 0.0
                cost = short * short + (inked - measure) / measure * balanced * (inked > measure)
            if not last:
                cost += dear
            cost += 0.01
            if so_far + cost < best[end + 1] - 1e-12:
                best[end + 1] = so_far + cost
                came[end + 1] = start
            if forced:
                break
    ends: list[int] = []
    at = count
    while at > 0:
        ends.append(at - 1)
        at = came[at]
    return ends[::-1]

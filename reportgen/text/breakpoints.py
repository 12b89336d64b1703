"""Where lines may break (UAX 14 through ICU), and what a break there costs beyond the white space that it leaves."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from icu4py.breakers import BaseBreaker, CharacterBreaker, LineBreaker

from reportgen.text.faces import is_han

BOUND, NUMBER, NAME, SMALL, HYPHEN, LETTER = 0.35, 0.05, 0.03, 0.008, 0.02, 0.25
"""Penalties, in squared parts of the measure: between a number and what it counts or is numbered by; before another
unit; inside a name; after a small word; after a hyphen or a slash; after one that only a letter stands before."""

SEEN = 24
"""Characters on either side of a break that are looked at."""

_AFTER_NUMBER = re.compile(r"(?:\d[\d.,]*|[Nn]o\.|[Nn]os\.|p\.|pp\.|[Ff]ig\.)\s$")
_UNIT = re.compile(
    r"^(?:\d|bn\b|m\b|mn\b|billion|million|trillion|thousand|percent|per cent|%|years?\b|months?\b|days?\b|hours?\b"
    r"|km\b|mm\b|cm\b|kg\b|MW\b|GW\b|pt\b|people\b)"
)
_MAGNITUDE = re.compile(r"^(?:bn\b|m\b|mn\b|billion|million|trillion|thousand|per cent|percent|%)")
_NEXT_NUMBER = re.compile(r"\b(?:next|last|past|first|of|in|by|of the|age of)\s$")
_NUMBERED = re.compile(r"(?:[Nn]os?|p|pp|[Ff]ig)\.\s$")
_NAME = re.compile(r"(?:^|[^.!?:]\s)[A-Z][\w’'-]*\s$")
_SMALL_WORD = re.compile(r"(?:^|\s)(?:a|an|the|A|An|The|I|to|of)\s$")
_PART = re.compile(r"\w\w[-/]$")
_NUMBER_ENDS = frozenset(".,")
"""What numbers, and words that announce them, may end with beside figures."""

_PARTING = frozenset("-/")
_SMALL_ENDS = frozenset("aneAIof")


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


def graphemes(text: str) -> Iterator[tuple[int, int]]:
    """The characters of a text as people see them, as (start, end) pairs."""
    yield from segments(CharacterBreaker(text, "en"), text)


def opportunities(text: str, language: str, office: bool) -> list[tuple[int, int]]:
    """The text cut wherever a line may break, as (start, end) pairs; in `office`, where its applications break it."""
    found: list[tuple[int, int]] = []
    for start, end in segments(LineBreaker(text, _locale(language)), text):
        if not office:
            found.append((start, end))
        elif found and text[start - 1] == "/" and not is_han(text[start]):
            found[-1:] = _office(text, found[-1][0], end)
        else:
            found += _office(text, start, end)
    return found


def _locale(language: str) -> str:
    """What ICU's rules for lines are asked by. Words of Korean are kept whole: their syllables could be parted, but
    office programs do not, and ragged lines are read better so."""
    return f"{language}-u-lw-phrase" if language.partition("-")[0] == "ko" else language or "en"


def _office(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Office applications break between a hyphen and a digit, and not after a slash (measured in LibreOffice: it would
    rather break inside a word). Where PowerPoint does break there, its lines are fuller, never more.
    """
    cuts = [at + 1 for at in range(start + 1, end - 1) if text[at] == "-" and text[at + 1].isdigit()]
    return list(itertools.pairwise([start, *cuts, end]))


def penalty(text: str, at: int) -> float:
    """What a break before character `at` costs in print."""
    last = text[at - 1 : at]
    if last in _PARTING:
        return HYPHEN if _PART.search(text[max(0, at - SEEN) : at]) else LETTER
    if not last.isspace():
        return 0.0
    end, begin = text[max(0, at - 2) : at - 1], text[at : at + 1]
    if begin.isdigit() or end.isdigit() or end in _NUMBER_ENDS:
        number = _number_penalty(text[max(0, at - SEEN) : at], text[at : at + SEEN])
        if number:
            return number
    return _word_penalty(text, at, end, begin)


def _word_penalty(text: str, at: int, end: str, begin: str) -> float:
    """The penalty inside of what may be a name, and after a small word, by the characters beside the space."""
    if begin.isupper() and _NAME.search(text[max(0, at - SEEN) : at]):
        return NAME
    if end in _SMALL_ENDS and _SMALL_WORD.search(text[max(0, at - SEEN) : at]):
        return SMALL
    return 0.0


def _number_penalty(before: str, after: str) -> float:
    """The penalty between a number, or what announces one, and what stands after it; 0 where there is none."""
    digit = after[:1].isdigit()
    if digit and _NUMBERED.search(before):
        return BOUND
    if _UNIT.match(after) and _AFTER_NUMBER.search(before):
        return BOUND if _MAGNITUDE.match(after) else NUMBER
    return 2 * SMALL if digit and _NEXT_NUMBER.search(before) else 0.0

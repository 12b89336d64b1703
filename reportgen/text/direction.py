"""Which way text runs: the direction of paragraphs, and the levels and the order of what stands on a line (UAX #9)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

RIGHT_TO_LEFT = frozenset(
    ("ar", "arc", "ckb", "dv", "fa", "he", "iw", "khw", "ks", "nqo", "pnb", "ps", "sd", "syr", "ug", "ur", "yi")
)
"""Languages whose own script runs from right to left (CLDR's layout orientation)."""

_RUNS_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Letters of scripts that run from right to left, and the signs that make text run so."""

JOINS = re.compile("[\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefc\U0001e900-\U0001e95f]")
"""Letters of scripts whose letters join: no space may be put between them."""

_LEVEL = re.compile(r"Level\(\s*(\d+)")


def is_right_to_left(language: str) -> bool:
    """Whether a language is written from right to left, in its own script or in the one that is said.

    >>> is_right_to_left("he-IL"), is_right_to_left("az-Arab"), is_right_to_left("en")
    (True, True, False)
    """
    parts = language.lower().replace("_", "-").split("-")
    if {"arab", "hebr", "syrc", "thaa", "nkoo", "adlm"} & set(parts[1:]):
        return True
    return parts[0] in RIGHT_TO_LEFT and "latn" not in parts and "cyrl" not in parts


def has_right_to_left(text: str) -> bool:
    """Whether anything of a text runs from right to left."""
    return not text.isascii() and _RUNS_LEFT.search(text) is not None


def runs_right_to_left(text: str, language: str) -> bool:
    """Whether a paragraph runs from right to left: where its language does, or its first letter.

    >>> runs_right_to_left("שלום, world", "en"), runs_right_to_left("world שלום", "en"), runs_right_to_left("12", "he")
    (True, False, True)
    """
    if is_right_to_left(language):
        return True
    if not has_right_to_left(text):
        return False
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return False


@lru_cache(maxsize=2048)
def levels_of(text: str, right_to_left: bool) -> tuple[int, ...]:
    """The level of each character: even ones run to the right, odd ones to the left (unicode-bidi by python-bidi).

    >>> levels_of("ab (שלום 12)", False)
    (0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 0)
    """
    from bidi.bidi import get_display_inner  # only what runs from right to left needs it

    told = get_display_inner(text, "R" if right_to_left else "L", True)
    each_byte = [int(level) for level in _LEVEL.findall(told[: told.rindex("paragraphs:")])]
    found: list[int] = []
    at = 0
    for char in text:
        found.append(each_byte[at])
        at += len(char.encode("utf-8", "surrogatepass"))
    return tuple(found)


def visual_order(levels: Sequence[int]) -> list[int]:
    """The order from left to right in which parts of these levels stand on a line (rule L2).

    >>> visual_order([0, 1, 2, 1, 0])
    [0, 3, 2, 1, 4]
    """
    order = list(range(len(levels)))
    odd = [level for level in levels if level % 2]
    for level in range(max(levels, default=0), min(odd, default=1) - 1, -1):
        at = 0
        while at < len(order):
            end = at
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[at:end] = order[at:end][::-1]
            at = max(end, at + 1)
    return order

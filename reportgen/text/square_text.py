"""Chinese and Japanese in print (W3C's CLREQ and JLREQ): marks give up the empty half of their square beside others and
at the ends of lines, a little space stands between characters and Latin, and lines end level."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import accumulate

from reportgen.frames import GlyphRun
from reportgen.structs import replace
from reportgen.text.faces import is_han

BESIDE, HALF = 0.09, 0.5
"""Ems between characters and Latin, and the empty part of a mark's square. A tenth of an em and more is a space to
programs that extract text, which would not find again what was written without one."""

LOOSEST = 0.09
"""Ems that may be put between two characters of a line so that it ends level; one that would need more stays short."""

MOSTLY = 0.5
"""Part of a paragraph's characters from which on it is one of Chinese or Japanese, with some Latin."""

_CHARACTER = re.compile("[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
"""Han, kana, and the marks among them; no emoji, and none of Korean, which has spaces as Latin has."""

_OPENING = frozenset("（「『【《〈〔“‘")
"""Marks whose left half is empty."""

_BRACKETS = frozenset("）」』】》〉〕”’")
_CLOSING = {"zh": _BRACKETS | frozenset("，。、：；！？"), "ja": _BRACKETS | frozenset("，。、")}
"""Marks whose right half is empty. In Taiwan and Hong Kong only brackets' is: points stand in the middle."""

_MIDDLE = frozenset(("zh-TW", "zh-HK", "zh-MO", "zh-Hant"))
_WITH_LATIN = frozenset("%°")


def has_characters(text: str, language: str) -> bool:
    """Whether a text is to be set by the rules of this room in part.

    >>> has_characters("GDP增长", "en"), has_characters("GDP", "zh"), has_characters("漢字를", "ko")
    (True, False, False)
    """
    return not text.isascii() and not language.startswith("ko") and _CHARACTER.search(text) is not None


class Air:
    """What each character of a text is given, or gives up, on its right and on its left, in points."""

    __slots__ = ("_closing", "_half", "_sums", "after", "before", "mostly", "text")

    def __init__(self, text: str, language: str, half: Callable[[int], float]) -> None:
        """`half` says how wide half the square of a character is in points; 0 where it has none."""
        primary = language.partition("-")[0]
        self.text, self._half = text, half
        self._closing = _BRACKETS if language in _MIDDLE else _CLOSING.get(primary, _CLOSING["zh"])
        self.after = [0.0] * len(text)
        self.before = [0.0] * len(text)
        for at in range(len(text) - 1):
            self._part(at)
        given = [left + right for left, right in zip(self.before, self.after, strict=True)]
        self._sums = [0.0, *accumulate(given)]
        self.mostly = len(_CHARACTER.findall(text)) > MOSTLY * len(text)

    def _part(self, at: int) -> None:
        """Find what stands between a character and the next one."""
        one, two = self.text[at], self.text[at + 1]
        if one in self._closing and (two in self._closing or two in _OPENING):
            self.after[at] = -self._half(at)
        elif one in _OPENING and two in _OPENING:
            self.before[at + 1] = -self._half(at + 1)
        elif _meets_latin(one, two):
            self.after[at] = 2 * BESIDE * (self._half(at) or self._half(at + 1))

    def width(self, start: int, end: int) -> float:
        """What characters start..end are given together within a line."""
        return self._sums[end] - self._sums[start]

    def at_line_end(self, end: int) -> float:
        """How much wider the character before `end` is at a line's end than within it."""
        at = end - 1
        return self._after_last(at) - self.after[at] if end else 0.0

    def _after_last(self, at: int) -> float:
        return -self._half(at) if self.text[at] in self._closing else 0.0

    def applied(self, run: GlyphRun, places: Sequence[int], *, first: bool, last: bool) -> GlyphRun:
        """The run with the air of its characters, whose places in the text are told; it may be the first or the last of
        its line."""
        before = [self.before[at] for at in places]
        after = [self.after[at] for at in places]
        if first and self.text[places[0]] in _OPENING:
            before[0] = -self._half(places[0])
        if last:
            after[-1] = self._after_last(places[-1])
        return _aired(run, before, after) if any(before) or any(after) else run


def _aired(run: GlyphRun, before: Sequence[float], after: Sequence[float]) -> GlyphRun:
    """A run whose characters are given these points on their left and on their right."""
    advances = list(run.advances)
    offsets = list(run.offsets or ((0.0, 0.0),) * len(run.glyphs))
    for at, (cluster, ends_here) in enumerate(zip(run.clusters, _ends_of_clusters(run), strict=True)):
        advances[at] = round(advances[at] + before[cluster] + (after[cluster] if ends_here else 0.0), 5)
        offsets[at] = (offsets[at][0] + before[cluster], offsets[at][1])
    moved = tuple(offsets) if run.offsets or any(before) else ()
    return replace(run, advances=tuple(advances), offsets=moved)


def levelled(runs: Sequence[GlyphRun], spare: float) -> list[GlyphRun]:
    """The runs of a line with `spare` points shared among its gaps; as they are where that would be too much."""
    gaps = _gaps(runs)
    count = sum(gaps)
    if spare <= 0 or not count or spare / count > LOOSEST * max(run.size for run in runs):
        return list(runs)
    made, x, at = [], runs[0].x, 0
    for run in runs:
        own = gaps[at : at + len(run.glyphs)]
        advances = tuple([round(one + gap * spare / count, 5) for one, gap in zip(run.advances, own, strict=True)])
        made.append(replace(run, advances=advances, x=x))
        x += sum(advances)
        at += len(run.glyphs)
    return made


def _gaps(runs: Sequence[GlyphRun]) -> list[bool]:
    """Of each glyph of a line: whether what follows it may be moved away: between two characters, and after spaces."""
    chars = [run.text[cluster] for run in runs for cluster in run.clusters]
    stops = [stop for run in runs for stop in _ends_of_clusters(run)]
    found = [
        stop and (one == " " or (is_han(one) and is_han(two)))
        for one, two, stop in zip(chars, chars[1:], stops, strict=False)
    ]
    return [*found, False]


def _ends_of_clusters(run: GlyphRun) -> list[bool]:
    """Of each glyph: whether it is the last of its character."""
    return [one != two for one, two in zip(run.clusters, (*run.clusters[1:], -1), strict=True)]


def _meets_latin(one: str, two: str) -> bool:
    return (_is_word(one) and _is_latin(two)) or (_is_latin(one) and _is_word(two))


def _is_word(char: str) -> bool:
    """Whether it is a character of Han or kana, no mark."""
    return char.isalpha() and _CHARACTER.match(char) is not None


def _is_latin(char: str) -> bool:
    """Whether it is a letter or a figure of another script, or belongs to a number."""
    return (char.isalnum() and not is_han(char)) or char in _WITH_LATIN

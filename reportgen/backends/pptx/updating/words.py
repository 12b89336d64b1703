"""Three readings of a text → one: paragraphs that one side changed are that side's, in the looks that the deck has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from difflib import SequenceMatcher
from typing import Any

from lxml import etree

from reportgen.backends.pptx.open_deck import A
from reportgen.backends.pptx.updating.same_xml import END_OF_PARAGRAPH, PARAGRAPH, RUN, RUN_LOOK, TEXT, same
from reportgen.backends.pptx.updating.three_ways import ThreeWays
from reportgen.structs import Struct

BREAK, FIELD = f"{{{A}}}br", f"{{{A}}}fld"
_LOOK, _LINK = f"{{{A}}}pPr", f"{{{A}}}hlinkClick"
_EMPHASIS = ("b", "i", "u", "strike", "baseline")

Judge = Callable[[str, str, str], bool]
"""Told of words as they were, as the deck has them and as the source has them; whether the source's are taken."""


def text_of(paragraph: Any) -> str:
    """The words of a paragraph; a line break is a vertical tab, a field one character."""
    return "".join(text for text, _ in _pieces(paragraph))


def _pieces(paragraph: Any) -> Iterator[tuple[str, Any]]:
    for child in paragraph.iterchildren(RUN, BREAK, FIELD):
        if child.tag == RUN:
            yield child.findtext(TEXT) or "", child
        else:
            yield "\v" if child.tag == BREAK else "\ufffc", child


def texts_of(body: Any) -> list[str]:
    """The words of each paragraph of a text."""
    return [text_of(one) for one in paragraphs_of(body)]


def paragraphs_of(body: Any) -> list[Any]:
    return list(body.iterchildren(PARAGRAPH)) if body is not None else []


class Hunk(Struct, frozen=True):
    """Where one side differs: paragraphs from `first` to `end` of the base are those from `start` to `stop` of it."""

    first: int
    end: int
    start: int
    stop: int


Readings = tuple[list[Any], list[Any], list[Any]]
"""Paragraphs as they were, as the deck has them, as the source has them."""


def hunks(base: list[str], side: list[str]) -> list[Hunk]:
    """How a side differs from the base, paragraph by paragraph where it can be said which became which."""
    found: list[Hunk] = []
    for tag, first, end, start, stop in SequenceMatcher(None, base, side, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        count = min(end - first, stop - start)
        alike = end - first == stop - start or all(_alike(base[first + at], side[start + at]) for at in range(count))
        pairs = count if alike else 0
        found += [Hunk(first + at, first + at + 1, start + at, start + at + 1) for at in range(pairs)]
        if first + pairs < end or start + pairs < stop:
            found.append(Hunk(first + pairs, end, start + pairs, stop))
    return found


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() > 0.5


class Group(Struct, frozen=True):
    """Differences that touch the same paragraphs of the base, from `first` to `end`: of the deck, of the source."""

    first: int
    end: int
    ours: tuple[Hunk, ...]
    theirs: tuple[Hunk, ...]

    def reach(self, side: tuple[Hunk, ...], start: int) -> int:
        """How far the paragraphs of a side that stand for these go, from where they start."""
        more = sum((one.stop - one.start) - (one.end - one.first) for one in side)
        return start + self.end - self.first + more


def next_group(ours: list[Hunk], theirs: list[Hunk]) -> Group | None:
    """The first differences of two sides that touch each other, taken out of their lists; None where there are no more.

    What one side adds between two paragraphs touches neither of them.
    """
    first = min((side[0].first for side in (ours, theirs) if side), default=None)
    if first is None:
        return None
    taken: tuple[list[Hunk], list[Hunk]] = ([], [])
    pairs = ((ours, taken[0]), (theirs, taken[1]))
    for side, out in pairs:
        if side and side[0].first == side[0].end == first:
            out.append(side.pop(0))
    end = first if any(taken) else _grown(pairs, first + 1)
    return Group(first, end, tuple(taken[0]), tuple(taken[1]))


def _grown(pairs: Iterable[tuple[list[Hunk], list[Hunk]]], end: int) -> int:
    """Move all differences that touch each other, and begin before an end, from the first lists to the second; their end."""
    grown = True
    while grown:
        grown = False
        for side, out in pairs:
            while side and side[0].first < end:
                out.append(side.pop(0))
                end, grown = max(end, out[-1].end), True
    return end


class Bodies:
    """The three readings of a text body, which becomes one."""

    def __init__(self, ways: ThreeWays, judge: Judge) -> None:
        self._ways = ways
        self._judge = judge

    def merged(self, base: Any, deck: Any, source: Any) -> Any:
        """The deck's body, with what is new in the source's."""
        self._ways.attributes(base, deck, source)
        self._ways.children(base, deck, source, frozenset((PARAGRAPH,)))
        was, now, new = (paragraphs_of(one) for one in (base, deck, source))
        made = list(self._paragraphs(was, now, new)) or [etree.Element(PARAGRAPH)]
        if made != now:
            for one in now:
                deck.remove(one)
            deck.extend(made)
        return deck

    def _paragraphs(self, was: list[Any], now: list[Any], new: list[Any]) -> Iterator[Any]:
        """The paragraphs of the merged text."""
        before = [text_of(one) for one in was]
        ours, theirs = (hunks(before, [text_of(one) for one in side]) for side in (now, new))
        at = here = there = 0  # in the base, the deck and the source
        while True:
            group = next_group(ours, theirs)
            upto = group.first if group is not None else len(was)
            for _ in range(at, upto):
                merged = self._ways.merged(was[at], now[here], new[there])
                yield merged
                at, here, there = at + 1, here + 1, there + 1
            if group is None:
                return
            after, past = group.reach(group.ours, here), group.reach(group.theirs, there)
            beside = [(was[at - 1], now[here - 1])] if at and here else list(zip(was[:1], now[:1], strict=False))
            yield from self._changed(group, (was[at : group.end], now[here:after], new[there:past]), beside)
            at, here, there = group.end, after, past

    def _changed(self, group: Group, readings: Readings, beside: list[tuple[Any, Any]]) -> Iterator[Any]:
        """The paragraphs of a stretch that one side changed, or both; `beside` is one whose looks added ones take over,
        as it was and as it is.
        """
        base, deck, source = readings
        words = ["\n".join(map(text_of, one)) for one in readings]
        added = group.first == group.end and bool(group.theirs)
        if group.ours and (added or words[1] == words[2] or not self._judge(*words)):
            yield from deck
            if not added or words[1] == words[2]:
                return
        pairs = list(zip(base, deck, strict=False)) or beside
        for at, one in enumerate(source):
            yield recast(*pairs[min(at, len(pairs) - 1)], one, self._ways) if pairs else deepcopy(one)


def recast(base: Any, deck: Any, source: Any, ways: ThreeWays) -> Any:
    """A paragraph of the source in the looks that its place has in the deck."""
    if same(base, deck):
        return deepcopy(source)
    made = deepcopy(source)
    looks = [(one.find(_LOOK) if one is not None else None) for one in (base, deck, source)]
    own = ways.merged(looks[0], deepcopy(looks[1]), looks[2])
    for old in made.findall(_LOOK):
        made.remove(old)
    if own is not None:
        made.insert(0, deepcopy(own))
    pieces = list(_pieces(deck))
    if pieces:
        _put_looks(made, pieces, emphasised=_emphasis(base) != _emphasis(deck))
    end = deck.find(END_OF_PARAGRAPH)
    if end is not None:
        for old in made.findall(END_OF_PARAGRAPH):
            made.remove(old)
        made.append(deepcopy(end))
    return made


def _emphasis(paragraph: Any) -> list[tuple[str | None, ...]]:
    """How the words of a paragraph stand out, in order, each way once in a row."""
    made: list[tuple[str | None, ...]] = []
    for _, piece in _pieces(paragraph) if paragraph is not None else ():
        look = piece.find(RUN_LOOK)
        one = tuple(look.get(key) if look is not None else None for key in _EMPHASIS)
        if not made or made[-1] != one:
            made.append(one)
    return made


_WORDS = re.compile(r"\w+|\W")


def _put_looks(made: Any, pieces: list[tuple[str, Any]], *, emphasised: bool) -> None:
    """Give the runs of a paragraph the looks that the same words have in the deck; others that of the word before."""
    looks = [piece.find(RUN_LOOK) for text, piece in pieces for _ in _WORDS.findall(text)]
    own = [word for text, _ in pieces for word in _WORDS.findall(text)]
    if not looks:
        looks, own = [pieces[0][1].find(RUN_LOOK)], [""]
    runs = list(_pieces(made))
    words = [word for text, _ in runs for word in _WORDS.findall(text)]
    found = [looks[at] for at in _beside(own, words)]
    at = 0
    for text, run in runs:
        count = len(_WORDS.findall(text))
        _split(run, found[at : at + count], _WORDS.findall(text), emphasised=emphasised)
        at += count


def _beside(own: list[str], words: list[str]) -> Iterator[int]:
    """For each word the number of the one that it is, replaces or follows."""
    for _, first, end, start, stop in SequenceMatcher(None, own, words, autojunk=False).get_opcodes():
        for at in range(stop - start):
            yield min(first + at, end - 1) if end > first else max(first - 1, 0)


def _split(run: Any, looks: list[Any], words: list[str], *, emphasised: bool) -> None:
    """Part a run where the looks of its words change."""
    own = run.find(RUN_LOOK)
    stretches: list[tuple[Any, list[str]]] = []
    for look, word in zip(looks, words, strict=True):
        if stretches and (stretches[-1][0] is look or same(stretches[-1][0], look)):
            stretches[-1][1].append(word)
        else:
            stretches.append((look, [word]))
    for look, said in stretches:
        one = deepcopy(run)
        one.tail = None
        if run.tag == RUN:
            one.find(TEXT).text = "".join(said)
        _have_look(one, look, own, emphasised=emphasised)
        run.addprevious(one)
    if stretches:
        run.getparent().remove(run)


def _have_look(run: Any, look: Any, own: Any, *, emphasised: bool) -> None:
    """Give a run a look of the deck, with the link of its own, and its own emphasis unless a person set another."""
    for old in run.findall(RUN_LOOK):
        run.remove(old)
    made = deepcopy(look) if look is not None else etree.Element(RUN_LOOK)
    for link in made.findall(_LINK):
        made.remove(link)
    if own is not None:
        for link in own.findall(_LINK):
            _add_link(made, deepcopy(link))
    if not emphasised:
        for key in _EMPHASIS:
            made.attrib.pop(key, None)
            if own is not None and own.get(key) is not None:
                made.set(key, own.get(key))
    run.insert(0, made)


def _add_link(look: Any, link: Any) -> None:
    """Put a link where the schema has it: before what follows it (`CT_TextCharacterProperties`)."""
    after = [one for one in look if one.tag.rpartition("}")[2] in ("hlinkMouseOver", "rtl", "extLst")]
    if after:
        after[0].addprevious(link)
    else:
        look.append(link)

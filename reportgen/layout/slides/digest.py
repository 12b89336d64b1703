"""What of a section that was written for reading is shown on its slides, and what goes to the speaker notes.

Nothing is written, only chosen: whole sentences, in the author's order and words.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from reportgen.content.base import Content
from reportgen.content.entries import EntriesContent, Entry
from reportgen.content.stats import StatsContent
from reportgen.content.text import Block, Span, TextContent
from reportgen.document import LoadedSection
from reportgen.layout.fragments import Fragment
from reportgen.layout.slides.costs import MOST_WORDS
from reportgen.layout.table_of_contents import LISTS, RUN
from reportgen.structs import replace
from reportgen.text.sentences import leans, sentences, word_count

SHOWN = 60
"""Words of running text that a slide shows as they are. More of them are digested."""

LEAST = 26
"""Words of running text that are shown at least, however long the standfirst is."""

ROOMS = (SHOWN, 44, 30)
"""The words of running text that are tried, until what is chosen stands on one slide."""

OF_PARAGRAPH = 28
"""Words of a paragraph that are chosen, where its first sentence is no longer."""

FEW = 4
"""The fewest words of a sentence that stands for its paragraph alone, where the next one may as well."""

PARAGRAPHS = 4
"""Paragraphs of a text without headings of its own that are shown."""

PARTS = 6
"""Parts under headings of their own, and points of a list, that are shown."""

FEWEST = 2
"""Parts under headings that are shown at least."""

HEADED = 1.2
"""Words that all parts under headings of their own have together, where their first sentences are no longer, in parts
of what running text has.
"""

SHORT_LEAD = 30
"""Words of a standfirst that stand beside other text. Of a longer one the first sentences are shown."""

RUNNING = "body"
"""The slot of running text."""

LEAD = "standfirst"

POINTS = "points"

_Part = tuple[Block | None, list[Block]]
"""A heading, and what stands under it."""


def digested(section: LoadedSection, language: str, room: int = SHOWN) -> LoadedSection:
    """The section as slides show it, about `room` words of its running text, and the whole of its text in its notes;
    the section itself where it is short.
    """
    if section.deck == "full":
        return section
    omitted = section.omit.get("deck", ())
    offer = {name: content for name, content in section.offer.items() if name not in omitted}
    chosen = _chosen(section, _Chooser(offer, language, room))
    left = [name for name in offer if chosen.get(name) is not offer[name]]
    if not left:
        return section
    return replace(
        section,
        offer=MappingProxyType(chosen),
        notes=(*section.notes, *_whole(offer, left)),
        left_out=(*section.left_out, *(_told(name, offer[name], chosen.get(name)) for name in left)),
    )


def _chosen(section: LoadedSection, chooser: _Chooser) -> dict[str, Content]:
    """What slides show of a section; lists of other sections are shown as they are."""
    chosen = chooser.head() if section.deck == "notes" else chooser.chosen()
    if section.type not in LISTS and not section.begins_part:
        chosen.update(chooser.entries())
    return chosen


def with_places(section: LoadedSection, slots: Collection[str]) -> LoadedSection:
    """A section without those texts that no template has a place for, in whose `slots` it may stand: a company's own
    layouts seldom have one for a kicker. They go to the notes, and are told."""
    homeless = {
        name: content
        for name, content in section.offer.items()
        if name not in slots and isinstance(content, TextContent) and name not in section.omit.get("deck", ())
    }
    if not homeless or not slots:
        return section
    omitted = (*section.omit.get("deck", ()), *homeless)
    return replace(
        section,
        omit=MappingProxyType({**section.omit, "deck": omitted}),
        notes=(*section.notes, *_whole(homeless, ())),
        left_out=(*section.left_out, *(_told(name, content, None) for name, content in homeless.items())),
    )


def _told(name: str, whole: Content, shown: Content | None) -> str:
    count = _words(whole)
    return f"{name}: {count - (_words(shown) if shown else 0)} of {count} words are in the notes"


class _Chooser:
    """One section on the way to its slides."""

    def __init__(self, offer: Mapping[str, Content], language: str, room: int) -> None:
        self.offer = offer
        self.language = language
        self.room = room
        self.words = room
        """Words of running text that there is room for, beside a standfirst."""
        self.left = MOST_WORDS * room // SHOWN
        """Words of lists under headings, and of entries, that there is room for."""
        self.listed = MOST_WORDS
        """Words of a list that there is room for: it is parted rather than cut."""
        self.most = min(OF_PARAGRAPH, room // 2)
        """Words of a paragraph that are chosen, where its first sentence is no longer."""

    def head(self) -> dict[str, Content]:
        """Only what stands over the text, and what is no text."""
        return {name: content for name, content in self.offer.items() if name not in (RUNNING, POINTS)}

    def chosen(self) -> dict[str, Content]:
        """The section as a slide shows it."""
        chosen = dict(self.offer)
        if self._text_words() <= self.room:
            return chosen
        self._choose_points(chosen)
        body = self.offer.get(RUNNING)
        if not isinstance(body, TextContent):
            return chosen
        self._choose_lead(chosen, body)
        self.words = max(LEAST, self.room - sum(_words(chosen[name]) for name in (LEAD, POINTS) if name in chosen))
        blocks = body.blocks
        if self._is_for_looking():
            blocks = tuple(block for block in blocks if _has_form(block))
        if gist := tuple(self._gist(blocks)):
            chosen[RUNNING] = replace(body, blocks=gist, short=None, before_figure=_before_figure(body, gist))
        else:
            del chosen[RUNNING]
        return chosen

    def entries(self) -> dict[str, Content]:
        """The entries that have more words than there is room for, such as biographies, with the first sentences of
        their texts.
        """
        found: dict[str, Content] = {}
        for name, content in self.offer.items():
            if isinstance(content, EntriesContent) and _words(content) > self.left:
                texts = sum(word_count(block.text) for entry in content.entries for block in entry.text)
                room = max(0, self.left - _words(content) + texts)
                cut = tuple(self._entry(entry, room // len(content.entries)) for entry in content.entries)
                if cut != content.entries:
                    found[name] = replace(content, entries=cut)
        return found

    def _entry(self, entry: Entry, words: int) -> Entry:
        """An entry with the first sentences of its texts, which have about so many words together."""
        each = words // max(1, len(entry.text))
        return replace(entry, text=tuple(self._first(block, each) for block in entry.text))

    def _choose_lead(self, chosen: dict[str, Content], body: TextContent) -> None:
        """Of a long standfirst, the first sentences; nothing where there is little room over parts with headings, which
        say by themselves what they are about.
        """
        lead, most = self.offer.get(LEAD), SHORT_LEAD * self.room // SHOWN
        if not isinstance(lead, TextContent):
            return
        if self.room <= ROOMS[-1] and sum(block.kind == "heading" for block in body.blocks) > 1:
            del chosen[LEAD]
        elif _words(lead) > most:
            chosen[LEAD] = replace(lead, blocks=tuple(self._first(block, most) for block in lead.blocks))

    def _choose_points(self, chosen: dict[str, Content]) -> None:
        """Of long points, the first sentences."""
        points = self.offer.get(POINTS)
        if isinstance(points, TextContent):
            blocks = tuple(self._first(block, self.most) for block in points.blocks)
            if blocks != points.blocks:
                chosen[POINTS] = replace(points, blocks=blocks, short=None)

    def _text_words(self) -> int:
        """The words of standfirst, running text and points."""
        return sum(_words(self.offer[name]) for name in (LEAD, RUNNING, POINTS) if name in self.offer)

    def _is_for_looking(self) -> bool:
        """Whether there is enough to look at without the running text, and words that say what it is about."""
        return POINTS in self.offer or (
            LEAD in self.offer and any(_stands_alone(content) for name, content in self.offer.items() if name != RUN)
        )

    # --- running text

    def _gist(self, blocks: Sequence[Block]) -> Iterator[Block]:
        """What of running text is shown: each heading with what carries the text under it, or what carries it all."""
        headed = [part for part in _parts(blocks) if part[0]]
        if len(headed) < 2:
            return self._carrying([block for block in blocks if block.kind != "heading"], PARAGRAPHS)
        return self._headed(headed)

    def _headed(self, parts: Sequence[_Part]) -> Iterator[Block]:
        """Headings, each with what carries the text under it: of the first parts, those with figures and the last, as
        many as there is room for.
        """
        most = PARTS * self.room // SHOWN
        self.most = min(OF_PARAGRAPH, int(HEADED * self.words / min(most, len(parts))))
        self.listed = self.left
        shown = [[heading, *self._carrying(under, 1)] for heading, under in parts if heading is not None]
        has_lists = any(_has_form(block) for part in shown for block in part)
        kept = _best_parts(shown, most, self.left if has_lists else int(HEADED * self.words))
        return itertools.chain.from_iterable(shown[at] for at in sorted(kept))

    def _carrying(self, blocks: Sequence[Block], most: int) -> Iterator[Block]:
        """All that has a form of its own, such as a list, and the gist of at most so many paragraphs; of one beside
        such a form, in the author's order.
        """
        if self.room < SHOWN:
            blocks = self._heavier(blocks)
        formed = any(map(_has_form, blocks))
        paragraphs = self._gists(blocks)
        kept = _best(paragraphs, 1 if formed else most, self.words)
        left = self.listed
        for at, block in enumerate(blocks):
            if at in kept:
                yield paragraphs[at]
            elif _has_form(block):
                one = self._formed(block)
                left -= 0 if block.kind == "code" else word_count(one.text)
                if left >= 0:
                    yield one

    def _heavier(self, blocks: Sequence[Block]) -> Sequence[Block]:
        """Of paragraphs and what has a form of its own that of which more is shown, and code; beside a list the
        paragraph that leads to it, for what its author has made a list of is parted rather than left out.
        """
        formed = list(filter(_is_listed, blocks))
        prose = list(itertools.filterfalse(_is_listed, blocks))
        gists = self._gists(prose)
        if not gists or not formed:
            return blocks
        if _word_count(map(self._formed, formed)) <= _word_count(
            gists[at] for at in _best(gists, PARAGRAPHS, self.words)
        ):
            return prose
        return _listed_with_lead(blocks, prose[min(gists)])

    def _gists(self, blocks: Sequence[Block]) -> dict[int, Block]:
        """What carries each of the paragraphs, by their places."""
        return {at: self._paragraph(block) for at, block in enumerate(blocks) if block.kind == "paragraph"}

    def _formed(self, block: Block) -> Block:
        """What is shown of a block that has a form of its own."""
        return block if block.kind == "code" else self._first(block, self.most)

    def _paragraph(self, block: Block) -> Block:
        """The sentence of a paragraph that carries it, with the next one where both are short."""
        text = block.text
        found = sentences(text, self.language)
        first = next((at for at, (s, e) in enumerate(found) if not leans(text[s:e], self.language)), 0)
        first = self._telling(text, found, first)
        start, end = found[first] if found else (0, len(text))
        if first + 1 < len(found) and word_count(text[start : found[first + 1][1]]) <= self.most:
            end = found[first + 1][1]
        return _cut(block, start, end)

    def _telling(self, text: str, found: Sequence[tuple[int, int]], first: int) -> int:
        """The first sentence that says something without the next one: "Two things." does not, where there is no room
        for them.
        """
        following = found[first : first + 2]
        if len(following) < 2:
            return first
        (start, end), (begin, after) = following
        too_long = word_count(text[start:after]) > self.most
        is_bare = word_count(text[start:end]) < FEW and not leans(text[begin:after], self.language)
        return first + 1 if is_bare and too_long else first

    def _first(self, block: Block, words: int) -> Block:
        """The first sentences of a text, as many as have so few words; the first at least."""
        text = block.text
        ends = [end for _, end in sentences(text, self.language)]
        if len(ends) < 2 or word_count(text) <= words:
            return block
        fitting = [end for end in ends if word_count(text[:end]) <= words]
        return _cut(block, 0, fitting[-1] if fitting else ends[0])


def _has_form(block: Block) -> bool:
    """Whether a block is made for looking, as an item of a list, a quotation, a term or a line of code is: it stands on
    slides with its mark.
    """
    return block.kind not in ("paragraph", "heading", "rule")


def _is_listed(block: Block) -> bool:
    """Whether a block is of a list or the like, which may be left out; code is shown."""
    return _has_form(block) and block.kind != "code"


def _listed_with_lead(blocks: Sequence[Block], first: Block) -> list[Block]:
    """What has a form of its own, and the `first` paragraph where that stands before it."""
    listed = list(filter(_has_form, blocks))
    return [first, *listed] if blocks.index(first) < blocks.index(listed[0]) else listed


def _word_count(blocks: Iterable[Block]) -> int:
    return sum(word_count(block.text) for block in blocks)


def _best_parts(parts: Sequence[Sequence[Block]], most: int, room: int) -> set[int]:
    """The places of at most so many parts under headings, which have so many words together; of two at least."""
    counts = list(map(_word_count, parts))
    kept: set[int] = set()
    for at in _ranked(parts):
        if len(kept) < most and counts[at] <= room:
            kept.add(at)
            room -= counts[at]
    shortest = sorted(range(len(parts)), key=counts.__getitem__)
    return kept if len(kept) >= FEWEST else {*kept, *shortest[:FEWEST]}


def _ranked(parts: Sequence[Sequence[Block]]) -> list[int]:
    """The places of parts with anything under their headings, those that are chosen first before the others."""
    texts = {
        at: replace(part[1], spans=(Span(" ".join(block.text for block in part[1:])),))
        for at, part in enumerate(parts)
        if len(part) > 1
    }
    return sorted(texts, key=lambda at: _rank(texts[at], at == 0, at == len(parts) - 1, at))


def _before_figure(body: TextContent, gist: Sequence[Block]) -> int | None:
    """How many blocks of what is shown of a text stand before its figure: blocks know the line that they begin in."""
    if body.before_figure is None:
        return None
    after = {block.where for block in body.blocks[body.before_figure :]}
    return sum(block.where not in after for block in gist)


def _best(gists: Mapping[int, Block], most: int, shown: int) -> set[int]:
    """The places of at most so many gists of paragraphs, which have so many words together; of one at least."""
    order = list(gists)
    room = shown if most > 1 else OF_PARAGRAPH
    kept: set[int] = set()
    for at in sorted(order, key=lambda at: _rank(gists[at], at == order[0], at == order[-1], at)):
        words = word_count(gists[at].text)
        if len(kept) < most and (words <= room or not kept):
            kept.add(at)
            room -= words
    return kept


def _rank(gist: Block, first: bool, last: bool, at: int) -> tuple[int, int]:
    """The place of a paragraph among those that are chosen first: the first one, those with figures, the last one."""
    if first:
        return 0, 0
    if any(char.isdigit() for char in gist.text):
        return 1, at
    return (2, 0) if last else (3, at)


def _parts(blocks: Iterable[Block]) -> list[_Part]:
    """Running text by its headings; what stands before the first has none."""
    parts: list[_Part] = [(None, [])]
    for block in blocks:
        if block.kind == "heading":
            parts.append((block, []))
        else:
            parts[-1][1].append(block)
    return parts


def _cut(block: Block, start: int, end: int) -> Block:
    """The part of a block from one character to another."""
    fragment = Fragment(block, "")
    if end < len(block.text):
        fragment = fragment.cut(end)[0]
    return fragment.cut(start)[1].block if start else fragment.block


def _stands_alone(content: Content) -> bool:
    """Whether a content says something to readers who see nothing but it: a table or a chart, many numbers, entries."""
    if isinstance(content, StatsContent):
        return len(content.stats) > 2
    return isinstance(content, EntriesContent) or (
        not isinstance(content, TextContent) and next(content.pictures(), None) is None
    )


def _words(content: Content) -> int:
    """The words of a content's text, or of its entries."""
    if isinstance(content, EntriesContent):
        return sum(word_count(block.text) for block in content.texts())
    return sum(word_count(block.text) for block in content.blocks) if isinstance(content, TextContent) else 0


def _whole(offer: Mapping[str, Content], left: Collection[str]) -> Iterator[str]:
    """The paragraphs of all that a section says in text, as the speaker reads it, and of those entries of which
    anything is `left` out.
    """
    for name, content in offer.items():
        if isinstance(content, EntriesContent) and name in left:
            yield from (block.text for block in content.texts())
        elif isinstance(content, TextContent):
            for block in content.blocks:
                if block.kind != "rule":
                    yield f"{_mark(block)}{block.text}"


def _mark(block: Block) -> str:
    """What stands before a block in notes, which have neither bullets nor numbers of their own."""
    if block.kind != "item":
        return ""
    if block.done is not None:
        return "\u2611 " if block.done else "\u2610 "
    return f"{block.ordinal}. " if block.ordinal is not None else "\u2022 "

"""Content on its way to a place: blocks that may be cut, with the identity that their parts share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from reportgen.content.entries import EntriesContent
from reportgen.content.stats import Stat, StatsContent
from reportgen.content.table import TableContent
from reportgen.content.text import Block, BlockKind, Span
from reportgen.structs import replace
from reportgen.templates import Region
from reportgen.text.sentences import word_count

BODY = "body"
"""The slot of running text."""

OF_TEXT = ("byline", "standfirst", BODY, "pull")
"""The slots into which running text may be told apart on slides, in the order in which they are read."""

PICTURE = "picture"
"""The slot of a picture, or of the chart or the table in its place."""

AFTER = "after"
"""The slot of that running text which stands after the section's figure."""


SIDE = "side-"
"""What the slots of options begin with that stand in places of their own."""


def side(number: int) -> str:
    """The slot of what an option of a comparison is, counted from 1, where it stands in a place of its own."""
    return f"{SIDE}{number}"


def heading_of_side(number: int) -> str:
    """The slot of what such an option is called."""
    return f"{SIDE}{number}-heading"


def numbered(slot: str, number: int) -> str:
    """The slot of a further figure of a section, or of the text after it, counted from 2.

    >>> numbered("picture", 2)
    'picture-2'
    """
    return f"{slot}-{number}"


def between_paragraphs(slots: Mapping[str, object]) -> list[str]:
    """The slots of figures that stand after running text, and of the text after each, in their order."""
    more = [name for name in slots if name == AFTER or name.startswith((f"{PICTURE}-", f"{AFTER}-"))]
    body = slots.get(BODY)
    if more and (AFTER in slots or (isinstance(body, Copy) and body.figure == "last")):
        return [PICTURE, *more]
    return more


@dataclass(frozen=True, slots=True)
class Fragment:
    """A block of the source, or what is left of it. `key` names the logical paragraph.

    `after` is the kind of the block before it in its slot, wherever that stands.
    """

    block: Block
    key: str
    continued: bool = False
    continues: bool = False
    after: BlockKind | None = None
    initial: str = ""
    """The letters before it that are drawn large, by themselves."""
    length: int = field(init=False, compare=False)
    """Characters."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "length", sum([len(span.text) for span in self.block.spans]))

    def __hash__(self) -> int:
        """Quick, since what was laid is looked up by it: the key and the length tell fragments apart."""
        return hash((self.key, self.continued, self.continues, self.length))

    def cut(self, offset: int) -> tuple[Fragment, Fragment]:
        """The parts before and after `offset` characters of the text."""
        head: list[Span] = []
        tail: list[Span] = []
        start = 0
        for span in self.block.spans:
            at = min(max(offset - start, 0), len(span.text))
            if not span.text:
                continue
            if at == len(span.text):
                head.append(span)
            elif at == 0:
                tail.append(span)
            else:
                head.append(replace(span, text=span.text[:at]))
                tail.append(replace(span, text=span.text[at:]))
            start += len(span.text)
        return (
            Fragment(replace(self.block, spans=tuple(head)), self.key, self.continued, True, self.after, self.initial),
            Fragment(replace(self.block, spans=tuple(tail)), self.key, True, self.continues, self.after),
        )


class Portion:
    """What a slot still has to show of content that need not stand in one place.

    A kind of content has such a class of its own, frozen and hashable, if it can be parted; all other content stands in
    a slot as it is.
    """

    __slots__ = ()

    component: ClassVar[str | type]
    """The component that shows it, or the name of its kind."""
    listed: ClassVar[bool] = True
    """Whether it is parted between its items. Text is parted between its lines."""
    worded: ClassVar[bool] = False
    """Whether a template suits it whatever its words are."""

    @property
    def length(self) -> int:
        """How much there is, in characters as running text would have."""
        raise NotImplementedError

    @property
    def pieces(self) -> int:
        """Of how many paragraphs, rows or entries it is."""
        raise NotImplementedError

    @property
    def state(self) -> tuple[object, ...]:
        """What tells it from the other portions of the same content."""
        raise NotImplementedError

    def resumed(self, region: Region) -> Region:
        """A region on a later page as the place where it goes on."""
        return region


@dataclass(frozen=True, slots=True)
class Copy(Portion):
    """One slot's text: fragments, and the author's shorter ones."""

    component: ClassVar[str | type] = "text"
    listed: ClassVar[bool] = False
    worded: ClassVar[bool] = True

    fragments: tuple[Fragment, ...]
    short: tuple[Fragment, ...] | None = None
    figure: Literal["first", "last", ""] = ""
    """Whether the section's figure stands before all of it or after, because its author has put it there."""

    def is_the_same(self, other: object) -> bool:
        """Whether another slot has the same text from the same places of the source."""
        return (
            isinstance(other, Copy)
            and self == other
            and [one.block.where for one in self.fragments] == [one.block.where for one in other.fragments]
            and self.short is None
        )

    @property
    def whole(self) -> bool:
        """Whether nothing of it was placed yet."""
        return not (self.fragments and self.fragments[0].continued)

    @property
    def length(self) -> int:
        return sum([fragment.length for fragment in self.fragments])

    @property
    def pieces(self) -> int:
        return len(self.fragments)

    @property
    def state(self) -> tuple[object, ...]:
        return len(self.fragments), self.fragments[0].length if self.fragments else 0


@dataclass(frozen=True, slots=True)
class TableCopy(Portion):
    """A table, or what is left of it from the row `start` on, at the size and in the number of columns in which it
    began. A wide one may have broken words, and some of its columns in tables `beside` it."""

    component: ClassVar[str | type] = "table"

    content: TableContent = field(hash=False)  # large; the key tells tables apart
    key: str
    title: str = ""
    start: int = 0
    factor: float | None = None
    columns: int = 1
    breaks: bool = False
    """Whether words that are wider than their column are broken."""
    part: int = 0
    """The number of the table among those that have its columns."""
    beside: tuple[TableContent, ...] = field(default=(), hash=False)
    """The tables with the columns that come after those of this one."""
    air: float = 0.0
    """By how much the rows of one that does not fill its slide are higher above and under their text, in points."""
    marked: frozenset[int] = frozenset()
    """Of a table in such parts: the numbers of the notes to which any of them refers."""

    @property
    def length(self) -> int:
        return 50 * self.pieces

    @property
    def pieces(self) -> int:
        return len(self.content.rows) * (1 + len(self.beside)) - self.start

    @property
    def state(self) -> tuple[object, ...]:
        return self.start, self.columns, self.part

    @property
    def name(self) -> str:
        """The key of this one of the tables that have its columns."""
        return f"{self.key}.part{self.part}" if self.part else self.key

    @property
    def begun(self) -> bool:
        """Whether something of the table stands elsewhere, before this."""
        return self.start > 0 or self.part > 0

    def after(self, end: int) -> TableCopy | None:
        """What is left of it when its rows before `end` are placed."""
        if end < len(self.content.rows):
            return replace(self, start=end)
        if not self.beside:
            return None
        return replace(self, content=self.beside[0], beside=self.beside[1:], start=0, part=self.part + 1)

    def resumed(self, region: Region) -> Region:
        """It goes on in as many columns as it began in."""
        return region.model_copy(update={"columns": self.columns})


@dataclass(frozen=True, slots=True)
class EntriesCopy(Portion):
    """Entries, or what is left of them from `start` on, in the region in which they began."""

    component: ClassVar[str | type] = "entries"
    worded: ClassVar[bool] = True

    content: EntriesContent = field(hash=False)
    key: str
    start: int = 0
    region: Region | None = field(default=None, hash=False)

    @property
    def length(self) -> int:
        return 80 * self.pieces

    @property
    def pieces(self) -> int:
        return len(self.content.entries) - self.start

    @property
    def state(self) -> tuple[object, ...]:
        return (self.start,)

    def resumed(self, region: Region) -> Region:
        """They go on arranged as they began."""
        return self.region or region


@dataclass(frozen=True, slots=True)
class StatsCopy(Portion):
    """Numbers, or what is left of them from `start` on."""

    component: ClassVar[str | type] = "stats"

    content: StatsContent = field(hash=False)
    start: int = 0

    @property
    def left(self) -> tuple[Stat, ...]:
        """The numbers that are still to be shown."""
        return self.content.stats[self.start :]

    @property
    def length(self) -> int:
        return 20 * self.pieces

    @property
    def pieces(self) -> int:
        return len(self.left)

    @property
    def state(self) -> tuple[object, ...]:
        return (self.start,)


Slot = object
"""What stands in a slot: a portion of a content, or the content itself. Kinds of content are open, so is this."""
Slots = Mapping[str, Slot]


def rest_by_slot(contents: Slots, rest: Iterable[Fragment]) -> dict[str, Slot]:
    """What goes on elsewhere of texts that stood in one place, by the slot that it came from."""
    left: dict[str, Slot] = {}
    fragments = tuple(rest)
    for name, copy in contents.items():
        if fragments and isinstance(copy, Copy):
            keys = {fragment.key for fragment in copy.fragments}
            own = tuple(fragment for fragment in fragments if fragment.key in keys)
            if own:
                left[name] = Copy(own)
    return left


def referred(fragments: Iterable[Fragment]) -> set[int]:
    """The numbers of the footnotes that fragments refer to."""
    return {span.note for fragment in fragments for span in fragment.block.spans if span.note}


def length(slot: Slot) -> int:
    """How much of what can go on elsewhere there is, in characters."""
    return slot.length if isinstance(slot, Portion) else 0


def pieces(slots: Mapping[str, Slot]) -> int:
    """How many paragraphs, rows, entries and numbers there are in all of a section."""
    return sum(slot.pieces for slot in slots.values() if isinstance(slot, Portion))


def lengths(slots: Mapping[str, Slot]) -> int:
    """How much of what can go on elsewhere there is in all of a section."""
    return sum(map(length, slots.values()))


def share(rest: Mapping[str, Slot], whole: int) -> int:
    """How much of a section's copy is left of `whole` (characters), in twentieths: a few letters more are no reason to
    decide otherwise.
    """
    return round(20 * lengths(rest) / (whole or 1))


def words_of(fragments: Iterable[Fragment]) -> int:
    """How many words a text has."""
    return sum(word_count(fragment.block.text) for fragment in fragments)


def copy_of(section: int, slot: str, blocks: Iterable[Block], short: Iterable[Block] | None = None) -> Copy:
    """The text of a section's slot as fragments, each with the key of its logical paragraph."""
    return Copy(
        tuple(_fragments(section, slot, blocks)),
        None if short is None else tuple(_fragments(section, slot, short)),
    )


def _fragments(section: int, slot: str, blocks: Iterable[Block]) -> Iterable[Fragment]:
    after: BlockKind | None = None
    for number, block in enumerate(blocks):
        yield Fragment(block, f"{section}.{slot}.{number}", after=after)
        after = block.kind

"""Content on its way to a place: blocks that may be cut, with the identity that their parts share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from reportgen.content.chart import ChartContent
from reportgen.content.entries import EntriesContent
from reportgen.content.picture import PictureContent
from reportgen.content.stats import StatsContent
from reportgen.content.table import TableContent
from reportgen.content.text import Block, BlockKind, Span, TextContent
from reportgen.document import LoadedSection
from reportgen.templates import Region


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
            Fragment(replace(self.block, spans=tuple(head)), self.key, self.continued, True, self.after),
            Fragment(replace(self.block, spans=tuple(tail)), self.key, True, self.continues, self.after),
        )


@dataclass(frozen=True, slots=True)
class Copy:
    """One slot's content: fragments, and the author's shorter ones."""

    fragments: tuple[Fragment, ...]
    short: tuple[Fragment, ...] | None = None

    @property
    def whole(self) -> bool:
        """Whether nothing of it was placed yet."""
        return not (self.fragments and self.fragments[0].continued)


@dataclass(frozen=True, slots=True)
class TableCopy:
    """A table, or what is left of it from the row `start` on, at the size and in the number of
    columns in which it began."""

    content: TableContent = field(hash=False)  # large; the key tells tables apart
    key: str
    title: str = ""
    start: int = 0
    factor: float | None = None
    columns: int = 1

    @property
    def length(self) -> int:
        """What is left, in characters as rows of text would have."""
        return 50 * (len(self.content.rows) - self.start)


@dataclass(frozen=True, slots=True)
class EntriesCopy:
    """Entries, or what is left of them from `start` on, in the region in which they began."""

    content: EntriesContent = field(hash=False)
    key: str
    start: int = 0
    region: Region | None = field(default=None, hash=False)

    @property
    def length(self) -> int:
        """What is left, in characters as entries of text would have."""
        return 80 * (len(self.content.entries) - self.start)


Slot = Copy | PictureContent | StatsContent | TableCopy | ChartContent | EntriesCopy
Listed = TableCopy | EntriesCopy
"""What goes on elsewhere part by part, not line by line."""
Going = Copy | Listed | StatsContent
"""What may stand on a page after the one on which its section begins."""
Slots = Mapping[str, Slot]


def slots_of(section: LoadedSection, kind: str) -> dict[str, Slot]:
    """What a section offers to a publication, its texts as fragments with keys."""
    index = section.index
    slots: dict[str, Slot] = {}
    for name, content in section.offer.items():
        if name in section.omit.get(kind, ()):
            continue
        if isinstance(content, TextContent):
            short = None if content.short is None else tuple(_passages(index, name, content.short))
            slots[name] = Copy(tuple(_passages(index, name, content.blocks)), short)
        elif isinstance(content, TableContent):
            slots[name] = TableCopy(content, f"{index}.{name}", section.title)
        elif isinstance(content, EntriesContent):
            slots[name] = EntriesCopy(content, f"{index}.{name}")
        elif isinstance(content, PictureContent | StatsContent | ChartContent):
            slots[name] = content
    if section.footnotes and kind == "newsletter" and "source" not in section.omit.get(kind, ()):
        source = slots.get("source")
        own = source.fragments if isinstance(source, Copy) else ()
        slots["source"] = Copy((*_passages(index, "footnotes", section.footnotes), *own))
    return slots


def referred(fragments: Iterable[Fragment]) -> set[int]:
    """The numbers of the footnotes that fragments refer to."""
    return {span.note for fragment in fragments for span in fragment.block.spans if span.note}


def length(slot: Slot) -> int:
    """How much of what can go on elsewhere there is, in characters."""
    match slot:
        case Copy():
            return sum([fragment.length for fragment in slot.fragments])
        case TableCopy() | EntriesCopy():
            return slot.length
        case _:
            return 0


def lengths(slots: Mapping[str, Slot]) -> int:
    """How much of what can go on elsewhere there is in all of a section."""
    return sum(map(length, slots.values()))


def share(rest: Mapping[str, Slot], whole: int) -> int:
    """How much of a section's copy is left of `whole` (characters), in twentieths: a few letters more are no reason to
    decide otherwise.
    """
    return round(20 * lengths(rest) / (whole or 1))


def _passages(section: int, slot: str, blocks: Iterable[Block]) -> Iterable[Fragment]:
    after: BlockKind | None = None
    for number, block in enumerate(blocks):
        yield Fragment(block, f"{section}.{slot}.{number}", after=after)
        after = block.kind

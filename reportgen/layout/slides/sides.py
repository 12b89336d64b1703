"""The options of a comparison as slots of their own, for layouts that have a heading and a place for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.content.entries import Entry
from reportgen.content.text import Block, BlockKind
from reportgen.layout.content_by_slot import in_one_piece
from reportgen.layout.fragments import AFTER, Copy, EntriesCopy, Fragment, Slot, Slots, heading_of_side, side
from reportgen.layout.slides.search import SlideSequence
from reportgen.templates import SlideTemplate

ENTRIES = "entries"


def ways_to_offer(slots: Slots, templates: Iterable[SlideTemplate]) -> Iterator[Slots]:
    """The content of a section as templates may take it: options one by one where one of them has places for these; as
    it is; and the text in one piece, where no templates part it by its figure.
    """
    if any(side(1) in region.slots for template in templates for region in template.regions):
        sides = _in_sides(slots)
        if sides is not None:
            yield sides
    yield slots
    if AFTER in slots:
        yield in_one_piece(slots)


def is_shown_so(found: SlideSequence | None, slots: Slots) -> bool:
    """Whether slides were found that suit what was offered: options that are parted stand on one slide, or not so."""
    return found is not None and (side(1) not in slots or len(found.slides) == 1)


def _in_sides(slots: Slots) -> Slots | None:
    """The slots with those of each option instead of its entries; None where these have more than texts."""
    entries = slots.get(ENTRIES)
    if not isinstance(entries, EntriesCopy) or any(one.picture or one.icon for one in entries.content.entries):
        return None
    made: dict[str, Slot] = {}
    for name, slot in slots.items():
        if name == ENTRIES:
            for number, entry in enumerate(entries.content.entries):
                made |= _side(entry, number + 1, f"{entries.key}.{number}")
        else:
            made[name] = slot
    return made


def _side(entry: Entry, number: int, key: str) -> dict[str, Slot]:
    """The slots of an option. Their paragraphs have the keys that they have among the entries."""
    heads = ((entry.label, "label"), (entry.title, "title"))
    head = [Fragment(Block("heading", spans, entry.where), f"{key}.{part}") for spans, part in heads if spans]
    made: dict[str, Slot] = {heading_of_side(number): Copy(tuple(head))}
    if entry.text:
        made[side(number)] = Copy(tuple(_fragments(entry.text, key)))
    return made


def _fragments(blocks: Iterable[Block], key: str) -> Iterator[Fragment]:
    before: BlockKind | None = None
    for at, block in enumerate(blocks):
        yield Fragment(block, f"{key}.text.{at}", after=before)
        before = block.kind

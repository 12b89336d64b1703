"""What is read of the sections of a publication: paragraphs, pictures, charts, tables, by the slots that they fill."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from reportgen.frames import (
    ChartItem,
    DocumentSection,
    ImageItem,
    Item,
    KeyParts,
    Paragraph,
    Publication,
    ShapeItem,
    TableItem,
    TextItem,
)

PICTURES = (ImageItem, ChartItem)
_MAYBE_ARTIFACTS = (TextItem, ImageItem)

_STEP = "step"
"""What the key of a number on the disc of a step says in the place of a slot."""

NOWHERE = -1
"""The number of what belongs to no section."""


class Part(NamedTuple):
    """A paragraph of a text, or an item that is none; with its slot, and what it is of that."""

    slot: str
    path: tuple[str, ...]
    item: Item
    paragraph: Paragraph | None = None

    @property
    def number(self) -> int:
        """Which of the slot's entries it is of, from 0; -1 where that is not told."""
        named = self.path[0].removeprefix("number") if self.path else ""
        return int(named) if named.isdecimal() else -1

    @property
    def is_number(self) -> bool:
        """Whether it is the number of a point."""
        return bool(self.path) and self.path[0].startswith("number")

    @property
    def text(self) -> str:
        """The words of a paragraph."""
        return self.paragraph.text if self.paragraph is not None else ""

    @property
    def leads(self) -> bool:
        """Whether it is a paragraph that leads to a place of the publication."""
        return self.paragraph is not None and any((run.link or "").startswith("#") for run in self.paragraph.runs)


class SlotParts:
    """What is read of one slot, in order."""

    def __init__(self, slot: str, parts: Sequence[Part], *, is_list: bool) -> None:
        """`is_list` where the author wrote a list."""
        self.slot = slot
        self.parts = parts
        self.is_list = is_list
        self.paragraphs = [(part, part.paragraph) for part in parts if part.paragraph is not None]
        self.tables = [part.item for part in parts if isinstance(part.item, TableItem)]
        self.pictures = [part.item for part in parts if isinstance(part.item, PICTURES)]

    @cached_property
    def is_set(self) -> bool:
        """Whether these are entries that are read as a list, whatever they look like."""
        entries = {part.number for part in self.parts if self.is_list or len(part.path) > 1} - {-1}
        if len(entries) < 2:
            return False
        items = all(paragraph.role == "item" for _, paragraph in self.paragraphs)
        return not (self.is_list and items)

    @cached_property
    def entries(self) -> list[SlotParts]:
        """The entries of a set, each by itself."""
        grouped = groupby(self.parts, key=lambda part: part.number)
        return [SlotParts(self.slot, list(group), is_list=False) for _, group in grouped]

    @property
    def leads(self) -> bool:
        """Whether these are lines of contents: each leads to a place of the publication."""
        return all(any(part.leads for part in entry.parts) for entry in self.entries)

    @property
    def is_numbered(self) -> bool:
        """Whether each entry has a number of its own."""
        return all(any(part.is_number for part in entry.parts) for entry in self.entries)


def parts_by_section(publication: Publication) -> dict[int, list[Part]]:
    """All that is read of each section, as it comes on the sheets."""
    found: dict[int, list[Part]] = {}
    for sheet in publication.sheets:
        for item in sheet.items:
            if is_read(item):
                at = NOWHERE if item.section is None else item.section
                found.setdefault(at, []).extend(_parts(item))
    return {at: _with_numbers(parts) for at, parts in found.items()}


def is_read(item: Item) -> bool:
    """Whether an item means something."""
    if isinstance(item, ShapeItem):
        return False
    return not (isinstance(item, _MAYBE_ARTIFACTS) and item.artifact) or _is_number_of_step(item)


def _is_number_of_step(item: Item) -> bool:
    """Whether a text is the number on a step's disc, which looks like furniture, and is read as the step's label."""
    return isinstance(item, TextItem) and any(KeyParts(one.key).slot == _STEP for one in item.paragraphs)


def _with_numbers(parts: list[Part]) -> list[Part]:
    """Parts of a section, of which a number on a disc is of the entry after it; one that has none is left out."""
    if not any(part.slot == _STEP for part in parts):
        return parts
    found: list[Part] = []
    slots: dict[int, str] = {}
    for part in reversed(parts):
        if part.slot != _STEP:
            slots[part.number] = part.slot
            found.append(part)
        elif part.number in slots:
            found.append(part._replace(slot=slots[part.number], path=(f"number{part.number}",)))
    return found[::-1]


def _parts(item: Item) -> Iterator[Part]:
    match item:
        case TextItem():
            for paragraph in item.paragraphs:
                key = KeyParts(paragraph.key)
                yield Part(key.slot, tuple(key.path), item, paragraph)
        case TableItem():
            yield Part(KeyParts(item.key).slot, (), item)
        case ImageItem() | ChartItem():
            entry = re.fullmatch(r"(.+)-(\d+)-picture", item.slot or "")
            yield (
                Part(entry[1], (str(int(entry[2]) - 1), "picture"), item) if entry else Part(item.slot or "", (), item)
            )


def by_slot(parts: Sequence[Part], section: DocumentSection | None) -> Iterator[SlotParts]:
    """What is read of a section, slot by slot in its author's order; footnotes come last. Where nothing is known of the
    section, as it comes on the sheets.
    """
    listed = section.lists if section is not None else frozenset[str]()
    if section is not None:
        first: dict[str, int] = {}
        for number, part in enumerate(parts):
            first.setdefault(part.slot, number)
        slots = {slot: number for number, slot in enumerate(section.slots)}
        if "title" not in slots:  # A headline that is lent to it names the rest; what has a title is named by that.
            slots.setdefault("headline", -1)
        slots["footnotes"] = len(slots) + len(parts)
        late = len(section.slots)
        parts = sorted(parts, key=lambda part: (slots.get(part.slot, late + first[part.slot]), part.number))
    for slot, group in groupby(parts, key=lambda part: part.slot):
        yield SlotParts(slot, list(group), is_list=slot in listed)


def said_by(parts: Sequence[Part]) -> str:
    """The letters of all that the text of a section says, but for what is pulled out of it."""
    return " ".join(letters(part.text) for part in parts if part.slot != "pull")


def repetitions(items: Iterable[Item]) -> tuple[bool, ...]:
    """Of each pull quote and each picture of a section, whether its text says the same; nothing where it has none."""
    read = [item for item in items if is_read(item)]
    # The keys of paragraphs cost less to look at than parts to make.
    keys = [paragraph.key for item in read if isinstance(item, TextItem) for paragraph in item.paragraphs]
    if ImageItem not in map(type, read) and ".pull" not in " ".join(keys):
        return ()
    parts = [part for item in read for part in _parts(item)]
    said = said_by(parts)
    again = [part.item.alt if isinstance(part.item, ImageItem) else part.text for part in parts if _may_repeat(part)]
    return tuple(letters(text) in said for text in again)


def _may_repeat(part: Part) -> bool:
    return part.slot == "pull" or isinstance(part.item, ImageItem)


def letters(text: str) -> str:
    """A text by its letters and digits alone."""
    return re.sub(r"\W", "", text).casefold()


def places_of_sections(sections: Mapping[int, DocumentSection], numbers: Sequence[int]) -> list[tuple[int, int | None]]:
    """Each section in the order of the document, with the one that it is a part of."""
    return [(at, sections[at].within if at in sections else None) for at in sorted(numbers)]

"""Sections as readers of files are told of them: their place in the document, and the level of their headings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from reportgen.content.base import Offer
from reportgen.content.table import TableContent
from reportgen.content.text import TextContent
from reportgen.document import LoadedSection
from reportgen.frames import DocumentSection
from reportgen.layout.fragments import AFTER, BODY, OF_TEXT, PICTURE
from reportgen.sections import traits_of
from reportgen.source.characters import BETWEEN_HEADINGS

HEAD = ("dateline", "kicker", "masthead", "title", "headline", "standfirst", "byline")
"""Slots of the head of a section; its picture is looked at after them, and after running text, which may have heads.
"""


def document_sections(sections: Sequence[LoadedSection], *, told_apart: bool = False) -> Mapping[int, DocumentSection]:
    """The sections by their numbers. Where the document has parts, what follows the head of one stands in that part.
    Where texts are `told_apart`, as on slides, what leads one and what ends it are read with it.
    """
    ends = len(sections) - len(list(takewhile(lambda section: traits_of(section.type).concludes, reversed(sections))))
    part: int | None = None
    found: dict[int, DocumentSection] = {}
    for number, section in enumerate(sections):
        if section.begins_part or number == ends:
            part = None
        found[section.index] = _section(section, part, told_apart=told_apart)
        if section.begins_part:
            part = section.index
    return found


def titles_of(sections: Sequence[LoadedSection]) -> Iterator[tuple[int, str]]:
    """What sections are called, each with its section's number: their titles, and then the headings over these."""
    for section in sections:
        yield section.index, section.title
    for section in sections:
        over = section.offer.get("kicker")
        if isinstance(over, TextContent):
            for block in over.blocks:
                yield from ((section.index, heading) for heading in block.text.split(BETWEEN_HEADINGS))


def _section(section: LoadedSection, part: int | None, *, told_apart: bool) -> DocumentSection:
    lists = frozenset([name for name, content in section.offer.items() if _is_list(content)])
    depth = 0 if traits_of(section.type).sentence else 2 if part is None else 3
    names = _in_order(section.offer)
    body = section.offer.get(BODY)
    if PICTURE in names and isinstance(body, TextContent) and body.before_figure is not None:
        others = [name for name in names if name != PICTURE]
        at = others.index(BODY) + (body.before_figure > 0)
        names = (*others[:at], PICTURE, AFTER, *others[at:])  # the text after it is a slot of its own on pages
    if told_apart and BODY in names:
        at = names.index(BODY)
        parts = [name for name in OF_TEXT if name == BODY or name not in names]
        names = (*names[:at], *parts, *names[at + 1 :])
    return DocumentSection(section.index, depth, part, names, lists)


def _in_order(offer: Offer) -> tuple[str, ...]:
    """Slots as they are read: the head, the picture, and the rest in the author's order. A table in the picture's place
    is read where the author wrote it, as all words are.
    """
    first = [name for name in offer if name in HEAD]
    rest = [name for name in offer if name not in HEAD]
    if PICTURE in rest and not isinstance(offer[PICTURE], TableContent):
        at = rest.index(PICTURE)
        rest.remove(PICTURE)
        rest.insert(max(at, rest.index(BODY) + 1) if BODY in rest else 0, PICTURE)
    return (*first, *rest)


def _is_list(content: object) -> bool:
    return isinstance(content, TextContent) and {block.kind for block in content.blocks} <= {"item"}

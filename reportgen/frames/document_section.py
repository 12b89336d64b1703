"""What the sections of a document are to each other, and which of their paragraphs are headings."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.frames.text_item import Paragraph
from reportgen.structs import Struct


class DocumentSection(Struct, frozen=True):
    """A section as its author wrote it, wherever it stands on sheets.

    `depth` is the level of its headline among the headings (the document's title has 1), 0 where that is a sentence and
    no heading, and below 0 where nothing in it is one, as in a specimen. `within` is the section that begins the part
    in which it stands. `slots` are the names of what it offers, in the author's order, and `lists` those that are lists
    whatever they look like.
    """

    index: int
    depth: int = 2
    within: int | None = None
    slots: tuple[str, ...] = ()
    lists: frozenset[str] = frozenset()


class KeyParts:
    """What the key of a paragraph says: the section, the slot, and what it is of that (``3.entries.2.title``)."""

    __slots__ = ("path", "slot")

    def __init__(self, key: str) -> None:
        _, _, rest = key.partition(".")
        self.slot, *self.path = rest.split(".")


HEADINGS = ("title", "heading1", "heading2", "heading3")
"""The roles that may be headings."""

CALLOUT = "callout"
"""The slot of what stands beside a table or a chart and is a section of its own."""

_RANKS = {"title": 1, "heading1": 2, "heading2": 3, "heading3": 4}
"""Levels where nothing is known of the document."""


def heading_level(
    paragraph: Paragraph, section: int | None, sections: Mapping[int, DocumentSection], *, headed: bool = True
) -> int:
    """The level of a paragraph among the headings of the document, 0 where it is none.

    Levels come from the document: a headline has that of its section, whatever it looks like, and a heading within a
    text is one under it, or takes its place where the section is not `headed`. Names of entries in lists are none. The
    title of a cover within a part is that of the part's section, not of the document.
    """
    if paragraph.role not in HEADINGS:
        return 0
    known = sections.get(section) if section is not None else None
    if known is None or (paragraph.role == "title" and known.within is None):
        return _RANKS[paragraph.role]
    parts = KeyParts(paragraph.key)
    if parts.slot in ("headline", CALLOUT) or paragraph.role == "title":
        return max(known.depth, 0)
    if known.depth < 0 or len(parts.path) > 1 or parts.slot in known.lists:
        return 0
    return max(known.depth, 2 if known.within is None else 3) + (known.depth > 0 and headed)

"""Sections as readers of files are told of them: their place in the document, and the level of their headings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import takewhile

from reportgen.content.text import TextContent
from reportgen.document import LoadedSection
from reportgen.frames import DocumentSection
from reportgen.layout.fragments import AFTER, BODY, PICTURE
from reportgen.sections import traits_of

HEAD = ("dateline", "kicker", "masthead", "title", "headline", "standfirst", "byline")
"""Slots of the head of a section; its picture is looked at after them, and after running text, which may have heads.
"""


def document_sections(sections: Sequence[LoadedSection]) -> Mapping[int, DocumentSection]:
    """The sections by their numbers. Where the document has parts, what follows the head of one stands in that part."""
    ends = len(sections) - len(list(takewhile(lambda section: traits_of(section.type).concludes, reversed(sections))))
    part: int | None = None
    found: dict[int, DocumentSection] = {}
    for number, section in enumerate(sections):
        if section.begins_part or number == ends:
            part = None
        found[section.index] = _section(section, part)
        if section.begins_part:
            part = section.index
    return found


def _section(section: LoadedSection, part: int | None) -> DocumentSection:
    lists = frozenset([name for name, content in section.offer.items() if _is_list(content)])
    depth = 0 if traits_of(section.type).sentence else 2 if part is None else 3
    names = _in_order(list(section.offer))
    body = section.offer.get(BODY)
    if PICTURE in names and isinstance(body, TextContent) and body.before_figure is not None:
        at = names.index(BODY) + (body.before_figure > 0)
        others = [name for name in names if name != PICTURE]
        names = (*others[:at], PICTURE, AFTER, *others[at:])  # the text after it is a slot of its own on pages
    return DocumentSection(section.index, depth, part, names, lists)


def _in_order(names: Sequence[str]) -> tuple[str, ...]:
    """Slots as they are read: the head, the picture, and the rest in the author's order."""
    first = [name for name in names if name in HEAD]
    rest = [name for name in names if name not in first and name != "picture"]
    if "picture" in names:
        before = names.index("picture") if "body" in names else 0
        late = rest.index("body") + 1 if "body" in names else 0
        rest.insert(max(late, sum(name in rest for name in names[:before])), "picture")
    return (*first, *rest)


def _is_list(content: object) -> bool:
    return isinstance(content, TextContent) and {block.kind for block in content.blocks} <= {"item"}

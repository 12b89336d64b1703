"""The masthead of a newsletter whose source has no cover: its title, on the brand's own."""

from __future__ import annotations

from types import MappingProxyType

from reportgen.content.text import TextContent, plain_line
from reportgen.document import Document, LoadedSection
from reportgen.structs import replace
from reportgen.templates import Library

MASTHEAD = -1
"""The number of a cover that no source has, before the first section's."""

FEWEST, LONGEST = 3, 80
"""Sections of a newsletter that has a masthead, because one or two pieces are a letter, which is addressed and not
entitled; and characters of a title that can be one.
"""


def with_masthead(sections: list[LoadedSection], document: Document, library: Library) -> list[LoadedSection]:
    """The sections after a cover with the document's title, where they have none and no headline says it."""
    wanted = document.cover and len(sections) >= FEWEST and len(document.title) <= LONGEST and _is_issue(document)
    if not wanted or any(section.type == "cover" or section.title == document.title for section in sections):
        return sections
    shown = any("cover" in template.accepts for template in library.pages.values())
    return [_cover(document), *sections] if shown else sections


def without_title_of_lead(sections: list[LoadedSection]) -> list[LoadedSection]:
    """The sections, of which the cover does not say what the first headline says again."""
    if not sections or sections[0].type != "cover":
        return sections
    cover, *others = sections
    title = cover.offer.get("title")
    lead = next((one for one in others if "headline" in one.offer), None)
    if lead is None or not isinstance(title, TextContent) or _plain(title) != lead.title.strip():
        return sections
    offer = {name: content for name, content in cover.offer.items() if name != "title"}
    return [replace(cover, offer=MappingProxyType(offer)), *others]


def _plain(text: TextContent) -> str:
    return " ".join(block.text for block in text.blocks).strip()


def _is_issue(document: Document) -> bool:
    """Whether a document says of which day or number it is, or what it is about: then it is one that has a name."""
    return bool(document.subtitle or document.issue or document.date_text)


def _cover(document: Document) -> LoadedSection:
    """A cover with the title of a document, and its subtitle."""
    where = document.where(("title",))
    offer = {"masthead": plain_line(document.title, where)}
    if document.subtitle:
        offer["title"] = plain_line(document.subtitle, document.where(("subtitle",)))
    return LoadedSection(
        type="cover",
        index=MASTHEAD,
        offer=MappingProxyType(offer),
        notes=(),
        layout=MappingProxyType({}),
        layout_where=where,
        only="newsletter",
        title=document.title,
        omit=MappingProxyType({}),
        where=where,
    )

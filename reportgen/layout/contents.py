"""Contents and agendas that write themselves: what is listed, and the links to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Literal

from reportgen.content.entries import EntriesContent, Entry
from reportgen.content.offer import Content
from reportgen.content.text import Block, Span, TextContent
from reportgen.document import LoadedSection
from reportgen.errors import SourceError
from reportgen.layout.vocabulary import word

LISTS = ("contents", "agenda")
"""Section types that list the others."""

UNLISTED = ("cover", "contents", "agenda", "quote", "statement", "sidebar", "stats", "cta", "imprint", "closing")
"""Section types that no list names."""


def lists_itself(section: LoadedSection) -> bool:
    """Whether a section lists the others, and its author has not done so."""
    return section.type in LISTS and "entries" not in section.offer


def link_to(section: int) -> str:
    """The link to a section, by its index."""
    return f"#{section}"


def with_listing(
    section: LoadedSection,
    sections: Sequence[LoadedSection],
    kind: Literal["newsletter", "deck"],
    numbers: Mapping[int, int],
    language: str,
) -> LoadedSection:
    """A section that lists itself, with its entries: the sections after it and their pages or slides.

    A deck with two dividers or more lists these alone, since they name its parts.

    Raises:
        SourceError: no section after it is one that is listed.
    """
    if not lists_itself(section):
        return section
    after = [one for one in sections if one.index > section.index]
    dividers = [one for one in after if one.type == "divider"]
    parted = kind == "deck" and len(dividers) >= 2
    listed = dividers if parted else [one for one in after if one.type not in UNLISTED]
    entries = tuple(
        Entry(
            title=(Span(one.title, link=link_to(one.index)),),
            label=(Span(str(numbers.get(one.index, 8))),),
            text=(),
            picture=None,
            where=section.where,
        )
        for one in listed
    )
    if not entries:
        raise SourceError(
            f"this {section.type} finds nothing to list in the {kind}",
            section.where,
            "it lists stories and the like that come after it: put it before them, or leave it out",
        )
    content = EntriesContent(entries, section.where)
    offer: dict[str, Content] = {**section.offer, "entries": content}
    if "headline" not in offer:
        title = word("agenda" if kind == "deck" else "contents", language)
        block = Block("paragraph", (Span(title),), section.where)
        offer = {"headline": TextContent((block,), None, section.where), **offer}
        section = replace(section, title=title)
    return replace(section, offer=MappingProxyType(offer))

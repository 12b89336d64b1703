"""Contents and agendas that write themselves: what is listed, and the links to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from reportgen.content.base import Content
from reportgen.content.entries import EntriesContent, Entry
from reportgen.content.text import Block, Span, TextContent
from reportgen.document import LoadedSection
from reportgen.errors import SourceError
from reportgen.layout.medium import Medium
from reportgen.layout.phrases import word
from reportgen.structs import replace

LISTS = ("contents", "agenda")
"""Section types that list the others."""

UNLISTED = ("cover", "contents", "agenda", "quote", "statement", "sidebar", "stats", "cta", "imprint", "closing")
"""Section types that no list names."""

USUAL_NUMBER = 8
"""The page or slide that is written before it is known: one digit, as most will be."""


def lists_itself(section: LoadedSection) -> bool:
    """Whether a section lists the others, and its author has not done so."""
    return section.type in LISTS and "entries" not in section.offer


def link_to(section: int) -> str:
    """The link to a section, by its index."""
    return f"#{section}"


def with_listing(
    section: LoadedSection,
    sections: Sequence[LoadedSection],
    medium: Medium,
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
    entries = tuple(
        Entry(
            title=(Span(one.title, link=link_to(one.index)),),
            label=(Span(str(numbers.get(one.index, USUAL_NUMBER))),),
            text=(),
            picture=None,
            where=section.where,
        )
        for one in _listed(section, sections, medium)
    )
    if not entries:
        raise SourceError(
            f"this {section.type} finds nothing to list in the {medium.kind}",
            section.where,
            "it lists stories and the like that come after it: put it before them, or leave it out",
        )
    offer: dict[str, Content] = {**section.offer, "entries": EntriesContent(entries, section.where)}
    if "headline" not in offer:
        title = word(medium.listing, language)
        block = Block("paragraph", (Span(title),), section.where)
        offer = {"headline": TextContent((block,), None, section.where), **offer}
        section = replace(section, title=title)
    return replace(section, offer=MappingProxyType(offer))


def _listed(section: LoadedSection, sections: Sequence[LoadedSection], medium: Medium) -> list[LoadedSection]:
    """What a list names: the sections after it, or where it is a deck's and there are several, the dividers alone."""
    after = [one for one in sections if one.index > section.index]
    dividers = [one for one in after if one.begins_part]
    if medium.lists_dividers and len(dividers) >= 2:
        return dividers
    return [one for one in after if one.type not in UNLISTED]

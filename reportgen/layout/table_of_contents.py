"""Contents and agendas that write themselves: what is listed, and the links to it."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from reportgen.content.base import Content
from reportgen.content.entries import EntriesContent, Entry
from reportgen.content.text import Block, Span, TextContent, plain_line
from reportgen.document import LoadedSection
from reportgen.errors import SourceError
from reportgen.layout.medium import WORDS_OF_SLIDE, Medium
from reportgen.layout.phrases import word
from reportgen.sections import traits_of
from reportgen.structs import replace
from reportgen.text.sentences import word_count

LISTS = ("contents", "agenda")
"""Section types that list the others."""

MOST_OPENED = 8
"""Sections of a part that its opening slide lists; of a part with more, the agenda tells."""

MOST_LISTED = 9
"""Sections that contents name at the most: they stand in a rail beside the lead, where nobody reads more."""

MOST_PARTS, LEAST_LISTED = 4, 2
"""Parts of which an agenda lists the sections, side by side, and the sections that a part has on average at the least;
beyond that, or with more words than a slide may have, the parts alone, whose opening slides list their own."""

LEAST_RUN = 3
"""Sections with one kicker that are opened by a slide which lists them."""

RUN = "run"
"""The slot of the sections with one kicker, which the first of them lists."""

REACHED = "reached"
"""The slot of a deck's parts of which one begins."""

USUAL_NUMBER = 8
"""The page or slide that is written before it is known: one digit, as most will be."""


def kicker_of(section: LoadedSection) -> str:
    """What stands over a section's headline; nothing where it has no kicker."""
    kicker = section.offer.get("kicker")
    return kicker.blocks[0].text if isinstance(kicker, TextContent) and kicker.blocks else ""


def lists_itself(section: LoadedSection) -> bool:
    """Whether a section lists the others, and its author has not done so."""
    return section.type in LISTS and "entries" not in section.offer


def opens_part(section: LoadedSection, sections: Sequence[LoadedSection], medium: Medium) -> bool:
    """Whether a section is the opening slide of a part which lists what follows in it."""
    return medium.lists_dividers and section.begins_part and 2 <= len(_of_part(section, sections)) <= MOST_OPENED


def lists_others(section: LoadedSection, sections: Sequence[LoadedSection], medium: Medium) -> bool:
    """Whether anything of a section says where others stand."""
    itself = lists_itself(section) or section.repeated
    return itself or opens_part(section, sections, medium) or bool(run_of(section, sections, medium))


def run_of(section: LoadedSection, sections: Sequence[LoadedSection], medium: Medium) -> list[LoadedSection]:
    """The run of sections with one kicker that a section opens in a deck, with itself; nothing where it opens none, or
    the deck has parts with heads of their own, or is one such run.
    """
    kicker = kicker_of(section)
    if not kicker or section.deck == "notes" or not medium.lists_dividers or any(one.begins_part for one in sections):
        return []
    at = sections.index(section)
    before = next((found for one in reversed(sections[:at]) if (found := kicker_of(one))), "")
    after = itertools.takewhile(lambda one: kicker_of(one) in ("", kicker), sections[at:])
    run = [one for one in after if kicker_of(one) and traits_of(one.type).listed]
    several = any(kicker_of(one) not in ("", kicker) for one in sections)
    return run if before != kicker and several and LEAST_RUN <= len(run) <= MOST_OPENED else []


def _with_run(section: LoadedSection, run: Sequence[LoadedSection], numbers: Mapping[int, int]) -> LoadedSection:
    """A section with the list of the run that it opens, after its headline."""
    listed = EntriesContent(tuple(_entry(one, section, numbers, under=False) for one in run), section.where)
    head = {slot: section.offer[slot] for slot in ("kicker", "headline") if slot in section.offer}
    return replace(section, offer=MappingProxyType({**head, RUN: listed, **section.offer}))


def _of_part(section: LoadedSection, sections: Sequence[LoadedSection]) -> list[LoadedSection]:
    """The sections of a part that lists name."""
    after = itertools.takewhile(lambda one: not one.begins_part, (one for one in sections if one.index > section.index))
    return [one for one in after if traits_of(one.type).listed]


def _opening(section: LoadedSection, sections: Sequence[LoadedSection], numbers: Mapping[int, int]) -> LoadedSection:
    """The opening slide of a part with its entries."""
    entries = tuple(_entry(one, section, numbers, under=False) for one in _of_part(section, sections))
    return replace(
        section, offer=MappingProxyType({**section.offer, "entries": EntriesContent(entries, section.where)})
    )


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

    A deck with two dividers or more lists these, since they name its parts, and under each what it has, where that is
    little. In one without dividers the first of several sections with one kicker lists these. A newsletter names at
    most nine sections, stories first; where it has two parts or more, they stand under the names of these.

    Raises:
        SourceError: no section after it is one that is listed.
    """
    if opens_part(section, sections, medium):
        return _opening(section, sections, numbers)
    if run := run_of(section, sections, medium):
        return _with_run(section, run, numbers)
    if not lists_itself(section):
        return section
    slot, entries = _named(section, sections, medium, numbers)
    if not entries:
        raise SourceError(
            f"this {section.type} finds nothing to list in the {medium.kind}",
            section.where,
            "it lists stories and the like that come after it: put it before them, or leave it out",
        )
    offer: dict[str, Content] = {**section.offer, slot: EntriesContent(entries, section.where)}
    if "headline" not in offer:
        title = word(medium.listing, language)
        offer = {"headline": plain_line(title, section.where), **offer}
        section = replace(section, title=title)
    return replace(section, offer=MappingProxyType(offer))


def with_repeats(
    sections: Sequence[LoadedSection], medium: Medium, numbers: Mapping[int, int]
) -> Sequence[LoadedSection]:
    """The sections of a deck with its agenda once more before each part, where its author asks for that: the parts
    alone, with the one that begins marked.

    Raises:
        SourceError: the agenda is to be repeated, and no two parts follow it.
    """
    agenda = next((one for one in sections if one.repeated), None)
    if agenda is None or not medium.lists_dividers:
        return sections
    parts = _parts_after(agenda, sections)
    if len(parts) < 2:
        message = f"this {agenda.type} is to be repeated before each part, and the deck has no two parts"
        raise SourceError(
            message, agenda.where, 'head the parts with sections of the type divider, or leave "repeated" out'
        )
    entries = _named_parts(parts, agenda, numbers)
    after = max(one.index for one in sections) + 1
    again = {part: _again(agenda, entries, at, after + at) for at, part in enumerate(parts)}
    return [one for section in sections for one in (again.get(section), section) if one is not None]


def _again(agenda: LoadedSection, entries: Sequence[Entry], marked: int, index: int) -> LoadedSection:
    """An agenda once more, as the section of that index, with one of the parts marked."""
    shown = tuple(replace(entry, marked=at == marked) for at, entry in enumerate(entries))
    offer = {slot: agenda.offer[slot] for slot in ("kicker", "headline") if slot in agenda.offer}
    offer[REACHED] = EntriesContent(shown, agenda.where)
    return replace(agenda, index=index, offer=MappingProxyType(offer), notes=(), key="", layout=MappingProxyType({}))


def _named(
    section: LoadedSection, sections: Sequence[LoadedSection], medium: Medium, numbers: Mapping[int, int]
) -> tuple[str, tuple[Entry, ...]]:
    """What a list names, and the slot that it fills: parts with what they have are shown in a way of their own."""
    listed = _listed(section, sections, medium)
    if not medium.lists_dividers:
        parts = sum(one.begins_part for one in listed) >= 2
        return "entries", tuple(_entry(one, section, numbers, under=parts and not one.begins_part) for one in listed)
    if in_parts := _in_parts(section, sections, numbers):
        return "parts", in_parts
    entries = _named_parts(listed, section, numbers)
    return "entries", entries if _words(entries) <= WORDS_OF_SLIDE else _in_few_words(section, listed, numbers)


def _named_parts(
    parts: Sequence[LoadedSection], section: LoadedSection, numbers: Mapping[int, int]
) -> tuple[Entry, ...]:
    """The entries of parts, each with what its opening says."""
    return tuple(replace(_entry(one, section, numbers, under=False), text=_said_of(one)) for one in parts)


def _parts_after(section: LoadedSection, sections: Sequence[LoadedSection]) -> list[LoadedSection]:
    """The heads of parts after a section."""
    return [one for one in sections if one.index > section.index and one.begins_part]


def _words(entries: Sequence[Entry]) -> int:
    """The words of entries with their numbers."""
    return sum(word_count(block.text) for one in entries for block in EntriesContent((one,), one.where).texts())


def _in_few_words(
    section: LoadedSection, listed: Sequence[LoadedSection], numbers: Mapping[int, int]
) -> tuple[Entry, ...]:
    """The entries of sections whose headlines are too many words for a slide."""
    return tuple(_few_words([_entry(one, section, numbers, under=False) for one in _named_in_short(listed)], listed))


def _named_in_short(listed: Sequence[LoadedSection]) -> list[LoadedSection]:
    """Sections by their kickers, those that follow each other under one of these as one; by their headlines where few
    have kickers.
    """
    kickers = ["" if one.begins_part else kicker_of(one) for one in listed]
    if 2 * sum(map(bool, kickers)) <= len(listed):
        return list(listed)
    named: list[LoadedSection] = []
    for one, kicker in zip(listed, kickers, strict=True):
        topic = kicker or one.title
        if not named or (kicker and topic != named[-1].title):
            named.append(replace(one, title=topic))
    return named


def _few_words(entries: list[Entry], listed: Sequence[LoadedSection]) -> list[Entry]:
    """The entries of those sections that are most worth naming, where all have too many words: of what is written to
    be read, then of what stands between, as long as a slide has room for all of a kind.
    """
    ranks = {link_to(one.index): _rank(one) for one in listed}
    of = [ranks.get(entry.label[0].link or "", 0) for entry in entries]
    for least in sorted(set(of), reverse=True):
        kept = [entry for entry, rank in zip(entries, of, strict=True) if rank <= least]
        if _words(kept) <= WORDS_OF_SLIDE:
            return kept
    return kept


def _said_of(one: LoadedSection) -> tuple[Block, ...]:
    """What the opening of a part says under its name; nothing of other sections."""
    said = one.offer.get("standfirst") if one.begins_part else None
    return said.blocks if isinstance(said, TextContent) else ()


def _in_parts(
    section: LoadedSection, sections: Sequence[LoadedSection], numbers: Mapping[int, int]
) -> tuple[Entry, ...]:
    """The parts of a deck, each with its sections; nothing where it has one, or so little that most of the slide would
    be empty, or so much that nobody reads it."""
    parts = _parts_after(section, sections)
    if not 2 <= len(parts) <= MOST_PARTS:
        return ()
    inside = [_of_part(part, sections) for part in parts]
    if not all(inside) or sum(map(len, inside)) < LEAST_LISTED * len(parts):
        return ()
    named = [*parts, *itertools.chain.from_iterable(inside)]
    if sum(word_count(one.title) + 1 for one in named) > WORDS_OF_SLIDE:
        return ()
    return tuple(_whole_part(part, has, section, numbers) for part, has in zip(parts, inside, strict=True))


def _whole_part(
    part: LoadedSection, has: Sequence[LoadedSection], section: LoadedSection, numbers: Mapping[int, int]
) -> Entry:
    """The entry of a part, and what it has as lines under its name."""
    lines = tuple(_line(one, section, numbers) for one in has)
    return replace(_entry(part, section, numbers, under=False), text=lines)


def _line(one: LoadedSection, section: LoadedSection, numbers: Mapping[int, int]) -> Block:
    """A section as a line under its part: its slide, and its name."""
    link = link_to(one.index)
    number = Span(f"{numbers.get(one.index, USUAL_NUMBER)}", strong=True, link=link)
    return Block("paragraph", (number, Span("\u2002"), Span(one.title, link=link)), section.where)


def _entry(one: LoadedSection, section: LoadedSection, numbers: Mapping[int, int], *, under: bool) -> Entry:
    """The entry of a section in the contents; what stands `under` a part is named in plain text."""
    link = (Span(one.title, link=link_to(one.index)),)
    return Entry(
        title=() if under else link,
        label=(Span(str(numbers.get(one.index, USUAL_NUMBER)), link=link_to(one.index)),),
        text=(Block("paragraph", link, section.where),) if under else (),
        picture=None,
        where=section.where,
    )


def _listed(section: LoadedSection, sections: Sequence[LoadedSection], medium: Medium) -> list[LoadedSection]:
    """What a list names: the sections after it, or where it is a deck's and there are several, the dividers alone."""
    after = [one for one in sections if one.index > section.index]
    dividers = _parts_after(section, sections)
    several = len(dividers) >= 2
    if medium.lists_dividers and several:
        return dividers
    named = [one for one in after if traits_of(one.type).listed]
    return named if medium.lists_dividers else _most_worth_naming(named, parts=several)


def _most_worth_naming(named: list[LoadedSection], *, parts: bool) -> list[LoadedSection]:
    """As many sections as contents on a page have room for, and the `parts` that they stand in, in their order."""
    ranked = sorted((one for one in named if not one.begins_part), key=_rank)
    chosen = ranked[:MOST_LISTED]
    return [one for one in named if one in chosen or (parts and one.begins_part)]


def _rank(section: LoadedSection) -> int:
    """How late a section is named in contents that have no room for all."""
    return {"length": 0, "": 1, "glance": 2}[traits_of(section.type).reading]

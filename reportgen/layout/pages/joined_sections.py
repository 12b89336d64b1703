"""Sections that go on with the one before them, which are one piece on the pages of a newsletter."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

from reportgen.content.text import Block, Span, TextContent
from reportgen.document import LoadedSection
from reportgen.layout.fragments import AFTER, BODY, PICTURE, numbered
from reportgen.layout.pages.node_order import holds_figures
from reportgen.structs import replace
from reportgen.templates import Library

SHARED = frozenset(("headline", BODY, PICTURE))
"""The slots of what may go on with another section: its own headline is not shown."""


def joined(sections: list[LoadedSection], library: Library) -> list[LoadedSection]:
    """The sections, of which those that go on with the one before them are part of that."""
    types = {one for page in library.pages.values() if holds_figures(page.stack) for one in page.accepts}
    runs: list[list[LoadedSection]] = []
    for section in sections:
        if runs and section.type in types and not runs[-1][0].layout and _may_follow(section, runs[-1][-1]):
            runs[-1].append(section)
        else:
            runs.append([section])
    return [_as_one(run) if len(run) > 1 else run[0] for run in runs]


def _may_follow(section: LoadedSection, before: LoadedSection) -> bool:
    """Whether a section goes on with the one before it: a figure, and the text under it."""
    if not section.continues or section.type != before.type or section.index != before.index + 1:
        return False
    body = section.offer.get(BODY)
    led = isinstance(body, TextContent) and bool(body.before_figure or body.short)
    alone = section.omit or before.omit or section.layout or led
    return not alone and PICTURE in section.offer and section.offer.keys() <= SHARED


def _as_one(run: Sequence[LoadedSection]) -> LoadedSection:
    """Sections as one, whose figures after the first stand over their own texts."""
    first, *others = run
    offer = dict(first.offer)
    notes = first.footnotes
    for number, section in enumerate(others, 2):
        offer[numbered(PICTURE, number)] = section.offer[PICTURE]
        body = section.offer.get(BODY)
        if isinstance(body, TextContent):
            blocks = tuple(_counted_on(block, len(notes)) for block in body.blocks)
            offer[numbered(AFTER, number)] = replace(body, blocks=blocks)
        notes += tuple(_note_counted_on(note, len(notes)) for note in section.footnotes)
    return replace(first, offer=MappingProxyType(offer), footnotes=notes)


def _counted_on(block: Block, count: int) -> Block:
    """A block whose references to footnotes come after `count` others."""
    if not count or not any(span.note for span in block.spans):
        return block
    return replace(block, spans=tuple(_referring(span, count) if span.note else span for span in block.spans))


def _referring(span: Span, count: int) -> Span:
    return replace(span, text=str(span.note + count), note=span.note + count)


def _note_counted_on(note: Block, count: int) -> Block:
    """A footnote that comes after `count` others."""
    number = (note.ordinal or 0) + count
    return replace(note, ordinal=number, spans=(replace(note.spans[0], text=str(number)), *note.spans[1:]))

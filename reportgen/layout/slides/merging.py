"""Sections that share a slide: a sidebar is the remark beside the table or the chart that it follows."""

from __future__ import annotations

from types import MappingProxyType

from reportgen.content.chart import ChartContent
from reportgen.content.table import TableContent
from reportgen.content.text import TextContent
from reportgen.document import LoadedSection
from reportgen.frames import CALLOUT
from reportgen.structs import replace
from reportgen.text.sentences import word_count

MOST = 45
"""The most words of a remark."""

_TEXTS = {"headline", "body"}


def merged(section: LoadedSection, following: LoadedSection | None) -> LoadedSection | None:
    """A section with the one after it as a remark beside it; None where the two do not belong together.

    A sidebar says something about what it follows. What it follows is an exhibit with no running text of its own.
    """
    if following is None or not _is_remark(following) or not _is_bare_exhibit(section):
        return None
    blocks = tuple(
        replace(block, kind="heading") if name == "headline" else block
        for name, content in following.offer.items()
        if isinstance(content, TextContent)
        for block in content.blocks
    )
    offer = {**section.offer, CALLOUT: TextContent(blocks, None, following.where)}
    return replace(section, offer=MappingProxyType(offer), notes=(*section.notes, *following.notes))


def may_be_remark(section: LoadedSection) -> bool:
    """Whether a section is running text of which nobody has said how it is to be shown."""
    return section.type == "sidebar" and not section.layout and not set(section.offer) - _TEXTS


def _is_remark(section: LoadedSection) -> bool:
    """Whether a section may be a remark and is a few words."""
    if not may_be_remark(section):
        return False
    return 0 < sum(word_count(block.text) for content in section.offer.values() for block in content.texts()) <= MOST


def _is_bare_exhibit(section: LoadedSection) -> bool:
    """Whether a section is a table or a chart without running text of its own."""
    contents = section.offer.values()
    return "body" not in section.offer and any(isinstance(one, TableContent | ChartContent) for one in contents)

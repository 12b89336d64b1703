"""What leads a text on its slide: its first words are set large, and the rest beside or under them.

Of a text that is one paragraph the first sentence leads, of a list or of parts with headings the words before them.
Nothing is written and nothing is left out: what was one text is two, in the author's order. Even text alone has no
place to begin at.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from types import MappingProxyType

from reportgen.content.text import Block, TextContent
from reportgen.document import LoadedSection
from reportgen.layout.fragments import BODY, OF_TEXT, Fragment
from reportgen.structs import replace
from reportgen.text.sentences import sentences, word_count

LEAST, MOST = 5, 34
"""Words of what leads."""

REST = 8
"""The fewest words that stand beside what leads. With fewer, all of it is a statement."""

SIGNED = 8
"""The most words of a line in italics that says who wrote the text after it."""

ALIKE = 3.0
"""How many times as long as the shortest the longest paragraph may be, where they stand beside each other as equals."""

SAID = 28
"""The most words of a quotation that stands beside the text that it follows."""

_BYLINE, _LEAD, _, _PULL = OF_TEXT
_TEXTS = frozenset({"headline", "kicker", _BYLINE, BODY, "source"})
_TYPES = frozenset({"story", "brief"})


def led(section: LoadedSection, language: str) -> LoadedSection:
    """A section whose text has something that leads it; the section itself where that is as well without."""
    body = section.offer.get(BODY)
    if not isinstance(body, TextContent) or not _may_be_led(section):
        return section
    texts = _told_apart(body.blocks, language, signed=_BYLINE in section.offer)
    if len(texts) < 2:
        return section
    offer = {name: content for name, content in section.offer.items() if name != BODY}
    offer.update({name: replace(body, blocks=tuple(blocks), short=None) for name, blocks in texts.items()})
    ordered = sorted(offer, key=lambda name: OF_TEXT.index(name) if name in OF_TEXT else -1)
    return replace(section, offer=MappingProxyType({name: offer[name] for name in ordered}))


def _may_be_led(section: LoadedSection) -> bool:
    """Whether a section is nothing but text of which nobody has said how it is to be shown."""
    is_said = section.layout or section.deck == "full" or section.omit.get("deck")
    return section.type in _TYPES and not is_said and _TEXTS.issuperset(section.offer)


def _told_apart(blocks: Sequence[Block], language: str, *, signed: bool) -> dict[str, Sequence[Block]]:
    """The parts of a text by their slots; all of it is running text where it is as well of one kind."""
    found: dict[str, Sequence[Block]] = {}
    if not signed and len(blocks) > 1 and _is_signature(blocks[0]):
        found[_BYLINE], blocks = blocks[:1], blocks[1:]
    if len(blocks) > 1 and _is_saying(blocks[-1]) and _are(blocks[:-1], "paragraph"):
        found[_PULL] = [replace(blocks[-1], kind="paragraph")]
        return {**found, BODY: blocks[:-1]}
    lead, rest = _parted(blocks, language)
    return {**found, **({_LEAD: lead} if lead else {}), BODY: rest}


def _parted(blocks: Sequence[Block], language: str) -> tuple[Sequence[Block], Sequence[Block]]:
    """What of a text leads, and the rest; nothing leads where the text is as well of one kind."""
    first, rest = blocks[0], blocks[1:]
    if first.kind == "paragraph" and not rest:
        return _begun(first, language)
    if first.kind == "paragraph" and word_count(first.text) <= MOST and _leads(first, rest):
        return blocks[:1], rest
    return (), blocks


def _leads(first: Block, rest: Sequence[Block]) -> bool:
    """Whether a short first paragraph leads what follows it: a list, parts with headings, or paragraphs of other
    lengths.
    """
    if _are(rest, "paragraph"):
        return word_count(first.text) >= LEAST and _is_uneven([first, *rest])
    headings = sum(block.kind == "heading" for block in rest)
    return (len(rest) > 1 and _are(rest, "item")) or (rest[0].kind == "heading" and headings > 1)


def _are(blocks: Sequence[Block], kind: str) -> bool:
    return all(block.kind == kind for block in blocks)


def _is_uneven(blocks: Sequence[Block]) -> bool:
    """Whether paragraphs are too unlike in length to stand beside each other as equals."""
    counts = [word_count(block.text) for block in blocks]
    return max(counts) > ALIKE * min(counts)


def _begun(block: Block, language: str) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The first sentences of a paragraph, as few as say something, and the rest of it."""
    text = block.text
    found = sentences(text, language)
    for (_, end), (start, _) in pairwise(found):
        words = word_count(text[:end])
        if words > MOST or word_count(text[start:]) < REST:
            break
        if words >= LEAST:
            whole = Fragment(block, "")
            return (whole.cut(end)[0].block,), (whole.cut(start)[1].block,)
    return (), (block,)


def _is_signature(block: Block) -> bool:
    """Whether a paragraph is a few words in italics, as those are that say who wrote what follows."""
    words = [span for span in block.spans if span.text.strip()]
    return block.kind == "paragraph" and word_count(block.text) <= SIGNED and all(span.emphasis for span in words)


def _is_saying(block: Block) -> bool:
    """Whether a block is a quotation of a few words."""
    return block.kind == "quote" and word_count(block.text) <= SAID

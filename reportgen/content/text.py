"""Text as sections hold it: blocks of spans, and the author's shorter text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from reportgen.errors import Where


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of inline text in one style."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    superscript: bool = False
    link: str | None = None
    note: int = 0
    """The number of the footnote that it refers to."""


BlockKind = Literal["paragraph", "item", "heading", "quote", "note"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item, heading, quotation or footnote. Items nest from level 1; numbered ones have an ordinal,
    and footnotes.
    """

    kind: BlockKind
    spans: tuple[Span, ...]
    where: Where = field(compare=False)
    level: int = 1
    ordinal: int | None = None

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class TextContent:
    """Text for a slot, and the author's shorter text."""

    blocks: tuple[Block, ...]
    short: tuple[Block, ...] | None
    where: Where = field(compare=False)

"""Text as sections hold it: blocks of spans, and the author's shorter text; and the fields that are read as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BeforeValidator, Field

from reportgen.content.base import Content
from reportgen.content.reading import HEADING, ReadContext, Reads
from reportgen.content.values import not_empty, one_or_many
from reportgen.errors import Where
from reportgen.source.characters import FIGURE
from reportgen.structs import Struct

MOST_BLOCKS = 7_000
"""Paragraphs or items of one text: about 100 pages of them."""

MOST_LINES = 3 * MOST_BLOCKS
"""Lines of one text as it is written, so that none is parsed that has far too many paragraphs."""


class Span(Struct, frozen=True):
    """A stretch of inline text in one style."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    superscript: bool = False
    link: str | None = None
    note: int = 0
    """The number of the footnote that it refers to."""
    subscript: bool = False
    strike: bool = False
    underline: bool = False
    language: str = ""
    """The language of a passage that is not in the document's (BCP 47)."""


BlockKind = Literal["paragraph", "item", "heading", "quote", "note", "code", "rule", "term", "inner"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item, heading, quotation, footnote, line of code, a term before its
    definitions, an inner paragraph of a list, a definition or a quotation, or a rule, which is an ornament.

    Items nest from level 1; numbered ones have an ordinal, and so have footnotes and the lines of a block of code,
    which are a block each. `done` says of a task whether it is;
    `inside` is the number of numbered lists round the item's own, or round a block that is no item; `inset` is that of
    the other lists and the quotations round what is not of their kind itself.
    """

    kind: BlockKind
    spans: tuple[Span, ...]
    where: Where = field(compare=False)
    level: int = 1
    ordinal: int | None = None
    done: bool | None = None
    inside: int = 0
    inset: int = 0
    icon: str = ""
    """The name of what is drawn over it where it stands on a card."""

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class TextContent(Content):
    """Text for a slot, and the author's shorter text."""

    blocks: tuple[Block, ...]
    short: tuple[Block, ...] | None
    where: Where = field(compare=False)
    before_figure: int | None = None
    """How many of the blocks stand before the section's figure, where its author has put that among them."""

    def texts(self) -> Iterator[Block]:
        yield from self.blocks
        yield from self.short or ()


# The reader of Markdown is imported when a text is read, because it needs the classes above.


def plain_line(text: str, where: Where) -> TextContent:
    """A text without marks as one paragraph."""
    return TextContent((Block("paragraph", (Span(text),), where),), None, where)


def read_line(value: str | list[str], at: ReadContext) -> TextContent | None:
    """A headline, a label, a sentence as one paragraph, of which Markdown's inline marks are read; or list items."""
    from reportgen.content.markdown import read_inline

    if isinstance(value, list):
        return _read_items(value, at)
    where = at.where()
    spans = read_inline(value, where, at.problems, most=inf)  # the layout tells by how much it is too long
    return TextContent((Block("paragraph", spans, where),), None, where) if spans else None


def read_running(value: str | list[str], at: ReadContext) -> TextContent | None:
    """Running text, which is Markdown with paragraphs, lists and footnotes; or list items."""
    from reportgen.content.markdown import read_markdown

    if isinstance(value, list):
        return _read_items(value, at)
    if not at.allows(value.count("\n\n"), MOST_BLOCKS, "paragraphs"):
        return None
    if not at.allows(value.count("\n"), MOST_LINES, "lines"):
        return None
    where = at.where()
    blocks = tuple(read_markdown(value, where, at.problems, at.text_line(), at.footnotes))
    if not at.allows(len(blocks), MOST_BLOCKS, "paragraphs"):
        return None
    place = next((number for number, block in enumerate(blocks) if block.text == FIGURE), None)
    blocks = tuple(block for block in blocks if block.text != FIGURE) if place is not None else blocks
    return TextContent(blocks, None, where, place) if blocks else None


def _read_items(values: list[str], at: ReadContext) -> TextContent | None:
    from reportgen.content.markdown import read_inline

    if not at.allows(len(values), MOST_BLOCKS, "items"):
        return None
    places = [at.where(number) for number in range(len(values))]
    blocks = tuple(
        Block("item", read_inline(str(value), where, at.problems), where)
        for value, where in zip(values, places, strict=True)
    )
    return TextContent(blocks, None, at.where()) if blocks else None


Text = Annotated[str, BeforeValidator(not_empty), Reads(read_line, text=True, prose=True)]
"""One line of text, not empty, with Markdown's inline marks."""

Headline = Annotated[Text, HEADING]
"""The line that names its section."""

Prose = Annotated[Text, Reads(read_running, text=True, running=True, prose=True)]
"""Running text in Markdown, not empty: paragraphs, lists, headings, quotations, footnotes."""

if TYPE_CHECKING:  # what may be given, where what is read is a list of texts
    Texts = str | Sequence[str]
    Lines = str | Sequence[str]
else:
    Texts = Annotated[
        list[Text],
        BeforeValidator(one_or_many, json_schema_input_type=list[str] | str),
        Field(min_length=1),
        Reads(read_line, text=True, prose=True),
    ]
    """The items of a list; one may be written without the list."""

    Lines = Annotated[list[Text], BeforeValidator(one_or_many, json_schema_input_type=list[str] | str)]
    """One text, or several under each other, within an entry."""

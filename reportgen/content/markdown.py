"""Markdown → blocks: paragraphs, lists, headings, quotations, footnotes; strong, emphasis, code, links, superscript.

HTML is text here; tables, pictures and fenced code are errors, because no slot could show them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from reportgen.content.text import Block, BlockKind, Span
from reportgen.errors import ReportgenError, SourceError, Where
from reportgen.source.characters import LINKS, clean
from reportgen.structs import replace

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_REFERENCE = re.compile(r"\[\^[^\]\s]+\]")
_PLAIN = re.compile(r"[^\n\\`*_\[\]<&^!~]*")
"""Text in which no rule for a line of Markdown finds anything."""
_REFUSED = {"fence": "a code block", "code_block": "a code block", "table_open": "a table", "hr": "a rule"}


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.superscript import superscript_plugin

    parser = MarkdownIt("commonmark", {"html": False}).use(superscript_plugin).use(footnote_plugin, inline=False)
    parser.disable(["html_block", "html_inline", "reference", "lheading"])
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # checked below, with an error
    return parser


def read_markdown(
    text: str,
    where: Where,
    problems: list[ReportgenError],
    first_line: int | None = None,
    footnotes: list[Block] | None = None,
) -> list[Block]:
    """The blocks of Markdown text; `first_line` is the file's line on which it begins.

    Its footnotes are added to `footnotes`, and numbered on from those that are there; where none is given, a footnote
    is a problem.
    """
    env: dict[str, Any] = {}
    tokens = _parser().parse(clean(text), env)
    refs = env.get("footnotes", {}).get("refs") or {}
    reader = _BlockReader(where, first_line, problems, len(footnotes or ()))
    for label, number in refs.items():
        if number < 0:  # the parser counts references, and this note has none
            name = f"[^{label.removeprefix(':')}]"
            lines = text[: text.index(f"{name}:")].count("\n") if f"{name}:" in text else 0
            message = f'nothing refers to the footnote "{name}"'
            problems.append(SourceError(message, reader.line(lines), f"write {name} in the text"))
    if refs and footnotes is None:
        problems.append(SourceError("a footnote cannot stand here", where, "write it into the body of a story"))
    for token in tokens:
        reader.take(token)
    if footnotes is not None:
        footnotes += reader.notes
    return reader.blocks


class _BlockReader:
    """Makes blocks of the parser's tokens, one after another."""

    def __init__(self, where: Where, first_line: int | None, problems: list[ReportgenError], before: int) -> None:
        self._where = where
        self._first_line = first_line
        self._problems = problems
        self._before = before
        """The number of footnotes before those of this text."""
        self.blocks: list[Block] = []
        self.notes: list[Block] = []
        self._kinds: list[BlockKind] = []
        """The headings, quotations and footnotes that are open, the innermost last."""
        self._lists: list[int | None] = []
        """The lists that are open: the number of the present item, None in a list without numbers."""
        self._fresh = False
        """Whether the present item has no block yet: what follows its first is a paragraph of its own."""
        self._count = before

    def line(self, offset: int) -> Where:
        """The place of a line of the text, counted from 0; that of the whole text where its lines are not known."""
        if self._first_line is None:
            return self._where
        return replace(self._where, line=self._first_line + offset, column=None)

    def take(self, token: Token) -> None:
        """Take one token: an opening, a closing, or the text of a block."""
        name = token.type
        if name == "inline":
            self._text(token)
        elif name in _OPENED:
            self._kinds.append(_OPENED[name])
            self._count += name == "footnote_open"
        elif name in _CLOSED:
            self._kinds.pop()
        elif name in _REFUSED:
            message = f"{_REFUSED[name]} cannot stand in running text"
            self._problems.append(SourceError(message, self._at(token), "give it a section"))
        else:
            self._list(token)

    def _list(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open":
                self._lists.append(None)
            case "ordered_list_open":
                self._lists.append(int(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "list_item_open":
                self._fresh = True
            case "list_item_close":
                if self._lists and self._lists[-1] is not None:
                    self._lists[-1] += 1

    def _at(self, token: Token) -> Where:
        return self.line(token.map[0]) if token.map else self._where

    def _text(self, token: Token) -> None:
        where = self._at(token)
        spans = _spans(token, where, self._problems, self._before)
        if not spans:
            return
        if "note" in self._kinds:  # a footnote may hold a list or a quotation, which is a part of it
            number = (Span(str(self._count), superscript=True), Span(" "))
            self.notes.append(Block("note", (*number, *spans), where, ordinal=self._count))
        elif self._kinds:
            self.blocks.append(Block(self._kinds[-1], spans, where))
        elif self._lists and self._fresh:
            self.blocks.append(Block("item", spans, where, len(self._lists), self._lists[-1]))
        else:
            self.blocks.append(Block("paragraph", spans, where))
        self._fresh = False


_OPENED: Mapping[str, BlockKind] = {"heading_open": "heading", "blockquote_open": "quote", "footnote_open": "note"}
_CLOSED = frozenset(("heading_close", "blockquote_close", "footnote_close"))


def read_inline(text: str, where: Where, problems: list[ReportgenError]) -> tuple[Span, ...]:
    """The spans of one line of Markdown: headlines, labels, captions."""
    text = clean(text).strip()
    if _PLAIN.fullmatch(text):
        return (Span(text),) if text else ()
    token = _parser().parseInline(text, {})[0]
    return _spans(token, where, problems)


def _spans(token: Token, where: Where, problems: list[ReportgenError], before: int = 0) -> tuple[Span, ...]:
    """The spans of a text; `before` is the number of footnotes before its own."""
    reader = _SpanReader(where, problems, before)
    for child in token.children or ():
        reader.take(child)
    return reader.spans()


_STYLES: Mapping[str, tuple[str, bool]] = {
    "strong_open": ("strong", True),
    "strong_close": ("strong", False),
    "em_open": ("emphasis", True),
    "em_close": ("emphasis", False),
    "sup_open": ("superscript", True),
    "sup_close": ("superscript", False),
}
_BREAKS: Mapping[str, str] = {"softbreak": " ", "hardbreak": "\n"}


class _SpanReader:
    """Makes spans of the parser's inline tokens; `style` is that of the present place, without a text."""

    def __init__(self, where: Where, problems: list[ReportgenError], before: int) -> None:
        self._where = where
        self._problems = problems
        self._before = before
        self._style = Span("")
        self._found: list[tuple[Span, list[str]]] = []
        """Styles with the texts that stand in them one after another."""

    def take(self, token: Token) -> None:
        """Take one token: a change of style, a stretch of text, a reference."""
        name = token.type
        if name == "text":
            self._text(token)
        elif name in _STYLES:
            key, value = _STYLES[name]
            self._style = replace(self._style, **{key: value})  # type: ignore[arg-type]  # of true or false each
        elif name in _BREAKS:
            self._add(_BREAKS[name], self._style)
        elif name in _TAKERS:
            _TAKERS[name](self, token)
        else:
            self._add(token.content, self._style)

    def spans(self) -> tuple[Span, ...]:
        """What was found, neighbours of one style as one span."""
        return tuple(
            Span("".join(texts), style.strong, style.emphasis, style.code, style.superscript, style.link, style.note)
            for style, texts in self._found
        )

    def _add(self, text: str, style: Span) -> None:
        if not text:
            return
        if self._found and self._found[-1][0] == style:
            self._found[-1][1].append(text)
        else:
            self._found.append((style, [text]))

    def _fault(self, message: str, hint: str) -> None:
        self._problems.append(SourceError(message, self._where, hint))

    def _text(self, token: Token) -> None:
        lost = _REFERENCE.search(token.content)
        if lost:
            self._fault(
                f'there is no footnote "{lost[0]}"', f"write {lost[0]}: … on a line of its own, in the same text"
            )
        self._add(token.content, self._style)

    def _code(self, token: Token) -> None:
        self._add(token.content, replace(self._style, code=True))

    def _reference(self, token: Token) -> None:
        note = self._before + token.meta["id"] + 1
        self._add(str(note), replace(self._style, superscript=True, note=note))

    def _anchor(self, token: Token) -> None:
        """The way back from a footnote, which paper does not have."""

    def _link(self, token: Token) -> None:
        url = str(token.attrGet("href") or "")
        if not url.lower().startswith(LINKS):
            self._fault(f'"{url}" is no link that can be followed', "use https, http, mailto or tel")
        self._style = replace(self._style, link=url)

    def _link_end(self, token: Token) -> None:
        self._style = replace(self._style, link=None)

    def _picture(self, token: Token) -> None:
        self._fault("a picture cannot stand in running text", "give it to the section: picture: …")


_TAKERS: Mapping[str, Callable[[_SpanReader, Token], None]] = {
    "code_inline": _SpanReader._code,
    "footnote_ref": _SpanReader._reference,
    "footnote_anchor": _SpanReader._anchor,
    "link_open": _SpanReader._link,
    "link_close": _SpanReader._link_end,
    "image": _SpanReader._picture,
}

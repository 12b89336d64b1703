"""Markdown → blocks: paragraphs, lists, headings, quotations, footnotes; `inline` reads what stands in them.

Comments are left out, the text of HTML is kept without its tags. Of tables and pictures the text is set, because
running text cannot show them; those that a section has a place for were taken out before (`source/markdown_figures`).
Formulas are errors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from reportgen.content.inline import BLOCK_NAME, TAG_ADVICE, UNSEEN, SpanReader, unknown_tag
from reportgen.content.text import Block, Span
from reportgen.content.typography import well_set
from reportgen.errors import ReportgenError, SourceError, SourceRemark, Where
from reportgen.source.characters import COMMENT, clean
from reportgen.structs import replace

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_PLAIN = re.compile(r"(?:[^\n\\`*_\[\]<&^!~@/$w]|w(?!ww\.))*")
"""Text in which no rule for a line of Markdown finds anything, nor an address."""
LONGEST_PARAGRAPH = 30_000
"""Characters of one paragraph: six pages without a break."""
ORNAMENT = "\u00b7 \u00b7 \u00b7"
"""What stands between two paragraphs that a rule parts."""
_SPACES = re.compile(r"^[ ]+|[ ]{2,}")
"""Spaces of code that are seen, at the beginning of a line or in it."""
_TASK = re.compile(r"\[([ xX])\][ \t]+")
"""The box before a task, as GitHub has it."""
_ALERT = re.compile(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*", re.IGNORECASE)
"""How a quotation begins that GitHub shows as an alert."""
_BLOCK_TAG = re.compile(
    rf"<(/?)({BLOCK_NAME.pattern})\b[^>]*>",
    re.IGNORECASE,
)
"""A tag of HTML at which a paragraph ends."""
_TABLE = ("table_open", "tr_open", "tr_close")
_REFUSED = {
    "math_block": "a formula",
    "math_block_label": "a formula",
}
_REMEDIES = {
    "math_block": "write it as text, or show it as a picture",
}


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.attrs import attrs_plugin
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin
    from mdit_py_plugins.subscript import sub_plugin
    from mdit_py_plugins.superscript import superscript_plugin

    parser = MarkdownIt("commonmark").use(gfm_autolink_plugin).use(superscript_plugin).use(sub_plugin)
    parser.use(attrs_plugin, after=("span_close",), spans=True, allowed=("lang",))
    parser.use(deflist_plugin).use(footnote_plugin, inline=False).enable(["table", "strikethrough"])
    parser.use(dollarmath_plugin, allow_space=False, allow_digits=False, allow_blank_lines=False, double_inline=True)
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
        self._kinds: list[_Open] = []
        """The headings, quotations, footnotes, items of lists and terms that are open, the innermost last."""
        self._lists: list[int | None] = []
        """The lists that are open: the number of the present item, None in a list without numbers."""
        self._row: list[tuple[Span, ...]] | None = None
        """The cells of the present row, in a table that no section has a place for."""
        self._ruled = False
        """Whether a rule stands before what comes next. One at the end or at the beginning parts nothing."""
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
        if name in _TABLE:
            self._table(token)
        elif name == "inline" and self._row is not None:
            self._row.append(self._spans(token, self._where))
        elif name == "inline":
            self._text(token)
        elif name == "hr":
            self._ruled = True
        elif name in ("fence", "code_block"):
            self._code(token)
        elif name == "html_block":
            self._html(token)
        elif name in _OPENED:
            self._kinds.append(_OPENED[name])
            self._count += name == "footnote_open"
            self._list(token)
        elif name in _CLOSED:
            self._kinds.pop()
            self._list(token)
        elif name in _REFUSED:
            self._formula(token)
        else:
            self._list(token)

    def _formula(self, token: Token) -> None:
        """A formula by itself: a paragraph, where it has one line."""
        from reportgen.content.formulas import formula_spans

        spans = formula_spans(token.content.strip()) if token.type == "math_block" else None
        if spans is not None:
            self._append(Block("paragraph", spans, self._at(token)))
            return
        message = f"{_REFUSED[token.type]} that is more than a line cannot stand in running text"
        self._problems.append(SourceError(message, self._at(token), _REMEDIES.get(token.type, "give it a section")))

    def _table(self, token: Token) -> None:
        """A table that no section has a place for: its rows as lines, what is in the first of their cells strong."""
        if token.type == "table_open":
            hint = "write it under a heading of its own, or as figure: {table: …}"
            self._problems.append(
                SourceRemark("a table has no place here: its rows are set as text", self._at(token), hint)
            )
        elif token.type == "tr_open":
            self._row = []
        elif token.type == "tr_close":
            first, *others = self._row or [()]
            spans = [replace(span, strong=True) for span in first]
            for cell in others:
                spans += [Span(" \u00b7 "), *cell]
            self._row = None
            if any(span.text.strip(" \u00b7") for span in spans):
                self._append(Block("paragraph", tuple(spans), self._at(token)))

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

    def _code(self, token: Token) -> None:
        """A block of code: its lines as they are, with their indents."""
        offset = (token.map[0] if token.map else 0) + (token.type == "fence")
        for number, line in enumerate(token.content.rstrip().split("\n") if token.content.strip() else ()):
            text = _SPACES.sub(lambda match: "\u00a0" * len(match[0]), line.expandtabs(4).rstrip()) or "\u00a0"
            self._append(Block("code", (Span(text, code=True),), self.line(offset + number), ordinal=number + 1))

    def _append(self, block: Block) -> None:
        """Add a block in what is open round it, after the rule that stands before it."""
        if "note" in self._kinds:  # a footnote may hold a list, a quotation or code, which are parts of it
            number = (Span(str(self._count), superscript=True), Span(" "))
            self.notes.append(Block("note", (*number, *block.spans), block.where, ordinal=self._count))
            return
        if self._ruled and self.blocks:
            self.blocks.append(Block("rule", (Span(ORNAMENT),), block.where))
        self._ruled = self._fresh = False
        quotes = self._kinds.count("quote") - (block.kind == "quote")
        defined = self._kinds.count("definition")
        if block.kind == "item":
            self.blocks.append(replace(block, inset=quotes + defined))
            return
        numbered = sum(number is not None for number in self._lists)
        inset = len(self._lists) - numbered + quotes + defined
        if block.kind == "paragraph" and inset + numbered:
            block = replace(block, kind="inner")
        self.blocks.append(replace(block, inside=numbered, inset=inset))

    def _html(self, token: Token) -> None:
        """A block of HTML: its text as paragraphs, without comments and what a browser does not show."""
        offset = token.map[0] if token.map else 0
        content = COMMENT.sub(_lines_of, token.content)
        hidden = UNSEEN.search(content)
        if hidden:
            message, hint = (
                f"<{hidden[1].lower()}> is left out",
                "a document runs nothing, and its brand gives the style",
            )
            where = self.line(offset + content[: hidden.start()].count("\n"))
            self._problems.append(SourceRemark(message, where, hint))
        content = UNSEEN.sub(_lines_of, content)
        for tag in _BLOCK_TAG.finditer(content):
            if not tag[1]:
                where = self.line(offset + content[: tag.start()].count("\n"))
                self._problems.append(SourceRemark(unknown_tag(tag[2]), where, TAG_ADVICE))
        for start, text in _paragraphs_of(content):
            where = self.line(offset + content[:start].count("\n"))
            self._add(_parser().parseInline(text, {})[0], where)

    def _text(self, token: Token) -> None:
        self._add(token, self._at(token))

    def _spans(self, token: Token, where: Where) -> tuple[Span, ...]:
        """The spans of a paragraph or a cell, which are none where it is too long."""
        if _is_too_long(token.content, where, self._problems, remedy="part it by empty lines, or "):
            return ()
        return _spans(token, where, self._problems, self._before)

    def _add(self, token: Token, where: Where) -> None:
        """A block of the text that stands at a place."""
        kind = self._kinds[-1] if self._kinds else "paragraph"
        if kind == "quote":
            _part_from_speaker(token)
        spans = self._spans(token, where)
        if not spans:
            return
        if kind == "item" and self._fresh:
            done, spans = _task(spans)
            numbered = sum(number is not None for number in self._lists[:-1])
            self._append(Block("item", spans, where, len(self._lists), self._lists[-1], done, numbered))
        elif kind == "term":
            self._append(Block("term", tuple(replace(span, strong=True) for span in spans), where))
        elif kind in ("heading", "quote"):
            self._append(Block(kind, _alert(spans), where))
        else:
            self._append(Block("paragraph", spans, where))
        self._fresh = False


def _part_from_speaker(token: Token) -> None:
    """Keep the line of a quotation that says who speaks, which begins with a dash, a line of its own."""
    children = token.children or []
    for before, after in pairwise(children):
        if before.type == "softbreak" and after.type == "text" and _SPEAKER.match(after.content):
            before.type = "hardbreak"


def _alert(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The text of a quotation; where it is one of GitHub's alerts, its kind as a word on a line of its own."""
    match = _ALERT.match(spans[0].text)
    if match is None or spans[0].code:
        return spans
    rest = (replace(spans[0], text=spans[0].text[match.end() :]), *spans[1:])
    goes_on = any(span.text for span in rest)
    return (Span(match[1].capitalize() + "\n" * goes_on, strong=True), *rest)


def _is_too_long(
    text: str, where: Where, problems: list[ReportgenError], most: float = LONGEST_PARAGRAPH, remedy: str = ""
) -> bool:
    """Whether a text has more characters than can be broken into lines in seconds; if it has, that is a problem."""
    over = len(text) - most
    if over > 0:
        message = f"a text of {len(text)} characters is too long for one paragraph"
        problems.append(SourceError(message, where, f"{remedy}shorten it by {over:.0f} characters"))
    return over > 0


def _task(spans: tuple[Span, ...]) -> tuple[bool | None, tuple[Span, ...]]:
    """Whether an item of a list is a task that is done, and its text without the box; None of any other item."""
    match = _TASK.match(spans[0].text)
    if match is None or spans[0].code:
        return None, spans
    return match[1] != " ", (replace(spans[0], text=spans[0].text[match.end() :]), *spans[1:])


def _lines_of(match: re.Match[str]) -> str:
    """Only the line ends of what is left out, so that what follows keeps its line."""
    return "\n" * match[0].count("\n")


def _paragraphs_of(html: str) -> Iterator[tuple[int, str]]:
    """The texts between tags at which paragraphs end, and where each begins."""
    start = 0
    for end, after in [*((tag.start(), tag.end()) for tag in _BLOCK_TAG.finditer(html)), (len(html), 0)]:
        text = html[start:end]
        if text.strip():
            yield start + len(text) - len(text.lstrip()), text.strip()
        start = after


_SPEAKER = re.compile(r"(?:[\u2013\u2014\u2015]|--) ?[^\W\d_]")
"""The beginning of the line that says who speaks."""

_Open = Literal["heading", "quote", "note", "item", "term", "definition"]
_OPENED: Mapping[str, _Open] = {
    "heading_open": "heading",
    "blockquote_open": "quote",
    "footnote_open": "note",
    "list_item_open": "item",
    "dt_open": "term",
    "dd_open": "definition",
}
_CLOSED = frozenset(name.replace("_open", "_close") for name in _OPENED)


def read_inline(
    text: str, where: Where, problems: list[ReportgenError], most: float = LONGEST_PARAGRAPH
) -> tuple[Span, ...]:
    """The spans of one line of Markdown, such as a label or a caption, of `most` characters."""
    text = clean(text).strip()
    if _is_too_long(text, where, problems, most):
        return ()
    if _PLAIN.fullmatch(text):
        return well_set((Span(text),)) if text else ()
    token = _parser().parseInline(text, {})[0]
    return _spans(token, where, problems)


def _spans(token: Token, where: Where, problems: list[ReportgenError], before: int = 0) -> tuple[Span, ...]:
    """The spans of a text; `before` is the number of footnotes before its own."""
    reader = SpanReader(where, problems, before)
    for child in token.children or ():
        reader.take(child)
    return reader.spans()

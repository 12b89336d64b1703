"""Markdown → blocks: paragraphs, lists, headings, quotations, footnotes; strong, emphasis, code, links, superscript.

HTML is text here; tables, pictures and fenced code are errors, because no slot could show them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.superscript import superscript_plugin

from reportgen.content.text import Block, Span
from reportgen.errors import ReportgenError, SourceError, Where
from reportgen.source.characters import LINKS, clean

_REFERENCE = re.compile(r"\[\^[^\]\s]+\]")
_PLAIN = re.compile(r"[^\n\\`*_\[\]<&^!~]*")
"""Text in which no rule for a line of Markdown finds anything."""
_REFUSED = {"fence": "a code block", "code_block": "a code block", "table_open": "a table", "hr": "a rule"}


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
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
    blocks: list[Block] = []
    kinds: list[str] = []
    lists: list[int | None] = []
    fresh_item = False
    notes: list[Block] = []
    count = len(footnotes) if footnotes is not None else 0
    env: dict[str, Any] = {}
    tokens = _parser().parse(clean(text), env)
    refs = env.get("footnotes", {}).get("refs") or {}
    for label, number in refs.items():
        if number < 0:
            name = f"[^{label.removeprefix(':')}]"
            at = text[: text.index(f"{name}:")].count("\n") if f"{name}:" in text else 0
            here = replace(where, line=first_line + at, column=None) if first_line is not None else where
            problems.append(SourceError(f'nothing refers to the footnote "{name}"', here, f"write {name} in the text"))
    if refs and footnotes is None:
        problems.append(SourceError("a footnote cannot stand here", where, "write it into the body of a story"))
    for token in tokens:
        here = where
        if first_line is not None and token.map:
            here = replace(where, line=first_line + token.map[0], column=None)
        match token.type:
            case "heading_open" | "paragraph_open" | "heading_close" | "paragraph_close":
                if token.type == "heading_open":
                    kinds.append("heading")
                elif token.type == "heading_close":
                    kinds.pop()
            case "blockquote_open":
                kinds.append("quote")
            case "blockquote_close":
                kinds.pop()
            case "bullet_list_open":
                lists.append(None)
            case "ordered_list_open":
                lists.append(int(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open":
                fresh_item = True
            case "list_item_close":
                if lists and lists[-1] is not None:
                    lists[-1] += 1
            case "footnote_open":
                kinds.append("note")
                count += 1
            case "footnote_close":
                kinds.pop()
            case "inline":
                spans = _spans(token, here, problems, len(footnotes or ()))
                if not spans:
                    continue
                if "note" in kinds:
                    number = (Span(str(count), superscript=True), Span(" "))
                    notes.append(Block("note", (*number, *spans), here, ordinal=count))
                elif kinds:
                    blocks.append(Block(kinds[-1], spans, here))  # type: ignore[arg-type]
                elif lists and fresh_item:
                    blocks.append(Block("item", spans, here, len(lists), lists[-1]))
                else:
                    blocks.append(Block("paragraph", spans, here))
                fresh_item = False
            case _ if token.type in _REFUSED:
                problems.append(
                    SourceError(f"{_REFUSED[token.type]} cannot stand in running text", here, "give it a section")
                )
            case _:
                pass
    if footnotes is not None:
        footnotes += notes
    return blocks


def read_inline(text: str, where: Where, problems: list[ReportgenError]) -> tuple[Span, ...]:
    """The spans of one line of Markdown: headlines, labels, captions."""
    text = clean(text).strip()
    if _PLAIN.fullmatch(text):
        return (Span(text),) if text else ()
    token = _parser().parseInline(text, {})[0]
    return _spans(token, where, problems)


def _spans(token: Token, where: Where, problems: list[ReportgenError], before: int = 0) -> tuple[Span, ...]:
    """The spans of a text; `before` is the number of footnotes before its own."""
    spans: list[Span] = []
    style = Span("")
    for child in token.children or []:
        match child.type:
            case "text":
                lost = _REFERENCE.search(child.content)
                if lost:
                    hint = f"write {lost[0]}: … on a line of its own, in the same text"
                    problems.append(SourceError(f'there is no footnote "{lost[0]}"', where, hint))
                spans.append(replace(style, text=child.content))
            case "footnote_ref":
                note = before + child.meta["id"] + 1
                spans.append(replace(style, text=str(note), superscript=True, note=note))
            case "footnote_anchor":
                continue
            case "code_inline":
                spans.append(replace(style, text=child.content, code=True))
            case "softbreak":
                spans.append(replace(style, text=" "))
            case "hardbreak":
                spans.append(replace(style, text="\n"))
            case "strong_open" | "strong_close":
                style = replace(style, strong=child.type == "strong_open")
            case "em_open" | "em_close":
                style = replace(style, emphasis=child.type == "em_open")
            case "sup_open" | "sup_close":
                style = replace(style, superscript=child.type == "sup_open")
            case "link_open":
                url = str(child.attrGet("href") or "")
                if not url.lower().startswith(LINKS):
                    problems.append(
                        SourceError(f'"{url}" is no link that can be followed', where, "use https, http, mailto or tel")
                    )
                style = replace(style, link=url)
            case "link_close":
                style = replace(style, link=None)
            case "image":
                problems.append(
                    SourceError("a picture cannot stand in running text", where, "give it to the section: picture: …")
                )
            case _:
                spans.append(replace(style, text=child.content))
    merged: list[Span] = []
    for span in spans:
        if not span.text:
            continue
        if merged and replace(merged[-1], text="") == replace(span, text=""):
            merged[-1] = replace(span, text=merged[-1].text + span.text)
        else:
            merged.append(span)
    return tuple(merged)

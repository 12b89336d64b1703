"""The headings of a Markdown text, and what else says how it is divided."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from reportgen.source.characters import COMMENT

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


class Heading(NamedTuple):
    """A heading: its line and the line after it (from 0), its level, its text as written."""

    line: int
    end: int
    level: int
    text: str


@lru_cache(maxsize=1)
def block_parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable("table")
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # checked where the text is read
    return parser


def outline_of(text: str) -> tuple[list[Heading], dict[str, str]]:
    """The headings of a text that stand in nothing else, and the addresses of its reference links by their labels."""
    env: dict[str, Any] = {}
    tokens = block_parser().parse(text, env)
    headings = [
        Heading(token.map[0], token.map[1], int(token.tag[1]), inline.content)
        for token, inline in pairwise(tokens)
        if token.type == "heading_open" and token.level == 0 and token.map and inline.content
    ]
    links = env.get("references", {})
    return headings, {label: link["href"] for label, link in links.items() if not label.startswith("^")}


_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)


def without_code(text: str) -> str:
    """A text of Markdown without its code, which means nothing but itself."""
    if "`" not in text and "~~~" not in text and "    " not in text:
        return text
    lines = text.split("\n")
    for token in block_parser().parse(text, {}):
        if token.type in ("fence", "code_block") and token.map:
            lines[token.map[0] : token.map[1]] = [""] * (token.map[1] - token.map[0])
    return _CODE_SPAN.sub("", "\n".join(lines))


def is_blank(text: str) -> bool:
    """Whether a text shows nothing: it is empty, or has comments and addresses of links alone."""
    if not text.strip():
        return True
    if "[^" in text or ("<" not in text and "]:" not in text):
        return False
    tokens = block_parser().parse(text, {})
    return all(token.type == "html_block" and not COMMENT.sub("", token.content).strip() for token in tokens)


def plain(text: str) -> str:
    """A line of Markdown without its marks."""
    children = block_parser().parseInline(text, {})[0].children or ()
    return "".join(" " if child.type.endswith("break") else _shown(child) for child in children).strip()


def _shown(token: Token) -> str:
    return token.content if token.type in ("text", "code_inline") else ""

"""The tables and pictures that stand between the paragraphs of a Markdown text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal, NamedTuple
from urllib.parse import unquote

from reportgen.source.characters import COMMENT, attribute, is_far

if TYPE_CHECKING:
    from markdown_it.token import Token
from reportgen.source.markdown_headings import block_parser

_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)[^>]*>")
_NUMBER = re.compile(r"[-+\u2212]?\W{0,2}\d[\d.,' \u00a0\u202f]*\s?[%\u20ac$\u00a3]?")


class Figure(NamedTuple):
    """A table or a picture: its lines (counted from 0 in the text), its value as a source in YAML would have it, and
    the lines of the value's parts, from its own first.
    """

    kind: Literal["table", "picture"]
    first: int
    stop: int
    value: dict[str, Any]
    rows: list[tuple[tuple[str | int, ...], int]]
    nested: bool = False
    """Whether it stands in a list or a quotation."""
    crowded: tuple[int, ...] = ()
    """The lines of a table's rows with more cells than it has columns: the last ones are in none."""


def figures_of(text: str) -> list[Figure]:
    """The tables and pictures that stand by themselves in a text, in their order."""
    if "|" not in text and "![" not in text and "<img" not in text.lower():
        return []
    tokens, lines = block_parser().parse(text, {}), text.split("\n")
    found: list[Figure] = []
    for at, token in enumerate(tokens):
        figure = _figure(tokens, at, *token.map) if token.map else None
        if figure is not None:
            found.append(figure._replace(nested=token.level > 0, crowded=_crowded(figure, lines)))
    return found


def _crowded(figure: Figure, lines: Sequence[str]) -> tuple[int, ...]:
    """The lines of those rows of a table that have more cells than its first one."""
    if figure.kind != "table":
        return ()
    return tuple(
        figure.first + row
        for place, row in figure.rows
        if place[0] == "rows" and _cells(lines[figure.first + row]) > len(figure.value["columns"])
    )


def _cells(line: str) -> int:
    """How many cells a row of a table has, as its author has parted it (GitHub Flavored Markdown, 4.10)."""
    from markdown_it.rules_block.table import escapedSplit

    return len(escapedSplit(line.strip().removeprefix("|").removesuffix("|")))


def _figure(tokens: list[Token], at: int, first: int, end: int) -> Figure | None:
    """The table or the picture that a block of a text is."""
    if tokens[at].type == "table_open":
        stop = next(n for n in range(at, len(tokens)) if tokens[n].type == "table_close")
        return _table(tokens[at:stop], first, end)
    if tokens[at].type == "html_block":
        picture = _picture_of_html(tokens[at].content)
    else:
        picture = _picture(tokens[at + 1]) if tokens[at].type == "paragraph_open" else None
    return None if picture is None else Figure("picture", first, end, picture, [])


def _picture(inline: Token) -> dict[str, Any] | None:
    """The picture that is a paragraph by itself, as the keys of one; None where there is none, or it is on the net.

    What has no description is decoration, as in HTML. Its title is its caption, and where it is a link the caption
    leads there.
    """
    children = [child for child in inline.children or () if child.type != "text" or child.content.strip()]
    kinds = [child.type for child in children]
    if kinds not in (["image"], ["link_open", "image", "link_close"]):
        return None
    image = children[kinds.index("image")]
    source = unquote(str(image.attrGet("src") or ""))
    if is_far(source):
        return None
    made = _picture_of(source, image.content)
    caption = _caption(image, children[0])
    return {**made, "caption": caption} if caption else made


def _picture_of(source: str, alt: str | None) -> dict[str, Any]:
    return {"file": source, "alt": alt} if alt else {"file": source, "decorative": True}


def _caption(image: Token, before: Token) -> str:
    """The title of a picture; where it is a link, which begins before it, a link with these or other words."""
    caption = str(image.attrGet("title") or "")
    address = str(before.attrGet("href") or "")
    return f"[{caption or image.content or address}](<{address}>)" if before.type == "link_open" else caption


def _picture_of_html(html: str) -> dict[str, Any] | None:
    """The picture that a block of HTML is, tags round it left aside."""
    images = [tag[0] for tag in _TAG.finditer(COMMENT.sub("", html)) if tag[1].lower() == "img"]
    source = attribute(images[0], "src") if len(images) == 1 else None
    if not source or is_far(source) or _TAG.sub("", COMMENT.sub("", html)).strip():
        return None
    return _picture_of(unquote(source), attribute(images[0], "alt"))


def _table(tokens: list[Token], first: int, stop: int) -> Figure:
    """A table of texts, columns of numbers to the right unless the author aligns them otherwise."""
    rows: list[list[str]] = []
    aligned: list[str | None] = []
    lines: list[int] = []
    for token, inline in pairwise(tokens):
        if token.type == "tr_open":
            rows.append([])
            lines.append(token.map[0] - first if token.map else 0)
        elif token.type in ("th_open", "td_open"):
            rows[-1].append(inline.content.strip())
            if token.type == "th_open":
                aligned.append(str(token.attrGet("style") or "").removeprefix("text-align:") or None)
    head, *body = rows
    columns: list[dict[str, Any]] = []
    for number, (name, align) in enumerate(zip(head, aligned, strict=True)):
        values = [row[number] for row in body if row[number]]
        numbers = bool(values) and all(_NUMBER.fullmatch(value) for value in values)
        columns.append({"name": name or UNNAMED, "type": "text", "align": align or ("right" if numbers else "left")})
    value = {"columns": columns, "rows": [[cell or None for cell in row] for row in body]}
    places: list[tuple[tuple[str | int, ...], int]] = [(("columns",), 0)]
    places += [(("rows", number), line) for number, line in enumerate(lines[1:])]
    return Figure("table", first, stop, value, places)


_AT_END = re.compile(r"(?P<value>.*?)\s*\[\^(?P<name>[^\]\s]+)\]", re.DOTALL)
"""A cell with the sign of a note behind it."""


def give_notes(table: dict[str, Any], known: Mapping[str, str]) -> set[str]:
    """Give a table those of the notes known by their names to which its cells and its headings refer.

    Returns the names of these. A sign within a text stays there.
    """
    names: list[str] = []

    def noted(text: object) -> tuple[str, int] | None:
        found = _AT_END.fullmatch(text) if isinstance(text, str) else None
        if found is None or found["name"] not in known or "[^" in found["value"]:
            return None
        if found["name"] not in names:
            names.append(found["name"])
        return found["value"], names.index(found["name"]) + 1

    for column in table["columns"]:
        if said := noted(column["name"]):
            column["name"], column["note"] = said[0] or UNNAMED, said[1]
    for row in table["rows"]:
        for at, cell in enumerate(row):
            if said := noted(cell):
                row[at] = {"value": said[0] or None, "note": said[1]}
    if names:
        table["notes"] = [known[name] for name in names]
    return set(names)


UNNAMED = "\u2060"
"""The heading of a column without one: a character that is not drawn."""

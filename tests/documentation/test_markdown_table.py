"""What the page on writing says of Markdown is true: no mark of its table is seen where it is written in a text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen import parse
from reportgen.content.text import TextContent

PAGE = (Path(__file__).parents[2] / "docs/writing.md").read_text("utf-8")
ROWS = re.findall(r"^\| (.*?) \| .* \|$", PAGE.partition("## Markdown")[2].partition("## Footnotes")[0], re.MULTILINE)
EXAMPLES = [code for row in ROWS[1:] for code in re.findall(r"(?<!`)`([^`]+)`(?!`)", row)]
MARKS = re.compile(r"\*|~~|\]\(|\]\[|\[|<|^[->:]|\^")


@pytest.mark.parametrize("example", EXAMPLES)
def test_no_mark_is_shown(example: str) -> None:
    if re.fullmatch(r"<[a-z]+>", example):
        example = f"{example}words</{example[1:]}"
    text = f"Before.\n\nTerm\n{example}" if example.startswith(":") else f"Before.\n\n{example}"
    text += "\n\nAfter.[^a]\n\n[a]: https://example.org\n"
    text += "" if example.startswith("[^a]:") else "[^a]: a note\n"
    (section,) = parse({"title": "T", "sections": [{"type": "story", "headline": "H", "body": text}]}).sections
    body = section.offer["body"]
    assert isinstance(body, TextContent)
    blocks = [*body.blocks, *section.footnotes]
    assert len(blocks) >= (3 if "<!--" in example or example.startswith("[^a]:") else 4)
    for block in blocks:
        assert not MARKS.search(block.text), block.text

"""Quotations of a Markdown text."""

from __future__ import annotations

import pytest

from reportgen import parse
from reportgen.content.text import TextContent


def quotation(text: str) -> str:
    section = {"type": "story", "headline": "H", "body": text}
    content = parse({"title": "T", "language": "en", "sections": [section]}).sections[0].offer["body"]
    assert isinstance(content, TextContent)
    (block,) = content.blocks
    assert block.kind == "quote"
    return block.text


@pytest.mark.parametrize("dash", ["\u2014", "\u2013", "\u2015"])
def test_who_speaks_stands_on_a_line_of_its_own(dash: str) -> None:
    assert quotation(f"> I never had such an easy week.\n> {dash} Bo Hay").split("\n")[1] == f"{dash} Bo Hay"


def test_other_lines_of_a_quotation_run_on() -> None:
    assert "\n" not in quotation("> I never had\n> such an easy week \u2014 and I\n> had many.")
    assert "\n" not in quotation("> Between two lines\n> \u2014 20 of them \u2014 there is none.")


def test_a_dash_in_a_paragraph_is_a_dash() -> None:
    section = {"type": "story", "headline": "H", "body": "I never had such an easy week\n\u2014 and I had many."}
    content = parse({"title": "T", "language": "en", "sections": [section]}).sections[0].offer["body"]
    assert isinstance(content, TextContent)
    assert "\n" not in content.blocks[0].text

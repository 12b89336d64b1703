"""Sources → documents: the three forms, dates, Markdown, and that nothing but a ReportgenError ever escapes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.content.markdown import read_markdown
from reportgen.content.text import Block, Span, TextContent
from reportgen.document import load, parse
from reportgen.errors import NOWHERE, ReportgenError

YAML = "title: T\ndate: 2022-03\nsections:\n  - {type: story, headline: Head, body: 'One **two** x^2^'}\n"
MARKDOWN = "---\ntitle: T\ndate: 2022-03\n---\n# Head\n\nOne **two** x^2^\n"


def blocks(source: str) -> tuple[Block, ...]:
    content = load(source).sections[0].offer["body"]
    assert isinstance(content, TextContent)
    return content.blocks


@pytest.mark.parametrize("source", [YAML, MARKDOWN], ids=["yaml", "markdown"])
def test_forms_say_the_same(source: str) -> None:
    document = load(source)
    assert (document.title, document.date_text, document.created) == ("T", "March 2022", "2022-03-01T00:00:00Z")
    assert document.sections[0].title == "Head"
    assert blocks(source)[0].spans == (
        Span("One "),
        Span("two", strong=True),
        Span(" x"),
        Span("2", superscript=True),
    )


def test_mapping_is_the_same_as_its_text() -> None:
    data = {"title": "T", "sections": [{"type": "quote", "quote": "Q"}]}
    assert parse(data).sections[0].offer["quote"].blocks[0].text == "Q"  # type: ignore[attr-defined]


def test_date_in_another_language() -> None:
    assert load(YAML.replace("title: T", "title: T\nlanguage: de")).date_text == "März 2022"


def test_yaml_words_stay_words() -> None:
    source = "title: no\nissue: 1:30\nsections:\n  - {type: closing, headline: on}\n"
    document = load(source)
    assert (document.title, document.issue, document.sections[0].title) == ("no", "1:30", "on")


def test_numbers_keep_their_spelling() -> None:
    source = "title: T\nsections:\n  - {type: stats, stats: [{value: 8.80, label: x}]}\n"
    assert load(source).sections[0].offer["stats"].stats[0].value == "8.80"  # type: ignore[attr-defined]


def test_lists_nest_and_count() -> None:
    found = read_markdown("3. a\n   - b\n4. c\n\n> q\n\n## h", NOWHERE, [])
    assert [(b.kind, b.level, b.ordinal, b.text) for b in found] == [
        ("item", 1, 3, "a"),
        ("item", 2, None, "b"),
        ("item", 1, 4, "c"),
        ("quote", 1, None, "q"),
        ("heading", 1, None, "h"),
    ]


def test_the_text_of_html_is_kept_without_its_tags() -> None:
    assert read_markdown("<b>x</b>", NOWHERE, [])[0].spans == (Span("x", strong=True),)


@settings(max_examples=150)
@given(st.text(max_size=200))
def test_any_yaml_loads_or_is_refused(text: str) -> None:
    try:
        load(text + "\n")
    except ReportgenError as error:
        assert str(error)


@settings(max_examples=150)
@given(st.text(max_size=300))
def test_any_markdown_is_read(text: str) -> None:
    problems: list[ReportgenError] = []
    for block in read_markdown(text, NOWHERE, problems):
        assert block.spans


@settings(max_examples=60)
@given(st.text(min_size=1, max_size=60), st.text(max_size=120))
def test_any_text_in_a_mapping(headline: str, body: str) -> None:
    try:
        parse({"title": "T", "sections": [{"type": "story", "headline": headline, "body": body}]}, folder=Path.cwd())
    except ReportgenError as error:
        assert str(error)

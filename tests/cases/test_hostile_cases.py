"""Input that is far too long: it is refused at its line before much time is spent on it, and the message says so."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from reportgen import build
from reportgen.brand import find_brand
from reportgen.errors import ReportgenError
from reportgen.source.project import find_project

CASES = Path(__file__).parent / "hostile"


def told(source: Path | dict[str, Any], out: Path) -> str:
    with pytest.raises(ReportgenError) as caught:
        build(source, out)
    assert not out.exists()
    return "\n".join(str(one) for one in caught.value.each)


def test_an_article_in_a_standfirst(tmp_path: Path) -> None:
    message = told(CASES / "long-standfirst/source.yaml", tmp_path / "out")
    assert (
        'source.yaml:4:61 sections[0].standfirst: in the newsletter, on the template "notice": "standfirst"' in message
    )
    assert "shorten it by at least 29145 characters" in message


def test_thousands_of_paragraphs(tmp_path: Path) -> None:
    newsletter, deck = build(CASES / "very-many-paragraphs/source.yaml", tmp_path)
    assert newsletter.sheets > 30 and deck.sheets == 1  # the slide's notes have all of it


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        ({"type": "story", "headline": "word " * 14_000, "body": "Text."}, "69999 characters, its place holds about"),
        ({"type": "story", "headline": "a" * 1_000_000, "body": "Text."}, "a word of 1000000 characters is too long"),
        ({"type": "story", "headline": "H", "body": "a" * 1_000_000}, "a word of 1000000 characters is too long"),
        ({"type": "story", "headline": "H", "body": "a\n\n" * 100_000}, "100000 paragraphs are too many"),
        ({"type": "story", "headline": "H", "points": ["a"] * 100_000}, "100000 items are too many"),
        ({"type": "process", "headline": "H", "steps": [{"title": "a"}] * 20_000}, "20000 entries are too many"),
        (
            {"type": "table", "headline": "H", "table": {"columns": ["A"], "rows": [["a" * 1_000_000]]}},
            "a cell of 10000",
        ),
        ({"type": "story", "headline": "H", "body": "- item\n" * 100_000}, "100000 lines are too many"),
        ({"type": "story", "headline": "H", "body": "> q\n>\n" * 9_000}, "9000 paragraphs are too many"),
        (
            {"type": "story", "headline": "H", "body": "word " * 14_000},
            "a text of 69999 characters is too long for one",
        ),
        (
            {"type": "story", "headline": "H", "body": "x[^1]\n\n[^1]: " + "word " * 14_000},
            "a text of 69999 characters",
        ),
        ({"type": "story", "headline": "H", "points": ["word " * 14_000]}, "shorten it by 39999 characters"),
        (
            {"type": "process", "headline": "H", "steps": [{"title": "a", "text": "word " * 14_000}] * 2},
            "steps[1].text: a text of 69999 characters",
        ),
        (
            {"type": "table", "headline": "H", "table": {"columns": ["word " * 14_000], "rows": [["a"]]}},
            "columns[0]: a text of 69999 characters",
        ),
        (
            {
                "type": "table",
                "headline": "H",
                "table": {"columns": ["A"], "rows": [["a"]], "notes": ["word " * 9_000]},
            },
            "notes[0]: a text of 44999 characters",
        ),
        (
            {"type": "table", "headline": "H", "table": {"columns": ["A"], "rows": [["a"]], "caption": "ab " * 9_000}},
            "caption: a text of 26999 characters",
        ),
        (
            {
                "type": "chart",
                "headline": "H",
                "chart": {"kind": "bar", "categories": ["a" * 30_000], "series": [{"name": "S", "values": [1]}]},
            },
            "a name of 30000 characters is too long for a chart",
        ),
    ],
)
def test_far_too_much_of_one_thing(section: dict[str, Any], expected: str, tmp_path: Path) -> None:
    assert expected in told({"title": "T", "brand": "meridian", "sections": [section]}, tmp_path / "out")


@pytest.mark.parametrize("key", ["title", "subtitle", "issue"])
def test_an_article_in_a_running_head(key: str, tmp_path: Path) -> None:
    section = {"type": "story", "headline": "H", "body": "Text."}
    source = {"title": "T", "brand": "meridian", "sections": [section], key: "word " * 14_000}
    assert f"{key}: 70000 characters are too many" in told(source, tmp_path / "out")


def test_more_sections_than_a_document_may_have(tmp_path: Path) -> None:
    sections = [{"type": "story", "headline": "H", "body": "Text."}] * 1_001
    assert "sections: there are more than 1000" in told(
        {"title": "T", "brand": "meridian", "sections": sections}, tmp_path / "out"
    )


@pytest.mark.parametrize(
    "text", ["A paragraph.\n\n" * 100_000, "a" * 1_000_000, "word " * 14_000, "- item\n" * 100_000]
)
def test_far_too_much_in_a_markdown_file(text: str, tmp_path: Path) -> None:
    source = tmp_path / "source.md"
    source.write_text(f"---\ntitle: T\nbrand: meridian\n---\n\n# H\n\n{text}\n", "utf-8")
    message = told(source, tmp_path / "out")
    assert message.startswith("source.md:") and "too" in message


def test_long_chinese_text_is_no_word_without_an_end(tmp_path: Path) -> None:
    section = {"type": "story", "headline": "H", "body": "字" * 21_000}
    made = build(
        {"title": "T", "brand": "meridian", "language": "zh", "sections": [section]}, tmp_path, kinds=["newsletter"]
    )
    assert made[0].sheets > 3


@pytest.mark.parametrize("linked", ["brands/theirs", "brands", "brands/theirs/brand.yaml"])
def test_a_brand_through_a_link_out_of_the_project(linked: str, tmp_path: Path) -> None:
    outside, project = tmp_path / "elsewhere", tmp_path / "project"
    copytree(find_brand("meridian", find_project(tmp_path), tmp_path).parent, outside / "brands/theirs")
    copytree(CASES / "brand-through-a-link", project)
    link = project / linked
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(outside / linked)
    message = told(project / "source.yaml", tmp_path / "out")
    assert "theirs" in message and "outside" in message

"""A text that nobody gave a title is called as its file is, or by its first words; a remark says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.document import Document, Piped, load, load_parts, parse
from reportgen.errors import ReportgenError

PROSE = "The harbour is open again. Boats may enter from *Monday* on.\n\nTwo berths are free.\n"


def told(document: Document) -> list[str]:
    return [str(remark) for remark in document.remarks]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("harbour_news-june.md", "Harbour news june"),
        ("2026-11-27-weekly-notes.markdown", "2026-11-27 weekly notes"),
        ("notes.txt", "Notes"),
        ("README.md", "README"),
    ],
)
def test_a_file_without_a_title_is_called_by_its_name(tmp_path: Path, name: str, title: str) -> None:
    (tmp_path / name).write_text(PROSE, "utf-8")
    document = load(tmp_path / name)
    assert document.title == title
    assert len(document.sections) == 1
    assert f"{name}:1: the document has no title and no heading" in told(document)[0]


@pytest.mark.parametrize("text", ["---\nbrand: meridian\n---\n" + PROSE, PROSE])
def test_a_text_in_memory_is_called_by_its_first_sentence(text: str) -> None:
    document = parse(text, "markdown")
    assert document.title == "The harbour is open again"
    assert 'first words of its text became its title: "The harbour is open again"' in told(document)[0]


def test_a_title_or_a_heading_is_taken_before_any_name(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text(f"---\ntitle: Harbour\n---\n{PROSE}", "utf-8")
    assert (load(tmp_path / "notes.md").title, told(load(tmp_path / "notes.md"))) == ("Harbour", [])
    (tmp_path / "notes.md").write_text(f"{PROSE}\n## Later\n\nMore.\n", "utf-8")
    assert (load(tmp_path / "notes.md").title, told(load(tmp_path / "notes.md"))) == ("Later", [])


@pytest.mark.parametrize(
    ("text", "title"),
    [("hello\n", "hello"), ("Note: we are closed.\n\nBye.", "Note: we are closed"), ("# Head\n\nText.\n", "Head")],
)
def test_prose_through_a_pipe_is_read_as_markdown(text: str, title: str) -> None:
    document = load_parts(Piped(text)).document
    assert document is not None
    assert document.title == title


@pytest.mark.parametrize(
    "text",
    [
        "# a comment\ntitle: June\nsections: [{type: quote, quote: Few words.}]\n",
        '{"title": "June", "sections": [{"type": "quote", "quote": "Few words."}]}',
        "# a comment\n\nsections: [{type: quote, quote: Few words.}]\ntitle: June\n",
    ],
)
def test_keys_through_a_pipe_are_read_as_yaml(text: str) -> None:
    document = load_parts(Piped(text)).document
    assert document is not None
    assert (document.title, [section.type for section in document.sections]) == ("June", ["quote"])


def test_misspelt_keys_through_a_pipe_are_no_prose() -> None:
    with pytest.raises(ReportgenError, match='unknown key "titel"'):
        load_parts(Piped("titel: June\nsektions: []\n")).whole()


def test_nothing_has_no_title() -> None:
    with pytest.raises(ReportgenError, match="there is no text"):
        parse("\n<!-- nothing -->\n", "markdown")

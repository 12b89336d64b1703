"""A newsletter as PPTX: pages that a person can go on with."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from reportgen import compose, load, parse
from reportgen.backends.pptx.incremental_writer import PptxPress
from reportgen.backends.pptx.newsletter_pages import page_of
from reportgen.backends.pptx.writer import render_pptx
from reportgen.frames import Item, Line, Publication, TextItem

ROOT = Path(__file__).parents[3]
EXAMPLES = [
    ROOT / "examples" / name / f"{name}.yaml" for name in ("northfield-letter", "cirrus-dispatch", "meridian-review")
]


@pytest.fixture(scope="module", params=EXAMPLES, ids=lambda path: path.stem)
def publication(request: pytest.FixtureRequest) -> Publication:
    return compose(load(request.param), "newsletter")


@pytest.fixture(scope="module")
def pages(publication: Publication) -> list[Any]:
    return list(Presentation(io.BytesIO(render_pptx(publication))).slides)


def _deep(shapes: Any) -> list[Any]:
    return [one for shape in shapes for one in (shape, *(_deep(shape.shapes) if hasattr(shape, "shapes") else ()))]


def test_the_title_of_a_page_is_a_heading_that_stands_on_it(publication: Publication, pages: list[Any]) -> None:
    shown = 0
    for sheet, page in zip(publication.sheets, pages, strict=True):
        title = page.shapes.title
        assert title.text_frame.text.split() == sheet.title.split()
        # a section that only goes on on the page has its heading on the one before
        same = [
            shape
            for shape in _deep(page.shapes)
            if shape.has_text_frame and shape.text_frame.text == title.text_frame.text
        ]
        assert len(same) == 1
        shown += title.top >= 0
    assert shown > len(pages) / 2


def test_what_stands_there_of_a_section_is_a_group_and_tables_are_in_none(pages: list[Any]) -> None:
    groups = [shape for page in pages for shape in page.shapes if hasattr(shape, "shapes")]
    assert len(groups) > len(pages)
    assert not any(one.has_table for group in groups for one in group.shapes)
    loose = [shape for page in pages for shape in page.shapes if not hasattr(shape, "shapes") and shape.has_text_frame]
    assert len(loose) < sum(len(group.shapes) for group in groups) / 3
    for group in groups:
        assert all(one.left >= group.left - 10 and one.top >= group.top - 10 for one in group.shapes)


def test_columns_side_by_side_are_one_text_that_has_lost_nothing(publication: Publication) -> None:
    joined = 0
    for sheet in publication.sheets:
        page = page_of(sheet)
        joined += len(page.columns)
        assert said(page.items) == said(sheet.items)
        for at, columns in page.columns.items():
            text = page.items[at]
            assert isinstance(text, TextItem)
            keys = [paragraph.key for paragraph in text.paragraphs]
            assert len(keys) == len(set(keys))
            assert columns.gap >= 2
    assert joined


def test_words_are_kept_apart_where_a_column_ended(publication: Publication) -> None:
    for sheet in publication.sheets:
        page = page_of(sheet)
        texts = [page.items[at] for at in page.columns]
        whole = " ".join(p.text for text in texts if isinstance(text, TextItem) for p in text.paragraphs)
        keys = {p.key for text in texts if isinstance(text, TextItem) for p in text.paragraphs}
        parts = [
            item.paragraphs[line.paragraph].text[line.start : line.end] + ("" if breaks_word(line) else " ")
            for item in sheet.items
            if isinstance(item, TextItem) and item.slot == "body" and any(p.key in keys for p in item.paragraphs)
            for line in item.lines
        ]
        assert set("".join(parts).split()) <= set(whole.split())


def breaks_word(line: Line) -> bool:
    """Whether a line ends within a word, with a hyphen that is no text."""
    return bool(line.runs) and line.runs[-1].text == "\u00ad"


def said(items: Iterable[Item]) -> str:
    """All that texts say, but for the hyphen of a word that goes on in another box."""
    parts: list[str] = []
    for item in items:
        if isinstance(item, TextItem) and item.paragraphs:
            parts += [paragraph.text for paragraph in item.paragraphs]
            if item.paragraphs[-1].continues:
                parts[-1] = parts[-1].rstrip("-\u00ad")
    return "".join(parts)


def test_a_press_writes_the_same_bytes_for_pages() -> None:
    def letter(name: str) -> Publication:
        body = f"Dear {name}, " + "this is a story of some length that runs over columns. " * 60
        sections = [
            {"type": "story", "headline": "To you", "body": body},
            {"type": "brief", "headline": "Note", "body": "Short."},
        ]
        source = {"title": "Letters", "brand": "meridian", "sections": sections}
        return compose(parse(source, folder=ROOT / "examples"), "newsletter")

    press = PptxPress()
    press.print(letter("Anna"))
    again = letter("Otto")
    assert press.print(again) == render_pptx(again)

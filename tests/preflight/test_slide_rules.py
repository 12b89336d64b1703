"""Rules about slides: each finds its fault at the source's line, and nothing where there is none."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from reportgen import compose, parse
from reportgen.frames import ImageItem, Paragraph, Publication, ShapeItem, Sheet, TableCell, TableItem, TextItem
from reportgen.geometry import Rect
from reportgen.preflight import slides
from reportgen.structs import replace

ROOT = Path(__file__).parent.parent.parent
SENTENCE = "Nobody knows how many of the ships came for the grain and how many for the fair. "
COVER = {"type": "cover", "masthead": "T", "title": "T"}
CLOSING = {"type": "closing", "headline": "Come again"}


def deck(*sections: dict[str, Any], **more: Any) -> Publication:
    source = {"title": "T", "language": "en", "brand": "meridian", "sections": [COVER, *sections], **more}
    return compose(parse(source, folder=ROOT / "examples"), "deck")


def story(**more: Any) -> dict[str, Any]:
    return {"type": "story", "headline": "Ships", **more}


def rules(publication: Publication) -> list[str]:
    return [finding.rule for look in slides.LOOKS for finding in look(publication)]


def test_slides_without_a_fault_have_no_finding() -> None:
    points = ["Ships came for the grain, as ever", "Ships came for the fair", "Nobody knows how many"]
    stats = [{"value": "8", "label": "hubs"}, {"value": "10", "label": "clusters"}]
    assert rules(deck(story(points=points), {"type": "stats", "headline": "Two", "stats": stats})) == []


def test_a_slide_with_little_in_a_corner_is_half_empty() -> None:
    words = "So it was, and nobody said a word about it before the winter came again and all went home."
    publication = deck({**story(body=words), "layout": {"deck": "text"}, "deck": "full"}, CLOSING)
    assert rules(_with_items(publication, 1, _halved)) == ["half-empty-slide"]


def test_what_says_little_at_the_end_of_a_deck_may_be_empty() -> None:
    words = "So it was, and nobody said a word about it before the winter came again and all went home."
    publication = deck({**story(body=words), "layout": {"deck": "text"}, "deck": "full"})
    assert rules(_with_items(publication, 1, _halved)) == []


def test_a_panel_that_is_empty_fills_nothing() -> None:
    """What is flat and large is seen by its edges; what is empty inside of it stays empty."""
    publication = deck(story(points=["Ships came for the grain", "And for the fair", "As ever"]), CLOSING)
    title, *_ = texts = [item for item in publication.sheets[1].items if isinstance(item, TextItem)]
    panel = ShapeItem(Rect(44, 130, 872, 340), fill=title.lines[0].runs[0].colour)
    assert rules(publication) == []
    little = replace(_halved(texts[1]), lines=_halved(texts[1]).lines[:1])
    sheet = replace(publication.sheets[1], items=(panel, title, little))
    seeded = replace(publication, sheets=(publication.sheets[0], sheet, *publication.sheets[2:]))
    assert [finding.rule for finding in slides.half_empty(seeded)] == ["half-empty-slide"]


def _with_items(publication: Publication, at: int, change: Callable[[Any], Any]) -> Publication:
    """A deck of which the items of one slide are changed, or taken away where `change` gives None."""
    items = tuple(new for item in publication.sheets[at].items if (new := change(item)) is not None)
    sheets = list(publication.sheets)
    sheets[at] = replace(sheets[at], items=items)
    return replace(publication, sheets=tuple(sheets))


def test_words_of_tables_count_and_figures_do_not() -> None:
    """Forty-eight cells of words are read by nobody who listens; as many of figures are looked up."""
    found = []
    for cell in ("nobody knew them", "1,200"):
        columns = [{"name": name} for name in "ABCDEF"]
        table = {"type": "table", "headline": "Ships", "table": {"columns": columns, "rows": [[cell] * 6] * 8}}
        found.append([finding.rule for finding in slides.wordy(deck(table))])
    assert found == [["wordy-slide"], []]


def test_one_of_a_set_alone_in_its_last_row_is_told() -> None:
    points = ["Ships came for the grain, as ever, and stayed", "Ships came for the fair", "Nobody knows how many"]
    publication = deck(story(points=[*points, "So be it"]), CLOSING)
    assert "alone-in-row" not in rules(publication)
    boxes = [Rect(44 + 300 * (at % 3), 150 + 150 * (at // 3), 280, 140) for at in range(4)]

    def placed(item: Any) -> Any:
        found = re.fullmatch(r"points-(\d+)", getattr(item, "slot", None) or "")
        return replace(item, box=boxes[int(found[1]) % 4]) if found else item

    found = [*slides.alone_in_row(_with_items(publication, 1, placed))]
    assert [finding.rule for finding in found] == ["alone-in-row"] and "sections[1]" in str(found[0].where)


def test_a_last_slide_that_holds_a_remainder_is_told() -> None:
    rows = [["Grain", str(number)] for number in range(60)]
    table = {"columns": [{"name": "Goods"}, {"name": "Ships"}], "rows": rows}
    publication = deck({"type": "table", "headline": "Ships", "table": table})
    assert "stranded-part" not in rules(publication)
    *fuller, last = publication.makeup.sheets
    poor = replace(publication.makeup, sheets=(*fuller, replace(last, fill=0.2)))
    found = [*slides.stranded(replace(publication, makeup=poor))]
    assert [finding.rule for finding in found] == ["stranded-part"] and "slides: 1" in found[0].hint


def test_many_sizes_of_type_are_told_and_near_ones_are_one() -> None:
    """Sizes of a table's cells and of initials count; those that the eye takes for one do not."""
    rows = [["Grain", "12"], ["Wool", "13"]]
    table = {"columns": [{"name": "Goods"}, {"name": "Ships"}], "rows": rows}
    publication = deck({"type": "table", "headline": "Ships", "table": table}, CLOSING)

    def sized(*sizes: float) -> Callable[[Any], Any]:
        left = itertools.cycle(sizes)

        def change(item: Any) -> Any:
            if not isinstance(item, TableItem):
                return item
            return replace(item, cells=tuple(_in_size(cell, next(left)) for cell in item.cells))

        return change

    assert not [*slides.many_sizes(_with_items(publication, 1, sized(20, 20.3, 20.5, 20.6)))]
    found = [*slides.many_sizes(_with_items(publication, 1, sized(12, 16, 20, 25, 50, 60)))]
    assert [finding.rule for finding in found] == ["many-sizes"]


def _in_size(cell: TableCell, size: float) -> TableCell:
    lines = (replace(line, runs=tuple(replace(run, size=size) for run in line.runs)) for line in cell.lines)
    return replace(cell, lines=tuple(lines))


def _halved(item: Any) -> Any:
    """A text as if it were set in small type; lines keep their places."""
    if not isinstance(item, TextItem):
        return item
    lines = tuple(
        replace(line, runs=tuple(replace(run, size=run.size / 2) for run in line.runs)) for line in item.lines
    )
    return replace(item, lines=lines)


def test_many_words_are_told_with_the_line_of_their_section() -> None:
    publication = deck({**story(body="\n\n".join([SENTENCE] * 5)), "deck": "full"}, brand="cirrus")
    found = [*slides.wordy(publication)]
    assert [finding.rule for finding in found] == ["wordy-slide"]
    assert "sections[1]" in str(found[0].where)


def test_a_slide_without_a_title_is_told() -> None:
    publication = deck(story(points=[SENTENCE] * 3))
    bare = replace(
        publication.sheets[1],
        items=tuple(
            replace(item, paragraphs=tuple(_untitled(one) for one in item.paragraphs))
            if isinstance(item, TextItem)
            else item
            for item in publication.sheets[1].items
        ),
    )
    assert "headless-slide" in rules(replace(publication, sheets=(publication.sheets[0], bare)))


def _untitled(paragraph: Paragraph) -> Paragraph:
    return replace(paragraph, role="body") if paragraph.role in slides.TITLES else paragraph


def test_sections_without_a_headline_have_that_of_their_part() -> None:
    stats = [{"value": "8", "label": "hubs of the state"}, {"value": "10", "label": "clusters of them, more or less"}]
    publication = deck({"type": "divider", "headline": "What we built"}, {"type": "stats", "stats": stats})
    assert "headless-slide" not in rules(publication)
    texts = [item for item in publication.sheets[-1].items if isinstance(item, TextItem)]
    assert any(paragraph.text == "What we built" for item in texts for paragraph in item.paragraphs)


def test_three_slides_of_text_in_a_row_are_told_once() -> None:
    body = "\n\n".join([SENTENCE] * 20)
    publication = deck({**story(body=body), "layout": {"deck": "text"}, "deck": "full"})
    assert len(publication.sheets) > 3
    assert rules(publication).count("text-run") == 1


@pytest.mark.parametrize("rule", slides.RULES)
def test_each_rule_says_what_it_finds(rule: str) -> None:
    assert slides.RULES[rule].endswith(".")


def test_a_picture_is_cut_as_its_author_says() -> None:
    """A picture that loses most of its area is told, unless the author says what is to be seen of it."""
    stream = io.BytesIO()
    Image.new("RGB", (1_600, 500), "navy").save(stream, "PNG")
    found = []
    for more in ({}, {"focus": [0.3, 0.5]}):
        quote = {"type": "quote", "quote": "Few words.", "picture": {"file": "wide.png", "alt": "A plain", **more}}
        source = {"title": "T", "language": "en", "sections": [COVER, quote], "brand": "meridian"}
        document = parse(source, folder=ROOT / "examples", files={"wide.png": stream.getvalue()})
        publication = compose(document, "deck")
        publication = replace(publication, sheets=tuple(_narrowed(sheet) for sheet in publication.sheets))
        found.append([finding.rule for finding in slides.cropped(publication)])
    assert found == [["cropped-picture"], []]


def _narrowed(sheet: Sheet) -> Sheet:
    """A sheet whose pictures lose seven tenths of their width, about the place that was looked at before."""
    items = [
        replace(item, crop=(0.35, 0.0, 0.35, 0.0) if item.crop[0] == item.crop[2] else (0.2, 0.0, 0.5, 0.0))
        if isinstance(item, ImageItem)
        else item
        for item in sheet.items
    ]
    return replace(sheet, items=tuple(items))

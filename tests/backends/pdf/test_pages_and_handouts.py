"""Some pages alone, spreads, and decks on paper."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from reportgen import PdfOptions, Publication, build, compose, parse, render
from reportgen.api import brand_of, handout
from reportgen.errors import BackendError
from reportgen.frames import OutlineEntry
from reportgen.frames.sheet_choice import sheet_numbers, with_sheets
from reportgen.structs import replace

SECTIONS = [
    {"type": "story", "headline": f"Talk {number}", "body": "Few words.", "notes": f"Say it slowly, {number}."}
    for number in range(1, 6)
]
DECK = {"title": "Talks", "sections": SECTIONS}


def words(data: bytes) -> list[str]:
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(data)]


@pytest.mark.parametrize(
    ("said", "numbers"), [("2", (2,)), ("1-3", (1, 2, 3)), ("-2, 5-", (1, 2, 5, 6)), ("4,2,4", (4, 2)), ("6-6", (6,))]
)
def test_ranges_of_pages(said: str, numbers: tuple[int, ...]) -> None:
    assert sheet_numbers(said, 6) == numbers


@pytest.mark.parametrize("said", ["7", "0", "3-1", "x", "1,,2", "-"])
def test_what_is_no_range_is_refused(said: str) -> None:
    with pytest.raises(BackendError, match="range"):
        sheet_numbers(said, 6)


def test_bookmarks_and_links_of_other_pages_are_left_out(publication: Publication) -> None:
    marks = tuple(OutlineEntry(f"{number}", number, number - 1, 0.0) for number in (1, 2))
    part = with_sheets(replace(publication, outline=marks), [2])
    assert [(entry.title, entry.level, entry.sheet) for entry in part.outline] == [("2", 1, 0)]
    with pikepdf.open(io.BytesIO(render(publication, "pdf", PdfOptions(pages="2")))) as pdf:
        assert len(pdf.pages) == 1
        assert pdf.Root.PageLabels.Nums[1].St == 2
        assert pdf.check_pdf_syntax() == []


def test_spreads_open_as_a_reader_does(publication: Publication) -> None:
    three = replace(publication, sheets=(*publication.sheets, publication.sheets[0]))
    made = render(three, "pdf", PdfOptions(spreads=True))
    document = pypdfium2.PdfDocument(made)
    width = publication.size.width
    assert [page.get_size()[0] for page in document] == pytest.approx([2 * width] * 2, abs=0.1)
    alone = document[0].get_textpage()
    assert not alone.get_text_bounded(right=width).strip()
    assert alone.get_text_bounded(left=width).strip()
    assert made == render(three, "pdf", PdfOptions(spreads=True))


@pytest.mark.parametrize(("per_page", "pages"), [(2, 3), (3, 2), (6, 1)])
def test_a_handout_has_every_slide_with_its_notes(per_page: int, pages: int) -> None:
    document = parse(DECK)
    deck = compose(document, "deck")
    made = handout(deck, brand_of(document), per_page)
    assert len(words(made)) == pages
    text = " ".join(words(made))
    for number in range(1, 6):
        assert f"Talk {number}" in text
        assert f"Say it slowly, {number}." in text


def test_notes_without_room_go_on_over_the_page() -> None:
    long = " ".join(f"word{number}" for number in range(900))
    document = parse({"title": "Talks", "sections": [{**SECTIONS[0], "notes": long}]})
    made = handout(compose(document, "deck"), brand_of(document), 6)
    text = " ".join(words(made))
    assert all(f"word{number}" in text for number in range(900))


def test_build_writes_handouts_and_the_backend_refuses_them(tmp_path: Path) -> None:
    [output] = build(parse(DECK), tmp_path, kinds=["deck"], formats=["pdf"], options=[PdfOptions(handout=3)])
    assert output.path.name == "document-deck-handout.pdf"
    with pytest.raises(BackendError, match="made by build"):
        render(compose(parse(DECK), "deck"), "pdf", PdfOptions(handout=2))
    with pytest.raises(BackendError, match="choose 2, 3 or 6"):
        PdfOptions(handout=4)
    with pytest.raises(BackendError, match="not for a press"):
        PdfOptions(spreads=True, profile="x4")

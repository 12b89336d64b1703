"""Some pages alone, spreads, and decks on paper."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import page
import pikepdf
import pypdfium2
import pytest

from reportgen import PdfOptions, Publication, build, compose, parse, render
from reportgen.api import brand_of, handout
from reportgen.errors import BackendError
from reportgen.frames import OutlineEntry
from reportgen.frames.sheet_choice import sheet_numbers, with_sheets
from reportgen.preflight.pdf_files import check_pdf
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


LINKED = {"type": "story", "headline": "Ways", "body": "See [Talk 2](#talk-2), and [the yard](https://yard.example)."}


def told(data: bytes) -> list[tuple[str, str]]:
    """The elements of a file in order, each with the words of its marked content, which forms may hold."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        words: dict[tuple[tuple[int, int], int], bytes] = {}

        def read(holder: Any) -> None:
            number = -1
            for instruction in pikepdf.parse_content_stream(holder):
                operands: Any = instruction.operands
                operator = instruction.operator
                if str(operator) == "BDC" and "/MCID" in operands[1]:
                    number = int(operands[1].MCID)
                elif str(operator) == "TJ":
                    shown = b"".join(bytes(one) for one in operands[0] if isinstance(one, pikepdf.String))
                    words[holder.objgen, number] = words.get((holder.objgen, number), b"") + shown

        for page in pdf.pages:
            read(page.obj)
            for form in page.Resources.get("/XObject", {}).values():
                if form.Subtype == "/Form":
                    read(form)
        found: list[tuple[str, str]] = []

        def hear(element: Any) -> None:
            said = b""
            found.append((str(element.S), ""))
            at = len(found) - 1
            for kid in element.get("/K", []):
                if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                    hear(kid)
                elif isinstance(kid, int):
                    said += words.get((element.Pg.objgen, kid), b"")
                elif "/MCID" in kid:
                    said += words.get((kid.get("/Stm", kid.Pg).objgen, int(kid.MCID)), b"")
            found[at] = (found[at][0], said.hex())

        hear(pdf.Root.StructTreeRoot.K[0])
        return found


def test_spreads_are_read_as_their_pages_are() -> None:
    deck = compose(parse({"title": "Talks", "sections": [*SECTIONS, LINKED]}), "deck")
    assert len(deck.sheets) > 4
    made = render(deck, "pdf", PdfOptions(spreads=True))
    assert told(made) == told(render(deck, "pdf"))
    with pikepdf.open(io.BytesIO(made)) as pdf:
        sheets = {page.obj.objgen for page in pdf.pages}
        links = [one for page in pdf.pages for one in page.obj.get("/Annots", ())]
        assert len(links) == 2
        assert [one.Dest[0].objgen in sheets for one in links if "/Dest" in one] == [True]
        places = [[float(side) for side in one.Rect] for one in links]
        assert all(left < right <= float(pdf.pages[0].mediabox[2]) for left, _, right, _ in places)


def test_spreads_and_handouts_keep_their_promises(tmp_path: Path) -> None:
    document = parse({"title": "Talks", "sections": [*SECTIONS, LINKED]})
    made = {
        "spreads.pdf": render(compose(document, "deck"), "pdf", PdfOptions(spreads=True)),
        "handout.pdf": handout(compose(document, "deck"), brand_of(document), 3),
    }
    for name, data in made.items():
        (tmp_path / name).write_bytes(data)
        report = page.validate_pdf(str(tmp_path / name), profile=page.ValidationProfile.PDF_UA_1)
        assert {str(failure.rule_id) for failure in report.failures} == set()
        assert check_pdf(tmp_path / name) == ()
    with pikepdf.open(tmp_path / "spreads.pdf") as pdf:
        assert [str(label.P) for label in list(pdf.Root.PageLabels.Nums)[1::2]][:2] == ["1", "2–3"]


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

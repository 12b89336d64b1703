"""PDF from hand-built frames: drawn, tagged, extractable."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import page
import pikepdf
import pypdfium2
import pytest

from reportgen import Publication, render
from reportgen.errors import BackendError
from reportgen.frames import Colour, ImageItem, ShapeItem, TextItem
from reportgen.structs import replace


@pytest.fixture
def pdf(publication: Publication) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(render(publication, "pdf"))) as opened:
        yield opened


def elements(pdf: pikepdf.Pdf) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []

    def walk(element: Any) -> None:
        found.append((str(element.S), element))
        for kid in element.get("/K", []):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                walk(kid)

    walk(pdf.Root.StructTreeRoot.K[0])
    return found


@pytest.mark.parametrize("profile", ["PDF_UA_1"])
def test_conformance(publication: Publication, tmp_path: Path, profile: str) -> None:
    file = tmp_path / "handmade.pdf"
    file.write_bytes(render(publication, "pdf"))
    report = page.validate_pdf(str(file), profile=getattr(page.ValidationProfile, profile))
    assert {str(failure.rule_id) for failure in report.failures} == set()


def test_syntax(pdf: pikepdf.Pdf) -> None:
    assert pdf.check_pdf_syntax() == []


def test_text_comes_back_in_order(publication: Publication) -> None:
    document = pypdfium2.PdfDocument(render(publication, "pdf"))
    text = " ".join(" ".join(sheet.get_textpage().get_text_range().split()) for sheet in document)
    wanted = (
        "Office affairs",
        "First point",
        "Second point",
        "our site",
        "It begins here",
        "and ends there.",
        "数据中心",
    )
    at = [text.index(part) for part in wanted]
    assert at == sorted(at)


def pages_of(element: Any) -> set[tuple[int, int]]:
    """The pages on which an element has marks of its own: those by number alone are on the element's page."""
    kids = list(element.K)
    elsewhere = [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/MCR"]
    own = [element] if any(isinstance(kid, int) for kid in kids) else []
    return {one.Pg.objgen for one in (*own, *elsewhere)}


def test_a_paragraph_over_two_sheets_is_one_element(pdf: pikepdf.Pdf) -> None:
    pages = {sheet.obj.objgen for sheet in pdf.pages}
    spread = [element for tag, element in elements(pdf) if tag == "/P" and pages_of(element) == pages]
    assert len(spread) == 1


def test_lists_headings_links_and_figures_are_tagged(pdf: pikepdf.Pdf) -> None:
    tags = [tag for tag, _ in elements(pdf)]
    assert tags.count("/L") == 1
    assert tags.count("/LI") == tags.count("/Lbl") == tags.count("/LBody") == 2
    assert tags.count("/H1") == 1
    assert tags.count("/Link") == 1
    assert [str(element.Alt) for tag, element in elements(pdf) if tag == "/Figure"] == ["A blue field", "A red disc"]


def test_every_mark_is_tagged_or_an_artifact(pdf: pikepdf.Pdf) -> None:
    paints = {"f", "f*", "S", "B", "B*", "TJ", "Tj", "Do"}
    for sheet in pdf.pages:
        depth = 0
        for instruction in pikepdf.parse_content_stream(sheet):
            name = str(instruction.operator)
            depth += (name == "BDC") - (name == "EMC")
            assert depth or name not in paints, name


def test_pictures_are_stored_once(pdf: pikepdf.Pdf) -> None:
    images = {image.objgen for sheet in pdf.pages for image in (sheet.Resources.get("/XObject") or {}).values()}
    assert len(images) == 2


def test_fonts_are_subsets_with_maps(pdf: pikepdf.Pdf) -> None:
    for sheet in pdf.pages:
        for font in sheet.Resources.Font.values():
            assert str(font.BaseFont)[7] == "+"
            assert "/ToUnicode" in font
            assert len(font.DescendantFonts[0].FontDescriptor.FontFile2.read_raw_bytes()) < 20_000


def test_metadata_has_no_clock(pdf: pikepdf.Pdf) -> None:
    assert str(pdf.docinfo["/Title"]) == "Office affairs & <more>"
    assert str(pdf.docinfo["/CreationDate"]) == "D:20220301000000Z"
    assert b"2022-03-01T00:00:00Z" in pdf.Root.Metadata.read_bytes()
    assert str(pdf.Root.Lang) == "en"


def test_bookmarks(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        assert [entry.title for entry in outline.root] == ["Office affairs"]


def test_unknown_names_are_refused(publication: Publication) -> None:
    with pytest.raises(BackendError, match="no face"):
        render(replace(publication, faces={}), "pdf")
    with pytest.raises(BackendError, match="no picture"):
        render(replace(publication, pictures={}), "pdf")
    with pytest.raises(BackendError, match="no master"):
        render(replace(publication, masters=()), "pdf")


def test_other_links_are_refused(publication: Publication) -> None:
    sheet = publication.sheets[0]
    items = []
    for item in sheet.items:
        if isinstance(item, TextItem) and item.lines and item.lines[0].runs[0].link:
            line = item.lines[0]
            item = replace(item, lines=(replace(line, runs=(replace(line.runs[0], link="file:///etc"),)),))
        items.append(item)
    with pytest.raises(BackendError, match="not allowed"):
        render(replace(publication, sheets=(replace(sheet, items=tuple(items)),)), "pdf")


INK, PRIMARY = Colour("ink", "1B2430"), Colour("accent1", "12355B")


def toned(publication: Publication) -> Publication:
    """The same with its pictures in two colours, and half a layer of ink over each."""
    sheets = []
    for sheet in publication.sheets:
        items: list[Any] = []
        for item in sheet.items:
            if isinstance(item, ImageItem) and publication.pictures[item.picture].media != "image/svg+xml":
                over = ShapeItem(item.box, fill=INK, opacity=0.5, name="overlay")
                items += [replace(item, tone=(PRIMARY, Colour("paper", "FFFFFF"))), over]
            else:
                items.append(item)
        sheets.append(replace(sheet, items=tuple(items)))
    return replace(publication, sheets=tuple(sheets))


def test_pictures_in_two_colours_and_what_is_laid_over_them(publication: Publication, tmp_path: Path) -> None:
    blob = render(toned(publication), "pdf")
    file = tmp_path / "toned.pdf"
    file.write_bytes(blob)
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2B):
        report = page.validate_pdf(str(file), profile=profile)
        assert not {str(failure.rule_id) for failure in report.failures}
    with pikepdf.open(file) as pdf:
        [photo] = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Filter") == "/DCTDecode"]
        pixel: Any = pikepdf.PdfImage(photo).as_pil_image().convert("RGB").getpixel((5, 5))
    red, green, blue = pixel
    # the blue field #12355B has a lightness of 0.18: as far from #12355B on the way to white
    assert max(abs(red - 61), abs(green - 90), abs(blue - 122)) < 8
    drawn: Any = pypdfium2.PdfDocument(blob)[0].render(scale=1).to_pil().getpixel((440, 130))
    assert all(abs(a - (b + c) / 2) < 8 for a, b, c in zip(drawn, (red, green, blue), (0x1B, 0x24, 0x30), strict=True))


def test_a_picture_in_two_tones_is_kept_twice_and_in_one_once(publication: Publication) -> None:
    sheet = publication.sheets[0]
    photo = next(item for item in sheet.items if isinstance(item, ImageItem))
    tone = (PRIMARY, Colour("paper", "FFFFFF"))
    items = (*sheet.items, replace(photo, tone=tone), replace(photo, tone=tone), photo)
    blob = render(replace(publication, sheets=(replace(sheet, items=items), *publication.sheets[1:])), "pdf")
    with pikepdf.open(io.BytesIO(blob)) as pdf:
        photos = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Filter") == "/DCTDecode"]
        assert len(photos) == 2

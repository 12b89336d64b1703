"""PDF/UA-2 and PDF/A-4: the same pages and the same words, said in PDF 2.0."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pypdfium2
import pytest

from reportgen import compose, parse, render
from reportgen.backends import PdfOptions
from reportgen.errors import BackendError

TEXT = "The quay was closed[^a] in June, and opened in May. " * 3 + "\n\n[^a]: By order."
SOURCE = {
    "title": "Letter",
    "brand": "meridian",
    "language": "en-GB",
    "sections": [
        {"type": "cover", "masthead": "The quay", "title": "What was done"},
        {"type": "contents", "headline": "Inside"},
        {"type": "story", "headline": "North quay", "body": TEXT},
        {"type": "story", "headline": "South quay", "body": "See [the list](https://quay.example)."},
    ],
}


@pytest.fixture(scope="module")
def both() -> tuple[bytes, bytes]:
    publication = compose(parse(SOURCE), "newsletter")
    return render(publication, "pdf"), render(publication, "pdf", PdfOptions(profile="ua2+a4"))


@pytest.fixture
def made(both: tuple[bytes, bytes]) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(both[1]))


def elements(above: Any, tag: str) -> list[Any]:
    found: list[Any] = [above] if above.get("/S") == f"/{tag}" else []
    for kid in above.get("/K", pikepdf.Array()):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            found += elements(kid, tag)
    return found


def test_it_says_that_it_is_of_the_second_editions(made: pikepdf.Pdf) -> None:
    said = made.Root.Metadata.read_bytes()
    assert made.pdf_version == "2.0"
    assert "/Info" not in made.trailer
    assert all(one in said for one in (b"<pdfaid:part>4<", b"<pdfaid:rev>2020<", b"<pdfuaid:part>2<"))
    assert b"pdfaid:conformance" not in said
    [top] = made.Root.StructTreeRoot.K
    assert (str(top.S), str(top.NS.NS)) == ("/Document", "http://iso.org/pdf2/ssn")


def test_all_that_leads_into_the_file_leads_to_an_element(made: pikepdf.Pdf) -> None:
    links = [one for page in made.pages for one in page.get("/Annots", []) if "/URI" not in one.get("/A", {})]
    assert links
    for one in links:
        assert "/Dest" not in one
        assert str(one.A.SD[0].Type) == "/StructElem"
        assert one.A.D[0].get("/Type") == "/Page"
    with made.open_outline() as outline:
        assert len(outline.root) >= 2
    first = made.Root.Outlines.First
    assert str(first.A.SD[0].S) == "/H1"


def test_notes_and_what_refers_to_them_name_each_other(made: pikepdf.Pdf) -> None:
    tree = made.Root.StructTreeRoot
    [note] = elements(tree, "FENote")
    assert not elements(tree, "Note")
    assert [str(one.S) for one in note.Ref] == ["/Reference"] * TEXT.count("closed")
    assert {one.Ref[0].objgen for one in note.Ref} == {note.objgen}
    assert str(note.A.NoteType) == "/Footnote"


def test_lines_of_contents_refer_to_the_headings_that_they_name(made: pikepdf.Pdf) -> None:
    lines = elements(made.Root.StructTreeRoot, "TOCI")
    heads = elements(made.Root.StructTreeRoot, "H2")
    assert [line.Ref[0].objgen for line in lines] == [head.objgen for head in heads[-2:]]


def test_nothing_else_is_seen_or_read(both: tuple[bytes, bytes]) -> None:
    first, second = ([page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)] for data in both)
    assert first == second
    assert len(both[1]) < 1.1 * len(both[0])


def test_spreads_and_handouts_are_refused() -> None:
    with pytest.raises(BackendError, match=r"no PDF 2\.0"):
        PdfOptions(profile="ua2+a4", spreads=True)

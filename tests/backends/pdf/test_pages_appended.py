"""Pages after those of a PDF that the caller has: what it has stays, and what comes is read aloud as it was."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name
from reportlab.pdfgen.canvas import Canvas

from reportgen import Engine, load_brand, parse
from reportgen.engine import Result
from reportgen.errors import ReportgenError

BRANDS = Path(__file__).parents[3] / "examples/brands"


@cache
def ours() -> Result:
    sections: list[dict[str, object]] = [
        {
            "type": "story",
            "headline": "A plan",
            "body": "It works[^1]. See [the site](https://example.org).\n\n[^1]: So far.",
        },
        {"type": "quote", "quote": "Few words."},
    ]
    engine = Engine(brands={"meridian": load_brand(BRANDS / "meridian/brand.yaml")})
    return engine.build(parse({"title": "Ours", "sections": sections}), "newsletter", to="pdf", brand="meridian")


def theirs(**save: Any) -> bytes:
    """Two pages of another program, without tags, with a bookmark."""
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=True)
    for text in ("Their first", "Their second"):
        canvas.drawString(100, 700, text)
        canvas.bookmarkPage(text)
        canvas.addOutlineEntry(text, text)
        canvas.showPage()
    canvas.setTitle("Theirs")
    canvas.save()
    if not save:
        return stream.getvalue()
    saved = io.BytesIO()
    pikepdf.open(stream).save(saved, **save)
    return saved.getvalue()


def texts(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_bounded() for page in document]


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def marks(data: bytes) -> list[str]:
    with opened(data).open_outline() as outline:
        return [str(item.title) for item in outline.root]


def test_pages_come_after_those_of_the_file() -> None:
    made = ours().appended_to(theirs())
    assert texts(made) == texts(theirs()) + texts(ours().data)
    assert marks(made) == marks(theirs()) + marks(ours().data)
    whole = opened(made)
    assert str(whole.docinfo["/Title"]) == "Theirs"
    assert made == ours().appended_to(theirs())


def test_a_file_without_tags_does_not_say_that_it_is_tagged() -> None:
    whole = opened(ours().appended_to(theirs()))
    assert "/StructTreeRoot" in whole.Root
    assert "/MarkInfo" not in whole.Root


def test_ours_after_ours_says_what_both_say() -> None:
    made = opened(ours().appended_to(ours().data))
    with made.open_metadata() as told:
        assert (told["pdfaid:part"], told["pdfuaid:part"]) == ("2", "1")
    (document,) = made.Root.StructTreeRoot.K
    assert [element.S for element in document.K][-1] == Name.Part
    numbers = pikepdf.NumberTree(made.Root.StructTreeRoot.ParentTree)
    given = [int(one[key]) for page in made.pages for one in (page.obj, *page.obj.get("/Annots", ()))
             for key in ("/StructParents", "/StructParent") if key in one]  # fmt: skip
    assert sorted(given) == sorted(numbers.keys())
    identified = pikepdf.NameTree(made.Root.StructTreeRoot.IDTree)
    assert len(list(identified.keys())) == 2 * len(
        list(pikepdf.NameTree(opened(ours().data).Root.StructTreeRoot.IDTree))
    )


def test_links_lead_to_the_pages_that_they_led_to() -> None:
    made = opened(ours().appended_to(theirs()))
    ids = {page.obj.objgen: number for number, page in enumerate(made.pages)}
    inner = [one.Dest[0].objgen for page in made.pages for one in page.obj.get("/Annots", ()) if "/Dest" in one]
    assert inner, "a note has links both ways"
    assert all(ids[one] >= 2 for one in inner)


def test_a_standard_that_one_of_them_does_not_hold_is_not_said() -> None:
    other = pikepdf.open(io.BytesIO(theirs()))
    with other.open_metadata() as told:
        told["pdfaid:part"], told["pdfaid:conformance"] = "1", "B"
    stream = io.BytesIO()
    other.save(stream)
    with opened(ours().appended_to(stream.getvalue())).open_metadata() as told:
        assert "pdfaid:part" not in told


def signed() -> bytes:
    other = pikepdf.open(io.BytesIO(theirs()))
    other.Root.AcroForm = Dictionary(SigFlags=3, Fields=Array())
    stream = io.BytesIO()
    other.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("file", "message"),
    [
        (b"PK\x03\x04", "the file is no PDF"),
        (theirs(encryption=pikepdf.Encryption(user="a", owner="b")), "the file wants a password"),
        (signed(), "the file is signed"),
    ],
    ids=["no PDF", "a password", "signed"],
)
def test_what_cannot_be_appended_to_is_told(file: bytes, message: str) -> None:
    with pytest.raises(ReportgenError) as told:
        ours().appended_to(file)
    assert message in str(told.value)


def test_other_formats_are_refused() -> None:
    made = Engine().build(parse({"title": "T", "sections": [{"type": "quote", "quote": "Few words."}]}), to="svg")
    with pytest.raises(ReportgenError, match="nothing can be appended to a file of svg"):
        made.appended_to(b"")

"""Slides after those of a file that the caller has: its parts are as they were, ours are whole."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation
from pptx.util import Emu

from reportgen import Engine, load_brand, parse
from reportgen.backends.pptx.lint import faults_of
from reportgen.engine import Result
from reportgen.errors import ReportgenError

BRANDS = Path(__file__).parents[3] / "examples/brands"
LISTS = {
    "ppt/presentation.xml",
    "ppt/tableStyles.xml",
    "ppt/_rels/presentation.xml.rels",
    "[Content_Types].xml",
    "docProps/app.xml",
}
"""The parts in which a file lists what it has."""
SECTION = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"


@cache
def ours(brand: str = "meridian") -> Result:
    chart = {"kind": "column", "categories": ["a", "b"], "series": [{"name": "s", "values": [1, 2]}]}
    table = {"columns": ["Kind", "Count"], "rows": [["One", 1], ["Two", 2]]}
    sections: list[dict[str, object]] = [
        {"type": "cover", "masthead": "Ours", "title": "June"},
        {"type": "divider", "headline": "A part"},
        {"type": "chart", "headline": "Numbers", "chart": chart, "notes": "Say it slowly."},
        {"type": "table", "headline": "Rows", "table": table},
    ]
    engine = Engine(brands={brand: load_brand(BRANDS / brand / "brand.yaml")})
    return engine.build(parse({"title": "Ours", "sections": sections}), "deck", to="pptx", brand=brand)


def theirs(change: Callable[[Any], object] | None = None, width: int = 12_192_000) -> bytes:
    """A file of python-pptx's template: 4:3 by itself, here as wide as ours."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Emu(width), Emu(6_858_000)
    for name in ("First", "Second"):
        slide = deck.slides.add_slide(deck.slide_layouts[0])
        slide.shapes.title.text = name
    if change is not None:
        change(deck)
    stream = io.BytesIO()
    deck.save(stream)
    return stream.getvalue()


def noted(deck: Any) -> None:
    deck.slides[0].notes_slide.notes_text_frame.text = "Theirs."


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def titles(data: bytes) -> list[str]:
    return [slide.shapes.title.text for slide in Presentation(io.BytesIO(data)).slides]


@pytest.mark.parametrize("change", [None, noted], ids=["without notes", "with notes"])
def test_the_slides_come_after_those_of_the_file(change: Callable[[Any], object] | None) -> None:
    file = theirs(change)
    made = ours().appended_to(file)
    assert titles(made) == ["First", "Second", *titles(ours().data)]
    deck = Presentation(io.BytesIO(made))
    assert [slide.notes_slide.notes_text_frame.text for slide in deck.slides if slide.has_notes_slide][-1:] == [
        "Say it slowly."
    ]
    assert len(deck.slide_masters) == 2
    assert faults_of(made) == []


def test_the_parts_of_the_file_are_as_they_were() -> None:
    file = theirs(noted)
    before, after = parts(file), parts(ours().appended_to(file))
    assert {name for name, data in before.items() if after[name] != data} <= LISTS


def test_a_deck_of_ours_takes_another() -> None:
    made = ours().appended_to(ours("cirrus").data)
    assert titles(made) == titles(ours("cirrus").data) + titles(ours().data)
    assert faults_of(made) == []
    assert made == ours().appended_to(ours("cirrus").data)


def test_masters_layouts_and_slides_have_numbers_of_their_own() -> None:
    found = parts(ours().appended_to(ours().data))
    names = ("sldMasterId", "sldLayoutId")
    lists = ["ppt/presentation.xml", *(name for name in found if name.startswith("ppt/slideMasters/slide"))]
    ids = [e.get("id") for name in lists for e in etree.fromstring(found[name]).iter(*(f"{{*}}{one}" for one in names))]
    assert len(ids) == len(set(ids))
    slides = [e.get("id") for e in etree.fromstring(found["ppt/presentation.xml"]).iterfind("{*}sldIdLst/*")]
    assert len(slides) == len(set(slides)) == 2 * ours().pages


def test_every_slide_is_in_a_section_where_the_file_has_sections() -> None:
    with_sections = ours().data
    for file in (with_sections, ours("cirrus").data):
        root = etree.fromstring(parts(ours().appended_to(file))["ppt/presentation.xml"])
        (listed,) = root.iter(f"{SECTION}sectionLst")
        keys = [section.get("id") for section in listed]
        assert len(keys) == len(set(keys))
        in_sections = [slide.get("id") for slide in listed.iter(f"{SECTION}sldId")]
        assert in_sections == [slide.get("id") for slide in root.iterfind("{*}sldIdLst/*")]


def test_styles_of_tables_are_in_the_file() -> None:
    made = parts(ours().appended_to(theirs()))
    used = {style.text for name, data in made.items() if name.startswith("ppt/slides/slide")
            for style in etree.fromstring(data).iter("{*}tableStyleId")}  # fmt: skip
    (known,) = [data for name, data in made.items() if name.startswith("ppt/tableStyles")]
    assert used <= {style.get("styleId") for style in etree.fromstring(known)}


def test_the_file_tells_how_many_slides_it_has() -> None:
    made = parts(ours().appended_to(ours().data))
    (slides,) = etree.fromstring(made["docProps/app.xml"]).iterfind("{*}Slides")
    assert slides.text == str(2 * ours().pages)


@pytest.mark.parametrize(
    ("file", "message"),
    [
        (theirs(width=9_144_000), "the file's slides measure 10 × 7.5 in, the deck's 13.33 × 7.5 in"),
        (b"%PDF-1.7", "the file is no presentation"),
        (b"", "the file is no presentation"),
    ],
    ids=["another size", "a PDF", "nothing"],
)
def test_what_cannot_be_appended_to_is_told(file: bytes, message: str) -> None:
    with pytest.raises(ReportgenError) as told:
        ours().appended_to(file)
    assert message in str(told.value)

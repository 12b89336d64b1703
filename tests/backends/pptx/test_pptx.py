"""PPTX from hand-built frames: native, inheriting, sound."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openxml_audit import OpenXmlValidator
from pptx import Presentation

from reportgen import Publication, render
from reportgen.backends.pptx.lint import faults_of
from reportgen.frames import Colour, ImageItem, ShapeItem
from reportgen.structs import replace


@pytest.fixture
def blob(publication: Publication) -> bytes:
    return render(publication, "pptx")


@pytest.fixture
def deck(blob: bytes) -> Any:
    return Presentation(io.BytesIO(blob))


def part(blob: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(blob)).read(name).decode("utf-8")


def test_schema(blob: bytes, tmp_path: Path) -> None:
    file = tmp_path / "handmade.pptx"
    file.write_bytes(blob)
    errors = [error for error in OpenXmlValidator().validate(str(file)).errors if "viewProps" not in error.description]
    assert errors == []


def test_libreoffice(blob: bytes, tmp_path: Path, pages_in_libreoffice: Callable[[Path], int]) -> None:
    file = tmp_path / "handmade.pptx"
    file.write_bytes(blob)
    assert pages_in_libreoffice(file) == 2


def test_placeholders_inherit(deck: Any) -> None:
    first = deck.slides[0]
    assert first.slide_layout.name == "Plain"
    assert first.shapes.title.text == "Office affairs"
    body = next(shape for shape in first.placeholders if shape.name == "Text")
    assert [p.text for p in body.text_frame.paragraphs] == ["First point", "Second point"]
    assert body.element.find(".//{*}spPr/{*}xfrm") is None
    assert "sz=" not in body.element.xml
    assert 'buChar char="•"' in body.element.xml


def test_theme_is_the_brands(blob: bytes) -> None:
    theme = part(blob, "ppt/theme/theme1.xml")
    assert '<a:accent1><a:srgbClr val="12355B"/></a:accent1>' in theme
    assert '<a:majorFont><a:latin typeface="Source Serif 4"/><a:ea typeface="Noto Sans SC"/>' in theme
    xml = part(blob, "ppt/slides/slide1.xml")
    assert "srgbClr" not in xml


def test_every_slide_has_a_title(deck: Any) -> None:
    assert [slide.shapes.title.text for slide in deck.slides] == ["Office affairs", "The other side"]
    assert deck.slides[1].shapes.title.top < 0


def test_pictures(deck: Any, blob: bytes) -> None:
    pictures = [shape for shape in deck.slides[0].shapes if shape.element.tag.endswith("}pic")]
    assert [p.element.find(".//{*}cNvPr").get("descr") for p in pictures] == ["A blue field", "A red disc"]
    assert pictures[0].crop_top == pytest.approx(0.2)
    assert pictures[0].is_placeholder
    decoration = next(s for s in deck.slides[1].shapes if s.element.tag.endswith("}pic"))
    assert decoration.element.find(".//{*}cNvPr").get("descr") is None
    assert "decorative" in decoration.element.xml
    media = [name for name in zipfile.ZipFile(io.BytesIO(blob)).namelist() if name.startswith("ppt/media/")]
    assert len(media) == 4  # a JPEG, a PNG, an SVG and its stand-in


def test_notes_and_sections(deck: Any, blob: bytes) -> None:
    assert deck.slides[0].notes_slide.notes_text_frame.text == "Say hello.\nThen go on."
    assert not deck.slides[1].has_notes_slide
    xml = part(blob, "ppt/presentation.xml")
    assert re.findall(r'<p14:section name="([^"]+)"', xml) == ["Part one", "Part two"]
    assert "notesMasterIdLst" in xml


def test_folio_is_a_field(blob: bytes) -> None:
    assert 'type="slidenum"' in part(blob, "ppt/slides/slide1.xml")


def test_chinese_has_its_language_and_font(blob: bytes) -> None:
    xml = part(blob, "ppt/slides/slide2.xml")
    assert 'lang="zh-CN" altLang="en"' in xml
    assert '<a:ea typeface="Noto Sans SC"/>' in xml


def test_core_properties(deck: Any) -> None:
    assert deck.core_properties.title == "Office affairs & <more>"
    assert deck.core_properties.created.isoformat().startswith("2022-03-01T00:00:00")


def test_zip_is_deterministic(publication: Publication, blob: bytes) -> None:
    assert render(publication, "pptx") == blob
    entries = zipfile.ZipFile(io.BytesIO(blob)).infolist()
    assert entries[0].filename == "[Content_Types].xml"
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}


def test_what_decks_share_comes_before_what_one_says(blob: bytes) -> None:
    """Records of a batch begin alike, however many pictures and layouts there are."""
    names = zipfile.ZipFile(io.BytesIO(blob)).namelist()
    slide = names.index(SLIDE)
    shared = [name for name in names if name.startswith(("ppt/media/", "ppt/slideLayouts/", "ppt/slideMasters/"))]
    assert shared and max(map(names.index, shared)) < min(slide, names.index("docProps/core.xml"))


def changed(blob: bytes, name: str, edit: Callable[[bytes], bytes | None], twice: bool = False) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(blob)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.namelist():
            data: bytes | None = source.read(entry)
            if entry == name and data is not None:
                data = edit(data)
            if data is not None:
                target.writestr(entry, data)
        if twice:
            target.writestr(name, b"")
    return out.getvalue()


SLIDE, RELS, TYPES = "ppt/slides/slide1.xml", "ppt/slides/_rels/slide1.xml.rels", "[Content_Types].xml"
DEFECTS: dict[str, tuple[str, Callable[[bytes], bytes | None], str]] = {
    "shape id twice": (SLIDE, lambda d: d.replace(b'cNvPr id="3"', b'cNvPr id="2"'), "shape id 2 is used 2 times"),
    "shape id too large": (SLIDE, lambda d: d.replace(b'cNvPr id="3"', b'cNvPr id="2147483648"'), "out of range"),
    "no layout": (RELS, lambda d: re.sub(rb"<Relationship [^>]*slideLayout[^>]*>", b"", d), "has no layout"),
    "absent target": (RELS, lambda d: d.replace(b"media/image", b"media/other"), "leads to the absent"),
    "missing relationship": (SLIDE, lambda d: d.replace(b'r:embed="', b'r:embed="x'), "is missing"),
    "absent part": ("ppt/media/image1.png", lambda d: None, "absent"),
    "no content type": (TYPES, lambda d: re.sub(rb'<Default [^>]*"png"[^>]*>', b"", d), "has no content type"),
    "type of an absent part": (TYPES, lambda d: d.replace(b"slide2.xml", b"slide7.xml"), "absent"),
    "broken XML": (SLIDE, lambda d: d[:-10], "broken XML"),
    "control escape": (SLIDE, lambda d: d.replace(b"First", b"_x0007_"), "control-character"),
    "NaN": (SLIDE, lambda d: d.replace(b"First point", b"NaN"), "NaN"),
    "fraction": (SLIDE, lambda d: re.sub(rb'cx="(\d+)"', rb'cx="\1.5"', d), "is no length"),
    "negative extent": (SLIDE, lambda d: re.sub(rb'cx="(\d+)"', rb'cx="-\1"', d), "is no length"),
    "colour": ("ppt/theme/theme1.xml", lambda d: d.replace(b'"12355B"', b'"navy"'), "is no colour"),
    "styles": (
        "ppt/theme/theme1.xml",
        lambda d: re.sub(rb"<a:effectStyleLst>.*</a:effectStyleLst>", b"<a:effectStyleLst/>", d),
        "fewer than three",
    ),
    "corrupt picture": ("ppt/media/image1.png", lambda d: b"xxxx", "is no png"),
    "layout ids collide": (
        "ppt/slideMasters/slideMaster1.xml",
        lambda d: d.replace(b'id="2147483662"', b'id="2147483661"'),
        "used 2 times",
    ),
    "placeholder without layout": (SLIDE, lambda d: re.sub(rb' idx="\d+"', b' idx="77"', d), "has no placeholder"),
    "orphan slide": (
        "ppt/_rels/presentation.xml.rels",
        lambda d: re.sub(rb"<Relationship [^>]*slides/slide2[^>]*>", b"", d),
        "belongs to no deck",
    ),
    "paragraph properties twice": (SLIDE, lambda d: d.replace(b"<a:pPr", b"<a:pPr/><a:pPr", 1), "two properties"),
    "no text body": (
        SLIDE,
        lambda d: re.sub(rb"<p:txBody>.*?</p:txBody>", b"", d, count=1, flags=re.DOTALL),
        "no text body",
    ),
    "external picture": (
        RELS,
        lambda d: re.sub(rb'(<Relationship [^>]*relationships/image"[^>]*)/>', rb'\1 TargetMode="External"/>', d),
        "external picture",
    ),
    "relationship twice": (
        RELS,
        lambda d: d.replace(b"</Relationships>", re.findall(rb"<Relationship [^>]*/>", d)[0] + b"</Relationships>"),
        "twice",
    ),
}


@pytest.mark.parametrize("name", DEFECTS)
def test_lint_catches(blob: bytes, name: str) -> None:
    where, edit, said = DEFECTS[name]
    faults = faults_of(changed(blob, where, edit))
    assert any(said in fault for fault in faults), faults


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_lint_catches_a_part_twice(blob: bytes) -> None:
    assert any("there twice" in fault for fault in faults_of(changed(blob, SLIDE, lambda d: d, twice=True)))


def test_lint_passes_a_sound_deck(blob: bytes) -> None:
    assert faults_of(blob) == []


def test_pictures_in_the_themes_colours_and_what_is_laid_over_them(publication: Publication, tmp_path: Path) -> None:
    sheet = publication.sheets[0]
    photo = next(item for item in sheet.items if isinstance(item, ImageItem))
    tone = (Colour("accent1", "12355B"), Colour("paper", "FFFFFF"))
    over = ShapeItem(photo.box, fill=Colour("ink", "1B2430"), opacity=0.5, name="overlay")
    items = tuple(
        made for item in sheet.items for made in ((replace(photo, tone=tone), over) if item is photo else (item,))
    )
    blob = render(replace(publication, sheets=(replace(sheet, items=items), *publication.sheets[1:])), "pptx")
    slide = part(blob, "ppt/slides/slide1.xml")
    assert '<a:duotone><a:schemeClr val="accent1"/><a:schemeClr val="bg1"/></a:duotone>' in slide
    assert '<a:schemeClr val="tx1"><a:alpha val="50000"/></a:schemeClr>' in slide
    file = tmp_path / "toned.pptx"
    file.write_bytes(blob)
    errors = [error for error in OpenXmlValidator().validate(str(file)).errors if "viewProps" not in error.description]
    assert errors == []

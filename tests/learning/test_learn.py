"""`reportgen brand learn`: what is understood of templates, what is written, what is refused."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from pptx import Presentation
from pypdfium2 import PdfDocument

from reportgen.brand import load_brand
from reportgen.errors import BrandError
from reportgen.learning.learn import CONTACT_SHEET, Learned, learn
from reportgen.learning.measuring_fonts import measured_fonts
from reportgen.templates import load_library, on_company_layouts

USUAL = {
    "cover": "Title Slide",
    "divider": "Section Header",
    "story": "Title and Content",
    "table": "Title and Content",
}
EXPECTED = {
    "dark": USUAL,
    "pictured": USUAL,
    "narrow-title": {"cover": "Title Slide", "divider": "Title Slide", "story": "Content", "chart": "Content"},
    "two-masters": USUAL,
    "footers-on-top": USUAL,
    "german": {"cover": "Titelfolie", "divider": "Kapitel", "story": "Inhalt", "closing": "Danke"},
    "small-text": USUAL,
}


@pytest.mark.parametrize("name", EXPECTED)
def test_section_types_find_their_layouts(learned: Mapping[str, Learned], name: str) -> None:
    assert EXPECTED[name].items() <= learned[name].sections.items()


@pytest.mark.parametrize("name", EXPECTED)
def test_the_map_and_the_layouts_are_a_library(learned: Mapping[str, Learned], name: str) -> None:
    folder = learned[name].folder
    brand = load_brand(folder / "brand.yaml")
    library = on_company_layouts(load_library([folder / "layouts"], brand.series), folder)
    said = yaml.safe_load((folder / "deck.yaml").read_text("utf-8"))
    for type_, entries in said["sections"].items():
        for entry in entries:
            template = library.slides[entry["template"]]
            assert type_ in template.accepts
            assert template.layout is not None
            assert template.layout.startswith("ppt/slideLayouts/")
            assert 0 < entry["confidence"] <= 1
            assert entry["reason"]


@pytest.mark.parametrize("name", EXPECTED)
def test_the_contact_sheet_shows_every_layout(
    learned: Mapping[str, Learned], name: str, templates: Mapping[str, bytes]
) -> None:
    with PdfDocument(learned[name].folder / CONTACT_SHEET) as sheet:
        text = "".join(page.get_textpage().get_text_bounded() for page in sheet)
    layouts = [
        layout.name
        for master in Presentation(io.BytesIO(templates[name])).slide_masters
        for layout in master.slide_layouts
    ]
    assert layouts
    assert all(f"{layout}:" in text for layout in layouts)


def test_paper_is_what_text_stands_on(learned: Mapping[str, Learned]) -> None:
    """The ground of the free area: a dark master's, and the panel that lies on a picture."""
    papers = {name: load_brand(one.folder / "brand.yaml").palette["paper"] for name, one in learned.items()}
    assert papers["dark"] == "1A1A2E"
    assert papers["pictured"] == papers["german"] == "FFFFFF"


def test_places_are_resolved_over_layout_master_and_styles(learned: Mapping[str, Learned]) -> None:
    library = load_library([learned["small-text"].folder / "layouts"])
    title, words = library.slides["Title and Content"].regions[:2]
    assert title.office is not None
    assert words.office is not None
    assert (title.office.type, title.office.index, title.anchor) == ("title", 0, "middle")
    assert [level.size for level in words.office.levels] == [14, 14, 12, 12, 12]
    assert [round(level.indent) for level in words.office.levels[:2]] == [16, 32]
    assert words.office.levels[0].bullet == "•"
    assert words.office.shrinks
    names = next(one for one in library.slides["Title and Content"].regions if "byline" in one.slots)
    assert words.at is not None
    assert names.at is not None
    assert (words.at.left, words.at.top, words.at.width) == (40, 108, 880)
    assert (words.at.height, names.at.height) == (384 - 16, 16)


def test_a_narrow_title_leaves_what_is_right_of_it(learned: Mapping[str, Learned]) -> None:
    margins = load_brand(learned["narrow-title"].folder / "brand.yaml").slide.margins
    assert margins.left > 290


def test_a_footer_of_the_companys_stays(learned: Mapping[str, Learned]) -> None:
    library = load_library([learned["footers-on-top"].folder / "layouts"])
    assert "Acme plc · Confidential" in [part.text for part in library.slides["Title and Content"].furniture]


def test_fonts_that_are_not_at_hand_are_told(learned: Mapping[str, Learned]) -> None:
    assert any("Segoe UI is not at hand: measured with Inter" in told for told in learned["dark"].told)
    assert load_brand(learned["dark"].folder / "brand.yaml").measure < 1
    assert (
        load_brand(learned["german"].folder / "brand.yaml").measure == 1
    )  # Arial: all programs have one of its widths


def test_untouched_parts_are_byte_for_byte_the_same(
    learned: Mapping[str, Learned], templates: Mapping[str, bytes]
) -> None:
    for name, one in learned.items():
        with (
            zipfile.ZipFile(io.BytesIO(templates[name])) as before,
            zipfile.ZipFile(one.folder / "template.pptx") as now,
        ):
            kept = [
                part
                for part in now.namelist()
                if "/slideMasters/" in part or "/slideLayouts/" in part or "/theme/" in part
            ]
            assert kept
            assert all(now.read(part) == before.read(part) for part in kept)


def test_sample_slides_macros_and_ways_out_are_taken_out_and_told(
    tmp_path: Path, templates: Mapping[str, bytes]
) -> None:
    deck = Presentation(io.BytesIO(templates["small-text"]))
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "A sample"
    deck.slide_layouts[0].part.relate_to(
        "https://tracker.example/p.png",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image",
        is_external=True,
    )
    raw = io.BytesIO()
    deck.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(tmp_path / "macros.potm", "w") as target:
        for part in source.namelist():
            data = source.read(part)
            if part == "ppt/_rels/presentation.xml.rels":
                data = data.replace(
                    b"</Relationships>",
                    b'<Relationship Id="rIdV" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/></Relationships>',
                )
            if part == "[Content_Types].xml":
                data = data.replace(
                    b"presentationml.presentation.main+xml", b"presentationml.template.macroEnabled.main+xml"
                )
                data = data.replace(
                    b"</Types>",
                    b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
                )
            target.writestr(part, data)
        target.writestr("ppt/vbaProject.bin", b"Sub AutoOpen()")
    made = learn(tmp_path / "macros.potm", tmp_path / "brand")
    (taken,) = [told for told in made.told if told.startswith("taken out")]
    assert "1 sample slide" in taken
    assert "1 macro project" in taken
    assert "1 link out of the file" in taken
    clean = Presentation(str(tmp_path / "brand" / "template.pptx"))
    assert len(clean.slides) == 0
    with zipfile.ZipFile(tmp_path / "brand" / "template.pptx") as package:
        names = package.namelist()
        assert not [name for name in names if "vba" in name or "/slides/" in name]
        assert b"tracker.example" not in b"".join(map(package.read, names))
        assert b"macroEnabled" not in package.read("[Content_Types].xml")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "PowerPoint 97 to 2003"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40) + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password",
        ),
        (b"", "the file is empty"),
        (b"%PDF-1.7", "no PowerPoint file"),
        (b"PK\x03\x04 broken", "damaged"),
    ],
)
def test_what_is_no_template_is_refused_with_a_remedy(tmp_path: Path, data: bytes, told: str) -> None:
    (tmp_path / "t.potx").write_bytes(data)
    with pytest.raises(BrandError, match=told) as raised:
        learn(tmp_path / "t.potx", tmp_path / "brand")
    assert raised.value.hint
    assert not (tmp_path / "brand").exists()


def test_other_zip_files_are_refused(tmp_path: Path) -> None:
    for parts, told in (
        ({"mimetype": "application/vnd.oasis.opendocument.presentation"}, "OpenDocument"),
        ({"readme.txt": "words"}, "no PowerPoint file"),
        ({"[Content_Types].xml": "<Types>wordprocessingml</Types>"}, "no presentation"),
    ):
        with zipfile.ZipFile(tmp_path / "t.potx", "w") as target:
            for name, text in parts.items():
                target.writestr(name, text)
        with pytest.raises(BrandError, match=told):
            learn(tmp_path / "t.potx", tmp_path / "brand")


def test_a_part_cut_off_is_told(tmp_path: Path, templates: Mapping[str, bytes]) -> None:
    with (
        zipfile.ZipFile(io.BytesIO(templates["dark"])) as source,
        zipfile.ZipFile(tmp_path / "t.potx", "w") as target,
    ):
        for part in source.namelist():
            data = source.read(part)
            target.writestr(part, data[: len(data) // 2] if part == "ppt/slideLayouts/slideLayout2.xml" else data)
    with pytest.raises(BrandError, match=r"slideLayout2\.xml is broken"):
        learn(tmp_path / "t.potx", tmp_path / "brand")


def test_a_brand_that_is_there_is_not_written_over_in_silence(tmp_path: Path, templates: Mapping[str, bytes]) -> None:
    (tmp_path / "t.potx").write_bytes(templates["dark"])
    learn(tmp_path / "t.potx", tmp_path / "brand")
    with pytest.raises(BrandError, match="a brand already"):
        learn(tmp_path / "t.potx", tmp_path / "brand")
    learn(tmp_path / "t.potx", tmp_path / "brand", replace=True)


def test_own_font_files_are_measured_with() -> None:
    fonts = Path(__file__).parents[2] / "fonts"
    found = measured_fonts(["IBM Plex Mono", "Calibri"], [], fonts)
    assert {(file["weight"], file["italic"]) for file in found["IBM Plex Mono"].files} == {
        (400, False),
        (400, True),
        (700, False),
    }
    assert found["IBM Plex Mono"].told == ""
    assert "measured with Inter" in found["Calibri"].told

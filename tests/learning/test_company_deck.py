"""Decks on a company's own template: what stands where, and what of the template stays as it was."""

import copy
import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
import yaml
from pptx import Presentation
from pptx.util import Emu

from reportgen import PptxOptions, compose, parse, render
from reportgen.api import library_of
from reportgen.backends.pptx.lint import faults_of
from reportgen.backends.pptx.updating import updated
from reportgen.brand import load_brand
from reportgen.errors import ReportgenError
from reportgen.learning.learn import Learned

NAMES = ("dark", "pictured", "narrow-title", "two-masters", "footers-on-top", "german", "small-text")
SOURCE: dict[str, Any] = {
    "title": "June",
    "language": "en-GB",
    "date": "2026-06-01",
    "sections": [
        {"type": "cover", "masthead": "Acme in June", "title": "What we did, and what comes"},
        {"type": "divider", "headline": "Markets"},
        {
            "type": "story",
            "kicker": "Rates",
            "headline": "Rates fell again, and the market had expected more of them",
            "body": "The first cut came in March. **Two more** followed, and a [note](https://example.com) told why.",
            "points": ["Banks lend more", "Builders wait", "Savers lose"],
        },
        {
            "type": "chart",
            "headline": "Loans grew",
            "chart": {"kind": "column", "categories": ["Q1", "Q2"], "series": [{"name": "Loans", "values": [3, 4]}]},
        },
        {"type": "table", "headline": "Where", "table": {"columns": ["Region", "Loans"], "rows": [["East", 3], ["West", 4]]}},
        {"type": "quote", "quote": "Few words.", "attribution": "Ada"},
        {"type": "stats", "headline": "In numbers", "stats": [{"value": "8", "label": "hubs"}, {"value": "3", "label": "ports"}]},
        {"type": "closing", "headline": "Thank you", "body": "Write to us."},
    ],
}  # fmt: skip
TITLES = ("title", "ctrTitle")


def deck_of(folder: Path, source: Mapping[str, Any] = SOURCE) -> bytes:
    return render(compose(parse(source), "deck", brand=folder / "brand.yaml"), "pptx")


@pytest.fixture(scope="session")
def decks(learned: Mapping[str, Learned]) -> Mapping[str, bytes]:
    return {name: deck_of(learned[name].folder) for name in NAMES}


def kind_of(shape: Any) -> str | None:
    """The type of the placeholder that a shape fills."""
    found = shape._element.find("./*/{*}nvPr/{*}ph")
    return None if found is None else found.get("type", "obj")


@pytest.mark.parametrize("name", NAMES)
def test_every_title_is_in_the_title_of_its_layout(decks: Mapping[str, bytes], name: str) -> None:
    deck: Any = Presentation(io.BytesIO(decks[name]))
    assert len(deck.slides) >= 8
    for slide in deck.slides:
        (title,) = [shape for shape in slide.shapes if kind_of(shape) in TITLES]
        assert title.text_frame.text.strip()
        assert title._element.find(".//{*}xfrm") is None


@pytest.mark.parametrize("name", NAMES)
def test_text_fills_placeholders_and_says_no_looks_of_its_own(decks: Mapping[str, bytes], name: str) -> None:
    deck: Any = Presentation(io.BytesIO(decks[name]))
    story = next(slide for slide in deck.slides if "Rates fell" in slide.shapes.title.text_frame.text)
    (words,) = [shape for shape in story.shapes if kind_of(shape) in ("obj", "body")]
    assert "Banks lend more" in words.text_frame.text
    xml = words._element.xml
    assert not re.search(r"<a:(?:latin|ea|cs|solidFill|buChar|lnSpc|spcBef)\b|\bsz=|marL=", xml)
    assert 'b="1"' in xml  # the author's emphasis stays
    assert "hlinkClick" in xml


@pytest.mark.parametrize("name", NAMES)
def test_charts_and_tables_fill_the_companys_places(decks: Mapping[str, bytes], name: str) -> None:
    deck: Any = Presentation(io.BytesIO(decks[name]))
    frames = [shape for slide in deck.slides for shape in slide.shapes if shape.has_chart or shape.has_table]
    assert len(frames) == 2
    assert all(kind_of(frame) in ("obj", "chart", "tbl") for frame in frames)


@pytest.mark.parametrize("name", NAMES)
def test_the_templates_parts_stay_byte_for_byte(
    learned: Mapping[str, Learned], decks: Mapping[str, bytes], name: str
) -> None:
    with (
        zipfile.ZipFile(learned[name].folder / "template.pptx") as before,
        zipfile.ZipFile(io.BytesIO(decks[name])) as now,
    ):
        changed = [
            part for part in before.namelist() if part not in now.namelist() or before.read(part) != now.read(part)
        ]
    allowed = ("[Content_Types].xml", "_rels/.rels", "ppt/presentation.xml", "ppt/_rels/presentation.xml.rels")
    assert [part for part in changed if part not in allowed and not part.startswith("docProps/")] == []


@pytest.mark.parametrize("name", NAMES)
def test_decks_are_sound(decks: Mapping[str, bytes], name: str) -> None:
    assert faults_of(decks[name]) == []


@pytest.mark.parametrize("name", ["dark", "two-masters"])
def test_unused_layouts_are_taken_out_on_request(
    learned: Mapping[str, Learned], decks: Mapping[str, bytes], name: str
) -> None:
    laid = compose(parse(SOURCE), "deck", brand=learned[name].folder / "brand.yaml")
    data = render(laid, "pptx", PptxOptions(prune_layouts=True))
    assert faults_of(data) == []
    whole, pruned = (Presentation(io.BytesIO(one)) for one in (decks[name], data))
    used = [slide.slide_layout.name for slide in whole.slides]
    assert [slide.slide_layout.name for slide in pruned.slides] == used
    assert {layout.name for master in pruned.slide_masters for layout in master.slide_layouts} == set(used)
    assert len(pruned.slide_masters) < len(whole.slide_masters) or name == "dark"
    with zipfile.ZipFile(io.BytesIO(decks[name])) as before, zipfile.ZipFile(io.BytesIO(data)) as now:
        layouts = [one for one in now.namelist() if one.startswith("ppt/slideLayouts/")]
        assert len([one for one in layouts if one.endswith(".xml")]) == len(set(used))
        assert all(before.read(one) == now.read(one) for one in layouts)
        shown = [one for one in now.namelist() if one.startswith("ppt/theme/")]
        assert len(shown) <= len([one for one in before.namelist() if one.startswith("ppt/theme/")])


def test_a_layout_that_was_taken_out_comes_back_with_a_slide_that_needs_it(learned: Mapping[str, Learned]) -> None:
    brand = learned["two-masters"].folder / "brand.yaml"
    short = {**SOURCE, "sections": SOURCE["sections"][1:3]}
    data = render(compose(parse(short), "deck", brand=brand), "pptx", PptxOptions(prune_layouts=True))
    laid = compose(parse(SOURCE), "deck", brand=brand)
    whole = render(laid, "pptx")
    done = updated(data, whole, laid)
    assert faults_of(done.data) == []
    names = [[slide.slide_layout.name for slide in Presentation(io.BytesIO(one)).slides] for one in (done.data, whole)]
    assert names[0] == names[1]


def test_what_has_no_place_in_the_template_is_in_the_notes(decks: Mapping[str, bytes]) -> None:
    deck: Any = Presentation(io.BytesIO(decks["dark"]))
    story = next(slide for slide in deck.slides if "Rates fell" in slide.shapes.title.text_frame.text)
    assert "Rates" in [paragraph.text for paragraph in story.notes_slide.notes_text_frame.paragraphs]


def test_the_map_decides(learned: Mapping[str, Learned], tmp_path: Path) -> None:
    folder = tmp_path / "brand"
    copytree(learned["dark"].folder, folder)
    said = yaml.safe_load((folder / "deck.yaml").read_text("utf-8"))
    said["sections"]["story"] = [{"template": "Two Content"}]
    (folder / "deck.yaml").write_text(yaml.safe_dump(said), "utf-8")
    deck: Any = Presentation(io.BytesIO(deck_of(folder)))
    story = next(slide for slide in deck.slides if "Rates fell" in slide.shapes.title.text_frame.text)
    assert story.slide_layout.name == "Two Content"
    said["sections"]["story"] = [{"template": "Two Contents"}]
    (folder / "deck.yaml").write_text(yaml.safe_dump(said), "utf-8")
    with pytest.raises(ReportgenError, match='no slide template "Two Contents"'):
        deck_of(folder)


def test_a_layout_is_taken_by_its_name(learned: Mapping[str, Learned]) -> None:
    section = {"type": "story", "headline": "Here", "body": "Words.", "layout": "Text and Picture"}
    deck: Any = Presentation(io.BytesIO(deck_of(learned["dark"].folder, {**SOURCE, "sections": [section]})))
    assert [slide.slide_layout.name for slide in deck.slides] == ["Text and Picture"]


@pytest.mark.parametrize("name", NAMES)
def test_every_section_type_has_a_template(learned: Mapping[str, Learned], name: str) -> None:
    brand = load_brand(learned[name].folder / "brand.yaml")
    library = library_of(parse(SOURCE), brand)
    taken = {type_ for template in library.slides.values() for type_ in template.accepts}
    assert taken >= {
        "agenda", "brief", "chart", "closing", "comparison", "contents", "cover", "cta", "divider", "events", "gallery",
        "imprint", "interview", "matrix", "people", "process", "quote", "sidebar", "spotlight", "statement", "stats",
        "story", "table", "timeline",
    }  # fmt: skip


def test_a_template_that_was_changed_since_is_told(learned: Mapping[str, Learned], tmp_path: Path) -> None:
    folder = tmp_path / "brand"
    copytree(learned["dark"].folder, folder)
    (folder / "template.pptx").write_bytes(b"PK")
    with pytest.raises(ReportgenError, match="cannot be read"):
        deck_of(folder)


def test_the_pdf_shows_the_templates_art(learned: Mapping[str, Learned]) -> None:
    made = compose(parse(SOURCE), "deck", brand=learned["dark"].folder / "brand.yaml")
    cover = made.master(made.sheets[0].master)
    assert [item.picture for item in cover.items if hasattr(item, "picture")]
    assert render(made, "pdf").startswith(b"%PDF")


@pytest.mark.parametrize("name", ["dark", "two-masters"])
def test_decks_in_a_companys_file_are_brought_up_to_date(
    name: str, learned: Mapping[str, Learned], decks: Mapping[str, bytes]
) -> None:
    edited = Presentation(io.BytesIO(decks[name]))
    title = edited.slides[2].shapes.title
    title.left, title.top, title.width, title.height = (Emu(one) for one in (12345, 23456, 3_000_000, 500_000))
    stream = io.BytesIO()
    edited.save(stream)
    source = copy.deepcopy(SOURCE)
    story, chart, table = (source["sections"][at] for at in (2, 3, 4))
    story["headline"] = "Rates fell once more, and the market had expected more of them"
    chart["chart"]["series"][0]["values"] = [5, 6]
    table["table"]["rows"].append(["South", 9])
    laid = compose(parse(source), "deck", brand=learned[name].folder / "brand.yaml")
    fresh = render(laid, "pptx")
    done = updated(stream.getvalue(), fresh, laid)
    result = Presentation(io.BytesIO(done.data))
    title = result.slides[2].shapes.title
    assert (title.left, title.text_frame.text) == (12345, story["headline"])
    shown = next(one.chart for one in result.slides[3].shapes if one.has_chart)
    assert list(shown.plots[0].series[0].values) == [5, 6]
    rows = next(one.table.rows for one in result.slides[4].shapes if one.has_table)
    assert [cell.text for cell in rows[3].cells] == ["South", "9"]
    assert updated(done.data, fresh, laid).data == done.data
    before, after = (zipfile.ZipFile(io.BytesIO(data)) for data in (stream.getvalue(), done.data))
    kept = [
        one for one in before.namelist() if one.startswith(("ppt/slideMasters/", "ppt/slideLayouts/", "ppt/theme/"))
    ]
    assert kept
    assert all(before.read(one) == after.read(one) for one in kept)

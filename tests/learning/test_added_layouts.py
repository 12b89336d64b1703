"""Layouts that a deck adds to a company's template, for what this has none for."""

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any

import pytest
from pptx import Presentation

from reportgen import PptxOptions, Publication, compose, parse, render, update
from reportgen.backends.pptx.lint import faults_of
from reportgen.learning.learn import Learned

NAMES = ("dark", "two-masters", "german", "footers-on-top")
STEP = {"title": "Power", "text": "Every hub needs water, fibre and patience."}
SOURCE: dict[str, Any] = {
    "title": "June",
    "language": "en-GB",
    "sections": [
        {"type": "story", "headline": "Rates fell", "body": "The first cut came in March. Two more followed."},
        {"type": "process", "headline": "How it is done", "steps": [STEP, STEP, STEP]},
        {"type": "people", "headline": "Who does it", "people": [{"name": name, "role": "Chair"} for name in ("Ada Low", "Bo Hay", "Cy Orr", "Di Fry")]},
        {"type": "stats", "headline": "In numbers", "stats": [{"value": "8", "label": "hubs"}, {"value": "3", "label": "ports"}, {"value": "5", "label": "roads"}]},
        {"type": "process", "headline": "And again", "steps": [STEP, STEP, STEP]},
    ],
}  # fmt: skip
COMPOSED = ("How it is done", "Who does it", "And again")


def laid(learned: Mapping[str, Learned], name: str, source: Mapping[str, Any] = SOURCE) -> Publication:
    return compose(parse(source), "deck", brand=learned[name].folder / "brand.yaml")


def added(learned: Mapping[str, Learned], name: str, source: Mapping[str, Any] = SOURCE, **more: bool) -> bytes:
    return render(laid(learned, name, source), "pptx", PptxOptions(add_layouts=True, **more))


def opened(data: bytes) -> Any:
    return Presentation(io.BytesIO(data))


def by_title(deck: Any) -> dict[str, Any]:
    return {slide.shapes.title.text_frame.text: slide for slide in deck.slides}


def texts(slide: Any, *, placeholders: bool) -> str:
    found = [one for one in slide.shapes if one.has_text_frame and one.is_placeholder == placeholders]
    return " ".join(one.text_frame.text for one in found)


@pytest.mark.parametrize("name", NAMES)
def test_what_has_no_layout_gets_one_with_a_placeholder_for_each_text(
    learned: Mapping[str, Learned], name: str
) -> None:
    data = added(learned, name)
    assert faults_of(data) == []
    deck = opened(data)
    template = opened((learned[name].folder / "template.pptx").read_bytes())
    known = {layout.name for master in template.slide_masters for layout in master.slide_layouts}
    every = [layout.name for master in deck.slide_masters for layout in master.slide_layouts]
    new = [one for one in every if one not in known]
    assert len(set(new)) == len(new) > 0
    slides = by_title(deck)
    for title in COMPOSED:
        slide = slides[title]
        assert slide.slide_layout.name not in known
        assert re.search("Power|Ada Low", texts(slide, placeholders=True))
        assert not re.search("Power|Ada Low|patience|Chair", texts(slide, placeholders=False))
        for shape in slide.placeholders:  # it stands and looks as the layout says
            if shape.has_text_frame and shape.placeholder_format.idx >= 1000:
                assert shape._element.find(".//{*}xfrm") is None
                assert not re.search(r"\bsz=|<a:(?:latin|solidFill|lnSpc|spcBef)\b", shape._element.xml)
    assert slides["How it is done"].slide_layout.name == slides["And again"].slide_layout.name
    assert slides["Rates fell"].slide_layout.name in known


@pytest.mark.parametrize("name", NAMES)
def test_what_the_template_has_stays_as_it_was(learned: Mapping[str, Learned], name: str) -> None:
    data = added(learned, name)
    path = learned[name].folder / "template.pptx"
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(io.BytesIO(data)) as now:
        changed = [one for one in before.namelist() if one not in now.namelist() or before.read(one) != now.read(one)]
    masters = [one for one in changed if one.startswith("ppt/slideMasters/")]
    assert masters  # they list the new layouts
    allowed = ("[Content_Types].xml", "_rels/.rels", "ppt/presentation.xml", "ppt/_rels/presentation.xml.rels")
    others = [one for one in changed if one not in masters and one not in allowed]
    assert [one for one in others if not one.startswith("docProps/")] == []
    assert data == added(learned, name)


def test_added_layouts_keep_the_title_and_the_foot_of_the_companys(learned: Mapping[str, Learned]) -> None:
    plain = by_title(opened(render(laid(learned, "dark"), "pptx")))["Who does it"].slide_layout
    made = by_title(opened(added(learned, "dark")))["Who does it"].slide_layout
    kept = {one.placeholder_format.idx: one.placeholder_format.type for one in plain.placeholders}
    now = {one.placeholder_format.idx: one.placeholder_format.type for one in made.placeholders}
    assert kept.items() <= now.items()
    assert len(now) > len(kept)
    ids = [one.get("id") for one in made._element.iter("{*}cNvPr")]
    assert len(ids) == len(set(ids))


def test_unused_layouts_go_and_added_ones_stay(learned: Mapping[str, Learned]) -> None:
    data = added(learned, "two-masters", prune_layouts=True)
    assert faults_of(data) == []
    deck = opened(data)
    used = {slide.slide_layout.name for slide in deck.slides}
    assert {layout.name for master in deck.slide_masters for layout in master.slide_layouts} == used


def test_a_deck_with_added_layouts_is_brought_up_to_date(learned: Mapping[str, Learned]) -> None:
    brand = learned["dark"].folder / "brand.yaml"
    data = added(learned, "dark")
    sections = [{**one, "steps": [{**STEP, "title": "Light"}, STEP, STEP]} if one["type"] == "process" else one for one in SOURCE["sections"]]  # fmt: skip
    changed = parse({**SOURCE, "sections": sections})
    done = update(data, changed, brand=brand)
    assert faults_of(done.data) == []
    before, now = by_title(opened(data)), by_title(opened(done.data))
    for title in COMPOSED:
        assert now[title].slide_layout.name == before[title].slide_layout.name
    assert "Light" in texts(now["How it is done"], placeholders=True)
    assert "Light" not in texts(now["How it is done"], placeholders=False)
    assert update(done.data, changed, brand=brand).data == done.data


def test_panels_of_several_texts_stand_on_slides_of_the_companys_layout(learned: Mapping[str, Learned]) -> None:
    """Without an added layout nothing else would show them."""
    publication = laid(learned, "dark")
    sheet = next(sheet for sheet in publication.sheets if sheet.title.startswith("Who does it"))
    panels = [item for item in sheet.items if getattr(item, "name", "") == "panel"]
    slide = by_title(opened(render(publication, "pptx")))["Who does it"]
    filled = [one for one in slide.shapes if one._element.find("./{*}spPr/{*}solidFill") is not None]
    assert panels
    assert len(filled) >= len(panels)

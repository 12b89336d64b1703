"""What a designer does in a folder of files, with nothing else edited: a template that extends another; a master replaced."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from reportgen import compose, parse
from reportgen.brand import load_brand
from reportgen.errors import ReportgenError
from reportgen.frames import ImageItem, Publication, ShapeItem, Sheet, TextItem
from reportgen.geometry import Rect

BRANDS = Path(__file__).parents[2] / "examples/brands"

TEMPLATE = """\
extends: figure
description: A picture over the left half, a big number on a dark ground over it, and a caption.
accepts: [story]
live: {rows: 1-24}
picture: {at: {columns: 1-6, bleed: [left, top, bottom]}, before: kicker}
kicker: {at: {columns: 7-12}}
headline: {at: {columns: 7-12}}
source: {at: {columns: 7-12}}
footer: {at: {columns: 7-9}}
regions:
  stats: {kind: stats, at: {columns: 2-5, rows: 8-15}, style: display, across: 1, anchor: middle, panel: ink, inset: 18pt, required: true}
  caption: {slots: [standfirst], at: {columns: 7-12, rows: 8-15}, style: caption, role: caption}
"""

MASTER = """\
extends: slide-plain
description: The title at the foot of a bar down the left edge.
live: {columns: 4-12, rows: 2-22}
furniture:
  bar: {at: {columns: 1-3, rows: 1-24, bleed: [left, top, bottom]}, fill: accent1, before: footer}
  footer: {at: {columns: 4-9}}
kicker: {at: {columns: 1-3, rows: 14-15}, ground: accent1}
headline: {at: {columns: 1-3, rows: 16-24}, ground: accent1, anchor: top, lines: 5}
source: {at: {columns: 4-12}}
"""


def deck(folder: Path, sections: list[dict[str, object]], brand: Path) -> Publication:
    Image.new("RGB", (900, 700), "#8899AA").save(folder / "halls.png")
    source = {"title": "Halls", "language": "en", "sections": sections}
    return compose(parse(source, folder=folder), "deck", brand=load_brand(brand))


def texts(sheet: Sheet) -> dict[str, TextItem]:
    return {item.slot or "": item for item in sheet.items if isinstance(item, TextItem) and not item.artifact}


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2.2 reckons it."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def inside(inner: Rect, outer: Rect) -> bool:
    return (
        outer.x - 0.1 <= inner.x
        and outer.y - 0.1 <= inner.y
        and inner.right <= outer.right + 0.1
        and inner.bottom <= outer.bottom + 0.1
    )


def test_a_number_on_a_dark_ground_over_a_picture(tmp_path: Path) -> None:
    assert len(TEMPLATE.splitlines()) <= 12
    (tmp_path / "layouts/slides").mkdir(parents=True)
    (tmp_path / "layouts/slides/half-number.yaml").write_text(TEMPLATE)
    (tmp_path / "reportgen.toml").write_text("")
    section: dict[str, object] = {
        "type": "story",
        "headline": "Hubs are filling up",
        "standfirst": "The first hall of the eastern hub, in March.",
        "figure": {"file": "halls.png", "alt": "Halls"},
        "stats": [{"value": "87 %", "label": "of the halls are let"}],
        "layout": {"deck": "half-number"},
    }
    (sheet,) = deck(tmp_path, [section], BRANDS / "meridian/brand.yaml").sheets
    (picture,) = [item for item in sheet.items if isinstance(item, ImageItem) and not item.artifact]
    assert (picture.box.x, picture.box.y) == (0.0, 0.0)
    assert picture.box.height == pytest.approx(540, abs=1)
    assert picture.box.right == pytest.approx(480, abs=30)
    panel = next(item for item in sheet.items if isinstance(item, ShapeItem) and item.name == "panel")
    found = texts(sheet)
    number = found["stats-1"]
    assert inside(panel.box, picture.box) and inside(number.box, panel.box)
    order = list(sheet.items)
    assert order.index(picture) < order.index(panel) < order.index(number)
    assert panel.fill is not None
    for paragraph in number.paragraphs:
        for run in paragraph.runs:
            assert contrast(run.colour.rgb, panel.fill.rgb) >= 4.5
    caption = found["standfirst"]
    assert caption.paragraphs[0].text == section["standfirst"]
    assert caption.box.x > picture.box.right


def test_a_brand_replaces_the_master_of_slides(tmp_path: Path) -> None:
    brand = tmp_path / "brands/ours"
    brand.mkdir(parents=True)
    for file in (BRANDS / "meridian").iterdir():
        if file.is_file():
            (brand / file.name).write_bytes(file.read_bytes())
    sections: list[dict[str, object]] = [
        {
            "type": "table",
            "headline": "Hubs",
            "table": {"columns": ["Hub", "Halls"], "rows": [["East", 3], ["West", 4]]},
        },
        {
            "type": "timeline",
            "headline": "When",
            "moments": [{"at": "2024", "title": "Begun"}, {"at": "2025", "title": "Done"}],
        },
    ]
    before = deck(tmp_path, sections, brand / "brand.yaml")
    (brand / "layouts/masters").mkdir(parents=True)
    (brand / "layouts/masters/slide-plain.yaml").write_text(MASTER)
    after = deck(tmp_path, sections, brand / "brand.yaml")
    assert [sheet.master for sheet in after.sheets] == [sheet.master for sheet in before.sheets]
    for old, new in zip(before.masters, after.masters, strict=True):
        bands = [item for item in new.items if isinstance(item, ShapeItem) and item.name == "band"]
        assert not [item for item in old.items if isinstance(item, ShapeItem) and item.name == "band"]
        assert [(band.box.x, band.box.y) for band in bands] == [(0.0, 0.0)]
        titles = [place.box for place in new.placeholders if place.kind == "title"]
        assert all(inside(box, bands[0].box) for box in titles) and titles
    for old_sheet, new_sheet in zip(before.sheets, after.sheets, strict=True):
        title = texts(new_sheet)["headline"]
        kicker = texts(new_sheet).get("kicker")
        assert title.box.y > texts(old_sheet)["headline"].box.y + 100
        bar = next(item for item in after.masters[0].items if isinstance(item, ShapeItem) and item.name == "band")
        assert bar.fill is not None
        assert contrast(title.paragraphs[0].runs[0].colour.rgb, bar.fill.rgb) >= 4.5
        content = [i for i in new_sheet.items if i is not title and i.section is not None and i is not kicker]
        assert min(item.box.x for item in content) >= bar.box.right - 0.1


def test_a_box_that_is_given_twice_is_told(tmp_path: Path) -> None:
    """A child that gives the top of what its parent gives by the bottom: no side is dropped in silence."""
    (tmp_path / "layouts/masters").mkdir(parents=True)
    master = tmp_path / "layouts/masters/slide-plain.yaml"
    master.write_text("extends: slide-plain\ndescription: D.\nfurniture: {logo: {at: {top: 0.4in, height: 20pt}}}\n")
    (tmp_path / "reportgen.toml").write_text("")
    with pytest.raises(ReportgenError, match=r"slide-plain.yaml:3:\d+ furniture.logo.at: .* are one too many"):
        deck(tmp_path, [{"type": "story", "headline": "H", "body": "B."}], BRANDS / "meridian/brand.yaml")
    master.write_text(master.read_text().replace("0.4in", "0.4in, bottom: null"))
    made = deck(tmp_path, [{"type": "story", "headline": "H", "body": "B."}], BRANDS / "meridian/brand.yaml")
    logos = [item for item in made.masters[0].items if isinstance(item, ImageItem)]
    assert [round(logo.box.y, 1) for logo in logos] == [28.8]

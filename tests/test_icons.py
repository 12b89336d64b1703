"""Icons: drawn as paths in both formats, in the colour asked for."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
import resvg_py
from PIL import Image

from reportgen import compose, parse, render
from reportgen.backends.pdf.vector import svg_operators
from reportgen.drawings import is_drawable
from reportgen.errors import AssetError, ReportgenError
from reportgen.frames import ShapeItem, TextItem
from reportgen.icons import icon, names
from reportgen.layout.publication_pictures import Pictures


def test_every_icon_is_drawn() -> None:
    assert len(names()) > 60
    drawn = 0
    for name in names():
        svg = icon(name, "12355B")
        assert b"currentColor" not in svg
        if is_drawable(svg):  # others are drawn as pixels, because their arcs are not known to be drawn right as paths
            drawn += 1
            assert "0.07059 0.2078 0.3569 RG" in svg_operators(svg, 24, 24), name
        assert Pictures().add_vector(svg).width == 24
        image = Image.open(io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=svg.decode(), width=48))))
        colours = {pixel[:3] for _, pixel in image.convert("RGBA").getcolors(4000) or [] if pixel[3] == 255}  # type: ignore[index]
        assert colours == {(18, 53, 91)}, name
    assert drawn > 0.9 * len(names())


def test_unknown_icon() -> None:
    with pytest.raises(AssetError, match=r'there is no icon "rokcet" \(did you mean "rocket"\?\)'):
        icon("rokcet", "000000")


ROOT = Path(__file__).parents[1]

SOURCE: dict[str, Any] = {
    "title": "Icons",
    "date": "2026-05-11",
    "brand": "meridian",
    "sections": [
        {"type": "process", "headline": "How it goes", "steps": [
            {"title": "Pack", "icon": "package"}, {"title": "Drive", "icon": "truck"}, {"title": "Deliver"},
        ]},
        {"type": "comparison", "headline": "Which plan", "options": [
            {"title": "One", "icon": "user", "text": ["A desk"]}, {"title": "Team", "text": ["Ten desks"]},
        ]},
        {"type": "brief", "headline": "Why", "points": [
            {"icon": "sun", "text": "Goods leave before noon."}, {"icon": "wind", "text": "Nobody waits at the dock."},
            "This one has no icon.",
        ]},
    ],
}  # fmt: skip


def test_icons_are_shapes_of_the_sheet() -> None:
    publication = compose(parse(SOURCE, folder=ROOT / "examples"), "deck")
    drawn = [item for sheet in publication.sheets for item in sheet.items if isinstance(item, ShapeItem) and item.path]
    assert len(drawn) == 5
    texts = [item for item in publication.sheets[0].items if isinstance(item, TextItem)]
    steps = [item.paragraphs[0].text for item in texts if item.paragraphs[0].key.split(".")[1] == "step"]
    assert steps == ["3"]  # a number stands where there is no icon
    deck = render(publication, "pptx")
    slide = zipfile.ZipFile(io.BytesIO(deck)).read("ppt/slides/slide1.xml").decode()
    assert slide.count("<a:custGeom>") == 2  # freeforms in a colour of the theme, which people can change
    assert 'cap="rnd"' in slide and "schemeClr" in slide


def test_an_unknown_icon_is_told_at_its_line() -> None:
    source = (
        "title: Icons\nsections:\n  - type: brief\n    headline: Why\n    points:\n      - {icon: trcuk, text: Goods}\n"
    )
    with pytest.raises(ReportgenError, match=r'there is no icon "trcuk"') as caught:
        parse(source, format="yaml")
    (error,) = caught.value.each
    assert (error.where.line, error.hint) == (6, 'did you mean "truck"?')


def test_an_icon_that_is_asked_for_alone_wants_a_text() -> None:
    with pytest.raises(ReportgenError, match="text"):
        parse(
            "title: Icons\nsections:\n  - type: brief\n    headline: Why\n    points:\n      - {icon: truck}\n",
            format="yaml",
        )

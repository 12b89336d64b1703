"""Brands whose slides stand on masters of another series: titles, parts and panels where the series has them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import yaml
from pptx import Presentation

from reportgen import Brand, compose, load, render
from reportgen.errors import BrandError
from reportgen.frames import ChartItem, Publication, ShapeItem, Sheet, TextItem

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def cirrus() -> Publication:
    return compose(load(EXAMPLES / "cirrus-dispatch/cirrus-dispatch.yaml"), "deck")


@pytest.fixture(scope="module")
def northfield() -> Publication:
    return compose(load(EXAMPLES / "northfield-letter/northfield-letter.yaml"), "deck")


def slide(publication: Publication, title: str) -> Sheet:
    return next(sheet for sheet in publication.sheets if sheet.title.startswith(title))


def text(sheet: Sheet, slot: str) -> TextItem:
    return next(item for item in sheet.items if isinstance(item, TextItem) and item.slot == slot)


def test_a_title_beside_what_it_is_about(cirrus: Publication) -> None:
    found = slide(cirrus, "Nights are quiet")
    title = text(found, "headline")
    (chart,) = [item for item in found.items if isinstance(item, ChartItem)]
    assert title.box.right < chart.box.x and title.box.y < 60
    assert text(slide(cirrus, "What happens when"), "headline").box.width > 600  # what needs all of the width has it


def test_a_pill_for_each_part_and_one_that_is_reached(cirrus: Publication) -> None:
    found = slide(cirrus, "Nights are quiet")
    master = next(one for one in cirrus.masters if one.name == found.master)
    pale = [item for item in master.items if isinstance(item, ShapeItem) and item.name == "part"]
    (reached,) = [item for item in found.items if isinstance(item, ShapeItem) and item.name == "part"]
    assert len(pale) > 5
    assert [item.box for item in pale].index(reached.box) == 1
    assert reached.fill != pale[0].fill


def test_panels_are_white_and_round_on_a_quiet_ground(cirrus: Publication) -> None:
    (panel, *_) = [item for item in slide(cirrus, "Which plan").items if isinstance(item, ShapeItem) and item.radius]
    assert panel.fill is not None and panel.fill.rgb == "FFFFFF"


def test_the_name_of_the_part_on_a_spine(northfield: Publication) -> None:
    found = slide(northfield, "How a library moves")
    (spine,) = [item for item in found.items if isinstance(item, TextItem) and item.turned]
    assert spine.paragraphs[0].text == "What we built"
    assert spine.box.right < text(found, "headline").box.x
    slides = Presentation(io.BytesIO(render(northfield, "pptx"))).slides
    footer = next(
        shape for shape in slides[2].placeholders if shape.has_text_frame and "Letter" in shape.text_frame.text
    )
    above = next(
        one
        for one in slides[2].slide_layout.placeholders
        if one.placeholder_format.type == footer.placeholder_format.type
    )
    assert 'vert="vert270"' in above._element.xml


def test_a_series_that_does_not_exist() -> None:
    folder = EXAMPLES / "brands/meridian"
    spec = yaml.safe_load((folder / "brand.yaml").read_text("utf-8"))
    files = {name: folder / name for name in ("logo-on-light.svg", "logo-on-dark.svg")}
    with pytest.raises(BrandError, match=r'unknown series of masters "sides".*known: rule, side, spine'):
        Brand.from_dict({**spec, "masters": "sides"}, files=files)


def test_an_opening_slide_lists_its_part(northfield: Publication) -> None:
    found = slide(northfield, "What it cost")
    said = [item.paragraphs[0].text for item in found.items if isinstance(item, TextItem) and item.paragraphs]
    assert "Planned and spent" in said and "How a library moves" not in said

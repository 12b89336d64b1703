"""The series of pages: each brand's masthead, running heads and openings come from files, and a brand names its series."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from reportgen import Publication, compose, parse
from reportgen.brand import load_brand
from reportgen.errors import ReportgenError
from reportgen.frames import ImageItem, ShapeItem, Sheet, TextItem

ROOT = Path(__file__).parents[2]
BRANDS = ROOT / "examples/brands"
SENTENCE = "Every hub needs power, water and fibre, and people who have the patience to see it through to the end. "
PICTURE = {"file": "capital-markets-in-china/pictures/data-flowing-west.jpg", "alt": "Streams of light."}


def newsletter(brand: str, *sections: dict[str, Any]) -> Publication:
    source = {"title": "The Post", "language": "en", "issue": "June", "brand": brand, "sections": list(sections)}
    return compose(parse(source, folder=ROOT / "examples"), "newsletter")


def story(paragraphs: int, **more: Any) -> dict[str, Any]:
    return {
        "type": "story",
        "kicker": "Power",
        "headline": "Ships",
        "body": "\n\n".join([SENTENCE * 3] * paragraphs),
        **more,
    }


def cover(**more: Any) -> dict[str, Any]:
    return {"type": "cover", "masthead": "The Post", "title": "What came", **more}


def pages(brand: str) -> Publication:
    part = {"type": "divider", "headline": "What comes"}
    return newsletter(brand, cover(), story(20), part, story(30, headline="Two"))


def texts(sheet: Sheet) -> dict[str, TextItem]:
    return {item.paragraphs[0].text: item for item in sheet.items if isinstance(item, TextItem) and item.paragraphs}


def test_a_nameplate_fills_the_width_of_the_page() -> None:
    publication = newsletter("meridian", cover(), story(10))
    plate = texts(publication.sheets[0])["The Post"]
    width = max(line.width for line in plate.lines)
    natural = load_brand(BRANDS / "meridian/brand.yaml").page_type.display.size
    size = max(run.size for line in plate.lines for run in line.runs)
    assert len(plate.lines) == 1
    assert width > 0.9 * plate.box.width or size == pytest.approx(1.8 * natural, rel=0.01)


def test_the_picture_of_a_nameplate_stands_with_the_lead() -> None:
    lent = newsletter("meridian", cover(picture=PICTURE), story(14))
    own = newsletter("meridian", cover(picture=PICTURE), story(14, figure=PICTURE))
    assert [item.section for item in lent.sheets[0].items if isinstance(item, ImageItem) and not item.artifact] == [1]
    assert {item.section for item in own.sheets[0].items if isinstance(item, ImageItem) and not item.artifact} == {0, 1}


@pytest.mark.parametrize("layout", ["notice", {"newsletter": "notice"}])
def test_a_lead_on_a_layout_without_a_picture_is_lent_none(layout: str | dict[str, str]) -> None:
    short = {"type": "story", "headline": "The quay", "body": "It was closed in June.", "layout": layout}
    publication = newsletter("meridian", cover(picture=PICTURE), short)
    assert 1 not in {
        item.section for sheet in publication.sheets for item in sheet.items if isinstance(item, ImageItem)
    }


def test_left_and_right_pages_of_a_newspaper_have_their_numbers_at_the_outer_edge() -> None:
    publication = pages("meridian")
    left, right = texts(publication.sheets[1])["2"], texts(publication.sheets[2])["3"]
    assert left.box.x < 100 < 400 < right.box.x
    assert "What comes" in texts(publication.sheets[2])


def test_a_letter_has_its_part_in_a_bar_and_kickers_as_tags() -> None:
    publication = pages("northfield")
    last = publication.sheets[-1]
    assert texts(last)["What comes"].artifact
    tag = next(
        item
        for item in publication.sheets[0].items
        if isinstance(item, ShapeItem) and item.name == "panel" and item.box.height < 30
    )
    word = texts(publication.sheets[0])["Power"]
    assert tag.box.width < 0.3 * publication.size.width
    assert tag.box.x < word.box.x
    assert word.box.x + word.lines[0].width < tag.box.right


def test_the_logo_stands_on_the_masthead_and_nowhere_without_one() -> None:
    with_band = newsletter("cirrus", cover(), story(4)).sheets[0]
    without = newsletter("cirrus", story(4)).sheets[0]
    assert [item.artifact for item in with_band.items if isinstance(item, ImageItem)] == [True]
    assert not [item for item in without.items if isinstance(item, ImageItem)]


def test_an_unknown_series_is_told_with_the_known_ones(tmp_path: Path) -> None:
    folder = tmp_path / "meridian"
    copytree(BRANDS / "meridian", folder)
    brand = folder / "brand.yaml"
    brand.write_text(brand.read_text("utf-8").replace("series: newspaper", "series: magazine"), "utf-8")
    with pytest.raises(ReportgenError, match='unknown series of pages "magazine"') as caught:
        load_brand(brand)
    assert "newspaper" in str(caught.value.hint)


@pytest.mark.parametrize("brand", ["northfield", "meridian", "cirrus"])
@pytest.mark.parametrize("template", ["notice", "brief", "standard", "longread"])
def test_a_headline_keeps_away_from_the_kicker_over_it(brand: str, template: str) -> None:
    sheet = newsletter(brand, story(1, layout=template, body=SENTENCE)).sheets[0]
    found = texts(sheet)
    kicker, headline = found["Power"].box, found["Ships"].box
    if headline.y < kicker.y:  # the kicker stands elsewhere
        return
    tags = [item.box for item in sheet.items if isinstance(item, ShapeItem) and item.name == "panel"]
    bottom = max(
        (tag.bottom for tag in tags if tag.y <= kicker.y < tag.bottom < kicker.bottom + 9), default=kicker.bottom
    )
    assert headline.y - bottom >= 3

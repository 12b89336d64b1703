"""Few lines, few numbers, one point, one picture: how a newsletter's page sets small amounts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from reportgen import Publication, compose, parse
from reportgen.frames import ImageItem, ShapeItem, TextItem
from reportgen.layout.components.entry_dates import figures_of

EXAMPLES = Path(__file__).parents[2] / "examples"
BRANDS = ["meridian", "northfield", "cirrus", "halo"]
SENTENCE = "The harbour master walked round the old shed and said that nobody had ever asked for the key. "
STORY = {"type": "story", "headline": "A shed", "body": "\n\n".join([SENTENCE * 3] * 8)}


def newsletter(*sections: dict[str, Any], brand: str = "meridian", **keys: Any) -> Publication:
    source = {"title": "Tidings", "cover": False, "brand": brand, "language": "en", **keys, "sections": list(sections)}
    return compose(parse(source, folder=EXAMPLES), "newsletter")


def texts(made: Publication) -> list[TextItem]:
    return [one for sheet in made.sheets for one in sheet.items if isinstance(one, TextItem)]


def of_slot(made: Publication, slot: str) -> list[TextItem]:
    return [one for one in texts(made) if one.slot is not None and one.slot.startswith(slot)]


@pytest.mark.parametrize("brand", BRANDS)
def test_five_numbers_stand_in_a_row(brand: str) -> None:
    values = ["£6.8m", "£412m", "48,210", "14", "0.21 %"]
    stats = [{"value": value, "label": "of what there was"} for value in values]
    made = newsletter(STORY, {"type": "stats", "headline": "In figures", "stats": stats}, brand=brand)
    assert len({round(one.box.y) for one in of_slot(made, "stats-")}) == 1


def test_five_long_numbers_stand_in_two_rows_rather_than_small() -> None:
    stats = [{"value": f"{number},412,905,118", "label": "kronor"} for number in range(1, 6)]
    made = newsletter(STORY, {"type": "stats", "headline": "In figures", "stats": stats})
    assert len({round(one.box.y) for one in of_slot(made, "stats-")}) == 2


def test_numbers_in_a_rail_are_no_smaller_than_seven_tenths() -> None:
    stats = [{"value": value, "label": "of all"} for value in ("12.4 MW", "9,400 t", "6,000 m", "1,200 h")]
    band = {"type": "stats", "headline": "In figures", "stats": stats}
    wide, rail = (
        newsletter(STORY, band | {"layout": layout}, brand="cirrus") for layout in ("stats-band", "stats-side")
    )
    sizes = [
        max(run.size for one in of_slot(made, "stats-") for run in one.paragraphs[0].runs) for made in (wide, rail)
    ]
    assert sizes[1] >= 0.65 * sizes[0]


@pytest.mark.parametrize("brand", BRANDS)
def test_a_text_of_few_lines_is_not_parted_among_columns(brand: str) -> None:
    short = {"type": "story", "headline": "A roof", "body": SENTENCE * 4}
    made = newsletter(short, {"type": "quote", "quote": SENTENCE}, brand=brand)
    assert len([one for one in of_slot(made, "body") if SENTENCE[:20] in one.paragraphs[0].text or "key." in
                one.paragraphs[-1].text]) == 1  # fmt: skip


@pytest.mark.parametrize(("count", "large"), [(60, True), (4, False)])
def test_a_letter_is_dropped_only_where_lines_go_on_under_it(count: int, large: bool) -> None:
    long = {"type": "story", "headline": "A roof", "body": SENTENCE * count, "layout": "longread"}
    assert any(one.paragraphs[0].text == "T" for one in texts(newsletter(long))) == large


@pytest.mark.parametrize(
    ("names", "letters"),
    [
        (["Ann Berg", "Ludwig van Beethoven"], ["AB", "LB"]),
        (["Ann", "Tom"], ["A", "T"]),
        (["Customer centre", "Emergencies"], []),
    ],
)
def test_offices_have_no_initials(names: list[str], letters: list[str]) -> None:
    people = {"type": "people", "headline": "Whom to ask", "people": [{"name": name, "role": "Desk"} for name in names]}
    made = newsletter(STORY, people)
    found = [one.paragraphs[0].text for one in texts(made) if one.artifact]
    assert [one for one in found if one in {"AB", "LB", "A", "T", "CC", "E"}] == letters


def test_months_are_told_apart_where_years_repeat() -> None:
    found = figures_of(["Dec 2026", "Mar 2027", "Nov 2027"])
    assert found is not None
    assert [(one.before, one.figure, one.after) for one in found] == [
        ("", "Dec", "2026"), ("", "Mar", "2027"), ("", "Nov", "2027"),
    ]  # fmt: skip
    assert figures_of(["Mar 2027", "H2 2027"]) is None


@pytest.mark.parametrize("brand", BRANDS)
def test_a_cover_does_not_say_the_headline_of_the_lead(brand: str) -> None:
    cover = {"type": "cover", "masthead": "Upstream", "title": "A shed", "standfirst": "What it holds."}
    made = newsletter(cover, STORY, brand=brand, cover=True)
    assert [one.paragraphs[0].text for one in texts(made)].count("A shed") == 1
    other = newsletter(cover | {"title": "Of boats"}, STORY, brand=brand, cover=True)
    assert [one.paragraphs[0].text for one in texts(other)].count("Of boats") == 1


def test_one_point_is_no_list() -> None:
    made = newsletter(STORY, {"type": "closing", "headline": "Good bye", "points": ["Your harbour"]})
    (only,) = [p for one in texts(made) for p in one.paragraphs if p.text == "Your harbour"]
    assert not only.bullet
    several = newsletter(STORY, {"type": "closing", "headline": "Good bye", "points": ["Your harbour", "Your shed"]})
    assert all(p.bullet for one in texts(several) for p in one.paragraphs if p.text.startswith("Your "))


@pytest.mark.parametrize("brand", BRANDS)
def test_the_foot_has_a_button_and_the_logo(brand: str) -> None:
    cta = {"type": "cta", "headline": "Write", "button": {"text": "Six questions", "url": "https://example.com/six"}}
    imprint = {"type": "imprint", "headline": "Imprint", "body": "Published by the harbour."}
    story = STORY | {"body": SENTENCE * 12}
    sheet = newsletter(story, cta, imprint, brand=brand).sheets[-1]
    (link,) = [one for one in sheet.items if isinstance(one, TextItem) and one.paragraphs[0].text == "Six questions"]
    shapes = [one.box for one in sheet.items if isinstance(one, ShapeItem) and one.box.height < 50]
    assert [box for box in shapes if box.y < link.box.y and box.bottom > link.box.bottom and 40 < box.width < 200]
    (small,) = [one for one in sheet.items if isinstance(one, TextItem) and one.paragraphs[0].text == "Imprint"]
    logos = [one for one in sheet.items if isinstance(one, ImageItem) and one.artifact and one.box.y > 700]
    assert logos
    assert max(one.box.right for one in logos) < small.box.x


@pytest.mark.parametrize("brand", BRANDS)
def test_a_panorama_is_no_narrow_strip_beside_a_long_text(tmp_path: Path, brand: str) -> None:
    Image.new("RGB", (1200, 340), "teal").save(tmp_path / "wide.png")
    figure = {"picture": {"file": "wide.png", "alt": "A valley"}}
    source = {"title": "Tidings", "cover": False, "language": "en", "sections": [STORY | {"figure": figure}]}
    made = compose(parse(source, folder=tmp_path), "newsletter", brand=EXAMPLES / "brands" / brand / "brand.yaml")
    (picture,) = [
        one for sheet in made.sheets for one in sheet.items if isinstance(one, ImageItem) and not one.artifact
    ]
    assert picture.box.width > 300

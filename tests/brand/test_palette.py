"""No palette can be illegible: colours are chosen by contrast, whatever the lightness of paper and ink."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Literal, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation

from reportgen import check, compose, load, render
from reportgen.backends.pptx.theme import colour_map, theme_xml
from reportgen.brand import Brand, load_brand
from reportgen.brand.as_written import PaletteRole
from reportgen.brand.colour import READABLE, blend, contrast, graded, luminance
from reportgen.brand.legible_colours import FAINT, OUTLINED, SEEN, VISIBLE, Colours
from reportgen.brand.look import ChartLook
from reportgen.frames import Colour, ImageItem, Item, Publication, ShapeItem, Sheet
from reportgen.preflight.pages import low_contrast
from reportgen.remarks import remarks
from reportgen.structs import replace
from reportgen.template_gallery import gallery
from reportgen.templates import load_library
from reportgen.templates.as_written import Furniture, TextColour
from reportgen.templates.as_written import Ground as TemplateGround

HERE = Path(__file__).parent
ROLES: tuple[str, ...] = get_args(PaletteRole)
GROUNDS: tuple[str, ...] = get_args(TemplateGround)
TEXTS = {*get_args(TextColour), "text", "muted", "primary", "accent", "positive", "negative"}
RULES = [role for role in (*ROLES, "hairline") if role != "paper"]
KINDS: tuple[Literal["newsletter", "deck"], ...] = ("newsletter", "deck")

HEX = st.integers(0, 0xFFFFFF).map(lambda number: f"{number:06X}")
GREYS = st.integers(0, 255).map(lambda level: f"{level:02X}" * 3)
PALETTES = st.fixed_dictionaries(dict.fromkeys(ROLES, HEX | GREYS))
"""Colours without any order: dark paper, light ink, both alike, accents that are the paper's colour."""


@given(PALETTES)
def test_every_text_reads_on_every_ground(palette: dict[str, str]) -> None:
    colours = Colours(palette)
    for ground in GROUNDS:
        behind = colours.fill(ground).rgb
        for name in TEXTS:
            assert contrast(colours.text(name, ground).rgb, behind) >= READABLE, (name, ground)
        badge = colours.badge(ground)
        assert contrast(colours.text("text", badge).rgb, colours.fill(badge).rgb) >= READABLE


@given(PALETTES)
def test_what_is_drawn_on_a_ground_is_told_from_it(palette: dict[str, str]) -> None:
    colours = Colours(palette)
    least = SEEN if colours.usual else VISIBLE
    for ground in GROUNDS:
        behind = colours.fill(ground).rgb
        marks = [colours.mark(role, ground) for role in ROLES]
        marks += [colours.plot(role, ground) for role in ChartLook().series]
        marks += [colours.rail(ground), colours.frame(ground), colours.bar(ground), colours.bar(ground, negative=True)]
        marks += [colours.rule(role, ground) for role in RULES if role != "hairline"]
        for mark in marks:
            assert contrast(mark.rgb, behind) >= least, (mark, ground)
        assert contrast(colours.muted_mark(ground).rgb, behind) >= (FAINT if colours.usual else VISIBLE)
        faint = [colours.hairline(ground), colours.rule("hairline", ground)]
        faint += [colours.shade(ground, light) for light in (0.5, 0.66, 0.72, 0.8, 0.86, 0.88)]
        for line in faint:
            assert contrast(line.rgb, behind) >= FAINT, (line, ground)
        for panel in GROUNDS:
            told = colours.outline(panel, ground) is not None
            assert told or contrast(colours.fill(panel).rgb, behind) >= OUTLINED


@given(PALETTES)
def test_a_zebra_is_seen_and_its_rows_are_read(palette: dict[str, str]) -> None:
    colours = Colours(palette)
    for ground in GROUNDS:
        band, behind = colours.zebra(ground).rgb, colours.fill(ground).rgb
        assert contrast(band, behind) >= OUTLINED, ground
        for name in TEXTS:
            text = colours.text_on_rows(name, ground).rgb
            assert contrast(text, band) >= READABLE, (name, ground)
            assert contrast(text, behind) >= READABLE, (name, ground)


@given(PALETTES, HEX)
def test_a_label_in_a_bar_reads(palette: dict[str, str], bar: str) -> None:
    colours = Colours(palette)
    label = colours.upon(Colour("accent1", bar))
    assert contrast(label.rgb, bar) >= READABLE


@given(PALETTES, st.floats(0.1, 0.95))
def test_text_over_a_picture_reads_whatever_it_shows(palette: dict[str, str], least: float) -> None:
    colours = Colours(palette)
    for ground in GROUNDS:
        opacity = colours.veil(ground, least)
        assert least <= opacity <= 1
        if opacity < 0.95:
            for shown in ("000000", "FFFFFF", "808080"):
                seen = blend(colours.fill(ground).rgb, shown, opacity)
                assert contrast(colours.text("text", ground).rgb, seen) >= READABLE - 0.01


@given(HEX, HEX, st.floats(1.1, 4.5))
def test_a_graded_colour_has_the_contrast_that_was_asked_for(rgb: str, ground: str, ratio: float) -> None:
    assert contrast(graded("ink", rgb, ground, ratio).rgb, ground) >= ratio


def test_a_light_brand_keeps_its_colours() -> None:
    colours = load_brand(Path("examples/brands/northfield/brand.yaml")).colours
    assert colours.mark("accent2", "paper").rgb == "FFB81C"
    assert colours.fill("tint").rgb == "DDF7F1"


# --- whole publications

PALE = {"ink": "8A8A8A", "paper": "9A9A9A", "surface": "9A9A9A", "accent1": "9A9A9A", "accent2": "8A8A8A"}
"""Ink, paper and accents of one lightness."""


@cache
def night() -> Brand:
    return load_brand(HERE / "night" / "brand.yaml")


def unusual() -> Iterator[Brand]:
    yield night()
    yield replace(night(), name="Pale", palette={**night().palette, **PALE})


@cache
def made(brand: str, kind: Literal["newsletter", "deck"]) -> Publication:
    chosen = next(one for one in unusual() if one.name == brand)
    return gallery(kind, load_library(), chosen)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("brand", [one.name for one in unusual()])
def test_every_template_can_be_read_in_an_unusual_brand(brand: str, kind: Literal["newsletter", "deck"]) -> None:
    assert [str(found) for found in low_contrast(made(brand, kind))] == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("brand", [one.name for one in unusual()])
def test_no_shape_has_the_colour_of_what_it_lies_on(brand: str, kind: Literal["newsletter", "deck"]) -> None:
    publication = made(brand, kind)
    lost = [item for sheet in publication.sheets for item in _lost(publication, sheet)]
    assert lost == []


def _lost(publication: Publication, sheet: Sheet) -> Iterator[ShapeItem]:
    master = publication.master(sheet.master)
    below: list[Item] = list(master.items)
    for item in sheet.items:
        if isinstance(item, ShapeItem) and item.opacity == 1.0:
            ground = _under(item, below, master.background)
            seen = [colour for colour in (item.fill, item.stroke) if colour is not None]
            if ground is not None and all(contrast(colour.rgb, ground.rgb) < OUTLINED for colour in seen):
                yield item
        below.append(item)


def _under(item: ShapeItem, below: list[Item], background: Colour) -> Colour | None:
    """What a shape lies on; None for a picture or what lies over one."""
    for other in reversed(below):
        if other.box.contains(item.box, 0.5):
            if isinstance(other, ImageItem) or (isinstance(other, ShapeItem) and other.opacity < 1.0):
                return None
            if isinstance(other, ShapeItem) and other.fill is not None:
                return other.fill
    return background


def test_the_theme_of_a_dark_brand_has_its_dark_colours_under_dark() -> None:
    theme = night().theme
    assert b'<a:dk1><a:srgbClr val="13151C"/></a:dk1><a:lt1><a:srgbClr val="F3F0E8"/></a:lt1>' in theme_xml(theme)
    assert 'bg1="dk1" tx1="lt1" bg2="dk2" tx2="lt2"' in colour_map(theme)
    light = load_brand(Path("examples/brands/meridian/brand.yaml")).theme
    assert 'bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2"' in colour_map(light)


SOURCE = """
title: A dark matter
brand: night
sections:
  - {type: cover, masthead: A dark matter}
  - {type: story, headline: What is seen, body: Little., layout: {deck: text}}
"""


def test_a_logo_for_light_grounds_stands_on_a_plate_on_dark_ones(tmp_path: Path) -> None:
    publication = _composed(tmp_path, "deck")
    plates = [
        item for master in publication.masters for item in master.items if getattr(item, "name", "") == "logo plate"
    ]
    assert plates
    for plate in plates:
        assert isinstance(plate, ShapeItem)
        assert plate.fill is not None
        assert luminance(plate.fill.rgb) > 0.5
    told = [str(remark) for remark in remarks(publication)]
    assert told == ["the logo stands on a plate on dark grounds of the deck (give the brand a logo.on_dark)"]


def test_check_tells_of_the_plate(tmp_path: Path) -> None:
    _composed(tmp_path, "deck")
    found = [finding.message for finding in check(tmp_path / "dark.yaml")]
    assert "the logo stands on a plate on dark grounds of the deck" in found


def _composed(folder: Path, kind: Literal["newsletter", "deck"], source: str = SOURCE) -> Publication:
    home = folder / "brands" / "night"
    home.mkdir(parents=True)
    for file in (HERE / "night").iterdir():
        (home / file.name).write_bytes(file.read_bytes())
    (folder / "reportgen.toml").write_text("", "utf-8")
    (folder / "dark.yaml").write_text(source, "utf-8")
    return compose(load(folder / "dark.yaml"), kind)


def test_rules_of_furniture_are_known() -> None:
    """The names of rules that the property above goes through are those that templates may give."""
    field = Furniture.model_fields["rule"].annotation
    names = {name for part in get_args(field) for name in get_args(part)}
    assert names <= set(RULES)


TABLE = """
title: A dark table
brand: night
sections:
  - {type: table, headline: Rows, table: {columns: [Name, {name: Amount}], rows: [[One, 1], [Two, 2]]}}
"""


def test_a_table_on_a_dark_slide_has_a_layout_whose_ground_libreoffice_keeps(tmp_path: Path) -> None:
    publication = _composed(tmp_path, "deck", TABLE)
    deck = Presentation(BytesIO(render(publication, "pptx")))
    assert deck.slides[0].slide_layout.name.startswith("Table")  # "table" is the name of a family of styles there

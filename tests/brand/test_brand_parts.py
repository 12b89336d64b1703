"""A brand from the classes of `reportgen.brands`: made, compared, changed, written as YAML and read back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from reportgen import Brand, Problems, compose, parse
from reportgen import brands as b

FOLDER = Path(__file__).parents[2] / "examples/brands/meridian"
WRITTEN: dict[str, Any] = yaml.safe_load((FOLDER / "brand.yaml").read_text("utf-8"))
FILES = {name: (FOLDER / name).read_bytes() for name in ("logo-on-light.svg", "logo-on-dark.svg")}


def scale(medium: str) -> b.TypeScale:
    return b.TypeScale(**{name: b.TypeStyle(**style) for name, style in WRITTEN["type"][medium].items()})


def spec() -> b.BrandFile:
    parts = {
        "logo": b.Logo(**WRITTEN["logo"]),
        "palette": b.Palette(**WRITTEN["palette"]),
        "fonts": b.Fonts(serif=b.Family(family="Source Serif 4"), sans=b.Family(family="Inter")),
        "type": b.TypeScales(page=scale("page"), slide=scale("slide")),
        "slide": b.SheetGrid(**WRITTEN["slide"]),
    }
    return b.BrandFile(**{**WRITTEN, **parts})


def test_a_brand_of_parts_is_that_of_its_file() -> None:
    assert Brand.from_dict(spec(), files=FILES) == Brand.from_dict(WRITTEN, files=FILES)


def test_parts_are_compared_changed_and_written() -> None:
    made = spec()
    assert made == spec()
    other = made.replace(name="Acme", palette=made.palette.replace(accent1="#803000"))
    assert other != made
    assert made.name == "Meridian"
    assert (
        Brand.from_dict(other, files=FILES).palette["accent1"] != Brand.from_dict(made, files=FILES).palette["accent1"]
    )
    assert yaml.safe_load(made.to_yaml()) == made.to_dict()
    again = b.BrandFile(**yaml.safe_load(other.to_yaml()))
    assert Brand.from_dict(again, files=FILES) == Brand.from_dict(other, files=FILES)


def test_documents_stand_on_it() -> None:
    brand = Brand.from_dict(spec(), files=FILES)
    document = parse({"title": "T", "sections": [{"type": "quote", "quote": "Few words."}]})
    assert len(compose(document, "deck", brand=brand).sheets) == 1


def test_what_is_wrong_is_told_all_at_once_where_it_stands() -> None:
    wrong = spec().replace(palette=spec().palette.replace(ink="navy"), slide=spec().slide.replace(size="huge"))
    with pytest.raises(Problems) as told:
        Brand.from_dict(wrong, files=FILES)
    assert {"/palette/ink", "/slide/size"} <= {error.where.pointer for error in told.value.each}

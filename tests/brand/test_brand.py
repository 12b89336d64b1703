"""Brands: colours that can be read, files that are there, and every fault with its line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.brand import load_brand
from reportgen.brand.colour import READABLE, contrast, readable, relit
from reportgen.errors import Problems, ReportgenError
from reportgen.source.project import Project

ROOT = Path(__file__).parents[2]
BRANDS = sorted((ROOT / "examples/brands").glob("*/brand.yaml"))
HEX = st.integers(0, 0xFFFFFF).map(lambda number: f"{number:06X}")


@pytest.mark.parametrize("file", BRANDS, ids=lambda file: file.parent.name)
@pytest.mark.parametrize("ground", ["paper", "surface", "tint", "accent1"])
@pytest.mark.parametrize("name", ["text", "muted", "primary", "accent"])
def test_text_can_be_read_on_every_ground(file: Path, ground: str, name: str) -> None:
    brand = load_brand(file)
    assert contrast(brand.text(name, ground).rgb, brand.fill(ground).rgb) >= READABLE


@given(HEX, st.sampled_from(["FFFFFF", "000000", "12355B"]))
def test_readable_reads(rgb: str, ground: str) -> None:
    assert contrast(readable("accent2", rgb, ground).rgb, ground) >= READABLE


def test_relit_is_what_offices_do() -> None:
    assert relit("accent1", "12355B", 0.1, 0.9).rgb == "DEEAF8"
    assert relit("ink", "808080", 1.0).rgb == "808080"


def test_every_fault_with_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "cirrus"
    shutil.copytree(BRANDS[0].parent, folder)
    file = folder / "brand.yaml"
    text = file.read_text("utf-8")
    for old, new in (
        ('ink: "#20293A"', "ink: navy"),
        ("gutter: 5mm", "guter: 5mm"),
        ("size: A4", "size: A9"),
        ("size: 31pt", "size: 31"),
    ):
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, "utf-8")
    with pytest.raises(Problems) as caught:
        load_brand(file, Project(tmp_path))
    assert [str(problem) for problem in caught.value.problems] == [
        'cirrus/brand.yaml:8:8 palette.ink: expected a colour such as "#12355B", got "navy"',
        "cirrus/brand.yaml:26:36 type.page.display.size: expected a length such as 12mm, 0.5in or 18pt, got 31",
        "cirrus/brand.yaml:50:9 page.size: expected one of A4, A5, Letter, 16:9, 4:3, square, "
        "or a width and a height; got 'A9'",
        'cirrus/brand.yaml:52:3 page.guter: unknown key "guter" (did you mean "gutter"?)',
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("logo-on-dark.svg", "logo-dark.svg", 'there is no file "logo-dark.svg" (did you mean "logo-on-dark.svg"?)'),
        ("[Noto Sans SC]", "[Noto Sans TC]", 'no font family "Noto Sans TC" ships with reportgen'),
        ("display:    {font: sans", "display:    {font: sanz", 'unknown font "sanz" (did you mean "sans"?)'),
        ("{family: Inter}", "{family: X, files: [{file: ../x.ttf}]}", '"../x.ttf" lies outside the project'),
    ],
)
def test_names_are_looked_up(tmp_path: Path, old: str, new: str, said: str) -> None:
    shutil.copytree(BRANDS[0].parent, tmp_path / "b")
    file = tmp_path / "b/brand.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(ReportgenError) as caught:
        load_brand(file)
    assert said in str(caught.value)

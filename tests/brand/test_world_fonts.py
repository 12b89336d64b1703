"""Fonts for the world's scripts stand in by what is on the computer: packages, and folders that are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen import build, compose, parse
from reportgen.brand.world_fonts import FOLDERS, world_families
from reportgen.frames import TextItem

SHIPPED = Path(__file__).parents[2] / "fonts"
ARABIC, HEBREW = "يولد جميع الناس أحرارا", "כל בני האדם"


def letter(headline: str, language: str = "en") -> dict[str, object]:
    section = {"type": "story", "headline": headline, "body": f"{headline}."}
    return {"title": "Letter", "language": language, "sections": [section]}


def families_of(headline: str, language: str = "en") -> set[str]:
    publication = compose(parse(letter(headline, language)), "newsletter")
    return {
        publication.faces[run.face].family
        for item in publication.sheets[0].items
        if isinstance(item, TextItem)
        for line in item.lines
        for run in line.runs
        if not run.text.isascii()
    }


def test_packages_are_found() -> None:
    faces = world_families()["Noto Sans Arabic"]
    assert [face.weight for face in faces] == list(range(100, 1000, 100))
    assert dict(faces[3].variations) == {"wght": 400.0}


@pytest.mark.parametrize(("text", "family"), [(ARABIC, "Noto Sans Arabic"), (HEBREW, "Heebo")])
def test_scripts_that_the_brand_lacks(text: str, family: str, tmp_path: Path) -> None:
    assert families_of(text) == {family}
    for output in build(letter(text), tmp_path):
        assert any(f"set in {family}" in str(remark) for remark in output.remarks)


def test_folders_that_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDERS, str(SHIPPED))
    world_families.cache_clear()
    try:
        assert {"Inter", "Source Serif 4"} <= set(world_families())
    finally:
        monkeypatch.undo()
        world_families.cache_clear()


def test_marks_among_chinese_are_as_wide_as_characters() -> None:
    headline = "经理说：“我们——现在还不晚……”"
    assert families_of(headline, "zh-CN") == {"Noto Sans SC"}
    assert "Noto Sans SC" not in families_of("He said “come in” …", "zh-CN")

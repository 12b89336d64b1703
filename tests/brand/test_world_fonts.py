"""Fonts for the world's scripts stand in by what is on the computer: packages, and folders that are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen import build, compose, parse
from reportgen.brand.world_fonts import FOLDERS, world_families
from reportgen.frames import Colour, Face, Line, Run, TextItem
from reportgen.text.faces import FontSet

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


def test_a_package_without_entry_points_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "manimgx_fonts"
    package.mkdir()
    (package / "__init__.py").touch()
    heebo = next(iter(world_families()["Heebo"])).path
    assert isinstance(heebo, Path)
    for name in ("NotoSansArmenian[wght].ttf", "NotoSansArabic[wght].ttf", "NotoSans-Italic[wght].ttf"):
        (package / name).write_bytes(heebo.read_bytes())
    monkeypatch.syspath_prepend(str(tmp_path))
    world_families.cache_clear()
    try:
        faces = world_families()["Noto Sans Armenian"]
        assert [(face.weight, dict(face.variations)) for face in faces[:2]] == [
            (100, {"wght": 100}),
            (200, {"wght": 200}),
        ]
        assert all("manimgx" not in str(face.path) for face in world_families()["Noto Sans Arabic"])
    finally:
        monkeypatch.undo()
        world_families.cache_clear()


def test_a_variable_font_of_a_folder_has_all_its_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heebo = next(iter(world_families()["Heebo"])).path
    assert isinstance(heebo, Path)
    (tmp_path / "one.ttf").write_bytes(heebo.read_bytes())
    monkeypatch.setenv(FOLDERS, str(tmp_path))
    world_families.cache_clear()
    try:
        own = [face for face in world_families()["Heebo"] if face.path == tmp_path / "one.ttf"]
        assert [face.weight for face in own] == list(range(100, 1000, 100))
    finally:
        monkeypatch.undo()
        world_families.cache_clear()


@pytest.mark.parametrize(
    ("language", "family"),
    [("ja", "Noto Sans CJK JP"), ("zh-TW", "Noto Sans CJK TC"), ("zh-CN", "Noto Sans SC"), ("en", "Noto Sans SC")],
)
def test_characters_have_the_forms_of_their_region(language: str, family: str) -> None:
    """Where a fall-back has those of another region, as the shipped one has."""
    file = SHIPPED / "NotoSansSC-Regular.ttf"
    names = ("Noto Sans SC", "Noto Sans CJK JP", "Noto Sans CJK TC")
    faces = {name: Face(name, name, 400, False, file) for name in names}
    faces["Inter"] = Face("Inter", "Inter", 400, False, SHIPPED / "Inter-Regular.ttf")
    fonts = FontSet(faces, names[:1], names[1:])
    run = Run("直接 ABC", "Inter", 400, 10.0, Colour("ink", "000000"))
    assert fonts.spans(run, language)[0][2] == family


def test_spaces_are_of_the_face_that_stands_in() -> None:
    body = next(run for line in lines_of(f"{ARABIC}.") for run in line.runs)
    assert body.text == f"{ARABIC}"
    runs = next(line.runs for line in lines_of(f"Say {ARABIC} twice"))
    assert [run.text.strip() for run in runs] == ["Say", ARABIC, "twice"]


def lines_of(text: str) -> list[Line]:
    section = {"type": "story", "headline": "1", "body": text}
    publication = compose(parse({"title": "Letter", "sections": [section]}), "newsletter")
    texts = [item for item in publication.sheets[0].items if isinstance(item, TextItem)]
    return [line for item in texts if item.paragraphs[0].role == "body" for line in item.lines]


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

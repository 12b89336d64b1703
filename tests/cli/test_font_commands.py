"""`reportgen fonts`: which fonts a document is set in, and files that are added to a brand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTCollection, TTFont
from typer.testing import CliRunner

from reportgen import AddedFont, ReportgenError, add_fonts, check_fonts, load_brand, parse
from reportgen.cli import command_line
from reportgen.shipped import shipped
from reportgen.starter import Wishes, create

SHIPPED = shipped("fonts")


def font(folder: Path, name: str, family: str, *, of: str = "Inter-Regular", licence: int = 0) -> Path:
    """A font file of a family of one's own, with the outlines of one that ships."""
    folder.mkdir(exist_ok=True)
    made = TTFont(SHIPPED / f"{of}.ttf", recalcTimestamp=False)
    for record in made["name"].names:
        if record.nameID in (1, 16):
            record.string = family
    made["OS/2"].fsType = licence
    made.save(folder / name)
    return folder / name


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The `brand.yaml` of a new project."""
    create(tmp_path / "letter", Wishes("Letter"))
    return tmp_path / "letter/brands/letter/brand.yaml"


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(command_line(words), list(words))
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        return 2, str(done.exception)
    return done.exit_code, done.output


def test_files_are_added_with_their_licence(home: Path, tmp_path: Path) -> None:
    regular = font(tmp_path / "new", "Ours-Regular.ttf", "Ours")
    bold = font(tmp_path / "new", "Ours-Bold.ttf", "Ours", of="Inter-Bold")
    (tmp_path / "new/OFL.txt").write_text("SIL Open Font License", "utf-8")
    before = home.read_text("utf-8")
    (added,) = add_fonts([regular, bold], home)
    assert added == AddedFont("ours", "Ours", ("fonts/Ours-Regular.ttf", "fonts/Ours-Bold.ttf"), added.licence)
    assert "SIL Open Font License" in added.licence
    assert (home.parent / "fonts/ours-OFL.txt").is_file()
    assert (home.parent / "fonts/Ours-Bold.ttf").read_bytes() == bold.read_bytes()
    brand = load_brand(home)
    assert brand.families["ours"] == "Ours"
    assert sorted(face.weight for face in brand.faces.values() if face.family == "Ours") == [400, 700]
    after = home.read_text("utf-8").splitlines()
    assert [line for line in after if line in before.splitlines()] == before.splitlines()
    assert any("licence: " in line for line in after)


def test_a_file_joins_its_family_and_replaces_its_style(home: Path, tmp_path: Path) -> None:
    add_fonts([font(tmp_path / "new", "Ours-Regular.ttf", "Ours")], home, key="sans-of-ours")
    add_fonts([font(tmp_path / "new", "Ours-Bold.ttf", "Ours", of="Inter-Bold")], home)
    (added,) = add_fonts([font(tmp_path / "new", "Ours-Book.ttf", "Ours")], home)
    assert added.key == "sans-of-ours"
    files = sorted(face.path.name for face in load_brand(home).faces.values() if face.family == "Ours")
    assert files == ["Ours-Bold.ttf", "Ours-Book.ttf"]


def test_a_collection_of_families_gives_each_a_key_and_all_fall_back(home: Path, tmp_path: Path) -> None:
    both = TTCollection()
    for family in ("Ours North", "Ours South"):
        both.fonts.append(TTFont(font(tmp_path / "new", f"{family}.ttf", family)))
    both.save(tmp_path / "new/Ours.ttc")
    added = add_fonts([tmp_path / "new/Ours.ttc"], home, fallback=True)
    assert [one.key for one in added] == ["ours-north", "ours-south"]
    assert load_brand(home).fallback[-2:] == ("Ours North", "Ours South")
    assert "index: 1" in home.read_text("utf-8")


def test_fonts_in_one_line_are_written_in_several(home: Path, tmp_path: Path) -> None:
    text = home.read_text("utf-8")
    start, end = text.index("fonts:"), text.index("\n", text.index("sans:"))
    home.write_text(
        f"{text[:start]}fonts: {{serif: {{family: Source Serif 4}}, sans: {{family: Inter}}}}{text[end:]}", "utf-8"
    )
    before = set(load_brand(home).families)
    add_fonts([font(tmp_path / "new", "Ours.ttf", "Ours")], home)
    assert set(load_brand(home).families) == {*before, "ours"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"licence": 2}, "forbids to embed it"),
        ({"key": "serif"}, 'the key "serif" has'),
        ({"blob": b"no font at all"}, "is not a font"),
        ({"missing": True}, "cannot read the file"),
        ({"other": True}, "is another file of that name"),
        ({"second": "Theirs"}, "the files are of 2 families: Ours, Theirs"),
    ],
)
def test_what_cannot_be_added_changes_nothing(home: Path, tmp_path: Path, change: dict[str, Any], words: str) -> None:
    file = font(tmp_path / "new", "Ours.ttf", "Ours", licence=change.get("licence", 0))
    files = [file]
    if "blob" in change:
        file.write_bytes(change["blob"])
    if "missing" in change:
        file.unlink()
    if "other" in change:
        (home.parent / "fonts").mkdir()
        (home.parent / "fonts/Ours.ttf").write_bytes(b"another")
    if "second" in change:
        files.append(font(tmp_path / "new", "Theirs.ttf", change["second"]))
    before = {path: path.read_bytes() for path in home.parent.rglob("*") if path.is_file()}
    with pytest.raises(ReportgenError, match=words):
        add_fonts(files, home, key=change.get("key", "ours" if "second" in change else None))
    assert {path: path.read_bytes() for path in home.parent.rglob("*") if path.is_file()} == before


def test_brands_that_ship_stay(tmp_path: Path) -> None:
    with pytest.raises(ReportgenError, match="ships with reportgen"):
        add_fonts([font(tmp_path, "Ours.ttf", "Ours")], shipped("brands") / "meridian/brand.yaml")


def test_the_commands(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home.parents[2])
    source = home.parents[2] / "letter.yaml"
    assert run("fonts", "check", "letter.yaml")[0] == 0
    source.write_text(
        source.read_text("utf-8").replace("Write what you have", "Писать 🎉 𞤀 Write what you have"), "utf-8"
    )
    code, told = run("fonts", "check", "letter.yaml")
    line = 1 + source.read_text("utf-8").splitlines().index(
        next(x for x in source.read_text().splitlines() if "𞤀" in x)
    )
    assert code == 2
    assert "no font has 1 character of Adlam: 𞤀 (U+1E900)" in told
    assert f"at letter.yaml:{line - 1}" in told or f"at letter.yaml:{line}" in told
    assert "stands in: " in told and "🎉" in told
    code, told = run("fonts", "check", "letter.yaml", "--as", "newsletter", "--json")
    assert {"brand", "stand-in", "none"} <= {one["chosen"] for one in json.loads(told)}
    file = font(tmp_path / "new", "Ours.ttf", "Ours")
    code, told = run("fonts", "add", str(file), "--as", "ours")
    assert code == 0 and "ours is Ours, fonts/Ours.ttf" in told and "SIL Open Font License" in told
    code, told = run("fonts", "add", str(file), "--brand", "nobody")
    assert code == 2 and 'unknown brand "nobody"' in told


def test_from_python() -> None:
    june = parse({"title": "June", "sections": [{"type": "quote", "quote": "Few words. 地"}]})
    uses = check_fonts(june, kinds=["newsletter", "deck"])
    assert [use.chosen for use in uses if "地" in use.characters] == ["fallback"]
    assert all(use.file and use.kinds for use in uses)

"""A new project builds at once, is valid for the editor, and takes what it was asked."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from reportgen import build
from reportgen.errors import SourceError
from reportgen.source.tree import load_yaml
from reportgen.starter import Wishes, colour, create, slug


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reportgen", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False, stdin=subprocess.DEVNULL)


def test_new_makes_and_builds_a_project_and_tells_what_comes_next(tmp_path: Path) -> None:
    done = run("new", "our-letter", "--yes", "--primary", "#3B2A6B", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "our-letter"
    assert (folder / "out/our-letter.pdf").read_bytes().startswith(b"%PDF")
    assert (folder / "out/our-letter.pptx").read_bytes().startswith(b"PK")
    assert "3B2A6B" in (folder / "brands/our-letter/brand.yaml").read_text()
    following = done.stdout.split("Next:\n")[1].splitlines()
    assert len(following) == 2
    for line in following:  # both commands work as they are printed
        assert run(*line.split()[1:], cwd=tmp_path).returncode == 0


def test_a_changed_headline_is_in_the_next_build(tmp_path: Path) -> None:
    source = create(tmp_path / "letter", Wishes("Letter"))
    source.write_text(source.read_text().replace("Change this headline, then build again", "Power from the west"))
    import pypdfium2

    (output, _) = build(source, tmp_path)
    with pypdfium2.PdfDocument(output.path) as pdf:
        assert "Power from the west" in pdf[0].get_textpage().get_text_bounded()


@pytest.mark.parametrize("title", ["Letter", 'A "quoted": title #1', "中国资本市场", "Ünïcödé & <b>"])
@pytest.mark.parametrize("language", ["en", "de-AT", "zh-CN"])
def test_any_title_and_language_builds(title: str, language: str, tmp_path: Path) -> None:
    source = create(tmp_path / "x", Wishes(title, language))
    assert [output.kind for output in build(source, tmp_path)] == ["newsletter", "deck"]


def test_the_editor_finds_its_schemas(tmp_path: Path) -> None:
    source = create(tmp_path / "letter", Wishes("Letter"))
    settings = json.loads((tmp_path / "letter/.vscode/settings.json").read_text())
    for schema in settings["yaml.schemas"]:
        Draft202012Validator.check_schema(json.loads((tmp_path / "letter" / schema).read_text()))
    schema = json.loads((tmp_path / "letter/.reportgen/source.schema.json").read_text())
    data = json.loads(json.dumps(load_yaml(source.read_text(), "letter.yaml").value))
    assert list(Draft202012Validator(schema).iter_errors(data)) == []


def test_a_folder_with_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept/letter.txt").write_text("mine")
    with pytest.raises(SourceError, match="not empty"):
        create(tmp_path / "kept", Wishes("Kept"))
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["letter.txt"]


def test_names_and_colours_are_read_as_people_write_them() -> None:
    assert slug("  Zürich & Co. 2026 ") == "z-rich-co-2026"
    assert slug("中国") == "newsletter"
    assert colour(" #a1b2c3 ") == "A1B2C3"
    with pytest.raises(SourceError, match="no colour"):
        colour("red")

"""The JSON Schemas take what the loaders take, and refuse what they refuse; `explain` knows every key."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from reportgen.schema import FILES, explained, json_schema, keys
from reportgen.source.tree import load_yaml

ROOT = Path(__file__).parents[1]
SOURCES = sorted(file for file in (ROOT / "examples").glob("*/*.yaml") if file.parent.name != "brands")
BRANDS = sorted((ROOT / "examples/brands").glob("*/brand.yaml"))
TEMPLATES = sorted((ROOT / "layouts").glob("*/*.yaml"))


def plain(value: Any) -> Any:
    """Data as an editor's own YAML reader has it."""
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    if isinstance(value, bool) or value is None or type(value) in (str, int, float):
        return value
    return float(value) if isinstance(value, float) else int(value) if isinstance(value, int) else str(value)


def faults(kind: str, file: Path) -> list[str]:
    validator = Draft202012Validator(json_schema(kind))  # type: ignore[arg-type]
    data = plain(load_yaml(file.read_text("utf-8"), file.name).value)
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(data)]


@pytest.mark.parametrize("kind", FILES)
def test_the_schemas_are_schemas(kind: str) -> None:
    made = json_schema(kind)  # type: ignore[arg-type]
    Draft202012Validator.check_schema(made)
    assert json.loads(json.dumps(made)) == made


@pytest.mark.parametrize(
    ("kind", "file"),
    [
        *(("source", file) for file in SOURCES),
        *(("brand", file) for file in BRANDS),
        *(("template", file) for file in TEMPLATES),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{value.parent.name}/{value.name}",
)
def test_shipped_files_are_valid(kind: str, file: Path) -> None:
    assert faults(kind, file) == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("source", "title: T\nsections: [{type: story, hedline: H}]\n"),
        ("source", "title: T\nsections: [{type: novel, headline: H}]\n"),
        ("source", "title: T\n"),
        ("brand", "name: N\npalette: {ink: red}\n"),
        ("template", "kind: page\ndescription: D\naccepts: [story]\nstack: [{slots: [body], space: 7}]\n"),
    ],
)
def test_wrong_files_are_refused(kind: str, text: str, tmp_path: Path) -> None:
    (tmp_path / "wrong.yaml").write_text(text)
    assert faults(kind, tmp_path / "wrong.yaml")


def test_a_source_for_records_is_valid(tmp_path: Path) -> None:
    text = "title: T\nsections:\n  - {type: story, headline: 'To {{ name }}', body: B, when: vip}\n"
    (tmp_path / "letter.yaml").write_text(text)
    assert faults("source", tmp_path / "letter.yaml") == []


def test_keys_are_found_by_name_and_by_path() -> None:
    assert {key.path for key in explained("pull")} == {"story.pull", "interview.pull"}
    (pull,) = explained("story.pull")
    assert (pull.type, pull.required) == ("text", False)
    assert "pull out of the text" in pull.about
    (headline,) = explained("story.headline")
    assert headline.required
    (baseline,) = [key for key in explained("page.baseline") if key.path.startswith("brand")]
    assert "baseline grid" in baseline.about
    assert explained("nothing") == []
    assert len(keys()) > 250


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reportgen", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False)


def test_the_commands(tmp_path: Path) -> None:
    printed = run("schema", "brand", cwd=tmp_path)
    assert json.loads(printed.stdout)["title"] == "A reportgen brand"
    assert run("schema", "source", "-o", "source.json", cwd=tmp_path).stdout == "source.json\n"
    assert json.loads((tmp_path / "source.json").read_text())["title"] == "A reportgen source"
    told = run("explain", "story.points", cwd=tmp_path)
    assert "story.points: list of text, point (optional)" in told.stdout
    assert "points:\n" in told.stdout
    wrong = run("explain", "hedline", cwd=tmp_path)
    assert wrong.returncode == 2
    assert 'did you mean "headline"?' in wrong.stderr


def test_every_key_has_a_meaning_and_a_type() -> None:
    """The reference of the documentation is made of them."""
    assert [key.path for key in keys() if not key.about or not key.type] == []


@pytest.mark.parametrize(
    ("name", "type_"),
    [
        ("palette.ink", 'colour such as "#12355B", inked colour'),
        ("page.margins.top", "length such as 12mm"),
        ("story.layout", "text for each of newsletter, deck, any"),
        ("brand.type.page.body", "type style"),
        ("story.body", "text"),
    ],
)
def test_types_are_in_plain_words(name: str, type_: str) -> None:
    assert {key.type for key in explained(name)} == {type_}

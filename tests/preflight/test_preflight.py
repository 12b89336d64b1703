"""Each rule finds its fault at its line, and nothing where there is none."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from reportgen.preflight import RULES, Finding, as_json, as_sarif, as_text, check

ROOT = Path(__file__).parents[2]
CLEAN = "title: T\nbrand: meridian\nsections:\n  - type: story\n    headline: Power\n    body: A plan that works.\n"


@pytest.fixture
def project(meridian: Path) -> Path:
    Image.new("RGB", (2400, 1600), "#335577").save(meridian / "large.png")
    Image.new("RGB", (90, 60), "#335577").save(meridian / "small.png")
    return meridian


def found(project: Path, text: str) -> dict[str, list[Finding]]:
    (project / "june.yaml").write_text(text)
    made: dict[str, list[Finding]] = {}
    for one in check(project / "june.yaml"):
        assert one.rule in RULES
        made.setdefault(one.rule, []).append(one)
    return made


def test_a_clean_document_has_nothing_to_mend(project: Path) -> None:
    assert found(project, CLEAN) == {}
    assert as_text(()) == "nothing to mend\n"


@pytest.mark.parametrize(
    ("rule", "severity", "text", "line"),
    [
        ("repeated-word", "warning", CLEAN.replace("A plan", "A plan plan"), 6),
        ("link", "error", CLEAN.replace("A plan that works.", "'[A plan](https://nowhere)'"), 6),
        ("link", "error", CLEAN.replace("A plan that works.", "'[A plan](mailto:nobody)'"), 6),
        ("alt-text", "warning", CLEAN + "    figure: {file: large.png, alt: Image}\n", 7),
        ("appearance", "warning", CLEAN + "    figure: {file: small.png, alt: A wide plain}\n", 7),
        ("fit", "error", CLEAN.replace("Power", "Power " * 600), 5),
        ("appearance", "warning", CLEAN.replace("A plan", "𓂀 plan"), 6),
        ("asset", "error", CLEAN + "    figure: {file: june.yaml, alt: A wide plain}\n", 7),
        ("source", "error", CLEAN.replace("headline", "hedline"), 5),
        ("template", "error", CLEAN + "    layout: nothing\n", 7),
        ("brand", "error", CLEAN.replace("meridian", "cumulus"), 2),
        ("long-headline", "note", CLEAN.replace("Power", "Power for all the hubs of the west, " * 3), 5),
    ],
)
def test_a_fault_is_found_at_its_line(project: Path, rule: str, severity: str, text: str, line: int) -> None:
    made = found(project, text)
    assert rule in made, made
    first = made[rule][0]
    assert (first.severity, first.where.file, first.where.line) == (severity, "june.yaml", line)


def test_words_that_are_meant_twice_are_let_be(project: Path) -> None:
    assert found(project, CLEAN.replace("A plan that works", "He had had a plan, and that that it")) == {}


def test_the_brands_voice_is_heard(project: Path) -> None:
    brand = project / "brands/meridian/brand.yaml"
    brand.write_text(brand.read_text() + "voice: {avoid: {utilise: use, synergy: ''}}\n")
    made = found(project, CLEAN.replace("A plan that works", "We utilise a synergy; utilised is another word"))
    told = sorted((one.message, one.hint) for one in made["voice"])
    assert told == [('the brand avoids "synergy"', "leave it out"), ('the brand avoids "utilise"', 'write "use"')]


def test_colours_without_contrast_are_found(project: Path) -> None:
    """Text colours are mended by the brand itself; what remains is text on a ground that no rule could mend."""
    from reportgen import compose, load
    from reportgen.frames import Colour, TextItem
    from reportgen.preflight.pages import low_contrast
    from reportgen.structs import replace

    (project / "june.yaml").write_text(CLEAN)
    publication = compose(load(project / "june.yaml"), "deck")
    assert list(low_contrast(publication)) == []
    sheet = publication.sheets[0]
    pale = Colour("ink", publication.master(sheet.master).background.rgb)
    items = [
        replace(
            item,
            lines=tuple(
                replace(line, runs=tuple(replace(run, colour=pale) for run in line.runs)) for line in item.lines
            ),
        )
        if isinstance(item, TextItem)
        else item
        for item in sheet.items
    ]
    faded = replace(publication, sheets=(replace(sheet, items=tuple(items)),))
    told = list(low_contrast(faded))
    assert told
    assert all(one.severity == "error" and "contrast of 1.0" in one.message for one in told)


def test_small_text_is_found(project: Path) -> None:
    brand = project / "brands/meridian/brand.yaml"
    text = brand.read_text().replace("caption:    {font: sans,  size: 8pt,", "caption:    {font: sans,  size: 5pt,")
    brand.write_text(text)
    made = found(project, CLEAN + "    source: Our own figures\n")
    assert "5 pt" in made["small-text"][0].message


def test_all_faults_are_told_in_the_order_of_lines(project: Path) -> None:
    text = CLEAN.replace("Power", "Power power").replace("A plan", "A plan plan")
    (project / "june.yaml").write_text(text)
    lines = [one.where.line for one in check(project / "june.yaml")]
    assert lines == sorted(lines, key=lambda line: line or 0) == [5, 6]


def test_findings_are_told_as_json_and_as_sarif(project: Path) -> None:
    (project / "june.yaml").write_text(CLEAN.replace("A plan", "A plan plan"))
    (one,) = check(project / "june.yaml")
    told = json.loads(as_json([one]))
    assert told[0]["rule"] == "repeated-word"
    assert (told[0]["file"], told[0]["line"]) == ("june.yaml", 6)
    log = json.loads(as_sarif([one], RULES))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} == set(RULES)
    (result,) = run["results"]
    assert result["level"] == "warning"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "june.yaml"
    assert place["region"]["startLine"] == 6


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reportgen", "check", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False)


@pytest.mark.parametrize(
    ("text", "code"),
    [(CLEAN, 0), (CLEAN.replace("A plan", "A plan plan"), 1), (CLEAN.replace("body", "bdy"), 2)],
)
def test_the_exit_code_says_how_grave_it_is(project: Path, text: str, code: int) -> None:
    (project / "june.yaml").write_text(text)
    assert run("june.yaml", cwd=project).returncode == code
    assert json.loads(run("june.yaml", "--format", "sarif", cwd=project).stdout)["version"] == "2.1.0"
    assert {path.name for path in project.iterdir()} >= {"june.yaml"}
    assert not list(project.glob("*.pdf"))


@pytest.mark.parametrize("source", sorted((ROOT / "examples").glob("*/*.yaml")), ids=lambda file: file.stem)
def test_the_examples_have_no_errors(source: Path) -> None:
    if source.parent.name in ("brands", "overnight"):  # the latter are for records, see tests/batch/test_overnight
        return
    assert [str(one) for one in check(source) if one.severity == "error"] == []


@pytest.mark.parametrize(
    ("language", "body", "words"),
    [
        ("en", "A plan that wroks and wroks.", ["wroks"]),
        ("en", "The colour of the centre was organised by the defence.", []),
        ("en-US", "The colour of the house.", ["colour"]),
        ("en", "Ask Kowalczyk of Ulanqab, at x.y@example.com or NASA’s 12kW hall. Ulanqabs wait.", []),
        ("de", "Der Platn hält, was er verspricht.", ["platn"]),
        ("zh-CN", "数据中心 wroks", []),
    ],
)
def test_spelling(project: Path, language: str, body: str, words: list[str]) -> None:
    text = CLEAN.replace("title: T", f"title: T\nlanguage: {language}").replace("A plan that works.", f'"{body}"')
    text = text.replace("Power", "Strom" if language == "de" else "Power")
    notes = found(project, text).get("spelling", [])
    unknown = [note.message.split('"')[1] for note in notes]
    assert [word for word in unknown if word not in ("ulanqabs", "strom")] == words
    assert all(note.where.line == 7 for note in notes)


def test_a_word_of_the_brand_is_right(project: Path) -> None:
    text = CLEAN.replace("A plan", "A wrokling")
    [note] = found(project, text)["spelling"]
    assert "voice" in note.hint
    brand = project / "brands/meridian/brand.yaml"
    brand.write_text(brand.read_text("utf-8") + "voice: {words: [Wrokling]}\n", "utf-8")
    assert "spelling" not in found(project, text)


NEAR = """\
kind: slide
description: Text beside the logo.
accepts: [story]
furniture:
  - {at: {columns: 1-2, rows: 2-3}, logo: on_light}
regions:
  - {slots: [headline], at: {columns: 3-12, rows: 2-3}, anchor: middle, required: true}
  - {slots: [body], at: {columns: 1-12, rows: 8-20}}
"""


def test_a_logo_wants_its_space(project: Path) -> None:
    (project / "layouts/slides").mkdir(parents=True)
    (project / "layouts/slides/near.yaml").write_text(NEAR)
    near = CLEAN + "    layout: {deck: near}\n"
    assert "logo-space" not in found(project, near)
    brand = project / "brands/meridian/brand.yaml"
    brand.write_text(brand.read_text("utf-8").replace("\nlogo:", "\nlogo:\n  clear: 2", 1), "utf-8")
    [one] = [one for one in found(project, near)["logo-space"] if "slide" in one.message]
    assert (one.message, one.where.line) == ("something stands too near to the logo on slide 1", 5)


def test_a_chart_over_the_logo_is_found(tmp_path: Path) -> None:
    (tmp_path / "layouts/masters").mkdir(parents=True)
    logo = "{at: {columns: 11-12, top: 3in, bottom: null, height: 20pt}}"
    master = f"extends: slide-plain\ndescription: D.\nfurniture: {{logo: {logo}}}\n"
    (tmp_path / "layouts/masters/slide-plain.yaml").write_text(master)
    (tmp_path / "reportgen.toml").write_text("")
    chart = "{kind: column, categories: [A, B], series: [{name: N, values: [3, 5]}]}"
    source = f"title: T\nbrand: meridian\nsections:\n  - {{type: chart, headline: H, chart: {chart}}}\n"
    (tmp_path / "june.yaml").write_text(source)
    assert "logo-space" in {finding.rule for finding in check(tmp_path / "june.yaml", kinds=["deck"])}

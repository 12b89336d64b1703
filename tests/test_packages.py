"""What other packages bring: templates, backends, checks; and what is said of those that are broken."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CODE = """\
from reportgen.preflight import Finding


def poster(publication):
    return f"{publication.title}: {len(publication.sheets)}".encode()


def short_titles(document, publications):
    if len(document.title) > 3:
        where = document.where(("title",))
        yield Finding("short-title", "warning", f"{sorted(publications)} have a long title", where, "shorten it")


NOTHING = 7
"""
TEMPLATE = """\
kind: page
description: A loud story.
accepts: [story]
stack:
  - {slots: [headline], style: display, role: heading1, colour: accent, required: true}
  - {slots: [body], fit: [continue, error]}
"""
POINTS = {
    "reportgen.templates": "loud = loud.layouts",
    "reportgen.backends": "txt = loud:poster",
    "reportgen.checks": "titles = loud:short_titles",
}
SOURCE = "title: A title\noutputs: [newsletter.txt]\nsections:\n  - {type: story, headline: Hear, body: Bread., layout: loud}\n"


def run(tmp_path: Path, points: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command line in a project, with a package beside it as pip leaves it."""
    site, project = tmp_path / "site", tmp_path / "project"
    about = site / "loud-1.0.dist-info"
    if not about.exists():
        (site / "loud/layouts/pages").mkdir(parents=True)
        (site / "loud/__init__.py").write_text(CODE)
        (site / "loud/layouts/__init__.py").write_text("")
        (site / "loud/layouts/pages/loud.yaml").write_text(TEMPLATE)
        about.mkdir()
        (about / "METADATA").write_text("Metadata-Version: 2.1\nName: loud\nVersion: 1.0\n")
        project.mkdir()
        (project / "reportgen.toml").write_text("")
        (project / "june.yaml").write_text(SOURCE)
    (about / "entry_points.txt").write_text("".join(f"[{group}]\n{point}\n" for group, point in points.items()))
    command = [sys.executable, "-m", "reportgen", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(site)}
    return subprocess.run(command, capture_output=True, text=True, cwd=project, env=environment, check=False)


def test_a_template_and_a_backend(tmp_path: Path) -> None:
    done = run(tmp_path, POINTS, "build", "june.yaml")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "project/june-newsletter.txt").read_text() == "A title: 1"
    assert "loud" in run(tmp_path, POINTS, "layouts", "list").stdout
    schema = json.loads(run(tmp_path, POINTS, "schema", "source").stdout)
    assert "deck.txt" in json.dumps(schema)
    unknown = run(tmp_path, POINTS, "build", "june.yaml", "--to", "doc")
    assert (unknown.returncode, unknown.stderr) == (
        2,
        'unknown format "doc" (known formats: pdf, pptx, svg, png, webp, json, txt)\n',
    )


def test_a_batch_in_the_format_of_another_package(tmp_path: Path) -> None:
    run(tmp_path, POINTS, "--help")
    (tmp_path / "project/people.csv").write_text("name\nAnn\nBo\n")
    (tmp_path / "project/june.yaml").write_text(SOURCE.replace("A title", '"For {{ name }}"'))
    done = run(tmp_path, POINTS, "batch", "june.yaml", "--data", "people.csv", "-o", "out/{name}.txt")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "project/out/Bo.txt").read_text() == "For Bo: 1"


def test_a_check(tmp_path: Path) -> None:
    done = run(tmp_path, POINTS, "check", "june.yaml")
    assert done.returncode == 1
    assert "june.yaml:1:8 title: warning: ['newsletter'] have a long title (shorten it) [short-title]" in done.stdout
    sarif = json.loads(run(tmp_path, POINTS, "check", "june.yaml", "--format", "sarif").stdout)
    assert "short-title" in [rule["id"] for rule in sarif["runs"][0]["tool"]["driver"]["rules"]]


@pytest.mark.parametrize(
    ("group", "point", "said"),
    [
        (
            "reportgen.templates",
            "bad = loud:NOTHING",
            'the entry point "bad" of reportgen.templates is no folder of templates',
        ),
        ("reportgen.backends", "txt = loud:NOTHING", 'the entry point "txt" of reportgen.backends is no function'),
        (
            "reportgen.backends",
            "txt = loud:absent",
            'the entry point "txt" of loud (reportgen.backends) cannot be loaded',
        ),
        ("reportgen.checks", "bad = loud:NOTHING", 'the entry point "bad" of reportgen.checks is no function'),
    ],
)
def test_what_cannot_be_used_is_named(tmp_path: Path, group: str, point: str, said: str) -> None:
    checks = group == "reportgen.checks"
    done = run(tmp_path, {**POINTS, group: point}, "check" if checks else "build", "june.yaml")
    assert done.returncode == 2
    assert said in done.stderr
    assert not checks or f"{said} (update the package, or take it out) [plugin]" in done.stdout
    assert "Traceback" not in done.stderr


def test_what_is_broken_and_not_needed_is_left_out(tmp_path: Path) -> None:
    points = {
        "reportgen.templates": "bad = loud:NOTHING\nloud = loud.layouts",
        "reportgen.sections": "bad = loud:absent",
        "reportgen.backends": "txt = loud:poster\nbad = loud:absent",
    }
    done = run(tmp_path, points, "build", "june.yaml")
    assert done.returncode == 0, done.stderr
    assert 'the entry point "bad" of reportgen.templates is no folder of templates' in done.stderr
    assert "it is left out" in done.stderr
    schema = run(tmp_path, points, "schema", "source")
    assert schema.returncode == 0
    assert 'the entry point "bad" of loud (reportgen.sections) cannot be loaded' in schema.stderr


def test_a_package_that_imports_reportgen_cannot_break_it(tmp_path: Path) -> None:
    run(tmp_path, POINTS, "--help")
    code = "import reportgen\nfrom reportgen import build, compose, ext, load, parse, render\nfrom reportgen import sections as s\ns.Story\n"
    (tmp_path / "site/loud/__init__.py").write_text(code + CODE)
    for command in (["build", "june.yaml"], ["check", "june.yaml"], ["schema", "source"]):
        assert "Traceback" not in run(tmp_path, POINTS, *command).stderr
    assert (tmp_path / "project/june-newsletter.txt").read_text() == "A title: 1"


GLOSSARY = """\
title: June
brand: meridian
sections:
  - {type: story, headline: Noon, body: A text on copyfit and on nothing else.}
  - type: glossary
    headline: Words that we use
    words:
      - {word: Copyfit, meaning: What is done so that a text fits its place.}
      - {word: Gutter, meaning: The space between columns.}
"""


def test_the_package_to_begin_with(tmp_path: Path, root: Path) -> None:
    site = tmp_path / "site"
    source = tmp_path / "plugin"
    shutil.copytree(root / "examples/plugin", source)
    install = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(site), str(source)]
    subprocess.run(install, check=True, capture_output=True)
    (tmp_path / "june.yaml").write_text(GLOSSARY)

    def reportgen(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "reportgen", *arguments]
        environment = {**os.environ, "PYTHONPATH": str(site)}
        return subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=environment, check=False)

    built = reportgen("build", "june.yaml", "--explain")
    assert built.returncode == 0, built.stderr
    assert "glossary" in built.stdout + built.stderr
    assert (tmp_path / "june.pdf").stat().st_size > 5_000 and (tmp_path / "june.pptx").stat().st_size > 20_000
    assert (
        'june.yaml:9:16 sections[1].words[1].word: warning: nothing uses "Gutter" (leave it out) [unused-word]'
        in reportgen("check", "june.yaml").stdout
    )
    assert "Whether `check` tells" in reportgen("explain", "glossary.unused").stdout
    assert "Glossary" in json.loads(reportgen("schema", "source").stdout)["$defs"]
    assert "glossary" in reportgen("layouts", "list").stdout

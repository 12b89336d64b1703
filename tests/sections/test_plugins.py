"""A section type from another package: a model, a template, and an entry point."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

MODEL = """\
from typing import Literal

from reportgen.sections.base import SectionModel, Text


class Pamphlet(SectionModel):
    type: Literal["pamphlet"]
    headline: Text
    cry: Text
"""
TEMPLATE = """\
kind: page
description: A cry across the page.
accepts: [pamphlet]
stack:
  - {slots: [headline], style: heading1, role: heading1, required: true}
  - {slots: [cry], style: display, colour: accent, required: true}
"""
POINTS = "[reportgen.sections]\npamphlet = {target}\n"
SOURCE = "title: T\nsections:\n  - {type: pamphlet, headline: Hear, cry: Bread for all}\n"


def package(folder: Path, target: str) -> dict[str, str]:
    """A package as pip leaves it, and the environment that finds it."""
    (folder / "pamphlet.py").write_text(MODEL)
    about = folder / "pamphlet-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: pamphlet\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(POINTS.format(target=target))
    return {**os.environ, "PYTHONPATH": str(folder)}


def run(environment: dict[str, str], cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reportgen", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=environment, check=False)


def test_a_section_type_is_two_files(tmp_path: Path) -> None:
    site, project = tmp_path / "site", tmp_path / "project"
    site.mkdir()
    environment = package(site, "pamphlet:Pamphlet")
    (project / "layouts/pages").mkdir(parents=True)
    (project / "layouts/pages/pamphlet.yaml").write_text(TEMPLATE)
    (project / "reportgen.toml").write_text("")
    (project / "june.yaml").write_text(SOURCE)
    done = run(environment, project, "build", "june.yaml", "--as", "newsletter", "--to", "json")
    assert done.returncode == 0, done.stderr
    assert "Bread for all" in (project / "june-newsletter.json").read_text()
    schema = json.loads(run(environment, project, "schema", "source").stdout)
    assert "Pamphlet" in schema["$defs"]


def test_what_is_no_section_is_told(tmp_path: Path) -> None:
    environment = package(tmp_path, "os:path")
    (tmp_path / "june.yaml").write_text(SOURCE)
    done = run(environment, tmp_path, "build", "june.yaml")
    assert done.returncode != 0
    assert 'the entry point "pamphlet" of reportgen.sections is no section model' in done.stderr

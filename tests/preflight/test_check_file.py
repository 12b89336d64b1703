"""A check of one's own is one Python file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECK = """\
from reportgen.preflight import Finding


def check(document, publications):
    for publication in publications.values():
        for sheet in publication.sheets:
            for item in sheet.items:
                for paragraph in getattr(item, "paragraphs", ()):
                    if paragraph.role in ("heading1", "heading2") and not paragraph.text.endswith((".", "?", "!")):
                        yield Finding("full-stop", "warning", "the headline has no full stop", paragraph.where, "end it")
"""
SOURCE = "title: T\noutputs: [newsletter.pdf]\nsections:\n  - {type: story, headline: Noon, body: It was noon.}\n"


def checked(folder: Path, check: str) -> subprocess.CompletedProcess[str]:
    (folder / "reportgen_checks").mkdir()
    (folder / "reportgen_checks/full_stop.py").write_text(check)
    (folder / "june.yaml").write_text(SOURCE)
    command = [sys.executable, "-m", "reportgen", "check", "june.yaml"]
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    return subprocess.run(command, capture_output=True, text=True, cwd=folder, env=environment, check=False)


def test_a_check_is_one_file(tmp_path: Path) -> None:
    done = checked(tmp_path, CHECK)
    assert done.returncode == 1
    assert "the headline has no full stop" in done.stdout
    assert "june.yaml:4" in done.stdout


def test_a_file_without_a_check_is_told(tmp_path: Path) -> None:
    done = checked(tmp_path, "RULE = 1\n")
    assert done.returncode == 2
    assert done.stderr.startswith(
        'reportgen_checks/full_stop.py has no function "check" (write one, or take the file out); it is'
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("(document, publications)", "(document)", "cannot be asked: too many positional arguments"),
        ('"warning"', '"grave"', "gives something else than a finding: Finding("),
        ("paragraph.where", "paragraph.place", "a fault of reportgen_checks.full_stop (line 10), not of the source"),
        ("yield ", "return ", "gives something else than a finding: 'full-stop'"),
    ],
)
def test_what_is_wrong_with_a_check_is_told_as_its_fault(tmp_path: Path, old: str, new: str, said: str) -> None:
    check = CHECK.replace(old, new)
    if new == "return ":
        check = check.replace("Finding(", "(")
    done = checked(tmp_path, check)
    assert done.returncode == 2
    assert said in done.stderr
    assert "a fault of reportgen 0" not in done.stderr


def test_a_check_that_gives_nothing_at_all_is_told(tmp_path: Path) -> None:
    done = checked(tmp_path, "def check(document, publications):\n    return None\n")
    assert done.returncode == 2
    assert "gives no findings but None (yield each finding, or return a list of them)" in done.stderr

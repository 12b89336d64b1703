"""What the documentation tells people to do works: every recipe and the tutorial are done in a folder of their own.

A block with a `title` is a file, `sh` and `python` blocks are run, all others are read by people alone. A comment before
a block says what a reader would do by hand:

- ``<!-- file: racks.xlsx -->`` puts a file there, from ``docs/files`` or, for fonts, from ``fonts``;
- ``<!-- add: FILE before "TEXT" -->`` puts the last block that is no file into a file;
- ``<!-- until stopped -->`` lets the commands of the next block run until Ctrl-C.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen.structs import Struct

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
STEP = re.compile(
    r"^<!-- (?P<order>file|add|until stopped):? ?(?P<what>.*?) -->$"
    r"|^```(?P<language>\w+)(?: title=\"(?P<title>[^\"]+)\")?\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
FONTS = {"Ours-Regular.ttf": "Inter-Regular.ttf", "Ours-Bold.ttf": "Inter-Bold.ttf"}
PATIENCE = 60.0
"""Seconds that a command which is stopped by hand may take to show that it works."""


class Recipe(Struct, frozen=True):
    name: str
    text: str


def recipes() -> Iterator[Recipe]:
    """The README and the tutorial, and each section of the recipes."""
    yield Recipe("README", (ROOT / "README.md").read_text("utf-8"))
    yield Recipe("tutorial", (DOCS / "tutorial.md").read_text("utf-8"))
    for section in re.split(r"^## ", (DOCS / "recipes.md").read_text("utf-8"), flags=re.MULTILINE)[1:]:
        name, _, text = section.partition("\n")
        yield Recipe(name, text)


@pytest.mark.parametrize("recipe", list(recipes()), ids=lambda recipe: recipe.name)
def test_it_can_be_done(recipe: Recipe, tmp_path: Path) -> None:
    kitchen = Kitchen(tmp_path)
    steps = list(STEP.finditer(recipe.text))
    assert any(step["language"] in ("sh", "python") for step in steps), "a recipe does something"
    for step in steps:
        kitchen.take(step)


class Kitchen:
    """Does the steps of one recipe in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.spoken = ""
        """The last block that was no file and no command."""
        self.endless = False
        home = Path(sys.executable).parent
        self.environment = {**os.environ, "PATH": f"{home}{os.pathsep}{os.environ['PATH']}", "NO_COLOR": "1"}
        self.environment.pop("PYTHONPATH", None)

    def take(self, step: re.Match[str]) -> None:
        match step["order"]:
            case "file":
                self.fetch(step["what"])
            case "add":
                self.add(step["what"])
            case "until stopped":
                self.endless = True
            case _:
                self.block(step["language"], step["title"], step["text"])

    def fetch(self, name: str) -> None:
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        font = FONTS.get(target.name)
        shutil.copy(ROOT / "fonts" / font if font else DOCS / "files" / target.name, target)

    def add(self, what: str) -> None:
        file, _, before = what.partition(" before ")
        text = (self.folder / file).read_text("utf-8")
        before = before.strip('"')
        assert text.count(before) == 1
        (self.folder / file).write_text(text.replace(before, f"{self.spoken}\n{before}"), "utf-8")

    def block(self, language: str, title: str | None, text: str) -> None:
        if title is not None:
            target = self.folder / title
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")
        elif language == "sh" and self.endless:
            self.endless = False
            self.stopped(text)
        elif language == "sh":
            self.run(["bash", "-euo", "pipefail", "-c", text])
        elif language == "python":
            self.run([sys.executable, "-c", text])
        else:
            self.spoken = text

    def run(self, command: list[str]) -> None:
        done = subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{command[-1]}\n{done.stdout}\n{done.stderr}"

    def stopped(self, text: str) -> None:
        """Run a command until it has said something, then interrupt it, as Ctrl-C does."""
        with (self.folder / "said").open("wb") as said:
            running = subprocess.Popen(
                ["bash", "-c", f"exec {text}"], cwd=self.folder, env=self.environment, stdout=said, stderr=said
            )
        until = time.monotonic() + PATIENCE
        while not (self.folder / "said").stat().st_size and running.poll() is None and time.monotonic() < until:
            time.sleep(0.1)
        running.send_signal(signal.SIGINT)
        code = running.wait(PATIENCE)
        assert code in (0, 130), f"{text}\n{code}\n{(self.folder / 'said').read_text('utf-8')}"
        assert (self.folder / "said").stat().st_size

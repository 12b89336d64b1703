"""The operator's set in `examples/overnight`, run as the operator runs it: by the command line, killed, mended, resumed.

300 letters are made once; kills and changes are tried on 36, so that the test takes its minute and not ten.
"""

from __future__ import annotations

import csv
import importlib.util
import json
import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

EXAMPLE = Path(__file__).parents[2] / "examples/overnight"
FEW = 36

_spec = importlib.util.spec_from_file_location("crm_export", EXAMPLE / "crm_export.py")
assert _spec is not None and _spec.loader is not None
crm = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(crm)

Row = dict[str, Any]


class Night:
    """A folder with the set, of which rows, template and pictures can be changed."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder = folder
        folder.mkdir()
        for name in ("letter.yaml", "deck.yaml"):
            shutil.copy(EXAMPLE / name, folder)
        crm.export(folder, count, count * 7)
        self.people: list[Row] = crm.clients(count)
        self.held: list[Row] = list(crm.holdings(self.people, count * 7))

    def rewrite(self, changes: Mapping[int, Mapping[str, Any]]) -> None:
        """Write the workbook with some values of some clients changed."""
        people = [{**row, **changes.get(at, {})} for at, row in enumerate(self.people)]
        crm.write_workbook(self.folder / "crm.xlsx", people, self.held)

    def command(self, out: str = "out", source: str = "letter.yaml", ending: str = "pdf") -> list[str]:
        named = f"{out}/{{Region}}/{{Client ID}}.{ending}"
        rows = ["--data", "crm.xlsx#Clients", "--with", "holdings=crm.xlsx#Holdings", "--by", "Client ID"]
        return [sys.executable, "-m", "reportgen", "batch", source, *rows, "-o", named, "--same-names", "fail"]

    def run(self, *more: str, **where: str) -> subprocess.CompletedProcess[str]:
        command = [*self.command(**where), "-j", "1", *more]
        return subprocess.run(command, cwd=self.folder, capture_output=True, text=True, timeout=300, check=False)

    def files(self, out: str = "out") -> dict[str, bytes]:
        """The letters, by their names."""
        root = self.folder / out
        return {str(file.relative_to(root)): file.read_bytes() for file in sorted(root.rglob("*.pdf"))}

    def summary(self, out: str = "out") -> dict[str, Any]:
        told: dict[str, Any] = json.loads((self.folder / out / "batch.json").read_text("utf-8"))
        return told

    def fresh(self) -> dict[str, bytes]:
        """What an undisturbed run makes of the folder as it is."""
        shutil.rmtree(self.folder / "fresh", ignore_errors=True)
        self.run(out="fresh")
        return self.files("fresh")

    def check(self, done: subprocess.CompletedProcess[str], failed: int = 0, out: str = "out") -> None:
        """The exit code says whether records failed, and the summary counts what lies on the disk."""
        assert done.returncode == (1 if failed else 0), done.stderr
        told, there = self.summary(out), self.files(out)
        assert (told["state"], told["failed"], told["left"]) == ("complete", failed, 0)
        made = [name for item in told["items"] if item["status"] != "failed" for name in item["files"]]
        stale = [name for item in told["items"] for name in item.get("stale", ())]
        assert len(made) == told["made"] + told["unchanged"]
        assert sorted(made + stale + told.get("gone", [])) == sorted(there)
        with (self.folder / out / "batch.csv").open(encoding="utf-8-sig", newline="") as table:
            assert len(list(csv.DictReader(table))) == len(told["items"])


@pytest.fixture
def night(tmp_path: Path) -> Night:
    return Night(tmp_path / "night", FEW)


def text_of(file: bytes) -> str:
    with pypdfium2.PdfDocument(file) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def test_each_of_300_letters_holds_its_clients_rows(tmp_path: Path) -> None:
    night = Night(tmp_path / "night", 300)
    rehearsed = night.run("--dry-run")
    assert "298 would be made, 2 cannot be" in rehearsed.stdout
    assert {file.name for file in (night.folder / "out").iterdir()} == {"batch-dry-run.json", "batch-dry-run.csv"}
    night.check(night.run("-j", "2"), failed=2)
    letters = night.files()
    assert len(letters) == 298
    owned: dict[str, list[str]] = {}
    for row in night.held:
        owned.setdefault(row["Client ID"], []).append(row["ISIN"])
    for row in night.people:
        if (name := f"{row['Region']}/{row['Client ID']}.pdf") not in letters:
            assert row["Client ID"] == "000705"  # the one that stands there twice
            continue
        text = text_of(letters[name])
        assert sorted(re.findall(r"XS\d{10}", text)) == sorted(owned.get(row["Client ID"], []))
        assert row["Last name"] in text
        assert row["Manager"] in text


def test_a_sample_has_an_account_of_its_own(night: Night) -> None:
    done = night.run("--sample", "4")
    assert done.returncode == 0, done.stderr
    assert len(night.files()) == 4
    assert json.loads((night.folder / "out/batch-sample.json").read_text())["made"] == 4
    night.check(night.run())
    assert night.summary()["unchanged"] == 4


def test_killed_at_ten_moments_and_resumed(night: Night) -> None:
    undisturbed = night.fresh()
    dice = random.Random(19)
    for kill in range(10):
        more = ["-j", "1", *(["--resume"] if kill else [])]
        run = subprocess.Popen(
            [*night.command(), *more], cwd=night.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        done = len(night.files())
        wanted, until = done + dice.randrange(1, 4), time.monotonic() + 60
        while len(night.files()) < wanted and run.poll() is None and time.monotonic() < until:
            time.sleep(dice.uniform(0, 0.02))
        run.kill()
        run.communicate()
        assert night.summary()["state"] == "running"
    night.check(night.run("--resume"))
    assert night.files() == undisturbed
    assert not list((night.folder / "out").rglob(".*.part"))


BROKEN: Mapping[str, Mapping[str, Any]] = {
    "a text for a number": {"Fee": "much"},
    "no currency": {"Currency": "EURO"},
    "no language": {"Language": "Deutsch"},
    "no picture": {"Portrait": "portraits/nobody.png"},
    "no brand": {"Brand": "sunfield"},
    "a formula that nobody computed": {"Fee": "=T4*V4"},
    "an error": {"Target": "#N/A"},
    "a text that fits nowhere": {"Last name": "x" * 20_000},
    "no id": {"Client ID": None},
    "a name that leads elsewhere": {"Region": "../North"},
}


def test_what_changes_is_made_again_and_what_is_mended_is_retried(night: Night) -> None:
    night.check(night.run())
    night.rewrite({5: {"Last name": "Changed"}})
    night.check(night.run())
    assert (night.summary()["made"], night.summary()["unchanged"]) == (1, FEW - 1)

    letter = night.folder / "letter.yaml"
    letter.write_text(letter.read_text("utf-8").replace("Danke für", "Besten Dank für"), "utf-8")
    night.check(night.run())
    assert night.summary()["made"] == FEW
    crm.draw_portrait(night.folder / "portraits/manager-1.png", 99)
    night.check(night.run())
    whose = sum(row["Manager"] == crm.MANAGERS[0] for row in night.people)
    assert night.summary()["made"] == whose
    assert 0 < whose < FEW
    assert night.files() == (before := night.fresh())

    night.rewrite({5: {"Last name": "Changed"}, **{10 + at: broken for at, broken in enumerate(BROKEN.values())}})
    night.check(night.run(), failed=len(BROKEN))
    night.rewrite({5: {"Last name": "Changed"}})
    night.check(night.run("--retry-failed"))
    assert night.files() == before


def test_decks_are_made_of_the_same_set(night: Night) -> None:
    done = night.run("--sample", "3", source="deck.yaml", ending="pptx")
    assert done.returncode == 0, done.stderr
    assert len(list((night.folder / "out").rglob("*.pptx"))) == 3

"""One record a format: what ships, and what another package brings with one module and one entry point."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from reportgen import Publication, build, compose, parse, render
from reportgen.backends import File, Format, Options, PictureOptions, render_files
from reportgen.backends.formats import SHIPPED, check_options, format_named, format_names, main_format, numbered
from reportgen.errors import BackendError, PluginError

FILES = {
    "cards.py": '''\
"""A publication as cards: for each sheet a text file with its title."""

from reportgen.backends import Format
from reportgen.backends.formats import numbered


def write(publication, options):
    return numbered(f"{sheet.title}\\n".encode() for sheet in publication.sheets)


CARDS = Format("cards", ending="txt", media="text/plain", writer="cards:write", many=True)
''',
    "cards-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: cards\nVersion: 1.0\n",
    "cards-1.0.dist-info/entry_points.txt": "[reportgen.backends]\ncards = cards:CARDS\n",
}
"""All that a package with a format of its own has in it."""

SOURCE = """\
title: June
outputs: [deck.cards]
sections:
  - {type: statement, statement: One}
  - {type: statement, statement: Two}
"""


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command line in a project that has the package beside it, as pip leaves it."""
    for name, text in FILES.items():
        file = folder / "site" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    project = folder / "project"
    project.mkdir(exist_ok=True)
    (project / "reportgen.toml").touch()
    command = [sys.executable, "-m", "reportgen", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(folder / "site")}
    return subprocess.run(command, capture_output=True, text=True, cwd=project, env=environment, check=False)


def test_a_format_is_one_package_and_one_record(tmp_path: Path) -> None:
    run(tmp_path, "--version")
    project = tmp_path / "project"
    (project / "june.yaml").write_text(SOURCE)
    done = run(tmp_path, "build", "june.yaml", "-o", "out", "--json")
    assert done.returncode == 0, done.stderr
    [told] = json.loads(done.stdout)
    assert [Path(path).name for path in told["paths"]] == ["june-deck-cards-01.txt", "june-deck-cards-02.txt"]
    assert (project / "out/june-deck-cards-02.txt").read_text() == "Two\n"
    assert "deck.cards" in run(tmp_path, "schema", "source").stdout
    unknown = run(tmp_path, "build", "june.yaml", "--to", "doc")
    assert unknown.returncode == 2
    assert unknown.stderr.endswith(", cards)\n")


def test_a_batch_in_a_format_of_many_files(tmp_path: Path) -> None:
    run(tmp_path, "--version")
    project = tmp_path / "project"
    (project / "june.yaml").write_text(SOURCE.replace("statement: Two", 'statement: "{{ name }}", when: vip == "yes"'))
    (project / "people.csv").write_text("name,vip\nAnn,yes\nBo,no\n")
    command = ("batch", "june.yaml", "--data", "people.csv", "--as", "deck", "-o", "out/{name}.cards", "-j", "1")
    rehearsed = run(tmp_path, *command, "--dry-run")
    assert rehearsed.stdout.startswith("record 2: Ann-01.txt …\nrecord 3: Bo-01.txt …\n"), rehearsed.stderr
    done = run(tmp_path, *command)
    assert done.stdout.startswith("2 made, 0 unchanged, 0 failed"), done.stderr
    out = project / "out"
    assert sorted(path.name for path in out.glob("*.txt")) == ["Ann-01.txt", "Ann-02.txt", "Bo-01.txt"]
    assert (out / "Ann-02.txt").read_text() == "Ann\n"
    items = json.loads((out / "batch.json").read_text())["items"]
    assert [item["files"] for item in items] == [["Ann-01.txt", "Ann-02.txt"], ["Bo-01.txt"]]
    assert run(tmp_path, *command).stdout.startswith("0 made, 2 unchanged")
    (out / "Ann-02.txt").unlink()  # a file is missing: its record is made again, the other is not
    assert run(tmp_path, *command).stdout.startswith("1 made, 1 unchanged")
    (project / "people.csv").write_text("name,vip\nAnn,no\nBo,no\n")
    assert run(tmp_path, *command).stdout.startswith("1 made, 1 unchanged")
    assert sorted(path.name for path in out.glob("*.txt")) == ["Ann-01.txt", "Bo-01.txt"]


def publication() -> Publication:
    sections = [{"type": "statement", "statement": one} for one in ("One", "Two")]
    return compose(parse({"title": "June", "sections": sections}), "deck")


def test_every_record_is_whole() -> None:
    assert [form.name for form in SHIPPED] == list(format_names())[: len(SHIPPED)]
    for form in SHIPPED:
        assert format_named(form.name) is form
        assert "/" in form.media
    assert (main_format("newsletter").name, main_format("deck").name) == ("pdf", "pptx")
    assert format_named("pdf").file_stem("june", "deck") == "june-deck"


def test_numbers_sort_as_the_sheets_follow() -> None:
    assert [file.suffix for file in numbered([b""] * 3)] == ["-01", "-02", "-03"]
    many = [file.suffix for file in numbered([b""] * 100)]
    assert (many[0], many[-1]) == ("-001", "-100")
    assert many == sorted(many)


@dataclass(frozen=True)
class Loudness(Options):
    level: int = 1


def shout(laid: Publication, options: Options) -> list[File]:
    assert isinstance(options, Loudness)
    return [File(laid.title.encode() + b"!" * options.level)]


SHOUT = Format("shout", ending="txt", media="text/plain", writer=shout, options=Loudness)


def test_settings_reach_the_writer_of_their_format() -> None:
    laid = publication()
    assert SHOUT.printer([PictureOptions(), Loudness(3)]).print(laid) == (File(b"June!!!"),)
    assert SHOUT.printer().print(laid) == (File(b"June!"),)


def test_settings_of_no_format_that_is_written_are_told(tmp_path: Path) -> None:
    with pytest.raises(BackendError, match=r"level cannot be set: no format that is written has it"):
        check_options(["pdf"], [Loudness()])
    with pytest.raises(BackendError, match=r"dpi and sheet cannot be set"):
        build(SECTION, tmp_path, formats=["pdf"], options=[PictureOptions(dpi=96)])
    assert not list(tmp_path.iterdir())


SECTION: dict[str, object] = {"title": "T", "sections": [{"type": "quote", "quote": "Few words."}]}


def test_a_writer_that_gives_no_files_is_named() -> None:
    def wrong(laid: Publication, options: Options) -> list[File]:
        return [b"bytes"]  # type: ignore[list-item]

    with pytest.raises(PluginError, match=r'"odd" of reportgen.backends is no format whose writer gives files'):
        Format("odd", ending="odd", media="text/plain", writer=wrong).write(publication(), Options())


def test_a_writer_that_takes_something_else_is_told() -> None:
    def wrong(laid: Publication) -> list[File]:
        return []

    with pytest.raises(
        PluginError, match=r'writer of the format "odd" cannot be called: too many .* \(it is called with'
    ):
        Format("odd", ending="odd", media="text/plain", writer=wrong).write(publication(), Options())  # type: ignore[arg-type]


def test_a_press_gives_what_the_writer_gives() -> None:
    laid = publication()
    for form in SHIPPED:
        if form.press is not None:
            printer = form.printer()
            assert printer.print(laid) == printer.print(laid) == render_files(laid, form.name)
            assert render(laid, form.name) == render_files(laid, form.name)[0].data

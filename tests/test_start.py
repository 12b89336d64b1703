"""What a command line that does little need not wait for: what it does not use is neither imported nor made."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.cli import COMMANDS, command_line


def imported(*words: str) -> set[str]:
    """The modules that a command line imports, in a process of its own, until it has read its words."""
    code = (
        f"import sys\nsys.argv = ['reportgen', *{words!r}]\nfrom reportgen.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\nprint('\\n'.join(['', *sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ)
    return set(done.stdout.split("\n"))


@pytest.mark.parametrize("command", ["build", "layouts", "schema"])
def test_a_command_imports_no_other(command: str) -> None:
    commands = {f"reportgen.cli.{name}" for name in COMMANDS}
    assert commands & imported(command, "--help") == {f"reportgen.cli.{command}"}


def test_help_and_a_word_that_is_no_command_know_all_commands() -> None:
    for words in (["--help"], [], ["biuld"]):
        app = command_line(words)
        groups = [group.typer_instance for group in app.registered_groups]
        names = [one.callback.__name__ for one in app.registered_commands if one.callback is not None]
        assert {*names, *[group.info.name for group in groups if group is not None]} == set(COMMANDS)


def test_a_build_imports_no_data_readers(tmp_path: Path) -> None:
    source = tmp_path / "june.yaml"
    source.write_text("title: June\nsections:\n  - {type: quote, quote: Few words.}\n", "utf-8")
    found = imported("build", str(source), "--as", "newsletter", "--to", "json")
    rooms = (
        "reportgen.batch",
        "reportgen.preview",
        "reportgen.template_gallery",
        "reportgen.preflight",
        "reportgen.charts",
    )
    libraries = ("babel", "jinja2", "pptx", "python_calamine", "reportlab", "rich", "ruamel", "starlette", "xlsxwriter")
    unused = (*rooms, *libraries)
    assert [name for name in sorted(found) if name.startswith(unused)] == []


@pytest.mark.parametrize(("kind", "other"), [("newsletter", "slides"), ("deck", "pages")])
def test_a_build_imports_the_rooms_of_its_kind_alone(tmp_path: Path, kind: str, other: str) -> None:
    source = tmp_path / "june.yaml"
    source.write_text("title: June\nsections:\n  - {type: quote, quote: Few words.}\n", "utf-8")
    found = imported("build", str(source), "--as", kind, "--to", "json")
    assert [name for name in sorted(found) if name.startswith(f"reportgen.layout.{other}")] == []

"""A fault of reportgen reaches a user as a message: with its place, the version, and how to report it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.errors import ReportgenError, Where
from reportgen.faults import InternalFault, as_ours
from reportgen.preview import Studio

SOURCE = "title: June\nsections:\n  - {type: quote, quote: Few words., attribution: Somebody}\n"
BROKEN = """\
from reportgen.layout.text_setter import TextSetter
TextSetter.set = lambda *given, **named: 1 / 0
from reportgen.cli import main
main()
"""


def run(
    folder: Path, *words: str, code: str = "from reportgen.cli import main; main()", **more: str
) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        capture_output=True,
        text=True,
        cwd=folder,
        env={**os.environ, **more},
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_name_and_version_are_told(tmp_path: Path) -> None:
    code, said = run(tmp_path, "--version")
    assert code == 0
    assert re.fullmatch(r"reportgen \d+\.\d+\.\d+\S*\n", said)


def test_a_fault_is_told_at_the_section_at_work(tmp_path: Path) -> None:
    (tmp_path / "june.yaml").write_text(SOURCE)
    code, said = run(tmp_path, "build", "june.yaml", code=BROKEN)
    assert code == 70
    assert said.startswith("june.yaml:3:5 sections[0]: a fault of reportgen 0.")
    assert "ZeroDivisionError" in said and "report it" in said and "--debug" in said
    assert "Traceback" not in said and len(said.splitlines()) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["june.yaml"]


@pytest.mark.parametrize(
    ("words", "set_to"), [(["--debug", "build"], {}), (["build", "--debug"], {}), (["build"], {"REPORTGEN_DEBUG": "1"})]
)
def test_debug_shows_the_rest(tmp_path: Path, words: list[str], set_to: dict[str, str]) -> None:
    (tmp_path / "june.yaml").write_text(SOURCE)
    code, said = run(tmp_path, *words, "june.yaml", code=BROKEN, **set_to)
    assert code == 70
    assert "Traceback" in said and "a fault of reportgen" in said.splitlines()[-1]


def test_a_batch_tells_a_fault_for_the_record_alone(tmp_path: Path) -> None:
    (tmp_path / "june.yaml").write_text(SOURCE.replace("Few words.", "'{{ name }}'"))
    (tmp_path / "people.csv").write_text("name\nAlder\n")
    code = BROKEN.replace("main()\n", "") + (
        "from reportgen.batch.jobs import Item, ItemMaker\nfrom reportgen.batch import Batch\n"
        "job = Batch('june.yaml', [{'name': 'Alder'}], 'out/{name}.pdf').job\n"
        "print(ItemMaker(job).make(Item(2, {'name': 'Alder'}, ('Alder.pdf',), 'k')).reason)"
    )
    ended, said = run(tmp_path, code=code)
    assert ended == 0, said
    assert said.startswith("june.yaml:3:5 sections[0]: a fault of reportgen 0.")


@pytest.mark.parametrize("options", [(), ("-j", "1"), ("--dry-run=full",)])
def test_debug_shows_the_rest_of_each_record(tmp_path: Path, options: tuple[str, ...]) -> None:
    (tmp_path / "june.yaml").write_text(SOURCE.replace("Few words.", "'{{ name }}'"))
    (tmp_path / "people.csv").write_text("name\nAlder\nBirch\n")
    brought = tmp_path / "brought"
    brought.mkdir()
    (brought / "sitecustomize.py").write_text(BROKEN.partition("from reportgen.cli")[0])  # which workers read, too
    path = os.pathsep.join([str(brought), *filter(None, [os.environ.get("PYTHONPATH")])])
    words = ["batch", "june.yaml", "--data", "people.csv", "-o", "out/{name}.pdf", *options]
    code, said = run(tmp_path, *words, PYTHONPATH=path)
    assert code == 1, said
    assert "people.csv:3 record 3: june.yaml:3:5 sections[0]: a fault of reportgen 0." in said
    assert "Traceback" not in said
    code, said = run(tmp_path, *words, "--debug", PYTHONPATH=path)
    assert code == 1, said
    assert said.count("Traceback") == 2
    assert "Traceback" not in "".join(file.read_text() for file in (tmp_path / "out").glob("batch*.json"))


def test_a_preview_shows_a_fault_and_logs_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    source = tmp_path / "june.yaml"
    source.write_text(SOURCE)
    studio = Studio(source)
    with monkeypatch.context() as broken:
        broken.setattr("reportgen.layout.text_setter.TextSetter.set", None)
        assert studio.look()
        told = {f"{one['where']} {one['message']} {one['hint']}" for one in studio.state()["problems"]}
        assert all("june.yaml:3:5 sections[0] a fault of reportgen 0." in one and "report it" in one for one in told)
        assert told and not caplog.records
        broken.setenv("REPORTGEN_DEBUG", "1")
        source.write_text(SOURCE.replace("Few", "Some"))
        assert studio.look()
        assert caplog.records and all(record.exc_info for record in caplog.records)
    source.write_text(SOURCE)
    assert studio.look() and not studio.state()["problems"]


def test_what_the_machine_refuses_is_no_fault() -> None:
    refused = as_ours(OSError(28, "No space left on device", "june.pdf"))
    assert not isinstance(refused, InternalFault)
    assert str(refused).startswith("june.pdf: No space left on device")
    assert "memory" in str(as_ours(MemoryError()))


def test_errors_of_ours_stay_as_they_are() -> None:
    error = ReportgenError("wrong", Where("a.yaml", 3))
    assert as_ours(error) is error

"""The command line as people use it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.api import write


def reportgen(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reportgen", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "june.yaml").write_text(
        "title: June\nsections:\n  - {type: quote, quote: Few words., attribution: Somebody}\n"
    )
    return tmp_path


def test_build_writes_what_the_source_names(project: Path) -> None:
    done = reportgen("build", "june.yaml", cwd=project)
    assert done.returncode == 0, done.stderr
    assert sorted(file.name for file in project.iterdir()) == ["june.pdf", "june.pptx", "june.yaml"]
    assert (
        done.stdout.splitlines()
        == [
            f"{project / 'june.pdf'}  (newsletter, 1 page)",
            f"{project / 'june.pptx'}  (deck, 1 slide)",
        ]
        or "june.pdf" in done.stdout
    )


@pytest.mark.parametrize("kind", ["newsletter", "deck"])
@pytest.mark.parametrize("to", ["pdf", "pptx", "json"])
def test_all_combinations(project: Path, kind: str, to: str) -> None:
    done = reportgen("build", "june.yaml", "-o", "out", "--as", kind, "--to", to, cwd=project)
    assert done.returncode == 0, done.stderr
    (file,) = (project / "out").iterdir()
    main = {"newsletter": "pdf", "deck": "pptx"}[kind] == to
    assert file.name == (f"june.{to}" if main else f"june-{kind}.{to}")
    assert file.stat().st_size > 1000


def test_errors_have_no_traceback_and_write_nothing(project: Path) -> None:
    (project / "bad.yaml").write_text("title: x\nsection: []\n")
    done = reportgen("build", "bad.yaml", "-o", "out", cwd=project)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert 'bad.yaml:2:1 section: unknown key "section" (did you mean "sections"?)' in done.stderr
    assert not (project / "out").exists()


def test_project_settings(project: Path) -> None:
    (project / "reportgen.toml").write_text('brand = "cirrus"\noutputs = ["deck.json"]\n')
    done = reportgen("build", "june.yaml", cwd=project)
    assert done.returncode == 0, done.stderr
    assert '"name": "Cirrus"' in (project / "june-deck.json").read_text()


def test_a_brand_of_ones_own(project: Path, root: Path) -> None:
    shutil.copytree(root / "examples/brands/cirrus", project / "brands/ours")
    brand = project / "brands/ours/brand.yaml"
    brand.write_text(brand.read_text().replace("name: Cirrus", "name: Ours"))
    done = reportgen("build", "june.yaml", "--to", "json", "--brand", "ours", cwd=project)
    assert done.returncode == 0, done.stderr
    assert '"name": "Ours"' in (project / "june-deck.json").read_text()


def test_unreadable_font_is_named(project: Path, root: Path) -> None:
    shutil.copytree(root / "examples/brands/cirrus", project / "brands/ours")
    brand = project / "brands/ours/brand.yaml"
    (project / "brands/ours/odd.ttf").write_bytes(b"no font at all")
    brand.write_text(
        brand.read_text().replace("sans: {family: Inter}", "sans: {family: Odd, files: [{file: odd.ttf}]}")
    )
    done = reportgen("build", "june.yaml", "--brand", "ours", cwd=project)
    assert done.returncode == 2
    assert '"odd.ttf" is not a font (use a TrueType or OpenType file)' in done.stderr
    assert "brand.yaml:" in done.stderr


def test_broken_font_is_named(project: Path, root: Path) -> None:
    shutil.copytree(root / "examples/brands/cirrus", project / "brands/ours")
    brand = project / "brands/ours/brand.yaml"
    (project / "brands/ours/odd.ttf").write_bytes(b"\x00\x01\x00\x00" + bytes(200))
    brand.write_text(
        brand.read_text().replace("sans: {family: Inter}", "sans: {family: Odd, files: [{file: odd.ttf}]}")
    )
    done = reportgen("build", "june.yaml", "--brand", "ours", cwd=project)
    assert done.returncode == 2
    assert "odd.ttf" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "x.pdf"
    write(file, b"old")

    def fail(_: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="disk full"):
        write(file, b"new")
    assert file.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["x.pdf"]


def test_build_reports_what_the_layout_decided(tmp_path: Path, example: Path) -> None:
    done = reportgen("build", str(example), "-o", str(tmp_path), "--report", "fit.json", "--explain", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    found = json.loads((tmp_path / "fit.json").read_text("utf-8"))
    assert [one["kind"] for one in found["publications"]] == ["newsletter", "deck"]
    assert "capital-markets-in-china.yaml:10" in done.stdout
    assert "64 of 64 words are in the notes" in done.stdout


def piped(text: bytes, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "reportgen", "build", *arguments]
    return subprocess.run(command, input=text, capture_output=True, cwd=cwd, check=False)


def test_build_reads_a_pipe(project: Path) -> None:
    done = piped((project / "june.yaml").read_bytes(), "-", "-o", "out", cwd=project)
    assert done.returncode == 0, done.stderr
    assert {file.name for file in (project / "out").iterdir()} == {"document.pdf", "document.pptx"}
    assert b"the pipe is empty" in piped(b"", "-", cwd=project).stderr
    assert b"not UTF-8" in piped(b"title: \xff\n", "-", cwd=project).stderr


def test_build_is_quiet_or_tells_as_json(project: Path) -> None:
    assert reportgen("build", "june.yaml", "--quiet", cwd=project).stdout == ""
    told = json.loads(reportgen("build", "june.yaml", "--json", "--as", "deck", cwd=project).stdout)
    assert [(one["kind"], one["format"], one["sheets"], one["warnings"]) for one in told] == [("deck", "pptx", 1, [])]
    assert told[0]["seconds"] > 0
    line = reportgen("build", "june.yaml", "--as", "deck", cwd=project).stdout
    assert re.fullmatch(r"june\.pptx  \(deck, 1 slide, \d+\.\d s\)\n", line.replace(f"{project}/", ""))


@pytest.fixture
def coarse(project: Path) -> Path:
    """A source whose picture is too small for its place."""
    from PIL import Image

    Image.new("RGB", (90, 60), "#334455").save(project / "small.png")
    text = "title: T\nsections:\n  - type: story\n    headline: H\n    body: B\n    figure: {file: small.png, alt: A}\n"
    (project / "coarse.yaml").write_text(text)
    return project


def test_warnings_are_told_once_and_are_errors_where_asked(coarse: Path) -> None:
    done = reportgen("build", "coarse.yaml", "--as", "newsletter", cwd=coarse)
    assert done.returncode == 0
    assert "1 warning," in done.stdout
    assert re.search(r"warning: coarse\.yaml:6:\d+ .*: a picture has \d+ pixels to the inch on page 1", done.stderr)
    (coarse / "coarse.pdf").unlink()
    strict = reportgen("build", "coarse.yaml", "--as", "newsletter", "--strict", cwd=coarse)
    assert strict.returncode == 2
    assert "pixels to the inch" in strict.stderr
    assert not (coarse / "coarse.pdf").exists()


def test_the_library_tells_its_steps(project: Path) -> None:
    from reportgen.api import Step, build

    steps: list[Step] = []
    build(project / "june.yaml", on_step=steps.append)
    assert [step.done for step in steps] == [0, 1, 2, 3, 4]
    assert {step.total for step in steps} == {4}
    assert steps[0].what == "layout of the newsletter"


def test_watch_builds_again_what_changed_and_waits_out_an_error(project: Path) -> None:
    command = [sys.executable, "-m", "reportgen", "build", "june.yaml", "--as", "deck", "--watch"]
    with subprocess.Popen(
        command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as watching:
        assert watching.stdout is not None

        def told(words: str) -> None:
            for line in watching.stdout:  # type: ignore[union-attr]
                if words in line:
                    return
            raise AssertionError(f"never told: {words}")

        try:
            told("waiting for changes")
            first = (project / "june.pptx").read_bytes()
            source = project / "june.yaml"
            good = source.read_text()
            source.write_text(good.replace("quote: Few", "quot: Few"))
            told('did you mean "quote"?')
            told("waiting for changes")
            source.write_text(good.replace("Few words", "Other words"))
            told("june.pptx")
            assert (project / "june.pptx").read_bytes() != first
        finally:
            watching.kill()
    assert b"cannot be watched" in piped(b"title: T\n", "-", "--watch", cwd=project).stderr

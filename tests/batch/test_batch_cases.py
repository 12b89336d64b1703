"""What goes wrong with batches: names, files that are gone, data that changed, folders that are none."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.batch import Batch, Summary, read_records
from reportgen.batch.journal import Journal
from reportgen.batch.output_folder import Place
from reportgen.batch.output_names import check_name
from reportgen.document import read_source, template_of
from reportgen.errors import BackendError, SourceError

SOURCE = 'title: Letter\nbrand: meridian\nsections:\n  - {type: story, headline: "Dear {{ name }}", body: "Words."}\n'


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "source.yaml"
    file.write_text(SOURCE)
    return file


def run(source: Path, *names: str, retry: bool = False, resume: bool = False) -> Summary:
    batch = Batch(source, [{"name": name} for name in names], f"{source.parent}/out/{{name}}.pdf")
    return batch.run(retry_failed=retry, resume=resume)


def counts(summary: Summary) -> tuple[int, int, int]:
    return summary.count("made"), summary.count("unchanged"), summary.count("failed")


@pytest.mark.parametrize("name", ["Birch\ud800", "\udfff", "con .x", "AUX  .txt", "nul", "COM1.a.b"])
def test_a_bad_value_in_a_name_fails_its_record_alone(source: Path, name: str) -> None:
    summary = run(source, "Alder", name, "Cedar")
    assert counts(summary) == (2, 0, 1)
    assert [outcome.line for outcome in summary.failed] == [2]
    assert sorted(file.name for file in (source.parent / "out").glob("*.pdf")) == ["Alder.pdf", "Cedar.pdf"]


def test_names_that_only_begin_like_a_device_are_taken() -> None:
    for name in ("contents.pdf", "console.x.pdf", "nullable.pdf"):
        check_name(name)


@pytest.mark.parametrize(
    "section",
    [
        '{type: table, headline: "{{ name }}", table: {data: takings.csv}}',
        '{type: chart, headline: "{{ name }}", chart: {kind: bar, data: takings.csv, x: Hall}}',
        '{type: gallery, headline: "{{ name }}", pictures: [{file: a.png, decorative: true}, {file: b.png, alt: B}]}',
    ],
)
def test_a_record_is_made_again_when_a_file_that_it_reads_has_changed(source: Path, section: str) -> None:
    from PIL import Image

    for picture in ("a.png", "b.png"):
        Image.new("RGB", (90, 60), "red").save(source.parent / picture)
    (source.parent / "takings.csv").write_text("Hall,Cash\nNorth,111\nSouth,222\n")
    source.write_text(f"title: Letter\nbrand: meridian\nsections:\n  - {section}\n")
    assert counts(run(source, "Alder")) == (1, 0, 0)
    assert counts(run(source, "Alder")) == (0, 1, 0)
    (source.parent / "takings.csv").write_text("Hall,Cash\nNorth,999\nSouth,222\n")
    Image.new("RGB", (90, 60), "blue").save(source.parent / "b.png")
    assert counts(run(source, "Alder")) == (1, 0, 0)


@pytest.mark.parametrize(("retry", "resume"), [(True, False), (False, True), (False, False)])
def test_a_file_that_is_gone_is_made_again(source: Path, retry: bool, resume: bool) -> None:
    run(source, "Alder", "Birch")
    (source.parent / "out/Alder.pdf").unlink()
    summary = run(source, "Alder", "Birch", retry=retry, resume=resume)
    assert summary.count("failed") == 0
    assert (source.parent / "out/Alder.pdf").is_file()


def test_a_file_where_the_folder_should_be_is_told(source: Path) -> None:
    (source.parent / "out").write_text("a file")
    with pytest.raises(SourceError, match=r'out" is a file'):
        run(source, "Alder")
    assert (source.parent / "out").read_text() == "a file"


def test_no_part_of_a_file_is_left(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()  # what is to be replaced cannot be
    with pytest.raises(OSError, match=r"a\.pdf"):
        Place(str(tmp_path)).write("a.pdf", b"%PDF")
    assert [file.name for file in tmp_path.iterdir()] == ["a.pdf"]


@pytest.mark.parametrize("loops", [("99999", "99999"), ("1000", "1000"), ("10**12", "1")])
def test_a_loop_without_end_is_refused_at_its_line(source: Path, loops: tuple[str, str]) -> None:
    body = "".join(f"{{% for i{n} in range({loop}) %}}" for n, loop in enumerate(loops)) + "x{% endfor %}{% endfor %}"
    source.write_text(SOURCE.replace("Words.", body))
    summary = run(source, "Alder")
    assert counts(summary) == (0, 0, 1)
    assert "source.yaml:4" in summary.failed[0].reason and "200000" in summary.failed[0].reason


def test_a_loop_of_reasonable_length_is_run(source: Path) -> None:
    source.write_text(SOURCE.replace("Words.", "{% for i in range(3) %}{{ i }} {% endfor %}"))
    assert counts(run(source, "Alder")) == (1, 0, 0)


def test_a_brand_behind_a_link_out_of_the_project_is_refused(tmp_path: Path) -> None:
    import shutil

    from reportgen import build
    from reportgen.errors import ReportgenError
    from reportgen.shipped import shipped

    shutil.copytree(shipped("brands") / "meridian", tmp_path / "elsewhere")
    project = tmp_path / "project"
    (project / "brands").mkdir(parents=True)
    (project / "reportgen.toml").write_text("")
    (project / "brands/theirs").symlink_to(tmp_path / "elsewhere")
    (project / "source.yaml").write_text("title: L\nbrand: theirs\nsections: [{type: quote, quote: So it was.}]\n")
    with pytest.raises(ReportgenError, match=r'"theirs" lies outside'):
        build(project / "source.yaml", project / "out")
    assert not (project / "out").exists()


WARNED = SOURCE.replace('"Words."', '"Words with a [link](#nowhere). {{ name }}"')


def test_warnings_of_records_are_in_the_summary_and_strict_refuses_them(source: Path) -> None:
    source.write_text(WARNED)
    warned = '"#nowhere" leads to no heading'
    (outcome,) = run(source, "Alder").outcomes
    assert outcome.status == "made" and warned in outcome.warnings[0]
    summary = json.loads((source.parent / "out/batch.json").read_text())
    assert warned in summary["items"][0]["warnings"][0]
    (outcome,) = run(source, "Alder").outcomes
    assert outcome.status == "unchanged" and warned in outcome.warnings[0]
    strict = Batch(source, [{"name": "Alder"}], f"{source.parent}/out/{{name}}.pdf").run(strict=True)
    assert strict.count("failed") == 1 and warned in strict.failed[0].reason


def test_strict_refuses_data_that_is_not_read_as_it_stands_there(source: Path) -> None:
    (source.parent / "people.csv").write_text("Members\n\nname,n\nAlder,1\n")
    records = read_records(source.parent / "people.csv")
    with pytest.raises(SourceError, match=r"people\.csv:1: the headings are taken from row 3"):
        Batch(source, records, f"{source.parent}/out/{{name}}.pdf").run(strict=True)
    Batch(source, records, f"{source.parent}/out/{{name}}.pdf").run()
    assert "row 3" in json.loads((source.parent / "out/batch.json").read_text())["warnings"][0]


LIMITED = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000)); from reportgen.cli import main; main()"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of file sizes")
def test_a_full_disk_stops_the_run_which_is_resumed_later(source: Path) -> None:
    (source.parent / "people.csv").write_text("name\nAlder\nBirch\n")
    command = ["batch", str(source), "--data", "people.csv", "-o", "out/{name}.pdf", "-j", "1"]
    ended = subprocess.run([sys.executable, "-c", LIMITED, *command], capture_output=True, text=True, cwd=source.parent)
    assert ended.returncode == 2, ended.stderr
    assert "the run has stopped" in ended.stderr and "--resume" in ended.stderr
    assert "Traceback" not in ended.stderr
    left = {file.name for file in (source.parent / "out").iterdir()}
    assert left == {".batch.journal.lock", "batch.journal", "batch.json", "batch.csv"}
    assert json.loads((source.parent / "out/batch.json").read_text())["state"] == "stopped"
    summary = run(source, "Alder", "Birch", resume=True)
    assert counts(summary) == (2, 0, 0)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EDQUOT])
def test_a_journal_that_cannot_be_written_stops_the_run(
    source: Path, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patched:
        patched.setattr(Journal, "add", full)
        with pytest.raises(BackendError, match="the run has stopped"):
            run(source, "Alder", "Birch")
    assert counts(run(source, "Alder", "Birch", resume=True)) == (2, 0, 0)


def test_a_file_that_cannot_be_written_fails_its_record_alone(source: Path) -> None:
    (source.parent / "out/Alder.pdf").mkdir(parents=True)
    summary = run(source, "Alder", "Birch")
    assert counts(summary) == (1, 0, 1)
    assert "cannot write to" in summary.failed[0].reason
    assert not list((source.parent / "out").glob("*.part"))


@pytest.mark.parametrize("text", ['{{ "a" * 10**9 }}', '{{ "%1000000000d" % 1 }}'])
def test_constants_are_not_computed_before_there_are_limits(source: Path, text: str) -> None:
    source.write_text(SOURCE.replace('"Words."', f"'{text}'"))
    template_of(read_source(source)[0])


def test_a_brand_or_template_that_has_changed_makes_all_again(source: Path) -> None:
    import shutil

    from reportgen.shipped import shipped

    shutil.copytree(shipped("brands") / "meridian", source.parent / "brands/own")
    (source.parent / "reportgen.toml").write_text("")
    source.write_text(SOURCE.replace("meridian", "own"))
    assert counts(run(source, "Alder")) == (1, 0, 0)
    assert counts(run(source, "Alder")) == (0, 1, 0)
    brand = source.parent / "brands/own/brand.yaml"
    brand.write_text(brand.read_text() + "\n# changed\n")
    assert counts(run(source, "Alder")) == (1, 0, 0)
    (source.parent / "layouts/pages").mkdir(parents=True)
    template = (shipped("layouts") / "pages/quote.yaml").read_text()
    (source.parent / "layouts/pages/quote.yaml").write_text(template + "\n# changed\n")
    assert counts(run(source, "Alder")) == (1, 0, 0)

"""What goes wrong with batches: names, files that are gone, data that changed, folders that are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.batch import Batch, Summary
from reportgen.batch.names import check_name
from reportgen.batch.places import Place
from reportgen.errors import SourceError

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

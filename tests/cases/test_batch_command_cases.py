"""Batches that people ran, each case with others of its kind: what can be made is made, the rest is told at its line."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.document import read_source, template_of
from reportgen.errors import ReportgenError

CASES = Path(__file__).parent / "batch"


def run(case: str, folder: Path, *more: str, name: str = "{name}") -> subprocess.CompletedProcess[str]:
    """Run the command in a copy of a case, which later runs find as the last left it."""
    shutil.copytree(CASES / case, folder, dirs_exist_ok=True)
    return again(folder, *more, name=name)


def again(folder: Path, *more: str, name: str = "{name}") -> subprocess.CompletedProcess[str]:
    data = "people.jsonl" if (folder / "people.jsonl").exists() else "people.csv"
    command = [sys.executable, "-m", "reportgen", "batch", "source.yaml", "--data", data]
    made = subprocess.run(
        [*command, "-o", f"out/{name}.pdf", "-j", "1", *more], cwd=folder, capture_output=True, text=True, timeout=60
    )
    assert "Traceback" not in made.stderr
    return made


def text_of(pdf: Path) -> str:
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


def test_a_broken_character_in_a_name(tmp_path: Path) -> None:
    made = run("broken-character-in-a-name", tmp_path)
    assert made.returncode == 1
    assert "people.jsonl:2" in made.stdout + made.stderr
    assert sorted(file.stem for file in (tmp_path / "out").glob("*.pdf")) == ["Alder", "Cedar"]


def test_a_name_of_a_device(tmp_path: Path) -> None:
    made = run("names-of-devices", tmp_path)
    assert made.returncode in (1, 2)
    assert "people.jsonl:1" in made.stdout + made.stderr
    assert not list((tmp_path / "out").glob("con*"))


def test_data_that_changed(tmp_path: Path) -> None:
    assert run("data-of-a-table-changed", tmp_path).returncode == 0
    takings = tmp_path / "takings.csv"
    takings.write_text(takings.read_text().replace("111", "999"))
    assert again(tmp_path).returncode == 0
    text = text_of(tmp_path / "out/Alder.pdf")
    assert "999" in text
    assert "111" not in text


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    before = (CASES / "folder-is-a-file/out").read_bytes()
    made = run("folder-is-a-file", tmp_path)
    assert made.returncode == 2
    assert 'out" is a file' in made.stderr
    assert (tmp_path / "out").read_bytes() == before


def test_a_file_that_was_deleted(tmp_path: Path) -> None:
    assert run("retry-of-a-deleted-file", tmp_path).returncode == 0
    (tmp_path / "out/Alder.pdf").unlink()
    again(tmp_path, "--retry-failed")
    assert (tmp_path / "out/Alder.pdf").exists()


def test_a_loop_without_end(tmp_path: Path) -> None:
    made = run("loop-without-end", tmp_path)
    assert made.returncode in (1, 2)
    assert "source.yaml:5" in made.stdout + made.stderr
    assert not list(tmp_path.rglob("*.part"))


SOURCE = "title: T\nsections:\n  - type: quote\n    quote: >-\n      {}\n"
ENDLESS = (
    "{% for i in range(10**9) %}{{ i }}{% endfor %}",
    "{% for a in words %}{% for b in words %}{% for c in words %}x{% endfor %}{% endfor %}{% endfor %}",
    "{% macro f(n) %}{{ f(n) }}{{ f(n) }}{% endmacro %}{{ f(1) }}",
    "{% for w in words recursive %}{{ loop(words) }}{{ loop(words) }}{% endfor %}",
    '{{ "x" * 10**9 }}',
    "{{ [name] * 10**9 }}",
    "{{ 10 ** (10 ** 8) }}",
    '{{ "%1000000000d" % 1 }}',
    '{{ "%*d" % (1000000000, 1) }}',
    '{{ "{:>1000000000}".format(1) }}',
    "{{ name|center(10**9) }}",
    "{{ name.ljust(10**9) }}",
    "{{ name|indent(10**9) }}",
    "{{ words|batch(10**9, 1)|list }}",
    "{{ words|map('center', 10**8)|list }}",
    '{{ (name * 9999).replace("", name * 9999) }}',
    '{{ (name * 9999)|replace("", name * 9999) }}',
    "{{ (words * 999)|join(name * 9999) }}",
    '{% set ns = namespace(t="x" * 99) %}{% for i in range(60) %}{% set ns.t = ns.t + ns.t %}{% endfor %}',
    '{% set ns = namespace(t="x" * 99) %}{% for i in range(60) %}{% set ns.t = ns.t ~ ns.t %}{% endfor %}',
    "{% set ns = namespace(t=3) %}{% for i in range(99) %}{% set ns.t = ns.t * ns.t %}{% endfor %}",
)


@pytest.mark.parametrize("text", ENDLESS)
def test_what_never_ends_or_explodes_is_refused_at_its_line(text: str, tmp_path: Path) -> None:
    (tmp_path / "source.yaml").write_text(SOURCE.format(text))
    template = template_of(read_source(tmp_path / "source.yaml")[0])
    with pytest.raises(ReportgenError, match=r"source\.yaml:[45]") as caught:
        template.expand({"name": "Alder", "words": ["a"] * 2000})
    assert "Traceback" not in str(caught.value)


@pytest.mark.parametrize("mark", ["when: '\"x\" * 10**9'", "repeat: x in range(10**9)", "when: name.ljust(10**9)"])
def test_conditions_and_repeats_have_limits_too(mark: str, tmp_path: Path) -> None:
    (tmp_path / "source.yaml").write_text(f"title: T\nsections:\n  - type: quote\n    quote: Q\n    {mark}\n")
    template = template_of(read_source(tmp_path / "source.yaml")[0])
    with pytest.raises(ReportgenError, match=r"source\.yaml:5"):
        template.expand({"name": "Alder"})


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{% for w in words %}{{ loop.index }}/{{ loop.length }}{{ w }}{% endfor %}", "1/2a2/2b"),
        ('{{ words|join(", ") }}', "a, b"),
        ('{{ name.replace("A", "E")|upper }}', "ELDER"),
        ("{{ name ~ 1 ~ '-' ~ (2 + 3) }}", "Alder1-5"),
        ('{{ "%05d" % 7 }}', "00007"),
        ("{{ 12 ** 3 }} {{ 10**12 * 5 }}", "1728 5000000000000"),
        ("{{ missing|default(90000000) }}", "90000000"),
        ("{{ words|map('upper')|join }}", "AB"),
        ("{% for w in words|reject('eq', 'a') %}{{ w }}{% else %}none{% endfor %}", "b"),
    ],
)
def test_what_people_write_is_within_the_limits(text: str, shown: str, tmp_path: Path) -> None:
    (tmp_path / "source.yaml").write_text(SOURCE.format(text))
    template = template_of(read_source(tmp_path / "source.yaml")[0])
    expanded = template.expand({"name": "Alder", "words": ["a", "b"]})
    assert expanded.secrets.text(expanded.tree.value["sections"][0]["quote"]) == shown

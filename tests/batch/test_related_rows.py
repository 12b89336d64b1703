"""Rows of another table that belong to a record."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.batch import Batch, Record, read_records, with_rows
from reportgen.errors import ReportgenError

LETTER = """title: "For {{ name }}"
sections:
  - type: story
    headline: "Dear {{ name }}"
    body: "You hold {{ holdings|length }} papers, {{ holdings|sum('value')|currency('EUR') }} in all."
    figure:
      table:
        columns: [Paper, Value]
        rows:
          - {repeat: "h in (holdings|sort('value', reverse=true))[:2]", cells: ["{{ h.paper }}", "{{ h.value }}"]}
"""
CLIENTS = "id,name\n007,Ann\n8,Bo\n9,Cy\n"
HOLDINGS = "id,paper,value\n007,Oak,12.5\n8,Elm,9\n007,Ash,100\n007,Fir,3\n11,Yew,4\n,Box,1\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in {"letter.yaml": LETTER, "clients.csv": CLIENTS, "holdings.csv": HOLDINGS}.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def run(project: Path, *more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reportgen", "batch", "letter.yaml", "--data", "clients.csv", "-j", "1"]
    return subprocess.run(
        [*command, "-o", "out/{id}.pdf", *more], cwd=project, capture_output=True, text=True, timeout=120, check=False
    )


def text_of(file: Path) -> str:
    with pypdfium2.PdfDocument(file) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def test_each_letter_has_the_rows_of_its_client(project: Path) -> None:
    done = run(project, "--with", "holdings=holdings.csv", "--by", "id")
    assert done.returncode == 0, done.stderr
    ann, bo, cy = (text_of(project / f"out/{name}.pdf") for name in ("007", "8", "9"))
    assert "3 papers, €115.50 in all" in ann
    assert ann.index("Ash") < ann.index("Oak")
    assert "Fir" not in ann
    assert "Elm" not in ann
    assert "1 papers, €9.00" in bo
    assert "Oak" not in bo
    assert "0 papers, €0.00" in cy
    assert "2 rows of holdings belong to no record: id 11, (blank)" in done.stderr
    assert "1 records have no holdings: line 4" in done.stderr


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (["--with", "holdings"], "names no rows"),
        (["--with", "holdings=holdings.csv"], "it is not said how holdings belong to records"),
        (["--with", "name=holdings.csv", "--by", "id"], 'have a field "name" already'),
        (["--with", "holdings=holdings.csv", "--by", "client"], 'there is no column "client"'),
        (["--with", "holdings=none.csv", "--by", "id"], "cannot read the data"),
    ],
)
def test_what_is_wrong_is_told_before_anything_is_made(project: Path, more: list[str], message: str) -> None:
    done = run(project, *more)
    assert done.returncode == 2
    assert message in done.stderr
    assert not (project / "out").exists()


def test_a_changed_row_makes_its_letter_again(project: Path) -> None:
    def counts() -> tuple[int, int]:
        records = with_rows(
            read_records(project / "clients.csv"), "holdings", read_records(project / "holdings.csv"), by="id"
        )
        summary = Batch(project / "letter.yaml", records, f"{project}/out/{{id}}.pdf").run()
        return summary.count("made"), summary.count("unchanged")

    assert counts() == (3, 0)
    (project / "holdings.csv").write_text(HOLDINGS.replace("Elm,9", "Elm,9.00"))
    assert counts() == (1, 2)


def test_a_row_that_cannot_be_read_stops_all() -> None:
    with pytest.raises(ReportgenError, match="row 3 of holdings: broken"):
        with_rows([{"id": 1}], "holdings", [Record(3, {}, "broken")], by="id")


KEYS = st.one_of(st.integers(0, 9), st.sampled_from(["1", "02", "2", " 3 ", "", "x"]), st.floats(0, 3), st.none())


@given(st.lists(KEYS, max_size=8), st.lists(KEYS, max_size=20))
def test_every_row_is_everybodys_who_has_its_key_and_nobody_elses(people: list[Any], rows: list[Any]) -> None:
    made = with_rows([{"k": one} for one in people], "own", [{"k": one, "n": n} for n, one in enumerate(rows)], by="k")

    def same(a: Any, b: Any) -> bool:
        texts = [str(int(x) if isinstance(x, float) and x.is_integer() else x).strip() for x in (a, b) if x is not None]
        return len(texts) == 2 and texts[0] == texts[1] != ""

    for key, record in zip(people, made, strict=True):
        assert [row["n"] for row in record.values["own"]] == [n for n, one in enumerate(rows) if same(key, one)]

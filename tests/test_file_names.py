"""Files have names that every system can keep, whatever their source is called."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.api import build
from reportgen.batch.combined import Combination, check
from reportgen.batch.output_names import check_name
from reportgen.batch.records import Record
from reportgen.errors import ReportgenError
from reportgen.file_names import portable

SOURCE = "title: Names\nbrand: meridian\nsections:\n  - {type: quote, quote: Few words.}\n"


@pytest.mark.parametrize(
    ("stem", "name"),
    [("con", "con-"), ("a:b", "a-b"), ("AUX.june", "AUX-.june"), ("nul ", "nul-"), ("q?", "q-"), (" lead", "lead")],
)
def test_what_is_built_of_a_source_with_a_name_that_windows_cannot_hold(tmp_path: Path, stem: str, name: str) -> None:
    source = tmp_path / f"{stem}.yaml"
    source.write_text(SOURCE, "utf-8")
    made = build(source, tmp_path / "out", kinds=["deck"], formats=["pptx", "pdf"])
    assert [output.path.name for output in made] == [f"{name}.pptx", f"{name}-deck.pdf"]
    assert [f'named "{name}"' in remark.message for remark in made[0].remarks] == [True]


def test_a_source_with_the_longest_name_is_built(tmp_path: Path) -> None:
    source = tmp_path / f"{'ü' * 125}.yaml"
    source.write_text(SOURCE, "utf-8")
    (output,) = build(source, tmp_path / "out", kinds=["deck"])
    assert output.path.name == f"{'ü' * 100}.pptx"


@given(st.text())
def test_any_stem_becomes_a_name_that_batches_would_take(stem: str) -> None:
    name = portable(stem)
    assert portable(name) == name
    if not name.startswith("."):
        check_name(f"{name}-deck.pdf")


@pytest.mark.parametrize(
    ("regions", "message"),
    [
        (["aux"], "record 2 .*aux.pdf.* Windows keeps"),
        (["a:b"], "cannot stand in a file's name"),
        ([".."], "no safe name"),
        (["North", "north"], "would be one file on some systems"),
    ],
)
def test_groups_of_letters_with_unsafe_names_are_refused_before_any_is_made(regions: list[str], message: str) -> None:
    records = [Record(line, {"region": region}) for line, region in enumerate(regions, 2)]
    into = "out/{region}/all.pdf" if regions == [".."] else "out/{region}.pdf"
    with pytest.raises(ReportgenError, match=message):
        check(Combination(into), records, ["pdf"])

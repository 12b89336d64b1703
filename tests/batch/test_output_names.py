"""Output names stay in their folder and are safe on every file system."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.batch.output_names import read_pattern
from reportgen.errors import ReportgenError


def test_patterns() -> None:
    pattern = read_pattern("out/{region}/{name:slug}-{line}.pptx")
    assert (pattern.root, pattern.name, pattern.format) == ("out", "{region}/{name:slug}-{line}.pptx", "pptx")
    assert pattern.fields == ["region", "name"]
    assert pattern.fill({"region": "Nord", "name": "Zoë & Co"}, 7) == "Nord/zoe-co-7.pptx"
    assert read_pattern("{a}.pdf").root == "."
    assert read_pattern("/x/a-{a}.pdf") == read_pattern("/x/a-{a}.pdf")
    assert read_pattern("memory://x/y/{a}.pdf").root == "memory://x/y"


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("../x", "cannot stand"),
        ("a/b", "cannot stand"),
        ("a\\b", "cannot stand"),
        ("..", "no safe name"),
        ("a\x00", "cannot stand"),
        ("CON", "Windows keeps"),
        ("com1.x", "Windows keeps"),
        (" a", "no safe name"),
        ("", "is empty"),
        ("x" * 300, "longer than 240 bytes"),
        (None, "is empty"),
    ],
)
def test_unsafe_values(value: object, message: str) -> None:
    with pytest.raises(ReportgenError, match=message):
        read_pattern("out/{a}/f.pdf").fill({"a": value}, 1)


@pytest.mark.parametrize(
    "pattern", ["out/x.pdf", "out/{a}.doc", "out/{a.pdf", "out/{a}/../../{b}.pdf", "{a:upper}.pdf"]
)
def test_wrong_patterns(pattern: str) -> None:
    with pytest.raises(ReportgenError):
        read_pattern(pattern)


def test_files_of_the_batch_are_its_own() -> None:
    with pytest.raises(ReportgenError, match="keeps for itself"):
        read_pattern("{a}.json").fill({"a": "batch"}, 1)


@given(st.text(), st.text())
def test_a_name_never_leaves_its_folder(one: str, two: str) -> None:
    for pattern in ("out/{a}/{b}.pdf", "out/{a}{b}.pdf", "out/{a:slug}-{b:slug}.pdf"):
        try:
            name = read_pattern(pattern).fill({"a": one, "b": two}, 1)
        except ReportgenError:
            continue
        root = Path("/root")
        assert (root / name).resolve().is_relative_to(root)
        assert (root / name).resolve() == root / name

"""Files that people write: both readers of YAML give the same, and neither is brought down."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.errors import ReportgenError, SourceError
from reportgen.source.tree import _NOTHING, _carefully, _quickly, _Reader, load_yaml

ROOT = Path(__file__).parents[2]
FILES = sorted(
    path
    for folder in ("layouts", "examples", "tests/wrong")
    for path in (ROOT / folder).rglob("*.yaml")
    if path.name not in ("12-tab.yaml", "33-encoding.yaml")
)


def read(node: object, text: str) -> tuple[object, object, list[str]]:
    reader = _Reader("x.yaml", text, 1, SourceError)
    value = reader.read(node, ())
    return value, reader.spots, [str(problem) for problem in reader.problems]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_both_readers_give_the_same_values_at_the_same_places(file: Path) -> None:
    text = file.read_text("utf-8")
    quick = _quickly(text)
    if quick is _NOTHING:
        with pytest.raises(ReportgenError):
            load_yaml(text, "x.yaml")
        return
    if quick is not None:
        assert read(quick, text) == read(_carefully(text, "x.yaml", 1, SourceError), text)


words = st.text(
    st.sampled_from("abcé中 \n\t:-#'\"{}[],&*!|>%@`?~=01.eE+\\/\u2028\x85\ufeff"), max_size=40
)  # what means something in YAML, and what means something to one of the readers alone


@given(words, st.sampled_from(["{}", "a: {}", "- {}\n- b", "a:\n  b: |\n    {}", 'a: "{}"', "a: '{}'", "[{}, x]"]))
def test_whatever_the_quick_reader_takes_the_careful_one_takes_alike(word: str, frame: str) -> None:
    text = frame.replace("{}", word)
    quick = _quickly(text)
    if quick is _NOTHING or quick is None:
        return
    try:
        careful = _carefully(text, "x.yaml", 1, SourceError)
    except ReportgenError:
        return  # more than YAML 1.2 lets people write, and clear enough
    assert read(quick, text)[0] == read(careful, text)[0]


@pytest.mark.parametrize("text", ["- " * 100_000 + "x", "[" * 100_000, "{a: " * 100_000, "[" * 400 + "]" * 400])
def test_depth_brings_nothing_down(text: str) -> None:
    try:
        load_yaml(text, "x.yaml")
    except ReportgenError as error:
        assert "x.yaml" in str(error)

"""Levels of direction, characters as people see them and breaks of lines are those of Unicode's own test files."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.text.breakpoints import graphemes, opportunities
from reportgen.text.direction import levels_of, visual_order

LINES = Path(__file__).with_name("unicode_tests.txt").read_text("utf-8").splitlines()


def of(mark: str) -> list[str]:
    """The lines of one of the files."""
    start = LINES.index(mark) + 1
    end = next((at for at in range(start, len(LINES)) if LINES[at].startswith("@")), len(LINES))
    return LINES[start:end]


@pytest.mark.parametrize("line", of("@bidi"))
def test_levels_and_order(line: str) -> None:
    codes, direction, _, wanted, order = line.split(";")
    levels = levels_of("".join(chr(int(code, 16)) for code in codes.split()), direction == "1")
    kept = [at for at, level in enumerate(wanted.split()) if level != "x"]
    assert [str(levels[at]) for at in kept] == [level for level in wanted.split() if level != "x"]
    assert [kept[at] for at in visual_order([levels[at] for at in kept])] == list(map(int, order.split()))


@pytest.mark.parametrize("mark", ["@graphemes", "@lines"])
def test_breaks(mark: str) -> None:
    for line in of(mark):
        signs = line.split()
        text = "".join(chr(int(code, 16)) for code in signs[1::2])
        found = list(graphemes(text)) if mark == "@graphemes" else opportunities(text, "en", office=False)
        assert [end for _, end in found] == [at for at, sign in enumerate(signs[2::2], 1) if sign == "÷"], line

"""Scripts by name, and text that runs from right to left."""

from __future__ import annotations

import pytest

from reportgen.text.scripts import counted, right_to_left, script_of


@pytest.mark.parametrize(
    ("char", "script"),
    [("a", "Latin"), ("ש", "Hebrew"), ("ع", "Arabic"), ("བ", "Tibetan"), ("་", "Tibetan"), ("▼", ""), ("🎉", "")],
)
def test_script(char: str, script: str) -> None:
    assert script_of(char) == script


def test_counted() -> None:
    assert counted("བོད▼") == "3 characters of Tibetan, 1 sign"


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("Ärger über ▼ 中文 🎉", ""),
        ("Shalom \u200f", ""),  # a mark of direction alone turns nothing round
        ("أهلا (12)", "4 characters of Arabic"),
        ("שלום, سلام", "4 characters of Hebrew, 4 characters of Arabic"),
    ],
)
def test_right_to_left(text: str, passage: str) -> None:
    assert right_to_left(text) == passage

"""Scripts by name."""

from __future__ import annotations

import pytest

from reportgen.text.scripts import counted, script_of


@pytest.mark.parametrize(
    ("char", "script"),
    [("a", "Latin"), ("ש", "Hebrew"), ("ع", "Arabic"), ("བ", "Tibetan"), ("་", "Tibetan"), ("▼", ""), ("🎉", "")],
)
def test_script(char: str, script: str) -> None:
    assert script_of(char) == script


def test_counted() -> None:
    assert counted("བོད▼") == "3 characters of Tibetan, 1 sign"

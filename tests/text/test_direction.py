"""Which way text runs: the order on a line is that of UAX #9, whatever stands in it."""

from __future__ import annotations

import pytest

from reportgen.text.direction import is_right_to_left, levels_of, runs_right_to_left, visual_order


@pytest.mark.parametrize(
    ("text", "right_to_left", "seen"),
    [  # capitals stand for Hebrew letters, as in the annex
        ("car is THE CAR in arabic", False, "car is RAC EHT in arabic"),
        ("CAR IS the car IN ENGLISH", True, "HSILGNE NI the car SI RAC"),
        ("IT COSTS 12.50, NOT 13", True, "13 TON ,12.50 STSOC TI"),
        ("he said “IT IS 123, 456, OK”", False, "he said “KO ,456 ,123 SI TI”"),
        ("(AB) c", True, "c (BA)"),
    ],
)
def test_order_on_a_line(text: str, right_to_left: bool, seen: str) -> None:
    hebrew = "".join(chr(0x5D0 + ord(char) - 65) if "A" <= char <= "Z" else char for char in text)
    order = visual_order(levels_of(hebrew, right_to_left))
    mirrored = str.maketrans("()", ")(")
    levels = levels_of(hebrew, right_to_left)
    assert "".join(text[at].translate(mirrored) if levels[at] % 2 else text[at] for at in order) == seen


@pytest.mark.parametrize(
    ("language", "expected"), [("he", True), ("ar-EG", True), ("ks-Latn", False), ("pa-Arab", True), ("de", False)]
)
def test_languages(language: str, expected: bool) -> None:
    assert is_right_to_left(language) is expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [("12 שלום", "en", True), ("Shalom שלום", "en", False), ("Shalom", "he", True)],
)
def test_paragraphs(text: str, language: str, expected: bool) -> None:
    assert runs_right_to_left(text, language) is expected


def test_characters_beyond_the_first_plane() -> None:
    assert levels_of("a𝒳ש😀", False) == (0, 0, 1, 0)

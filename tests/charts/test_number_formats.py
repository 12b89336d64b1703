"""Numbers read alike in words of a language and in the format of a spreadsheet."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.charts.number_formats import MINUS, NBSP, decimals_of, format_of, ticked
from reportgen.content.chart import NumberStyle

LANGUAGES = ["en", "en-GB", "de", "de-CH", "fr", "es", "zh-CN", "sv", "pl"]


@pytest.mark.parametrize(
    ("style", "values", "language", "said"),
    [
        (NumberStyle(), [1234.5], "de", ["1.234,5"]),
        (NumberStyle(), [1234.5], "fr", ["1\u202f234,5"]),
        (NumberStyle(), [1.2e9, 3e8], "en", [f"1.2{NBSP}bn", f"0.3{NBSP}bn"]),
        (NumberStyle(measure="percent"), [0.12, -0.034], "de", [f"12,0{NBSP}%", f"{MINUS}3,4{NBSP}%"]),
        (NumberStyle(measure="percent"), [0.12], "en", ["12%"]),
        (NumberStyle(measure="currency", currency="EUR"), [-5.5], "en", [f"{MINUS}€5.50"]),
        (NumberStyle(), [2019, 2025], "en", ["2019", "2025"]),
        (NumberStyle(), [0.0, -0.0], "en", ["0", "0"]),
    ],
)
def test_as_people_of_a_language_write_them(
    style: NumberStyle, values: list[float], language: str, said: list[str]
) -> None:
    made = format_of(style, values, language)
    assert [made.text(value) for value in values] == said


@given(st.lists(st.floats(-1e14, 1e14, allow_nan=False), min_size=1, max_size=6), st.sampled_from(LANGUAGES))
def test_every_number_has_digits_and_one_sign(values: list[float], language: str) -> None:
    made = format_of(NumberStyle(), values, language)
    for value in values:
        text = made.text(value)
        assert any(char.isdigit() for char in text)
        assert text.count(MINUS) <= 1
        assert not text.startswith(f"{MINUS}0{NBSP}")
        assert "nan" not in text.lower()


@given(st.floats(-1e6, 1e6, allow_nan=False), st.integers(0, 4))
def test_the_format_of_a_spreadsheet_has_the_same_decimals(value: float, decimals: int) -> None:
    made = format_of(NumberStyle(decimals=decimals), [value], "en")
    positive = made.code.split(";")[0]
    shown = re.search(r"\.(0+)", positive)
    assert (len(shown[1]) if shown else 0) == decimals
    text = made.text(value).split(NBSP)[0]
    assert len(text.partition(".")[2]) == decimals


@pytest.mark.parametrize(("values", "most", "wanted"), [([1, 2.5], 2, 1), ([0.125], 2, 2), ([3.0], 2, 0), ([], 3, 0)])
def test_decimals_are_as_many_as_are_needed(values: list[float], most: int, wanted: int) -> None:
    assert decimals_of(values, most) == wanted


def test_ticks_have_the_decimals_of_their_step() -> None:
    made = format_of(NumberStyle(), [1.234], "en")
    assert ticked(made, 0.25, 0).text(0.5) == "0.50"
    assert ticked(made, 1, 0).text(3) == "3"


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ([3, 450, 1.2e9], ["3", "450", "1.2\u00a0bn"]),
        ([-3, 1e7], ["−3", "10\u00a0m"]),
        ([1e-9, 12], ["0.000000001", "12"]),
        ([1e-9, 2.5e-9, 5e-10], ["0.0000000010", "0.0000000025", "0.0000000005"]),
        ([1e12, 5e12], ["1\u00a0tn", "5\u00a0tn"]),
        ([0.125, 2], ["0.125", "2.000"]),
        ([1 / 3, 2 / 3], ["0.33", "0.67"]),
        ([1 / 300, 2.5], ["0.0033", "2.5000"]),
        ([2019, 2020], ["2019", "2020"]),
        ([0, 0], ["0", "0"]),
    ],
)
def test_labels_say_their_values(values: list[float], shown: list[str]) -> None:
    made = format_of(NumberStyle(), values, "en")
    assert [made.text(value) for value in values] == shown


@given(st.lists(st.floats(1e-9, 1e12), min_size=1, max_size=6))
def test_no_label_is_far_from_its_value(values: list[float]) -> None:
    made = format_of(NumberStyle(), values, "en")
    powers = {"m": 1e6, "bn": 1e9, "tn": 1e12}
    for value in values:
        number, _, suffix = made.text(value).partition("\u00a0")
        assert float(number.replace(",", "")) * powers.get(suffix, 1) == pytest.approx(value, rel=0.06)

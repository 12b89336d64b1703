"""Axes: ends and steps hold for any values and any dates."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reportgen.charts.scales import Calendar, beside, calendar, distances, nice, nice_step

finite = st.floats(-1e15, 1e15, allow_nan=False, allow_infinity=False)


@given(finite, finite, st.integers(1, 10))
def test_a_scale_holds_its_values_in_round_steps(one: float, other: float, parts: int) -> None:
    low, high = sorted((one, other))
    assume(high - low > 1e-9 * max(abs(low), abs(high), 1e-6))
    scale = nice(low, high, parts)
    dust = 1e-6 * (high - low)
    assert scale.low <= low + dust
    assert scale.high >= high - dust
    assert 1 <= len(scale.ticks) - 1 <= parts + 4
    first = f"{scale.step:.6e}".split("e")[0]
    assert float(first) in (1.0, 2.0, 2.5, 5.0)
    assert all(abs(b - a - scale.step) < 1e-6 * scale.step for a, b in zip(scale.ticks, scale.ticks[1:], strict=False))
    assert scale.at(scale.low) == 0.0
    assert scale.at(scale.high) == 1.0


@given(finite)
def test_one_value_has_a_scale_too(value: float) -> None:
    assume(value == 0 or abs(value) > 1e-6)
    scale = nice(value, value, 5)
    assert scale.low < scale.high
    dust = 1e-6 * scale.step
    assert scale.low - dust <= value <= scale.high + dust


@given(st.floats(0.001, 1e9), st.floats(-1e9, 1e9), st.floats(0.001, 1e9))
def test_the_second_axis_shares_the_grid_of_the_first(first: float, low: float, length: float) -> None:
    assume(length > 1e-6 * abs(low))
    one = nice(0.0, first, 5)
    other = beside(one, low, low + length)
    assert len(other.ticks) <= len(one.ticks) or other.high >= low + length
    assert other.low <= low + 1e-6 * length
    assert other.high >= low + length * (1 - 1e-6)


def test_ends_that_the_author_gave_are_kept() -> None:
    scale = nice(3, 97, 5, least=1, most=99)
    assert (scale.low, scale.high) == (1, 99)


@pytest.mark.parametrize(("length", "parts", "step"), [(97, 5, 20), (10, 4, 2.5), (0.07, 7, 0.01), (1e30, 5, 2e29)])
def test_steps(length: float, parts: int, step: float) -> None:
    assert nice_step(length, parts) == pytest.approx(step)


@given(
    st.dates(date(1500, 1, 1), date(9998, 12, 31)), st.integers(1, 5000), st.sampled_from(["days", "months", "years"])
)
def test_ticks_of_dates_rise_and_stay_inside(first: date, length: int, unit: str) -> None:
    last = min(first + timedelta(days=length), date(9999, 1, 1)) if first < date(9980, 1, 1) else date(9999, 1, 1)
    whole = Calendar(first, last, "days")
    for every, one in distances(unit):  # type: ignore[arg-type]
        ticks = whole.ticks(every, one)
        assert ticks[0] == first
        assert ticks[-1] <= last
        assert list(ticks) == sorted(set(ticks))


def test_the_coarsest_unit_that_keeps_dates_apart() -> None:
    assert calendar((date(2024, 1, 1), date(2025, 1, 1)), False).unit == "years"
    assert calendar((date(2024, 1, 1), date(2024, 5, 1)), False).unit == "months"
    made = calendar((date(2024, 1, 3), date(2024, 1, 9)), True)
    assert (made.unit, made.length) == ("days", 6)

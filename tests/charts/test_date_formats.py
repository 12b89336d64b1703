"""Dates read alike in words of a language and in the format of a spreadsheet."""

from __future__ import annotations

from datetime import date

import pytest

from reportgen.charts.date_formats import code_of, day_text
from reportgen.charts.scales import Unit

YEARS = (date(2024, 3, 1), date(2025, 3, 1))
ONE = (date(2024, 3, 1), date(2024, 9, 1))


@pytest.mark.parametrize(
    ("unit", "dates", "language", "said", "code"),
    [
        ("years", YEARS, "en", "2024", "[$-409]yyyy"),
        ("months", YEARS, "en", "Mar 2024", "[$-409]mmm yyyy"),
        ("months", ONE, "de", "Mär", "[$-407]mmm"),
        ("days", ONE, "en", "Mar 1", "[$-409]d mmm"),
        ("days", YEARS, "en-GB", "1 Mar 2024", "[$-809]d mmm yyyy"),
        ("months", YEARS, "zh-CN", "2024年3月", "[$-804]mmm yyyy"),
        ("years", YEARS, "eo", "2024", "yyyy"),
    ],
)
def test_dates(unit: Unit, dates: tuple[date, ...], language: str, said: str, code: str) -> None:
    assert day_text(dates[0], unit, dates, language) == said
    assert code_of(unit, dates, language) == code

"""Charts in places of newsletters and decks."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import pytest

from reportgen import compose, parse
from reportgen.frames import ChartItem

EXAMPLES = Path(__file__).parents[2] / "examples"
KINDS = (
    "bar",
    "column",
    "stacked",
    "stacked-100",
    "line",
    "area",
    "sparkline",
    "pie",
    "doughnut",
    "waterfall",
    "bullet",
)
SINGLE = ("pie", "doughnut", "waterfall", "bullet")


@pytest.mark.parametrize("publication", ["newsletter", "deck"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_of_few_values_has_its_place(kind: str, publication: Literal["newsletter", "deck"]) -> None:
    """A chart of one or two values is low: it is made all the same, with all that may stand around it."""
    for count in (1, 2, 3):
        for series in (1,) if kind in SINGLE else (1, 3):
            for more in ({}, {"title": "A title of it", "unit": "million", "source": "The ministry"}):
                chart: dict[str, Any] = {"kind": kind, "categories": [f"Name {n}" for n in range(count)], **more}
                chart["series"] = [
                    {"name": f"Series {s}", "values": [10 + 3 * n + s for n in range(count)]} for s in range(series)
                ]
                section = {"type": "chart", "headline": "H", "chart": chart}
                document = parse({"title": "T", "brand": "meridian", "sections": [section]}, folder=EXAMPLES)
                made = compose(document, publication)
                assert [item for sheet in made.sheets for item in sheet.items if isinstance(item, ChartItem)]

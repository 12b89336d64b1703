"""Where tables and charts stand among a section's words on pages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from reportgen import compose, parse
from reportgen.frames import ChartItem, Item, TableItem, TextItem

ROOT = Path(__file__).parents[2]
WORDS = "Notice must be given of a shift, of its change and of its end. For these they say: " * 3
TABLE = {"table": {"columns": ["Notice", "Pay"], "rows": [["A week", "None"], ["A day", "Half"]]}}
CHART = {"chart": {"kind": "bar", "categories": ["A", "B"], "series": [{"name": "All", "values": [1, 2]}]}}


def tops(figure: Mapping[str, object], layout: str) -> dict[str, float]:
    """How far down a page its headline, its words, its table and its chart begin."""
    sections = [
        {"type": "story", "headline": "Notice", "body": WORDS, "figure": figure, "layout": {"newsletter": layout}}
    ]
    page = compose(
        parse({"title": "T", "brand": "meridian", "sections": sections}, folder=ROOT / "examples"), "newsletter"
    )
    found: dict[str, float] = {}
    for item in page.sheets[0].items:
        found.setdefault(_name(item), item.box.y)
    return found


def _name(item: Item) -> str:
    match item:
        case TableItem():
            return "table"
        case ChartItem():
            return "chart"
        case TextItem():
            return item.slot or ""
        case _:
            return "other"


@pytest.mark.parametrize("layout", ["brief", "standard"])
def test_a_table_follows_the_words_that_lead_to_it(layout: str) -> None:
    found = tops(TABLE, layout)
    assert found["headline"] < found["body"] < found["table"]


def test_a_chart_stands_under_the_headline_that_names_it() -> None:
    found = tops(CHART, "brief")
    assert found["headline"] < found["chart"] < found["body"]

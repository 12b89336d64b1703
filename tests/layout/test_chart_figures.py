"""The figure that a chart speaks of stands large beside it, and only where there is one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reportgen import Publication, compose, parse
from reportgen.frames import ChartItem, TextItem

ROOT = Path(__file__).parents[2]
MONTHS = ["H1 25", "H2 25", "H1 26"]
VALUES = [5.5, 4.25, 2.75]


def deck(chart: dict[str, Any], brand: str = "meridian", **more: Any) -> Publication:
    section = {"type": "chart", "headline": "Rates fall", "chart": {"alt": "Rates.", **chart}, **more}
    source = {"title": "Charts", "language": "en-GB", "brand": brand, "sections": [section]}
    return compose(parse(source, folder=ROOT / "examples"), "deck")


def large(publication: Publication) -> list[str]:
    """The numbers that are set large."""
    items = [item for item in publication.sheets[0].items if isinstance(item, TextItem)]
    return [p.text for item in items for p in item.paragraphs if p.role == "number"]


def one(**more: Any) -> dict[str, Any]:
    return {"kind": "column", "categories": MONTHS, "series": [{"name": "Rate", "values": VALUES}], **more}


@pytest.mark.parametrize("brand", ["meridian", "cirrus", "northfield"])
def test_what_is_highlighted_is_large_beside_its_chart(brand: str) -> None:
    made = deck(one(highlight=["H1 26"], unit="per cent"), brand, standfirst="Policy rate, per cent.")
    assert len(made.sheets) == 1
    assert large(made) == ["2.75", "5.50"]
    (chart,) = [item for item in made.sheets[0].items if isinstance(item, ChartItem)]
    for item in made.sheets[0].items:
        if isinstance(item, TextItem) and item.paragraphs[0].role == "number":
            assert not item.box.overlaps(chart.box, 0.5)


def test_a_value_in_the_middle_has_no_beginning() -> None:
    assert large(deck(one(highlight=["H2 25"]))) == ["4.25"]


def test_names_of_a_ranking_have_no_beginning() -> None:
    names = {"categories": ["Gold", "Bonds", "Cash"], "kind": "bar"}
    assert large(deck(one(highlight=["Cash"], **names))) == ["2.75"]


def test_a_line_speaks_of_its_end() -> None:
    assert large(deck(one(kind="line"))) == ["2.75", "5.50"]
    two = [{"name": "Rate", "values": VALUES}, {"name": "Floor", "values": [2.0, 2.0, 2.0]}]
    assert large(deck(one(kind="line", series=two, highlight=["Rate"]))) == ["2.75", "5.50"]
    assert large(deck(one(kind="line", series=two))) == []


def test_a_chart_that_speaks_of_no_figure_has_none() -> None:
    assert large(deck(one())) == []
    assert large(deck(one(highlight=["H1 25", "H1 26"]))) == []
    assert large(deck(one(highlight=["H1 26"]), points=["It falls.", "It goes on to fall."])) == []


def test_the_only_bar_of_a_chart_is_told_once() -> None:
    only = {"categories": ["H1 26"], "series": [{"name": "Rate", "values": [2.75]}]}
    assert large(deck(one(highlight=["H1 26"], **only))) == ["2.75"]

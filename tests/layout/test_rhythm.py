"""The rhythm of a deck: after some light slides one stands on a colour of the brand, and colours do not touch."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reportgen import compose, parse
from reportgen.layout.slides import costs
from reportgen.layout.slides.search import TemplateRun
from reportgen.templates import load_library

ROOT = Path(__file__).parents[2]
LIBRARY = load_library([ROOT / "layouts"])


def chart(number: int) -> dict[str, Any]:
    """A section that stands on light slides."""
    series = [{"name": "All", "values": [number + 1, 2, 3, 5]}]
    return {
        "type": "chart",
        "headline": f"H{number}",
        "chart": {"kind": "bar", "categories": [*"ABCD"], "series": series},
    }


def steps(number: int) -> dict[str, Any]:
    """A section of steps."""
    return {"type": "process", "headline": f"S{number}", "steps": [{"title": one, "text": "Do it."} for one in "ABC"]}


def coloured(sections: list[dict[str, Any]]) -> list[bool]:
    """Whether each slide of a deck stands on a colour."""
    source = {"title": "Deck", "language": "en-GB", "brand": "meridian", "sections": sections}
    deck = compose(parse(source, folder=ROOT / "examples"), "deck")
    return [LIBRARY.slides[sheet.master.partition("+")[0]].is_coloured for sheet in deck.sheets]


def test_every_fourth_slide_in_a_row_stands_on_a_colour() -> None:
    found = coloured([chart(0), steps(1), chart(2), steps(3), chart(4), steps(5), chart(6), steps(7)])
    assert found == [False, False, False, True, False, False, False, True]


def test_colour_does_not_stand_before_a_slide_that_has_one_anyway() -> None:
    found = coloured([chart(0), steps(1), chart(2), steps(3), {"type": "divider", "headline": "Part two"}])
    assert found == [False, False, True, False, True]


def test_the_third_slide_that_looks_alike_stands_on_a_colour() -> None:
    """Figures after figures look alike from afar, fields after fields too, whatever stands in them."""
    assert coloured([chart(number) for number in range(6)]) == [False, False, True, False, False, True]


def test_what_looks_alike_ends_before_colour_that_comes_by_itself() -> None:
    """Colour is met half-way, and does not touch colour."""
    divider = {"type": "divider", "headline": "Part two"}
    assert coloured([chart(0), chart(1), chart(2), divider]) == [False, True, False, True]
    assert coloured([chart(0), chart(1), divider]) == [False, False, True]


def test_a_section_takes_another_family_after_two_of_one() -> None:
    """Of two ways that would do, the one is taken that the two slides before it do not look like."""
    run = TemplateRun(families=LIBRARY.families, coloured=LIBRARY.coloured)
    for template in ("gist", "matrix"):
        run = run.then(template)
    assert run.wants_relief
    assert run.cost("process") - run.cost("chart") == costs.MONOTONOUS


@pytest.mark.parametrize("name", sorted(name for name, one in LIBRARY.slides.items() if one.relief))
def test_slides_of_relief_stand_on_colour_and_take_what_the_light_ones_take(name: str) -> None:
    light = LIBRARY.slides[name.removesuffix("-colour")]
    assert LIBRARY.slides[name].is_coloured and LIBRARY.slides[name].accepts == light.accepts


def test_a_relief_may_be_asked_for() -> None:
    assert coloured([{**chart(0), "layout": {"deck": "chart-colour"}}]) == [True]


def test_strips_are_for_points_that_reach_across_them() -> None:
    """A word in a strip as wide as the slide would leave it empty."""
    long = [
        "The portal for readings of meters is closed from the evening of 28 February until the next morning at eight"
    ]
    for points, strips in ((long * 5, True), (["Legal", "FX", "Two out"], False)):
        source = {"title": "T", "language": "en-GB", "brand": "meridian"}
        section = {"type": "brief", "headline": "In short", "points": points, "deck": "full"}
        deck = compose(parse({**source, "sections": [section]}, folder=ROOT / "examples"), "deck")
        assert (deck.sheets[0].master.partition("+")[0] == "gist-list") == strips

"""Decks that begin from one without slides that was kept are those that are written alone."""

from __future__ import annotations

from typing import Any

import pytest

from reportgen import Publication, compose, parse, render
from reportgen.backends.pptx import bare_deck
from reportgen.backends.pptx.bare_deck import BareDeck
from reportgen.backends.pptx.incremental_writer import PptxPress


def deck(number: int, brand: str = "northfield", language: str = "en") -> Publication:
    """A deck whose table and chart are of its own, so that no other can be changed into it."""
    rows = [{"cells": [f"Item {number} {row}", number + row]} for row in range(2 + number % 3)]
    chart = {"kind": "bar", "categories": ["a", "b"], "series": [{"name": "s", "values": [number, 2 * number + 1]}]}
    sections: list[dict[str, Any]] = [
        {"type": "cover", "masthead": f"Letter {number}", "title": "A year"},
        {"type": "table", "headline": "Rows", "table": {"columns": [{"name": "x"}, {"name": "y"}], "rows": rows}},
        {"type": "chart", "headline": "Bars", "chart": chart, "notes": f"Spoken {number}."},
    ]
    return compose(parse({"title": "T", "brand": brand, "language": language, "sections": sections}), "deck")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[BareDeck]:
    """The decks that were kept, each time that a publication was begun from it."""
    begun: list[BareDeck] = []
    before = BareDeck.opened

    def counted(self: BareDeck, *given: Any) -> None:
        begun.append(self)
        before(self, *given)

    monkeypatch.setattr(BareDeck, "opened", counted)
    return begun


def test_decks_of_the_same_layouts_begin_from_one_that_was_kept(opened: list[BareDeck]) -> None:
    press = PptxPress()
    for number in range(1, 7):
        publication = deck(number)
        assert press.print(publication) == render(publication, "pptx"), number
    assert len(opened) == 4  # the first is written alone, the second is kept


def test_a_deck_of_another_brand_or_language_begins_from_its_own(opened: list[BareDeck]) -> None:
    press = PptxPress()
    kinds = [("northfield", "en"), ("cirrus", "en"), ("northfield", "de")]
    for number in range(1, 4):
        for brand, language in kinds:
            publication = deck(number, brand, language)
            assert press.print(publication) == render(publication, "pptx"), (number, brand, language)
    assert len({id(one) for one in opened}) == len(opened) == len(kinds)


def test_few_decks_are_kept(opened: list[BareDeck], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bare_deck, "MOST_KEPT", 1)
    press = PptxPress()
    for number in range(1, 5):
        for brand in ("northfield", "cirrus"):
            publication = deck(number, brand)
            assert press.print(publication) == render(publication, "pptx")
    assert not opened
    assert len(press._bare_decks._kept) == 1

"""What the search for page breaks takes of work: a page costs the same in a document of any length."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from reportgen import compose, parse
from reportgen.errors import FitError
from reportgen.layout.pages import costs
from reportgen.layout.pages.filling import PageFiller
from reportgen.layout.pages.plans import PageStart
from reportgen.layout.slides.makeup import DeckMaker
from reportgen.layout.tables.cells import CellWriter

SENTENCE = "The council agreed on plans for a new bridge over the river and asked for comments before spring."


def weighed(monkeypatch: pytest.MonkeyPatch, sections: int, **more: str) -> tuple[int, int, int]:
    """Of a newsletter of tiny sections: its pages, the beginnings of pages that were looked at, and the bands tried."""
    counts = {"starts": 0, "bands": 0}
    plans, add = PageFiller.plans, PageFiller._with

    def counted_plans(self: PageFiller, start: PageStart) -> object:
        counts["starts"] += 1
        return plans(self, start)

    def counted_bands(self: PageFiller, *given: object) -> object:
        counts["bands"] += 1
        return add(self, *given)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(PageFiller, "plans", counted_plans)
        patch.setattr(PageFiller, "_with", counted_bands)
        tiny = [
            {"type": "story", "headline": f"Section {n}", "body": SENTENCE[: 60 + 7 * (n % 5)]} for n in range(sections)
        ]
        made = compose(parse({"title": "Tiny", "sections": tiny, **more}), "newsletter")
    return len(made.sheets), counts["starts"], counts["bands"]


def test_a_page_of_tiny_sections_costs_the_same_in_a_long_document(monkeypatch: pytest.MonkeyPatch) -> None:
    pages, starts, bands = weighed(monkeypatch, 80)
    more_pages, more_starts, more_bands = weighed(monkeypatch, 160)
    assert more_pages > 1.8 * pages
    assert more_starts <= costs.MOST_BEGINNINGS * (more_pages + 4)
    assert more_bands / more_starts < 1.3 * bands / starts < 5_000


def test_a_number_of_pages_is_found_among_many_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    usual, _, _ = weighed(monkeypatch, 60)
    assert weighed(monkeypatch, 60, pages=str(usual + 1))[0] == usual + 1


LISTS: dict[str, Callable[[int], dict[str, Any]]] = {
    "brief": lambda count: {"points": [f"Point {n}" for n in range(count)]},
    "timeline": lambda count: {"moments": [{"at": str(n), "title": "Opened", "text": SENTENCE} for n in range(count)]},
    "process": lambda count: {"steps": [{"title": f"Step {n}", "text": SENTENCE} for n in range(count)]},
    "people": lambda count: {"people": [{"name": f"Person {n}", "text": SENTENCE} for n in range(count)]},
    "events": lambda count: {"events": [{"date": "2027-05-01", "title": f"Event {n}"} for n in range(count)]},
}


@pytest.mark.parametrize("kind", LISTS)
@pytest.mark.parametrize("count", [200, 1000])
def test_a_long_list_asks_for_few_slides(kind: str, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each slide is tried a few times, however many there are; too many are refused after one look at each."""
    tried = 0
    fill = DeckMaker._filled

    def counted(self: DeckMaker, *given: Any) -> Any:
        nonlocal tried
        tried += 1
        return fill(self, *given)

    monkeypatch.setattr(DeckMaker, "_filled", counted)
    document = parse({"title": "Long", "sections": [{"type": kind, "headline": "Many", **LISTS[kind](count)}]})
    slides = 60
    if count == 1000:
        with pytest.raises(FitError, match=r"more than 60 slides|the most is 60"):
            compose(document, "deck")
    else:
        slides = len(compose(document, "deck").sheets)
    assert tried < 110 * slides


def test_a_table_of_hundreds_of_rows_is_set_at_few_sizes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sizes at which it would take more slides even with rows of one line are not tried, nor is larger type."""
    tables: list[str] = []
    written = CellWriter.table

    def counted(self: CellWriter, *given: Any) -> object:
        tables.append(self.key)
        return written(self, *given)

    columns = [{"name": name} for name in "abcd"]
    rows = [{"cells": [f"Item {n}", n, 3 * n, f"x{n}"]} for n in range(300)]
    table = {"columns": columns, "rows": rows}
    with monkeypatch.context() as patch:
        patch.setattr(CellWriter, "table", counted)
        made = compose(parse({"title": "T", "sections": [{"type": "table", "headline": "H", "table": table}]}), "deck")
    assert len(made.sheets) > 8
    assert len(tables) <= 4

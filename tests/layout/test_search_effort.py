"""What the search for page breaks takes of work: a page costs the same in a document of any length."""

from __future__ import annotations

import pytest

from reportgen import compose, parse
from reportgen.layout.pages import costs
from reportgen.layout.pages.filling import PageFiller
from reportgen.layout.pages.plans import PageStart

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

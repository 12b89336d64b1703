"""Where stories are cut: not those of a few lines, and not where all that is left finds room on the page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reportgen import Publication, compose, parse
from reportgen.frames import TextItem
from reportgen.layout.pages.filling import PageFiller

EXAMPLES = Path(__file__).parents[2] / "examples"
SENTENCE = "The harbour master walked round the old shed and said that nobody had ever asked for the key. "


def stories(*lengths: float) -> list[dict[str, Any]]:
    return [
        {
            "type": "story",
            "headline": f"Story {number}",
            "body": "\n\n".join([SENTENCE * 2] * int(length) + [SENTENCE] * (length > int(length))),
        }
        for number, length in enumerate(lengths)
    ]


def newsletter(*lengths: float) -> Publication:
    source = {"title": "Tidings", "cover": False, "brand": "meridian", "language": "en", "sections": stories(*lengths)}
    return compose(parse(source, folder=EXAMPLES), "newsletter")


def pages_of(made: Publication) -> dict[int, set[int]]:
    """The pages on which text of each section stands."""
    found: dict[int, set[int]] = {}
    for page, sheet in enumerate(made.sheets):
        for item in sheet.items:
            if isinstance(item, TextItem) and item.slot == "body" and item.section is not None:
                found.setdefault(item.section, set()).add(page)
    return found


@pytest.mark.parametrize("before", range(14, 20))
def test_a_story_of_a_few_lines_is_not_cut(before: int) -> None:
    assert len(pages_of(newsletter(before, 3.5, 12))[1]) == 1


def test_a_long_story_is_cut() -> None:
    assert any(len(pages) == 2 for pages in pages_of(newsletter(16, 30)).values())


def test_no_cut_is_laid_where_all_finds_room(monkeypatch: pytest.MonkeyPatch) -> None:
    laid: list[str] = []
    broken = PageFiller._broken

    def counted(self: PageFiller, *given: Any) -> object:
        if not given[0].empty:
            laid.append(given[2].template)
        return broken(self, *given)

    monkeypatch.setattr(PageFiller, "_broken", counted)
    assert len(newsletter(5, 9, 3).sheets) == 1
    assert laid == []

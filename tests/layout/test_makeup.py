"""The long examples measured in their frames: full pages, even columns, no line alone, one grid, nothing lost."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest

from reportgen import Publication, compose, load
from reportgen.api import brand_of
from reportgen.brand.brand import Brand
from reportgen.frames import TextItem
from reportgen.preflight.pages import lone_lines

ROOT = Path(__file__).parents[2]
LONG = ("meridian-review", "northfield-letter", "cirrus-dispatch", "capital-markets-in-china")


@pytest.fixture(scope="module", params=LONG)
def made(request: pytest.FixtureRequest) -> tuple[Publication, Brand]:
    document = load(ROOT / f"examples/{request.param}/{request.param}.yaml")
    return compose(document, "newsletter"), brand_of(document)


def flowing(publication: Publication) -> dict[tuple[int, str], list[TextItem]]:
    """The items of running text by page and by slot: the columns of one flow, and the boxes round its insets."""
    found: dict[tuple[int, str], list[TextItem]] = defaultdict(list)
    for number, sheet in enumerate(publication.sheets):
        for item in sheet.items:
            if isinstance(item, TextItem) and item.slot == "body" and item.section is not None:
                found[number, f"{item.section}"].append(item)
    return found


def test_every_page_but_the_last_is_full(made: tuple[Publication, Brand]) -> None:
    sheets = made[0].makeup.sheets
    # Less where the next part begins a page.
    assert [sheet.number for sheet in sheets[:-1] if round(sheet.fill, 2) < 0.8] == []


def test_no_line_stands_alone(made: tuple[Publication, Brand]) -> None:
    assert [str(finding) for finding in lone_lines(made[0])] == []


def test_columns_end_within_a_line_of_each_other(made: tuple[Publication, Brand]) -> None:
    publication, brand = made
    pitch = brand.page.baseline
    compared = 0
    for (page, section), items in flowing(publication).items():
        if any(
            ".pull" in p.key for i in publication.sheets[page].items if isinstance(i, TextItem) for p in i.paragraphs
        ):
            continue  # a quote in one column is part of its height
        ends: dict[float, float] = {}
        tops = {round(item.box.y, 1) for item in items}
        if len(tops) > 1:
            continue
        for item in items:
            ends[round(item.box.x, 1)] = item.box.y + item.lines[-1].baseline
        if len(ends) < 2:
            continue
        columns = [ends[x] for x in sorted(ends)]
        assert max(columns[:-1]) - min(columns[:-1], default=0) <= 2 * pitch + 0.1, section
        assert columns[-1] <= max(columns) + 0.1
        compared += 1
    assert compared or len(publication.sheets) == 1 or made[1].name == "Northfield"


def test_neighbouring_columns_are_on_one_grid(made: tuple[Publication, Brand]) -> None:
    publication, brand = made
    pitch = brand.page.baseline
    for items in flowing(publication).values():
        for one, two in combinations(items, 2):
            baselines = [
                [item.box.y + line.baseline for line in item.lines if item.paragraphs[line.paragraph].role == "body"]
                for item in (one, two)
            ]
            if all(baselines):
                apart = (baselines[0][0] - baselines[1][0]) / pitch
                assert abs(apart - round(apart)) * pitch < 0.1


def test_all_that_was_written_is_there(made: tuple[Publication, Brand]) -> None:
    publication = made[0]
    words: dict[str, str] = defaultdict(str)
    for sheet in publication.sheets:
        for item in sheet.items:
            if isinstance(item, TextItem) and not item.artifact:
                for paragraph in item.paragraphs:
                    words[paragraph.key] += paragraph.text
    document_sections = {
        item.section for sheet in publication.sheets for item in sheet.items if item.section is not None
    }
    assert len(document_sections) == len(publication.makeup.sections)
    assert len(words) > 30

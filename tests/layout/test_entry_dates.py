"""Slides of dates, steps and people: what is large, and how panels are filled."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reportgen import Publication, compose, parse
from reportgen.frames import ShapeItem, TextItem
from reportgen.layout.components.entry_dates import figures_of

ROOT = Path(__file__).parents[2]


def deck(section: dict[str, Any], brand: str = "meridian") -> Publication:
    source = {"title": "Entries", "language": "en-GB", "brand": brand, "sections": [section]}
    return compose(parse(source, folder=ROOT / "examples"), "deck")


def texts(publication: Publication) -> list[TextItem]:
    return [item for sheet in publication.sheets for item in sheet.items if isinstance(item, TextItem)]


def size_of(publication: Publication, text: str) -> float:
    (found,) = [p for item in texts(publication) for p in item.paragraphs if " ".join(p.text.split()) == text]
    return found.runs[0].size


@pytest.mark.parametrize(
    ("labels", "figures"),
    [
        (["5 November", "18 November"], ["5", "18"]),
        (["December 2, 2026", "January 14, 2027"], ["2", "14"]),
        (["14.–15. März 2026", "9. Mai 2026"], ["14.–15.", "9."]),
        (["2019", "2026"], ["2019", "2026"]),
        (["14:02", "14:31"], ["14:02", "14:31"]),
        (["Day 30", "Day 60"], ["30", "60"]),
    ],
)
def test_a_date_is_told_apart_from_what_names_its_month(labels: list[str], figures: list[str]) -> None:
    found = figures_of(labels)
    assert found is not None
    assert [one.figure for one in found] == figures
    for date, label in zip(found, labels, strict=True):
        assert f"{date.before} {date.figure} {date.after}".split() == label.replace(",", "").split()


@pytest.mark.parametrize(
    "labels",
    [["2019", "soon"], ["5 November", "May 2027"], ["3月9日", "3月20日"], ["Q1 2026", "Q2 2026"], ["Sure", "Likely"]],
)
def test_what_is_not_written_alike_stays_as_it_is(labels: list[str]) -> None:
    assert figures_of(labels) is None


def moments(*at: str) -> dict[str, Any]:
    found = [{"at": one, "title": f"Title {number}", "text": "What is decided."} for number, one in enumerate(at)]
    return {"type": "timeline", "headline": "Dates that matter", "moments": found}


def test_days_of_a_timeline_are_large_and_their_months_are_not() -> None:
    made = deck(moments("5 November", "18 November", "10 December"))
    assert size_of(made, "18") >= 1.8 * size_of(made, "December")
    assert size_of(deck(moments("soon", "later", "18 November")), "18 November") < size_of(made, "18") / 1.5


@pytest.mark.parametrize("brand", ["meridian", "cirrus", "northfield"])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_days_of_a_calendar_stand_on_blocks_as_high_as_their_rows(brand: str, count: int) -> None:
    found = [{"date": f"2026-03-{day + 10}", "title": f"Title {day}", "text": "Where it is."} for day in range(count)]
    made = deck({"type": "events", "headline": "Come and ask", "events": found}, brand)
    for sheet in made.sheets:
        panels = [item for item in sheet.items if isinstance(item, ShapeItem) and item.name == "panel"]
        for item in sheet.items:
            if isinstance(item, TextItem) and (item.slot or "").endswith("-label"):
                assert any(panel.box.contains(item.box, 0.5) for panel in panels)
                assert max(run.size for p in item.paragraphs for run in p.runs) == item.paragraphs[0].runs[0].size


def steps(count: int, text: str) -> dict[str, Any]:
    found = [{"title": f"Step {number}", "text": text} for number in range(count)]
    return {"type": "process", "headline": "How it is done", "steps": found}


def test_steps_of_few_words_are_stairs_and_all_stand_on_one_line() -> None:
    made = deck(steps(4, "Done by one."))
    boxes = [item.box for item in made.sheets[0].items if isinstance(item, ShapeItem) and item.name == "panel"]
    tops = [box.y for box in boxes]
    assert len(boxes) == 4
    assert tops == sorted(tops, reverse=True)
    assert tops[0] > tops[-1] + 20
    assert len({round(box.bottom, 2) for box in boxes}) == 1
    for item in texts(made):
        if (item.slot or "").startswith("entries-"):
            assert any(box.contains(item.box, 0.5) for box in boxes)


def test_a_set_of_people_stands_in_the_middle_of_its_panels() -> None:
    people = [{"name": f"Ada Writer{number}", "role": "Editor"} for number in range(4)]
    made = deck({"type": "people", "headline": "Who wrote this", "people": people})
    discs = [item.box for item in made.sheets[0].items if isinstance(item, ShapeItem) and item.name == "dot"]
    panels = [item.box for item in made.sheets[0].items if isinstance(item, ShapeItem) and item.name == "panel"]
    for disc, panel in zip(discs, panels, strict=True):
        assert disc.x + disc.width / 2 == pytest.approx(panel.x + panel.width / 2, abs=0.5)
        assert disc.y > panel.y + 20

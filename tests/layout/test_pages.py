"""Page make-up as a whole: targets, floating sections, jump lines, masters and margins, and what is told of it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from reportgen import Publication, compose, parse
from reportgen.errors import FitError, ReportgenError
from reportgen.frames import TextItem
from reportgen.makeup_report import report_json, report_table

ROOT = Path(__file__).parents[2]
SENTENCE = "Every hub needs power, water and fibre, and people who have the patience to see it through to the end. "


def story(paragraphs: int, headline: str = "Power for the hubs", **more: Any) -> dict[str, Any]:
    return {"type": "story", "headline": headline, "body": "\n\n".join([SENTENCE * 3] * paragraphs), **more}


def newsletter(sections: list[dict[str, Any]], base: Path = ROOT / "examples", **more: Any) -> Publication:
    source = {"title": "Long", "cover": False, "language": "en", "brand": "meridian", "sections": sections, **more}
    return compose(parse(source, folder=base), "newsletter")


def artifacts(publication: Publication, page: int) -> list[str]:
    items = publication.sheets[page].items
    return [item.paragraphs[0].text for item in items if isinstance(item, TextItem) and item.artifact]


def test_a_target_of_more_pages_than_needed_spreads_the_sections() -> None:
    sections = [story(6, f"Story {number}") for number in range(6)]
    free = len(newsletter(sections).sheets)
    assert len(newsletter(sections, pages=free + 1).sheets) == free + 1
    assert len(newsletter(sections, pages=f"{free - 1}..{free}").sheets) == free
    assert len(newsletter(sections, pages=f"{free}..").sheets) == free


@pytest.mark.parametrize(
    ("pages", "message"),
    [
        ("1..2", r"takes (\d) pages, which is (\d+) lines more than the 2 pages that it may have"),
        (12, r"takes (\d) pages; (\d+) lines are lacking to 12 pages"),
    ],
)
def test_a_target_that_cannot_be_met_names_the_lines_and_its_place(pages: object, message: str) -> None:
    with pytest.raises(FitError) as caught:
        newsletter([story(40), story(10)], pages=pages)
    found = re.search(message, caught.value.message)
    assert found is not None, caught.value
    assert int(found[2]) > 0
    assert caught.value.where.path == "pages"
    assert caught.value.hint


def test_the_lines_over_are_those_that_must_go() -> None:
    """Taking away as many lines as the message says meets the target."""

    def over(paragraphs: int) -> int:
        try:
            newsletter([story(paragraphs)], pages=1)
        except FitError as error:
            found = re.search(r"is (\d+) lines more", error.message)
            assert found is not None
            return int(found[1])
        return 0

    lines = [over(paragraphs) for paragraphs in range(18, 34, 2)]
    assert lines == sorted(lines)
    assert lines[0] == 0 < lines[-1]


@pytest.mark.parametrize("pages", [0, "8..4", "four", True, "4-8"])
def test_a_wrong_target_is_an_error_with_its_path(pages: object) -> None:
    with pytest.raises(ReportgenError) as caught:
        newsletter([story(1)], pages=pages)
    assert caught.value.where.path == "pages"


def sections_by_page(publication: Publication) -> list[list[int]]:
    found: list[list[int]] = []
    for sheet in publication.sheets:
        seen = [item.section for item in sheet.items if isinstance(item, TextItem) and item.section is not None]
        found.append(list(dict.fromkeys(seen)))
    return found


def test_a_floating_section_moves_on_where_that_costs_less() -> None:
    fixed = [story(15, "One"), story(16, "Two"), story(5, "Three"), story(10, "Four")]
    loose = [fixed[0], {**fixed[1], "float": True}, *fixed[2:]]
    before, after = newsletter(fixed), newsletter(loose)
    assert sections_by_page(before) == [[0], [1], [2, 3]]
    assert sections_by_page(after) == [[0], [2, 3], [1]]
    assert after.makeup.cost < before.makeup.cost


def test_a_floating_section_moves_no_further_than_the_next_page() -> None:
    sections = [story(8, "Loose", float=True), *[story(14, f"Story {number}") for number in range(6)]]
    pages = sections_by_page(newsletter(sections))
    assert min(number for number, page in enumerate(pages) if 0 in page) <= 1
    assert sorted({section for page in pages for section in page}) == list(range(7))


def test_a_story_that_jumps_says_where_to_and_where_from() -> None:
    publication = newsletter([story(45)])
    assert len(publication.sheets) >= 2
    assert "Power for the hubs · continued on page 2" in artifacts(publication, 0)
    assert "Power for the hubs · continued from page 1" in artifacts(publication, 1)
    german = newsletter([story(45)], language="de")
    assert "Power for the hubs · Fortsetzung auf Seite 2" in artifacts(german, 0)


def test_a_long_headline_leaves_the_jump_line_on_one_line() -> None:
    headline = (
        "A headline of so many words that it can never stand before those that say where it all goes on, and on it goes"
    )
    publication = newsletter([story(45, headline)])
    assert "Continued on page 2" in artifacts(publication, 0)


MASTER = """\
kind: master
description: {name}
pages: {name}
furniture:
  - {{at: {{columns: 1-12, bottom: 7mm, height: 4mm}}, text: "{name} {{folio}}"}}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a brand of its own and masters for all kinds of pages."""
    shutil.copytree(ROOT / "examples/brands/meridian", tmp_path / "brands/meridian")
    folder = tmp_path / "layouts/masters"
    folder.mkdir(parents=True)
    for name in ("left", "right", "last"):
        (folder / f"own-{name}.yaml").write_text(MASTER.format(name=name))
    (tmp_path / "reportgen.toml").write_text("")
    return tmp_path


def test_left_right_and_last_pages_have_their_masters(project: Path) -> None:
    publication = newsletter([story(90)], project)
    names = [sheet.master for sheet in publication.sheets]
    assert len(names) >= 4
    assert names[0] == "first"
    assert names[1:3] == ["own-left", "own-right"]
    assert names[-1] == "own-last"
    assert f"last {len(names)}" in artifacts(publication, len(names) - 1)


def test_a_last_master_may_not_move_the_top(project: Path) -> None:
    file = project / "layouts/masters/own-last.yaml"
    file.write_text(file.read_text() + "top: 40mm\n")
    with pytest.raises(ReportgenError, match="keeps the top of the other pages"):
        newsletter([story(1)], project)


def test_mirrored_margins_change_over_on_left_pages(project: Path) -> None:
    brand = project / "brands/meridian/brand.yaml"
    text = brand.read_text().replace("right: 16mm, bottom: 18mm, left: 16mm", "right: 12mm, bottom: 18mm, left: 20mm")
    brand.write_text(text.replace("  baseline: 12.5pt", "  baseline: 12.5pt\n  mirrored: true", 1))
    publication = newsletter([story(90), {"type": "closing", "headline": "The end"}], project)
    for number, sheet in enumerate(publication.sheets):
        bodies = [item for item in sheet.items if isinstance(item, TextItem) and item.paragraphs[0].role == "body"]
        left = min(item.box.x for item in bodies)
        assert left == pytest.approx((20 if number % 2 == 0 else 12) * 72 / 25.4, abs=0.1)
    assert {master.name for master in publication.masters} >= {sheet.master for sheet in publication.sheets}


def test_the_report_names_templates_costs_and_steps() -> None:
    publication = newsletter([story(4), {"type": "brief", "headline": "In brief", "points": ["One", "Two"]}, story(45)])
    report = json.loads(report_json({"newsletter": publication.makeup}))
    assert report["version"] == 1
    (found,) = report["publications"]
    assert [sheet["number"] for sheet in found["sheets"]] == list(range(1, len(publication.sheets) + 1))
    assert all(0 < sheet["fill"] <= 1 for sheet in found["sheets"])
    first, brief, last = found["sections"]
    assert first["chosen"]["template"].startswith("standard")
    assert brief["runner_up"]["cost"] >= brief["chosen"]["cost"]
    assert last["sheets"] == sorted(last["sheets"])
    assert len(last["sheets"]) >= 2
    slots = {slot["slot"]: slot for slot in first["slots"]}
    assert slots["body"]["lines"] > 8
    table = report_table({"newsletter": publication.makeup})
    assert "story: Power for the hubs" in table
    assert "runner-up" in table

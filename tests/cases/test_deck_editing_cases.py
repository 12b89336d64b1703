"""What a person does with a deck in PowerPoint: the master, the layouts and the slides each say what is theirs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from pptx import Presentation

from reportgen import build

CASES = Path(__file__).parent / "deck"
BRANDS = ("meridian", "northfield", "cirrus")
OFFICE = {10: "dt", 11: "ftr", 12: "sldNum"}


@pytest.fixture(scope="module")
def deck_of(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Builds the deck of a case in a brand, once, with changes of its sections."""
    known: dict[tuple[str, str, str], Any] = {}

    def made(case: str, brand: str = "meridian", **changes: object) -> Any:
        key = (case, brand, repr(changes))
        if key not in known:
            source: dict[str, Any] = yaml.safe_load((CASES / case / "source.yaml").read_text("utf-8"))
            source["brand"] = brand
            for section in source["sections"]:
                section.update(changes)
            folder = tmp_path_factory.mktemp("deck")
            (folder / "source.yaml").write_text(yaml.safe_dump(source, allow_unicode=True), "utf-8")
            outputs = build(folder / "source.yaml", folder / "out", kinds=("deck",), formats=["pptx"])
            known[key] = Presentation(str(next(one.path for one in outputs if one.format == "pptx")))
        return known[key]

    return made


def titles(deck: Any) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in deck.slides]


def words_in_places(slide: Any) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.placeholders if shape.has_text_frame)


LISTS = (
    "- One\n- Two",
    "1. One\n2. Two",
    "- One\n  - Inner\n- Two",
    "Before.\n\n- One\n- Two\n\nAfter.\n\n- Three\n- Four",
)


@pytest.mark.parametrize("brand", BRANDS)
@pytest.mark.parametrize("body", [None, *LISTS])
def test_lists_are_levels_of_their_layout(deck_of: Any, brand: str, body: str | None) -> None:
    deck = deck_of("bullets-of-the-layout", brand, **({"body": body, "layout": {"deck": "text"}} if body else {}))
    own = [p for slide in deck.slides for s in slide.placeholders for p in s._element.findall(".//{*}pPr")]
    levels = [p for p in own if p.get("lvl")]
    assert levels or body == LISTS[0]  # points alone may stand in fields of their own
    assert not any(p.get("marL") or p.get("indent") or p.findall("{*}buChar") for p in own)
    for level in {int(p.get("lvl")) + 1 for p in levels}:
        above = (deck.slides[0].slide_layout._element, deck.slide_master._element)
        looks = [look for one in above for look in one.iterfind(f".//{{*}}lvl{level}pPr")]
        assert any(look.find("{*}buChar") is not None or look.find("{*}buAutoNum") is not None for look in looks)


LONG = ("continued-count", "headline-on-each-slide")


@pytest.mark.parametrize("brand", BRANDS)
def test_parts_are_counted_without_gaps(deck_of: Any, brand: str) -> None:
    """Slides that show a quotation or a standfirst alone are none of them."""
    counted = re.findall(r"\((\d+)/(\d+)\)", "\n".join(titles(deck_of("continued-count", brand))))
    assert [int(number) for number, _ in counted] == list(range(1, len(counted) + 1))
    assert {int(count) for _, count in counted} <= {len(counted)}


@pytest.mark.parametrize("brand", BRANDS)
@pytest.mark.parametrize("case", LONG)
def test_each_slide_shows_its_title(deck_of: Any, brand: str, case: str) -> None:
    deck = deck_of(case, brand)
    assert all(titles(deck))
    for slide in deck.slides:
        title = slide.shapes.title
        assert title.top >= 0
        assert title.left >= 0
        assert title.top + title.height <= deck.slide_height
        assert title.left + title.width <= deck.slide_width


@pytest.mark.parametrize("brand", BRANDS)
@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir()))
def test_lines_keep_their_distance_in_shares_of_their_size(deck_of: Any, case: str, brand: str) -> None:
    deck = deck_of(case, brand)
    parts = [deck.slide_master, *deck.slide_layouts, *deck.slides]
    spacings = [line for one in parts for line in one._element.iterfind(".//{*}lnSpc/*")]
    assert {line.tag.rpartition("}")[2] for line in spacings} == {"spcPct"}


@pytest.mark.parametrize("brand", BRANDS)
def test_the_logo_is_on_the_master(deck_of: Any, brand: str) -> None:
    deck = deck_of("logo-on-the-master", brand)
    pictures = [len(layout._element.findall(".//{*}pic")) for layout in deck.slide_layouts]
    assert deck.slide_master._element.findall(".//{*}pic")
    assert sum(map(bool, pictures)) < len(pictures) / 2


@pytest.mark.parametrize("brand", BRANDS)
def test_titles_have_the_colour_and_size_of_the_master(deck_of: Any, brand: str) -> None:
    """Nothing between the master's style and the letters says another."""
    deck = deck_of("master-title-colour", brand)
    assert len(deck.slides) == 4
    for slide in deck.slides:
        title = slide.shapes.title._element
        (layout,) = (s._element for s in slide.slide_layout.placeholders if s.placeholder_format.type == 1)
        for one in (title, layout):
            assert not one.findall(".//{*}solidFill")
            assert not [run for run in one.iterfind(".//{*}rPr") if run.get("sz")]
            assert not [run for run in one.iterfind(".//{*}defRPr") if run.get("sz")]


@pytest.mark.parametrize("brand", BRANDS)
def test_moments_are_in_the_outline(deck_of: Any, brand: str) -> None:
    (slide,) = deck_of("outline-of-a-timeline", brand).slides
    found = words_in_places(slide)
    for words in (
        "2019",
        "Begun",
        "The first stall.",
        "2022",
        "Moved",
        "To the quay.",
        "2025",
        "Grown",
        "Nine stalls.",
    ):
        assert words in found


@pytest.mark.parametrize("brand", BRANDS)
@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir()))
def test_numbers_of_places_are_offices(deck_of: Any, case: str, brand: str) -> None:
    """What is pasted elsewhere stays what it was: 10 to 12 are date, footer and number, and text is none of them."""
    deck = deck_of(case, brand)
    found: dict[int, set[str]] = {}
    for layout in deck.slide_layouts:
        for mark in layout._element.iterfind(".//{*}nvPr/{*}ph"):
            found.setdefault(int(mark.get("idx", "0")), set()).add(mark.get("type", "obj"))
    assert all(found[number] == {kind} for number, kind in OFFICE.items() if number in found)
    assert {11, 12} <= set(found)
    assert all(len(kinds) == 1 for kinds in found.values())

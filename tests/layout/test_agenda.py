"""Agendas of decks: how many entries one slide holds, and the agenda again before each part."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from reportgen import ReportgenError, compose, parse
from reportgen.frames import Publication, ShapeItem, TextItem

ROOT = Path(__file__).parents[2]
AGENDA = {"type": "agenda", "headline": "What comes"}


def deck(*sections: dict[str, Any], kind: Any = "deck", **more: Any) -> Publication:
    source = {"title": "T", "language": "en-GB", "brand": "meridian", "sections": [*sections], **more}
    return compose(parse(source, folder=ROOT / "examples"), kind)


def brief(name: str) -> dict[str, Any]:
    return {
        "type": "brief",
        "headline": name,
        "points": ["The lease and the loan", "The date of both", "The rest of it"],
    }


def parts(*names: str) -> list[dict[str, Any]]:
    return [one for name in names for one in ({"type": "divider", "headline": name}, brief(f"Of {name}"))]


def texts(publication: Publication, slot: str) -> list[str]:
    items = [item for sheet in publication.sheets for item in sheet.items if isinstance(item, TextItem)]
    return [one.text for item in items if (item.slot or "").startswith(slot) for one in item.paragraphs]


@pytest.mark.parametrize(("brand", "slides"), [("meridian", 1), ("cirrus", 1), ("northfield", 2)])
def test_twenty_four_entries_stand_on_one_slide(brand: str, slides: int) -> None:
    """Of so few words that a slide is not too full; where a brand keeps large type, as a public body does, they go on, in
    columns of even length."""
    named = [brief(f"Section {number}") for number in range(24)]
    publication = deck(AGENDA, *named, brand=brand)
    assert len(publication.makeup.sections[0].sheets) == slides
    for sheet in publication.sheets[:slides]:
        labels = [item for item in sheet.items if re.fullmatch(r"entries-\d+-label", getattr(item, "slot", "") or "")]
        assert len(labels) == 24 / slides and all(len(item.lines) == 1 for item in labels if isinstance(item, TextItem))


def test_an_agenda_is_repeated_before_each_part_with_that_part_marked() -> None:
    publication = deck({**AGENDA, "repeated": True}, *parts("Money", "People", "Time"))
    found = [(section.type, section.sheets[0]) for section in publication.makeup.sections]
    agendas = [number for kind, number in found if kind == "agenda"]
    dividers = [number for kind, number in found if kind == "divider"]
    assert agendas[1:] == [number - 1 for number in dividers]
    for turn, number in enumerate(agendas[1:]):
        items = publication.sheets[number - 1].items
        fills = [item.fill for item in items if isinstance(item, ShapeItem) and item.name == "panel"]
        cells = [item for item in items if isinstance(item, TextItem) and (item.slot or "").startswith("reached")]
        names = [item.paragraphs[0].text for item in cells]
        assert [name for name in names if not name.isdigit()] == ["Money", "People", "Time"]
        assert [fill != fills[turn] for fill in fills] == [at != turn for at in range(3)]


def test_numbers_of_repeated_agendas_are_those_of_the_dividers() -> None:
    publication = deck({**AGENDA, "repeated": True}, *parts("Money", "People"))
    dividers = [str(one.sheets[0]) for one in publication.makeup.sections if one.type == "divider"]
    assert [text for text in texts(publication, "reached") if text.isdigit()] == dividers * 2


def test_a_newsletter_has_its_contents_once() -> None:
    publication = deck({**AGENDA, "repeated": True}, *parts("Money", "People"), kind="newsletter")
    assert [one.type for one in publication.makeup.sections].count("agenda") == 1


def test_an_agenda_without_parts_cannot_be_repeated() -> None:
    with pytest.raises(ReportgenError, match="has no two parts") as error:
        deck({**AGENDA, "repeated": True}, brief("Alone"))
    assert "divider" in str(error.value.hint)


def test_parts_with_little_in_them_are_listed_alone() -> None:
    """Side by side, three names with a line each would leave the slide empty."""
    little = deck(AGENDA, *parts("Money", "People", "Time"))
    much = deck(
        AGENDA, *(one for name in ("Money", "People") for one in (*parts(name), brief("More"), brief("And more")))
    )
    assert texts(little, "parts") == [] and texts(little, "entries") and texts(much, "parts")

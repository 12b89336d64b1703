"""What stands in the places of slides is laid once where several templates have the same place for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen import parse
from reportgen.api import brand_of, library_of
from reportgen.errors import FitError
from reportgen.geometry import Rect
from reportgen.incremental.layout_cache import LayoutCache
from reportgen.layout.components.component import NOTHING
from reportgen.layout.components.placer import Placer
from reportgen.layout.content_by_slot import slots_of
from reportgen.layout.fragments import Slot
from reportgen.layout.medium import SLIDES
from reportgen.layout.publication_pictures import Pictures
from reportgen.layout.slides.placements import Placements
from reportgen.layout.text_setter import TextSetter
from reportgen.templates import Region

ROOT = Path(__file__).parents[2]
BOX = Rect(0.0, 0.0, 600.0, 300.0)
STORY = {
    "type": "story",
    "headline": "Dunes that wander",
    "body": "They wander by some metres a year. " * 40,
    "figure": {"file": "gallery/pictures/dunes.jpg", "alt": "Dunes", "caption": "Where the wind blows."},
}


@pytest.fixture
def places() -> tuple[Placements, dict[str, Slot]]:
    document = parse(
        {"title": "T", "language": "en", "brand": "meridian", "sections": [STORY]}, folder=ROOT / "examples"
    )
    brand = brand_of(document)
    setter = TextSetter(brand, "deck", LayoutCache(brand).typesetter, "en")
    placer = Placer(setter, Pictures(), library_of(document, brand).table_in_picture)
    return Placements(placer), dict(slots_of(document.sections[0], SLIDES))


def title(**more: object) -> Region:
    return Region.model_validate({"slots": ["headline"], "style": "heading1", "role": "heading1", **more})


def test_one_place_of_two_templates_is_laid_once(places: tuple[Placements, dict[str, Slot]]) -> None:
    placements, slots = places
    first = placements.place(title(), slots, BOX, "paper", 0, None)
    assert placements.place(title(), slots, BOX, "paper", 0, None) is first


@pytest.mark.parametrize("other", ["style", "box", "ground", "content"])
def test_what_differs_is_laid_by_itself(places: tuple[Placements, dict[str, Slot]], other: str) -> None:
    placements, slots = places
    first = placements.place(title(), slots, BOX, "paper", 0, None)
    region = title(style="heading2") if other == "style" else title()
    box = Rect(0.0, 0.0, 500.0, 300.0) if other == "box" else BOX
    ground = "accent1" if other == "ground" else "paper"
    if other == "content":
        slots = {**slots, "headline": slots["body"]}
        region = title(fit=["continue"])
    assert placements.place(region, slots, box, ground, 0, None) is not first


def test_words_that_there_is_room_for_tell_places_apart(places: tuple[Placements, dict[str, Slot]]) -> None:
    placements, slots = places
    text = Region.model_validate({"slots": ["body"], "fit": ["continue"]})
    whole, some = (placements.place(text, slots, BOX, "paper", 0, room) for room in (None, 40))
    assert some is not whole
    assert some.rest


def test_a_text_that_does_not_fit_is_told_each_time(places: tuple[Placements, dict[str, Slot]]) -> None:
    placements, slots = places
    low = Rect(0.0, 0.0, 600.0, 20.0)
    text = Region.model_validate({"slots": ["body"], "fit": ["error"]})
    told = []
    for _ in range(2):
        with pytest.raises(FitError) as error:
            placements.place(text, slots, low, "paper", 0, None)
        told.append((str(error.value), error.value.over, len(error.traceback)))
    assert told[0][:2] == told[1][:2]
    assert told[1][2] <= told[0][2]  # it does not grow by the places in which it was told before


def test_a_picture_is_taken_each_time(places: tuple[Placements, dict[str, Slot]]) -> None:
    """What is kept of a section's slides names all pictures that it read, so that a changed one is read again."""
    placements, slots = places
    picture = Region.model_validate({"slots": ["picture"], "kind": "picture"})
    placements.place(picture, slots, BOX, "paper", 0, None)
    pictures = placements.placer.pictures
    before = len(pictures.taken)
    placements.place(picture, slots, BOX, "paper", 0, None)
    assert before > 0
    assert set(pictures.taken[before:]) == set(pictures.taken[:before])


def test_what_has_no_content_is_nothing_and_nothing_is_kept_of_a_section_that_is_done(
    places: tuple[Placements, dict[str, Slot]],
) -> None:
    placements, slots = places
    first = placements.place(title(), slots, BOX, "paper", 0, None)
    placements.forget()
    assert placements.place(title(), slots, BOX, "paper", 0, None) is not first
    assert placements.place(title(), {}, BOX, "paper", 0, None) is NOTHING

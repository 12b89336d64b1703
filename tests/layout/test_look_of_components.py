"""What a brand's `look` says of cards, numbers, pictures, entries and charts: each key changes what comes out."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from reportgen import parse
from reportgen.api import brand_of, library_of
from reportgen.brand.look import Look
from reportgen.document import Document
from reportgen.geometry import Rect
from reportgen.incremental.layout_cache import LayoutCache
from reportgen.layout.components.component import ENDLESS
from reportgen.layout.components.placer import Placer
from reportgen.layout.content_by_slot import slots_of
from reportgen.layout.medium import MEDIA
from reportgen.layout.publication_pictures import Pictures
from reportgen.layout.text_setter import TextSetter
from reportgen.structs import replace
from reportgen.templates import Region

ROOT = Path(__file__).parents[2]
PHOTO = {"file": "gallery/pictures/dunes.jpg", "alt": "Dunes", "caption": "Where the wind blows."}
STEP = {"title": "Power", "text": "Every hub needs water, fibre and patience."}
SECTIONS: list[dict[str, Any]] = [
    {"type": "stats", "headline": "Hubs", "stats": [{"value": str(n), "label": f"hubs of {n}"} for n in (8, 10, 12)]},
    {"type": "process", "headline": "How", "steps": [STEP, STEP, STEP]},
    {"type": "brief", "headline": "Points", "points": ["**Power** for the hubs", "Water", "Fibre"]},
    {"type": "story", "headline": "Dunes", "body": "Text.", "figure": PHOTO},
    {"type": "gallery", "headline": "Dunes", "pictures": [PHOTO, PHOTO, PHOTO]},
    {
        "type": "chart",
        "headline": "Hubs",
        "chart": {
            "kind": "column",
            "title": "Hubs",
            "alt": "Hubs by year",
            "categories": ["2024", "2025"],
            "series": [{"name": "Hubs", "values": [4, 7]}],
        },
    },
    {"type": "events", "headline": "When", "events": [{"date": "2026-05-01", "title": "Opening"}, {"date": "2026-05-02", "title": "Tour"}]},
]  # fmt: skip
REGIONS: dict[str, tuple[int, str, dict[str, Any]]] = {
    "stats": (0, "newsletter", {"slots": ["stats"], "kind": "stats", "style": "number", "across": 2}),
    "beside": (0, "newsletter", {"slots": ["stats"], "kind": "stats", "style": "heading2", "beside": True}),
    "dots": (1, "deck", {"kind": "entries", "across": 3, "entries": {"arrange": "grid", "mark": "dot", "rule": True}}),
    "badges": (1, "deck", {"kind": "entries", "across": 3, "entries": {"arrange": "grid", "mark": "number"}}),
    "dotted rows": (6, "newsletter", {"kind": "entries", "entries": {"mark": "dot", "rule": True}}),
    "numbered rows": (1, "newsletter", {"kind": "entries", "entries": {"mark": "number"}}),
    "plain rows": (6, "newsletter", {"kind": "entries", "entries": {"mark": "none"}}),
    "centred": (1, "deck", {"kind": "entries", "across": 3, "anchor": "middle", "entries": {"arrange": "grid"}}),
    "gallery": (4, "deck", {"kind": "entries", "across": 3, "entries": {"arrange": "grid", "picture": "rect"}}),
    "tight": (4, "tight", {"kind": "entries", "across": 3, "entries": {"arrange": "grid", "picture": "rect"}}),
    "cards": (2, "deck", {"slots": ["points"], "kind": "cards", "numbers": True, "inset": "10pt"}),
    "rounded": (3, "newsletter", {"slots": ["picture"], "kind": "picture", "shape": "rounded"}),
    "shared": (3, "deck", {"slots": ["picture"], "kind": "picture"}),
    "chart": (5, "deck", {"slots": ["chart"], "kind": "chart"}),
}


@lru_cache(maxsize=1)
def document() -> Document:
    source = {"title": "Look", "language": "en", "brand": "meridian", "sections": SECTIONS}
    return parse(source, folder=ROOT / "examples")


def placed(name: str, look: dict[str, Any]) -> object:
    """What stands in a place of 600 points by 300, and how high it might be."""
    number, kind, keys = REGIONS[name]
    found = brand_of(document())
    brand = replace(found, look=Look.model_validate(look))
    medium = MEDIA["deck" if kind == "tight" else kind]
    setter = TextSetter(brand, medium.kind, LayoutCache(brand).typesetter, "en")
    placer = Placer(setter, Pictures(), library_of(document(), found).table_in_picture)
    section = document().sections[number]
    region = Region.model_validate({"slots": ["entries"], **keys})
    slots = slots_of(section, medium)
    tall = 135.0 if kind == "tight" else 300.0
    settled = placer.settled(region, slots, Rect(0.0, 0.0, 600.0, tall), "paper", section.index)
    assert settled is not None, slots
    component, site = settled
    return component.place(site), component.measure(site.at(Rect(0.0, 0.0, 600.0, ENDLESS)))


@lru_cache(maxsize=32)
def plain(name: str) -> object:
    return placed(name, {})


@pytest.mark.parametrize(
    ("name", "group", "key", "value"),
    [
        ("cards", "cards", "number_gap", 2.0),
        ("cards", "cards", "number_size", 0.4),
        ("stats", "stats", "rule", {"page": 4, "slide": 4}),
        ("stats", "stats", "rule_gap", 2.0),
        ("stats", "stats", "label_gap", 2.0),
        ("stats", "stats", "row_gap", 3.0),
        ("beside", "stats", "beside_gap", "40pt"),
        ("beside", "stats", "beside_rule", "4pt"),
        ("beside", "stats", "beside_padding", "9pt"),
        ("rounded", "pictures", "rounding", 0.3),
        ("rounded", "pictures", "height", 0.9),
        ("rounded", "pictures", "caption_gap", {"page": 20, "slide": 2}),
        ("shared", "pictures", "caption_gap", {"page": 20, "slide": 2}),
        ("dots", "entries", "dot", 1.5),
        ("badges", "entries", "badge", 3.0),
        ("dots", "entries", "rail", "5pt"),
        ("dotted rows", "entries", "rail_gap", 2.0),
        ("dotted rows", "entries", "dot_room", 6.0),
        ("numbered rows", "entries", "badge_gap", 4.0),
        ("plain rows", "entries", "label_gap", 4.0),
        ("dots", "entries", "dot_under", 2.0),
        ("badges", "entries", "badge_under", 2.0),
        ("dots", "entries", "rule", {"page": 9, "slide": 9}),
        ("dots", "entries", "rule_gap", 3.0),
        ("dotted rows", "entries", "row_rule", "4pt"),
        ("dotted rows", "entries", "row_rule_gap", 3.0),
        ("plain rows", "entries", "row_gap", 4.0),
        ("gallery", "entries", "picture_gap", 3.0),
        ("badges", "entries", "text_gap", 2.0),
        ("centred", "entries", "above", 0.9),
        ("tight", "entries", "picture_least", 0.3),
        ("chart", "charts", "least", 0.5),
        ("chart", "charts", "most", 3.0),
        ("chart", "charts", "text_gap", 3.0),
        ("chart", "charts", "least_text", {"page": 20, "slide": 20}),
    ],
)
def test_each_key_changes_what_comes_out(name: str, group: str, key: str, value: Any) -> None:
    assert placed(name, {group: {key: value}}) != plain(name)

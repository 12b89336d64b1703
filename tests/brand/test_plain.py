"""Documents that name no brand, and brands without a logo."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import pytest
import yaml

from reportgen import compose, parse, render
from reportgen.backends.pptx.lint import faults_of
from reportgen.brand import load_brand
from reportgen.frames import ImageItem, Master, Publication, Sheet

ROOT = Path(__file__).parents[2]
BRANDS = ROOT / "examples/brands"
SOURCE: dict[str, Any] = {
    "title": "Team update",
    "language": "en",
    "date": "2026-06-30",
    "sections": [
        {"type": "cover", "masthead": "Team update", "title": "What happened in June"},
        {"type": "story", "headline": "Sales are up", "body": "We closed 14 deals."},
        {"type": "stats", "headline": "In numbers", "stats": [{"value": "14", "label": "deals"}, {"value": "3", "label": "more"}]},
        {"type": "closing", "headline": "Thank you", "body": "Write to us."},
    ],
}  # fmt: skip


def pictures(publication: Publication) -> list[ImageItem]:
    places: list[Sheet | Master] = [
        *publication.sheets,
        *publication.masters,
        *([publication.base] if publication.base else []),
    ]
    return [item for place in places for item in place.items if isinstance(item, ImageItem)]


@pytest.mark.parametrize("kind", ["newsletter", "deck"])
def test_a_document_without_a_brand_has_nobodys_logo(kind: Literal["newsletter", "deck"]) -> None:
    publication = compose(parse(SOURCE), kind)
    assert pictures(publication) == []
    assert pictures(compose(parse({**SOURCE, "brand": "meridian"}), kind)) != []
    assert b"Meridian" not in render(publication, "pdf")
    assert faults_of(render(publication, "pptx")) == []


@pytest.mark.parametrize("name", sorted(path.parent.name for path in BRANDS.glob("*/brand.yaml")))
@pytest.mark.parametrize("kind", ["newsletter", "deck"])
def test_every_brand_does_without_a_logo(name: str, kind: Literal["newsletter", "deck"], tmp_path: Path) -> None:
    said = yaml.safe_load((BRANDS / name / "brand.yaml").read_text("utf-8"))
    del said["logo"]
    (tmp_path / "brand.yaml").write_text(yaml.safe_dump(said), "utf-8")
    publication = compose(parse(SOURCE), kind, brand=load_brand(tmp_path / "brand.yaml"))
    assert pictures(publication) == []
    assert len(publication.sheets) >= 1

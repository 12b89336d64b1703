"""The trail of a deck's parts: furniture of a master which says their names, that of the present one in bold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reportgen import parse
from reportgen.api import brand_of
from reportgen.frames import Publication, TextItem
from reportgen.layout.compose import compose
from reportgen.templates import load_library

ROOT = Path(__file__).parents[2]
MASTER = """extends: slide-plain
description: As it was, with a trail of the parts at its top.
trail: {at: {columns: 3-12, top: 0.2in, height: 14pt}, breadcrumb: "›", style: caption}
"""


def deck(folder: Path, parts: list[str]) -> Publication:
    sections: list[dict[str, Any]] = [
        {"type": "story", "headline": "Before", "body": "It all began before. So we say."}
    ]
    for part in parts:
        sections += [
            {"type": "divider", "headline": part},
            {"type": "table", "headline": f"In {part}", "table": {"columns": [{"name": "A"}], "rows": [["1"]]}},
        ]
    masters = folder / "layouts" / "masters"
    masters.mkdir(parents=True)
    (masters / "slide-plain.yaml").write_text(MASTER, encoding="utf-8")
    library = load_library([ROOT / "layouts", folder / "layouts"])
    document = parse({"title": "T", "language": "en-GB", "sections": sections}, folder=folder)
    return compose(document, brand_of(document, "meridian"), library, "deck")


def trails(publication: Publication) -> list[tuple[str, str]]:
    """The trail of each slide that has one: all of it, and what is bold."""
    found = []
    for sheet in publication.sheets:
        for item in sheet.items:
            if isinstance(item, TextItem) and item.artifact and "›" in "".join(one.text for one in item.paragraphs):
                runs = item.paragraphs[0].runs
                bold = "".join(run.text for run in runs if run.weight > runs[0].weight or run.weight >= 700)
                found.append((item.paragraphs[0].text, bold))
    return found


def test_the_present_part_is_bold(tmp_path: Path) -> None:
    found = trails(deck(tmp_path, ["Money", "People"]))
    assert set(found) == {("Money › People", ""), ("Money › People", "Money"), ("Money › People", "People")}


def test_of_many_parts_those_beside_it_are_named(tmp_path: Path) -> None:
    names = [f"A part about matter number {number}" for number in range(9)]
    texts = [text for text, _ in trails(deck(tmp_path, names))]
    assert f"… › {names[3]} › {names[4]} › {names[5]} › …" in texts
    assert f"{names[0]} › {names[1]} › …" in texts


def test_a_deck_of_one_part_has_none(tmp_path: Path) -> None:
    assert trails(deck(tmp_path, ["Money"])) == []

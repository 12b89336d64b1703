"""Rows, columns and cells of a table that its author stresses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reportgen import compose, parse
from reportgen.errors import ReportgenError
from reportgen.frames import TableCell, TableItem

ROOT = Path(__file__).parents[2]
ROWS = [["Gold", 8.5, 19.7], ["Shares", 6.1, 11.4], ["Total", 3.2, None]]


def cells(highlight: Any, kind: Any = "deck") -> dict[str, TableCell]:
    """The cells of a table by their text."""
    table = {"columns": ["Asset", "Quarter", "Year"], "rows": ROWS, "highlight": highlight}
    section = {"type": "table", "headline": "What paid", "table": table}
    source = {"title": "T", "language": "en-GB", "brand": "meridian", "sections": [section]}
    publication = compose(parse(source, folder=ROOT / "examples"), kind)
    (item,) = [item for sheet in publication.sheets for item in sheet.items if isinstance(item, TableItem)]
    return {"".join(p.text for p in cell.paragraphs): cell for cell in item.cells}


def filled(found: dict[str, TableCell]) -> set[str]:
    """The texts that stand on a ground."""
    return {text for text, cell in found.items() if cell.fill is not None}


@pytest.mark.parametrize("kind", ["deck", "newsletter"])
def test_a_row_stands_on_the_brands_colour_in_bold(kind: str) -> None:
    found = cells("Gold", kind)
    assert filled(found) == {"Gold", "8.5", "19.7"}
    assert found["Gold"].paragraphs[0].runs[0].weight > found["Shares"].paragraphs[0].runs[0].weight
    assert found["Gold"].paragraphs[0].runs[0].colour != found["Shares"].paragraphs[0].runs[0].colour


def test_columns_and_cells_are_named_by_their_headings() -> None:
    assert {"19.7", "11.4"} <= filled(cells(["Year"]))
    assert filled(cells([["Shares", "Quarter"]])) == {"6.1"}


def test_what_the_table_lacks_is_told_at_its_line_with_the_nearest_name() -> None:
    with pytest.raises(ReportgenError, match='"highlight" names "Silver", which the table lacks'):
        cells(["Silver"])
    with pytest.raises(ReportgenError, match="Year"):
        cells([["Gold", "Years"]])

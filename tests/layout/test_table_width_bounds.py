"""Tables that are far too wide: what columns are known to need spares trying sizes and parts, and changes nothing."""

from __future__ import annotations

from random import Random
from typing import Any, Literal

import pytest

from reportgen import Publication, compose, parse
from reportgen.errors import ReportgenError
from reportgen.layout.tables.cells import CellWriter
from reportgen.layout.tables.width_bounds import WidthBounds


def wide(columns: int, rows: int, seed: int, words: bool = False) -> dict[str, Any]:
    random = Random(seed)
    first = ["Item" if words else "", *(f"Column {number}" for number in range(1, columns))]
    places = ("Landesgartenschau", "Pump", "Quay and crane")
    body = [
        [f"Row {row}", *(random.choice(places) if words else random.randint(0, 99999) for _ in first[1:])]
        for row in range(rows)
    ]
    return {"columns": first, "rows": body}


def made(table: dict[str, Any], kind: Literal["newsletter", "deck"]) -> Publication | str:
    source = {"title": "T", "brand": "meridian", "sections": [{"type": "table", "headline": "H", "table": table}]}
    try:
        return compose(parse(source), kind)
    except ReportgenError as error:
        return str(error)


@pytest.mark.parametrize("kind", ["newsletter", "deck"])
@pytest.mark.parametrize(
    "table", [wide(14, 9, 1), wide(30, 4, 2), wide(12, 5, 3, words=True), wide(90, 2, 4), wide(9, 30, 5)]
)
def test_what_is_known_of_columns_changes_nothing(
    table: dict[str, Any], kind: Literal["newsletter", "deck"], monkeypatch: pytest.MonkeyPatch
) -> None:
    with_bounds = made(table, kind)
    monkeypatch.setattr(WidthBounds, "least", lambda *given: 0.0)
    assert with_bounds == made(table, kind)


def test_a_table_that_is_far_too_wide_is_not_written_at_each_size(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[int] = []
    write = CellWriter.table

    def counted(self: CellWriter, *given: Any) -> Any:
        written.append(1)
        return write(self, *given)

    monkeypatch.setattr(CellWriter, "table", counted)
    publication = made(wide(40, 60, 6), "deck")
    assert not isinstance(publication, str) and len(written) <= 25

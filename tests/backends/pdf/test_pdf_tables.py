"""Tables in PDF: the structure tree says what the frames say; repeated headings are no content."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pypdfium2
import pytest

from reportgen import Publication, compose, parse
from reportgen.backends import render
from reportgen.errors import BackendError
from reportgen.frames import TableItem

TABLE: dict[str, Any] = {
    "columns": ["Region", {"name": "A", "type": "number", "group": "G"}, {"name": "B", "type": "number", "group": "G"}],
    "rows": [
        {"group": "East"},
        *([f"Site {n}", n, n + 0.5] for n in range(80)),
        [{"value": "[link](https://example.com/)", "columns": 2}, 3],
        {"total": ["All", 1, 2]},
    ],
}


@pytest.fixture(scope="module")
def made() -> tuple[Publication, bytes]:
    source = {"title": "T", "brand": "meridian", "sections": [{"type": "table", "headline": "H", "table": TABLE}]}
    publication = compose(parse(source), "newsletter")
    return publication, render(publication, "pdf")


def elements(node: Any, tag: str) -> list[Any]:
    found = []
    stack = [node]
    while stack:
        one = stack.pop()
        if not isinstance(one, pikepdf.Dictionary):
            continue
        if one.get("/S") == tag:
            found.append(one)
        kids: Any = one.get("/K", [])
        stack += reversed(list(kids) if isinstance(kids, pikepdf.Array) else [kids])
    return found


def test_one_table_over_all_pages(made: tuple[Publication, bytes]) -> None:
    publication, data = made
    parts = [item for sheet in publication.sheets for item in sheet.items if isinstance(item, TableItem)]
    assert len(parts) > 1
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (table,) = elements(pdf.Root.StructTreeRoot.K[0], "/Table")
        assert str(table.A.Summary) == parts[0].alt
        rows = elements(table, "/TR")
        assert len(rows) == 2 + len(TABLE["rows"])  # the headings once, then every row
        first = list(rows[0].K)
        assert [str(cell.S) for cell in first] == ["/TH", "/TH"]
        assert first[0].A.RowSpan == 2
        assert first[1].A.ColSpan == 2
        assert all(cell.A.Scope == "/Column" for cell in first)
        group = rows[2].K[0]
        assert (str(group.S), group.A.ColSpan, str(group.A.Scope)) == ("/TH", 3, "/Row")
        assert [str(cell.S) for cell in rows[3].K] == ["/TH", "/TD", "/TD"]
        assert rows[-2].K[0].A.ColSpan == 2
        pages = {page.objgen for page in pdf.pages}
        shown = {cell.Pg.objgen for cell in elements(table, "/TD") if "/Pg" in cell}
        assert shown == pages
        assert len(elements(table, "/Link")) == 1


def test_every_value_can_be_read(made: tuple[Publication, bytes]) -> None:
    publication, data = made
    text = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))
    for number in range(80):
        assert f"Site {number}" in text
        assert f"{number}.5" in text
    parts = [item for sheet in publication.sheets for item in sheet.items if isinstance(item, TableItem)]
    assert text.count("Region") == len(parts)
    assert "H (continued)" in text


def test_a_link_that_is_not_allowed() -> None:
    from reportgen.structs import replace

    source = {"title": "T", "brand": "meridian", "sections": [{"type": "table", "headline": "H", "table": TABLE}]}
    publication = compose(parse(source), "newsletter")

    def bad(item: Any) -> Any:
        if not isinstance(item, TableItem):
            return item
        cell = item.cells[-1]
        run = replace(cell.lines[0].runs[0], link="file:///x")
        return replace(item, cells=(*item.cells[:-1], replace(cell, lines=(replace(cell.lines[0], runs=(run,)),))))

    sheets = tuple(replace(sheet, items=tuple(bad(item) for item in sheet.items)) for sheet in publication.sheets)
    with pytest.raises(BackendError, match="is not allowed"):
        render(replace(publication, sheets=sheets), "pdf")

"""What was laid from left to right → the same sheets from right to left, for languages that are read so.

Everything is laid from the left. Where the document runs from right to left, boxes change sides at the end, in this one
place: columns follow each other to the left, pictures and furniture stand at the other side. What is in a box (lines,
the marks of charts) stays as it is, since paragraphs know their direction themselves.
"""

from __future__ import annotations

from reportgen.frames import Guides, Item, Master, Placeholder, Publication, Sheet, TableItem
from reportgen.geometry import Rect
from reportgen.structs import replace
from reportgen.text.direction import is_right_to_left


def in_its_direction(publication: Publication) -> Publication:
    """The publication as its language runs."""
    if not is_right_to_left(publication.language):
        return publication
    mirror = _Mirror(publication.size.width)
    more = publication.appendix
    return replace(
        publication,
        masters=tuple(map(mirror.master, publication.masters)),
        base=mirror.master(publication.base) if publication.base is not None else None,
        sheets=tuple(map(mirror.sheet, publication.sheets)),
        guides=mirror.guides(publication.guides),
        appendix=replace(more, master=mirror.master(more.master), sheets=tuple(map(mirror.sheet, more.sheets)))
        if more is not None
        else None,
    )


class _Mirror:
    """Changes the sides of a sheet of a width (points)."""

    def __init__(self, width: float) -> None:
        self.width = width

    def box(self, box: Rect) -> Rect:
        return Rect(self.width - box.right, box.y, box.width, box.height)

    def item(self, item: Item) -> Item:
        if isinstance(item, TableItem):
            return replace(self.table(item), box=self.box(item.box))
        return replace(item, box=self.box(item.box))

    def table(self, table: TableItem) -> TableItem:
        """A table whose first column is at the right. Its cells keep their order, in which they are read."""
        count = len(table.columns)
        cells = (replace(cell, column=count - cell.column - cell.columns) for cell in table.cells)
        return replace(table, columns=table.columns[::-1], cells=tuple(cells))

    def sheet(self, sheet: Sheet) -> Sheet:
        return replace(sheet, items=tuple(map(self.item, sheet.items)))

    def master(self, master: Master) -> Master:
        return replace(
            master,
            items=tuple(map(self.item, master.items)),
            placeholders=tuple(map(self.placeholder, master.placeholders)),
        )

    def placeholder(self, one: Placeholder) -> Placeholder:
        return replace(
            one,
            box=self.box(one.box),
            panel=replace(one.panel, box=self.box(one.panel.box)) if one.panel is not None else None,
            inner=self.box(one.inner) if one.inner is not None else None,
        )

    def guides(self, guides: Guides) -> Guides:
        return replace(guides, down=tuple(sorted(self.width - down for down in guides.down)))

"""Tables: as many rows as the place holds. How they are set is told in `layout/tables`."""

from __future__ import annotations

from reportgen.content.table import TableContent
from reportgen.frames import Placeholder
from reportgen.layout.components.component import Component, Placed, Site
from reportgen.layout.components.placer import Placer
from reportgen.layout.fragments import Slot, TableCopy
from reportgen.layout.tables.cutting import suits_columns
from reportgen.layout.tables.fitting import Tables
from reportgen.templates import Region

EMPTY_TABLE = 0.3
"""How full a place counts as that has a table of no height: a table fills its place with its rules, too."""


class TableComponent(Component):
    """A table, or what is left of it."""

    kind = "table"
    takes = (TableCopy,)
    stacked = "parts"
    keeps_margins = True

    def __init__(self, placer: Placer) -> None:
        super().__init__(placer)
        self.tables = Tables(placer.setter, placer.pictures)

    @classmethod
    def begin(cls, content: object, section: int, slot: str, title: str) -> Slot:
        assert isinstance(content, TableContent)
        return TableCopy(content, f"{section}.{slot}", title)

    @classmethod
    def suits(cls, region: Region, content: object) -> bool:
        """A table takes a region with as many columns as it began in; only a long one takes several."""
        return isinstance(content, TableCopy) and suits_columns(content, region.columns)

    @classmethod
    def as_guest(cls, region: Region, placer: Placer) -> Region:
        return placer.table_in_picture.place(region, placer.setter.kind)

    def place(self, site: Site) -> Placed:
        copy, box = site.content(TableCopy), site.box
        laid = self.tables.place(copy, site)
        rest: dict[str, Slot] = {site.name: laid.rest} if laid.rest is not None else {}
        fill = min(1.0, EMPTY_TABLE + laid.height / box.height) if box.height else 1.0
        air = self.tables.most_air(copy, site) if laid.rest is None else 0.0
        return Placed(laid.items, laid.height, rest, fill, laid.cost, laid.steps, air=air)

    def placeholders(self, site: Site) -> list[Placeholder]:
        return [Placeholder(site.slot, "table", site.inner)]

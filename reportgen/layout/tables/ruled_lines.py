"""The rules between the rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from reportgen.frames import TableRule
from reportgen.layout.tables.cells import RowDraft
from reportgen.layout.text_setter import TextSetter


class TableRules:
    """The rules of tables on a ground: strong under headings, light over totals, hair between rows."""

    def __init__(self, setter: TextSetter, ground: str, style: str) -> None:
        look, pick, colours = setter.brand.look.tables, setter.medium.pick, setter.brand.colours
        self.strong = TableRule(colours.frame(ground), pick(look.strong_rule))
        self.light = TableRule(colours.frame(ground), pick(look.light_rule))
        self.hair = TableRule(colours.hairline(ground), pick(look.hairline))
        self.between = self.hair if style == "rules" else None
        """The rule between two rows of the body."""

    def edges(self, rows: Sequence[RowDraft], head: int) -> list[TableRule | None]:
        """The rule above each row, and below the last; `head` rows are headings."""
        inner = [self._edge(above, below) for above, below in pairwise(rows)]
        return [None, *inner, self.light if len(rows) > head else self.strong]

    def _edge(self, above: RowDraft, below: RowDraft) -> TableRule | None:
        if below.kind == "head":
            return self.hair
        if above.kind == "head":
            return self.strong
        if below.kind == "total":
            return self.light
        return self.between

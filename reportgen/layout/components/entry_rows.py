"""Entries as rows under each other: agendas, timelines, calendars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from reportgen.brand.as_written import TypeRole
from reportgen.content.entries import Entry
from reportgen.frames import Colour, Item, ShapeItem
from reportgen.geometry import Rect
from reportgen.layout.components.entry_arrangement import LETTER, Arrangement, EntryCell, said
from reportgen.layout.components.entry_dates import Dated
from reportgen.layout.text_setter import TypesetText

BLOCK, BLOCK_INSET = 0.9, 0.25
"""The space beside the words of a date in its block, in parts of the size of titles; and over and under them, in parts
of the inset of the row.
"""

CLOSE = 0.5
"""The space between panels of rows on slides, in gutters."""


class Rows(Arrangement):
    """Entries under each other: picture, label, mark and text of each beside one another."""

    def _across(self, count: int) -> int:
        return self.down_columns

    def _in_rows(self, cells: Sequence[EntryCell]) -> Iterator[Sequence[EntryCell]]:
        down = ceil(len(cells) / self.across)  # read down the columns, as lists are
        for row in range(down):
            yield cells[row::down]

    def _row_gap(self) -> float:
        gap = self.measures.row_gap * self.leading
        return min(gap, CLOSE * self.setter.grid.gutter) if self.look.panel and self._is_fixed() else gap

    def _label_apart(self) -> float | None:
        return self.look.label or None

    def unused(self) -> float:
        if self.setter.medium.fixed_places or not self.entries:
            return 0.0
        used = max(self._widest(entry) / self._room(self.columns.width, entry, True) for entry in self.entries)
        return 1 - min(1.0, used)

    def _widest(self, entry: Entry) -> float:
        """About how wide an entry's title or its longest paragraph would be as one line, in points."""
        texts = [len(said(entry.title)), *(len(block.text) for block in entry.text)]
        return max(texts, default=0) * LETTER * self.size

    def _room(self, width: float, entry: Entry, labelled: bool) -> float:
        look = self.look
        room = width
        if labelled:
            room -= self._label_width() + self._gap()
        elif self.mark != "none":
            room -= self._gap()
        if self._is_pictured(entry):
            room -= look.picture_width * self.columns.width + self.setter.grid.gutter
        return room

    def _gap(self) -> float:
        """Space between label and text, with room for a rail's dot or a number."""
        if self.mark == "dot":
            return self.measures.dot_room * self.title_size
        if self.mark != "none":
            return (self.measures.badge + self.measures.badge_gap) * self.title_size
        return self.setter.grid.gutter * self.measures.label_gap

    def height_of(self, cell: EntryCell) -> float:
        label = cell.label.height if cell.label else 0.0
        rule, inset = self._rule()[2] if self.look.rule else 0.0, 2 * self.look.inset
        on_block = BLOCK_INSET if self.look.block and self.dates else 1.0
        return max(max(cell.text_height, cell.picture_height) + inset, label + on_block * inset) + rule

    def _rule(self) -> tuple[Colour, float, float]:
        colour = self.brand.colours.hairline(self.site.inside)
        return colour, self.measures.row_rule, self.measures.row_rule_gap * self.leading

    def _inside(self, cell: EntryCell, inner: Rect) -> list[Item]:
        items: list[Item] = []
        x = inner.x
        if cell.picture_height:
            wide = self.look.picture_width * inner.width
            place = Rect(x, inner.y + self._middle(cell.picture_height, inner), wide, cell.picture_height)
            items += self._initials(cell, place) if cell.picture is None else self._picture(cell, place)
            x += wide + self.setter.grid.gutter
        if cell.label is not None:
            width = self._label_width()
            items += self._beside(cell.label, Rect(x, inner.y, width, inner.height), cell)
            x += width
        if cell.label is not None or self.mark != "none":
            # a mark stands away from the label, or at the very left where there is none
            into = self.measures.rail_gap * self.title_size if cell.label is not None else 0.0
            items += self._mark(cell, x + into, inner.y)
            x += self._gap()
        if cell.text is not None:
            top = inner.y + self._middle(cell.text.height, inner)
            items.append(self._text(cell.text, Rect(x, top, inner.right - x, cell.text.height), cell))
        return items

    def _beside(self, label: TypesetText, box: Rect, cell: EntryCell) -> list[Item]:
        """A label at the left of its text, on the baseline of its first line; a date on its block."""
        ground = self._label_ground(cell.number)
        if self.dates and self.look.block:
            inset = self.look.inset
            block = Rect(box.x - inset, box.y - inset, box.width + inset, box.height + 2 * inset)
            place = Rect(block.x, box.y + (box.height - label.height) / 2, block.width, label.height)
            panel = self.component.placer.panel(ground, block, self.site.section, self._ground_of(cell.number))
            return [panel, self._text(label, place, cell, "-label")]
        drop = self._middle((cell.text or label).height, box)
        if cell.text is not None:  # on the baseline of the text's first line
            drop += max(0.0, cell.text.lines[0].baseline - label.lines[0].baseline)
        return [self._text(label, Rect(box.x, box.y + drop, box.width, label.height), cell, "-label")]

    def _middle(self, height: float, inner: Rect) -> float:
        """How far down what is so high stands in the panel of its row: in the middle."""
        return max(0.0, inner.height - height) / 2 if self.look.panel and self._is_fixed() else 0.0

    def _holds_dates(self, role: TypeRole, dates: Sequence[Dated]) -> bool:
        """Whether dates are no higher than a row, too."""
        if not self._is_fixed():
            return super()._holds_dates(role, dates)
        lines = max(bool(date.before) + bool(date.after) for date in dates)
        label = self.setter.size(self.setter.scale.role(self.look.label_style), self.site.factor)[1]
        figure = self.setter.size(self.setter.scale.role(role), self.site.factor)[1]
        rows = ceil(len(dates) / self.across)
        share = (self.site.inner.height - (rows - 1) * self._row_gap()) / rows - 2 * BLOCK_INSET * self.look.inset
        return figure + lines * label <= share and super()._holds_dates(role, dates)

    def _label_width(self) -> float:
        if self.dates and self.look.block:
            return self._date_width + 2 * BLOCK * self.title_size - self.look.inset
        return super()._label_width()

    def _dot_drop(self) -> float:
        """A dot stands in the middle of the height of small letters of the title's first line."""
        return (self.title_leading - 0.62 * self.title_size) - self._mark_side / 2 + 0.05 * self.title_size

    def _upright(self, tops: list[float]) -> ShapeItem | None:
        if self.look.mark != "dot" or len(tops) < 2:
            return None
        look, inner, size, weight = self.look, self.site.inner, self.title_size, self.measures.rail
        label = self._label_width()
        x = inner.x + look.inset + label + self.measures.rail_gap * size + self.measures.dot * size / 2
        drop = self.title_leading - 0.57 * size + look.inset + (self._rule()[2] if look.rule else 0.0)
        return self._line(Rect(x - weight / 2, tops[0] + drop, weight, tops[-1] - tops[0]))

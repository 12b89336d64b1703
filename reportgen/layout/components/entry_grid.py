"""Entries as cells side by side, and as albums of pictures: steps, people, galleries."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from math import ceil

from reportgen.brand.as_written import TypeRole
from reportgen.content.entries import Entry
from reportgen.errors import FitError
from reportgen.frames import Colour, Item, ShapeItem
from reportgen.geometry import Rect
from reportgen.layout.components import mosaic
from reportgen.layout.components.album import Row, album, lowered
from reportgen.layout.components.component import Placed
from reportgen.layout.components.entry_arrangement import LETTER, Arrangement, EntryCell, have_icons
from reportgen.layout.components.entry_dates import Dated
from reportgen.layout.components.grid import Columns, balanced
from reportgen.structs import replace

MEASURE = 10.0
"""The least width of a caption under a picture of a mosaic, in parts of the size of its type."""

MOSAIC_CUT, MOSAIC_AIR = 0.4, 0.15
"""The part of a picture of a mosaic that may be cut off, and the part of a place that captions and gutters may take
without its being empty."""

TALLER = (2.0, 1.6, 1.3)
"""The heights to which a page's free space may make an album, in parts of its own, the most first."""

COVERED = 0.65
"""The least part of a taller album that its pictures cover; what is less is as empty as the space that it fills."""

LEAST_STAIR = 0.04
"""The least height of a stair that is seen as one, in parts of that of the panels."""


class Grid(Arrangement):
    """Entries side by side: rule, mark, picture and text of each under one another."""

    def _across(self, count: int) -> int:
        return balanced(count, self.region.across)

    def _holds_dates(self, role: TypeRole, dates: Sequence[Dated]) -> bool:
        """Whether dates stand in one row, too: those of several would take the room of the texts."""
        return len(dates) <= self.across and super()._holds_dates(role, dates)

    def _row_gap(self) -> float:
        air = 0.0 if self.look.panel else self.measures.row_gap * self.leading
        return max(self.setter.grid.gutter, air)

    def _label_apart(self) -> float | None:
        return None

    def _room(self, width: float, entry: Entry, labelled: bool) -> float:
        return width

    def _mark_height(self, factor: float) -> float:
        """What a mark takes over the text of a cell, at a part of the title's natural size."""
        size, leading = self.setter.size(self.setter.scale.role(self.title), factor)
        if self.mark == "dot":
            return self.measures.dot * size + self.measures.dot_under * leading
        if self.mark == "figure" and not have_icons(self.copy.content.entries):
            return 0.0
        if self.mark != "none":
            return self.measures.badge * size + self.measures.badge_under * leading
        return 0.0

    def _places(self, row: Sequence[EntryCell], top: float, height: float) -> list[Rect]:
        """The boxes of the cells of a row; of panels that are stairs, each higher than the one before it."""
        places = super()._places(row, top, height)
        count = len(row)
        if not self.look.stairs or count < 2 or count < len(self.entries) or not self._is_fixed():
            return places
        spare = min((height - self.height_of(cell)) / (count - 1 - at) for at, cell in enumerate(row[:-1]))
        rise = min(spare, self.look.stairs * height)
        if rise < LEAST_STAIR * height:
            return places
        lower = [(count - 1 - at) * rise for at in range(count)]
        return [Rect(one.x, one.y + by, one.width, one.height - by) for one, by in zip(places, lower, strict=True)]

    def height_of(self, cell: EntryCell) -> float:
        text = cell.text_height
        rule = self._rule()[2] if self.look.rule else 0.0
        picture = cell.picture_height
        if picture and text:
            picture += self.measures.picture_gap * self.leading
        # cells keep the height that marks of natural size ask for, so that smaller text gets some air
        return rule + self._mark_height(1.0) + picture + text + 2 * self.look.inset

    def _sunk(self, row: Sequence[EntryCell], height: float) -> float:
        if not self.look.panel or not self._is_fixed() or self.region.anchor != "middle" or self.look.stairs:
            return 0.0
        return self.measures.above * max(0.0, height - max(map(self.height_of, row)))

    def _rule(self) -> tuple[Colour, float, float]:
        weight = self.setter.medium.pick(self.measures.rule)
        return self.brand.colours.mark("accent2", self.site.inside), weight, self.measures.rule_gap * self.leading

    def _inside(self, cell: EntryCell, inner: Rect) -> list[Item]:
        y = inner.y
        items = self._mark(cell, inner.x, y)
        y += self._mark_height(self.site.factor)
        if cell.picture_height:
            wide = cell.picture_height if self.look.picture == "circle" else self.look.picture_width * inner.width
            wide = cell.picture_width or wide
            aside = (inner.width - wide) / 2 if self.region.align == "center" else 0.0
            place = Rect(inner.x + aside, y, wide, cell.picture_height)
            items += self._initials(cell, place) if cell.picture is None else self._picture(cell, place)
            y += cell.picture_height + self.measures.picture_gap * self.leading
        if cell.text is not None:
            height = cell.text.height
            if self.look.panel and self._is_fixed():  # down to the panel's foot, so that people can write more there
                height = max(height, inner.bottom - y)
            items.append(self._text(cell.text, Rect(inner.x, y, inner.width, height), cell))
        return items

    def _rail(self, cells: Sequence[Rect]) -> ShapeItem | None:
        """From the first mark on; past the last of dots, which are stations, and up to the last of numbers."""
        look = self.look
        if look.mark in ("none", "figure") or len(cells) < 2:
            return None
        first, last = cells[0], cells[-1]
        weight, dots = self.measures.rail, look.mark == "dot"
        end = (last.right if dots else last.x) - first.x
        drop = self._rule()[2] if look.rule else 0.0
        top = first.y + drop + look.inset + self._mark_side / 2 - weight / 2
        return self._line(Rect(first.x + look.inset, top, end - 2 * look.inset * dots, weight))


class Album(Grid):
    """Entries in rows of one height, each as wide as its picture is at that height."""

    def _across(self, count: int) -> int:
        return self.region.across

    def placed(self, most: int | None = None) -> Placed:
        """As many rows of the pictures as there is room for, with their captions; on a slide, all over its place."""
        if self._is_fixed():
            return self._over_place(self.entries[:most]) or super().placed(most)
        return self._down_page(most)

    def _down_page(self, most: int | None) -> Placed:
        """As many rows as there is room for; where the page has free space, in taller rows that fill it."""
        rows = self._album(self.entries[:most])
        # What goes on elsewhere, or has begun there, keeps its height, as do more pictures than a mosaic has.
        may_grow = most is None and not self.copy.start and len(self.entries) <= mosaic.MOST
        if may_grow and self.site.spread > 0 and (taller := self._taller(self._natural(rows) + self.site.spread)):
            return taller
        inner = self.site.inner
        items: list[Item] = []
        y, count, gap = inner.y, 0, self._row_gap()
        give = [row.height - row.least for row in rows]
        lower = min(1.0, max(0.0, -self.site.spread) / sum(give)) if any(give) else 0.0
        for row, less in zip(rows, give, strict=True):
            cells = self._row_cells(replace(row, height=row.height - lower * less))
            height = max(self.height_of(cell) for cell, _ in cells)
            top = y + (gap if count else 0.0)
            if top + height > inner.bottom + 0.01:
                break
            for cell, place in cells:
                items += self._items(cell, Rect(place.x, top, place.width, height))
            y, count = top + height, count + len(cells)
        if not count:
            return Placed((), 0.0, self._rest(0))
        more = self._more(y - inner.y) if may_grow and count == len(self.entries) else 0.0
        return Placed(tuple(items), y - inner.y, self._rest(count), give=sum(give), air=more)

    def _natural(self, rows: Sequence[Row]) -> float:
        """The height of rows and the gaps between them, in points."""
        heights = [max(self.height_of(cell) for cell, _ in self._row_cells(row)) for row in rows]
        return sum(heights) + self._row_gap() * (len(rows) - 1)

    def _more(self, height: float) -> float:
        """By how many points pictures that stand in rows of this height can be taller and still cover their place."""
        inner, pictures = self.site.inner, self._guessed(self.entries)
        for times in TALLER:
            box = Rect(inner.x, inner.y, inner.width, times * height)
            if mosaic.covered(mosaic.boxes(mosaic.best(pictures, box)[0], pictures, box), box) >= COVERED:
                return box.height - height
        return 0.0

    def _taller(self, height: float) -> Placed | None:
        """All pictures so that they fill a height; None where they would not cover it."""
        inner = self.site.inner
        box = Rect(inner.x, inner.y, inner.width, height)
        placed = self._mosaic(self.entries, box)
        return placed if placed is not None and placed.fill - MOSAIC_AIR >= COVERED else None

    def _over_place(self, entries: Sequence[Entry]) -> Placed | None:
        """Pictures that fill the place; of many, an equal part. None where their captions leave them no room."""
        count = ceil(len(entries) / ceil(len(entries) / mosaic.MOST))
        return self._mosaic(entries[:count], self.site.inner)

    def _mosaic(self, entries: Sequence[Entry], box: Rect) -> Placed | None:
        """Pictures that fill a box; None where their captions leave them no room."""
        guessed = self._guessed(entries)
        for way in mosaic.best(guessed, box):
            with suppress(FitError):
                boxes = mosaic.boxes(way, replace(guessed, under=self._caption), box)
                items = self._pictured(boxes)
                if max(item.box.bottom for item in items) <= box.bottom + 0.5:
                    fill = min(1.0, mosaic.covered(boxes, box) + MOSAIC_AIR)
                    return Placed(items, box.height, self._rest(len(entries)), fill)
        self.columns = Columns.of(self.site.inner, self.across, self.setter.grid.gutter)
        return None

    def _guessed(self, entries: Sequence[Entry]) -> mosaic.Pictures:
        """The pictures of entries, with the heights that their captions may have; on a page all are of one rank, and
        less is cut off them, because it has as much room as they need.
        """
        fixed = self._is_fixed()
        cut = MOSAIC_CUT if fixed else self.brand.look.pictures.crop_most
        shapes = [self._shape(entry) for entry in entries]
        measures = [self._measure(entry) for entry in entries]
        return mosaic.Pictures(shapes, self._guessed_caption, measures, self.setter.grid.gutter, cut, fixed)

    def _pictured(self, boxes: Sequence[tuple[Rect, float]]) -> tuple[Item, ...]:
        """The first entries, their pictures in these boxes and their captions, as wide as is said, under them."""
        items: list[Item] = []
        for at, (box, width) in enumerate(boxes):
            cell = replace(self._cell_in(at, width), picture_height=box.height, picture_width=box.width)
            items += self._items(cell, Rect(box.x, box.y, width, self.height_of(cell)))
        return tuple(items)

    def _measure(self, entry: Entry) -> float:
        """The least width of what stands under a picture: some words, or all of few."""
        return min(MEASURE * self.size, self._guessed_width(entry))

    def _cell_in(self, at: int, width: float) -> EntryCell:
        """One of the entries, set as wide as its picture."""
        self.columns = Columns(self.site.inner.x, width, 1, 0.0)
        return self._cell(self.entries[at], self.copy.start + at)

    def _caption(self, at: int, width: float) -> float:
        """The height of what stands under a picture."""
        high = self._cell_in(at, max(width, self.size)).text_height
        return high + self.measures.picture_gap * self.leading if high else 0.0

    def _guessed_caption(self, at: int, width: float) -> float:
        """About the height of what stands under a picture, without setting it."""
        wide = self._guessed_width(self.entries[at])
        return (ceil(wide / max(width, self.size)) + self.measures.picture_gap) * self.leading if wide else 0.0

    def _guessed_width(self, entry: Entry) -> float:
        """About the width of what stands under a picture, if it were one line."""
        texts = [*entry.title, *entry.label, *(span for block in entry.text for span in block.spans)]
        return sum(len(span.text) for span in texts) * LETTER * self.size

    def _album(self, entries: Sequence[Entry]) -> list[Row]:
        width = self.site.inner.width
        shapes = [self._shape(entry) for entry in entries]
        wanted = self.look.ratio * self.ratio * width / self.region.across
        cut = self.brand.look.pictures.crop_most
        measures = [self._measure(entry) for entry in entries]
        rows = album(shapes, width, self.setter.grid.gutter, wanted, self.region.across + 1, measures)
        return [lowered(row, wanted, cut) for row in rows]

    def _shape(self, entry: Entry) -> float:
        """The width of an entry's picture in parts of its height."""
        picture = entry.picture
        if picture is None or picture.shape == "circle" or picture.qr:
            return 1.0
        return self.component.pictures.aspect(picture)

    def _row_cells(self, row: Row) -> list[tuple[EntryCell, Rect]]:
        """The entries of a row, set as wide as their pictures; and where these stand."""
        cells: list[tuple[EntryCell, Rect]] = []
        x = self.site.inner.x
        for at, (wide, width) in enumerate(zip(row.widths, row.places, strict=True)):
            cell = replace(self._cell_in(row.start + at, width), picture_height=row.height, picture_width=wide)
            cells.append((cell, Rect(x, 0.0, width, row.height)))
            x += width + self.setter.grid.gutter
        return cells

"""Entries in a box: rows under each other, or cells side by side; timelines, steps, teams, galleries, agendas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import product
from math import ceil
from typing import Literal

from reportgen.brand.as_written import LADDER, TypeRole, natural, raised, step_of
from reportgen.content.entries import EntriesContent, Entry
from reportgen.content.picture import PictureContent
from reportgen.content.text import Block, Span
from reportgen.errors import FitError, Where, counted
from reportgen.frames import Colour, ImageItem, Item, Paragraph, ShapeItem, TextItem
from reportgen.geometry import Rect
from reportgen.layout.components import mosaic
from reportgen.layout.components.album import Row, album, lowered
from reportgen.layout.components.component import ENDLESS, NOTHING, Component, Placed, Site
from reportgen.layout.components.entry_dates import Dated, figures_of
from reportgen.layout.components.grid import Columns, balanced, even_rows
from reportgen.layout.components.icons import icon_shape, on_disc
from reportgen.layout.components.picture import PictureComponent
from reportgen.layout.components.placer import Placer
from reportgen.layout.fit import floor_of
from reportgen.layout.fragments import EntriesCopy, Fragment, Slot
from reportgen.layout.styles import TextStyle
from reportgen.layout.text_setter import TypesetText
from reportgen.structs import Struct, replace
from reportgen.templates import EntriesLook, Region
from reportgen.text.sentences import word_count

PICTURE_STEPS = (0.8, 0.65)
"""Parts of their natural height that are tried for pictures, before the least that the brand lets them have."""

PICTURES_HIGHER = ((1.0, 1.35), (1.0, 1.2), (1.0, 1.1))
"""Parts of the natural size of text and of the height of rectangular pictures on slides that are tried first."""

NARROW = 8.0
"""The least width of cells in parts of the size of type that has grown."""

LINE = 60
"""Characters that a line counts as, where faults are compared by how much is too long."""

STEP = 0.05
"""By how much text is made smaller at a time, in parts of its natural size."""

SHRUNK, PICTURES_SHRUNK = 8, 2
"""Cost of text, and of pictures, of no size at all; of what is a tenth smaller, a tenth of it."""

EMPTY_LIST, FULL_LIST = 0.35, 0.75
"""How full a place counts as with entries of no height, and what each part of its height adds."""

INITIALS = 0.4
"""The size of initials in parts of the diameter of their disc."""

ROUND_MOST = 0.45
"""The most that a round picture takes of the height that a row of a slide has."""

INITIALS_MOST = 4.5
"""The most that discs of initials take of a page, in lines of the text under them, where no portrait is among them."""

UNUSED, UNUSED_FREE = 3.0, 0.4
"""Cost of the part of its width that a list on a page leaves empty beside its texts, beyond the second of these."""

MEASURE, LETTER = 10.0, 0.5
"""The least width of a caption under a picture of a mosaic, and about the width of a letter, in parts of the size."""

MOSAIC_CUT, MOSAIC_AIR = 0.4, 0.15
"""The part of a picture of a mosaic that may be cut off, and the part of a place that captions and gutters may take
without its being empty."""

TALLER = (2.0, 1.6, 1.3)
"""The heights to which a page's free space may make an album, in parts of its own, the most first."""

COVERED = 0.65
"""The least part of a taller album that its pictures cover; what is less is as empty as the space that it fills."""

SET = 1.1
"""The most words of entries that stand together on a slide, in parts of those that a text may have there."""

FIGURE = 7
"""Characters of a title that is an amount, at most."""

WIDE_LABEL = 0.25
"""The part of a column that labels take at most for being whole in it."""

COLUMN, PICTURED = 5, 2
"""How many rows a column has at least before others are begun beside it, on average; of rows with marks or pictures."""

_ROWS = EntriesLook()
"""The arrangement of entries for which a template asks for none."""


DATE_ROLES: tuple[TypeRole, ...] = (raised("number", 1), "number", "heading1", "heading2")
"""The roles that the figures of dates are set in, the largest that their place holds."""

BLOCK, BLOCK_INSET = 0.9, 0.25
"""The space beside the words of a date in its block, in parts of the size of titles; and over and under them, in parts
of the inset of the row.
"""

CLOSE = 0.5
"""The space between panels of rows on slides, in gutters."""

LEAST_STAIR = 0.04
"""The least height of a stair that is seen as one, in parts of that of the panels."""

_Mark = Literal["none", "dot", "number", "figure", "icon"]


class _Cell(Struct, frozen=True):
    """An entry's texts, set: under each other in one item, or the label apart. Lengths are points."""

    label: TypesetText | None
    text: TypesetText | None
    picture: PictureContent | None
    picture_height: float
    entry: Entry
    number: int
    picture_width: float = 0.0
    """The width of a picture that is narrower than its cell; 0 where the arrangement says it."""
    torn: bool = False
    """Whether a word is wider than the cell, so that it is broken."""

    @property
    def text_height(self) -> float:
        return self.text.height if self.text else 0.0


class EntriesComponent(Component):
    """Entries, or what is left of them; as many as the box holds, smaller first where the region lets text shrink."""

    kind = "entries"
    takes = (EntriesCopy,)
    stacked = "parts"

    def __init__(self, placer: Placer) -> None:
        super().__init__(placer)
        self.pictures = placer.component(PictureComponent)
        self.cells: dict[tuple[object, ...], _Cell] = {}
        """The cells that were set, by all that they depend on: the searches for pages and slides ask many times."""
        self._looks: dict[int, tuple[EntriesLook, str]] = {}
        self._fragments: dict[str, tuple[object, Fragment]] = {}

    @classmethod
    def begin(cls, content: object, section: int, slot: str, title: str) -> Slot:
        assert isinstance(content, EntriesContent)
        return EntriesCopy(content, f"{section}.{slot}")

    def place(self, site: Site) -> Placed:
        """The entries at the top of the site.

        Raises:
            FitError: an entry does not fit, or entries are left over that may not go on elsewhere.
        """
        if few := _shared(site):
            return self._going_on(site, few)
        whole = self._whole(site)
        if whole is not None:
            return whole
        first = self._arranged(site, 1.0)
        may_widen = first.across > 1  # fewer beside each other are wider, and so lower
        if may_widen and any(cell.torn for cell in first.cells()):
            return self.place(_fewer(site, first.across))
        largest = self._largest(site)
        if not largest.rest or (site.goes_on and largest.items):
            return largest
        if may_widen:
            return self.place(_with_small_pictures(_fewer(site, first.across), first.across))
        raise self._too_tall(site)

    def look_of(self, look: EntriesLook) -> str:
        """All that a look says: those of different templates are often the same."""
        known = self._looks.get(id(look))
        if known is None:
            known = self._looks[id(look)] = (look, repr(look))
        return known[1]

    def fragment(self, key: str, text: tuple[Span, ...] | Block, where: Where) -> Fragment:
        """A text of an entry: the same object each time, by which the paragraphs that were made of it are found."""
        known = self._fragments.get(key)
        if known is None or known[0] is not text:
            block = text if isinstance(text, Block) else Block("paragraph", text, where)
            known = self._fragments[key] = (text, Fragment(block, key))
        return known[1]

    def _going_on(self, site: Site, end: int) -> Placed:
        """The entries before number `end`, as if they were all; the others go on elsewhere."""
        copy = site.content(EntriesCopy)
        some = replace(copy.content, entries=copy.content.entries[:end])
        placed = self.place(replace(site, contents={site.name: replace(copy, content=some)}, words=None))
        left = placed.rest.get(site.name)
        start = left.start if isinstance(left, EntriesCopy) else end
        return replace(placed, rest={site.name: replace(copy, start=start, region=site.region)})

    def _whole(self, site: Site) -> Placed | None:
        """All entries of a slide in the even grid in which they are largest; None where they find no room in any, or
        stand in no grid.
        """
        look, copy = site.region.entries or _ROWS, site.content(EntriesCopy)
        if site.endless or copy.start or look.arrange != "grid" or not self.setter.medium.fixed_places:
            return None
        grids = even_rows(len(copy.content.entries), site.region.across)
        if (look.picture == "circle" or look.dates) and step_of(site.region.style):
            grids = grids[:1]  # faces and large dates in one row are seen before type that is larger
        higher = PICTURES_HIGHER if look.picture == "rect" else ()
        for (factor, ratio), across in product([*higher, *self._sizes(site.region)], grids):
            region = site.region.model_copy(update={"across": across})
            placed = self._untorn(replace(site, region=region, factor=factor), ratio)
            if placed is not None:
                return _sized(placed, factor, ratio)
        return None

    def _untorn(self, site: Site, ratio: float) -> Placed | None:
        """All entries in the grid of a site, at its size; None where they have no room or a word would be torn."""
        with suppress(FitError):
            arranged = self._arranged(site, ratio)
            if step_of(site.region.style) and arranged.columns.width < NARROW * arranged.size:
                return None
            if arranged.across != site.region.across or any(cell.torn for cell in arranged.cells()):
                return None
            if arranged.has_room():
                placed = arranged.placed()
                return placed if not placed.rest else None
        return None

    def _too_tall(self, site: Site) -> FitError:
        """The error of entries of which not even one finds room, at the smallest size that they may have."""
        *_, (factor, ratio) = self._sizes(site.region)
        arranged = self._arranged(replace(site, factor=factor), ratio)
        cell = arranged.cells()[0]
        over = arranged._height(cell) - site.inner.height
        lines = max(1, ceil(over / arranged.leading))
        return FitError(
            f'an entry of "{site.slot}" is {counted(lines, "line")} too high for its place', cell.entry.where,
            f"shorten it by {counted(lines, 'line')}", over=lines * LINE,
        )  # fmt: skip

    def _largest(self, site: Site) -> Placed:
        """All entries at the largest size at which they find room; else some, at the largest at which any do."""
        start = site.content(EntriesCopy).start
        last, size = NOTHING, (0.0, 0.0)
        for now, columns in self._ways(site):
            if start and last.items and size != now:
                break  # The parts of one list are of one size.
            found = self._in_columns(site, now, columns)
            if found is None:
                continue
            if not found.rest:
                return found
            # As large as can be, so that some stand here, and in as many columns as takes the fewest slides.
            if not last.items or (size == now and _places_for(found, start) < _places_for(last, start)):
                last, size = replace(found, steps=(*found.steps, "continue")), now
        return last

    def _in_columns(self, site: Site, size: tuple[float, float], columns: int) -> Placed | None:
        """What stands of the entries at a size, in so many columns; None where a word would be torn in several."""
        factor, ratio = size
        arranged = self._arranged(replace(site, factor=factor), ratio, columns)
        placed = _sized(
            arranged.placed() if columns == 1 else arranged.in_full_columns(), factor, ratio, arranged.unused()
        )
        if columns > 1 and any(cell.torn for cell in arranged.cells()):
            return None
        return arranged.evened(placed) if placed.rest else placed

    def _arranged(self, site: Site, ratio: float, columns: int = 1) -> _Arrangement:
        look = site.region.entries or _ROWS
        return _ARRANGEMENTS[look.arrange](self, site, look, ratio, columns)

    def _ways(self, site: Site) -> Iterator[tuple[tuple[float, float], int]]:
        """The sizes that are tried, each with the numbers of columns that rows may stand in."""
        copy = site.content(EntriesCopy)
        most = site.region.entries.columns if site.region.entries and not site.endless else 1
        look = site.region.entries or _ROWS
        pictured = look.picture != "none" or look.mark == "number" or _have_icons(copy.content.entries)
        most = min(most, ceil((len(copy.content.entries) - copy.start) / (PICTURED if pictured else COLUMN)))
        for size in self._sizes(site.region):
            for columns in range(1, most + 1):
                yield size, columns

    def _sizes(self, region: Region) -> Iterator[tuple[float, float]]:
        """Parts of the natural size of text and of the natural height of pictures, the largest first."""
        floor = max(floor_of(region), self.setter.least_factor(TextStyle(region.style)))
        least = self.setter.brand.look.entries.picture_least
        yield 1.0, 1.0
        for ratio in (*PICTURE_STEPS, least) if _has_pictures(region.entries or _ROWS) else ():
            yield 1.0, ratio
        factor = 1.0 - STEP
        while factor >= floor - 0.001:
            yield factor, least
            factor = round(factor - STEP, 2)


def _places_for(placed: Placed, start: int) -> int:
    """How many places a list takes from its entry `start` on, of which this one has been placed."""
    (left,) = placed.rest.values()
    assert isinstance(left, EntriesCopy)
    return ceil((len(left.content.entries) - start) / max(1, left.start - start))


def _shared(site: Site) -> int:
    """The number of the first entry that goes on elsewhere, where entries have more words than they may have together
    and are shared evenly, two at least on a slide; 0 where they stand together.
    """
    copy = site.content(EntriesCopy)
    entries = copy.content.entries[copy.start :]
    if site.words is None or not site.may_continue:
        return 0
    words = sum(word_count(block.text) for block in replace(copy.content, entries=entries).texts())
    slides = ceil(words / (SET * site.words))
    return copy.start + ceil(len(entries) / slides) if 1 < slides <= len(entries) // 2 else 0


def _are_figures(entries: Sequence[Entry]) -> bool:
    """Whether the titles of all entries are amounts: a few characters with a digit among them, such as a price."""
    titles = [_said(entry.title) for entry in entries]
    return all(len(title) <= FIGURE and any(char.isdigit() for char in title) for title in titles)


def _said(spans: Sequence[Span]) -> str:
    """The text of spans."""
    return "".join(span.text for span in spans)


def _has_pictures(look: EntriesLook) -> bool:
    """Whether entries of a look may have pictures, whose size makes a difference."""
    return look.picture != "none" or look.arrange == "album"


def _have_icons(entries: Sequence[Entry]) -> bool:
    """Whether any of the entries has an icon, so that all of them keep the place of one."""
    return any(entry.icon for entry in entries)


def _sized(placed: Placed, factor: float, ratio: float, unused: float = 0.0) -> Placed:
    """Entries with what it cost to make their text and their pictures smaller, and that so much of the width of their
    texts is left empty.
    """
    cost = SHRUNK * (1 - factor) + PICTURES_SHRUNK * max(0.0, 1 - ratio) + UNUSED * max(0.0, unused - UNUSED_FREE)
    return replace(placed, cost=cost, steps=(f"shrink to {factor:g}",) if factor < 1 else ())


def _fewer(site: Site, across: int) -> Site:
    """The site with about half as many entries beside each other."""
    return replace(site, region=site.region.model_copy(update={"across": (across + 1) // 2}))


def _with_small_pictures(site: Site, across: int) -> Site:
    """The site with pictures no larger than they were with more entries beside each other."""
    look = site.region.entries
    if look is None or look.picture == "none":
        return site
    width = look.picture_width * site.region.across / across
    return replace(
        site, region=site.region.model_copy(update={"entries": look.model_copy(update={"picture_width": width})})
    )


class _Arrangement:
    """The entries of one site, at one size: what rows and grids have in common."""

    def __init__(
        self, component: EntriesComponent, site: Site, look: EntriesLook, ratio: float, columns: int = 1
    ) -> None:
        self.component = component
        self.setter = component.setter
        self.brand = component.setter.brand
        self.site = site
        self.region = site.region
        self.look = look
        self.measures = self.brand.look.entries
        self.ratio = ratio
        self.copy = site.content(EntriesCopy)
        self.entries = self.copy.content.entries[self.copy.start :]
        self.mark: _Mark = "icon" if look.mark == "none" and _have_icons(self.copy.content.entries) else look.mark
        """What stands over each of them, or before it: icons where the template has no marks and any entry has one."""
        self.down_columns = columns
        """In how many columns rows stand, one after the other."""
        self.across = self._across(len(self.entries))
        self.columns = Columns.of(site.inner, self.across, self.setter.grid.gutter)
        self.size, self.leading = self.setter.size(self.setter.scale.role(self.region.style), site.factor)
        self.title = self._title_role()
        self.title_size, self.title_leading = self.setter.size(self.setter.scale.role(self.title), site.factor)
        self.dates: tuple[Dated, ...] | None = None
        """The labels, where they are dates with something that is set large."""
        self.dates, self.date_role = self._large_dates()

    def _title_role(self) -> TypeRole:
        """The style of titles: that of numbers where all of them are amounts, as prices of plans are. On slides a title
        is no smaller than the text under it.
        """
        title, entries = self.look.title, self.copy.content.entries
        if self.look.figures and _are_figures(entries):
            return raised("number", step_of(title))
        if not self.setter.medium.fixed_places or not any(entry.text for entry in entries):
            return title
        least = self.setter.scale.role(self.region.style).size
        steps = (raised(natural(title), step) for step in range(step_of(title), len(LADDER)))
        return next((role for role in steps if self.setter.scale.role(role).size >= least), title)

    # --- what rows and grids have each of their own

    def _across(self, count: int) -> int:
        raise NotImplementedError

    def _row_gap(self) -> float:
        """Space between rows."""
        raise NotImplementedError

    def _room(self, width: float, entry: Entry, labelled: bool) -> float:
        """The width of an entry's text in a cell that is `width` points wide inside."""
        raise NotImplementedError

    def _label_apart(self) -> float | None:
        """The width of labels, in parts of a cell's inside; None where they stand with the text."""
        raise NotImplementedError

    def _height(self, cell: _Cell) -> float:
        raise NotImplementedError

    def _rule(self) -> tuple[Colour, float, float]:
        """Colour, weight and the room of the rule over a cell, in points."""
        raise NotImplementedError

    def _inside(self, cell: _Cell, inner: Rect) -> list[Item]:
        """An entry's texts, picture and mark."""
        raise NotImplementedError

    def _rail(self, cells: Sequence[Rect]) -> ShapeItem | None:
        """The line that the marks of a row of cells stand on."""
        return None

    def _upright(self, tops: list[float]) -> ShapeItem | None:
        """The line that the dots of all rows stand on."""
        return None

    def unused(self) -> float:
        """What part of the width of texts is left empty, about, on a page; nothing where they fill it in some way."""
        return 0.0

    # --- placing

    def placed(self, most: int | None = None) -> Placed:
        """As many of the entries as there is room for, and of these the first `most`."""
        site, inner = self.site, self.site.inner
        cells = self.cells()[:most]
        gap = self._row_gap()
        rails: list[Item] = []
        shown: dict[int, list[Item]] = {}
        tops: list[float] = []
        y, count = inner.y, 0
        rows = list(self._in_rows(cells))
        heights = self._row_heights(rows, gap)
        gap, heights = self._spread(gap, heights)
        for row, height in zip(rows, heights, strict=True):
            top = y + (gap if count else 0.0)
            if top + height > inner.bottom + 0.01:
                break
            places = self._places(row, top, height)
            sunk = self._sunk(row, height)
            for cell, place in zip(row, places, strict=True):
                shown[cell.number] = self._items(cell, place, sunk)
            if rail := self._rail(places):
                rails[:0] = [rail]
            tops.append(top)
            y = top + height
            count += len(row)
        if not count or (self.down_columns > 1 and count < len(cells)):
            return Placed((), 0.0, self._rest(0))
        if upright := self._upright(tops):
            rails[:0] = [upright]
        # Entries are read in their order, also where they stand in columns.
        items = [*rails, *(item for number in sorted(shown) for item in shown[number])]
        drop = self._drop(count == len(cells), y)
        items = self._lowered(items, tops, drop)
        used = y + drop - inner.y + 2 * self.region.inset
        if self.region.panel:
            panel = Rect(site.box.x, site.box.y, site.box.width, used)
            items.insert(0, self.component.placer.panel(self.region.panel, panel, site.section))
        fill = min(1.0, EMPTY_LIST + FULL_LIST * used / site.box.height) if site.box.height else 1.0
        return Placed(tuple(items), used, self._rest(count), fill, air=self._air(len(rows)))

    def has_room(self) -> bool:
        """Whether the place is high enough for all of the entries."""
        gap = self._row_gap()
        heights = self._row_heights(list(self._in_rows(self.cells())), gap)
        gap, heights = self._spread(gap, heights)
        return sum(heights) + gap * (len(heights) - 1) <= self.site.inner.height + 0.02

    def in_full_columns(self) -> Placed:
        """All of the entries in columns beside each other, or as many as fill these."""
        placed, most = self.placed(), len(self.cells()) // self.across * self.across
        while not placed.items and most > self.across:
            most -= self.across
            placed = self.placed(most)
        return placed

    def _air(self, rows: int) -> float:
        """By how many points rows of a page may stand further apart, or be higher where they are boxes."""
        if self.setter.medium.fixed_places:
            return 0.0
        return (rows - (not self.look.panel)) * self.measures.row_stretch * self.leading

    def _spread(self, gap: float, heights: list[float]) -> tuple[float, list[float]]:
        """The gap between rows and their heights, with what the page adds to them."""
        spread = self.site.spread
        if spread <= 0:
            return gap, heights
        if self.look.panel:
            return gap, [height + spread / len(heights) for height in heights]
        return gap + spread / max(1, len(heights) - 1), heights

    def _lowered(self, items: list[Item], tops: list[float], drop: float) -> list[Item]:
        """The items `drop` points lower, texts with the room that they have to the next row."""
        if drop:
            items = [replace(item, box=item.box.moved(0.0, drop)) for item in items]
        if self._is_fixed():
            items = [self._roomy(item, [top + drop for top in tops]) for item in items]
        return items

    def _places(self, row: Sequence[_Cell], top: float, height: float) -> list[Rect]:
        """The boxes of the cells of a row."""
        return [self.columns.cell(column, top, height) for column in range(len(row))]

    def _in_rows(self, cells: Sequence[_Cell]) -> Iterator[Sequence[_Cell]]:
        """The cells that stand beside each other, from the top."""
        yield from self.columns.rows(cells)

    def _drop(self, whole: bool, bottom: float) -> float:
        """How far entries that end at `bottom` go down so that they stand in the middle of their place."""
        if not whole or self.region.anchor != "middle" or self.site.endless:
            return 0.0
        return self.measures.above * max(0.0, self.site.inner.bottom - bottom)

    def _is_fixed(self) -> bool:
        """Whether the place has a height of its own."""
        return self.setter.medium.fixed_places and not self.site.endless

    def _roomy(self, item: Item, tops: list[float]) -> Item:
        """An item; a text with a place down to the next row, or to the foot, so that people can write more there."""
        if not isinstance(item, TextItem) or not item.styles or self.look.panel:
            return item
        box = item.box
        bottom = next((top for top in tops if top > box.y + 0.01), self.site.inner.bottom)
        return replace(item, box=Rect(box.x, box.y, box.width, max(box.height, bottom - box.y)))

    def evened(self, placed: Placed) -> Placed:
        """What is placed of a list that goes on, with fewer entries where the medium wants equal parts."""
        left = placed.rest[self.site.name]
        if not self.setter.medium.equal_parts or not placed.items:
            return placed
        assert isinstance(left, EntriesCopy)
        count, here = len(self.entries), left.start - self.copy.start
        even = ceil(ceil(count / ceil(count / here)) / self.across) * self.across
        if even >= here:
            return placed
        some = self.placed(even)
        return replace(placed, items=some.items, height=some.height, fill=some.fill, rest=self._rest(even))

    def _rest(self, count: int) -> dict[str, Slot]:
        """What goes on elsewhere after `count` entries."""
        if count == len(self.entries):
            return {}
        return {self.site.name: replace(self.copy, start=self.copy.start + count, region=self.region)}

    def _row_heights(self, rows: Sequence[Sequence[_Cell]], gap: float) -> list[float]:
        """The heights of rows; where they are to fill their place, the lower ones are as high as that makes them."""
        heights = [max(self._height(cell) for cell in row) for row in rows]
        if not self.look.stretch or self.site.endless:
            return heights
        room = self.site.inner.height - gap * (len(rows) - 1)
        level = 0.0
        for higher in range(len(heights)):  # the rows that are higher than an equal share keep their height
            kept = sorted(heights, reverse=True)[:higher]
            level = (room - sum(kept)) / (len(heights) - higher)
            if level >= sorted(heights, reverse=True)[higher]:
                break
        return [max(height, level) for height in heights] if sum(heights) <= room else heights

    def _sunk(self, row: Sequence[_Cell], height: float) -> float:
        """How far under the top of their panels what stands in a row begins, beside their inset."""
        return 0.0

    def _items(self, cell: _Cell, place: Rect, sunk: float = 0.0) -> list[Item]:
        items: list[Item] = []
        look = self.look
        if look.panel:
            ground = self._ground_of(cell.number)
            items.append(self.component.placer.panel(ground, place, self.site.section, self.site.inside))
        y = place.y
        if look.rule:
            colour, weight, room = self._rule()
            rule = Rect(place.x, y, place.width, weight)
            items.append(ShapeItem(rule, fill=colour, name="rule", section=self.site.section))
            y += room
        y += look.inset + sunk
        inner = Rect(place.x + look.inset, y, place.width - 2 * look.inset, place.bottom - look.inset - y)
        return items + self._inside(cell, inner)

    # --- setting

    def cells(self) -> list[_Cell]:
        """The entries, set in the width that they have beside each other: all for which there could be room."""
        entries = self.entries[: self._most()]
        return [self._cell(entry, self.copy.start + number) for number, entry in enumerate(entries)]

    def _most(self) -> int | None:
        """More entries than a place of a height of its own can hold, however short they are: a long list is asked for
        slide after slide, and what comes far behind says nothing of one of them.
        """
        if self.site.endless or not self.setter.medium.fixed_places:
            return None
        rows = ceil(self.site.inner.height / min(self.leading, self.title_leading)) + 1
        return rows * self.across

    def _cell(self, entry: Entry, number: int) -> _Cell:
        region, site = self.region, self.site
        key = (
            self.copy.key, number, round(self.columns.width, 2), self.component.look_of(self.look), region.style,
            region.colour, site.inside, site.factor, self.ratio if _has_pictures(self.look) else 1.0,
        )  # fmt: skip
        known = self.component.cells.get(key)
        if known is None or known.entry is not entry:
            known = self.component.cells[key] = self._set(entry, number)
        return known

    def _set(self, entry: Entry, number: int) -> _Cell:
        look, width = self.look, self.columns.width
        label, leads = self._label(entry, number)
        room = self._room(width - 2 * look.inset, entry, label is not None)
        title, body = self._title(entry, number), self._body(entry, number)
        body = [*map(self._under_title, body[:1]), *body[1:]] if title else body
        ordered = [*title, *leads, *body] if look.label_after else [*leads, *title, *body]
        ordered = self._numbered(ordered, entry, number)
        text = self.setter.set(ordered, room) if ordered else None
        if any(one.overfull for one in (text, label) if one):
            raise FitError("a word of an entry is wider than its place", entry.where, "break it with a space")
        tall = self._picture_height(width) if self._is_pictured(entry) else 0.0
        return _Cell(label, text, entry.picture, tall, entry, number, torn=self._is_torn(ordered, room, label))

    def _is_torn(self, texts: list[Paragraph], room: float, label: TypesetText | None) -> bool:
        """Whether a text in its room, or a label that stands apart, has a word that is wider than its place."""
        if label is not None and self.setter.tears(label.paragraphs, self._label_width()):
            return True
        return self.setter.tears(texts, room)

    def _label_width(self) -> float:
        """The width of labels that stand apart, in points; numbers stay whole in columns beside each other."""
        inner = self.columns.width - 2 * self.look.inset
        share = (self._label_apart() or 0.0) * inner
        if self.down_columns == 1 or not share or self._widest_label > WIDE_LABEL * inner:
            return share
        return max(share, self._widest_label)

    @cached_property
    def _widest_label(self) -> float:
        """The width of the widest label in a line of its own, in points."""
        labels = [
            self.setter.set(self._label_texts(entry, number), ENDLESS).width
            for number, entry in enumerate(self.copy.content.entries)
            if entry.label
        ]
        return max(labels, default=0.0) / self.setter.medium.measure + 0.01

    def _picture_height(self, width: float) -> float:
        """The height of a picture in a cell of some width; of few that are round, no more than a part of the place."""
        tall = self.look.picture_width * width * self.look.ratio * self.ratio
        if self.look.picture == "circle" and all(entry.picture is None for entry in self.entries):
            tall = min(tall, INITIALS_MOST * self.leading) if not self.setter.medium.fixed_places else tall
        if self.look.picture != "circle" or self.site.endless:
            return tall
        rows = ceil(len(self.entries) / self.across)
        if self.look.arrange == "rows":  # a face as high as the text beside it costs no room
            share = self.site.inner.height / rows - self._row_gap() - 2 * self.look.inset
            return min(tall / self.ratio, share)
        return min(tall, ROUND_MOST * self.site.inner.height / rows)

    def _is_pictured(self, entry: Entry) -> bool:
        """Whether an entry has a picture, or something in the place of one."""
        return (entry.picture is not None or self._has_initials(entry)) and self.look.picture != "none"

    def _has_initials(self, entry: Entry) -> bool:
        """Whether an entry without a picture shows the first letters of its title in the place of one."""
        return self.look.initials and entry.picture is None and bool(entry.title) and self._are_people

    @cached_property
    def _are_people(self) -> bool:
        """Whether the titles can be names of people: all of one word, or all of several. An office and two hotlines
        have no initials that anybody knows them by.
        """
        return len({len(_said(entry.title).split()) > 1 for entry in self.copy.content.entries if entry.title}) == 1

    def _initials(self, cell: _Cell, box: Rect) -> list[Item]:
        """A disc with the first letters of the first and the last word of a name."""
        words = _said(cell.entry.title).split()
        letters = "".join(word[0] for word in (words[:1] + words[1:][-1:]))
        side = min(box.width, box.height)
        ground = self.brand.colours.badge(self._ground)
        role = self.setter.scale.role("number")
        factor = INITIALS * side / role.size
        style = TextStyle("number", "furniture", "text", None, ground, "center", factor)
        key = f"{self.site.section}.initials.{cell.number}"
        text = self.setter.set((self.setter.plain(letters, style, key),), side)
        disc = Rect(box.x, box.y, side, side)
        middle = Rect(disc.x, disc.y + (side - text.height) / 2, side, text.height)
        return [
            self._disc(disc, self.brand.fill(ground)),
            TextItem(middle, text.paragraphs, text.lines, artifact=True, section=self.site.section),
        ]

    def _label(self, entry: Entry, number: int) -> tuple[TypesetText | None, list[Paragraph]]:
        """The label set by itself, or as paragraphs of the text."""
        if not entry.label:
            return None, []
        made = self._label_texts(entry, number)
        if self._label_apart() is None:
            return None, list(made)
        return self.setter.set(made, self._label_width()), []

    def _numbered(self, texts: list[Paragraph], entry: Entry, number: int) -> list[Paragraph]:
        """The texts of an entry; under its number, as large as numbers are, where that is its mark."""
        if self.mark != "figure" or entry.icon:
            return texts
        style = self._number_style(self._ground_of(number))
        first = self.setter.plain(str(number + 1), style, f"{self.site.section}.step.{number}")
        return [first, *(self._under_number(one) for one in texts[:1]), *texts[1:]]

    def _under_number(self, paragraph: Paragraph) -> Paragraph:
        """The first paragraph of an entry's text, with the space under its number over it."""
        return replace(paragraph, space_before=round(self.measures.badge_under * paragraph.leading, 2))

    def _number_style(self, ground: str) -> TextStyle:
        return TextStyle("number", "number", "accent", None, ground, factor=self.site.factor, name="number")

    def _label_texts(self, entry: Entry, number: int) -> tuple[Paragraph, ...]:
        """The paragraphs of a label: of a date the words before its figure, the figure, and those after it."""
        key, ground = f"{self.copy.key}.{number}.label", self._label_ground(number)
        if self.dates is None:
            fragment = self.component.fragment(key, entry.label, entry.where)
            return tuple(self.setter.paragraphs([fragment], self._label_style(ground)))
        date, (style, figure) = self.dates[number], self._date_styles(ground)
        made: list[Paragraph] = []
        for text, one in ((date.before, style), (date.figure, figure), (date.after, style)):
            if text:
                block = Block("paragraph", (Span(text),), entry.where)
                (paragraph,) = self.setter.paragraphs([Fragment(block, f"{key}.{len(made)}")], one)
                made.append(replace(paragraph, space_before=0.0))
        return tuple(made)

    def _large_dates(self) -> tuple[tuple[Dated, ...] | None, TypeRole]:
        """The dates of the labels, and the largest style in which the figures of all stand in their place; no dates
        where they stand in none.
        """
        labels = [_said(entry.label) for entry in self.copy.content.entries] if self.look.dates else []
        dates = figures_of(labels) if labels else None
        roles = (role for role in DATE_ROLES if dates is not None and self._holds_dates(role, dates))
        role = next(roles, None)
        return (dates, role) if role is not None else (None, DATE_ROLES[-1])

    def _holds_dates(self, role: TypeRole, dates: Sequence[Dated]) -> bool:
        """Whether the figures of dates in a style are no wider than their place."""
        style = replace(self._label_style(self._ground), style=role)
        texts = [self.setter.plain(date.figure, style, "") for date in dates]
        return not self.setter.tears(texts, self.columns.width - 2 * self.look.inset)

    @cached_property
    def _date_width(self) -> float:
        """The width of the widest words of a date, in points."""
        if self.dates is None:
            return 0.0
        style, figure = self._date_styles(self._ground)
        words = [(text, style) for date in self.dates for text in (date.before, date.after) if text]
        every = [*words, *((date.figure, figure) for date in self.dates)]
        texts = [self.setter.plain(text, replace(one, align="left"), "") for text, one in every]
        return max(self.setter.set((text,), ENDLESS).width for text in texts)

    def _title(self, entry: Entry, number: int) -> list[Paragraph]:
        if not entry.title:
            return []
        fragment = self.component.fragment(f"{self.copy.key}.{number}.title", entry.title, entry.where)
        return list(self.setter.paragraphs([fragment], self._title_style(self._ground_of(number))))

    def _body(self, entry: Entry, number: int) -> list[Paragraph]:
        style = self._body_style(self._ground_of(number))
        key, made = f"{self.copy.key}.{number}.text", self.component.fragment
        fragments = [made(f"{key}.{at}", block, entry.where) for at, block in enumerate(entry.text)]
        return list(self.setter.paragraphs(fragments, style))

    def _label_style(self, ground: str) -> TextStyle:
        look, factor = self.look, self.site.factor
        role = look.title if look.block and self.dates is None else look.label_style
        return TextStyle(role, "label", "accent", None, ground, self.region.align, factor, name="label")

    def _date_styles(self, ground: str) -> tuple[TextStyle, TextStyle]:
        """The styles of the words of dates, and of their figures."""
        words = self._label_style(ground)
        words = replace(words, align="center") if self.look.block else words
        colour = "text" if self.look.block else "primary"
        return words, replace(words, style=self.date_role, name="date", colour=colour)

    def _title_style(self, ground: str) -> TextStyle:
        look, site = self.look, self.site
        align, factor = site.region.align, site.factor
        return TextStyle(self.title, "heading3", look.title_colour, None, ground, align, factor, name="title")

    def _body_style(self, ground: str) -> TextStyle:
        return replace(TextStyle.of(self.region, ground), role="body", factor=self.site.factor)

    def _under_title(self, paragraph: Paragraph) -> Paragraph:
        """The first paragraph of an entry's text, with the space under the title over it; on slides, items of a list
        keep the space that their level has.
        """
        if self.setter.medium.fixed_places and paragraph.style != "text":
            return paragraph
        gap = round(self.measures.text_gap * paragraph.leading, 2)
        return replace(paragraph, space_before=gap, style="first" if paragraph.style == "text" else paragraph.style)

    def _levels(self, part: str, number: int) -> tuple[Paragraph, ...]:
        """The looks of an entry's texts: title, text under it, further text and lists, label; of its label alone."""
        ground, on_block = self._ground_of(number), self._label_ground(number)
        words, figures = self._date_styles(on_block)
        labels = self.setter.levels(words if self.dates else self._label_style(on_block))
        dates = self.setter.levels(figures)[:1] if self.dates else ()
        if self.dates:  # the parts of a date stand close under each other
            labels, dates = (tuple(replace(one, space_before=0.0) for one in some) for some in (labels, dates))
        if part == "-label":
            return (*labels[:1], *dates, *labels[1 : 9 - len(dates)])
        title, text = self.setter.levels(self._title_style(ground))[0], self.setter.levels(self._body_style(ground))
        if self.mark == "figure":
            dates = self.setter.levels(self._number_style(ground))[:1]
            title = self._under_number(title)
        return (title, self._under_title(text[0]), *text[:3], labels[0], *dates, *text[5 : 8 - len(dates)])

    @property
    def _ground(self) -> str:
        """The ground that texts stand on."""
        return self.look.panel or self.site.inside

    def _ground_of(self, number: int) -> str:
        """The ground that the texts of an entry stand on."""
        look, entries = self.look, self.copy.content.entries
        if look.panel and look.last and number == len(entries) - 1:
            return look.last
        if look.panel and look.marked and entries[number].marked:
            return look.marked
        return self._ground

    def _label_ground(self, number: int) -> str:
        """The ground that the label of an entry stands on."""
        if self.dates and self.look.block and self._label_apart() is not None:
            return self.look.block
        return self._ground_of(number)

    def _text(self, text: TypesetText, box: Rect, cell: _Cell, part: str = "") -> TextItem:
        slot = f"{self.site.slot}-{cell.number + 1}{part}"
        return TextItem(
            box,
            text.paragraphs,
            text.lines,
            slot=slot,
            section=self.site.section,
            where=cell.entry.where,
            styles=self._levels(part, cell.number),
        )

    def _picture(self, cell: _Cell, box: Rect) -> tuple[ImageItem | ShapeItem, ...]:
        content = cell.picture
        assert content is not None
        shape = content.shape or ("circle" if self.look.picture == "circle" else "rect")
        slot = f"{self.site.slot}-{cell.number + 1}-picture"
        return self.component.pictures.shown(content, box, shape, slot, self.site.section)

    # --- marks

    def _mark(self, cell: _Cell, x: float, y: float) -> list[Item]:
        """A dot on the rail, a numbered disc, or an icon; nothing where entries have no marks."""
        side = self._mark_side
        match self.mark:
            case "dot":
                box = Rect(x, y + self._dot_drop(), side, side)
                return [self._disc(box, self.brand.colours.mark("accent2", self._ground))]
            case "number":
                return self._badge(cell, Rect(x, y, side, side))
            case "icon" | "figure" if cell.entry.icon:
                colour = self.brand.colours.text("accent", self._ground_of(cell.number))
                return [icon_shape(cell.entry.icon, Rect(x, y, side, side), colour, self.site.section)]
            case _:
                return []

    @property
    def _mark_side(self) -> float:
        return (self.measures.dot if self.mark == "dot" else self.measures.badge) * self.title_size

    def _dot_drop(self) -> float:
        """How far a dot stands under the top of its entry."""
        return 0.0

    def _disc(self, box: Rect, colour: Colour) -> ShapeItem:
        return ShapeItem(box, "ellipse", fill=colour, name="dot", section=self.site.section)

    def _badge(self, cell: _Cell, box: Rect) -> list[Item]:
        """A disc with the entry's icon, or its number."""
        side, section = box.width, self.site.section
        ground = self.brand.colours.badge(self._ground)
        if cell.entry.icon:
            colour = self.brand.colours.text("text", ground)
            return [
                self._disc(box, self.brand.fill(ground)),
                icon_shape(cell.entry.icon, on_disc(box), colour, section),
            ]
        style = TextStyle(self.title, "furniture", "text", None, ground, "center", self.site.factor)
        number = self.setter.plain(str(cell.number + 1), style, f"{section}.step.{cell.number}")
        text = self.setter.set((number,), side)
        middle = Rect(box.x, box.y + (side - text.height) / 2, side, text.height)
        # figures have no descenders, so the middle of their line is a little under their own
        lines = tuple(replace(line, baseline=line.baseline - 0.06 * self.title_size) for line in text.lines)
        return [
            self._disc(box, self.brand.fill(ground)),
            TextItem(middle, text.paragraphs, lines, artifact=True, section=section),
        ]

    def _line(self, box: Rect) -> ShapeItem:
        fill = self.brand.colours.rail(self.site.inside)
        return ShapeItem(box, fill=fill, name="rail", section=self.site.section)


class _Rows(_Arrangement):
    """Entries under each other: picture, label, mark and text of each beside one another."""

    def _across(self, count: int) -> int:
        return self.down_columns

    def _in_rows(self, cells: Sequence[_Cell]) -> Iterator[Sequence[_Cell]]:
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
        texts = [len(_said(entry.title)), *(len(block.text) for block in entry.text)]
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

    def _height(self, cell: _Cell) -> float:
        label = cell.label.height if cell.label else 0.0
        rule, inset = self._rule()[2] if self.look.rule else 0.0, 2 * self.look.inset
        on_block = BLOCK_INSET if self.look.block and self.dates else 1.0
        return max(max(cell.text_height, cell.picture_height) + inset, label + on_block * inset) + rule

    def _rule(self) -> tuple[Colour, float, float]:
        colour = self.brand.colours.hairline(self.site.inside)
        return colour, self.measures.row_rule, self.measures.row_rule_gap * self.leading

    def _inside(self, cell: _Cell, inner: Rect) -> list[Item]:
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

    def _beside(self, label: TypesetText, box: Rect, cell: _Cell) -> list[Item]:
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


class _Grid(_Arrangement):
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
        if self.mark == "figure" and not _have_icons(self.copy.content.entries):
            return 0.0
        if self.mark != "none":
            return self.measures.badge * size + self.measures.badge_under * leading
        return 0.0

    def _places(self, row: Sequence[_Cell], top: float, height: float) -> list[Rect]:
        """The boxes of the cells of a row; of panels that are stairs, each higher than the one before it."""
        places = super()._places(row, top, height)
        count = len(row)
        if not self.look.stairs or count < 2 or count < len(self.entries) or not self._is_fixed():
            return places
        spare = min((height - self._height(cell)) / (count - 1 - at) for at, cell in enumerate(row[:-1]))
        rise = min(spare, self.look.stairs * height)
        if rise < LEAST_STAIR * height:
            return places
        lower = [(count - 1 - at) * rise for at in range(count)]
        return [Rect(one.x, one.y + by, one.width, one.height - by) for one, by in zip(places, lower, strict=True)]

    def _height(self, cell: _Cell) -> float:
        text = cell.text_height
        rule = self._rule()[2] if self.look.rule else 0.0
        picture = cell.picture_height
        if picture and text:
            picture += self.measures.picture_gap * self.leading
        # cells keep the height that marks of natural size ask for, so that smaller text gets some air
        return rule + self._mark_height(1.0) + picture + text + 2 * self.look.inset

    def _sunk(self, row: Sequence[_Cell], height: float) -> float:
        if not self.look.panel or not self._is_fixed() or self.region.anchor != "middle" or self.look.stairs:
            return 0.0
        return self.measures.above * max(0.0, height - max(map(self._height, row)))

    def _rule(self) -> tuple[Colour, float, float]:
        weight = self.setter.medium.pick(self.measures.rule)
        return self.brand.colours.mark("accent2", self.site.inside), weight, self.measures.rule_gap * self.leading

    def _inside(self, cell: _Cell, inner: Rect) -> list[Item]:
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


class _Album(_Grid):
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
            height = max(self._height(cell) for cell, _ in cells)
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
        heights = [max(self._height(cell) for cell, _ in self._row_cells(row)) for row in rows]
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
            items += self._items(cell, Rect(box.x, box.y, width, self._height(cell)))
        return tuple(items)

    def _measure(self, entry: Entry) -> float:
        """The least width of what stands under a picture: some words, or all of few."""
        return min(MEASURE * self.size, self._guessed_width(entry))

    def _cell_in(self, at: int, width: float) -> _Cell:
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

    def _row_cells(self, row: Row) -> list[tuple[_Cell, Rect]]:
        """The entries of a row, set as wide as their pictures; and where these stand."""
        cells: list[tuple[_Cell, Rect]] = []
        x = self.site.inner.x
        for at, (wide, width) in enumerate(zip(row.widths, row.places, strict=True)):
            cell = replace(self._cell_in(row.start + at, width), picture_height=row.height, picture_width=wide)
            cells.append((cell, Rect(x, 0.0, width, row.height)))
            x += width + self.setter.grid.gutter
        return cells


_ARRANGEMENTS = {"rows": _Rows, "grid": _Grid, "album": _Album}

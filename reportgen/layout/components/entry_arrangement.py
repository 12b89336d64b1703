"""How entries stand in a place: what rows and grids of them have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from math import ceil
from typing import TYPE_CHECKING, Literal

from reportgen.brand.as_written import LADDER, TypeRole, natural, raised, step_of
from reportgen.content.entries import Entry
from reportgen.content.picture import PictureContent
from reportgen.content.text import Block, Span
from reportgen.errors import FitError
from reportgen.frames import Colour, ImageItem, Item, Paragraph, ShapeItem, TextItem
from reportgen.geometry import Rect
from reportgen.layout.components.component import ENDLESS, Placed, Site
from reportgen.layout.components.entry_dates import Dated, figures_of
from reportgen.layout.components.grid import Columns
from reportgen.layout.components.icons import icon_shape, on_disc
from reportgen.layout.fragments import EntriesCopy, Fragment, Slot
from reportgen.layout.styles import TextStyle
from reportgen.layout.text_setter import TypesetText
from reportgen.structs import Struct, replace
from reportgen.templates import EntriesLook

if TYPE_CHECKING:
    from reportgen.layout.components.entries import EntriesComponent

EMPTY_LIST, FULL_LIST = 0.35, 0.75
"""How full a place counts as with entries of no height, and what each part of its height adds."""

LETTER = 0.5
"""About the width of a letter, in parts of the size of its type."""

INITIALS = 0.4
"""The size of initials in parts of the diameter of their disc."""

ROUND_MOST = 0.45
"""The most that a round picture takes of the height that a row of a slide has."""

INITIALS_MOST = 4.5
"""The most that discs of initials take of a page, in lines of the text under them, where no portrait is among them."""

FIGURE = 7
"""Characters of a title that is an amount, at most."""

WIDE_LABEL = 0.25
"""The part of a column that labels take at most for being whole in it."""

DATE_ROLES: tuple[TypeRole, ...] = (raised("number", 1), "number", "heading1", "heading2")
"""The roles that the figures of dates are set in, the largest that their place holds."""

Mark = Literal["none", "dot", "number", "figure", "icon"]


class EntryCell(Struct, frozen=True):
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


class Arrangement:
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
        self.mark: Mark = "icon" if look.mark == "none" and have_icons(self.copy.content.entries) else look.mark
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
        if self.look.figures and are_figures(entries):
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

    def height_of(self, cell: EntryCell) -> float:
        raise NotImplementedError

    def _rule(self) -> tuple[Colour, float, float]:
        """Colour, weight and the room of the rule over a cell, in points."""
        raise NotImplementedError

    def _inside(self, cell: EntryCell, inner: Rect) -> list[Item]:
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

    def _places(self, row: Sequence[EntryCell], top: float, height: float) -> list[Rect]:
        """The boxes of the cells of a row."""
        return [self.columns.cell(column, top, height) for column in range(len(row))]

    def _in_rows(self, cells: Sequence[EntryCell]) -> Iterator[Sequence[EntryCell]]:
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

    def _row_heights(self, rows: Sequence[Sequence[EntryCell]], gap: float) -> list[float]:
        """The heights of rows; where they are to fill their place, the lower ones are as high as that makes them."""
        heights = [max(self.height_of(cell) for cell in row) for row in rows]
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

    def _sunk(self, row: Sequence[EntryCell], height: float) -> float:
        """How far under the top of their panels what stands in a row begins, beside their inset."""
        return 0.0

    def _items(self, cell: EntryCell, place: Rect, sunk: float = 0.0) -> list[Item]:
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

    def cells(self) -> list[EntryCell]:
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

    def _cell(self, entry: Entry, number: int) -> EntryCell:
        region, site = self.region, self.site
        key = (
            self.copy.key, number, round(self.columns.width, 2), self.component.looks.of(self.look), region.style,
            region.colour, site.inside, site.factor, self.ratio if has_pictures(self.look) else 1.0,
        )  # fmt: skip
        known = self.component.cells.get(key)
        if known is None or known.entry is not entry:
            known = self.component.cells[key] = self._set(entry, number)
        return known

    def _set(self, entry: Entry, number: int) -> EntryCell:
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
        return EntryCell(label, text, entry.picture, tall, entry, number, torn=self._is_torn(ordered, room, label))

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
        return len({len(said(entry.title).split()) > 1 for entry in self.copy.content.entries if entry.title}) == 1

    def _initials(self, cell: EntryCell, box: Rect) -> list[Item]:
        """A disc with the first letters of the first and the last word of a name."""
        words = said(cell.entry.title).split()
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
        labels = [said(entry.label) for entry in self.copy.content.entries] if self.look.dates else []
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

    def _text(self, text: TypesetText, box: Rect, cell: EntryCell, part: str = "") -> TextItem:
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

    def _picture(self, cell: EntryCell, box: Rect) -> tuple[ImageItem | ShapeItem, ...]:
        content = cell.picture
        assert content is not None
        shape = content.shape or ("circle" if self.look.picture == "circle" else "rect")
        slot = f"{self.site.slot}-{cell.number + 1}-picture"
        return self.component.pictures.shown(content, box, shape, slot, self.site.section)

    # --- marks

    def _mark(self, cell: EntryCell, x: float, y: float) -> list[Item]:
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

    def _badge(self, cell: EntryCell, box: Rect) -> list[Item]:
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


def are_figures(entries: Sequence[Entry]) -> bool:
    """Whether the titles of all entries are amounts: a few characters with a digit among them, such as a price."""
    titles = [said(entry.title) for entry in entries]
    return all(len(title) <= FIGURE and any(char.isdigit() for char in title) for title in titles)


def said(spans: Sequence[Span]) -> str:
    """The text of spans."""
    return "".join(span.text for span in spans)


def has_pictures(look: EntriesLook) -> bool:
    """Whether entries of a look may have pictures, whose size makes a difference."""
    return look.picture != "none" or look.arrange == "album"


def have_icons(entries: Sequence[Entry]) -> bool:
    """Whether any of the entries has an icon, so that all of them keep the place of one."""
    return any(entry.icon for entry in entries)

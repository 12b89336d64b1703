"""Entries in a box: rows under each other, or cells side by side; timelines, steps, teams, galleries, agendas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil

from reportgen.content.entries import Entry
from reportgen.content.picture import PictureContent
from reportgen.content.text import Block, Span
from reportgen.errors import FitError
from reportgen.frames import ImageItem, Item, ShapeItem, TextItem
from reportgen.geometry import Rect
from reportgen.layout.components.pictures import Pictures
from reportgen.layout.components.plates import Plates
from reportgen.layout.fragments import EntriesCopy, Fragment
from reportgen.layout.styles import SetText, TextSetter, TextStyle
from reportgen.templates import EntriesLook, Region, Shrink

DOT = 0.55
"""Diameter of a dot on a rail, in the size of the title."""

BADGE = 2.0
"""Diameter of a step's numbered disc, in the size of the title."""

RAIL = 1.0
"""Weight of a rail, in points."""

ROW_GAP = 0.7
"""Space between rows, in the leading of their text."""

HIGH = 0.36
"""Part of the free height that stands over entries in the middle of a place: a little over its optical middle."""

ENDLESS = 1e5
"""Heights above this are no place's, but as much as the page gives."""

LEAST_PICTURE = 0.5
"""How far pictures may shrink so that the entries fit, in their natural height."""


@dataclass(frozen=True, slots=True)
class Laid:
    """Entries as laid: items, the height used (points), what goes on elsewhere, cost, and steps taken."""

    items: tuple[Item, ...]
    height: float
    rest: EntriesCopy | None
    cost: float = 0.0
    steps: tuple[str, ...] = ()
    fill: float = 1.0


@dataclass(frozen=True, slots=True)
class _Cell:
    """An entry's texts, set: under each other in one item, or the label apart."""

    label: SetText | None
    text: SetText | None
    picture: PictureContent | None
    picture_height: float
    entry: Entry
    number: int
    torn: bool = False
    """Whether a word is wider than the cell, so that it is broken."""

    @property
    def text_height(self) -> float:
        return self.text.height if self.text else 0.0


class Entries:
    """Places entries for one publication."""

    def __init__(self, setter: TextSetter, pictures: Pictures) -> None:
        self.setter = setter
        self.plates = Plates(setter.brand, pictures)
        self._cells: dict[tuple[object, ...], _Cell] = {}

    def place(
        self, copy: EntriesCopy, box: Rect, region: Region, ground: str, section: int, *, may_continue: bool
    ) -> Laid:
        """The entries, or as many as the box holds; smaller first where the region lets text shrink.

        Raises:
            FitError: an entry does not fit, or entries are left over that may not go on elsewhere.
        """
        look = region.entries or EntriesLook()
        ground = region.panel or ground
        entries = copy.content.entries[copy.start :]
        goes_on = may_continue and "continue" in region.fit
        across, _ = self._beside(box, region, look, len(entries))
        fewer = region.model_copy(update={"across": (across + 1) // 2})
        may_widen = across > 1  # fewer beside each other are wider, and so lower
        if may_widen and any(cell.torn for cell in self._row_cells(copy, entries, box, region, look, ground, 1.0, 1.0)):
            return self.place(copy, box, fewer, ground, section, may_continue=may_continue)
        last: Laid | None = None
        for factor, ratio, tried in self._tries(region):
            laid = self._lay(copy, entries, box, region, look, ground, section, factor, ratio)
            shrunk = (f"shrink to {factor:g}",) if factor < 1 else ()
            laid = replace(laid, cost=8 * (1 - factor) + 2 * (1 - ratio), steps=shrunk)
            if laid.rest is None:
                return laid
            if last is None or not last.items:  # as large as can be, so that some of them stand here
                even = self._even(copy, laid, len(entries), across)
                if even is not None:
                    some = self._lay(copy, entries[:even], box, region, look, ground, section, factor, ratio)
                    laid = replace(laid, items=some.items, height=some.height, fill=some.fill)
                    laid = replace(laid, rest=replace(copy, start=copy.start + even, region=region))
                last = replace(laid, steps=(*shrunk, "continue"))
            if tried or (copy.start and last.items):  # the parts of one list are of one size
                break
        assert last is not None
        if goes_on and last.items:
            return last
        if may_widen:
            return self.place(copy, box, fewer, ground, section, may_continue=may_continue)
        raise FitError(
            f'"{region.slots[0]}" has {len(entries)} entries, its place holds fewer', entries[0].where,
            "shorten their texts, or leave some out",
        )  # fmt: skip

    def _tries(self, region: Region) -> Iterator[tuple[float, float, bool]]:
        """Factors of text and of pictures, natural first, and whether there are no more."""
        floor = min((step.shrink for step in region.fit if isinstance(step, Shrink)), default=1.0)
        floor = max(floor, self.setter.least_factor(TextStyle(region.style)))
        pictured = 0.8, 0.65, LEAST_PICTURE
        steps = [(1.0, 1.0), *((1.0, ratio) for ratio in pictured)]
        factor = 0.95
        while factor >= floor - 0.001:
            steps.append((factor, LEAST_PICTURE))
            factor = round(factor - 0.05, 2)
        for number, (size, ratio) in enumerate(steps):
            yield size, ratio, number == len(steps) - 1

    def _lay(
        self,
        copy: EntriesCopy,
        entries: tuple[Entry, ...],
        box: Rect,
        region: Region,
        look: EntriesLook,
        ground: str,
        section: int,
        factor: float,
        ratio: float,
    ) -> Laid:
        rows = look.arrange == "rows"
        across, wide = self._beside(box, region, look, len(entries))
        gutter = self.setter.grid.gutter
        inset = region.inset
        inner = Rect(box.x + inset, box.y + inset, box.width - 2 * inset, box.height - 2 * inset)
        cells = self._row_cells(copy, entries, box, region, look, ground, factor, ratio)
        leading = self._leading(region, factor)
        gap = ROW_GAP * leading if rows else max(gutter, ROW_GAP * leading)
        items: list[Item] = []
        y = inner.y
        placed = 0
        tops: list[float] = []
        for start in range(0, len(cells), across):
            row = cells[start : start + across]
            height = max(self._height(cell, look, leading) for cell in row)
            if look.stretch and box.height < ENDLESS:
                count = -(-len(cells) // across)
                height = max(height, (inner.height - gap * (count - 1)) / count)
            top = y + (gap if start else 0.0)
            if top + height > inner.bottom + 0.01:
                break
            for column, cell in enumerate(row):
                place = Rect(inner.x + column * (wide + gutter), top, wide, height)
                items += self._items(cell, place, region, look, ground, section, factor)
            if not rows and look.mark in ("dot", "number") and len(row) > 1:
                items[:0] = [self._rail(inner.x, top, wide, gutter, len(row), look, region, ground, section, factor)]
            tops.append(top)
            y = top + height
            placed = start + len(row)
        if rows and look.mark == "dot" and len(tops) > 1:
            items[:0] = [self._upright(inner, tops, region, look, ground, section, factor)]
        drop = 0.0
        if placed == len(entries) and region.anchor == "middle" and box.height < ENDLESS:
            drop = HIGH * max(0.0, inner.bottom - y)
            items = [replace(item, box=item.box.moved(0.0, drop)) for item in items]
        used = y + drop - inner.y + 2 * inset
        rest = None
        if placed < len(entries):
            rest = replace(copy, start=copy.start + placed, region=region)
        if not placed:
            return Laid((), 0.0, rest)
        if region.panel:
            panel = Rect(box.x, box.y, box.width, used)
            colours = self.setter.brand.colours
            line = colours.outline(region.panel, "paper")
            drawn = ShapeItem(
                panel, "rect", colours.fill(region.panel), line, 0.75 * bool(line), name="panel", section=section
            )
            items.insert(0, drawn)
        fill = min(1.0, 0.35 + 0.75 * used / box.height) if box.height else 1.0
        return Laid(tuple(items), used, rest, fill=fill)

    def _even(self, copy: EntriesCopy, laid: Laid, count: int, across: int) -> int | None:
        """How many of `count` entries stand on a slide, so that the slides that they take are evenly full.

        None on pages, which have each a room of its own, and where they are even as they are.
        """
        if self.setter.kind != "deck" or laid.rest is None or not laid.items:
            return None
        placed = laid.rest.start - copy.start
        even = ceil(ceil(count / ceil(count / placed)) / across) * across
        return even if even < placed else None

    def _beside(self, box: Rect, region: Region, look: EntriesLook, count: int) -> tuple[int, float]:
        """How many of so many entries stand beside each other, and how wide each is."""
        across = 1 if look.arrange == "rows" else min(region.across, count)
        return across, (box.width - 2 * region.inset - self.setter.grid.gutter * (across - 1)) / across

    def _row_cells(
        self,
        copy: EntriesCopy,
        entries: tuple[Entry, ...],
        box: Rect,
        region: Region,
        look: EntriesLook,
        ground: str,
        factor: float,
        ratio: float,
    ) -> list[_Cell]:
        """The entries, set in the width that they have beside each other."""
        _, wide = self._beside(box, region, look, len(entries))
        return [
            self._known(copy, entry, copy.start + number, wide, region, look, ground, factor, ratio)
            for number, entry in enumerate(entries)
        ]

    # --- one entry

    def _leading(self, region: Region, factor: float) -> float:
        return self.setter.size(self.setter.scale.role(region.style), factor)[1]

    def _title_size(self, look: EntriesLook, factor: float) -> tuple[float, float]:
        return self.setter.size(self.setter.scale.role(look.title), factor)

    def _known(
        self,
        copy: EntriesCopy,
        entry: Entry,
        number: int,
        width: float,
        region: Region,
        look: EntriesLook,
        ground: str,
        factor: float,
        ratio: float,
    ) -> _Cell:
        """A cell, set once for each width and size: the search for pages asks many times."""
        key = (copy.key, number, round(width, 2), id(look), region.style, region.colour, ground, factor, ratio)
        known = self._cells.get(key)
        if known is None or known.entry is not entry:
            known = self._cells[key] = self._cell(copy, entry, number, width, region, look, ground, factor, ratio)
        return known

    def _cell(
        self,
        copy: EntriesCopy,
        entry: Entry,
        number: int,
        width: float,
        region: Region,
        look: EntriesLook,
        ground: str,
        factor: float,
        ratio: float,
    ) -> _Cell:
        inside = look.panel or ground
        inner = width - 2 * look.inset
        key = f"{copy.key}.{number}"
        label = None
        leads = []
        if entry.label:
            text_style = TextStyle(look.label_style, "label", "accent", None, inside, factor=factor)
            fragment = Fragment(Block("paragraph", entry.label, entry.where), f"{key}.label")
            made = self.setter.paragraphs([fragment], text_style)
            if look.arrange == "rows" and look.label:
                label = self.setter.set(made, self._label_width(inner, look))
                inner -= self._label_width(inner, look) + self._gap(look, factor)
            else:
                leads = list(made)
        if look.arrange == "rows" and look.mark != "none" and label is None:
            inner -= self._gap(look, factor)
        if look.arrange == "rows" and look.picture != "none" and entry.picture:
            inner -= self._picture_width(look, width) + self.setter.grid.gutter
        text_style = TextStyle(look.title, "heading3", look.title_colour, None, inside, region.align, factor)
        title = Fragment(Block("paragraph", entry.title, entry.where), f"{key}.title")
        titles = list(self.setter.paragraphs([title], text_style)) if entry.title else []
        text_style = TextStyle(region.style, "body", region.colour, region.lead, inside, region.align, factor)
        texts = [Fragment(block, f"{key}.text.{at}") for at, block in enumerate(entry.text)]
        body = list(self.setter.paragraphs(texts, text_style))
        if body and titles:
            body[0] = replace(body[0], space_before=round(0.15 * body[0].leading, 2))
        ordered = [*titles, *leads, *body] if look.label_after else [*leads, *titles, *body]
        text = self.setter.set(ordered, inner) if ordered else None
        if (text and text.overfull) or (label and label.overfull):
            raise FitError("a word of an entry is wider than its place", entry.where, "break it with a space")
        tall = (
            self._picture_width(look, width) * look.ratio * ratio if entry.picture and look.picture != "none" else 0.0
        )
        words = self.setter.typesetter.least_width
        torn = any(words(one, self.setter.profile) > inner + 0.01 for one in ordered)
        return _Cell(label, text, entry.picture, tall, entry, number, torn)

    def _label_width(self, width: float, look: EntriesLook) -> float:
        return look.label * width

    def _gap(self, look: EntriesLook, factor: float) -> float:
        """Between label and text of a row, with room for a rail's dot or a number."""
        size = self._title_size(look, factor)[0]
        marks = {"dot": 2.4 * size, "number": (BADGE + 0.8) * size}
        return marks.get(look.mark, self.setter.grid.gutter * 0.8)

    def _into_gap(self, cell: _Cell, look: EntriesLook, factor: float) -> float:
        """How far into the gap a mark stands: away from the label, or at the very left where there is none."""
        return 0.4 * self._title_size(look, factor)[0] if cell.label is not None else 0.0

    def _picture_width(self, look: EntriesLook, width: float) -> float:
        return width * look.picture_width

    def _mark_height(self, look: EntriesLook, factor: float) -> float:
        """What a mark takes over the text of a cell in a grid."""
        size, leading = self._title_size(look, factor)
        if look.arrange == "rows":
            return 0.0
        return {"dot": DOT * size + 0.6 * leading, "number": BADGE * size + 0.5 * leading}.get(look.mark, 0.0)

    def _height(self, cell: _Cell, look: EntriesLook, leading: float) -> float:
        text = cell.text_height
        if look.arrange == "rows":
            label = cell.label.height if cell.label else 0.0
            rule = 0.5 * leading if look.rule else 0.0
            return max(text, label, cell.picture_height) + rule + 2 * look.inset
        rule = 0.8 * leading if look.rule else 0.0
        mark = self._mark_height(look, 1.0)
        picture = cell.picture_height + 0.6 * leading if cell.picture_height else 0.0
        if not text and picture:
            picture = cell.picture_height
        return rule + mark + picture + text + 2 * look.inset

    def _items(
        self, cell: _Cell, place: Rect, region: Region, look: EntriesLook, ground: str, section: int, factor: float
    ) -> list[Item]:
        brand = self.setter.brand
        leading = self._leading(region, factor)
        items: list[Item] = []
        if look.panel:
            line = brand.colours.outline(look.panel, ground)
            fill = brand.fill(look.panel)
            items.append(ShapeItem(place, "rect", fill, line, 0.75 * bool(line), name="panel", section=section))
        y = place.y
        if look.rule:
            grid = look.arrange == "grid"
            weight = (2.0 if self.setter.kind == "newsletter" else 3.0) if grid else 0.75
            fill = brand.colours.mark("accent2", ground) if grid else brand.colours.hairline(ground)
            items.append(ShapeItem(Rect(place.x, y, place.width, weight), fill=fill, name="rule", section=section))
            y += (0.8 if grid else 0.5) * leading
        inner = Rect(place.x + look.inset, y + look.inset, place.width - 2 * look.inset, place.bottom - y - look.inset)
        if look.arrange == "rows":
            return items + self._row(cell, inner, region, look, ground, section, factor)
        y = inner.y
        if look.mark in ("dot", "number"):
            items += self._mark(cell, inner.x, y, look, look.panel or ground, section, factor)
            y += self._mark_height(look, factor)
        if cell.picture is not None and cell.picture_height:
            wide = self._picture_width(look, inner.width)
            items += self._picture(cell, Rect(inner.x, y, wide, cell.picture_height), region, look, section)
            y += cell.picture_height + 0.6 * leading
        if cell.text is not None:
            items.append(self._text(cell.text, inner.x, y, inner.width, region, cell, section))
        return items

    def _row(
        self, cell: _Cell, inner: Rect, region: Region, look: EntriesLook, ground: str, section: int, factor: float
    ) -> list[Item]:
        items: list[Item] = []
        x = inner.x
        if cell.picture is not None and cell.picture_height:
            wide = self._picture_width(look, inner.width)
            items += self._picture(cell, Rect(x, inner.y, wide, cell.picture_height), region, look, section)
            x += wide + self.setter.grid.gutter
        if cell.label is not None:
            width = self._label_width(inner.width, look)
            drop = 0.0
            if cell.text is not None:
                drop = max(0.0, cell.text.lines[0].baseline - cell.label.lines[0].baseline)
            items.append(self._text(cell.label, x, inner.y + drop, width, region, cell, section, "label"))
            x += width
        if cell.label is not None or look.mark != "none":
            gap = self._gap(look, factor)
            if look.mark in ("dot", "number"):
                items += self._mark(
                    cell, x + self._into_gap(cell, look, factor), inner.y, look, ground, section, factor
                )
            x += gap
        if cell.text is not None:
            items.append(self._text(cell.text, x, inner.y, inner.right - x, region, cell, section))
        return items

    def _text(
        self, text: SetText, x: float, y: float, width: float, region: Region, cell: _Cell, section: int, part: str = ""
    ) -> TextItem:
        slot = f"{region.slots[0]}-{cell.number + 1}" + (f"-{part}" if part else "")
        box = Rect(x, y, width, text.height)
        return TextItem(box, text.paragraphs, text.lines, slot=slot, section=section, where=cell.entry.where)

    def _picture(
        self, cell: _Cell, box: Rect, region: Region, look: EntriesLook, section: int
    ) -> tuple[ImageItem | ShapeItem, ...]:
        content = cell.picture
        assert content is not None
        shape = content.shape or ("circle" if look.picture == "circle" else "rect")
        slot = f"{region.slots[0]}-{cell.number + 1}-picture"
        return self.plates.place(content, box, shape, slot, section)

    # --- marks

    def _mark(
        self, cell: _Cell, x: float, y: float, look: EntriesLook, ground: str, section: int, factor: float
    ) -> list[Item]:
        """A dot on the rail, or a numbered disc."""
        brand = self.setter.brand
        size, leading = self._title_size(look, factor)
        if look.mark == "dot":
            side = DOT * size
            drop = (leading - 0.62 * size) - side / 2 + 0.05 * size if look.arrange == "rows" else 0.0
            box = Rect(x, y + drop, side, side)
            return [ShapeItem(box, "ellipse", fill=brand.colours.mark("accent2", ground), name="dot", section=section)]
        side = BADGE * size
        box = Rect(x, y, side, side)
        badge = brand.colours.badge(ground)
        disc = ShapeItem(box, "ellipse", fill=brand.fill(badge), name="dot", section=section)
        text_style = TextStyle(look.title, "furniture", "text", None, badge, "center", factor)
        paragraph = self.setter.plain(str(cell.number + 1), text_style, f"furniture.step{section}.{cell.number}")
        text = self.setter.set((paragraph,), side)
        middle = Rect(box.x, box.y + (side - text.height) / 2, side, text.height)
        lines = tuple(replace(line, baseline=line.baseline - 0.06 * size) for line in text.lines)
        return [disc, TextItem(middle, text.paragraphs, lines, artifact=True, section=section)]

    def _rail(
        self,
        x: float,
        y: float,
        wide: float,
        gutter: float,
        count: int,
        look: EntriesLook,
        region: Region,
        ground: str,
        section: int,
        factor: float,
    ) -> ShapeItem:
        """The line that the marks of a row of cells stand on, from the first to the end of the last."""
        size = self._title_size(look, factor)[0]
        side = (DOT if look.mark == "dot" else BADGE) * size
        drop = 0.8 * self._leading(region, factor) if look.rule else 0.0
        end = count * wide + (count - 1) * gutter if look.mark == "dot" else (count - 1) * (wide + gutter)
        top = y + drop + look.inset + side / 2 - RAIL / 2
        return self._line(Rect(x + look.inset, top, end - 2 * look.inset * (look.mark == "dot"), RAIL), ground, section)

    def _upright(
        self,
        inner: Rect,
        tops: list[float],
        region: Region,
        look: EntriesLook,
        ground: str,
        section: int,
        factor: float,
    ) -> ShapeItem:
        """The line that the dots of rows stand on."""
        size, leading = self._title_size(look, factor)
        x = inner.x + look.inset + self._label_width(inner.width - 2 * look.inset, look) + 0.4 * size + DOT * size / 2
        drop = leading - 0.57 * size + look.inset + (0.5 * self._leading(region, factor) if look.rule else 0.0)
        return self._line(Rect(x - RAIL / 2, tops[0] + drop, RAIL, tops[-1] - tops[0]), ground, section)

    def _line(self, box: Rect, ground: str, section: int) -> ShapeItem:
        brand = self.setter.brand
        fill = brand.colours.rail(ground)
        return ShapeItem(box, fill=fill, name="rail", section=section)


def numbered(entry: Entry, number: str) -> Entry:
    """An entry of contents with the number of its page or slide as label."""
    return replace(entry, label=(Span(number),))

"""A section set on a page template: a module of some height, with a picture as its valve, that may break."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from reportgen.content.chart import ChartContent
from reportgen.content.picture import PictureContent
from reportgen.content.stats import StatsContent
from reportgen.document import LoadedSection
from reportgen.errors import FitError
from reportgen.frames import Item, ShapeItem, TextItem
from reportgen.frames.makeup import SlotFit
from reportgen.geometry import Rect
from reportgen.incremental.cache import LayoutCache
from reportgen.layout.columns import Columns, Poured
from reportgen.layout.components.regions import ENDLESS, PICTURED, Placer, taken
from reportgen.layout.fit import Fitted, fit
from reportgen.layout.fragments import Copy, EntriesCopy, Fragment, Going, Slot, Slots, TableCopy, referred
from reportgen.layout.obstacles import DROPPED, InsetMaker
from reportgen.layout.styles import LEAST, SetText, TextStyle, up_to
from reportgen.templates import Cell, Continuation, PageTemplate, Region, Rule, Side, Split

BALANCED = ("title", "subtitle", "heading1", "heading2", "heading3", "quote")
"""Roles whose lines are balanced in print."""

DATELINE = "dateline"
"""A cover's slot for issue and date, which come from the document; a template may leave it out."""

FOOT = "source"
"""The slot of footnotes and sources."""

PULL = "pull"
"""The slot of a quotation out of the text."""

RETREAT = 4
"""Baselines that a column gives up so that no widow begins the next page."""

GIVE = 0.06
"""How much wider an editor may make a column of print: what unkerned text needs."""


class Later:
    """Items that are made when they are asked for: of most modules, the search asks for the height alone.

    What they are made of is checked before: making them fails no more.
    """

    __slots__ = ("_items", "_make")

    def __init__(self, make: Callable[[], Sequence[Item]]) -> None:
        self._make: Callable[[], Sequence[Item]] | None = make
        self._items: Sequence[Item] = ()

    @property
    def items(self) -> Sequence[Item]:
        """The items, the same ones each time."""
        if self._make is not None:
            self._items = self._make()
            self._make = None
        return self._items


@dataclass(frozen=True, slots=True)
class Module:
    """A laid module: items from its own top left corner, its height, and the copy that did not fit the room.

    `slack` is what a picture took of the extra height asked for.
    """

    parts: tuple[Item | Later, ...]
    height: float
    rest: Mapping[str, Slot]
    slack: float = 0.0
    template: str = ""
    cost: float = 0.0
    fits: tuple[SlotFit, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """All items, from the module's top left corner."""
        return tuple(item for part in self.parts for item in (part.items if isinstance(part, Later) else (part,)))


@dataclass
class _Laying:
    """The running state of one stack."""

    items: list[Item | Later]
    y: float
    rest: dict[str, Slot]
    slack: float = 0.0
    cost: float = 0.0
    placed: bool = False
    flush: bool = False
    """Whether what was placed last runs to the module's edge."""
    fits: list[SlotFit] = field(default_factory=list)
    noted: tuple[Fragment, ...] = ()
    """Footnotes that the part here refers to, of a text that goes on elsewhere."""


def moved(item: Item, dx: float, dy: float) -> Item:
    """The same item elsewhere."""
    return replace(item, box=item.box.moved(dx, dy))


def _moved(part: Item | Later, dx: float, dy: float) -> Item | Later:
    if isinstance(part, Later):
        return Later(lambda: [moved(item, dx, dy) for item in part.items])
    return moved(part, dx, dy)


class ModuleMaker:
    """Lays sections on page templates."""

    def __init__(self, placer: Placer, cache: LayoutCache, continuation: Continuation) -> None:
        self.placer = placer
        self.cache = cache
        self.places = continuation
        self.apart = {FOOT: continuation.source, PULL: continuation.pull}
        """The places of texts that do not run on with the others where a story goes on over the page: of notes and
        sources, and of quotations."""
        self.setter = placer.setter
        self.grid = placer.setter.grid
        self._fitted: dict[tuple[object, ...], tuple[Region, list[Copy], Fitted]] = {}
        """What was fitted, with the region and the copy (held, so that their identities are not given to others)."""

    def goes_on(self, template: PageTemplate, slots: Slots) -> bool:
        """Whether any of the section's content may go on over the page from this template."""
        return any("continue" in region.fit and taken(region, slots) for region in regions_of(template))

    def lay(
        self,
        name: str,
        template: PageTemplate,
        section: LoadedSection,
        slots: Slots,
        span: int,
        *,
        extra: float = 0.0,
        room: float = ENDLESS,
        mirrored: bool = False,
    ) -> Module:
        """The module at `span` columns: `extra` points go to its picture, text is cut at `room` where it may be.

        A band that runs to the sheet's edges is `mirrored` where the page's margins are changed over.

        Raises:
            FitError: content does not fit, and may not go on elsewhere.
        """
        if not any(isinstance(slot, PICTURED) for slot in slots.values()):
            extra = 0.0  # only pictures and charts take extra height
        key = ("lay", name, span, round(extra, 2), round(room, 2), mirrored, slots.get(DATELINE))
        return self.cache.remember(
            section,
            key,
            self.placer.pictures,
            lambda: self._lay(name, template, section, slots, span, extra, room, mirrored),
            (name, span, extra, room, mirrored),
        )

    def _lay(
        self,
        name: str,
        template: PageTemplate,
        section: LoadedSection,
        slots: Slots,
        span: int,
        extra: float,
        room: float,
        mirrored: bool,
    ) -> Module:
        sheet = self.grid.sheet
        margins = self.grid.margins
        inset, right = (margins.right, margins.left) if mirrored else (margins.left, margins.right)
        if not template.bleed:
            inset = right = template.padding if template.ground != "paper" else 0.0
        whole = sheet.width if template.bleed else self.grid.width(span)
        width = whole - inset - right
        if template.side is not None:
            width = self._left(template.side.columns[0], mirrored) - self.grid.gutter - inset
        below = 0.0
        for _ in range(2):
            state = _Laying([], template.padding, {})
            stack = _Stack(self, section, slots, template.ground, span)
            stack.lay(template.stack, state, inset, width, extra, room - below)
            height = state.y + (0.0 if state.flush else template.padding)
            if template.bleed != "bottom":
                height = self._on_grid(height)
            if state.rest or height <= room + 0.01:
                break
            below = height - room  # what stands under the text finds no room: so the text goes on
        items = state.items
        if template.side is not None:
            left = self._left(template.side.columns[0], mirrored)
            height, items = self._beside(template.side, template.ground, left, section, slots, state, height, extra)
        if template.bleed or template.ground != "paper":
            box = Rect(0.0, 0.0, whole, height)
            items = [self.placer.panel(template.ground, box, section.index), *items]
        return Module(tuple(items), height, state.rest, state.slack, name, state.cost, tuple(state.fits))

    def _left(self, column: int, mirrored: bool) -> float:
        margins = self.grid.margins
        return self.grid.left(column) + (margins.right - margins.left if mirrored else 0.0)

    def _beside(
        self,
        side: Side,
        ground: str,
        left: float,
        section: LoadedSection,
        slots: Slots,
        state: _Laying,
        height: float,
        extra: float,
    ) -> tuple[float, list[Item | Later]]:
        """The picture beside the text of a band, and the text in the middle of the height that it gives."""
        least, natural, most = (max(self._on_grid(value), height) for value in side.height)
        tall = min(max(natural + extra, least), most)
        state.slack = tall - natural
        content = slots[taken(side.picture, slots)[0]]
        box = Rect(left, 0.0, self.grid.sheet.width - left, tall)
        assert isinstance(content, PictureContent)  # `suits` keeps charts off the edge
        pictures = self.placer.picture(content, box, side.picture, ground, section.index)
        drop = (tall - height) / 2
        return tall, [*(_moved(part, 0.0, drop) for part in state.items), *pictures]

    def continuation(self, section: LoadedSection, copy: Slots, columns: int, room: float) -> Module:
        """What is left of a broken section, in balanced columns across the page."""
        key = ("continuation", tuple(copy.items()), columns, round(room, 2))
        return self.cache.remember(
            section, key, self.placer.pictures, lambda: self._continuation(section, copy, columns, room)
        )

    def _continuation(self, section: LoadedSection, copy: Slots, columns: int, room: float) -> Module:
        below = 0.0
        for _ in range(2):
            state = _Laying([], 0.0, {})
            stack = _Stack(self, section, copy, "paper", self.grid.columns)
            stack.go_on(copy, columns, state, self.grid.width(self.grid.columns), room, below)
            if set(state.rest) != {FOOT} or not stack.foot or len(copy) == 1:
                break
            below = stack.height_at_foot(copy[FOOT])  # no page has notes alone: so the text goes on
        return Module(tuple(state.items), self._on_grid(state.y), state.rest, 0.0, "")

    def fitted(self, node: Region, copies: list[Copy], ground: str, width: float) -> Fitted:
        """Text that stays in one piece, set once for all the heights in which its module is laid.

        Raises:
            FitError: it does not fit.
        """
        key = (id(node), *map(id, copies), ground, width)
        known = self._fitted.get(key)
        if known is None:
            made = fit(self.setter, node, copies, ground, width, ENDLESS, may_continue=False)
            known = self._fitted[key] = (node, copies, made)
        return known[2]

    def _on_grid(self, y: float) -> float:
        return up_to(y, self.grid.baseline)

    def on_grid(self, y: float) -> float:
        """`y` down to the next line of the baseline grid."""
        return self._on_grid(y)


_Filled = tuple[list[Poured], tuple[Fragment, ...]]
"""Text in boxes, and what is left over."""


class _Stack:
    """Lays the nodes of one section under each other."""

    def __init__(self, maker: ModuleMaker, section: LoadedSection, slots: Slots, ground: str, span: int) -> None:
        self.maker = maker
        self.placer = maker.placer
        self.setter = maker.setter
        self.section = section
        self.slots = slots
        self.ground = ground
        self.span = span
        self.foot: tuple[Region, float] | None = None
        """Where footnotes stand, and how wide it is."""

    def lay(
        self,
        nodes: list[Region | Rule | Split],
        state: _Laying,
        x: float,
        width: float,
        extra: float,
        room: float,
    ) -> None:
        foot = next((node for node in nodes if isinstance(node, Region) and FOOT in node.slots), None)
        self.foot = (foot, width) if foot is not None else None
        for node in nodes:
            if state.rest:
                self._keep(node, state, x, width)
                continue
            match node:
                case Rule():
                    self._space(state, node.space)
                    length = width if node.length is None else min(node.length, width)
                    fill = self.setter.brand.fill(node.rule)
                    box = Rect(x, state.y, length, node.weight)
                    state.items.append(ShapeItem(box, fill=fill, name="rule", section=self.section.index))
                    state.y += node.weight
                    state.placed = True
                case Split():
                    self._split(node, state, x, extra, room)
                case Region():
                    self._region(node, state, x, width, extra, room)

    def _keep(self, node: Region | Rule | Split, state: _Laying, x: float, width: float) -> None:
        """A node after the cut: its copy goes on elsewhere, but for the notes of what stands here; what cannot goes
        nowhere, which is an error.
        """
        for region in _regions([node]):
            for name in taken(region, self.slots):
                if not isinstance(self.slots[name], Going):
                    raise FitError(
                        f'"{name}" does not fit under the text that goes on', self.section.where, "place it earlier"
                    )
                if name == FOOT and state.noted:
                    self._notes(region, state, x, width)
                else:
                    state.rest[name] = self.slots[name]

    def _notes(self, node: Region, state: _Laying, x: float, width: float) -> None:
        """The notes of a part at its foot; the others, and the sources, go on elsewhere."""
        copy = self.slots[FOOT]
        assert isinstance(copy, Copy)
        left = tuple(fragment for fragment in copy.fragments if fragment not in state.noted)
        if left:
            state.rest[FOOT] = Copy(left)
        inner = width - 2 * node.inset
        text = self.setter.styled(state.noted, TextStyle.of(node, node.panel or self.ground), inner)
        self._space(state, node.space)
        self._text(text, node, state, x, inner)

    def _space(self, state: _Laying, space: float) -> None:
        if state.placed:
            state.y += space

    def _region(self, node: Region, state: _Laying, x: float, width: float, extra: float, room: float) -> None:
        names = taken(node, self.slots)
        if not names:
            return
        self._space(state, node.space)
        if node.snap:
            state.y = self.maker.on_grid(state.y)
        if node.kind in ("picture", "chart"):
            self._picture(node, names, state, x, width, extra, room)
        elif node.kind in ("table", "entries"):
            self._table(node, names, state, x, width, room)
        elif node.kind == "text" and "continue" in node.fit:
            try:
                self.flow(node, names, state, x, width, room)
            except FitError:
                if room >= ENDLESS or not state.placed:
                    raise
                self._keep(node, state, x, width)  # what stands above leaves it no room: all of it goes on
        else:
            self._fixed(node, names, state, x, width)
        state.flush = node.bleed
        state.placed = True

    def _table(self, node: Region, names: list[str], state: _Laying, x: float, width: float, room: float) -> None:
        """A table, or as many of its rows as the room holds."""
        pitch = self.setter.grid.baseline
        room = (room + 0.01) // pitch * pitch  # the module's foot goes down to the grid
        box = Rect(x, state.y, width, room - state.y)
        placed = self.placer.place(node, self.slots, box, self.ground, self.section.index)
        state.items.extend(placed.items)
        state.y += placed.height
        state.cost += placed.cost
        state.rest.update(placed.rest)

    def go_on(self, copy: Slots, columns: int, state: _Laying, width: float, room: float, below: float) -> None:
        """What is left of a broken section: its tables, and its texts between them, in their order; texts leave `below`
        to what stands under them.
        """
        places, apart = self.maker.places, self.maker.apart
        names = [name for name in copy if name != FOOT]
        if FOOT in copy:
            self.foot = (places.source, width)
            names.append(FOOT)
        while names:
            if state.rest:
                state.rest.update({name: copy[name] for name in names if name != FOOT})
                if FOOT in names:
                    self._keep(places.source, state, 0.0, width)
                return
            running = list(takewhile(lambda name: isinstance(copy[name], Copy) and name not in apart, names))
            first = names[0]
            slot = copy[first]
            if running:
                region = places.text.model_copy(update={"slots": running, "columns": columns})
                self.flow(region, running, state, 0.0, width, room - below)
            elif first in apart:
                self._space(state, apart[first].space)
                self.flow(apart[first], [first], state, 0.0, width, room)
            elif isinstance(slot, StatsContent):
                self._numbers(copy, first, state, width, room)
            else:
                self._table(_place_of(first, slot, places), [first], state, 0.0, width, room)
            names = names[max(1, len(running)) :]
            state.placed = True

    def _numbers(self, copy: Slots, name: str, state: _Laying, width: float, room: float) -> None:
        """Numbers where a section goes on, or still later where the room does not hold them."""
        region = self.maker.places.stats.model_copy(update={"slots": [name]})
        space = region.space if state.placed else 0.0
        box = Rect(0.0, state.y + space, width, ENDLESS)
        content = self.placer.place(region, copy, box, self.ground, self.section.index)
        if state.placed and box.y + content.height > room + 0.01:
            state.rest[name] = copy[name]
            return
        state.items.extend(content.items)
        state.y = box.y + content.height
        state.placed = True

    def _picture(
        self, node: Region, names: list[str], state: _Laying, x: float, width: float, extra: float, room: float
    ) -> None:
        content = self.slots[names[0]]
        if isinstance(content, ChartContent):
            self._chart(content, node, state, x, width, extra)
            return
        if isinstance(content, TableCopy):
            self._table(self.placer.table_in_picture.place(node, "newsletter"), names, state, x, width, room)
            return
        assert isinstance(content, PictureContent)
        least, natural, most = node.height or (width * 0.5,) * 3
        height = min(max(natural + extra, least), most)
        state.slack += height - natural
        box = Rect(x, state.y, width, height)
        if node.bleed:
            box = Rect(0.0, 0.0 if not state.placed else state.y, self.setter.grid.sheet.width, height)
            state.flush = True
        items = self.placer.picture(content, box, node, self.ground, self.section.index)
        state.items.extend(items)
        state.y = items[0].box.bottom
        self._caption(content, node, state, x, width)

    def _chart(self, content: ChartContent, node: Region, state: _Laying, x: float, width: float, extra: float) -> None:
        """A chart, at the height that its bars or its width ask for and the page's slack allows."""
        charts, ground, section = self.placer.charts, self.ground, self.section.index
        least, natural, most = charts.heights(content, width, node, section)
        try:
            charts.check(content, Rect(0.0, 0.0, width, least), node, ground, section)
        except FitError:  # it cannot give way
            least = natural
            charts.check(content, Rect(0.0, 0.0, width, least), node, ground, section)
        height = min(max(natural + extra, least), most)
        state.slack += height - natural
        box = Rect(x, state.y, width, height)
        state.items.append(Later(lambda: charts.place(content, box, node, ground, section)))
        state.y = box.bottom

    def _caption(self, content: PictureContent, node: Region, state: _Laying, x: float, width: float) -> None:
        done = self.placer.caption(content, node, self.ground, self.section.index, width)
        if done is None:
            return
        state.y += 3.5
        box = Rect(x, state.y, width, done.height)
        section = self.section.index
        state.items.append(
            Later(lambda: [TextItem(box, done.paragraphs, done.lines, section=section, where=content.where)])
        )
        state.y += done.height

    def _fixed(self, node: Region, names: list[str], state: _Laying, x: float, width: float) -> None:
        """Text, numbers or cards that stay in one piece."""
        box = Rect(x, state.y, width, ENDLESS)
        if node.kind == "stats":
            content = self.placer.place(node, self.slots, box, self.ground, self.section.index)
            state.items.extend(content.items)
            state.y += content.height
            return
        copies = [slot for name in names if isinstance(slot := self.slots[name], Copy)]
        inner = width - 2 * node.inset
        fitted = self.maker.fitted(node, copies, node.panel or self.ground, inner)
        state.cost += fitted.cost
        state.fits.append(fitted.report(names[0]))
        self._text(fitted.text, node, state, x, inner)

    def _text(self, text: SetText, node: Region, state: _Laying, x: float, width: float) -> None:
        box = Rect(x + node.inset, state.y + node.inset, width, text.height)
        if node.panel:
            whole = Rect(x, state.y, width + 2 * node.inset, text.height + 2 * node.inset)
            state.items.append(self.placer.panel(node.panel, whole, self.section.index))
        state.items.append(Later(lambda: [self._text_item(text, node, box)]))
        state.y = box.bottom + node.inset

    def _text_item(self, text: SetText, node: Region, box: Rect) -> TextItem:
        give = self._give(box.width)
        if text.count > 1 and node.role in BALANCED and node.align == "left":
            # an editor breaks greedily: a box as wide as the balanced lines makes it break where they do
            give = min(box.width - text.width, 0.12 * text.width)
            box = Rect(box.x, box.y, text.width + 0.5, box.height)
        return self.placer.text_item(text, box, node, self.section.index, give)

    def _give(self, width: float) -> float:
        return min(GIVE * width, self.setter.grid.gutter * 0.7)

    def flow(self, node: Region, names: list[str], state: _Laying, x: float, width: float, room: float) -> None:
        """Text in balanced columns, round what stands in them; what the room does not hold is left over."""
        text_style = self.setter.running(TextStyle.of(node, node.panel or self.ground))
        if text_style.pitch:
            state.y = self.maker.on_grid(state.y)
        columns = Columns(self.setter, width, node.columns, self.setter.grid.gutter)
        left: dict[str, tuple[Fragment, ...]] = {}
        fragments: tuple[Fragment, ...] = ()
        for name in names:
            copy = self.slots[name]
            assert isinstance(copy, Copy)
            fragments += copy.fragments
            left[name] = copy.fragments
        space = room - state.y
        insets = InsetMaker(self.placer, self.section, self.slots, self.ground)
        items, obstacles = insets.place(
            node.around, columns, self.setter.height(fragments, text_style, columns.width), space
        )
        before: list[Item] = []
        if node.drop_cap and len(fragments[0].block.text) > DROPPED:
            initial, obstacle, fragments = insets.drop_cap(fragments, text_style, node.drop_cap)
            before.append(initial)
            obstacles.append(obstacle)

        def pour(height: float) -> _Filled:
            return columns.balanced(fragments, text_style, height, obstacles)

        poured, rest = filled = self._poured(pour, space, text_style)
        if rest and self._noted(poured, names):
            (poured, rest), state.noted = self._poured_over_notes(pour, space, text_style, names, filled)
        if obstacles and not poured:
            raise FitError(f'"{names[0]}" finds no room beside what it goes round', self.section.where, "shorten it")
        if not poured:
            rest = fragments
        tallest = max((obstacle.box.bottom for obstacle in obstacles), default=0.0)
        count = 0
        texts: list[Item | Later] = []
        for part in poured:
            done = self.setter.styled(part.fragments, text_style, part.box.width)
            if done.overfull:
                raise FitError(
                    f'a word of "{names[0]}" is wider than its column',
                    part.fragments[0].block.where,
                    "break it with a space",
                )
            box = Rect(x + part.box.x, state.y + part.box.y, part.box.width, done.height)
            give = self._give(columns.width) if abs(part.box.width - columns.width) < 0.01 else 0.0
            texts.append(self._flowed(done, node, box, give))
            tallest = max(tallest, part.box.y + done.height)
            count += done.count
        state.items += [moved(item, x, state.y) for item in before]
        state.items += texts
        state.items += [moved(item, x, state.y) for item in items]
        state.y += tallest
        state.fits.append(SlotFit(names[0], count, steps=("continue",) if rest else (), where=fragments[0].block.where))
        if rest:
            keys = {fragment.key for fragment in rest}
            for name, copy_passages in left.items():
                if any(fragment.key in keys for fragment in copy_passages):
                    own = {fragment.key for fragment in copy_passages}
                    state.rest[name] = Copy(tuple(fragment for fragment in rest if fragment.key in own))

    def _flowed(self, text: SetText, node: Region, box: Rect, give: float) -> Later:
        return Later(lambda: [self.placer.text_item(text, box, node, self.section.index, give)])

    def _poured(self, pour: Callable[[float], _Filled], space: float, text_style: TextStyle) -> _Filled:
        """Text in columns no higher than `space`, so that what is left begins with no widow."""
        filled = pour(space)
        for _ in range(RETREAT):
            if not self._leaves_widow(filled[1], text_style):
                break
            space -= self.setter.grid.baseline
            filled = pour(space)
        return filled

    def _poured_over_notes(
        self, pour: Callable[[float], _Filled], space: float, text_style: TextStyle, names: list[str], most: _Filled
    ) -> tuple[_Filled, tuple[Fragment, ...]]:
        """As much text as stands in `space` with the notes that it refers to under it; and these.

        `most` is the text that stands there without any. Where the notes of the first lines take all of it, they stand
        at the end of the story.
        """
        pitch = self.setter.grid.baseline

        def lines_over(noted: tuple[Fragment, ...]) -> int:
            return int((space - (self._height_of(noted) if noted else 0.0) + 0.01) // pitch)

        best: tuple[_Filled, tuple[Fragment, ...]] | None = None
        low, high = 0, int((space + 0.01) // pitch)
        tried = lines_over(self._noted(most[0], names))  # there is surely room for so many: less text has no more notes
        while low < high:
            middle = tried if low < tried <= high else (low + high + 1) // 2
            tried = 0
            filled = self._poured(pour, middle * pitch, text_style)
            noted = self._noted(filled[0], names)
            room = lines_over(noted)
            if middle <= room:
                low, high = middle, min(high, room)
                best = (filled, noted)
            else:
                high = middle - 1
        return best if best and best[0][0] else (most, ())

    def _noted(self, poured: Sequence[Poured], names: list[str]) -> tuple[Fragment, ...]:
        """The notes that poured text refers to."""
        copy = self.slots.get(FOOT)
        if self.foot is None or FOOT in names or not isinstance(copy, Copy):
            return ()
        numbers = {number for part in poured for number in referred(part.fragments)}
        return tuple(one for one in copy.fragments if one.block.kind == "note" and one.block.ordinal in numbers)

    def height_at_foot(self, copy: Slot) -> float:
        """The height that all notes and sources take, with the space over them."""
        return self._height_of(copy.fragments) if isinstance(copy, Copy) else 0.0

    def _height_of(self, notes: tuple[Fragment, ...]) -> float:
        """The height that notes take at the foot of a part, with the space over them."""
        assert self.foot is not None
        node, width = self.foot
        text_style = TextStyle.of(node, node.panel or self.ground)
        height = self.setter.height(notes, text_style, width - 2 * node.inset) + 2 * node.inset
        return up_to(node.space + height, self.setter.grid.baseline)

    def _leaves_widow(self, rest: tuple[Fragment, ...], text_style: TextStyle) -> bool:
        """Whether what goes on over the page begins with the last line of a paragraph, in the columns that it gets."""
        if not rest or not rest[0].continued:
            return False
        grid = self.setter.grid
        width = (grid.width(grid.columns) - grid.gutter) / 2
        return self.setter.styled(rest[:1], text_style, width).count < LEAST

    def _split(self, node: Split, state: _Laying, x: float, extra: float, room: float) -> None:
        self._space(state, node.space)
        top = self.maker.on_grid(state.y)
        grid = self.setter.grid
        tallest = top
        panels: list[tuple[int, Cell, float, float]] = []
        column = 0
        filled = False
        for cell in node.split:
            left = x + column * (grid.width(1) + grid.gutter)
            width = grid.width(cell.span)
            column += cell.span
            inner = _Laying([], top + cell.inset, {})
            stack = _Stack(self.maker, self.section, self.slots, cell.panel or self.ground, cell.span)
            limit = room - cell.inset
            stack.lay(cell.stack, inner, left + cell.inset, width - 2 * cell.inset, extra, limit)
            if not inner.items:
                continue
            filled = True
            panels.append((len(state.items), cell, left, width))
            state.items.extend(inner.items)
            state.rest.update(inner.rest)
            state.slack = max(state.slack, inner.slack)
            state.cost += inner.cost
            state.fits += inner.fits
            tallest = max(tallest, inner.y + cell.inset)
        for index, cell, left, width in reversed(panels):
            if cell.panel:
                box = Rect(left, top, width, tallest - top)
                state.items.insert(index, self.placer.panel(cell.panel, box, self.section.index))
        if filled:
            state.y = tallest
            state.placed = True


def _place_of(name: str, slot: Slot, places: Continuation) -> Region:
    """The place of a table or of entries that go on over the page; entries keep the place that they began in."""
    if isinstance(slot, EntriesCopy) and slot.region is not None:
        return slot.region
    if isinstance(slot, TableCopy):
        return places.table.model_copy(update={"slots": [name], "columns": slot.columns})
    return places.entries.model_copy(update={"slots": [name]})


def suits(template: PageTemplate, slots: Slots) -> bool:
    """Whether the template takes all of a section's content, and has what it requires."""
    regions = regions_of(template)
    side = template.side.picture.slots if template.side else []
    if any(isinstance(slots.get(name), ChartContent | TableCopy) for name in side):
        return False  # that picture runs to the edge of the sheet, which is nothing for a chart or a table
    return not unshown(template, slots) and all(taken(region, slots) for region in regions if region.required)


def unshown(template: PageTemplate, slots: Slots) -> tuple[str, ...]:
    """The slots of a section that the template has no place for."""
    takes = {slot for region in regions_of(template) for slot in taken(region, slots)}
    return tuple(slot for slot in slots if slot not in takes and slot != DATELINE)


def regions_of(template: PageTemplate) -> list[Region]:
    """Every place for content that a page template has, in its order."""
    return _regions(template.stack) + ([template.side.picture] if template.side else [])


def _regions(nodes: list[Region | Rule | Split]) -> list[Region]:
    found: list[Region] = []
    for node in nodes:
        match node:
            case Region():
                found.append(node)
                found += [inset.region for inset in node.around]
            case Split():
                for cell in node.split:
                    found += _regions(cell.stack)
            case Rule():
                pass
    return found

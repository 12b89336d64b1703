"""A stack: regions, rules and splits of a page template under each other, with the content of one section."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from reportgen.errors import FitError
from reportgen.frames import ShapeItem, TextItem
from reportgen.frames.layout_decisions import SlotFit
from reportgen.geometry import Rect
from reportgen.incremental.layout_cache import LayoutKey, Same
from reportgen.layout.components.component import ENDLESS, Component, Placed, Site
from reportgen.layout.components.placer import Placer, taken
from reportgen.layout.components.registry import is_carried, is_elastic
from reportgen.layout.fragments import BODY, PICTURE, Copy, Fragment, Slot, between_paragraphs
from reportgen.layout.pages.footnotes import FOOT, FootnotePlace
from reportgen.layout.pages.lazy_items import DeferredItems, Part, moved_part
from reportgen.layout.pages.node_order import in_reading_order
from reportgen.layout.pages.running_text import PlacedText, RunningText, column_give
from reportgen.layout.pages.stack_content import StackContent
from reportgen.layout.pages.template_fit import regions_in
from reportgen.layout.styles import TextStyle
from reportgen.layout.text_setter import TypesetText, up_to
from reportgen.structs import replace
from reportgen.templates import Cell, Region, Rule, Split

BALANCED = ("title", "subtitle", "heading1", "heading2", "heading3", "quote")
"""Roles whose lines are balanced in print."""

TAG = 2.2
"""How much wider the sides of a tag are than what is over and under its text."""

THREAD = 0.5
"""The weight of the hairline that goes on from a rule, in points."""

BALANCED_GIVE = 0.12
"""How much wider an editor may make a box of balanced lines, in parts of the widest line."""


class WholeTextKey(LayoutKey, frozen=True):
    """The inputs of a running text that is not cut, besides its section: its region, its ground, its width (points) and
    the texts themselves.
    """

    region: Same
    ground: str
    width: float
    copies: tuple[Same, ...]


class StackSpace(NamedTuple):
    """The space of a stack, in points from the module's top left corner.

    `extra` is the height that pictures and charts take over their natural one. Text is cut at the height `room` where
    it may go on over the page.
    """

    x: float
    width: float
    extra: float = 0.0
    room: float = ENDLESS


class Stack:
    """Lays nodes under each other; what has been laid is read from its attributes."""

    def __init__(self, content: StackContent, ground: str, space: StackSpace, top: float = 0.0) -> None:
        self.content = content
        self.section = content.section
        self.slots = content.slots
        self.placer = content.placer
        self.setter = content.placer.setter
        self.ground = ground
        self.space = space
        self.y = top
        """Where the next node stands: the foot of what has been laid."""
        self.parts: list[Part] = []
        self.rest: dict[str, Slot] = {}
        """What did not fit the room, by slot."""
        self.slack = 0.0
        """What pictures took of the extra height; less than 0 where they gave up some of their own."""
        self.give = 0.0
        """What rows may give up of their height."""
        self.air = 0.0
        """What rows may take of more height."""
        self.elastic = False
        """Whether something in it takes what height it is given."""
        self.cost = 0.0
        self.placed = False
        """Whether anything has been laid: what comes first has no space above it."""
        self.flush = False
        """Whether what was laid last runs to the module's edge."""
        self.fits: list[SlotFit] = []
        self.footnotes: FootnotePlace | None = None
        self._to_stretch = 0
        """Pictures and charts that have not been laid yet."""
        self.noted: tuple[Fragment, ...] = ()
        """Footnotes that text in this stack refers to, where the text goes on elsewhere."""

    def lay(self, nodes: Sequence[Region | Rule | Split]) -> None:
        """Lay the nodes in their order.

        Raises:
            FitError: content does not fit, and may not go on elsewhere.
        """
        foot = next((node for node in nodes if isinstance(node, Region) and FOOT in node.slots), None)
        if foot is not None:
            self.set_footnotes(foot)
        ordered = in_reading_order(nodes, self.slots)
        self._to_stretch = sum(map(self._stretches, ordered))
        for node in ordered:
            if self.rest:
                self.carry_over(node)
                continue
            match node:
                case Rule():
                    self._rule(node)
                case Split():
                    self._split(node)
                case Region():
                    self._region(node)

    def set_footnotes(self, region: Region) -> None:
        """Say in which region the section's footnotes stand."""
        notes = self.slots.get(FOOT)
        if isinstance(notes, Copy):
            self.footnotes = FootnotePlace(self.setter, region, self.ground, self.space.width, notes.fragments)

    def carry_over(self, node: Region | Rule | Split) -> None:
        """Leave a node that comes after the cut to the next page, but for the footnotes of what stands here.

        Raises:
            FitError: the node has content that may not go on elsewhere.
        """
        for region in regions_in([node]):
            for name in taken(region, self.slots):
                if not (is_carried(self.slots[name]) or (name.startswith(PICTURE) and self.figure_goes_on)):
                    raise FitError(
                        f'"{name}" does not fit under the text that goes on', self.section.where, "place it earlier"
                    )
                if name == FOOT and (notes := self._notes_here()):
                    self._place_notes(region, notes)
                else:
                    self.rest[name] = self.slots[name]

    @property
    def figure_goes_on(self) -> bool:
        """Whether the figure may stand on a later page than the one where its section begins: it follows text."""
        body = self.slots.get(BODY)
        return bool(between_paragraphs(self.slots)) or (isinstance(body, Copy) and body.figure == "last")

    def _notes_here(self) -> tuple[Fragment, ...]:
        """The notes that the text here refers to."""
        return self.noted or (self.footnotes.referred_to(()) if self.footnotes is not None else ())

    def _place_notes(self, region: Region, notes: tuple[Fragment, ...]) -> None:
        """Place the notes that the text here refers to; the others, and the sources, go on elsewhere."""
        copy = self.slots[FOOT]
        assert isinstance(copy, Copy)
        left = tuple(fragment for fragment in copy.fragments if fragment not in notes)
        if left:
            self.rest[FOOT] = Copy(left)
        measure = self.space.width - 2 * region.inset
        text = self.setter.styled(notes, TextStyle.of(region, region.stands_on(self.ground)), measure)
        self.leave_space(region.space)
        self._text(text, region, measure)

    def leave_space(self, space: float) -> None:
        """Leave space above what comes next, unless it comes first."""
        if self.placed:
            self.y += space

    def _move_to_grid(self) -> None:
        self.y = up_to(self.y, self.setter.grid.baseline)

    # --- nodes

    def _rule(self, node: Rule) -> None:
        self.leave_space(node.space)
        width = self.space.width
        length = width if node.length is None else min(node.length, width)
        colours = self.setter.brand.colours
        if node.thread:
            line, thin = Rect(self.space.x, self.y, width, THREAD), colours.hairline(self.ground)
            self.parts.append(ShapeItem(line, fill=thin, name="rule", section=self.section.index))
        fill = colours.rule(node.rule, self.ground)
        box = Rect(self.space.x, self.y, length, node.weight)
        self.parts.append(ShapeItem(box, fill=fill, name="rule", section=self.section.index))
        self.y += node.weight
        self.placed = True

    def _region(self, node: Region) -> None:
        found = self.placer.settled(node, self.slots, Rect(0.0, 0.0, 0.0, 0.0), self.ground, self.section.index)
        if found is None:
            for inset in node.around:  # Without the text that goes round it, it stands by itself.
                self._region(inset.region)
            return
        component, site = found
        self.leave_space(node.space)
        if node.snap:
            self._move_to_grid()
        site = site.at(Rect(self.space.x, self.y, self.space.width, ENDLESS))
        match component.stacked:
            case "elastic":
                self._elastic(component, site)
            case "parts":
                self._rows(component, site)
            case "text":
                self._running(site) if site.goes_on else self._fixed(site)
            case "whole":
                self._whole(component, site)
        self.flush = node.bleed
        self.placed = True

    def _split(self, node: Split) -> None:
        """Lay stacks side by side, on panels of one height."""
        self.leave_space(node.space)
        top = up_to(self.y, self.setter.grid.baseline)
        laid = self._cells(node, top)
        for _, _, inner in laid:
            self.rest.update(inner.rest)
        # A table that is higher than a page is only measured, and has no parts.
        filled = [one for one in laid if one[2].parts or one[2].y > top + one[0].inset]
        if not filled:
            return
        tallest = max(inner.y + cell.inset for cell, _, inner in filled)
        for cell, left, inner in filled:
            if cell.panel:
                box = Rect(left, top, self.setter.grid.width(cell.span), tallest - top)
                self.parts.append(self.placer.panel(cell.panel, box, self.section.index))
            self.parts += inner.parts
            self.slack = max(self.slack, inner.slack)
            self.cost += inner.cost
            self.fits += inner.fits
            self.elastic = self.elastic or inner.elastic
        self.y = tallest
        self.placed = True

    def _cells(self, node: Split, top: float) -> list[tuple[Cell, float, Stack]]:
        """The cells of a split, laid, with their left edges: a picture beside text ends level with it if it can."""
        laid = [(cell, left, self._cell(cell, left, top, 0.0)) for cell, left in self._lefts(node)]
        texts = [inner.y + cell.inset for cell, _, inner in laid if inner.parts and not inner.elastic]
        return [
            (cell, left, self._cell(cell, left, top, max(texts) - inner.y - cell.inset if texts else self.space.extra))
            if inner.elastic
            else (cell, left, inner)
            for cell, left, inner in laid
        ]

    def _lefts(self, node: Split) -> list[tuple[Cell, float]]:
        """The cells of a split with their left edges."""
        grid, column = self.setter.grid, 0
        found: list[tuple[Cell, float]] = []
        for cell in node.split:
            found.append((cell, self.space.x + column * (grid.width(1) + grid.gutter)))
            column += cell.span
        return found

    def _cell(self, cell: Cell, left: float, top: float, extra: float) -> Stack:
        width = self.setter.grid.width(cell.span) - 2 * cell.inset
        space = StackSpace(left + cell.inset, width, extra, self.space.room - cell.inset)
        inner = Stack(self.content, cell.panel or self.ground, space, top + cell.inset)
        inner.lay(cell.stack)
        return inner

    # --- regions

    def lay_rows(self, region: Region) -> None:
        """Lay a table or entries, or as many of their rows as the room holds."""
        box = Rect(self.space.x, self.y, self.space.width, ENDLESS)
        found = self.placer.settled(region, self.slots, box, self.ground, self.section.index)
        if found is not None:
            self._rows(*found)

    def _rows(self, component: Component, site: Site) -> None:
        pitch = self.setter.grid.baseline
        room = (self.space.room + 0.01) // pitch * pitch  # The module's foot goes down to the grid.
        box = Rect(site.box.x, self.y, site.box.width, room - self.y)
        try:
            placed = component.place(replace(site.at(box), spread=0.0 if self.elastic else self.space.extra))
        except FitError:
            if self.space.room >= ENDLESS or not (self.placed and self.figure_goes_on):
                raise
            self.rest.update(site.contents)  # What stands above leaves it no room, so all of it goes on.
            return
        self.give += placed.give
        self.air += placed.air
        self._add(placed, self.y)

    def _add(self, placed: Placed, top: float) -> None:
        """Add what a component has placed at `top`."""
        self.parts.extend(placed.items)
        self.y = top + placed.height
        self.cost += placed.cost
        self.fits += placed.fits
        self.rest.update(placed.rest)

    def _running(self, site: Site) -> None:
        """Lay text that may go on over the page."""
        try:
            self.run_text(site.region, list(site.contents), self.space.room)
        except FitError:
            if self.space.room >= ENDLESS or not self.placed:
                raise
            self.carry_over(site.region)  # What stands above leaves it no room, so all of it goes on.

    def run_text(self, region: Region, names: Sequence[str], room: float) -> None:
        """Lay running text in balanced columns, round what stands in them; what the room does not hold is left over.

        Raises:
            FitError: a word is wider than its column, or nothing finds room beside an obstacle.
        """
        text = RunningText(self.content, self.ground, region, names, self.footnotes)
        if text.on_grid:
            self._move_to_grid()
        placed = self._placed(text, room)
        self.parts += placed.parts
        self.y += placed.height
        self.noted = placed.noted
        if self.footnotes is not None and not placed.rest:
            texts = (slot for name in names if isinstance(slot := self.slots[name], Copy))
            above = (*self.footnotes.above, *(fragment for copy in texts for fragment in copy.fragments))
            self.footnotes = replace(self.footnotes, above=above)
        self.fits.append(placed.fit)
        self.rest.update(placed.rest)

    def _placed(self, text: RunningText, room: float) -> PlacedText:
        """Running text in its place, as much of it as the room holds."""
        x, y, width = self.space.x, self.y, self.space.width
        if room < ENDLESS or self.footnotes is not None:
            return text.place(Rect(x, y, width, room - y))
        whole = self._whole_text(text)
        return replace(whole, parts=[moved_part(part, x, y) for part in whole.parts])

    def _whole_text(self, text: RunningText) -> PlacedText:
        """All of a running text from the corner of its place: it is poured once for all the heights that pictures over
        it and beside it are tried in.
        """
        width = self.space.width
        copies = tuple(Same(copy) for copy in text.copies.values())
        key = WholeTextKey(Same(text.region), self.ground, width, copies)
        make = partial(text.place, Rect(0.0, 0.0, width, ENDLESS))
        return self.content.texts.cache.remember(self.section, key, self.placer.pictures, make)

    def _elastic(self, component: Component, site: Site) -> None:
        """Lay a picture or a chart as high as the page's free space lets it be."""
        heights = component.measure(site)
        # Several of them share what there is, so that none takes what another has taken already.
        height = heights.nearest(heights.natural + (self.space.extra - self.slack) / max(1, self._to_stretch))
        self._to_stretch -= 1
        if self.placed and self.figure_goes_on and self.y + height > self.space.room + 0.01:
            height = self.space.room - self.y
            if height < heights.least - 0.01:
                self.rest.update(site.contents)
                return
        self.elastic = True
        self.slack += height - heights.natural
        self.cost += heights.cost
        x, width = self.space.x, self.space.width
        site = site.at(Rect(x, self.y, width, height))
        if site.region.bleed and not component.keeps_margins:
            box = Rect(0.0, self.y if self.placed else 0.0, self.setter.grid.sheet.width, height)
            site = replace(site, box=box, texts=(x, width))
        if component.fills:
            self.parts.append(DeferredItems(lambda: component.place(site).items))
            self.y = site.box.bottom
        else:
            self._add(component.place(site), site.box.y)

    def _stretches(self, node: Region | Rule | Split) -> bool:
        """Whether a node is a place for a picture or a chart that the section has."""
        return isinstance(node, Region) and any(is_elastic(self.slots[name]) for name in taken(node, self.slots))

    def _whole(self, component: Component, site: Site) -> None:
        """Lay what stays in one piece and is as high as it is."""
        self._add(component.place(site), self.y)

    def _fixed(self, site: Site) -> None:
        """Lay text that stays in one piece."""
        fitted = self.content.texts.fitted(site)
        self.cost += fitted.cost
        self.fits.append(fitted.report(site.name))
        self._text(fitted.text, site.region, site.inner.width)

    def _text(self, text: TypesetText, region: Region, measure: float) -> None:
        """Lay set text, on the region's panel where it has one."""
        x = self.space.x
        side = (TAG if region.hug else 1) * region.inset
        box = Rect(x + side, self.y + region.inset, measure, text.height)
        if region.panel:
            width = text.width + 0.5 if region.hug else measure
            whole = Rect(x, self.y, width + 2 * side, text.height + 2 * region.inset)
            self.parts.append(self.placer.panel(region.panel, whole, self.section.index))
        self.parts.append(DeferredItems(partial(_text_items, self.placer, text, region, box, self.section.index)))
        self.y = box.bottom + region.inset


def _text_items(placer: Placer, text: TypesetText, region: Region, box: Rect, section: int) -> list[TextItem]:
    """The item of a text in its box. It knows nothing of the stack, which holds it: a ring of the two would stay in
    memory until Python looks for rings.
    """
    give = column_give(box.width, placer.setter.grid.gutter)
    if text.count > 1 and region.role in BALANCED and region.align == "left":
        # An editor breaks greedily: a box only as wide as the balanced lines makes it break where they do.
        give = min(box.width - text.width, BALANCED_GIVE * text.width)
        box = Rect(box.x, box.y, text.width + 0.5, box.height)
    return [placer.text_item(text, box, region, section, give)]

"""A stack: regions, rules and splits of a page template under each other, with the content of one section."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reportgen.content.chart import ChartContent
from reportgen.content.picture import PictureContent
from reportgen.errors import FitError
from reportgen.frames import ShapeItem, TextItem
from reportgen.frames.makeup import SlotFit
from reportgen.geometry import Rect
from reportgen.layout.components.regions import ENDLESS, taken
from reportgen.layout.fragments import Copy, Fragment, Going, Slot, TableCopy
from reportgen.layout.pages.deferred import DeferredItems, Part
from reportgen.layout.pages.footnotes import FOOT, FootnotePlace
from reportgen.layout.pages.regions import regions_in
from reportgen.layout.pages.running_text import RunningText, column_give
from reportgen.layout.pages.stack_content import StackContent
from reportgen.layout.styles import SetText, TextStyle, up_to
from reportgen.templates import Cell, Region, Rule, Split

BALANCED = ("title", "subtitle", "heading1", "heading2", "heading3", "quote")
"""Roles whose lines are balanced in print."""

BALANCED_GIVE = 0.12
"""How much wider an editor may make a box of balanced lines, in parts of the widest line."""


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
        self.cost = 0.0
        self.placed = False
        """Whether anything has been laid: what comes first has no space above it."""
        self.flush = False
        """Whether what was laid last runs to the module's edge."""
        self.fits: list[SlotFit] = []
        self.footnotes: FootnotePlace | None = None
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
        for node in nodes:
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
                if not isinstance(self.slots[name], Going):
                    raise FitError(
                        f'"{name}" does not fit under the text that goes on', self.section.where, "place it earlier"
                    )
                if name == FOOT and self.noted:
                    self._place_notes(region)
                else:
                    self.rest[name] = self.slots[name]

    def _place_notes(self, region: Region) -> None:
        """Place the notes that the text here refers to; the others, and the sources, go on elsewhere."""
        copy = self.slots[FOOT]
        assert isinstance(copy, Copy)
        left = tuple(fragment for fragment in copy.fragments if fragment not in self.noted)
        if left:
            self.rest[FOOT] = Copy(left)
        measure = self.space.width - 2 * region.inset
        text = self.setter.styled(self.noted, TextStyle.of(region, region.panel or self.ground), measure)
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
        fill = self.setter.brand.colours.rule(node.rule, self.ground)
        box = Rect(self.space.x, self.y, length, node.weight)
        self.parts.append(ShapeItem(box, fill=fill, name="rule", section=self.section.index))
        self.y += node.weight
        self.placed = True

    def _region(self, node: Region) -> None:
        names = taken(node, self.slots)
        if not names:
            return
        self.leave_space(node.space)
        if node.snap:
            self._move_to_grid()
        if node.kind in ("picture", "chart"):
            self._picture(node, names)
        elif node.kind in ("table", "entries"):
            self.lay_rows(node)
        elif node.kind == "text" and "continue" in node.fit:
            try:
                self.run_text(node, names, self.space.room)
            except FitError:
                if self.space.room >= ENDLESS or not self.placed:
                    raise
                self.carry_over(node)  # What stands above leaves it no room, so all of it goes on.
        else:
            self._fixed(node, names)
        self.flush = node.bleed
        self.placed = True

    def _split(self, node: Split) -> None:
        """Lay stacks side by side, on panels of one height."""
        self.leave_space(node.space)
        top = up_to(self.y, self.setter.grid.baseline)
        grid = self.setter.grid
        tallest = top
        panels: list[tuple[int, Cell, float, float]] = []
        column = 0
        for cell in node.split:
            left = self.space.x + column * (grid.width(1) + grid.gutter)
            width = grid.width(cell.span)
            column += cell.span
            space = StackSpace(
                left + cell.inset, width - 2 * cell.inset, self.space.extra, self.space.room - cell.inset
            )
            inner = Stack(self.content, cell.panel or self.ground, space, top + cell.inset)
            inner.lay(cell.stack)
            if not inner.parts:
                continue
            panels.append((len(self.parts), cell, left, width))
            self.parts.extend(inner.parts)
            self.rest.update(inner.rest)
            self.slack = max(self.slack, inner.slack)
            self.cost += inner.cost
            self.fits += inner.fits
            tallest = max(tallest, inner.y + cell.inset)
        # Backwards, so that a panel that is put under its own cell does not move the places of the cells before.
        for index, cell, left, width in reversed(panels):
            if cell.panel:
                box = Rect(left, top, width, tallest - top)
                self.parts.insert(index, self.placer.panel(cell.panel, box, self.section.index))
        if panels:
            self.y = tallest
            self.placed = True

    # --- regions

    def lay_rows(self, region: Region) -> None:
        """Lay a table or entries, or as many of their rows as the room holds."""
        pitch = self.setter.grid.baseline
        room = (self.space.room + 0.01) // pitch * pitch  # The module's foot goes down to the grid.
        box = Rect(self.space.x, self.y, self.space.width, room - self.y)
        placed = self.placer.place(region, self.slots, box, self.ground, self.section.index)
        self.parts.extend(placed.items)
        self.y += placed.height
        self.cost += placed.cost
        self.rest.update(placed.rest)

    def run_text(self, region: Region, names: Sequence[str], room: float) -> None:
        """Lay running text in balanced columns, round what stands in them; what the room does not hold is left over.

        Raises:
            FitError: a word is wider than its column, or nothing finds room beside an obstacle.
        """
        text = RunningText(self.content, self.ground, region, names, self.footnotes)
        if text.on_grid:
            self._move_to_grid()
        placed = text.place(Rect(self.space.x, self.y, self.space.width, room - self.y))
        self.parts += placed.parts
        self.y += placed.height
        self.noted = placed.noted
        self.fits.append(placed.fit)
        self.rest.update(placed.rest)

    def _picture(self, region: Region, names: Sequence[str]) -> None:
        content = self.slots[names[0]]
        if isinstance(content, ChartContent):
            self._chart(content, region)
            return
        if isinstance(content, TableCopy):
            self.lay_rows(self.placer.table_in_picture.place(region, self.setter.medium.kind))
            return
        assert isinstance(content, PictureContent)
        least, natural, most = region.height or (self.space.width * 0.5,) * 3
        height = min(max(natural + self.space.extra, least), most)
        self.slack += height - natural
        box = Rect(self.space.x, self.y, self.space.width, height)
        if region.bleed:
            box = Rect(0.0, 0.0 if not self.placed else self.y, self.setter.grid.sheet.width, height)
        items = self.placer.picture(content, box, region, self.ground, self.section.index)
        self.parts.extend(items)
        self.y = items[0].box.bottom
        self._caption(content, region)

    def _chart(self, content: ChartContent, region: Region) -> None:
        """Lay a chart as high as its bars or its width ask for and the page's slack allows."""
        charts, ground, section = self.placer.charts, self.ground, self.section.index
        width = self.space.width
        least, natural, most = charts.heights(content, width, region, section)
        try:
            charts.check(content, Rect(0.0, 0.0, width, least), region, ground, section)
        except FitError:  # The chart's labels need its natural height, so it cannot give way.
            least = natural
            charts.check(content, Rect(0.0, 0.0, width, least), region, ground, section)
        height = min(max(natural + self.space.extra, least), most)
        self.slack += height - natural
        box = Rect(self.space.x, self.y, width, height)
        self.parts.append(DeferredItems(lambda: charts.place(content, box, region, ground, section)))
        self.y = box.bottom

    def _caption(self, content: PictureContent, region: Region) -> None:
        text = self.placer.caption(content, region, self.ground, self.section.index, self.space.width)
        if text is None:
            return
        self.y += self.setter.brand.look.flow.caption_gap
        box = Rect(self.space.x, self.y, self.space.width, text.height)
        section = self.section.index
        self.parts.append(
            DeferredItems(lambda: [TextItem(box, text.paragraphs, text.lines, section=section, where=content.where)])
        )
        self.y += text.height

    def _fixed(self, region: Region, names: Sequence[str]) -> None:
        """Lay text or numbers that stay in one piece."""
        if region.kind == "stats":
            box = Rect(self.space.x, self.y, self.space.width, ENDLESS)
            placed = self.placer.place(region, self.slots, box, self.ground, self.section.index)
            self.parts.extend(placed.items)
            self.y += placed.height
            return
        copies = [slot for name in names if isinstance(slot := self.slots[name], Copy)]
        measure = self.space.width - 2 * region.inset
        fitted = self.content.texts.fitted(region, copies, region.panel or self.ground, measure)
        self.cost += fitted.cost
        self.fits.append(fitted.report(names[0]))
        self._text(fitted.text, region, measure)

    def _text(self, text: SetText, region: Region, measure: float) -> None:
        """Lay set text, on the region's panel where it has one."""
        x = self.space.x
        box = Rect(x + region.inset, self.y + region.inset, measure, text.height)
        if region.panel:
            whole = Rect(x, self.y, measure + 2 * region.inset, text.height + 2 * region.inset)
            self.parts.append(self.placer.panel(region.panel, whole, self.section.index))
        self.parts.append(DeferredItems(lambda: [self._text_item(text, region, box)]))
        self.y = box.bottom + region.inset

    def _text_item(self, text: SetText, region: Region, box: Rect) -> TextItem:
        give = column_give(box.width, self.setter.grid.gutter)
        if text.count > 1 and region.role in BALANCED and region.align == "left":
            # An editor breaks greedily: a box only as wide as the balanced lines makes it break where they do.
            give = min(box.width - text.width, BALANCED_GIVE * text.width)
            box = Rect(box.x, box.y, text.width + 0.5, box.height)
        return self.placer.text_item(text, box, region, self.section.index, give)

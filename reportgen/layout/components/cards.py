"""Points as cards: boxes of one size on a grid, numbered or not."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.errors import FitError, counted
from reportgen.frames import Item, Paragraph, Placeholder, TextItem
from reportgen.geometry import Rect
from reportgen.layout.components.component import Component, Placed, Site, inset
from reportgen.layout.components.grid import arrangement, equal_cells
from reportgen.layout.fit import floor_of
from reportgen.layout.fragments import Copy, Fragment, Slot
from reportgen.layout.styles import TextStyle
from reportgen.layout.text_setter import TypesetText
from reportgen.structs import Struct, replace
from reportgen.templates import Region

SIZES = (1.2, 1.15, 1.1, 1.05, 1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7)
"""Parts of the natural size that are tried, the largest first: few words in a card may be larger than usual."""

SHRUNK = 8
"""Cost of text of no size at all; of text that is a tenth smaller, a tenth of it."""

PANEL = "tint"
"""The ground of cards that have none of their own."""


class _Set(Struct, frozen=True):
    """The texts of cards, set at one size, the room in points that each has, and the place of the numbers over them."""

    texts: list[TypesetText]
    factor: float
    room: float
    head: float


class CardsComponent(Component):
    """The points of a slide as cards; more points than cards go on to the next slide, shared evenly."""

    kind = "cards"
    takes = (Copy,)

    def place(self, site: Site) -> Placed:
        copy = site.content(Copy)
        groups, rest = _shared(_groups(copy.fragments), site.region.across * site.region.down)
        across, down = arrangement(len(groups), site.region.across, site.region.down)
        if site.endless:
            site = site.at(self._natural_box(groups, across, down, site))
        cells = equal_cells(site.box, across, down, self.setter.grid.gutter)
        made = self._fitted(groups, cells[0], site)
        items: list[Item] = []
        for index, cell in enumerate(cells[: len(made.texts)]):
            items += self._card(made, index, site.at(cell))
        fullest = max(text.height for text in made.texts) / made.room
        fill = min(1.0, 0.55 + 0.45 * fullest)  # cards fill their place with their panels alone, but for a part
        left: dict[str, Slot] = {site.name: Copy(rest)} if rest else {}
        return Placed(tuple(items), site.box.height, left, fill, SHRUNK * max(0.0, 1 - made.factor))

    def _natural_box(self, groups: list[list[Fragment]], across: int, down: int, site: Site) -> Rect:
        """The box of cards that are as high as the text of the longest, in natural size, makes them."""
        box, gutter = site.box, self.setter.grid.gutter
        width = equal_cells(box, across, down, gutter)[0].width - 2 * site.region.inset
        style = TextStyle.of(site.region, self._panel(site))
        tallest = max(self.setter.styled(_bare(group), style, width).height for group in groups)
        card = tallest + self._head(site) + 2 * site.region.inset
        return Rect(box.x, box.y, box.width, down * card + (down - 1) * gutter)

    def _head(self, site: Site) -> float:
        """The height that a number takes over a card's text, with the space under it."""
        size, leading = self._number_size(site)
        return leading + self.setter.brand.look.cards.number_gap * size if site.region.numbers else 0.0

    def _panel(self, site: Site) -> str:
        return site.region.panel or PANEL

    def _number_style(self, site: Site) -> TextStyle:
        factor = self.setter.brand.look.cards.number_size
        return TextStyle("number", "number", "accent", None, self._panel(site), factor=factor, name="number")

    def _number_size(self, site: Site) -> tuple[float, float]:
        """Size and leading of the cards' numbers."""
        return self.setter.size(self.setter.scale.role("number"), self._number_style(site).factor)

    def _fitted(self, groups: list[list[Fragment]], cell: Rect, site: Site) -> _Set:
        """The cards' texts at the largest size at which each of them fits."""
        head = self._head(site)
        inner = inset(cell, site.region.inset)
        room = cell.height - 2 * site.region.inset - head
        style = replace(TextStyle.of(site.region, self._panel(site)), role="body")
        smallest = max(floor_of(site.region), self.setter.least_factor(style))
        texts: list[TypesetText] = []
        for factor in [f for f in SIZES if f >= smallest - 0.001]:
            sized = replace(style, factor=factor)
            texts = [self.setter.set(self.setter.paragraphs(_bare(group), sized), inner.width) for group in groups]
            if all(text.height <= room + 0.01 and not text.overfull for text in texts):
                return _Set(texts, factor, room, head)
        raise _too_long(groups, texts, room, smallest, site.name)

    def _card(self, made: _Set, index: int, site: Site) -> list[Item]:
        """One card, whose cell is the site's box: the number and the text under it are one text."""
        panel, text = self.placer.panel(self._panel(site), site.box, site.section), made.texts[index]
        if site.region.numbers:
            key = f"{site.section}.{site.name}.number{index}"
            number = self.setter.plain(str(index + 1), self._number_style(site), key)
            first = self._under_number(text.paragraphs[0], site)
            text = self.setter.set((number, first, *text.paragraphs[1:]), site.inner.width)
        where = made.texts[index].where
        slot = f"{site.name}-{index + 1}"
        levels = self._levels(site, made.factor)
        item = TextItem(
            site.inner, text.paragraphs, text.lines, slot=slot, section=site.section, where=where, styles=levels
        )
        return [panel, item]

    def _under_number(self, paragraph: Paragraph, site: Site) -> Paragraph:
        """The first paragraph of a card's text, with the space under the number over it."""
        gap = round(self._head(site) - self._number_size(site)[1], 2)
        return replace(paragraph, space_before=gap, style="first" if paragraph.style == "text" else paragraph.style)

    def _levels(self, site: Site, factor: float = 1.0) -> tuple[Paragraph, ...]:
        """The looks of a card's texts."""
        text = self.setter.levels(replace(TextStyle.of(site.region, self._panel(site)), role="body", factor=factor))
        if not site.region.numbers:
            return text
        number = self.setter.levels(self._number_style(site))[0]
        return (number, self._under_number(text[0], site), *text[:-2])

    def placeholders(self, site: Site) -> list[Placeholder]:
        region = site.region
        card = self._levels(site)
        cells = equal_cells(site.box, region.across, region.down, self.setter.grid.gutter)
        return [
            Placeholder(f"{site.slot}-{number}", "body", inset(cell, region.inset), card)
            for number, cell in enumerate(cells, 1)
        ]

    @classmethod
    def text_box(cls, region: Region, box: Rect, gutter: float) -> Rect | None:
        return inset(equal_cells(box, region.across, region.down, gutter)[0], region.inset)


def _shared(groups: list[list[Fragment]], most: int) -> tuple[list[list[Fragment]], tuple[Fragment, ...]]:
    """The points for one slide of at most so many, so that all slides have about as many, and what goes on."""
    if len(groups) <= most:
        return groups, ()
    slides = -(-len(groups) // most)
    take = -(-len(groups) // slides)
    return groups[:take], tuple(fragment for group in groups[take:] for fragment in group)


def _groups(fragments: Sequence[Fragment]) -> list[list[Fragment]]:
    """Fragments by card: the items of a deeper level stand on the card of the item that they belong to."""
    groups: list[list[Fragment]] = []
    for fragment in fragments:
        if groups and fragment.block.kind == "item" and fragment.block.level > 1:
            groups[-1].append(fragment)
        else:
            groups.append([fragment])
    return groups


def _bare(group: list[Fragment]) -> list[Fragment]:
    """A card's text without the bullet of its first point."""
    first = group[0]
    return [replace(first, block=replace(first.block, kind="paragraph")), *group[1:]]


def _too_long(
    groups: list[list[Fragment]], texts: list[TypesetText], room: float, smallest: float, name: str
) -> FitError:
    longest = max(range(len(texts)), key=lambda index: texts[index].height)
    lines = [line for line in texts[longest].lines if line.baseline > room]
    over = max(1, sum(line.end - line.start for line in lines))
    much = counted(over, "character")
    return FitError(
        f'"{name}" is {much} too long for a card after shrink to {round(smallest, 2):g}',
        groups[longest][0].block.where,
        f"shorten it by {much}, or give a shorter text under short: {{{name}: …}}",
        over=over,
    )

"""Points as cards: boxes of one size on a grid, numbered or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from reportgen.brand.as_written import step_of
from reportgen.content.text import Block
from reportgen.errors import FitError, counted
from reportgen.frames import Item, Paragraph, Placeholder, ShapeItem, TextItem
from reportgen.geometry import Rect
from reportgen.layout.components.component import Component, Placed, Site, inset
from reportgen.layout.components.grid import arrangements, equal_cells
from reportgen.layout.components.icons import icon_shape
from reportgen.layout.components.text import check_slides
from reportgen.layout.fit import floor_of
from reportgen.layout.fragments import Copy, Fragment, rest_by_slot, words_of
from reportgen.layout.styles import TextStyle
from reportgen.layout.text_setter import TypesetText
from reportgen.structs import Struct, replace
from reportgen.templates import Numbers, Region

if TYPE_CHECKING:
    from reportgen.layout.components.placer import Placer

SIZES = (1.2, 1.15, 1.1, 1.05, 1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7)
"""Parts of the natural size that are tried, the largest first: few words in a card may be larger than usual."""

AIRY, CLOSE = 2, 0.5
"""The most rows of cards that are a gutter from each other, and how much of one there is between more of them."""

LEAST = 2
"""Cards on a slide: one alone would be a frame around a sentence."""

NARROW = 8.5
"""The least width of a card's lines, in parts of the size of their type, where any other grid has that."""

MUCH_SMALLER = 0.85
"""The part of the natural size from which cards may rather be narrow than have smaller type."""

SHRUNK, GROWN = 8, 0.12
"""Cost of text of no size at all, of text that is a tenth smaller a tenth of it; and what each step is worth by which
text is larger than usual."""

PANELS = 0.4
"""How full a place counts with cards that have no text: their panels alone fill a part of it."""

SIDE = 0.65
"""The least space about the text of a card of a slide, and at the sides of that of a strip, in parts of the size of its
type."""

EVEN, UNEVEN = 0.3, 0.6
"""The part of their height by which texts of cards side by side may differ, and the cost of all of it: texts of very
different lengths are better under each other.
"""

HEADS = ("heading", "term")
"""The kinds of blocks that stand over others on a card."""

STRIPS = 0.5
"""The power of the part of strips' height that their text takes."""

PANEL = "tint"
"""The ground of cards that have none of their own."""


class _Head(Struct, frozen=True):
    """The place of a number or an icon: what it takes over a card's text, and at its left, in points."""

    over: float = 0.0
    left: float = 0.0


class _Set(Struct, frozen=True):
    """The texts of cards with their icons, set at one size, and the room in points that each has."""

    texts: list[TypesetText]
    icons: list[str]
    numbers: list[str]
    factor: float
    room: float
    head: _Head
    width: float
    """Of the texts."""
    side: float = 0.0
    """What the texts have at their sides beyond the inset of their cards."""
    above: float = 0.0
    """What they have over and under them beyond it."""


class CardsComponent(Component):
    """The points of a slide as cards; more points than cards go on to the next slide, shared evenly."""

    kind = "cards"
    takes = (Copy,)

    def __init__(self, placer: Placer) -> None:
        super().__init__(placer)
        self._without_bullets: dict[int, tuple[Fragment, Fragment]] = {}
        """A fragment of a card (held, so that its identity stays its own), and the same without bullet and indent:
        what was set of that is found again by it.
        """

    @classmethod
    def suits(cls, region: Region, content: object) -> bool:
        """Whether there are cards enough, and none loses anything of its text's form: each is a paragraph or a plain
        item of a list, or each a heading with what stands under it; items of a list that counts stand on cards with
        numbers.
        """
        if not isinstance(content, Copy):
            return False
        groups = _groups(content.fragments)
        return len(groups) >= max(region.least, LEAST) and _are_alike(groups, region.numbers)

    def place(self, site: Site) -> Placed:
        copies = [copy for copy in site.contents.values() if isinstance(copy, Copy)]
        fragments = [fragment for copy in copies for fragment in copy.fragments]
        groups, rest, grids = self._shared(_groups(fragments), site)
        if site.endless:
            site = site.at(self._natural_box(groups, *grids[0], site))
        made, cells = self._fitted(groups, grids, site)
        items: list[Item] = []
        in_middle = self._are_in_middle(made, cells, site)
        for index, cell in enumerate(cells[: len(made.texts)]):
            items += self._card(made, index, site.at(cell), in_middle=in_middle)
        in_strips = self._is_strip(cells[0], site)
        full = _full(made, in_strips=in_strips)
        taken = len(made.texts) / len(cells)
        fill = taken * min(1.0, PANELS + (1 - PANELS) * full)
        left = rest_by_slot(site.contents, rest)
        cost = SHRUNK * max(0.0, 1 - made.factor) - GROWN * step_of(site.region.style)
        cost += 0.0 if in_strips else UNEVEN * max(0.0, _differ(made) - EVEN)
        return Placed(tuple(items), site.box.height, left, fill, cost)

    def _shared(
        self, groups: list[list[Fragment]], site: Site
    ) -> tuple[list[list[Fragment]], tuple[Fragment, ...], list[tuple[int, int]]]:
        """The points for one slide, so that all slides have about as many, what goes on, and the grids that they may
        stand in.

        Raises:
            FitError: there are more of a set, which stays together, than there is a grid for, or more points than one
                section may have slides for.
        """
        region = site.region
        fragments = [one for group in groups for one in group]
        slides = max(-(-len(groups) // (region.across * region.down)), _slides_of_words(fragments, site))
        check_slides(site, fragments, slides)
        while True:
            take = -(-len(groups) // slides)
            grids = arrangements(take, region.across, region.down)
            if grids and (slides == 1 or _may_be_parted(region, len(groups), slides)):
                return groups[:take], tuple(one for group in groups[take:] for one in group), grids
            if region.least > 1:  # what has a least number is a set
                where = groups[0][0].block.where
                raise FitError(f'"{site.name}" has more parts than there are cards', where, "join some")
            slides += 1

    def _natural_box(self, groups: list[list[Fragment]], across: int, down: int, site: Site) -> Rect:
        """The box of cards that are as high as the text of the longest, in natural size, makes them."""
        box, gutter = site.box, self.setter.grid.gutter
        in_strips = across == 1
        head, style = self._head(groups, site, in_strips=in_strips), TextStyle.of(site.region, self._panel(site))
        inner, side = inset(equal_cells(box, across, down, gutter)[0], site.region.inset), self._side(style, site)
        width = inner.width - head.left - 2 * side
        tallest = max(self.setter.styled(self._bare(group), style, width).height for group in groups)
        card = tallest + head.over + 2 * (site.region.inset + (0.0 if in_strips else side))
        return Rect(box.x, box.y, box.width, down * card + (down - 1) * gutter)

    def _head(self, groups: list[list[Fragment]], site: Site, *, in_strips: bool) -> _Head:
        """The place of icons or numbers: an icon stands over its text, in strips before it, a number over it."""
        size = self._number_size(site)[0]
        if any(_icons(groups)):
            side = size * (1 + self.setter.brand.look.cards.number_gap)
            return _Head(left=side) if in_strips else _Head(side)
        return _Head(self._number_head(site) if site.region.numbers else 0.0)

    def _number_head(self, site: Site) -> float:
        """The height that a number takes over a card's text, with the space under it."""
        size, leading = self._number_size(site)
        return leading + self.setter.brand.look.cards.number_gap * size

    def _panel(self, site: Site) -> str:
        return site.region.panel or PANEL

    def _number_style(self, site: Site) -> TextStyle:
        factor = self.setter.brand.look.cards.number_size
        return TextStyle("number", "number", "accent", None, self._panel(site), factor=factor, name="number")

    def _number_size(self, site: Site) -> tuple[float, float]:
        """Size and leading of the cards' numbers."""
        return self.setter.size(self.setter.scale.role("number"), self._number_style(site).factor)

    def _fitted(
        self, groups: list[list[Fragment]], grids: Sequence[tuple[int, int]], site: Site
    ) -> tuple[_Set, list[Rect]]:
        """The cards' texts at the largest size at which each of them fits in any of the grids, and the cards' places.

        Raises:
            FitError: they fit in none.
        """
        style = replace(TextStyle.of(site.region, self._panel(site)), role="body")
        smallest = max(floor_of(site.region), self.setter.least_factor(style))
        ways = list(self._tries([self._cells(site.box, *grid) for grid in grids], style, smallest, site))
        fitting = self._fitting(groups, ways, site)
        first = next(fitting, None)
        if first is not None:
            if _differ(first[0]) <= EVEN:
                return first
            others = takewhile(lambda one: one[0].factor == first[0].factor, fitting)
            return next((one for one in others if _differ(one[0]) <= EVEN), first)
        if not ways:
            raise FitError(f'"{site.name}" is too large for its cards', groups[0][0].block.where)
        cells, sized = ways[-1]
        raise _too_long(groups, self._at_size(groups, cells[0], sized, site), smallest, site)

    def _fitting(
        self, groups: list[list[Fragment]], ways: Sequence[tuple[list[Rect], TextStyle]], site: Site
    ) -> Iterator[tuple[_Set, list[Rect]]]:
        """The cards' texts in each of the ways in which all of them fit, and the cards' places."""
        longest = max(groups, key=lambda group: sum(fragment.length for fragment in group))
        for cells, sized in ways:
            if not self._all_fit(self._least([longest], cells[0], sized, site)):
                continue  # The others are not set where the longest is too long.
            made = self._at_size(groups, cells[0], sized, site)
            if self._all_fit(made):
                yield made, cells
            elif strips := self._strips(made, cells, site):
                yield made, strips

    def _tries(
        self, ways: Sequence[list[Rect]], style: TextStyle, smallest: float, site: Site
    ) -> Iterator[tuple[list[Rect], TextStyle]]:
        """The cells of each grid with each size, the largest first; those too narrow for their type only before much
        smaller type, and not for type that has grown.
        """
        largest = 1.0 if site.region.grow else SIZES[0]  # what may grow does so by steps of the ladder
        sizes = [replace(style, factor=factor) for factor in SIZES if largest >= factor >= smallest - 0.001]
        every = [(cells, sized) for sized in sizes for cells in ways]
        wide = [one for one in every if not self._is_narrow(one[0][0], one[1], site)]
        yield from (one for one in wide if one[1].factor >= MUCH_SMALLER)
        if not step_of(style.style):
            yield from (one for one in every if one not in wide)
        yield from (one for one in wide if one[1].factor < MUCH_SMALLER)

    def _cells(self, box: Rect, across: int, down: int) -> list[Rect]:
        """The places of cards; many rows are closer to each other."""
        gutter = self.setter.grid.gutter
        return equal_cells(box, across, down, gutter, gutter if down <= AIRY else CLOSE * gutter)

    def _at_size(self, groups: list[list[Fragment]], cell: Rect, style: TextStyle, site: Site) -> _Set:
        """The cards' texts at one size, in cells of one size."""
        inner, icons = inset(cell, site.region.inset), _icons(groups)
        in_strips = self._is_strip(cell, site)
        head, side = self._head(groups, site, in_strips=in_strips), self._side(style, site)
        above = 0.0 if in_strips else side
        width = inner.width - head.left - 2 * side
        texts = [self.setter.set(self.setter.paragraphs(self._bare(group), style), width) for group in groups]
        numbers = [str(group[0].block.ordinal or at) for at, group in enumerate(groups, 1)]
        return _Set(texts, icons, numbers, style.factor, inner.height - head.over - 2 * above, head, width, side, above)

    def _side(self, style: TextStyle, site: Site) -> float:
        """What a text has at its sides beyond the inset of its card: large type stands further in, on slides."""
        size = self.setter.size(self.setter.scale.role(style.style), style.factor)[0]
        return max(0.0, SIDE * size - site.region.inset) if self.setter.medium.fixed_places else 0.0

    def _least(self, groups: list[list[Fragment]], cell: Rect, style: TextStyle, site: Site) -> _Set:
        """Some cards at one size, with all the room that they can have: a strip may be as high as all of them."""
        made = self._at_size(groups, cell, style, site)
        return replace(made, room=site.box.height) if self._is_strip(cell, site) else made

    def _bare(self, group: list[Fragment]) -> list[Fragment]:
        """A card's text without the bullet of its first point, and without the indent of what a term means."""
        first, *others = group
        if first.block.kind == "heading":
            return group
        if first.block.kind == "term":
            return [first, *map(self._plain, others)]
        return [self._plain(first), *others]

    def _plain(self, fragment: Fragment) -> Fragment:
        """A fragment as a paragraph without bullet and indent; the same one whenever it is asked for."""
        known = self._without_bullets.get(id(fragment))
        if known is None:
            bare = replace(fragment, block=replace(fragment.block, kind="paragraph", inset=0))
            known = self._without_bullets[id(fragment)] = (fragment, bare)
        return known[1]

    def _all_fit(self, made: _Set) -> bool:
        """Whether cells of one size hold all the texts."""
        return all(self._fits(text, made.width, made.room) for text in made.texts)

    def _strips(self, made: _Set, cells: Sequence[Rect], site: Site) -> list[Rect]:
        """The places of cards under each other, each as high as its text asks for, where one height for all is too
        little for the longest; none where they are not under each other or find no room even so.
        """
        box = site.box
        if len(cells) < 2 or not self._is_strip(cells[0], site) or made.head.over:
            return []
        if not all(self._fits(text, made.width, box.height) for text in made.texts):
            return []
        gap = cells[1].y - cells[0].bottom
        heights = [text.height + 2 * site.region.inset for text in made.texts]
        spare = (box.height - gap * (len(cells) - 1) - sum(heights)) / len(cells)
        tops = [box.y + at * (gap + spare) + sum(heights[:at]) for at in range(len(heights))]
        return [
            Rect(box.x, top, box.width, high + spare) for top, high in zip(tops, heights, strict=True) if spare >= 0
        ]

    def _is_narrow(self, cell: Rect, style: TextStyle, site: Site) -> bool:
        """Whether there are too few characters in a line of a card."""
        size = self.setter.size(self.setter.scale.role(style.style), style.factor)[0]
        return cell.width - 2 * site.region.inset < NARROW * size

    def _fits(self, text: TypesetText, width: float, height: float) -> bool:
        """Whether a card holds a text and tears none of its words."""
        holds = text.height <= height + 0.01 and not text.overfull
        return holds and not self.setter.tears(text.paragraphs, width)

    def _is_strip(self, cell: Rect, site: Site) -> bool:
        """Whether a card has all of its place's width."""
        return abs(cell.width - site.box.width) < 1

    def _are_in_middle(self, made: _Set, cells: Sequence[Rect], site: Site) -> bool:
        """Whether texts stand in the middle of their cards' heights: as labels in strips; and in a list of fields, if
        those beside each other are as high, for these begin at one height.
        """
        if self._is_strip(cells[0], site):
            return True
        if site.region.down <= site.region.across or site.region.numbers or made.head.over:
            return False
        rows: dict[float, list[float]] = {}
        for text, cell in zip(made.texts, cells, strict=False):  # there may be a cell more
            rows.setdefault(cell.y, []).append(text.height)
        return all(max(row) - min(row) < 1 for row in rows.values())

    def _card(self, made: _Set, index: int, site: Site, *, in_middle: bool) -> list[Item]:
        """One card, whose cell is the site's box: the number and the text under it are one text."""
        panel, text = self.placer.panel(self._panel(site), site.box, site.section), made.texts[index]
        box, has_icons = site.inner, any(made.icons)
        over = made.above + (made.head.over if has_icons else 0.0)
        box = Rect(box.x + made.side + made.head.left, box.y + over, made.width, box.height - over - made.above)
        if site.region.numbers and not has_icons:
            key = f"{site.section}.{site.name}.number{index}"
            number = self.setter.plain(made.numbers[index], self._number_style(site), key)
            first = self._under_number(text.paragraphs[0], site)
            text = self.setter.set((number, first, *text.paragraphs[1:]), made.width)
        where = made.texts[index].where
        slot = f"{site.slot}-{index + 1}"
        levels = self._levels(site, made.factor)
        item = TextItem(box, text.paragraphs, text.lines, slot=slot, section=site.section, where=where, styles=levels)
        if in_middle:
            lines = text.lowered(max(0.0, (box.height - text.height) / 2))
            item = replace(item, lines=lines, anchor="middle")
        icon = self._icon(made, index, site) if has_icons else ()
        return [panel, *icon, item]

    def _icon(self, made: _Set, index: int, site: Site) -> tuple[ShapeItem, ...]:
        """The icon of a card; none where the others alone have one."""
        if not made.icons[index]:
            return ()
        inner, side = site.inner, self._number_size(site)[0]
        top = inner.y + made.above if made.head.over else inner.y + (inner.height - side) / 2
        colour = self.setter.brand.colours.text("accent", self._panel(site))
        return (icon_shape(made.icons[index], Rect(inner.x + made.side, top, side, side), colour, site.section),)

    def _under_number(self, paragraph: Paragraph, site: Site) -> Paragraph:
        """The first paragraph of a card's text, with the space under the number over it."""
        gap = round(self._number_head(site) - self._number_size(site)[1], 2)
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
        cells = self._cells(site.box, region.across, region.down)
        return [
            Placeholder(f"{site.slot}-{number}", "body", inset(cell, region.inset), card)
            for number, cell in enumerate(cells, 1)
        ]

    @classmethod
    def text_box(cls, region: Region, box: Rect, gutter: float) -> Rect | None:
        return inset(equal_cells(box, region.across, region.down, gutter)[0], region.inset)


def _may_be_parted(region: Region, count: int, slides: int) -> bool:
    """Whether so many points may stand on several slides: those that are no set, and of a set that may go on as many
    on each as it has to have."""
    return region.least == 1 or ("continue" in region.fit and count >= slides * region.least)


def _slides_of_words(fragments: Sequence[Fragment], site: Site) -> int:
    """How many slides points need for their words; one where nobody asks."""
    return 1 if site.words is None else max(1, -(-words_of(fragments) // site.words))


def _full(made: _Set, *, in_strips: bool) -> float:
    """How full cards are. In strips text stands in the middle of their height, and looks fuller than it is."""
    high = sum(text.height for text in made.texts) / len(made.texts) / made.room
    wide = max(_reach(text, made.width) for text in made.texts)
    return (high**STRIPS if in_strips else high) * wide


def _differ(made: _Set) -> float:
    """By how much the texts of cards differ in height, in parts of the room that each has."""
    heights = [text.height for text in made.texts]
    return (max(heights) - min(heights)) / made.room


def _reach(text: TypesetText, width: float) -> float:
    """The part of a width, in points, that the longest line of a text takes."""
    return min(1.0, max((line.width for line in text.lines), default=0.0) / width)


def _groups(fragments: Sequence[Fragment]) -> list[list[Fragment]]:
    """Fragments by card: what stands under a heading or a term stands on its card, and the items of a deeper level on
    that of the item that they belong to."""
    groups: list[list[Fragment]] = []
    headed = False
    for fragment in fragments:
        block = fragment.block
        inner = block.kind == "inner" or (block.kind == "item" and block.level > 1)
        if groups and (inner or (headed and block.kind not in HEADS)):
            groups[-1].append(fragment)
        else:
            groups.append([fragment])
            headed = block.kind in HEADS
    return groups


def _icons(groups: Sequence[list[Fragment]]) -> list[str]:
    """The names of the icons of cards, empty where one has none."""
    return [group[0].block.icon for group in groups]


def _are_alike(groups: Sequence[list[Fragment]], numbers: Numbers) -> bool:
    """Whether the texts of cards are of one form, and keep it there; a paragraph may follow the items of a list."""
    forms = [_form([fragment.block for fragment in group], numbers) for group in groups]
    if None in forms:
        return False
    return len(set(forms)) == 1 or forms == ["item"] * (len(forms) - 1) + ["paragraph"]


def _form(blocks: Sequence[Block], numbers: Numbers) -> str | None:
    """What a card's text is: a heading or a term with what stands under it, a paragraph, an item of a list of bullets,
    or, where cards have `numbers`, of one that counts; None if it is more than a card can show, such as code, a
    quotation, a task or a list in a list.
    """
    first = blocks[0]
    if first.kind in HEADS:
        under = ("paragraph", "item") if first.kind == "heading" else ("inner",)
        is_card = numbers != "counted" and all(block.kind in under for block in blocks[1:])
        return first.kind if is_card else None
    if len(blocks) > 1 or first.done is not None or first.inset or first.inside or first.level > 1:
        return None
    if first.ordinal is not None:
        return "counted" if numbers else None
    return first.kind if first.kind in ("paragraph", "item") and numbers != "counted" else None


def _too_long(groups: list[list[Fragment]], made: _Set, smallest: float, site: Site) -> FitError:
    longest = max(range(len(made.texts)), key=lambda index: made.texts[index].height)
    overs = [text.over(made.room) for text in made.texts]
    over = max(1, overs[longest])
    much = counted(over, "character")
    # Each of them has to be shortened, and those that would stand on slides after this one as much.
    here = sum(fragment.length for group in groups for fragment in group)
    whole = sum(copy.length for copy in site.contents.values() if isinstance(copy, Copy))
    return FitError(
        f'"{site.name}" is {much} too long for a card after shrink to {round(smallest, 2):g}',
        groups[longest][0].block.where,
        f"shorten it by {much}, or give a shorter text under short: {{{site.name}: …}}",
        over=max(1, round(sum(overs) * max(1.0, whole / max(here, 1)))),
    )

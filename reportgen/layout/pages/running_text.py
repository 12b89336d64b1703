"""Running text on a page: in balanced columns, round what stands in them, and over the footnotes that it refers to."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.errors import FitError
from reportgen.frames import Item
from reportgen.frames.layout_decisions import SlotFit
from reportgen.geometry import Rect
from reportgen.layout.fragments import Copy, Fragment
from reportgen.layout.obstacles import InsetMaker
from reportgen.layout.pages.footnotes import FOOT, FootnotePlace
from reportgen.layout.pages.lazy_items import DeferredItems, Part, moved
from reportgen.layout.pages.stack_content import StackContent
from reportgen.layout.styles import TextStyle
from reportgen.layout.text_columns import Columns, FilledBox, Obstacle, Quote
from reportgen.layout.text_setter import LINES_TOGETHER, TypesetText
from reportgen.structs import Struct
from reportgen.templates import Region

RETREAT = 4
"""Lines that the columns give up at most so that no widow begins the next page."""

EDITOR_GIVE = 0.06
"""How much wider than its measure an editor's text may run, in parts of it: editors do not kern, so the same words take
more room there.
"""

GUTTER_GIVE = 0.7
"""How much of a gutter that wider text may use at most, so that two columns never touch."""

_Filled = tuple[list[FilledBox], tuple[Fragment, ...]]
"""Text in boxes, and what is left over."""


class PlacedText(Struct, frozen=True):
    """Running text in its place: its items, the height used (points), what is left over by slot, and the footnotes that
    have to stand under it.
    """

    parts: list[Part]
    height: float
    rest: dict[str, Copy]
    noted: tuple[Fragment, ...]
    fit: SlotFit


class RunningText:
    """The text of one region of a section, to be placed in columns."""

    def __init__(
        self,
        content: StackContent,
        ground: str,
        region: Region,
        names: Sequence[str],
        footnotes: FootnotePlace | None,
    ) -> None:
        """`names` are the region's slots that have text; `footnotes` is where notes stand, if they stand elsewhere."""
        self.placer = content.placer
        self.setter = content.placer.setter
        self.section = content.section
        self.region = region
        self.names = names
        self.insets = InsetMaker(content.placer, content.section, content.slots, ground)
        self.footnotes = footnotes if FOOT not in names else None
        self.text_style = self.setter.running(TextStyle.of(region, region.stands_on(ground)))
        self.copies: dict[str, tuple[Fragment, ...]] = {}
        for name in names:
            copy = content.slots[name]
            assert isinstance(copy, Copy)
            self.copies[name] = copy.fragments

    @property
    def on_grid(self) -> bool:
        """Whether the text stands on the baseline grid, so that its place has to begin on one of its lines."""
        return bool(self.text_style.pitch)

    def place(self, box: Rect) -> PlacedText:
        """The text in columns over the width of `box`, as high as it needs; what the box does not hold is left over.

        Raises:
            FitError: a word is wider than its column, or nothing finds room beside an obstacle.
        """
        fragments = tuple(fragment for copy in self.copies.values() for fragment in copy)
        count = self._worth(self._count(box.width), box.width, fragments)
        columns = Columns(self.setter, box.width, count, self.setter.grid.gutter)
        initials, insets, obstacles, fragments = self._obstacles(columns, fragments, box.height)
        quotes = self.insets.quotes(self.region.around, columns)
        pouring = _Pouring(columns, fragments, self.text_style, obstacles, quotes)
        poured, rest, noted = self._pour(pouring, box.height)
        height = max((obstacle.box.bottom for obstacle in obstacles), default=0.0)
        count = 0
        texts: list[Part] = []
        for part in poured:
            if part.quote is not None:
                height = max(height, part.box.bottom)
                continue
            text = self._set(part)
            texts.append(self._text_box(text, part, box, columns.width))
            height = max(height, part.box.y + text.height)
            count += text.count
        insets += self._quoted(poured, columns, height)
        parts: list[Part] = [moved(item, box.x, box.y) for item in initials]
        parts += texts
        parts += [moved(item, box.x, box.y) for item in insets]
        steps = ("continue",) if rest else ()
        fit = SlotFit(self.names[0], count, steps=steps, where=fragments[0].block.where)
        return PlacedText(parts, height, self._left_over(rest), noted, fit)

    def _quoted(self, poured: Sequence[FilledBox], columns: Columns, foot: float) -> list[Item]:
        """The items of the quotes in text of which the columns end at `foot`."""
        made = [self.insets.quoted(part.quote, part.box, columns, foot) for part in poured if part.quote is not None]
        return [item for items in made for item in items]

    def _count(self, width: float) -> int:
        """How many of the template's columns a width (points) has room for."""
        size = self.setter.size(self.setter.scale.role(self.text_style.style), self.text_style.factor)[0]
        gutter = self.setter.grid.gutter
        least = self.setter.brand.look.flow.narrowest_column * size
        return max(1, min(self.region.columns, int((width + gutter) / (least + gutter))))

    def _worth(self, count: int, width: float, fragments: tuple[Fragment, ...]) -> int:
        """How many of so many columns over a width (points) a text fills: few lines stand in fewer columns, as long as
        their lines are not too long to be read.
        """
        look, gutter = self.setter.brand.look.flow, self.setter.grid.gutter
        size = self.setter.size(self.setter.scale.role(self.text_style.style), self.text_style.factor)[0]
        letters = sum(len(fragment.block.text) for fragment in fragments)
        while count > 1 and (width - gutter * (count - 2)) / (count - 1) <= look.widest_column * size:
            column = (width - gutter * (count - 1)) / count
            least = look.least_lines * count
            # Letters are half as wide as high on average: what is surely long is not set to be counted.
            if letters * size > 4 * least * column:
                break
            pitch = self.text_style.pitch or self.setter.grid.baseline
            if self.setter.height(fragments, self.text_style, column) >= (least - 0.5) * pitch:
                break
            count -= 1
        return count

    def _pour(
        self, pouring: _Pouring, space: float
    ) -> tuple[list[FilledBox], tuple[Fragment, ...], tuple[Fragment, ...]]:
        """The text that stands in `space` points of height, what is left over, and the notes that stand under it."""
        poured, rest = filled = pouring.without_widow(space)
        noted: tuple[Fragment, ...] = ()
        if rest and self.footnotes is not None and self.footnotes.referred_to(_fragments(poured)):
            (poured, rest), noted = pouring.over_notes(space, self.footnotes, filled)
        if any(part.fragments for part in poured):
            return poured, rest, noted
        if pouring.obstacles or pouring.quotes:
            raise FitError(
                f'"{self.names[0]}" finds no room beside what it goes round', self.section.where, "shorten it"
            )
        return [], pouring.fragments, noted

    def _obstacles(
        self, columns: Columns, fragments: tuple[Fragment, ...], space: float
    ) -> tuple[list[Item], list[Item], list[Obstacle], tuple[Fragment, ...]]:
        """The dropped initial, the insets, what both keep free, and the text without the letter that was dropped."""
        total = self.setter.height(fragments, self.text_style, columns.width)
        insets, obstacles = self.insets.place(self.region.around, columns, total, space)
        initials: list[Item] = []
        if self._drops(fragments, total / columns.count):
            initial, obstacle, fragments = self.insets.drop_cap(fragments, self.text_style, self.region.drop_cap)
            initials.append(initial)
            obstacles.append(obstacle)
        return initials, insets, obstacles, fragments

    def _drops(self, fragments: tuple[Fragment, ...], height: float) -> bool:
        """Whether the first letter is dropped: where columns of a height (points) go on under it."""
        lines = self.region.drop_cap
        under = height >= (lines + LINES_TOGETHER) * self.setter.grid.baseline - 0.01
        return lines > 0 and under and self.insets.drops(fragments)

    def _set(self, part: FilledBox) -> TypesetText:
        text = self.setter.styled(part.fragments, self.text_style, part.box.width)
        if text.overfull:
            raise FitError(
                f'a word of "{self.names[0]}" is wider than its column',
                part.fragments[0].block.where,
                "break it with a space",
            )
        return text

    def _text_box(self, text: TypesetText, part: FilledBox, within: Rect, column: float) -> DeferredItems:
        box = Rect(within.x + part.box.x, within.y + part.box.y, part.box.width, text.height)
        # A box beside an obstacle has no free room next to it, so an editor may not widen it.
        give = column_give(column, self.setter.grid.gutter) if abs(part.box.width - column) < 0.01 else 0.0
        return DeferredItems(lambda: [self.placer.text_item(text, box, self.region, self.section.index, give)])

    def _left_over(self, rest: tuple[Fragment, ...]) -> dict[str, Copy]:
        """What is left over, by the slots that it came from."""
        if not rest:
            return {}
        left: dict[str, Copy] = {}
        keys = {fragment.key for fragment in rest}
        for name, copy in self.copies.items():
            if any(fragment.key in keys for fragment in copy):
                own = {fragment.key for fragment in copy}
                left[name] = Copy(tuple(fragment for fragment in rest if fragment.key in own))
        return left


class _Pouring(Struct, frozen=True):
    """One text that is poured into columns again and again, at other heights."""

    columns: Columns
    fragments: tuple[Fragment, ...]
    text_style: TextStyle
    obstacles: Sequence[Obstacle]
    quotes: Sequence[Quote]

    def without_widow(self, space: float) -> _Filled:
        """The text in columns no higher than `space` points, so that what is left begins with no widow."""
        setter = self.columns.setter
        filled = self.columns.balanced(self.fragments, self.text_style, space, self.obstacles, self.quotes)
        for _ in range(RETREAT):
            if not self._leaves_widow(filled[1]):
                break
            space -= setter.grid.baseline
            filled = self.columns.balanced(self.fragments, self.text_style, space, self.obstacles, self.quotes)
        return filled

    def _leaves_widow(self, rest: tuple[Fragment, ...]) -> bool:
        """Whether what goes on over the page begins with the last line of a paragraph, in the columns that it gets."""
        if not rest or not rest[0].continued:
            return False
        setter = self.columns.setter
        grid = setter.grid
        width = (grid.width(grid.columns) - grid.gutter) / 2
        return setter.styled(rest[:1], self.text_style, width).count < LINES_TOGETHER

    def over_notes(self, space: float, footnotes: FootnotePlace, most: _Filled) -> tuple[_Filled, tuple[Fragment, ...]]:
        """As much text as stands in `space` points with the notes that it refers to under it; and these notes.

        `most` is the text that stands there without any. Where the notes of the first lines take all the space, the
        text is placed without them, and they stand at the end of the story.
        """
        pitch = self.columns.setter.grid.baseline

        def lines_over(noted: tuple[Fragment, ...]) -> int:
            return int((space - footnotes.height(noted) + 0.01) // pitch)

        best: tuple[_Filled, tuple[Fragment, ...]] | None = None
        low, high = 0, int((space + 0.01) // pitch)
        # There is surely room for so many lines, because less text has no more notes: the search begins there.
        tried = lines_over(footnotes.referred_to(_fragments(most[0])))
        while low < high:
            middle = tried if low < tried <= high else (low + high + 1) // 2
            tried = 0
            filled = self.without_widow(middle * pitch)
            noted = footnotes.referred_to(_fragments(filled[0]))
            room = lines_over(noted)
            if middle <= room:
                low, high = middle, min(high, room)
                best = (filled, noted)
            else:
                high = middle - 1
        return best if best and best[0][0] else (most, ())


def column_give(width: float, gutter: float) -> float:
    """How much wider an editor may make a text box of print beside a gutter, all in points."""
    return min(EDITOR_GIVE * width, gutter * GUTTER_GIVE)


def _fragments(poured: Sequence[FilledBox]) -> list[Fragment]:
    return [fragment for part in poured for fragment in part.fragments]

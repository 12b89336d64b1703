"""What stands in the way of running text: pull quotes and pictures that it goes round, and drop caps."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.document import LoadedSection
from reportgen.errors import FitError
from reportgen.frames import UNDER_BASELINE, Item, ShapeItem, TextItem
from reportgen.geometry import Rect
from reportgen.layout.components.component import ENDLESS
from reportgen.layout.components.picture import PictureComponent
from reportgen.layout.components.placer import Placer, taken
from reportgen.layout.fit import fit
from reportgen.layout.fragments import Copy, Fragment, Slots
from reportgen.layout.styles import TextStyle
from reportgen.layout.text_columns import Columns, Obstacle, Quote
from reportgen.layout.text_setter import up_to
from reportgen.structs import replace
from reportgen.templates import Inset, Region
from reportgen.text.breakpoints import graphemes
from reportgen.text.direction import JOINS

PICTURE_RATIO = 0.75
"""The height of a picture whose template says none, in parts of its width."""

OPTICAL_DROP = 0.15
"""How much lower than the middle of its free lines an inset stands, in baselines. The line over it ends with its
baseline almost at its foot, while the letters of the line under it begin far from its head: in the middle, an inset
would look too high.
"""

QUOTED = " .“”‘’\"'«»„"
"""What may stand around a text that is quoted out of another."""


class InsetMaker:
    """Places the insets of one section."""

    def __init__(self, placer: Placer, section: LoadedSection, slots: Slots, ground: str) -> None:
        self.placer = placer
        self.setter = placer.setter
        self.section = section
        self.slots = slots
        self.ground = ground
        self.look = placer.setter.brand.look.flow

    def place(
        self, insets: Sequence[Inset], columns: Columns, total: float, space: float
    ) -> tuple[list[Item], list[Obstacle]]:
        """The items of those insets that have content, and the obstacles that they are.

        `total` is the height of the text in one column, `space` the height that the columns may have; items and
        obstacles count from the columns' top left corner.

        Raises:
            FitError: an inset is higher than the space.
        """
        items: list[Item] = []
        obstacles: list[Obstacle] = []
        for inset in insets:
            names = taken(inset.region, self.slots)
            if not names or inset.region.kind == "text":
                continue
            width, x = self._across(inset, columns)
            made, height = self._made(inset.region, names, width)
            tall = up_to(height + self.look.inset_space * columns.pitch, columns.pitch)
            filled = min(total + tall * inset.width, space * columns.count) / columns.count
            free = max(0.0, min(filled, space) - tall)
            top = round(inset.at * free / columns.pitch) * columns.pitch
            top = _clear(Rect(x, top, width, tall), obstacles)
            if top + tall > space + 0.01:
                raise FitError(f'"{names[0]}" finds no room in its columns', self.section.where, "shorten it")
            # At the head and at the foot of the columns an inset stands level with the text beside it.
            drop = _drop(tall, height, columns.pitch, at_head=top == 0.0, at_foot=inset.at == 1.0)
            items += [replace(item, box=item.box.moved(x, top + drop)) for item in made]
            obstacles.append(self._obstacle(inset, columns, Rect(x, top, width, tall)))
        return items, obstacles

    def quotes(self, insets: Sequence[Inset], columns: Columns) -> list[Quote]:
        """The texts out of the text."""
        found: list[Quote] = []
        for inset in insets:
            names = taken(inset.region, self.slots)
            if names and inset.region.kind == "text":
                items, height = self._made(inset.region, names, columns.width)
                tall = up_to(height + self.look.inset_space * columns.pitch, columns.pitch)
                copy = self.slots[names[0]]
                assert isinstance(copy, Copy)
                text = copy.fragments[0].block.text.strip(QUOTED)
                column = min(inset.column, columns.count) - 1
                found.append(Quote(column, height, tall, inset.at, text, tuple(items)))
        return found

    def quoted(self, quote: Quote, box: Rect, columns: Columns, foot: float) -> list[Item]:
        """The items of a quote in its place; at the foot of the columns it stands level with the text beside it."""
        at_foot = box.bottom > foot - columns.pitch
        drop = _drop(quote.tall, quote.height, columns.pitch, at_head=False, at_foot=at_foot)
        return [replace(item, box=item.box.moved(box.x, box.y + drop)) for item in quote.items]

    def _across(self, inset: Inset, columns: Columns) -> tuple[float, float]:
        """The width of an inset, and its left edge."""
        left = columns.left(min(inset.column, columns.count) - 1)
        width = columns.width if inset.side == "across" else inset.width * columns.width
        match inset.side:
            case "left" | "across":
                return width, left
            case "right":
                return width, left + columns.width - width
            case "between":
                return width, left + columns.width + columns.gutter / 2 - width / 2

    def _obstacle(self, inset: Inset, columns: Columns, box: Rect) -> Obstacle:
        distance = self.look.distance * columns.gutter
        if inset.region.shape == "circle":
            side = box.width + 2 * distance
            return Obstacle(Rect(box.x - distance, box.y - distance, side, side), "circle")
        left = distance if inset.side in ("right", "between") else 0.0
        right = distance if inset.side in ("left", "between") else 0.0
        return Obstacle(Rect(box.x - left, box.y, box.width + left + right, box.height))

    def _made(self, region: Region, names: list[str], width: float) -> tuple[list[Item], float]:
        """An inset's items from its own top left corner, and its height."""
        box = Rect(0.0, 0.0, width, ENDLESS)
        found = self.placer.settled(region, self.slots, box, self.ground, self.section.index, may_continue=False)
        assert found is not None  # `names` are what it takes.
        component, site = found
        if isinstance(component, PictureComponent):
            height = width if region.shape == "circle" else (region.height or (0.0, PICTURE_RATIO * width, 0.0))[1]
            placed = component.place(site.at(Rect(0.0, 0.0, width, height)))
            return list(placed.items), placed.height
        if region.kind == "picture":
            raise FitError(f'text cannot go round the figure in "{names[0]}"', self.section.where, "take a picture")
        fitted = fit(self.setter, site)
        fill = self.setter.brand.colours.mark("accent2", self.ground)
        gap = self.look.quote_gap * self.setter.grid.baseline
        weight = self.look.quote_rule
        box = Rect(0.0, weight + gap, width, fitted.text.height)
        foot = box.bottom + gap
        return [
            ShapeItem(Rect(0.0, 0.0, width, weight), fill=fill, name="rule", section=self.section.index),
            self.placer.text_item(fitted.text, box, region, self.section.index),
            ShapeItem(Rect(0.0, foot, width, weight), fill=fill, name="rule", section=self.section.index),
        ], foot + weight

    def drops(self, fragments: tuple[Fragment, ...]) -> bool:
        """Whether a text is long enough for a drop cap, and begins with what may be one."""
        text = fragments[0].block.text
        return len(text) > self.look.drop_cap_least and _initial(text) > 0

    def drop_cap(
        self, fragments: tuple[Fragment, ...], text_style: TextStyle, lines: int
    ) -> tuple[TextItem, Obstacle, tuple[Fragment, ...]]:
        """The first letter, `lines` lines high, as an item and an obstacle; and the text without it.

        The letter stands on the baseline of its last line, and its top is level with the first line's capitals.
        """
        letters = fragments[0].block.text[: _initial(fragments[0].block.text)]
        head, tail = replace(fragments[0], initial=letters).cut(len(letters))
        (plain,) = self.setter.paragraphs([head], text_style)
        run = plain.runs[0]
        caps = self.setter.typesetter.cap_height(run)
        pitch = plain.leading
        size = round(((lines - 1) * pitch + caps * run.size) / caps, 2)
        colour = self.setter.brand.text("primary", self.ground)
        letter = replace(run, size=size, tracking=0.0, colour=colour)
        large = replace(plain, runs=(letter,), leading=lines * pitch, space_before=0.0)
        width = self.setter.typesetter.natural_width(large, self.setter.profile)
        text = self.setter.set((large,), width + 1)
        base = lines * pitch - UNDER_BASELINE * run.size
        (line,) = text.lines
        lowered = (replace(line, baseline=base),)
        box = Rect(0.0, 0.0, width + 1, lines * pitch)
        item = TextItem(box, text.paragraphs, lowered, section=self.section.index, where=head.block.where)
        return (
            item,
            Obstacle(Rect(0.0, 0.0, width + self.look.drop_cap_gap * size, lines * pitch)),
            (replace(tail, initial=letters), *fragments[1:]),
        )


def _clear(box: Rect, obstacles: Sequence[Obstacle]) -> float:
    """The top of a box, moved down until it lies on no obstacle."""
    for obstacle in sorted(obstacles, key=lambda one: one.box.y):
        if box.overlaps(obstacle.box, 0.1):
            box = Rect(box.x, obstacle.box.bottom, box.width, box.height)
    return box.y


LONGEST_GRAPHEME = 24
"""Characters among which the first one that people see is looked for."""


def _initial(text: str) -> int:
    """Characters that a drop cap takes: the first letter as people see it, with a quotation mark before it; none where
    letters join.
    """
    before = 1 if text[:1] in "“‘\"'«„¿¡" else 0
    first = next(graphemes(text[before : before + LONGEST_GRAPHEME]), (0, 0))[1]
    return 0 if JOINS.match(text, before) else before + first


def _drop(tall: float, height: float, pitch: float, *, at_head: bool, at_foot: bool) -> float:
    """How far down in its free lines, `tall` points high, an inset stands: in the middle, as the eye sees it."""
    if at_foot:
        return tall - height
    return 0.0 if at_head else (tall - height) / 2 + OPTICAL_DROP * pitch

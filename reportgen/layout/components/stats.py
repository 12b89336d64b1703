"""Numbers that are looked at: side by side with their labels under them, or in rows with their labels beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil

from reportgen.brand.as_written import TypeRole, raised, step_of
from reportgen.content.stats import Stat, StatsContent
from reportgen.content.text import Block
from reportgen.errors import FitError, counted
from reportgen.frames import Colour, Item, Paragraph, Placeholder, ShapeItem
from reportgen.geometry import Rect
from reportgen.layout.components.component import Component, Placed, Site
from reportgen.layout.components.grid import Columns, equal_cells, even_rows
from reportgen.layout.fragments import Fragment, Slot, StatsCopy
from reportgen.layout.styles import KEYED_LEVELS, TextStyle
from reportgen.layout.text_setter import TypesetText
from reportgen.structs import Struct, replace

SIZES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4)
"""Parts of the natural size that are tried for the numbers, the largest first."""

LINE = 25
"""Characters of labels that a line counts as, where faults are compared by how much is too long."""

LEAST_SIZE, MOST_LABEL = 0.7, 3
"""The part of their natural size that numbers on pages have at the least, and the most lines of their labels, before
fewer of them stand beside each other.
"""

SEVERAL = 4
"""Numbers of a slide that stand in two rows where they are as large there as in one."""

LABEL_STEPS = 2
"""By how many steps of the ladder labels may grow with their numbers."""

LABEL_RATIO = 2.4
"""How much larger a number is at least than a label that has grown with it."""

LABEL_LEAST = 0.25
"""The least width of the labels beside numbers, in parts of the place."""


BOARD_GAP, BOARD_LEAST = 2.0, 0.3
"""The space between large numbers and the labels beside them, in parts of what it is between small ones; the least
width of these labels, in parts of the place.
"""


class _Set(Struct, frozen=True):
    """Numbers with their labels, set at one size in columns: the texts, and the height of each row (points)."""

    texts: list[TypesetText]
    rows: list[float]
    gap: float
    """The space between rows, in points."""
    whole: bool
    """Whether each number stands in one line."""
    columns: Columns
    factor: float

    @property
    def height(self) -> float:
        """The height of all rows, in points."""
        return sum(self.rows) + self.gap * (len(self.rows) - 1)

    def held(self, height: float) -> int:
        """How many rows stand in a height, in points."""
        count, used = 0, 0.0
        for row in self.rows:
            used += row + (self.gap if count else 0.0)
            if used > height + 0.01:
                break
            count += 1
        return count

    def first(self, rows: int) -> _Set:
        """The first rows alone."""
        return replace(self, texts=self.texts[: rows * self.columns.across], rows=self.rows[:rows])


class _Row(Struct, frozen=True):
    """A number and its label beside it, set, and the looks of both."""

    value: TypesetText
    label: TypesetText
    looks: tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]


class _Board(Struct, frozen=True):
    """Numbers in rows with their labels beside them, and where these begin, in points from the place's left edge."""

    rows: list[_Row]
    column: float


class StatsComponent(Component):
    """Numbers of one size, taken from the longest, each under a thin rule."""

    kind = "stats"
    takes = (StatsContent, StatsCopy)
    carried = True

    def place(self, site: Site) -> Placed:
        return (self._rows(site) if site.region.beside else self._board(site)) or self._columns(site)

    # --- labels under the numbers

    def _columns(self, site: Site) -> Placed:
        copy = _copy(site)
        region, inner = site.region, site.inner
        made = self._largest(copy, site) or self._beside_each_other(copy, site) or self._fitted(copy, site)
        placed = len(made.texts)
        spare = inner.height - made.height
        top = inner.y + {"top": 0.0, "middle": spare / 2, "bottom": spare}[region.anchor]
        items: list[Item] = []
        if region.panel:
            items.append(self.placer.panel(region.panel, site.box, site.section))
        above, columns = self._above(), made.columns
        levels = self._levels(replace(site, factor=made.factor))
        for row, (texts, height) in enumerate(zip(columns.rows(made.texts), made.rows, strict=True)):
            last = self.setter.medium.fixed_places and row == len(made.rows) - 1
            room = inner.bottom - top if last else height  # who writes on a slide may use all that is under a number
            for column, text in enumerate(texts):
                cell = columns.cell(column, top + above, room - above)
                item = self.placer.text_item(text, cell, region, site.section)
                slot = f"{site.slot}-{row * columns.across + column + 1}"
                line = columns.cell(column, top, 0.0)
                item = replace(item, lines=text.lines, anchor="top", slot=slot, styles=levels)
                items += [self._rule(line, site), item]
            top += height + made.gap
        fill = min(1.0, made.height / inner.height * 1.6)  # numbers want air round them
        rest: dict[str, Slot] = {}
        if placed < len(copy.left):
            rest[site.name] = replace(copy, start=copy.start + placed)
        return Placed(tuple(items), made.height + 2 * region.inset, rest, fill)

    def _largest(self, copy: StatsCopy, site: Site) -> _Set | None:
        """All numbers of a slide of their own in the rows in which they are largest, over the whole height; None where
        they are not to grow or do not fit so.
        """
        inner, count = site.inner, len(copy.left)
        if not site.region.grow or site.endless:
            return None
        rows = 1 if count < SEVERAL else 2
        grids = sorted(even_rows(count, site.region.across), key=lambda across: abs(ceil(count / across) - rows))
        for factor in SIZES:
            for across in grids:
                columns = Columns.of(inner, across, self.setter.grid.gutter)
                made = self._at_size(copy, columns, replace(site, factor=factor))
                if made.whole and made.height <= inner.height + 0.01:
                    return self._spread(made, inner.height)
        return None

    def _beside_each_other(self, copy: StatsCopy, site: Site) -> _Set | None:
        """As many numbers beside each other as are large so, on a page; None where none are."""
        if not site.endless:
            return None
        for across in even_rows(len(copy.left), min(site.region.across, len(copy.left))):
            columns = Columns.of(site.inner, across, self.setter.grid.gutter)
            for factor in (one for one in SIZES if one >= LEAST_SIZE):
                made = self._at_size(copy, columns, replace(site, factor=factor))
                if made.whole:
                    if all(len(text.lines) - 1 <= MOST_LABEL for text in made.texts):
                        return made
                    break
        return None

    def _spread(self, made: _Set, height: float) -> _Set:
        """Numbers in several rows over all of a height."""
        rows = len(made.rows)
        if rows < 2 or made.columns.across < 2:  # a rail's numbers belong together
            return made
        pitch = (height - made.rows[-1]) / (rows - 1)
        most = max(made.rows)
        return replace(made, rows=[most] * rows, gap=min(pitch, height / rows) - most) if rows * most < height else made

    def _fitted(self, copy: StatsCopy, site: Site) -> _Set:
        """The numbers at the largest size at which each stands in one line and all find room; fewer of them beside each
        other where no size is small enough for that.

        Raises:
            FitError: they do not fit, and may not go on elsewhere.
        """
        most = min(site.region.across, len(copy.left))
        inner = site.inner
        sizes: list[_Set] = []
        even = even_rows(len(copy.left), most)
        for across in [*even, *(one for one in range(most, 0, -1) if one not in even)]:
            columns = Columns.of(inner, across, self.setter.grid.gutter)
            for factor in SIZES:
                made = self._at_size(copy, columns, replace(site, factor=factor))
                if made.whole and made.height <= inner.height + 0.01:
                    return made
                sizes.append(made)
            if made.whole:
                break
        if not made.whole:
            longest = max(copy.left, key=lambda stat: len(stat.value))
            raise FitError(f'the number "{longest.value}" is too long for its place', longest.where, "shorten it")
        held = [(size, size.held(inner.height)) for size in sizes if size.whole]
        if site.goes_on and max(rows for _, rows in held):
            return _part(held)
        raise self._too_high(copy, site, made)

    def _too_high(self, copy: StatsCopy, site: Site, made: _Set) -> FitError:
        leading = self.setter.scale.role(self.setter.medium.stat_label).leading
        lines = ceil((made.height - site.inner.height) / leading)
        much = counted(lines, "line")
        return FitError(
            f'"{site.slot}" is {much} too high for its place', copy.content.where,
            f"give fewer numbers, or labels that are shorter by {much} in all", over=lines * LINE,
        )  # fmt: skip

    def _at_size(self, copy: StatsCopy, columns: Columns, site: Site) -> _Set:
        setter = self.setter
        number, style, below = self._styles(site)
        texts: list[TypesetText] = []
        for index, stat in enumerate(copy.left, copy.start):
            value = self._value(stat, number, index, site)
            label = replace(self._label(stat, style, index, site)[0], space_before=below)
            texts.append(setter.set((value, label), columns.width))
        whole = all(not t.overfull and sum(1 for line in t.lines if line.paragraph == 0) == 1 for t in texts)
        rows = [self._above() + max(text.height for text in row) for row in columns.rows(texts)]
        return _Set(texts, rows, self._gap(), whole, columns, site.factor)

    def _styles(self, site: Site) -> tuple[TextStyle, TextStyle, float]:
        """The styles of numbers and of labels under them, and the space between them."""
        look = self.setter.brand.look.stats
        region = site.region
        number = TextStyle(region.style, "number", region.colour, None, site.inside, factor=site.factor, name="number")
        label = TextStyle(self._label_role(site), "label", "muted", None, site.inside, name="label")
        return number, label, look.label_gap * self.setter.scale.label.leading

    def _label_role(self, site: Site) -> TypeRole:
        """The style of labels: one that grew with its numbers, as long as they are much larger."""
        role, scale = self.setter.medium.stat_label, self.setter.scale
        most = site.factor * scale.role(site.region.style).size / LABEL_RATIO
        steps = range(min(step_of(site.region.style), LABEL_STEPS), 0, -1)
        return next((up for step in steps if scale.role(up := raised(role, step)).size <= most), role)

    def _levels(self, site: Site) -> tuple[Paragraph, ...]:
        """The looks of a number and of its label."""
        number, label, below = self._styles(site)
        levels = self.setter.levels(label)
        return (*self.setter.levels(number)[:1], replace(levels[0], space_before=below), *levels[1:4])

    def _value(self, stat: Stat, style: TextStyle, index: int, site: Site) -> Paragraph:
        return self.setter.plain(stat.value, style, f"{site.section}.{site.slot}.{index}.value", where=stat.where)

    def _label(self, stat: Stat, style: TextStyle, index: int, site: Site) -> tuple[Paragraph, ...]:
        fragment = Fragment(Block("paragraph", stat.label, stat.where), f"{site.section}.{site.slot}.{index}.label")
        return self.setter.paragraphs([fragment], style)

    def _above(self) -> float:
        """Space between a rule and the number under it."""
        return self.setter.brand.look.stats.rule_gap * self.setter.scale.label.leading

    def _gap(self) -> float:
        """Space between rows of numbers."""
        return self.setter.brand.look.stats.row_gap * self.setter.scale.label.leading

    def _rule(self, box: Rect, site: Site) -> ShapeItem:
        """The rule over a number: of the contrast colour on slides, hardly seen on pages."""
        brand, medium = self.setter.brand, self.setter.medium
        colour = brand.text("accent", site.inside) if medium.stat_rule == "accent" else self._hairline(site)
        return self._line(box, colour, medium.pick(brand.look.stats.rule), site)

    def _hairline(self, site: Site) -> Colour:
        return self.setter.brand.colours.hairline(site.inside)

    def _line(self, box: Rect, colour: Colour, weight: float, site: Site) -> ShapeItem:
        return ShapeItem(box, kind="line", stroke=colour, stroke_width=weight, name="rule", section=site.section)

    # --- labels beside the numbers

    def _rows(self, site: Site) -> Placed | None:
        """The numbers in rows; None where one of them leaves no room for its label."""
        content = _copy(site).content
        setter, box, look = self.setter, site.box, self.setter.brand.look.stats
        number = TextStyle(site.region.style, "number", site.region.colour, None, site.inside)
        label = TextStyle("caption", "label", "muted", None, site.inside)
        values = [self._value(stat, number, index, site) for index, stat in enumerate(content.stats)]
        widest = self._widest(values)
        side = box.width - widest - look.beside_gap
        if side < LABEL_LEAST * box.width:
            return None
        items: list[Item] = []
        y = box.y
        for index, (stat, value) in enumerate(zip(content.stats, values, strict=True)):
            text = setter.set(self._label(stat, label, index, site), side)
            figure = setter.set((value,), widest)
            rule = Rect(box.x, y, box.width, 0.0)
            items.append(self._line(rule, self._hairline(site), look.beside_rule, site))
            y += look.beside_padding
            # a label of one line stands on the number's baseline
            base = figure.lines[-1].baseline - text.lines[0].baseline if len(text.lines) == 1 else 0.0
            first = Rect(box.x, y, widest, figure.height)
            second = Rect(box.x + widest + look.beside_gap, y + base, side, text.height)
            name = f"{site.slot}-{index + 1}"
            left = self.placer.text_item(figure, first, site.region, site.section, look.beside_gap)
            right = self.placer.text_item(text, second, site.region, site.section)
            items += [replace(left, slot=f"{name}-value"), replace(right, slot=f"{name}-label")]
            y += max(figure.height, text.height) + look.beside_padding
        return Placed(tuple(items), y - box.y, {})

    # --- a few numbers of a slide of their own, under each other over all of its height

    def _board(self, site: Site) -> Placed | None:
        """A few numbers of a slide in rows, each as large as it can be beside its label; None where there are more, or
        too little room.
        """
        copy = _copy(site)
        if not site.region.grow or site.endless or site.region.across < 2 or not 1 < len(copy.left) < SEVERAL:
            return None
        for factor in SIZES:
            board = self._board_of(copy, replace(site, factor=factor))
            if board is not None:
                return self._on_board(board, site)
        return None

    def _widest(self, values: Iterable[Paragraph]) -> float:
        """How wide the box of numbers is, by the widest of them."""
        setter = self.setter.typesetter
        return setter.box_width(max(setter.natural_width(value, self.setter.profile) for value in values)) + 1

    def _board_of(self, copy: StatsCopy, site: Site) -> _Board | None:
        """The rows of numbers of one size, with their looks; None where they find no room."""
        setter, inner, look = self.setter, site.inner, self.setter.brand.look.stats
        number, label, _ = self._styles(site)
        labels = setter.levels(label)
        looks = (*setter.levels(number)[:1], *labels[: KEYED_LEVELS - 1]), labels
        values = [self._value(stat, number, index, site) for index, stat in enumerate(copy.left, copy.start)]
        gap = BOARD_GAP * look.beside_gap
        column = self._column_after(self._widest(values) + gap, inner.width)
        side = inner.width - column
        if side < BOARD_LEAST * inner.width:
            return None
        rows: list[_Row] = []
        for index, (stat, value) in enumerate(zip(copy.left, values, strict=True), copy.start):
            beside = setter.set(self._label(stat, label, index, site), side)
            rows.append(_Row(setter.set((value,), column - gap), beside, looks))
        high = max(max(row.value.height, row.label.height) for row in rows) + self._above()
        return _Board(rows, column) if high * len(rows) <= inner.height else None

    def _column_after(self, taken: float, width: float) -> float:
        """Where the first column of a place begins after so many points are taken, in points from its left edge: labels
        stand on the grid, and numbers of other widths leave them where they are.
        """
        grid = self.setter.grid
        pitch = (width + grid.gutter) / grid.columns
        return ceil(taken / pitch - 0.001) * pitch

    def _on_board(self, board: _Board, site: Site) -> Placed:
        """Numbers in rows of one height, under a rule each, number and label in the middle of their row."""
        inner, gap = site.inner, BOARD_GAP * self.setter.brand.look.stats.beside_gap
        rows, column = board.rows, board.column
        pitch = inner.height / len(rows)
        items: list[Item] = []
        for index, row in enumerate(rows):
            place = Rect(inner.x, inner.y + index * pitch, inner.width, pitch)
            items.append(self._rule(Rect(place.x, place.y, place.width, 0.0), site))
            parts = (
                ("", row.value, Rect(place.x, place.y, column - gap, pitch)),
                ("-label", row.label, Rect(place.x + column, place.y, place.width - column, pitch)),
            )
            for (name, text, box), levels in zip(parts, row.looks, strict=True):
                item = self.placer.text_item(text, box, site.region, site.section)
                lines = text.lowered((pitch - text.height) / 2)
                slot = f"{site.slot}-{index + 1}{name}"
                items.append(replace(item, lines=lines, anchor="middle", slot=slot, styles=levels))
        return Placed(tuple(items), site.box.height, {})

    def placeholders(self, site: Site) -> list[Placeholder]:
        style = self._levels(site)
        cells = equal_cells(site.inner, site.region.across, 1, self.setter.grid.gutter)
        return [Placeholder(f"{site.slot}-{number}", "body", cell, style) for number, cell in enumerate(cells, 1)]


def _copy(site: Site) -> StatsCopy:
    """What a site shows of its numbers: all, or those from a number on."""
    content = next(iter(site.contents.values()))
    if isinstance(content, StatsContent):
        return StatsCopy(content)
    assert isinstance(content, StatsCopy)
    return content


def _part(held: Sequence[tuple[_Set, int]]) -> _Set:
    """Of sizes and the rows that a place holds at each, those for a first place: of as few places as can be, at the
    largest size, all about as full.
    """
    few = min(ceil(len(made.rows) / rows) for made, rows in held if rows)
    made = next(made for made, rows in held if rows and ceil(len(made.rows) / rows) == few)
    return made.first(ceil(len(made.rows) / few))

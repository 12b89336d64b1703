"""Regions → items: text, cards, numbers and pictures in a box whose size is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from reportgen.content.chart import ChartContent
from reportgen.content.picture import PictureContent
from reportgen.content.stats import StatsContent
from reportgen.content.text import Block, Span
from reportgen.errors import FitError
from reportgen.frames import Item, Paragraph, ShapeItem, TextItem
from reportgen.frames.makeup import SlotFit
from reportgen.geometry import Insets, Rect
from reportgen.layout.components.chart import Charts
from reportgen.layout.components.entries import Entries
from reportgen.layout.components.pictures import Pictures
from reportgen.layout.components.plates import Plates
from reportgen.layout.fit import Fitted, fit
from reportgen.layout.fragments import Copy, EntriesCopy, Fragment, Slot, TableCopy
from reportgen.layout.styles import SetText, TextSetter, TextStyle
from reportgen.layout.tables.setting import Tables, suits_columns
from reportgen.templates import Region, TableInPicture

ENDLESS = 1e6
"""A height that any text fits."""

OUTLINE = 0.75
"""Weight of the line round a panel that has the colour of its ground, in points."""

PICTURED = PictureContent | ChartContent
"""What a picture's place takes."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A region with its content: items, the height used (points), the copy left over by slot, and the cost."""

    items: tuple[Item, ...]
    height: float
    rest: Mapping[str, Slot]
    fill: float = 1.0
    cost: float = 0.0
    steps: tuple[str, ...] = ()
    fits: tuple[SlotFit, ...] = ()


_KINDS: Mapping[str, tuple[type, ...]] = {
    "picture": (PictureContent, ChartContent, TableCopy),
    "stats": (StatsContent,),
    "table": (TableCopy,),
    "chart": (ChartContent,),
    "entries": (EntriesCopy,),
}
"""What regions of each kind take; all others take copy."""


def taken(region: Region, slots: Mapping[str, Slot]) -> list[str]:
    """The region's slots that have content of the region's kind."""
    wanted = _KINDS.get(region.kind, (Copy,))
    if region.kind == "picture" and region.shape == "circle":
        wanted = (PictureContent,)
    names = [name for name in region.slots if isinstance(slots.get(name), wanted)]
    if region.kind in ("table", "picture"):
        tables = [(name, slots[name]) for name in names]
        names = [n for n, slot in tables if not isinstance(slot, TableCopy) or suits_columns(slot, region.columns)]
    return names


class Placer:
    """Places regions for one publication."""

    def __init__(self, setter: TextSetter, pictures: Pictures, table_in_picture: TableInPicture) -> None:
        self.setter = setter
        self.pictures = pictures
        self.table_in_picture = table_in_picture
        self.plates = Plates(setter.brand, pictures)
        self.tables = Tables(setter, pictures)
        self.charts = Charts(setter)
        self.entries = Entries(setter, pictures)

    def place(
        self,
        region: Region,
        slots: Mapping[str, Slot],
        box: Rect,
        ground: str,
        section: int,
        *,
        give: float = 0.0,
        target: float | None = None,
        dense: bool = False,
        may_continue: bool = True,
    ) -> Placed:
        """Place what the region takes of `slots` into `box`.

        Raises:
            FitError: the content does not fit, and the region's contract ends in error.
        """
        names = taken(region, slots)
        if not names:
            return Placed((), 0.0, {}, 0.0)
        match region.kind:
            case "picture" | "chart":
                content = slots[names[0]]
                if isinstance(content, ChartContent):
                    return Placed(self.charted(content, box, region, ground, section), box.height, {})
                if isinstance(content, TableCopy):
                    drawn = self.table_in_picture.place(region, self.setter.kind)
                    if region.at is not None and region.at.bleed:
                        box = _within(box, self.setter.grid.area)
                    return self.table(content, names[0], box, drawn, ground, section, may_continue)
                assert isinstance(content, PictureContent)
                return Placed(self.captioned(content, box, region, ground, section), box.height, {})
            case "stats":
                content = slots[names[0]]
                assert isinstance(content, StatsContent)
                if region.beside:
                    return self.stat_rows(content, box, region, ground, section)
                return self.stats(content, box, region, ground, section)
            case "table":
                copy = slots[names[0]]
                assert isinstance(copy, TableCopy)
                return self.table(copy, names[0], box, region, ground, section, may_continue)
            case "entries":
                entries = slots[names[0]]
                assert isinstance(entries, EntriesCopy)
                laid = self.entries.place(entries, box, region, ground, section, may_continue=may_continue)
                left: dict[str, Slot] = {names[0]: laid.rest} if laid.rest is not None else {}
                return Placed(laid.items, laid.height, left, laid.fill, laid.cost, laid.steps)
            case "cards":
                return self.cards(names, slots, box, region, ground, section, may_continue)
            case "text":
                return self.text(names, slots, box, region, ground, section, give, target, dense, may_continue)

    def text(
        self,
        names: list[str],
        slots: Mapping[str, Slot],
        box: Rect,
        region: Region,
        ground: str,
        section: int,
        give: float,
        target: float | None,
        dense: bool,
        may_continue: bool,
    ) -> Placed:
        copies = [slot for name in names if isinstance(slot := slots[name], Copy)]
        inner = box.inset(Insets(region.inset, region.inset, region.inset, region.inset))
        panel_ground = region.panel or ground
        fitted = fit(
            self.setter,
            region,
            copies,
            panel_ground,
            inner.width,
            inner.height,
            may_continue=may_continue,
            target=target,
            dense=dense,
        )
        items: list[Item] = []
        if region.panel:
            items.append(self.panel(region.panel, box, section))
        items.append(self.text_item(fitted.text, inner, region, section, give))
        rest = self._rest(names, slots, fitted)
        fill = min(1.0, fitted.text.height / inner.height) if inner.height else 1.0
        fits = tuple(fitted.report(name, inner.height if inner.height < ENDLESS / 2 else None) for name in names[:1])
        return Placed(tuple(items), fitted.text.height, rest, fill, fitted.cost, fitted.steps, fits)

    def _rest(self, names: list[str], slots: Mapping[str, Slot], fitted: Fitted) -> dict[str, Slot]:
        if not fitted.rest:
            return {}
        rest: dict[str, Slot] = {}
        for name in names:
            copy = slots[name]
            assert isinstance(copy, Copy)
            keys = {fragment.key for fragment in copy.fragments}
            left = tuple(fragment for fragment in fitted.rest if fragment.key in keys)
            if left:
                rest[name] = Copy(left)
        return rest

    def text_item(self, text: SetText, box: Rect, region: Region, section: int, give: float = 0.0) -> TextItem:
        """Set text as an item whose lines stand at the region's anchor."""
        spare = box.height - text.height
        drop = {"top": 0.0, "middle": spare / 2, "bottom": spare}[region.anchor]
        return TextItem(
            box=box,
            paragraphs=text.paragraphs,
            lines=text.lowered(max(drop, 0.0)),
            slot=region.slots[0],
            anchor=region.anchor,
            give=give,
            section=section,
            where=text.where,
        )

    def panel(self, ground: str, box: Rect, section: int | None) -> ShapeItem:
        """A panel on paper, with an outline where it has the colour of the paper."""
        colours = self.setter.brand.colours
        line = colours.outline(ground, "paper")
        width = OUTLINE if line is not None else 0.0
        return ShapeItem(box, "rect", colours.fill(ground), line, width, name="panel", section=section)

    def charted(self, content: ChartContent, box: Rect, region: Region, ground: str, section: int) -> tuple[Item, ...]:
        """A chart in a box; where the box runs to the edge of the sheet, the chart keeps the margins."""
        if region.at is not None and region.at.bleed:
            box = _within(box, self.setter.grid.area)
        return self.charts.place(content, box, region, ground, section)

    def captioned(
        self, content: PictureContent, box: Rect, region: Region, ground: str, section: int
    ) -> tuple[Item, ...]:
        """A picture in a box of fixed size, and under it in the same box its caption and credit."""
        bleeds = region.at is not None and bool(region.at.bleed)
        if bleeds and (content.fit == "contain" or content.shape in ("rounded", "circle")):
            box = _within(box, self.setter.grid.area)  # only what fills its place may run to the edge
            bleeds = False
        inset = self.setter.scale.caption.leading if bleeds else 0.0
        text = self.caption(content, region, ground, section, box.width - 2 * inset)
        if text is None:
            return self.picture(content, box, region, ground, section)
        gap = 0.3 * text.paragraphs[0].leading
        height = text.height + gap + inset
        if height > 0.4 * box.height:
            raise FitError(
                f'the caption of "{region.slots[0]}" leaves no room for the picture', content.where, "shorten it"
            )
        whole = Rect(box.x, box.y, box.width, box.height - height)
        items = self.picture(content, whole, region, ground, section)
        area = Rect(box.x + inset, items[0].box.bottom + gap, box.width - 2 * inset, text.height)
        if inset:
            area = Rect(area.x, whole.bottom + gap, area.width, area.height)
        return (*items, TextItem(area, text.paragraphs, text.lines, section=section, where=content.where))

    def caption(
        self, content: PictureContent, region: Region, ground: str, section: int, width: float
    ) -> SetText | None:
        """Caption and credit, set; None where the picture has neither."""
        spans = content.caption
        if content.credit:
            spans = (*spans, Span(f"{' ' if spans else ''}{content.credit}"))
        if not spans:
            return None
        fragment = Fragment(Block("paragraph", spans, content.where), f"{section}.{region.slots[0]}.caption")
        paragraphs = self.setter.paragraphs([fragment], TextStyle("caption", "caption", "muted", None, ground))
        return self.setter.set(paragraphs, width)

    def picture(
        self, content: PictureContent, box: Rect, region: Region, ground: str, section: int
    ) -> tuple[Item, ...]:
        """A picture in a box, which it fills or is contained in; and what is laid over it."""
        shape = content.shape or ("rect" if content.fit == "contain" else region.shape)
        over = ground if region.overlay else None
        return self.plates.place(content, box, shape, region.slots[0], section, over=over)

    def table(
        self, copy: TableCopy, name: str, box: Rect, region: Region, ground: str, section: int, may_continue: bool
    ) -> Placed:
        """A table, or as much of it as the box holds."""
        laid = self.tables.place(copy, box, region, ground, section, may_continue=may_continue)
        rest: dict[str, Slot] = {name: laid.rest} if laid.rest is not None else {}
        fill = min(1.0, 0.3 + laid.height / box.height) if box.height else 1.0
        return Placed(laid.items, laid.height, rest, fill, laid.cost, laid.steps)

    def stats(self, content: StatsContent, box: Rect, region: Region, ground: str, section: int) -> Placed:
        """Numbers in equal columns under a hairline; one size for all values, taken from the longest."""
        setter = self.setter
        ground = region.panel or ground
        count = len(content.stats)
        across = min(region.across, count)
        rows = -(-count // across)
        gutter = setter.grid.gutter
        inner = box.inset(Insets(region.inset, region.inset, region.inset, region.inset))
        width = (inner.width - gutter * (across - 1)) / across
        label = TextStyle("caption" if setter.kind == "newsletter" else "body", "label", "muted", None, ground)
        texts: list[tuple[Paragraph, SetText]] = []
        rule = 0.5 * setter.scale.label.leading
        gap = setter.scale.label.leading
        for factor in (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4):
            number = TextStyle(region.style, "number", region.colour, None, ground, factor=factor)
            texts = []
            for index, stat in enumerate(content.stats):
                key = f"{section}.{region.slots[0]}.{index}"
                value = setter.plain(stat.value, number, f"{key}.value", where=stat.where)
                fragment = Fragment(Block("paragraph", stat.label, stat.where), f"{key}.label")
                below = replace(setter.paragraphs([fragment], label)[0], space_before=0.25 * setter.scale.label.leading)
                texts.append((value, setter.set((value, below), width)))
            whole = all(not t.overfull and sum(1 for line in t.lines if line.paragraph == 0) == 1 for _, t in texts)
            row_heights = [
                rule + max(text.height for _, text in texts[row * across : (row + 1) * across]) for row in range(rows)
            ]
            height = sum(row_heights) + gap * (rows - 1)
            if whole and height <= inner.height + 0.01:
                break
        if not whole:
            longest = max(content.stats, key=lambda stat: len(stat.value))
            raise FitError(f'the number "{longest.value}" is too long for its place', longest.where, "shorten it")
        spare = inner.height - height
        if spare < -0.01:
            raise FitError(
                f'"{region.slots[0]}" needs {height:.0f} pt of height, its place has {inner.height:.0f}',
                content.where,
                "give fewer numbers or shorter labels",
            )
        top = inner.y + {"top": 0.0, "middle": spare / 2, "bottom": spare}[region.anchor]
        items: list[Item] = [self.panel(region.panel, box, section)] if region.panel else []
        for row in range(rows):
            for column, (_, text) in enumerate(texts[row * across : (row + 1) * across]):
                x = inner.x + column * (width + gutter)
                line = ShapeItem(
                    Rect(x, top, width, 0.0),
                    kind="line",
                    stroke=setter.brand.text("accent", ground)
                    if setter.kind == "deck"
                    else setter.brand.colours.hairline(ground),
                    stroke_width=1.5 if setter.kind == "deck" else 0.75,
                    name="rule",
                    section=section,
                )
                cell = Rect(x, top + rule, width, row_heights[row] - rule)
                number_of = row * across + column + 1
                item = self.text_item(text, cell, region, section, 0.0)
                item = replace(item, lines=text.lines, anchor="top", slot=f"{region.slots[0]}-{number_of}")
                items += [line, item]
            top += row_heights[row] + gap
        return Placed(tuple(items), height + 2 * region.inset, {}, min(1.0, height / inner.height * 1.6), 0.0)

    def stat_rows(self, content: StatsContent, box: Rect, region: Region, ground: str, section: int) -> Placed:
        """Numbers under each other, labels beside them, a hairline over each."""
        setter = self.setter
        ground = region.panel or ground
        number = TextStyle(region.style, "number", region.colour, None, ground)
        label = TextStyle("caption", "label", "muted", None, ground)
        values = []
        for index, stat in enumerate(content.stats):
            key = f"{section}.{region.slots[0]}.{index}.value"
            value = setter.plain(stat.value, number, key, where=stat.where)
            values.append(value)
        widest = max(setter.typesetter.natural_width(value, setter.profile) for value in values) + 1
        gap = 14.0
        side = box.width - widest - gap
        if side < 0.25 * box.width:
            raise FitError("a number is too long for its place", content.where, "shorten it")
        items: list[Item] = []
        y = box.y
        pad = 3.0
        for index, (stat, value) in enumerate(zip(content.stats, values, strict=True)):
            key = f"{section}.{region.slots[0]}.{index}.label"
            fragment = Fragment(Block("paragraph", stat.label, stat.where), key)
            text = setter.set(setter.paragraphs([fragment], label), side)
            figure = setter.set((value,), widest)
            height = max(figure.height, text.height)
            items.append(
                ShapeItem(
                    Rect(box.x, y, box.width, 0.0),
                    kind="line",
                    stroke=setter.brand.colours.hairline(ground),
                    stroke_width=0.75,
                    name="rule",
                    section=section,
                )
            )
            y += pad
            base = figure.lines[-1].baseline - text.lines[0].baseline if len(text.lines) == 1 else 0.0
            name = f"{region.slots[0]}-{index + 1}"
            first = Rect(box.x, y, widest, figure.height)
            second = Rect(box.x + widest + gap, y + base, side, text.height)
            items.append(replace(self.text_item(figure, first, region, section, gap), slot=f"{name}-value"))
            items.append(replace(self.text_item(text, second, region, section), slot=f"{name}-label"))
            y += height + pad
        return Placed(tuple(items), y - box.y, {})

    def cards(
        self,
        names: list[str],
        slots: Mapping[str, Slot],
        box: Rect,
        region: Region,
        ground: str,
        section: int,
        may_continue: bool,
    ) -> Placed:
        """Points as equal cards on a grid; more points than cards go on to the next slide, shared evenly."""
        copy = slots[names[0]]
        assert isinstance(copy, Copy)
        groups = _groups(copy.fragments)
        most = region.across * region.down
        rest: dict[str, Slot] = {}
        if len(groups) > most:
            slides = -(-len(groups) // most)
            take = -(-len(groups) // slides)
            left = tuple(fragment for group in groups[take:] for fragment in group)
            rest[names[0]] = Copy(left)
            groups = groups[:take]
        across, down = _arrangement(len(groups), region.across, region.down)
        cells = grid_cells(box, across, down, self.setter.grid.gutter)
        panel = region.panel or "tint"
        inset = region.inset
        number_dress = TextStyle("number", "number", "accent", None, panel, factor=0.75)
        number_size, number_leading = self.setter.size(self.setter.scale.role("number"), 0.75)
        head = number_leading + self.setter.brand.look.cards.number_gap * number_size if region.numbers else 0.0
        inner_width = cells[0].width - 2 * inset
        inner_height = cells[0].height - 2 * inset - head
        base = TextStyle.of(region, panel)
        factors = [1.2, 1.15, 1.1, 1.05, 1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7]
        smallest = min((step.shrink for step in region.fit if not isinstance(step, str)), default=1.0)
        smallest = max(smallest, self.setter.least_factor(base))
        for factor in [f for f in factors if f >= smallest - 0.001]:
            text_style = replace(base, factor=factor)
            cards = [self.setter.set(self.setter.paragraphs(_bare(group), text_style), inner_width) for group in groups]
            if all(text.height <= inner_height + 0.01 and not text.overfull for text in cards):
                break
        else:
            longest = max(range(len(cards)), key=lambda index: cards[index].height)
            lines = [line for line in cards[longest].lines if line.baseline > inner_height]
            over = sum(line.end - line.start for line in lines)
            where = groups[longest][0].block.where
            raise FitError(
                f'"{names[0]}" is {max(over, 1)} characters too long for a card after shrink to {smallest:g}',
                where,
                f"shorten it, or give a shorter text under short: {{{names[0]}: …}}",
            )
        items: list[Item] = []
        for index, (cell, text) in enumerate(zip(cells, cards, strict=False)):
            items.append(self.panel(panel, cell, section))
            inner = cell.inset(Insets(inset, inset, inset, inset))
            lowered = text.lowered(head)
            paragraphs = text.paragraphs
            if region.numbers:
                mark = self.setter.plain(str(index + 1), number_dress, f"{section}.{names[0]}.number{index}")
                mark_text = self.setter.set((mark,), inner_width)
                items.append(
                    TextItem(
                        Rect(inner.x, inner.y, inner.width, number_leading),
                        mark_text.paragraphs,
                        mark_text.lines,
                        artifact=True,
                        section=section,
                    )
                )
                inner = Rect(inner.x, inner.y + head, inner.width, inner.height - head)
                lowered = text.lines
            items.append(
                TextItem(
                    inner,
                    paragraphs,
                    lowered,
                    slot=f"{names[0]}-{index + 1}",
                    section=section,
                    where=paragraphs[0].where,
                )
            )
        fullest = max(text.height for text in cards) / inner_height
        fill = min(1.0, 0.55 + 0.45 * fullest)
        return Placed(tuple(items), box.height, rest, fill, 8 * max(0.0, 1 - factor))


def _within(box: Rect, area: Rect) -> Rect:
    """The part of a box that lies in an area."""
    x, y = max(box.x, area.x), max(box.y, area.y)
    return Rect(x, y, min(box.right, area.right) - x, min(box.bottom, area.bottom) - y)


def grid_cells(box: Rect, across: int, down: int, gutter: float) -> list[Rect]:
    """`across` × `down` equal boxes with gutters between them, row by row."""
    width = (box.width - gutter * (across - 1)) / across
    height = (box.height - gutter * (down - 1)) / down
    return [
        Rect(box.x + column * (width + gutter), box.y + row * (height + gutter), width, height)
        for row in range(down)
        for column in range(across)
    ]


def _arrangement(count: int, across: int, down: int) -> tuple[int, int]:
    if count <= across and down == 1:
        return count, 1
    if count == 3:
        return 3, 1
    if count <= 2:
        return count, 1
    columns = 2 if count <= 4 else 3
    return columns, -(-count // columns)


def _groups(fragments: tuple[Fragment, ...]) -> list[list[Fragment]]:
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

"""Tables → items: widths solved from content, figures aligned on the decimal mark, long ones cut between rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from reportgen.content.table import TableContent
from reportgen.content.table.format import Formats
from reportgen.content.text import Block, Span
from reportgen.errors import FitError, Where
from reportgen.frames import Colour, ImageItem, Item, Paragraph, ShapeItem, TableCell, TableItem, TableRule, TextItem
from reportgen.geometry import Rect
from reportgen.layout.components.pictures import Pictures
from reportgen.layout.fragments import Fragment, TableCopy
from reportgen.layout.styles import TextSetter, TextStyle
from reportgen.layout.tables.texts import Look, Prepared, Row, Writer
from reportgen.layout.tables.widths import Solved, Solver
from reportgen.layout.vocabulary import word
from reportgen.templates import Region, Shrink

MOST_PARTS = 60
"""Slides that one table may be split over."""

LADDER = (0.8, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5)
"""Sizes on slides, as parts of the region's: all but the last two may be taken to keep a table on one slide."""

SPLIT_AT = 0.7
"""The size on slides of a table that goes on."""

SEVERAL = 0.4
"""Cost of each column more than one, so that a table stands in several only where that gains something."""

LEAST_ROWS = 8
"""Rows to a column, at least, of a table that is set in several."""

TOGETHER = 2
"""Rows that stay together at a cut."""


@dataclass(frozen=True, slots=True)
class LaidTable:
    """The part of a table that stands in one place: items, height used, what is left over, and the cost."""

    items: tuple[Item, ...]
    height: float
    rest: TableCopy | None
    cost: float = 0.0
    steps: tuple[str, ...] = ()


def suits_columns(copy: TableCopy, columns: int) -> bool:
    """Whether a table may stand in so many columns: it goes on in as many as it began, and a short one takes one."""
    if copy.start:
        return columns == copy.columns
    return columns == 1 or len(copy.content.rows) >= LEAST_ROWS * columns


class Tables:
    """Lays tables for one publication; keeps what it has solved, so that parts of one table cost little."""

    def __init__(self, setter: TextSetter, pictures: Pictures) -> None:
        self.setter = setter
        self.pictures = pictures
        self.formats = Formats(setter.language)
        self._prepared: dict[tuple[object, ...], Prepared] = {}
        self._solved: dict[tuple[object, ...], Solved | FitError] = {}

    # --- placing

    def place(
        self, copy: TableCopy, box: Rect, region: Region, ground: str, section: int, *, may_continue: bool = True
    ) -> LaidTable:
        """As much of the table as the box holds, at its top.

        Raises:
            FitError: it is too wide at the smallest size allowed, or a row is taller than the box.
        """
        may_continue = may_continue and "continue" in region.fit
        if copy.factor is not None:
            return self._part(copy, copy.factor, box, region, ground, section, may_continue)
        failure: FitError | None = None
        factors = self._factors(region)
        self._refuse_endless(copy, box, region, factors[-1], may_continue)
        for factor in factors:
            if self.setter.kind == "deck" and factor < LADDER[4] and any(f >= LADDER[4] for f in factors):
                break
            try:
                laid = self._part(replace(copy, factor=factor), factor, box, region, ground, section, may_continue)
            except FitError as error:
                failure = error
                continue
            if laid.rest is None or self.setter.kind == "newsletter":
                return self._stepped(laid, factor, factors)
        for factor in [f for f in factors if f <= SPLIT_AT] or factors[-1:]:
            try:
                laid = self._part(replace(copy, factor=factor), factor, box, region, ground, section, may_continue)
            except FitError as error:
                failure = error
                continue
            return self._stepped(laid, factor, factors)
        assert failure is not None
        raise failure

    def _refuse_endless(self, copy: TableCopy, box: Rect, region: Region, smallest: float, may_continue: bool) -> None:
        """Say at once that a table is too long, where single lines at the smallest size already are."""
        look = self._look(region, smallest, copy.content)
        least = len(copy.content.rows) * (look.leading + 2 * look.down) / region.columns
        if self.setter.kind == "deck" and may_continue:
            self._check_parts(ceil(least / box.height), copy)
        elif not may_continue and least > min(box.height, self.setter.grid.size.height):
            raise self._too_tall(copy, least - min(box.height, self.setter.grid.size.height))

    def _check_parts(self, slides: int, copy: TableCopy) -> None:
        if slides > MOST_PARTS:
            raise FitError(
                f"this table needs {slides} slides; the most is {MOST_PARTS}",
                copy.content.where,
                "leave rows out, show the first with top: 100, or leave it out of the deck: only: newsletter",
            )

    def _too_tall(self, copy: TableCopy, over: float) -> FitError:
        return FitError(f"the table is {over:.0f} pt too tall for its place", copy.content.where, "leave rows out")

    def _stepped(self, laid: LaidTable, factor: float, factors: Sequence[float]) -> LaidTable:
        if factor == factors[0]:
            return laid
        return replace(laid, cost=laid.cost + 4 * (factors[0] - factor), steps=(f"shrink to {factor:g}", *laid.steps))

    def _factors(self, region: Region) -> list[float]:
        floor = min((step.shrink for step in region.fit if isinstance(step, Shrink)), default=1.0)
        if self.setter.kind == "deck":
            return [factor for factor in LADDER if factor >= floor - 0.001] or [LADDER[0]]
        steps = [1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6]
        return [factor for factor in steps if factor >= floor - 0.001]

    def _part(
        self, copy: TableCopy, factor: float, box: Rect, region: Region, ground: str, section: int, may_continue: bool
    ) -> LaidTable:
        content = copy.content
        columns = region.columns
        gutter = self.setter.grid.gutter
        width = (box.width - gutter * (columns - 1)) / columns
        solved = self._solve(copy, factor, width, region, ground)
        look = solved.prepared.look
        items: list[Item] = []
        y = box.y
        caption = self._caption(copy, ground)
        if caption:
            text = self.setter.set(caption, box.width)
            area = Rect(box.x, y, box.width, text.height)
            items.append(TextItem(area, text.paragraphs, text.lines, section=section, where=content.where))
            y += text.height + 0.4 * look.size
        head = sum(solved.heights[: solved.head])
        count = len(content.rows)
        room = box.bottom - y - head
        ends = self._balanced(solved, copy, room - self._notes_height(copy, count, box.width, ground), columns)
        steps: tuple[str, ...] = ()
        if not ends:
            ends = self._cut(solved, copy, room, box.width, ground, columns, may_continue)
            steps = ("continue",)
        starts = [copy.start, *ends[:-1]]
        end = ends[-1]
        tallest = head + max(self._height(solved, *pair) for pair in zip(starts, ends, strict=True))
        if tallest > self.setter.grid.size.height:
            # asked for whole, without a page in view: only its height matters, for it will be cut
            return LaidTable(tuple(items), y + tallest - box.y, None)
        for number, (start, stop) in enumerate(zip(starts, ends, strict=True)):
            place = Rect(box.x + number * (width + gutter), y, width, 0.0)
            item, marks = self._item(solved, replace(copy, start=start), stop, place, region, ground, section)
            items += [item, *marks]
        y += tallest
        notes = self._notes(copy, end, ground)
        if notes:
            y += 0.5 * look.size
            text = self.setter.set(notes, box.width)
            area = Rect(box.x, y, box.width, text.height)
            items.append(TextItem(area, text.paragraphs, text.lines, section=section, where=content.where))
            y += text.height
        rest = replace(copy, start=end, factor=factor, columns=columns) if end < count else None
        return LaidTable(tuple(items), y - box.y, rest, SEVERAL * (columns - 1), steps)

    def _height(self, solved: Solved, start: int, end: int) -> float:
        return sum(solved.heights[solved.head + start : solved.head + end])

    def _balanced(self, solved: Solved, copy: TableCopy, room: float, columns: int) -> list[int]:
        """Where each column ends if all that is left of the table stands here, columns evenly full; else nothing."""
        count = len(copy.content.rows)
        total = self._height(solved, copy.start, count)
        if total > room * columns + 0.01:
            return []
        limit = total / columns
        while True:
            limit = min(limit, room)
            ends = self._filled(solved, copy.start, limit, columns)
            if ends and ends[-1] == count:
                return ends
            if limit >= min(room, total):
                return []
            limit += 0.5 * solved.prepared.look.leading

    def _filled(self, solved: Solved, start: int, limit: float, columns: int) -> list[int]:
        """Where each of the columns ends, filled to `limit` in turn; nothing if one would be empty."""
        count = len(solved.heights) - solved.head
        ends: list[int] = []
        for _ in range(columns):
            end, used = start, 0.0
            while end < count and used + solved.heights[solved.head + end] <= limit + 0.01:
                used += solved.heights[solved.head + end]
                end += 1
            while start < end < count and solved.bound[end]:
                end -= 1
            if end == start:
                return []
            ends.append(end)
            start = end
            if end == count:
                break
        return ends

    def _cut(
        self,
        solved: Solved,
        copy: TableCopy,
        room: float,
        width: float,
        ground: str,
        columns: int,
        may_continue: bool,
    ) -> list[int]:
        """Where each column ends, of the part that this place holds."""
        if columns == 1:
            return [self._end(solved, copy, room, width, ground, may_continue)]
        total = self._height(solved, copy.start, len(copy.content.rows))
        if not may_continue:
            raise self._too_tall(copy, total / columns - room)
        room -= self._notes_height(copy, len(copy.content.rows), width, ground)
        limit = room
        if self.setter.kind == "deck" and room > 0:
            slides = ceil(total / (columns * room))
            self._check_parts(slides, copy)
            limit = min(room, total / (columns * slides) + solved.heights[-1])
        ends = self._filled(solved, copy.start, limit, columns)
        if not ends:
            raise FitError("a row of the table is taller than its place", copy.content.where, "shorten it")
        return ends

    def _end(self, solved: Solved, copy: TableCopy, room: float, width: float, ground: str, may_continue: bool) -> int:
        """The row before which the table is cut, so that the part fits `room`; slides are filled evenly."""
        content = copy.content
        count = len(content.rows)
        total = self._height(solved, copy.start, count)
        if not may_continue:
            raise self._too_tall(copy, total - room)
        limit = room
        if self.setter.kind == "deck" and room > 0:
            slides = ceil(total / room)
            self._check_parts(slides, copy)
            limit = min(room, total / slides + 0.5 * solved.heights[-1])
        end, used = copy.start, 0.0
        while end < count and used + solved.heights[solved.head + end] <= limit + 0.01:
            used += solved.heights[solved.head + end]
            end += 1
        end = min(end, max(count - TOGETHER, copy.start + 1))
        while end > copy.start:
            notes = self._notes_height(copy, end, width, ground)
            if not solved.bound[end] and self._height(solved, copy.start, end) + notes <= room + 0.01:
                break
            end -= 1
        if end <= copy.start:
            where = next((e.where for e in content.rows[copy.start].entries if e is not None), content.where)
            raise FitError("a row of the table is taller than its place", where, "shorten it, or split it in two")
        return end

    # --- texts around

    def _caption(self, copy: TableCopy, ground: str) -> tuple[Paragraph, ...]:
        """The caption, or what goes on: "… (continued)"."""
        spans = copy.content.caption
        if copy.start:
            more = word("continued", self.setter.language)
            if not spans and copy.title and self.setter.kind == "newsletter":
                spans = (Span(copy.title),)
            spans = (*spans, Span(f" ({more})" if spans else f"({more})"))
        if not spans:
            return ()
        block = Block("paragraph", spans, copy.content.where)
        key = f"{copy.key}.caption{copy.start or ''}"
        return self.setter.paragraphs([Fragment(block, key)], TextStyle("label", "label", "text", None, ground))

    def _used_notes(self, copy: TableCopy, end: int) -> list[int]:
        """The notes for rows up to `end`: those that they refer to, and at the table's end those without a mark."""
        content = copy.content
        marked = {column.note for column in content.columns if column.note}
        everywhere = set(marked)
        here = set(marked)
        for number, row in enumerate(content.rows):
            for entry in row.entries:
                if entry is not None and entry.note:
                    everywhere.add(entry.note)
                    if copy.start <= number < end:
                        here.add(entry.note)
        last = end == len(content.rows)
        return [n for n in range(1, len(content.notes) + 1) if n in here or (last and n not in everywhere)]

    def _notes(self, copy: TableCopy, end: int, ground: str) -> tuple[Paragraph, ...]:
        content = copy.content
        if not content.notes:
            return ()
        marked = {entry.note for row in content.rows for entry in row.entries if entry is not None}
        marked |= {column.note for column in content.columns}
        fragments = []
        for number in self._used_notes(copy, end):
            spans = content.notes[number - 1]
            if number in marked:
                spans = (Span(str(number), superscript=True), Span("\u00a0"), *spans)
            block = Block("paragraph", spans, content.where)
            fragments.append(Fragment(block, f"{copy.key}.note{number}.{copy.start}"))
        made = self.setter.paragraphs(fragments, TextStyle("caption", "caption", "muted", None, ground))
        return tuple(replace(paragraph, space_before=0.0) for paragraph in made)

    def _notes_height(self, copy: TableCopy, end: int, width: float, ground: str) -> float:
        notes = self._notes(copy, end, ground)
        if not notes:
            return 0.0
        return self.setter.set(notes, width).height + 0.5 * notes[0].runs[0].size + 2.0

    # --- cells

    def _look(self, region: Region, factor: float, content: TableContent) -> Look:
        size, leading = self.setter.size(self.setter.scale.role(region.style), factor)
        style = content.style or self.setter.brand.tables
        deck = self.setter.kind == "deck"
        return Look(size, leading, round(0.6 * size, 1), round((0.3 if deck else 0.32) * size, 1), 0.8 * size, style)

    def _prepare(self, copy: TableCopy, factor: float, region: Region, ground: str) -> Prepared:
        key = (copy.key, factor, region.style, ground)
        known = self._prepared.get(key)
        if known is not None:
            return known
        content = copy.content
        look = self._look(region, factor, content)
        writer = Writer(self.setter, self.formats, look, region, ground, copy.key)
        head = tuple(writer.head(content))
        rows: list[Row] = []
        zebra = self.setter.brand.colours.zebra(ground) if look.style == "zebra" else None
        band = False
        for number, row in enumerate(content.rows):
            band = row.kind == "body" and not band
            rows.append(writer.row(content, row, number, zebra if band else None))
        heads = [0.0] * len(content.columns)
        tails = [0.0] * len(content.columns)
        for made in rows:
            for place in made.places:
                if place.text is not None and place.text.aligned:
                    text = place.text
                    heads[place.column] = max(heads[place.column], text.width - text.tail - text.mark)
                    tails[place.column] = max(tails[place.column], text.tail)
        made_of = Prepared(look, head, tuple(rows), tuple(heads), tuple(tails))
        self._prepared[key] = made_of
        return made_of

    def _solve(self, copy: TableCopy, factor: float, width: float, region: Region, ground: str) -> Solved:
        key = (copy.key, factor, round(width, 2), region.style, ground)
        known = self._solved.get(key)
        if known is None:
            try:
                known = Solver(self.setter, self._prepare(copy, factor, region, ground), copy.content).solve(width)
            except FitError as error:
                known = error
            self._solved[key] = known
        if isinstance(known, FitError):
            raise known
        return known

    # --- the part as an item

    def _item(
        self, solved: Solved, copy: TableCopy, end: int, box: Rect, region: Region, ground: str, section: int
    ) -> tuple[TableItem, list[Item]]:
        head = solved.head
        numbers = [*range(head), *range(head + copy.start, head + end)]
        rows = [*solved.prepared.head, *solved.prepared.rows[copy.start : end]]
        heights = tuple(solved.heights[number] for number in numbers)
        edges = self._edges(rows, head, solved.prepared.look, ground)
        cells: list[TableCell] = []
        for at, number in enumerate(numbers):
            for cell in solved.cells[number]:
                bottom = edges[at + cell.rows]
                if at + cell.rows < head and cell.columns == 1:
                    bottom = None
                top = edges[at] if at >= head else None
                cells.append(  # not `replace`, which is slow, and there may be many
                    TableCell(
                        at,
                        cell.column,
                        cell.paragraphs,
                        cell.lines,
                        cell.margins,
                        cell.rows,
                        cell.columns,
                        cell.anchor,
                        cell.header,
                        cell.fill,
                        top,
                        bottom,
                    )
                )
        area = Rect(box.x, box.y, sum(solved.widths), sum(heights))
        content = copy.content
        names = ", ".join("".join(span.text for span in column.name) for column in content.columns)
        title = "".join(span.text for span in content.caption) or copy.title
        item = TableItem(
            box=area,
            columns=solved.widths,
            rows=heights,
            cells=tuple(cells),
            key=copy.key,
            header_rows=head,
            continued=copy.start > 0,
            banded=solved.prepared.look.style == "zebra",
            alt=content.alt or f"{title}: {names}",
            slot=region.slots[0],
            section=section,
            where=content.where,
        )
        return item, self._marks(solved, copy, end, area, ground, section)

    def _edges(self, rows: Sequence[Row], head: int, look: Look, ground: str) -> list[TableRule | None]:
        """The rule above each row, and below the last."""
        brand = self.setter.brand
        deck = self.setter.kind == "deck"
        strong = TableRule(brand.colours.frame(ground), 1.5 if deck else 1.0)
        light = TableRule(strong.colour, 1.0 if deck else 0.6)
        hair = TableRule(brand.colours.hairline(ground), 0.75 if deck else 0.5)
        edges: list[TableRule | None] = [None]
        for at in range(1, len(rows)):
            above, below = rows[at - 1].kind, rows[at].kind
            if below == "head":
                edges.append(hair)
            elif above == "head":
                edges.append(strong)
            elif below == "total":
                edges.append(light)
            elif look.style != "rules" or below == "group":
                edges.append(None if look.style != "rules" else hair)
            else:
                edges.append(hair)
        return [*edges, light if len(rows) > head else strong]

    def _marks(self, solved: Solved, copy: TableCopy, end: int, area: Rect, ground: str, section: int) -> list[Item]:
        """In-cell bars and sparklines of the rows shown; the scale is that of all rows."""
        content = copy.content
        look = solved.prepared.look
        found: list[Item] = []
        y = area.y + sum(solved.heights[: solved.head])
        scales = {
            at: _scale(content, at) for at, column in enumerate(content.columns) if column.kind in ("bar", "sparkline")
        }
        if not scales:
            return []
        for number in range(copy.start, end):
            height = solved.heights[solved.head + number]
            middle = y + look.down + look.leading - 0.56 * look.size
            for place in solved.prepared.rows[number].places:
                if place.graphic is None:
                    continue
                at = place.column
                right = area.x + sum(solved.widths[: at + 1]) - self._edge_pad(at, len(solved.widths), look)
                left = right - solved.graphics[at]
                box = Rect(left, middle - 0.32 * look.size, solved.graphics[at], 0.64 * look.size)
                value = place.graphic.value
                if isinstance(value, tuple):
                    found += self._sparkline(value, box, ground, section, place.graphic.where)
                elif isinstance(value, float):
                    found += self._bar(value, scales[at], box, ground, section)
            y += height
        return found

    def _edge_pad(self, at: int, count: int, look: Look) -> float:
        return 0.0 if at == count - 1 and look.style != "zebra" else look.across

    def _bar(self, value: float, scale: tuple[float, float], box: Rect, ground: str, section: int) -> list[Item]:
        low, high = scale
        unit = box.width / (high - low) if high > low else 0.0
        zero = box.x - low * unit
        length = abs(value) * unit
        if length < 0.05:
            return []
        brand = self.setter.brand
        colour = brand.colours.bar(ground, negative=value < 0)
        left = zero if value >= 0 else zero - length
        return [ShapeItem(Rect(left, box.y, length, box.height), fill=colour, name="bar", section=section)]

    def _sparkline(self, values: tuple[object, ...], box: Rect, ground: str, section: int, where: Where) -> list[Item]:
        numbers = [float(value) for value in values if isinstance(value, float)]
        brand = self.setter.brand
        line = brand.colours.bar(ground)
        drawn = Rect(box.x, box.y - 0.2 * box.height, box.width, 1.4 * box.height)
        svg = sparkline_svg(numbers, drawn.width, drawn.height, line, brand.text("accent", ground))
        picture = self.pictures.add_vector(svg, where)
        return [ImageItem(drawn, picture.key, artifact=True, section=section, where=where)]


def sparkline_svg(values: Sequence[float], width: float, height: float, line: Colour, end: Colour) -> bytes:
    """A line through the values from left to right, a dot on the last; `width` × `height` points."""
    low, high = min(values), max(values)
    edge = 0.16 * height
    step = (width - 2 * edge) / (len(values) - 1)
    unit = (height - 2 * edge) / (high - low) if high > low else 0.0
    flat = height / 2 if high == low else height - edge
    points = [(edge + at * step, flat - (value - low) * unit) for at, value in enumerate(values)]
    path = " ".join(f"{'L' if at else 'M'}{x:.2f} {y:.2f}" for at, (x, y) in enumerate(points))
    x, y = points[-1]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.2f} {height:.2f}">'
        f'<path d="{path}" fill="none" stroke="#{line.rgb}" stroke-width="{0.09 * height:.2f}"/>'
        f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{edge:.2f}" fill="#{end.rgb}"/></svg>'
    ).encode()


def _scale(content: TableContent, at: int) -> tuple[float, float]:
    """Least and greatest of a bar column's numbers, zero included; totals do not count."""
    values = [
        entry.value
        for row in content.rows
        if row.kind == "body" and (entry := row.entries[at]) is not None and isinstance(entry.value, float)
    ]
    return min(0.0, *values, 0.0), max(0.0, *values, 0.0)

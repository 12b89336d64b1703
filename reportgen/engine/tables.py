"""Tables → items: widths solved from content, figures aligned on the decimal mark, long ones cut between rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import ceil
from typing import Literal

from reportgen.document import Block, Span, TableColumn, TableContent, TableEntry, TableRow
from reportgen.document.tableformat import NOTHING, Formats
from reportgen.engine.passages import Passage, TableCopy
from reportgen.engine.pictures import Pictures
from reportgen.engine.setting import Dress, Setter
from reportgen.errors import NOWHERE, FitError, Where
from reportgen.frames import (
    Colour,
    ImageItem,
    Item,
    Line,
    Paragraph,
    Run,
    ShapeItem,
    TableCell,
    TableItem,
    TableRule,
    TextItem,
)
from reportgen.geometry import Insets, Rect
from reportgen.templates import Region, Shrink
from reportgen.text.typesetter import OFFICE_MEASURE

MOST_PARTS = 60
"""Slides that one table may be split over."""

LADDER = (0.8, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5)
"""Sizes on slides, as parts of the region's: all but the last two may be taken to keep a table on one slide."""

SPLIT_AT = 0.7
"""The size on slides of a table that goes on."""

MOST_LINES = 60
"""Lines to a cell that the widths are solved for."""

CANDIDATES = 3
"""Ways to share a width that are compared: at the fewest lines to a cell, and at one and two more."""

SHORT = 0.3
"""Part of a table's width up to which a column is short: its texts should not wrap."""

GRAPHIC = (3.0, 9.0)
"""Least and preferred width of in-cell bars and sparklines, in em."""

TOGETHER = 2
"""Rows that stay together at a cut."""

_CONTINUED = {
    "de": "Fortsetzung",
    "en": "continued",
    "es": "continuación",
    "fr": "suite",
    "it": "segue",
    "ja": "続き",
    "nl": "vervolg",
    "pl": "ciąg dalszy",
    "pt": "continuação",
    "sv": "forts.",
    "zh": "续",
}


@dataclass(frozen=True, slots=True)
class LaidTable:
    """The part of a table that stands in one place: items, height used, what is left over, and the cost."""

    items: tuple[Item, ...]
    height: float
    rest: TableCopy | None
    cost: float = 0.0
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Text:
    """A cell's text before its width is known: the paragraph, its single line, and its widths in points.

    `tail` is the part of the line after the decimal mark's place, `mark` that of a note's number, which hangs.
    """

    paragraph: Paragraph
    line: Line
    width: float
    tail: float = 0.0
    mark: float = 0.0
    aligned: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    """A cell of the grid: what it shows, where it begins, how much it covers."""

    column: int
    text: _Text | None
    columns: int
    rows: int
    header: Literal["column", "row"] | None
    graphic: TableEntry | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    kind: Literal["head", "body", "group", "total"]
    places: tuple[_Place, ...]
    band: bool = False


@dataclass(frozen=True, slots=True)
class _Look:
    """Measures of one setting of a table, in points."""

    size: float
    leading: float
    across: float
    down: float
    gap: float
    style: str


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A table at one size: rows of unplaced cells, and for each column the widest head and tail of its numbers."""

    look: _Look
    head: tuple[_Row, ...]
    rows: tuple[_Row, ...]
    heads: tuple[float, ...]
    tails: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Solved:
    """A table with its widths: heights and cells of each row (cells as of row 0), and where it must not be cut."""

    prepared: _Prepared
    widths: tuple[float, ...]
    graphics: tuple[float, ...]
    heights: tuple[float, ...]
    cells: tuple[tuple[TableCell, ...], ...]
    bound: tuple[bool, ...]

    @property
    def head(self) -> int:
        return len(self.prepared.head)


class Tables:
    """Lays tables for one publication; keeps what it has solved, so that parts of one table cost little."""

    def __init__(self, setter: Setter, pictures: Pictures) -> None:
        self.setter = setter
        self.pictures = pictures
        self.formats = Formats(setter.language)
        self._prepared: dict[tuple[object, ...], _Prepared] = {}
        self._solved: dict[tuple[object, ...], _Solved | FitError] = {}

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
        least = len(copy.content.rows) * (look.leading + 2 * look.down)
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
        solved = self._solve(copy, factor, box.width, region, ground)
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
        end = count
        steps: tuple[str, ...] = ()
        if self._height(solved, copy.start, count) + self._notes_height(copy, count, box.width, ground) > room + 0.01:
            end = self._end(solved, copy, room, box.width, ground, may_continue)
            steps = ("continue",)
        if self._height(solved, copy.start, end) > self.setter.grid.size.height:
            # asked for whole, without a page in view: only its height matters, for it will be cut
            return LaidTable(tuple(items), y + head + self._height(solved, copy.start, end) - box.y, None)
        item, marks = self._item(solved, copy, end, Rect(box.x, y, box.width, 0.0), region, ground, section)
        items += [item, *marks]
        y = item.box.bottom
        notes = self._notes(copy, end, ground)
        if notes:
            y += 0.5 * look.size
            text = self.setter.set(notes, box.width)
            area = Rect(box.x, y, box.width, text.height)
            items.append(TextItem(area, text.paragraphs, text.lines, section=section, where=content.where))
            y += text.height
        rest = replace(copy, start=end, factor=factor) if end < count else None
        return LaidTable(tuple(items), y - box.y, rest, 0.0, steps)

    def _height(self, solved: _Solved, start: int, end: int) -> float:
        return sum(solved.heights[solved.head + start : solved.head + end])

    def _end(self, solved: _Solved, copy: TableCopy, room: float, width: float, ground: str, may_continue: bool) -> int:
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
            word = _CONTINUED.get(self.setter.language.partition("-")[0].lower(), _CONTINUED["en"])
            if not spans and copy.title and self.setter.kind == "newsletter":
                spans = (Span(copy.title),)
            spans = (*spans, Span(f" ({word})" if spans else f"({word})"))
        if not spans:
            return ()
        block = Block("paragraph", spans, copy.content.where)
        key = f"{copy.key}.caption{copy.start or ''}"
        return self.setter.paragraphs([Passage(block, key)], Dress("label", "label", "text", None, ground))

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
        passages = []
        for number in self._used_notes(copy, end):
            spans = content.notes[number - 1]
            if number in marked:
                spans = (Span(str(number), superscript=True), Span("\u00a0"), *spans)
            block = Block("paragraph", spans, content.where)
            passages.append(Passage(block, f"{copy.key}.note{number}.{copy.start}"))
        made = self.setter.paragraphs(passages, Dress("caption", "caption", "muted", None, ground))
        return tuple(replace(paragraph, space_before=0.0) for paragraph in made)

    def _notes_height(self, copy: TableCopy, end: int, width: float, ground: str) -> float:
        notes = self._notes(copy, end, ground)
        if not notes:
            return 0.0
        return self.setter.set(notes, width).height + 0.5 * notes[0].runs[0].size + 2.0

    # --- cells

    def _look(self, region: Region, factor: float, content: TableContent) -> _Look:
        size, leading = self.setter.size(self.setter.scale.role(region.style), factor)
        style = content.style or self.setter.brand.tables
        deck = self.setter.kind == "deck"
        return _Look(size, leading, round(0.6 * size, 1), round((0.3 if deck else 0.32) * size, 1), 0.8 * size, style)

    def _prepare(self, copy: TableCopy, factor: float, region: Region, ground: str) -> _Prepared:
        key = (copy.key, factor, region.style, ground)
        known = self._prepared.get(key)
        if known is not None:
            return known
        content = copy.content
        look = self._look(region, factor, content)
        writer = _Writer(self.setter, self.formats, look, region, ground, copy.key)
        head = tuple(writer.head(content))
        rows: list[_Row] = []
        band = False
        for number, row in enumerate(content.rows):
            band = row.kind == "body" and not band
            rows.append(writer.row(content, row, number, band and look.style == "zebra"))
        heads = [0.0] * len(content.columns)
        tails = [0.0] * len(content.columns)
        for made in rows:
            for place in made.places:
                if place.text is not None and place.text.aligned:
                    text = place.text
                    heads[place.column] = max(heads[place.column], text.width - text.tail - text.mark)
                    tails[place.column] = max(tails[place.column], text.tail)
        made_of = _Prepared(look, head, tuple(rows), tuple(heads), tuple(tails))
        self._prepared[key] = made_of
        return made_of

    def _solve(self, copy: TableCopy, factor: float, width: float, region: Region, ground: str) -> _Solved:
        key = (copy.key, factor, round(width, 2), region.style, ground)
        known = self._solved.get(key)
        if known is None:
            try:
                known = _Solver(self.setter, self._prepare(copy, factor, region, ground), copy.content).solve(width)
            except FitError as error:
                known = error
            self._solved[key] = known
        if isinstance(known, FitError):
            raise known
        return known

    # --- the part as an item

    def _item(
        self, solved: _Solved, copy: TableCopy, end: int, box: Rect, region: Region, ground: str, section: int
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

    def _edges(self, rows: Sequence[_Row], head: int, look: _Look, ground: str) -> list[TableRule | None]:
        """The rule above each row, and below the last."""
        brand = self.setter.brand
        deck = self.setter.kind == "deck"
        dark = brand.is_dark(ground)
        strong = TableRule(brand.fill("paper") if dark else brand.fill("accent1"), 1.5 if deck else 1.0)
        light = TableRule(strong.colour, 1.0 if deck else 0.6)
        hair = TableRule(brand.fill("paper") if dark else brand.fill("hairline"), 0.75 if deck else 0.5)
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

    def _marks(self, solved: _Solved, copy: TableCopy, end: int, area: Rect, ground: str, section: int) -> list[Item]:
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

    def _edge_pad(self, at: int, count: int, look: _Look) -> float:
        return 0.0 if at == count - 1 and look.style != "zebra" else look.across

    def _bar(self, value: float, scale: tuple[float, float], box: Rect, ground: str, section: int) -> list[Item]:
        low, high = scale
        unit = box.width / (high - low) if high > low else 0.0
        zero = box.x - low * unit
        length = abs(value) * unit
        if length < 0.05:
            return []
        brand = self.setter.brand
        colour = brand.fill("accent3") if value >= 0 else brand.fill("negative")
        if brand.is_dark(ground):
            colour = brand.fill("accent4")
        left = zero if value >= 0 else zero - length
        return [ShapeItem(Rect(left, box.y, length, box.height), fill=colour, name="bar", section=section)]

    def _sparkline(self, values: tuple[object, ...], box: Rect, ground: str, section: int, where: Where) -> list[Item]:
        numbers = [float(value) for value in values if isinstance(value, float)]
        brand = self.setter.brand
        line = brand.fill("accent4") if brand.is_dark(ground) else brand.fill("accent3")
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


class _Writer:
    """Writes a table's values as paragraphs in the brand's styles."""

    def __init__(self, setter: Setter, formats: Formats, look: _Look, region: Region, ground: str, key: str) -> None:
        self.setter = setter
        self.formats = formats
        self.look = look
        self.key = key
        brand = setter.brand
        style = setter.scale.role(region.style)
        self.family = brand.families[style.font]
        self.weight = style.weight
        self.bold = 600 if setter.kind == "newsletter" else 700  # an office family has only the one bold
        self.text = brand.text(region.colour, ground)
        self.primary = brand.text("primary", ground)
        self.muted = brand.text("muted", ground)
        self.link = brand.text("accent", ground)
        self.better = brand.text("positive", ground)
        self.worse = brand.text("negative", ground)
        self._tails: dict[tuple[str, bool], float] = {}

    def head(self, content: TableContent) -> list[_Row]:
        """One heading row, or two where columns share a heading."""
        names = [
            self._text(
                column.name, f"head.{at}", _align(column), self.primary, True, column.note, column.where, "label"
            )
            for at, column in enumerate(content.columns)
        ]
        if not any(column.group for column in content.columns):
            return [_Row("head", tuple(_Place(at, text, 1, 1, "column") for at, text in enumerate(names)))]
        above: list[_Place] = []
        below: list[_Place] = []
        at = 0
        while at < len(names):
            group = content.columns[at].group
            if not group:
                above.append(_Place(at, names[at], 1, 2, "column"))
                at += 1
                continue
            end = at
            while end < len(names) and content.columns[end].group == group:
                below.append(_Place(end, names[end], 1, 1, "column"))
                end += 1
            column = content.columns[at]
            align = "center" if end - at > 1 else _align(column)
            text = self._text(group, f"group.{at}", align, self.primary, True, None, column.where, "label")
            above.append(_Place(at, text, end - at, 1, "column"))
            at = end
        return [_Row("head", tuple(above)), _Row("head", tuple(below))]

    def row(self, content: TableContent, row: TableRow, number: int, band: bool) -> _Row:
        bold = row.kind != "body"
        places: list[_Place] = []
        for at, entry in enumerate(row.entries):
            if entry is None:
                continue
            column = content.columns[at]
            header: Literal["row"] | None = "row" if at == 0 and content.heads and row.kind != "group" else None
            if row.kind == "group":
                header = "row"
            text = self._entry(entry, column, f"{number}.{at}", bold, row.kind)
            drawn = column.kind in ("bar", "sparkline") and row.kind == "body" and entry.value is not None
            graphic = entry if drawn and entry.columns == 1 else None
            places.append(_Place(at, text, entry.columns, entry.rows, header, graphic))
        return _Row(row.kind, tuple(places), band)

    def _entry(self, entry: TableEntry, column: TableColumn, key: str, bold: bool, kind: str) -> _Text:
        value = entry.value
        colour = self.primary if kind == "group" else self.text
        if value is None and entry.columns == 1 and column.kind != "text":
            shown = "" if kind == "total" else NOTHING
            text = self._text((Span(shown),), key, _align(column), self.muted, False, None, entry.where)
            numeric = column.kind not in ("date", "sparkline")
            return replace(text, aligned=numeric and column.align == "right")
        if value is None:
            return self._text((Span(""),), key, _align(column), colour, bold, None, entry.where)
        if isinstance(value, date):
            shown = self.formats.day(value, column.precision)
            return self._text((Span(shown),), key, _align(column), colour, bold, entry.note, entry.where, tabular=True)
        if isinstance(value, float) or (value and isinstance(value[0], float)):
            number = value if isinstance(value, float) else value[-1]
            assert isinstance(number, float)
            return self._number(number, column, key, bold, entry)
        spans = tuple(span for span in value if isinstance(span, Span))
        align = _align(column) if column.kind == "text" or entry.columns == 1 else "left"
        return self._text(spans, key, align, colour, bold, entry.note, entry.where)

    def _number(self, number: float, column: TableColumn, key: str, bold: bool, entry: TableEntry) -> _Text:
        colour = self.text
        if column.kind == "delta":
            shown, direction = self.formats.delta(number, column)
            if direction and column.good != "neither":
                colour = self.better if (direction > 0) == (column.good == "up") else self.worse
        else:
            shown = self.formats.number(number, column)
        inside = column.kind in ("bar", "sparkline")
        align = "right" if inside else _align(column)
        text = self._text((Span(shown),), key, align, colour, bold, entry.note, entry.where, tabular=True)
        if align != "right":
            return text
        at = self.formats.tail(shown)
        tail = self._tail(text.paragraph, shown[at:], bold) if at < len(shown) else 0.0
        return _Text(text.paragraph, text.line, text.width, tail, text.mark, True)

    def _tail(self, paragraph: Paragraph, part: str, bold: bool) -> float:
        """The width of what stands after the decimal mark's place."""
        known = self._tails.get((part, bold))
        if known is None:
            alone = replace(paragraph, runs=(replace(paragraph.runs[0], text=part),))
            known = self._tails[part, bold] = self.setter.typesetter.single(alone, self.setter.profile).width
        return known

    def _text(
        self,
        spans: Sequence[Span],
        key: str,
        align: Literal["left", "center", "right"],
        colour: Colour,
        bold: bool,
        note: int | None,
        where: Where = NOWHERE,
        role: Literal["label", "body"] = "body",
        tabular: bool = False,
    ) -> _Text:
        weight = max(self.weight, self.bold) if bold else self.weight
        runs = [
            Run(
                text=span.text,
                family=self.family,
                weight=max(weight, 700) if span.strong else weight,
                size=self.look.size,
                colour=self.link if span.link else colour,
                italic=span.emphasis,
                superscript=span.superscript,
                link=span.link,
                tabular=tabular,
            )
            for span in spans
        ]
        mark = 0.0
        setter = self.setter
        if note is not None:
            last = runs[-1] if runs else Run("", self.family, weight, self.look.size, colour)
            runs.append(replace(last, text=str(note), superscript=True, link=None, tabular=False))
        paragraph = Paragraph(
            tuple(runs),
            role,
            f"{self.key}.{key}",
            self.look.leading,
            align,
            language=setter.language,
            where=where,
        )
        setter.note_missing(paragraph)
        line = setter.typesetter.single(paragraph, setter.profile)
        if note is not None:
            alone = replace(paragraph, runs=(runs[-1],))
            mark = setter.typesetter.single(alone, setter.profile).width
        return _Text(paragraph, line, line.width, 0.0, mark)


def _align(column: TableColumn) -> Literal["left", "center", "right"]:
    return column.align


def _roomy(margins: Insets, align: Literal["left", "center", "right"]) -> Insets:
    """The margins of a single line without those that do not place it: an editor's wider text has room there."""
    left = 0.0 if align == "right" else margins.left
    right = 0.0 if align == "left" else margins.right
    return Insets(margins.top, right, margins.bottom, left)


class _Solver:
    """Finds the widths of columns, then the heights of rows and the places of texts."""

    def __init__(self, setter: Setter, prepared: _Prepared, content: TableContent) -> None:
        self.setter = setter
        self.prepared = prepared
        self.content = content
        self.look = prepared.look
        self.count = len(content.columns)
        self.part = OFFICE_MEASURE if setter.kind == "deck" else 1.0

    def solve(self, width: float) -> _Solved:
        """The table at `width` points.

        Raises:
            FitError: its longest words and numbers need more.
        """
        widths = self._widths(width)
        graphics = tuple(self._graphic(at, widths[at]) for at in range(self.count))
        cells: list[tuple[TableCell, ...]] = []
        heights: list[float] = []
        spanning: list[tuple[int, int, float]] = []
        rows = [*self.prepared.head, *self.prepared.rows]
        for number, row in enumerate(rows):
            made: list[TableCell] = []
            tallest = self.look.leading + 2 * self.look.down if row.kind != "head" or not row.places else 0.0
            for place in row.places:
                cell, height = self._cell(place, row, widths, graphics)
                made.append(cell)
                if place.rows == 1:
                    tallest = max(tallest, height)
                else:
                    spanning.append((number, place.rows, height))
            heights.append(max(tallest, self.look.leading + 2 * self.look.down))
            cells.append(tuple(made))
        bound = [False] * (len(self.prepared.rows) + 1)
        for number, span, height in spanning:
            have = sum(heights[number : number + span])
            if have < height:
                heights[number + span - 1] += height - have
            first = number - len(self.prepared.head)
            for inner in range(max(first + 1, 0), min(first + span, len(bound))):
                bound[inner] = True
        for number, row in enumerate(self.prepared.rows):
            if row.kind == "group" and number + 1 < len(bound):
                bound[number + 1] = True
            if row.kind == "total":
                bound[number] = True
        anchored = [
            tuple(self._anchored(cell, heights[number : number + cell.rows]) for cell in row)
            for number, row in enumerate(cells)
        ]
        return _Solved(self.prepared, tuple(widths), graphics, tuple(heights), tuple(anchored), tuple(bound))

    def _anchored(self, cell: TableCell, heights: Sequence[float]) -> TableCell:
        """Headings stand at the foot of their cells."""
        if cell.anchor != "bottom" or not cell.lines:
            return cell
        text = len(cell.lines) * self.look.leading
        spare = sum(heights) - text - cell.margins.top - cell.margins.bottom
        if spare <= 0.01:
            return cell
        return replace(cell, lines=tuple(replace(line, baseline=line.baseline + spare) for line in cell.lines))

    # --- widths

    def _pads(self, at: int, columns: int = 1) -> tuple[float, float]:
        """Left and right: the outer edges of a table without grounds stand flush with the text around."""
        flush = self.look.style != "zebra"
        left = 0.0 if at == 0 and flush else self.look.across
        right = 0.0 if at + columns == self.count and flush else self.look.across
        return left, right

    def _graphic(self, at: int, width: float) -> float:
        if self.content.columns[at].kind not in ("bar", "sparkline"):
            return 0.0
        numbers = self.prepared.heads[at] + self.prepared.tails[at]
        return width - sum(self._pads(at)) - numbers / self.part - self.look.gap

    def _need(self, natural: float) -> float:
        return natural / self.part + 0.05

    def _texts(self) -> list[tuple[_Place, _Text]]:
        rows = [*self.prepared.head, *self.prepared.rows]
        return [(place, place.text) for row in rows for place in row.places if place.text is not None]

    def _wraps(self, place: _Place, text: _Text) -> bool:
        return not text.aligned and (
            place.header == "column" or place.columns > 1 or self.content.columns[place.column].kind == "text"
        )

    def _widths(self, width: float) -> list[float]:
        setter, look = self.setter, self.look
        pads = [sum(self._pads(at)) for at in range(self.count)]
        fixed = [0.0] * self.count
        for at, column in enumerate(self.content.columns):
            fixed[at] = pads[at] + self._need(self.prepared.heads[at] + self.prepared.tails[at])
            if column.kind in ("bar", "sparkline"):
                fixed[at] += look.gap + GRAPHIC[0] * look.size
        wanted = [
            fixed[at] + (GRAPHIC[1] - GRAPHIC[0]) * look.size * (column.kind in ("bar", "sparkline"))
            for at, column in enumerate(self.content.columns)
        ]
        wrapping: list[list[_Text]] = [[] for _ in range(self.count)]
        across: list[tuple[_Place, _Text]] = []
        for place, text in self._texts():
            if place.columns > 1:
                across.append((place, text))
                continue
            at = place.column
            need = pads[at] + self._need(text.width)
            if self._wraps(place, text):
                wrapping[at].append(text)
                wanted[at] = max(wanted[at], need)
            elif not text.aligned:
                fixed[at] = max(fixed[at], need)
                wanted[at] = max(wanted[at], need)
        for place, text in across:
            self._widen(wanted, place, self._need(text.width) + sum(self._pads(place.column, place.columns)), width)
        if sum(wanted) <= width + 0.01:
            spare = width - sum(wanted)
            total = sum(wanted)
            return [one + spare * one / total for one in wanted]
        least = list(fixed)
        for at, texts in enumerate(wrapping):
            words = max((setter.typesetter.least_width(t.paragraph, setter.profile) for t in texts), default=0.0)
            least[at] = max(least[at], pads[at] + self._need(words)) if texts else least[at]
        for place, text in across:
            words = setter.typesetter.least_width(text.paragraph, setter.profile)
            self._widen(least, place, self._need(words) + sum(self._pads(place.column, place.columns)), None)
        if sum(least) > width + 0.01:
            raise self._too_wide(sum(least), width)
        return self._share(least, wanted, wrapping, pads, width)

    def _widen(self, widths: list[float], place: _Place, need: float, most: float | None) -> None:
        columns = range(place.column, place.column + place.columns)
        have = sum(widths[at] for at in columns)
        if most is not None:
            need = min(need, most * place.columns / self.count)
        if have < need:
            for at in columns:
                widths[at] += (need - have) * (widths[at] / have if have else 1 / place.columns)

    def _share(
        self,
        least: list[float],
        wanted: list[float],
        wrapping: list[list[_Text]],
        pads: list[float],
        width: float,
    ) -> list[float]:
        """The widths at which the rows are lowest, a short text that wraps counting as much as a line of its row."""
        best: tuple[float, list[float]] | None = None
        tried = 0
        for lines in range(1, MOST_LINES + 1):
            found = [
                max(
                    least[at],
                    self._for_lines(wrapping[at], lines, least[at] - pads[at], wanted[at] - pads[at]) + pads[at],
                )
                for at in range(self.count)
            ]
            if sum(found) > width + 0.01:
                continue
            self._fill(found, wanted, width)
            cost = self._cost(found, wanted, pads, width)
            if best is None or cost <= best[0]:
                best = (cost, found)
            tried += 1
            if tried == CANDIDATES:
                break
        if best is not None:
            return best[1]
        found = list(least)
        self._fill(found, wanted, width)
        return found

    def _fill(self, found: list[float], wanted: list[float], width: float) -> None:
        """Give away the width that is left: first to columns that need little so as not to wrap at all."""
        spare = width - sum(found)
        for at in sorted(range(self.count), key=lambda at: wanted[at] - found[at]):
            if 0 < wanted[at] - found[at] <= spare:
                spare -= wanted[at] - found[at]
                found[at] = wanted[at]
        missing = [max(0.0, wanted[at] - found[at]) for at in range(self.count)]
        total = sum(missing)
        for at in range(self.count):
            found[at] += min(1.0, spare / total) * missing[at] if total else 0.0

    def _cost(self, widths: list[float], wanted: list[float], pads: list[float], width: float) -> int:
        """Lines of all rows, and one for each text that wraps in a column that is short by nature."""
        cost = 0
        for row in (*self.prepared.head, *self.prepared.rows):
            tallest = 1
            for place in row.places:
                text, at = place.text, place.column
                if text is None or place.columns > 1 or not self._wraps(place, text):
                    continue
                if self._need(text.width) + pads[at] <= widths[at] + 0.01:
                    continue
                lines = self._count(text, widths[at] - pads[at])
                tallest = max(tallest, lines)
                cost += lines > 1 and wanted[at] <= SHORT * width
            cost += tallest
        return cost

    def _for_lines(self, texts: list[_Text], lines: int, least: float, most: float) -> float:
        """The least measure at which no text takes more than `lines` lines."""
        need = least
        for text in texts:
            if self._need(text.width) <= need:
                continue
            if lines == 1:
                need = max(need, self._need(text.width))
                continue
            low, high = need, max(need, min(most, self._need(text.width)))
            if self._count(text, low) <= lines:
                continue
            while high - low > 0.25:
                middle = (low + high) / 2
                if self._count(text, middle) <= lines:
                    high = middle
                else:
                    low = middle
            need = high
        return need

    def _count(self, text: _Text, measure: float) -> int:
        return self.setter.typesetter.count_lines(text.paragraph, measure * self.part, self.setter.profile)

    def _too_wide(self, need: float, width: float) -> FitError:
        return FitError(
            f"the table needs {need:.0f} pt of width at {self.look.size:g} pt type, its place has {width:.0f}",
            self.content.where,
            "leave columns out, or shorten their headings and longest words",
        )

    # --- cells

    def _cell(
        self, place: _Place, row: _Row, widths: Sequence[float], graphics: Sequence[float]
    ) -> tuple[TableCell, float]:
        look = self.look
        left, right = self._pads(place.column, place.columns)
        top = look.down + (0.7 * look.size if row.kind == "group" else 0.0)
        text = place.text
        column = self.content.columns[place.column]
        if text is not None and text.aligned:
            right += self.prepared.tails[place.column] - text.tail - text.mark
            if column.kind in ("bar", "sparkline"):
                right += graphics[place.column] + look.gap
            right = max(right, -0.0)
        margins = Insets(top, round(max(right, 0.0), 3), look.down, left)
        width = sum(widths[place.column : place.column + place.columns])
        lines: tuple[Line, ...] = ()
        if text is not None:
            lines = self._lines(text, width - margins.left - margins.right, margins)
            if len(lines) == 1:
                margins = _roomy(margins, text.paragraph.align)
        fill = self.setter.brand.fill("tint") if row.band else None
        cell = TableCell(
            row=0,
            column=place.column,
            paragraphs=(text.paragraph,) if text is not None else (),
            lines=lines,
            margins=margins,
            rows=place.rows,
            columns=place.columns,
            anchor="bottom" if row.kind == "head" else "top",
            header=place.header,
            fill=fill,
        )
        return cell, margins.top + margins.bottom + max(1, len(lines)) * look.leading

    def _lines(self, text: _Text, measure: float, margins: Insets) -> tuple[Line, ...]:
        paragraph = text.paragraph
        if text.width <= measure * self.part + 0.01 and "\n" not in paragraph.text:
            spare = measure - text.width
            shift = {"left": 0.0, "center": spare / 2, "right": spare}[paragraph.align]
            if not text.line.runs:
                return ()
            line = text.line
            x, baseline = margins.left + shift, margins.top + line.baseline
            return (Line(x, baseline, line.width, 0, line.start, line.end, line.runs),)
        done = self.setter.typesetter.set(paragraph, measure, self.setter.profile)
        return tuple(
            replace(line, x=margins.left + line.x, baseline=margins.top + line.baseline) for line in done.lines
        )

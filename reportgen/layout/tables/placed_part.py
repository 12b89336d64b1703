"""The part of a table that stands in one place, as items: caption, columns of rows, in-cell graphics, notes."""

from __future__ import annotations

from reportgen.frames import Item, Paragraph, TableCell, TableItem, TableRule, TextItem
from reportgen.geometry import Rect
from reportgen.layout.components.component import Site
from reportgen.layout.fragments import TableCopy
from reportgen.layout.publication_pictures import Pictures
from reportgen.layout.tables.captions_and_notes import TableTexts
from reportgen.layout.tables.cutting import RowCutter
from reportgen.layout.tables.graphics import CellGraphics
from reportgen.layout.tables.rows import SolvedTable
from reportgen.layout.tables.ruled_lines import TableRules
from reportgen.layout.text_setter import TextSetter
from reportgen.structs import Struct, replace

SEVERAL = 0.4
"""Cost of each column more than one, so that a table stands in several only where that gains something."""


class LaidTable(Struct, frozen=True):
    """The part of a table that stands in one place: items, height used (points), what is left over, and the cost."""

    items: tuple[Item, ...]
    height: float
    rest: TableCopy | None
    cost: float = 0.0
    steps: tuple[str, ...] = ()


class TablePart:
    """Places as much as fits of what is left of a table whose widths are solved."""

    def __init__(
        self, setter: TextSetter, pictures: Pictures, solved: SolvedTable, copy: TableCopy, site: Site
    ) -> None:
        self.setter = setter
        self.solved = solved
        self.copy = copy
        self.content = copy.content
        self.site = site
        self.columns = site.region.columns
        self.texts = TableTexts(setter, copy, site.ground)
        self.graphics = CellGraphics(setter, pictures, site.ground, site.section)
        self.rules = TableRules(setter, site.ground, solved.draft.metrics.style)
        self.items: list[Item] = []
        self.y = site.box.y

    def lay(self, width: float) -> LaidTable:
        """The part; each of its columns is `width` points wide.

        Raises:
            FitError: a row is higher than the place, or the table may not go on elsewhere.
        """
        solved, box, size = self.solved, self.site.box, self.solved.draft.metrics.size
        look = self.setter.brand.look.tables
        caption = self.texts.caption()
        if caption:
            self._text(caption)
            self.y += look.caption_gap * size
        head = sum(solved.heights[: solved.head])
        room = box.bottom - self.y - head
        cutter = RowCutter(solved, self.texts, self.setter.medium, self.columns, box.width)
        steps: tuple[str, ...] = ()
        ends = cutter.all(room)
        if not ends:
            ends = cutter.part(room, self.site.goes_on)
            steps = ("continue",)
        spans = list(zip([self.copy.start, *ends[:-1]], ends, strict=True))
        tallest = head + max(solved.height(*span) for span in spans)
        if tallest > self.setter.grid.size.height:
            # It was asked for whole, without a page in view: only its height matters, because it will be cut.
            return LaidTable(tuple(self.items), self.y + tallest - box.y, None)
        for number, (start, end) in enumerate(spans):
            left = box.x + number * (width + self.setter.grid.gutter)
            self._rows(range(start, end), left)
        self.y += tallest
        notes = self.texts.notes(ends[-1])
        if notes:
            self.y += look.notes_gap * size
            self._text(notes)
        return LaidTable(tuple(self.items), self.y - box.y, self._rest(ends[-1]), SEVERAL * (self.columns - 1), steps)

    def _rest(self, end: int) -> TableCopy | None:
        """What goes on elsewhere, at the size and in the columns in which it began."""
        return replace(self.copy, columns=self.columns).after(end)

    def _text(self, paragraphs: tuple[Paragraph, ...]) -> None:
        """Place a caption or notes over the width of the place."""
        box = self.site.box
        text = self.setter.set(paragraphs, box.width)
        area = Rect(box.x, self.y, box.width, text.height)
        self.items.append(
            TextItem(
                area,
                text.paragraphs,
                text.lines,
                slot=f"{self.site.slot}-text-{1 + sum(isinstance(item, TextItem) for item in self.items)}",
                section=self.site.section,
                where=self.content.where,
                styles=text.alike,
            )
        )
        self.y += text.height

    def _rows(self, rows: range, left: float) -> None:
        """Place rows of the body under their headings as one table, `left` points from the sheet's left edge."""
        solved, content, site = self.solved, self.content, self.site
        numbers = [*range(solved.head), *range(solved.head + rows.start, solved.head + rows.stop)]
        heights = tuple(solved.heights[number] for number in numbers)
        area = Rect(left, self.y, sum(solved.widths), sum(heights))
        names = ", ".join("".join(span.text for span in column.name) for column in content.columns)
        title = "".join(span.text for span in content.caption) or self.copy.title
        item = TableItem(
            box=area,
            columns=solved.widths,
            rows=heights,
            cells=tuple(self._cells(rows, numbers)),
            key=self.copy.name,
            header_rows=solved.head,
            continued=rows.start > 0,
            banded=not solved.draft.metrics.flush,
            alt=content.alt or f"{title}: {names}",
            slot=site.region.slots[0],
            section=site.section,
            where=content.where,
            parted=self.copy.part > 0,
        )
        self.items += [item, *self.graphics.draw(solved, content, rows, area)]

    def _cells(self, rows: range, numbers: list[int]) -> list[TableCell]:
        """The cells of these rows with the rules above and below them."""
        solved = self.solved
        head = solved.head
        edges = self.rules.edges([*solved.draft.head, *solved.draft.rows[rows.start : rows.stop]], head)
        cells: list[TableCell] = []
        for at, number in enumerate(numbers):
            top = edges[at] if at >= head else None
            for cell in solved.cells[number]:
                bottom: TableRule | None = edges[at + cell.rows]
                if at + cell.rows < head and cell.columns == 1:
                    bottom = None  # Only a heading over several columns has a rule under it.
                cells.append(  # Not `replace`, which is slow, because there may be many.
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
                        cell.alt,
                    )
                )
        return cells

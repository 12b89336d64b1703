"""A table with its widths: its texts broken, its cells placed in their rows, and the rows' heights."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.content.table import TableContent
from reportgen.deadlines import checkpoint
from reportgen.frames import Line, Paragraph, TableCell
from reportgen.geometry import Insets
from reportgen.layout.tables.broken_words import WordBreaker
from reportgen.layout.tables.cells import GRAPHICS, Align, CellDraft, CellText, RowDraft, TableDraft
from reportgen.layout.tables.widths import ColumnSolver
from reportgen.layout.text_setter import TextSetter
from reportgen.structs import Struct, replace


class SolvedTable(Struct, frozen=True):
    """A table with its widths, in points.

    `graphics` are the widths of each column's bars or sparklines. `heights` and `cells` are those of all rows, headings
    first; cells say that they stand in row 0, because it is not known yet which part of the table they stand in. Where
    `bound` is true, the table may not be cut before that row of its body.
    """

    draft: TableDraft
    widths: tuple[float, ...]
    graphics: tuple[float, ...]
    heights: tuple[float, ...]
    cells: tuple[tuple[TableCell, ...], ...]
    bound: tuple[bool, ...]

    @property
    def head(self) -> int:
        """How many heading rows there are."""
        return len(self.draft.head)

    def height(self, start: int, end: int) -> float:
        """The height of the rows of the body from `start` to before `end`."""
        return sum(self.heights[self.head + start : self.head + end])


def solve(
    setter: TextSetter, draft: TableDraft, content: TableContent, width: float, breaker: WordBreaker | None = None
) -> SolvedTable:
    """The table at `width` points; `breaker` breaks words that are wider than their column.

    Raises:
        FitError: its longest words and numbers need more.
    """
    columns = ColumnSolver(setter, draft, content, width, breaker)
    widths = columns.solve()
    graphics = tuple(columns.graphic(at, widths[at]) for at in range(len(widths)))
    maker = _RowMaker(setter, columns, widths, graphics)
    for row in (*draft.head, *draft.rows):
        maker.add(row)
    maker.stretch_spanned()
    return SolvedTable(
        draft, tuple(widths), graphics, tuple(maker.heights), tuple(maker.anchored()), tuple(_bound(draft))
    )


def _bound(draft: TableDraft) -> list[bool]:
    """Before which rows of the body a table may not be cut: inside cells over several rows, after the heading of a
    group, before a total.
    """
    bound = [False] * (len(draft.rows) + 1)
    for number, row in enumerate((*draft.head, *draft.rows)):
        first = number - len(draft.head)
        for cell in row.cells:
            if cell.rows > 1:
                for inner in range(max(first + 1, 0), min(first + cell.rows, len(bound))):
                    bound[inner] = True
    for number, row in enumerate(draft.rows):
        if row.kind == "group" and number + 1 < len(draft.rows):
            bound[number + 1] = True
        if row.kind == "total":
            bound[number] = True
    return bound


class _RowMaker:
    """Places the cells of a table row by row."""

    def __init__(
        self, setter: TextSetter, columns: ColumnSolver, widths: Sequence[float], graphics: Sequence[float]
    ) -> None:
        self.setter = setter
        self.columns = columns
        self.draft = columns.draft
        self.metrics = columns.metrics
        self.widths = widths
        self.graphics = graphics
        self.heights: list[float] = []
        self._cells: list[tuple[TableCell, ...]] = []
        self._spanning: list[tuple[int, int, float]] = []
        """Cells over several rows: the first row, how many there are, and the height that the cell needs."""

    def add(self, row: RowDraft) -> None:
        """Place the cells of the next row. It is as high as the highest cell that stands in it alone."""
        checkpoint()
        made: list[TableCell] = []
        height = self.metrics.row
        for draft in row.cells:
            cell, needed = self._cell(draft, row)
            made.append(cell)
            if draft.rows == 1:
                height = max(height, needed)
            else:
                self._spanning.append((len(self.heights), draft.rows, needed))
        self.heights.append(height)
        self._cells.append(tuple(made))

    def stretch_spanned(self) -> None:
        """Give cells over several rows the height that they lack: to their last row."""
        for number, span, height in self._spanning:
            have = sum(self.heights[number : number + span])
            if have < height:
                self.heights[number + span - 1] += height - have

    def anchored(self) -> list[tuple[TableCell, ...]]:
        """The cells of all rows; headings stand at the foot of theirs."""
        return [
            tuple(self._anchored(cell, self.heights[number : number + cell.rows]) for cell in row)
            for number, row in enumerate(self._cells)
        ]

    def _anchored(self, cell: TableCell, heights: Sequence[float]) -> TableCell:
        if cell.anchor != "bottom" or not cell.lines:
            return cell
        text = len(cell.lines) * self.metrics.leading
        spare = sum(heights) - text - cell.margins.top - cell.margins.bottom
        if spare <= 0.01:
            return cell
        return replace(cell, lines=tuple(replace(line, baseline=line.baseline + spare) for line in cell.lines))

    def _cell(self, draft: CellDraft, row: RowDraft) -> tuple[TableCell, float]:
        """A cell, and the height that it needs."""
        margins = self._margins(draft, row)
        text = draft.text
        lines: tuple[Line, ...] = ()
        paragraphs: tuple[Paragraph, ...] = ()
        if text is not None:
            measure = sum(self.widths[draft.column : draft.column + draft.columns]) - margins.left - margins.right
            paragraph, lines = self._lines(text, self.columns.fitted(text, measure), measure, margins)
            paragraphs = (paragraph,)
            margins = self._roomy(margins, text.paragraph.align, measure, len(lines))
        cell = TableCell(
            row=0,
            column=draft.column,
            paragraphs=paragraphs,
            lines=lines,
            margins=margins,
            rows=draft.rows,
            columns=draft.columns,
            anchor="bottom" if row.kind == "head" else "top",
            header=draft.header,
            fill=draft.ground or row.ground,
            alt=draft.alt,
        )
        return cell, margins.top + margins.bottom + max(1, len(lines)) * self.metrics.leading

    def _margins(self, draft: CellDraft, row: RowDraft) -> Insets:
        """The padding of a cell. The right one of an aligned number is what brings its decimal mark into its place."""
        metrics, at = self.metrics, draft.column
        left, right = self.columns.padding(at, draft.columns)
        top = metrics.down
        if row.kind == "group":
            top += self.setter.brand.look.tables.group_gap * metrics.size
        if draft.text is not None and draft.text.aligned:
            right += self.draft.tails[at] - draft.text.tail - draft.text.mark
            if self.columns.content.columns[at].kind in GRAPHICS:
                right += self.graphics[at] + metrics.gap
        return Insets(top, round(max(right, 0.0), 3), metrics.down, left)

    def _roomy(self, margins: Insets, align: Align, measure: float, lines: int) -> Insets:
        """The margins without what does not place the text: an editor's wider text finds room there."""
        if lines == 1:
            left = 0.0 if align == "right" else margins.left
            right = 0.0 if align == "left" else margins.right
            return Insets(margins.top, right, margins.bottom, left)
        if align == "left":
            give = self.setter.medium.editor_give * measure
            return Insets(margins.top, max(0.0, margins.right - give), margins.bottom, margins.left)
        return margins

    def _lines(
        self, text: CellText, paragraph: Paragraph, measure: float, margins: Insets
    ) -> tuple[Paragraph, tuple[Line, ...]]:
        """A text as it is set, and its lines from the cell's top left corner: the known one where that fits."""
        if text.width <= measure * self.columns.part + 0.01 and "\n" not in paragraph.text:
            line = text.line
            if not line.runs:
                return paragraph, ()
            spare = measure - text.width
            shift = {"left": 0.0, "center": spare / 2, "right": spare}[paragraph.align]
            x, baseline = margins.left + shift, margins.top + line.baseline
            return paragraph, (Line(x, baseline, line.width, 0, line.start, line.end, line.runs),)
        done = self.setter.typesetter.set(paragraph, measure, self.setter.profile)
        lines = tuple(
            replace(line, x=margins.left + line.x, baseline=margins.top + line.baseline) for line in done.lines
        )
        return replace(paragraph, tied=done.tied) if done.tied else paragraph, lines

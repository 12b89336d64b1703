"""The widths of a table's columns solved from its texts, and with them the heights of its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from reportgen.content.table import TableContent
from reportgen.errors import FitError
from reportgen.frames import Line, TableCell
from reportgen.geometry import Insets
from reportgen.layout.styles import TextSetter
from reportgen.layout.tables.texts import CellText, Place, Prepared, Row
from reportgen.text.typesetter import OFFICE_MEASURE

UNKERNED = 0.058
"""How much wider an editor may set text than print: the margin gives it that room."""

MOST_LINES = 60
"""Lines to a cell that the widths are solved for."""

CANDIDATES = 3
"""Ways to share a width that are compared: at the fewest lines to a cell, and at one and two more."""

SHORT = 0.3
"""Part of a table's width up to which a column is short: its texts should not wrap."""

WRAPPED = 2
"""Lines of height that are spent so that a short text need not wrap."""

GRAPHIC = (3.0, 9.0)
"""Least and preferred width of in-cell bars and sparklines, in em."""


@dataclass(frozen=True, slots=True)
class Solved:
    """A table with its widths: heights and cells of each row (cells as of row 0), and where it must not be cut."""

    prepared: Prepared
    widths: tuple[float, ...]
    graphics: tuple[float, ...]
    heights: tuple[float, ...]
    cells: tuple[tuple[TableCell, ...], ...]
    bound: tuple[bool, ...]

    @property
    def head(self) -> int:
        return len(self.prepared.head)


class Solver:
    """Finds the widths of columns, then the heights of rows and the places of texts."""

    def __init__(self, setter: TextSetter, prepared: Prepared, content: TableContent) -> None:
        self.setter = setter
        self.prepared = prepared
        self.content = content
        self.look = prepared.look
        self.count = len(content.columns)
        self.part = OFFICE_MEASURE if setter.kind == "deck" else 1.0

    def solve(self, width: float) -> Solved:
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
            if row.kind == "group" and number + 1 < len(self.prepared.rows):
                bound[number + 1] = True
            if row.kind == "total":
                bound[number] = True
        anchored = [
            tuple(self._anchored(cell, heights[number : number + cell.rows]) for cell in row)
            for number, row in enumerate(cells)
        ]
        return Solved(self.prepared, tuple(widths), graphics, tuple(heights), tuple(anchored), tuple(bound))

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

    def _texts(self) -> list[tuple[Place, CellText]]:
        rows = [*self.prepared.head, *self.prepared.rows]
        return [(place, place.text) for row in rows for place in row.places if place.text is not None]

    def _wraps(self, place: Place, text: CellText) -> bool:
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
        wrapping: list[list[CellText]] = [[] for _ in range(self.count)]
        across: list[tuple[Place, CellText]] = []
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

    def _widen(self, widths: list[float], place: Place, need: float, most: float | None) -> None:
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
        wrapping: list[list[CellText]],
        pads: list[float],
        width: float,
    ) -> list[float]:
        """The widths at which the rows are lowest, a short text that wraps counting as much as two more lines."""
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
        """Lines of all rows, and `WRAPPED` for each text that wraps in a column that is short by nature."""
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
                cost += WRAPPED * (lines > 1 and wanted[at] <= SHORT * width)
            cost += tallest
        return cost

    def _for_lines(self, texts: list[CellText], lines: int, least: float, most: float) -> float:
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

    def _count(self, text: CellText, measure: float) -> int:
        return self.setter.typesetter.count_lines(text.paragraph, measure * self.part, self.setter.profile)

    def _too_wide(self, need: float, width: float) -> FitError:
        return FitError(
            f"the table needs {need:.0f} pt of width at {self.look.size:g} pt type, its place has {width:.0f}",
            self.content.where,
            "leave columns out, or shorten their headings and longest words",
        )

    # --- cells

    def _cell(
        self, place: Place, row: Row, widths: Sequence[float], graphics: Sequence[float]
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
            elif self.setter.kind == "newsletter" and text.paragraph.align == "left":
                give = UNKERNED * (width - margins.left - margins.right)
                margins = Insets(margins.top, max(0.0, margins.right - give), margins.bottom, margins.left)
        fill = row.band
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

    def _lines(self, text: CellText, measure: float, margins: Insets) -> tuple[Line, ...]:
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


def _roomy(margins: Insets, align: Literal["left", "center", "right"]) -> Insets:
    """The margins of a single line without those that do not place it: an editor's wider text has room there."""
    left = 0.0 if align == "right" else margins.left
    right = 0.0 if align == "left" else margins.right
    return Insets(margins.top, right, margins.bottom, left)

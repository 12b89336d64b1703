"""The widths of a table's columns, solved from its texts: of each column the least, the preferred and the widest."""

from __future__ import annotations

from reportgen.content.table import TableContent
from reportgen.deadlines import checkpoint
from reportgen.frames import Paragraph
from reportgen.layout.tables.broken_words import WordBreaker
from reportgen.layout.tables.cells import GRAPHICS, CellDraft, CellText, TableDraft
from reportgen.layout.tables.width_bounds import TooWide
from reportgen.layout.text_setter import TextSetter

# --- costs and limits of the search

MOST_LINES = 60
"""Lines to a cell that the widths are solved for."""

CANDIDATES = 3
"""Ways to share a width that are compared: at the fewest lines to a cell, and at one and two more."""

SHORT = 0.3
"""Part of a table's width up to which a column is short: its texts should not wrap."""

WRAPPED = 2
"""Lines of height that are spent so that a short text need not wrap."""

CLOSE = 0.25
"""How near to the least measure (points) the search for it stops."""

ROUNDING = 0.05
"""Points that a text is given over its width, so that no rounding of the width makes it wrap."""


class ColumnSolver:
    """Finds the widths of the columns of one table in a place of one width. All lengths are points."""

    def __init__(
        self,
        setter: TextSetter,
        draft: TableDraft,
        content: TableContent,
        width: float,
        breaker: WordBreaker | None = None,
    ) -> None:
        """`breaker` breaks words that are wider than their column; without it they stay whole."""
        self.setter = setter
        self.breaker = breaker
        self.draft = draft
        self.content = content
        self.metrics = draft.metrics
        self.look = setter.brand.look.tables
        self.width = width
        self.count = len(content.columns)
        self.part = setter.medium.measure * (setter.brand.measure if setter.medium.fixed_places else 1.0)
        self.pads = [sum(self.padding(at)) for at in range(self.count)]
        self.least: list[float] = []
        """The least width of each column: at first without the texts that may wrap in it."""
        self.wanted: list[float] = []
        """The width of each column at which nothing in it wraps."""
        self.wrapping: list[list[CellText]] = [[] for _ in range(self.count)]
        """The texts of each column that may wrap."""
        self.across: list[tuple[CellDraft, CellText]] = []
        """The texts over several columns."""

    def padding(self, at: int, columns: int = 1) -> tuple[float, float]:
        """The padding to the left and to the right of a cell over so many columns."""
        left = 0.0 if at == 0 and self.metrics.flush else self.metrics.across
        right = 0.0 if at + columns == self.count and self.metrics.flush else self.metrics.across
        return left, right

    def graphic(self, at: int, width: float) -> float:
        """The width of a column's bars or sparklines where the column is `width` wide; 0 where it has none."""
        if self.content.columns[at].kind not in GRAPHICS:
            return 0.0
        numbers = self.draft.heads[at] + self.draft.tails[at]
        return width - self.pads[at] - numbers / self.part - self.metrics.gap

    def solve(self) -> list[float]:
        """The widths at which the rows are lowest.

        Raises:
            TooWide: the longest words and numbers of the table need more than its place has.
        """
        self._measure_numbers()
        self._measure_texts()
        if sum(self.wanted) <= self.width + 0.01:
            spare = self.width - sum(self.wanted)
            total = sum(self.wanted)
            return [wanted + spare * wanted / total for wanted in self.wanted]
        self._measure_words()
        if sum(self.least) > self.width + 0.01:
            error = TooWide(self.content, sum(self.least), self.metrics.size, self.width)
            needs = zip(self.least, self.pads, strict=True)
            error.columns = () if self.across else tuple(need - pads for need, pads in needs)
            raise error
        return self._shared()

    # --- what columns need

    def _need(self, natural: float) -> float:
        """The width that a text needs whose natural width is this."""
        return natural / self.part + ROUNDING

    def _measure_numbers(self) -> None:
        """The widths that aligned numbers need, and the bars and sparklines beside them."""
        least, wanted = self.look.least_graphic, self.look.graphic
        for at, column in enumerate(self.content.columns):
            need = self.pads[at] + self._need(self.draft.heads[at] + self.draft.tails[at])
            drawn = column.kind in GRAPHICS
            if drawn:
                need += self.metrics.gap + least * self.metrics.size
            self.least.append(need)
            self.wanted.append(need + (wanted - least) * self.metrics.size * drawn)

    def _measure_texts(self) -> None:
        """The widths that texts need so that none wraps."""
        for row in (*self.draft.head, *self.draft.rows):
            checkpoint()
            for cell in row.cells:
                if cell.text is None:
                    continue
                if cell.columns > 1:
                    self.across.append((cell, cell.text))
                else:
                    self._measure_text(cell, cell.text)
        for cell, text in self.across:
            # A heading over several columns gets no more than its share, and wraps.
            most = self.width * cell.columns / self.count
            need = self._need(text.width) + sum(self.padding(cell.column, cell.columns))
            self._widen(self.wanted, cell, min(need, most))

    def _measure_text(self, cell: CellDraft, text: CellText) -> None:
        at = cell.column
        need = self.pads[at] + self._need(text.width)
        if self._wraps(cell, text):
            self.wrapping[at].append(text)
            self.wanted[at] = max(self.wanted[at], need)
        elif not text.aligned:
            self.least[at] = max(self.least[at], need)
            self.wanted[at] = max(self.wanted[at], need)

    def _measure_words(self) -> None:
        """The widths that texts need where they wrap after each word."""
        for at, texts in enumerate(self.wrapping):
            if texts:
                words = max(map(self._least_width, texts))
                self.least[at] = max(self.least[at], self.pads[at] + self._need(words))
        for cell, text in self.across:
            words = self._least_width(text)
            self._widen(self.least, cell, self._need(words) + sum(self.padding(cell.column, cell.columns)))

    def _least_width(self, text: CellText) -> float:
        if self.breaker is not None:
            return self.breaker.least_width(text.paragraph)
        return self.setter.typesetter.least_width(text.paragraph, self.setter.profile)

    def fitted(self, text: CellText, measure: float) -> Paragraph:
        """A text as it is set in a measure: with hyphens in words that are wider, where words may be broken."""
        if self.breaker is None:
            return text.paragraph
        return self.breaker.broken(text.paragraph, measure * self.part)

    def _wraps(self, cell: CellDraft, text: CellText) -> bool:
        """Whether a text may take several lines: headings and words may, numbers and dates may not."""
        return not text.aligned and (
            cell.header == "column" or cell.columns > 1 or self.content.columns[cell.column].kind == "text"
        )

    def _widen(self, widths: list[float], cell: CellDraft, need: float) -> None:
        """Give the columns of a cell the width that it needs, in the proportion of those that they have."""
        columns = range(cell.column, cell.column + cell.columns)
        have = sum(widths[at] for at in columns)
        if have < need:
            for at in columns:
                widths[at] += (need - have) * (widths[at] / have if have else 1 / cell.columns)

    # --- sharing a width that is too small for all

    def _shared(self) -> list[float]:
        """The widths at which the rows are lowest, a short text that wraps counting as much as two more lines."""
        best: tuple[float, list[float]] | None = None
        tried = 0
        for lines in range(1, MOST_LINES + 1):
            found = [max(self.least[at], self._for_lines(at, lines) + self.pads[at]) for at in range(self.count)]
            if sum(found) > self.width + 0.01:
                continue  # Cells have to take more lines before the columns fit beside each other.
            self._give_away(found)
            cost = self._cost(found)
            if best is None or cost <= best[0]:
                best = (cost, found)
            tried += 1
            if tried == CANDIDATES:
                break
        if best is not None:
            return best[1]
        found = list(self.least)
        self._give_away(found)
        return found

    def _give_away(self, found: list[float]) -> None:
        """Give away the width that is left: first to columns that need little so as not to wrap at all."""
        wanted = self.wanted
        spare = self.width - sum(found)
        for at in sorted(range(self.count), key=lambda at: wanted[at] - found[at]):
            if 0 < wanted[at] - found[at] <= spare:
                spare -= wanted[at] - found[at]
                found[at] = wanted[at]
        missing = [max(0.0, wanted[at] - found[at]) for at in range(self.count)]
        total = sum(missing)
        for at in range(self.count):
            found[at] += min(1.0, spare / total) * missing[at] if total else 0.0

    def _cost(self, widths: list[float]) -> int:
        """Lines of all rows, and `WRAPPED` for each text that wraps in a column that is short by nature."""
        cost = 0
        for row in (*self.draft.head, *self.draft.rows):
            checkpoint()
            tallest = 1
            for cell in row.cells:
                text, at = cell.text, cell.column
                if text is None or cell.columns > 1 or not self._wraps(cell, text):
                    continue
                if self._need(text.width) + self.pads[at] <= widths[at] + 0.01:
                    continue
                lines = self._count(text, widths[at] - self.pads[at])
                tallest = max(tallest, lines)
                cost += WRAPPED * (lines > 1 and self.wanted[at] <= SHORT * self.width)
            cost += tallest
        return cost

    def _for_lines(self, at: int, lines: int) -> float:
        """The least measure at which no text of a column takes more than `lines` lines."""
        need = self.least[at] - self.pads[at]
        most = self.wanted[at] - self.pads[at]
        for text in self.wrapping[at]:
            natural = self._need(text.width)
            if natural <= need:
                continue
            need = max(need, natural) if lines == 1 else self._narrowed(text, lines, need, min(most, natural))
        return need

    def _narrowed(self, text: CellText, lines: int, least: float, most: float) -> float:
        """The least measure from `least` on at which a text takes no more than `lines` lines."""
        low, high = least, max(least, most)
        if self._count(text, low) <= lines:
            return low
        while high - low > CLOSE:
            middle = (low + high) / 2
            if self._count(text, middle) <= lines:
                high = middle
            else:
                low = middle
        return high

    def _count(self, text: CellText, measure: float) -> int:
        return self.setter.typesetter.count_lines(self.fitted(text, measure), measure * self.part, self.setter.profile)

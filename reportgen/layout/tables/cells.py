"""The values of a table → texts of its cells, before their widths are known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from reportgen.charts.phrases import word
from reportgen.content.table import TableColumn, TableContent, TableEntry, TableRow
from reportgen.content.table.format import NOTHING, Formats
from reportgen.content.text import Span
from reportgen.deadlines import checkpoint
from reportgen.errors import NOWHERE, Where
from reportgen.frames import Colour, Line, Paragraph, Run
from reportgen.layout.styles import TextStyle
from reportgen.layout.text_setter import TextSetter
from reportgen.structs import Struct, replace

Align = Literal["left", "center", "right"]
GRAPHICS = ("bar", "sparkline")
"""Kinds of column that draw their numbers beside them."""


class CellText(Struct, frozen=True):
    """A cell's text before its width is known: the paragraph, its single line, and its widths in points.

    `tail` is the width of what stands after the decimal mark's place, `mark` that of a note's number, which hangs
    outside the column. `aligned` text is a number that stands on the decimal mark of its column.
    """

    paragraph: Paragraph
    line: Line
    width: float
    tail: float = 0.0
    mark: float = 0.0
    aligned: bool = False


STRONG, STRESSED = "accent1", "stressed"
"""The ground of rows and cells that are stressed, and how they are written: bold."""


class CellDraft(Struct, frozen=True):
    """A cell of the grid before widths are known: what it shows, its first column, how many columns and rows it covers.

    `header` says of which it is a heading; `graphic` is the entry of which a bar or a sparkline is drawn; `ground` is
    what a cell that is stressed stands on.
    """

    column: int
    text: CellText | None
    columns: int
    rows: int
    header: Literal["column", "row"] | None
    graphic: TableEntry | None = None
    ground: Colour | None = None
    alt: str = ""
    """What the graphic shows that the text does not say."""


class RowDraft(Struct, frozen=True):
    """A row of cells; `ground` is the colour under it, where rows have grounds by turns."""

    kind: Literal["head", "body", "group", "total"]
    cells: tuple[CellDraft, ...]
    ground: Colour | None = None


class TableMetrics(Struct, frozen=True):
    """The measures of a table at one size, in points: of its type, of the padding on the left and right and on the top
    and bottom of cells, of the space between a number and its bar; and its style.
    """

    size: float
    leading: float
    across: float
    down: float
    gap: float
    style: Literal["rules", "zebra", "plain"]
    stresses: bool = False
    """Whether any of its rows, columns or cells has a ground because it is stressed."""

    @property
    def row(self) -> float:
        """The height of a row of single lines."""
        return self.leading + 2 * self.down

    @property
    def flush(self) -> bool:
        """Whether the outer edges of the table stand flush with the text around: where its rows have no grounds."""
        return self.style != "zebra" and not self.stresses


class TableDraft(Struct, frozen=True):
    """A table at one size before its widths are known.

    `heads` and `tails` are, for each column, the widest parts of its aligned numbers before and after the decimal mark.
    """

    metrics: TableMetrics
    head: tuple[RowDraft, ...]
    rows: tuple[RowDraft, ...]
    heads: tuple[float, ...]
    tails: tuple[float, ...]


class _Form(NamedTuple):
    """How a cell's text is written."""

    align: Align
    colour: Colour
    bold: bool = False
    note: int | None = None
    where: Where = NOWHERE
    role: Literal["label", "body"] = "body"
    tabular: bool = False


class CellWriter:
    """Writes a table's values as paragraphs in the brand's styles."""

    def __init__(
        self, setter: TextSetter, formats: Formats, metrics: TableMetrics, text_style: TextStyle, key: str
    ) -> None:
        """`text_style` is that of the region; `key` begins the keys of all paragraphs."""
        self.setter = setter
        self.formats = formats
        self.metrics = metrics
        self.key = key
        brand, ground = setter.brand, text_style.ground
        style = setter.scale.role(text_style.style)
        self.family = brand.families[style.font]
        self.code = brand.code_family
        self.code_size = setter.styler.code_size(metrics.size)
        self.weight = style.weight
        # Where rows have grounds by turns, the colours of texts are legible on both.
        text = brand.text if metrics.flush else brand.colours.text_on_rows
        self.text = text(text_style.colour, ground)
        self.primary = text("primary", ground)
        self.muted = text("muted", ground)
        self.link = text("accent", ground)
        self.better = text("positive", ground)
        self.worse = text("negative", ground)
        self.style = text_style
        self._tails: dict[tuple[str, bool], float] = {}

    def table(self, content: TableContent, zebra: Colour | None) -> TableDraft:
        """All rows. `zebra` is the ground of every other row of the body, where the table has such grounds."""
        rows: list[RowDraft] = []
        banded = False
        for number, row in enumerate(content.rows):
            banded = row.kind == "body" and not banded
            rows.append(self._row(content, row, number, zebra if banded else None))
        heads = [0.0] * len(content.columns)
        tails = [0.0] * len(content.columns)
        for draft in rows:
            for cell in draft.cells:
                text = cell.text
                if text is not None and text.aligned:
                    heads[cell.column] = max(heads[cell.column], text.width - text.tail - text.mark)
                    tails[cell.column] = max(tails[cell.column], text.tail)
        return TableDraft(self.metrics, tuple(self._head(content)), tuple(rows), tuple(heads), tuple(tails))

    # --- headings

    def _head(self, content: TableContent) -> list[RowDraft]:
        """One heading row, or two where columns share a heading."""
        names = [
            self._heading(column.name, f"head.{at}", column, column.align, column.note)
            for at, column in enumerate(content.columns)
        ]
        if not any(column.group for column in content.columns):
            return [RowDraft("head", tuple(CellDraft(at, text, 1, 1, "column") for at, text in enumerate(names)))]
        above: list[CellDraft] = []
        below: list[CellDraft] = []
        at = 0
        while at < len(names):
            column = content.columns[at]
            if not column.group:
                above.append(CellDraft(at, names[at], 1, 2, "column"))
                at += 1
                continue
            end = at
            while end < len(names) and content.columns[end].group == column.group:
                below.append(CellDraft(end, names[end], 1, 1, "column"))
                end += 1
            text = self._heading(column.group, f"group.{at}", column, "center" if end - at > 1 else column.align)
            above.append(CellDraft(at, text, end - at, 1, "column"))
            at = end
        return [RowDraft("head", tuple(above)), RowDraft("head", tuple(below))]

    def _heading(
        self, spans: Sequence[Span], key: str, column: TableColumn, align: Align, note: int | None = None
    ) -> CellText:
        return self._text(spans or (Span(""),), key, _Form(align, self.primary, True, note, column.where, "label"))

    # --- values

    def _row(self, content: TableContent, row: TableRow, number: int, ground: Colour | None) -> RowDraft:
        checkpoint()
        cells: list[CellDraft] = []
        for at, entry in enumerate(row.entries):
            if entry is None:
                continue
            column = content.columns[at]
            heads = row.kind == "group" or (at == 0 and content.heads)
            stressed = row.stressed or entry.stressed
            writer = self._stressed if stressed else self
            kind = STRESSED if stressed or (column.stressed and row.kind == "body") else row.kind
            text = writer._entry(entry, column, f"{number}.{at}", kind)
            behind = self._behind(stressed, column.stressed)
            drawn = column.kind in GRAPHICS and row.kind == "body" and entry.value is not None and entry.columns == 1
            cells.append(
                CellDraft(
                    at,
                    text,
                    entry.columns,
                    entry.rows,
                    "row" if heads else None,
                    entry if drawn else None,
                    behind,
                    self._range(entry, column) if drawn else "",
                )
            )
        return RowDraft(row.kind, tuple(cells), ground)

    @cached_property
    def _stressed(self) -> CellWriter:
        """What writes rows and cells that are stressed, on the brand's colour."""
        return CellWriter(self.setter, self.formats, self.metrics, replace(self.style, ground=STRONG), self.key)

    def _behind(self, stressed: bool, column: bool) -> Colour | None:
        """The ground of a cell: the brand's colour where it is stressed, a hint of it where its column is."""
        if stressed:
            return self.setter.brand.fill(STRONG)
        return self.setter.brand.colours.zebra(self.style.ground) if column else None

    def _range(self, entry: TableEntry, column: TableColumn) -> str:
        """The least and the greatest number of a sparkline in words; nothing of a bar, whose number is written."""
        if not isinstance(entry.value, tuple):
            return ""
        numbers = [one for one in entry.value if isinstance(one, float)]
        low, high = (self.formats.number(one, column) for one in (min(numbers), max(numbers)))
        return word("range", self.setter.language, low=low, high=high)

    def _entry(self, entry: TableEntry, column: TableColumn, key: str, kind: str) -> CellText:
        value = entry.value
        bold = kind != "body"
        colour = self.primary if kind == "group" else self.text
        if value is None:
            return self._nothing(entry, column, key, kind)
        if isinstance(value, date):
            shown = self.formats.day(value, column.precision)
            form = _Form(column.align, colour, bold, entry.note, entry.where, tabular=True)
            return self._text((Span(shown),), key, form)
        if isinstance(value, float):
            return self._number(value, column, key, bold, entry)
        if value and isinstance(value[-1], float):
            return self._number(value[-1], column, key, bold, entry)  # A sparkline's last number stands beside it.
        spans = tuple(span for span in value if isinstance(span, Span))
        align = column.align if column.kind == "text" or entry.columns == 1 else "left"
        return self._text(spans, key, _Form(align, colour, bold, entry.note, entry.where))

    def _nothing(self, entry: TableEntry, column: TableColumn, key: str, kind: str) -> CellText:
        """A cell without a value: a dash where a number or a date is missing, empty elsewhere."""
        if entry.columns > 1 or column.kind == "text":
            colour = self.primary if kind == "group" else self.text
            return self._text((Span(""),), key, _Form(column.align, colour, kind != "body", None, entry.where))
        shown = "" if kind == "total" else NOTHING
        text = self._text((Span(shown),), key, _Form(column.align, self.muted, where=entry.where))
        numeric = column.kind not in ("date", "sparkline")
        return replace(text, aligned=numeric and column.align == "right")

    def _number(self, number: float, column: TableColumn, key: str, bold: bool, entry: TableEntry) -> CellText:
        colour = self.text
        if column.kind == "delta":
            shown, direction = self.formats.delta(number, column)
            if direction and column.good != "neither":
                colour = self.better if (direction > 0) == (column.good == "up") else self.worse
        else:
            shown = self.formats.number(number, column)
        align: Align = "right" if column.kind in GRAPHICS else column.align
        text = self._text((Span(shown),), key, _Form(align, colour, bold, entry.note, entry.where, tabular=True))
        if align != "right":
            return text
        at = self.formats.tail(shown)
        tail = self._tail(text.paragraph, shown[at:], bold) if at < len(shown) else 0.0
        return CellText(text.paragraph, text.line, text.width, tail, text.mark, True)

    def _tail(self, paragraph: Paragraph, part: str, bold: bool) -> float:
        """The width of what stands after the decimal mark's place; the same few occur again and again."""
        known = self._tails.get((part, bold))
        if known is None:
            alone = replace(paragraph, runs=(replace(paragraph.runs[0], text=part),))
            known = self._tails[part, bold] = self.setter.typesetter.single(alone, self.setter.profile).width
        return known

    def _text(self, spans: Sequence[Span], key: str, form: _Form) -> CellText:
        setter, size = self.setter, self.metrics.size
        weight = max(self.weight, setter.medium.bold) if form.bold else self.weight
        strong = max(weight, setter.brand.look.paragraphs.strong)
        runs = [
            Run(
                text=span.text,
                family=self.code if span.code else self.family,
                weight=strong if span.strong else weight,
                size=self.code_size if span.code else size,
                colour=self.link if span.link else form.colour,
                italic=span.emphasis,
                superscript=span.superscript,
                link=span.link,
                tabular=form.tabular,
                subscript=span.subscript,
                strike=span.strike,
                underline=span.underline,
                code=span.code,
                language=span.language,
            )
            for span in spans
        ]
        if form.note is not None:
            last = runs[-1] if runs else Run("", self.family, weight, size, form.colour)
            runs.append(replace(last, text=str(form.note), superscript=True, link=None, tabular=False, note=form.note))
        paragraph = Paragraph(
            tuple(runs),
            form.role,
            f"{self.key}.{key}",
            self.metrics.leading,
            form.align,
            language=setter.language,
            where=form.where,
        )
        paragraph = setter.completed(paragraph)
        line = setter.typesetter.single(paragraph, setter.profile)
        mark = 0.0
        if form.note is not None:
            alone = replace(paragraph, runs=(runs[-1],))
            mark = setter.typesetter.single(alone, setter.profile).width
        return CellText(paragraph, line, line.width, 0.0, mark)

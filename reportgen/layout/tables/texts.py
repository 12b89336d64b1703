"""The values of a table → texts of its cells, before their widths are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from reportgen.content.table import TableColumn, TableContent, TableEntry, TableRow
from reportgen.content.table.format import NOTHING, Formats
from reportgen.content.text import Span
from reportgen.errors import NOWHERE, Where
from reportgen.frames import Colour, Line, Paragraph, Run
from reportgen.layout.styles import TextSetter
from reportgen.templates import Region


@dataclass(frozen=True, slots=True)
class CellText:
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
class Place:
    """A cell of the grid: what it shows, where it begins, how much it covers."""

    column: int
    text: CellText | None
    columns: int
    rows: int
    header: Literal["column", "row"] | None
    graphic: TableEntry | None = None


@dataclass(frozen=True, slots=True)
class Row:
    kind: Literal["head", "body", "group", "total"]
    places: tuple[Place, ...]
    band: Colour | None = None
    """The ground of the row itself, where rows have grounds by turns."""


@dataclass(frozen=True, slots=True)
class Look:
    """Measures of one setting of a table, in points."""

    size: float
    leading: float
    across: float
    down: float
    gap: float
    style: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """A table at one size: rows of unplaced cells, and for each column the widest head and tail of its numbers."""

    look: Look
    head: tuple[Row, ...]
    rows: tuple[Row, ...]
    heads: tuple[float, ...]
    tails: tuple[float, ...]


class Writer:
    """Writes a table's values as paragraphs in the brand's styles."""

    def __init__(self, setter: TextSetter, formats: Formats, look: Look, region: Region, ground: str, key: str) -> None:
        self.setter = setter
        self.formats = formats
        self.look = look
        self.key = key
        brand = setter.brand
        style = setter.scale.role(region.style)
        self.family = brand.families[style.font]
        self.weight = style.weight
        self.bold = 600 if setter.kind == "newsletter" else 700  # an office family has only the one bold
        text = brand.colours.text_on_rows if look.style == "zebra" else brand.text
        self.text = text(region.colour, ground)
        self.primary = text("primary", ground)
        self.muted = text("muted", ground)
        self.link = text("accent", ground)
        self.better = text("positive", ground)
        self.worse = text("negative", ground)
        self._tails: dict[tuple[str, bool], float] = {}

    def head(self, content: TableContent) -> list[Row]:
        """One heading row, or two where columns share a heading."""
        names = [
            self._text(column.name, f"head.{at}", column.align, self.primary, True, column.note, column.where, "label")
            for at, column in enumerate(content.columns)
        ]
        if not any(column.group for column in content.columns):
            return [Row("head", tuple(Place(at, text, 1, 1, "column") for at, text in enumerate(names)))]
        above: list[Place] = []
        below: list[Place] = []
        at = 0
        while at < len(names):
            group = content.columns[at].group
            if not group:
                above.append(Place(at, names[at], 1, 2, "column"))
                at += 1
                continue
            end = at
            while end < len(names) and content.columns[end].group == group:
                below.append(Place(end, names[end], 1, 1, "column"))
                end += 1
            column = content.columns[at]
            align = "center" if end - at > 1 else column.align
            text = self._text(group, f"group.{at}", align, self.primary, True, None, column.where, "label")
            above.append(Place(at, text, end - at, 1, "column"))
            at = end
        return [Row("head", tuple(above)), Row("head", tuple(below))]

    def row(self, content: TableContent, row: TableRow, number: int, band: Colour | None) -> Row:
        bold = row.kind != "body"
        places: list[Place] = []
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
            places.append(Place(at, text, entry.columns, entry.rows, header, graphic))
        return Row(row.kind, tuple(places), band)

    def _entry(self, entry: TableEntry, column: TableColumn, key: str, bold: bool, kind: str) -> CellText:
        value = entry.value
        colour = self.primary if kind == "group" else self.text
        if value is None and entry.columns == 1 and column.kind != "text":
            shown = "" if kind == "total" else NOTHING
            text = self._text((Span(shown),), key, column.align, self.muted, False, None, entry.where)
            numeric = column.kind not in ("date", "sparkline")
            return replace(text, aligned=numeric and column.align == "right")
        if value is None:
            return self._text((Span(""),), key, column.align, colour, bold, None, entry.where)
        if isinstance(value, date):
            shown = self.formats.day(value, column.precision)
            return self._text((Span(shown),), key, column.align, colour, bold, entry.note, entry.where, tabular=True)
        if isinstance(value, float) or (value and isinstance(value[0], float)):
            number = value if isinstance(value, float) else value[-1]
            assert isinstance(number, float)
            return self._number(number, column, key, bold, entry)
        spans = tuple(span for span in value if isinstance(span, Span))
        align = column.align if column.kind == "text" or entry.columns == 1 else "left"
        return self._text(spans, key, align, colour, bold, entry.note, entry.where)

    def _number(self, number: float, column: TableColumn, key: str, bold: bool, entry: TableEntry) -> CellText:
        colour = self.text
        if column.kind == "delta":
            shown, direction = self.formats.delta(number, column)
            if direction and column.good != "neither":
                colour = self.better if (direction > 0) == (column.good == "up") else self.worse
        else:
            shown = self.formats.number(number, column)
        inside = column.kind in ("bar", "sparkline")
        align = "right" if inside else column.align
        text = self._text((Span(shown),), key, align, colour, bold, entry.note, entry.where, tabular=True)
        if align != "right":
            return text
        at = self.formats.tail(shown)
        tail = self._tail(text.paragraph, shown[at:], bold) if at < len(shown) else 0.0
        return CellText(text.paragraph, text.line, text.width, tail, text.mark, True)

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
    ) -> CellText:
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
        return CellText(paragraph, line, line.width, 0.0, mark)

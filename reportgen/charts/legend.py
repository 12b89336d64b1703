"""Legends: swatches and names in rows above a chart, or under each other beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from reportgen.charts.lettering import Lettering
from reportgen.charts.style import ChartStyle
from reportgen.frames import ChartBar, ChartLine, ChartMark, Colour, TextItem
from reportgen.geometry import Rect
from reportgen.structs import Struct

Swatch = Literal["box", "line", "dash", "circle"]

INDENT, BETWEEN = 1.5, 1.6
"""From a swatch to its name, and from a name to the next swatch, in ems: as far as clients set them by themselves."""

BOX, STROKE = 0.8, 1.1
"""Side of a box and length of a line as swatches, in ems."""

LINE_WEIGHT, DASH_WEIGHT = 0.24, 0.2
"""Weights of lines and dashes as swatches, in ems."""

MIDDLE = 0.52
"""Where the middle of a swatch stands in its line of text, from the top, in lines."""


class LegendEntry(Struct, frozen=True):
    """A series in the legend, and how its swatch looks."""

    name: str
    colour: Colour
    swatch: Swatch = "box"


class PlacedLegend(Struct, frozen=True):
    """A legend where it stands."""

    box: Rect
    marks: tuple[ChartMark, ...]
    texts: tuple[TextItem, ...]


class Strip(Struct, frozen=True):
    """A legend's rows, not yet placed: the numbers of the entries in each; width and height in points."""

    entries: tuple[LegendEntry, ...]
    rows: tuple[tuple[int, ...], ...]
    width: float
    height: float
    most: float = 1e9
    """The width of a name, from which on it is broken (points)."""

    def placed(self, x: float, y: float, style: ChartStyle) -> PlacedLegend:
        """The legend with its top left corner at (`x`, `y`)."""
        letters = style.lettering
        marks: list[ChartMark] = []
        texts: list[TextItem] = []
        top = y
        for row in self.rows:
            left, lines = x, 1
            for index in row:
                entry = self.entries[index]
                marks.append(_mark(entry, left, top + MIDDLE * letters.leading, letters.size))
                place, text = (left + INDENT * letters.size, top), letters.breakable(entry.name, self.most)
                if letters.width(text) > self.most:
                    texts.append(letters.block(text, place, self.most, style.colours.text, "left"))
                    lines = max(lines, len(texts[-1].lines))
                else:
                    texts.append(letters.line(text, place, style.colours.text))
                left += _width(entry, letters)
            top += lines * letters.leading
        return PlacedLegend(Rect(x, y, self.width, self.height), tuple(marks), tuple(texts))


def _mark(entry: LegendEntry, x: float, middle: float, size: float) -> ChartMark:
    if entry.swatch in ("line", "dash"):
        weight = LINE_WEIGHT if entry.swatch == "line" else DASH_WEIGHT
        return ChartLine(((x, middle), (x + STROKE * size, middle)), entry.colour, weight * size)
    side = BOX * size
    return ChartBar(Rect(x, middle - side / 2, side, side), entry.colour)


def _width(entry: LegendEntry, letters: Lettering) -> float:
    """The width of an entry with the space behind it."""
    return INDENT * letters.size + letters.width(entry.name) + BETWEEN * letters.size


def in_rows(entries: Sequence[LegendEntry], width: float, letters: Lettering) -> Strip:
    """The entries in as few rows as `width` (points) allows."""
    rows: list[tuple[int, ...]] = []
    used, widest = 0.0, 0.0
    for index, entry in enumerate(entries):
        needed = _width(entry, letters)
        if rows and used + needed - BETWEEN * letters.size <= width:
            rows[-1] = (*rows[-1], index)
            used += needed
        else:
            rows.append((index,))
            used = needed
        widest = max(widest, used)
    most = width - INDENT * letters.size
    lines = sum(max(_lines(entries[index], most, letters) for index in row) for row in rows)
    return Strip(tuple(entries), tuple(rows), min(widest, width), lines * letters.leading, most)


def _lines(entry: LegendEntry, most: float, letters: Lettering) -> int:
    """How many lines a name takes that is broken at a width in points."""
    if letters.width(entry.name) <= most:
        return 1
    return letters.lines(letters.breakable(entry.name, most), most) or 1


def in_list(entries: Sequence[LegendEntry], letters: Lettering, width: float) -> Strip:
    """The entries under each other, their names broken where they are wider than `width` points."""
    widest = max((min(_width(entry, letters), width) for entry in entries), default=0.0)
    most = width - INDENT * letters.size
    lines = sum(_lines(entry, most, letters) for entry in entries)
    return Strip(tuple(entries), tuple((n,) for n in range(len(entries))), widest, lines * letters.leading, most)

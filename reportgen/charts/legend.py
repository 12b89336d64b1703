"""Legends: swatches and names in rows above a chart, or under each other beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reportgen.charts.look import Look
from reportgen.charts.texts import Letters
from reportgen.frames import ChartBar, ChartLine, ChartMark, Colour, TextItem
from reportgen.geometry import Rect


@dataclass(frozen=True, slots=True)
class Entry:
    """A series in the legend, and how its swatch looks."""

    name: str
    colour: Colour
    swatch: Literal["box", "line", "dash", "circle"] = "box"


@dataclass(frozen=True, slots=True)
class PlacedLegend:
    """A legend where it stands."""

    box: Rect
    marks: tuple[ChartMark, ...]
    texts: tuple[TextItem, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """A legend's rows, not yet placed."""

    entries: tuple[Entry, ...]
    rows: tuple[tuple[int, ...], ...]
    width: float
    height: float

    def at(self, x: float, y: float, letters: Letters, look: Look) -> PlacedLegend:
        """The legend with its top left corner at (`x`, `y`)."""
        marks: list[ChartMark] = []
        texts: list[TextItem] = []
        for number, row in enumerate(self.rows):
            left, top = x, y + number * letters.leading
            for index in row:
                entry = self.entries[index]
                marks.append(_swatch(entry, left, top, letters))
                texts.append(letters.line(entry.name, left + _indent(letters), top, look.text))
                left += _entry(entry, letters)
        return PlacedLegend(Rect(x, y, self.width, self.height), tuple(marks), tuple(texts))


def _swatch(entry: Entry, x: float, y: float, letters: Letters) -> ChartMark:
    size = letters.size
    middle = y + 0.52 * letters.leading
    if entry.swatch == "line":
        return ChartLine(((x, middle), (x + 1.1 * size, middle)), entry.colour, 0.24 * size)
    if entry.swatch == "dash":
        return ChartLine(((x, middle), (x + 1.1 * size, middle)), entry.colour, 0.2 * size)
    side = 0.8 * size
    return ChartBar(Rect(x, middle - side / 2, side, side), entry.colour)


def _indent(letters: Letters) -> float:
    return 1.5 * letters.size


def _entry(entry: Entry, letters: Letters) -> float:
    return _indent(letters) + letters.width(entry.name) + 1.6 * letters.size


def legend(entries: list[Entry], width: float, letters: Letters) -> Strip:
    """The entries in as few rows as `width` allows."""
    rows: list[tuple[int, ...]] = []
    used, widest = 0.0, 0.0
    for index, entry in enumerate(entries):
        needed = _entry(entry, letters)
        if rows and used + needed - 1.6 * letters.size <= width:
            rows[-1] = (*rows[-1], index)
            used += needed
        else:
            rows.append((index,))
            used = needed
        widest = max(widest, used)
    return Strip(tuple(entries), tuple(rows), min(widest, width), len(rows) * letters.leading)


def listed(entries: list[Entry], letters: Letters) -> Strip:
    """The entries under each other."""
    widest = max((_entry(entry, letters) for entry in entries), default=0.0)
    return Strip(tuple(entries), tuple((n,) for n in range(len(entries))), widest, len(entries) * letters.leading)

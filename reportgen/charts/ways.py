"""The ways in which a chart may give way where it has too little room, the one that changes least first.

Kind and order stay as they are asked for. Bars lie down for long names, names are broken, or turned upright, the
smallest slices are put together, the type is smaller; in the end, names are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace as changed
from math import fsum
from typing import Literal

from reportgen.content.chart import ROUND, ChartContent, ChartNote
from reportgen.content.chart.phrases import other_word
from reportgen.structs import Struct, replace

Yield = Literal[0, 1, 2]
"""How much names give way: 0, not at all; 1, they are broken to more lines, or turned; 2, words are broken, and some
are left out."""

MOST_SLICES = 12
"""Slices of a pie that are told apart."""

FEWER_SLICES = (7, 5, 3)
"""How many of the largest slices stand alone where there is too little room for all."""

SMALLER = (0.86, 0.74)
"""How much smaller the type may become."""

_LYING = ("column", "stacked", "stacked-100", "waterfall")
"""Kinds whose bars may lie as well as stand."""


class Way(Struct, frozen=True):
    """What of a chart gives way; `cost` is what that costs, a slide more being 1."""

    names: Yield = 0
    lying: bool = False
    slices: int = 0
    """How many slices are left beside the one of all others; 0: all."""
    type: float = 1.0
    """The part of its size that the type has."""
    cost: float = 0.0

    def of(self, content: ChartContent, language: str) -> ChartContent:
        """The chart in this way."""
        if self.lying:
            content = changed(content, horizontal=True)
        return grouped(content, self.slices, language) if self.slices else content

    def told(self, content: ChartContent) -> tuple[str, ...]:
        """What somebody should know of it: that values are no longer shown one by one."""
        if not self.slices:
            return ()
        count = len(content.categories) - self.slices
        return (f"the {count} smallest of {len(content.categories)} slices are shown as one",)


def ways(content: ChartContent) -> Iterator[Way]:
    """All ways for a chart, the best first."""
    yield from _once(content, Way())
    for number, size in enumerate(SMALLER, 1):
        yield from _once(content, Way(type=size, cost=float(number)))
    yield from _once(content, Way(names=2, type=SMALLER[-1], cost=3.0))


def _once(content: ChartContent, way: Way) -> Iterator[Way]:
    """A way, and with it what the kind of chart may do."""
    if content.kind in ROUND:
        yield from _round(content, way)
        return
    lies = content.kind in _LYING and not content.horizontal
    for names in (0, 1) if way.names < 2 else (2,):
        made = replace(way, names=names, cost=way.cost + 0.5 * (names == 1))
        yield made
        if lies:
            yield replace(made, lying=True, cost=made.cost + 0.3)


def _round(content: ChartContent, way: Way) -> Iterator[Way]:
    count = len(content.categories)
    if count <= MOST_SLICES:
        yield way
    most = MOST_SLICES - 1 if count > MOST_SLICES else count - 2
    for number, slices in enumerate(dict.fromkeys((most, *FEWER_SLICES))):
        if 0 < slices <= most:
            yield replace(way, slices=slices, cost=way.cost + 0.6 + 0.3 * number)


def grouped(content: ChartContent, slices: int, language: str) -> ChartContent:
    """A pie whose largest slices stand alone, in their order, before one of all others.

    Highlighted ones stand alone as well. A slice that already has the name of the others becomes a part of them.
    """
    one, other = content.series[0], other_word(language)
    kept = _kept(content, slices, other)
    rest = fsum(value or 0.0 for at, value in enumerate(one.values) if at not in kept)
    made = changed(one, values=(*(one.values[at] for at in kept), rest))
    notes = tuple(_moved(note, content.categories[note.point], kept) for note in content.notes)
    categories = (*(content.categories[at] for at in kept), other)
    return changed(content, series=(made,), categories=categories, notes=notes)


def _kept(content: ChartContent, slices: int, other: str) -> list[int]:
    """The slices that stand alone: those that are highlighted or noted, then the largest."""
    names, values = content.categories, content.series[0].values
    spoken_of = {note.point for note in content.notes}
    spoken_of |= {at for at, name in enumerate(names) if name in content.highlight}
    free = (at for at, name in enumerate(names) if name != other)
    return sorted(sorted(free, key=lambda at: (at not in spoken_of, -(values[at] or 0.0)))[:slices])


def _moved(note: ChartNote, name: str, kept: list[int]) -> ChartNote:
    """A note at the slice that it speaks of, or at that of the others, which then names it."""
    if note.point in kept:
        return changed(note, point=kept.index(note.point))
    return changed(note, point=len(kept), text=f"{name}: {note.text}")

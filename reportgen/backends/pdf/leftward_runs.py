"""Runs from right to left, cut into what readers of a PDF get the text of in its order."""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate, groupby
from unicodedata import category

from reportgen.frames import GlyphRun
from reportgen.structs import replace

Raised = tuple[int, float, float]
"""A glyph that is drawn as a shape, and where it stands: points from the run's left edge and over its baseline."""


def carriers_of(run: GlyphRun) -> tuple[GlyphRun, list[Raised]]:
    """The run with one glyph for each cluster, the widest, which stands for its text on the baseline; and all glyphs
    that are seen elsewhere.
    """
    kept: list[int] = []
    advances: list[float] = []
    offsets: list[tuple[float, float]] = []
    raised: list[Raised] = []
    x = 0.0
    shifts = run.offsets or ((0.0, 0.0),) * len(run.glyphs)
    for _, numbers in groupby(range(len(run.glyphs)), key=run.clusters.__getitem__):
        group = list(numbers)
        carrier = max(group, key=lambda number: (run.advances[number], number))
        start = x
        for number in group:
            across, up = shifts[number]
            if number == carrier:
                kept.append(number)
                offsets.append((0.0 if up else x - start + across, up))
            if number != carrier or up:
                raised.append((run.glyphs[number], x + across, up))
            x += run.advances[number]
        advances.append(x - start)
    carried = replace(
        run,
        glyphs=tuple(run.glyphs[number] for number in kept),
        advances=tuple(advances),
        clusters=tuple(run.clusters[number] for number in kept),
        offsets=tuple(offsets),
    )
    return carried, raised


def letters_of(run: GlyphRun) -> tuple[GlyphRun, list[Raised]]:
    """The run with one glyph for each letter and its marks; and all glyphs that are seen elsewhere."""
    found: dict[int, int] = {}
    letter = 0
    for cluster in sorted(set(run.clusters)):
        if not found or category(run.text[cluster])[0] != "M":
            letter = cluster
        found[cluster] = letter
    return carriers_of(replace(run, clusters=tuple([found[cluster] for cluster in run.clusters])))


def all_raised(run: GlyphRun) -> list[Raised]:
    """All glyphs of a run, where they are seen."""
    starts = accumulate(run.advances, initial=0.0)
    shifts = run.offsets or ((0.0, 0.0),) * len(run.glyphs)
    return [(glyph, start + across, up) for glyph, start, (across, up) in zip(run.glyphs, starts, shifts, strict=False)]


def saying_parts(run: GlyphRun, says: Callable[[GlyphRun], bool]) -> list[tuple[GlyphRun, bool]]:
    """The run, of one glyph a cluster, cut into parts that say their text, and characters whose text has to be told or
    that are not seen here.
    """
    flat = replace(run, offsets=())
    plain = [not up and says(_part(flat, at, at + 1)) for at, (_, up) in enumerate(run.offsets)]
    groups = [list(numbers) for _, numbers in groupby(range(len(plain)), key=lambda at: -1 if plain[at] else at)]
    return [(_part(run, group[0], group[-1] + 1), plain[group[0]]) for group in groups]


def _part(run: GlyphRun, start: int, end: int) -> GlyphRun:
    """Glyphs start..end with the text that they stand for, where they stand in the run."""
    first = run.clusters[end - 1]
    last = run.clusters[start - 1] if start else len(run.text)
    return replace(
        run,
        x=sum(run.advances[:start]),
        text=run.text[first:last],
        glyphs=run.glyphs[start:end],
        advances=run.advances[start:end],
        clusters=tuple(cluster - first for cluster in run.clusters[start:end]),
        offsets=run.offsets[start:end],
        leftward=True,
    )

"""Stacks: sections side by side, of which several may stand under each other in one column of the page."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from reportgen.brand import Brand
from reportgen.sections import traits_of
from reportgen.structs import Struct

PAIRS = ((7, 5), (5, 7), (6, 6), (8, 4), (4, 8))
"""Spans of two stacks side by side, in columns of the grid: those that fill its whole width are taken."""

TRIPLES = ((4, 4, 4),)
"""Spans of three sections side by side."""

WIDE, RAIL = 8, 4
"""Spans of a story and of the rail beside it."""

Arrangement = tuple[tuple[int, tuple[int, ...]], ...]
"""Stacks from left to right: the span of each, and its sections from the top down."""


class Gaps(Struct, frozen=True):
    """Gaps between modules under each other (points): at the least, of themselves, and at the most."""

    least: float
    natural: float
    most: float

    @classmethod
    def of(cls, brand: Brand, baseline: float) -> Gaps:
        """The gaps of a brand on a page with a line of so many points."""
        look = brand.look.pages
        gap = look.gap * baseline
        return cls(gap * (1 - look.gap_give), gap, gap * (1 + look.gap_stretch))

    def on_grid(self, pitch: float) -> Gaps:
        """The same gaps in whole lines of `pitch` points, so that modules beside each other keep to one grid."""
        natural = ceil(self.natural / pitch - 0.01)
        return Gaps(natural * pitch, natural * pitch, max(natural, int(self.most / pitch + 0.01)) * pitch)


NO_GAPS = Gaps(0.0, 0.0, 0.0)
"""The gaps over what comes first on a page, and between bands at its foot."""


class Heights(Struct, frozen=True):
    """The least, the natural and the greatest height of a module or a stack (points)."""

    least: float
    natural: float
    most: float

    @classmethod
    def stacked(cls, modules: Sequence[Heights], gaps: Gaps) -> Heights:
        """The heights of modules under each other."""
        between = len(modules) - 1
        return cls(
            sum(one.least for one in modules) + gaps.least * between,
            sum(one.natural for one in modules) + gaps.natural * between,
            sum(one.most for one in modules) + gaps.most * between,
        )


def filled(modules: Sequence[Heights], gaps: Gaps, height: float, pitch: float) -> tuple[list[float], float]:
    """The heights of modules that fill `height` together, and the gap between them; what stretches takes slack first.

    Heights change by whole lines of `pitch` points, so that the grid is kept.
    """
    between = len(modules) - 1
    if not between:
        return [height], gaps.natural
    heights, slack = shared(modules, height - sum(one.natural for one in modules) - gaps.natural * between, pitch)
    added = slack / between
    if added > 0:
        added = min(added, gaps.most - gaps.natural) // pitch * pitch
    return heights, gaps.natural + max(added, gaps.least - gaps.natural)


def shared(modules: Sequence[Heights], slack: float, pitch: float) -> tuple[list[float], float]:
    """Heights of modules that share `slack` (points, less than 0 where there is too little room), one after the other
    and in whole lines; and what is left of it.
    """
    heights = [one.natural for one in modules]
    for at, one in enumerate(modules):
        if slack < 0:
            taken = min(-slack, one.natural - one.least)
            taken = min(-(-taken // pitch) * pitch, one.natural - one.least)
            heights[at] -= taken
            slack += taken
        elif one.most > one.natural:
            added = min(slack, one.most - one.natural) // pitch * pitch
            heights[at] += added
            slack -= added
    return heights, slack


def levelled(modules: Sequence[Heights], slack: float) -> list[float]:
    """Heights of modules of which each takes as large a part as the others of `slack` that it may take (points)."""
    stretch = sum(one.most - one.natural for one in modules)
    part = min(1.0, max(0.0, slack) / stretch) if stretch else 0.0
    return [one.natural + part * (one.most - one.natural) for one in modules]


def arrangements(together: Sequence[int], types: Sequence[str], full: int) -> list[Arrangement]:
    """The ways in which sections of these `types` may stand beside and under each other on a page of `full` columns.

    Readers go down a stack before they go on to the next: stacks hold sections that follow each other, but for those
    that belong to a rail.
    """
    if len(together) == 1:
        return [((full, tuple(together)),)]
    pairs = [pair for pair in PAIRS if sum(pair) == full]
    found: list[Arrangement] = [
        ((left, tuple(together[:at])), (right, tuple(together[at:])))
        for left, right in pairs
        for at in range(1, len(together))
    ]
    for spans in TRIPLES:
        if sum(spans) == full and len(spans) == len(together):
            found.append(tuple((span, (one,)) for span, one in zip(spans, together, strict=True)))
    rail = _with_rail(together, types)
    return [*found, rail] if rail is not None and full == WIDE + RAIL else found


def _with_rail(together: Sequence[int], types: Sequence[str]) -> Arrangement | None:
    """The arrangement with all that belongs to a rail in it; None where the author's order has it there already."""
    rail = tuple(one for one, kind in zip(together, types, strict=True) if traits_of(kind).rail)
    story = tuple(one for one in together if one not in rail)
    if not rail or not story or (*story, *rail) == tuple(together):
        return None
    return ((WIDE, story), (RAIL, rail))

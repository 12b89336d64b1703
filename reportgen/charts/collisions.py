"""Where labels stand so that they do not collide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportgen.geometry import Rect
from reportgen.structs import Struct, field


def spread(wanted: Sequence[float], pitch: float, low: float, high: float) -> list[float] | None:
    """Positions near the wanted ones, in their order, at least `pitch` apart, from `low` to `high`; None: no room.

    The moves have the least sum of squares (pool adjacent violators).

    >>> spread([10, 11, 40], 10, 0, 100)
    [5.5, 15.5, 40.0]
    """
    if (len(wanted) - 1) * pitch > high - low + 1e-9:
        return None
    order = sorted(range(len(wanted)), key=lambda at: wanted[at])
    pools: list[tuple[float, int]] = []  # where the first of touching labels wants to be (the mean), and how many
    for rank, at in enumerate(order):
        pools.append((float(wanted[at]) - rank * pitch, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (one, n), (two, m) = pools[-2:]
            pools[-2:] = [((one * n + two * m) / (n + m), n + m)]
    most = high - (len(wanted) - 1) * pitch
    starts = [min(max(mean, low), most) for mean, count in pools for _ in range(count)]
    found = [0.0] * len(wanted)
    for rank, at in enumerate(order):
        found[at] = starts[rank] + rank * pitch
    return found


class Occupied(Struct):
    """The boxes that are taken, and the lines that labels keep off."""

    boxes: list[Rect] = field(default_factory=list)
    lines: list[tuple[tuple[float, float], tuple[float, float]]] = field(default_factory=list)

    def free(self, box: Rect, within: Rect) -> bool:
        """Whether a box lies within the chart and touches nothing."""
        if not within.contains(box, 0.5):
            return False
        if any(box.overlaps(taken, 0.2) for taken in self.boxes):
            return False
        return not any(crosses(box, start, end) for start, end in self.lines)

    def first_free(self, boxes: Iterable[Rect], within: Rect) -> int | None:
        """The number of the first box that is free."""
        for number, box in enumerate(boxes):
            if self.free(box, within):
                return number
        return None


def crosses(box: Rect, start: tuple[float, float], end: tuple[float, float]) -> bool:
    """Whether a line runs through a box (Liang–Barsky)."""
    (x, y), (dx, dy) = start, (end[0] - start[0], end[1] - start[1])
    enter, leave = 0.0, 1.0
    for delta, low, high in ((dx, box.x - x, box.right - x), (dy, box.y - y, box.bottom - y)):
        if abs(delta) < 1e-12:
            if low > 0 or high < 0:
                return False
            continue
        one, two = sorted((low / delta, high / delta))
        enter, leave = max(enter, one), min(leave, two)
        if enter > leave:
            return False
    return True

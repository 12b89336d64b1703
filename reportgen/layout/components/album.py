"""Pictures of many shapes in rows that fill the width: those of a row share a height, and nothing is cut off them."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.structs import Struct, replace

NARROWEST = 0.14
"""The least width of a picture, in parts of a row's."""

TALLEST = 0.75
"""The greatest height of a row, in parts of its width: a picture that would be higher does not fill its row."""

HIGH = 1.6
"""The height of a row, in parts of the wanted one, from which on something is cut off its pictures to save room."""

LONELY = 0.6
"""What it costs that the last row holds one picture where others hold more."""


class Row(Struct, frozen=True):
    """Pictures beside each other, the first of them numbered `start`: their widths, those of their places, which
    captions may need to be wider, and their height, in points, and the height to which the row may be cut.
    """

    start: int
    widths: tuple[float, ...]
    places: tuple[float, ...]
    height: float
    least: float = 0.0


def album(
    shapes: Sequence[float],
    width: float,
    gutter: float,
    wanted: float,
    most: int,
    measures: Sequence[float] = (),
) -> list[Row]:
    """Pictures of these shapes (width by height) in rows of at most `most`, as near the `wanted` height as can be.

    No place is narrower than the least measure of its caption (`measures`, in points).
    """
    measures = measures or [0.0] * len(shapes)
    ways: list[tuple[float, list[Row]]] = [(0.0, [])]
    for end in range(1, len(shapes) + 1):
        found: list[tuple[float, list[Row]]] = []
        for start in range(max(0, end - most), end):
            cost, rows = ways[start]
            row = _row(shapes[start:end], measures[start:end], start, width, gutter)
            lonely = LONELY * (end == len(shapes) and start > 0 and end - start == 1)
            found.append((cost + _cost(row, width, wanted) + lonely, [*rows, row]))
        ways.append(min(found, key=lambda way: way[0]))
    return ways[-1][1]


def lowered(row: Row, wanted: float, cut: float) -> Row:
    """The row, lower where it is much higher than is wanted: at most the part `cut` of its pictures is cut off."""
    least = (1 - cut) * row.height
    return replace(row, height=max(least, min(row.height, HIGH * wanted)), least=least)


def _row(shapes: Sequence[float], measures: Sequence[float], start: int, width: float, gutter: float) -> Row:
    height, places = shared_height(shapes, measures, width - gutter * (len(shapes) - 1))
    height = min(height, TALLEST * width)
    widths = tuple(shape * height for shape in shapes)
    return Row(start, widths, tuple(map(max, widths, measures)) if height < TALLEST * width else places, height)


def shared_height(shapes: Sequence[float], measures: Sequence[float], width: float) -> tuple[float, tuple[float, ...]]:
    """The height at which pictures of these shapes fill a width without gutters, and the widths of their places: a
    picture that is narrower than the least measure of its caption stands in a place of that.

    >>> shared_height([2, 1], [0, 0], 300), shared_height([2, 0.5], [0, 100.0], 300)
    ((100.0, (200.0, 100.0)), (100.0, (200.0, 100.0)))
    """
    narrow: frozenset[int] = frozenset()
    while True:
        wide = sum(shape for at, shape in enumerate(shapes) if at not in narrow)
        room = width - sum(measures[at] for at in narrow)
        if min(wide, room) <= 0:
            return width / len(shapes) / max(shapes), (width / len(shapes),) * len(shapes)
        places = list(map(max, (shape * room / wide for shape in shapes), measures))
        wider = narrow.union(at for at, place in enumerate(places) if place > shapes[at] * room / wide)
        if wider == narrow:
            return room / wide, tuple(places)
        narrow = wider


def _cost(row: Row, width: float, wanted: float) -> float:
    """How far a row is from what is wanted: too high or too low, with strips in it, or not filled."""
    ratio = max(row.height / wanted, wanted / row.height) - 1
    strips = sum(max(0.0, NARROWEST - one / width) for one in row.widths)
    return ratio * ratio + 4 * strips + 0.5 * (1 - min(1.0, sum(row.widths) / width))

"""The order of rows by the values of a column, wherever the rows come from."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from reportgen.content.table.number_parsing import is_missing, number_of, percent_of


def direction(wanted: str, names: Collection[str]) -> tuple[str, bool]:
    """The column that `sort` names, and whether downwards: a minus before the name says so.

    >>> direction("-Sales", ["Sales"]), direction("-5", ["-5"])
    (('Sales', True), ('-5', False))
    """
    down = wanted.startswith("-") and wanted not in names
    return (wanted[1:].strip() if down else wanted), down


def order_of(values: Sequence[Any], *, down: bool) -> list[int]:
    """The numbers of the rows in the order of their values: as numbers where all are, and those without one last.

    >>> order_of([3, "-", "12", 7], down=True), order_of(["b", None, "a"], down=False)
    ([2, 3, 0, 1], [2, 0, 1])
    """
    there = [row for row, value in enumerate(values) if not is_missing(value)]
    numbers = {row: _number(values[row]) for row in there}
    numeric = all(number is not None for number in numbers.values())

    def key(row: int) -> Any:
        return numbers[row] if numeric else str(values[row])

    lacking = sorted({*range(len(values))} - {*there})
    return [*sorted(there, key=key, reverse=down), *lacking]


def _number(value: Any) -> float | None:
    if isinstance(value, str):
        found = number_of(value.strip())
        return found if found is not None else percent_of(value)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None

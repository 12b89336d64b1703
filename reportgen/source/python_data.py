"""Python data as a tree: what a person would write for each value; all that has no meaning there is told at once."""

from __future__ import annotations

import math
from collections.abc import Mapping, Set
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from numbers import Integral, Real
from pathlib import Path
from typing import Any

from reportgen.errors import ReportgenError, SourceError, Where, raise_all
from reportgen.source.tree import Place, Spelled, SpelledFloat, Tree, path_of
from reportgen.source.validation import Strict

MOST_DEEP = 100
"""How deep lists and mappings may lie in each other."""


def data_tree(value: object, error: type[ReportgenError] = SourceError) -> Tree:
    """Python data as a tree without lines.

    Numbers of NumPy, `Decimal` and `Fraction` are numbers, dates are written as ISO 8601 has them, arrays, tuples and
    lists are lists, and of an `Enum` the value counts. What else Python hands over, such as frames, stays as it is.

    Raises:
        ReportgenError: of the class `error`, for all values that are not finite, in circles, too deep, or without an
            order.
    """
    reader = _Reader(error)
    made = reader.read(value, (), ())
    raise_all(reader.problems)
    return Tree(made, "", {})


def _named(value: object) -> str:
    """What an object is, in words."""
    if isinstance(value, type):
        return f"the class {value.__name__}"
    if callable(value):
        return "a function"
    name = type(value).__name__
    return f"a{'n' * (name[0] in 'aeiou')} {name}" if name != "object" else "an object"


class _Reader:
    def __init__(self, error: type[ReportgenError]) -> None:
        self.error = error
        self.problems: list[ReportgenError] = []

    def fault(self, place: Place, message: str, hint: str) -> None:
        self.problems.append(self.error(message, Where(path=path_of(place)), hint))

    def read(self, value: Any, place: Place, around: tuple[int, ...]) -> Any:
        """A value, which lies in others of these identities."""
        if isinstance(value, Enum):
            value = value.value
        if value is None or isinstance(value, bool | Spelled | SpelledFloat):
            return value
        if isinstance(value, str | Path):
            return str(value)
        if isinstance(value, Decimal | Real):
            return self._number(value, place)
        if isinstance(value, date):
            return self._moment(value, place)
        if _is_array(value):
            value = value.tolist()
        if isinstance(value, Mapping | list | tuple | Strict):
            return self._many(value, place, around)
        if isinstance(value, Set):
            self.fault(place, "a set has no order", "give a list")
            return []
        return (
            value
            if type(value).__module__ != "builtins" or isinstance(value, bytes | bytearray | memoryview)
            else self._foreign(value, place)
        )

    def _foreign(self, value: object, place: Place) -> object:
        self.fault(place, f"expected plain data, got {_named(value)}", "give a str, a number, a list or a dict")
        return None

    def _many(self, value: Any, place: Place, around: tuple[int, ...]) -> Any:
        if id(value) in around:
            self.fault(place, "the data contains itself", "give a copy that does not")
            return None
        if len(around) >= MOST_DEEP:
            self.fault(place, "the values lie too deep", f"at most {MOST_DEEP} lists and dicts in each other")
            return None
        around = (*around, id(value))
        if isinstance(value, Strict):
            value = value.as_written()
        if isinstance(value, Mapping):
            return {str(key): self.read(inner, (*place, str(key)), around) for key, inner in value.items()}
        return [self.read(inner, (*place, number), around) for number, inner in enumerate(value)]

    def _number(self, value: Decimal | Real, place: Place) -> Any:
        """A number; that of a `Decimal` knows its zeros, and one of few bits has the digits that it is shown with."""
        if isinstance(value, Integral):
            return int(value)
        if not math.isfinite(value):
            named = "NaN" if math.isnan(value) else "an infinite number"
            self.fault(place, f"{named} cannot be shown", "give None where there is no value")
            return None
        if isinstance(value, Decimal):
            written = format(value, "f")
            return SpelledFloat(float(value), written) if "." in written else Spelled(int(value), written)
        return float(str(value)) if hasattr(value, "dtype") else float(value)

    def _moment(self, value: date, place: Place) -> str | None:
        if value != value:  # pandas' NaT is a datetime that equals nothing
            self.fault(place, "NaT cannot be shown", "give None where there is no value")
            return None
        if not isinstance(value, datetime):
            return value.isoformat()
        if value.time() == value.time().min:
            return value.date().isoformat()
        return value.replace(tzinfo=None).isoformat(" ", "seconds" if value.second else "minutes")


def _is_array(value: Any) -> bool:
    """Whether a value is an array or a scalar of NumPy or alike, and no table."""
    frame = hasattr(value, "__arrow_c_stream__") or hasattr(value, "__dataframe__")
    return hasattr(value, "tolist") and hasattr(value, "dtype") and not frame and not isinstance(value, type)

"""Tables that Python hands over, such as the frames of pandas and polars: known by what they offer, never imported."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, Protocol

from pydantic import WrapValidator

from reportgen.content.values import Plain
from reportgen.structs import Struct


class ArrowTable(Protocol):
    """What frames of pandas, polars and Arrow offer."""

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...


class Interchange(Protocol):
    """What older frames offer."""

    def __dataframe__(self, nan_as_null: bool = False, allow_copy: bool = True) -> Any: ...


class Frame(Struct, frozen=True):
    """A table that Python hands over: any object with `__arrow_c_stream__` or `__dataframe__`."""

    table: Any


def as_frame(value: object, otherwise: Callable[[Any], Any]) -> Any:
    """A frame where Python hands one over; else what the usual check makes of the value."""
    return Frame(value) if is_frame(value) else otherwise(value)


def is_frame(value: object) -> bool:
    """Whether an object can be read as a table by Arrow's interface.

    >>> is_frame([1, 2]), is_frame("sales.csv")
    (False, False)
    """
    return not isinstance(value, type) and (hasattr(value, "__arrow_c_stream__") or hasattr(value, "__dataframe__"))


if TYPE_CHECKING:
    Data = str | ArrowTable | Interchange | Frame
else:
    Data = Annotated[Plain | None, WrapValidator(as_frame)]

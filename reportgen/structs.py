"""Records of a few values, as `msgspec.Struct` makes them.

A class of this kind takes 0.02 ms to define where a frozen dataclass takes 0.5 ms, because no source text is compiled
for it; its instances are made eight times as fast, and hash and compare at twice and four times the speed. What a
struct cannot do, fields that are left out of comparison or that ``__init__`` does not take, remains with dataclasses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

if TYPE_CHECKING:
    from dataclasses import replace  # Type checkers know by this name which fields may be changed.
else:

    def replace(value: Any, /, **changes: Any) -> Any:
        """A copy of a struct or a dataclass with some of its fields changed."""
        if isinstance(value, Struct):
            return value.__replace__(**changes)
        if hasattr(value, "with_fields"):  # its constructor takes something else
            return value.with_fields(**changes)
        from dataclasses import replace as replaced

        return replaced(value, **changes)


def field_names(kind: type[Any]) -> tuple[str, ...]:
    """The names of the fields of a class, of structs or of dataclasses; none where it is of neither."""
    if issubclass(kind, Struct):
        return kind.__struct_fields__
    return tuple(getattr(kind, "__dataclass_fields__", ()))


__all__ = ["Struct", "field", "field_names", "replace"]

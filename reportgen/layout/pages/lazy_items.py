"""Items that are made when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reportgen.frames import Item
from reportgen.structs import replace


class DeferredItems:
    """Items that are made when they are asked for.

    The search for page breaks lays each section many times and asks most modules for their height alone. Whoever
    defers items has checked before that they can be made: making them raises nothing.
    """

    __slots__ = ("_items", "_make")

    def __init__(self, make: Callable[[], Sequence[Item]]) -> None:
        self._make: Callable[[], Sequence[Item]] | None = make
        self._items: Sequence[Item] = ()

    @property
    def items(self) -> Sequence[Item]:
        """The items, the same objects each time that they are asked for."""
        if self._make is not None:
            self._items = self._make()
            self._make = None
        return self._items


Part = Item | DeferredItems
"""What a module is made of."""


def moved(item: Item, dx: float, dy: float) -> Item:
    """The same item `dx` points further right and `dy` points further down."""
    return replace(item, box=item.box.moved(dx, dy))


def moved_part(part: Part, dx: float, dy: float) -> Part:
    """As `moved`; what is deferred stays deferred."""
    if isinstance(part, DeferredItems):
        return DeferredItems(lambda: [moved(item, dx, dy) for item in part.items])
    return moved(part, dx, dy)

"""The order in which a section's parts stand in a stack, where its content asks for another than the template's."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.layout.components.placer import taken
from reportgen.layout.components.registry import component_of, component_of_kind
from reportgen.layout.fragments import Portion, Slots
from reportgen.templates import Region, Rule, Split

Nodes = Sequence[Region | Rule | Split]

HEADS = frozenset(("kicker", "headline", "standfirst", "byline", "role"))
"""The slots over a text."""

RUNNING = frozenset(("body", "points"))
"""The slots of text that may be long."""


def in_reading_order(nodes: Nodes, slots: Slots) -> Nodes:
    """The nodes of a stack, of which a picture's place that has a guest does not stand where only a picture may.

    A picture may be seen before all words. A chart stands under the headline that names it, and a table after the text
    that leads to it, as people write them.
    """
    for at, node in enumerate(nodes):
        guest = _guest(node, slots)
        if guest:
            others = [*nodes[:at], *nodes[at + 1 :]]
            before = RUNNING | HEADS if isinstance(slots[guest], Portion) else HEADS
            last = max((n for n, other in enumerate(others, 1) if _takes(other, before, slots)), default=0)
            return [*others[:last], node, *others[last:]] if last > at else nodes
    return nodes


def _guest(node: Region | Rule | Split, slots: Slots) -> str:
    """The slot of a chart or a table that stands in a picture's place; empty where the node is no such place."""
    if not isinstance(node, Region) or not component_of_kind(node.kind).hosts:
        return ""
    return next((name for name in taken(node, slots) if component_of(slots[name]).keeps_margins), "")


def _takes(node: Region | Rule | Split, names: frozenset[str], slots: Slots) -> bool:
    """Whether a node shows any of these slots of a section."""
    return isinstance(node, Region) and not names.isdisjoint(taken(node, slots))

"""The order in which a section's parts stand in a stack, where its content asks for another than the template's."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from reportgen.incremental.layout_cache import Same
from reportgen.layout.components.placer import taken
from reportgen.layout.components.registry import component_of, component_of_kind
from reportgen.layout.fragments import BODY, PICTURE, Copy, Portion, Slots, between_paragraphs
from reportgen.templates import Region, Rule, Split

Nodes = Sequence[Region | Rule | Split]

HEADS = frozenset(("kicker", "headline", "standfirst", "byline", "role"))
"""The slots over a text."""

RUNNING = frozenset((BODY, "points"))
"""The slots of text that may be long."""


def in_reading_order(nodes: Nodes, slots: Slots) -> Nodes:
    """The nodes of a stack, of which a picture's place that has a guest does not stand where only a picture may.

    A picture may be seen before all words. A chart stands under the headline that names it, and a table after the text
    that leads to it, as people write them. Where the author has put any of them between paragraphs, it stands there.
    """
    ordered = _with_figure_in_place(nodes, slots)
    between = between_paragraphs(slots)
    return (_parted(ordered, between, slots) if between else None) or ordered


def _with_figure_in_place(nodes: Nodes, slots: Slots) -> Nodes:
    """The nodes with the place of the section's figure where that belongs, before or after all text."""
    body = slots.get(BODY)
    figure = body.figure if isinstance(body, Copy) else ""
    for at, node in enumerate(nodes):
        guest = _figure(node, slots) if figure == "last" else _guest(node, slots)
        if guest:
            others = [*nodes[:at], *nodes[at + 1 :]]
            is_led = figure == "last" or (isinstance(slots[guest], Portion) and not figure)
            before = RUNNING | HEADS if is_led else HEADS
            last = max((n for n, other in enumerate(others, 1) if _takes(other, before, slots)), default=0)
            return [*others[:last], node, *others[last:]] if last > at else nodes
    return nodes


def _guest(node: Region | Rule | Split, slots: Slots) -> str:
    """The slot of a chart or a table that stands in a picture's place; empty where the node is no such place."""
    name = _figure(node, slots)
    return name if name and component_of(slots[name]).keeps_margins else ""


def _figure(node: Region | Rule | Split, slots: Slots) -> str:
    """The slot of a picture, or of what stands in its place; empty where the node is no such place."""
    if not isinstance(node, Region) or not component_of_kind(node.kind).hosts:
        return ""
    return next(iter(taken(node, slots)), "")


def holds_figures(nodes: Nodes) -> bool:
    """Whether a stack, or one in it, has places for a picture and for running text, which may part each other."""
    regions = [node for node in nodes if isinstance(node, Region)]
    pictures = [node for node in regions if PICTURE in node.slots and component_of_kind(node.kind).hosts and node.lent]
    if pictures and any(BODY in node.slots for node in regions):
        return True
    return any(holds_figures(cell.stack) for node in nodes if isinstance(node, Split) for cell in node.split)


def parts_text(nodes: Nodes, slots: Slots) -> bool:
    """Whether a stack, or one in it, has a place where figures can stand between paragraphs."""
    if _parted(nodes, between_paragraphs(slots), slots) is not None:
        return True
    cells = [cell for node in nodes if isinstance(node, Split) for cell in node.split]
    return any(parts_text(cell.stack, slots) for cell in cells)


def _parted(nodes: Nodes, between: Sequence[str], slots: Slots) -> Nodes | None:
    """The nodes of a stack with figures and texts between two parts of the running text, or after what there is of a
    section without any before them; None where it has not a place for both.
    """
    figure = next((node for node in nodes if _figure(node, slots) == PICTURE), None)
    text = next((node for node in nodes if isinstance(node, Region) and BODY in node.slots), None)
    if not isinstance(figure, Region) or text is None:
        return None
    if PICTURE in between:
        nodes = [node for node in nodes if node is not figure]
    elif BODY not in slots:
        nodes = _pictures_first(nodes, figure, text)
    before, after = _halves(Same(text))
    chain = [_place(Same(figure), Same(after), name) for name in between]
    at = next(number for number, node in enumerate(nodes) if node is text)
    rest = after.model_copy(update={"slots": after.slots[1:]})
    return [*nodes[:at], before, *chain, *([rest] if rest.slots else []), *nodes[at + 1 :]]


def _pictures_first(nodes: Nodes, figure: Region, text: Region) -> Nodes:
    """The nodes of a section that begins with pictures: these stand under the headline that is theirs, and the first
    text comes after them.
    """
    last = next(node for node in reversed(nodes) if node is figure or node is text)
    others = [node for node in nodes if node is last or (node is not figure and node is not text)]
    return [both for node in others for both in ((figure, text) if node is last else (node,))]


@lru_cache(maxsize=256)
def _halves(text: Same) -> tuple[Region, Region]:
    """A region of running text as two: what stands before a figure, and what stands after it."""
    region = text.thing
    assert isinstance(region, Region)
    at = region.slots.index(BODY)
    before = region.model_copy(update={"slots": region.slots[: at + 1]})
    return before, region.model_copy(
        update={"slots": region.slots[at:], "required": False, "around": [], "drop_cap": 0}
    )


@lru_cache(maxsize=1024)
def _place(figure: Same, text: Same, name: str) -> Region:
    """A region like that of a section's figure, or like that of its text, for one slot."""
    region = figure.thing if name.startswith(PICTURE) else text.thing
    assert isinstance(region, Region)
    return region if region.slots == [name] else region.model_copy(update={"slots": [name], "required": False})


def _takes(node: Region | Rule | Split, names: frozenset[str], slots: Slots) -> bool:
    """Whether a node shows any of these slots of a section."""
    return isinstance(node, Region) and not names.isdisjoint(taken(node, slots))

"""What a section offers to the templates of a publication: its content by slot, ready to be placed part by part."""

from __future__ import annotations

from reportgen.content.text import TextContent
from reportgen.document import LoadedSection
from reportgen.layout.components.registry import component_of
from reportgen.layout.fragments import AFTER, BODY, PICTURE, Copy, Slot, Slots, copy_of
from reportgen.layout.medium import Medium
from reportgen.structs import replace

SOURCE = "source"
"""The slot of sources, and of footnotes where the medium has them."""


def slots_of(section: LoadedSection, medium: Medium) -> dict[str, Slot]:
    """The content of a section, but for what its author leaves out of this medium."""
    omitted = section.omit.get(medium.kind, ())
    slots = {
        name: _alone(component_of(content).begin(content, section.index, name, section.title), medium)
        for name, content in section.offer.items()
        if name not in omitted
    }
    if section.footnotes and medium.footnotes and SOURCE not in omitted:
        notes = copy_of(section.index, "footnotes", section.footnotes)
        source = slots.get(SOURCE)
        own = source.fragments if isinstance(source, Copy) else ()
        slots[SOURCE] = Copy((*notes.fragments, *own))
    return _parted(section, slots, least=0 if medium.fixed_places else 1)


def _parted(section: LoadedSection, slots: dict[str, Slot], *, least: int) -> dict[str, Slot]:
    """The slots where a figure stands where its author has put it in the text: what comes after it is a slot of its
    own, if so many paragraphs stand before it at `least`.
    """
    content, body = section.offer.get(BODY), slots.get(BODY)
    at = content.before_figure if isinstance(content, TextContent) else None
    if at is None or PICTURE not in slots or not isinstance(body, Copy) or body.short is not None:
        return slots
    if at < least or at == len(body.fragments):
        return {**slots, BODY: replace(body, figure="last" if at else "first")}
    first, *others = body.fragments[at:]
    after = enumerate((replace(first, after=None), *others))  # which begins as text under a heading does
    parted = {
        **({BODY: Copy(body.fragments[:at])} if at else {}),
        PICTURE: slots[PICTURE],
        AFTER: Copy(tuple(replace(one, key=f"{section.index}.{AFTER}.{n}") for n, one in after)),
    }
    found: dict[str, Slot] = {}
    for name, slot in slots.items():
        if name == BODY:
            found |= parted
        elif name != PICTURE:
            found[name] = slot
    return found


def in_one_piece(slots: Slots) -> Slots:
    """The slots of a section whose text is not parted by its figure."""
    body, after = slots.get(BODY), slots.get(AFTER)
    if not isinstance(after, Copy):
        return slots
    if not isinstance(body, Copy):
        return {BODY if name == AFTER else name: slot for name, slot in slots.items()}
    return {
        name: Copy((*body.fragments, *after.fragments)) if name == BODY else slot
        for name, slot in slots.items()
        if name != AFTER
    }


def _alone(slot: Slot, medium: Medium) -> Slot:
    """The content of a slot; on slides one point alone, which is no list, as a paragraph without a bullet."""
    if not medium.fixed_places or not isinstance(slot, Copy) or len(slot.fragments) != 1 or slot.short:
        return slot
    (only,) = slot.fragments
    block = only.block
    if block.kind != "item" or block.level > 1 or block.ordinal is not None or block.done is not None:
        return slot
    return replace(slot, fragments=(replace(only, block=replace(block, kind="paragraph")),))

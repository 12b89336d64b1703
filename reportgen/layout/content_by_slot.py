"""What a section offers to the templates of a publication: its content by slot, ready to be placed part by part."""

from __future__ import annotations

from reportgen.document import LoadedSection
from reportgen.layout.components.registry import component_of
from reportgen.layout.fragments import Copy, Slot, copy_of
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
    return slots


def _alone(slot: Slot, medium: Medium) -> Slot:
    """The content of a slot; on slides one point alone, which is no list, as a paragraph without a bullet."""
    if not medium.fixed_places or not isinstance(slot, Copy) or len(slot.fragments) != 1 or slot.short:
        return slot
    (only,) = slot.fragments
    block = only.block
    if block.kind != "item" or block.level > 1 or block.ordinal is not None or block.done is not None:
        return slot
    return replace(slot, fragments=(replace(only, block=replace(block, kind="paragraph")),))

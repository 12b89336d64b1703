"""What a slide on a template shows of a section, and whether the template suits at all."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.layout.components.placer import taken
from reportgen.layout.components.registry import component_of
from reportgen.layout.fragments import Copy, Slots
from reportgen.templates import Region, SlideTemplate


def shown(
    template: SlideTemplate, slots: Slots, first: bool = True, repeats: frozenset[str] = frozenset()
) -> list[str] | None:
    """The slots that a slide on a template shows of what is left of a section; None where the template does not suit.

    `repeats` are the slots that any of the section's templates repeats: after the `first` slide they have been shown.
    """
    repeated = repeated_slots([template])
    if not first:
        repeated |= repeats
    fresh = [slot for slot in slots if slot not in repeated]
    used = [slot for region in template.regions if not region.repeats for slot in taken(region, slots)]
    if fresh and not used:
        return None
    if not _keeps_order(template, slots, fresh, used, first) or not _has_required(template, slots):
        return None
    return used if fresh or first else None


def repeated_slots(templates: Iterable[SlideTemplate]) -> frozenset[str]:
    """The slots that templates show on each slide that a section is split over, such as its title."""
    return _slots(region for template in templates for region in template.regions if region.repeats)


def _keeps_order(template: SlideTemplate, slots: Slots, fresh: list[str], used: list[str], first: bool) -> bool:
    """Whether a slide shows what is next in the author's order, which is that of reading.

    After the first slide, one that shows only what a template calls an aside may come before it.
    """
    ordered = [slot for slot in fresh if component_of(slots[slot]).ordered]
    if not ordered or ordered[0] in used:
        return True
    asides = _slots(region for region in template.regions if region.aside)
    return not first and bool(used) and asides.issuperset(used)


def _has_required(template: SlideTemplate, slots: Slots) -> bool:
    """Whether there is content for each region that has to have some."""
    return all(taken(region, slots) for region in template.regions if region.required)


def loses_icons(template: SlideTemplate, slots: Slots) -> bool:
    """Whether a slide shows as text what has icons: only fields have places for them."""
    with_icons = {
        name
        for name, slot in slots.items()
        if isinstance(slot, Copy) and any(fragment.block.icon for fragment in slot.fragments)
    }
    texts = (region for region in template.regions if region.kind == "text")
    return bool(with_icons) and any(not with_icons.isdisjoint(taken(region, slots)) for region in texts)


def _slots(regions: Iterable[Region]) -> frozenset[str]:
    return frozenset(slot for region in regions for slot in region.slots)

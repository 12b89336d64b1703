"""The regions of a page template, and whether they take all that a section has."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.layout.components.placer import taken
from reportgen.layout.components.registry import component_of
from reportgen.layout.fragments import Slots, between_paragraphs, lengths
from reportgen.layout.pages.node_order import RUNNING, parts_text
from reportgen.templates import PageTemplate, Region, Rule, Split

DATELINE = "dateline"
"""A cover's slot for issue and date, which come from the document; a template may leave it out."""


def suits(template: PageTemplate, slots: Slots) -> bool:
    """Whether the template takes all of a section's content, and the section has what the template requires."""
    side = template.side.picture.slots if template.side else []
    if any(component_of(slots[name]).keeps_margins for name in side if name in slots):
        return False  # That picture runs to the edge of the sheet, which is nothing for a chart or a table.
    return not unshown(template, slots) and not lacking(template, slots)


def made_for(template: PageTemplate, slots: Slots) -> bool:
    """Whether a template is made for as much running text as a section has; one without any is no question of that."""
    amount, made = lengths({name: slots[name] for name in RUNNING if name in slots}), template.characters
    return not amount or made is None or made.least <= amount <= (made.most or amount)


def lacking(template: PageTemplate, slots: Slots) -> tuple[str, ...]:
    """What the template requires and a section does not have: a slot of each such region."""
    required = [region for region in regions_of(template) if region.required]
    return tuple(region.slots[0] for region in required if not taken(region, slots))


def unshown(template: PageTemplate, slots: Slots) -> tuple[str, ...]:
    """The slots of a section that the template has no place for."""
    takes = {slot for region in regions_of(template) for slot in taken(region, slots)}
    between = between_paragraphs(slots)
    if between and parts_text(template.stack, slots):
        takes.update(between)
    return tuple(slot for slot in slots if slot not in takes and slot != DATELINE)


def goes_on(template: PageTemplate, slots: Slots) -> bool:
    """Whether any of the section's content may go on over the page from this template."""
    return any("continue" in region.fit and taken(region, slots) for region in regions_of(template))


def regions_of(template: PageTemplate) -> list[Region]:
    """Every place for content that a page template has, in its order."""
    return regions_in(template.stack) + ([template.side.picture] if template.side else [])


def regions_in(nodes: Sequence[Region | Rule | Split]) -> list[Region]:
    """Every place for content among the nodes of a stack: those of splits and of what text goes round, too."""
    found: list[Region] = []
    for node in nodes:
        match node:
            case Region():
                found.append(node)
                found += [inset.region for inset in node.around]
            case Split():
                for cell in node.split:
                    found += regions_in(cell.stack)
            case Rule():
                pass
    return found

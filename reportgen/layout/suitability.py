"""Which templates could show a section, before anything of it is laid."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, TypeVar

from reportgen.document import LoadedSection
from reportgen.layout.content_by_slot import in_one_piece, slots_of
from reportgen.layout.fragments import Slots
from reportgen.layout.medium import MEDIA
from reportgen.layout.pages.template_fit import made_for, suits
from reportgen.layout.slides.digest import digested
from reportgen.layout.slides.template_fit import repeated_slots, shown
from reportgen.layout.table_of_contents import lists_itself
from reportgen.templates import Library, PageTemplate, SlideTemplate

_Template = TypeVar("_Template", PageTemplate, SlideTemplate)


def suiting(section: LoadedSection, library: Library, kind: Literal["newsletter", "deck"], language: str) -> list[str]:
    """The names of the templates that accept a section's type and take its content, those that are made for as much of
    it where there are any; it may yet be too long for one.
    """
    slots = slots_of(digested(section, language) if kind == "deck" else section, MEDIA[kind])
    if kind == "newsletter":
        found = _suiting(section, slots, library.pages, suits)
        return [name for name in found if made_for(library.pages[name], slots)] or found
    return _suiting(section, slots, library.slides, _shows_all)


def _suiting(
    section: LoadedSection,
    slots: Slots,
    templates: Mapping[str, _Template],
    takes: Callable[[_Template, Slots], bool],
) -> list[str]:
    any_will_do = lists_itself(section)  # what it lists is not known before the others are laid
    accepting = {name: template for name, template in templates.items() if section.type in template.accepts}
    whole = in_one_piece(slots)  # as it is laid where a template does not part the text by its figure
    return [
        name for name, template in accepting.items() if any_will_do or takes(template, slots) or takes(template, whole)
    ]


def _shows_all(template: SlideTemplate, slots: Slots) -> bool:
    """Whether slides on this template alone show all of a section."""
    repeats = repeated_slots([template])
    used = shown(template, slots)
    left = dict(slots)
    while used is not None:
        left = {slot: content for slot, content in left.items() if slot not in used}
        if repeats.issuperset(left):
            return True
        used = shown(template, left, first=False, repeats=repeats)
    return False

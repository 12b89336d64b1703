"""Which templates could show a section, before anything of it is laid."""

from __future__ import annotations

from typing import Literal

from reportgen.document import LoadedSection
from reportgen.layout.contents import lists_itself
from reportgen.layout.fragments import Slots
from reportgen.layout.medium import MEDIA
from reportgen.layout.pages.regions import suits
from reportgen.layout.slides.showing import shown
from reportgen.layout.slots import slots_of
from reportgen.templates import Library, SlideTemplate


def suiting(section: LoadedSection, library: Library, kind: Literal["newsletter", "deck"]) -> list[str]:
    """The names of the templates that accept a section's type and take its content; it may yet be too long for one."""
    slots = slots_of(section, MEDIA[kind])
    any_will_do = lists_itself(section)  # what it lists is not known before the others are laid
    if kind == "newsletter":
        pages = [(name, page) for name, page in library.pages.items() if section.type in page.accepts]
        return [name for name, page in pages if any_will_do or suits(page, slots)]
    slides = [(name, slide) for name, slide in library.slides.items() if section.type in slide.accepts]
    return [name for name, slide in slides if any_will_do or _shows_all(slide, slots)]


def _shows_all(template: SlideTemplate, slots: Slots) -> bool:
    """Whether slides on this template alone show all of a section."""
    repeats = frozenset(slot for region in template.regions if region.repeats for slot in region.slots)
    used = shown(template, slots)
    left = dict(slots)
    while used is not None:
        left = {slot: content for slot, content in left.items() if slot not in used}
        if repeats.issuperset(left):
            return True
        used = shown(template, left, first=False, repeats=repeats)
    return False

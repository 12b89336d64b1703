"""Decisions of the last document, taken again where the next one gives the same reasons for them.

The search for page breaks looks at a section only through what was laid of it: heights, costs, what is left. Where a
section differs in its words, everything that was asked of the last one is asked of it again; if every answer is the
same, the search would take the same way, and is not run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportgen.document import LoadedSection
from reportgen.errors import FitError
from reportgen.frames.layout_decisions import Candidate, SheetMakeUp
from reportgen.incremental.layout_cache import Entry
from reportgen.layout.fragments import Copy, Portion, Slot, Slots, lengths, share
from reportgen.layout.pages.plans import PageDecision, PageRange
from reportgen.layout.pages.section_module import ContinuationKey, Module, ModuleKey, ModuleMaker, ModuleSize
from reportgen.layout.pages.side_by_side import Choice
from reportgen.layout.pages.template_fit import made_for
from reportgen.structs import Struct, replace
from reportgen.templates import Library


class SectionDecision(Struct, frozen=True):
    """How a section begins: its choice, whether it is broken there, the pages that it takes, what it cost, and the
    cheapest other choice.
    """

    section: int
    choice: Choice
    broken: bool
    pages: tuple[int, ...]
    taken: Candidate
    runner_up: Candidate | None


class NewsletterDecision(Struct, frozen=True):
    """What was decided for a newsletter, and what it was decided from.

    `options` are the templates that suit each section, by span. `sheets` and `beginnings` are what a report tells of
    each page, and of where each section begins.
    """

    sections: tuple[LoadedSection, ...]
    slots: tuple[Slots, ...]
    wanted: PageRange
    pages: list[PageDecision]
    options: Mapping[int, dict[int, list[str]]]
    sheets: tuple[SheetMakeUp, ...]
    beginnings: tuple[SectionDecision, ...]

    def known(self, slots: Sequence[Slots]) -> list[Slots]:
        """The slots of sections, in which texts that were laid are the very same objects, by which what was fitted of
        them is found.
        """
        if len(slots) != len(self.slots):
            return list(slots)
        return [new if new is old else _known(old, new) for old, new in zip(self.slots, slots, strict=True)]

    def holds(
        self,
        sections: Sequence[LoadedSection],
        slots: Sequence[Slots],
        wanted: PageRange,
        maker: ModuleMaker,
        library: Library,
    ) -> bool:
        """Whether the search would decide the same for these sections with these slots."""
        if len(sections) != len(self.sections) or wanted != self.wanted or self._relaxed(library):
            return False
        before = [_Laid(*pair) for pair in zip(self.sections, self.slots, strict=True)]
        now = [_Laid(*pair) for pair in zip(sections, slots, strict=True)]
        return all(
            (old.section is new.section and old.slots == new.slots) or _answers_alike(old, new, maker, library)
            for old, new in zip(before, now, strict=True)
        )

    def _relaxed(self, library: Library) -> bool:
        """Whether a section fitted no template as it is; then it is asked again whether that is still so."""
        chosen = {name for spans in self.options.values() for names in spans.values() for name in names}
        return not chosen <= library.pages.keys()


def _known(old: Slots, new: Slots) -> Slots:
    return {
        name: old[name] if isinstance(slot, Copy) and slot.is_the_same(old.get(name)) else slot
        for name, slot in new.items()
    }


class _Laid(Struct, frozen=True):
    """A section with its slots, as it is laid."""

    section: LoadedSection
    slots: Slots


def _answers_alike(old: _Laid, new: _Laid, maker: ModuleMaker, library: Library) -> bool:
    """Whether all that was asked of a section has the same answer for the one in its place."""
    if not _suited_alike(old, new) or not _as_much(old, new, library):
        return False
    cache = maker.cache
    asked = cache.lasting_of(old.section)
    for key, entry in asked.items():
        if isinstance(key, ContinuationKey):
            # It was made of what a page left, which is the same: its own answer, asked for below, says so.
            cache.adopt(new.section, key, entry)
        elif isinstance(key, ModuleKey) and not _lies_alike(old, new, key, entry, maker, library):
            return False
    return bool(asked)  # Otherwise what the decisions were made of has been forgotten.


def _suited_alike(old: _Laid, new: _Laid) -> bool:
    """Whether the same templates suit two sections: they differ in their words alone."""
    before = old.section
    same = replace(new.section, offer=before.offer, title=before.title, notes=before.notes, footnotes=before.footnotes)
    if same != before or list(old.slots) != list(new.slots):
        return False
    return all(_fills_alike(old.slots[name], slot) for name, slot in new.slots.items())


def _as_much(old: _Laid, new: _Laid, library: Library) -> bool:
    """Whether the same templates are made for as much text as two sections have."""
    asking = [template for template in library.pages.values() if template.characters is not None]
    return all(made_for(template, old.slots) == made_for(template, new.slots) for template in asking)


def _fills_alike(old: Slot, new: Slot) -> bool:
    """Whether the same places take two contents: texts and entries always do, of all else what is in it decides."""
    return (isinstance(new, Portion) and new.worded and type(new) is type(old)) or new == old


def _lies_alike(old: _Laid, new: _Laid, key: ModuleKey, entry: Entry, maker: ModuleMaker, library: Library) -> bool:
    """Whether a section on a template is the same to the search as what is known of the one before; or if neither
    could be laid.
    """
    assert isinstance(entry.given, ModuleSize)
    module: Module | FitError
    try:
        module = maker.lay(key.name, library.pages[key.name], new.section, new.slots, entry.given)
    except FitError as error:
        module = error
    before = entry.value
    if isinstance(before, FitError) or isinstance(module, FitError):
        return type(before) is type(module)
    return (
        isinstance(before, Module)
        and _heights(module) == _heights(before)
        and module.rest == before.rest
        and share(module.rest, lengths(new.slots)) == share(before.rest, lengths(old.slots))
    )


def _heights(module: Module) -> tuple[float, ...]:
    """All that the search weighs of how high a module is."""
    return module.height, module.slack, module.give, module.air, module.cost

"""Decisions of the last document, taken again where the next one gives the same reasons for them.

The search for pages looks at a section only through what was laid of it: heights, costs, what is left. Where a section
differs in its words, everything that was asked of the last one is asked of it again; if every answer is the same, the
search would take the same way, and is not run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.document import LoadedSection
from reportgen.errors import FitError
from reportgen.frames.makeup import Candidate, SheetMakeUp
from reportgen.layout.fragments import Copy, EntriesCopy, Slot, lengths, share
from reportgen.layout.pages.bands import Choice
from reportgen.layout.pages.breaking import Found, Target
from reportgen.layout.pages.modules import Module, ModuleMaker
from reportgen.templates import Library


@dataclass(frozen=True, slots=True)
class Decided:
    """The sections of a document with their slots, the target, and the pages found; `options` are the templates that
    suit each section, by span; `sheets` and `choices` are what is told of each page, and of where each section begins.
    """

    sections: tuple[LoadedSection, ...]
    slots: tuple[Mapping[str, Slot], ...]
    target: Target
    found: list[Found]
    options: Mapping[int, dict[int, list[str]]]
    sheets: tuple[SheetMakeUp, ...]
    choices: tuple[Chosen, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """How a section begins: its choice, whether it is broken there, the pages it takes, and what else was weighed."""

    section: int
    choice: Choice
    broken: bool
    pages: tuple[int, ...]
    taken: Candidate
    runner_up: Candidate | None


def holds(
    decided: Decided,
    sections: Sequence[LoadedSection],
    slots: Sequence[Mapping[str, Slot]],
    target: Target,
    maker: ModuleMaker,
    library: Library,
) -> bool:
    """Whether the search would decide the same for these sections."""
    if len(sections) != len(decided.sections) or target != decided.target:
        return False
    for old, new, was, now in zip(decided.sections, sections, decided.slots, slots, strict=True):
        if (old is not new or was != now) and not _answers_alike(old, new, was, now, maker, library):
            return False
    return True


def _answers_alike(
    old: LoadedSection,
    new: LoadedSection,
    was: Mapping[str, Slot],
    now: Mapping[str, Slot],
    maker: ModuleMaker,
    library: Library,
) -> bool:
    if replace(new, offer=old.offer, title=old.title, notes=old.notes, footnotes=old.footnotes) != old:
        return False
    if list(was) != list(now):
        return False
    for name, slot in now.items():
        if not (isinstance(slot, Copy | EntriesCopy) and type(slot) is type(was[name])) and slot != was[name]:
            return False  # templates suit or do not by what is in it
    cache = maker.cache
    asked = cache.known_of(old)
    for key, known in asked.items():
        if key[0] == "continuation":  # of what is left, which is the same, as is asked for below
            cache.adopt(new, key, known)
        elif key[0] == "lay":
            name, size = known.args
            try:
                made: Module | FitError = maker.lay(name, library.pages[name], new, now, size)
            except FitError as error:
                made = error
            if not _outlined_alike(known.value, made, was, now):
                return False
    return bool(asked)  # else it was forgotten what the decisions were made of


def _outlined_alike(old: object, new: Module | FitError, was: Mapping[str, Slot], now: Mapping[str, Slot]) -> bool:
    """Whether two modules of `was` and `now` are the same to the search; or neither could be laid."""
    if isinstance(old, FitError) or isinstance(new, FitError):
        return type(old) is type(new)
    return (
        isinstance(old, Module)
        and (new.height, new.slack, new.cost) == (old.height, old.slack, old.cost)
        and new.rest == old.rest
        and share(new.rest, lengths(now)) == share(old.rest, lengths(was))
    )

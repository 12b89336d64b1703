"""What the layout engine decided, and why: data for reports and checks; no backend reads it."""

from __future__ import annotations

from collections.abc import Callable

from reportgen.errors import NOWHERE, Where
from reportgen.structs import Struct, replace


class SlotFit(Struct, frozen=True):
    """How a slot's content fits its place: `fill` of the place's height (0..1), the copyfit `steps` that it took.

    `free` is the height left under it, in lines of its own; None where the place has no height of its own.
    """

    slot: str
    lines: int
    fill: float | None = None
    free: int | None = None
    steps: tuple[str, ...] = ()
    where: Where = NOWHERE


class Candidate(Struct, frozen=True):
    """A template for a section, and the cost of the cheapest publication from there on that uses it."""

    template: str
    cost: float


class SectionMakeUp(Struct, frozen=True):
    """A section as made up: on the `sheets` (counted from 1), on `chosen`; `runner_up` is the next best template.

    `templates` names one template for each sheet; the parts of a section broken over pages have the first's. `relaxed`
    says that they give way further than they say, because it fits none of them as they are.
    """

    index: int
    type: str
    title: str
    where: Where
    sheets: tuple[int, ...]
    templates: tuple[str, ...]
    chosen: Candidate
    runner_up: Candidate | None
    slots: tuple[SlotFit, ...]
    relaxed: bool = False


class SheetMakeUp(Struct, frozen=True):
    """A page or slide: its number from 1, its own cost, and the part of its height or area that is filled (0..1)."""

    number: int
    cost: float
    fill: float


class MakeUp(Struct, frozen=True):
    """All decisions of one publication; `cost` is what the search made least."""

    sections: tuple[SectionMakeUp, ...] = ()
    sheets: tuple[SheetMakeUp, ...] = ()

    @property
    def cost(self) -> float:
        return sum(sheet.cost for sheet in self.sheets)

    def at(self, now: Callable[[Where], Where]) -> MakeUp:
        """The same decisions, with every place in the source as `now` gives it."""
        sections = tuple(
            replace(
                section,
                where=now(section.where),
                slots=tuple(replace(slot, where=now(slot.where)) for slot in section.slots),
            )
            for section in self.sections
        )
        return replace(self, sections=sections)


MOST_LINES = 12
"""Further lines of one cause that a warning names; of more it tells the number."""


class Remark(Struct, frozen=True):
    """A warning: what was seen, where its cause stands, what to do. `also` are further places of the same cause."""

    message: str
    where: Where = NOWHERE
    hint: str = ""
    also: tuple[Where, ...] = ()

    def __str__(self) -> str:
        place = str(self.where)
        hint = f" ({self.hint})" if self.hint else ""
        return f"{place}: {self.told}{hint}" if place else f"{self.told}{hint}"

    @property
    def told(self) -> str:
        """The message with the lines of all places but the first."""
        lines = sorted({place.line for place in self.also if place.line and place.line != self.where.line})
        if not lines:
            return self.message
        named = lines if len(lines) <= MOST_LINES else lines[: MOST_LINES - 2]
        more = f" and {len(lines) - len(named)} more" if named != lines else ""
        return f"{self.message}; also on line{'s' if len(lines) > 1 else ''} {', '.join(map(str, named))}{more}"

    def moved(self, now: Callable[[Where], Where]) -> Remark:
        """The remark with its places where `now` says that they stand now."""
        return replace(self, where=now(self.where), also=tuple(map(now, self.also)))

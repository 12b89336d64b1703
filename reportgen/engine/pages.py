"""Page make-up: bands of modules on pages, chosen for the whole newsletter at once so that it costs least."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from reportgen.document import Block, LoadedSection, Span
from reportgen.engine.furniture import Furnisher, Variables
from reportgen.engine.modules import DATELINE, ENDLESS, Module, ModuleMaker, moved
from reportgen.engine.passages import Copy, Passage, Slot, TableCopy, length, slots_of
from reportgen.errors import FitError, TemplateError
from reportgen.frames import Item, Master, Sheet
from reportgen.templates import Library, MasterTemplate, PageTemplate

PAIRS = ((7, 5), (5, 7), (6, 6), (8, 4), (4, 8))
TRIPLES = ((4, 4, 4),)
GAP = 1.5
"""Space between bands, in baselines."""

GAP_GIVE = 0.25
"""Part of a gap that may be taken away where a page is too full."""

GAP_STRETCH = 0.75
"""Part of a gap that may be added where a page is not full."""

PAGE, BREAK, LEVEL, SHRINK, OTHER = 6.0, 3.0, 0.2, 2.0, 0.5
"""Costs: of a page, of a split section, of a line's difference between neighbours, of a picture at its least, of a
section type that is not the first that its template accepts."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A section (its index in the newsletter) on a template at a span, from a column."""

    section: int
    template: str
    span: int
    column: int


@dataclass(frozen=True, slots=True)
class Band:
    """Modules side by side. Heights in points: least, natural, greatest."""

    choices: tuple[Choice, ...]
    least: float
    natural: float
    most: float
    cost: float
    bleed: str | None = None


@dataclass(frozen=True, slots=True)
class Carry:
    """What a page leaves of a section for the next."""

    section: int
    slots: tuple[tuple[str, Copy | TableCopy], ...]
    columns: int


@dataclass(frozen=True, slots=True)
class PagePlan:
    """One page: what is carried in, its bands, and what a last, broken band leaves."""

    carried: Carry | None
    bands: tuple[Band, ...]
    broken: Choice | None
    carry: Carry | None
    following: int
    cost: float
    room: float


class PageMaker:
    """Chooses page templates, bands and breaks for one newsletter, and places them."""

    def __init__(self, maker: ModuleMaker, furnisher: Furnisher, library: Library) -> None:
        self.maker = maker
        self.furnisher = furnisher
        self.library = library
        self.setter = maker.setter
        self.grid = maker.setter.grid
        self.sections: list[LoadedSection] = []
        self.slots: list[dict[str, Slot]] = []
        self._options: dict[int, dict[int, list[tuple[str, PageTemplate]]]] = {}
        self._bands: dict[int, list[Band]] = {}
        self._known: dict[object, tuple[float, PagePlan] | None] = {}
        self._plan_cache: dict[object, list[PagePlan]] = {}
        self._failures: list[FitError] = []

    @property
    def gap(self) -> float:
        return GAP * self.grid.baseline

    def sheets(self, sections: list[LoadedSection], variables: Variables) -> tuple[list[Sheet], tuple[Master, ...]]:
        """The newsletter's pages and the masters that they follow.

        Raises:
            FitError: content that no page template can hold.
            TemplateError: a section that no page template accepts.
        """
        self.sections = sections
        self.slots = [slots_of(section, "newsletter") for section in sections]
        dateline = variables.fill("{issue} · {date}")
        for section, slots in zip(sections, self.slots, strict=True):
            if section.type == "cover" and dateline:
                block = Block("paragraph", (Span(dateline),), section.where)
                slots[DATELINE] = Copy((Passage(block, f"{section.index}.{DATELINE}"),))
        self._options = {number: self._templates(number) for number in range(len(sections))}
        plans: list[PagePlan] = []
        following, carry = 0, None
        while following < len(sections) or carry is not None:
            found = self._best(following, carry, len(plans))
            if found is None:
                raise self._reason(following)
            plan = found[1]
            plans.append(plan)
            following, carry = plan.following, plan.carry
        sheets: list[Sheet] = []
        for number, plan in enumerate(plans):
            sheets.append(self._sheet(plan, number, plan is plans[-1], variables))
        return sheets, self._masters(len(plans))

    def _reason(self, number: int) -> FitError:
        if self._failures:
            return self._failures[0]
        section = self.sections[min(number, len(self.sections) - 1)]
        return FitError(
            f"this {section.type} does not fit a page, and may not be split",
            section.where,
            "shorten it or split it into two sections",
        )

    def _templates(self, number: int) -> dict[int, list[tuple[str, PageTemplate]]]:
        """The templates that suit a section, by span."""
        section, slots = self.sections[number], self.slots[number]
        wanted = self.library.chosen(section.layout, "newsletter", section.layout_where)
        names = [wanted] if wanted else list(self.library.pages)
        accepting = [n for n in names if wanted or section.type in self.library.pages[n].accepts]
        suiting = [n for n in accepting if self.maker.suits(self.library.pages[n], slots)]
        if not suiting:
            hint = f'add a file to layouts/pages with "accepts: [{section.type}]" and these slots'
            raise TemplateError(
                f"no page template takes all of this {section.type}: {', '.join(slots)}", section.where, hint
            )
        by_span: dict[int, list[tuple[str, PageTemplate]]] = {}
        for name in suiting:
            for span in self.library.pages[name].spans:
                by_span.setdefault(span, []).append((name, self.library.pages[name]))
        return by_span

    def _bands_from(self, number: int) -> list[Band]:
        if number not in self._bands:
            self._bands[number] = list(self._make_bands(number))
        return self._bands[number]

    def _make_bands(self, number: int) -> Iterator[Band]:
        full = self.grid.columns
        for spans in ((full,), *PAIRS, *TRIPLES):
            if sum(spans) != full or number + len(spans) > len(self.sections):
                continue
            if any(span not in self._options[number + at] for at, span in enumerate(spans)):
                continue
            partial: list[tuple[Choice, ...]] = [()]
            column = 1
            for at, span in enumerate(spans):
                partial = [
                    (*choices, Choice(number + at, name, span, column))
                    for choices in partial
                    for name, _ in self._options[number + at][span]
                ]
                column += span
            for choices in partial:
                band = self._band(choices)
                if band is not None:
                    yield band

    def _band(self, choices: tuple[Choice, ...]) -> Band | None:
        bleeds = [self.library.pages[choice.template].bleed for choice in choices]
        if len(choices) > 1 and any(bleeds):
            return None
        try:
            trios = [tuple(self._lay(choice, extra) for extra in (-ENDLESS, 0.0, ENDLESS)) for choice in choices]
        except FitError as error:
            self._failures.append(error)
            return None
        least, natural, most = (max(trio[at].height for trio in trios) for at in range(3))
        cost = sum(trio[1].cost for trio in trios)
        cost += sum(OTHER * self._rank(choice) for choice in choices)
        for trio in trios:
            reach = trio[2].height
            cost += LEVEL * max(0.0, natural - reach) / self.grid.baseline
        return Band(choices, least, natural, most, cost, bleeds[0])

    def _rank(self, choice: Choice) -> int:
        """How far down the template's list of section types this one stands: what it was made for comes first."""
        accepts, kind = self.library.pages[choice.template].accepts, self.sections[choice.section].type
        return accepts.index(kind) if kind in accepts else 0

    def _lay(self, choice: Choice, extra: float = 0.0, room: float = ENDLESS) -> Module:
        template = self.library.pages[choice.template]
        section, slots = self.sections[choice.section], self.slots[choice.section]
        return self.maker.lay(choice.template, template, section, slots, choice.span, extra=extra, room=room)

    def _top(self, page: int) -> float:
        master = self._master_of(page)[1]
        return master.top if master.top is not None else self.grid.margins.top

    def _master_of(self, page: int) -> tuple[str, MasterTemplate]:
        wanted = "first" if page == 0 else "other"
        for name, master in self.library.masters.items():
            if master.pages == wanted:
                return name, master
        raise TemplateError(f"no master template is for the {wanted} pages", hint="add one to layouts/masters")

    def _best(self, number: int, carry: Carry | None, page: int) -> tuple[float, PagePlan] | None:
        """The cheapest way to set everything from section `number` on, and the page that begins it.

        Works through the states from the last needed one backwards without recursion over pages, so that a long
        document cannot exhaust the stack.
        """
        stack = [(number, carry, page)]
        while stack:
            state = stack[-1]
            key = self._key(*state)
            if key in self._known:
                stack.pop()
                continue
            plans = self._plans_of(state)
            waiting = [
                (plan.following, plan.carry, state[2] + 1)
                for plan in plans
                if not self._ends(plan) and self._key(plan.following, plan.carry, state[2] + 1) not in self._known
            ]
            if waiting:
                stack.extend(waiting)
                continue
            best: tuple[float, PagePlan] | None = None
            for plan in plans:
                total = plan.cost
                if not self._ends(plan):
                    rest = self._known[self._key(plan.following, plan.carry, state[2] + 1)]
                    if rest is None:
                        continue
                    total += rest[0]
                if best is None or total < best[0] - 1e-9:
                    best = (total, plan)
            self._known[key] = best
            stack.pop()
        return self._known[self._key(number, carry, page)]

    def _plans_of(self, state: tuple[int, Carry | None, int]) -> list[PagePlan]:
        key = ("plans", self._key(*state))
        cached = self._plan_cache.get(key)
        if cached is None:
            cached = list(self._plans(*state))
            self._plan_cache[key] = cached
        return cached

    def _ends(self, plan: PagePlan) -> bool:
        return plan.following == len(self.sections) and plan.carry is None

    def _key(self, number: int, carry: Carry | None, page: int) -> tuple[object, ...]:
        left = None
        if carry is not None:
            left = tuple((name, length(slot)) for name, slot in carry.slots)
        return number, left, page > 0

    def _plans(self, number: int, carry: Carry | None, page: int) -> Iterator[PagePlan]:
        top = self._top(page)
        bottom = self.grid.area.bottom
        if carry is None:
            yield from self._extend(number, None, page, (), top, bottom, 0.0)
            return
        room = bottom - top
        section = self.sections[carry.section]
        module = self.maker.continuation(section, dict(carry.slots), carry.columns, room)
        if module.rest:
            left = Carry(carry.section, _copies(module.rest), carry.columns)
            if left == carry:
                self._failures.append(
                    FitError("a paragraph is taller than a page", section.where, "split it into paragraphs")
                )
                return
            yield PagePlan(carry, (), None, left, number, PAGE + BREAK, room)
            return
        yield from self._extend(number, carry, page, (), top, bottom, module.height)

    def _extend(
        self,
        number: int,
        carry: Carry | None,
        page: int,
        bands: tuple[Band, ...],
        top: float,
        bottom: float,
        used: float,
    ) -> Iterator[PagePlan]:
        """All ways to go on with a page on which `used` points (at the bands' least heights) are taken."""
        if bands or carry is not None:
            plan = self._close(number, carry, bands, bottom - top, used)
            if plan is not None:
                yield plan
        if number >= len(self.sections):
            return
        for band in self._bands_from(number):
            begins = not bands and carry is None
            if band.bleed == "top":
                if not begins:
                    continue
                following = number + 1
                yield from self._extend(following, carry, page, (band,), 0.0, bottom, band.least)
                continue
            if band.bleed == "bottom":
                room = self.grid.sheet.height - band.natural - self.gap - top
                after = PagePlan(carry, (*bands, band), None, None, number + 1, 0.0, room)
                if used <= room + 0.01:
                    closed = self._close(number + 1, carry, (*bands, band), room, used)
                    if closed is not None:
                        yield replace(after, cost=closed.cost)
                continue
            gap = 0.0 if begins else self.gap * (1 - GAP_GIVE)
            least = used + gap + band.least
            if least <= bottom - top + 0.01:
                following = number + len(band.choices)
                yield from self._extend(following, carry, page, (*bands, band), top, bottom, least)
            elif len(band.choices) == 1:
                yield from self._broken(band.choices[0], number, carry, bands, bottom - top, used, begins)

    def _broken(
        self,
        choice: Choice,
        number: int,
        carry: Carry | None,
        bands: tuple[Band, ...],
        room: float,
        used: float,
        begins: bool,
    ) -> Iterator[PagePlan]:
        natural = self._natural(carry, bands)
        before = natural if natural <= room else used
        left = room - before - (0.0 if begins else self.gap)
        if left < 6 * self.grid.baseline:
            return
        try:
            module = self._lay(choice, 0.0, left)
        except FitError as error:
            self._failures.append(error)
            return
        if module.height > left + 0.01 or not module.rest:
            return
        whole = sum(length(slot) for slot in self.slots[choice.section].values())
        remaining = sum(length(slot) for slot in module.rest.values())
        tabular = any(isinstance(slot, TableCopy) for slot in module.rest.values())
        if remaining > 0.85 * whole and not begins and not tabular:
            return
        cost = PAGE + BREAK + module.cost + sum(band.cost for band in bands)
        columns = self.library.pages[choice.template].columns_after
        left_over = Carry(choice.section, _copies(module.rest), columns)
        yield PagePlan(carry, bands, choice, left_over, number + 1, cost, room)

    def _natural(self, carry: Carry | None, bands: tuple[Band, ...]) -> float:
        total = self._carried(carry)
        count = (carry is not None) + len(bands)
        total += sum(band.natural for band in bands if band.bleed != "bottom")
        count -= sum(band.bleed == "bottom" for band in bands)
        return total + self.gap * max(0, count - 1)

    def _carried(self, carry: Carry | None) -> float:
        if carry is None:
            return 0.0
        section = self.sections[carry.section]
        return self.maker.continuation(section, dict(carry.slots), carry.columns, ENDLESS).height

    def _close(
        self, following: int, carry: Carry | None, bands: tuple[Band, ...], room: float, used: float
    ) -> PagePlan | None:
        natural = self._natural(carry, bands)
        flowing = [band for band in bands if band.bleed != "bottom"]
        gaps = self.gap * max(0, len(flowing) + (carry is not None) - 1)
        slack = room - natural
        cost = PAGE + sum(band.cost for band in bands)
        if slack < 0:
            give = natural - used
            if -slack > give + 0.01:
                return None
            cost += SHRINK * (-slack / give if give else 0.0) ** 2
        else:
            stretch = sum(band.most - band.natural for band in flowing) + GAP_STRETCH * gaps
            white = max(0.0, slack - stretch) / room
            last = following == len(self.sections)
            cost += (8 * max(0.0, white - 0.35) ** 2 + white) if last else 120 * white**3 + 6 * white
        return PagePlan(carry, bands, None, None, following, cost, room)

    def _sheet(self, plan: PagePlan, number: int, last: bool, variables: Variables) -> Sheet:
        bleeds_top = bool(plan.bands) and plan.bands[0].bleed == "top"
        y = 0.0 if bleeds_top else self._top(number)
        items: list[Item] = []
        notes: list[str] = []
        titles: list[str] = []
        flowing = [band for band in plan.bands if band.bleed != "bottom"]
        extras, gap = self._share(plan, flowing, last)
        if plan.carried is not None:
            section = self.sections[plan.carried.section]
            module = self.maker.continuation(section, dict(plan.carried.slots), plan.carried.columns, plan.room)
            items += [moved(item, self.grid.area.x, y) for item in module.items]
            titles.append(section.title)
            y += module.height + gap
        for band, height in zip(flowing, extras, strict=True):
            for choice in band.choices:
                natural = self._lay(choice).height
                module = self._lay(choice, height - natural)
                x = 0.0 if band.bleed else self.grid.left(choice.column)
                items += [moved(item, x, y) for item in module.items]
                notes += self.sections[choice.section].notes
                titles.append(self.sections[choice.section].title)
            y += height + gap
        if plan.broken is not None:
            bottom = self.grid.area.bottom
            module = self._lay(plan.broken, 0.0, bottom - y)
            items += [moved(item, self.grid.left(plan.broken.column), y) for item in module.items]
            notes += self.sections[plan.broken.section].notes
            titles.append(self.sections[plan.broken.section].title)
        for band in plan.bands:
            if band.bleed == "bottom":
                module = self._lay(band.choices[0])
                items += [moved(item, 0.0, self.grid.sheet.height - module.height) for item in module.items]
                titles.append(self.sections[band.choices[0].section].title)
        name, master = self._master_of(number)
        closed = any(band.bleed == "bottom" for band in plan.bands)
        shown = [part for part in master.furniture if not (closed and part.at.top is None and part.text)]
        texts = self.furnisher.texts(shown, self.grid, 24, master.ground, replace(variables, folio=str(number + 1)))
        return Sheet(name, titles[0] if titles else variables.title, (*items, *texts), tuple(notes))

    def _share(self, plan: PagePlan, flowing: list[Band], last: bool) -> tuple[list[float], float]:
        """The page's slack shared among its bands (pictures first) and its gaps: heights and the gap."""
        heights = [band.natural for band in flowing]
        if plan.broken is not None:
            natural = self._natural(plan.carried, plan.bands)
            if natural > plan.room:
                heights = [band.least for band in flowing]
            return heights, self.gap
        slack = plan.room - self._natural(plan.carried, plan.bands)
        pitch = self.grid.baseline
        for at, band in enumerate(flowing):
            if slack < 0:
                take = min(-slack, band.natural - band.least)
                take = min(-(-take // pitch) * pitch, band.natural - band.least)
                heights[at] -= take
                slack += take
            elif band.most > band.natural:
                add = min(slack, band.most - band.natural) // pitch * pitch
                heights[at] += add
                slack -= add
        gaps = len(flowing) + (plan.carried is not None) - 1
        gap = self.gap
        if gaps > 0:
            share = slack / gaps
            gap += max(-GAP_GIVE * self.gap, min(share, GAP_STRETCH * self.gap))
            if last and slack > 0 and share > GAP_STRETCH * self.gap:
                gap = self.gap
        return heights, gap

    def _masters(self, pages: int) -> tuple[Master, ...]:
        made: list[Master] = []
        for number in range(min(pages, 2)):
            name, master = self._master_of(number)
            items = self.furnisher.constant(master.furniture, self.grid, 24)
            made.append(Master(name, self.setter.brand.fill(master.ground), tuple(items)))
        return tuple(made)


def _copies(rest: Mapping[str, Slot]) -> tuple[tuple[str, Copy | TableCopy], ...]:
    return tuple((name, copy) for name, copy in rest.items() if isinstance(copy, Copy | TableCopy))

"""The search for page breaks: the cheapest sequence of pages that holds every section."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from reportgen.errors import FitError
from reportgen.layout.components.regions import ENDLESS
from reportgen.layout.fragments import Going, Listed, Slot, length, share
from reportgen.layout.pages.bands import Band, BandMaker, Choice

GAP = 1.5
"""Space between bands, in baselines."""

GAP_GIVE = 0.25
"""Part of a gap that may be taken away where a page is too full."""

GAP_STRETCH = 0.75
"""Part of a gap that may be added where a page is not full."""

PAGE, BREAK, SHRINK, AGAIN, MOVED = 6.0, 3.0, 2.0, 0.3, 0.2
"""Costs: of a page, of a split section, of a picture at its least, of the same template twice on a spread, of a
section that floats to the next page."""

MOST_PLANS, ALL_PLANS = 6, 400
"""Ways to make up one page that the search follows; and where a target is missed, so that none is overlooked."""

MOST_LEFT = 17
"""Twentieths of a section that may be left for the next page where something stands before it on this one."""

JUMP = 1
"""Lines that "Continued on page 5" takes at the foot of a part."""

JUMPED = 2
"""Lines that "Continued from page 4" takes over the next part."""


@dataclass(frozen=True, slots=True)
class Carry:
    """What a page leaves of a section for the next."""

    section: int
    slots: tuple[tuple[str, Going], ...]
    columns: int


@dataclass(frozen=True, slots=True)
class State:
    """Where a page begins: its index, the next section in the author's order, what is carried in, and the sections
    that float, each with the last page that it may stand on. `before` are the templates of the other page of the
    spread."""

    page: int
    following: int
    carry: Carry | None = None
    floating: tuple[tuple[int, int], ...] = ()
    before: frozenset[str] = frozenset()

    def without(self, following: int, floating: tuple[tuple[int, int], ...]) -> State:
        """The same page with other sections left: what the search asks for most often."""
        return State(self.page, following, self.carry, floating, self.before)


@dataclass(frozen=True, slots=True)
class PagePlan:
    """One page: what is carried in, its bands, a last, broken band, and the state that it leaves."""

    state: State
    bands: tuple[Band, ...]
    broken: Choice | None
    after: State
    cost: float
    room: float
    left: float = 0.0
    """The height that the broken band's section has on the page."""

    @property
    def carried(self) -> Carry | None:
        return self.state.carry

    @property
    def choices(self) -> tuple[Choice, ...]:
        """All sections that begin on the page."""
        placed = tuple(choice for band in self.bands for choice in band.choices)
        return (*placed, self.broken) if self.broken else placed


@dataclass(slots=True)
class _Page:
    """A page in the making: the state that it begins with and the one that it would leave, its bands, its room, the
    height that is taken at the least, by nature and at the most, and what its bands cost."""

    start: State
    now: State
    bands: tuple[Band, ...]
    room: float
    used: float
    cost: float
    natural: float
    most: float

    def key(self, pitch: float) -> tuple[object, ...]:
        """Pages that may be compared: with the same sections, and heights that differ by less than half a line."""
        used, natural, most = (
            round(2 * self.used / pitch),
            round(2 * self.natural / pitch),
            round(2 * self.most / pitch),
        )
        return self.now.following, self.now.floating, self.room, used, natural, most


@dataclass(frozen=True, slots=True)
class Found:
    """The cheapest way to go on from a state: its cost, its first page, and all other ways with theirs."""

    cost: float
    plan: PagePlan
    others: tuple[tuple[float, PagePlan], ...]


@dataclass(frozen=True, slots=True)
class Target:
    """How many pages a newsletter may have."""

    least: int = 1
    most: int | None = None


_Left = tuple[tuple[int, ...], int, tuple[tuple[int, int], ...]]
"""Sections side by side, and the next one and those that float when these are placed."""


class Search:
    """Chooses bands and breaks for one newsletter."""

    def __init__(
        self, bands: BandMaker, tops: tuple[float, float], target: Target, most_plans: int = MOST_PLANS
    ) -> None:
        """`tops` are the tops of the first page and of the others, in points."""
        self.most_plans = most_plans
        self.bands = bands
        self.maker = bands.maker
        self.grid = bands.grid
        self.sections = bands.sections
        self.tops = tops
        self.gap = GAP * self.grid.baseline
        self.target = target
        self._counted = target != Target()
        self._too_low: dict[Choice, float] = {}
        """Heights (points) in which a section's beginning found no place: nor will it in lower ones."""
        self._nexts: dict[tuple[int, tuple[tuple[int, int], ...]], list[_Left]] = {}
        self._known: dict[object, Found | None] = {}
        self._plan_cache: dict[object, list[PagePlan]] = {}
        self._tail: list[float] | None = None

    def pages(self) -> list[Found] | None:
        """The cheapest pages from the first to the last; None where there are none."""
        state = State(0, 0)
        found: list[Found] = []
        while not self.done(state):
            best = self._best(state)
            if best is None:
                return None
            found.append(best)
            state = best.plan.after
        return found

    def done(self, state: State) -> bool:
        """Whether every section has its place."""
        return state.following == len(self.sections) and state.carry is None and not state.floating

    def top(self, page: int) -> float:
        return self.tops[min(page, 1)]

    def natural(self, plan: PagePlan) -> float:
        """The height of a page's content as its pictures would have it."""
        return self._natural(plan.carried, plan.bands)

    def carried(self, carry: Carry | None, room: float = ENDLESS) -> float:
        """The height that what is carried in takes, with the line that says where it comes from."""
        if carry is None:
            return 0.0
        module = self.maker.continuation(
            self.sections[carry.section], dict(carry.slots), carry.columns, room - self.jumped
        )
        return self.jumped + module.height

    @property
    def jumped(self) -> float:
        return JUMPED * self.grid.baseline

    @property
    def jump(self) -> float:
        return JUMP * self.grid.baseline

    def _best(self, wanted: State) -> Found | None:
        """The cheapest way to set everything from a state on.

        Works through the states from the last needed one backwards without recursion over pages, so that a long
        document cannot exhaust the stack.
        """
        stack = [wanted]
        while stack:
            state = stack[-1]
            key = self._key(state)
            if key in self._known:
                stack.pop()
                continue
            plans = self._plans_of(state)
            waiting = [
                plan.after for plan in plans if not self.done(plan.after) and self._key(plan.after) not in self._known
            ]
            if waiting:
                stack.extend(waiting)
                continue
            ways: list[tuple[float, PagePlan]] = []
            for plan in plans:
                total = plan.cost
                if not self.done(plan.after):
                    rest = self._known[self._key(plan.after)]
                    if rest is None:
                        continue
                    total += rest.cost
                ways.append((total, plan))
            best: tuple[float, PagePlan] | None = None
            for way in ways:
                if best is None or way[0] < best[0] - 1e-9:
                    best = way
            self._known[key] = Found(best[0], best[1], tuple(ways)) if best else None
            stack.pop()
        return self._known[self._key(wanted)]

    def _plans_of(self, state: State) -> list[PagePlan]:
        key = self._key(state)
        cached = self._plan_cache.get(key)
        if cached is None:
            plans = [plan for plan in self._plans(state) if self._allowed(plan)]
            cached = self._plan_cache[key] = self._promising(plans)
        return cached

    def _promising(self, plans: list[PagePlan]) -> list[PagePlan]:
        """The plans that promise most, by their own cost and that of the pages that are still to come at the least.

        Plans that leave the same are compared first. The promise is an estimate, so that many are kept.
        """
        best: dict[object, tuple[float, PagePlan]] = {}
        for plan in plans:
            key = self._key(plan.after)
            if key not in best or plan.cost < best[key][0] - 1e-9:
                best[key] = (plan.cost, plan)
        if len(best) <= self.most_plans:
            chosen = {id(plan) for _, plan in best.values()}
            return [plan for plan in plans if id(plan) in chosen]
        rated = sorted((cost + self._to_come(plan.after), at, plan) for at, (cost, plan) in enumerate(best.values()))
        chosen = {id(plan) for _, _, plan in rated[: self.most_plans]}
        return [plan for plan in plans if id(plan) in chosen]

    def _to_come(self, state: State) -> float:
        """The cost of the pages for what a state leaves, were they full."""
        if self._tail is None:
            self._tail = [0.0]
            for section in reversed(range(len(self.sections))):
                self._tail.insert(0, self._tail[0] + self.bands.area(section))
        height = self._tail[state.following] + sum(self.bands.area(section) for section, _ in state.floating)
        if state.carry is not None:
            left = share(dict(state.carry.slots), self.bands.whole(state.carry.section))
            height += self.bands.area(state.carry.section) * left / 20
        return PAGE * height / (self.grid.area.bottom - self.tops[1])

    def _allowed(self, plan: PagePlan) -> bool:
        """Whether a plan keeps to the target, and leaves no section behind that may float no further."""
        pages = plan.state.page + 1
        if self.done(plan.after):
            return pages >= self.target.least
        if self.target.most is not None and pages >= self.target.most:
            return False
        return all(last > plan.state.page for _, last in plan.after.floating)

    def _key(self, state: State) -> tuple[object, ...]:
        left = None
        if state.carry is not None:
            left = (state.carry.columns, *((name, length(slot)) for name, slot in state.carry.slots))
        counted = self._counted or state.floating
        page = state.page if counted else (state.page > 0) + (state.page % 2 if state.before else 0)
        return state.following, left, state.floating, state.before, page

    def _plans(self, state: State) -> Iterator[PagePlan]:
        top = self.top(state.page)
        bottom = self.grid.area.bottom
        room = bottom - top
        if state.carry is None:
            yield from self._extend(_Page(state, state, (), room, 0.0, 0.0, 0.0, 0.0))
            return
        section = self.sections[state.carry.section]
        module = self.maker.continuation(section, dict(state.carry.slots), state.carry.columns, room - self.jumped)
        if not module.rest:
            height = self.jumped + module.height
            yield from self._extend(_Page(state, replace(state, carry=None), (), room, height, 0.0, height, height))
            return
        module = self.maker.continuation(
            section, dict(state.carry.slots), state.carry.columns, room - self.jumped - self.jump
        )
        left = Carry(state.carry.section, copies(module.rest), state.carry.columns)
        if left == state.carry:
            self.bands.failures.append(
                FitError("a paragraph is taller than a page", section.where, "split it into paragraphs")
            )
            return
        after = self._turn(state, replace(state, carry=left), ())
        yield PagePlan(state, (), None, after, PAGE + BREAK, room)

    def _turn(self, start: State, now: State, bands: tuple[Band, ...], broken: Choice | None = None) -> State:
        """The state at the head of the next page."""
        used: frozenset[str] = frozenset()
        if start.page % 2:  # pages 2 and 3 lie side by side; the indices are 1 and 2
            choices = [choice for band in bands for choice in band.choices] + ([broken] if broken else [])
            used = frozenset(choice.template for choice in choices if choice.span == self.grid.columns)
        return State(start.page + 1, now.following, now.carry, now.floating, used)

    def _next(self, following: int, floating: tuple[tuple[int, int], ...]) -> list[_Left]:
        """Sections that may stand side by side next, and what is left of all without them."""
        known = self._nexts.get((following, floating))
        if known is None:
            known = []
            partial: list[_Left] = [((), following, floating)]
            for _ in range(3):
                longer: list[_Left] = []
                for taken, first, others in partial:
                    if first < len(self.sections):
                        longer.append(((*taken, first), first + 1, others))
                    if others:
                        longer.append(((*taken, others[0][0]), first, others[1:]))
                known += longer
                partial = longer
            self._nexts[(following, floating)] = known
        return known

    def _extend(self, begun: _Page) -> Iterator[PagePlan]:
        """All ways to go on with a page, those that come to the same with the same height at a higher cost left out.

        Sections are added in rounds, so that pages with as many sections are compared with each other.
        """
        rounds: dict[int, dict[object, _Page]] = {self._placed(begun): {begun.key(self.grid.baseline): begun}}
        while rounds:
            count = min(rounds)
            waiting = list(rounds.pop(count).values())
            while waiting:
                page = waiting.pop(0)
                if page.bands or page.start.carry is not None:
                    plan = self._close(page)
                    if plan is not None:
                        yield plan
                begins = not page.bands and page.start.carry is None
                free = page.room + 0.01 - page.used - (0.0 if begins else self.gap * (1 - GAP_GIVE))
                following = page.now.following
                if following < len(self.sections) and self.sections[following].float:
                    later = (*page.now.floating, (following, page.start.page + 1))
                    waiting.append(replace(page, now=page.now.without(following + 1, later)))
                for together, first, others in self._next(following, page.now.floating):
                    bands = self.bands.bands(together)
                    after = page.now.without(first, others) if bands else page.now
                    for band in bands:
                        if band.least > free and not band.breaks and band.bleed is None:
                            continue
                        longer = self._with(page, band, after)
                        if isinstance(longer, PagePlan):
                            yield longer
                        elif longer is not None:
                            same = rounds.setdefault(count + len(together), {})
                            key = longer.key(self.grid.baseline)
                            if key not in same or longer.cost < same[key].cost - 1e-9:
                                same[key] = longer

    def _placed(self, page: _Page) -> int:
        return page.now.following - len(page.now.floating)

    def _with(self, page: _Page, band: Band, after: State) -> _Page | PagePlan | None:
        """The page with one more band; or, where it ends with that, its plan; None where the band finds no place."""
        begins = not page.bands and page.start.carry is None
        if band.bleed == "top":
            if not begins:
                return None
            room = self.grid.area.bottom
            return _Page(page.start, after, (band,), room, band.least, band.cost, band.natural, band.most)
        if band.bleed == "bottom":
            margin = self.grid.sheet.height - self.grid.area.bottom
            left = page.room + margin - band.natural - self.gap
            if page.used > left + 0.01:
                return None
            cost = page.cost + band.cost
            return self._close(replace(page, now=after, bands=(*page.bands, band), room=left, cost=cost))
        gap = 0.0 if begins else self.gap
        least = page.used + gap * (1 - GAP_GIVE) + band.least
        if least <= page.room + 0.01:
            return _Page(
                page.start,
                after,
                (*page.bands, band),
                page.room,
                least,
                page.cost + band.cost,
                page.natural + gap + band.natural,
                page.most + gap * (1 + GAP_STRETCH) + band.most,
            )
        return self._broken(page, band.choices[0], after) if band.breaks else None

    def _broken(self, page: _Page, choice: Choice, after: State) -> PagePlan | None:
        """The plan that has a section begin on the page and go on over it."""
        begins = not page.bands and page.start.carry is None
        before = page.natural if page.natural <= page.room else page.used
        left = page.room - before - (0.0 if begins else self.gap) - self.jump
        left = (left + 0.01) // self.grid.baseline * self.grid.baseline  # parts of a line hold nothing
        if left < 6 * self.grid.baseline or left <= self._too_low.get(choice, 0.0):
            return None
        try:
            module = self.bands.lay(choice, 0.0, left)
        except FitError as error:
            self.bands.failures.append(error)
            self._too_low[choice] = left
            return None
        if module.height > left + 0.01:
            self._too_low[choice] = left
            return None
        if not module.rest:
            return None
        remaining = share(module.rest, self.bands.whole(choice.section))
        tabular = any(isinstance(slot, Listed) for slot in module.rest.values())
        if remaining > MOST_LEFT and not begins and not tabular:
            return None
        cost = PAGE + BREAK + module.cost + page.cost + self._repeats(page.start, page.bands, choice)
        carry = Carry(choice.section, copies(module.rest), self.bands.columns_after(choice))
        turned = self._turn(page.start, replace(after, carry=carry), page.bands, choice)
        return PagePlan(page.start, page.bands, choice, turned, cost, page.room, left)

    def _natural(self, carry: Carry | None, bands: tuple[Band, ...]) -> float:
        total = self.carried(carry)
        count = (carry is not None) + len(bands)
        total += sum(band.natural for band in bands if band.bleed != "bottom")
        count -= sum(band.bleed == "bottom" for band in bands)
        return total + self.gap * max(0, count - 1)

    def _repeats(self, start: State, bands: tuple[Band, ...], broken: Choice | None = None) -> float:
        """The cost of templates across the page that the spread has already."""
        full = self.grid.columns
        across = [choice.template for band in bands for choice in band.choices if choice.span == full]
        if broken is not None and broken.span == full:
            across.append(broken.template)
        return AGAIN * (len(across) - len(set(across) - start.before))

    def _close(self, page: _Page) -> PagePlan | None:
        """The plan of a page that ends here; None where its content does not fit it."""
        slack = page.room - page.natural
        give = page.natural - page.used
        if slack < 0 and -slack > give + 0.01:
            return None
        cost = PAGE + page.cost + self._repeats(page.start, page.bands) + MOVED * len(page.now.floating)
        if slack < 0:
            cost += SHRINK * (-slack / give if give else 0.0) ** 2
        else:
            flowing = [band for band in page.bands if band.bleed != "bottom"]
            gaps = self.gap * max(0, len(flowing) + (page.start.carry is not None) - 1)
            stretch = sum([band.most - band.natural for band in flowing]) + GAP_STRETCH * gaps
            white = max(0.0, slack - stretch) / page.room
            now = page.now
            last = now.following == len(self.sections) and not now.floating
            cost += (8 * max(0.0, white - 0.35) ** 2 + white) if last else 120 * white**3 + 6 * white
        after = self._turn(page.start, page.now, page.bands)
        return PagePlan(page.start, page.bands, None, after, cost, page.room)


def copies(rest: Mapping[str, Slot]) -> tuple[tuple[str, Going], ...]:
    """What is left of a section, as a page leaves it to the next."""
    return tuple((name, copy) for name, copy in rest.items() if isinstance(copy, Going))

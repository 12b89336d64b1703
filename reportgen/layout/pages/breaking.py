"""The search for page breaks: the cheapest sequence of pages that holds every section.

It is dynamic programming over the beginnings of pages, the page-level form of what Knuth and Plass do with lines: all
that a page's beginning decides is in `PageStart`, so the cheapest way on from it is found once, whatever led to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reportgen.layout.fragments import length, share
from reportgen.layout.pages import costs
from reportgen.layout.pages.filling import PageFiller
from reportgen.layout.pages.page_heights import PageMeasures
from reportgen.layout.pages.plans import PageDecision, PagePlan, PageRange, PageStart
from reportgen.layout.pages.side_by_side import BandMaker


class Breadth(NamedTuple):
    """How far the search looks: the plans of each page, and the beginnings of one page, that it follows."""

    plans: int
    beginnings: int


USUAL = Breadth(costs.MOST_PLANS, costs.MOST_BEGINNINGS)
WIDEST = Breadth(costs.ALL_PLANS, costs.ALL_BEGINNINGS)


_Way = tuple[float, PageStart]
"""How a page begins, and the least cost of all pages before it."""


class PageSearch:
    """Chooses bands and breaks for one newsletter."""

    def __init__(self, bands: BandMaker, measures: PageMeasures, wanted: PageRange, breadth: Breadth = USUAL) -> None:
        """`wanted` is how many pages there may be, `breadth` how many ways to make them up are followed."""
        self.bands = bands
        self.measures = measures
        self.wanted = wanted
        self.breadth = breadth
        self.count = len(bands.sections)
        self._counted = wanted != PageRange()
        self._filler = PageFiller(bands, measures, any_number=not self._counted)
        self._decided: dict[object, PageDecision | None] = {}
        self._followed: set[object] = set()
        self._plans: dict[object, list[PagePlan]] = {}
        self._tails: list[float] | None = None

    def pages(self) -> list[PageDecision] | None:
        """The cheapest pages from the first to the last; None where the sections cannot be made up."""
        start = PageStart(0, 0)
        self._look_ahead(start)
        found: list[PageDecision] = []
        while not self._done(start):
            best = self._decide(start)
            if best is None:
                return None
            found.append(best)
            start = best.plan.after
        return found

    def _done(self, start: PageStart) -> bool:
        """Whether every section has its place."""
        return start.following == self.count and start.carried is None and not start.floating

    def _look_ahead(self, first: PageStart) -> None:
        """Find the beginnings of pages that are followed: page for page those that promise most.

        So a page takes the same time in a document of any length. What a page costs is compared by how much of the
        document stands on the pages before it.
        """
        layer: dict[object, _Way] = {self._key(first): (0.0, first)}
        while layer:
            ways = self._followed_of(list(layer.values()))
            self._followed.update(self._key(start) for _, start in ways)
            layer = self._next_layer(ways)

    def _followed_of(self, ways: list[_Way]) -> list[_Way]:
        """The beginnings of one page that are followed, of those that there are."""
        if len(ways) <= self.breadth.beginnings:
            return ways
        rated = sorted((self._dearness(cost, start), at) for at, (cost, start) in enumerate(ways))
        return [ways[at] for at in sorted(at for _, at in rated[: self.breadth.beginnings])]

    def _next_layer(self, ways: list[_Way]) -> dict[object, _Way]:
        """How the page after these may begin, each with the least cost of all pages before it."""
        layer: dict[object, _Way] = {}
        for cost, start in ways:
            for plan in self._plans_of(start):
                key, total = self._key(plan.after), cost + plan.cost
                if self._done(plan.after) or key in self._followed:
                    continue
                if key not in layer or total < layer[key][0] - 1e-9:
                    layer[key] = (total, plan.after)
        return layer

    def _dearness(self, cost: float, start: PageStart) -> float:
        """What the whole document would cost if the rest of it were as dear as what stands before this beginning."""
        whole = self._to_come(PageStart(0, 0))
        return cost * whole / max(whole - self._to_come(start), 0.01 * whole)

    def _decide(self, wanted: PageStart) -> PageDecision | None:
        """The cheapest way to place everything from the beginning of a page on; None where there is none.

        The beginnings of later pages are decided first. They wait on a stack of our own: recursion over pages would
        exhaust the interpreter's in a long document.
        """
        stack = [wanted]
        while stack:
            start = stack[-1]
            key = self._key(start)
            if key in self._decided:
                stack.pop()
                continue
            plans = [plan for plan in self._plans_of(start) if self._follows(plan.after)]
            undecided = [
                plan.after
                for plan in plans
                if not self._done(plan.after) and self._key(plan.after) not in self._decided
            ]
            if undecided:
                stack.extend(undecided)
                continue
            self._decided[key] = self._cheapest(plans)
            stack.pop()
        return self._decided[self._key(wanted)]

    def _follows(self, start: PageStart) -> bool:
        return self._done(start) or self._key(start) in self._followed

    def _cheapest(self, plans: Sequence[PagePlan]) -> PageDecision | None:
        """The cheapest of a page's plans, with all pages after it, which are decided; the first of equal ones."""
        ways: list[tuple[float, PagePlan]] = []
        for plan in plans:
            total = plan.cost
            if not self._done(plan.after):
                rest = self._decided[self._key(plan.after)]
                if rest is None:
                    continue
                total += rest.cost
            ways.append((total, plan))
        if not ways:
            return None
        best = ways[0]
        for way in ways:
            if way[0] < best[0] - 1e-9:
                best = way
        return PageDecision(best[0], best[1], tuple(ways))

    def _plans_of(self, start: PageStart) -> list[PagePlan]:
        key = self._key(start)
        known = self._plans.get(key)
        if known is None:
            plans = [plan for plan in self._filler.plans(start) if self._allowed(plan)]
            known = self._plans[key] = self._promising(plans)
        return known

    def _promising(self, plans: list[PagePlan]) -> list[PagePlan]:
        """The plans that promise most, by their own cost and that of the pages that are still to come at the least.

        Of plans that leave the same, only the cheapest is followed. The promise is an estimate, which is why several
        are kept.
        """
        best: dict[object, PagePlan] = {}
        for plan in plans:
            key = self._key(plan.after)
            if key not in best or plan.cost < best[key].cost - 1e-9:
                best[key] = plan
        chosen = list(best.values())
        if len(chosen) > self.breadth.plans:
            rated = sorted((plan.cost + self._to_come(plan.after), at) for at, plan in enumerate(chosen))
            chosen = [chosen[at] for _, at in rated[: self.breadth.plans]]
        identities = {id(plan) for plan in chosen}
        return [plan for plan in plans if id(plan) in identities]

    def _to_come(self, start: PageStart) -> float:
        """The least cost of the pages for what is left at the beginning of a page: were they full, and nothing else."""
        if self._tails is None:
            self._tails = [0.0]
            for section in reversed(range(self.count)):
                self._tails.insert(0, self._tails[0] + self.bands.area(section))
        height = self._tails[start.following] + sum(self.bands.area(section) for section, _ in start.floating)
        if start.carried is not None:
            left = share(dict(start.carried.slots), self.bands.whole(start.carried.section))
            height += self.bands.area(start.carried.section) * left / 20
        return costs.PAGE * height / (self.bands.grid.area.bottom - self.measures.tops[1])

    def _allowed(self, plan: PagePlan) -> bool:
        """Whether a plan keeps to the number of pages, and leaves no section behind that may float no further."""
        pages = plan.start.page + 1
        if self._done(plan.after):
            return pages >= self.wanted.least
        if self.wanted.most is not None and pages >= self.wanted.most:
            return False
        return all(last > plan.start.page for _, last in plan.after.floating)

    def _key(self, start: PageStart) -> tuple[object, ...]:
        """What tells beginnings of pages apart for the search.

        The page's number is told only where it counts: a newsletter that may have any number of pages goes on in the
        same way from page 4 and from page 6, as long as both have the same place in their spread.
        """
        left = None
        if start.carried is not None:
            left = (start.carried.columns, *((name, length(slot)) for name, slot in start.carried.slots))
        counted = self._counted or start.floating
        page = start.page if counted else (start.page > 0) + (start.page % 2 if start.facing else 0)
        return start.following, left, start.floating, start.facing, page

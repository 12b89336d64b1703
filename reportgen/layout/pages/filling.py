"""All ways to fill one page that are worth following: bands are added until it is full, or a section is broken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import inf
from typing import NamedTuple

from reportgen.deadlines import checkpoint
from reportgen.errors import FitError
from reportgen.layout.fragments import Portion, TableCopy, share
from reportgen.layout.pages import costs
from reportgen.layout.pages.page_heights import PageMeasures
from reportgen.layout.pages.plans import CarriedOver, Floating, PagePlan, PageStart
from reportgen.layout.pages.section_module import Module
from reportgen.layout.pages.side_by_side import Band, BandMaker, Choice
from reportgen.layout.pages.stacks import NO_GAPS
from reportgen.layout.table_of_contents import LISTS
from reportgen.structs import Struct, replace

ROUGHLY = (1, 2, 4, 8, 16)
"""Lines in which heights are counted where pages are many, so that fewer are told apart."""

_Next = tuple[tuple[int, ...], int, Floating]
"""Sections side by side; and the next section, and those that float, when these are placed."""


class PartialPage(Struct):
    """A page in the making: what it began with, what is left with the bands that it has, and their heights and costs.

    Heights are points: `room` for content, `least`, `natural` and `most` of what stands on it.
    """

    start: PageStart
    now: PageStart
    bands: tuple[Band, ...]
    room: float
    least: float
    cost: float
    natural: float
    most: float

    @property
    def empty(self) -> bool:
        """Whether nothing stands on the page yet."""
        return not self.bands and self.start.carried is None

    def comparable(self, pitch: float) -> tuple[object, ...]:
        """Pages of one such key have the same sections, and heights that differ by less than half a line of `pitch`."""
        heights = (round(2 * self.least / pitch), round(2 * self.natural / pitch), round(2 * self.most / pitch))
        return self.now.following, self.now.floating, self.room, heights


class Cut(NamedTuple):
    """A page that would end with a section cut where it ends: the page over it, its band, what is left besides."""

    page: PartialPage
    band: Band
    choice: Choice
    after: PageStart


class PageFiller:
    """Finds the plans of one page."""

    def __init__(self, bands: BandMaker, measures: PageMeasures, *, any_number: bool = False) -> None:
        """`any_number` is whether the newsletter may have any number of pages."""
        self.any_number = any_number
        self.bands = bands
        self.gaps = bands.gaps
        self.measures = measures
        self.maker = bands.maker
        self.grid = bands.grid
        self.sections = bands.sections
        self._too_low: dict[Choice, float] = {}
        """Heights (points) in which a section's beginning found no place: nor will it in lower ones."""
        self._nexts: dict[tuple[int, Floating], list[_Next]] = {}

    def plans(self, start: PageStart) -> Iterator[PagePlan]:
        """All plans of a page that are not needlessly dear."""
        room = self.grid.area.bottom - self.measures.top(start.page)
        carried = start.carried
        if carried is None:
            yield from self._cut(self._fill(PartialPage(start, start, (), room, 0.0, 0.0, 0.0, 0.0)))
            return
        module = self._continuation(carried, room - self.measures.jump_from)
        if not module.rest:
            height = self.measures.jump_from + module.height
            now = replace(start, carried=None)
            yield from self._cut(self._fill(PartialPage(start, now, (), room, height, 0.0, height, height)))
            return
        # What is carried in fills this page, too, and goes on over it.
        module = self._continuation(carried, room - self.measures.jump_from - self.measures.jump_to)
        left = CarriedOver(carried.section, tuple(module.rest.items()), carried.columns)
        if left == carried:
            where = self.sections[carried.section].where
            self.bands.failures.append(FitError("a paragraph is taller than a page", where, "split it into paragraphs"))
            return
        after = self._next_page(start, replace(start, carried=left), ())
        yield PagePlan(start, (), None, after, costs.PAGE + costs.SPLIT_SECTION, room)

    def _continuation(self, carried: CarriedOver, room: float) -> Module:
        section = self.sections[carried.section]
        return self.maker.continuation(section, dict(carried.slots), carried.columns, room)

    def _cut(self, found: Iterable[PagePlan | Cut]) -> Iterator[PagePlan]:
        """The plans that were found, and those of the cuts that are worth to be laid: where all that is left finds room
        on the page, a cut is not worth what another page costs.
        """
        ways = [*found]
        whole = [one.cost for one in ways if isinstance(one, PagePlan) and self._is_last(one.after)]
        best = min(whole) if whole and self.any_number else inf
        for one in ways:
            plan = one if isinstance(one, PagePlan) else self._worth(one, best)
            if plan is not None:
                yield plan

    def _worth(self, cut: Cut, best: float) -> PagePlan | None:
        """The plan of a cut; None where it finds no place, or surely costs more than `best`."""
        least = 2 * costs.PAGE + costs.SPLIT_SECTION + cut.page.cost
        return self._broken(*cut) if cut.page.empty or least < best + 1e-6 else None

    def _is_last(self, after: PageStart) -> bool:
        """Whether nothing is left for the page after this one."""
        return after.following == len(self.sections) and after.carried is None and not after.floating

    def _fill(self, begun: PartialPage) -> Iterator[PagePlan | Cut]:
        """All ways to go on with a page, but for those that hold the same on the same height at a higher cost.

        Sections are added in rounds, so that pages with as many sections are compared with each other before any of
        them is followed further.
        """
        pitch = self.grid.baseline
        rounds = {_count(begun): {begun.comparable(pitch): begun}}
        while rounds:
            count = min(rounds)
            waiting = _promising(list(rounds.pop(count).values()), pitch)
            while waiting:
                checkpoint()
                page = waiting.pop(0)
                plan = None if page.empty else self._closed(page)
                if plan is not None:
                    yield plan
                floated = self._floated(page)
                if floated is not None:
                    waiting.append(floated)
                for longer, added in self._longer(page):
                    if not isinstance(longer, PartialPage):
                        yield longer
                        continue
                    same = rounds.setdefault(count + added, {})
                    key = longer.comparable(pitch)
                    if key not in same or longer.cost < same[key].cost - 1e-9:
                        same[key] = longer

    def _floated(self, page: PartialPage) -> PartialPage | None:
        """The page where the next section floats to a later place; None where its author has not allowed it."""
        following = page.now.following
        if following == len(self.sections) or not self.sections[following].float:
            return None
        later = (*page.now.floating, (following, page.start.page + 1))
        return replace(page, now=page.now.without(following + 1, later))

    def _longer(self, page: PartialPage) -> Iterator[tuple[PartialPage | PagePlan | Cut, int]]:
        """The page with one band more, or the plan where it ends with that; and how many sections were added."""
        free = page.room + 0.01 - page.least - (0.0 if page.empty else self.gaps.least)
        for together, first, others in self._next(page.now.following, page.now.floating):
            bands = self.bands.bands(together)
            after = page.now.without(first, others) if bands else page.now
            for band in bands:
                if band.least > free and band.breaks is None and band.bleed is None:
                    continue
                checkpoint()
                longer = self._with(page, band, after)
                if longer is not None:
                    yield longer, len(together)

    def _next(self, following: int, floating: Floating) -> list[_Next]:
        """Sections that may stand side by side next: the author's next ones, and those that float, in their order."""
        known = self._nexts.get((following, floating))
        if known is None:
            known = []
            partial: list[_Next] = [((), following, floating)]
            for _ in range(costs.MOST_BESIDE):
                longer: list[_Next] = []
                for taken, first, others in partial:
                    if first < len(self.sections):
                        longer.append(((*taken, first), first + 1, others))
                    if others:
                        longer.append(((*taken, others[0][0]), first, others[1:]))
                known += longer
                partial = longer
            self._nexts[(following, floating)] = known
        return known

    def _with(self, page: PartialPage, band: Band, after: PageStart) -> PartialPage | PagePlan | Cut | None:
        """The page with one band more; its plan where it ends with that, or the cut that would end it; None where the
        band finds no place.
        """
        if band.bleed == "top":
            return self._with_top_band(page, band, after)
        if band.bleed == "bottom":
            return self._with_bottom_band(page, band, after)
        gaps = NO_GAPS if page.empty else self.gaps
        least = page.least + gaps.least + band.least
        if least > page.room + 0.01:
            return Cut(page, band, band.breaks, after) if band.breaks is not None else None
        return PartialPage(
            page.start,
            after,
            (*page.bands, band),
            page.room,
            least,
            page.cost + band.cost + self._low_part(page, band),
            page.natural + gaps.natural + band.natural,
            page.most + gaps.most + band.most,
        )

    def _with_top_band(self, page: PartialPage, band: Band, after: PageStart) -> PartialPage | None:
        """A page that begins with a band at the sheet's top edge, over the page's top margin."""
        if not page.empty:
            return None
        room = self.grid.area.bottom
        return PartialPage(page.start, after, (band,), room, band.least, band.cost, band.natural, band.most)

    def _with_bottom_band(self, page: PartialPage, band: Band, after: PageStart) -> PagePlan | None:
        """A page that ends with a band at the sheet's bottom edge, over the page's bottom margin."""
        margin = self.grid.sheet.height - self.grid.area.bottom
        left = page.room + margin - band.natural - self.gaps.natural
        if page.least > left + 0.01:
            return None
        cost = page.cost + band.cost
        return self._closed(replace(page, now=after, bands=(*page.bands, band), room=left, cost=cost))

    def _broken(self, page: PartialPage, band: Band, choice: Choice, after: PageStart) -> PagePlan | None:
        """The plan that has a section begin on the page and go on over it, beside the others of its band; None where it
        finds no place.
        """
        pitch = self.grid.baseline
        # Bands above keep their natural heights where these fit, because what is broken fills the page anyway.
        above = page.natural if page.natural <= page.room else page.least
        left = page.room - above - (0.0 if page.empty else self.gaps.natural) - self.measures.jump_to
        left = (left + 0.01) // pitch * pitch  # Parts of a line hold nothing.
        if left < costs.LEAST_BEGINNING * pitch or not self._rail_fits(page, band, left):
            return None
        if not page.empty and self.bands.whole(choice.section) < 2 * costs.LEAST_PART:
            return None
        module = self._beginning(choice, left)
        if module is None:
            return None
        beside = tuple(one for one in band.choices if one != choice)
        if not module.rest:
            # It found room after all, because it gave way: on a page of its own it stands so.
            following = self._next_page(page.start, after, page.bands, choice)
            cost = costs.PAGE + module.cost + page.cost
            alone = page.empty and not beside
            return PagePlan(page.start, (), choice, following, cost, page.room, left) if alone else None
        if not self._begins_well(page, choice, module):
            return None
        cost = costs.PAGE + page.cost + self._cost_of_cut(choice, module, left - band.filled if beside else 0.0)
        cost += self._repeated(page.start, page.bands, choice)
        carried = CarriedOver(choice.section, tuple(module.rest.items()), self.bands.columns_after(choice))
        following = self._next_page(page.start, replace(after, carried=carried), page.bands, choice)
        return self._led(PagePlan(page.start, page.bands, choice, following, cost, page.room, left, beside))

    def _cost_of_cut(self, choice: Choice, module: Module, empty: float) -> float:
        """The cost of a section that goes on over the page, beside a rail of which so many points are `empty`."""
        cost = costs.SPLIT_SECTION + module.cost + costs.UNEVEN * max(0.0, empty) / self.grid.baseline
        whole = self.bands.whole(choice.section)
        left = share(module.rest, whole)
        cost += costs.SHORT_PART * (whole * min(left, 20 - left) < 20 * costs.LEAST_PART)
        return cost + costs.SPLIT_CONTENTS * (self.sections[choice.section].type in LISTS)

    def _rail_fits(self, page: PartialPage, band: Band, left: float) -> bool:
        """Whether what stands beside a section that goes on fits `left` points; after page one it fills them."""
        if band.beside == 0.0:
            return True
        return band.beside <= left and (page.start.page == 0 or band.filled >= costs.RAIL_FILLED * left)

    def _begins_well(self, page: PartialPage, choice: Choice, module: Module) -> bool:
        """Whether enough of a section stands on the page where it begins."""
        if page.empty:
            return True
        if any(isinstance(slot, Portion) and slot.listed for slot in module.rest.values()):
            # A table or a list that a page can hold stays whole; of a longer one, some rows are a beginning.
            if any(isinstance(slot, TableCopy) and slot.start < costs.ROWS_BEFORE for slot in module.rest.values()):
                return False
            return self.bands.lay(choice).height > self.grid.area.bottom - self.measures.top(page.start.page + 1)
        return share(module.rest, self.bands.whole(choice.section)) <= costs.MOST_LEFT

    def _led(self, plan: PagePlan) -> PagePlan:
        """The plan with what it costs that a first page has too little of the lead, or no numbers that follow it."""
        lead = self.bands.lead
        if plan.start.page or lead is None:
            return plan
        if not self._has_lead(plan, lead):
            return replace(plan, cost=plan.cost + costs.NO_LEAD)
        numbers = self.bands.numbers
        if numbers is None or any(choice.section == numbers for choice in plan.choices):
            return plan
        return replace(plan, cost=plan.cost + costs.NUMBERS_LATER)

    def _has_lead(self, plan: PagePlan, lead: int) -> bool:
        """Whether a page has all of the lead, or enough of its beginning."""
        if plan.broken is None or plan.broken.section != lead:
            return any(choice.section == lead for choice in plan.choices)
        module = self.bands.lay(plan.broken, 0.0, plan.broken_height)
        whole = self.bands.whole(lead)
        return whole * (20 - share(module.rest, whole)) >= 20 * costs.LEAD_LEAST

    def _beginning(self, choice: Choice, height: float) -> Module | None:
        """A section as far as it fits a height; None where not even its beginning does."""
        if height <= self._too_low.get(choice, 0.0):
            return None
        try:
            module = self.bands.lay(choice, 0.0, height)
        except FitError as error:
            self.bands.failures.append(error)
            self._too_low[choice] = height
            return None
        if module.height > height + 0.01:
            self._too_low[choice] = height
            return None
        return module

    def _closed(self, page: PartialPage) -> PagePlan | None:
        """The plan of a page that ends here; None where its content does not fit it."""
        slack = page.room - page.natural
        give = page.natural - page.least
        if slack < 0 and -slack > give + 0.01:
            return None
        cost = costs.PAGE + page.cost + self._repeated(page.start, page.bands)
        cost += costs.FLOATED * len(page.now.floating)
        if self._strands(page):
            cost += costs.STRANDED
        if slack < 0:
            cost += costs.SHRUNK * (-slack / give if give else 0.0) ** 2
        else:
            cost += self._cost_of_white(page, slack)
        after = self._next_page(page.start, page.now, page.bands)
        return self._led(PagePlan(page.start, page.bands, None, after, cost, page.room))

    def _cost_of_white(self, page: PartialPage, slack: float) -> float:
        """The cost of what is left of a page's slack (points) when its modules and gaps have taken theirs.

        What a band at the sheet's foot takes of it beyond what it needs is white, too.
        """
        flowing = [band for band in page.bands if band.bleed != "bottom"]
        gaps = max(0, len(flowing) + (page.start.carried is not None) - 1)
        stretch = sum(band.most - band.natural for band in flowing) + (self.gaps.most - self.gaps.natural) * gaps
        last = page.now.following == len(self.sections) and not page.now.floating
        stretch += sum(costs.first_at_foot(band.natural, band.most) for band in page.bands[len(flowing) :])
        return costs.white_cost(max(0.0, slack - stretch) / page.room, last)

    def _low_part(self, page: PartialPage, band: Band) -> float:
        """What it costs that the head of a part stands under something else."""
        if page.empty or not self._begins_part(band) or self._has_only_a_cover(page):
            return 0.0
        return costs.PART_BELOW + costs.PART_LOWER * max(0.0, page.natural / page.room - costs.PART_HIGH)

    def _has_only_a_cover(self, page: PartialPage) -> bool:
        """Whether nothing but a masthead stands on a page: what comes next is its beginning."""
        placed = [choice for band in page.bands for choice in band.choices]
        return page.start.carried is None and all(self.sections[one.section].type == "cover" for one in placed)

    def _begins_part(self, band: Band) -> bool:
        return all(self.sections[choice.section].begins_part for choice in band.choices)

    def _strands(self, page: PartialPage) -> bool:
        """Whether the page ends with the head of a part that goes on overleaf."""
        if not page.bands or page.now.following == len(self.sections):
            return False
        return self._begins_part(page.bands[-1])

    def _repeated(self, start: PageStart, bands: tuple[Band, ...], broken: Choice | None = None) -> float:
        """The cost of templates over the width of the page that the spread has already."""
        across = self._across(bands, broken)
        return costs.REPEATED_TEMPLATE * (len(across) - len(set(across) - start.facing))

    def _next_page(
        self, start: PageStart, now: PageStart, bands: tuple[Band, ...], broken: Choice | None = None
    ) -> PageStart:
        """What the page after this one begins with."""
        facing: frozenset[str] = frozenset()
        if start.page % 2:  # Pages 2 and 3 lie side by side, whose indices are 1 and 2.
            facing = frozenset(self._across(bands, broken))
        return PageStart(start.page + 1, now.following, now.carried, now.floating, facing)

    def _across(self, bands: tuple[Band, ...], broken: Choice | None) -> list[str]:
        """The templates that stand over the whole width of the page."""
        full = self.grid.columns
        across = [choice.template for band in bands for choice in band.choices if choice.span == full]
        if broken is not None and broken.span == full:
            across.append(broken.template)
        return across


def _promising(pages: list[PartialPage], pitch: float) -> list[PartialPage]:
    """Of many pages with as many sections, the cheapest of each height, which is told apart ever more roughly.

    Sections of a line or two stand side by side in hundreds of ways that readers could not tell apart.
    """
    for lines in ROUGHLY:
        if len(pages) <= costs.MOST_PARTIAL_PAGES:
            break
        cheapest: dict[object, PartialPage] = {}
        for page in sorted(pages, key=lambda page: page.cost):
            cheapest.setdefault(page.comparable(lines * pitch), page)
        kept = {id(page) for page in cheapest.values()}
        pages = [page for page in pages if id(page) in kept]
    return pages


def _count(page: PartialPage) -> int:
    """How many sections have their place."""
    return page.now.following - len(page.now.floating)

"""Page make-up: sections → pages, whose templates, bands and breaks are chosen together."""

from __future__ import annotations

from functools import partial
from math import ceil

from reportgen.content.text import Block, Span
from reportgen.document import LoadedSection, PageTarget
from reportgen.errors import FitError, raise_all
from reportgen.frames import Master, Sheet
from reportgen.frames.layout_decisions import MakeUp
from reportgen.incremental.layout_cache import EVERY_SHEET, LayoutKey
from reportgen.layout.completeness import Wanted, lost, wanted_of
from reportgen.layout.content_by_slot import in_one_piece, slots_of
from reportgen.layout.fragments import AFTER, Copy, Fragment, Slot, Slots
from reportgen.layout.furniture import Furnisher, Variables
from reportgen.layout.medium import PAGES
from reportgen.layout.pages.breaking import WIDEST, PageSearch
from reportgen.layout.pages.decision_report import make_up_of, section_decisions, sheet_reports
from reportgen.layout.pages.masters import PageMasters
from reportgen.layout.pages.page_heights import PageMeasures
from reportgen.layout.pages.plans import PageDecision, PageRange
from reportgen.layout.pages.reused_decisions import NewsletterDecision
from reportgen.layout.pages.section_module import ModuleMaker
from reportgen.layout.pages.sheets import SheetMaker
from reportgen.layout.pages.side_by_side import BandMaker
from reportgen.layout.pages.template_fit import DATELINE, suits
from reportgen.layout.sheet_inventory import SheetFacts, marks_on
from reportgen.structs import Struct, replace
from reportgen.templates import Library


class SlotsKey(LayoutKey, frozen=True):
    """The input of a section's slots besides its content: the line under a newsletter's name."""

    dateline: str


class PageMastersKey(LayoutKey, frozen=True):
    """The input of a newsletter's masters: for each page, whether a band runs to its upper edge."""

    banded: tuple[bool, ...]


class PageMaker:
    """Makes up one newsletter: chooses templates, bands and breaks together, and places them."""

    def __init__(self, maker: ModuleMaker, furnisher: Furnisher, library: Library) -> None:
        self.maker = maker
        self.furnisher = furnisher
        self.library = library
        self.cache = maker.cache
        self.grid = maker.grid
        self.masters = PageMasters(maker.setter.brand, maker.grid, library, furnisher)
        self.tops = (self.masters.top(0), self.masters.top(1))
        self.makeup = MakeUp()
        self.facts: list[SheetFacts] = []
        """What each of its pages tells of itself."""

    def sheets(
        self, sections: list[LoadedSection], variables: Variables, target: PageTarget | None = None, turn: int = 0
    ) -> tuple[list[Sheet], tuple[Master, ...]]:
        """The newsletter's pages and the masters that they follow; `turn` numbers the passes over one document.

        Raises:
            FitError: content that no page template can hold, or that does not fit the target.
            TemplateError: a section that no page template accepts, or of which a part is on no page.
        """
        dateline = variables.fill("{issue} · {date}")
        pictures = self.maker.placer.pictures
        offered = [
            self.cache.remember(section, SlotsKey(dateline), pictures, partial(_offered, section, dateline))
            for section in sections
        ]
        slots = [self._as_taken(section, one.slots) for section, one in zip(sections, offered, strict=True)]
        wanted = PageRange(target.least, target.most) if target is not None else PageRange()
        before: NewsletterDecision | None = self.cache.decided.get(turn) or self.cache.decided.get(turn - 1)
        if before is not None:
            slots = before.known(slots)
        if before is not None and before.holds(sections, slots, wanted, self.maker, self.library):
            decided = replace(before, sections=tuple(sections), slots=tuple(slots))
            bands = BandMaker(self.maker, self.library, sections, slots, decided.options)
        else:
            bands = BandMaker(self.maker, self.library, sections, slots)
            decided = self._decide(bands, wanted, target)
        self.cache.decided[turn] = decided
        maker = SheetMaker(bands, PageMeasures(bands, self.tops), self.masters, self.furnisher)
        plans = [decision.plan for decision in decided.pages]
        made = [maker.sheet(plan, page, len(plans), variables) for page, plan in enumerate(plans)]
        self.facts = [one.facts for one in made]
        on_pages = marks_on(self.facts)
        raise_all(
            [
                problem
                for section, one in zip(sections, offered, strict=True)
                for problem in lost(section, one.wanted, on_pages)
            ]
        )
        self.makeup = make_up_of(decided, bands)
        banded = tuple(bool(plan.bands) and plan.bands[0].bleed == "top" for plan in plans)
        masters = self.cache.remember(EVERY_SHEET, PageMastersKey(banded), pictures, lambda: self.masters.made(banded))
        return [one.sheet for one in made], masters

    def _decide(self, bands: BandMaker, wanted: PageRange, target: PageTarget | None) -> NewsletterDecision:
        """Search for the cheapest pages.

        Raises:
            FitError: there are none, or none of the number that the author asks for.
        """
        measures = PageMeasures(bands, self.tops)
        pages = PageSearch(bands, measures, wanted).pages()
        if pages is None and self._relaxed(bands, self.grid.area.bottom - max(self.tops)):
            pages = PageSearch(bands, measures, wanted).pages()
        if pages is None:
            pages = PageSearch(bands, measures, wanted, WIDEST).pages()
        if pages is None:
            free = PageSearch(bands, measures, PageRange()).pages() if target is not None else None
            if free is None or target is None:
                room = self._whole_lines(self.grid.area.bottom - max(self.tops))
                raise_all([bands.reason(number, room) for number in bands.stuck(room, self.grid.columns)])
                raise _nothing_fits(bands)
            raise _target_missed(free, target, measures)
        return NewsletterDecision(
            tuple(bands.sections),
            tuple(bands.slots),
            wanted,
            pages,
            bands.options,
            sheet_reports(pages, measures),
            section_decisions(pages),
        )

    def _relaxed(self, bands: BandMaker, room: float) -> bool:
        """Whether sections fit no template as it is, or none in which they can stand without neighbours, which give
        way then.

        Raises:
            FitError: a section does not fit even so; `Problems` where several do not.
        """
        room = self._whole_lines(room)
        stuck = bands.stuck(room) or bands.stuck(room, self.grid.columns)
        bands.relax(stuck)
        raise_all([bands.reason(number, room) for number in bands.stuck(room)] if stuck else [])
        return bool(stuck)

    def _whole_lines(self, room: float) -> float:
        """The height of the lines of a page that so many points hold: parts of a line hold nothing."""
        return (room + 0.01) // self.grid.baseline * self.grid.baseline

    def _as_taken(self, section: LoadedSection, slots: Slots) -> Slots:
        """The slots of a section; its text in one piece where no template that it may have parts it by its figure."""
        if AFTER not in slots:
            return slots
        pages = self.library.pages
        wanted = self.library.chosen_page(section.layout, section.layout_where)
        accepting = [pages[wanted]] if wanted else [page for page in pages.values() if section.type in page.accepts]
        return slots if any(suits(page, slots) for page in accepting) else in_one_piece(slots)


class _Offered(Struct, frozen=True):
    """What a section offers to a newsletter, and what of it has to stand on the pages."""

    slots: dict[str, Slot]
    wanted: tuple[Wanted, ...]


def _offered(section: LoadedSection, dateline: str) -> _Offered:
    """What a section offers to a newsletter; a cover has the document's issue and date, too."""
    slots = slots_of(section, PAGES)
    wanted = wanted_of(section, slots)
    points = slots.get("points")
    if isinstance(points, Copy) and len(points.fragments) == 1 and points.fragments[0].block.kind == "item":
        (only,) = points.fragments  # One point is no list.
        if not only.block.icon:
            slots["points"] = Copy((replace(only, block=replace(only.block, kind="paragraph")),))
    if section.type == "cover" and dateline:
        block = Block("paragraph", (Span(dateline),), section.where)
        slots[DATELINE] = Copy((Fragment(block, f"{section.index}.{DATELINE}"),))
    return _Offered(slots, wanted)


# --- why there are no pages


def _nothing_fits(bands: BandMaker) -> FitError:
    if bands.failures:
        return bands.failures[0]
    section = bands.sections[0]
    return FitError(
        f"this {section.type} does not fit a page, and may not be split",
        section.where,
        "shorten it or split it into two sections",
    )


def _target_missed(free: list[PageDecision], target: PageTarget, measures: PageMeasures) -> FitError:
    """Why the newsletter cannot have the pages that it is to have: how many lines are over them, or lacking.

    `free` are its pages where it may have any number.
    """
    count = len(free)
    plans = [decision.plan for decision in free]
    heights = [measures.natural(plan) for plan in plans]
    if target.most is not None and count > target.most:
        white = [max(0.0, plan.room - height) for plan, height in zip(plans, heights, strict=True)]
        lines = _lines(sum(heights[target.most :]) - sum(white[: target.most]), measures)
        return FitError(
            f"the newsletter takes {_pages(count)}, which is {lines} lines more than "
            f"the {_pages(target.most)} that it may have",
            target.where,
            f'shorten it by {lines} lines, or write "pages: {target.most}..{count}"',
        )
    room = plans[-1].room
    lines = _lines((target.least - count + 1) * room - heights[-1], measures)
    return FitError(
        f"the newsletter takes {_pages(count)}; {lines} lines are lacking to {_pages(target.least)}",
        target.where,
        f'add text or pictures, or write "pages: {count}"',
    )


def _lines(height: float, measures: PageMeasures) -> int:
    """How many lines of the baseline grid a height (points) is: one at least."""
    return max(1, ceil(height / measures.grid.baseline))


def _pages(count: int) -> str:
    return "1 page" if count == 1 else f"{count} pages"

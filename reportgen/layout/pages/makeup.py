"""Page make-up: what the search chose is placed on sheets, with masters and jump lines, and told."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from math import ceil

from reportgen.brand import Grid
from reportgen.content.text import Block, Span
from reportgen.document import LoadedSection, PageTarget
from reportgen.errors import FitError, TemplateError
from reportgen.frames import Item, Master, Sheet, TextItem
from reportgen.frames.makeup import Candidate, MakeUp, SectionMakeUp, SheetMakeUp, SlotFit
from reportgen.geometry import Insets, Rect
from reportgen.layout.components.regions import ENDLESS
from reportgen.layout.fragments import Copy, Fragment, Slot, slots_of
from reportgen.layout.furniture import Furnisher, Variables
from reportgen.layout.pages.bands import Band, BandMaker, Choice
from reportgen.layout.pages.breaking import ALL_PLANS, GAP_GIVE, GAP_STRETCH, Carry, Found, PagePlan, Search, Target
from reportgen.layout.pages.modules import ModuleMaker
from reportgen.layout.pages.regions import DATELINE
from reportgen.layout.pages.replay import Chosen, Decided, holds
from reportgen.layout.styles import TextStyle
from reportgen.layout.vocabulary import Phrase, word
from reportgen.templates import Library, MasterTemplate


class PageMaker:
    """Makes up one newsletter: chooses templates, bands and breaks together, and places them."""

    def __init__(self, maker: ModuleMaker, furnisher: Furnisher, library: Library) -> None:
        self.maker = maker
        self.furnisher = furnisher
        self.library = library
        self.cache = maker.cache
        self.setter = maker.setter
        self.grid = maker.setter.grid
        self.makeup = MakeUp()

    def sheets(
        self, sections: list[LoadedSection], variables: Variables, target: PageTarget | None = None, turn: int = 0
    ) -> tuple[list[Sheet], tuple[Master, ...]]:
        """The newsletter's pages and the masters that they follow; `turn` numbers the passes over one document.

        Raises:
            FitError: content that no page template can hold, or that does not fit the target.
            TemplateError: a section that no page template accepts.
        """
        dateline = variables.fill("{issue} · {date}")
        pictures = self.maker.placer.pictures
        slots = [
            self.cache.remember(section, ("slots", dateline), pictures, partial(self._slots, section, dateline))
            for section in sections
        ]
        self.sections = sections
        wanted = Target(target.least, target.most) if target is not None else Target()
        decided = self.cache.decided.get(turn) or self.cache.decided.get(turn - 1)
        if not isinstance(decided, Decided) or not holds(decided, sections, slots, wanted, self.maker, self.library):
            decided = self._decide(slots, wanted, target)
        else:
            decided = replace(decided, sections=tuple(sections), slots=tuple(slots))
            self.bands = BandMaker(self.maker, self.library, sections, slots, decided.options)
            self.search = Search(self.bands, (self._top(0), self._top(1)), wanted)
        self.cache.decided[turn] = decided
        found = decided.found
        sheets = [self._remembered(one.plan, number, len(found), variables) for number, one in enumerate(found)]
        self.makeup = self._made_up(decided)
        banded = tuple(bool(one.plan.bands) and one.plan.bands[0].bleed == "top" for one in found)
        masters = self.cache.remember(self.library, ("masters", banded), pictures, lambda: self._masters(list(banded)))
        return sheets, masters

    def _decide(self, slots: list[dict[str, Slot]], wanted: Target, target: PageTarget | None) -> Decided:
        self.bands = BandMaker(self.maker, self.library, self.sections, slots)
        tops = (self._top(0), self._top(1))
        self.search = Search(self.bands, tops, wanted)
        found = self.search.pages()
        if found is None and target is not None:
            self.search = Search(self.bands, tops, wanted, ALL_PLANS)
            found = self.search.pages()
        if found is None:
            free = Search(self.bands, tops, Target()).pages() if target is not None else None
            if free is None or target is None:
                raise self._reason()
            raise self._missed(free, target)
        told = self._told(found)
        return Decided(tuple(self.sections), tuple(slots), wanted, found, self.bands.options, *told)

    def _remembered(self, plan: PagePlan, number: int, pages: int, variables: Variables) -> Sheet:
        """A sheet as it was made for the last document, where the same sections stand on it."""
        numbers = [choice.section for choice in plan.choices]
        numbers += [carry.section for carry in (plan.carried, plan.after.carry) if carry is not None]
        sections = tuple(self.sections[at] for at in numbers)
        key = ("sheet", number, pages, variables, tuple(map(id, sections)))
        pictures = self.maker.placer.pictures
        sheet, _ = self.cache.remember(
            plan, key, pictures, lambda: (self._sheet(plan, number, pages, variables), sections)
        )
        return sheet

    def _slots(self, section: LoadedSection, dateline: str) -> dict[str, Slot]:
        slots = slots_of(section, "newsletter")
        if section.type == "cover" and dateline:
            block = Block("paragraph", (Span(dateline),), section.where)
            slots[DATELINE] = Copy((Fragment(block, f"{section.index}.{DATELINE}"),))
        return slots

    def _reason(self) -> FitError:
        if self.bands.failures:
            return self.bands.failures[0]
        section = self.sections[0]
        return FitError(
            f"this {section.type} does not fit a page, and may not be split",
            section.where,
            "shorten it or split it into two sections",
        )

    def _missed(self, free: list[Found], target: PageTarget) -> FitError:
        """Why the target cannot be met: how many lines are over it, or lacking."""
        pitch = self.grid.baseline
        count = len(free)
        heights = [self.search.natural(one.plan) for one in free]
        if target.most is not None and count > target.most:
            over = sum(heights[target.most :]) - sum(
                max(0.0, one.plan.room - height)
                for one, height in zip(free[: target.most], heights[: target.most], strict=True)
            )
            lines = max(1, ceil(over / pitch))
            return FitError(
                f"the newsletter takes {_pages(count)}, which is {lines} lines more than "
                f"the {_pages(target.most)} that it may have",
                target.where,
                f'shorten it by {lines} lines, or write "pages: {target.most}..{count}"',
            )
        lack = sum(free[-1].plan.room for _ in range(target.least - count)) + free[-1].plan.room - heights[-1]
        lines = max(1, ceil(lack / pitch))
        return FitError(
            f"the newsletter takes {_pages(count)}; {lines} lines are lacking to {_pages(target.least)}",
            target.where,
            f'add text or pictures, or write "pages: {count}"',
        )

    def _top(self, page: int) -> float:
        master = self._master_of(page)[1]
        return master.top if master.top is not None else self.grid.margins.top

    def _master_of(self, page: int, pages: int = 0, *, banded: bool = False) -> tuple[str, MasterTemplate]:
        """The master of a page (from 0) in a newsletter of so many pages (0: not known yet).

        A page that begins with a band to the sheet's edge is made as the first one, without a running head.
        """
        side = "left" if page % 2 else "right"
        wanted = ["first", side, "other"] if page == 0 or banded else [side, "other"]
        if page and page + 1 == pages:
            wanted.insert(0, "last")
        for kind in wanted:
            for name, master in self.library.masters.items():
                if master.pages == kind:
                    return name, master
        raise TemplateError(f"no master template is for the {wanted[0]} pages", hint="add one to layouts/masters")

    def _mirrored(self, page: int) -> bool:
        """Whether a page has its margins changed over: the left ones of a newsletter that is bound."""
        return self.setter.brand.mirrored and page % 2 == 1

    def _grid_of(self, page: int) -> Grid:
        margins = self.grid.margins
        if not self._mirrored(page):
            return self.grid
        return replace(self.grid, margins=Insets(margins.top, margins.left, margins.bottom, margins.right))

    def _sheet(self, plan: PagePlan, number: int, pages: int, variables: Variables) -> Sheet:
        grid = self._grid_of(number)
        mirrored = self._mirrored(number)
        shift = grid.area.x - self.grid.area.x
        bleeds_top = bool(plan.bands) and plan.bands[0].bleed == "top"
        y = 0.0 if bleeds_top else self._top(number)
        items: list[Item] = []
        notes: list[str] = []
        titles: list[str] = []
        flowing = [band for band in plan.bands if band.bleed != "bottom"]
        extras, gap = self._share(plan, flowing, number + 1 == pages)
        if plan.carried is not None:
            section = self.sections[plan.carried.section]
            items.append(self._jump(section, "continued from", number, grid, y, "left"))
            items += self._carried(plan, plan.carried, grid, y)
            titles.append(section.title)
            y += self.search.carried(plan.carried, self._room(plan)) + gap
        for band, height in zip(flowing, extras, strict=True):
            for choice in band.choices:
                natural = self.bands.lay(choice).height
                module = self.bands.lay(choice, height - natural, mirrored=mirrored and band.bleed is not None)
                x = 0.0 if band.bleed else grid.left(choice.column)
                items += [self.cache.moved(item, x, y) for item in module.items]
                notes += self.sections[choice.section].notes
                titles.append(self.sections[choice.section].title)
            y += height + gap
        if plan.broken is not None:
            section = self.sections[plan.broken.section]
            module = self.bands.lay(plan.broken, 0.0, plan.left)
            items += [self.cache.moved(item, self.grid.left(plan.broken.column) + shift, y) for item in module.items]
            notes += section.notes
            titles.append(section.title)
        if plan.after.carry is not None:
            section = self.sections[plan.after.carry.section]
            foot = self.grid.area.bottom - self.search.jump
            items.append(self._jump(section, "continued on", number + 2, grid, foot, "right"))
        for band in plan.bands:
            if band.bleed == "bottom":
                module = self.bands.lay(band.choices[0], mirrored=mirrored)
                items += [self.cache.moved(item, 0.0, self.grid.sheet.height - module.height) for item in module.items]
                titles.append(self.sections[band.choices[0].section].title)
        name, master = self._master_of(number, pages, banded=bleeds_top)
        closed = any(band.bleed == "bottom" for band in plan.bands)
        shown = [part for part in master.furniture if not (closed and part.at.top is None and part.text)]
        own = replace(variables, folio=str(number + 1))
        texts = self.cache.remember(
            self.library,
            ("furniture", name, closed, grid.margins, own),
            self.maker.placer.pictures,
            lambda: self.furnisher.texts(shown, grid, 24, master.ground, own),
        )
        return Sheet(
            self._master_name(name, number), titles[0] if titles else variables.title, (*items, *texts), tuple(notes)
        )

    def _room(self, plan: PagePlan) -> float:
        """The height for what is carried in, where that fills the page; else as much as it takes."""
        if plan.after.carry is not None and plan.broken is None and not plan.bands:
            return plan.room - self.search.jump
        return ENDLESS

    def _carried(self, plan: PagePlan, carry: Carry, grid: Grid, y: float) -> list[Item]:
        room = self._room(plan) - self.search.jumped
        section = self.sections[carry.section]
        module = self.maker.continuation(section, dict(carry.slots), carry.columns, room)
        return [self.cache.moved(item, grid.area.x, y + self.search.jumped) for item in module.items]

    def _jump(self, section: LoadedSection, phrase: Phrase, page: int, grid: Grid, y: float, align: str) -> Item:
        """Where a story goes on, or comes from: an artifact, because the story itself goes on without it."""
        made: Item = self.cache.remember(
            section,
            ("jump", phrase, page, grid.area, y, align),
            self.maker.placer.pictures,
            lambda: self._jump_line(section, phrase, page, grid, y, align),
        )
        return made

    def _jump_line(
        self, section: LoadedSection, phrase: Phrase, page: int, grid: Grid, y: float, align: str
    ) -> TextItem:
        language = self.setter.language
        width = grid.area.width
        text_style = TextStyle("label", "furniture", "muted", align="right" if align == "right" else "left")
        tail = word(phrase, language).format(page=page)
        paragraph = self.setter.plain(f"{section.title} · {tail}", text_style, f"{section.index}.jump")
        if self.setter.typesetter.natural_width(paragraph, self.setter.profile) > width:
            paragraph = self.setter.plain(tail[:1].upper() + tail[1:], text_style, f"{section.index}.jump")
        text = self.setter.set((paragraph,), width)
        drop = max(0.0, self.search.jump - text.height)
        box = Rect(grid.area.x, y + drop, width, text.height)
        return TextItem(box, text.paragraphs, text.lines, artifact=True, where=section.where)

    def _share(self, plan: PagePlan, flowing: list[Band], last: bool) -> tuple[list[float], float]:
        """The page's slack shared among its bands (pictures first) and its gaps: heights and the gap."""
        heights = [band.natural for band in flowing]
        base = self.search.gap
        natural = self.search.natural(plan)
        if plan.broken is not None:
            if natural > plan.room:
                heights = [band.least for band in flowing]
            return heights, base
        slack = plan.room - natural
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
        gap = base
        if gaps > 0:
            share = slack / gaps
            gap += max(-GAP_GIVE * base, min(share, GAP_STRETCH * base))
            if last and slack > 0 and share > GAP_STRETCH * base:
                gap = base
        return heights, gap

    def _master_name(self, name: str, page: int) -> str:
        """Masters whose margins are changed over are masters of their own."""
        return f"{name}-mirrored" if self._mirrored(page) else name

    def _masters(self, banded: list[bool]) -> tuple[Master, ...]:
        made: dict[str, Master] = {}
        for number, band in enumerate(banded):
            name, master = self._master_of(number, len(banded), banded=band)
            full = self._master_name(name, number)
            if full not in made:
                items = self.furnisher.constant(master.furniture, self._grid_of(number), 24)
                made[full] = Master(full, self.setter.brand.fill(master.ground), tuple(items))
        return tuple(made.values())

    def _told(self, found: list[Found]) -> tuple[tuple[SheetMakeUp, ...], tuple[Chosen, ...]]:
        """What a report tells of the decisions, whatever the words are."""
        sheets = []
        placed: dict[int, list[int]] = {}
        first: dict[int, tuple[Choice, Found]] = {}
        for number, one in enumerate(found, 1):
            plan = one.plan
            white = max(0.0, plan.room - self.search.natural(plan)) if plan.after.carry is None else 0.0
            sheets.append(SheetMakeUp(number, plan.cost, 1 - white / plan.room))
            if plan.carried is not None:
                placed[plan.carried.section].append(number)
            for choice in plan.choices:
                placed[choice.section] = [number]
                first[choice.section] = (choice, one)
        choices = [
            Chosen(
                section,
                choice,
                choice is one.plan.broken,
                tuple(placed[section]),
                Candidate(_said(choice), one.cost),
                _runner_up(choice, one),
            )
            for section, (choice, one) in sorted(first.items())
        ]
        return tuple(sheets), tuple(choices)

    def _made_up(self, decided: Decided) -> MakeUp:
        """The decisions, as a report tells them."""
        sections = []
        for one in decided.choices:
            section = self.sections[one.section]
            fits: tuple[SlotFit, ...] = () if one.broken else self.bands.lay(one.choice).fits
            sections.append(
                SectionMakeUp(
                    section.index,
                    section.type,
                    section.title,
                    section.where,
                    one.pages,
                    (one.choice.template,) * len(one.pages),
                    one.taken,
                    one.runner_up,
                    fits,
                )
            )
        return MakeUp(tuple(sections), decided.sheets)


def _said(choice: Choice) -> str:
    return f"{choice.template} × {choice.span}"


def _runner_up(chosen: Choice, found: Found) -> Candidate | None:
    """The cheapest other template, or span, for a section among all ways to make up its page."""
    best: dict[str, float] = {}
    for cost, plan in found.others:
        for choice in plan.choices:
            said = _said(choice)
            if choice.section == chosen.section and said != _said(chosen):
                best[said] = min(cost, best.get(said, cost))
    if not best:
        return None
    name = min(best, key=lambda said: (best[said], said))
    return Candidate(name, best[name])


def _pages(count: int) -> str:
    return "1 page" if count == 1 else f"{count} pages"

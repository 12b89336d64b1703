"""Plans of pages → sheets: the modules in their places, the page's slack shared, jump lines and furniture added."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Literal, NamedTuple

from reportgen.brand import Grid
from reportgen.document import LoadedSection
from reportgen.frames import Item, Sheet, TextItem
from reportgen.geometry import Insets, Rect
from reportgen.incremental.layout_cache import EVERY_SHEET, LayoutKey, Same
from reportgen.layout.code_grounds import with_grounds
from reportgen.layout.components.component import ENDLESS
from reportgen.layout.furniture import Furnisher, Variables
from reportgen.layout.grid_positions import box_of
from reportgen.layout.pages import costs
from reportgen.layout.pages.jump_lines import jump_line
from reportgen.layout.pages.masters import PageMasters
from reportgen.layout.pages.page_heights import PageMeasures
from reportgen.layout.pages.plans import CarriedOver, PagePlan
from reportgen.layout.pages.section_module import Module
from reportgen.layout.pages.side_by_side import Band, BandMaker, Choice
from reportgen.layout.pages.stacks import Heights, filled, levelled, shared
from reportgen.layout.phrases import Phrase
from reportgen.layout.sheet_inventory import SheetFacts, facts_of
from reportgen.structs import Struct, field, replace
from reportgen.templates import Furniture, MasterTemplate, PageTemplate

NO_PART = " "
"""The name of the part of a page that is in none: nothing is to be seen of it."""


class SheetKey(LayoutKey, frozen=True):
    """The inputs of a page besides its plan: its number from 0, the number of pages, what its furniture names, and the
    sections that stand on it.
    """

    page: int
    pages: int
    variables: Variables
    sections: tuple[LoadedSection, ...]


class PageFurnitureKey(LayoutKey, frozen=True):
    """The inputs of a master's furniture: the template of a band at the sheet's foot, margins, what it names."""

    master: str
    foot: str
    margins: Insets
    variables: Variables


class JumpLineKey(LayoutKey, frozen=True):
    """The inputs of the line that says on which page a story goes on, or from which it comes."""

    phrase: Phrase
    page: int
    place: Rect
    align: Literal["left", "right"]


class _Place(NamedTuple):
    """A module with its left and its upper edge on the sheet (points)."""

    choice: Choice
    module: Module
    left: float
    top: float


class _SheetInMaking(Struct):
    """What stands on a sheet so far, from the top down; `y` is where the next band begins (points)."""

    y: float
    items: list[Item] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)


class FinishedSheet(Struct, frozen=True):
    """A sheet, and what it tells of itself."""

    sheet: Sheet
    facts: SheetFacts


class SheetMaker:
    """Places what the search chose. Pages count from 0."""

    def __init__(self, bands: BandMaker, measures: PageMeasures, masters: PageMasters, furnisher: Furnisher) -> None:
        self.bands = bands
        self.measures = measures
        self.masters = masters
        self.furnisher = furnisher
        self.maker = bands.maker
        self.cache = bands.maker.cache
        self.pictures = bands.maker.placer.pictures
        self.grid = bands.grid
        self.sections = bands.sections

    def sheet(self, plan: PagePlan, page: int, pages: int, variables: Variables) -> FinishedSheet:
        """The sheet of a plan, or the one that was made for the last document, where the same sections stand on it."""
        numbers = [choice.section for choice in plan.choices]
        numbers += [carried.section for carried in (plan.carried, plan.after.carried) if carried is not None]
        sections = tuple(self.sections[at] for at in numbers)
        variables = replace(variables, part=self._part(plan))
        key = SheetKey(page, pages, variables, sections)
        return self.cache.remember(Same(plan), key, self.pictures, lambda: self._finished(plan, page, pages, variables))

    def _finished(self, plan: PagePlan, page: int, pages: int, variables: Variables) -> FinishedSheet:
        sheet = self._sheet(plan, page, pages, variables)
        return FinishedSheet(sheet, facts_of(sheet))

    def _sheet(self, plan: PagePlan, page: int, pages: int, variables: Variables) -> Sheet:
        grid = self.masters.grid_of(page)
        banded = bool(plan.bands) and plan.bands[0].bleed == "top"
        made = _SheetInMaking(0.0 if banded else self.measures.top(page))
        self._flow(made, plan, page)
        name, master = self.masters.of(page, pages, banded=banded)
        closing = self._closed(made, plan, page)
        texts = self._furniture(name, master, closing, grid, replace(variables, folio=str(page + 1)))
        title = made.titles[0] if made.titles else variables.title
        items = [*with_grounds(made.items, self.maker.placer.setter.brand.look.paragraphs.code_padding)]
        if banded and page == 0:
            items = [*items, *self.furnisher.over(master.furniture, partial(box_of, grid=grid))]
        if closing and (foot := self.bands.template(closing)).logo_at is not None:
            items = [*items, *self.furnisher.logo(box_of(foot.logo_at, grid), "left", foot.ground)]
        return Sheet(self.masters.written_name(name, page), title, (*items, *texts), tuple(made.notes))

    def _flow(self, made: _SheetInMaking, plan: PagePlan, page: int) -> None:
        """Place what stands between a page's head and its foot."""
        grid = self.masters.grid_of(page)
        flowing = [band for band in plan.bands if band.bleed != "bottom"]
        heights, gap = self._share_slack(plan, flowing)
        if plan.carried is not None:
            made.y += self._carried(made, plan, plan.carried, page) + gap
        for band, height in zip(flowing, heights, strict=True):
            self._band(made, band, height, page)
            made.y += height + gap
        if plan.broken is not None:
            self._broken(made, plan.broken, plan.beside, plan.broken_height, grid)
        if plan.after.carried is not None:
            section = self.sections[plan.after.carried.section]
            foot = self.grid.area.bottom - self.measures.jump_to
            made.items.append(self._jump(section, "continued on", page + 2, grid, foot))

    def _closed(self, made: _SheetInMaking, plan: PagePlan, page: int) -> str:
        """Place the band at the sheet's foot; returns the template of what stands lowest in it, empty without one."""
        lowest = ""
        for band in plan.bands:
            if band.bleed == "bottom":
                self._bottom_band(made, band, page)
                lowest = band.choices[-1].template
        return lowest

    def _part(self, plan: PagePlan) -> str:
        """The title of the part that a page is in: of the last head of one on it or before it."""
        begun = [one for one in self.sections[: plan.after.following] if one.begins_part]
        return begun[-1].title if begun else NO_PART

    # --- what stands on the sheet

    def _carried(self, made: _SheetInMaking, plan: PagePlan, carried: CarriedOver, page: int) -> float:
        """Place what the page before left, under the line that says where it comes from; returns its height."""
        section = self.sections[carried.section]
        grid = self.masters.grid_of(page)
        room = ENDLESS
        if plan.after.carried is not None and plan.broken is None and not plan.bands:
            room = plan.room - self.measures.jump_to  # It fills the page and goes on over it.
        made.items.append(self._jump(section, "continued from", page, grid, made.y))
        module = self.maker.continuation(section, dict(carried.slots), carried.columns, room - self.measures.jump_from)
        top = made.y + self.measures.jump_from
        made.items += [self.cache.moved(item, grid.area.x, top) for item in module.items]
        made.titles.append(section.title)
        return self.measures.jump_from + module.height

    def _band(self, made: _SheetInMaking, band: Band, height: float, page: int) -> None:
        """Place modules side by side, their pictures as high as makes them `height` points high where they can be."""
        grid = self.masters.grid_of(page)
        mirrored = band.bleed is not None and self.masters.mirrored(page)
        found: list[_Place] = []
        for stack in band.stacks:
            found += self._stack(made.y, stack, height, 0.0 if band.bleed else grid.left(stack[0].column), mirrored)
        self._begin_all(made, found)

    def _stack(
        self, top: float, stack: Sequence[Choice], height: float, left: float, mirrored: bool = False
    ) -> list[_Place]:
        """The places of modules under each other that fill `height` points."""
        known = [self.bands.heights(choice) for choice in stack]
        heights, gap = filled(known, self.bands.stack_gaps, height, self.grid.baseline)
        found: list[_Place] = []
        for choice, natural, wanted in zip(stack, known, heights, strict=True):
            module = self.bands.lay(choice, wanted - natural.natural, mirrored=mirrored)
            found.append(_Place(choice, module, left, top))
            top += wanted + gap
        return found

    def _broken(
        self, made: _SheetInMaking, broken: Choice, beside: Sequence[Choice], height: float, grid: Grid
    ) -> None:
        """Place a section that goes on over the page, as much of it as fits `height` points, and the rail beside it."""
        found = [_Place(broken, self.bands.lay(broken, 0.0, height), grid.left(broken.column), made.y)]
        if beside:
            found += self._stack(made.y, beside, height, grid.left(beside[0].column))
        self._begin_all(made, found)

    def _begin_all(self, made: _SheetInMaking, places: Sequence[_Place]) -> None:
        """Place modules; whoever has the page read out hears them in their author's order, wherever they stand."""
        for choice, module, left, top in sorted(places, key=lambda place: place.choice.section):
            self._begin(made, choice, module, left, top)

    def _begin(self, made: _SheetInMaking, choice: Choice, module: Module, left: float, top: float) -> None:
        """Place a module whose section begins here, `left` and `top` points from the sheet's corner."""
        section = self.sections[choice.section]
        made.items += [self.cache.moved(item, left, top) for item in module.items]
        made.notes += section.notes
        made.titles.append(section.title)

    def _bottom_band(self, made: _SheetInMaking, band: Band, page: int) -> None:
        """Place a band at the sheet's bottom edge, or several under each other, as high as what is left of the page
        lets them be.
        """
        free = self.grid.sheet.height - made.y - band.natural
        extra = min(max(0.0, free), band.most - band.natural)
        known = [self.bands.heights(choice) for choice in band.choices]
        modules = [
            self.bands.lay(choice, height - own.natural, mirrored=self.masters.mirrored(page))
            for choice, own, height in zip(band.choices, known, levelled(known, extra), strict=True)
        ]
        top = self.grid.sheet.height - sum(module.height for module in modules)
        for choice, module in zip(band.choices, modules, strict=True):
            self._begin(made, choice, module, 0.0, top)
            top += module.height

    def _furniture(
        self, name: str, master: MasterTemplate, foot: str, grid: Grid, variables: Variables
    ) -> Sequence[TextItem]:
        """The texts of a master's furniture; those of its foot stand on the band that closes the page, on the template
        `foot`, if it leaves them room, and are left out if not.
        """
        shown = master.furniture
        if foot:
            band = self.bands.template(foot)
            shown = [_over(part, band) for part in shown if not _at_foot(part) or _room_of(part) <= band.padding]
        return self.cache.remember(
            EVERY_SHEET,
            PageFurnitureKey(name, foot, grid.margins, variables),
            self.pictures,
            lambda: self.furnisher.texts(shown, partial(box_of, grid=grid), master.ground, variables),
        )

    def _jump(self, section: LoadedSection, phrase: Phrase, page: int, grid: Grid, y: float) -> Item:
        """The line, at a height of `y` points, that says that a story goes on on a page or comes from one."""
        align: Literal["left", "right"] = "right" if phrase == "continued on" else "left"
        # Both lines stand at the foot of a place as high as the lower one's.
        place = Rect(grid.area.x, y, grid.area.width, self.measures.jump_to)
        made: Item = self.cache.remember(
            section,
            JumpLineKey(phrase, page, place, align),
            self.pictures,
            lambda: jump_line(self.maker.setter, section, phrase, page, align, place),
        )
        return made

    # --- slack

    def _share_slack(self, plan: PagePlan, flowing: Sequence[Band]) -> tuple[list[float], float]:
        """The heights of the bands and the gap between them when the page's slack is shared: pictures take it first."""
        gaps = self.measures.gaps
        natural = self.measures.natural(plan)
        if plan.broken is not None:
            narrow = natural > plan.room
            return [band.least if narrow else band.natural for band in flowing], gaps.natural
        bands = [Heights(band.least, band.natural, band.most) for band in flowing]
        # Bands at the sheet's foot take some of it before gaps grow, and what is left when they have grown.
        at_foot = [band for band in plan.bands if band.bleed == "bottom"]
        first = sum(costs.first_at_foot(band.natural, band.most) for band in at_foot)
        heights, slack = shared(bands, plan.room - natural, self.grid.baseline)
        slack = max(0.0, slack - first) if slack > 0 else slack
        between = len(flowing) + (plan.carried is not None) - 1
        if between <= 0:
            return heights, gaps.natural
        gap = gaps.natural + slack / between
        return heights, min(max(gap, gaps.least), gaps.most)


def _at_foot(part: Furniture) -> bool:
    """Whether a part of a master's furniture is a text at the sheet's foot."""
    return part.text is not None and part.at.top is None


def _room_of(part: Furniture) -> float:
    """The height (points) over the sheet's lower edge that a text at its foot takes."""
    if part.at.bottom is None or part.at.height is None:
        return ENDLESS
    return part.at.bottom + part.at.height


def _over(part: Furniture, band: PageTemplate) -> Furniture:
    """A part of a master's furniture, on the ground of the band at the sheet's foot if it stands there."""
    return part.model_copy(update={"ground": band.ground}) if _at_foot(part) else part

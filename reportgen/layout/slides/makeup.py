"""Deck make-up: each section becomes the cheapest sequence of slides that shows all of its content."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar

from reportgen.content.text import Span
from reportgen.document import LoadedSection
from reportgen.errors import FitError, TemplateError
from reportgen.frames import Item, Master, Placeholder, Sheet, TextItem
from reportgen.frames.makeup import Candidate, MakeUp, SectionMakeUp, SheetMakeUp, SlotFit
from reportgen.geometry import Rect
from reportgen.incremental.layout_cache import EVERY_SHEET, LayoutCache, LayoutKey
from reportgen.layout.components.component import NOTHING, Placed, Site
from reportgen.layout.components.placer import Placer, taken
from reportgen.layout.components.registry import component_of
from reportgen.layout.fragments import Copy, Portion, Slot, Slots
from reportgen.layout.furniture import Furnisher, Variables, box_of
from reportgen.layout.medium import SLIDES
from reportgen.layout.slots import slots_of
from reportgen.layout.styles import TextSetter
from reportgen.templates import Library, Region, SlideTemplate

MOST_SLIDES = 60
"""Slides that one section may become."""

FURTHER = 0.5
"""Cost of each slide after a section's first: what belongs together stays together where it can."""

REPEATED = 0.35
"""Cost of the same template on two slides in a row."""

MOST_ALIKE, TOO_ALIKE = 3, 50.0
"""Slides in a row that may be on one template, and the cost of one more: taken only where no other template fits."""

CROWDED = 3.0
"""Cost of a slide with twice the words that the brand lets it have."""


@dataclass(frozen=True, slots=True)
class Before:
    """The template of the slide before, and how many slides in a row are on it."""

    template: str = ""
    run: int = 0

    def then(self, template: str) -> Before:
        """What is before the slide after one on `template`."""
        return Before(template, min(self.run + 1, MOST_ALIKE) if template == self.template else 1)

    def cost(self, template: str) -> float:
        """What one more slide on a template costs."""
        if template != self.template:
            return 0.0
        return TOO_ALIKE if self.run >= MOST_ALIKE else REPEATED


_NOTHING_BEFORE = Before()


class SlidesKey(LayoutKey, frozen=True):
    """The input of a section's slides: the slide before them."""

    lasting: ClassVar[bool] = True
    before: Before


class FinishedSlidesKey(LayoutKey, frozen=True):
    """The inputs of a section's slides with furniture: what is before them, and what the furniture names."""

    before: Before
    count: int
    variables: Variables


class SlideFurnitureKey(LayoutKey, frozen=True):
    """The inputs of a slide's furniture: the template's name, and what the furniture names."""

    template: str
    variables: Variables


@dataclass(frozen=True, slots=True)
class Made:
    """A slide in the making: its template, its items, and the steps that copyfit took."""

    template: str
    items: tuple[Item, ...]
    cost: float
    fits: tuple[SlotFit, ...] = ()
    fill: float = 1.0


@dataclass(frozen=True, slots=True)
class Attempt:
    """A sequence of slides for what is left of a section, or the reason that there is none."""

    slides: tuple[Made, ...]
    cost: float
    runner_up: Candidate | None = None


def shown(
    template: SlideTemplate, slots: Slots, first: bool = True, repeats: frozenset[str] = frozenset()
) -> list[str] | None:
    """The slots that a slide on a template shows of what is left of a section; None where the template does not suit.

    `repeats` are the slots that any of the section's templates repeats: after the first slide they are shown.
    """
    repeated = {slot for region in template.regions if region.repeats for slot in region.slots}
    if not first:
        repeated |= repeats
    fresh = [slot for slot in slots if slot not in repeated]
    used = [slot for region in template.regions if not region.repeats for slot in taken(region, slots)]
    if fresh and not used:
        return None
    texts = [slot for slot in fresh if component_of(slots[slot]).ordered]
    asides = {slot for region in template.regions if region.aside for slot in region.slots}
    aside = bool(used) and asides.issuperset(used) and not first
    if texts and texts[0] not in used and not aside:  # the author's order is the reading order
        return None
    if any(region.required and not taken(region, slots) for region in template.regions):
        return None
    return used if fresh or first else None


class DeckMaker:
    """Chooses templates and places content for one deck."""

    def __init__(
        self, setter: TextSetter, placer: Placer, furnisher: Furnisher, library: Library, cache: LayoutCache
    ) -> None:
        self.cache = cache
        self.setter = setter
        self.placer = placer
        self.furnisher = furnisher
        self.library = library
        self.makeup = MakeUp()

    def sheets(self, sections: list[LoadedSection], variables: Variables) -> list[Sheet]:
        """The deck's slides, in the author's order.

        Raises:
            FitError: a section has content that no template can take or hold.
        """
        sheets: list[Sheet] = []
        decided: list[SectionMakeUp] = []
        rated: list[SheetMakeUp] = []
        before = _NOTHING_BEFORE
        for section in sections:
            found = self.cache.remember(
                section, SlidesKey(before), self.placer.pictures, partial(self._section, section, before)
            )
            made = found.slides
            decided.append(_decided(section, found, len(sheets) + 1))
            for number, slide in enumerate(made, len(sheets) + 1):
                rated.append(SheetMakeUp(number, round(slide.cost, 3), round(slide.fill, 3)))
            sheets += self.cache.remember(
                section,
                FinishedSlidesKey(before, len(sheets), variables),
                self.placer.pictures,
                partial(self._finished, section, made, len(sheets), variables),
            )
            for slide in made:
                before = before.then(slide.template)
        self.makeup = MakeUp(tuple(decided), tuple(rated))
        return sheets

    def _finished(
        self, section: LoadedSection, made: tuple[Made, ...], count: int, variables: Variables
    ) -> tuple[Sheet, ...]:
        """A section's slides with their furniture, titles and notes, after `count` other slides."""
        sheets: list[Sheet] = []
        for number, slide in enumerate(made, 1):
            own = replace(variables, folio=str(count + number))
            template = self.library.slides[slide.template]
            texts = self.cache.remember(
                EVERY_SHEET,
                SlideFurnitureKey(slide.template, own),
                self.placer.pictures,
                partial(
                    self.furnisher.texts, template.furniture, self.setter.grid, template.rows, template.ground, own
                ),
            )
            title = section.title if len(made) == 1 else f"{section.title} ({number}/{len(made)})"
            notes = section.notes if number == 1 else ()
            sheets.append(Sheet(slide.template, title, (*slide.items, *texts), notes, section.title))
        return tuple(sheets)

    def _section(self, section: LoadedSection, before: Before) -> Attempt:
        slots = slots_of(section, SLIDES)
        wanted = self.library.chosen(section.layout, "deck", section.layout_where)
        names = [
            name for name, template in self.library.slides.items() if section.type in template.accepts or name == wanted
        ]
        if not names:
            raise TemplateError(
                f'no slide template accepts a section of type "{section.type}"',
                section.where,
                f'add a file to layouts/slides with "accepts: [{section.type}]"',
            )
        search = _Search(self, section, names)
        found = search.best(slots, before, True, wanted, 0)
        if found is None:
            raise search.reason(slots)
        if len(found.slides) == 1:
            return found
        count = len(found.slides)
        return replace(
            found,
            slides=tuple(self._counted(slide, section, slots, n, count) for n, slide in enumerate(found.slides, 1)),
        )

    def _counted(self, slide: Made, section: LoadedSection, slots: Slots, number: int, count: int) -> Made:
        """A slide of several, with "(2/3)" after its title where that fits."""
        template = self.library.slides[slide.template]
        for region in template.regions:
            title = slots.get(region.slots[0])
            if not region.repeats or region.placeholder != "title" or not isinstance(title, Copy):
                continue
            assert region.at is not None
            last = title.fragments[-1]
            spans = (*last.block.spans, Span(f"\u00a0({number}/{count})"))
            counted = Copy((*title.fragments[:-1], replace(last, block=replace(last.block, spans=spans))))
            box = box_of(region.at, self.setter.grid, template.rows)
            try:
                placed = self.placer.place(
                    region, {region.slots[0]: counted}, box, template.ground, section.index, may_continue=False
                )
            except FitError:
                return slide
            titles = iter(placed.items)
            items = tuple(
                next(titles) if isinstance(item, TextItem) and item.slot == region.slots[0] else item
                for item in slide.items
            )
            return replace(slide, items=items)
        return slide

    def try_template(
        self, name: str, section: LoadedSection, slots: Slots, first: bool, repeats: frozenset[str] = frozenset()
    ) -> tuple[Made, dict[str, Slot]] | None:
        """One slide on a template, and what is left of the section; None where the template does not suit.

        `repeats` are the slots that any of the section's templates repeats: after the first slide they are shown.

        Raises:
            FitError: it would suit, but the content does not fit.
        """
        template = self.library.slides[name]
        used = shown(template, slots, first, repeats)
        if used is None:
            return None
        items: list[Item] = []
        rest: dict[str, Slot] = {slot: content for slot, content in slots.items() if slot not in used}
        cost = 1.0 + template.cost + (0.0 if first else FURTHER)
        empty = 0.0
        fits: list[SlotFit] = []
        for region in template.regions:
            assert region.at is not None
            box = box_of(region.at, self.setter.grid, template.rows)
            placed = self._placed(region, slots, box, template.ground, section.index)
            items += placed.items
            cost += placed.cost
            fits += placed.fits
            rest.update(placed.rest)
            empty += self.placer.of_kind(region.kind).emptiness(region, box, placed)
        sheet = self.setter.grid.area
        cost += CROWDED * max(0.0, _words(items) / self.setter.brand.density.words - 1)
        share = empty / (sheet.width * sheet.height)
        cost += 6 * share**1.5
        left = {slot: rest[slot] for slot in slots if slot in rest}
        return Made(name, tuple(items), cost, tuple(fits), max(0.0, 1 - share)), left

    def _placed(self, region: Region, slots: Slots, box: Rect, ground: str, section: int) -> Placed:
        """A region with what it takes; long text filled as high as makes the slides that it needs evenly full."""
        found = self.placer.settled(region, slots, box, ground, section)
        if found is None:
            return NOTHING
        component, site = found
        return component.place(component.aimed(site))

    def masters(self, used: list[str]) -> tuple[Master, ...]:
        """One master for each template used: ground, furniture, placeholders."""
        return tuple(self._master(name, self.library.slides[name]) for name in sorted(set(used)))

    def _master(self, name: str, template: SlideTemplate) -> Master:
        grid = self.setter.grid
        items = self.furnisher.constant(template.furniture, grid, template.rows, template.ground)
        placeholders: list[Placeholder] = []
        for region in template.regions:
            assert region.at is not None
            site = Site(box_of(region.at, grid, template.rows), region, template.ground, 0, {})
            placeholders += self.placer.of_kind(region.kind).placeholders(site)
        placeholders += self.furnisher.placeholders(template.furniture, grid, template.rows, template.ground)
        return Master(name, self.setter.brand.fill(template.ground), tuple(items), tuple(placeholders))


class _Search:
    """Shortest path over what is left of one section."""

    def __init__(self, maker: DeckMaker, section: LoadedSection, names: list[str]) -> None:
        self.maker = maker
        self.section = section
        self.names = names
        self.known: dict[tuple[object, ...], Attempt | None] = {}
        self.failures: list[FitError] = []
        self.too_many = False
        self.repeated = frozenset(
            slot
            for name in names
            for region in maker.library.slides[name].regions
            if region.repeats
            for slot in region.slots
        )

    def best(self, slots: Slots, before: Before, first: bool, wanted: str | None, depth: int) -> Attempt | None:
        key = (_state(slots), before, first)
        if key in self.known:
            return self.known[key]
        self.known[key] = None
        if depth > MOST_SLIDES:
            self.too_many = True
            return None
        best: Attempt | None = None
        totals: dict[str, float] = {}
        for name in [wanted] if wanted else self.names:
            try:
                tried = self.maker.try_template(name, self.section, slots, first, self.repeated)
            except FitError as error:
                self.failures.append(error)
                continue
            if tried is None:
                continue
            made, rest = tried
            cost = made.cost + before.cost(name)
            following: Attempt | None = Attempt((), 0.0)
            if self._unfinished(rest):
                following = self.best(rest, before.then(name), False, None, depth + 1)
            if following is None:
                continue
            total = totals[name] = cost + following.cost
            if best is None or total < best.cost - 1e-9:
                best = Attempt((made, *following.slides), total)
        if best is not None:
            others = [name for name in totals if name != best.slides[0].template]
            if others:
                name = min(others, key=lambda other: (totals[other], other))
                best = replace(best, runner_up=Candidate(name, round(totals[name], 3)))
        self.known[key] = best
        return best

    def _unfinished(self, rest: Slots) -> bool:
        return any(slot not in self.repeated for slot in rest)

    def reason(self, slots: Slots) -> FitError:
        if self.too_many:
            return FitError(
                f"this {self.section.type} needs more than {MOST_SLIDES} slides",
                self.section.where,
                "split it into several sections, or leave it out of the deck: only: newsletter",
            )
        if self.failures:
            return self.failures[0]
        return FitError(
            f"no slide template takes all of this {self.section.type}: {', '.join(slots)}",
            self.section.where,
            'leave a part out, or name a template with "layout"',
        )


def _words(items: list[Item]) -> int:
    """The words that a slide's texts have."""
    texts = [item for item in items if isinstance(item, TextItem) and not item.artifact]
    return sum(len(paragraph.text.split()) for item in texts for paragraph in item.paragraphs)


def _decided(section: LoadedSection, found: Attempt, first: int) -> SectionMakeUp:
    """The decisions for a section whose first slide is number `first`."""
    slides = found.slides
    return SectionMakeUp(
        section.index,
        section.type,
        section.title,
        section.where,
        tuple(range(first, first + len(slides))),
        tuple(slide.template for slide in slides),
        Candidate(slides[0].template, round(found.cost, 3)),
        found.runner_up,
        tuple(fit for slide in slides for fit in slide.fits),
    )


def _state(slots: Slots) -> tuple[object, ...]:
    """What tells apart what may be left of a section."""
    return tuple((name, *(slot.state if isinstance(slot, Portion) else ())) for name, slot in slots.items())

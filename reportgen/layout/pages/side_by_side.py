"""Bands: sections side by side on page templates, with the heights that they can take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil

from reportgen.document import LoadedSection
from reportgen.errors import FitError, ReportgenError, TemplateError, counted, least_over, raise_all
from reportgen.layout.components.component import ENDLESS
from reportgen.layout.fragments import Slots, lengths
from reportgen.layout.pages import costs
from reportgen.layout.pages.node_order import RUNNING
from reportgen.layout.pages.section_module import Module, ModuleMaker, ModuleSize
from reportgen.layout.pages.section_order import ending_with
from reportgen.layout.pages.stacks import NO_GAPS, RAIL, WIDE, Arrangement, Gaps, Heights, arrangements
from reportgen.layout.pages.template_fit import goes_on, lacking, made_for, suits, unshown
from reportgen.layout.relaxed_templates import RELAXED, RelaxedTemplates
from reportgen.sections import traits_of
from reportgen.structs import Struct, replace
from reportgen.templates import Library, PageTemplate

LINE = 60
"""Characters that a line counts as, where faults are compared by how much is too long."""


class Choice(Struct, frozen=True):
    """A section (its index in the newsletter) on a template at a span, from a column."""

    section: int
    template: str
    span: int
    column: int


class Band(Struct, frozen=True):
    """Modules side by side, with the least, the natural and the greatest height that they can take (points).

    Choices of one column are a stack, from the top down; those of a band at the sheet's foot stand without gaps.
    `bleed` is the edge of the sheet that it runs to. `breaks` is the choice that may be cut where the page ends; what
    stands beside it is at least `beside` points high, and `filled` at the most.
    """

    choices: tuple[Choice, ...]
    least: float
    natural: float
    most: float
    cost: float
    bleed: str | None = None
    breaks: Choice | None = None
    beside: float = 0.0
    filled: float = 0.0

    @property
    def stacks(self) -> list[tuple[Choice, ...]]:
        """The choices of each column, from left to right."""
        return _stacks(self.choices)


class BandMaker:
    """Lays sections on the templates that suit them, alone or side by side; keeps what it has laid."""

    def __init__(
        self,
        maker: ModuleMaker,
        library: Library,
        sections: Sequence[LoadedSection],
        slots: Sequence[Slots],
        options: Mapping[int, dict[int, list[str]]] | None = None,
    ) -> None:
        """`options` are the templates that suit each section, by span, where they are known.

        Raises:
            TemplateError: a section that no page template accepts.
        """
        self.maker = maker
        self.grid = maker.grid
        self.gaps = Gaps.of(maker.setter.brand, maker.grid.baseline)
        self.stack_gaps = self.gaps.on_grid(maker.grid.baseline)
        self.library = library
        self.sections = sections
        self.slots = slots
        self.failures: list[FitError] = []
        """Why sections could not be laid: the first is told where no page breaks are found."""
        self.relaxed = RelaxedTemplates(maker.setter.styler)
        self._ending = len(sections) - ending_with(sections)
        self.options: dict[int, dict[int, list[str]]] = dict(options) if options else self._all_options()
        read = [at for at, one in enumerate(sections) if traits_of(one.type).reading == "length"]
        self.lead = next((at for at in read if "body" in slots[at]), None)
        """The first story, with which a newsletter begins; None where it has none."""
        after = -1 if self.lead is None else self.lead + 1
        self.numbers = after if 0 <= after < len(sections) and sections[after].type == "stats" else None
        """The numbers that follow the lead."""
        self._bands: dict[tuple[int, ...], list[Band]] = {}
        self._most_at_foot = costs.MOST_AT_FOOT * self.grid.sheet.height
        self._wholes: dict[int, int] = {}
        self._areas: dict[int, float] = {}

    def bands(self, together: tuple[int, ...]) -> list[Band]:
        """The bands that hold exactly these sections, in this order."""
        if together not in self._bands:
            self._bands[together] = _worth_weighing(list(self._make(together)))
        return self._bands[together]

    def area(self, section: int) -> float:
        """The height (points) that a section takes of a page at the least, were it spread over the page's width."""
        if section not in self._areas:
            found: list[float] = []
            for span, names in self.options[section].items():
                for name in names:
                    try:
                        height = self.lay(Choice(section, name, span, 1)).height
                    except FitError:
                        continue
                    found.append(height * span / self.grid.columns)
            self._areas[section] = min(found, default=0.0)
        return self._areas[section]

    def lay(self, choice: Choice, extra: float = 0.0, room: float = ENDLESS, *, mirrored: bool = False) -> Module:
        """The module of a choice; see `ModuleSize`.

        Raises:
            FitError: the section does not fit the template.
        """
        return self.maker.lay(
            choice.template,
            self.template(choice.template),
            self.sections[choice.section],
            self.slots[choice.section],
            ModuleSize(choice.span, extra, room, mirrored),
        )

    def whole(self, section: int) -> int:
        """How much of a section may go on elsewhere, in characters."""
        if section not in self._wholes:
            self._wholes[section] = lengths(self.slots[section])
        return self._wholes[section]

    def columns_after(self, choice: Choice) -> int:
        """In how many columns the section goes on over the page."""
        return self.template(choice.template).columns_after

    def template(self, name: str) -> PageTemplate:
        """The template of a name, or of a name that says that it is relaxed."""
        known = self.library.pages.get(name)
        return known or self.relaxed.of(name, self.library.pages[name.removesuffix(RELAXED)])

    # --- sections that fit no template

    def stuck(self, room: float, least_span: int = 1) -> list[int]:
        """The sections that fit no template of so many columns, on a page with `room` points of height."""
        return [number for number in range(len(self.sections)) if not self._finds_place(number, room, least_span)]

    def _finds_place(self, number: int, room: float, least_span: int) -> bool:
        wide = {span: names for span, names in self.options[number].items() if span >= least_span}
        choices = (Choice(number, name, span, 1) for span, names in wide.items() for name in names)
        return any(self._fits(choice, room) for choice in choices)

    def _fits(self, choice: Choice, room: float) -> bool:
        try:
            module = self.lay(choice, 0.0, room) if self._breaks(choice) else self.lay(choice, -ENDLESS)
        except FitError:
            return False
        return module.height <= room + 0.01

    def relax(self, numbers: Iterable[int]) -> None:
        """Let the templates of these sections give way further than they say."""
        for number in numbers:
            self.options[number] = {
                span: [name + RELAXED for name in names] for span, names in self.options[number].items()
            }
        self.failures.clear()
        self._bands.clear()
        self._areas.clear()

    def reason(self, number: int, room: float) -> FitError:
        """Why a section fits no template: of all faults the one that asks for least.

        Of templates as wide as the page, where there are any: nobody knows whether something would stand beside a
        narrower one. A fault of a part of it says more than that all of it is too long, so that is told where there is
        no other.
        """
        faults: list[FitError] = []
        too_long: list[FitError] = []
        options = self.options[number]
        wide = {self.grid.columns: options[self.grid.columns]} if self.grid.columns in options else options
        for span, names in wide.items():
            for name in names:
                choice, shown = Choice(number, name, span, 1), name.removesuffix(RELAXED)
                try:
                    module = self.lay(choice, 0.0, room) if self._breaks(choice) else self.lay(choice, -ENDLESS)
                except FitError as error:
                    faults.append(error.on(shown))
                    continue
                too_long.append(self._too_long(number, module.height - room).on(shown))
        return least_over(faults or too_long)

    def _too_long(self, number: int, over: float) -> FitError:
        """The error of a section that is so many points too long for a page."""
        section = self.sections[number]
        lines = ceil(over / self.grid.baseline)
        much = counted(lines, "line")
        return FitError(
            f"this {section.type} is {much} too long for a page, and may not be split",
            section.where,
            f"shorten it by {much}, or make two sections of it",
            over=lines * LINE,
        )

    def _breaks(self, choice: Choice) -> bool:
        """Whether the section may be cut where the page ends."""
        return choice.span == self.grid.columns and self._goes_on(choice)

    def _goes_on(self, choice: Choice) -> bool:
        return goes_on(self.template(choice.template), self.slots[choice.section])

    # --- which templates suit

    def _all_options(self) -> dict[int, dict[int, list[str]]]:
        """The templates that suit each section, by span.

        Raises:
            TemplateError: there are none for a section; `Problems` where that is so for several.
        """
        found: dict[int, dict[int, list[str]]] = {}
        problems: list[ReportgenError] = []
        for number in range(len(self.sections)):
            try:
                found[number] = self._options(number)
            except TemplateError as error:
                problems.append(error)
        raise_all(problems)
        return found

    def _options(self, number: int) -> dict[int, list[str]]:
        """The templates that suit a section, by span: those that accept its type, or the one that its author names."""
        section, slots, pages = self.sections[number], self.slots[number], self.library.pages
        wanted = self.library.chosen_page(section.layout, section.layout_where)
        accepting = [wanted] if wanted else [name for name, page in pages.items() if section.type in page.accepts]
        suiting = [name for name in accepting if suits(pages[name], slots)]
        if not suiting:
            raise self._does_not_suit(number, wanted) if wanted else self._none_suits(number, accepting)
        by_span: dict[int, list[str]] = {}
        if not wanted:
            suiting = self._of_its_amount(number, self._of_its_place(number, suiting))
        for name in self._without_last_resorts(number, suiting):
            for span in pages[name].spans:
                by_span.setdefault(span, []).append(name)
        return by_span

    def _of_its_amount(self, number: int, suiting: list[str]) -> list[str]:
        """The templates that are made for as much text as a section has; all, where none of them is as wide as a page,
        or, for text that goes on over pages, none from which it can.
        """
        slots, pages = self.slots[number], self.library.pages
        made = [name for name in suiting if made_for(pages[name], slots)]
        across = any(self.grid.columns in pages[name].spans and goes_on(pages[name], slots) for name in made)
        return made if across else suiting

    def _of_its_place(self, number: int, suiting: list[str]) -> list[str]:
        """The templates of a section that could conclude the newsletter, without bands for the foot of the last page
        where others come after it; all, where there are no others.
        """
        if number >= self._ending or not traits_of(self.sections[number].type).concludes:
            return suiting
        return [name for name in suiting if self.library.pages[name].bleed != "bottom"] or suiting

    def _without_last_resorts(self, number: int, suiting: list[str]) -> list[str]:
        """The templates that suit a section, without the last resorts where it fits another."""
        first = [name for name in suiting if not self.library.pages[name].last_resort]
        if len(first) == len(suiting) or not any(self._lies(number, name) for name in first):
            return suiting
        return first

    def _lies(self, number: int, name: str) -> bool:
        """Whether a section has room on a page on a template."""
        choice = Choice(number, name, max(self.library.pages[name].spans), 1)
        return self._fits(choice, self.grid.area.height)

    def _does_not_suit(self, number: int, wanted: str) -> TemplateError:
        """Why a section cannot have the template that its author names."""
        section, slots, template = self.sections[number], self.slots[number], self.library.pages[wanted]
        left_out, needed = unshown(template, slots), lacking(template, slots)
        why = f"has no place for its {' and '.join(left_out)}" if left_out else "takes another kind of content"
        if needed:
            why = f"needs {' and '.join(needed)}"
        takes = f"it takes {' and '.join(template.accepts)}" if template.accepts else "it is for no section of its own"
        hint = f"{takes}; leave out the layout, and one that suits is chosen"
        return TemplateError(f'the page template "{wanted}" {why}', section.layout_where, hint)

    def _none_suits(self, number: int, accepting: list[str]) -> TemplateError:
        section, slots = self.sections[number], self.slots[number]
        left_out = min((unshown(self.library.pages[name], slots) for name in accepting), key=len, default=())
        hint = f'add a file to layouts/pages with "accepts: [{section.type}]" and these slots'
        if left_out:
            hint = f"leave out {' and '.join(left_out)}, or {hint}"
        return TemplateError(
            f"no page template takes all of this {section.type}: {', '.join(slots)}", section.where, hint
        )

    def heights(self, choice: Choice) -> Heights:
        """The least, the natural and the greatest height of a choice.

        Raises:
            FitError: the section does not fit the template.
        """
        least, natural, most = (self.lay(choice, extra) for extra in (-ENDLESS, 0.0, ENDLESS))
        return Heights(least.height - natural.give, natural.height, most.height + natural.air)

    def _make(self, together: tuple[int, ...]) -> Iterator[Band]:
        full = self.grid.columns
        ways = arrangements(together, [self.sections[number].type for number in together], full)
        if len(together) == 1 and full not in self.options[together[0]]:
            ways = [((span, together),) for span in self.options[together[0]]]
        elif len(together) > 1 and together[0] >= self._ending:
            ways = [*ways, ((full, together),)]  # Bands at the sheet's foot stand under each other.
        for way in ways:
            for choices in self._choices(way):
                band = self._band(choices)
                if band is not None:
                    yield band

    def _choices(self, way: Arrangement) -> list[tuple[Choice, ...]]:
        """Each way to choose templates for sections in such stacks."""
        found: list[tuple[Choice, ...]] = [()]
        column = 1
        for span, numbers in way:
            for number in numbers:
                names = self.options[number].get(span, ())
                found = [(*choices, Choice(number, name, span, column)) for choices in found for name in names]
            column += span
        return found

    def _band(self, choices: tuple[Choice, ...]) -> Band | None:
        """The band of these choices; None where they cannot be laid, or not side by side."""
        at_foot = len(choices) > 1 and choices[0].span == self.grid.columns
        bleeds = {self.template(choice.template).bleed for choice in choices}
        if len(choices) > 1 and bleeds != {"bottom" if at_foot else None}:
            return None
        try:
            stacks = [self._at_foot(choices)] if at_foot else [self._stacked(stack) for stack in _stacks(choices)]
            cost = self._cost(choices, [self.lay(choice) for choice in choices])
        except FitError as error:
            self.failures.append(error)
            return None
        return self._with_break(self._beside_each_other(choices, stacks, cost, *bleeds), stacks)

    def _beside_each_other(
        self, choices: tuple[Choice, ...], stacks: Sequence[Heights], cost: float, bleed: str | None
    ) -> Band:
        """The band of stacks side by side, as high as the highest of them."""
        least, natural, most = (max(getattr(one, of) for one in stacks) for of in ("least", "natural", "most"))
        cost += sum(costs.UNEVEN * max(0.0, natural - one.most) / self.grid.baseline for one in stacks)
        return Band(choices, least, natural, most, cost, bleed)

    def _stacked(self, stack: Sequence[Choice]) -> Heights:
        """The heights of choices under each other."""
        return Heights.stacked([self.heights(choice) for choice in stack], self.stack_gaps)

    def _at_foot(self, stack: Sequence[Choice]) -> Heights:
        """The heights of bands under each other, without gaps, at the foot of a sheet."""
        found = Heights.stacked([self.heights(choice) for choice in stack], NO_GAPS)
        return Heights(found.least, found.natural, max(found.natural, min(found.most, self._most_at_foot)))

    def _with_break(self, band: Band, stacks: Sequence[Heights]) -> Band:
        """The band, with what may be cut of it: a story alone, or one beside a rail."""
        if len(stacks) == 1:
            return replace(band, breaks=band.choices[0]) if self._breaks(band.choices[0]) else band
        first, *others = band.stacks
        if len(others) != 1 or len(first) != 1 or first[0].span != WIDE or not self._goes_on(first[0]):
            return band
        return replace(band, breaks=first[0], beside=stacks[1].least, filled=stacks[1].most)

    def _cost(self, choices: tuple[Choice, ...], modules: Sequence[Module]) -> float:
        """The cost of choices: of fitting their content to them, of their templates, of width left empty."""
        cost = sum(module.cost for module in modules)
        for choice, module in zip(choices, modules, strict=True):
            cost += costs.OTHER_TYPE * self._rank(choice) + self.template(choice.template).cost
            if self._belongs_at_foot(choice):
                in_rail = traits_of(self.sections[choice.section].type).rail
                cost += costs.RAIL_NOT_AT_FOOT if in_rail else costs.NOT_AT_FOOT
            if choice.span == RAIL:
                lines = sum(fit.lines for fit in module.fits if fit.slot in RUNNING)
                cost += costs.RAIL_LINE * max(0, lines - costs.RAIL_LINES)
        width = sum(stack[0].span for stack in _stacks(choices))
        return cost + costs.ALONE * (1 - width / self.grid.columns)

    def _belongs_at_foot(self, choice: Choice) -> bool:
        """Whether a section stands elsewhere that could be a band at the sheet's foot."""
        names = (name for options in self.options[choice.section].values() for name in options)
        bleeds = {self.template(name).bleed for name in (choice.template, *names)}
        return "bottom" in bleeds and self.template(choice.template).bleed != "bottom"

    def _rank(self, choice: Choice) -> int:
        """How far down the template's list of section types this one stands: what it was made for comes first."""
        accepts, kind = self.template(choice.template).accepts, self.sections[choice.section].type
        return accepts.index(kind) if kind in accepts else 0


def _stacks(choices: Sequence[Choice]) -> list[tuple[Choice, ...]]:
    columns: dict[int, tuple[Choice, ...]] = {}
    for choice in choices:
        columns[choice.column] = (*columns.get(choice.column, ()), choice)
    return list(columns.values())


def _worth_weighing(bands: list[Band]) -> list[Band]:
    """The bands that another does not make needless: cheaper, and of every height that this one can take.

    Of those that are left, the cheapest are kept, and the lowest, because it may be the only one that fits.
    """
    kept: list[Band] = []
    for band in sorted(bands, key=lambda band: band.cost):
        if not any(_makes_needless(one, band) for one in kept):
            kept.append(band)
    if len(kept) > costs.MOST_BANDS:
        kept = _first_ones(kept)
    chosen = {id(band) for band in kept}
    return [band for band in bands if id(band) in chosen]


def _first_ones(bands: list[Band]) -> list[Band]:
    """The cheapest of many bands, and the lowest; and those that may be cut, whose cost is told where they are."""
    lowest = min(bands, key=lambda band: band.least)
    cheapest = bands[: costs.MOST_BANDS]
    kept = cheapest if lowest in cheapest else [*cheapest[:-1], lowest]
    beside = [band for band in bands if band.beside][: costs.MOST_CUT]
    return [*kept, *(band for band in beside if band not in kept)]


def _makes_needless(cheaper: Band, band: Band) -> bool:
    """Whether a cheaper band can take every height that a band can, and be cut as this one can."""
    if band.beside and not cheaper.beside:
        return False
    return cheaper.bleed == band.bleed and cheaper.least <= band.least + 0.01 and cheaper.most >= band.most - 0.01

"""Bands: sections side by side on page templates, with the heights that they can take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil

from reportgen.document import LoadedSection
from reportgen.errors import FitError, ReportgenError, TemplateError, counted, least_over, raise_all
from reportgen.layout.components.component import ENDLESS
from reportgen.layout.fragments import Slots, lengths
from reportgen.layout.pages import costs
from reportgen.layout.pages.section_module import Module, ModuleMaker, ModuleSize
from reportgen.layout.pages.template_fit import goes_on, suits, unshown
from reportgen.layout.relaxed_templates import RELAXED, RelaxedTemplates
from reportgen.structs import Struct
from reportgen.templates import Library, PageTemplate

PAIRS = ((7, 5), (5, 7), (6, 6), (8, 4), (4, 8))
"""Spans of two sections side by side, in columns of the grid: those that fill its whole width are taken."""

TRIPLES = ((4, 4, 4),)
"""Spans of three sections side by side."""


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

    `bleed` is the edge of the sheet that it runs to. A band that `breaks` may be cut where the page ends.
    """

    choices: tuple[Choice, ...]
    least: float
    natural: float
    most: float
    cost: float
    bleed: str | None = None
    breaks: bool = False


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
        self.library = library
        self.sections = sections
        self.slots = slots
        self.failures: list[FitError] = []
        """Why sections could not be laid: the first is told where no page breaks are found."""
        self.relaxed = RelaxedTemplates(maker.setter.styler)
        self.options: dict[int, dict[int, list[str]]] = dict(options) if options else self._all_options()
        self._bands: dict[tuple[int, ...], list[Band]] = {}
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

    def stuck(self, room: float) -> list[int]:
        """The sections that fit no template, on a page with `room` points of height."""
        return [number for number in range(len(self.sections)) if not self._finds_place(number, room)]

    def _finds_place(self, number: int, room: float) -> bool:
        choices = (Choice(number, name, span, 1) for span, names in self.options[number].items() for name in names)
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

        A fault of a part of it says more than that all of it is too long, so that is told where there is no other.
        """
        faults: list[FitError] = []
        too_long: list[FitError] = []
        for span, names in self.options[number].items():
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
        across = choice.span == self.grid.columns
        return across and goes_on(self.template(choice.template), self.slots[choice.section])

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
        wanted = self.library.chosen(section.layout, "newsletter", section.layout_where)
        accepting = [wanted] if wanted else [name for name, page in pages.items() if section.type in page.accepts]
        suiting = [name for name in accepting if suits(pages[name], slots)]
        if not suiting:
            raise self._none_suits(number, accepting)
        by_span: dict[int, list[str]] = {}
        for name in suiting:
            for span in pages[name].spans:
                by_span.setdefault(span, []).append(name)
        return by_span

    def _none_suits(self, number: int, accepting: list[str]) -> TemplateError:
        section, slots = self.sections[number], self.slots[number]
        left_out = min((unshown(self.library.pages[name], slots) for name in accepting), key=len, default=())
        hint = f'add a file to layouts/pages with "accepts: [{section.type}]" and these slots'
        if left_out:
            hint = f"leave out {' and '.join(left_out)}, or {hint}"
        return TemplateError(
            f"no page template takes all of this {section.type}: {', '.join(slots)}", section.where, hint
        )

    def _make(self, together: tuple[int, ...]) -> Iterator[Band]:
        for spans in self._spans(together):
            for choices in self._choices(together, spans):
                band = self._band(choices)
                if band is not None:
                    yield band

    def _spans(self, together: tuple[int, ...]) -> list[tuple[int, ...]]:
        """The spans at which sections may stand side by side: those of a full width; a narrow one may stand alone."""
        full = self.grid.columns
        arrangements = [spans for spans in ((full,), *PAIRS, *TRIPLES) if sum(spans) == full]
        if len(together) == 1:
            arrangements += [(span,) for span in self.options[together[0]] if span < full]
        return [
            spans
            for spans in arrangements
            if len(spans) == len(together)
            and all(span in self.options[number] for number, span in zip(together, spans, strict=True))
        ]

    def _choices(self, together: tuple[int, ...], spans: tuple[int, ...]) -> list[tuple[Choice, ...]]:
        """Each way to choose templates for sections at these spans."""
        found: list[tuple[Choice, ...]] = [()]
        column = 1
        for number, span in zip(together, spans, strict=True):
            found = [
                (*choices, Choice(number, name, span, column))
                for choices in found
                for name in self.options[number][span]
            ]
            column += span
        return found

    def _band(self, choices: tuple[Choice, ...]) -> Band | None:
        """The band of these choices; None where they cannot be laid, or not side by side."""
        templates = [self.template(choice.template) for choice in choices]
        if len(choices) > 1 and any(template.bleed for template in templates):
            return None
        # Each module is asked for its least, its natural and its greatest height.
        try:
            trios = [tuple(self.lay(choice, extra) for extra in (-ENDLESS, 0.0, ENDLESS)) for choice in choices]
        except FitError as error:
            self.failures.append(error)
            return None
        least, natural, most = (max(trio[at].height for trio in trios) for at in range(3))
        cost = self._cost(choices, [trio[1].cost for trio in trios])
        for trio in trios:
            cost += costs.UNEVEN * max(0.0, natural - trio[2].height) / self.grid.baseline
        breaks = len(choices) == 1 and self._breaks(choices[0])
        return Band(choices, least, natural, most, cost, templates[0].bleed, breaks)

    def _cost(self, choices: tuple[Choice, ...], fitting: Sequence[float]) -> float:
        """The cost of choices: of `fitting` their content to them, of their templates, of width left empty."""
        cost = sum(fitting)
        cost += sum(costs.OTHER_TYPE * self._rank(choice) + self.template(choice.template).cost for choice in choices)
        return cost + costs.ALONE * (1 - sum(choice.span for choice in choices) / self.grid.columns)

    def _rank(self, choice: Choice) -> int:
        """How far down the template's list of section types this one stands: what it was made for comes first."""
        accepts, kind = self.template(choice.template).accepts, self.sections[choice.section].type
        return accepts.index(kind) if kind in accepts else 0


def _worth_weighing(bands: list[Band]) -> list[Band]:
    """The bands that another does not make needless: cheaper, and of every height that this one can take.

    Of those that are left, the cheapest are kept, and the lowest, because it may be the only one that fits.
    """
    kept: list[Band] = []
    for band in sorted(bands, key=lambda band: band.cost):
        if not any(_makes_needless(one, band) for one in kept):
            kept.append(band)
    if len(kept) > costs.MOST_BANDS:
        lowest = min(kept, key=lambda band: band.least)
        cheapest = kept[: costs.MOST_BANDS]
        kept = cheapest if lowest in cheapest else [*cheapest[:-1], lowest]
    chosen = {id(band) for band in kept}
    return [band for band in bands if id(band) in chosen]


def _makes_needless(cheaper: Band, band: Band) -> bool:
    """Whether a cheaper band can take every height that a band can."""
    return cheaper.bleed == band.bleed and cheaper.least <= band.least + 0.01 and cheaper.most >= band.most - 0.01

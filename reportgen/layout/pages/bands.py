"""Bands: sections side by side on page templates, with the heights that they can take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.document import LoadedSection
from reportgen.errors import FitError, TemplateError
from reportgen.layout.components.regions import ENDLESS
from reportgen.layout.fragments import Slot, lengths
from reportgen.layout.pages.modules import Module, ModuleMaker, ModuleSize
from reportgen.layout.pages.regions import goes_on, suits, unshown
from reportgen.templates import Library, PageTemplate

PAIRS = ((7, 5), (5, 7), (6, 6), (8, 4), (4, 8))
TRIPLES = ((4, 4, 4),)

MOST_BANDS = 6
"""Bands of the same sections that the search weighs."""

LEVEL, OTHER, ALONE = 0.2, 0.5, 8.0
"""Costs: of a line's difference between neighbours, of a section type that is not the first that its template
accepts, of an empty page width beside a module that finds no neighbour."""


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
    breaks: bool = False
    """Whether it may be broken where the page ends."""


class BandMaker:
    """Lays sections on the templates that suit them, alone or side by side; keeps what it has laid."""

    def __init__(
        self,
        maker: ModuleMaker,
        library: Library,
        sections: Sequence[LoadedSection],
        slots: Sequence[Mapping[str, Slot]],
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
        self.options = options or {number: self._templates(number) for number in range(len(sections))}
        self._bands: dict[tuple[int, ...], list[Band]] = {}
        self._wholes: dict[int, int] = {}
        self._areas: dict[int, float] = {}

    def bands(self, together: tuple[int, ...]) -> list[Band]:
        """The bands that hold exactly these sections, in this order."""
        if together not in self._bands:
            self._bands[together] = _worth(list(self._make(together)))
        return self._bands[together]

    def area(self, section: int) -> float:
        """The least height of a section across the page, in points: what it takes of a page at the least."""
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
        """The module of a choice.

        Raises:
            FitError: the section does not fit the template.
        """
        return self.maker.lay(
            choice.template,
            self.library.pages[choice.template],
            self.sections[choice.section],
            self.slots[choice.section],
            ModuleSize(choice.span, extra, room, mirrored),
        )

    def whole(self, section: int) -> int:
        """How much of a section may go on elsewhere, in characters."""
        if section not in self._wholes:
            self._wholes[section] = lengths(self.slots[section])
        return self._wholes[section]

    def _goes_on(self, choice: Choice) -> bool:
        """Whether the section may be broken on its template."""
        return goes_on(self.library.pages[choice.template], self.slots[choice.section])

    def columns_after(self, choice: Choice) -> int:
        """In how many columns the section goes on over the page."""
        return self.library.pages[choice.template].columns_after

    def _templates(self, number: int) -> dict[int, list[str]]:
        """The templates that suit a section, by span."""
        section, slots = self.sections[number], self.slots[number]
        wanted = self.library.chosen(section.layout, "newsletter", section.layout_where)
        names = [wanted] if wanted else list(self.library.pages)
        accepting = [n for n in names if wanted or section.type in self.library.pages[n].accepts]
        suiting = [n for n in accepting if suits(self.library.pages[n], slots)]
        if not suiting:
            left_out = min((unshown(self.library.pages[n], slots) for n in accepting), key=len, default=())
            hint = f'add a file to layouts/pages with "accepts: [{section.type}]" and these slots'
            if left_out:
                hint = f"leave out {' and '.join(left_out)}, or {hint}"
            raise TemplateError(
                f"no page template takes all of this {section.type}: {', '.join(slots)}", section.where, hint
            )
        by_span: dict[int, list[str]] = {}
        for name in suiting:
            for span in self._spans(self.library.pages[name]):
                by_span.setdefault(span, []).append(name)
        return by_span

    def _spans(self, template: PageTemplate) -> list[int]:
        return template.spans

    def _make(self, together: tuple[int, ...]) -> Iterator[Band]:
        full = self.grid.columns
        alone = [(span,) for span in self.options[together[0]] if span < full] if len(together) == 1 else []
        for spans in ((full,), *PAIRS, *TRIPLES, *alone):
            if len(spans) != len(together) or (sum(spans) != full and spans not in alone):
                continue
            if any(span not in self.options[number] for number, span in zip(together, spans, strict=True)):
                continue
            partial: list[tuple[Choice, ...]] = [()]
            column = 1
            for number, span in zip(together, spans, strict=True):
                partial = [
                    (*choices, Choice(number, name, span, column))
                    for choices in partial
                    for name in self.options[number][span]
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
            trios = [tuple(self.lay(choice, extra) for extra in (-ENDLESS, 0.0, ENDLESS)) for choice in choices]
        except FitError as error:
            self.failures.append(error)
            return None
        least, natural, most = (max(trio[at].height for trio in trios) for at in range(3))
        cost = sum(trio[1].cost for trio in trios)
        cost += sum(OTHER * self._rank(choice) + self.library.pages[choice.template].cost for choice in choices)
        cost += ALONE * (1 - sum(choice.span for choice in choices) / self.grid.columns)
        for trio in trios:
            reach = trio[2].height
            cost += LEVEL * max(0.0, natural - reach) / self.grid.baseline
        breaks = len(choices) == 1 and choices[0].span == self.grid.columns and self._goes_on(choices[0])
        return Band(choices, least, natural, most, cost, bleeds[0], breaks)

    def _rank(self, choice: Choice) -> int:
        """How far down the template's list of section types this one stands: what it was made for comes first."""
        accepts, kind = self.library.pages[choice.template].accepts, self.sections[choice.section].type
        return accepts.index(kind) if kind in accepts else 0


def _worth(bands: list[Band]) -> list[Band]:
    """The bands that another does not make needless: cheaper, and of every height that this one can take.

    Of those that are left, the cheapest, and the lowest, because it may be the one that fits.
    """
    ordered = sorted(bands, key=lambda band: band.cost)
    kept: list[Band] = []
    for band in ordered:
        if not any(
            one.bleed == band.bleed and one.least <= band.least + 0.01 and one.most >= band.most - 0.01 for one in kept
        ):
            kept.append(band)
    if len(kept) > MOST_BANDS:
        lowest = min(kept, key=lambda band: band.least)
        kept = [*kept[: MOST_BANDS - 1], lowest] if lowest not in kept[:MOST_BANDS] else kept[:MOST_BANDS]
    chosen = {id(band) for band in kept}
    return [band for band in bands if id(band) in chosen]

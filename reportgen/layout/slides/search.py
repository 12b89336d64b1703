"""The search for a section's slides: the cheapest sequence of templates that shows all of its content."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from reportgen.deadlines import checkpoint
from reportgen.document import LoadedSection
from reportgen.errors import FitError, least_over
from reportgen.frames import Item
from reportgen.frames.layout_decisions import Candidate, SlotFit
from reportgen.layout.fragments import Portion, Slot, Slots, lengths, pieces
from reportgen.layout.slides import costs
from reportgen.structs import Struct, replace


def raised_name(template: str, step: int) -> str:
    """The name of a template whose type is so many steps larger."""
    return f"{template}+{step}" if step else template


def of_master(name: str) -> tuple[str, int]:
    """The template and the step that the name of a master stands for."""
    template, _, step = name.partition("+")
    return template, int(step or 0)


class TemplateRun(Struct, frozen=True):
    """The template of the slide before, how many slides in a row are on it, how many in a row are light, and how many
    look alike from afar; `coloured` are the templates that are not light, `families` those that look alike.
    """

    template: str = ""
    length: int = 0
    light: int = 0
    alike: int = 0
    coloured: frozenset[str] = frozenset()
    families: tuple[frozenset[str], ...] = ()

    def then(self, template: str) -> TemplateRun:
        """The run after one more slide, on `template`."""
        length = min(self.length + 1, costs.MOST_ALIKE) if template == self.template else 1
        light = 0 if template in self.coloured else min(self.light + 1, costs.MOST_LIGHT)
        alike = min(self.alike + 1, costs.MOST_OF_FAMILY) if self._is_like(template) else 1
        return TemplateRun(template, length, light, alike, self.coloured, self.families)

    def before_colour(self) -> TemplateRun:
        """The run where colour comes soon of itself."""
        light, alike = min(self.light, costs.MOST_LIGHT - 1), min(self.alike, costs.MOST_OF_FAMILY - 1)
        return replace(self, light=light, alike=alike)

    def before_last(self) -> TemplateRun:
        """The run where colour comes after one more slide: what would be too much by then had better end now."""
        light, alike = min(self.light + 1, costs.MOST_LIGHT), min(self.alike + 1, costs.MOST_OF_FAMILY)
        return replace(self, light=light, alike=alike)

    @property
    def wants_relief(self) -> bool:
        """Whether so many slides are light, or light ones that look alike, that the next had better have a colour."""
        monotonous = self.alike >= costs.MOST_OF_FAMILY and self.template not in self.coloured
        return monotonous or self.light >= costs.MOST_LIGHT

    def cost(self, template: str) -> float:
        """What one more slide on a template costs."""
        dull = costs.DULL if self.light >= costs.MOST_LIGHT and template not in self.coloured else 0.0
        if self.alike >= costs.MOST_OF_FAMILY and self._is_like(template):
            dull += costs.MONOTONOUS
        if template != self.template:
            return dull
        return dull + (costs.TOO_ALIKE if self.length >= costs.MOST_ALIKE else costs.REPEATED)

    def _is_like(self, template: str) -> bool:
        """Whether a slide on a template looks like the one before it, from afar."""
        return any(template in family for family in self.families if self.template in family)


class SlideDraft(Struct, frozen=True):
    """A slide without its furniture: its template, by how many steps its type is larger than there, its items, what
    it costs, the steps that copyfit took, and how full it is (0 to 1).
    """

    template: str
    items: tuple[Item, ...]
    cost: float
    fits: tuple[SlotFit, ...] = ()
    fill: float = 1.0
    slots: tuple[str, ...] = ()
    """What it shows."""
    going_on: tuple[str, ...] = ()
    """What of this goes on on another slide."""
    step: int = 0
    fitted: bool = False
    """Whether anything that may grow had to be made smaller or shorter to fit."""
    words: int = 0
    """The words of its texts; those of charts and tables are not counted."""
    room: int | None = None
    """The words that what is shared among slides may have on this one, where there are too many."""

    @property
    def master(self) -> str:
        """The name of the master that it stands on: each size of type has one of its own."""
        return raised_name(self.template, self.step)


class SlideSequence(Struct, frozen=True):
    """Slides for what is left of a section, and what they cost; `runner_up` is the cheapest other first template.

    `relaxed` says that the templates give way further than they say.
    """

    slides: tuple[SlideDraft, ...]
    cost: float
    runner_up: Candidate | None = None
    relaxed: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether nothing of what it shows goes on from one slide to the next."""
        return not any(slide.going_on for slide in self.slides)

    @property
    def fullest(self) -> int:
        """The words of the slide that has the most."""
        return max((slide.words for slide in self.slides), default=0)

    @property
    def overfull(self) -> int:
        """By how many words its slides have more than people read there, all of them together."""
        return sum(max(0, slide.words - costs.MOST_WORDS) for slide in self.slides)


Filler = Callable[[str, Slots, bool], tuple[SlideDraft, dict[str, Slot]] | None]
"""Makes one slide on a template of what is left of a section (its first or a later one), and says what is left then;
gives None where the template does not suit, and raises `FitError` where the content does not fit.
"""


class _Shown(NamedTuple):
    """How many slides of a section there are so far, and which of the slots that templates repeat they have shown."""

    slides: int = 0
    repeated: frozenset[str] = frozenset()


class SlideSearch:
    """Shortest path over what is left of one section."""

    def __init__(
        self,
        section: LoadedSection,
        names: list[str],
        repeated: Mapping[str, frozenset[str]],
        fill: Filler,
        own: frozenset[str] = frozenset(),
    ) -> None:
        """`names` are the templates that may be taken, `repeated` the slots that each repeats on each slide, `own`
        those on layouts of the company's, which may follow each other as often as they like."""
        self.own = own
        self.section = section
        self.names = names
        self.repeated = repeated
        self.kept = frozenset[str]().union(*repeated.values())
        """What is left of a section though it was shown, because some template repeats it."""
        self.fill = fill
        self.most = section.slides or costs.MOST_SLIDES
        self.failures: list[FitError] = []
        self.too_many = False
        self._known: dict[tuple[object, ...], SlideSequence | None] = {}

    def first(self, slots: Slots, before: TemplateRun, wanted: Sequence[str]) -> SlideSequence | None:
        """The cheapest slides of the whole section; first on one of those `wanted`, if its author names any."""
        lent = self.kept.intersection(slots).difference(self.section.offer)  # its part's title, which need not be shown
        names = list(wanted) or self.names
        if pieces(slots) >= costs.LONG:
            fastest = self._fastest(slots, names, _Shown(0, lent))
            if self.too_many:
                return None
            if len(fastest) >= costs.MANY:
                found = self._among(fastest[1:])._best(slots, before, names, _Shown(0, lent))
                if found is not None:
                    return found
        return self._best(slots, before, names, _Shown(0, lent))

    def _among(self, names: Sequence[str]) -> SlideSearch:
        """The same search, with slides that go on on few of the templates."""
        few = [name for name in self.names if name in names]
        return SlideSearch(self.section, few, self.repeated, self.fill)

    def _fastest(self, slots: Slots, names: list[str], shown: _Shown) -> list[str]:
        """The templates of slides that show as much as can be, one after the other: there are hardly fewer. They say
        whether a long section needs too many, before all ways are tried.
        """
        taken: list[str] = []
        while slots and not self.too_many:
            self.too_many = len(taken) >= self.most
            made = [one for name in names if (one := self._slide(name, slots, shown)) is not None]
            if not made:
                break
            slide, slots, shown = min(made, key=lambda one: lengths(one[1]))
            taken.append(slide.template)
            names = self.names
        return taken

    def relaxed(self, strict: SlideSearch, slots: Slots, before: TemplateRun, wanted: Sequence[str]) -> SlideSequence:
        """The cheapest slides of the whole section, on templates that give way further than they say; `strict` is the
        search that found none on the templates as they are.

        Raises:
            FitError: there are none even so.
        """
        if strict.too_many:
            raise strict.reason(slots)  # What gives way takes more slides, not fewer.
        found = self.first(slots, before, wanted)
        if found is None:
            raise (self if self.failures else strict).reason(slots)
        return replace(found, relaxed=True)

    def _best(self, slots: Slots, before: TemplateRun, names: list[str], shown: _Shown) -> SlideSequence | None:
        """The cheapest slides for what is left after those that are `shown`; None where there are none."""
        depth = shown.slides
        key = (_state(slots), before, depth if self.section.slides else depth == 0, shown.repeated)  # few: each counts
        if key in self._known:
            return self._known[key]
        self._known[key] = None  # What comes back to where it was leads nowhere.
        if depth >= self.most:
            self.too_many = True
            return None
        best: SlideSequence | None = None
        totals: dict[str, float] = {}
        for found in self._ways(slots, before, names, shown):
            totals[found.slides[0].template] = found.cost
            if best is None or found.cost < best.cost - 1e-9:
                best = found
        if best is not None:
            best = replace(best, runner_up=_runner_up(best, totals))
        self._known[key] = best
        return best

    def _ways(self, slots: Slots, before: TemplateRun, names: list[str], shown: _Shown) -> Iterator[SlideSequence]:
        """The slides that begin with each template, and go on in the cheapest way."""
        for name in names:
            made = self._slide(name, slots, shown)
            if made is None:
                continue
            slide, rest, now = made
            following = self._best(rest, before.then(name), self.names, now) if rest else SlideSequence((), 0.0)
            if following is not None:
                cost = slide.cost + (0.0 if name in self.own else before.cost(name))
                yield SlideSequence((slide, *following.slides), cost + following.cost)

    def _slide(self, name: str, slots: Slots, shown: _Shown) -> tuple[SlideDraft, Slots, _Shown] | None:
        """One slide on a template, what is left then, and what is shown by then; None where it does not suit or hold
        the content. A section is finished when only what each slide repeats is left of it, and one of them has shown
        that.
        """
        checkpoint()
        try:
            filled = self.fill(name, slots, shown.slides == 0)
        except FitError as error:
            self.failures.append(error.on(name))
            return None
        if filled is None:
            return None
        slide, rest = filled
        new = self.repeated[name] | (self.kept & set(slide.slots))
        now = _Shown(shown.slides + 1, shown.repeated | new.intersection(slots))
        return slide, {} if now.repeated.issuperset(rest) else rest, now

    def reason(self, slots: Slots) -> FitError:
        """Why there are no slides."""
        if self.too_many:
            return FitError(
                f"this {self.section.type} needs more than {self.most} slide{'s' if self.most > 1 else ''}",
                self.section.where,
                f"shorten it, or allow more: slides: {self.most + 1}"
                if self.section.slides
                else "split it into several sections, or leave it out of the deck: only: newsletter",
            )
        if self.failures:
            return least_over(self.failures)
        return FitError(
            f"no slide template takes all of this {self.section.type}: {', '.join(slots)}",
            self.section.where,
            'leave a part out, or name a template with "layout"',
        )


def _runner_up(best: SlideSequence, totals: dict[str, float]) -> Candidate | None:
    """The cheapest template that slides could begin with besides the one that they do."""
    others = [name for name in totals if name != best.slides[0].template]
    if not others:
        return None
    name = min(others, key=lambda other: (totals[other], other))
    return Candidate(name, round(totals[name], 3))


def _state(slots: Slots) -> tuple[object, ...]:
    """What tells apart what may be left of a section."""
    return tuple((name, *(slot.state if isinstance(slot, Portion) else ())) for name, slot in slots.items())

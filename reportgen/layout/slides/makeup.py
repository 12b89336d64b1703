"""Deck make-up: each section becomes the cheapest sequence of slides that shows all of its content."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import nullcontext, suppress
from functools import partial
from math import inf
from types import MappingProxyType
from typing import ClassVar

from reportgen.brand.as_written import TypeRole, natural
from reportgen.content.text import Block, Span, TextContent
from reportgen.document import LoadedSection
from reportgen.errors import FitError, ReportgenError, TemplateError, raise_all
from reportgen.frames import CALLOUT, Item, Master, Placeholder, Sheet, TextItem
from reportgen.frames.layout_decisions import Candidate, MakeUp, SectionMakeUp, SheetMakeUp, SlotFit
from reportgen.geometry import Rect
from reportgen.incremental.layout_cache import EVERY_SHEET, LayoutCache, LayoutKey
from reportgen.layout.code_grounds import with_grounds
from reportgen.layout.completeness import lost, wanted_of
from reportgen.layout.components.component import Site, within
from reportgen.layout.components.placer import Placer
from reportgen.layout.content_by_slot import in_one_piece, slots_of
from reportgen.layout.fragments import PICTURE, Copy, Slot, Slots, copy_of, words_of
from reportgen.layout.furniture import Furnisher, Variables
from reportgen.layout.grid_positions import Place, box_of, place_of
from reportgen.layout.medium import SLIDES, WORDS_OF_SLIDE
from reportgen.layout.office_styles import hold_of
from reportgen.layout.relaxed_templates import RelaxedTemplates, with_plain_texts
from reportgen.layout.sheet_inventory import SheetFacts, facts_of, marks_on
from reportgen.layout.slides import costs
from reportgen.layout.slides.chart_figures import FIGURES, with_figures
from reportgen.layout.slides.digest import ROOMS
from reportgen.layout.slides.merging import may_be_remark, merged
from reportgen.layout.slides.parts import parts_of
from reportgen.layout.slides.placements import Placements
from reportgen.layout.slides.search import SlideDraft, SlideSearch, SlideSequence, TemplateRun, of_master
from reportgen.layout.slides.sides import is_shown_so, ways_to_offer
from reportgen.layout.slides.template_fit import loses_icons, repeated_slots, shown
from reportgen.layout.styles import TextStyle
from reportgen.layout.table_of_contents import LISTS, RUN
from reportgen.layout.text_setter import TextSetter
from reportgen.structs import Struct, replace
from reportgen.templates import PLAIN, Library, SlideTemplate
from reportgen.text.sentences import word_count


class Room(Struct, frozen=True):
    """In how many words of its running text a section is shown; and whether its slides are `parted` where they have
    more words than people read there, for not even the fewest words of it fit on them.
    """

    words: int
    parted: bool = False


class SlidesKey(LayoutKey, frozen=True):
    """The inputs of the slides of a section with a headline of its own: the slide before them, in how many words of its
    running text it is shown, the section that stands beside it on its slide, if any, and whether its chart has its
    figure beside it.
    """

    lasting: ClassVar[bool] = True
    before: TemplateRun
    room: Room
    beside: LoadedSection | None
    figures: bool


class HeadedSlidesKey(LayoutKey, frozen=True):
    """The inputs of the slides of a section without one: also the title that they have instead, which may be another
    one for each letter of a batch.
    """

    before: TemplateRun
    room: Room
    beside: LoadedSection | None
    head: str


class FinishedSlidesKey(LayoutKey, frozen=True):
    """The inputs of a section's slides with furniture: what is before them, the title that those without have, the
    section after them if it may stand beside theirs, and what the furniture names.
    """

    before: TemplateRun
    count: int
    key: str
    head: str
    beside: LoadedSection | None
    variables: Variables
    parts: int


class SlideFurnitureKey(LayoutKey, frozen=True):
    """The inputs of a slide's furniture: the template's name, what it names, and how many parts it counts."""

    template: str
    variables: Variables
    parts: int


MOST_COUNTED = 2
"""Slides of one content that are counted in their titles, unless all of the text was asked for: "3/5" says nothing to
those who listen, and a table says itself that it goes on."""

Digest = Callable[[LoadedSection, int], LoadedSection]
"""Gives a section as slides show it in so many words of its running text."""

COVER = "cover"
"""The type of the section that says what a deck is, its issue and its date."""

HEAD = "headline"
"""The slot of a section's title."""

SHARED = ("body", "points")
"""The slots of what may stand on several slides."""

LISTED = "entries"
"""The slot of what an opening slide lists."""

TEXT = "text"
"""The template of slides of nothing but text."""


class Sought(Struct, frozen=True):
    """A section for which slides are sought: all of its content, the templates that it may stand on, and the slots that
    any of them repeats.
    """

    section: LoadedSection
    whole: Slots
    templates: Mapping[str, SlideTemplate]
    repeated: frozenset[str]
    parted: bool
    """Whether what has more words than people read on a slide is shared among several."""

    def shows_first(self, slots: Slots, used: list[str]) -> bool:
        """Whether nothing of what a slide shows stands on another before it, but for what all of them repeat."""
        return all(slots[slot] is self.whole.get(slot) for slot in used if slot not in self.repeated)


class FinishedSlides(Struct, frozen=True):
    """All that a deck has of a section: its slides, their templates, what they tell of themselves, and how they were
    decided; `shares` says that the section after it stands on them, too.
    """

    sheets: tuple[Sheet, ...]
    facts: tuple[SheetFacts, ...]
    templates: tuple[str, ...]
    sections: tuple[SectionMakeUp, ...]
    rated: tuple[SheetMakeUp, ...]
    shares: bool


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
        self.relaxed = RelaxedTemplates(setter.styler)
        self.makeup = MakeUp()
        self.parts = 0
        """How many parts the deck has that furniture may count."""
        self.facts: list[SheetFacts] = []
        """What each of its slides tells of itself."""
        self.placements = Placements(placer)
        self._grown: dict[tuple[str, int], SlideTemplate] = {}
        self._places_of: dict[int, tuple[SlideTemplate, tuple[Rect, list[Rect]]]] = {}
        """The live area and the boxes of templates, which are held so that their identities stay theirs."""

    def sheets(self, sections: Sequence[LoadedSection], digest: Digest, variables: Variables) -> list[Sheet]:
        """The deck's slides, in the author's order.

        Args:
            digest: gives a section in so many words; ever fewer are asked for until they need one slide.

        Raises:
            ReportgenError: a section has content that no template can take or hold; `Problems` where several have.
        """
        made: list[FinishedSlides] = []
        before = TemplateRun(coloured=self.library.coloured, families=self.library.families)
        known: set[str] = set()
        problems: list[ReportgenError] = []
        head = variables.title
        count, shared = 0, False
        parts, names = parts_of(sections)
        self.parts = len(names)
        names = names if self.library.has_trail else ()
        for at, (section, after, part) in enumerate(zip(sections, (*sections[1:], None), parts, strict=True)):
            if shared:  # It stands on the slides of the section before it.
                shared = False
                continue
            own = "" if _has_head(section) else head
            beside = after if after is not None and may_be_remark(after) else None
            named = replace(variables, part=part.name, step=part.number, parts=names)
            inputs = FinishedSlidesKey(
                self._run_to(sections[at + 1 : at + 3], before),
                count,
                section_key(section, known),
                own,
                beside,
                named,
                self.parts,
            )
            make = partial(self._finished, section, digest, inputs)
            if section.begins_part:
                head = section.title
            try:
                slides = self.cache.remember(section, inputs, self.placer.pictures, make)
            except ReportgenError as error:
                problems += error.each  # The others are laid all the same, so that all faults are told at once.
                continue
            made.append(slides)
            shared = slides.shares
            count += len(slides.sheets)
            for template in slides.templates:
                before = before.then(template)
        self.placements.forget()
        raise_all(problems)
        self.makeup = MakeUp(
            tuple(one for slides in made for one in slides.sections),
            tuple(one for slides in made for one in slides.rated),
        )
        self.facts = [one for slides in made for one in slides.facts]
        return [sheet for slides in made for sheet in slides.sheets]

    def _run_to(self, ahead: Sequence[LoadedSection], before: TemplateRun) -> TemplateRun:
        """The run before a section that `ahead` follows: colour that comes by itself is waited for, or met half-way."""
        coloured = [section.type not in self.library.light for section in ahead]
        if coloured[:1] == [True]:
            return before.before_colour()
        return before.before_last() if coloured[1:] == [True] else before

    def _finished(self, section: LoadedSection, digest: Digest, inputs: FinishedSlidesKey) -> FinishedSlides:
        """All that a deck has of a section.

        Raises:
            ReportgenError: no template takes or holds its content, or a part of it is on no slide.
        """
        self.placements.forget()
        digested, found = self._shortest(section, digest, inputs)
        first = inputs.count + 1
        sheets = self._furnished(digested, found.slides, inputs)
        facts = tuple(map(facts_of, sheets))
        raise_all(lost(digested, wanted_of(digested, slots_of(digested, SLIDES)), marks_on(facts)))
        shares = CALLOUT in digested.offer
        decided = [_decided(digested, found, first)]
        if shares and inputs.beside is not None:
            decided.append(_decided(inputs.beside, found, first))
        return FinishedSlides(
            sheets,
            facts,
            tuple(slide.template for slide in found.slides),
            tuple(decided),
            tuple(
                SheetMakeUp(number, round(slide.cost, 3), round(slide.fill, 3))
                for number, slide in enumerate(found.slides, first)
            ),
            shares,
        )

    def _shortest(
        self, section: LoadedSection, digest: Digest, inputs: FinishedSlidesKey
    ) -> tuple[LoadedSection, SlideSequence]:
        """A section as it is shown, and its slides: of the words that it may be shown in the most with which no text
        goes on and no slide has too many; else those with the fewest too many, on the fewest slides.
        """
        beside = None if inputs.beside is None else digest(inputs.beside, ROOMS[0])
        shown = digest(section, ROOMS[0])
        found: list[tuple[LoadedSection, SlideSequence]] = []
        for room in ROOMS:
            shorter = digest(section, room)
            if found and shorter.offer == shown.offer:
                continue
            with suppress(FitError, TemplateError) if found else nullcontext():
                found.append(self._with_remark(section, shorter, beside, Room(room), inputs))
            shown = shorter
            if _is_short(found[-1][1]):
                return found[-1]
        if _may_be_parted(section) and all(one.fullest > WORDS_OF_SLIDE for _, one in found):
            with suppress(FitError, TemplateError):
                parted = digest(section, ROOMS[1])
                found.append(self._with_remark(section, parted, beside, Room(ROOMS[1], parted=True), inputs))
        return min(found, key=lambda one: (one[1].overfull, len(one[1].slides), one[1].cost))

    def _with_remark(
        self,
        section: LoadedSection,
        digested: LoadedSection,
        beside: LoadedSection | None,
        room: Room,
        inputs: FinishedSlidesKey,
    ) -> tuple[LoadedSection, SlideSequence]:
        """A section `digested` to so many words, and its slides; with the section after it as a remark beside it, where
        both fit on one slide.
        """
        for whole in (merged(digested, beside), with_figures(digested, self.setter.styler.language)):
            if whole is None or not self._has_places(whole):
                continue
            with suppress(FitError, TemplateError):
                found = self._slides(section, whole, room, inputs)
                if len(found.slides) == 1:
                    return whole, found
        listed = LISTED if section.begins_part else RUN
        if listed in digested.offer:
            return self._opening(section, digested, listed, room, inputs)
        return digested, self._slides(section, digested, room, inputs)

    def _has_places(self, section: LoadedSection) -> bool:
        """Whether any template has a place for the figure that stands beside a chart, if the section has one."""
        return FIGURES not in section.offer or any(
            FIGURES in region.slots and section.type in template.accepts
            for template in self.library.slides.values()
            for region in template.regions
        )

    def _opening(
        self, section: LoadedSection, digested: LoadedSection, listed: str, room: Room, inputs: FinishedSlidesKey
    ) -> tuple[LoadedSection, SlideSequence]:
        """The slides of a section that opens others, with the list of these where its first slide has room for that."""
        offer = {name: content for name, content in digested.offer.items() if name != listed}
        bare = replace(digested, offer=MappingProxyType(offer))
        with suppress(FitError, TemplateError):
            found = self._slides(section, digested, room, inputs)
            if len(found.slides) == 1 or listed == RUN:
                return digested, found
        return bare, self._slides(replace(section, offer=MappingProxyType(offer)), bare, room, inputs)

    def _slides(
        self, section: LoadedSection, digested: LoadedSection, room: Room, inputs: FinishedSlidesKey
    ) -> SlideSequence:
        """The slides of a section as it is shown; they are kept as long as the document has the section."""
        before, head = inputs.before, inputs.head
        beside = inputs.beside if CALLOUT in digested.offer else None
        figures = FIGURES in digested.offer
        key = HeadedSlidesKey(before, room, beside, head) if head else SlidesKey(before, room, beside, figures)
        return self.cache.remember(
            section, key, self.placer.pictures, partial(self._section, digested, before, head, parted=room.parted)
        )

    def _furnished(
        self, section: LoadedSection, made: tuple[SlideDraft, ...], inputs: FinishedSlidesKey
    ) -> tuple[Sheet, ...]:
        """A section's slides with their furniture, titles and notes."""
        sheets: list[Sheet] = []
        variables = inputs.variables.beside(_said(section)) if section.type == COVER else inputs.variables
        for number, slide in enumerate(made, 1):
            own = replace(variables, folio=str(inputs.count + number))
            template = self._template(slide.template, slide.step)
            texts = self.cache.remember(
                EVERY_SHEET,
                SlideFurnitureKey(slide.template, own, inputs.parts),
                self.placer.pictures,
                partial(self._furniture, template, own, inputs.parts),
            )
            title = section.title if len(made) == 1 else f"{section.title} ({number}/{len(made)})"
            notes = section.notes if number == 1 else ()
            items = with_grounds(slide.items, self.setter.brand.look.paragraphs.code_padding)
            key = f"{inputs.key}/{number}"
            every = (*items, *texts)
            sheets.append(Sheet(slide.master, title, every, notes, section.title, key, section.showing))
        return tuple(sheets)

    def _furniture(self, template: SlideTemplate, variables: Variables, parts: int) -> list[Item]:
        """The furniture that a slide has of its own."""
        places = self._places(template)
        return [
            *self.furnisher.reached(template.furniture, places, variables, parts),
            *self.furnisher.texts(template.furniture, places, template.ground, variables),
        ]

    def _section(self, section: LoadedSection, before: TemplateRun, head: str, *, parted: bool) -> SlideSequence:
        """The cheapest slides of a section after those that are before it, with `head` as title if it has none;
        `parted` where they have too many words.

        Raises:
            TemplateError: no slide template accepts the section's type.
            FitError: no template takes or holds all of its content.
        """
        slots: Slots = slots_of(section, SLIDES)
        wanted = self.library.chosen_slides(section.layout, section.layout_where)
        names = [
            name for name, template in self.library.slides.items() if section.type in template.accepts or name in wanted
        ]
        names = [name for name in names if name in wanted or self._is_offered(name, names, before)]
        if not names:
            raise TemplateError(
                f'no slide template accepts a section of type "{section.type}"',
                section.where,
                f'add a file to layouts/slides with "accepts: [{section.type}]"',
            )
        templates: Mapping[str, SlideTemplate] = self.library.slides
        if not _has_head(section) and HEAD in repeated_slots(templates[name] for name in names):
            slots, names = self._headed(section, slots, names, head)
        search = partial(self._search, section, parted=parted)
        for offered in ways_to_offer(slots, [templates[name] for name in names]):
            strict = search(offered, names, templates)
            found, slots = strict.first(offered, before, wanted), offered
            if is_shown_so(found, offered):
                break
        if found is None:
            names = with_plain_texts(names, templates, slots)
            templates = {name: self.relaxed.of(name, templates[name]) for name in names}
            found = search(slots, names, templates).relaxed(strict, slots, before, wanted)
        return replace(found, slides=self._all_counted(found.slides, templates, section, slots))

    def _is_offered(self, name: str, names: list[str], before: TemplateRun) -> bool:
        """Whether a section of these templates may have one of them: those that are a relief only after light slides,
        and not beside layouts of the company's."""
        slides = self.library.slides
        return not slides[name].relief or (before.wants_relief and not any(_is_companys(slides[one]) for one in names))

    def _headed(
        self, section: LoadedSection, slots: Slots, names: list[str], head: str
    ) -> tuple[dict[str, Slot], list[str]]:
        """The content of a section that has no headline under that of its part or of the deck, and the templates that
        show it as no more than that."""
        block = Block("paragraph", (Span(head),), section.where)
        headed = {**slots, HEAD: copy_of(section.index, HEAD, (block,))}
        alone = {
            name
            for name in names
            if any(HEAD in region.slots and not region.repeats for region in self.library.slides[name].regions)
        }
        return headed, [name for name in names if name not in alone]

    def _search(
        self,
        section: LoadedSection,
        slots: Slots,
        names: list[str],
        templates: Mapping[str, SlideTemplate],
        *,
        parted: bool,
    ) -> SlideSearch:
        """The search for a section's slides on the templates of these names."""
        repeated = {name: repeated_slots([templates[name]]) for name in names}
        sought = Sought(section, slots, templates, frozenset[str]().union(*repeated.values()), parted)
        own = frozenset(name for name in names if _is_companys(templates[name]))
        return SlideSearch(section, names, repeated, partial(self._weighed, sought), own)

    def _all_counted(
        self,
        slides: tuple[SlideDraft, ...],
        templates: Mapping[str, SlideTemplate],
        section: LoadedSection,
        slots: Slots,
    ) -> tuple[SlideDraft, ...]:
        """The slides, those over which the same content goes on with their number after the title."""
        begun: set[str] = set()
        parts: list[int] = []
        for number, slide in enumerate(slides):
            if slide.going_on or not begun.isdisjoint(slide.slots):
                parts.append(number)
            begun.update(slide.going_on)
        made = list(slides)
        if len(parts) > MOST_COUNTED and section.deck != "full":
            return slides
        for part, number in enumerate(parts, 1):
            slide = slides[number]
            template = self._template(slide.template, slide.step) if slide.step else templates[slide.template]
            made[number] = self._counted(slide, template, section, slots, f"\u00a0({part}/{len(parts)})")
        return tuple(made)

    def _counted(
        self, slide: SlideDraft, template: SlideTemplate, section: LoadedSection, slots: Slots, number: str
    ) -> SlideDraft:
        """A slide of several, with its number, such as "(2/3)", after its title where that fits."""
        for region in template.regions:
            title = slots.get(region.slots[0])
            if not region.repeats or region.placeholder != "title" or not isinstance(title, Copy):
                continue
            last = title.fragments[-1]
            spans = (*last.block.spans, Span(number))
            counted = Copy((*title.fragments[:-1], replace(last, block=replace(last.block, spans=spans))))
            box = place_of(region.at, template, self.setter.grid)
            try:
                placed = self.placer.place(
                    region, {region.slots[0]: counted}, box, template.ground, section.index, may_continue=False
                )
            except FitError:
                return slide  # The number is a help to readers, no reason to refuse a title that fits without it.
            # Only the title's own items change: all else stays where the search has placed it.
            titles = iter(placed.items)
            items = tuple(
                next(titles) if isinstance(item, TextItem) and item.slot == region.slots[0] else item
                for item in slide.items
            )
            return replace(slide, items=items)
        return slide

    def _weighed(
        self, sought: Sought, name: str, slots: Slots, first: bool
    ) -> tuple[SlideDraft, dict[str, Slot]] | None:
        """One slide, and what is left of the section, as `_filled` gives them; what it costs that it has more words
        than people read is part of its cost, where content is parted because of that.
        """
        filled = self._filled(sought, name, slots, first)
        if filled is None or not sought.parted or filled[0].words <= WORDS_OF_SLIDE:
            return filled
        return replace(filled[0], cost=filled[0].cost + costs.OVERFULL), filled[1]

    def _filled(
        self, sought: Sought, name: str, slots: Slots, first: bool
    ) -> tuple[SlideDraft, dict[str, Slot]] | None:
        """One slide on one of the templates, and what is left of the section; None where it does not suit.

        The slots that any of the section's templates repeats are shown after the `first` slide.

        Raises:
            FitError: it would suit, but the content does not fit.
        """
        template, repeated = sought.templates[name], sought.repeated
        used = shown(template, slots, first, repeated)
        if used is None:
            return None
        left = _left(template, slots, used, repeated)
        place_in_deck = _opening(used, left, repeated) + (0.0 if first else costs.FURTHER)
        bare = costs.WITHOUT_ICONS * loses_icons(template, slots)
        begun = SlideDraft(name, (), template.cost + place_in_deck + bare, slots=tuple(used))
        if sought.parted:
            begun = replace(begun, room=_room_beside(slots, {*used, *repeated_slots([template])}))
        # What has had to give way has no room to grow, and what goes on is of one size on all of its slides.
        as_it_is = (first or sought.shows_first(slots, used)) and template is self.library.slides[name]
        for step in range(template.grow if as_it_is else 0, 0, -1):
            with suppress(FitError):
                larger = replace(begun, step=step)
                slide, rest = self._laid(larger, self._template(name, step), slots, left, sought.section.index)
                if not slide.going_on and not slide.fitted:
                    return slide, rest
        return self._laid(begun, template, slots, left, sought.section.index)

    def _laid(
        self, begun: SlideDraft, template: SlideTemplate, slots: Slots, left: Slots, section: int
    ) -> tuple[SlideDraft, dict[str, Slot]]:
        """A slide that was `begun`, with its items, and what is left of the section; `left` is what it does not show.

        Raises:
            FitError: the content does not fit.
        """
        items: list[Item] = []
        rest = dict(left)
        live, boxes = self._boxes(template)
        # Only slides that have a live area are made to be filled: on a cover, space is a means of design.
        fitting, growing, empty = 0.0, 0.0, live.width * live.height * (template.live.rows is not None)
        fits: list[SlotFit] = []
        for region, box in zip(template.regions, boxes, strict=True):
            placed = self.placements.place(region, slots, box, template.ground, section, begun.room)
            items += placed.items
            fitting += placed.cost * (costs.TITLE if region.placeholder == "title" else 1.0)
            growing += placed.cost if region.grow else 0.0
            fits += placed.fits
            rest.update(placed.rest)
            covered = within(box, live)
            empty -= max(0.0, covered.width) * max(0.0, covered.height)
            empty += self.placer.of_kind(region.kind).emptiness(region, box, placed)
        sheet = self.setter.grid.area
        share = max(0.0, empty) / (sheet.width * sheet.height)  # places may lie over each other
        cost = begun.cost + costs.SLIDE + fitting + costs.EMPTY * share**costs.EMPTY_POWER
        words = _words(items)
        cost += costs.CROWDED * max(0.0, words / self.setter.brand.density.words - 1)
        # What is left keeps the author's order, which the next slides go by.
        remaining = {slot: rest[slot] for slot in slots if slot in rest}
        going_on = tuple(slot for slot in begun.slots if slot in remaining and slot not in left)
        if PICTURE not in remaining:
            remaining = dict(in_one_piece(remaining))  # Text after a table is running text again once that is shown.
        slide = replace(
            begun,
            items=tuple(items),
            cost=cost + costs.GOES_ON * bool(going_on),
            fits=tuple(fits),
            fill=1 - min(1.0, share),
            going_on=going_on,
            fitted=growing > 0,
            words=words,
        )
        return slide, remaining

    def _boxes(self, template: SlideTemplate) -> tuple[Rect, list[Rect]]:
        """The live area of a template, and the boxes of its regions."""
        known = self._places_of.get(id(template))
        if known is None:
            places = self._places(template)
            made = places(None), [places(region.at) for region in template.regions]
            known = self._places_of[id(template)] = (template, made)
        return known[1]

    def _template(self, name: str, step: int) -> SlideTemplate:
        """A template whose type is so many steps larger."""
        template = self.library.slides[name]
        if not step:
            return template
        known = self._grown.get((name, step))
        if known is None:
            known = self._grown[(name, step)] = template.grown(step, self._most_size(template))
        return known

    def _most_size(self, template: SlideTemplate) -> Callable[[TypeRole], bool]:
        """Whether a role is small enough to stand under the template's title, which stays the largest text."""
        scale = self.setter.scale
        titles = [scale.role(region.style).size for region in template.regions if region.placeholder == "title"]
        most = costs.UNDER_TITLE * min(titles, default=inf)
        return lambda role: scale.role(role).size <= most or scale.role(natural(role)).size > most

    def masters(self, used: list[str]) -> tuple[Master, ...]:
        """One master for each template used: ground, furniture, placeholders."""
        return tuple(self._master(name, self._template(*of_master(name))) for name in sorted(set(used)))

    def _places(self, template: SlideTemplate) -> Place:
        return partial(place_of, template=template, grid=self.setter.grid)

    def _master(self, name: str, template: SlideTemplate) -> Master:
        places = self._places(template)
        items = self.furnisher.constant(template.furniture, places, template.ground, self.parts)
        placeholders: list[Placeholder] = []
        for region in template.regions:
            site = Site(places(region.at), region, template.ground, 0, {})
            own = self.placer.of_kind(region.kind).placeholders(site)
            placeholders += own if region.office is None else [replace(own[0], office=hold_of(region.office))]
        placeholders += self.furnisher.placeholders(template.furniture, places, template.ground)
        colours, ground = self.setter.brand.colours, template.ground
        reverse, layout = colours.is_reversed(ground), template.layout or ""
        return Master(name, colours.fill(ground), tuple(items), tuple(placeholders), reverse, layout)

    def base(self) -> Master:
        """What the masters have in common: that of the library's plain slides, with a text."""
        plain = self.library.slide_masters[PLAIN]
        place = partial(box_of, grid=self.setter.grid)
        placeholders: list[Placeholder] = []
        for region in plain.regions:
            if region.placeholder == "title":
                site = Site(place(region.at), region, plain.ground, 0, {})
                placeholders += self.placer.of_kind(region.kind).placeholders(site)
        levels = self.setter.levels(TextStyle("body", ground=plain.ground), points=True)
        placeholders.append(Placeholder("body", "body", self._text_place() or place(plain.live), levels))
        placeholders += self.furnisher.placeholders(plain.furniture, place, plain.ground)
        items = tuple(self.furnisher.constant(plain.furniture, place, plain.ground, self.parts))
        colours = self.setter.brand.colours
        return Master(PLAIN, colours.fill(plain.ground), items, tuple(placeholders), colours.is_reversed(plain.ground))

    def _text_place(self) -> Rect | None:
        """Where slides of nothing but text have it: their layouts follow who moves it on the master."""
        text = self.library.slides.get(TEXT)
        if text is None:
            return None
        place = self._places(text)
        return next((place(region.at) for region in text.regions if region.placeholder == "body"), None)


def _may_be_parted(section: LoadedSection) -> bool:
    """Whether a section is shared among slides because of its words: an agenda is seen at once."""
    return section.deck != "full" and section.type not in LISTS


def _is_short(found: SlideSequence) -> bool:
    """Whether no text of a section's slides goes on, and none of them has more words than people read."""
    return found.is_whole and not found.overfull


def section_key(section: LoadedSection, known: set[str]) -> str:
    """What a section is, wherever it stands: the author's key, else its type and its words; a further one of
    the same is numbered. It is added to those that are `known`.
    """
    own = section.key or f"{section.type} {section.title}".replace("/", " ")
    key, numbers = own, itertools.count(2)
    while key in known:
        key = f"{own} {next(numbers)}"
    known.add(key)
    return key


def _is_companys(template: SlideTemplate) -> bool:
    """Whether a template has content in places of a layout of the company's own template."""
    return any(region.office is not None and region.placeholder != "title" for region in template.regions)


def _room_beside(slots: Slots, shown: Collection[str]) -> int:
    """The words that a slide has room for beside those of its texts that are not shared among slides."""
    texts = [text for name, text in slots.items() if name in shown and name not in SHARED]
    beside = sum(words_of(text.fragments) for text in texts if isinstance(text, Copy))
    return max(WORDS_OF_SLIDE // 2, WORDS_OF_SLIDE - beside)


def _said(section: LoadedSection) -> Iterator[str]:
    """The texts of a section."""
    for content in section.offer.values():
        if isinstance(content, TextContent):
            yield from (block.text for block in content.blocks)


def _has_head(section: LoadedSection) -> bool:
    """Whether a section's slides have a headline of its own."""
    return HEAD in section.offer and HEAD not in section.omit.get(SLIDES.kind, ())


def _opening(used: list[str], rest: Slots, repeated: frozenset[str]) -> float:
    """What it costs that a slide shows nothing of its own, though there is more to come."""
    return costs.BARE if repeated.issuperset(used) and not repeated.issuperset(rest) else 0.0


def _left(template: SlideTemplate, slots: Slots, used: list[str], repeated: frozenset[str]) -> dict[str, Slot]:
    """What the next slides may show: all that is not used, and what other templates repeat, such as a headline, though
    this one shows it once in a place of its own."""
    alone = {region.slots[0] for region in template.regions if len(region.slots) == 1}
    kept = repeated & alone
    return {slot: content for slot, content in slots.items() if slot in kept or slot not in used}


def _words(items: list[Item]) -> int:
    """The words that a slide's texts have."""
    texts = [item for item in items if isinstance(item, TextItem) and not item.artifact]
    return sum(word_count(paragraph.text) for item in texts for paragraph in item.paragraphs)


def _decided(section: LoadedSection, found: SlideSequence, first: int) -> SectionMakeUp:
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
        (
            *(fit for slide in slides for fit in slide.fits),
            *(SlotFit("digest", 0, steps=(told,), where=section.where) for told in section.left_out),
        ),
        found.relaxed,
    )

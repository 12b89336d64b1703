"""`Document` + `Brand` + templates → `Publication`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from types import MappingProxyType
from typing import ClassVar, Literal, NamedTuple

from reportgen.brand import Brand, Grid
from reportgen.brand.script_leading import for_language
from reportgen.document import Document, LoadedSection
from reportgen.errors import FitError, ReportgenError, SourceError, raise_all
from reportgen.frames import Appendix, Face, Guides, Master, Publication, Sheet, Theme
from reportgen.frames.layout_decisions import MakeUp
from reportgen.incremental.layout_cache import EVERY_SHEET, LayoutCache, LayoutKey
from reportgen.layout.components.placer import Placer
from reportgen.layout.document_sections import document_sections, titles_of
from reportgen.layout.furniture import Furnisher, Variables
from reportgen.layout.medium import MEDIA
from reportgen.layout.mirrored import in_its_direction
from reportgen.layout.publication_pictures import Pictures
from reportgen.layout.sheet_inventory import (
    SheetFacts,
    facts_of,
    guides_of,
    outline,
    picture_widths,
    targets,
    used_faces,
)
from reportgen.layout.table_of_contents import lists_others, with_listing, with_repeats
from reportgen.layout.text_setter import TextSetter
from reportgen.templates import Library

PASSES = 4
"""How often a publication that lists its own pages is made up until the numbers stand."""


class MastersKey(LayoutKey, frozen=True):
    """The inputs of a deck's masters: the templates that its slides use, and the parts that they count."""

    templates: tuple[str, ...]
    parts: int


class BaseKey(LayoutKey, frozen=True):
    """What a deck's masters have in common depends on the brand, the library and the parts that they count."""

    parts: int


class BrandKey(LayoutKey, frozen=True):
    """What office programs know of a brand depends on the brand and the kind of publication alone."""


class DigestKey(LayoutKey, frozen=True):
    """The inputs of what slides show of a section: the language of its sentences, and how many words there may be."""

    lasting: ClassVar[bool] = True
    language: str
    room: int


def compose(
    document: Document,
    brand: Brand,
    library: Library,
    kind: Literal["newsletter", "deck"] = "newsletter",
    cache: LayoutCache | None = None,
) -> Publication:
    """Lay the document out as a newsletter of pages or as a deck of slides; `cache` comes from earlier ones.

    Raises:
        ReportgenError: content that does not fit, a picture that is broken; `Problems` when there are several.
    """
    sections = [section for section in document.sections if section.only in (None, kind)]
    if not sections:
        raise SourceError(f"no section is left for the {kind}", hint='look at the sections\' "only"')
    if kind == "newsletter":
        sections = _on_pages(sections, document, library)
    brand = for_language(brand, document.language)
    once = cache is None
    cache = cache or LayoutCache(brand)
    composer = _Composer(document, brand, library, kind, cache)
    medium = MEDIA[kind]
    listing = any(lists_others(one, sections, medium) for one in sections)
    numbers: dict[int, int] = {}
    for turn in range(PASSES):
        if listing:
            listed = [with_listing(section, sections, medium, numbers, document.language) for section in sections]
        made = composer.publication([*with_repeats(listed, medium, numbers)] if listing else sections, turn)
        found = {section.index: section.sheets[0] for section in made.makeup.sections}
        if found == numbers or not listing:
            break
        numbers = found
    cache.close(turn + 1)
    if once:
        cache.typesetter.forget()  # It and what it has set hold each other until Python looks for cycles.
    return made


def _on_pages(sections: list[LoadedSection], document: Document, library: Library) -> list[LoadedSection]:
    """The sections of a newsletter: those that go on with the one before them are part of that, and a source without a
    cover has its title for a masthead, and one with a cover has no title there that the lead has.
    """
    from reportgen.layout.pages.masthead import with_masthead, without_title_of_lead

    if any(section.continues for section in sections):
        from reportgen.layout.pages.joined_sections import joined

        sections = joined(sections, library)
    return without_title_of_lead(with_masthead(sections, document, library))


class _MadeUp(NamedTuple):
    """Finished sheets, what they tell of themselves, the masters that they follow, and what was decided."""

    sheets: Sequence[Sheet]
    facts: Sequence[SheetFacts]
    masters: tuple[Master, ...]
    makeup: MakeUp
    base: Master | None = None
    lent: Sequence[LoadedSection] = ()
    """Sections that were laid in the place of others: a cover without the picture that it lends, the lead with it."""
    appendix: Appendix | None = None


def _faces_of(appendix: Appendix | None, brand: Brand) -> dict[str, Face]:
    """The font faces of what follows a deck's slides."""
    return used_faces(brand, [facts_of(sheet) for sheet in appendix.sheets]) if appendix is not None else {}


class _Office(NamedTuple):
    """What office programs know of a brand."""

    theme: Theme
    guides: Guides


def _office(brand: Brand, grid: Grid) -> _Office:
    return _Office(brand.theme, guides_of(grid))


def _picture_faults(sections: Sequence[LoadedSection], pictures: Pictures) -> dict[int, list[ReportgenError]]:
    """What is wrong with the pictures of each section, by its index: all are read before anything is laid."""
    faults: dict[int, list[ReportgenError]] = {}
    for section in sections:
        for content in section.offer.values():
            for picture in content.pictures():
                if picture.qr:
                    continue
                try:
                    pictures.read(picture.path, picture.where, picture.page)
                except ReportgenError as error:
                    faults.setdefault(section.index, []).extend(error.each)
    return faults


class _Composer:
    """Composes one document, in as many passes as it takes until the numbers of its pages stand."""

    def __init__(
        self,
        document: Document,
        brand: Brand,
        library: Library,
        kind: Literal["newsletter", "deck"],
        cache: LayoutCache,
    ) -> None:
        self.document = document
        self.brand = brand
        self.library = library
        self.kind = kind
        self.cache = cache
        self.target = document.pages
        self.variables = Variables(
            document.title, document.subtitle or "", document.issue or "", document.date_text or ""
        )

    def publication(self, sections: list[LoadedSection], turn: int) -> Publication:
        """The publication with these sections; `turn` numbers the passes over the document.

        Raises:
            ReportgenError: as `compose`.
        """
        document, brand, cache = self.document, self.brand, self.cache
        cache.begin()
        setter = TextSetter(brand, self.kind, cache.typesetter, document.language)
        pictures = Pictures(cache.pictures, cache.drawing_fonts)
        faulty = _picture_faults(sections, pictures) if turn == 0 else {}
        problems = [problem for found in faulty.values() for problem in found]
        if len(faulty) == len(sections):
            raise_all(problems)
        if faulty:  # the others are laid all the same, so that what does not fit is told with it
            sections = [section for section in sections if section.index not in faulty]
            pictures = Pictures(cache.pictures, cache.drawing_fonts)
            self.target = None
        placer = Placer(setter, pictures, self.library.table_in_picture)
        make = {"newsletter": self._pages, "deck": self._slides}[self.kind]
        try:
            made = make(placer, sections, turn)
        except ReportgenError as error:
            faults = [one.told(self.kind) if isinstance(one, FitError) else one for one in error.each]
            raise_all({str(problem): problem for problem in [*problems, *faults]}.values())
        finally:
            placer.forget()
        raise_all(problems)
        facts = made.facts
        office = cache.remember(EVERY_SHEET, BrandKey(), pictures, partial(_office, brand, brand.grid(self.kind)))
        cache.end([*sections, *made.lent], turn)
        widths = picture_widths(facts, [*made.masters, *([made.base] if made.base is not None else [])])
        faces = used_faces(brand, facts)
        parts = document_sections(sections, told_apart=self.kind == "deck")
        made_up = Publication(
            kind=self.kind,
            title=document.title,
            language=document.language,
            size=brand.grid(self.kind).size,
            theme=office.theme,
            masters=made.masters,
            sheets=tuple(made.sheets),
            faces=MappingProxyType({**faces, **_faces_of(made.appendix, brand)}),
            pictures=MappingProxyType(pictures.finished(widths, brand.resolution)),
            subtitle=document.subtitle or "",
            authors=tuple(document.authors),
            date=document.date_text or "",
            created=document.created or "",
            outline=tuple(outline(facts, parts, document.title)),
            targets=MappingProxyType(targets(facts, titles_of(sections))),
            base=made.base,
            office_file=brand.office_file if self.kind == "deck" else None,
            embedded=brand.embedded(face.family for face in faces.values()),
            guides=office.guides,
            press=brand.press(self.kind),
            showing=document.showing,
            sections=parts,
            appendix=made.appendix,
            makeup=made.makeup,
        )
        return in_its_direction(made_up)

    # The make-up of pages and that of slides are imported where they are needed: no build needs both.

    def _pages(self, placer: Placer, sections: list[LoadedSection], turn: int) -> _MadeUp:
        from reportgen.layout.pages.cover_picture import PictureLender
        from reportgen.layout.pages.makeup import PageMaker
        from reportgen.layout.pages.section_module import ModuleMaker
        from reportgen.layout.pages.section_order import in_page_order

        lender = PictureLender(self.cache, self.library, placer.pictures)
        sections = in_page_order(lender.sections(sections))
        modules = ModuleMaker(placer, self.cache, self.library.continuation)
        pages = PageMaker(modules, Furnisher(placer.setter, placer.pictures), self.library)
        sheets, masters = pages.sheets(sections, self.variables, self.target, turn)
        return _MadeUp(sheets, pages.facts, masters, pages.makeup, lent=lender.changed)

    def _digest(self, placer: Placer, section: LoadedSection, room: int) -> LoadedSection:
        """A section as slides show it in so many words."""
        key = DigestKey(self.document.language, room)
        return self.cache.remember(section, key, placer.pictures, partial(self._digested, section, room))

    def _digested(self, section: LoadedSection, room: int) -> LoadedSection:
        from reportgen.layout.slides.digest import digested
        from reportgen.layout.slides.leading import led

        language = self.document.language
        shown = digested(section, language, room)
        # A company's own layouts have places for what sections have, and seldom for more.
        return shown if self.brand.office_file is not None else led(shown, language)

    def _placeable(self, sections: list[LoadedSection]) -> list[LoadedSection]:
        """Sections without the texts that no layout of the company has a place for: their notes have these."""
        from reportgen.layout.slides.digest import with_places

        slots: dict[str, set[str]] = {}
        for template in self.library.slides.values():
            for type_ in template.accepts:
                slots.setdefault(type_, set()).update(slot for one in template.regions for slot in one.slots)
        return [with_places(one, slots.get(one.type, ())) for one in sections]

    def _slides(self, placer: Placer, sections: list[LoadedSection], turn: int) -> _MadeUp:
        from reportgen.layout.slides.makeup import DeckMaker
        from reportgen.layout.slides.note_sheets import notes_of_deck

        if self.brand.office_file is not None:
            sections = self._placeable(sections)
        furnisher = Furnisher(placer.setter, placer.pictures)
        slides = DeckMaker(placer.setter, placer, furnisher, self.library, self.cache)
        sheets = slides.sheets(sections, partial(self._digest, placer), self.variables)
        used = sorted({sheet.master for sheet in sheets})
        masters = self.cache.remember(
            EVERY_SHEET, MastersKey(tuple(used), slides.parts), placer.pictures, partial(slides.masters, used)
        )
        base = self.cache.remember(EVERY_SHEET, BaseKey(slides.parts), placer.pictures, slides.base)
        appendix = notes_of_deck(sections, sheets, placer.setter)
        return _MadeUp(sheets, slides.facts, masters, slides.makeup, base, appendix=appendix)

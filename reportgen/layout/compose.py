"""`Document` + `Brand` + templates → `Publication`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Literal

from reportgen.brand import Brand
from reportgen.document import Document, LoadedSection
from reportgen.errors import SourceError, raise_all
from reportgen.frames import ChartItem, Face, Landing, Master, OutlineEntry, Publication, Sheet, TableItem, TextItem
from reportgen.incremental.layout_cache import EVERY_SHEET, LayoutCache, LayoutKey, Same
from reportgen.layout.components.pictures import Pictures, widths_of
from reportgen.layout.components.regions import Placer
from reportgen.layout.contents import link_to, lists_itself, with_listing
from reportgen.layout.furniture import Furnisher, Variables
from reportgen.layout.styles import TextSetter
from reportgen.templates import Library

PASSES = 4
"""How often a publication that lists its own pages is made up until the numbers stand."""


class MastersKey(LayoutKey, frozen=True):
    """The input of a deck's masters: the templates that its slides use."""

    templates: tuple[str, ...]


class ToldKey(LayoutKey, frozen=True):
    """The input of what a sheet tells of itself: nothing but the sheet."""


_LEVELS = {"title": 1, "heading1": 1, "heading2": 2}


def compose(
    document: Document,
    brand: Brand,
    library: Library,
    kind: Literal["newsletter", "deck"] = "newsletter",
    cache: LayoutCache | None = None,
) -> Publication:
    """Lay the document out as a newsletter of pages or as a deck of slides; `cache` comes from earlier ones.

    Raises:
        ReportgenError: content that does not fit, a character that no font has, a picture that is broken;
            `Problems` when there are several.
    """
    sections = [section for section in document.sections if section.only in (None, kind)]
    if not sections:
        raise SourceError(f"no section is left for the {kind}", hint='look at the sections\' "only"')
    cache = cache or LayoutCache(brand)
    listing = any(lists_itself(section) for section in sections)
    numbers: dict[int, int] = {}
    for turn in range(PASSES):
        listed = [with_listing(section, sections, kind, numbers, document.language) for section in sections]
        made = _composed(document, listed, brand, library, kind, cache, turn)
        found = {section.index: section.sheets[0] for section in made.makeup.sections}
        if found == numbers or not listing:
            break
        numbers = found
    cache.close(turn + 1)
    return made


def _composed(
    document: Document,
    sections: list[LoadedSection],
    brand: Brand,
    library: Library,
    kind: Literal["newsletter", "deck"],
    cache: LayoutCache,
    turn: int,
) -> Publication:
    cache.begin()
    setter = TextSetter(brand, kind, cache.typesetter, document.language)
    pictures = Pictures(cache.pictures)
    placer = Placer(setter, pictures, library.table_in_picture)
    furnisher = Furnisher(setter, pictures)
    variables = Variables(document.title, document.subtitle or "", document.issue or "", document.date_text or "")
    masters: tuple[Master, ...]
    if kind == "deck":
        from reportgen.layout.slides.makeup import DeckMaker

        maker = DeckMaker(setter, placer, furnisher, library, cache)
        sheets = maker.sheets(sections, variables)
        used = sorted({sheet.master for sheet in sheets})
        masters = cache.remember(EVERY_SHEET, MastersKey(tuple(used)), pictures, partial(maker.masters, used))
        makeup = maker.makeup
    else:
        from reportgen.layout.pages.makeup import PageMaker
        from reportgen.layout.pages.modules import ModuleMaker

        pages = PageMaker(ModuleMaker(placer, cache, library.continuation), furnisher, library)
        sheets, masters = pages.sheets(sections, variables, document.pages, turn)
        makeup = pages.makeup
    raise_all(setter.problems.values())
    told = [cache.remember(Same(sheet), ToldKey(), pictures, partial(_told, sheet)) for sheet in sheets]
    cache.end(sections, turn)
    grid = brand.grid(kind)
    return Publication(
        kind=kind,
        title=document.title,
        language=document.language,
        size=grid.size,
        theme=brand.theme,
        masters=masters,
        sheets=tuple(sheets),
        faces=MappingProxyType(_faces(brand, told)),
        pictures=MappingProxyType(pictures.finished(_widths(told, masters), brand.resolution)),
        subtitle=document.subtitle or "",
        authors=tuple(document.authors),
        date=document.date_text or "",
        created=document.created or "",
        outline=tuple(_outline(told)),
        targets=MappingProxyType(_targets(told)),
        makeup=makeup,
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """What a sheet tells of itself: faces, widths of pictures (points, uncropped), where sections begin, headings."""

    faces: frozenset[str]
    widths: Mapping[str, float]
    starts: Mapping[int, float]
    headings: tuple[tuple[str, int, float], ...]


def _told(sheet: Sheet) -> _Told:
    faces: set[str] = set()
    starts: dict[int, float] = {}
    headings: list[tuple[str, int, float]] = []
    for item in sheet.items:
        if item.section is not None:
            starts.setdefault(item.section, item.box.y)
        if isinstance(item, TextItem):
            faces.update(run.face for line in item.lines for run in line.runs)
        elif isinstance(item, ChartItem):
            faces.update(run.face for text in item.texts for line in text.lines for run in line.runs)
        elif isinstance(item, TableItem):
            faces.update(run.face for cell in item.cells for line in cell.lines for run in line.runs)
        if isinstance(item, TextItem) and not item.artifact:
            headings += [
                (paragraph.text, _LEVELS[paragraph.role], item.box.y)
                for paragraph in item.paragraphs
                if paragraph.role in _LEVELS and not paragraph.continued
            ]
    return _Told(frozenset(faces), widths_of(sheet.items), starts, tuple(headings))


def _targets(told: list[_Told]) -> dict[str, Landing]:
    """Where each section begins, by the name that links inside the publication give it."""
    found: dict[str, Landing] = {}
    for number, sheet in enumerate(told):
        for section, y in sheet.starts.items():
            found.setdefault(link_to(section), Landing(number, y))
    return found


def _widths(told: list[_Told], masters: Iterable[Master]) -> dict[str, float]:
    """The greatest width of each picture."""
    widest: dict[str, float] = {}
    for widths in [*(widths_of(master.items) for master in masters), *(sheet.widths for sheet in told)]:
        for picture, width in widths.items():
            widest[picture] = max(width, widest.get(picture, 0.0))
    return widest


def _faces(brand: Brand, told: list[_Told]) -> dict[str, Face]:
    used = {face for sheet in told for face in sheet.faces}
    return {key: face for key, face in brand.faces.items() if key in used}


def _outline(told: list[_Told]) -> list[OutlineEntry]:
    entries: list[OutlineEntry] = []
    for number, sheet in enumerate(told):
        for text, wanted, y in sheet.headings:
            level = min(wanted, entries[-1].level + 1) if entries else 1
            entries.append(OutlineEntry(text, level, number, y))
    return entries

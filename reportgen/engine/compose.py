"""`Document` + `Brand` + templates → `Publication`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import Literal

from reportgen.brand import Brand
from reportgen.document import Document, LoadedSection
from reportgen.engine.contents import link_to, lists_itself, with_listing
from reportgen.engine.furniture import Furnisher, Variables
from reportgen.engine.modules import ModuleMaker
from reportgen.engine.pages import PageMaker
from reportgen.engine.pictures import Pictures
from reportgen.engine.regions import Placer
from reportgen.engine.setting import Setter
from reportgen.engine.slides import DeckMaker
from reportgen.engine.warmth import Warmth
from reportgen.errors import SourceError, raise_all
from reportgen.frames import (
    ChartItem,
    Face,
    Item,
    Landing,
    Master,
    OutlineEntry,
    Publication,
    Sheet,
    TableItem,
    TextItem,
)
from reportgen.templates import Library

PASSES = 4
"""How often a publication that lists its own pages is made up until the numbers stand."""

_LEVELS = {"title": 1, "heading1": 1, "heading2": 2}


def compose(
    document: Document,
    brand: Brand,
    library: Library,
    kind: Literal["newsletter", "deck"] = "newsletter",
    warmth: Warmth | None = None,
) -> Publication:
    """Lay the document out as a newsletter of pages or as a deck of slides; `warmth` comes from earlier ones.

    Raises:
        ReportgenError: content that does not fit, a character that no font has, a picture that is broken;
            `Problems` when there are several.
    """
    sections = [section for section in document.sections if section.only in (None, kind)]
    if not sections:
        raise SourceError(f"no section is left for the {kind}", hint='look at the sections\' "only"')
    warmth = warmth or Warmth(brand)
    if not any(lists_itself(section) for section in sections):
        return _composed(document, sections, brand, library, kind, warmth)
    numbers: dict[int, int] = {}
    for _ in range(PASSES):
        listed = [with_listing(section, sections, kind, numbers, document.language) for section in sections]
        made = _composed(document, listed, brand, library, kind, warmth)
        found = {section.index: section.sheets[0] for section in made.makeup.sections}
        if found == numbers:
            break
        numbers = found
    return made


def _composed(
    document: Document,
    sections: list[LoadedSection],
    brand: Brand,
    library: Library,
    kind: Literal["newsletter", "deck"],
    warmth: Warmth,
) -> Publication:
    warmth.begin()
    setter = Setter(brand, kind, warmth.typesetter, document.language)
    pictures = Pictures(warmth.pictures)
    placer = Placer(setter, pictures)
    furnisher = Furnisher(setter, pictures)
    variables = Variables(document.title, document.subtitle or "", document.issue or "", document.date_text or "")
    masters: tuple[Master, ...]
    if kind == "deck":
        maker = DeckMaker(setter, placer, furnisher, library, warmth)
        sheets = maker.sheets(sections, variables)
        masters = maker.masters([sheet.master for sheet in sheets])
        makeup = maker.makeup
    else:
        pages = PageMaker(ModuleMaker(placer, warmth), furnisher, library)
        sheets, masters = pages.sheets(sections, variables, document.pages)
        makeup = pages.makeup
    raise_all(setter.problems.values())
    warmth.end(sections)
    grid = brand.grid(kind)
    return Publication(
        kind=kind,
        title=document.title,
        language=document.language,
        size=grid.size,
        theme=brand.theme,
        masters=masters,
        sheets=tuple(sheets),
        faces=MappingProxyType(_faces(brand, sheets)),
        pictures=MappingProxyType(pictures.finished(_items(sheets, masters), brand.resolution)),
        subtitle=document.subtitle or "",
        authors=tuple(document.authors),
        date=document.date_text or "",
        created=document.created or "",
        outline=tuple(_outline(sheets)),
        targets=MappingProxyType(_targets(sheets)),
        makeup=makeup,
    )


def _targets(sheets: list[Sheet]) -> dict[str, Landing]:
    """Where each section begins, by the name that links inside the publication give it."""
    found: dict[str, Landing] = {}
    for number, sheet in enumerate(sheets):
        for item in sheet.items:
            if item.section is not None:
                found.setdefault(link_to(item.section), Landing(number, item.box.y))
    return found


def _items(sheets: Iterable[Sheet], masters: Iterable[Master]) -> Iterator[Item]:
    for master in masters:
        yield from master.items
    for sheet in sheets:
        yield from sheet.items


def _faces(brand: Brand, sheets: list[Sheet]) -> dict[str, Face]:
    used: set[str] = set()
    for sheet in sheets:
        for item in sheet.items:
            if isinstance(item, TextItem):
                used.update(run.face for line in item.lines for run in line.runs)
            elif isinstance(item, ChartItem):
                used.update(run.face for text in item.texts for line in text.lines for run in line.runs)
            elif isinstance(item, TableItem):
                used.update(run.face for cell in item.cells for line in cell.lines for run in line.runs)
    return {key: face for key, face in brand.faces.items() if key in used}


def _outline(sheets: list[Sheet]) -> list[OutlineEntry]:
    entries: list[OutlineEntry] = []
    for number, sheet in enumerate(sheets):
        for item in sheet.items:
            if not isinstance(item, TextItem) or item.artifact:
                continue
            for paragraph in item.paragraphs:
                level = _LEVELS.get(paragraph.role)
                if level is None or paragraph.continued:
                    continue
                if not entries:
                    level = 1
                entries.append(
                    OutlineEntry(
                        paragraph.text, min(level, entries[-1].level + 1) if entries else 1, number, item.box.y
                    )
                )
    return entries

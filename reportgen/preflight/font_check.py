"""Which fonts a document is set in, character by character: the brand's, those that stand in, and what nothing has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal

from reportgen.api import brand_of, compose, outputs_of
from reportgen.brand import Brand
from reportgen.brand.font_tables import unembeddable
from reportgen.document import Document, Kind, load
from reportgen.errors import Where
from reportgen.frames import CHARACTER_BOXES, ChartItem, Face, GlyphRun, Item, Publication, TableItem, TextItem
from reportgen.frames.publication import Embedding
from reportgen.structs import Struct

Chosen = Literal["brand", "fallback", "stand-in", "none"]
"""Who chose a font: the brand, for its type scale or as its fall-back; nobody, where it stands in; or there is none."""


class FontUse(Struct, frozen=True):
    """One face, and what of a document is set in it."""

    family: str
    weight: int
    italic: bool
    file: str
    """The name of the font's file; empty where no font has the characters."""
    chosen: Chosen
    characters: str
    """Each character that is set in it once, in Unicode's order."""
    kinds: tuple[Kind, ...]
    """The publications that use it."""
    places: tuple[Where, ...]
    """Where in the source its text stands."""
    embedding: Embedding = "free"
    """What its maker allows of documents that carry it: a PDF has all of it where it is to be whole, and cannot be
    written where it is forbidden."""
    not_in_office: str = ""
    """Why a PowerPoint file cannot carry it, where the brand says `embed: true`; empty where it can."""


def check_fonts(
    source: str | Path | Document, *, kinds: Iterable[Kind] | None = None, brand: str | Path | None = None
) -> tuple[FontUse, ...]:
    """Every face that a document is set in, with its characters; nothing is written.

    Args:
        source: a path, or what `load` or `parse` gave.
        kinds: the publications to look at, instead of those in the source's `outputs`.
        brand: a brand's name or file, instead of the document's.

    Raises:
        ReportgenError: the source or its brand is wrong; `Problems` where several things are.

    >>> from reportgen import parse
    >>> june = parse({"title": "June", "sections": [{"type": "quote", "quote": "Few words."}]})
    >>> sorted({use.chosen for use in check_fonts(june, kinds=["deck"])})
    ['brand']
    """
    document = source if isinstance(source, Document) else load(source)
    chosen = brand_of(document, brand)
    asked = kinds or dict.fromkeys(kind for kind, _ in outputs_of(document, None, None))
    publications = {kind: compose(document, kind, brand=chosen) for kind in asked}
    return fonts_of(publications, chosen)


def fonts_of(publications: Mapping[Kind, Publication], brand: Brand) -> tuple[FontUse, ...]:
    """Every face that publications are set in: the brand's first, then what stands in, then what no font has."""
    faces: dict[str, Face] = {}
    chars: dict[str, set[str]] = {}
    kinds: dict[str, dict[Kind, None]] = {}
    places: dict[str, dict[Where, None]] = {}
    for kind, publication in publications.items():
        for run, where in _runs(publication):
            faces.setdefault(run.face, publication.faces[run.face])
            chars.setdefault(run.face, set()).update(run.text)
            kinds.setdefault(run.face, {})[kind] = None
            if where.line:
                places.setdefault(run.face, {})[where] = None
    uses = [
        _use(faces[key], brand, "".join(sorted(found)), tuple(kinds[key]), _sorted(places.get(key, ())))
        for key, found in chars.items()
    ]
    order = ("brand", "fallback", "stand-in", "none")
    return tuple(sorted(uses, key=lambda use: (order.index(use.chosen), use.family, use.italic, use.weight)))


def _use(face: Face, brand: Brand, chars: str, kinds: tuple[Kind, ...], places: tuple[Where, ...]) -> FontUse:
    missing = face.key == CHARACTER_BOXES
    return FontUse(
        family=face.family,
        weight=face.weight,
        italic=face.italic,
        file="" if missing else face.path.name,
        chosen="none" if missing else _chosen(face.family, brand),
        characters=chars,
        kinds=kinds,
        places=places,
        embedding=face.embedding,
        not_in_office=unembeddable(face.path, bool(face.variations)) if brand.embed and not missing else "",
    )


def _chosen(family: str, brand: Brand) -> Chosen:
    if family in brand.families.values() or family == brand.code_family:
        return "brand"
    return "fallback" if family in brand.fallback else "stand-in"


def _sorted(places: Iterable[Where]) -> tuple[Where, ...]:
    return tuple(sorted(places, key=lambda one: (one.file or "", one.line or 0, one.column or 0)))


def _runs(publication: Publication) -> Iterator[tuple[GlyphRun, Where]]:
    """All text as it is set, on masters and sheets, with where its paragraphs stand in the source."""
    masters, sheets = publication.masters, publication.sheets
    for items in (*(master.items for master in masters), *(sheet.items for sheet in sheets)):
        for item in items:
            yield from _runs_of(item)


def _runs_of(item: Item) -> Iterator[tuple[GlyphRun, Where]]:
    match item:
        case TextItem():
            for line in item.lines:
                for run in line.runs:
                    yield run, item.paragraphs[line.paragraph].where
        case TableItem():
            for cell in item.cells:
                for line in cell.lines:
                    for run in line.runs:
                        yield run, cell.paragraphs[line.paragraph].where
        case ChartItem():
            for text in item.texts:
                yield from _runs_of(text)
        case _:
            return


__all__ = ["FontUse", "check_fonts"]

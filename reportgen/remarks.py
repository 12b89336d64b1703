"""What a person should look at in a publication that is made all the same."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from reportgen.document import Document
from reportgen.errors import NOWHERE, SourceRemark, Where
from reportgen.frames import (
    LOGO_PLATE,
    ChartItem,
    Face,
    ImageItem,
    Item,
    Paragraph,
    Publication,
    Run,
    ShapeItem,
    Sheet,
    TableItem,
    TextItem,
)
from reportgen.frames.bleed import cannot_bleed
from reportgen.frames.layout_decisions import Remark as Remark
from reportgen.structs import Struct
from reportgen.text.faces import nearest
from reportgen.text.scripts import counted, script_of

COARSE = 120
"""Pixels to the inch below which a picture looks coarse in print and on a screen."""

EMPTY = 0.55
"""Part of a page, not the last, below which it looks unfinished."""

SMALL = 0.8
"""Factor below which a shrunken text looks smaller than its neighbours."""


def source_remarks(document: Document) -> tuple[Remark, ...]:
    """The warnings for what a source says and no publication shows as it was written, each once for each file, with
    all lines.
    """
    found: dict[tuple[str, str | None], list[SourceRemark]] = {}
    for one in (*document.remarks, *(one for section in document.sections for one in section.remarks)):
        found.setdefault((one.message, one.where.file), []).append(one)
    return tuple(
        Remark(alike[0].message, alike[0].where, alike[0].hint, tuple(dict.fromkeys(one.where for one in alike[1:])))
        for alike in found.values()
    )


class _Noteworthy(Struct, frozen=True):
    """What of a sheet a remark may be about."""

    links: tuple[tuple[str, Where], ...]
    """The links to headings, and where their paragraphs stand."""
    stand_ins: tuple[tuple[int, Run, Where], ...]
    """The runs set in another font than the brand's, each with the number of its section, or -1."""
    styles: frozenset[tuple[str, int, bool]]
    """The families, weights and slants that runs ask for."""
    told: tuple[tuple[str, Where], ...]
    """What charts do not show one by one."""
    parted: tuple[Where, ...]
    """The tables whose columns do not stand side by side."""
    images: tuple[ImageItem, ...]


class KnownSheets:
    """What was found on the sheets of the last publication, for the next one, which has most of them, too."""

    def __init__(self) -> None:
        self._found: dict[int, tuple[Sheet, _Noteworthy]] = {}

    def of(self, publication: Publication) -> list[_Noteworthy]:
        """What is noteworthy on each sheet."""
        before = self._found
        self._found = {}
        for sheet in publication.sheets:
            known = before.get(id(sheet))
            self._found[id(sheet)] = known if known and known[0] is sheet else (sheet, _noteworthy(sheet))
        return [self._found[id(sheet)][1] for sheet in publication.sheets]


def _noteworthy(sheet: Sheet) -> _Noteworthy:
    links: list[tuple[str, Where]] = []
    stand_ins: list[tuple[int, Run, Where]] = []
    styles: set[tuple[str, int, bool]] = set()
    told: list[tuple[str, Where]] = []
    parted: list[Where] = []
    for item in sheet.items:
        if isinstance(item, ChartItem):
            told += [(message, item.where) for message in item.told]
        elif isinstance(item, TableItem) and item.parted:
            parted.append(item.where)
        section = -1 if item.section is None else item.section
        for paragraph in _paragraphs(item):
            for run in paragraph.runs:
                styles.add((run.family, run.weight, run.italic))
                if run.link and run.link.startswith("#"):
                    links.append((run.link, paragraph.where))
                if run.instead_of:
                    stand_ins.append((section, run, paragraph.where))
    images = tuple(item for item in sheet.items if isinstance(item, ImageItem))
    return _Noteworthy(tuple(links), tuple(stand_ins), frozenset(styles), tuple(told), tuple(parted), images)


def remarks(publication: Publication, known: KnownSheets | None = None) -> tuple[Remark, ...]:
    """The warnings for a publication, in the order of its sheets. `known` is for many publications that are alike."""
    noteworthy = (known or KnownSheets()).of(publication)
    return (
        *_unlinked(publication, noteworthy),
        *_shrunken(publication),
        *_empty(publication),
        *_coarse(publication, noteworthy),
        *_plated(publication),
        *_noted(publication),
        *_substituted(noteworthy),
        *_unlike(publication, noteworthy),
        *_given_way(publication, noteworthy),
        *_unbled(publication),
    )


def _unlinked(publication: Publication, noteworthy: Iterable[_Noteworthy]) -> Iterator[Remark]:
    """Links that lead to no heading of the publication."""
    for link, where in (one for sheet in noteworthy for one in sheet.links):
        if link not in publication.targets:
            yield Remark(
                f'"{link}" leads to no heading of the {publication.kind}, its words stand without a link',
                where,
                "a link to a heading is # and its words in small letters, with hyphens",
            )


def _shrunken(publication: Publication) -> Iterator[Remark]:
    for section in publication.makeup.sections:
        for fit in section.slots:
            for step in fit.steps:
                factor = step.removeprefix("shrink to ")
                if factor != step and float(factor) < SMALL:
                    yield Remark(
                        f'"{fit.slot}" of the {publication.kind} is set at {factor} of its size',
                        fit.where,
                        "shorten it",
                    )


def _empty(publication: Publication) -> Iterator[Remark]:
    sheets = publication.makeup.sheets
    if publication.kind == "deck":
        return
    for sheet in sheets[:-1]:
        if sheet.fill < EMPTY:
            first = next((one for one in publication.makeup.sections if one.sheets[0] > sheet.number), None)
            where = first.where if first else NOWHERE
            yield Remark(
                f"page {sheet.number} is filled to {round(100 * sheet.fill)} % only",
                where,
                "let a section float, or change the order",
            )


def _coarse(publication: Publication, noteworthy: Iterable[_Noteworthy]) -> Iterator[Remark]:
    seen: set[tuple[str, int]] = set()
    for number, sheet in enumerate(noteworthy, 1):
        for item in sheet.images:
            if item.picture not in publication.pictures:
                continue
            picture = publication.pictures[item.picture]
            if picture.media == "image/svg+xml" or item.box.width < 1:
                continue
            left, _, right, _ = item.crop
            pixels = picture.width * (1 - left - right) / (item.box.width / 72)
            if pixels < COARSE and (item.picture, number) not in seen:
                seen.add((item.picture, number))
                what = "page" if publication.kind == "newsletter" else "slide"
                yield Remark(
                    f"a picture has {round(pixels)} pixels to the inch on {what} {number}; {COARSE} look sharp",
                    item.where,
                    "take a larger picture, or a template that shows it smaller",
                )


def _plated(publication: Publication) -> Iterator[Remark]:
    plated = any(
        isinstance(item, ShapeItem) and item.name == LOGO_PLATE
        for master in publication.masters
        for item in master.items
    )
    if plated:
        yield Remark(
            f"the logo stands on a plate on dark grounds of the {publication.kind}",
            hint="give the brand a logo.on_dark",
        )


def _given_way(publication: Publication, noteworthy: Sequence[_Noteworthy]) -> Iterator[Remark]:
    """What charts do not show one by one, and tables not side by side, because it has no room."""
    for message, where in (one for sheet in noteworthy for one in sheet.told):
        yield Remark(f"{message} in the {publication.kind}", where, "take fewer, or another kind of chart")
    for where in dict.fromkeys(one for sheet in noteworthy for one in sheet.parted):
        message = f"the table is too wide for the {publication.kind}: its columns stand in several tables"
        yield Remark(message, where, "leave columns out, or shorten their headings and longest words")


def _unbled(publication: Publication) -> Iterator[Remark]:
    """What a press would cut, and find white under the knife."""
    for item, why in cannot_bleed(publication):
        where = item.where if isinstance(item, ImageItem) else NOWHERE
        yield Remark(f"{why} ({publication.kind})", where, "let it fill its place as a rectangle, or stand free")


def _noted(publication: Publication) -> Iterator[Remark]:
    """What a person should know of the pictures: fonts that drawings ask for, and files that hold several."""
    noted = {key: picture.notes for key, picture in publication.pictures.items() if picture.notes}
    if not noted:
        return
    places: dict[str, list[Where]] = {key: [] for key in noted}
    sheets = (*(master.items for master in publication.masters), *(sheet.items for sheet in publication.sheets))
    for item in (item for items in sheets for item in items):
        if isinstance(item, ImageItem) and item.picture in places:
            places[item.picture].append(item.where)
    for key, notes in noted.items():
        where = next((place for place in places[key] if place.line), NOWHERE)
        for message, hint in notes:
            yield Remark(message, where, hint)


# --- characters that the brand's fonts lack

MOST_NAMED = 6
"""Characters of one script that a remark names one by one; of more it tells the number."""


def _substituted(noteworthy: Iterable[_Noteworthy]) -> Iterator[Remark]:
    """One remark for each section and font: the characters that the font lacks, and what was taken for them."""
    found: dict[tuple[int, str, str], list[tuple[Run, Where]]] = {}
    for section, run, where in (one for sheet in noteworthy for one in sheet.stand_ins):
        found.setdefault((section, run.instead_of, run.family), []).append((run, where))
    for (_, lacking, taken), uses in found.items():
        chars = dict.fromkeys(char for run, _ in uses for char in run.text if _counts(char))
        places = sorted({where for _, where in uses if where.line}, key=lambda where: (where.line or 0, where.path))
        named = _named(chars)
        if lacking == taken:
            message = f"no font has {named}: PDFs show the code in a frame, office files keep the text"
            hint = "replace it, add a font that has it to the brand's fallback, or pip install 'reportgen[fonts]'"
        else:
            message = f"{lacking} lacks {named}: set in {taken}"
            hint = "replace it, or add a font of your choice to the brand's fallback"
        yield Remark(message, places[0] if places else NOWHERE, hint, tuple(places[1:]))


UNLIKE = 100
"""How far a weight may be from the one that is asked for, before words in it no longer look as they should."""


def _unlike(publication: Publication, noteworthy: Iterable[_Noteworthy]) -> Iterator[Remark]:
    """Weights and slants that the text asks for and families of the brand's own files have not."""
    own = _own_faces(publication)
    lacking: dict[Face, dict[str, None]] = {}
    for family, weight, italic in sorted({style for sheet in noteworthy for style in sheet.styles} if own else ()):
        if family not in own:
            continue
        taken = nearest(own[family], weight, italic)
        if taken.italic != italic or abs(taken.weight - weight) > UNLIKE:
            lacking.setdefault(taken, {})[_style(weight, italic)] = None
    for face, asked in lacking.items():
        instead = _style(face.weight, face.italic)
        message = f"{face.family} has no {', no '.join(asked)}: the {publication.kind} has {instead} for it"
        yield Remark(message, face.where, "add the family's file of that weight or slant to its files")


def _own_faces(publication: Publication) -> dict[str, list[Face]]:
    """The faces in use of the families that are the brand's own files."""
    own: dict[str, list[Face]] = {}
    for face in publication.faces.values():
        if face.where.line:
            own.setdefault(face.family, []).append(face)
    return own


def _style(weight: int, italic: bool) -> str:
    """A weight and a slant in words.

    >>> _style(400, False), _style(700, True), _style(600, False)
    ('regular', 'bold italic', 'weight 600')
    """
    named = {400: "" if italic else "regular", 700: "bold"}.get(weight, f"weight {weight}")
    return f"{named} italic".strip() if italic else named


def _paragraphs(item: Item) -> Iterator[Paragraph]:
    """All paragraphs of an item."""
    match item:
        case TextItem():
            yield from item.paragraphs
        case TableItem():
            for cell in item.cells:
                yield from cell.paragraphs
        case ChartItem():
            for text in item.texts:
                yield from text.paragraphs
        case _:
            return


def _counts(char: str) -> bool:
    """Whether a character is one that people see, not one that only joins or varies others."""
    return unicodedata.category(char) not in ("Cf", "Zs") and not "\ufe00" <= char <= "\ufe0f"


def _named(chars: Iterable[str]) -> str:
    """Characters by code and name; of a script, or of signs, that are many, the number."""
    groups: dict[str, list[str]] = {}
    for char in chars:
        groups.setdefault(script_of(char), []).append(char)
    return ", ".join(
        counted(group)
        if len(group) > MOST_NAMED
        else ", ".join(f'"{char}" (U+{ord(char):04X} {unicodedata.name(char, "unnamed character")})' for char in group)
        for group in groups.values()
    )

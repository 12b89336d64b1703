"""What finished sheets tell of themselves: what they use, where sections begin on them, their headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from reportgen.brand import Brand, Grid
from reportgen.frames import (
    HEADINGS,
    ChartItem,
    DocumentSection,
    Face,
    Guides,
    Item,
    KeyParts,
    Landing,
    Line,
    Master,
    OutlineEntry,
    Paragraph,
    Sheet,
    TableItem,
    TextItem,
    heading_level,
)
from reportgen.layout.completeness import marks_of
from reportgen.layout.publication_pictures import widths_of
from reportgen.layout.table_of_contents import link_to
from reportgen.structs import Struct, replace


class SheetFacts(Struct, frozen=True):
    """What a sheet tells of itself.

    `faces` are the keys of the font faces that its text is set in, `widths` the widths of its pictures as if they were
    not cropped, `starts` where each section that stands on it begins, `headings` what may be headings with their
    sections and tops, `links` the links inside the publication that its text has, `marks` which parts of sections
    stand on it (see `completeness`). Lengths are points, from the sheet's top.
    """

    faces: frozenset[str]
    widths: Mapping[str, float]
    starts: Mapping[int, float]
    headings: tuple[tuple[Paragraph, int | None, float], ...]
    links: frozenset[str]
    marks: frozenset[str]


def facts_of(sheet: Sheet) -> SheetFacts:
    """What a sheet tells of itself."""
    faces: set[str] = set()
    starts: dict[int, float] = {}
    headings: list[tuple[Paragraph, int | None, float]] = []
    links: set[str] = set()
    marks: set[str] = set()
    for item in sheet.items:
        marks.update(marks_of(item))
        if item.section is not None:
            starts.setdefault(item.section, item.box.y)
        for lines in _texts(item):
            for line in lines:
                for run in line.runs:
                    faces.add(run.face)
                    if run.link and run.link.startswith("#"):
                        links.add(run.link)
        if isinstance(item, TextItem) and not item.artifact:
            headings += [
                (paragraph, item.section, item.box.y + _first_line(item, number))
                for number, paragraph in enumerate(item.paragraphs)
                if paragraph.role in HEADINGS
            ]
    return SheetFacts(
        frozenset(faces),
        widths_of(sheet.items),
        starts,
        tuple(headings),
        frozenset(links),
        frozenset(marks),
    )


def _first_line(item: TextItem, paragraph: int) -> float:
    """Where the first line of a paragraph begins in its item, in points; 0 where it has none."""
    for line in item.lines:
        if line.paragraph == paragraph:
            return line.baseline - item.paragraphs[paragraph].leading
    return 0.0


def marks_on(facts: Iterable[SheetFacts]) -> frozenset[str]:
    """What stands on any of the sheets that tell this of themselves."""
    return frozenset[str]().union(*(one.marks for one in facts))


def _texts(item: Item) -> list[Sequence[Line]]:
    """The lines of each text in an item."""
    if isinstance(item, TextItem):
        return [item.lines]
    if isinstance(item, ChartItem):
        return [text.lines for text in item.texts]
    if isinstance(item, TableItem):
        return [cell.lines for cell in item.cells]
    return []


def targets(facts: Sequence[SheetFacts], titles: Iterable[tuple[int, str]]) -> dict[str, Landing]:
    """Where each section begins, by the name that links inside the publication give it; and each heading that one of
    the links of the text leads to. `titles` are those of the sections, for headings that are not shown, or not as such.
    """
    found: dict[str, Landing] = {}
    for number, sheet in enumerate(facts):
        for section, y in sheet.starts.items():
            found.setdefault(link_to(section), Landing(number, y))
    wanted = {link for sheet in facts for link in sheet.links} - found.keys()
    if wanted:
        headings = [
            (one.text, Landing(number, y))
            for number, sheet in enumerate(facts)
            for one, _, y in sheet.headings
            if not one.continued
        ]
        headings += [(title, found[link_to(at)]) for at, title in titles if link_to(at) in found]
        for text, landing in headings:
            link = f"#{anchor_of(text)}"
            if link in wanted:
                found.setdefault(link, landing)
    return found


def anchor_of(heading: str) -> str:
    """The name by which GitHub's links lead to a heading: its words in small letters, with hyphens.

    >>> anchor_of("Breaking changes (2.0)")
    'breaking-changes-20'
    """
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", heading.strip().lower()))


def picture_widths(facts: Sequence[SheetFacts], masters: Iterable[Master]) -> dict[str, float]:
    """The greatest width of each picture on sheets and masters, in points."""
    widest: dict[str, float] = {}
    for widths in [*(widths_of(master.items) for master in masters), *(sheet.widths for sheet in facts)]:
        for picture, width in widths.items():
            widest[picture] = max(width, widest.get(picture, 0.0))
    return widest


def used_faces(brand: Brand, facts: Sequence[SheetFacts]) -> dict[str, Face]:
    """The font faces that text on sheets is set in, in the order in which the brand has them."""
    used = {face for sheet in facts for face in sheet.faces}
    return {key: face for key, face in brand.faces.items() if key in used}


def guides_of(grid: Grid) -> Guides:
    """The lines of a grid: the edges of its area and of its columns."""
    area, width = grid.area, grid.width(1)
    lefts = [grid.left(column) for column in range(1, grid.columns + 1)]
    edges = {*lefts, *(left + width for left in lefts)}
    return Guides(tuple(sorted(round(edge, 3) for edge in edges)), (area.y, area.bottom))


def outline(facts: Sequence[SheetFacts], sections: Mapping[int, DocumentSection], title: str) -> list[OutlineEntry]:
    """The headings of the document in its own order, each once. The title stands beside the sections, which are those
    that people look for; where no sheet shows it before all others, it leads to the first.
    """
    found: dict[str, tuple[int, OutlineEntry]] = {}
    headed = {section for sheet in facts for one, section, _ in sheet.headings if KeyParts(one.key).slot == "headline"}
    for number, sheet in enumerate(facts):
        for paragraph, section, y in sheet.headings:
            level = heading_level(paragraph, section, sections, headed=section in headed)
            at, before = found.get(paragraph.key, (-1 if section is None else section, None))
            if before is None and level:
                found[paragraph.key] = (at, OutlineEntry(paragraph.text, max(level - 1, 1), number, y))
            elif before is not None and paragraph.continued:
                found[paragraph.key] = (at, replace(before, title=before.title + paragraph.text))
    entries = [entry for _, entry in sorted(found.values(), key=lambda one: one[0])]
    heads = [(paragraph, section) for sheet in facts for paragraph, section, _ in sheet.headings]
    heads.sort(key=lambda one: -1 if one[1] is None else one[1])
    levels = (heading_level(paragraph, section, sections) for paragraph, section in heads)
    if next(filter(None, levels), 0) != 1:
        entries.insert(0, OutlineEntry(title, 1, 0, 0.0))
    return entries

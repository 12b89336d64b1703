"""The pages of a newsletter as slides: a heading on the page is the slide's title, level columns of a story are one text in
columns, and what stands on the page of a section is a group that is moved as one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from reportgen.backends.pptx.xml import emu
from reportgen.frames import UNDER_BASELINE, Item, Paragraph, Sheet, TableItem, TextItem
from reportgen.geometry import Rect, around
from reportgen.structs import Struct, replace

_SOFT_HYPHEN = "\u00ad"
"""What the glyph of a hyphen that is no text is read as."""

_SLACK = 0.5
"""By how many points columns may differ that are level, and of one width."""

_LEAST_GAP = 2.0
"""The least room between columns, in points."""


class Columns(Struct, frozen=True):
    """Into how many columns a text runs (`numCol`, `spcCol` of `a:bodyPr`, ECMA-376 Part 1, 21.1.2.1.1), and the room
    between them in points."""

    count: int
    gap: float

    @property
    def attributes(self) -> str:
        return f' numCol="{self.count}" spcCol="{emu(self.gap)}"'


class Page(Struct, frozen=True):
    """What is written of a sheet: its items, the number of the one that is its title, and the columns of texts by their
    numbers."""

    items: tuple[Item, ...]
    title: int | None = None
    columns: Mapping[int, Columns] = {}


class Group(Struct, frozen=True):
    """Items from one number to before another that are a group: the number of its shape, its box, and its name."""

    first: int
    end: int
    number: int
    box: Rect
    name: str


def page_of(sheet: Sheet) -> Page:
    """A page of a newsletter."""
    stories = _stories(sheet.items)
    joined = {numbers[0]: _joined(_texts([sheet.items[at] for at in numbers])) for numbers in stories}
    taken = {at for numbers in stories for at in numbers[1:]}
    items: list[Item] = []
    columns: dict[int, Columns] = {}
    for at in range(len(sheet.items)):
        if at in joined:
            columns[len(items)] = joined[at][0]
        if at not in taken:
            items.append(joined[at][1] if at in joined else _ended(sheet.items[at]))
    title = next((at for at, item in enumerate(items) if _says(item, sheet.title)), None)
    return Page(tuple(items), title, columns)


def _says(item: Item, title: str) -> bool:
    if not isinstance(item, TextItem) or item.artifact or not item.paragraphs:
        return False
    return " ".join(paragraph.text for paragraph in item.paragraphs).split() == title.split()


def _ended(item: Item) -> Item:
    """The item; a text whose last word goes on in another box has the hyphen that the page shows. Within boxes words are
    not broken: these are wider than columns of the page, and LibreOffice shows no hyphen for a soft one (tried)."""
    if not isinstance(item, TextItem) or not item.lines or not item.paragraphs[-1].continues:
        return item
    seen, last = item.lines[-1].runs, item.paragraphs[-1]
    if not seen or seen[-1].text != _SOFT_HYPHEN:
        return item
    run = last.runs[-1]
    shown = replace(last, runs=(*last.runs[:-1], replace(run, text=run.text.rstrip(_SOFT_HYPHEN) + "-")))
    return replace(item, paragraphs=(*item.paragraphs[:-1], shown))


# --- columns


def _stories(items: Sequence[Item]) -> list[list[int]]:
    """The numbers of texts that are the level columns of one story, for each that stands in such columns alone."""
    found: dict[tuple[int | None, str], list[int]] = {}
    for at, item in enumerate(items):
        if isinstance(item, TextItem) and item.slot == "body" and not item.grounded:
            found.setdefault((item.section, item.slot), []).append(at)
    return [numbers for numbers in found.values() if _are_columns([items[at] for at in numbers])]


def _are_columns(items: Sequence[Item]) -> bool:
    """Whether a text runs through boxes side by side as it would through columns of one box."""
    columns = _texts(items)
    if len(columns) < 2 or not all(text.lines for text in columns):
        return False
    gap, height = columns[1].box.x - columns[0].box.right, _height(columns)
    return gap > _LEAST_GAP and all(_goes_on(one, two, gap, height) for one, two in pairwise(columns))


def _goes_on(one: TextItem, two: TextItem, gap: float, height: float) -> bool:
    """Whether a column is full, and the next stands level with it and goes on with its paragraph: clients differ in the
    space over a paragraph that begins there."""
    apart = (two.box.y - one.box.y, two.box.width - one.box.width, two.box.x - one.box.right - gap)
    first = two.paragraphs[0]
    return all(abs(by) < _SLACK for by in apart) and first.continued and _foot(one) + first.leading > height + _SLACK


def _texts(items: Sequence[Item]) -> list[TextItem]:
    return [item for item in items if isinstance(item, TextItem)]


def _foot(text: TextItem) -> float:
    """How far under the top of its box a text ends."""
    last = text.lines[-1]
    return last.baseline + UNDER_BASELINE * max(run.size for run in text.paragraphs[last.paragraph].runs)


def _height(columns: Sequence[TextItem]) -> float:
    return max(_foot(text) for text in columns)


def _joined(texts: Sequence[TextItem]) -> tuple[Columns, TextItem]:
    """One text in columns; these are as much wider as an editor's text boxes are, as far as the room between them goes."""
    first, second = texts[0], texts[1]
    gap = second.box.x - first.box.right
    wider = max(0.0, min(gap - _LEAST_GAP, *(text.give for text in texts)))
    box = first.box
    width = len(texts) * box.width + (len(texts) - 1) * gap + wider
    height = _height(texts) + _SLACK * first.paragraphs[0].leading
    paragraphs: list[Paragraph] = []
    for paragraph in (paragraph for text in texts for paragraph in text.paragraphs):
        if paragraph.continued and paragraphs and paragraphs[-1].key == paragraph.key:
            before = paragraphs[-1]
            paragraphs[-1] = replace(before, runs=(*before.runs, *paragraph.runs), continues=paragraph.continues)
        else:
            paragraphs.append(paragraph)
    whole = replace(first, box=Rect(box.x, box.y, width, height), paragraphs=tuple(paragraphs), lines=(), give=0.0)
    return Columns(len(texts), gap - wider), whole


# --- groups


def groups_of(page: Page, last: int) -> Iterator[Group]:
    """The groups of a page, with numbers after the `last` of its shapes: of each section the items that follow each other.
    Tables and the slide's title cannot be part of a group in PowerPoint.
    """

    def section(at: int) -> int | None:
        item = page.items[at]
        return None if at == page.title or isinstance(item, TableItem) else item.section

    number = last
    for wanted, found in groupby(range(len(page.items)), section):
        numbers = list(found)
        if wanted is None or len(numbers) < 2:
            continue
        number += 1
        box = around(page.items[at].box for at in numbers)
        name = _name([item for item in page.items if item.section == wanted])
        yield Group(numbers[0], numbers[-1] + 1, number, box, name)


def _name(items: Sequence[Item]) -> str:
    """What a group of a section's items is called: by the first heading of these, else by their first words."""
    texts = [text for text in _texts(items) if text.paragraphs]
    headings = [text for text in texts if text.paragraphs[0].role.startswith("heading")]
    words = [text.paragraphs[0].text for text in (*headings, *texts)]
    return " ".join(words[0].split())[:60] if words else "Group"

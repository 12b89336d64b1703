"""Rules about the pages of a newsletter: what anyone sees who leafs through it, each with one measure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from reportgen.errors import counted
from reportgen.frames import Item, Publication, ShapeItem, Sheet, TableItem, TextItem
from reportgen.frames.layout_decisions import SectionMakeUp
from reportgen.geometry import Rect
from reportgen.preflight.finding import Finding
from reportgen.preflight.seen_on_sheets import boxes_of, cut_pictures, largest_gap, lonely_sets, occupied
from reportgen.structs import Struct, replace

MARGINS = Rect(0.07, 0.08, 0.86, 0.84)
"""The inside of a page, in parts of its width and height."""

WHITE, FOOT, LAST = 0.35, 0.15, 0.8
"""The part of a page's inside that is white in one rectangle, or white at its foot, at the most; and the part of the
height of the last of several pages that is filled at the least.
"""

SHORTER, LINES = 0.25, 6
"""By which part a column of running text may be shorter than its neighbour, where that has so many lines."""

ROWS_BEFORE, ROWS_AFTER = 8, 6
"""Rows of a table that stand before a cut, and after it, at the least."""

CUT = 0.5
"""The part of a picture's area that may be cut off."""

HEADS = ("heading1", "heading2")

_Thing = TypeVar("_Thing", bound=Item)


class _Page(Struct, frozen=True):
    """A page with its number, of so many, and the sections on it; `inside` is the sheet without its margins."""

    number: int
    count: int
    sheet: Sheet
    sections: dict[int, SectionMakeUp]
    inside: Rect

    @property
    def content(self) -> list[Item]:
        return [item for item in self.sheet.items if not getattr(item, "artifact", False) and item.section is not None]

    @property
    def texts(self) -> list[TextItem]:
        return [item for item in self.content if isinstance(item, TextItem)]

    @property
    def foot(self) -> float:
        """The foot of the lowest thing on it, in points."""
        return max((box.bottom for item in self.content for box in boxes_of(item)), default=0.0)

    def told(self, rule: str, message: str, hint: str, section: int | None = None) -> Finding:
        """A finding at the line of a section, or of the last one that begins on the page."""
        begun = [one for one in self.sections.values() if self.number in one.sheets]
        at = self.sections.get(section) if section is not None else max(begun, key=lambda one: one.index, default=None)
        where = at.where if at is not None else next(iter(self.sections.values())).where
        return Finding(rule, "note", f"page {self.number} {message}", where, hint)


def _pages(publication: Publication) -> Iterator[_Page]:
    """The pages of a newsletter; none of a deck."""
    if publication.kind == "deck" or not publication.makeup.sections:
        return
    width, height = publication.size.width, publication.size.height
    inside = Rect(MARGINS.x * width, MARGINS.y * height, MARGINS.width * width, MARGINS.height * height)
    sections = {section.index: section for section in publication.makeup.sections}
    for number, sheet in enumerate(publication.sheets, 1):
        yield _Page(number, len(publication.sheets), sheet, sections, inside)


def white(publication: Publication) -> Iterator[Finding]:
    """A page with one large white space; a last one may have it at its foot."""
    for page in _pages(publication):
        if page.number == page.count and _left(page) > FOOT:
            continue
        share = largest_gap(occupied((box for item in page.content for box in boxes_of(item)), page.inside))
        if share > WHITE:
            hint = "let a section float, change the order, or give a picture"
            yield page.told("white-page", f"has a white space of {round(100 * share)} % of its inside", hint)


def white_foot(publication: Publication) -> Iterator[Finding]:
    """A page, not the last, that ends well over its foot; and a last one of several that is not well filled."""
    for page in _pages(publication):
        left = _left(page)
        if page.number < page.count and left > FOOT:
            hint = "let a section float, or change the order"
            yield page.told("white-foot", f"is white at its foot, {round(100 * left)} % of its height", hint)
        if page.number == page.count > 1 and 1 - left < LAST:
            hint = f"shorten the text, or write pages: {page.count - 1}; a closing section takes what is left"
            yield page.told("last-page", f"is the last, and filled to {round(100 * (1 - left))} % only", hint)


def _left(page: _Page) -> float:
    """What is white at a page's foot, in parts of the height of its inside."""
    return (page.inside.bottom - page.foot) / page.inside.height


def short_columns(publication: Publication) -> Iterator[Finding]:
    """A column of running text that is much shorter than its neighbour."""
    for page in _pages(publication):
        for section in page.sections:
            less = _shorter(page, _of_section(page.texts, section))
            if less > SHORTER:
                message = f"has a column that is {round(100 * less)} % shorter than its neighbour"
                hint = "lengthen or shorten the text a little, or move its pull quote"
                yield page.told("short-column", message, hint, section)


def _shorter(page: _Page, texts: Sequence[TextItem]) -> float:
    """By which part the shortest column of a section's running text is shorter than the longest."""
    bodies = [text for text in texts if text.slot == "body"]
    columns = _columns(bodies)
    longest = max((sum(len(text.lines) for text in column) for column in columns), default=0)
    if len(columns) < 2 or longest < LINES:
        return 0.0
    top = min(text.box.y for text in bodies)
    heights = [_foot_of_column(page, column) - top for column in columns]
    return 1 - min(heights) / max(heights)


def _foot_of_column(page: _Page, column: Sequence[TextItem]) -> float:
    """The foot of a column: of its texts, or of what of the section stands in it under them, such as a pull quote."""
    left, right = min(text.box.x for text in column), max(text.box.right for text in column)
    beside = [item for item in _of_section(page.content, column[0].section) if item.box.x < right - 1]
    return max((box.bottom for item in beside if item.box.right > left + 1 for box in boxes_of(item)), default=0.0)


def _columns(texts: Sequence[TextItem]) -> list[list[TextItem]]:
    """Texts in columns, from left to right: what lies over one another is of one column."""
    columns: list[list[TextItem]] = []
    right = 0.0
    for text in sorted(texts, key=lambda text: text.box.x):
        if not columns or text.box.x >= right - 1:
            columns.append([])
        columns[-1].append(text)
        right = max(right, text.box.right)
    return columns


def _of_section(items: Sequence[_Thing], section: int | None) -> list[_Thing]:
    return [item for item in items if item.section == section]


def stranded_heads(publication: Publication) -> Iterator[Finding]:
    """A heading at a page's foot with nothing of its section under it, which goes on overleaf."""
    for page in _pages(publication):
        for text, section in _heads(page):
            goes_on = len(section.sheets) > 1 and page.number == section.sheets[0]
            if goes_on and section.type != "divider" and not _under(page, text):
                yield page.told("stranded-heading", "ends with a heading", "shorten what is before it", text.section)


def low_parts(publication: Publication) -> Iterator[Finding]:
    """The head of a part in the lower half of a page."""
    for page in _pages(publication):
        middle = page.inside.y + page.inside.height / 2
        for text, section in _heads(page):
            if section.type == "divider" and text.box.y > middle:
                hint = "let what comes before it be shorter, or let a section float"
                yield page.told("low-part", "has the head of a part in its lower half", hint, text.section)


def _heads(page: _Page) -> Iterator[tuple[TextItem, SectionMakeUp]]:
    """The headings of sections on a page."""
    for text in page.texts:
        if text.section in page.sections and any(paragraph.role in HEADS for paragraph in text.paragraphs):
            yield text, page.sections[text.section]


def _under(page: _Page, head: TextItem) -> bool:
    """Whether anything of a heading's section stands under it or beside it."""
    others = (item for item in page.content if item.section == head.section and item is not head)
    return any(
        box.bottom > head.box.bottom + 1 for item in others if not isinstance(item, ShapeItem) for box in boxes_of(item)
    )


def cut_tables(publication: Publication) -> Iterator[Finding]:
    """A table that is cut where few rows stand before the cut or after it."""
    parts: dict[str, list[tuple[_Page, TableItem]]] = {}
    for page in _pages(publication):
        for item in page.content:
            if isinstance(item, TableItem):
                parts.setdefault(item.key, []).append((page, item))
    for found in parts.values():
        if len({page.number for page, _ in found}) < 2:
            continue
        for at, (page, item) in enumerate(found):
            rows = len(item.rows) - item.header_rows
            least = ROWS_AFTER if at == len(found) - 1 else ROWS_BEFORE
            if rows < least:
                hint = "let the table float, change the order, or leave rows out"
                yield page.told("cut-table", f"has {counted(rows, 'row')} of a table that is cut", hint, item.section)


def alone_in_row(publication: Publication) -> Iterator[Finding]:
    """A set of which one stands alone in its last row."""
    for page in _pages(publication):
        for section in page.sections:
            for name, count in lonely_sets(_of_section(page.texts, section)):
                message = f'has one of {count} alone in the last row of "{name}"'
                yield page.told("alone-in-row", message, "add or leave out one, or name another template", section)


def cropped(publication: Publication) -> Iterator[Finding]:
    """A picture of which too much is cut off: heads are lost that way."""
    for page in _pages(publication):
        for item, lost in cut_pictures(page.sheet.items, CUT):
            hint = "say what must be seen with focus, or show it whole with fit: contain"
            yield replace(
                page.told("cropped-picture", f"cuts off {round(100 * lost)} % of a picture", hint), where=item.where
            )


RULES = {
    "white-page": "A large part of a page is white.",
    "white-foot": "A page ends well over its foot.",
    "last-page": "The last page is not well filled.",
    "short-column": "A column of running text is much shorter than its neighbour.",
    "stranded-heading": "A heading stands at a page's foot, away from its text.",
    "low-part": "The head of a part stands in the lower half of a page.",
    "cut-table": "A table is cut where few rows stand before or after.",
}
"""The rules of this file that slides have not, and what each finds."""

LOOKS = (white, white_foot, short_columns, stranded_heads, low_parts, cut_tables, alone_in_row, cropped)
"""What finds them."""

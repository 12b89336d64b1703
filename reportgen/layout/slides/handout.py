"""A deck on paper: two, three or six slides on a page, each with what its speaker says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import MappingProxyType

from reportgen.frames import Item, Master, Paragraph, Press, Publication, ShapeItem, Sheet, TextItem
from reportgen.geometry import Rect, Size
from reportgen.layout.sheet_inventory import facts_of, used_faces
from reportgen.layout.styles import TextStyle
from reportgen.layout.text_setter import TextSetter
from reportgen.structs import replace

MASTER = "handout"

_NUMBER = TextStyle("label", "label", "accent")
_NOTE = TextStyle("caption", "body", "text")

_COLUMNS = {2: 1, 3: 1, 6: 2}
"""Of slides, by how many of them stand on a page."""
_GAP = 18.0
"""Between slides, and between a slide and its notes, in points."""
_BESIDE = 0.52
"""The part of the width that a slide has whose notes stand beside it."""
_OVER = 0.7
"""The most of the height of its place that a slide has whose notes stand under it."""
_LINE = 20.0
"""Between the lines on which notes are written by hand, in points."""
_LONGEST = 300
"""Words of a note beyond which it is parted, so that no page is too small for it."""


class _Page:
    """A page that is filled: its items, and the slides with their places."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self.slides: list[tuple[int, Rect]] = []


def handout_pages(
    deck: Publication, setter: TextSetter, per_page: int
) -> tuple[Publication, tuple[tuple[tuple[int, Rect], ...], ...]]:
    """The pages with all that is not of the slides, and the numbers of the slides (from 0) with their places on each.

    Notes that have no room beside their slide go on over the next page; nothing is left out.
    """
    pages: list[_Page] = []
    for first in range(0, len(deck.sheets), per_page):
        page = _Page()
        rest: list[Paragraph] = []
        boxes = _places(setter.grid.area, per_page)
        for number, box in zip(range(first, min(first + per_page, len(deck.sheets))), boxes, strict=False):
            rest += _slide(page, deck, number, box, setter, per_page)
        pages += [page, *_further(rest, setter)]
    return _publication(deck, setter, pages), tuple(tuple(page.slides) for page in pages)


def _places(area: Rect, per_page: int) -> Iterator[Rect]:
    """The places of slides with their notes, row by row."""
    columns = _COLUMNS[per_page]
    rows = per_page // columns
    width, height = (area.width - (columns - 1) * _GAP) / columns, (area.height - (rows - 1) * _GAP) / rows
    for number in range(per_page):
        row, column = divmod(number, columns)
        yield Rect(area.x + column * (width + _GAP), area.y + row * (height + _GAP), width, height)


def _slide(
    page: _Page, deck: Publication, number: int, box: Rect, setter: TextSetter, per_page: int
) -> list[Paragraph]:
    """Place a slide and what has room of its notes; gives what has none."""
    aspect = deck.size.width / deck.size.height
    if per_page == 3:
        width = min(_BESIDE * box.width, box.height * aspect)
        room = Rect(box.x + width + _GAP, box.y, box.width - width - _GAP, box.height)
    else:
        width = min(box.width, _OVER * box.height * aspect)
        top = box.y + width / aspect + _GAP / 3
        room = Rect(box.x, top, box.width, box.bottom - top)
    place = Rect(box.x, box.y, width, width / aspect)
    edge = setter.brand.colours.hairline("paper")
    page.slides.append((number, place))
    page.items.append(ShapeItem(place, stroke=edge, stroke_width=0.5, name="edge"))
    notes = deck.sheets[number].notes
    paragraphs = [setter.plain(f"{number + 1}", _NUMBER, f"handout{number}.number"), *_notes(notes, number, setter)]
    rest = _set(page, paragraphs, room, setter)
    if not notes and per_page == 3:
        count = int(room.height / _LINE)
        lines = (Rect(room.x, room.y + (at + 1) * _LINE, room.width, 0.0) for at in range(1, count))
        page.items += [ShapeItem(line, "line", stroke=edge, stroke_width=0.5, name="line") for line in lines]
    if not rest:
        return []
    return [setter.plain(f"{number + 1} …", _NUMBER, f"handout{number}.further"), *rest]


def _notes(notes: Sequence[str], number: int, setter: TextSetter) -> Iterator[Paragraph]:
    """The notes of a slide as paragraphs, very long ones in parts."""
    for at, note in enumerate(notes):
        words = note.split()
        for part in range(0, len(words), _LONGEST):
            key = f"handout{number}.notes.{at}.{part}"
            yield setter.plain(" ".join(words[part : part + _LONGEST]), _NOTE, key)


def _set(page: _Page, paragraphs: Sequence[Paragraph], room: Rect, setter: TextSetter) -> list[Paragraph]:
    """Set as many paragraphs as have room; gives the others."""
    count = len(paragraphs)
    text = setter.set(paragraphs, room.width)
    while count > 1 and text.height > room.height:
        count -= 1
        text = setter.set(paragraphs[:count], room.width)
    page.items.append(TextItem(replace(room, height=text.height), text.paragraphs, text.lines))
    return list(paragraphs[count:])


def _further(rest: Sequence[Paragraph], setter: TextSetter) -> list[_Page]:
    """Pages of notes that had no room beside their slides."""
    pages: list[_Page] = []
    while rest:
        pages.append(_Page())
        rest = _set(pages[-1], rest, setter.grid.area, setter)
    return pages


def _publication(deck: Publication, setter: TextSetter, pages: Sequence[_Page]) -> Publication:
    sheets = tuple(Sheet(MASTER, deck.title, tuple(page.items)) for page in pages)
    size: Size = setter.grid.size
    return replace(
        deck,
        kind="newsletter",
        size=size,
        masters=(Master(MASTER, setter.brand.fill("paper")),),
        sheets=sheets,
        faces=MappingProxyType(used_faces(setter.brand, [facts_of(sheet) for sheet in sheets])),
        pictures=MappingProxyType({}),
        outline=(),
        targets=MappingProxyType({}),
        sections=MappingProxyType({}),
        press=Press(),
        appendix=None,
    )

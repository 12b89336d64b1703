"""The footnotes of a deck for those who read it: sheets after its slides, in files that nobody speaks to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from reportgen.document import LoadedSection
from reportgen.frames import Appendix, Item, Master, Sheet, TextItem
from reportgen.geometry import Rect
from reportgen.layout.fragments import Fragment, copy_of
from reportgen.layout.styles import TextStyle
from reportgen.layout.text_setter import TextSetter

MASTER = "notes of the deck"

TITLE = TextStyle("label", "label", "accent")
NOTE = TextStyle("caption", "note", "text")

WIDTH = 0.7
"""The part of the sheet's width that lines of notes have at the most."""


def notes_of_deck(sections: Sequence[LoadedSection], slides: Sequence[Sheet], setter: TextSetter) -> Appendix | None:
    """The notes to which slides refer, under the titles of their sections; None where there are none."""
    noted = [section for section in sections if section.footnotes]
    shown = set(_references(slides)) if noted else set()
    sheets = _sheets(noted, shown, setter) if shown else ()
    return Appendix(Master(MASTER, setter.brand.fill("paper")), sheets) if sheets else None


def _sheets(
    noted: Sequence[LoadedSection], shown: Set[tuple[int | None, int]], setter: TextSetter
) -> tuple[Sheet, ...]:
    area = setter.grid.area
    pages: list[list[Item]] = [[]]
    y = area.y
    for section in noted:
        copy = copy_of(section.index, "footnotes", section.footnotes)
        left = tuple(one for one in copy.fragments if (section.index, one.block.ordinal) in shown)
        while left:
            head, notes, left, bottom = _placed(
                section, left, setter, Rect(area.x, y, WIDTH * area.width, area.bottom - y)
            )
            if notes is None and pages[-1]:
                pages.append([])
                y = area.y
                continue
            pages[-1] += [head, *([notes] if notes is not None else [])]
            y = bottom
            if notes is None:  # it cannot have more room: what is larger than a sheet is told elsewhere
                break
    return tuple(Sheet(MASTER, noted[0].title, tuple(items)) for items in pages if items)


def _placed(
    section: LoadedSection, left: tuple[Fragment, ...], setter: TextSetter, room: Rect
) -> tuple[TextItem, TextItem | None, tuple[Fragment, ...], float]:
    """The title of a section and as many of its notes as have room, what is left of these, and where they end."""
    title = setter.set((setter.plain(section.title, TITLE, f"furniture.notes{section.index}"),), room.width)
    head = TextItem(
        Rect(room.x, room.y, room.width, title.height),
        title.paragraphs,
        title.lines,
        artifact=True,
        section=section.index,
    )
    top = room.y + title.height
    notes, rest = setter.cut(left, NOTE, room.width, room.bottom - top)
    if not notes:
        return head, None, left, top
    text = setter.styled(notes, NOTE, room.width)
    box = Rect(room.x, top, room.width, text.height)
    item = TextItem(box, text.paragraphs, text.lines, slot="footnotes", section=section.index, where=text.where)
    return head, item, rest, top + text.height + title.height


def _references(slides: Sequence[Sheet]) -> Iterator[tuple[int | None, int]]:
    """The sections and numbers of the notes to which the texts of slides refer."""
    for item in (item for slide in slides for item in slide.items if isinstance(item, TextItem)):
        for run in (run for paragraph in item.paragraphs for run in paragraph.runs):
            if run.note:
                yield item.section, run.note

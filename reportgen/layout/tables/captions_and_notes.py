"""What stands around a table: its caption over it, and under it the notes that the rows shown refer to."""

from __future__ import annotations

from collections.abc import Set

from reportgen.content.text import Block, Span
from reportgen.frames import Paragraph
from reportgen.layout.fragments import Fragment, TableCopy
from reportgen.layout.phrases import word
from reportgen.layout.styles import TextStyle
from reportgen.layout.text_setter import TextSetter
from reportgen.structs import replace

ROUNDING = 2.0
"""Points that notes are given over their height where a table is cut, so that no rounding leaves them without room."""


class TableTexts:
    """The caption and the notes of what is left of a table, on a ground."""

    def __init__(self, setter: TextSetter, copy: TableCopy, ground: str) -> None:
        self.setter = setter
        self.copy = copy
        self.content = copy.content
        self.ground = ground

    def caption(self) -> tuple[Paragraph, ...]:
        """The caption, or what goes on: "… (continued)"; nothing where there is neither."""
        copy = self.copy
        spans = self.content.caption
        if copy.begun:
            more = word("continued", self.setter.language)
            if not spans and copy.title and not self.setter.medium.repeats_title:
                spans = (Span(copy.title),)
            spans = (*spans, Span(f" ({more})" if spans else f"({more})"))
        if not spans:
            return ()
        block = Block("paragraph", spans, self.content.where)
        key = f"{copy.name}.caption{copy.start or ''}"
        return self.setter.paragraphs([Fragment(block, key)], TextStyle("label", "label", "text", None, self.ground))

    def notes(self, end: int) -> tuple[Paragraph, ...]:
        """The notes under the rows before `end`."""
        content = self.content
        if not content.notes:
            return ()
        marked = self.copy.marked or self._marks(0, len(content.rows))
        fragments: list[Fragment] = []
        for number in self._needed(end, marked):
            spans = content.notes[number - 1]
            if number in marked:
                spans = (Span(str(number), superscript=True), Span("\u00a0"), *spans)
            block = Block("paragraph", spans, content.where)
            fragments.append(
                Fragment(
                    block,
                    f"{self.copy.key}.note{number}.{self.copy.start}{f'.{self.copy.part}' if self.copy.part else ''}",
                )
            )
        made = self.setter.paragraphs(fragments, TextStyle("caption", "note", "muted", None, self.ground))
        return tuple(replace(paragraph, space_before=0.0) for paragraph in made)

    def notes_height(self, end: int, width: float) -> float:
        """The height (points) of the notes under the rows before `end`, with the space over them."""
        notes = self.notes(end)
        if not notes:
            return 0.0
        gap = self.setter.brand.look.tables.notes_gap * notes[0].runs[0].size
        return self.setter.set(notes, width).height + gap + ROUNDING

    def _needed(self, end: int, marked: Set[int]) -> list[int]:
        """The numbers of the notes that the rows before `end` refer to, and at the table's end of those without a mark.

        `marked` are those that anything in the table refers to.
        """
        here = self._marks(self.copy.start, end)
        last = end == len(self.content.rows) and not self.copy.beside
        return [
            number
            for number in range(1, len(self.content.notes) + 1)
            if number in here or (last and number not in marked)
        ]

    def _marks(self, start: int, end: int) -> set[int]:
        """The numbers of the notes that headings and the rows from `start` to before `end` refer to."""
        marks = {column.note for column in self.content.columns}
        marks.update(entry.note for row in self.content.rows[start:end] for entry in row.entries if entry is not None)
        return {number for number in marks if number}

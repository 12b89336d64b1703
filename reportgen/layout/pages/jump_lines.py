"""The lines that say where a story goes on, and where it comes from."""

from __future__ import annotations

from typing import Literal

from reportgen.document import LoadedSection
from reportgen.frames import TextItem
from reportgen.geometry import Rect
from reportgen.layout.phrases import Phrase, word
from reportgen.layout.styles import TextStyle
from reportgen.layout.text_setter import TextSetter


def jump_line(
    setter: TextSetter, section: LoadedSection, phrase: Phrase, page: int, align: Literal["left", "right"], place: Rect
) -> TextItem:
    """The section's headline and "continued on page 5", at the foot of its place; the phrase alone where it is narrow.

    It is an artifact, because whoever has the page read out hears the story itself go on.
    """
    text_style = TextStyle("label", "furniture", "muted", align=align)
    tail = word(phrase, setter.language).format(page=page)
    key = f"{section.index}.jump"
    paragraph = setter.plain(f"{section.title} · {tail}", text_style, key)
    if setter.typesetter.natural_width(paragraph, setter.profile) > place.width:
        paragraph = setter.plain(tail[:1].upper() + tail[1:], text_style, key)
    text = setter.set((paragraph,), place.width)
    drop = max(0.0, place.height - text.height)
    box = Rect(place.x, place.y + drop, place.width, text.height)
    return TextItem(box, text.paragraphs, text.lines, artifact=True, where=section.where)

"""What the places of a layout show as long as nobody has filled them: what they are for, in words that have room."""

from __future__ import annotations

import re
from unicodedata import east_asian_width

from reportgen.backends.pptx.languages import spoken
from reportgen.backends.pptx.names_for_people import place_name
from reportgen.backends.pptx.xml import text_runs
from reportgen.frames import Paragraph, Placeholder

CUSTOM = ' hasCustomPrompt="1"'
"""The attribute of a layout's `p:ph` whose own words its slides show (ECMA-376 Part 1, 19.3.1.36). Without it, PowerPoint
shows its "Click to add text" in the language of its menus.
"""

LETTER = 0.6
"""The width of a letter in ems, as bold text mostly has it; one of Chinese, Japanese or Korean has a whole em."""

KEYED = 5
"""Levels that are reached by keys in office programs."""

_OF_A_LIST = ("item", "numbered")
"""What the names of levels begin with that are items of lists."""


def prompt(holder: Placeholder, language: str) -> str:
    """Paragraphs of a placeholder: what it is for; and what stands under that, where its second level is text of
    another kind, such as that of an entry with a title."""
    name = place_name(holder.name, holder.kind, language)
    if not holder.styles:
        return _paragraph(name, 0, language)
    box = holder.inner or holder.box
    first, *others = holder.styles
    made = _paragraph(_fitting(name, first, box.width), 0, language)
    if others and _is_text_under(first, others[0]):
        under, room = others[0], box.height - first.leading - others[0].space_before
        words = place_name("label" if under.style == "label" else "text", "body", language)
        made += _paragraph(words, 1, language) if _fits(words, under, box.width, room) else ""
    return made


def levels_shown(holder: Placeholder, language: str) -> str:
    """Paragraphs of the master's text: one for each of the levels that are reached by keys, so that a person who
    changes the looks of a level finds it there."""
    name = place_name(holder.name, holder.kind, language)
    levels = range(min(KEYED, len(holder.styles)))
    return "".join(_paragraph(f"{name} {level + 1}", level, language) for level in levels)


def _is_text_under(first: Paragraph, second: Paragraph) -> bool:
    """Whether the second level is text that stands under the first, and no item of a list."""
    return second.style != first.style and not second.style.startswith(_OF_A_LIST)


def _fitting(name: str, style: Paragraph, width: float) -> str:
    """The name of a place, or its number alone where a line has no room for more."""
    number = re.search(r"\d+", name)
    return name if number is None or _fits(name, style, width, style.leading) else number[0]


def _fits(text: str, style: Paragraph, width: float, height: float) -> bool:
    size = style.runs[0].size
    words = [_width(word) * size for word in text.split()]
    lines = max(0, int(height / style.leading + 0.01)) if style.leading else 1
    return max(words, default=0.0) <= width and _width(text) * size <= width * lines


def _width(text: str) -> float:
    """The width of text in ems, about."""
    return sum(1.0 if east_asian_width(letter) in "WF" else LETTER for letter in text)


def _paragraph(text: str, level: int, language: str) -> str:
    indent = f'<a:pPr lvl="{level}"/>' if level else ""
    return f"<a:p>{indent}{text_runs(f'<a:rPr{spoken(text, language)}/>', text)}</a:p>"

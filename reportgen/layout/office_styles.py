"""Copy in the looks that the placeholders of a company's own template hand down: each block at one of their levels.

Whatever a level gives stays as it is, so that slides say no looks of their own and follow whoever changes the layout.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.brand.as_written import TypeStyle
from reportgen.content.text import Block, Span
from reportgen.frames import BOLD, BOXES, OFFICE_PITCH, OFFICE_SHRINKS, Bullet, Colour, OfficeHold, Paragraph, Run
from reportgen.layout.fragments import Fragment
from reportgen.structs import replace
from reportgen.templates import OfficeLevel, OfficePlace

if TYPE_CHECKING:
    from reportgen.layout.styles import ParagraphStyler, TextStyle


def level_of(block: Block, levels: tuple[OfficeLevel, ...]) -> int:
    """The level of a block, from 0: an item stands on the first level with a bullet, or as much deeper as it is nested;
    all else on the first level of all.
    """
    if block.kind != "item":
        return 0
    marked = next((number for number, level in enumerate(levels) if level.bullet), 0)
    return min(marked + block.level - 1, len(levels) - 1)


def shrunk_size(size: float, factor: float) -> float:
    """A size shrunk as office programs do it: by the step of theirs that is nearest to a factor, in whole points.

    >>> shrunk_size(28.0, 1.0), shrunk_size(28.0, 0.9)
    (28.0, 26.0)
    """
    step = min((1.0, *OFFICE_SHRINKS), key=lambda part: abs(part - factor))
    return size if step == 1.0 else float(int(size * step + 0.5))


def office_paragraph(styler: ParagraphStyler, fragment: Fragment, text_style: TextStyle) -> Paragraph:
    """The paragraph of a fragment in the placeholder whose levels the style has."""
    block, levels = fragment.block, text_style.levels
    number = level_of(block, levels)
    made = _paragraph(styler, block.spans, text_style, number)
    strong = block.kind == "heading"
    runs = tuple(replace(run, weight=max(run.weight, 700)) for run in made.runs) if strong else made.runs
    return replace(
        made,
        runs=runs,
        key=fragment.key,
        role="heading3" if strong else "item" if block.kind == "item" else text_style.role,
        space_before=0.0 if fragment.continued else made.space_before,
        bullet=_mark(block, made.bullet, made.runs),
        level=block.level if block.kind == "item" else 1,
        continued=fragment.continued,
        continues=fragment.continues,
        where=block.where,
    )


def office_plain(styler: ParagraphStyler, text: str, text_style: TextStyle, key: str) -> Paragraph:
    """A paragraph of text that no block holds, such as a footer."""
    return replace(_paragraph(styler, [Span(text)], text_style, 0), key=key)


def _mark(block: Block, bullet: Bullet | None, runs: tuple[Run, ...]) -> Bullet | None:
    """The bullet of a block: its number or its box, where it has one, in place of the level's."""
    colour = bullet.colour if bullet is not None else runs[0].colour if runs else None
    if block.kind != "item" or colour is None:
        return bullet
    if block.done is not None:
        return Bullet(BOXES[block.done], colour)
    return Bullet(f"{block.ordinal}.", colour) if block.ordinal is not None else bullet


def _paragraph(
    styler: ParagraphStyler, spans: tuple[Span, ...] | list[Span], text_style: TextStyle, number: int
) -> Paragraph:
    level = text_style.levels[number]
    size = shrunk_size(level.size, text_style.factor)
    leading = level.pitch or round(level.line * OFFICE_PITCH * size, 2)
    style = TypeStyle(
        font=level.font,
        size=size,
        leading=leading,
        weight=level.weight,
        italic=level.italic,
        tracking=1000 * level.tracking / size,
    )
    colour = Colour("", level.colour)
    runs = (
        run if run.link and not run.link.startswith("#") else replace(run, colour=colour)
        for run in styler.runs(spans, style, size, text_style)
    )
    mark = Bullet(level.bullet, Colour("", level.bullet_colour or level.colour)) if level.bullet else None
    return Paragraph(
        tuple(runs),
        text_style.role,
        "",
        leading,
        level.align,
        space_before=level.before * (size / level.size),
        indent=level.indent,
        first_indent=0.0 if mark else level.first,
        bullet=mark,
        language=styler.language,
        hang=-level.first if mark else 0.0,
        style=f"level {number}",
    )


def hold_of(place: OfficePlace) -> OfficeHold:
    """A placeholder as frames know it."""
    sizes = tuple(level.size for level in place.levels)
    strong = tuple(level.weight >= BOLD for level in place.levels)
    slanted = tuple(level.italic for level in place.levels)
    return OfficeHold(place.type, place.index, sizes, strong, slanted, place.moved, place.insets)

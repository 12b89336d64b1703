"""Lines across a chart at values that its author gives, each with its words or its value beside the plot."""

from __future__ import annotations

from reportgen.charts.canvas import Drawing
from reportgen.charts.collisions import spread
from reportgen.charts.number_formats import format_of
from reportgen.charts.scales import Scale
from reportgen.content.chart import NumberStyle
from reportgen.frames import ChartLine, TextItem
from reportgen.geometry import Rect
from reportgen.structs import Struct

WIDEST = 0.25
"""The part of a chart's width that the words at a line may take; longer ones are broken."""


class ReferenceText(Struct, frozen=True):
    """The words at a line, and how much room they take (points)."""

    value: float
    text: str
    width: float
    height: float


def reference_texts(drawing: Drawing) -> list[ReferenceText]:
    """The words at each line, broken where they are long."""
    letters, most = drawing.style.lettering, WIDEST * drawing.size.width
    found = []
    for line in drawing.content.references:
        text = line.text or _written(drawing, line.value)
        width = letters.width(text)
        if width > most and (count := letters.lines(text, most)) is not None:
            found.append(ReferenceText(line.value, text, most, count * letters.leading))
        else:
            found.append(ReferenceText(line.value, text, width, letters.leading))
    return found


def _written(drawing: Drawing, value: float) -> str:
    """The value of a line with as many decimals as it has; on an axis of shares, as a percentage."""
    content = drawing.content
    style = NumberStyle("percent") if content.kind == "stacked-100" else content.style
    return format_of(style, [value], drawing.style.language).text(value)


def width_beside(texts: list[ReferenceText]) -> float:
    """What the words take at the right of a plot, without the space before them (points)."""
    return max((text.width for text in texts), default=0.0)


def height_above(drawing: Drawing, texts: list[ReferenceText]) -> float:
    """What the words take above a plot of lying bars: each has rows of its own, so that none stands on another."""
    return sum(text.height for text in texts) + (0.5 * drawing.style.gap if texts else 0.0)


def draw_across(drawing: Drawing, box: Rect, scale: Scale, texts: list[ReferenceText], *, inside: bool) -> None:
    """Lines from the left of a plot to its right, the words at their right ends: beside the plot, or `inside` it where
    something else stands there.
    """
    letters, gap = drawing.style.lettering, drawing.style.gap
    levels = [box.bottom - scale.at(text.value) * box.height for text in texts]
    for y in levels:
        _rule(drawing, (box.x, y), (box.right, y))
    if inside:
        for text, y in zip(texts, levels, strict=True):
            _write(drawing, text, _inside(drawing, box, text, y), "right")
        return
    pitch = max((text.height for text in texts), default=letters.leading)
    half = pitch / 2
    placed = spread(levels, pitch, half, drawing.size.height - half) or levels
    for text, y in zip(texts, placed, strict=True):
        _write(drawing, text, Rect(box.right + gap, y - text.height / 2, text.width, text.height), "left")


def draw_upright(drawing: Drawing, box: Rect, scale: Scale, texts: list[ReferenceText]) -> None:
    """Lines from above a plot of lying bars to its foot, the words at their upper ends, the last line's the lowest."""
    top = box.y - height_above(drawing, texts)
    for text in sorted(texts, key=lambda one: one.value):
        x = box.x + scale.at(text.value) * box.width
        left = min(max(x - text.width / 2, 0.0), drawing.size.width - text.width)
        _write(drawing, text, Rect(left, top, text.width, text.height), "center")
        top += text.height
        _rule(drawing, (x, top), (x, box.bottom))


def _inside(drawing: Drawing, box: Rect, text: ReferenceText, y: float) -> Rect:
    """The first free place at a line: over or under its right end, then farther to the left."""
    step = (box.width - text.width) / 6
    lefts = [box.right - text.width - number * step for number in range(7)]
    boxes = [Rect(left, top, text.width, text.height) for left in lefts for top in (y - text.height - 0.5, y + 0.5)]
    free = drawing.occupied.first_free(boxes, drawing.whole)
    return boxes[free or 0]


def _rule(drawing: Drawing, start: tuple[float, float], end: tuple[float, float]) -> None:
    drawing.lay_over(ChartLine((start, end), drawing.style.colours.quiet, drawing.style.look.axis, dashed=True))
    drawing.occupied.lines.append((start, end))


def _write(drawing: Drawing, text: ReferenceText, box: Rect, align: str) -> None:
    letters, colour = drawing.style.lettering, drawing.style.colours.quiet
    made: TextItem
    if text.height > letters.leading:
        made = letters.block(text.text, (box.x, box.y), box.width + 0.01, colour, align)  # type: ignore[arg-type]
    else:
        made = letters.line(text.text, (box.x, box.y), colour)
    drawing.lay_over(made)

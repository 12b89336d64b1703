"""What a designer may change of how things are drawn: the key `look` of `brand.yaml`, with its defaults in this place.

A measure that belongs to one place of one template is a key of that template; one that is the same wherever a thing is
drawn belongs to the brand, and is a key here. Lengths are points; what is given in parts says of what.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from reportgen.geometry import MM
from reportgen.source.validation import Length, Strict

Part = Annotated[float, Field(ge=0, le=10)]
"""A measure in parts of another, mostly of the size or the leading of the type beside it."""


class PerMedium(Strict):
    """A measure that is one on pages and another on slides, which are seen from afar; points, if not said
    otherwise."""

    page: Annotated[float, Field(ge=0, le=100)]
    slide: Annotated[float, Field(ge=0, le=100)]


class ParagraphLook(Strict):
    """Paragraphs. `space` is the space before one, `small_space` that before one of titles, captions and the like, in
    parts of the leading; running text on pages stands on the baseline grid instead. `first_indent` is in parts of the
    size, where the brand indents paragraphs. What is strong has at least the weight `strong`.
    """

    space: Part = 0.5
    small_space: Part = 0.25
    first_indent: Part = 1.2
    strong: Annotated[int, Field(ge=1, le=1000)] = 700


class ListLook(Strict):
    """Points of lists. `indent` is how far they hang behind their bullet, `number_indent` behind a number at least, in
    parts of the size; no less than `least_indent` points. `space` is the space before each, in parts of the leading.
    """

    bullet: Annotated[str, Field(min_length=1, max_length=2)] = "•"
    indent: PerMedium = PerMedium(page=1.15, slide=1.1)
    least_indent: PerMedium = PerMedium(page=4 * MM, slide=0)
    number_indent: Part = 1.7
    space: PerMedium = PerMedium(page=0.25, slide=0.4)


class CardLook(Strict):
    """Points as boxes on a grid. `number_gap` is the space under a card's number, in parts of the number's size."""

    number_gap: Part = 0.35


class EntryLook(Strict):
    """Timelines, calendars, steps, teams: the marks on their rails and the space between them."""


class PageLook(Strict):
    """Pages of a newsletter. Heights are in baselines, the lines of the page's grid.

    `gap` is the space between modules, from which a page that is too full takes `gap_give` of it, and to which one that
    is not full adds up to `gap_stretch` of it. "Continued on page 5" takes the height `jump_to` at the foot of a part,
    "Continued from page 4" takes `jump_from` over the next part.
    """

    gap: Part = 1.5
    gap_give: Annotated[float, Field(ge=0, le=1)] = 0.25
    gap_stretch: Part = 0.75
    jump_to: Part = 1.0
    jump_from: Part = 2.0


class FlowLook(Strict):
    """Running text in columns, and what it goes round: pull quotes, pictures, drop caps.

    Beside an obstacle, text stands where at least `narrowest` times its size is left of the column. Text of no more
    lines than `one_column` is not shared among columns. `caption_gap` is the space between a picture and its caption on
    a page, in points. A paragraph needs more than `drop_cap_least` characters for its first letter to be dropped.
    """

    narrowest: Annotated[float, Field(ge=1, le=40)] = 9.0
    one_column: Annotated[int, Field(ge=0, le=100)] = 4
    caption_gap: Length = 3.5
    drop_cap_least: Annotated[int, Field(ge=1)] = 120


class TableLook(Strict):
    """Tables: rules, padding, bars and sparklines in cells."""


class ChartLook(Strict):
    """Charts: weights of lines, sizes of dots, the space around what is written into them."""


class Look(Strict):
    """How the brand draws what all brands have."""

    paragraphs: ParagraphLook = ParagraphLook()
    lists: ListLook = ListLook()
    cards: CardLook = CardLook()
    entries: EntryLook = EntryLook()
    pages: PageLook = PageLook()
    flow: FlowLook = FlowLook()
    tables: TableLook = TableLook()
    charts: ChartLook = ChartLook()

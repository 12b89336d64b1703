"""What a designer may change of how things are drawn: the key `look` of `brand.yaml`, with its defaults in this place.

A measure that belongs to one place of one template is a key of that template; one that is the same wherever a thing is
drawn belongs to the brand, and is a key here. Lengths are points; what is given in parts says of what.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from reportgen.source.validation import Length, Strict

Part = Annotated[float, Field(ge=0, le=10)]
"""A measure in parts of another, mostly of the size or the leading of the type beside it."""


class PerMedium(Strict):
    """A measure that is one on pages and another on slides, which are seen from afar; points, if not said
    otherwise."""

    page: Annotated[float, Field(ge=0, le=100)]
    slide: Annotated[float, Field(ge=0, le=100)]


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

    `caption_gap` is the space between a picture and its caption on a page, in points. A paragraph needs more than
    `drop_cap_least` characters for its first letter to be dropped.
    """

    caption_gap: Length = 3.5
    drop_cap_least: Annotated[int, Field(ge=1)] = 120


class TableLook(Strict):
    """Tables: rules, padding, bars and sparklines in cells."""


class ChartLook(Strict):
    """Charts: weights of lines, sizes of dots, the space around what is written into them."""


class Look(Strict):
    """How the brand draws what all brands have."""

    cards: CardLook = CardLook()
    entries: EntryLook = EntryLook()
    pages: PageLook = PageLook()
    flow: FlowLook = FlowLook()
    tables: TableLook = TableLook()
    charts: ChartLook = ChartLook()

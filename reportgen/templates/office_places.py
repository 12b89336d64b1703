"""Places of a company's own template: which placeholder of its layouts a region fills, and what that hands down.

`reportgen brand learn` writes them. Sizes are points; a level is what PowerPoint makes of text at that indent.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from reportgen.brand.as_written import Hex
from reportgen.source.validation import Length, Strict


class OfficeLevel(Strict):
    """One level of a placeholder, as it inherits it."""

    font: str
    """One of the names under the brand's `fonts`."""
    size: Annotated[float, Field(gt=0)]
    """The size of the type, in points."""
    colour: Hex
    """The colour of the type."""
    weight: Annotated[int, Field(ge=1, le=1000)] = 400
    """How heavy the type is: 400 is regular, 700 is bold."""
    italic: bool = False
    """Whether the type is italic."""
    tracking: float = 0.0
    """Points after each letter."""
    line: Annotated[float, Field(gt=0)] = 1.0
    """The distance of lines, in parts of 1.2 times the size."""
    pitch: Length | None = None
    """The distance of lines where it is exact."""
    before: Length = 0.0
    """The space over a paragraph, that under the one before it included."""
    indent: Length = 0.0
    """From the text's left edge."""
    first: Annotated[float, Field(ge=-1000, le=1000)] = 0.0
    """By how many points the first line begins further right; a bullet stands that far left of the text if it is less
    than nothing."""
    align: Literal["left", "center", "right"] = "left"
    """How lines stand."""
    bullet: str = ""
    """The character before a paragraph; nothing where there is none."""
    bullet_colour: Hex | None = None
    """The colour of the bullet, where it is not that of the text."""


class OfficePlace(Strict):
    """A placeholder of a layout of the company's file."""

    type: str = "obj"
    """`ST_PlaceholderType` (ECMA-376 Part 1, 19.7.10)."""
    index: Annotated[int, Field(ge=0)] = 0
    """Its `idx`."""
    name: str = ""
    """What it is called in the file."""
    insets: tuple[Length, Length, Length, Length] = (7.2, 3.6, 7.2, 3.6)
    """Left, top, right, bottom."""
    shrinks: bool = False
    """Whether office programs shrink text that is too long for it (`normAutofit`)."""
    moved: bool = False
    """Whether the region stands elsewhere than the layout's placeholder does, so that slides say where."""
    reach: Length = 0.0
    """By how much the region may go further down on a slide whose text does not fit otherwise; the slide says so."""
    capitals: bool = False
    """Whether it shows its text in capitals."""
    levels: Annotated[tuple[OfficeLevel, ...], Field(max_length=9)] = ()
    """What text looks like at each indent."""

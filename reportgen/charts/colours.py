"""The brand's colours in the roles that charts have, on the ground that a chart stands on."""

from __future__ import annotations

from collections.abc import Callable

from reportgen.frames import Colour
from reportgen.structs import Struct


class ChartColours(Struct, frozen=True):
    """Colours of series in their order, of what is stressed and what is not, of texts, rules and grid.

    `ranges` are the shades behind the measures of bullet charts, the darkest first. `readable` makes a colour readable
    as text on the ground, `upon` gives the text colour for inside a fill.
    """

    series: tuple[Colour, ...]
    accent: Colour
    muted: Colour
    positive: Colour
    negative: Colour
    text: Colour
    quiet: Colour
    rule: Colour
    grid: Colour
    ground: Colour
    ranges: tuple[Colour, ...]
    readable: Callable[[Colour], Colour]
    upon: Callable[[Colour], Colour]

    def of(self, number: int) -> Colour:
        """The colour of the series `number`, from 0; after the last one they begin again."""
        return self.series[number % len(self.series)]

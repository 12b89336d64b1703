"""What all charts of one ground are drawn with: colours, the brand's measures, and its type."""

from __future__ import annotations

from collections.abc import Callable

from reportgen.brand.look import ChartLook
from reportgen.charts.lettering import Lettering
from reportgen.charts.ways import Yield
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


PLAIN_SIZE = 8.0
"""The size of type, in points, beside which lines have the weight that the brand's look names."""

MOST_GROWTH = 1.5
"""How much heavier lines become at most beside larger type: on slides they would be beams otherwise."""


class ChartStyle(Struct, frozen=True):
    """Colours, measures and type of a chart. Lengths are points."""

    colours: ChartColours
    look: ChartLook
    lettering: Lettering
    names: Yield = 0
    """How much names give way where they have too little room."""

    @property
    def language(self) -> str:
        return self.lettering.language

    @property
    def growth(self) -> float:
        """By how much lines and markers are larger than the brand's look names them, because the type is."""
        return min(MOST_GROWTH, self.lettering.size / PLAIN_SIZE)

    @property
    def gap(self) -> float:
        """The space between a mark, or the plot, and the text that belongs to it."""
        return self.look.label_gap * self.lettering.size

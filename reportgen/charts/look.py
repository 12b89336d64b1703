"""What a chart looks like: the brand's colours in their roles on the ground that the chart stands on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reportgen.frames import Colour


@dataclass(frozen=True, slots=True)
class Look:
    """Colours of series in their order, of what is stressed and what is not, of texts, rules and grid.

    `readable` is a colour made readable as text on the ground, `upon` the text colour for inside a fill.
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
        """The colour of the series `number`, from 0."""
        return self.series[number % len(self.series)]

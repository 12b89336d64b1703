"""The footnotes of a story that goes on over the page: each part keeps at its foot those that it refers to."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.layout.fragments import Fragment, referred
from reportgen.layout.styles import TextStyle
from reportgen.layout.text_setter import TextSetter, up_to
from reportgen.structs import Struct
from reportgen.templates import Region

FOOT = "source"
"""The slot of footnotes and sources."""


class FootnotePlace(Struct, frozen=True):
    """Where a section's footnotes and sources stand: the region, on a ground, `width` points wide."""

    setter: TextSetter
    region: Region
    ground: str
    width: float
    notes: tuple[Fragment, ...]
    """All footnotes and sources of the section that have not found their place yet."""
    above: tuple[Fragment, ...] = ()
    """The text that stands on the same page already, over figures between paragraphs."""

    @property
    def text_style(self) -> TextStyle:
        """How the notes are styled."""
        return TextStyle.of(self.region, self.region.stands_on(self.ground))

    @property
    def measure(self) -> float:
        """The width of their lines, in points."""
        return self.width - 2 * self.region.inset

    def referred_to(self, fragments: Iterable[Fragment]) -> tuple[Fragment, ...]:
        """The notes whose numbers stand in a text, or in that above it."""
        numbers = referred(fragments) | referred(self.above)
        return tuple(note for note in self.notes if note.block.kind == "note" and note.block.ordinal in numbers)

    def height(self, notes: tuple[Fragment, ...]) -> float:
        """The height (points, whole lines of the baseline grid) that notes take, with the space over them."""
        if not notes:
            return 0.0
        height = self.setter.height(notes, self.text_style, self.measure) + 2 * self.region.inset
        return up_to(self.region.space + height, self.setter.grid.baseline)

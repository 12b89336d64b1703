"""The small texts of charts: measured and set by the typesetter that sets all other text."""

from __future__ import annotations

from typing import Literal

from reportgen.frames import Colour, Paragraph, TextItem
from reportgen.geometry import Rect
from reportgen.structs import replace
from reportgen.text import Profile, Typesetter

Align = Literal["left", "center", "right"]
Point = tuple[float, float]

BREAK = "\u200b"
"""A place to break a word, which is not seen (zero width space)."""

STRONG = 700
"""Weight of what is stressed: the one bold that native charts have as well (`b="1"`)."""


class Lettering:
    """Measures and sets texts in one font, size and leading (points).

    `pattern` is a paragraph of one run, whose text does not count: all texts are set as it is, and their keys begin
    with its key. `widths` are those known of texts in this font and size; what is measured is added to them.
    """

    def __init__(
        self, typesetter: Typesetter, profile: Profile, pattern: Paragraph, widths: dict[tuple[str, bool], float]
    ) -> None:
        self.size = pattern.runs[0].size
        self.leading = pattern.leading
        self.language = pattern.language
        self.pattern = pattern
        self._typesetter = typesetter
        self._profile = profile
        self._count = 0
        self._widths = widths

    def _paragraph(
        self, text: str, colour: Colour | None = None, strong: bool = False, align: Align = "left"
    ) -> Paragraph:
        run = self.pattern.runs[0]
        weight = max(run.weight, STRONG) if strong else run.weight
        made = replace(run, text=text, colour=colour or run.colour, weight=weight)
        self._count += 1
        return replace(self.pattern, runs=(made,), key=f"{self.pattern.key}.{self._count}", align=align)

    def width(self, text: str, strong: bool = False) -> float:
        """Width in points of the text on one line, or of the widest of its lines."""
        known = self._widths.get((text, strong))
        if known is None:
            parts = [self._paragraph(part, strong=strong) for part in text.split("\n")]
            known = max(self._typesetter.natural_width(part, self._profile) for part in parts)
            self._widths[(text, strong)] = known
        return known

    def lines(self, text: str, width: float, *, strong: bool = False) -> int | None:
        """How many lines the text takes at a width in points; None where one of its words is wider."""
        paragraph = self._paragraph(text, strong=strong, align="center")
        if self._typesetter.least_width(paragraph, self._profile) > width:
            return None
        return self._typesetter.count_lines(paragraph, width, self._profile)

    def breakable(self, text: str, width: float) -> str:
        """The text with places to break it inside those of its words that are wider than `width` points."""
        words = text.split(" ")
        return " ".join(word if self.width(word) <= width else self._parted(word, width) for word in words)

    def _parted(self, word: str, width: float) -> str:
        parts, start = [], 0
        for end in range(1, len(word) + 1):
            if end - start > 1 and self.width(word[start:end]) > 0.96 * width:
                parts.append(word[start : end - 1])
                start = end - 1
        return BREAK.join([*parts, word[start:]])

    def line(self, text: str, at: Point, colour: Colour, align: Align = "left", strong: bool = False) -> TextItem:
        """The text on one line. `at` is its left end, its middle or its right end, as `align` says, and its top."""
        x, y = at
        paragraph = self._paragraph(text, colour, strong)
        made = self._typesetter.single(paragraph, self._profile)
        left = x - {"left": 0.0, "center": made.width / 2, "right": made.width}[align]
        box = Rect(left, y, made.width, self.leading)
        return TextItem(box, (paragraph,), (made,), where=paragraph.where)

    def block(
        self, text: str, at: Point, width: float, colour: Colour, align: Align = "center", strong: bool = False
    ) -> TextItem:
        """The text broken to a width in points; `at` is the top left corner of its box."""
        paragraph = self._paragraph(text, colour, strong, align)
        # Office programs break the texts of charts by themselves: no words of them can be kept together.
        done = self._typesetter.set(paragraph, width, self._profile, ties=False)
        box = Rect(*at, width, len(done.lines) * self.leading)
        return TextItem(box, (paragraph,), done.lines, where=paragraph.where)

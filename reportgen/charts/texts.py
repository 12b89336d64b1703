"""Small texts of charts, set by the same engine as all others."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from reportgen.errors import Where
from reportgen.frames import Colour, Paragraph, Run, TextItem
from reportgen.geometry import Rect
from reportgen.text import Profile, Typesetter

Align = Literal["left", "center", "right"]
STRONG = 700


class Letters:
    """Measures and sets texts in one font and size. `key` begins the keys of its paragraphs.

    `widths` are those known of texts in this font and size; what is measured is added.
    """

    def __init__(
        self,
        typesetter: Typesetter,
        profile: Profile,
        run: Run,
        leading: float,
        language: str,
        key: str,
        where: Where,
        widths: dict[tuple[str, bool], float],
    ) -> None:
        self.size = run.size
        self.leading = leading
        self.language = language
        self._typesetter = typesetter
        self._profile = profile
        self._run = run
        self._key = key
        self._where = where
        self._count = 0
        self._widths = widths

    @property
    def style(self) -> Paragraph:
        """An empty paragraph with the font of all texts."""
        return Paragraph((self._run,), "caption", f"{self._key}.style", self.leading, language=self.language)

    def _paragraph(self, text: str, colour: Colour, strong: bool, align: Align) -> Paragraph:
        weight = max(self._run.weight, STRONG) if strong else self._run.weight
        run = replace(self._run, text=text, colour=colour, weight=weight)
        self._count += 1
        key = f"{self._key}.{self._count}"
        return Paragraph((run,), "caption", key, self.leading, align, language=self.language, where=self._where)

    def width(self, text: str, strong: bool = False) -> float:
        """Width in points of the text on one line, or of the widest of its lines."""
        known = self._widths.get((text, strong))
        if known is None:
            known = max(self._one(part, strong) for part in text.split("\n"))
            self._widths[(text, strong)] = known
        return known

    def _one(self, text: str, strong: bool) -> float:
        paragraph = self._paragraph(text, self._run.colour, strong, "left")
        return self._typesetter.natural_width(paragraph, self._profile)

    def lines(self, text: str, width: float) -> int | None:
        """How many lines the text takes at a width; None where a word does not fit it."""
        paragraph = self._paragraph(text, self._run.colour, False, "center")
        if self._typesetter.least_width(paragraph, self._profile) > width:
            return None
        return self._typesetter.count_lines(paragraph, width, self._profile)

    def line(
        self, text: str, x: float, y: float, colour: Colour, align: Align = "left", strong: bool = False
    ) -> TextItem:
        """One line, its top at `y`; `x` is its left end, its middle or its right end, as `align` says."""
        paragraph = self._paragraph(text, colour, strong, "left")
        made = self._typesetter.single(paragraph, self._profile)
        left = x - {"left": 0.0, "center": made.width / 2, "right": made.width}[align]
        box = Rect(left, y, made.width, self.leading)
        return TextItem(box, (paragraph,), (made,), where=self._where)

    def block(
        self, text: str, x: float, y: float, width: float, colour: Colour, align: Align = "center", strong: bool = False
    ) -> TextItem:
        """The text broken to a width, the box's top left corner at (`x`, `y`)."""
        paragraph = self._paragraph(text, colour, strong, align)
        done = self._typesetter.set(paragraph, width, self._profile)
        box = Rect(x, y, width, len(done.lines) * self.leading)
        return TextItem(box, (paragraph,), done.lines, where=self._where)

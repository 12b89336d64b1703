"""The brand as the engine sees it: colours by role, type by role, grids, fonts and logos."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from reportgen.brand.colour import READABLE, blend, contrast, luminance, readable, relit
from reportgen.brand.look import Look
from reportgen.brand.model import Density, PictureLook, TypeRole, TypeScale
from reportgen.frames import Colour, Face, Theme
from reportgen.geometry import Insets, Rect, Size

Ground = str
"""The name of the colour that text stands on: a palette role, `tint` or `band`."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet's columns: `area` is the sheet without its margins, all lengths in points."""

    size: Size
    margins: Insets
    columns: int
    gutter: float
    baseline: float

    @property
    def sheet(self) -> Rect:
        return Rect(0.0, 0.0, self.size.width, self.size.height)

    @property
    def area(self) -> Rect:
        return self.sheet.inset(self.margins)

    def width(self, span: int) -> float:
        """Width of `span` columns with the gutters between them."""
        column = (self.area.width - (self.columns - 1) * self.gutter) / self.columns
        return span * column + (span - 1) * self.gutter

    def left(self, column: int) -> float:
        """The left edge of a column, counted from 1."""
        return self.area.x + (column - 1) * (self.width(1) + self.gutter)


@dataclass(frozen=True, slots=True)
class Brand:
    """One brand, read and checked. `palette` maps roles to six hex digits; `families` maps font keys to names."""

    name: str
    palette: Mapping[str, str]
    families: Mapping[str, str]
    faces: Mapping[str, Face]
    fallback: tuple[str, ...]
    page_type: TypeScale
    slide_type: TypeScale
    page: Grid
    slide: Grid
    logo_on_light: Path
    logo_on_dark: Path
    logo_alt: str
    file: Path
    resolution: int = 220
    pictures: PictureLook = field(default_factory=PictureLook)
    tables: Literal["rules", "zebra", "plain"] = "rules"
    paragraphs: Literal["space", "indent"] = "space"
    density: Density = field(default_factory=Density)
    avoid: Mapping[str, str] = field(default_factory=dict)
    """Words that the brand avoids, and what it says instead."""
    words: tuple[str, ...] = ()
    """Words of the brand's own that no dictionary has."""
    logo_clear: float = 0.25
    """The space around a logo that is to be empty, in parts of its height."""
    mirrored: bool = False
    """Whether left pages have their side margins changed over."""
    look: Look = field(default_factory=Look)
    """What a designer changes of how things are drawn."""

    _texts: dict[tuple[str, str], Colour] = field(default_factory=dict, init=False, compare=False, repr=False)
    """Text colours that were reckoned."""

    def grid(self, kind: Literal["newsletter", "deck"]) -> Grid:
        return self.page if kind == "newsletter" else self.slide

    def scale(self, kind: Literal["newsletter", "deck"]) -> TypeScale:
        return self.page_type if kind == "newsletter" else self.slide_type

    def fill(self, name: str) -> Colour:
        """A ground: a palette role, or `tint` (the primary colour at a tenth)."""
        if name == "tint":
            return relit("accent1", self.palette["accent1"], 0.1, 0.9)
        if name == "hairline":
            return relit("accent1", self.palette["accent1"], 0.3, 0.7)
        return Colour(name, self.palette[name])

    def is_dark(self, ground: Ground) -> bool:
        return luminance(self.fill(ground).rgb) < 0.18

    def text(self, name: str, ground: Ground) -> Colour:
        """A text colour on a ground, readable there (4.5 : 1).

        `text` is ink, or paper on dark grounds; `muted` is quieter; `primary` and `accent` are the brand's
        colours; any palette role is itself, made lighter or darker where it could not be read.
        """
        key = (name, ground)
        if key not in self._texts:
            self._texts[key] = self._text(name, ground)
        return self._texts[key]

    def _text(self, name: str, ground: Ground) -> Colour:
        ground_rgb = self.fill(ground).rgb
        dark = self.is_dark(ground)
        match name:
            case "text":
                return Colour("paper", self.palette["paper"]) if dark else Colour("ink", self.palette["ink"])
            case "muted":
                if dark:
                    return relit("accent1", self.palette["accent1"], 0.25, 0.75)
                quiet = relit("ink", self.palette["ink"], 0.65, 0.35)
                return quiet if contrast(quiet.rgb, ground_rgb) >= READABLE else Colour("ink", self.palette["ink"])
            case "primary":
                if dark:
                    return Colour("paper", self.palette["paper"])
                return readable("accent1", self.palette["accent1"], ground_rgb)
            case "accent":
                return readable("accent2", self.palette["accent2"], ground_rgb)
            case _:
                return readable(name, self.palette[name], ground_rgb)

    def tone(self, name: Literal["plain", "grey", "duotone"]) -> tuple[Colour, Colour] | None:
        """The colours of a photograph's darks and lights; None where it keeps its own."""
        match name:
            case "plain":
                return None
            case "grey":
                return Colour("black", "000000"), Colour("white", "FFFFFF")
            case "duotone":
                dark, light = self.pictures.duotone
                return self.fill(dark), self.fill(light)

    def veil(self, ground: Ground) -> float:
        """How dense a ground must be laid over a picture so that text can be read on whatever the picture shows."""
        fill, text = self.fill(ground).rgb, self.text("text", ground).rgb
        worst = "FFFFFF" if self.is_dark(ground) else "000000"
        for step in range(2, 20):
            if contrast(text, blend(fill, worst, step / 20)) >= READABLE:
                return max(step / 20, self.pictures.overlay)
        return 0.95

    @property
    def theme(self) -> Theme:
        """The office theme: headings and body in the families of the slides' type scale."""
        link = self.text("accent", "paper")
        colours = {**self.palette, "link": link.rgb}
        east_asian = self.fallback[0] if self.fallback else ""
        heading = self.families[self.slide_type.heading1.font]
        return Theme(self.name, heading, self.families[self.slide_type.body.font], east_asian, colours)


__all__ = ["Brand", "Grid", "Ground", "TypeRole", "TypeScale"]

"""The brand as the engine sees it: colours by role, type by role, grids, fonts and logos."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from reportgen.brand.as_written import USUAL_MASTERS, BrandFile, Density, PictureLook, TypeRole, TypeScale
from reportgen.brand.legible_colours import Colours, Ground
from reportgen.brand.look import Look
from reportgen.brand.office_theme import embedded_fonts, office_theme
from reportgen.files import Given, Readable
from reportgen.frames import Colour, EmbeddedFont, Face, Ink, Press, Theme
from reportgen.frames.press import MOST_INK
from reportgen.geometry import Insets, Rect, Size
from reportgen.structs import Struct

CODE_FAMILY = "IBM Plex Mono"
"""The family of code in brands that have no font `code`."""


class Grid(Struct, frozen=True):
    """A sheet's columns: `area` is the sheet without its margins, all lengths in points."""

    size: Size
    margins: Insets
    columns: int
    gutter: float
    baseline: float
    bleed: float = 0.0
    """How far what touches an edge goes on over it in print."""

    @property
    def sheet(self) -> Rect:
        return Rect(0.0, 0.0, self.size.width, self.size.height)

    @property
    def area(self) -> Rect:
        return self.sheet.inset(self.margins)

    def width(self, span: int) -> float:
        """Width of `span` columns with the gutters between them."""
        area = self.size.width - self.margins.left - self.margins.right
        column = (area - (self.columns - 1) * self.gutter) / self.columns
        return span * column + (span - 1) * self.gutter

    def left(self, column: int) -> float:
        """The left edge of a column, counted from 1."""
        return self.margins.left + (column - 1) * (self.width(1) + self.gutter)


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
    logo_on_light: Readable | None
    """None where the brand has no logo."""
    logo_on_dark: Readable | None
    """None where the brand has no logo for dark grounds."""
    logo_alt: str
    file: Readable | None
    """Where it was read from; None where Python made it."""
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
    page_series: str | None = None
    """The series of masters, openings and mastheads that pages follow; None for those of all brands."""
    reserve: tuple[str, ...] = ()
    """Families that ship and stand in, in turn, for characters that the brand's own and its fall-back lack."""
    embed: bool = False
    """Whether office files carry the brand's fonts."""
    look: Look = field(default_factory=Look)
    """What a designer changes of how things are drawn."""
    masters: str = USUAL_MASTERS
    """The series of masters that slides stand on."""
    office_file: Readable | None = None
    """The company's own template, on whose layouts decks stand."""
    measure: float = 1.0
    """The part of each line on slides that is filled, where other fonts stand in for the brand's."""
    inks: Mapping[str, Ink] = field(default_factory=dict)
    """What roles of the palette are printed with, where the brand says it."""
    profile: Readable | None = None
    """The ICC profile of its press; None for the one that ships."""
    most_ink: float = MOST_INK
    """Percent of ink that its paper takes."""

    colours: Colours = field(init=False, compare=False, repr=False)
    """The palette by purpose: what is drawn on which ground in which colour."""

    @classmethod
    def from_dict(cls, spec: Mapping[str, object] | BrandFile, *, files: Mapping[str, Given] | None = None) -> Brand:
        """A brand of the keys of a `brand.yaml`, or of the classes of `reportgen.brands`; its logos and fonts are among
        `files`, by the names that it gives.

        No file is opened but those of `files` that are paths, and the fonts that ship.

        Raises:
            ReportgenError: `BrandError`, `FontError`, `AssetError`, or `Problems` with all that were found.
        """
        from reportgen.brand.load import brand_of_data

        return brand_of_data(spec, files)

    def __post_init__(self) -> None:
        object.__setattr__(self, "colours", Colours(self.palette))

    @property
    def series(self) -> tuple[str, ...]:
        """The series of files that lie over the templates that ship: of masters for slides, and of pages."""
        masters = (self.masters,) if self.masters != USUAL_MASTERS else ()
        return (*masters, self.page_series) if self.page_series is not None else masters

    @property
    def code_family(self) -> str:
        """The family that code is set in: that of the brand's font `code`, or the monospace that ships."""
        return self.families.get("code", CODE_FAMILY)

    @property
    def logos(self) -> tuple[Readable, ...]:
        """The files of the logo."""
        return tuple(logo for logo in (self.logo_on_light, self.logo_on_dark) if logo is not None)

    @property
    def font_files(self) -> set[Path]:
        """The files of its fonts, of those that lie on the disk: drawings can have their text set in no others."""
        return {face.path for face in self.faces.values() if isinstance(face.path, Path)}

    def grid(self, kind: Literal["newsletter", "deck"]) -> Grid:
        return self.page if kind == "newsletter" else self.slide

    def scale(self, kind: Literal["newsletter", "deck"]) -> TypeScale:
        return self.page_type if kind == "newsletter" else self.slide_type

    def press(self, kind: Literal["newsletter", "deck"]) -> Press:
        """How a publication of a kind is printed."""
        return Press(self.grid(kind).bleed, self.inks, self.profile, self.most_ink)

    def fill(self, name: str) -> Colour:
        """A ground: a palette role, or `tint` (a breath of the primary colour)."""
        return self.colours.fill(name)

    def text(self, name: str, ground: Ground) -> Colour:
        """A text colour that reads on a ground (4.5 : 1): `text`, `muted`, `primary`, `accent` or a palette role."""
        return self.colours.text(name, ground)

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
        return self.colours.veil(ground, self.pictures.overlay)

    def embedded(self, families: Iterable[str]) -> tuple[EmbeddedFont, ...]:
        """The files of families that an office file is to carry, as far as they may be carried."""
        return embedded_fonts(self.faces.values(), families) if self.embed else ()

    @property
    def theme(self) -> Theme:
        """The office theme, of which slides are made that change with it."""
        return office_theme(self)


__all__ = ["Brand", "Grid", "Ground", "TypeRole", "TypeScale"]

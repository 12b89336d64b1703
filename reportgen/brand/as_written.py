"""What `brand.yaml` may say, as written: checked by `load`, turned into a `Brand`."""

from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Literal, cast

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field

from reportgen.brand.look import Look
from reportgen.frames.press import MOST_INK
from reportgen.geometry import INCH, MM, Size
from reportgen.source.validation import Length, Strict


def _hex(value: object) -> object:
    if not isinstance(value, str):
        raise ValueError('expected a colour such as "#12355B" in quotes')
    digits = value.removeprefix("#")
    if len(digits) != 6 or any(c not in "0123456789abcdefABCDEF" for c in digits):
        raise ValueError(f'expected a colour such as "#12355B", got "{value}"')
    return digits.upper()


Hex = Annotated[
    str,
    BeforeValidator(_hex, json_schema_input_type=Annotated[str, Field(pattern="^#?[0-9A-Fa-f]{6}$")]),
]


class Logo(Strict):
    """The logo for light grounds and, where it differs, for dark ones: SVG or PNG.

    `clear` is the space around it that `reportgen check` wants to be empty, in parts of the logo's height.
    """

    on_light: str
    """The file for light grounds: SVG or PNG."""
    on_dark: str | None = None
    """The file for dark grounds; without it, the other stands on a plate there."""
    alt: str = ""
    """What is read aloud for the logo; the brand's name where nothing is said."""
    clear: Annotated[float, Field(ge=0, le=3)] = 0.25


Percent = Annotated[float, Field(ge=0, le=100)]


class InkedColour(Strict):
    """A colour with the inks that a press prints it with; screens show `rgb`."""

    rgb: Hex
    """The colour on screens, such as "#12355B"."""
    cmyk: tuple[Percent, Percent, Percent, Percent] | None = None
    """Percent of cyan, magenta, yellow and black; what the profile gives for `rgb` where nothing is said."""
    spot: Annotated[str, Field(max_length=100)] = ""
    """The name of an ink of its own, such as ``PANTONE 541 C``, as the press calls it."""


PaletteColour = Hex | InkedColour
"""A colour of screens alone, or with the inks that a press prints it with."""


class Palette(Strict):
    """Colours by role: accent1 is the brand's primary colour, accent2 the sparing contrast."""

    ink: PaletteColour
    """What text is set in."""
    paper: PaletteColour
    """What sheets are made of. It may be dark, if the ink is light."""
    surface: PaletteColour
    """The ground of quiet panels."""
    accent1: PaletteColour
    """The brand's primary colour: covers, headings, the first series of a chart."""
    accent2: PaletteColour
    """The sparing contrast: short rules, kickers, what is stressed in a chart."""
    accent3: PaletteColour
    """The second series of a chart, and what is gained."""
    accent4: PaletteColour
    """Rails of timelines, and the fifth series of a chart."""
    accent5: PaletteColour
    """The third series of a chart."""
    accent6: PaletteColour
    """The fourth series of a chart."""
    positive: PaletteColour
    """Changes for the better in tables."""
    negative: PaletteColour
    """Changes for the worse in tables."""


PaletteRole = Literal[
    "ink", "paper", "surface", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "positive", "negative"
]


class FontFile(Strict):
    """One file of a family; `index` picks a face of a collection, `instance` and `variations` a variable style."""

    file: str
    """A TrueType or OpenType file, or a web font (WOFF), beside `brand.yaml` or below it."""
    weight: Annotated[int, Field(ge=1, le=1000)] = 400
    """How heavy the face is: 400 is regular, 700 is bold. A variable font is set to it; without it, such a font has all
    weights of its range."""
    italic: bool = False
    """Whether the face is the italic one."""
    index: Annotated[int, Field(ge=0)] = 0
    variations: dict[str, float] = {}
    instance: str = ""
    """The named style of a variable font, such as ``Condensed Bold``."""


class Family(Strict):
    """A font family: one that ships with reportgen by its name alone, any other with its files."""

    family: str
    """The family's name, by which office programs find it."""
    files: list[FontFile] = []
    measured_as: str | None = None
    """A family that ships, by whose widths text is measured where the files of this one are not at hand."""
    version: str = ""
    """Which release the files are, as they say it."""
    copyright: str = ""
    """Whose the font is, as its files say it."""
    licence: str = ""
    """What may be done with the font, as its files say it, or the file beside them that has the licence."""


class Fonts(Strict):
    """The brand's font families, each under a name of its own, by which the type scale calls it."""

    model_config = ConfigDict(extra="allow", frozen=True, defer_build=True)
    __pydantic_extra__: dict[str, Family]
    embed: bool = False
    """Whether PowerPoint files carry the fonts, so that they look the same where the fonts are not installed."""

    if TYPE_CHECKING:

        def __init__(self, *, embed: bool = False, **families: Family) -> None: ...

    @property
    def families(self) -> dict[str, Family]:
        """The families by name."""
        return self.__pydantic_extra__


class TypeStyle(Strict):
    """One step of the type scale; tracking is in thousandths of an em."""

    font: str
    """One of the names under `fonts`."""
    size: Length
    """The size of the type."""
    leading: Length
    """From one baseline to the next."""
    weight: Annotated[int, Field(ge=1, le=1000)] = 400
    """How heavy the type is: 400 is regular, 700 is bold."""
    italic: bool = False
    """Whether the type is italic."""
    tracking: float = 0.0
    """Space added between letters, in thousandths of an em."""
    justify: bool = False
    """Whether lines of running text are filled, so that both edges are level; headings, and lines narrower than
    15 times the size on pages, stay ragged."""


TypeRole = Literal[
    "display", "heading1", "heading2", "heading3", "standfirst", "body", "caption", "label", "number", "quote"
]


class TypeScale(Strict):
    """The text styles of pages or of slides."""

    display: TypeStyle
    heading1: TypeStyle
    heading2: TypeStyle
    heading3: TypeStyle
    standfirst: TypeStyle
    body: TypeStyle
    caption: TypeStyle
    label: TypeStyle
    number: TypeStyle | None = None
    quote: TypeStyle | None = None

    def role(self, name: TypeRole) -> TypeStyle:
        """The style of a role; numbers and quotes fall to heading 1 where the brand sets none.

        `name` may have a step of the ladder after it: "body+2" is the body two steps larger.
        """
        if "+" in name:
            role, _, step = name.partition("+")
            return _larger(self.role(cast(TypeRole, role)), int(step))
        style: TypeStyle | None = getattr(self, name)
        return style if style is not None else self.heading1


LADDER = (1.0, 1.2, 1.4, 1.7, 2.0)
"""How large type stands that has room, by the steps that it goes up, in parts of its size in the brand's scale."""


@lru_cache(maxsize=256)
def _larger(style: TypeStyle, step: int) -> TypeStyle:
    """A style some steps up the ladder, in whole points; leading becomes tighter as type becomes larger."""
    size = round(style.size * LADDER[step])
    tighter = 1 - 0.12 * (LADDER[step] - 1)
    leading = max(round(style.leading / style.size * size * tighter), round(1.15 * size))
    return style.model_copy(update={"size": float(size), "leading": float(leading)})


def raised(name: TypeRole, step: int) -> TypeRole:
    """The name of a role some steps up the ladder.

    >>> raised("body", 2), raised("body", 0)
    ('body+2', 'body')
    """
    return cast(TypeRole, f"{name}+{step}" if step else name)


def step_of(name: TypeRole) -> int:
    """By how many steps of the ladder a role was raised.

    >>> step_of("body+2"), step_of("body")
    (2, 0)
    """
    return int(name.partition("+")[2] or 0)


def natural(name: TypeRole) -> TypeRole:
    """The role that was raised.

    >>> natural("body+2")
    'body'
    """
    return cast(TypeRole, name.partition("+")[0])


class TypeScales(Strict):
    page: TypeScale
    slide: TypeScale


class Margins(Strict):
    top: Length
    """From the sheet's top edge."""
    right: Length
    """From the sheet's right edge."""
    bottom: Length
    """From the sheet's bottom edge."""
    left: Length
    """From the sheet's left edge."""


_NAMED_SIZES = {
    "A4": Size(210 * MM, 297 * MM),
    "A5": Size(148 * MM, 210 * MM),
    "Letter": Size(8.5 * INCH, 11 * INCH),
    "16:9": Size(13 * INCH + 24, 7.5 * INCH),
    "4:3": Size(10 * INCH, 7.5 * INCH),
    "square": Size(7.5 * INCH, 7.5 * INCH),
}


USUAL_MASTERS = "rule"
"""The series of masters that no folder of its own changes: the masters as they ship."""


class OwnSize(Strict):
    width: Length
    """The sheet's width."""
    height: Length
    """The sheet's height."""


def _known_size(value: str) -> str:
    if value not in _NAMED_SIZES:
        raise ValueError(f"expected one of {', '.join(_NAMED_SIZES)}, or a width and a height; got {value!r}")
    return value


SheetSize = Annotated[str, AfterValidator(_known_size)] | OwnSize


def size_of(size: str | OwnSize) -> Size:
    """Points of a named size or of one's own."""
    return Size(size.width, size.height) if isinstance(size, OwnSize) else _NAMED_SIZES[size]


class SheetGrid(Strict):
    """Size, margins and grid of pages or of slides; `baseline` is the pitch of the page's baseline grid.

    Where pages are `mirrored`, the left margin is the inner one: left pages have it on their right. Pages of a `series`
    have its masters, openings and mastheads; files in `layouts` beside the brand lie over them.
    """

    size: SheetSize
    """A named size, or `{width: …, height: …}`."""
    margins: Margins
    """The empty edges of the sheet."""
    columns: Annotated[int, Field(ge=1, le=24)] = 12
    """Columns of the grid; templates are written for 12."""
    gutter: Length
    """The space between two columns."""
    baseline: Length
    bleed: Length = 0.0
    """How far pictures, bands and grounds that touch an edge of the sheet go on over it, for a press that cuts it:
    mostly 3 mm."""
    mirrored: bool = False
    series: str | None = None
    """The series that pages follow: `newspaper`, `letter` or `bulletin`; the plain pages if nothing is said."""


class Density(Strict):
    """What a slide may hold before its text goes on to another: words and lines of a text, the smallest size."""

    words: Annotated[int, Field(ge=20, le=400)] = 90
    """Words of a running text beyond which it goes on to another slide."""
    lines: Annotated[int, Field(ge=4, le=40)] = 12
    """Lines of a running text beyond which it goes on to another slide."""
    size: Length = 14.0
    """The smallest type that running text on a slide is shrunk to, in points."""


class PictureLook(Strict):
    """How the brand shows photographs: as they are (`plain`), in `grey`, or in two colours (`duotone`), the roles of
    the darks and of the lights. `overlay` is how dense (0 to 1) the colour is that may be laid over them.
    """

    tone: Literal["plain", "grey", "duotone"] = "plain"
    """How the brand shows photographs: `plain`, `grey` or `duotone`."""
    duotone: tuple[PaletteRole, PaletteRole] = ("ink", "paper")
    overlay: Annotated[float, Field(ge=0.1, le=0.95)] = 0.5


class PressFile(Strict):
    """How the brand is printed. `profile` is an ICC profile of the press or its paper, CMYK, beside `brand.yaml` or
    below it; without one, sheet-fed offset on coated paper (FOGRA39) is meant.
    """

    profile: str | None = None
    most_ink: Annotated[float, Field(ge=100, le=400)] = MOST_INK
    """Percent of ink that the paper takes, all inks together."""


class Voice(Strict):
    """How the brand speaks: words to `avoid`, each with a better one, or with nothing; and `words` that are right,
    though no dictionary has them.
    """

    avoid: dict[str, str] = {}
    words: list[str] = []


class BrandFile(Strict):
    """The whole of `brand.yaml`.

    `paragraphs` of a running text are told apart by a line of space, or by an indent of their first line.
    """

    name: str
    """The brand's name, as readers may see it."""
    logo: Logo | None = None
    """Without one, nothing stands where sheets have the logo."""
    palette: Palette
    fonts: Fonts
    """The families by the names that the type scale uses; code is set in the one called `code`, if there is one."""
    fallback: list[str] = ["Noto Sans SC"]
    """Families that are asked, in this order, for characters that the brand's own fonts lack."""
    type: TypeScales
    """The type scale of pages and that of slides."""
    page: SheetGrid
    slide: SheetGrid
    resolution: Annotated[int, Field(ge=72, le=1200)] | None = None
    """Pixels to the inch above which pictures are made coarser: 220, and 300 where pages have a bleed."""
    pictures: PictureLook = PictureLook()
    tables: Literal["rules", "zebra", "plain"] = "rules"
    """How tables are drawn where the source does not say: with `rules` between rows, as a `zebra`, or `plain`."""
    paragraphs: Literal["space", "indent"] = "space"
    density: Density = Density()
    press: PressFile = PressFile()
    voice: Voice = Voice()
    masters: str = USUAL_MASTERS
    """The series of masters that slides stand on: `rule`, `side` or `spine`; files in `layouts` beside the brand lie
    over them."""
    look: Look = Look()
    template: str | None = None
    """The company's own PowerPoint template, as `reportgen brand learn` cleaned it: decks stand on its layouts."""
    measure: Annotated[float, Field(ge=0.6, le=1)] = 1.0
    """The part of each line on slides that is filled: less than 1 where other fonts stand in for those of the brand."""

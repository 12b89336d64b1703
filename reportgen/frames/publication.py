"""A whole publication: sheets, the masters that they follow, and the fonts and pictures that they use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from reportgen.drawings import SHIPPED, DrawingFonts
from reportgen.errors import NOWHERE, Where
from reportgen.files import Readable
from reportgen.frames.colour import Colour
from reportgen.frames.document_section import DocumentSection
from reportgen.frames.items import Item, ShapeItem
from reportgen.frames.layout_decisions import MakeUp, Remark
from reportgen.frames.press import Press
from reportgen.frames.slide_show import Showing
from reportgen.frames.text_item import Paragraph
from reportgen.frames.theme import Theme
from reportgen.geometry import Rect, Size
from reportgen.structs import Struct, field, replace

Field = Literal["folio", "footer", "date"]


Embedding = Literal["free", "whole", "forbidden"]
"""Whether a document may carry the glyphs that it needs of a font, the whole font alone, or none of it."""


class Face(Struct, frozen=True):
    """A font file's one face: `family` is the name that an office document gives it.

    `variations` pins the axes of a variable font, as (tag, value) pairs. `embedding` says what its maker allows of
    documents that carry it, and `where` where a brand names it.
    """

    key: str
    family: str
    weight: int
    italic: bool
    path: Readable
    index: int = 0
    variations: tuple[tuple[str, float], ...] = ()
    embedding: Embedding = "free"
    where: Where = NOWHERE


class EmbeddedFont(Struct, frozen=True):
    """A file of a family that an office file carries, as one of the four styles that office programs know."""

    family: str
    style: Literal["regular", "bold", "italic", "boldItalic"]
    path: Readable


CHARACTER_BOXES = "Character Boxes 400"
"""The key of the face whose glyphs show the code of a character that no font has, in a frame."""


class PicturePage(Struct, frozen=True):
    """A file that a picture is read from, and which of its pages (from 1); None takes the first, and tells of it."""

    path: Readable
    page: int | None = None


class Picture(Struct, frozen=True):
    """A picture's bytes as checked: the key is the SHA-256 of the file read. Sizes are pixels, or points for SVG.

    `notes` are what a person should know of it, each with a remedy; `fonts` are those of a drawing with text.
    """

    key: str
    media: Literal["image/png", "image/jpeg", "image/svg+xml"]
    data: bytes
    width: float
    height: float
    fonts: DrawingFonts = SHIPPED
    notes: tuple[tuple[str, str], ...] = ()


class OfficeHold(Struct, frozen=True):
    """A placeholder of the company's own template: its type and `idx` (`p:ph`), and its levels.

    `sizes` are points, `strong` and `slanted` say of each level whether it is bold and italic. `moved` says that slides
    have it elsewhere than the layout. `insets` are those of its text: left, top, right, bottom.
    """

    type: str
    index: int
    sizes: tuple[float, ...] = ()
    strong: tuple[bool, ...] = ()
    slanted: tuple[bool, ...] = ()
    moved: bool = False
    insets: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)


class Placeholder(Struct, frozen=True):
    """A slot of a master that slides fill and inherit from: position and text styles.

    `styles` are empty-text paragraphs (one run, text "") that carry size, font, colour, leading, bullet: the levels of
    the place, the first one first, at most nine. `name` is the slot's name.
    """

    name: str
    kind: Literal["title", "subtitle", "body", "picture", "chart", "table", "folio", "footer", "date"]
    box: Rect
    styles: tuple[Paragraph, ...] = ()
    anchor: Literal["top", "middle", "bottom"] = "top"
    panel: ShapeItem | None = None
    """What the text stands on, as one shape with it; the text itself has the box `inner` then."""
    inner: Rect | None = None
    turned: bool = False
    """Whether its text reads from the foot of its box to the top, as a `TextItem` may."""
    office: OfficeHold | None = None
    """What it is in the company's own template, which has it already."""


class Master(Struct, frozen=True):
    """What all sheets made on one template share: background, constant furniture, placeholders."""

    name: str
    background: Colour
    items: tuple[Item, ...] = ()
    placeholders: tuple[Placeholder, ...] = ()
    reverse: bool = False
    """Whether text is reversed out of its ground: in the colour of the paper, where others have that of the ink."""
    layout: str = ""
    """The part of the company's own template that is its layout there."""


class Sheet(Struct, frozen=True):
    """A page or a slide: the items in reading order, on top of its master's. `title` names it in outlines."""

    master: str
    title: str
    items: tuple[Item, ...]
    notes: tuple[str, ...] = ()
    section: str = ""
    """The section of a deck that the slide belongs to, by name."""
    key: str = ""
    """What the slide is, wherever it stands: its section's key and its number in that one."""
    showing: Showing = Showing()


class Appendix(Struct, frozen=True):
    """Sheets that are read after all others, on a master of their own: the footnotes of a deck."""

    master: Master
    sheets: tuple[Sheet, ...]


class Guides(Struct, frozen=True):
    """The lines of the grid, in points: `down` are distances from the left edge, `across` from the top."""

    down: tuple[float, ...] = ()
    across: tuple[float, ...] = ()


class OutlineEntry(Struct, frozen=True):
    """A bookmark: `level` from 1, `sheet` is an index, `y` is points from the sheet's top."""

    title: str
    level: int
    sheet: int
    y: float


class Landing(Struct, frozen=True):
    """A place to jump to: `sheet` is an index, `y` points from the sheet's top."""

    sheet: int
    y: float


class Publication(Struct, frozen=True):
    """Everything that a backend needs: frames, masters, resources, metadata.

    `date` is text as authored, for furniture; `created` is an ISO 8601 time stamp in UTC for the file's metadata, or
    empty where the source gives none.
    """

    kind: Literal["newsletter", "deck"]
    title: str
    language: str
    size: Size
    theme: Theme
    masters: tuple[Master, ...]
    sheets: tuple[Sheet, ...]
    faces: Mapping[str, Face]
    pictures: Mapping[str, Picture]
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    created: str = ""
    outline: tuple[OutlineEntry, ...] = ()
    targets: Mapping[str, Landing] = field(default_factory=dict)
    """Where links inside the publication lead: ``#3`` and the like to a place on a sheet."""
    base: Master | None = None
    """What the masters of a deck have in common, though each says it anew: furniture, the places of title and text."""
    office_file: Readable | None = None
    """The company's own template, whose masters and layouts the deck stands on."""
    embedded: tuple[EmbeddedFont, ...] = ()
    """The fonts that office files carry with them."""
    guides: Guides = Guides()
    press: Press = Press()
    """How it is printed."""
    showing: Showing = Showing()
    """How slides are shown that do not say it themselves."""
    sections: Mapping[int, DocumentSection] = field(default_factory=dict)
    """The sections of the document, by their numbers: what they are to each other, whatever they look like."""
    appendix: Appendix | None = None
    """What follows for those who read a deck and do not hear it."""
    makeup: MakeUp = field(default_factory=MakeUp)
    """What the engine decided on the way; no backend reads it."""
    remarks: tuple[Remark, ...] = ()
    """What a person should look at, where `reportgen.compose` made it."""

    def __repr__(self) -> str:
        count = f"{len(self.sheets)} {'page' if self.kind == 'newsletter' else 'slide'}"
        return f"Publication({self.kind}, {self.title!r}, {count}{'s' * (len(self.sheets) != 1)})"

    @property
    def whole(self) -> Publication:
        """The publication with its appendix as further sheets."""
        more = self.appendix
        if more is None:
            return self
        return replace(self, masters=(*self.masters, more.master), sheets=(*self.sheets, *more.sheets), appendix=None)

    def master(self, name: str) -> Master:
        """The master called `name`.

        Raises:
            KeyError: there is none.
        """
        for master in self.masters:
            if master.name == name:
                return master
        raise KeyError(name)

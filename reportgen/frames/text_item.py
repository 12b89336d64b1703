"""Text on a sheet: paragraphs as authored, and lines of glyphs as set."""

from __future__ import annotations

from typing import Literal

from reportgen.errors import NOWHERE, Where
from reportgen.frames.colour import Colour
from reportgen.geometry import Rect
from reportgen.structs import Struct

ParagraphRole = Literal[
    "title",
    "subtitle",
    "heading1",
    "heading2",
    "heading3",
    "kicker",
    "standfirst",
    "byline",
    "body",
    "item",
    "quote",
    "number",
    "label",
    "caption",
    "source",
    "note",
    "furniture",
]


class Run(Struct, frozen=True):
    """A stretch of authored text in one style. `size` and `tracking` (added after each glyph) are points.

    `superscript` and `subscript` text is set at `SUPERSCRIPT_SIZE` of `size`, raised by `SUPERSCRIPT_RISE` or lowered
    by `SUBSCRIPT_DROP` of it.
    `link` is https, http, mailto or tel, or ``#`` and the name of one of the publication's targets.
    """

    text: str
    family: str
    weight: int
    size: float
    colour: Colour
    italic: bool = False
    tracking: float = 0.0
    superscript: bool = False
    link: str | None = None
    tabular: bool = False
    """True for figures of one width, where the font has them and the profile can use them (print)."""
    subscript: bool = False
    strike: bool = False
    underline: bool = False
    code: bool = False
    """True for code: every character is set as it is typed, without ligatures or kerning."""
    note: int = 0
    """The number of the note that it refers to: of its section, or of its table."""
    language: str = ""
    """The language of a passage, where the author says it."""
    instead_of: str = ""
    """The family that lacks these characters, where another one that ships stands in for it; the run's own family where
    no font has them, so that lines show their codes in boxes.
    """


SUPERSCRIPT_SIZE = 0.65
SUPERSCRIPT_RISE = 0.33
SUBSCRIPT_DROP = 0.14
STRIKE = 0.26
"""The height of a line through a text over its baseline, in parts of the text's size."""
UNDERLINE = -0.14
"""That of a line under a text."""
STROKE = 0.05
"""How thick both are."""
BOXES = ("\u2610", "\u2611")
"""Marks of the items of a list of tasks, to do and done. They are drawn as shapes, because few fonts have them."""


class Bullet(Struct, frozen=True):
    """The mark of a list item, hanging in the paragraph's indent, in the paragraph's first font and size."""

    text: str
    colour: Colour


class Paragraph(Struct, frozen=True):
    """A paragraph as authored, or the part of one that stands in this item.

    `key` is the same for all parts of one logical paragraph, wherever they stand; `continued` is true for every
    part but the first, `continues` for every part but the last. `leading` is the exact pitch of lines; `indent` is
    the distance from the box to the text's left edge on every line, and `first_indent` moves the first line further
    right. The bullet hangs `hang` left of the text, or at the box's edge where that is 0; `level` is that of an item in
    nested lists, from 1. `space_before` is left out at the top of an item. `ground` is the colour of the box that it
    stands on together with its neighbours of the same ground, `ground_indent` from the left: lines of code.
    """

    runs: tuple[Run, ...]
    role: ParagraphRole
    key: str
    leading: float
    align: Literal["left", "center", "right"] = "left"
    space_before: float = 0.0
    indent: float = 0.0
    first_indent: float = 0.0
    bullet: Bullet | None = None
    language: str = "en"
    continued: bool = False
    continues: bool = False
    where: Where = NOWHERE
    hang: float = 0.0
    level: int = 1
    ground: Colour | None = None
    ground_indent: float = 0.0
    style: str = "text"
    """The name of its look among the styles of its place: the level that it has in a placeholder of an office deck."""
    initial: str = ""
    """The letters that are drawn large before it, by themselves: they begin its first word."""
    justified: bool = False
    """Whether its lines are filled, so that both edges are level; `align` is then where its last line stands."""
    rtl: bool = False
    """Whether it runs from right to left: then its indents and its mark are at the right; `align` is what is seen."""
    tied: int = 0
    """The character from which on its words are kept on one line, so that the last line is not a single short word;
    0 where nothing is. Office programs are told by spaces that do not break.
    """

    @property
    def text(self) -> str:
        """The plain text of all runs."""
        runs = self.runs
        return runs[0].text if len(runs) == 1 else "".join([run.text for run in runs])


class GlyphRun(Struct, frozen=True):
    """Shaped glyphs of one face, size and colour, left to right from `x` (points from the line's `x`).

    The runs of a line are in the order in which they are read; where text runs to the left, glyphs begin with its end.

    `glyphs`, `advances` (points, tracking and kerning included), `clusters` (index into `text` of each glyph's
    first character) are of one length; `offsets` is empty, or an (x, y) pair in points for each glyph (y up).
    `face` names one of the publication's faces; `rise` lifts the run above the line's baseline. `size` is the size
    drawn (a superscript's is reduced already).
    """

    face: str
    size: float
    x: float
    colour: Colour
    text: str
    glyphs: tuple[int, ...]
    advances: tuple[float, ...]
    clusters: tuple[int, ...]
    offsets: tuple[tuple[float, float], ...] = ()
    rise: float = 0.0
    link: str | None = None
    mark: bool = False
    """True for a list item's bullet, which is not in the paragraph's text. One of `BOXES` has no glyphs."""
    strike: bool = False
    underline: bool = False
    note: int = 0
    """The number of the note that it refers to."""
    language: str = ""
    """The language of a passage, where the author says it."""
    leftward: bool = False
    """Whether its text runs from right to left: then the first glyphs are those of the text's end."""

    @property
    def width(self) -> float:
        return sum(self.advances)


class Line(Struct, frozen=True):
    """One set line: `x` and `baseline` in points from the top left of its item's box.

    `paragraph` is the index into the item's paragraphs; `start` and `end` are the characters of that paragraph's
    text which the line shows (trailing spaces included in the range, though not drawn).
    """

    x: float
    baseline: float
    width: float
    paragraph: int
    start: int
    end: int
    runs: tuple[GlyphRun, ...]


class TextItem(Struct, frozen=True):
    """Text in a box: paragraphs as authored and lines as set.

    `slot` names the template's slot, and the master's placeholder of the same name where there is one. `give` is
    the room to the right of the box, in points, by which an editor that sets text less tightly may widen it.
    `field` is set where the text stands for a variable of the sheet. An `artifact` is furniture, not content. One that
    is `turned` reads from the foot of its box to the top: its lines count from the bottom left corner, along the left
    edge.
    """

    box: Rect
    paragraphs: tuple[Paragraph, ...]
    lines: tuple[Line, ...]
    slot: str | None = None
    anchor: Literal["top", "middle", "bottom"] = "top"
    give: float = 0.0
    field: Literal["folio", "footer", "date"] | None = None
    artifact: bool = False
    section: int | None = None
    where: Where = NOWHERE
    turned: bool = False
    styles: tuple[Paragraph, ...] = ()
    """The looks of what may stand in its place, as those of a `Placeholder`, where it has a place of its own on the
    sheet that no master tells of: a cell of a grid, a caption."""

    @property
    def measure(self) -> float:
        """The length that lines may have, in points."""
        return self.box.height if self.turned else self.box.width

    def start(self, line: Line) -> tuple[float, float]:
        """Where the baseline of one of its lines begins on the sheet, from the upper left corner (points)."""
        if self.turned:
            return self.box.x + line.baseline, self.box.bottom - line.x
        return self.box.x + line.x, self.box.y + line.baseline

    def ink(self, line: Line) -> Rect:
        """Where one of its lines is seen on the sheet: from its baseline up, as high as its largest type (points)."""
        (x, y), height = self.start(line), max((run.size for run in line.runs), default=0.0)
        if self.turned:
            return Rect(x - height, y - line.width, height, line.width)
        return Rect(x, y - height, line.width, height)

    @property
    def grounded(self) -> bool:
        """Whether code in it stands on a ground, which is a shape of its own under its lines."""
        return any(paragraph.ground for paragraph in self.paragraphs)

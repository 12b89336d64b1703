"""Copy in the brand's styles → lines in a column; and where copy is cut that does not fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil
from typing import Literal

from reportgen.brand import Brand, Grid
from reportgen.brand.as_written import TypeStyle
from reportgen.errors import NOWHERE, Where
from reportgen.frames import Line, Paragraph, ParagraphRole
from reportgen.geometry import Rect
from reportgen.layout.fragments import Fragment
from reportgen.layout.medium import MEDIA
from reportgen.layout.styles import KEYED_LEVELS, LIST_LEVELS, TEXT_LEVELS, ParagraphStyler, TextStyle
from reportgen.structs import replace
from reportgen.text import SetParagraph, Typesetter
from reportgen.text.direction import JOINS, runs_right_to_left

LINES_TOGETHER = 2
"""Lines of a paragraph that stay together at a cut (no widows, no orphans)."""


class TypesetText:
    """Paragraphs set under each other in a column; all places count in points from its top left corner.

    It is `overfull` where a word is wider than the column; `count` is the number of its lines. The lines themselves are
    made when they are asked for, because most texts are set only to learn how high they are.
    """

    __slots__ = ("_lines", "_paragraphs", "_parts", "count", "height", "overfull")

    def __init__(self, parts: list[tuple[Paragraph, float, SetParagraph, float]], height: float) -> None:
        """`parts` are the paragraphs with the space before each, as they were broken, and their tops."""
        self.height = height
        self.overfull = any(done.overfull for _, _, done, _ in parts)
        self.count = sum(len(done.breaks) for _, _, done, _ in parts)
        self._parts = parts
        self._paragraphs: tuple[Paragraph, ...] | None = None
        self._lines: tuple[Line, ...] | None = None

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs, each with the space before it that it was given on its grid, and as it was filled."""
        if self._paragraphs is None:
            self._paragraphs = tuple(
                one
                if before == one.space_before and done.level == one.justified and done.tied == one.tied
                else replace(one, space_before=before, justified=done.level, tied=done.tied)
                for one, before, done, _ in self._parts
            )
        return self._paragraphs

    @property
    def alike(self) -> tuple[Paragraph, ...]:
        """The look of the first paragraph as the five levels of a place that holds nothing else."""
        if not self._parts:
            return ()
        first = self._parts[0][0]
        run = next((run for run in first.runs if not run.superscript), first.runs[0])
        return (replace(first, runs=(replace(run, text="", link=None, note=0),), key="", where=NOWHERE),) * KEYED_LEVELS

    @property
    def where(self) -> Where:
        """Where the text stands in the source."""
        return self._parts[0][0].where if self._parts else NOWHERE

    @property
    def leading(self) -> float:
        """The leading of the last paragraph, in points."""
        return self._parts[-1][0].leading if self._parts else 0.0

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines, each with the number of its paragraph."""
        if self._lines is None:
            self._lines = tuple(
                Line(one.x, one.baseline + top, one.width, number, one.start, one.end, one.runs)
                for number, (_, _, done, top) in enumerate(self._parts)
                for one in done.lines
            )
        return self._lines

    @property
    def width(self) -> float:
        """The right edge of the widest line."""
        return max((line.x + line.width for line in self.lines), default=0.0)

    def over(self, height: float, most: int | None = None) -> int:
        """How many characters stand in lines that end below `height`, or that are more than `most` lines."""
        left = self.count if most is None else most
        over = 0
        for _, _, done, top in self._parts:
            held = max(0, min(left, int((height - top + 0.01) // done.leading)))
            left -= min(held, len(done.breaks))
            over += sum(end - start for start, end in done.breaks[held:])
        return over

    def lowered(self, dy: float) -> tuple[Line, ...]:
        """All lines, `dy` points further down."""
        return self.lines if dy == 0 else tuple(replace(line, baseline=line.baseline + dy) for line in self.lines)


def up_to(y: float, pitch: float) -> float:
    """`y` down to the next line of a grid of `pitch` points; what is a line already, but for rounding, stays there.

    >>> up_to(25.0, 12.5), up_to(26.0, 12.5)
    (25.0, 37.5)
    """
    return ceil((y - 0.01) / pitch) * pitch


def _directed(paragraph: Paragraph) -> Paragraph:
    """The paragraph as its script runs: begun at the right where it runs to the left, and joined where letters join."""
    text = paragraph.text
    if JOINS.search(text) and any(run.tracking for run in paragraph.runs):
        runs = (replace(run, tracking=0.0) if JOINS.search(run.text) else run for run in paragraph.runs)
        paragraph = replace(paragraph, runs=tuple(runs))
    if not runs_right_to_left(text, paragraph.language):
        return paragraph
    align = paragraph.align
    if align == "left":
        align = "right"
    elif align == "right" and paragraph.role == "furniture":
        align = "left"  # others at the right stay there: figures stand under figures
    return replace(paragraph, rtl=True, align=align)


class TextSetter:
    """Sets copy for one publication: in the brand's styles, by one typesetter, for pages or for slides."""

    def __init__(self, brand: Brand, kind: Literal["newsletter", "deck"], typesetter: Typesetter, language: str):
        self.brand = brand
        self.kind = kind
        self.typesetter = typesetter
        self.language = language
        self.scale = brand.scale(kind)
        self.medium = MEDIA[kind]
        self.profile = self.medium.profile
        self.styler = ParagraphStyler(brand, self.medium, language)
        self._paragraphs: dict[TextStyle, dict[int, tuple[Fragment, Paragraph]]] = {}
        """The paragraph of a fragment in a style. The fragment is held, so that its identity, by which its paragraph is
        found, is not given to another.
        """
        self._levels: dict[tuple[TextStyle, bool], tuple[Paragraph, ...]] = {}
        self._done: dict[tuple[int, float], tuple[Paragraph, SetParagraph]] = {}
        """What was set of a paragraph (held as well) at a width: found quicker than by all that it says."""

    @property
    def grid(self) -> Grid:
        """The grid of the pages or of the slides."""
        return self.brand.grid(self.kind)

    def panel_radius(self, box: Rect) -> float:
        """The radius of a panel's corners, in points: none where it runs to an edge of the sheet."""
        sheet = self.grid.sheet
        free = box.x > 0.01 and box.y > 0.01 and box.right < sheet.right - 0.01 and box.bottom < sheet.bottom - 0.01
        if not self.medium.fixed_places:  # boxes of a page's modules count from the module's corner
            free = box.width < sheet.width - 0.01
        return self.medium.pick(self.brand.look.panels.radius) if free else 0.0

    def size(self, style: TypeStyle, factor: float) -> tuple[float, float]:
        """Size and leading (points) at a shrink factor: whole points on slides, quarters of a point on pages."""
        return self.styler.size(style, factor)

    def least_factor(self, text_style: TextStyle) -> float:
        """The smallest factor of a shrink: on slides, text keeps the size below which the brand lets none go."""
        return self.styler.least_factor(text_style)

    # --- paragraphs

    def paragraphs(self, fragments: Iterable[Fragment], text_style: TextStyle) -> tuple[Paragraph, ...]:
        """Copy as paragraphs, spaced and indented, in fonts that have its characters."""
        made: list[Paragraph] = []
        styled = self._paragraphs.setdefault(text_style, {})
        for fragment in fragments:
            known = styled.get(id(fragment))
            if known is None:
                paragraph = self.completed(self.styler.paragraph(fragment, text_style))
                known = styled[id(fragment)] = (fragment, paragraph)
            made.append(known[1])
        return tuple(made)

    def plain(
        self, text: str, text_style: TextStyle, key: str, role: ParagraphRole | None = None, where: Where = NOWHERE
    ) -> Paragraph:
        """A paragraph of text that no block holds: furniture, numbers."""
        return self.completed(self.styler.plain(text, text_style, key, role, where))

    def levels(self, text_style: TextStyle, *, points: bool = False) -> tuple[Paragraph, ...]:
        """The looks of what may stand in a place for text, or for the `points` of a list: paragraphs without text."""
        key = (text_style, points)
        known = self._levels.get(key)
        if known is None:
            made = self.styler.levels(text_style, LIST_LEVELS if points else TEXT_LEVELS)
            known = self._levels[key] = tuple(map(_directed, made))
        return known

    def completed(self, paragraph: Paragraph) -> Paragraph:
        """The paragraph in its direction, with the families that stand in for its own."""
        return self.typesetter.with_stand_ins(_directed(paragraph))

    def running(self, text_style: TextStyle) -> TextStyle:
        """The style of text that flows through columns: on the baseline grid, where its leading is that of the grid."""
        leading = self.scale.role(text_style.style).leading
        if self.medium.baseline_grid and abs(leading - self.grid.baseline) < 0.01:
            return replace(text_style, pitch=self.grid.baseline)
        return text_style

    # --- lines

    def set(self, paragraphs: Sequence[Paragraph], width: float, pitch: float = 0.0) -> TypesetText:
        """Set paragraphs under each other, `width` points wide, on lines of `pitch` points where that is given."""
        parts: list[tuple[Paragraph, float, SetParagraph, float]] = []
        y = 0.0
        for number, paragraph in enumerate(paragraphs):
            done = self._set_one(paragraph, width)
            top = self._top(paragraph, done, y, pitch, number == 0)
            parts.append((paragraph, round(top - y, 4), done, top))
            y = top + done.height
        return TypesetText(parts, y)

    def _top(self, paragraph: Paragraph, done: SetParagraph, y: float, pitch: float, first: bool) -> float:
        """Where a paragraph begins after what ends at `y`.

        On a grid, text begins on a line and a heading ends on one, so that what follows it is on the grid again;
        the items of a list keep their own, smaller space.
        """
        if first:
            return 0.0
        if not pitch or paragraph.role == "item":
            return y + paragraph.space_before
        if paragraph.role == "heading3":
            return up_to(y + paragraph.space_before + done.height, pitch) - done.height
        return up_to(y + paragraph.space_before, pitch)

    def _set_one(self, paragraph: Paragraph, width: float) -> SetParagraph:
        """A paragraph broken into lines; page breaking asks for the same ones at the same width again and again."""
        key = (id(paragraph), width)
        known = self._done.get(key)
        if known is None:
            known = self._done[key] = (paragraph, self.typesetter.set(paragraph, width, self.profile))
        return known[1]

    def height(self, fragments: Sequence[Fragment], text_style: TextStyle, width: float) -> float:
        """The height (points) that copy takes as it is styled."""
        y = 0.0
        for number, paragraph in enumerate(self.paragraphs(fragments, text_style)):
            done = self._set_one(paragraph, width)
            y = self._top(paragraph, done, y, text_style.pitch, number == 0) + done.height
        return y

    def tears(self, paragraphs: Iterable[Paragraph], width: float) -> bool:
        """Whether a word is wider than `width` points, so that it is broken where no hyphen may stand."""
        setter = self.typesetter
        return any(setter.box_width(setter.least_width(one, self.profile)) > width + 0.01 for one in paragraphs)

    def styled(self, fragments: Iterable[Fragment], text_style: TextStyle, width: float) -> TypesetText:
        """Copy set as it is styled."""
        return self.set(self.paragraphs(fragments, text_style), width, text_style.pitch)

    def lead(self, fragment: Fragment, text_style: TextStyle, width: float) -> float:
        """The space over a fragment that begins a box in the middle of a column, where the box begins on the grid."""
        if fragment.continued:
            return 0.0
        (paragraph,) = self.paragraphs([fragment], text_style)
        return self._top(paragraph, self._set_one(paragraph, width), 0.0, text_style.pitch, False)

    def cut(
        self,
        fragments: Sequence[Fragment],
        text_style: TextStyle,
        width: float,
        height: float,
        *,
        least: int = LINES_TOGETHER,
        loose: bool = False,
    ) -> tuple[tuple[Fragment, ...], tuple[Fragment, ...]]:
        """What of the copy fits a column `height` points high, and the rest.

        At `least` so many lines of a paragraph stay together on either side of a cut; a heading stays with what
        follows it. With `loose`, a heading may stand last, because the text goes on right under it. On slides, a
        paragraph is cut only where it is the first, but for headings, and too tall for the column by itself.
        """
        whole = self.medium.whole_paragraphs
        y = 0.0
        for number, (fragment, paragraph) in enumerate(
            zip(fragments, self.paragraphs(fragments, text_style), strict=True)
        ):
            done = self._set_one(paragraph, width)
            top = self._top(paragraph, done, y, text_style.pitch, number == 0)
            if top + done.height <= height + 0.01:
                y = top + done.height
                continue
            count = len(done.breaks)
            fits = int((height - top + 0.01) // paragraph.leading)
            lines = min(fits, count - least)
            # What has begun on this slide besides headings: then the whole paragraph goes on to the next.
            begun = any(before.block.kind != "heading" for before in fragments[:number])
            if lines >= least and not (whole and begun):
                head, tail = fragment.cut(done.breaks[lines - 1][1])
                return (*fragments[:number], head), (tail, *fragments[number + 1 :])
            at = number
            while at > 0 and not loose and fragments[at - 1].block.kind == "heading":
                at -= 1
            return tuple(fragments[:at]), tuple(fragments[at:])
        return tuple(fragments), ()

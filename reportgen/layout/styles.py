"""Copy → paragraphs in the brand's styles → lines in a column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Literal

from reportgen.brand import Brand, Grid
from reportgen.brand.model import TypeRole, TypeStyle
from reportgen.content.text import Span
from reportgen.errors import NOWHERE, ReportgenError, Where
from reportgen.frames import Bullet, Colour, Line, Paragraph, ParagraphRole, Run
from reportgen.geometry import MM
from reportgen.layout.fragments import Fragment
from reportgen.layout.medium import MEDIA
from reportgen.templates import Region
from reportgen.text import SetParagraph, Typesetter

LEAST = 2
"""Lines of a paragraph that stay together at a cut (no widows, no orphans)."""


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a stretch of copy is styled: what a region says, on the ground that it stands on."""

    style: TypeRole
    role: ParagraphRole = "body"
    colour: str = "text"
    lead: str | None = None
    ground: str = "paper"
    align: Literal["left", "center", "right"] = "left"
    factor: float = 1.0
    tighten: float = 0.0
    pitch: float = 0.0
    """The pitch of the grid that the lines stand on; 0 for text that keeps to its own spacing."""

    @classmethod
    def of(cls, region: Region, ground: str) -> TextStyle:
        return cls(region.style, region.role, region.colour, region.lead, ground, region.align)


class SetText:
    """Paragraphs set in a column: height and whether they are `overfull`; lines relative to its top left corner, and
    the width of the widest (points), which are made when they are asked for.
    """

    __slots__ = ("_lines", "_paragraphs", "_parts", "count", "height", "overfull")

    def __init__(self, parts: list[tuple[Paragraph, float, SetParagraph, float]], height: float) -> None:
        """`parts` are the paragraphs with the space before each, as they were broken, and their tops."""
        self.height = height
        self.overfull = any(done.overfull for _, _, done, _ in parts)
        self.count = sum(len(done.breaks) for _, _, done, _ in parts)
        """How many lines there are."""
        self._parts = parts
        self._paragraphs: tuple[Paragraph, ...] | None = None
        self._lines: tuple[Line, ...] | None = None

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        if self._paragraphs is None:
            self._paragraphs = tuple(
                one if before == one.space_before else replace(one, space_before=before)
                for one, before, _, _ in self._parts
            )
        return self._paragraphs

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
        if self._lines is None:
            self._lines = tuple(
                Line(one.x, one.baseline + top, one.width, number, one.start, one.end, one.runs)
                for number, (_, _, done, top) in enumerate(self._parts)
                for one in done.lines
            )
        return self._lines

    @property
    def width(self) -> float:
        return max((line.x + line.width for line in self.lines), default=0.0)

    def lowered(self, dy: float) -> tuple[Line, ...]:
        return self.lines if dy == 0 else tuple(replace(line, baseline=line.baseline + dy) for line in self.lines)


def up_to(y: float, pitch: float) -> float:
    """`y` down to the next line of a grid."""
    return ceil((y - 0.01) / pitch) * pitch


class TextSetter:
    """Sets copy for one publication: the brand's styles, one typesetter, one profile."""

    def __init__(self, brand: Brand, kind: Literal["newsletter", "deck"], typesetter: Typesetter, language: str):
        self.brand = brand
        self.kind = kind
        self.typesetter = typesetter
        self.language = language
        self.scale = brand.scale(kind)
        self.medium = MEDIA[kind]
        self.profile = self.medium.profile
        self.problems: dict[str, ReportgenError] = {}
        self._paragraphs: dict[TextStyle, dict[int, tuple[Fragment, Paragraph]]] = {}
        """The paragraph of a fragment (held, so that its identity is not given to another) in a text_style."""
        self._done: dict[tuple[int, float], tuple[Paragraph, SetParagraph]] = {}
        """What was set of a paragraph (held as well) at a width: found quicker than by all that it says."""

    @property
    def grid(self) -> Grid:
        return self.brand.grid(self.kind)

    def size(self, style: TypeStyle, factor: float) -> tuple[float, float]:
        """Size and leading at a shrink factor: whole points on slides, quarters of a point on pages."""
        if factor == 1.0:
            return style.size, style.leading
        if self.kind == "deck":
            size = float(int(style.size * factor + 0.001))
        else:
            size = int(style.size * factor * 4 + 0.001) / 4
        leading = style.leading * size / style.size
        return size, float(round(leading)) if self.kind == "deck" else leading

    def least_factor(self, text_style: TextStyle) -> float:
        """The smallest factor of a shrink: on slides, text keeps the size below which the brand lets none go.

        What the brand sets smaller than that by itself (labels, captions) is as small as the template lets it be.
        """
        size, least = self.scale.role(text_style.style).size, self.brand.density.size
        return least / size if self.kind == "deck" and size >= least else 0.0

    def paragraphs(self, fragments: Iterable[Fragment], text_style: TextStyle) -> tuple[Paragraph, ...]:
        """Copy as paragraphs, spaced and indented; characters that no font has are kept as problems."""
        made: list[Paragraph] = []
        styled = self._paragraphs.setdefault(text_style, {})
        for fragment in fragments:
            known = styled.get(id(fragment))
            if known is None:
                paragraph = self._paragraph(fragment, text_style)
                self.note_missing(paragraph)
                known = styled[id(fragment)] = (fragment, paragraph)
            made.append(known[1])
        return tuple(made)

    def plain(
        self, text: str, text_style: TextStyle, key: str, role: ParagraphRole | None = None, where: Where = NOWHERE
    ) -> Paragraph:
        """A paragraph of text that no block holds: furniture, numbers."""
        style = self.scale.role(text_style.style)
        size, leading = self.size(style, text_style.factor)
        run = self._run(Span(text), style, size, text_style, None)
        made = Paragraph(
            (run,), role or text_style.role, key, leading, text_style.align, language=self.language, where=where
        )
        self.note_missing(made)
        return made

    def note_missing(self, paragraph: Paragraph) -> None:
        """Keep the characters that no font has as problems."""
        for problem in self.typesetter.missing(paragraph):
            self.problems.setdefault(str(problem), problem)

    def _paragraph(self, fragment: Fragment, text_style: TextStyle) -> Paragraph:
        block = fragment.block
        role: ParagraphRole = text_style.role
        style = self.scale.role(text_style.style)
        size, leading = self.size(style, text_style.factor)
        indent = first = 0.0
        bullet = None
        before = 0.5 * leading if text_style.role in ("body", "item") else 0.25 * leading
        match block.kind:
            case "item":
                role = "item"
                step = max(4 * MM, 1.15 * size) if self.kind == "newsletter" else round(1.1 * size)
                if block.ordinal is not None:
                    step = max(step, 1.7 * size)
                indent = step * block.level
                mark = "•" if block.ordinal is None else f"{block.ordinal}."
                bullet = Bullet(mark, self.brand.text("accent", text_style.ground))
                before = 0.25 * leading if self.kind == "newsletter" else round(0.4 * leading)
            case "heading":
                role = "heading3"
                style = self.scale.heading3
                size, leading = self.size(style, text_style.factor)
            case "quote" | "note":
                role = block.kind
            case "paragraph":
                if text_style.pitch and self.brand.paragraphs == "indent" and fragment.after == "paragraph":
                    first = 0.0 if fragment.continued else round(1.2 * size, 2)
        if text_style.pitch and not (block.kind == fragment.after == "item"):
            before = self._on_grid(fragment, text_style)
        lead_colour = self.brand.text(text_style.lead, text_style.ground) if text_style.lead else None
        runs = tuple(
            self._run(span, style, size, text_style, lead_colour if span.strong and number == 0 else None)
            for number, span in enumerate(block.spans)
        )
        return Paragraph(
            runs=runs,
            role=role,
            key=fragment.key,
            leading=leading,
            align=text_style.align,
            space_before=0.0 if fragment.continued else before,
            indent=indent,
            first_indent=first,
            bullet=bullet,
            language=self.language,
            continued=fragment.continued,
            continues=fragment.continues,
            where=block.where,
        )

    def _on_grid(self, fragment: Fragment, text_style: TextStyle) -> float:
        """The least space before a block of running text, which then begins on the next line of the grid."""
        kind, after = fragment.block.kind, fragment.after
        if "item" in (kind, after) or kind == "heading":
            return 0.5 * text_style.pitch
        if after == "heading":
            return 0.0
        if kind == after == "paragraph" and self.brand.paragraphs == "indent":
            return 0.0
        return text_style.pitch

    def _run(self, span: Span, style: TypeStyle, size: float, text_style: TextStyle, colour: Colour | None) -> Run:
        linked = span.link is not None and not span.link.startswith("#")
        text_colour = colour or self.brand.text("accent" if linked else text_style.colour, text_style.ground)
        return Run(
            text=span.text,
            family=self.brand.families[style.font],
            weight=max(style.weight, 700) if span.strong else style.weight,
            size=size,
            colour=text_colour,
            italic=style.italic != span.emphasis,
            tracking=round((style.tracking - text_style.tighten) * size / 1000, 4),
            superscript=span.superscript,
            link=span.link,
        )

    def set(self, paragraphs: Sequence[Paragraph], width: float, pitch: float = 0.0) -> SetText:
        """Set paragraphs under each other, `width` points wide, on lines of `pitch` points where that is given."""
        parts: list[tuple[Paragraph, float, SetParagraph, float]] = []
        y = 0.0
        for number, paragraph in enumerate(paragraphs):
            done = self._set_one(paragraph, width)
            top = self._top(paragraph, done, y, pitch, number == 0)
            parts.append((paragraph, round(top - y, 4), done, top))
            y = top + done.height
        return SetText(parts, y)

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
        key = (id(paragraph), width)
        known = self._done.get(key)
        if known is None:
            known = self._done[key] = (paragraph, self.typesetter.set(paragraph, width, self.profile))
        return known[1]

    def height(self, fragments: Sequence[Fragment], text_style: TextStyle, width: float) -> float:
        """The height that copy takes as it is styled."""
        y = 0.0
        for number, paragraph in enumerate(self.paragraphs(fragments, text_style)):
            done = self._set_one(paragraph, width)
            y = self._top(paragraph, done, y, text_style.pitch, number == 0) + done.height
        return y

    def styled(self, fragments: Iterable[Fragment], text_style: TextStyle, width: float) -> SetText:
        """Copy set as it is styled."""
        return self.set(self.paragraphs(fragments, text_style), width, text_style.pitch)

    def running(self, text_style: TextStyle) -> TextStyle:
        """The style of text that flows through columns of print: on the baseline grid, where its leading is that."""
        leading = self.scale.role(text_style.style).leading
        if self.kind == "newsletter" and abs(leading - self.grid.baseline) < 0.01:
            return replace(text_style, pitch=self.grid.baseline)
        return text_style

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
        whole: bool = False,
        least: int = LEAST,
        loose: bool = False,
    ) -> tuple[tuple[Fragment, ...], tuple[Fragment, ...]]:
        """What of the copy fits a column of `height`, and the rest.

        At `least` two lines of a paragraph stay together on either side; a heading stays with what follows. With
        `loose`, a heading may stand last, because the text goes on right under it. With `whole`, a paragraph is cut
        only where it is the first, but for headings, and too tall for the column by itself.
        """
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
            begun = any(before.block.kind != "heading" for before in fragments[:number])
            if lines >= least and not (whole and begun):
                head, tail = fragment.cut(done.breaks[lines - 1][1])
                return (*fragments[:number], head), (tail, *fragments[number + 1 :])
            at = number
            while at > 0 and not loose and fragments[at - 1].block.kind == "heading":
                at -= 1
            return tuple(fragments[:at]), tuple(fragments[at:])
        return tuple(fragments), ()

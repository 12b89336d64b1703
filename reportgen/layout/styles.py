"""Copy → paragraphs in the brand's styles, spaced and indented."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from reportgen.brand import Brand
from reportgen.brand.as_written import TypeRole, TypeStyle, raised
from reportgen.content.text import Block, BlockKind, Span
from reportgen.errors import NOWHERE, Where
from reportgen.frames import BOXES, OFFICE_PITCH, Bullet, Colour, Paragraph, ParagraphRole, Run
from reportgen.layout.fragments import Fragment
from reportgen.layout.medium import Medium
from reportgen.layout.office_styles import office_paragraph, office_plain
from reportgen.structs import Struct, replace
from reportgen.templates import OfficeLevel, Region

CODE_EDGE = 0.6
"""Ems from the edge of the ground of code to its text."""

HANG, DEEPEST = 2, 12
"""Characters by which a line of code that had to be broken goes on further right than it began, and those of its own
indent that are counted at most.
"""

CHARACTER = 0.6
"""The width of a character of code, in ems, as most monospaces have it."""
TEXT_LEVELS = ("text", "item 1", "item 2", "item 3", "item 4", "heading", "quote", "numbered 1", "numbered 2")
"""The styles of a place for text, in the order of their levels: who indents a paragraph makes it the item of a list.
An office deck knows nine levels, of which five are reached by keys.
"""

KEYED_LEVELS = 5

LIST_LEVELS = ("item 1", "item 2", "item 3", "item 4", "item 5", "text", "heading", "numbered 1", "numbered 2")
"""The styles of a place for the points of a list."""

_SMALL = ("kicker", "byline", "source")
"""Roles of texts that are read beside others, and may be smaller than running text."""


_JUSTIFIED = ("standfirst", "body", "item", "quote", "caption", "source", "note")
"""Roles of texts that are read line by line, whose lines are filled where their style says so."""


class TextStyle(Struct, frozen=True):
    """How a stretch of copy is styled: what a region says, on the ground that it stands on.

    `factor` is what copyfit has shrunk the text to, in parts of its size; `tighten` is the tracking that it has taken
    away, in thousandths of an em. `pitch` is that of the grid that the lines stand on, in points; 0 for text that keeps
    to its own spacing.
    """

    style: TypeRole
    role: ParagraphRole = "body"
    colour: str = "text"
    lead: str | None = None
    ground: str = "paper"
    align: Literal["left", "center", "right"] = "left"
    factor: float = 1.0
    tighten: float = 0.0
    pitch: float = 0.0
    name: str = "text"
    """What its plain paragraphs are called among the styles of their place."""
    levels: tuple[OfficeLevel, ...] = ()
    """Those of the placeholder that it fills, where that is one of the company's own template."""

    @classmethod
    def of(cls, region: Region, ground: str) -> TextStyle:
        """What a region says of its text."""
        own = cls(region.style, region.role, region.colour, region.lead, ground, region.align)
        return own if region.office is None else replace(own, levels=region.office.levels)


class _Form(Struct):
    """What a kind of block changes of its paragraph; lengths in points."""

    style: TypeStyle
    role: ParagraphRole
    size: float
    leading: float
    before: float
    indent: float = 0.0
    first_indent: float = 0.0
    bullet: Bullet | None = None
    hang: float = 0.0
    level: int = 1
    behind: str | None = None
    """The ground of its own that it stands on."""
    ground_indent: float = 0.0
    unit: tuple[float, float] = (0.0, 0.0)
    """The size and the leading of which spaces and indents are parts."""


def _named(block: Block, text_style: TextStyle) -> str:
    """The name that the look of a block has among the styles of its place."""
    match block.kind:
        case "item":
            return f"{'item' if block.ordinal is None else 'numbered'} {block.level}"
        case "heading":
            return "heading"
        case "quote" | "code":
            return "quote"
        case _:
            return text_style.name


def _is_filled(form: _Form, block: Block, text_style: TextStyle) -> bool:
    """Whether the lines of a block are filled where its style says so."""
    return form.role in _JUSTIFIED and text_style.align == "left" and block.kind not in ("code", "rule")


def _sample(name: str) -> Block:
    """A block without text that has a look by its name."""
    kind, _, level = name.partition(" ")
    empty = (Span(""),)
    if kind in ("item", "numbered"):
        depth = int(level)
        ordinal, inside = (None, 0) if kind == "item" else (1, depth - 1)
        return Block("item", empty, NOWHERE, depth, ordinal, inside=inside)
    kinds: dict[str, BlockKind] = {"heading": "heading", "quote": "quote"}
    return Block(kinds.get(name, "paragraph"), empty, NOWHERE)


class ParagraphStyler:
    """Makes the paragraphs of one publication."""

    def __init__(self, brand: Brand, medium: Medium, language: str) -> None:
        self.brand = brand
        self.medium = medium
        self.language = language
        self.scale = brand.scale(medium.kind)
        self.look = brand.look

    def size(self, style: TypeStyle, factor: float) -> tuple[float, float]:
        """Size and leading (points) at a shrink factor: whole points on slides, quarters of a point on pages."""
        if factor == 1.0:
            return style.size, self._leading(style, style.size)
        steps = self.medium.size_steps
        size = int(style.size * factor * steps + 0.001) / steps
        return size, self._leading(style, size)

    def _leading(self, style: TypeStyle, size: float) -> float:
        """The pitch of lines at a size. In office programs it is a whole percentage of the size, so that lines keep
        their distance where people make the text larger: 100 % are 1.2 of the size there, whatever the font is. It is
        never more than the brand's own pitch, so that what fits by that fits.
        """
        if not self.medium.whole_points:
            return style.leading * size / style.size
        percent = int(100 * style.leading / (OFFICE_PITCH * style.size) + 0.001)
        return round(percent / 100 * OFFICE_PITCH * size, 2)

    def code_size(self, size: float) -> float:
        """The size of code in text of a size, in points."""
        steps = self.medium.size_steps
        return int(size * self.look.paragraphs.code * steps + 0.001) / steps

    def least_factor(self, text_style: TextStyle) -> float:
        """The smallest factor of a shrink: on slides, text keeps the size below which the brand lets none go.

        What the brand sets smaller than that by itself (labels, captions), and what is no more than a label (kickers,
        bylines, sources), is as small as the template lets it be.
        """
        if text_style.role in _SMALL:
            return 0.0
        size, least = self.scale.role(text_style.style).size, self.brand.density.size
        return least / size if self.medium.keeps_least_size and size >= least else 0.0

    def plain(self, text: str, text_style: TextStyle, key: str, role: ParagraphRole | None, where: Where) -> Paragraph:
        """A paragraph of text that no block holds: furniture, numbers."""
        if text_style.levels:
            return office_plain(self, text, text_style, key)
        style = self.scale.role(text_style.style)
        size, leading = self.size(style, text_style.factor)
        (run,) = self.runs([Span(text)], style, size, text_style)
        return Paragraph(
            (run,),
            role or text_style.role,
            key,
            leading,
            text_style.align,
            language=self.language,
            where=where,
            style=text_style.name,
        )

    def levels(self, text_style: TextStyle, names: Iterable[str] = TEXT_LEVELS) -> tuple[Paragraph, ...]:
        """The looks of what may stand in a place, as paragraphs without text, each under its name.

        A place for a line or two, such as a source, has the five that are reached by keys, and no more.
        """
        if text_style.role not in ("body", "item"):
            names = list(names)[:KEYED_LEVELS]
        return tuple(self.paragraph(Fragment(_sample(name), ""), text_style) for name in names)

    def paragraph(self, fragment: Fragment, text_style: TextStyle) -> Paragraph:
        """The paragraph of a fragment."""
        if text_style.levels:
            return office_paragraph(self, fragment, text_style)
        form = self._form(fragment, text_style)
        block = fragment.block
        on_ground = text_style if form.behind is None else replace(text_style, ground=form.behind)
        if text_style.pitch and not (block.kind == fragment.after == "item"):
            form.before = self._space_on_grid(fragment, text_style.pitch)
        return Paragraph(
            runs=tuple(self.runs(block.spans, form.style, form.size, on_ground)),
            role=form.role,
            key=fragment.key,
            leading=form.leading,
            align="center" if block.kind == "rule" else text_style.align,
            space_before=0.0 if fragment.continued else form.before,
            indent=form.indent,
            first_indent=form.first_indent,
            bullet=form.bullet,
            language=self.language,
            continued=fragment.continued,
            continues=fragment.continues,
            where=block.where,
            justified=form.style.justify and _is_filled(form, block, text_style),
            hang=form.hang,
            level=form.level,
            ground=None if form.behind is None else self.brand.fill(form.behind),
            ground_indent=form.ground_indent,
            style=_named(block, text_style),
            initial=fragment.initial,
        )

    def _form(self, fragment: Fragment, text_style: TextStyle) -> _Form:
        look = self.look.paragraphs
        style = self.scale.role(text_style.style)
        size, leading = self.size(style, text_style.factor)
        space = look.space if text_style.role in ("body", "item") else look.small_space
        unit = self.size(style, 1.0) if self.medium.styles_alone else (size, leading)
        form = _Form(style, text_style.role, size, leading, space * unit[1], unit=unit)
        match fragment.block.kind:
            case "item":
                self._make_item(form, fragment, text_style)
            case "heading":
                form.role = "heading3"
                _, plus, step = text_style.style.partition("+")
                form.style = self.scale.role(raised("heading3", int(step))) if plus else self.scale.heading3
                form.size, form.leading = self.size(form.style, text_style.factor)
            case "quote":
                form.role = "quote"
                form.indent = self._step(form)
            case "code":
                self._make_code(form, fragment, text_style)
            case "note":
                form.role = "note"
            case "paragraph":
                indented = self.brand.paragraphs == "indent" and fragment.after == "paragraph"
                if text_style.pitch and indented and not fragment.continued:
                    form.first_indent = round(look.first_indent * size, 2)
        if fragment.after == "code" and fragment.block.kind != "code":
            form.before = max(form.before, self._code_space(form))
        self._indent(form, fragment.block)
        return form

    def _indent(self, form: _Form, block: Block) -> None:
        """Indent a block by the lists and the quotations round it."""
        if block.inset or (block.inside and block.kind != "item"):
            numbered = 0 if block.kind == "item" else block.inside
            by = self._step(form) * block.inset + self._number_step(form) * numbered
            form.ground_indent += by
            form.indent += by

    def _make_code(self, form: _Form, fragment: Fragment, text_style: TextStyle) -> None:
        """A line of code on its ground; what does not fit its first line is hung in further than that."""
        form.behind = self.brand.colours.behind_code(text_style.ground)
        size = self.code_size(form.size)
        edge = round(size * CODE_EDGE, 2)
        text = fragment.block.text
        begins = min(len(text) - len(text.lstrip("\u00a0")), DEEPEST)
        hang = round(size * (begins + HANG) * CHARACTER, 2)
        form.indent, form.first_indent = edge + hang, 0.0 if fragment.continued else -hang
        form.before = self._code_space(form) if fragment.block.ordinal == 1 else 0.0

    def _code_space(self, form: _Form) -> float:
        """The space before and after a block of code: its ground, and as much again."""
        return self._rounded(max(0.5, 2.5 * self.look.paragraphs.code_padding) * form.leading)

    def _make_item(self, form: _Form, fragment: Fragment, text_style: TextStyle) -> None:
        """Hang the item of a list behind its bullet or its number."""
        look, block = self.look.lists, fragment.block
        narrow, wide = self._step(form), self._number_step(form)
        step = narrow if block.ordinal is None else wide
        form.role = "item"
        form.indent = narrow * (block.level - 1 - block.inside) + wide * block.inside + step
        form.hang = step if block.level > 1 or block.inset else 0.0
        form.level = block.level
        mark = look.bullet if block.ordinal is None else f"{block.ordinal}."
        if block.done is not None:
            mark = BOXES[block.done]
        form.bullet = Bullet(mark, self.brand.text("accent", text_style.ground))
        form.before = self._rounded(self.medium.pick(look.space) * form.unit[1])

    def _number_step(self, form: _Form) -> float:
        """By how much the items of a list with numbers are indented, in points."""
        return max(self._step(form), self.look.lists.number_indent * form.unit[0])

    def _step(self, form: _Form) -> float:
        """By how much a list or a quotation is indented, in points."""
        look = self.look.lists
        return max(self.medium.pick(look.least_indent), self._rounded(self.medium.pick(look.indent) * form.unit[0]))

    def _rounded(self, length: float) -> float:
        """A length as a whole number of points, where people who open a deck expect one."""
        return round(length) if self.medium.whole_points else length

    def _space_on_grid(self, fragment: Fragment, pitch: float) -> float:
        """The least space before a block of running text, which then begins on the next line of the grid."""
        kind, after = fragment.block.kind, fragment.after
        if "code" in (kind, after):
            return 0.0 if kind == after and fragment.block.ordinal != 1 else pitch
        if "item" in (kind, after) or kind in ("heading", "term"):
            return 0.5 * pitch
        if after in ("heading", "term"):
            return 0.0
        if kind == after and kind in ("paragraph", "inner") and self.brand.paragraphs == "indent":
            return 0.0
        return pitch

    def _lead(self, text_style: TextStyle) -> str | None:
        """The colour that a strong beginning has for itself."""
        return None if self.medium.styles_alone else text_style.lead

    def _link(self, ground: str) -> Colour:
        """The colour of links: on slides the theme's, which can be read on the paper and on a tint of it."""
        return self.brand.text("accent", "tint" if self.medium.styles_alone and ground == "paper" else ground)

    def runs(self, spans: Iterable[Span], style: TypeStyle, size: float, text_style: TextStyle) -> list[Run]:
        """Spans of one paragraph in a type style; on pages a strong beginning takes the colour of the `lead`."""
        colours, ground, lead = self.brand, text_style.ground, self._lead(text_style)
        runs: list[Run] = []
        for number, span in enumerate(spans):
            linked = span.link is not None and not span.link.startswith("#")
            colour: Colour
            if lead and span.strong and number == 0:
                colour = colours.text(lead, ground)
            else:
                colour = self._link(ground) if linked else colours.text(text_style.colour, ground)
            runs.append(
                Run(
                    text=span.text,
                    family=self.brand.code_family if span.code else self.brand.families[style.font],
                    weight=max(style.weight, self.look.paragraphs.strong) if span.strong else style.weight,
                    size=self.code_size(size) if span.code else size,
                    colour=colour,
                    italic=style.italic != span.emphasis,
                    tracking=round((style.tracking - text_style.tighten) * size / 1000, 4),
                    superscript=span.superscript,
                    link=span.link,
                    subscript=span.subscript,
                    strike=span.strike,
                    underline=span.underline,
                    code=span.code,
                    note=span.note,
                    language=span.language,
                )
            )
        return runs

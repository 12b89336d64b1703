"""Copy → paragraphs in the brand's styles, spaced and indented."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from reportgen.brand import Brand
from reportgen.brand.model import TypeRole, TypeStyle
from reportgen.content.text import Span
from reportgen.errors import Where
from reportgen.frames import BOXES, Bullet, Colour, Paragraph, ParagraphRole, Run
from reportgen.layout.fragments import Fragment
from reportgen.layout.medium import Medium
from reportgen.structs import Struct
from reportgen.templates import Region


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

    @classmethod
    def of(cls, region: Region, ground: str) -> TextStyle:
        """What a region says of its text."""
        return cls(region.style, region.role, region.colour, region.lead, ground, region.align)


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
            return style.size, style.leading
        steps = self.medium.size_steps
        size = int(style.size * factor * steps + 0.001) / steps
        leading = style.leading * size / style.size
        return size, float(round(leading)) if self.medium.whole_points else leading

    def least_factor(self, text_style: TextStyle) -> float:
        """The smallest factor of a shrink: on slides, text keeps the size below which the brand lets none go.

        What the brand sets smaller than that by itself (labels, captions) is as small as the template lets it be.
        """
        size, least = self.scale.role(text_style.style).size, self.brand.density.size
        return least / size if self.medium.keeps_least_size and size >= least else 0.0

    def plain(self, text: str, text_style: TextStyle, key: str, role: ParagraphRole | None, where: Where) -> Paragraph:
        """A paragraph of text that no block holds: furniture, numbers."""
        style = self.scale.role(text_style.style)
        size, leading = self.size(style, text_style.factor)
        (run,) = self._runs([Span(text)], style, size, text_style)
        return Paragraph(
            (run,), role or text_style.role, key, leading, text_style.align, language=self.language, where=where
        )

    def paragraph(self, fragment: Fragment, text_style: TextStyle) -> Paragraph:
        """The paragraph of a fragment."""
        form = self._form(fragment, text_style)
        block = fragment.block
        if text_style.pitch and not (block.kind == fragment.after == "item"):
            form.before = self._space_on_grid(fragment, text_style.pitch)
        return Paragraph(
            runs=tuple(self._runs(block.spans, form.style, form.size, text_style)),
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
            hang=form.hang,
            level=form.level,
        )

    def _form(self, fragment: Fragment, text_style: TextStyle) -> _Form:
        look = self.look.paragraphs
        style = self.scale.role(text_style.style)
        size, leading = self.size(style, text_style.factor)
        space = look.space if text_style.role in ("body", "item") else look.small_space
        form = _Form(style, text_style.role, size, leading, space * leading)
        match fragment.block.kind:
            case "item":
                self._make_item(form, fragment, text_style)
            case "heading":
                form.role = "heading3"
                form.style = self.scale.heading3
                form.size, form.leading = self.size(form.style, text_style.factor)
            case "quote":
                form.role = "quote"
                form.indent = self._step(form)
            case "code":
                form.indent = self._step(form)
            case "note":
                form.role = "note"
            case "paragraph":
                indented = self.brand.paragraphs == "indent" and fragment.after == "paragraph"
                if text_style.pitch and indented and not fragment.continued:
                    form.first_indent = round(look.first_indent * size, 2)
        return form

    def _make_item(self, form: _Form, fragment: Fragment, text_style: TextStyle) -> None:
        """Hang the item of a list behind its bullet or its number."""
        look, block = self.look.lists, fragment.block
        narrow = self._step(form)
        wide = max(narrow, look.number_indent * form.size)
        step = narrow if block.ordinal is None else wide
        form.role = "item"
        form.indent = narrow * (block.level - 1 - block.inside) + wide * block.inside + step
        form.hang = step if block.level > 1 else 0.0
        form.level = block.level
        mark = look.bullet if block.ordinal is None else f"{block.ordinal}."
        if block.done is not None:
            mark = BOXES[block.done]
        form.bullet = Bullet(mark, self.brand.text("accent", text_style.ground))
        form.before = self._rounded(self.medium.pick(look.space) * form.leading)

    def _step(self, form: _Form) -> float:
        """By how much a list or a quotation is indented, in points."""
        look = self.look.lists
        return max(self.medium.pick(look.least_indent), self._rounded(self.medium.pick(look.indent) * form.size))

    def _rounded(self, length: float) -> float:
        """A length as a whole number of points, where people who open a deck expect one."""
        return round(length) if self.medium.whole_points else length

    def _space_on_grid(self, fragment: Fragment, pitch: float) -> float:
        """The least space before a block of running text, which then begins on the next line of the grid."""
        kind, after = fragment.block.kind, fragment.after
        if "item" in (kind, after) or kind == "heading":
            return 0.5 * pitch
        if after == "heading":
            return 0.0
        if kind == after == "paragraph" and self.brand.paragraphs == "indent":
            return 0.0
        return pitch

    def _runs(self, spans: Iterable[Span], style: TypeStyle, size: float, text_style: TextStyle) -> list[Run]:
        """Spans of one paragraph in a type style; a strong beginning takes the colour of the region's `lead`."""
        colours, ground = self.brand, text_style.ground
        runs: list[Run] = []
        for number, span in enumerate(spans):
            linked = span.link is not None and not span.link.startswith("#")
            colour: Colour
            if text_style.lead and span.strong and number == 0:
                colour = colours.text(text_style.lead, ground)
            else:
                colour = colours.text("accent" if linked else text_style.colour, ground)
            runs.append(
                Run(
                    text=span.text,
                    family=self.brand.families[style.font],
                    weight=max(style.weight, self.look.paragraphs.strong) if span.strong else style.weight,
                    size=size,
                    colour=colour,
                    italic=style.italic != span.emphasis,
                    tracking=round((style.tracking - text_style.tighten) * size / 1000, 4),
                    superscript=span.superscript,
                    link=span.link,
                    subscript=span.subscript,
                    strike=span.strike,
                    underline=span.underline,
                )
            )
        return runs

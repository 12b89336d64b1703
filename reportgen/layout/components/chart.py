"""Charts in places: title and unit above, the source below, the chart in the brand's colours between them."""

from __future__ import annotations

from dataclasses import replace

from reportgen.brand.colour import READABLE, contrast, relit
from reportgen.brand.model import TypeRole
from reportgen.charts import ChartColours, ChartStyle, Lettering, chart, natural_height
from reportgen.content.chart import ChartContent
from reportgen.content.text import Block, Span
from reportgen.errors import FitError
from reportgen.frames import Colour, Item, Paragraph, ParagraphRole, Run, TextItem
from reportgen.geometry import Rect
from reportgen.layout.fragments import Fragment
from reportgen.layout.styles import SetText, TextSetter, TextStyle
from reportgen.templates import Region

SLIDE_SIZE = 12.0
"""Least size of the texts of charts on slides, in points."""

ORDER = ("accent1", "accent3", "accent5", "accent6", "accent4")
"""Colours of series, in their order; the contrast colour is kept for what is stressed."""

GIVES, TAKES = 0.8, 1.35
"""How far a chart on a page may be from its natural height, in parts of it."""


class Charts:
    """Places the charts of one publication."""

    def __init__(self, setter: TextSetter) -> None:
        self.setter = setter
        self._widths: dict[tuple[str, bool], float] = {}
        self._colours: dict[str, ChartColours] = {}
        self._checked: dict[tuple[object, ...], ChartContent] = {}
        """Charts (held, so that their identity is not given to another) that were drawn in boxes as they are named."""

    def heights(self, content: ChartContent, width: float, region: Region, section: int) -> tuple[float, float, float]:
        """Least, natural and greatest height in a stack, with all that stands above and below the chart."""
        around = self._around(content, width, region, "paper", section)
        own = natural_height(content, width, self._size()[1])
        return around + GIVES * own, around + own, around + TAKES * own

    def check(self, content: ChartContent, box: Rect, region: Region, ground: str, section: int) -> None:
        """See that the chart can be drawn in a box. What can be drawn in it can be in a higher one as well.

        Raises:
            FitError: the box is too small.
        """
        key = (id(content), box.width, box.height, region.slots[0], ground)
        if key not in self._checked:
            self.place(content, box, region, ground, section)
            self._checked[key] = content

    def place(self, content: ChartContent, box: Rect, region: Region, ground: str, section: int) -> tuple[Item, ...]:
        """The chart with its texts, filling the box.

        Raises:
            FitError: the box is too small.
        """
        head, foot = self._texts(content, box.width, region, ground, section)
        gap = self._gap()
        items: list[Item] = []
        y = box.y
        for text in head:
            items.append(self._item(text, Rect(box.x, y, box.width, text.height), section))
            y += text.height
        y += gap if head else 0.0
        bottom = box.bottom - ((foot.height + gap) if foot else 0.0)
        key = f"{section}.{region.slots[0]}"
        style = self._style(content, ground, key)
        least = 1.5 if content.kind == "sparkline" else 4
        if bottom - y < least * style.lettering.leading:
            raise FitError("the place is too small for the chart", content.where, "give it a larger one")
        made = chart(content, Rect(box.x, y, box.width, bottom - y), style)
        for text_item in made.texts:
            for paragraph in text_item.paragraphs:
                self.setter.note_missing(paragraph)
        items.append(replace(made, slot=region.slots[0], section=section))
        if foot:
            items.append(self._item(foot, Rect(box.x, bottom + gap, box.width, foot.height), section))
        return tuple(items)

    def _item(self, text: SetText, box: Rect, section: int) -> TextItem:
        return TextItem(box, text.paragraphs, text.lines, section=section, where=text.where)

    def _around(self, content: ChartContent, width: float, region: Region, ground: str, section: int) -> float:
        head, foot = self._texts(content, width, region, ground, section)
        gap = self._gap()
        above = sum(text.height for text in head) + (gap if head else 0.0)
        return above + (foot.height + gap if foot else 0.0)

    def _gap(self) -> float:
        return 0.6 * self._size()[1]

    def _texts(
        self, content: ChartContent, width: float, region: Region, ground: str, section: int
    ) -> tuple[list[SetText], SetText | None]:
        """Title and unit, and the source."""
        heading: TypeRole = "label" if self.setter.kind == "deck" else "heading3"
        head: list[SetText] = []
        if content.title:
            head.append(self._set(content, content.title, heading, "label", "text", width, region, ground, section))
        if content.unit:
            spans = (Span(content.unit),)
            head.append(self._set(content, spans, "caption", "caption", "muted", width, region, ground, section))
        foot = None
        if content.source:
            foot = self._set(content, content.source, "caption", "source", "muted", width, region, ground, section)
        return head, foot

    def _set(
        self,
        content: ChartContent,
        spans: tuple[Span, ...],
        style: TypeRole,
        role: ParagraphRole,
        colour: str,
        width: float,
        region: Region,
        ground: str,
        section: int,
    ) -> SetText:
        key = f"{section}.{region.slots[0]}.{role}"
        fragment = Fragment(Block("paragraph", spans, content.where), key)
        text_style = TextStyle(style, role, colour, None, ground)
        paragraphs = self.setter.paragraphs([fragment], text_style)
        if style == "caption":
            size, leading = self._size()
            runs = tuple(replace(run, size=size) for run in paragraphs[0].runs)
            paragraphs = (replace(paragraphs[0], runs=runs, leading=leading),)
        return self.setter.set(paragraphs, width)

    def _size(self) -> tuple[float, float]:
        """Size and leading of a chart's texts."""
        style = self.setter.scale.caption
        if self.setter.kind == "newsletter" or style.size >= SLIDE_SIZE:
            return style.size, style.leading
        return SLIDE_SIZE, float(round(SLIDE_SIZE * style.leading / style.size))

    def _style(self, content: ChartContent, ground: str, key: str) -> ChartStyle:
        """What a chart on a ground is drawn with; `key` begins the keys of its texts."""
        setter, colours = self.setter, self.colours(ground)
        caption = setter.scale.caption
        size, leading = self._size()
        run = Run("", setter.brand.families[caption.font], caption.weight, size, colours.text)
        pattern = Paragraph((run,), "caption", key, leading, language=setter.language, where=content.where)
        lettering = Lettering(setter.typesetter, setter.profile, pattern, self._widths)
        return ChartStyle(colours, setter.brand.look.charts, lettering)

    # --- colours

    def colours(self, ground: str) -> ChartColours:
        """The brand's colours in the roles that charts have, on a ground."""
        if ground not in self._colours:
            self._colours[ground] = self._colours_on(ground)
        return self._colours[ground]

    def _colours_on(self, ground: str) -> ChartColours:
        colours = self.setter.brand.colours
        behind = colours.fill(ground)
        muted = colours.muted_mark(ground)
        quiet = colours.text("muted", ground)

        def seen(role: str, mod: float, off: float = 0.0) -> Colour:
            """A lighter or darker kin of an accent, for series beyond the fifth."""
            return colours.kept(relit(role, colours.palette[role], mod, off), ground)

        def as_text(colour: Colour) -> Colour:
            if colour == muted:
                return quiet
            return colour if contrast(colour.rgb, behind.rgb) >= READABLE else colours.text(colour.role, ground)

        return ChartColours(
            series=(
                *(colours.plot(role, ground) for role in ORDER),
                *(seen(role, 0.55, 0.45) for role in ORDER[:4]),
                *(seen(role, 0.6) for role in ORDER[1:4]),
            ),
            accent=colours.plot("accent2", ground),
            muted=muted,
            positive=colours.plot("accent3", ground),
            negative=colours.plot("accent2", ground),
            text=colours.text("text", ground),
            quiet=quiet,
            rule=colours.shade(ground, 0.5),
            grid=colours.shade(ground, 0.86),
            ground=behind,
            ranges=(colours.shade(ground, 0.72), colours.shade(ground, 0.8), colours.shade(ground, 0.88)),
            readable=as_text,
            upon=colours.upon,
        )

"""Charts in places: title and unit above, the source below, the chart in the brand's colours between them."""

from __future__ import annotations

from reportgen.brand.colour import READABLE, contrast, relit
from reportgen.charts import ChartColours, ChartStyle, Lettering, chart, natural_height
from reportgen.content.chart import ChartContent
from reportgen.content.text import Block, Span
from reportgen.errors import FitError
from reportgen.frames import Colour, Item, Paragraph, Placeholder, Run, TextItem
from reportgen.geometry import Rect
from reportgen.layout.components.component import Component, Heights, Placed, Site
from reportgen.layout.components.placer import Placer
from reportgen.layout.fragments import Fragment
from reportgen.layout.styles import TextStyle
from reportgen.layout.text_setter import TypesetText
from reportgen.structs import replace

LEAST_LINES = {"sparkline": 1.5}
OTHER_LINES = 4.0
"""The least height of a chart, in lines of its texts: below that, its scale cannot be read."""


class ChartComponent(Component):
    """A chart that fills its box, with title and unit above and the source below it."""

    kind = "chart"
    takes = (ChartContent,)
    stacked = "elastic"
    ordered = False
    keeps_margins = True
    fills = True

    def __init__(self, placer: Placer) -> None:
        super().__init__(placer)
        self._widths: dict[tuple[str, bool], float] = {}
        self._colours: dict[str, ChartColours] = {}
        self._drawable: dict[tuple[object, ...], ChartContent] = {}
        """Charts (held, so that their identity is not given to another) that were drawn in boxes as they are named."""

    def measure(self, site: Site) -> Heights:
        """The heights in a page's stack, with all that stands above and below the chart.

        Raises:
            FitError: the chart cannot be drawn at the width of the site.
        """
        content, width = site.content(ChartContent), site.box.width
        look = self.setter.brand.look.charts
        around = self._around(replace(site, ground="paper"))
        own = natural_height(content, width, self._size()[1])
        least, natural = around + look.least * own, around + own
        try:
            self._check(site.at(Rect(0.0, 0.0, width, least)))
        except FitError:  # it cannot give way
            least = natural
            self._check(site.at(Rect(0.0, 0.0, width, least)))
        return Heights(least, natural, around + look.most * own)

    def _check(self, site: Site) -> None:
        """See that the chart can be drawn in a box. What can be drawn in it can be in a higher one as well.

        Raises:
            FitError: the box is too small.
        """
        content = site.content(ChartContent)
        key = (id(content), site.box.width, site.box.height, site.slot, site.ground)
        if key not in self._drawable:
            self.place(site)
            self._drawable[key] = content

    def place(self, site: Site) -> Placed:
        """The chart with its texts, filling the box.

        Raises:
            FitError: the box is too small.
        """
        content, box = site.content(ChartContent), site.box
        head, foot = self._texts(site)
        gap = self._gap()
        items: list[Item] = []
        y = box.y
        for text in head:
            items.append(self._item(text, Rect(box.x, y, box.width, text.height), site.section))
            y += text.height
        y += gap if head else 0.0
        bottom = box.bottom - ((foot.height + gap) if foot else 0.0)
        style = self._style(site)
        if bottom - y < LEAST_LINES.get(content.kind, OTHER_LINES) * style.lettering.leading:
            raise FitError("the place is too small for the chart", content.where, "give it a larger one")
        made = chart(content, Rect(box.x, y, box.width, bottom - y), style)
        texts = tuple(
            replace(text, paragraphs=tuple(self.setter.completed(paragraph) for paragraph in text.paragraphs))
            for text in made.texts
        )
        items.append(replace(made, texts=texts, slot=site.slot, section=site.section))
        if foot:
            items.append(self._item(foot, Rect(box.x, bottom + gap, box.width, foot.height), site.section))
        return Placed(tuple(items), box.height, {})

    def placeholders(self, site: Site) -> list[Placeholder]:
        return [Placeholder(site.slot, "chart", site.box, None, "Chart")]

    def _item(self, text: TypesetText, box: Rect, section: int) -> TextItem:
        return TextItem(box, text.paragraphs, text.lines, section=section, where=text.where)

    def _around(self, site: Site) -> float:
        """The height of what stands above and below the chart."""
        head, foot = self._texts(site)
        gap = self._gap()
        above = sum(text.height for text in head) + (gap if head else 0.0)
        return above + (foot.height + gap if foot else 0.0)

    def _gap(self) -> float:
        return self.setter.brand.look.charts.text_gap * self._size()[1]

    def _texts(self, site: Site) -> tuple[list[TypesetText], TypesetText | None]:
        """Title and unit, and the source."""
        content = site.content(ChartContent)
        title = TextStyle(self.setter.medium.chart_title, "label", "text", None, site.ground)
        unit = TextStyle("caption", "caption", "muted", None, site.ground)
        head: list[TypesetText] = []
        if content.title:
            head.append(self._set(content.title, title, site))
        if content.unit:
            head.append(self._set((Span(content.unit),), unit, site))
        return head, self._set(content.source, replace(unit, role="source"), site) if content.source else None

    def _set(self, spans: tuple[Span, ...], style: TextStyle, site: Site) -> TypesetText:
        where = site.content(ChartContent).where
        fragment = Fragment(Block("paragraph", spans, where), f"{site.section}.{site.slot}.{style.role}")
        paragraphs = self.setter.paragraphs([fragment], style)
        if style.style == "caption":
            size, leading = self._size()
            runs = tuple(replace(run, size=size) for run in paragraphs[0].runs)
            paragraphs = (replace(paragraphs[0], runs=runs, leading=leading),)
        return self.setter.set(paragraphs, site.box.width)

    def _size(self) -> tuple[float, float]:
        """Size and leading of a chart's texts."""
        style = self.setter.scale.caption
        least = self.setter.medium.pick(self.setter.brand.look.charts.least_text)
        if style.size >= least:
            return style.size, style.leading
        return least, float(round(least * style.leading / style.size))

    def _style(self, site: Site) -> ChartStyle:
        """What the chart is drawn with on its ground."""
        setter, colours = self.setter, self.colours(site.ground)
        caption = setter.scale.caption
        size, leading = self._size()
        run = Run("", setter.brand.families[caption.font], caption.weight, size, colours.text)
        key, where = f"{site.section}.{site.slot}", site.content(ChartContent).where
        pattern = Paragraph((run,), "caption", key, leading, language=setter.language, where=where)
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
        look = self.setter.brand.look.charts
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
                *(colours.plot(role, ground) for role in look.series),
                *(seen(role, 0.55, 0.45) for role in look.series[:4]),
                *(seen(role, 0.6) for role in look.series[1:4]),
            ),
            accent=colours.plot(look.stressed, ground),
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

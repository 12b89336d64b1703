"""Charts in places: title and unit above, the source below, the chart in the brand's colours between them."""

from __future__ import annotations

from reportgen.brand.colour import READABLE, contrast, relit
from reportgen.charts import ChartColours, ChartStyle, Lettering, Way, chart, natural_height, ways
from reportgen.content.chart import ChartContent
from reportgen.content.text import Block, Span
from reportgen.errors import FitError
from reportgen.frames import ChartItem, Colour, Item, Paragraph, Placeholder, Run, TextItem
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

GROWING = (1.35, 1.8)
"""How much higher than natural a chart may be for want of room, before it gives way."""

HIGHEST = 0.72
"""The part of the sheet's height that the natural height of a chart is at most."""

MOST_TRIES = 6
"""How often a chart is drawn again because what has no room in it takes its height."""

BELOW = 0.3
"""The cost of a note that stands under the chart and not at its point, a slide more being 1."""

UPRIGHT, TALL = 1.4, 5.0
"""The height of a chart on a page, in parts of its width, beyond which it stands in too narrow a place; and the cost of
each width more.
"""


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
        self._widths: dict[float, dict[tuple[str, bool], float]] = {}
        self._colours: dict[str, ChartColours] = {}
        self._drawable: dict[tuple[object, ...], ChartContent] = {}
        """Charts (held, so that their identity is not given to another) that were drawn in boxes as they are named."""

    def measure(self, site: Site) -> Heights:
        """The heights in a page's stack, with all that stands above and below the chart.

        Raises:
            FitError: the chart cannot be drawn at the width of the site, however it gives way.
        """
        content, width = site.content(ChartContent), site.box.width
        look = self.setter.brand.look.charts
        around = self._around(replace(site, ground="paper"))
        if content.nothing:
            least = around + OTHER_LINES * self._size()[1]
            return Heights(least, least, 2 * least)
        highest = HIGHEST * self.setter.grid.sheet.height
        failure: FitError | None = None
        for way in ways(content):
            shown = way.of(content, self.setter.language)
            own = min(natural_height(shown, width, self._size(way.type)[1]), highest)
            for high in dict.fromkeys(min(part * own, highest) for part in (look.least, 1.0, *GROWING)):
                try:
                    self._check(site.at(Rect(0.0, 0.0, width, around + high)), way)
                except FitError as error:
                    failure = failure or error
                    continue
                least = around + high
                natural = max(around + own, least)
                tall = TALL * max(0.0, least / width - UPRIGHT)
                return Heights(least, natural, max(around + look.most * own, least), way.cost + tall)
        assert failure is not None  # there is always a way to be tried
        raise failure

    def _check(self, site: Site, way: Way) -> None:
        """See that the chart can be drawn in a box. What can be drawn in it can be in a higher one as well.

        Raises:
            FitError: the box is too small.
        """
        content = site.content(ChartContent)
        key = (id(content), site.box.width, site.box.height, site.slot, site.ground, way)
        if key not in self._drawable:
            self._placed(site, way)
            self._drawable[key] = content

    def place(self, site: Site) -> Placed:
        """The chart with its texts, filling the box; it gives way as little as it has to.

        Raises:
            FitError: the box is too small, however it gives way.
        """
        if site.content(ChartContent).nothing:
            return self._said(site)
        failure: FitError | None = None
        for way in ways(site.content(ChartContent)):
            try:
                return self._placed(site, way)
            except FitError as error:
                failure = failure or error
        assert failure is not None  # there is always a way to be tried
        raise failure

    def _said(self, site: Site) -> Placed:
        """What stands in the place of a chart without values, in its middle, with the chart's texts around it.

        Raises:
            FitError: the place is too small for the texts.
        """
        content, box = site.content(ChartContent), site.box
        head, foot = self._texts(site)
        style = TextStyle("caption", "caption", "muted", None, site.ground, "center")
        texts = [*head, self._set((Span(content.nothing),), style, site), *([foot] if foot else [])]
        spare = box.height - sum(text.height for text in texts)
        if spare < 0:
            raise FitError("the place is too small for the chart", content.where, "give it a larger one")
        items: list[Item] = []
        y = box.y
        for number, text in enumerate(texts):
            y += spare / 2 if number in (len(head), len(head) + 1) else 0.0
            slot = site.slot if number == len(head) else f"{site.slot}-text-{number + 1}"
            made = self._item(text, Rect(box.x, y, box.width, text.height), site, "")
            items.append(replace(made, slot=slot))
            y += text.height
        return Placed(tuple(items), box.height, {})

    def _placed(self, site: Site, way: Way) -> Placed:
        """The chart in one way, with its texts. What has no room in it stands under it, and takes its height.

        Raises:
            FitError: the box is too small.
        """
        content, box = site.content(ChartContent), site.box
        head, foot = self._texts(site)
        gap = self._gap()
        items: list[Item] = []
        y = box.y
        for number, text in enumerate(head):
            items.append(self._item(text, Rect(box.x, y, box.width, text.height), site, f"head-{number + 1}"))
            y += text.height
        y += gap if head else 0.0
        bottom = box.bottom - ((foot.height + gap) if foot else 0.0)
        style = self._style(site, way)
        shown = way.of(content, self.setter.language)
        least = LEAST_LINES.get(content.kind, OTHER_LINES) * style.lettering.leading
        key: TypesetText | None = None
        for _ in range(MOST_TRIES):
            under = key.height + gap if key else 0.0
            if bottom - y - under < least:
                raise FitError("the place is too small for the chart", content.where, "give it a larger one")
            made = chart(shown, Rect(box.x, y, box.width, bottom - y - under), style)
            following = self._key(made.below, site) if made.below else None
            if following is None or following.height <= under:
                break
            key = following
        else:
            raise FitError("the place is too small for the chart and its notes", content.where, "give it a larger one")
        items.append(self._finished(made.item, way.told(content), site))
        if made.below and following is not None:
            items.append(
                self._item(following, Rect(box.x, bottom - following.height, box.width, following.height), site, "key")
            )
        if foot:
            items.append(self._item(foot, Rect(box.x, bottom + gap, box.width, foot.height), site, "source"))
        return Placed(tuple(items), box.height, {}, cost=way.cost + BELOW * len(made.below))

    def _finished(self, item: ChartItem, told: tuple[str, ...], site: Site) -> ChartItem:
        """The chart as it stands on the sheet, with what a person should know of it."""
        texts = tuple(
            replace(text, paragraphs=tuple(self.setter.completed(paragraph) for paragraph in text.paragraphs))
            for text in item.texts
        )
        return replace(item, texts=texts, told=(*told, *item.told), slot=site.slot, section=site.section)

    def _key(self, lines: tuple[str, ...], site: Site) -> TypesetText:
        """What has no room in the chart, one under the other."""
        style = TextStyle("caption", "caption", "text", None, site.ground)
        where = site.content(ChartContent).where
        paragraphs = tuple(
            paragraph
            for number, line in enumerate(lines)
            for paragraph in self.setter.paragraphs(
                [Fragment(Block("paragraph", (Span(line),), where), f"{site.section}.{site.slot}.below.{number}")],
                style,
            )
        )
        return self.setter.set(tuple(map(self._sized, paragraphs)), site.box.width)

    def placeholders(self, site: Site) -> list[Placeholder]:
        return [Placeholder(site.slot, "chart", site.inner)]

    def _item(self, text: TypesetText, box: Rect, site: Site, part: str) -> TextItem:
        slot, styles = f"{site.slot}-{part}", text.alike
        return TextItem(
            box, text.paragraphs, text.lines, slot=slot, section=site.section, where=text.where, styles=styles
        )

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
            paragraphs = (self._sized(paragraphs[0]),)
        return self.setter.set(paragraphs, site.box.width)

    def _sized(self, paragraph: Paragraph) -> Paragraph:
        """A paragraph in the size of the chart's texts."""
        size, leading = self._size()
        return replace(paragraph, runs=tuple(replace(run, size=size) for run in paragraph.runs), leading=leading)

    def _size(self, part: float = 1.0) -> tuple[float, float]:
        """Size and leading of a chart's texts; `part` of them where they give way."""
        style = self.setter.scale.caption
        least = self.setter.medium.pick(self.setter.brand.look.charts.least_text)
        size, leading = style.size, style.leading
        if size < least:
            size, leading = least, float(round(least * style.leading / style.size))
        return (size, leading) if part == 1.0 else (round(part * size, 1), part * leading)

    def _style(self, site: Site, way: Way) -> ChartStyle:
        """What the chart is drawn with on its ground, in one way."""
        setter, colours = self.setter, self.colours(site.ground)
        caption = setter.scale.caption
        size, leading = self._size(way.type)
        run = Run("", setter.brand.families[caption.font], caption.weight, size, colours.text)
        key, where = f"{site.section}.{site.slot}", site.content(ChartContent).where
        pattern = Paragraph((run,), "caption", key, leading, language=setter.language, where=where)
        lettering = Lettering(setter.typesetter, setter.profile, pattern, self._widths.setdefault(size, {}))
        return ChartStyle(colours, setter.brand.look.charts, lettering, way.names)

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

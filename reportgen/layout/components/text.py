"""Text in one style, in one column, fitted by the region's contract."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import ClassVar

from reportgen.content.text import TextContent
from reportgen.errors import FitError
from reportgen.frames import Item, Paragraph, Placeholder
from reportgen.geometry import Rect
from reportgen.layout.components.component import Component, Heights, Placed, Site, inner_box
from reportgen.layout.fit import fit
from reportgen.layout.fragments import Copy, Fragment, Slot, copy_of, rest_by_slot, words_of
from reportgen.layout.styles import TextStyle
from reportgen.layout.text_setter import TypesetText
from reportgen.structs import replace
from reportgen.templates import Region

FULLEST = 40
"""Characters to each word that a brand allows on a slide, more than any slide has: a text with more is not even set."""

ROOM = 1.06
"""How much higher a text may become than its even share: it is cut between paragraphs, so no share is quite even."""


class TextComponent(Component):
    """Text of one or several slots, under each other."""

    kind = "text"
    takes = (Copy,)
    stacked = "text"
    carried = True
    empty: ClassVar[float] = 0.6

    @classmethod
    def suits(cls, region: Region, content: object) -> bool:
        if not region.links and isinstance(content, Copy):
            return not any(span.link for one in content.fragments for span in one.block.spans)
        return super().suits(region, content)

    @classmethod
    def begin(cls, content: object, section: int, slot: str, title: str) -> Slot:
        assert isinstance(content, TextContent)
        return copy_of(section, slot, content.blocks, content.short)

    def measure(self, site: Site) -> Heights:
        """The height of the text at its natural size, with the region's inset."""
        height = self._natural(site, _fragments(site)).height + 2 * site.region.inset
        return Heights(height, height, height)

    def place(self, site: Site) -> Placed:
        region, inner = site.region, site.inner
        fitted = fit(self.setter, site)
        items: list[Item] = []
        if region.panel and region.hug:  # a button is as large as its words
            width, height = fitted.text.width + 2 * region.inset + 1, fitted.text.height + 2 * region.inset
            site = site.at(Rect(site.box.x, site.box.y, min(width, site.box.width), min(height, site.box.height)))
            inner = site.inner
        if region.panel:
            items.append(self.placer.panel(region.panel, site.box, site.section))
        item = self.placer.text_item(fitted.text, inner, region, site.section, site.give)
        # In a deck a panel is one shape with its text: that shape is the place.
        styles = self._levels(site) if region.panel and self.setter.medium.fixed_places else ()
        items.append(replace(item, styles=styles))
        fill = min(1.0, fitted.text.height / inner.height) if inner.height else 1.0
        rest = rest_by_slot(site.contents, fitted.rest)
        report = fitted.report(site.name, None if site.endless else inner.height)
        return Placed(tuple(items), fitted.text.height, rest, fill, fitted.cost, fitted.steps, (report,))

    def aimed(self, site: Site) -> Site:
        """The site with the height that a long text is filled to, so that the slides it needs are evenly full; and
        whether it is split because it has too many words or lines for one slide, though it might fit."""
        fragments = _fragments(site) if "continue" in site.region.fit else []
        if not fragments:
            return site
        density = self.setter.brand.density
        characters = sum(fragment.length for fragment in fragments)
        check_slides(site, fragments, ceil(characters / (FULLEST * density.words)))
        text = self._natural(site, fragments)
        words = words_of(fragments)
        slides = max(1, ceil(text.height / site.inner.height))
        check_slides(site, fragments, slides)
        most = min(density.words, site.words or density.words)
        wanted = max(slides, ceil(words / most), ceil(text.count / density.lines))
        crowded = words > most or text.count > density.lines
        dense = crowded and len(fragments) > 1  # split before it is shrunk
        count = wanted if dense else slides
        return replace(site, target=text.height / count * ROOM if count > 1 else None, dense=dense)

    def _natural(self, site: Site, fragments: list[Fragment]) -> TypesetText:
        return self.setter.styled(fragments, TextStyle.of(site.region, site.inside), site.inner.width)

    def placeholders(self, site: Site) -> list[Placeholder]:
        region = site.region
        kind = region.placeholder or "body"
        return [Placeholder(site.slot, kind, site.inner, self._levels(site), region.anchor)]

    def _levels(self, site: Site) -> tuple[Paragraph, ...]:
        """The looks that text has in the site."""
        region = site.region
        return self.setter.levels(TextStyle.of(region, site.inside), points=region.slots == ["points"])

    @classmethod
    def text_box(cls, region: Region, box: Rect, gutter: float) -> Rect | None:
        return inner_box(region, box)


def _fragments(site: Site) -> list[Fragment]:
    return [fragment for copy in site.contents.values() if isinstance(copy, Copy) for fragment in copy.fragments]


def check_slides(site: Site, fragments: Sequence[Fragment], slides: int) -> None:
    """Refuse a text that needs more slides than one section may become.

    Raises:
        FitError: it does.
    """
    from reportgen.layout.slides.costs import MOST_SLIDES  # no page asks, and a newsletter loads nothing of slides

    if slides <= MOST_SLIDES:
        return
    characters = sum(fragment.length for fragment in fragments)
    raise FitError(
        f'"{site.name}" has {characters} characters and needs {slides} slides or more; the most is {MOST_SLIDES}',
        fragments[0].block.where,
        "shorten it, make several sections of it, or leave it out of the deck: only: newsletter",
        over=characters * (1 - MOST_SLIDES / slides),
    )

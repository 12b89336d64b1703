"""Pictures in their places: cropped or contained, in the brand's tone, under its colour where text stands on them, with
caption and credit under them."""

from __future__ import annotations

from typing import Literal

from reportgen.content.chart import ChartContent
from reportgen.content.picture import PictureContent
from reportgen.content.text import Block
from reportgen.errors import AssetError, FitError
from reportgen.frames import Colour, ImageItem, Item, Picture, Placeholder, ShapeItem, TextItem
from reportgen.geometry import Rect
from reportgen.layout.components.component import Component, Heights, Placed, Site, within
from reportgen.layout.components.placer import Placer
from reportgen.layout.fragments import Fragment, TableCopy
from reportgen.layout.qr import qr_svg
from reportgen.layout.styles import TextStyle
from reportgen.layout.text_setter import TypesetText
from reportgen.structs import replace
from reportgen.templates import Region

Shape = Literal["rect", "rounded", "circle"]

SHOWN_LEAST = 0.6
"""The part of a picture's area that its place on a slide shows at least, unless its author says where to look."""

CUT = 3.0
"""What it costs that nothing of a picture is seen in its place on a slide; in proportion, that too little is."""

BAND_LEAST = 0.16
"""The least height of a band under a picture, in parts of their place: under one that leaves less, it takes all."""

BAND = "accent1"
"""The ground of a band under a picture."""

MIDDLE = (0.5, 0.5)
"""The place in a picture that is kept where its author says nothing."""

_HIGHEST = 0.45
"""How high a picture on a page may become so that less is cut off it, in parts of the live area."""

_GROUND = 0.41
"""The least part of a picture that a place to the sheet's edges shows, as far as its template lets it be so high."""

_UNSUITED = 2.0
"""What it costs to show a picture in a place of quite another shape."""

_STRIP = 8.0
"""What it costs to show a panorama in a place so narrow that it is a strip: for a height of nothing."""

_ALMOST = 0.9
"""From which part of its place's width on a narrowed picture would look like a mistake: it then takes all of it."""

_BESIDE_LEAST = 0.3
"""The least room beside a narrow picture, in parts of its place's width, for its caption to stand there."""


class PictureComponent(Component):
    """A picture with its caption. Its place is lent to charts, and to tables as well unless it is a circle."""

    kind = "picture"
    takes = (PictureContent, ChartContent, TableCopy)
    stacked = "elastic"
    ordered = False
    hosts = True

    def __init__(self, placer: Placer) -> None:
        super().__init__(placer)
        self.brand = placer.setter.brand
        self.pictures = placer.pictures

    @classmethod
    def suits(cls, region: Region, content: object) -> bool:
        if region.shape == "circle" or not region.lent:
            return isinstance(content, PictureContent)
        if isinstance(content, TableCopy):
            from reportgen.layout.tables.cutting import suits_columns

            return suits_columns(content, region.columns)
        return isinstance(content, cls.takes)

    def measure(self, site: Site) -> Heights:
        """The heights in which a page may show the picture, without its caption: those of the template, as far as they
        cut no more off it than the brand lets them.
        """
        region, box = site.region, site.box
        natural = self.brand.look.pictures.height * box.width
        given = Heights(*(region.height or (natural, natural, natural)))
        kept = self._kept(site)
        if kept is None:
            return given
        whole = (self.setter.grid.sheet.width if region.bleed else box.width) / self._aspect(site)
        low, high = kept * whole, whole / kept
        if high < given.least:
            return Heights(low, whole, high, (1 - high / given.least) * _STRIP)
        most = max(given.most, min(low, _HIGHEST * self.setter.grid.area.height, box.width))
        if region.bleed:  # at the edges it is a ground as well: it grows where there is room
            least = min(max(given.least, _GROUND * whole), given.most)
            return Heights(least, max(least, given.natural), most)
        if low <= most:
            least, most = max(low, given.least), min(high, most)
            return Heights(least, min(max(given.natural, least), most), most)
        return Heights(given.natural, most, most, (1 - most / low) * _UNSUITED)

    def _kept(self, site: Site) -> float | None:
        """How much of its picture a place on a page must show, 0 to 1; None where it shows all, or a disc."""
        content, region, look = site.content(PictureContent), site.region, self.brand.look.pictures
        if content.qr or content.fit == "contain" or "circle" in (region.shape, content.shape) or region.overlay:
            return None
        return 1 - (look.bleed_crop_most if region.bleed else look.crop_most)

    def _aspect(self, site: Site) -> float:
        return self.aspect(site.content(PictureContent))

    def aspect(self, content: PictureContent) -> float:
        """The width of a picture in parts of its height."""
        picture = self.pictures.read(content.path, content.where, content.page)
        return picture.width / picture.height

    def place(self, site: Site) -> Placed:
        """The picture and its caption. On a page, the box is the picture's, and the caption stands under it; on a
        slide, both share the box.

        Raises:
            FitError: the caption takes too much of the box.
            AssetError: the file is no picture, or a drawing that is to have another tone.
        """
        content = site.content(PictureContent)
        gap = self.setter.medium.pick(self.brand.look.pictures.caption_gap)
        if not self.setter.medium.fixed_places:
            return self._captioned(content, site, self.caption(site, (site.texts or (0.0, site.box.width))[1]), gap)
        return self._on_slide(content, site, gap)

    def _on_slide(self, content: PictureContent, site: Site, gap: float) -> Placed:
        """A picture with its caption in a place of a slide."""
        bleeds = site.region.at is not None and bool(site.region.at.bleed)
        if bleeds and (content.fit == "contain" or content.shape in ("rounded", "circle")):
            site = site.at(within(site.box, self.setter.grid.area))  # only what fills its place may run to the edge
            bleeds = False
        if bleeds and (banded := self._over_band(content, site)) is not None:
            return banded
        cost = CUT * max(0.0, 1 - self._seen(content, site) / SHOWN_LEAST)
        edge = self.setter.scale.caption.leading if bleeds else 0.0
        text = self.caption(site, site.box.width - 2 * edge)
        if text is None:
            return Placed(self.picture(site), site.box.height, {}, cost=cost)
        return replace(self._sharing(content, site, text, gap, edge), cost=cost)

    def _seen(self, content: PictureContent, site: Site) -> float:
        """The part of a picture's area that its place shows; all of it where its author says where to look."""
        if content.qr or content.fit == "contain" or content.focus != MIDDLE:
            return 1.0
        ratio = self._aspect(site) * site.box.height / site.box.width
        return min(ratio, 1 / ratio)

    def _over_band(self, content: PictureContent, site: Site) -> Placed | None:
        """A picture that is much wider than its place over a band on the brand's colour with its caption; None where
        the place shows enough of it, or where text stands on it.
        """
        box, ratio = site.box, self._aspect(site) * site.box.height / site.box.width
        height = box.width / (SHOWN_LEAST * self._aspect(site))
        if site.region.overlay or ratio < 1 or self._seen(content, site) >= SHOWN_LEAST:
            return None
        if box.height - height < BAND_LEAST * box.height:
            return None
        band = Rect(box.x, box.y + height, box.width, box.height - height)
        items: list[Item] = [*self.picture(site.at(Rect(box.x, box.y, box.width, height)))]
        if site.ground != BAND:
            items.append(replace(self.placer.panel(BAND, band, site.section, site.ground), name="band"))
        text = self.caption(replace(site, ground=BAND), band.width - 2 * self.setter.scale.body.size)
        if text is not None:
            edge = self.setter.scale.body.size
            if text.height > band.height - 2 * edge:
                return None
            area = Rect(band.x + edge, band.y + edge, band.width - 2 * edge, text.height)
            items.append(self._caption_item(content, text, area, replace(site, ground=BAND)))
        return Placed(tuple(items), box.height, {})

    def _captioned(self, content: PictureContent, site: Site, caption: TypesetText | None, gap: float) -> Placed:
        """A picture in the box, and its caption under it, or beside it where the picture leaves room for that."""
        box = self._narrowed(site)
        items: list[Item] = [*self.picture(site.at(box))]
        bottom = items[0].box.bottom
        if caption is not None:
            x, width = site.texts or (site.box.x, site.box.width)
            beside = site.box.right - box.right - self.setter.grid.gutter
            if beside >= _BESIDE_LEAST * site.box.width:
                caption = self.caption(site, beside) or caption
                high = caption.height <= box.height
                area = Rect(site.box.right - beside, bottom - caption.height if high else box.y, beside, caption.height)
            else:
                area = Rect(x, bottom + gap, width, caption.height)
            items.append(self._caption_item(content, caption, area, site))
            bottom = max(bottom, area.bottom)
        return Placed(tuple(items), bottom - site.box.y, {})

    def _narrowed(self, site: Site) -> Rect:
        """The box; a narrower one where all its width would show but a strip of the picture."""
        box, kept = site.box, self._kept(site)
        if kept is None or site.region.bleed:
            return box
        widest = box.height * self._aspect(site) / kept
        return box if _ALMOST * box.width <= widest else Rect(box.x, box.y, widest, box.height)

    def _sharing(self, content: PictureContent, site: Site, text: TypesetText, gap: float, edge: float) -> Placed:
        """A picture and its caption in one box; the caption stays `edge` points away from the box's sides."""
        box = site.box
        gap *= text.paragraphs[0].leading
        height = text.height + gap + edge
        if height > self.brand.look.pictures.caption_most * box.height:
            raise FitError(f'the caption of "{site.slot}" leaves no room for the picture', content.where, "shorten it")
        whole = Rect(box.x, box.y, box.width, box.height - height)
        items = self.picture(site.at(whole))
        top = whole.bottom if edge else items[0].box.bottom
        area = Rect(box.x + edge, top + gap, box.width - 2 * edge, text.height)
        return Placed((*items, self._caption_item(content, text, area, site)), box.height, {})

    def _caption_item(self, content: PictureContent, text: TypesetText, box: Rect, site: Site) -> TextItem:
        styles = self.setter.levels(TextStyle("caption", "caption", "muted", None, site.ground))
        slot, section = f"{site.slot}-caption", site.section
        return TextItem(
            box, text.paragraphs, text.lines, slot=slot, section=section, where=content.where, styles=styles
        )

    def caption(self, site: Site, width: float) -> TypesetText | None:
        """Caption and credit, set; None where the picture has neither."""
        content = site.content(PictureContent)
        spans = content.label
        if not spans:
            return None
        fragment = Fragment(Block("paragraph", spans, content.where), f"{site.section}.{site.slot}.caption")
        style = TextStyle("caption", "caption", "muted", None, site.ground)
        return self.setter.set(self.setter.paragraphs([fragment], style), width)

    def picture(self, site: Site) -> tuple[ImageItem | ShapeItem, ...]:
        """The picture alone, which covers the box or is contained in it, and what is laid over it."""
        content, region = site.content(PictureContent), site.region
        shape = content.shape or ("rect" if content.fit == "contain" else region.shape)
        return self.shown(content, site.box, shape, site.slot, site.section, site.ground if region.overlay else None)

    def shown(
        self, content: PictureContent, box: Rect, shape: Shape, slot: str, section: int, over: str | None = None
    ) -> tuple[ImageItem | ShapeItem, ...]:
        """A picture in a box, which it covers or is contained in, then what is laid over it.

        Args:
            over: the ground that text needs on the picture, where text stands on it.

        Raises:
            AssetError: the file is no picture, or a drawing that is to have another tone.
        """
        if content.qr:
            picture = self.pictures.add_vector(qr_svg(content.qr, content.where), content.where)
        else:
            picture = self.pictures.read(content.path, content.where, content.page)
        if shape == "circle":
            side = min(box.width, box.height)
            box = Rect(box.x, box.y, side, side)
        if content.fit == "contain":
            width, height = contained(picture, box.width, box.height)
            across, down = content.focus
            box = Rect(box.x + (box.width - width) * across, box.y + (box.height - height) * down, width, height)
        rounding = self.brand.look.pictures.rounding
        image = ImageItem(
            box=box,
            picture=picture.key,
            alt=content.alt,
            crop=cover_crop(picture, box.width, box.height, content.focus),
            shape=shape,
            slot=slot,
            artifact=content.decorative,
            section=section,
            where=content.where,
            radius=rounding * min(box.width, box.height) if shape == "rounded" else 0.0,
            tone=self._tone(content, picture),
        )
        return (image, *self._overlay(content, image, over))

    def _tone(self, content: PictureContent, picture: Picture) -> tuple[Colour, Colour] | None:
        if picture.media == "image/svg+xml":
            if content.tone in ("grey", "duotone"):
                raise AssetError(
                    f"{content.path.name} is a drawing, which keeps its colours",
                    content.where,
                    'leave "tone" out, or save it as PNG',
                )
            return None
        return self.brand.tone(content.tone or self.brand.pictures.tone)

    def _overlay(self, content: PictureContent, image: ImageItem, over: str | None) -> tuple[ShapeItem, ...]:
        if over is not None:  # whatever the author says, text must be read
            ground, opacity = over, self.brand.veil(over)
        elif content.overlay:
            ground, opacity = self.brand.colours.darker, self.brand.pictures.overlay
        else:
            return ()
        return (
            ShapeItem(
                image.box,
                "ellipse" if image.shape == "circle" else "rect",
                fill=self.brand.fill(ground),
                radius=image.radius,
                name="overlay",
                section=image.section,
                opacity=opacity,
            ),
        )

    def placeholders(self, site: Site) -> list[Placeholder]:
        return [Placeholder(site.slot, "picture", site.box)]


def cover_crop(
    picture: Picture, width: float, height: float, focus: tuple[float, float]
) -> tuple[float, float, float, float]:
    """What to cut from left, top, right and bottom so that the picture covers `width` × `height`, `focus` kept.

    >>> from reportgen.frames import Picture
    >>> cover_crop(Picture("", "image/png", b"", 200, 100), 100, 100, (0.0, 0.5))
    (0.0, 0.0, 0.5, 0.0)
    """
    wanted, given = width / height, picture.width / picture.height
    if given > wanted:
        keep = wanted / given
        left = min(max(focus[0] - keep / 2, 0.0), 1 - keep)
        return (round(left, 6), 0.0, round(1 - keep - left, 6), 0.0)
    keep = given / wanted
    top = min(max(focus[1] - keep / 2, 0.0), 1 - keep)
    return (0.0, round(top, 6), 0.0, round(1 - keep - top, 6))


def contained(picture: Picture, width: float, height: float) -> tuple[float, float]:
    """The largest size of the whole picture inside `width` × `height`.

    >>> from reportgen.frames import Picture
    >>> contained(Picture("", "image/png", b"", 200, 100), 100, 100)
    (100.0, 50.0)
    """
    scale = min(width / picture.width, height / picture.height)
    return picture.width * scale, picture.height * scale

"""Pictures in their places: cropped or contained, in the brand's tone, under its colour where text stands on them."""

from __future__ import annotations

from typing import Literal

from reportgen.brand import Brand
from reportgen.content.picture import PictureContent
from reportgen.errors import AssetError
from reportgen.frames import Colour, ImageItem, Picture, ShapeItem
from reportgen.geometry import Rect
from reportgen.layout.components.pictures import Pictures, contained, cover_crop
from reportgen.layout.components.qr import qr_svg

ROUNDED = 0.06
"""Radius of a rounded picture's corners, in parts of its shorter side."""


class Plates:
    """Places the pictures of one publication."""

    def __init__(self, brand: Brand, pictures: Pictures) -> None:
        self.brand = brand
        self.pictures = pictures

    def place(
        self,
        content: PictureContent,
        box: Rect,
        shape: Literal["rect", "rounded", "circle"],
        slot: str,
        section: int,
        *,
        over: str | None = None,
    ) -> tuple[ImageItem | ShapeItem, ...]:
        """The picture, which covers the box or is contained in it, then what is laid over it.

        Args:
            over: the ground that text needs on the picture, where text stands on it.

        Raises:
            AssetError: the file is no picture, or a drawing that is to have another tone.
        """
        if content.qr:
            picture = self.pictures.add_vector(qr_svg(content.qr, content.where), content.where)
        else:
            picture = self.pictures.read(content.path, content.where)
        if shape == "circle":
            side = min(box.width, box.height)
            box = Rect(box.x, box.y, side, side)
        if content.fit == "contain":
            width, height = contained(picture, box.width, box.height)
            across, down = content.focus
            box = Rect(box.x + (box.width - width) * across, box.y + (box.height - height) * down, width, height)
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
            radius=ROUNDED * min(box.width, box.height) if shape == "rounded" else 0.0,
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

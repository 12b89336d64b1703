"""The furniture of masters: logos, rules, folios, footers."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.errors import TemplateError
from reportgen.frames import LOGO_PLATE, ImageItem, Item, Placeholder, ShapeItem, TextItem
from reportgen.geometry import Rect
from reportgen.layout.grid_positions import Place
from reportgen.layout.publication_pictures import Pictures
from reportgen.layout.styles import TextStyle
from reportgen.layout.text_setter import TextSetter
from reportgen.structs import Struct
from reportgen.templates import Furniture

PLATE_PADDING = 0.16
"""The plate's edge round a logo, in parts of the height of the logo's place."""


class Variables(Struct, frozen=True):
    """What furniture texts may name: ``{title}``, ``{subtitle}``, ``{issue}``, ``{date}``, ``{folio}``."""

    title: str = ""
    subtitle: str = ""
    issue: str = ""
    date: str = ""
    folio: str = ""

    def fill(self, text: str) -> str:
        """`text` with its variables; parts between `·` that come out empty are left out.

        Raises:
            KeyError: the text names a variable that does not exist.
        """
        values: Mapping[str, str] = {
            "title": self.title,
            "subtitle": self.subtitle,
            "issue": self.issue,
            "date": self.date,
            "folio": self.folio,
        }
        parts = [part.strip().format_map(values).strip() for part in text.split("·")]
        return " · ".join(part for part in parts if part)


class Furnisher:
    """Makes the furniture of masters and sheets."""

    def __init__(self, setter: TextSetter, pictures: Pictures) -> None:
        self.setter = setter
        self.pictures = pictures

    def constant(self, furniture: list[Furniture], place: Place, ground: str) -> list[Item]:
        """Boxes, rules and logos: the same on each sheet of the master."""
        colours = self.setter.brand.colours
        items: list[Item] = []
        for part in furniture:
            box = place(part.at)
            if part.fill is not None:
                items.append(ShapeItem(box, fill=colours.fill(part.fill), name="band"))
            elif part.rule is not None:
                items.append(ShapeItem(box, fill=colours.rule(part.rule, part.ground or ground), name="rule"))
            elif part.logo is not None:
                items += self.logo(box, part.align, part.ground or ground)
        return items

    def logo(self, box: Rect, align: str, ground: str) -> list[Item]:
        """The brand's logo for the ground, as large as the box lets it be.

        A brand without a logo for dark grounds has its only one on a plate there, which fills the box's height.
        """
        brand = self.setter.brand
        dark = brand.colours.is_dark(ground)
        plated = dark and brand.logo_on_dark is None
        picture = self.pictures.read((brand.logo_on_dark if dark else None) or brand.logo_on_light)
        pad = PLATE_PADDING * box.height if plated else 0.0
        scale = min((box.width - 2 * pad) / picture.width, (box.height - 2 * pad) / picture.height)
        width, height = picture.width * scale, picture.height * scale
        outer = width + 2 * pad
        x = {"left": box.x, "center": box.x + (box.width - outer) / 2, "right": box.right - outer}[align]
        y = box.y + (box.height - height) / 2
        logo = ImageItem(Rect(x + pad, y, width, height), picture.key, brand.logo_alt, artifact=True)
        if not plated:
            return [logo]
        plate = Rect(x, y - pad, outer, height + 2 * pad)
        return [ShapeItem(plate, fill=brand.colours.plate(ground), radius=pad, name=LOGO_PLATE), logo]

    def texts(self, furniture: list[Furniture], place: Place, ground: str, variables: Variables) -> list[TextItem]:
        """Folios, footers, dates: artifacts that change from sheet to sheet."""
        items: list[TextItem] = []
        for number, part in enumerate(furniture):
            if part.text is None:
                continue
            try:
                text = variables.fill(part.text)
            except (KeyError, ValueError, IndexError) as error:
                raise TemplateError(f'furniture text "{part.text}" names an unknown variable: {error}') from error
            if not text:
                continue
            text_style = TextStyle(part.style, "furniture", part.colour, None, part.ground or ground, part.align)
            paragraph = self.setter.plain(text, text_style, f"furniture.{number}")
            box = self._for_a_line(place(part.at), paragraph.leading)
            done = self.setter.set((paragraph,), box.width)
            while done.height > max(box.height, paragraph.leading) + 0.01 and " " in text:
                text = text.rstrip("…").rpartition(" ")[0].rstrip(" ,;:·") + "…"
                paragraph = self.setter.plain(text, text_style, f"furniture.{number}")
                done = self.setter.set((paragraph,), box.width)
            items.append(
                TextItem(
                    box=box,
                    paragraphs=done.paragraphs,
                    lines=done.lowered(max(0.0, (box.height - done.height) / 2)),
                    slot=part.field,
                    anchor="middle",
                    field=part.field,
                    artifact=True,
                )
            )
        return items

    def placeholders(self, furniture: list[Furniture], place: Place, ground: str) -> list[Placeholder]:
        """The placeholders of folios, footers and dates."""
        made: list[Placeholder] = []
        for part in furniture:
            if part.field is None:
                continue
            text_style = TextStyle(part.style, "furniture", part.colour, None, part.ground or ground, part.align)
            style = self.setter.plain("", text_style, "")
            box = self._for_a_line(place(part.at), style.leading)
            made.append(Placeholder(part.field, part.field, box, (style,), "middle"))
        return made

    def _for_a_line(self, box: Rect, pitch: float) -> Rect:
        """A place that holds a line, as office programs set it again: one that is too low grows on both sides."""
        more = max(0.0, pitch - box.height) if self.setter.medium.fixed_places else 0.0
        return Rect(box.x, box.y - more / 2, box.width, box.height + more)

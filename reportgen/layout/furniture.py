"""The furniture of masters: logos, rules, folios, footers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from reportgen.brand import Brand
from reportgen.content.text import Block, Span
from reportgen.errors import NOWHERE, TemplateError
from reportgen.files import Readable
from reportgen.frames import LOGO_PLATE, ImageItem, Item, Placeholder, ShapeItem, TextItem
from reportgen.geometry import Rect
from reportgen.layout.fragments import copy_of
from reportgen.layout.grid_positions import Place
from reportgen.layout.office_styles import hold_of
from reportgen.layout.publication_pictures import Pictures
from reportgen.layout.styles import TextStyle
from reportgen.layout.text_setter import TextSetter
from reportgen.structs import Struct, replace
from reportgen.templates import Furniture

WIDEST_PILL = 8.0
"""The most that a pill of the parts of a deck is wide, in parts of its height."""

_WORD = re.compile(r"\w+")

PLATE_PADDING = 0.16
"""The plate's edge round a logo, in parts of the height of the logo's place."""


def _is_said(text: str, before: Iterable[str], after: Iterable[str]) -> bool:
    """Whether another text has all words of a text: one `before` it, or one `after` it which says more."""
    words = set(_WORD.findall(text.casefold()))
    as_much = any(words <= set(_WORD.findall(one.casefold())) for one in before)
    return bool(words) and (as_much or any(words < set(_WORD.findall(one.casefold())) for one in after))


class Variables(Struct, frozen=True):
    """What furniture texts may name: ``{title}``, ``{subtitle}``, ``{issue}``, ``{date}``, ``{folio}``, ``{part}``."""

    title: str = ""
    subtitle: str = ""
    issue: str = ""
    date: str = ""
    folio: str = ""
    part: str = ""
    """The part of the publication that a sheet is in, or its title; empty where nothing is to be said."""
    step: int = 0
    """The number of that part, from 1; 0 before the first."""
    parts: tuple[str, ...] = ()
    """What the parts of a deck are called, in their order."""

    def fill(self, text: str) -> str:
        """`text` with its variables; parts between `·` that come out empty, or say nothing that another does not say,
        are left out.

        Raises:
            KeyError: the text names a variable that does not exist.
        """
        values: Mapping[str, str] = {
            "title": self.title,
            "subtitle": self.subtitle,
            "issue": self.issue,
            "date": self.date,
            "folio": self.folio,
            "part": self.part or self.title,
        }
        parts = [part.strip().format_map(values).strip() for part in text.split("·")]
        return " · ".join(
            part for at, part in enumerate(parts) if part and not _is_said(part, parts[:at], parts[at + 1 :])
        )

    def beside(self, texts: Iterable[str]) -> Variables:
        """The same on a sheet that says these texts large: issue and date are not said again there."""
        said = [*texts]
        issue, date = ("" if _is_said(one, said, ()) else one for one in (self.issue, self.date))
        return replace(self, issue=issue, date=date)


class Furnisher:
    """Makes the furniture of masters and sheets."""

    def __init__(self, setter: TextSetter, pictures: Pictures) -> None:
        self.setter = setter
        self.pictures = pictures

    def constant(self, furniture: list[Furniture], place: Place, ground: str, parts: int = 0) -> list[Item]:
        """Boxes, rules, logos and the pills of so many parts: the same on each sheet of the master."""
        colours = self.setter.brand.colours
        items: list[Item] = []
        for part in furniture:
            box = place(part.at)
            if part.fill is not None:
                radius = min(box.width, box.height) / 2 if part.rounded else self.setter.panel_radius(box)
                items.append(ShapeItem(box, fill=colours.fill(part.fill), radius=radius, name="band"))
            elif part.rule is not None:
                items.append(ShapeItem(box, fill=colours.rule(part.rule, part.ground or ground), name="rule"))
            elif part.logo is not None and not part.over:
                items += self.logo(box, part.align, part.ground or ground)
            elif part.art is not None:
                picture = self.pictures.read(_beside(self.setter.brand, part.art))
                items.append(ImageItem(box, picture.key, artifact=True))
            elif part.progress is not None:
                pale = colours.hairline(part.ground or ground)
                items += [ShapeItem(pill, fill=pale, radius=pill.height / 2, name="part") for pill in pills(box, parts)]
        return items

    def reached(self, furniture: list[Furniture], place: Place, variables: Variables, parts: int) -> list[Item]:
        """The pill of the part that a slide is in, over that of its master."""
        fill = self.setter.brand.colours.fill
        return [
            ShapeItem(pill, fill=fill(part.progress), radius=pill.height / 2, name="part")
            for part in furniture
            if part.progress is not None
            for number, pill in enumerate(pills(place(part.at), parts), 1)
            if number == variables.step
        ]

    def over(self, furniture: list[Furniture], place: Place) -> list[Item]:
        """The logos that stand on the band at the top of a first page."""
        logos = (part for part in furniture if part.logo is not None and part.over)
        return [item for part in logos for item in self.logo(place(part.at), part.align, part.ground or "accent1")]

    def logo(self, box: Rect, align: str, ground: str) -> list[Item]:
        """The brand's logo for the ground, as large as the box lets it be; nothing where it has none.

        A brand without a logo for dark grounds has its only one on a plate there, which fills the box's height.
        """
        brand = self.setter.brand
        dark = brand.colours.is_dark(ground)
        plated = dark and brand.logo_on_dark is None
        file = (brand.logo_on_dark if dark else None) or brand.logo_on_light
        if file is None:
            return []
        picture = self.pictures.read(file)
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
            if part.breadcrumb is not None:
                items += self._trail(part, place(part.at), ground, variables)
            if part.text is None:
                continue
            try:
                text = variables.fill(part.text)
            except (KeyError, ValueError, IndexError) as error:
                raise TemplateError(f'furniture text "{part.text}" names an unknown variable: {error}') from error
            if not text:
                continue
            text_style = _style_of(part, ground)
            paragraph = self.setter.plain(text, text_style, f"furniture.{number}")
            box = place(part.at)
            width, height = (box.height, box.width) if part.turned else (box.width, box.height)
            if not part.turned:
                box = self._for_a_line(box, paragraph.leading)
                height = box.height
            done = self.setter.set((paragraph,), width)
            while done.height > max(height, paragraph.leading) + 0.01 and " " in text:
                text = text.rstrip("…").rpartition(" ")[0].rstrip(" ,;:·") + "…"
                paragraph = self.setter.plain(text, text_style, f"furniture.{number}")
                done = self.setter.set((paragraph,), width)
            items.append(
                TextItem(
                    box=box,
                    paragraphs=done.paragraphs,
                    lines=done.lowered(max(0.0, (height - done.height) / 2)),
                    slot=part.field,
                    anchor="middle",
                    field=part.field,
                    artifact=True,
                    turned=part.turned,
                )
            )
        return items

    def _trail(self, part: Furniture, box: Rect, ground: str, variables: Variables) -> list[TextItem]:
        """The names of a deck's parts in a line, that of the part that a slide is in bold; of more than a line holds,
        those beside it, or it alone. Nothing where there are no two parts."""
        if len(variables.parts) < 2:
            return []
        style = _style_of(part, ground)
        for first, last in _spans_of_trail(variables):
            fragments = copy_of(
                0, "breadcrumb", (_trail_block(part.breadcrumb or "", variables, first, last),)
            ).fragments
            done = self.setter.set(self.setter.paragraphs(fragments, style), box.width)
            if done.count == 1:
                break
        box = self._for_a_line(box, done.leading)
        lines = done.lowered(max(0.0, (box.height - done.height) / 2))
        return [TextItem(box, done.paragraphs, lines, anchor="middle", artifact=True)]

    def placeholders(self, furniture: list[Furniture], place: Place, ground: str) -> list[Placeholder]:
        """The placeholders of folios, footers and dates."""
        made: list[Placeholder] = []
        for part in furniture:
            if part.field is None:
                continue
            style = self.setter.plain("", _style_of(part, ground), "")
            box = place(part.at) if part.turned else self._for_a_line(place(part.at), style.leading)
            hold = None if part.office is None else hold_of(part.office)
            made.append(Placeholder(part.field, part.field, box, (style,), "middle", turned=part.turned, office=hold))
        return made

    def _for_a_line(self, box: Rect, pitch: float) -> Rect:
        """A place that holds a line, as office programs set it again: one that is too low grows on both sides."""
        more = max(0.0, pitch - box.height) if self.setter.medium.fixed_places else 0.0
        return Rect(box.x, box.y - more / 2, box.width, box.height + more)


def _spans_of_trail(variables: Variables) -> Iterator[tuple[int, int]]:
    """The first and the last of the parts (from 0) that a trail may name: all, those beside the present one, it."""
    here, end = max(0, variables.step - 1), len(variables.parts) - 1
    yield 0, end
    yield max(0, here - 1), min(end, here + 1)
    yield here, here


def _trail_block(sign: str, variables: Variables, first: int, last: int) -> Block:
    """The names of some of a deck's parts with a sign between them."""
    spans: list[Span] = [Span(f"… {sign} ")] if first else []
    for number in range(first, last + 1):
        between = f" {sign} " if number > first else ""
        spans += [Span(between), Span(variables.parts[number], strong=number == variables.step - 1)]
    if last < len(variables.parts) - 1:
        spans.append(Span(f" {sign} …"))
    return Block("paragraph", tuple(span for span in spans if span.text), NOWHERE)


def _beside(brand: Brand, name: str) -> Readable:
    """A file that lies beside the brand.

    Raises:
        TemplateError: the brand lies in no folder, or the file outside of it.
    """
    folder = brand.file.parent.resolve() if isinstance(brand.file, Path) else None
    if folder is None or not (folder / name).resolve().is_relative_to(folder):
        raise TemplateError(f'"{name}" does not lie beside the brand', hint="copy it into the brand's folder")
    return folder / name


def _style_of(part: Furniture, ground: str) -> TextStyle:
    """The style of a text of furniture."""
    levels = () if part.office is None else part.office.levels
    style = TextStyle(part.style, "furniture", part.colour, None, part.ground or ground, part.align)
    return replace(style, levels=levels)


def pills(box: Rect, count: int) -> list[Rect]:
    """So many places of one size beside each other in a box, a third of one's width apart; none for fewer than two."""
    if count < 2:
        return []
    width = min(box.width / (count + (count - 1) / 3), WIDEST_PILL * box.height)
    return [Rect(box.x + number * width * 4 / 3, box.y, width, box.height) for number in range(count)]

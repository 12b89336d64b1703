"""Every layout of a template, small, with each place filled as full as it may be: was the template understood?"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from types import MappingProxyType

import pikepdf

from reportgen.backends import render
from reportgen.brand import Brand
from reportgen.content.text import Block, BlockKind, Span
from reportgen.errors import NOWHERE
from reportgen.frames import Colour, Item, Master, Publication, ShapeItem, Sheet, TextItem
from reportgen.geometry import MM, Rect
from reportgen.incremental.layout_cache import LayoutCache
from reportgen.layout.capacity import SAMPLE
from reportgen.layout.components.component import inner_box
from reportgen.layout.fragments import Fragment
from reportgen.layout.furniture import Furnisher, Variables
from reportgen.layout.grid_positions import place_of
from reportgen.layout.publication_pictures import Pictures
from reportgen.layout.sheet_inventory import facts_of, picture_widths, used_faces
from reportgen.layout.styles import TextStyle
from reportgen.layout.text_setter import TextSetter
from reportgen.structs import Struct
from reportgen.templates import Library, Region

ACROSS, DOWN = 3, 3
"""Layouts beside and under each other on a page of the contact sheet."""

PAGE = (297 * MM, 210 * MM)
MARGIN, GAP, TAG = 24.0, 12.0, 12.0
"""Points: round the page, between layouts, and for the name under each."""

_OUTLINE, _LEFT_EMPTY, _EDGE = Colour("", "D0006F"), Colour("", "999999"), Colour("", "BBBBBB")
_WORDS = SAMPLE.split()


class Shown(Struct, frozen=True):
    """A layout on the contact sheet: the template that shows it, its name, and what is said of it."""

    template: str
    name: str
    told: str
    doubtful: tuple[Rect, ...] = ()
    """Places that are left empty."""


def contact_sheet(brand: Brand, library: Library, layouts: Sequence[Shown], title: str) -> bytes:
    """A PDF with all of the layouts."""
    maker = _Maker(brand, library)
    sheets = [maker.sheet(layout) for layout in layouts]
    captions = [f"{layout.name}: {layout.told}" for layout in layouts]
    return _on_pages(maker.publication(sheets, title), maker, captions)


class _Maker:
    """Fills layouts with sample text, and sets the captions."""

    def __init__(self, brand: Brand, library: Library) -> None:
        self.brand, self.library = brand, library
        cache = LayoutCache(brand)
        self.setter = TextSetter(brand, "deck", cache.typesetter, "en")
        self.pictures = Pictures(cache.pictures, cache.drawing_fonts)
        self.furnisher = Furnisher(self.setter, self.pictures)

    def sheet(self, layout: Shown) -> Sheet:
        """The slide of a layout: its drawing, its places outlined and filled."""
        template = self.library.slides[layout.template]

        def place(at: object) -> Rect:
            return place_of(at, template, self.setter.grid)  # type: ignore[arg-type]

        items: list[Item] = [*self.furnisher.constant(template.furniture, place, template.ground)]
        items += [ShapeItem(box, stroke=_LEFT_EMPTY, stroke_width=2.5, name="outline") for box in layout.doubtful]
        for region in template.regions:
            if region.office is not None:
                items += self._filled(region, place(region.at))
        items.append(ShapeItem(self.setter.grid.sheet, stroke=_EDGE, stroke_width=2.0, name="outline"))
        told = Variables("Title of the deck", date="1 June", folio="1")
        items += self.furnisher.texts(template.furniture, place, template.ground, told)
        return Sheet("plain", layout.name, tuple(items))

    def _filled(self, region: Region, box: Rect) -> Iterable[Item]:
        """A place with as much sample text as it holds, or its kind where it holds no text."""
        yield ShapeItem(box, stroke=_OUTLINE, stroke_width=0.75, name="outline")
        inner = inner_box(region, box)
        if region.kind != "text":
            yield self._plain(region.kind.capitalize(), inner)
            return
        style = TextStyle.of(region, "paper")
        title = region.placeholder == "title"
        texts = [_sentence(0, words) for words in range(9, 0, -1)] if title else []
        tries = [[self._fragment(0, "paragraph", text)] for text in texts] or self._fewer()
        text = next(
            (done for one in tries if (done := self.setter.styled(one, style, inner.width)).height <= inner.height),
            self.setter.styled(tries[-1], style, inner.width),
        )
        drop = {"top": 0.0, "middle": 0.5, "bottom": 1.0}[region.anchor] * max(0.0, inner.height - text.height)
        yield TextItem(inner, text.paragraphs, text.lowered(drop), artifact=True)

    def _fragment(self, number: int, kind: BlockKind, text: str) -> Fragment:
        block = Block(kind, (Span(text),), NOWHERE, 1 + (kind == "item" and number % 3 == 1))
        return Fragment(block, f"s.{number}")

    def _fewer(self) -> list[list[Fragment]]:
        """Sample texts, each shorter than the one before: points on two levels."""
        points = [self._fragment(number, "item", _sentence(4 * number, 9)) for number in range(40)]
        few = [[self._fragment(0, "item", _sentence(0, words))] for words in range(8, 0, -1)]
        return [points[:count] for count in range(40, 0, -1)] + few

    def _plain(self, words: str, box: Rect) -> TextItem:
        paragraph = self.setter.plain(words, TextStyle("body", "furniture", "muted", align="center"), "kind")
        text = self.setter.set((paragraph,), box.width)
        return TextItem(box, text.paragraphs, text.lowered((box.height - text.height) / 2), artifact=True)

    def publication(self, sheets: Sequence[Sheet], title: str) -> Publication:
        """The sheets as a publication."""
        facts = [facts_of(sheet) for sheet in sheets]
        grid, master = self.setter.grid, Master("plain", Colour("", "FFFFFF"))
        widths = picture_widths(facts, [master])
        return Publication(
            "deck",
            title,
            "en",
            grid.size,
            self.brand.theme,
            (master,),
            tuple(sheets),
            MappingProxyType(used_faces(self.brand, facts)),
            MappingProxyType(self.pictures.finished(widths, 110)),
        )


def _sentence(start: int, words: int) -> str:
    text = " ".join(_WORDS[(start + at) % len(_WORDS)] for at in range(words)).rstrip(",.")
    return text[:1].upper() + text[1:]


def _on_pages(publication: Publication, maker: _Maker, captions: Sequence[str]) -> bytes:
    """The sheets, small, on pages, each over its caption."""
    with pikepdf.open(io.BytesIO(render(publication, "pdf"))) as small, pikepdf.new() as made:
        width = (PAGE[0] - 2 * MARGIN - (ACROSS - 1) * GAP) / ACROSS
        height = (PAGE[1] - 2 * MARGIN - DOWN * (TAG + GAP)) / DOWN
        for number, sheet in enumerate(small.pages):
            at = number % (ACROSS * DOWN)
            if at == 0:
                page = made.add_blank_page(page_size=PAGE)
            left = MARGIN + at % ACROSS * (width + GAP)
            top = PAGE[1] - MARGIN - at // ACROSS * (height + TAG + GAP)
            box = sheet.mediabox
            scale = min(width / float(box[2]), height / float(box[3]))
            right, bottom = left + scale * float(box[2]), top - scale * float(box[3])
            page.add_overlay(sheet, pikepdf.Rectangle(left, bottom, right, top))
            _caption(page, captions[number], left, bottom - TAG + 3)
        made.docinfo["/Title"] = publication.title
        buffer = io.BytesIO()
        made.save(buffer, deterministic_id=True)
        return buffer.getvalue()


def _caption(page: pikepdf.Page, text: str, x: float, y: float) -> None:
    """A line under a layout, in the Helvetica that every reader has."""
    name = page.add_resource(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding,
        ),
        pikepdf.Name.Font,
    )
    shown = text if len(text) < 78 else text[:76] + "…"
    data = shown.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    page.contents_add(
        b"q BT %s 7 Tf %.2f %.2f Td 0.25 g (%s) Tj ET Q" % (str(name).encode(), x, y, data), prepend=False
    )

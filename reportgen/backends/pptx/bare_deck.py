"""A deck without slides: the brand's theme, the master, layouts with all that stands on them; and such decks kept, from
which the next ones with the same layouts begin.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any
from xml.sax.saxutils import quoteattr

from pptx import Presentation
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.parts.slide import SlideLayoutPart
from pptx.util import Emu

from reportgen.backends.pptx.defaults_for_added_objects import table_styles
from reportgen.backends.pptx.guides_and_views import guides_xml, presentation_properties, view_properties
from reportgen.backends.pptx.layouts import Base, Holders, master_placeholders, office_type, seen, text_styles
from reportgen.backends.pptx.names_for_people import layout_name
from reportgen.backends.pptx.package import KnownPart
from reportgen.backends.pptx.parts_in_memory import parts_of, plain_package
from reportgen.backends.pptx.shapes import Media, Sheetwright
from reportgen.backends.pptx.theme import colour_map, theme_xml
from reportgen.backends.pptx.xml import NS, SheetTheme, clean, emu, solid, tree
from reportgen.frames import Master, Picture, Publication
from reportgen.structs import Struct, field

FIRST_LAYOUT_ID = 2147483660
"""Master and layout ids share one number space from 2147483648 (ECMA-376 Part 1, 19.7.18)."""

_DROPPED = ("printerSettings", "thumbnail")

MOST_KEPT = 64
"""Decks without slides that are kept: for the languages and brands of a batch, with a few arrangements each."""

_MADE_FROM = attrgetter("kind", "language", "size")
_BRANDED = attrgetter("theme", "base", "guides")


class BareDeck(Struct):
    """A deck without slides, as a file, and what a writer knows of it."""

    brand: tuple[object, ...]
    """What of a publication its slides inherit: that of the first one. The whole would keep all its texts alive."""
    file: bytes
    pictures: Mapping[str, Picture]
    """The pictures that stand on its layouts, by their keys."""
    parts: Mapping[str, tuple[str, str]]
    """The names of the parts that each picture is in, as pixels and as a drawing; the latter may be empty."""
    holders: Mapping[str, Holders]
    """The placeholders of its layouts, by the names of their masters."""
    digests: dict[str, str] = field(default_factory=dict)
    """Of its layouts, by their parts."""
    members: dict[str, KnownPart] = field(default_factory=dict)
    """Its parts by name as they stand in files; all of them were found sound."""

    def suits(self, publication: Publication) -> bool:
        """Whether the slides of a publication can be added to it, where the layouts are the same."""
        known = publication.pictures
        return bool(self.brand == _BRANDED(publication)) and all(
            known.get(key) == picture for key, picture in self.pictures.items()
        )

    def opened(self, media: Media, package: Any) -> None:
        """Let a writer know the pictures that are in the package already."""
        by_name = {str(part.partname): part for part in package.iter_parts()}
        media.adopt(
            {key: (by_name[pixels], by_name.get(drawing)) for key, (pixels, drawing) in self.parts.items()},
            self.digests,
        )


class BareDecks:
    """Decks without slides by their layouts: one is kept when it is wanted for the second time."""

    def __init__(self) -> None:
        self._kept: dict[tuple[object, ...], BareDeck | None] = {}

    def of(self, publication: Publication, layouts: Sequence[Master]) -> BareDeck | None:
        """The deck that was kept for a publication with these layouts."""
        kept = self._kept.get(_key(publication, layouts))
        return kept if kept is not None and kept.suits(publication) else None

    def keep(
        self, publication: Publication, holders: Mapping[str, Holders], deck: Any, media: Media
    ) -> BareDeck | None:
        """Keep a deck that has no slides yet, if one with its layouts has been made before; `holders` are the
        placeholders of these by the names of their masters.
        """
        key = _key(publication, [one.master for one in holders.values()])
        if key not in self._kept:
            while len(self._kept) >= MOST_KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[key] = None
            return None
        pictures = {name: publication.pictures[name] for name in media.parts}
        kept = self._kept[key] = BareDeck(
            _BRANDED(publication), plain_package(parts_of(deck)), pictures, media.parts, holders
        )
        return kept


def _key(publication: Publication, layouts: Sequence[Master]) -> tuple[object, ...]:
    return (*_MADE_FROM(publication), tuple(layouts))


def skeleton(publication: Publication, layouts: Sequence[Master]) -> Any:
    """An empty deck with the brand's theme and master, and a layout (still bare) for each of the masters."""
    deck = Presentation()
    came_with = list(deck.part.package.iter_parts())
    deck.slide_width, deck.slide_height = Emu(emu(publication.size.width)), Emu(emu(publication.size.height))
    deck.element.find("{*}sldSz").attrib.pop("type", None)  # else it stays "screen4x3", which stops Keynote
    for layout in list(deck.slide_layouts):
        deck.slide_layouts.remove(layout)
    for source in (deck.part.package, deck.part):
        rels: Any = source._rels
        for key in [key for key, rel in rels.items() if rel.reltype.endswith(_DROPPED)]:
            rels.pop(key)
    master = deck.slide_master.part
    master.part_related_by(RT.THEME)._blob = theme_xml(publication.theme)
    deck.part.part_related_by(RT.PRES_PROPS)._blob = presentation_properties()
    deck.part.part_related_by(RT.VIEW_PROPS)._blob = view_properties()
    deck.part.part_related_by(RT.TABLE_STYLES)._blob = table_styles(publication.theme)
    ids: list[tuple[int, str]] = []
    for number, frame in enumerate(layouts, 1):
        name = PackURI(f"/ppt/slideLayouts/slideLayout{number}.xml")
        element = parse_xml(f"<p:sldLayout {NS}><p:cSld name={quoteattr(frame.name)}>{tree('')}</p:cSld></p:sldLayout>")
        part = SlideLayoutPart(name, CT.PML_SLIDE_LAYOUT, master.package, element)
        part.relate_to(master, RT.SLIDE_MASTER)
        ids.append((FIRST_LAYOUT_ID + number, master.relate_to(part, RT.SLIDE_LAYOUT)))
    listed = "".join(f'<p:sldLayoutId id="{number}" r:id="{rel}"/>' for number, rel in ids)
    master._element = parse_xml(
        f"<p:sldMaster {NS}><p:cSld>{tree('')}</p:cSld>{colour_map(publication.theme)}"
        f"<p:sldLayoutIdLst>{listed}</p:sldLayoutIdLst></p:sldMaster>"
    )
    made = plain_package(parts_of(deck))  # python-pptx keeps proxies of the old master: it is read afresh
    let_go(deck, came_with)
    return Presentation(io.BytesIO(made))


def let_go(deck: Any, dropped: Iterable[Any] = ()) -> None:
    """Free the parts of a presentation now, and those that were `dropped` from it.

    Package and parts hold each other, so that they would wait for Python's collector, which is slow to come: each has
    an lxml tree, of which the collector sees one small object, and in threads decks of some megabytes pile up.
    """
    package = deck.part.package
    for part in [*package.iter_parts(), *dropped]:
        vars(part).clear()
    vars(package).clear()


def _background(master: Master, theme: SheetTheme) -> str:
    return f"<p:bg><p:bgPr>{solid(master.background, theme)}<a:effectLst/></p:bgPr></p:bg>"


def _furnish_master(publication: Publication, base: Base, part: Any, media: Media) -> None:
    """Write the slide master: what all layouts have, the placeholders, the text styles."""
    theme = seen(publication, base.master)
    wright = Sheetwright(publication, part, media, theme)
    shapes = "".join(wright.furniture(item) for item in base.master.items)
    shapes += master_placeholders(base, wright.next(), publication.language)
    listed = part._element.find("{*}sldLayoutIdLst")
    part._element = parse_xml(
        f"<p:sldMaster {NS}><p:cSld>{_background(base.master, theme)}{tree(shapes)}</p:cSld>"
        f'{colour_map(publication.theme)}<p:hf hdr="0"/>{text_styles(base)}'
        f"{guides_xml(publication.guides)}</p:sldMaster>"
    )
    part._element.find("{*}clrMap").addnext(listed)


def _furnish(publication: Publication, part: Any, holders: Holders, media: Media) -> None:
    """Write a layout: what differs from the master."""
    master, base, theme = holders.master, holders.base.master, holders.theme
    wright = Sheetwright(publication, part, media, theme)
    inherits = all(item in master.items for item in base.items)
    own = [item for item in master.items if not inherits or item not in base.items]
    shapes = "".join(wright.furniture(item) for item in own)
    if holders.title is None:
        shapes += wright.title("Title")
    shapes += "".join(holders.xml(wright.next(), holder, publication.language) for holder in master.placeholders)
    ground = _background(master, theme) if master.background != base.background else ""
    hidden = "" if inherits else ' showMasterSp="0"'
    hidden += office_type(master, base, publication.size)
    part._element = parse_xml(
        f'<p:sldLayout {NS}{hidden} preserve="1" userDrawn="1"><p:cSld name={quoteattr(clean(layout_name(master.name, publication.language)))}>'
        f"{ground}{tree(shapes)}</p:cSld>{holders.mapping}</p:sldLayout>"
    )


def furnish(
    publication: Publication, base: Base, holders: Mapping[str, Holders], layouts: Mapping[str, Any], media: Media
) -> None:
    """Write all that stands on the master and on the `layouts`, the parts of which have the names of their masters."""
    first = next(iter(layouts.values()))
    _furnish_master(publication, base, first.part_related_by(RT.SLIDE_MASTER), media)
    for name, part in layouts.items():
        _furnish(publication, part, holders[name], media)

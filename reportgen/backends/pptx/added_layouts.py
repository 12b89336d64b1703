"""Layouts that a deck adds to the company's masters, for what its template has no layout for.

Cards, people, steps and the like stand on the company's layout with nothing but a title, in boxes of their own. As a
layout of its own name their places are placeholders: people find them under New Slide, and Reset puts all back.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.parts.slide import SlideLayoutPart

from reportgen.backends.pptx.arrangements import Arranged, arranged
from reportgen.backends.pptx.company_holders import CompanyHolders
from reportgen.backends.pptx.layouts import Base, Holders, free_layout_id, numbers_of
from reportgen.backends.pptx.looks import LOOSE, Levels
from reportgen.backends.pptx.names_for_people import layout_name
from reportgen.backends.pptx.open_deck import free_name
from reportgen.backends.pptx.shapes import Media, Sheetwright
from reportgen.backends.pptx.xml import NS, SheetTheme, clean
from reportgen.frames import Master, Placeholder, Publication
from reportgen.structs import replace

CONTENT = ("subtitle", "body", "picture", "chart", "table")
"""The kinds of places that slides show something in, besides their title and what stands at their foot."""

_CREATION = "{BB962C8B-B14F-4D97-AF65-F5344CB8AC3E}"
"""The extension by which PowerPoint tells layouts apart ([MS-PPTX] 2.2.2.2): a copy has none."""


class AddedHolders(CompanyHolders):
    """The placeholders of an added layout: those of the company's layout that it is made of, and its own."""

    def __init__(self, master: Master, publication: Publication, theme: SheetTheme, layout: Any) -> None:
        super().__init__(master, publication, theme, layout)
        self.base = Base(replace(master, placeholders=()), {})  # the company's master is not relied on for looks
        self.own = tuple(holder for holder in master.placeholders if _is_own(holder))
        self.by_name |= {holder.name: holder for holder in self.own}
        taken = {int(one.get("idx") or 0) for one in layout._element.iter("{*}ph")}
        self.index = numbers_of(self.own, taken)
        self.levels = {holder.name: Levels.of(holder.styles, theme) for holder in self.own}

    def attribute(self, holder: Placeholder) -> str:
        """The attributes of `p:ph`."""
        return super().attribute(holder) if holder.office is not None else Holders.attribute(self, holder)

    def above(self, holder: Placeholder) -> Levels:
        """Nothing of the master's is relied on: all that a text looks like stands on the layout."""
        return LOOSE


def _is_own(holder: Placeholder) -> bool:
    """Whether a place is none of the company's layout."""
    return holder.office is None and holder.kind in CONTENT


def _is_composed(master: Master) -> bool:
    """Whether all that slides of a master show, besides their title, stands in no place of the company's layout."""
    content = [holder for holder in master.placeholders if holder.kind in CONTENT]
    return bool(content) and all(map(_is_own, content))


def with_added(publication: Publication) -> tuple[Arranged, frozenset[str]]:
    """The layouts of a publication on a company's template, one for each arrangement of places that this has none for;
    and the names of those that are to be added.
    """
    composed = tuple(master for master in publication.masters if _is_composed(master))
    made = arranged(replace(publication, masters=composed))
    others = tuple(master for master in publication.masters if master not in composed)
    return Arranged((*others, *made.layouts), made.of_sheets), frozenset(master.name for master in made.layouts)


class AddedLayouts:
    """The layouts that come to a company's presentation."""

    def __init__(self, publication: Publication, deck: Any, media: Media) -> None:
        self.publication = publication
        self.deck = deck
        self.media = media
        self._names = {one.name for master in deck.slide_masters for one in master.slide_layouts}

    def add(self, holders: AddedHolders, like: Any) -> Any:
        """The part of a new layout beside the company's one that it is `like`: the same, with places for its content."""
        master = like.part_related_by(RT.SLIDE_MASTER)
        element = deepcopy(like._element)
        element.attrib.pop("matchingName", None)
        for name, value in (("type", "cust"), ("preserve", "1"), ("userDrawn", "1")):
            element.set(name, value)
        common = element.find("{*}cSld")
        common.set("name", self._name_of(holders.master))
        for extension in [one for one in element.iter("{*}ext") if one.get("uri") == _CREATION]:
            extension.getparent().remove(extension)
        for emptied in [one for one in element.iter("{*}extLst") if not len(one)]:
            emptied.getparent().remove(emptied)
        part = SlideLayoutPart(self._free_part(), CT.PML_SLIDE_LAYOUT, master.package, element)
        for key, relationship in like.rels.items():
            part.rels._rels[key] = relationship
        wright = Sheetwright(self.publication, part, self.media, holders.theme)
        wright.number = max((int(one.get("id") or 0) for one in element.iter("{*}cNvPr")), default=1)
        shapes = [wright.furniture(item) for item in holders.master.items]
        shapes += [holders.xml(wright.next(), holder, self.publication.language) for holder in holders.own]
        tree = common.find("{*}spTree")
        tree.extend(parse_xml(f"<p:spTree {NS}>{''.join(shapes)}</p:spTree>"))
        self._list(master, master.relate_to(part, RT.SLIDE_LAYOUT))
        return part

    def _name_of(self, master: Master) -> str:
        """A name for people that no layout has."""
        wanted = clean(layout_name(master.name, self.publication.language))
        name, number = wanted, 1
        while name in self._names:
            number += 1
            name = f"{wanted} {number}"
        self._names.add(name)
        return name

    def _free_part(self) -> PackURI:
        """A name that no part has."""
        taken = [str(part.partname) for part in self.deck.part.package.iter_parts()]
        return PackURI(free_name("/ppt/slideLayouts/slideLayout1.xml", taken))

    def _list(self, master: Any, relationship: str) -> None:
        """Have a master list a layout."""
        listed = master._element.find("{*}sldLayoutIdLst")
        number = free_layout_id([self.deck.part._element, *(one.part._element for one in self.deck.slide_masters)])
        listed.append(parse_xml(f'<p:sldLayoutId {NS} id="{number}" r:id="{relationship}"/>'))


def added_to(
    publication: Publication, deck: Any, media: Media, holders: Mapping[str, Holders], likes: Mapping[str, Any]
) -> dict[str, Any]:
    """The parts of all layouts that come to a presentation, by the names of their masters; `likes` are the company's
    layouts that they are made of.
    """
    added = AddedLayouts(publication, deck, media)
    return {name: added.add(one, likes[name]) for name, one in holders.items() if isinstance(one, AddedHolders)}

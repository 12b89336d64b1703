"""On which layout of the deck a slide stands whose layout is another one in the new build of the source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

from reportgen.backends.pptx.layouts import free_layout_id
from reportgen.backends.pptx.open_deck import A, P, R
from reportgen.backends.pptx.relationships import part_of
from reportgen.backends.pptx.updating.slide_parts import SlidePart

if TYPE_CHECKING:
    from reportgen.backends.pptx.updating.deck import Updating

_LAYOUT, _LIST = f"{{{P}}}sldLayoutId", f"{{{P}}}sldLayoutIdLst"


class Layouts:
    """The layouts of the deck, and those that come into it."""

    def __init__(self, updating: Updating) -> None:
        self.updating = updating
        self.deck = updating.deck
        self.source = updating.source

    def follow(self, deck: SlidePart, source: SlidePart) -> bool:
        """Have a slide on the layout that it has in the source, unless a person gave it another; whether it stands on
        that now.
        """
        was, name = deck.layout_told
        if _name(self.deck.parts[deck.layout]) != name:
            return was == source.layout_told[0] and self._has_places(deck, source)
        if was == source.layout_told[0]:
            return True
        found = self.found(source)
        if found != deck.layout:
            self.updating.lead(deck, "slideLayout", found)
        return True

    def _has_places(self, deck: SlidePart, source: SlidePart) -> bool:
        return _places(self.deck.parts[deck.layout]) == _places(self.source.parts[source.layout])

    def found(self, source: SlidePart) -> str:
        """The deck's layout that is that of a slide of the source: the same in name and places, or else it comes."""
        data = self.source.parts[source.layout]
        if source.layout in self.updating.imported:
            return self.updating.imported[source.layout]
        for master in self._masters():
            for one in self.deck.related(master).all:
                if one.kind == "slideLayout" and self._is_like(self.deck.parts[one.target], data):
                    return one.target
        return self._bring(source.layout)

    def _is_like(self, own: bytes, data: bytes) -> bool:
        return own == data or (_name(own) == _name(data) and _places(own) == _places(data))

    def _masters(self) -> list[str]:
        by_key = self.deck.by_key()
        return [by_key[one.get(f"{{{R}}}id")].target for one in self.deck.listed("sldMasterIdLst")]

    def master_of(self, layout: str) -> str:
        """The deck's master for a layout of the source: the one in the same place among the masters."""
        own = next(one.target for one in self.source.related(layout).all if one.kind == "slideMaster")
        by_key = self.source.by_key()
        theirs = [by_key[one.get(f"{{{R}}}id")].target for one in self.source.listed("sldMasterIdLst")]
        masters = self._masters()
        return masters[min(theirs.index(own), len(masters) - 1)]

    def _bring(self, layout: str) -> str:
        """Put a layout of the source on the deck's master."""
        master = self.master_of(layout)
        made = self.updating.bring(layout)
        key = self.updating.relate_part(master, "slideLayout", made)
        root = etree.fromstring(self.deck.parts[master])
        roots = [self.deck.root, *(etree.fromstring(self.deck.parts[one]) for one in self._masters())]
        entry = etree.SubElement(root.find(_LIST), _LAYOUT, id=str(free_layout_id(roots)))
        entry.set(f"{{{R}}}id", key)
        self.deck.parts[master] = part_of(root)
        return made


def _name(data: bytes) -> str:
    return str(etree.fromstring(data).find(f"{{{P}}}cSld").get("name") or "")


def _places(data: bytes) -> list[tuple[str, str, tuple[int, ...]]]:
    """The placeholders of a layout: type, number and box, this in points."""
    return sorted(map(_place, etree.fromstring(data).iter(f"{{{P}}}ph")))


def _place(holder: Any) -> tuple[str, str, tuple[int, ...]]:
    shape = holder.getparent().getparent().getparent()
    found = [shape.find(f".//{{{A}}}xfrm/{{{A}}}{name}") for name in ("off", "ext")]
    box = tuple(round(int(value) / 12_700) for one in found if one is not None for value in one.attrib.values())
    return holder.get("type") or "obj", holder.get("idx") or "0", box

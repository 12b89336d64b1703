"""The order of a deck's slides, and the sections that they stand in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from lxml import etree

from reportgen.backends.pptx.open_deck import P14, OpenDeck, P, R

if TYPE_CHECKING:
    from reportgen.backends.pptx.updating.deck import Updating

_SECTION, _LISTED, _ENTRY = f"{{{P14}}}section", f"{{{P14}}}sldIdLst", f"{{{P14}}}sldId"


class Order:
    """The slides of the deck, in order, and where those of the source belong among them."""

    def __init__(self, deck: OpenDeck, source: OpenDeck) -> None:
        self.deck = deck
        self.source = source
        self.entries = _entries(deck)
        self.names = list(self.entries)
        self.source_entries = _entries(source)
        self.source_names = list(self.source_entries)
        self.final = list(self.names)
        """The names of the slides' parts as they come in the end."""

    def arrange(self, updating: Updating, pairs: Mapping[str, str], gone: Collection[str]) -> None:
        """Put the new slides where they belong, take out those that go, and follow the source where it was reordered and
        the deck was not.
        """
        slides = updating.slides
        names = {pairs.get(key, key): slide.name for key, slide in slides.items()}
        order = [names[key] for key in updating.fresh if key in names]
        self._follow([names[pairs[key]] for key in updating.written.keys if pairs.get(key) in names], order)
        self._insert(order)
        out = {slides[key].name for key in gone}
        self.final = [name for name in self.final if name not in out]
        self._list(updating)
        self._sections(updating, {name: key for key, name in names.items()})

    def _follow(self, was: list[str], order: list[str]) -> None:
        """Take the source's order of slides that stand as they were written."""
        new = [name for name in order if name in was]
        own = [name for name in self.final if name in was]
        if own == was and own != new:
            turn = iter(new)
            self.final = [next(turn) if name in was else name for name in self.final]

    def _insert(self, order: list[str]) -> None:
        """Put those that are new in an order where they belong."""
        for at, name in enumerate(order):
            if name not in self.final:
                self.final.insert(self._place(order, at), name)

    def _place(self, order: list[str], at: int) -> int:
        """Where a new slide stands: after the one that it follows in the source, else before the one that follows it."""
        for before in reversed(order[:at]):
            if before in self.final:
                return self.final.index(before) + 1
        after = [self.final.index(name) for name in order[at + 1 :] if name in self.final]
        return min(after, default=len(self.final))

    def _list(self, updating: Updating) -> None:
        """Write the presentation's list of slides, if it is another one (`p:sldIdLst`, ECMA-376 Part 1, 19.2.1.34)."""
        if self.final == self.names:
            return
        listed = self.deck.root.find(f"{{{P}}}sldIdLst")
        used = {int(entry.get("id")) for entry in self.entries.values()}
        theirs = {updating.imported.get(name): entry for name, entry in self.source_entries.items()}
        for name in [name for name in self.final if name not in self.entries]:
            number = _free(int(theirs[name].get("id")), used)
            entry = etree.Element(f"{{{P}}}sldId", id=str(number))
            entry.set(f"{{{R}}}id", updating.relate_part(self.deck.main, "slide", name))
            self.entries[name] = entry
        for name in set(self.names) - set(self.final):
            updating.unrelate_part(self.deck.main, self.entries[name].get(f"{{{R}}}id"))
        for child in list(listed):
            listed.remove(child)
        listed.extend([self.entries[name] for name in self.final])

    def _sections(self, updating: Updating, keys: Mapping[str, str]) -> None:
        """Have each slide in a section: its own, or where it is new that of the source ([MS-PPTX] 2.6.5)."""
        there = next(self.deck.root.iter(f"{{{P14}}}sectionLst"), None)
        if there is None:
            return
        ids = {entry.get("id"): name for name, entry in self.entries.items()}
        home = {
            ids[one.get("id")]: section for section in there for one in section.iter(_ENTRY) if one.get("id") in ids
        }
        self._rename(updating, home, keys)
        if self.final != self.names:
            self._divide(there, home, self._source_sections(updating))

    def _divide(self, there: Any, home: Mapping[str, Any], theirs: Mapping[str, Any]) -> None:
        """Write the list of sections anew: each where its first slide stands, with the slides up to the next one's."""
        made: list[tuple[Any, list[str]]] = []
        for name in self.final:
            begun = [section for section, _ in made]
            section = home[name] if name in home else _known(theirs.get(name), [*there, *begun])
            if section is None and not made:
                section = next(iter(there))
            if section is None or any(section is one for one in begun):
                made[-1][1].append(name)
            else:
                made.append((section, [name]))
        begun = [section for section, _ in made]
        kept = [one for one in there if not any(one is section for section in begun) and not len(one.find(_LISTED))]
        for child in list(there):
            there.remove(child)
        for section, names in made:
            self._fill(section, names)
        there.extend([*begun, *kept])

    def _fill(self, section: Any, names: list[str]) -> None:
        """Have these slides in a section."""
        listed = section.find(_LISTED)
        for child in list(listed):
            listed.remove(child)
        listed.extend([etree.Element(_ENTRY, id=self.entries[name].get("id")) for name in names])

    def _rename(self, updating: Updating, home: Mapping[str, Any], keys: Mapping[str, str]) -> None:
        """Give a section the name that the source has for it now, where it has still the one that it was written with."""
        for name, section in home.items():
            slide = next((one for one in updating.slides.values() if one.name == name), None)
            fresh = updating.fresh.get(keys.get(name, ""))
            if slide is not None and fresh is not None and section.get("name") == slide.section != fresh.section:
                section.set("name", fresh.section)

    def _source_sections(self, updating: Updating) -> dict[str, Any]:
        """The sections of the source by the names that their slides have in the deck."""
        ids = {entry.get("id"): name for name, entry in self.source_entries.items()}
        return {
            updating.imported[ids[one.get("id")]]: section
            for section in self.source.root.iter(_SECTION)
            for one in section.iter(_ENTRY)
            if ids.get(one.get("id")) in updating.imported
        }


def _free(number: int, used: set[int]) -> int:
    """The number itself, or the next one that no slide has (`ST_SlideId`, 19.7.13); it is used then."""
    while number in used:
        number = number + 1 if number + 1 < 2**31 else 256
    used.add(number)
    return number


def _known(section: Any, there: list[Any]) -> Any:
    """The section that is there with the id of one of the source, or that one itself."""
    if section is None:
        return None
    return next((one for one in there if one.get("id") == section.get("id")), section)


def _entries(deck: OpenDeck) -> dict[str, Any]:
    """The entries of a presentation's list of slides, by the names of their parts, in order."""
    by_key = deck.by_key()
    return {by_key[one.get(f"{{{R}}}id")].target: one for one in deck.listed("sldIdLst")}

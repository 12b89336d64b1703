"""A deck's slides after those of another file, which keeps its parts byte for byte but for the lists of what it has.

The slides bring their own masters, layouts, themes, pictures and charts. What a presentation has once (notes master,
table styles, fonts, sections; ECMA-376 Part 1, 19.2.1.26) is that of the file, with what the slides need added.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lxml import etree

from reportgen.backends.pptx.lint import faults_of, lint
from reportgen.backends.pptx.open_deck import P14, RELS, OpenDeck, P, R, free_name
from reportgen.backends.pptx.package import FIRST, Package
from reportgen.backends.pptx.relationships import (
    part_of,
    relationships_of,
)
from reportgen.errors import BackendError

_ORDER = (
    "sldMasterIdLst",
    "notesMasterIdLst",
    "handoutMasterIdLst",
    "sldIdLst",
    "sldSz",
    "notesSz",
    "smartTags",
    "embeddedFontLst",
)
"""The beginning of a presentation's children, in the order of the schema (CT_Presentation)."""

_LEAST_MASTER, _LEAST_SLIDE, _PAST_SLIDES = 2**31, 256, 2**31
_APP = "docProps/app.xml"
_STALE = ("HeadingPairs", "TitlesOfParts")
"""What a file says of the names of its slides; office programs write it anew when they save."""


def appended(file: bytes, added: bytes) -> bytes:
    """A presentation with the slides of a deck after its own.

    Args:
        file: a .pptx file, or one with macros, of any program.
        added: a deck that reportgen wrote.

    Raises:
        BackendError: the file is no presentation; its slides have another size than the deck's.
    """
    made = _Appending(OpenDeck(file), OpenDeck(added)).written()
    lint(made, known=faults_of(file))
    return made


class _Appending:
    """The parts of the file, and those of the deck on their way into it."""

    def __init__(self, file: OpenDeck, deck: OpenDeck) -> None:
        if file.size != deck.size:
            raise BackendError(
                f"the file's slides measure {_inches(file.size)}, the deck's {_inches(deck.size)}",
                hint="build the deck with a brand whose slides have the size of the file's",
            )
        self.file = file
        self.deck = deck
        self.parts = dict(file.parts)
        self.names: dict[str, str] = {}
        """The names that parts of the deck have in the file."""
        self.rels: Any = etree.fromstring(file.parts[file.related(file.main).name])
        self.slides: dict[str, str] = {}
        """The ids of the deck's slides in the file, by those that they had."""

    def written(self) -> bytes:
        """The file with the slides."""
        kept = self._once()
        for name in self._reached(kept):
            self.names[name] = free_name(name, (*self.parts, *self.names.values()))
        for name, new in list(self.names.items()):
            self._copy(name, new, kept)
        self._masters()
        self._slides()
        self._fonts()
        self._sections()
        self._counts()
        for name, root in (
            (self.file.main, self.file.root),
            (self.file.related(self.file.main).name, self.rels),
            (FIRST, self.file.types),
        ):
            self.parts[name] = part_of(root)
        package = Package()
        for name, data in self.parts.items():
            package.put(name, data)
        return package.file()

    # --- parts

    def _once(self) -> dict[str, str]:
        """Parts of the deck that the file has itself, and that take their places."""
        found: dict[str, str] = {}
        for kind in ("notesMaster", "tableStyles"):
            own, theirs = self.deck.one(kind), self.file.one(kind)
            if own is not None and theirs is not None:
                found[own] = theirs
        return found

    def _reached(self, kept: Mapping[str, str]) -> Iterator[str]:
        """The deck's parts that its slides, masters and fonts lead to, in the order in which they are met."""
        kinds = ("slideMaster", "slide", "font", "notesMaster", "tableStyles")
        waiting = [one.target for one in self.deck.related(self.deck.main).all if one.kind in kinds]
        seen = {self.deck.main, *kept}
        while waiting:
            name = waiting.pop(0)
            if name in seen or name not in self.deck.parts:
                continue
            seen.add(name)
            yield name
            waiting += [one.target for one in self.deck.related(name).all if one.target]

    def _copy(self, name: str, new: str, kept: Mapping[str, str]) -> None:
        """Put a part of the deck into the file, with its relationships and its content type."""
        self.parts[new] = self.deck.parts[name]
        self.file.declare(new, self.deck.type_of(name))
        rels = self.deck.related(name)
        if not rels.all:
            return
        root = etree.fromstring(self.deck.parts[rels.name])
        to = {one.key: one.target for one in rels.all}
        for entry in root:
            target = to.get(entry.get("Id") or "")
            if target:
                there = kept.get(target) or self.names[target]
                entry.set("Target", posixpath.relpath(there, posixpath.dirname(new)))
        self.parts[relationships_of(new)] = part_of(root)

    def _relate(self, kind: str, name: str) -> str:
        """The key of a new relationship of the presentation with a part of the deck."""
        taken = {entry.get("Id") for entry in self.rels}
        key = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
        target = posixpath.relpath(self.names[name], posixpath.dirname(self.file.main))
        etree.SubElement(self.rels, f"{{{RELS}}}Relationship", Id=key, Type=f"{R}/{kind}", Target=target)
        return key

    # --- what the presentation lists

    def _list(self, name: str) -> Any:
        """One of the presentation's lists; an empty one at its place where there is none."""
        found = self.file.root.find(f"{{{P}}}{name}")
        if found is None:
            found = etree.Element(f"{{{P}}}{name}")
            before = {f"{{{P}}}{one}" for one in _ORDER[: _ORDER.index(name)]}
            at = sum(child.tag in before for child in self.file.root)
            self.file.root.insert(at, found)
        return found

    def _masters(self) -> None:
        """List the deck's masters, and give them and their layouts numbers that none of the file has (19.2.1.35)."""
        used = {int(one.get("id", 0)) for one in self.file.listed("sldMasterIdLst")}
        layouts = f"{{{P}}}sldLayoutId"
        for name in {one.target for one in self.file.by_key().values() if one.kind == "slideMaster"}:
            used |= {int(one.get("id", 0)) for one in etree.fromstring(self.file.parts[name]).iter(layouts)}
        number = max([_LEAST_MASTER, *used])
        by_key = self.deck.by_key()
        for entry in self.deck.listed("sldMasterIdLst"):
            name = by_key[entry.get(f"{{{R}}}id")].target
            number += 1
            made = etree.SubElement(self._list("sldMasterIdLst"), f"{{{P}}}sldMasterId", id=str(number))
            made.set(f"{{{R}}}id", self._relate("slideMaster", name))
            master = etree.fromstring(self.deck.parts[name])
            for layout in master.iter(layouts):
                number += 1
                layout.set("id", str(number))
            self.parts[self.names[name]] = part_of(master)
        own = self.deck.one("notesMaster")
        if own in self.names:
            made = etree.SubElement(self._list("notesMasterIdLst"), f"{{{P}}}notesMasterId")
            made.set(f"{{{R}}}id", self._relate("notesMaster", own))
        self._table_styles()

    def _slides(self) -> None:
        """List the deck's slides after those of the file."""
        used = {int(one.get("id", 0)) for one in self.file.listed("sldIdLst")}
        by_key = self.deck.by_key()
        for entry in self.deck.listed("sldIdLst"):
            number = int(entry.get("id"))
            while number in used:
                number = number + 1 if number + 1 < _PAST_SLIDES else _LEAST_SLIDE
            used.add(number)
            self.slides[entry.get("id")] = str(number)
            made = etree.SubElement(self._list("sldIdLst"), f"{{{P}}}sldId", id=str(number))
            made.set(f"{{{R}}}id", self._relate("slide", by_key[entry.get(f"{{{R}}}id")].target))

    def _table_styles(self) -> None:
        """Have the styles of the deck's tables in the file (CT_TableStyleList)."""
        own, theirs = self.deck.one("tableStyles"), self.file.one("tableStyles")
        if own is not None and theirs is None:
            self._relate("tableStyles", own)
        if own is None or theirs is None:
            return
        root = etree.fromstring(self.file.parts[theirs])
        known = {one.get("styleId") for one in root}
        styles = [one for one in etree.fromstring(self.deck.parts[own]) if one.get("styleId") not in known]
        if styles:
            root.extend(styles)
            self.parts[theirs] = part_of(root)

    def _fonts(self) -> None:
        """Embed the fonts that the deck embeds and the file does not (19.2.1.9)."""
        face = f"{{{P}}}font"
        known = {one.find(face).get("typeface") for one in self.file.listed("embeddedFontLst")}
        by_key = self.deck.by_key()
        for entry in self.deck.listed("embeddedFontLst"):
            if entry.find(face).get("typeface") in known:
                continue
            for style in entry:
                key = style.get(f"{{{R}}}id")
                if key is not None:
                    style.set(f"{{{R}}}id", self._relate("font", by_key[key].target))
            self._list("embeddedFontLst").append(entry)

    def _sections(self) -> None:
        """Where the file has its slides in sections, those of the deck come after them: a slide in none is lost."""
        name = f"{{{P14}}}sectionLst"
        theirs = next(self.file.root.iter(name), None)
        if theirs is None:
            return
        own = next(self.deck.root.iter(name), None)
        if own is None:
            listed = next(iter(theirs[-1:]), None)
            slides = listed.find(f"{{{P14}}}sldIdLst") if listed is not None else None
            if slides is not None:
                slides.extend([etree.Element(f"{{{P14}}}sldId", id=one) for one in self.slides.values()])
            return
        taken = {one.get("id") for one in theirs}
        for section in list(own):
            if section.get("id") in taken:
                section.set("id", _other(section.get("id")))
            for slide in section.iter(f"{{{P14}}}sldId"):
                slide.set("id", self.slides[slide.get("id")])
            theirs.append(section)

    def _counts(self) -> None:
        """What the file says of itself is true of it with the slides."""
        if _APP not in self.parts or _APP not in self.deck.parts:
            return
        root, own = etree.fromstring(self.parts[_APP]), etree.fromstring(self.deck.parts[_APP])
        added = {etree.QName(one).localname: one.text for one in own}
        for one in list(root):
            name = etree.QName(one).localname
            if name in _STALE:
                root.remove(one)
            elif name in ("Slides", "Notes", "HiddenSlides", "Words", "Paragraphs", "MMClips"):
                one.text = str(int(one.text or 0) + int(added.get(name) or 0))
        self.parts[_APP] = part_of(root)


def _other(key: str) -> str:
    """Another key of the same shape for a section whose key the file has: its last digit counted on."""
    digit = int(key[-2], 16)
    return f"{key[:-2]}{(digit + 1) % 16:X}{key[-1]}"


def _inches(size: Iterable[int]) -> str:
    return " × ".join(f"{round(one / 914_400, 2):g}" for one in size) + " in"

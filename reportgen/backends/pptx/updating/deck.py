"""A deck and a new build of its source → the deck with what is new: slides come, go and change; what people did stays."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from typing import Any
from xml.sax.saxutils import quoteattr

from lxml import etree

from reportgen.backends.pptx.as_written import ADDS_LAYOUTS, DECK_NAMESPACE
from reportgen.backends.pptx.lint import faults_of, lint
from reportgen.backends.pptx.open_deck import RELS, A, OpenDeck, P, R, free_name
from reportgen.backends.pptx.package import FIRST, Package
from reportgen.backends.pptx.properties import APP, CORE
from reportgen.backends.pptx.relationships import part_of, relationships_of
from reportgen.backends.pptx.stable_ids import item_keys, slide_keys
from reportgen.backends.pptx.updating.account import Account, Change, Conflict, Update
from reportgen.backends.pptx.updating.layouts import Layouts
from reportgen.backends.pptx.updating.order import Order
from reportgen.backends.pptx.updating.same_xml import relationship_attributes, same
from reportgen.backends.pptx.updating.slide_parts import LIST, OPEN_TAG, AsWritten, SlidePart, frames_with_charts
from reportgen.backends.pptx.updating.slides import Places, SlideMerge, Take, references, words_of
from reportgen.errors import BackendError
from reportgen.frames import Publication
from reportgen.structs import Struct, replace

_KINDS = ("image", "hyperlink", "slide", "chart")
"""Relationships of a slide that go when nothing in it uses them any more."""

_NOT_OURS = "the deck carries nothing to compare with"
_REMEDY = "give a deck that reportgen has built since 0.9, and that nobody has run the Document Inspector on"


def updated(file: bytes, made: bytes, publication: Publication, take: Take = "ask") -> Update:
    """A deck with what is new in its source.

    Args:
        file: the deck, as people have it now.
        made: a new build of its source, and its `publication`.
        take: whose words stand where both changed them: ``"deck"`` or ``"source"``; with ``"ask"`` the deck's do, and
            the conflict is told again each time.

    Raises:
        BackendError: the file is no presentation; it carries nothing to compare with; it is of another size.
    """
    if publication.kind != "deck":
        raise BackendError("only decks can be brought up to date", hint="build the newsletter anew")
    return Updating(OpenDeck(file), OpenDeck(made), publication, take).update(file)


def adds_layouts(file: bytes) -> bool:
    """Whether a deck was built with layouts that were added to those of its template.

    Raises:
        BackendError: the file is no presentation.
    """
    written = _written(OpenDeck(file))
    return written is not None and written.root.get(ADDS_LAYOUTS) == "1"


class _Written(Struct):
    """What the part of the whole deck says."""

    name: str
    root: Any

    @property
    def keys(self) -> list[str]:
        """The keys of its slides, in order."""
        return [one.get("key") or "" for one in self.root]


def _written(deck: OpenDeck) -> _Written | None:
    for one in deck.related(deck.main).all:
        if one.kind == "customXml" and one.target in deck.parts:
            root = etree.fromstring(deck.parts[one.target])
            if root.tag == f"{{{DECK_NAMESPACE}}}deck":
                return _Written(one.target, root)
    return None


class Updating:
    """The deck on its way to the new one."""

    def __init__(self, deck: OpenDeck, source: OpenDeck, publication: Publication, take: Take) -> None:
        self.deck = deck
        self.source = source
        self.publication = publication
        self.take = take
        self.account = Account()
        self.places = _places(publication)
        written, new = _written(deck), _written(source)
        if written is None or new is None:
            raise _nothing_to_compare(deck)
        if deck.size != source.size:
            raise BackendError(
                "the deck's slides have another size than those of the source", hint="name its brand: --brand"
            )
        self.written, self.new = written, new
        self.order = Order(deck, source)
        self.slides = _by_key(deck, self.order.names)
        self.fresh = _by_key(source, self.order.source_names)
        self.imported: dict[str, str] = {}
        """The names that parts of the source have in the deck."""
        self.layouts = Layouts(self)
        self.pairs: dict[str, str] = {}
        """The keys of the new slides by those of the slides as they were written."""

    # --- all

    def update(self, file: bytes) -> Update:
        """Do all of it; the file itself where nothing is new."""
        before = dict(self.deck.parts)
        reached = self._reached()
        pairs = self.pairs = self._paired_keys()
        gone = [key for key in self.slides if key not in pairs and self._goes(key)]
        self._merge_all()
        for key in [key for key in self.fresh if key not in pairs.values()]:
            self._come(key)
        self.order.arrange(self, pairs, gone)
        for key in gone:
            self._remove(self.slides[key])
        self._added()
        self._number()
        self._write_deck()
        if self.deck.parts == before:
            return self._told(file)
        self._drop(reached)
        data = self._file()
        lint(data, known=faults_of(file))
        return self._told(data)

    def _merge_all(self) -> None:
        """Bring the slides up to date that are in both; tell of those that a person took out."""
        for old, new in self.pairs.items():
            if old in self.slides:
                self._merge(self.slides[old], self.fresh[new])
            else:
                change = Change(0, self.fresh[new].title, "", "the slide was deleted; the source has it still")
                self.account.unmatched.append((new, change))

    def _paired_keys(self) -> dict[str, str]:
        """The keys of the new slides by those of the slides as they were written: the same, or what came of them."""
        was, new = self.written.keys, list(self.fresh)
        pairs = {key: key for key in was if key in self.fresh}
        for first, end, start, stop in _gaps(was, new):
            for key in was[first:end]:
                rivals = [one for one in was[first:end] if _kind(one) == _kind(key)]
                of_kind = [one for one in new[start:stop] if _kind(one) == _kind(key)]
                free = [one for one in of_kind if one not in pairs.values()]
                best = max(free, key=lambda one: self._likeness(key, one), default=None)
                if best is not None and (len(of_kind) == len(rivals) == 1 or self._likeness(key, best) > 0.3):
                    pairs[key] = best
        return {key: pairs[key] for key in was if key in pairs}

    def _likeness(self, key: str, other: str) -> float:
        """How much of the words two slides have in common."""
        if key not in self.slides:
            return 0.0
        base = self.slides[key].as_written()
        own, new = _words(base.root) if base else [], _words(self.fresh[other].root)
        return SequenceMatcher(None, own, new, autojunk=False).ratio()

    # --- slides

    def _merge(self, deck: SlidePart, source: SlidePart) -> None:
        """Bring one slide up to date."""
        base, new = deck.as_written(), source.as_written()
        if base is None or new is None:
            change = Change(0, deck.title, "", "its copy of what it was is gone: it stays as it is")
            self.account.unmatched.append((source.key, change))
            return
        merge = SlideMerge(deck, source, base, self.account, self.take)
        merge.places, merge.slides = self.places, self.written.keys
        follows = self.layouts.follow(deck, source)
        merge.merge(layout_follows=follows)
        self._notes(deck, source, base, merge)
        self._resolve(merge)
        self._keep(deck, source, (base.names, new.names), merge.open_now)

    def _notes(self, deck: SlidePart, source: SlidePart, base: AsWritten, merge: SlideMerge) -> None:
        """Bring the speaker notes of a slide up to date."""
        mine, theirs = deck.notes, source.notes
        if not theirs:
            return
        if not mine:
            if base.notes is None:
                self._relate(deck, "notesSlide", self.bring(theirs))
                self.account.changed.append((source.key, Change(0, source.title, "", "notes")))
            return
        trees = [base.notes, etree.fromstring(self.deck.parts[mine]), etree.fromstring(self.source.parts[theirs])]
        bodies = [_notes_body(one) for one in trees]
        if bodies[1] is None or bodies[2] is None:
            return
        merge.at = ("", "notes")
        if not same(bodies[0], bodies[2]):
            self.account.changed.append((source.key, Change(0, source.title, "", "notes")))
        if not same(bodies[0], bodies[1]):
            self.account.kept.append((source.key, Change(0, source.title, "", "notes")))
        merge.ways.wholly = bool(merge.open_before)
        done = merge.ways.merged(*bodies)
        if done is not bodies[1]:
            bodies[1].getparent().replace(bodies[1], done)
        self._put(mine, trees[1])

    def _resolve(self, merge: SlideMerge) -> None:
        """Write a merged slide: what its tokens mean becomes relationships again, and what nothing uses goes."""
        deck = merge.deck
        used: set[str] = set()
        before = {one.key for one in deck.links.values() if one.kind in _KINDS}
        known = {deck.token(key): key for key in reversed(deck.links)}
        known.update(merge.chart_links)
        for element, key in list(relationship_attributes(deck.root)):
            token = element.get(key)
            link = self._link(merge, token, known)
            if link is None:
                element.getparent().remove(element)
                continue
            element.set(key, link)
            used.add(link)
        _refer(deck.root, merge.shape_ids)
        for name, tree in merge.trees.items():
            self._put(name, tree)
        self.deck.parts.update(merge.blobs)
        self._put(deck.name, deck.root)
        for key in sorted(before - used):
            self._unrelate(deck, key)

    def _link(self, merge: SlideMerge, token: str, known: dict[str, str]) -> str | None:
        """The relationship of the deck's slide that leads to what a token says; None where there is nothing."""
        if token.startswith("own:"):
            return token.removeprefix("own:")
        if token in merge.replaced:
            name = merge.replaced.pop(token)
            known[token] = self._relate(merge.deck, "chart", self.bring(name))
        if token in known:
            return known[token]
        kind, _, what = token.partition(":")
        if kind == "link":
            known[token] = self._relate(merge.deck, "hyperlink", what, outside=True)
        elif kind == "slide":
            target = self.slides.get(what) or self._paired(what)
            if target is None:
                return None
            known[token] = self._relate(merge.deck, "slide", target.name)
        else:
            one = self._of_source(merge.source, kind, what, token)
            if one is None:
                return None
            known[token] = self._relate(merge.deck, one[0], self.bring(one[1]))
        return known[token]

    def _paired(self, key: str) -> SlidePart | None:
        """The slide of the deck that a new slide's key stands for."""
        old = next((one for one, new in self.pairs.items() if new == key), "")
        return self.slides.get(old)

    def _of_source(self, source: SlidePart, kind: str, what: str, token: str) -> tuple[str, str] | None:
        """Kind and part of what only the source's slide leads to."""
        if kind == "chart":
            key = source_chart(source, what)
            return ("chart", source.links[key].target) if key in source.links else None
        if kind == "theirs":
            one = source.links.get(what)
            return (one.kind, one.target) if one is not None and one.target else None
        return next(((one.kind, one.target) for key, one in source.links.items() if source.token(key) == token), None)

    def _keep(
        self, deck: SlidePart, source: SlidePart, names: tuple[list[str], list[str]], conflicts: Iterable[str]
    ) -> None:
        """Have the copies and the tags of the new build on a slide, so that the next comparison is with it; `names` are
        those of the copies of both.
        """
        pool = list(names[0])
        listed = deck.root.find(LIST)
        for name in names[1]:
            data = self.source.parts[name]
            if pool:
                self.deck.parts[pool.pop(0)] = data
                continue
            made = free_name(name, self.deck.parts)
            self.deck.parts[made] = data
            key = self._relate(deck, "customXml", made)
            entry = etree.Element(f"{{{P}}}custData")
            entry.set(f"{{{R}}}id", key)
            listed.insert(len(listed.findall(f"{{{P}}}custData")), entry)
        for name in pool:
            keys = [key for key, one in deck.links.items() if one.target == name]
            for entry in list(listed):
                if entry.get(f"{{{R}}}id") in keys:
                    listed.remove(entry)
            for key in keys:
                self._unrelate(deck, key)
        self._put(deck.name, deck.root)
        tags = self.source.parts[source.tags_name]
        if conflicts:
            tag = f"<p:tag name={quoteattr(OPEN_TAG)} val={quoteattr(' '.join(sorted(conflicts)))}/></p:tagLst>"
            tags = tags.replace(b"</p:tagLst>", tag.encode())
        self.deck.parts[deck.tags_name] = tags

    def _goes(self, key: str) -> bool:
        """Whether a slide whose section the source has no longer goes: not if a person put anything into it."""
        slide = self.slides[key]
        base = slide.as_written()
        if key not in self.written.keys or base is None:
            return False
        own = _content(slide.root) != _content(base.root) or any("omment" in one.kind for one in slide.links.values())
        notes = _notes_body(etree.fromstring(self.deck.parts[slide.notes])) if slide.notes else None
        if slide.notes and base.notes is not None:
            own = own or not same(_notes_body(base.notes), notes)
        if own:
            told = Conflict(0, slide.title, "", "the slide", "what a person changed on it", "no such section any more")
            self.account.conflicts.append((key, told))
            return self.take == "source"
        return True

    def _come(self, key: str) -> None:
        """Bring a slide that is new in the source."""
        source = self.fresh[key]
        name = self.bring(source.name)
        self.slides[key] = SlidePart(self.deck, name)
        self.account.changed.append((key, Change(0, source.title, "", "new slide")))

    def _remove(self, slide: SlidePart) -> None:
        """Take a slide out; links to it go from the others."""
        self.account.changed.append((slide.key, Change(0, slide.title, "", "removed: its section is no longer there")))
        for other in self.order.final:
            part = SlidePart(self.deck, other)
            keys = {key for key, one in part.links.items() if one.kind == "slide" and one.target == slide.name}
            for element, key in relationship_attributes(part.root):
                if element.get(key) in keys:
                    element.getparent().remove(element)
            for key in sorted(keys):
                self._unrelate(part, key)
            if keys:
                self._put(other, part.root)

    def _added(self) -> None:
        """Tell of slides that people added."""
        ours = {one.name for one in self.slides.values()}
        for name in self.order.final:
            if name not in ours:
                slide = SlidePart(self.deck, name)
                self.account.kept.append((f"={name}", Change(0, slide.title, "", "a slide that was added")))

    # --- parts

    def _put(self, name: str, root: Any) -> None:
        """Write a tree as a part, if it says anything else than the part does."""
        data = part_of(root)
        if etree.tostring(etree.fromstring(self.deck.parts[name])) != etree.tostring(etree.fromstring(data)):
            self.deck.parts[name] = data

    def bring(self, name: str) -> str:
        """A part of the source in the deck, with all that it leads to; layouts and masters are the deck's."""
        if name in self.imported:
            return self.imported[name]
        data = self.source.parts[name]
        kept = self._own(name, data)
        if kept:
            self.imported[name] = kept
            return kept
        made = self.imported[name] = free_name(name, self.deck.parts)
        self.deck.parts[made] = data
        self.deck.declare(made, self.source.type_of(name))
        rels = self.source.related(name)
        if not rels.all:
            return made
        root = etree.fromstring(self.source.parts[rels.name])
        to = {one.key: one for one in rels.all}
        for entry in list(root):
            one = to[entry.get("Id") or ""]
            if one.target:
                entry.set("Target", posixpath.relpath(self._target(name, one), posixpath.dirname(made)))
        self.deck.parts[relationships_of(made)] = part_of(root)
        return made

    def _target(self, owner: str, one: Any) -> str:
        """Where a relationship of an imported part leads in the deck."""
        if one.kind == "slideLayout":
            return self.layouts.found(SlidePart(self.source, owner))
        if one.kind == "slideMaster":
            return self.layouts.master_of(owner)
        if one.kind == "notesMaster":
            return self.deck.one("notesMaster") or self._bring_notes_master(one.target)
        if one.kind == "theme":
            return self.bring(one.target)
        if one.kind == "slide" and one.target not in self.imported:
            key = SlidePart(self.source, one.target).key
            there = self.slides.get(key) or self._paired(key)
            if there is not None:
                return there.name
        return self.bring(one.target)

    def _own(self, name: str, data: bytes) -> str:
        """A picture of the deck with the same bytes."""
        if "/media/" not in name:
            return ""
        return next((one for one, blob in self.deck.parts.items() if "/media/" in one and blob == data), "")

    def _bring_notes_master(self, name: str) -> str:
        """Have the source's notes master, where the deck has none."""
        made = self.bring(name)
        key = self.relate_part(self.deck.main, "notesMaster", made)
        listed = etree.Element(f"{{{P}}}notesMasterIdLst")
        entry = etree.SubElement(listed, f"{{{P}}}notesMasterId")
        entry.set(f"{{{R}}}id", key)
        self.deck.root.find(f"{{{P}}}sldMasterIdLst").addnext(listed)
        return made

    def _relate(self, slide: SlidePart, kind: str, target: str, *, outside: bool = False) -> str:
        """The key of a new relationship of a slide."""
        key = self.relate_part(slide.name, kind, target, outside=outside)
        slide.links = {one.key: one for one in self.deck.related(slide.name).all}
        return key

    def relate_part(self, owner: str, kind: str, target: str, *, outside: bool = False) -> str:
        """The key of a new relationship of a part with another one, or with an address outside."""
        name = relationships_of(owner)
        there = self.deck.parts.get(name)
        root = etree.fromstring(there) if there else etree.Element(f"{{{RELS}}}Relationships", nsmap={None: RELS})
        taken = {one.get("Id") for one in root}
        key = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
        entry = etree.SubElement(root, f"{{{RELS}}}Relationship", Id=key, Type=f"{R}/{kind}")
        entry.set("Target", target if outside else posixpath.relpath(target, posixpath.dirname(owner)))
        if outside:
            entry.set("TargetMode", "External")
        self.deck.parts[name] = part_of(root)
        return key

    def _unrelate(self, slide: SlidePart, key: str) -> None:
        self.unrelate_part(slide.name, key)
        slide.links.pop(key, None)

    def unrelate_part(self, owner: str, key: str) -> None:
        """Take a relationship of a part away."""
        name = relationships_of(owner)
        root = etree.fromstring(self.deck.parts[name])
        for entry in [one for one in root if one.get("Id") == key]:
            root.remove(entry)
        self.deck.parts[name] = part_of(root)

    def lead(self, slide: SlidePart, kind: str, target: str) -> None:
        """Have the relationship of a kind that a slide has once lead elsewhere."""
        name = relationships_of(slide.name)
        root = etree.fromstring(self.deck.parts[name])
        key = next(one.key for one in slide.links.values() if one.kind == kind)
        for entry in [one for one in root if one.get("Id") == key]:
            entry.set("Target", posixpath.relpath(target, posixpath.dirname(slide.name)))
        self.deck.parts[name] = part_of(root)
        slide.links = {one.key: one for one in self.deck.related(slide.name).all}

    # --- the whole

    def _write_deck(self) -> None:
        """Have the keys of the new build in the deck's own part, and the title where nobody gave it another."""
        own, new = self.written.root, self.new.root
        if CORE in self.deck.parts and own.get("title") != new.get("title"):
            core = etree.fromstring(self.deck.parts[CORE])
            for one in core.iter("{http://purl.org/dc/elements/1.1/}title"):
                if one.text == own.get("title"):
                    one.text = new.get("title")
            self._put(CORE, core)
        self._put(self.written.name, new)
        self._put(self.deck.main, self.deck.root)

    def _number(self) -> None:
        """Have the numbers that slides show be those that they have, where the order changed."""
        if self.order.final == self.order.names:
            return
        for at, name in enumerate(self.order.final, 1):
            slide = SlidePart(self.deck, name)
            for one in slide.root.iter(f"{{{A}}}fld"):
                text = one.find(f"{{{A}}}t")
                if one.get("type") == "slidenum" and text is not None:
                    text.text = str(at)
            self._put(name, slide.root)

    def _reached(self) -> set[str]:
        """The parts that relationships lead to, from the package's own on."""
        seen: set[str] = set()
        waiting = [""]
        while waiting:
            owner = waiting.pop()
            rels = self.deck.related(owner)
            seen.add(rels.name)
            for one in rels.all:
                if one.target and one.target not in seen:
                    seen.add(one.target)
                    waiting.append(one.target)
        return seen

    def _drop(self, before: set[str]) -> None:
        """Take out parts that something led to before, and nothing does any more."""
        for name in before - self._reached():
            self.deck.parts.pop(name, None)
            for one in list(self.deck.types):
                if (one.get("PartName") or "").lstrip("/") == name:
                    self.deck.types.remove(one)
        if APP in self.deck.parts and len(self.order.final) != len(self.order.names):
            root = etree.fromstring(self.deck.parts[APP])
            for one in list(root):
                local = etree.QName(one).localname
                if local in ("HeadingPairs", "TitlesOfParts"):
                    root.remove(one)
                elif local == "Slides":
                    one.text = str(len(self.order.final))
            self._put(APP, root)

    def _file(self) -> bytes:
        self.deck.parts[FIRST] = part_of(self.deck.types)
        package = Package()
        for name, data in self.deck.parts.items():
            package.put(name, data)
        return package.file()

    def _told(self, data: bytes) -> Update:
        """The account, with the numbers that slides have in the end."""
        numbers = {SlidePart(self.deck, name).key or f"={name}": at for at, name in enumerate(self.order.final, 1)}
        numbers.update({f"={name}": at for at, name in enumerate(self.order.final, 1)})

        def told(entries: list[tuple[str, Any]]) -> tuple[Any, ...]:
            made = [replace(one, slide=numbers.get(key, 0)) for key, one in entries]
            return tuple(sorted(made, key=lambda one: one.slide))

        account = self.account
        return Update(
            data, *(told(one) for one in (account.changed, account.kept, account.conflicts, account.unmatched))
        )


def _nothing_to_compare(deck: OpenDeck) -> BackendError:
    """Why a deck carries nothing to compare with, as far as its program tells.

    LibreOffice (7.4, tried) keeps slides, their order, pictures with their texts, and names of shapes that are no
    placeholders; it writes neither custom XML parts, tags and ids of creation nor names of placeholders.
    """
    app = etree.fromstring(deck.parts[APP]) if APP in deck.parts else None
    program = app.findtext("{*}Application") if app is not None else None
    if (program or "").startswith("LibreOffice"):
        return BackendError(
            f"{_NOT_OURS}: LibreOffice has saved it, which keeps neither keys of shapes nor copies of slides",
            hint="bring the deck up to date as it was before LibreOffice saved it, and take over by hand what changed",
        )
    return BackendError(_NOT_OURS, hint=_REMEDY)


def source_chart(source: SlidePart, key: str) -> str:
    """The relationship of a chart of the source's slide, as its part says it."""
    fresh = SlidePart(source.deck, source.name)
    return next((chart.get(f"{{{R}}}id") for one, chart in frames_with_charts(fresh.shapes()) if one == key), "")


def _by_key(deck: OpenDeck, names: Iterable[str]) -> dict[str, SlidePart]:
    """The slides with keys, in order; of a copied one the first."""
    found: dict[str, SlidePart] = {}
    for name in names:
        slide = SlidePart(deck, name)
        if slide.key:
            found.setdefault(slide.key, slide)
    return found


def _places(publication: Publication) -> Places:
    """What stands on the new slides, by keys."""
    found = {}
    for sheet, key in zip(publication.sheets, slide_keys(publication.sheets), strict=True):
        found.update({(key, one): item for one, item in zip(item_keys(sheet.items), sheet.items, strict=True)})
    return found


def _gaps(was: list[str], new: list[str]) -> Iterable[tuple[int, int, int, int]]:
    """Where two lists of keys differ."""
    for tag, first, end, start, stop in SequenceMatcher(None, was, new, autojunk=False).get_opcodes():
        if tag == "replace":
            yield first, end, start, stop


def _kind(key: str) -> tuple[str, str]:
    """The type of a slide's section, and its number among the slides of that."""
    return key.partition(" ")[0], key.rpartition("/")[2]


def _words(root: Any) -> list[str]:
    return re.findall(r"\w+", " ".join(root.itertext(f"{{{A}}}t")))


def _content(root: Any) -> list[str]:
    """What a slide says and shows, whatever it looks like."""
    tree = root.find(f"{{{P}}}cSld/{{{P}}}spTree")
    shapes = [one for one in tree.iter("*") if one.tag.endswith(("}sp", "}pic", "}graphicFrame", "}cxnSp"))]
    return sorted(f"{one.tag}{words_of(one) if not one.tag.endswith('}pic') else ''}" for one in shapes)


def _notes_body(root: Any) -> Any:
    """The text of speaker notes."""
    for shape in root.iter(f"{{{P}}}sp") if root is not None else ():
        holder = next(shape.iter(f"{{{P}}}ph"), None)
        if holder is not None and holder.get("type") == "body":
            return shape.find(f"{{{P}}}txBody")
    return None


def _refer(root: Any, numbers: Mapping[str, str]) -> None:
    """Have the numbers of shapes where animations and connectors refer to them, instead of keys."""
    for element, attribute in references(root):
        kind, _, key = element.get(attribute).partition(":")
        number = numbers.get(key) if kind == "shape" else key
        if number is None:
            _without(element)
        else:
            element.set(attribute, number)


def _without(element: Any) -> None:
    """Take out a reference to a shape that is not there: a connector's end, or the whole animation."""
    timing = next(element.iterancestors(f"{{{P}}}timing"), None)
    gone = element if timing is None else timing
    if gone.getparent() is not None:
        gone.getparent().remove(gone)

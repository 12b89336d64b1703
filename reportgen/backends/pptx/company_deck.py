"""`Publication` → a deck in the company's own file: its masters, layouts and theme as they are, slides on its layouts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT

from reportgen.backends.pptx.added_layouts import AddedHolders, added_to, with_added
from reportgen.backends.pptx.arrangements import Arranged, Panels
from reportgen.backends.pptx.company_holders import CompanyHolders
from reportgen.backends.pptx.lint import faults_of, lint_parts
from reportgen.backends.pptx.package import FIRST, Package
from reportgen.backends.pptx.properties import APP
from reportgen.backends.pptx.relationships import parsed, relationships_of
from reportgen.backends.pptx.shapes import Media
from reportgen.backends.pptx.writer import DeckWriter
from reportgen.backends.pptx.xml import SheetTheme, sheet_theme
from reportgen.errors import BackendError, Where
from reportgen.frames import Master, Publication, Sheet, Theme
from reportgen.structs import replace

PREFIX = "deck-"
"""What names of our pictures, charts and tags begin with, so that none is that of a part of the template's."""

_CHANGED = (FIRST, "_rels/.rels", "ppt/presentation.xml", "ppt/_rels/presentation.xml.rels", "docProps/")
"""Beginnings of the names of parts that are written anew."""

_ROLES = {
    "ink": "tx1",
    "paper": "bg1",
    "surface": "bg2",
    "primary": "tx2",
    "link": "hlink",
    **{f"accent{number}": f"accent{number}" for number in range(1, 7)},
}
"""The names of colours that roles are looked for under first."""


class CompanyDeckWriter(DeckWriter):
    """Writes one publication into the company's file."""

    def __init__(self, publication: Publication, *, add_layouts: bool = False) -> None:
        """`add_layouts` says whether what the template has no layout for becomes one of its layouts.

        Raises:
            BackendError: the company's file cannot be read, or lacks a layout.
        """
        assert publication.office_file is not None
        try:
            self.template = publication.office_file.read_bytes()
            self.deck = Presentation(io.BytesIO(self.template))
        except (OSError, KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
            name = str(publication.office_file)
            raise BackendError(f"the template cannot be read: {error}", Where(name), "learn it anew") from error
        self.publication = publication
        self.arranged = Arranged(publication.masters, tuple(sheet.master for sheet in publication.sheets))
        self.added: frozenset[str] = frozenset()
        self.adds_layouts = add_layouts
        if add_layouts:
            self.arranged, self.added = with_added(publication)
        self.layouts = self.arranged.layouts
        self.parts = {
            str(layout.part.partname).lstrip("/"): layout.part
            for master in self.deck.slide_masters
            for layout in master.slide_layouts
        }
        self.holders = {master.name: self._holders(master) for master in self.layouts}
        self.media = Media(publication, self.deck.part.package, PREFIX)
        self.likes = {master.name: self._layout(master) for master in self.layouts}
        """The company's layout that slides of a master stand on, or that is the model of an added one."""
        self.prefix = PREFIX
        self.bare_decks = self.bare = None
        self.shown = []
        self.package = Package()
        with zipfile.ZipFile(io.BytesIO(self.template)) as package:
            self._original = {name: package.read(name) for name in package.namelist() if not name.startswith(_CHANGED)}

    def _layout(self, master: Master) -> Any:
        """The part of a master's layout.

        Raises:
            BackendError: the file has none of that name.
        """
        if master.layout not in self.parts:
            raise BackendError(
                f'the template has no layout "{master.layout}", on which "{master.name}" stands',
                hint="learn the template anew",
            )
        return self.parts[master.layout]

    def _holders(self, master: Master) -> CompanyHolders:
        layout = self._layout(master)
        kind = AddedHolders if master.name in self.added else CompanyHolders
        return kind(master, self.publication, _theme_of(self.publication.theme, layout), layout)

    def furnished(self) -> dict[str, Any]:
        """The parts of the layouts by the names of masters: those of the template, and those that are added."""
        return self._standing

    @cached_property
    def _standing(self) -> dict[str, Any]:
        added = added_to(self.publication, self.deck, self.media, self.holders, self.likes)
        for layout in added.values():
            self._write_anew(layout.part_related_by(RT.SLIDE_MASTER))
        return {**self.likes, **added}

    def panels(self, sheet: Sheet) -> Panels:
        """Those that several texts share stand on the slide itself, unless its layout is one that is added."""
        found = super().panels(sheet)
        if self.arranged.of_sheets[len(self.shown)] in self.added:
            return found
        loose = {number for number in found.taken if sheet.items[number] in found.shared}
        return replace(found, shared=(), taken=found.taken - loose)

    def _write_anew(self, master: Any) -> None:
        """Have a master written as it is now, not as it is in the template."""
        name = str(master.partname).lstrip("/")
        for changed in (name, relationships_of(name)):
            self._original.pop(changed, None)

    def put(self, name: str, data: bytes) -> bytes:
        """Write a part of the package, and give what was written: what the template has and nobody changed is written
        as it is there.
        """
        if name == APP and name not in self.names:
            return data
        return super().put(name, self._original.get(name, data))

    def prune_layouts(self) -> None:
        """Take out the layouts that no slide stands on, and the masters that have none left."""
        used = {self._standing[name] for name in self.arranged.of_sheets}
        listed = self.deck.part._element.find("{*}sldMasterIdLst")
        for master, entry in zip(list(self.deck.slide_masters), list(listed), strict=True):
            for layout in [one for one in master.slide_layouts if one.part not in used]:
                master.slide_layouts.remove(layout)
            self._write_anew(master.part)
            if not len(master.slide_layouts):
                listed.remove(entry)
                self.deck.part.drop_rel(entry.rId)

    def check(self, parts: Mapping[str, bytes]) -> None:
        """Pass a deck that has no faults but those of the template.

        Raises:
            BackendError: it has others.
        """
        lint_parts(parts, known=faults_of(self.template))


def _theme_of(theme: Theme, layout: Any) -> SheetTheme:
    """The theme as slides of a layout see it: which role has which name among the company's colours."""
    master = layout.part_related_by(RT.SLIDE_MASTER)
    root = parsed(master.part_related_by(RT.THEME).blob)
    override = layout._element.find("{*}clrMapOvr/{*}overrideClrMapping")
    names = dict((override if override is not None else master._element.find("{*}clrMap")).attrib)
    scheme = {etree.QName(one).localname: _value(one) for one in root.find(".//{*}clrScheme")}
    values = {name: scheme.get(slot, "") for name, slot in names.items()}
    heading, body = (_family(root, which) for which in ("majorFont", "minorFont"))
    own = sheet_theme(replace(theme, heading=heading, body=body))
    return replace(own, names=tuple(_roles(theme.colours, values)), table_style=_table_style(layout.package))


def _roles(colours: Mapping[str, str], values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The roles whose colour the company has, each with its name there: the usual one, if that is it."""
    for role in sorted(_ROLES.keys() & colours.keys()):
        found = next((name for name in (_ROLES[role], *values) if values.get(name) == colours[role]), None)
        if found is not None:
            yield role, found


def _family(root: Any, which: str) -> str:
    return root.find(f".//{{*}}{which}/{{*}}latin").get("typeface") or ""


def _table_style(package: Any) -> str:
    """The style that new tables get."""
    related = package.main_document_part.rels.values()
    parts = [one.target_part.blob for one in related if one.reltype == RT.TABLE_STYLES]
    return (parsed(parts[0]).get("def") or "") if parts else ""


def _value(element: Any) -> str:
    """The value of a theme's colour."""
    return next(((one.get("lastClr") or one.get("val") or "").upper() for one in element), "")

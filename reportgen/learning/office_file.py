"""A `.pptx`, `.potx` or `.ppsx` on the disk → its parts; what is none of these is told in the reader's words."""

from __future__ import annotations

import io
import zipfile
from functools import cached_property
from pathlib import Path
from typing import Any

from lxml import etree

from reportgen.backends.pptx.relationships import Relationship, read_relationships, relationships_of
from reportgen.errors import BrandError, Where

NS = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
R = f"{{{NS['r']}}}"
CONTENT_TYPES = "[Content_Types].xml"

MOST_BYTES = 500_000_000
"""Bytes that all parts may have together: more is no template, or a trap."""

MOST_PARTS = 20_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PRESENTATION = "presentationml"


class OfficeFile:
    """The parts of a presentation by name, each XML part parsed once."""

    def __init__(self, name: str, parts: dict[str, bytes]) -> None:
        self.name = name
        self.parts = parts
        self._roots: dict[str, Any] = {}
        self._relationships: dict[str, dict[str, Relationship]] = {}

    def root(self, part: str) -> Any:
        """The root element of a part.

        Raises:
            BrandError: the part is missing, or broken.
        """
        if part not in self._roots:
            if part not in self.parts:
                raise _damaged(self.name, f"{part} is missing")
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
            try:
                self._roots[part] = etree.fromstring(self.parts[part], parser)
            except etree.XMLSyntaxError as error:
                raise _damaged(self.name, f"{part} is broken: {error}") from error
        return self._roots[part]

    def relationships(self, part: str) -> dict[str, Relationship]:
        """The relationships of a part by their ids."""
        if part not in self._relationships:
            name = relationships_of(part)
            own = read_relationships(name, self.parts[name]).all if name in self.parts else ()
            self._relationships[part] = {one.key: one for one in own}
        return self._relationships[part]

    def related(self, part: str, kind: str) -> str:
        """The first part that a part leads to by a kind of relationship; empty where there is none."""
        found = (one.target for one in self.relationships(part).values() if one.kind == kind and one.target)
        return next(found, "")

    @cached_property
    def main(self) -> str:
        """The presentation's part."""
        name = self.related("", "officeDocument")
        if not name:
            raise _damaged(self.name, "it has no main part")
        return name

    @cached_property
    def masters(self) -> list[str]:
        """The parts of its slide masters, in their order."""
        listed = self.root(self.main).findall("p:sldMasterIdLst/p:sldMasterId", NS)
        return [one for one in (self.target(self.main, e.get(f"{R}id")) for e in listed) if one]

    def layouts(self, master: str) -> list[str]:
        """The parts of a master's layouts, in their order."""
        listed = self.root(master).findall("p:sldLayoutIdLst/p:sldLayoutId", NS)
        return [one for one in (self.target(master, e.get(f"{R}id")) for e in listed) if one]

    def target(self, part: str, key: str | None) -> str:
        """The part that a relationship leads to, if it is there."""
        found = self.relationships(part).get(key or "")
        return found.target if found is not None and found.target in self.parts else ""


def read_office_file(path: Path) -> OfficeFile:
    """Open a presentation or a template of one.

    Raises:
        BrandError: it is no such file, encrypted, too large or damaged; the message says what to do.
    """
    where = Where(str(path))
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BrandError(f"cannot read the template: {error.strerror}", where) from error
    _refuse_others(data, path.name, where)
    try:
        parts = _parts(data, path.name)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise _damaged(path.name, str(error)) from error
    if "mimetype" in parts and b"opendocument" in parts["mimetype"]:
        raise _wanted("this is an OpenDocument file", where)
    if CONTENT_TYPES not in parts:
        raise BrandError("this is a ZIP file and no PowerPoint file", where, "give a .potx or .pptx file")
    if _PRESENTATION.encode() not in parts[CONTENT_TYPES]:
        raise BrandError(
            "this is an Office file, but no presentation", where, "give the .potx or .pptx file of the template"
        )
    file = OfficeFile(path.name, parts)
    if not file.masters:
        raise _damaged(path.name, "it has no slide master")
    return file


def _refuse_others(data: bytes, name: str, where: Where) -> None:
    """Refuse what is no ZIP file at all.

    Raises:
        BrandError: it is none.
    """
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise BrandError(
                "this file is protected by a password",
                where,
                "open it in PowerPoint, take the password away under File › Info, and save it",
            )
        raise _wanted("this is a file of PowerPoint 97 to 2003 (.ppt, .pot)", where)
    if not data:
        raise BrandError("the file is empty", where, "get it anew from where it came")
    if not data.startswith(b"PK"):
        raise BrandError(f"{name} is no PowerPoint file", where, "give a .potx or .pptx file")


def _parts(data: bytes, name: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        infos = [info for info in package.infolist() if not info.is_dir()]
        size = sum(info.file_size for info in infos)
        if size > MOST_BYTES or len(infos) > MOST_PARTS:
            raise BrandError(
                f"the template has {size // 1_000_000} MB in {len(infos)} parts, the most is "
                f"{MOST_BYTES // 1_000_000} MB in {MOST_PARTS}",
                Where(name),
                "take large pictures and sample slides out",
            )
        return {info.filename.lstrip("/"): package.read(info) for info in infos}


def _wanted(what: str, where: Where) -> BrandError:
    return BrandError(what, where, "open it in PowerPoint or LibreOffice and save it as PowerPoint template (.potx)")


def _damaged(name: str, why: str) -> BrandError:
    return BrandError(
        f"the file is damaged: {why}", Where(name), "open it in PowerPoint, let it be repaired, and save it anew"
    )

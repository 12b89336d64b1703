"""A presentation's file taken apart: its parts by name, and what they lead to."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from typing import Any

from lxml import etree

from reportgen.backends.pptx.package import FIRST
from reportgen.backends.pptx.relationships import Relationship, Relationships, read_relationships, relationships_of
from reportgen.errors import BackendError

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"


class OpenDeck:
    """The parts of a presentation, by name; its own part and its content types as trees."""

    def __init__(self, data: bytes) -> None:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                self.parts = {name: package.read(name) for name in package.namelist() if not name.endswith("/")}
            self.main = next(one.target for one in self.related("").all if one.kind == "officeDocument")
            self.root: Any = etree.fromstring(self.parts[self.main])
        except (zipfile.BadZipFile, KeyError, StopIteration, etree.XMLSyntaxError, NotImplementedError) as fault:
            raise BackendError("the file is no presentation", hint="give one in PowerPoint's format, .pptx") from fault
        if self.root.tag != f"{{{P}}}presentation":
            raise BackendError("the file is no presentation", hint="give one in PowerPoint's format, .pptx")
        self.types: Any = etree.fromstring(self.parts[FIRST])

    def related(self, name: str) -> Relationships:
        """The relationships of a part, or those of the package."""
        rels = relationships_of(name)
        data = self.parts.get(rels)
        return read_relationships(rels, data) if data is not None else Relationships(rels, name, ())

    def one(self, kind: str) -> str | None:
        """The part of a kind that the presentation has once."""
        return next((one.target for one in self.related(self.main).all if one.kind == kind), None)

    def by_key(self) -> dict[str, Relationship]:
        """The presentation's relationships, by their keys."""
        return {one.key: one for one in self.related(self.main).all}

    def listed(self, name: str) -> list[Any]:
        """The entries of one of the presentation's lists."""
        return list(self.root.iterfind(f"{{{P}}}{name}/*"))

    def type_of(self, name: str) -> str:
        """The content type of a part (ECMA-376 Part 2, 6.2.3)."""
        for one in self.types.iterfind(f"{{{TYPES}}}Override"):
            if (one.get("PartName") or "").lstrip("/").lower() == name.lower():
                return str(one.get("ContentType"))
        ending = name.rpartition(".")[2].lower()
        for one in self.types.iterfind(f"{{{TYPES}}}Default"):
            if (one.get("Extension") or "").lower() == ending:
                return str(one.get("ContentType"))
        return ""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of its slides, in EMU."""
        (found,) = self.root.iterfind(f"{{{P}}}sldSz")
        return int(found.get("cx")), int(found.get("cy"))

    def declare(self, name: str, kind: str) -> None:
        """Say the content type of a part that is new."""
        if kind and self.type_of(name) != kind:
            etree.SubElement(self.types, f"{{{TYPES}}}Override", PartName=f"/{name}", ContentType=kind)


def free_name(name: str, taken: Iterable[str]) -> str:
    """A name like this one that is not taken; names differ in more than capitals.

    >>> free_name("ppt/media/image2.png", ["ppt/media/image1.png", "ppt/media/Image2.png"])
    'ppt/media/image3.png'
    """
    known = {one.lower() for one in taken}
    stem, _, ending = name.rpartition(".")
    base, number = re.sub(r"\d+$", "", stem), 1
    while f"{base}{number}.{ending}".lower() in known:
        number += 1
    return f"{base}{number}.{ending}"

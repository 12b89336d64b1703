"""The relationships of the parts of an office package (ECMA-376 Part 2, 6.5)."""

from __future__ import annotations

import posixpath
from typing import Any

from lxml import etree

from reportgen.structs import Struct


class Relationship(Struct, frozen=True):
    key: str
    kind: str
    """The last word of its type, such as `slideLayout`."""
    target: str
    """The part that it leads to; empty where it leads out of the package."""


class Relationships(Struct, frozen=True):
    """The relationships of a part, or those of the package, whose owner is empty."""

    name: str
    owner: str
    all: tuple[Relationship, ...]


def relationships_of(part: str) -> str:
    """The name of the part that holds a part's relationships; those of the package have the empty name.

    >>> relationships_of("ppt/presentation.xml"), relationships_of("")
    ('ppt/_rels/presentation.xml.rels', '_rels/.rels')
    """
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def read_relationships(name: str, data: bytes) -> Relationships:
    folder, _, file = name.rpartition("/")
    owner = "" if file == ".rels" else posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))
    found: list[Relationship] = []
    for one in parsed(data):
        target = one.get("Target") or ""
        if one.get("TargetMode") == "External":
            full = ""
        elif target.startswith("/"):
            full = target.lstrip("/")
        else:
            full = posixpath.normpath(posixpath.join(posixpath.dirname(owner), target))
        found.append(Relationship(one.get("Id") or "", (one.get("Type") or "").rpartition("/")[2], full))
    return Relationships(name, owner, tuple(found))


def parsed(data: bytes) -> Any:
    """A part's root; an empty one where it is broken, which is reported by itself."""
    try:
        return etree.fromstring(data)
    except etree.XMLSyntaxError:
        return etree.Element("broken")


def part_of(root: Any) -> bytes:
    """A part as it is written: its root, with the declaration that office programs write."""
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made

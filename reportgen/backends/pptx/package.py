"""Parts → a ZIP file (PKWARE APPNOTE 4.3): fixed times, content types first, members copied compressed."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from types import MappingProxyType

from reportgen.structs import Struct

FIRST = "[Content_Types].xml"
STORED = (".jpg", ".jpeg", ".png")
"""Ends of names of parts that are compressed already."""

LAST = ("customXml/", "docProps/", "ppt/charts/", "ppt/embeddings/", "ppt/notesSlides/", "ppt/slides/")
"""Folders of what a deck says, after what decks of one brand have in common: files that begin alike are compared,
hashed and sent sooner."""

_DOS_DATE = 0x0021
"""The first of January 1980, the first date that there is."""

_BEFORE_NAME = 30
"""The length of a local header, before the part's name."""

_entry = struct.Struct("<HHHII").pack
"""What the directory says of a part, besides its header: comment, disk, attributes, and where it stands."""


class Member(Struct, frozen=True):
    """A part as it stands in the file: `header` is what its local header and the directory have in common, from the
    version needed on; `local` is all that stands at its place.
    """

    name: bytes
    header: bytes
    local: bytes

    @property
    def written(self) -> bytes:
        """Its data as they are written, compressed or as they are."""
        return self.local[_BEFORE_NAME + len(self.name) :]


class KnownPart(Struct, frozen=True):
    """A part of a package that was written before."""

    data: bytes
    member: Member


class Package:
    """The parts of a package by name, each compressed once."""

    def __init__(self, known: Mapping[str, KnownPart] = MappingProxyType({})) -> None:
        """`known` are parts of packages like this: those that are the same are not compressed again."""
        self.known = known
        self.made: dict[str, KnownPart] = {}
        """The parts that packages like this may have in common, with what they became here."""
        self._members: dict[str, Member] = {}
        self._order: list[str] = []
        """The names in the order of the file; empty where it is to be found anew."""
        self.copies: dict[str, str] = {}
        """Names of parts that are copies of others, by those of the others."""

    def put(self, name: str, data: bytes) -> None:
        """Add a part, or take another's place; its copy, too."""
        member = self._made(name, data)
        self._add(member)
        if name in self.copies:
            self._add(_member(self.copies[name], data, member.written))

    def _made(self, name: str, data: bytes) -> Member:
        known = self.known.get(name)
        if known is not None and known.data == data:
            return known.member
        made = _member(name, data)
        if not name.startswith(LAST):
            self.made[name] = KnownPart(data, made)
        return made

    def _add(self, member: Member) -> None:
        name = member.name.decode()
        if name not in self._members:
            self._order = []
        self._members[name] = member

    def file(self) -> bytes:
        """The whole file: content types first, then what decks share, then what this one says, each by name."""
        if not self._order:
            self._order = sorted(self._members, key=_place)
        parts: list[bytes] = []
        directory: list[bytes] = []
        at = 0
        for name in self._order:
            member = self._members[name]
            parts.append(member.local)
            directory += [b"PK\x01\x02\x14\x03", member.header, _entry(0, 0, 0, 0o644 << 16, at), member.name]
            at += len(member.local)
        count, size = len(self._members), sum(map(len, directory))
        end = struct.pack("<HHHHIIH", 0, 0, count, count, size, at, 0)
        return b"".join([*parts, *directory, b"PK\x05\x06", end])


def _member(name: str, data: bytes, written: bytes = b"") -> Member:
    """A part as it stands in the file; `written` is its data as they are written, where that is known."""
    stored = name.endswith(STORED)
    if stored:
        written = data
    elif not written:
        press = zlib.compressobj(6, zlib.DEFLATED, -15)
        written = press.compress(data) + press.flush()
    path = name.encode()
    sizes = (zlib.crc32(data), len(written), len(data), len(path), 0)
    header = struct.pack("<HHHHHIIIHH", 20, 0x0800, 0 if stored else 8, 0, _DOS_DATE, *sizes)
    return Member(path, header, b"".join((b"PK\x03\x04", header, path, written)))


def _place(name: str) -> tuple[bool, bool, str]:
    """What the parts are ordered by."""
    return name != FIRST, name.startswith(LAST), name

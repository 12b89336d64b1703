"""Parts → a ZIP file (PKWARE APPNOTE 4.3): fixed times, content types first, members copied compressed."""

from __future__ import annotations

import struct
import zlib

from reportgen.structs import Struct

FIRST = "[Content_Types].xml"
STORED = (".jpg", ".jpeg", ".png")
"""Ends of names of parts that are compressed already."""

_DOS_DATE = 0x0021
"""The first of January 1980, the first date that there is."""


class _Member(Struct, frozen=True):
    name: bytes
    method: int
    crc: int
    size: int
    data: bytes

    @property
    def header(self) -> bytes:
        """What the local header and the directory have in common, from the version needed on."""
        sizes = (self.crc, len(self.data), self.size, len(self.name), 0)
        return struct.pack("<HHHHHIIIHH", 20, 0x0800, self.method, 0, _DOS_DATE, *sizes)


class Package:
    """The parts of a package by name, each compressed once."""

    def __init__(self) -> None:
        self._members: dict[str, _Member] = {}

    def put(self, name: str, data: bytes) -> None:
        """Add a part, or take another's place."""
        method, written = 0, data
        if not name.endswith(STORED):
            method = 8
            press = zlib.compressobj(6, zlib.DEFLATED, -15)
            written = press.compress(data) + press.flush()
        self._members[name] = _Member(name.encode(), method, zlib.crc32(data), len(data), written)

    def file(self) -> bytes:
        """The whole file: content types first, parts in the order of their names."""
        parts: list[bytes] = []
        directory: list[bytes] = []
        at = 0
        for name in sorted(self._members, key=lambda name: (name != FIRST, name)):
            member = self._members[name]
            header = member.header
            parts += [b"PK\x03\x04", header, member.name, member.data]
            entry = struct.pack("<HHHII", 0, 0, 0, 0o644 << 16, at)
            directory += [b"PK\x01\x02", b"\x14\x03", header, entry, member.name]
            at += 4 + len(header) + len(member.name) + len(member.data)
        count, size = len(self._members), sum(map(len, directory))
        end = struct.pack("<HHHHIIH", 0, 0, count, count, size, at, 0)
        return b"".join([*parts, *directory, b"PK\x05\x06", end])

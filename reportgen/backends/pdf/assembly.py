"""Objects → a file: object streams and a cross-reference stream (ISO 32000-1, 7.5.7 and 7.5.8).

Each object is written once and its bytes are kept; when some are written anew, the others are copied as they are,
compressed. Objects that change from one publication to the next are kept together, apart from all others.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from typing import Any

from reportlab.pdfbase import pdfdoc

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
QUICK = 4
"""Level of compression for pages, of which every publication has others: twice as fast as the usual one."""

MOST = 200
"""Objects in one object stream."""


class Assembly:
    """The objects of a reportlab document, as a file.

    `varying` are those that may be written anew, streams apart: each stream stands by itself.
    """

    def __init__(self, document: Any, varying: Iterable[Any]) -> None:
        self._document = document
        self._streams: dict[int, bytes] = {}
        self._plain: dict[int, bytes] = {}
        names = {one.__InternalName__ for one in varying}
        kept: list[int] = []
        changing: list[int] = []
        number = 0
        while (number := number + 1) in document.numberToId:  # more are numbered while these are written
            name = document.numberToId[number]
            self._write(number, document.idToObject[name])
            if number in self._plain:
                (changing if name in names else kept).append(number)
        self._count = number - 1
        self._groups = [*(kept[at : at + MOST] for at in range(0, len(kept), MOST)), changing]
        self._packed = [self._pack(at) for at in range(len(self._groups))]

    def rewrite(self, changed: Iterable[Any]) -> None:
        """Write objects anew, which are the document's as before, but changed."""
        numbers = self._document.idToObjectNumberAndVersion
        loose = False
        for one in changed:
            number = numbers[one.__InternalName__][0]
            self._write(number, one)
            loose = loose or number in self._plain
        if loose:
            self._packed[-1] = self._pack(len(self._groups) - 1)

    def file(self, catalog: Any, info: Any) -> bytes:
        """The whole file. Its identifier is a digest of all else in it."""
        places: list[tuple[int, int, int]] = [(0, 0, 65535)] * (self._count + len(self._groups) + 2)
        parts = [HEADER]
        at = len(HEADER)
        for number, written in self._streams.items():
            places[number] = (1, at, 0)
            parts.append(written)
            at += len(written)
        for group, (numbers, packed) in enumerate(zip(self._groups, self._packed, strict=True)):
            own = self._count + 1 + group
            places[own] = (1, at, 0)
            parts.append(packed)
            at += len(packed)
            for index, number in enumerate(numbers):
                places[number] = (2, own, index)
        places[-1] = (1, at, 0)
        table = zlib.compress(b"".join(k.to_bytes(1) + a.to_bytes(4) + b.to_bytes(2) for k, a, b in places))
        digest = hashlib.sha256()
        for part in parts:
            digest.update(part)
        name = digest.hexdigest()[:32]
        numbers = self._document.idToObjectNumberAndVersion
        head = (
            f"{len(places) - 1} 0 obj\n<</Type/XRef/Size {len(places)}/W[1 4 2]"
            f"/Root {numbers[catalog.__InternalName__][0]} 0 R/Info {numbers[info.__InternalName__][0]} 0 R"
            f"/ID[<{name}><{name}>]/Filter/FlateDecode/Length {len(table)}>>\nstream\n"
        )
        parts += [head.encode(), table, f"\nendstream\nendobj\nstartxref\n{at}\n%%EOF\n".encode()]
        return b"".join(parts)

    def _write(self, number: int, one: Any) -> None:
        if isinstance(one, pdfdoc.PDFStream):
            self._streams[number] = self._stream(number, one)
        else:
            self._plain[number] = bytes(one.format(self._document)).strip()

    def _stream(self, number: int, stream: Any) -> bytes:
        entries = dict(stream.dictionary.dict)
        content = stream.content if isinstance(stream.content, bytes) else stream.content.encode("latin-1")
        if stream.filters:
            content = zlib.compress(content, getattr(stream, "level", 6))
            entries["Filter"] = pdfdoc.PDFName("FlateDecode")
        entries["Length"] = len(content)
        head = pdfdoc.PDFDictionary(entries).format(self._document)
        return b"%d 0 obj\n%b\nstream\n%b\nendstream\nendobj\n" % (number, head, content)

    def _pack(self, group: int) -> bytes:
        numbers = self._groups[group]
        starts: list[str] = []
        bodies: list[bytes] = []
        at = 0
        for number in numbers:
            starts.append(f"{number} {at}")
            bodies.append(self._plain[number])
            at += len(self._plain[number]) + 1
        index = " ".join(starts).encode() + b"\n"
        content = zlib.compress(index + b"\n".join(bodies))
        head = f"<</Type/ObjStm/N {len(numbers)}/First {len(index)}/Filter/FlateDecode/Length {len(content)}>>"
        own = self._count + 1 + group
        return b"%d 0 obj\n%b\nstream\n%b\nendstream\nendobj\n" % (own, head.encode(), content)

"""Objects → a file: object streams and a cross-reference stream (ISO 32000-1, 7.5.7 and 7.5.8).

Each object is written once and its bytes are kept; when some are written anew, the others are copied as they are,
compressed. Objects that change together from one publication to the next stand together, apart from all others; a
page's stream is compressed part by part, for the same reason.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from reportlab.pdfbase import pdfdoc

from reportgen.backends.pdf.picture_streams import Samples, samples_of
from reportgen.deadlines import checkpoint
from reportgen.frames import Picture

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
QUICK = 6
"""Level of compression for what every publication has of its own: faster than the usual one, and hardly larger."""

MOST = 200
"""Objects in one object stream."""

KEPT = 200
"""Streams, and parts of streams, of which the compressed bytes are kept; at times twice as many."""

_LITTLE = 2_048
"""What is shorter (bytes) is compressed in a small memory, which takes longer to clear than such a text to compress."""


_PLACE = struct.Struct(">BIH").pack


class Parts(pdfdoc.PDFStream):  # type: ignore[misc]
    """A stream of parts, each compressed by itself; together they are one stream of deflate (RFC 1951, 3.2)."""

    def __init__(self, parts: list[str]) -> None:
        super().__init__(filters=[pdfdoc.PDFZCompress])
        self.parts = parts

    def compressed(self, packs: Packs) -> bytes:
        """The stream."""
        check = zlib.adler32(b"")
        packed = [_BEGIN]
        for plain, deflated in map(packs.part, self.parts):
            check = zlib.adler32(plain, check)
            packed.append(deflated)
        return b"".join((*packed, _END, check.to_bytes(4)))


class Packs:
    """What was compressed last, and the pictures that were read for it, so that the same is not made again."""

    def __init__(self) -> None:
        self._old: dict[Any, Any] = {}
        self._new: dict[Any, Any] = {}

    def part(self, text: str) -> tuple[bytes, bytes]:
        """A part of a stream as bytes, and as blocks of deflate."""
        return self._known(text, lambda: _packed_part(text))

    def stream(self, data: bytes, quick: bool) -> bytes:
        """A whole stream."""
        return self._known((data, quick), lambda: _compressed(data) if quick else zlib.compress(data))

    def samples(self, picture: Picture) -> Samples:
        """The samples of a picture of pixels. They are the same object each time, which is quick to find by itself."""
        return self._known((picture.media, picture.data), lambda: samples_of(picture))

    def _known(self, key: Any, make: Callable[[], _Made]) -> _Made:
        made: _Made | None = self._new.get(key)
        if made is None:
            if len(self._new) >= KEPT:
                self._old, self._new = self._new, {}
            made = self._old.get(key)
            self._new[key] = made = make() if made is None else made
        return made


_Made = TypeVar("_Made")

_BEGIN = zlib.compress(b"", QUICK)[:2]
_END = b"\x03\x00"
"""An empty block, the last one."""


def _packed_part(part: str) -> tuple[bytes, bytes]:
    """A part as bytes, and as blocks that end on a byte and refer to nothing before them."""
    plain = part.encode("latin-1")
    packer = _packer(len(plain), -zlib.MAX_WBITS)
    return plain, packer.compress(plain) + packer.flush(zlib.Z_FULL_FLUSH)


def _packer(size: int, window: int = zlib.MAX_WBITS) -> Any:
    return zlib.compressobj(QUICK, zlib.DEFLATED, window, 5 if size < _LITTLE else zlib.DEF_MEM_LEVEL)


def _compressed(data: bytes) -> bytes:
    packer = _packer(len(data))
    compressed: bytes = packer.compress(data) + packer.flush()
    return compressed


def _written(number: int, head: bytes, content: bytes) -> bytes:
    """A stream. Before `endstream` stands an end of line (ISO 19005-2, 6.1.7.1) that cannot be taken with a carriage
    return of the content's own for one.
    """
    end = b"\r\n" if content.endswith(b"\r") else b"\n"
    return b"%d 0 obj\n%b\nstream\n%b%bendstream\nendobj\n" % (number, head, content, end)


class Assembly:
    """The objects of a reportlab document, as a file.

    `varying` are those that may be written anew, by what changes together; streams apart: each stands by itself.
    """

    def __init__(self, document: Any, varying: Iterable[Iterable[Any]], packs: Packs) -> None:
        self._document = document
        self._packs = packs
        self._streams: dict[int, bytes] = {}
        self._plain: dict[int, bytes] = {}
        self._digests: dict[int, bytes] = {}
        """What identifies the bytes of each stream, and of each group of objects."""
        together = [{one.__InternalName__ for one in group} for group in varying]
        groups = {name: number for number, names in enumerate(together) for name in names}
        kept: list[int] = []
        changing: list[list[int]] = [[] for _ in together]
        number = 0
        while (number := number + 1) in document.numberToId:  # more are numbered while these are written
            name = document.numberToId[number]
            self._write(number, document.idToObject[name])
            if number in self._plain:
                (changing[groups[name]] if name in groups else kept).append(number)
        self._count = number - 1
        split = [kept[at : at + MOST] for at in range(0, len(kept), MOST)]
        self._groups = [*split, *(group for group in changing if group)]
        self._constant = len(split)
        self._group_of = {number: at for at, group in enumerate(self._groups) for number in group}
        self._packed = [self._pack(at) for at in range(len(self._groups))]

    def rewrite(self, changed: Iterable[Any]) -> None:
        """Write objects anew, which are the document's as before, but changed."""
        numbers = self._document.idToObjectNumberAndVersion
        loose: set[int] = set()
        for one in changed:
            number = numbers[one.__InternalName__][0]
            self._write(number, one)
            if number in self._plain:
                loose.add(self._group_of[number])
        for group in loose:
            self._packed[group] = self._pack(group)

    def file(self, catalog: Any, info: Any) -> bytes:
        """The whole file. Its identifier is a digest of the digests of all else in it."""
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
        table = _compressed(b"".join([_PLACE(*place) for place in places]))
        name = hashlib.sha256(b"".join([*self._digests.values(), table])).hexdigest()[:32]
        numbers = self._document.idToObjectNumberAndVersion
        head = (
            f"<</Type/XRef/Size {len(places)}/W[1 4 2]"
            f"/Root {numbers[catalog.__InternalName__][0]} 0 R/Info {numbers[info.__InternalName__][0]} 0 R"
            f"/ID[<{name}><{name}>]/Filter/FlateDecode/Length {len(table)}>>"
        )
        parts += [_written(len(places) - 1, head.encode(), table), f"startxref\n{at}\n%%EOF\n".encode()]
        return b"".join(parts)

    def _write(self, number: int, one: Any) -> None:
        checkpoint()
        if isinstance(one, pdfdoc.PDFStream):
            written = self._streams[number] = self._stream(number, one)
            self._digests[number] = hashlib.sha256(written).digest()
        else:
            self._plain[number] = bytes(one.format(self._document)).strip()

    def _stream(self, number: int, stream: Any) -> bytes:
        entries = dict(stream.dictionary.dict)
        if isinstance(stream, Parts):
            content = stream.compressed(self._packs)
        else:
            content = stream.content if isinstance(stream.content, bytes) else stream.content.encode("latin-1")
            if stream.filters:
                content = self._packs.stream(content, getattr(stream, "quick", False))
        if stream.filters:
            entries["Filter"] = "/FlateDecode"
        entries["Length"] = len(content)
        parts = [b"/%b %b" % (key.encode(), pdfdoc.format(value, self._document)) for key, value in entries.items()]
        return _written(number, b"<<%b>>" % b"".join(parts), content)

    def _pack(self, group: int) -> bytes:
        checkpoint()
        numbers = self._groups[group]
        starts: list[str] = []
        bodies: list[bytes] = []
        at = 0
        for number in numbers:
            starts.append(f"{number} {at}")
            bodies.append(self._plain[number])
            at += len(self._plain[number]) + 1
        index = " ".join(starts).encode() + b"\n"
        plain = index + b"\n".join(bodies)
        content = zlib.compress(plain) if group < self._constant else _compressed(plain)
        head = f"<</Type/ObjStm/N {len(numbers)}/First {len(index)}/Filter/FlateDecode/Length {len(content)}>>"
        own = self._count + 1 + group
        written = _written(own, head.encode(), content)
        self._digests[own] = hashlib.sha256(written).digest()
        return written

"""PNG files that end too early, with the rest of their pixels empty, so that they are shown as far as they go.

Format: PNG (third edition), 5 (chunks) and 9.2 (filters: a byte before each row of pixels names its filter).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Numbers to a pixel, by the type of its colours."""


def completed(blob: bytes, most: int) -> bytes | None:
    """The file with the rows that it lacks; `None` where it ends as it should, has none, is interlaced, or has more
    than `most` pixels.
    """
    chunks = list(_chunks(blob))
    kinds = [kind for kind, _ in chunks]
    if kinds[:1] != [b"IHDR"] or b"IDAT" not in kinds or b"IEND" in kinds:
        return None
    row, rows = _size(chunks[0][1], most)
    packed = b"".join(data for kind, data in chunks if kind == b"IDAT")
    there = _unpacked(packed, row * rows) if row else b""  # no limit would be none at all
    there = there[: len(there) // max(1, row) * row]
    if not there:
        return None
    pixels = zlib.compress(there + bytes(row * rows - len(there)), 1)
    before = [(kind, data) for kind, data in chunks if kind != b"IDAT"]
    return _SIGNATURE + b"".join(_chunk(kind, data) for kind, data in (*before, (b"IDAT", pixels), (b"IEND", b"")))


def _size(header: bytes, most: int) -> tuple[int, int]:
    """How many bytes a row has, and how many rows there are; nothing of what cannot be completed."""
    width, height = int.from_bytes(header[:4], "big"), int.from_bytes(header[4:8], "big")
    if len(header) != 13 or header[12] or width * height > most or header[9] not in _CHANNELS:
        return 0, 0
    return 1 + (width * header[8] * _CHANNELS[header[9]] + 7) // 8, height


def _unpacked(packed: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, most)
    except zlib.error:
        return b""


def _chunks(blob: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a file with their data; the last may be cut off, which counts for pixels alone."""
    at = len(_SIGNATURE)
    while at + 8 <= len(blob):
        size, kind = int.from_bytes(blob[at : at + 4], "big"), blob[at + 4 : at + 8]
        data = blob[at + 8 : at + 8 + size]
        if len(data) == size or kind == b"IDAT":
            yield kind, data
        at += 12 + size


def _chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

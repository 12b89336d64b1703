"""JPEG files as they can be embedded: one picture, legal marker by marker, nothing before, between or after, and whole.

Formats: ITU-T T.81, B.1 (markers) and B.2 (order); which of them a PDF may hold: ISO 32000-1, 7.4.8.
"""

from __future__ import annotations

import re

END = b"\xff\xd9"
"""The marker with which a file ends."""

_FRAMES = (0xC0, 0xC1, 0xC2)
"""Baseline, extended and progressive by Huffman's codes; arithmetic and lossless ones a PDF cannot hold."""

_TABLES = (0xC4, 0xDB, 0xDD)
_KEPT = (0xE0, 0xEE)
"""JFIF and Adobe say how the colours are meant."""

_NOTES = (*range(0xE1, 0xEE), 0xEF, 0xFE)
"""Camera, place, owner, comments; smaller pictures for previews, too."""

_AFTER_DATA = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")


def plain_stream(blob: bytes) -> bytes | None:
    """A JPEG file without notes, fillings and what follows its end (phones put films and other pictures there); its
    end is added where it is missing. `None` where its markers are no legal sequence, or no PDF can hold its kind.

    >>> plain_stream(b"\\xff\\xd8 no marker") is None
    True
    """
    kept = [blob[:2]]
    at, frames, scans = 2, 0, 0
    while at + 4 <= len(blob):
        marker = blob[at + 1]
        if blob[at] != 0xFF or not _legal(marker, frames):
            return None
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xD9:
            break
        end = at + 2 + int.from_bytes(blob[at + 2 : at + 4], "big")
        if marker == 0xDA:
            scans += 1
            end = _end_of_data(blob, end)
        elif marker in _FRAMES:
            frames += 1
        if marker not in _NOTES:
            kept.append(blob[at:end])
        at = end
    return b"".join((*kept, END)) if frames and scans else None


def _legal(marker: int, frames: int) -> bool:
    """Whether a marker may stand there: there is one frame, and scans come after it."""
    if marker in _FRAMES:
        return not frames
    return marker in (0xFF, *_TABLES, *_KEPT, *_NOTES) or (marker in (0xD9, 0xDA) and bool(frames))


def _end_of_data(blob: bytes, start: int) -> int:
    """Where the compressed data of a scan ends: at the next marker that does not belong to them."""
    found = _AFTER_DATA.search(blob, start)
    return found.start() if found else len(blob.rstrip(b"\xff"))


def is_whole(stream: bytes) -> bool:
    """Whether every pixel is there and nothing in the data contradicts the rest: what libjpeg decodes with a guess is
    not. It is decoded by qpdf, which tells that, as Pillow does not.
    """
    import pikepdf

    pdf = pikepdf.new()
    image = pikepdf.Stream(pdf, stream, Filter=pikepdf.Name.DCTDecode)
    try:
        image.read_bytes(pikepdf.StreamDecodeLevel.all)
    except (pikepdf.PdfError, RuntimeError):
        return False
    return True

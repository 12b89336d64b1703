"""A CFF table whose glyphs have the CIDs that text calls them by (Adobe Technical Note 5176, sections 9 to 13).

In a PDF the codes of a CID-keyed font are CIDs, whatever the numbers of its glyphs are (ISO 32000-1, 9.7.4.2). So such
fonts can be cut down to a few glyphs, and the codes in the text stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence

_CHARSET, _ESCAPE, _ROS = 15, 12, 30
"""Operators of the top dictionary: the place of the charset, and (after the escape) what makes a font CID-keyed."""

_LONG = 29
"""The byte before an integer of four bytes, which is how HarfBuzz writes places."""


def is_cid_keyed(table: bytes) -> bool:
    """Whether the font of a CFF table is CID-keyed: then the first operator of its top dictionary is ``ROS``."""
    start, end = _top_dictionary(table)
    for at, operator in _operators(table, start, end):
        return operator == _ESCAPE and table[at + 1] == _ROS
    return False


def with_cids(table: bytes, cids: Sequence[int]) -> bytes:
    """The table of a CID-keyed font whose glyphs have these CIDs, that of the first (which is always 0) included."""
    start, end = _top_dictionary(table)
    charset = b"\x00" + b"".join(cid.to_bytes(2, "big") for cid in cids[1:])
    for at, operator in _operators(table, start, end):
        if operator == _CHARSET and table[at - 5] == _LONG:
            return table[: at - 4] + len(table).to_bytes(4, "big") + table[at:] + charset
    raise ValueError("the font has no charset")


def _top_dictionary(table: bytes) -> tuple[int, int]:
    """Where the one dictionary of the Top DICT INDEX, which follows header and Name INDEX, begins and ends."""
    at = _end_of_index(table, table[2])
    size = table[at + 2]
    before = at + 2 + 2 * size  # the byte from which the two places of an index of one count
    return before + 1, before + int.from_bytes(table[at + 3 + size : at + 3 + 2 * size], "big")


def _end_of_index(table: bytes, at: int) -> int:
    count = int.from_bytes(table[at : at + 2], "big")
    if not count:
        return at + 2
    size = table[at + 2]
    last = at + 3 + count * size
    return last + size - 1 + int.from_bytes(table[last : last + size], "big")


def _operators(table: bytes, start: int, end: int) -> list[tuple[int, int]]:
    """The operators of a dictionary, and where they stand; operands are skipped (section 4, table 3)."""
    found: list[tuple[int, int]] = []
    at = start
    while at < end:
        first = table[at]
        if first <= 21:
            found.append((at, first))
            at += 2 if first == _ESCAPE else 1
        elif first == 30:  # a real number, whose last half byte is all ones
            at += 1
            while table[at] & 15 != 15 and table[at] >> 4 != 15:
                at += 1
            at += 1
        else:
            at += {28: 3, _LONG: 5}.get(first, 1 if first <= 246 else 2)
    return found

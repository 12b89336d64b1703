"""Words that are too long for their lines → pieces, broken where their language allows it, with a hyphen.

In print, the hyphen is a glyph at the end of the line and no part of the text. Office programs break words themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate

from reportgen.errors import FontError, Where
from reportgen.text.breaking import Piece
from reportgen.text.breakpoints import graphemes
from reportgen.text.hyphenation import syllables
from reportgen.text.print_or_office import Profile
from reportgen.text.shaping import StyledText

FULL = 0.97
"""Part of the measure that the characters of a word that is cut may fill: together they may be wider than apart."""

LONG = 0.5
"""Part of the measure from which on a word of running text may be broken, although it would fit on a line."""

COMPOUND = 14
"""Characters that such a word has at least: ordinary words are left whole."""

LONGEST_WORD = 20_000
"""Characters without a break opportunity that are still set."""

BROKEN = 0.05
"""What a broken word costs, in squared parts of the measure."""

_LETTERS = re.compile(r"[^\W\d_]+")


def broken_words(pieces: list[Piece], width: float, text: StyledText, where: Where, *, spared: bool) -> list[Piece]:
    """The pieces, those that are wider than the measure broken between syllables, or else between characters as people
    see them. Long ones may be broken as well, but where words are `spared`: in headings.

    Raises:
        FontError: a piece is so long that it is no word.
    """
    limit = width + 1e-6
    long = limit if spared or text.profile is Profile.OFFICE else LONG * width
    if all(piece.inked <= long for piece in pieces):
        return pieces
    cut: list[Piece] = []
    for piece in pieces:
        length = piece.end - piece.start
        if piece.inked <= (limit if length < COMPOUND else long):
            cut.append(piece)
            continue
        if length > LONGEST_WORD:
            raise FontError(f"a word of {length} characters is too long to set", where, "put spaces into it")
        edges = _edges(piece, text)
        if piece.inked > limit:
            cut += _cut(piece, width, text, edges)
        elif edges:
            cut += _parted(piece, text, edges)
        else:
            cut.append(piece)
    return cut


def _edges(piece: Piece, text: StyledText) -> list[int]:
    """The places in a piece at which its words may be broken with a hyphen."""
    if text.profile is Profile.OFFICE:
        return []
    whole = text.text[piece.start : piece.end]
    found: list[int] = []
    for word in _LETTERS.finditer(whole):
        parts = syllables(word[0], text.language)
        found += [piece.start + word.start() + length for length in accumulate(map(len, parts[:-1]))]
    return [edge for edge in found if text.breaks_word(edge)]


def _parted(piece: Piece, text: StyledText, edges: Iterable[int]) -> Iterator[Piece]:
    """The parts of a piece between its edges; at the end of a line each has its hyphen."""
    start = piece.start
    for edge in edges:
        wide = text.width(start, edge)
        yield Piece(start, edge, wide, wide + text.hyphen_width(edge), BROKEN)
        start = edge
    yield _rest(piece, start, text)


def _cut(piece: Piece, width: float, text: StyledText, edges: list[int]) -> Iterator[Piece]:
    """The parts of a piece that is wider than the measure, each as long as can be."""
    word = text.text[piece.start : piece.end]
    start, used = piece.start, 0.0
    for low, high in graphemes(word):
        at = piece.start + low
        inked = text.width(at, piece.start + high)
        if used and used + inked + text.hyphen_width(piece.start + high) > FULL * width:
            cut = text.text.rfind("/", start, at) + 1 or _last_edge(edges, start, at) or at
            used = text.width(cut, at) if cut < at else 0.0
            whole = text.width(start, cut)
            yield Piece(start, cut, whole, whole + text.hyphen_width(cut))
            start = cut
        used += inked
    yield _rest(piece, start, text)


def _rest(piece: Piece, start: int, text: StyledText) -> Piece:
    """What is left of a piece from a character on, with the space after it."""
    word = text.text[piece.start : piece.end]
    whole = text.width(start, piece.start + len(word.rstrip(" \n")))
    return Piece(start, piece.end, whole + (piece.width - piece.inked), whole, piece.penalty, piece.forced)


def _last_edge(edges: Iterable[int], start: int, at: int) -> int:
    """The last edge after `start` and up to `at`; 0 where there is none."""
    return max((edge for edge in edges if start < edge <= at), default=0)

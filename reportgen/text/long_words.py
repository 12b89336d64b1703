"""Words → pieces, broken where their language allows it, with a hyphen: the words of running text, and everywhere those
that are too long for their lines.

In print, the hyphen is a glyph at the end of the line and no part of the text. Office programs break words themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reportgen.errors import FontError, Where
from reportgen.text.breaking import Piece
from reportgen.text.breakpoints import NUMBER, graphemes
from reportgen.text.hyphenation import edges_of
from reportgen.text.print_or_office import Profile
from reportgen.text.shaping import SOFT_HYPHEN, TRAILING, StyledText

FULL = 0.97
"""Part of the measure that the characters of a word that is cut may fill: together they may be wider than apart."""

Edges = tuple[tuple[int, float, float, float], ...]
"""Where a word may be broken: characters before, the widths of what stands before within a line and at its end, in
points, and what it costs to break there."""

WordParts = dict[tuple[object, ...], dict[str, Edges]]
"""The edges of words, by how they are drawn."""

LONGEST_WORD = 20_000
"""Characters without a break opportunity that are still set."""

BROKEN, BROKEN_EARLY, BROKEN_NAME = 0.004, 0.006, 0.03
"""What a broken word costs, in squared parts of the measure, one with but two letters before the hyphen, and one that
may be a name."""

LEAST_PIECE = 6
"""Characters of the shortest piece of running text that is broken, the space after it counted."""

LONGEST_SIGN = 9
"""Letters of the longest word in capitals that is taken for letters which stand for a name."""

SMALL_NOUNS = ("de", "lb")
"""Languages that write nouns with a capital: in others, a word with one in a sentence is a name, and is not broken."""

_AFTER_WORD = " ,.;:!?"
"""What mostly stands after a word of running text."""

_LETTERS = re.compile(r"[^\W\d_]+")


def hyphenated(pieces: list[Piece], text: StyledText, known: WordParts, *, names: bool = False) -> list[Piece]:
    """The pieces of running text with its words parted between syllables, words that may be `names` where these are
    needed, too; how wide parts are is added to `known`."""
    if text.profile is Profile.OFFICE:
        return pieces
    alike = len(text.stretches) == 1 and not text.air
    parts = known.setdefault((*text.look, names), {}) if alike else {}
    words = [_word_of(piece, before, text.text) for before, piece in zip([None, *pieces], pieces, strict=False)]
    new = {word: piece for word, piece in zip(words, pieces, strict=True) if word and word not in parts}
    parts.update(_measured(new, text, names=names))
    found: list[Piece] = []
    for word, piece in zip(words, pieces, strict=True):
        found += _parted(piece, parts[word]) if word else (piece,)
    return found


def _word_of(piece: Piece, before: Piece | None, text: str) -> str:
    """What a piece is known by, as far as its edges are concerned; nothing where it is not to be broken: short ones,
    and those that belong to the number before them, or to a compound that may be broken at its own hyphen."""
    if piece.end - piece.start < LEAST_PIECE:
        return ""
    if before is not None and (before.penalty >= NUMBER or text[piece.start - 1] in "-/"):
        return ""
    word = text[piece.start : piece.end]
    if not word.islower() and _begins_sentence(text, piece.start):
        return f"\n{word}"  # its capital means nothing here
    return word


def broken_words(pieces: list[Piece], width: float, text: StyledText, where: Where) -> list[Piece]:
    """The pieces, those that are wider than the measure broken between syllables, or else between characters as people
    see them.

    Raises:
        FontError: a piece is so long that it is no word.
    """
    limit = width + 1e-6
    if all(piece.inked <= limit for piece in pieces):
        return pieces
    cut: list[Piece] = []
    for piece in pieces:
        length = piece.end - piece.start
        if piece.inked <= limit:
            cut.append(piece)
            continue
        if length > LONGEST_WORD:
            raise FontError(f"a word of {length} characters is too long to set", where, "put spaces into it")
        cut += _cut(piece, width, text, _edges(piece, text, all_words=True))
    return cut


def _edges(piece: Piece, text: StyledText, *, all_words: bool = False, names: bool = False) -> list[int]:
    """The places in a piece at which its words may be broken with a hyphen: those of `all_words`, or not those of
    signs and of words whose author says where, and those of what may be `names`, or not."""
    if text.profile is Profile.OFFICE:
        return []
    whole = text.text[piece.start : piece.end]
    if _is_plain(whole, text):
        bare = whole.rstrip(_AFTER_WORD)
        return text.hyphened([piece.start + edge for edge in edges_of(bare, text.language_at(piece.start))])
    found: list[int] = []
    for word in _LETTERS.finditer(whole):
        at = piece.start + word.start()
        told = SOFT_HYPHEN in (whole[word.end() : word.end() + 1], text.text[at - 1 : at])
        kept = told or (_is_sign(word[0]) if names else _is_name_at(word[0], text, at))
        if kept and not all_words:
            continue
        found += [at + edge for edge in edges_of(word[0], text.language_at(at))]
    return text.hyphened(found)


def _is_plain(piece: str, text: StyledText) -> bool:
    """Whether a piece is one word in small letters, which is no name, and of which its author says nothing."""
    bare = piece.rstrip(_AFTER_WORD)
    return bare.isalpha() and bare.islower() and SOFT_HYPHEN not in text.text


def _is_name(word: str, language: str) -> bool:
    """Whether a word of running text is taken for a name, or for letters that stand for one. A long word in capitals
    is stressed, and is broken as others are.

    >>> [_is_name(word, "de") for word in ("Umsatzsteuer", "UNESCO", "PROCLAIMED")], _is_name("Rotterdam", "en")
    ([False, True, False], True)
    """
    if word[0].isupper() and not word[1:2].isupper():
        return language.partition("-")[0] not in SMALL_NOUNS
    return _is_sign(word)


def _is_sign(word: str) -> bool:
    """Whether a word begins with capitals that stand for words of their own."""
    return word[:2].isupper() and not (len(word) > LONGEST_SIGN and word.isupper())


def _is_name_at(word: str, text: StyledText, at: int) -> bool:
    """Whether the word at a character is taken for a name there."""
    return _is_name(word, text.language) and not _begins_sentence(text.text, at)


def _has_name(piece: Piece, text: StyledText) -> bool:
    whole = text.text[piece.start : piece.end]
    return any(_is_name_at(word[0], text, piece.start + word.start()) for word in _LETTERS.finditer(whole))


def _begins_sentence(text: str, at: int) -> bool:
    """Whether the word at a character begins a sentence, so that its capital means nothing."""
    before = text[max(0, at - 4) : at].rstrip(" \u00a0\u202f\"'“‘«„(")
    return not before or before[-1] in ".!?:…"


def _measured(pieces: Mapping[str, Piece], text: StyledText, *, names: bool) -> dict[str, Edges]:
    """The edges of pieces. Letters are not kerned over the end of a line: where that changes them, both parts are
    measured.
    """
    found: dict[str, Edges] = dict.fromkeys(pieces, ())
    parted = {word: edges for word, piece in pieces.items() if (edges := _edges(piece, text, names=names))}
    known = {word: text.widths_before(pieces[word].start, _end(pieces[word], text), parted[word]) for word in parted}
    text.learn([part for word, widths in known.items() for part in _apart(pieces[word], parted[word], widths, text)])
    for word, widths in known.items():
        piece = pieces[word]
        cost = BROKEN_NAME if names and _has_name(piece, text) else BROKEN
        found[word] = tuple(
            [_edge(piece, edge, (width, cost), text) for edge, width in zip(parted[word], widths, strict=True)]
        )
    return found


def _end(piece: Piece, text: StyledText) -> int:
    """Where a piece ends without the space after it."""
    return piece.start + len(text.text[piece.start : piece.end].rstrip(TRAILING))


def _apart(piece: Piece, edges: Sequence[int], widths: Sequence[float | None], text: StyledText) -> Iterator[str]:
    """The parts of a piece before and after those edges at which it is shaped otherwise than as a whole."""
    for edge, width in zip(edges, widths, strict=True):
        if width is None:
            yield text.text[piece.start : edge]
            yield text.text[edge : _end(piece, text)]


def _edge(
    piece: Piece, edge: int, known: tuple[float | None, float], text: StyledText
) -> tuple[int, float, float, float]:
    """An edge of a piece; `known` is how wide what stands before it is in the whole, and what a break costs."""
    width, cost = known
    before = text.width(piece.start, edge) if width is None else width
    wide = piece.inked - text.width(edge, _end(piece, text)) if width is None else width
    length = edge - piece.start
    early = length < 3 and cost == BROKEN
    return length, wide, before + text.hyphen_advance(edge), BROKEN_EARLY if early else cost


def _parted(piece: Piece, edges: Edges) -> Iterator[Piece]:
    """The parts of a piece between its edges, as wide together as the whole; each may end a line with its hyphen."""
    start, used = piece.start, 0.0
    for length, wide, seen, cost in edges:
        yield Piece(start, piece.start + length, wide - used, seen - used, cost, hyphen=True)
        start, used = piece.start + length, wide
    yield piece._replace(start=start, width=piece.width - used, inked=piece.inked - used)


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
            hyphen = text.hyphen_width(cut)
            yield Piece(start, cut, whole, whole + hyphen, hyphen=hyphen > 0)
            start = cut
        used += inked
    yield _rest(piece, start, text)


def _rest(piece: Piece, start: int, text: StyledText) -> Piece:
    """What is left of a piece from a character on, with the space after it."""
    word = text.text[piece.start : piece.end]
    whole = text.width(start, piece.start + len(word.rstrip(" \n")))
    return piece._replace(start=start, width=whole + (piece.width - piece.inked), inked=whole)


def _last_edge(edges: Iterable[int], start: int, at: int) -> int:
    """The last edge after `start` and up to `at`; 0 where there is none."""
    return max((edge for edge in edges if start < edge <= at), default=0)

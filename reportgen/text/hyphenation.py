"""Words → the parts into which their language lets them be broken (Hunspell's patterns, through pyphen)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

SHORTEST = 5
"""Letters of the shortest word that is broken."""

BEFORE, AFTER = 2, 2
"""Letters that stand before and after a break at least."""

MORE = {"en": (2, 3), "fr": (2, 3), "pt": (2, 3)}
"""Those of languages in which there are to be more of them."""

_USUAL = {"en": "en_US"}
"""Whose patterns a language has of which no country is named. The American ones of English break by sound, and at more
places (free-dom, com-mu-nity) than the British ones, which would be taken otherwise."""

_VOWELS = {"fi": "aeiouyäöå", "tr": "aâeıiîoöuüû"}
"""The vowels of languages that have no patterns, and whose syllables begin with the last consonant before a vowel."""


_NO_PATTERNS = ("%", "#", "LEFTHYPHENMIN", "RIGHTHYPHENMIN", "COMPOUNDLEFTHYPHENMIN", "COMPOUNDRIGHTHYPHENMIN")
"""What lines of a file of patterns begin with that are none."""

_ENCODINGS = {"microsoft-cp1251": "cp1251"}
_HEX = re.compile(r"\^\^([0-9a-f]{2})")
_DIGIT = re.compile("[0-9]")
_WITHOUT_DIGITS = {ord(digit): None for digit in "0123456789"}


class _Changing(int):
    """A value at a place where a word changes letters if it is broken."""


_Node = dict[str, Any]
"""What may follow some letters: a letter with the node after it, or with what the pattern says that ends with it, where
no longer one goes on; under no letter what the pattern says that ends here. That is how far places are from its first
letter, and the value of each."""


class _Patterns:
    """Liang's patterns of a language, as a tree of their letters; values are odd where a word may be broken."""

    __slots__ = ("_after", "_before", "_root")

    def __init__(self, lines: Iterable[str], before: int, after: int) -> None:
        """`lines` are those of a file of Hunspell's patterns after the first; so many letters stand `before` and
        `after` a break at least."""
        self._before, self._after = before, after
        self._root: _Node = {}
        for line in lines:
            pattern = line.strip()
            if pattern and not pattern.startswith(_NO_PATTERNS):
                self._add(_HEX.sub(lambda code: chr(int(code[1], 16)), pattern) if "^^" in pattern else pattern)

    def _add(self, pattern: str) -> None:
        kind: type[int] = int
        if "/" in pattern and "=" in pattern:
            pattern, kind = pattern.partition("/")[0], _Changing
        digits = [(digit.start() - count, int(digit[0])) for count, digit in enumerate(_DIGIT.finditer(pattern))]
        values = tuple([(far, kind(value) if value % 2 else value) for far, value in digits if value])
        letters = pattern.translate(_WITHOUT_DIGITS)
        if values and letters:
            self._put(letters, values)

    def _put(self, letters: str, values: tuple[tuple[int, int], ...]) -> None:
        node = self._root
        for letter in letters[:-1]:
            following = node.get(letter)
            if following is None:
                following = node[letter] = {}
            elif type(following) is tuple:
                following = node[letter] = {"": following}
            node = following
        known = node.get(letters[-1])
        if type(known) is dict:
            known[""] = values
        else:
            node[letters[-1]] = values

    def edges(self, word: str) -> list[int]:
        """The places in a word at which it may be broken. Where a language changes letters there, it stays whole."""
        values = self._values(f".{word.lower()}.")
        first, last = self._before + 1, len(word) - self._after + 1
        return [
            at - 1
            for at, value in enumerate(values)
            if value % 2 and first <= at <= last and type(value) is not _Changing
        ]

    def _values(self, pointed: str) -> list[int]:
        """The highest value that any pattern has for each place in a word between two points."""
        values = [0] * (len(pointed) + 1)
        for at in range(len(pointed) - 1):
            node: Any = self._root
            for letter in pointed[at:]:
                node = node.get(letter)
                if node is None:
                    break
                ends = type(node) is tuple
                for far, value in node if ends else node.get("", ()):
                    if value >= values[at + far]:
                        values[at + far] = value
                if ends:
                    break
        return values


@lru_cache(maxsize=16)
def _patterns(language: str) -> _Patterns | None:
    """The patterns of a language or of its nearest relative that has some: de-AT, de, nothing."""
    import pyphen  # patterns of a language are read when a word is broken in it

    known = pyphen.language_fallback(_USUAL.get(language, language.replace("-", "_")))
    if not known:
        return None
    file = pyphen.LANGUAGES[known].read_bytes()
    encoding = file[: file.index(b"\n")].decode().strip()
    lines = file.decode(_ENCODINGS.get(encoding.lower(), encoding)).split("\n")[1:]
    return _Patterns(lines, *MORE.get(language.partition("-")[0], (BEFORE, AFTER)))


@lru_cache(maxsize=16)
def _open_syllables(language: str) -> re.Pattern[str] | None:
    """Where syllables of a language begin: before a consonant with a vowel, in a word that has had a vowel."""
    vowels = _VOWELS.get(language.partition("-")[0])
    return re.compile(rf"(?<=\w)(?=[^\W\d_{vowels}][{vowels}])", re.IGNORECASE) if vowels else None


def syllables(word: str, language: str) -> tuple[str, ...]:
    """The parts of a word between which it may be broken; the word alone where nothing is known of its language.

    >>> syllables("Umsatzsteuer", "de-AT"), syllables("Umsatzsteuer", "xx"), syllables("ihmisoikeuksien", "fi")
    (('Um', 'satz', 'steu', 'er'), ('Umsatzsteuer',), ('ih', 'mi', 'soi', 'keuk', 'sien'))
    """
    edges = [0, *edges_of(word, language), len(word)]
    return tuple(word[start:end] for start, end in itertools.pairwise(edges))


@lru_cache(maxsize=16384)
def edges_of(word: str, language: str) -> tuple[int, ...]:
    """The places in a word at which it may be broken, as characters before each."""
    return tuple(_edges(word, language)) if len(word) >= SHORTEST else ()


def _edges(word: str, language: str) -> list[int]:
    rule = _open_syllables(language)
    if rule is not None:
        first = re.search(f"[{_VOWELS[language.partition('-')[0]]}]", word, re.IGNORECASE)
        least = max(BEFORE, first.end() if first else len(word))
        return [at.start() for at in rule.finditer(word) if least <= at.start() <= len(word) - AFTER]
    patterns = _patterns(language)
    return patterns.edges(word) if patterns else []

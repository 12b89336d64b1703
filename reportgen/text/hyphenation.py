"""Words → the parts into which their language lets them be broken (Hunspell's patterns, through pyphen)."""

from __future__ import annotations

import itertools
import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyphen import Pyphen

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


@lru_cache(maxsize=16)
def _patterns(language: str) -> Pyphen | None:
    """The patterns of a language or of its nearest relative that has some: de-AT, de, nothing."""
    import pyphen  # patterns of a language are read when a word is broken in it

    known = pyphen.language_fallback(_USUAL.get(language, language.replace("-", "_")))
    before, after = MORE.get(language.partition("-")[0], (BEFORE, AFTER))
    return pyphen.Pyphen(lang=known, left=before, right=after) if known else None


@lru_cache(maxsize=16)
def _open_syllables(language: str) -> re.Pattern[str] | None:
    """Where syllables of a language begin: before a consonant with a vowel, in a word that has had a vowel."""
    vowels = _VOWELS.get(language.partition("-")[0])
    return re.compile(rf"(?<=\w)(?=[^\W\d_{vowels}][{vowels}])", re.IGNORECASE) if vowels else None


@lru_cache(maxsize=16384)
def syllables(word: str, language: str) -> tuple[str, ...]:
    """The parts of a word between which it may be broken; the word alone where nothing is known of its language.

    >>> syllables("Umsatzsteuer", "de-AT"), syllables("Umsatzsteuer", "xx"), syllables("ihmisoikeuksien", "fi")
    (('Um', 'satz', 'steu', 'er'), ('Umsatzsteuer',), ('ih', 'mi', 'soi', 'keuk', 'sien'))
    """
    if len(word) < SHORTEST:
        return (word,)
    edges = [0, *_edges(word, language), len(word)]
    return tuple(word[start:end] for start, end in itertools.pairwise(edges))


def _edges(word: str, language: str) -> list[int]:
    rule = _open_syllables(language)
    if rule is not None:
        first = re.search(f"[{_VOWELS[language.partition('-')[0]]}]", word, re.IGNORECASE)
        least = max(BEFORE, first.end() if first else len(word))
        return [at.start() for at in rule.finditer(word) if least <= at.start() <= len(word) - AFTER]
    patterns = _patterns(language)
    # Some languages change letters at a break; there the word stays whole.
    return [int(at) for at in patterns.positions(word) if at.data is None] if patterns else []

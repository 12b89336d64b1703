"""Words → the parts into which their language lets them be broken (Hunspell's patterns, through pyphen)."""

from __future__ import annotations

import itertools
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyphen import Pyphen

SHORTEST = 5
"""Letters of the shortest word that is broken."""

BEFORE, AFTER = 2, 3
"""Letters that stand before and after a break at least."""


@lru_cache(maxsize=16)
def _patterns(language: str) -> Pyphen | None:
    """The patterns of a language or of its nearest relative that has some: de-AT, de, nothing."""
    import pyphen  # patterns of a language are read when a word is broken in it

    known = pyphen.language_fallback(language.replace("-", "_"))
    return pyphen.Pyphen(lang=known, left=BEFORE, right=AFTER) if known else None


@lru_cache(maxsize=4096)
def syllables(word: str, language: str) -> tuple[str, ...]:
    """The parts of a word between which it may be broken; the word alone where nothing is known of its language.

    >>> syllables("Umsatzsteuer", "de-AT"), syllables("Umsatzsteuer", "xx")
    (('Um', 'satz', 'steuer'), ('Umsatzsteuer',))
    """
    patterns = _patterns(language) if len(word) >= SHORTEST else None
    if patterns is None:
        return (word,)
    # Some languages change letters at a break; there the word stays whole.
    edges = [0, *(int(at) for at in patterns.positions(word) if at.data is None), len(word)]
    return tuple(word[start:end] for start, end in itertools.pairwise(edges))

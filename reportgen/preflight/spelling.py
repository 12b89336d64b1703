"""Words that no dictionary has, where one is installed (the extra `spelling`)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Any

from reportgen.document import Document
from reportgen.errors import Where
from reportgen.preflight.finding import Finding
from reportgen.preflight.text_checks import blocks_of

LEAST = 4
"""Letters of a word that is looked up: shorter ones are mostly signs and abbreviations."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_JOINED = re.compile(r"\S*[\d@/_.]\S*")
_STOPS = '.!?:;…"“”„«»()[]–—'


def misspelt(document: Document, known: Collection[str]) -> Iterator[Finding]:
    """Words that the dictionary of the document's language lacks, each once; names and what the brand knows are left.

    A capital within a sentence makes a name (not in German, where it makes a noun).
    """
    language = document.language.lower().split("-")[0]
    dictionary = _dictionary(language)
    if dictionary is None:
        return
    familiar = {word.casefold() for word in known}
    places: dict[str, Where] = {}
    for block in blocks_of(document):
        for word in _plain_words(block.text, language):
            if word not in familiar:
                places.setdefault(word, block.where)
    british = language == "en" and document.language.lower() != "en-us"
    for word in sorted(dictionary.unknown(places)):
        if not (british and dictionary.known(_american(word))):
            yield Finding("spelling", "note", f'no dictionary has "{word}"', places[word], _hint(dictionary, word))


def _plain_words(text: str, language: str) -> Iterator[str]:
    """The words of a text that dictionaries should have, in small letters."""
    text = _JOINED.sub(lambda found: _kept(found[0]), text)
    for match in _WORD.finditer(text):
        word = match[0].replace("’", "'").removesuffix("'s")
        if len(word) >= LEAST and _is_plain(word, text[: match.start()], language):
            yield word.casefold()


def _hint(dictionary: Any, word: str) -> str:
    better = sorted(dictionary.candidates(word) or ())
    if len(better) == 1 and better[0] != word:
        return f'did you mean "{better[0]}"?'
    return "if it is right, add it to the brand: voice: {words: [...]}"


_BRITISH = {
    "our": "or", "re": "er", "ence": "ense", "is": "iz", "ys": "yz", "ll": "l", "ogue": "og", "mme": "m", "ae": "e",
    "oe": "e",
}  # fmt: skip


def _american(word: str) -> list[str]:
    """How a British word may be spelt in America, whose dictionary there is: one change of each kind, anywhere."""
    found: list[str] = []
    for british, other in _BRITISH.items():
        at = word.find(british)
        while at >= 0:
            found.append(word[:at] + other + word[at + len(british) :])
            at = word.find(british, at + 1)
    return found


def _kept(text: str) -> str:
    """Addresses, numbers with units and the like as blanks; a word with a full stop after it stays a word."""
    return text if re.fullmatch(r"[^\W\d_]+(?:['’][^\W\d_]+)*[.…]+[\"”’)]*", text) else " " * len(text)


def _is_plain(word: str, before: str, language: str) -> bool:
    """Whether a word is none that dictionaries lack: a name, an abbreviation."""
    if word.islower():
        return True
    if not word[1:].islower():
        return False
    start = before.rstrip()
    return language == "de" or not start or start[-1] in _STOPS


@lru_cache(maxsize=4)
def _dictionary(language: str) -> Any:
    """The dictionary of a language; None where there is none, or the extra is not installed."""
    try:
        from spellchecker import SpellChecker
    except ImportError:
        return None
    if language not in SpellChecker.languages():
        return None
    return SpellChecker(language=language, distance=1)

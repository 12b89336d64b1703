"""Running text → whole sentences, and how much a reader has to read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

IDEOGRAPH = 0.6
"""Words that a character of a script without spaces counts for: ten of them are about six words of English."""

_UNFINISHED = re.compile(
    r"""(?:\b\w\.              # an initial, or a letter of "z. B."
        | \b\d{1,3}\.          # an ordinal, as in "1. Juni"
        | \b[^\W\d_a-z]\w{1,2}\.  # a short title or name: "Dr.", "Mr.", "Fa."
        | [,:;–—-]             # no sentence ends so
        )\s*$""",
    re.VERBOSE,
)
"""What ends a piece of text that ICU takes for a sentence, and is more likely an abbreviation."""

_GOES_ON = re.compile(r"""\s*["'“”‘’»«)\]]*\s*[a-zà-öø-ÿ]""")
"""How a piece begins that goes on with the sentence before it: with a small letter."""
_OPENING = "“„«「『（《〈【"

LEANING: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        language: frozenset(words.split())
        for language, words in {
            "en": "that this these those it its he she they his her their them but and or so yet both such then there"
            " instead however therefore thus otherwise nor neither either also here still even",
            "de": "das dies diese dieser dieses es er sie ihr ihre sein seine aber und oder doch denn dann dort damit"
            " dabei dafür dazu daher deshalb darum beide solche hier auch trotzdem stattdessen sonst",
            "fr": "cela ceci ce cette ces il elle ils elles mais et ou donc or car ainsi pourtant cependant tous"
            " leur leurs là ici aussi",
            "es": "eso esto esta este estos estas él ella ellos ellas pero y o así entonces allí ambos también",
            "it": "questo questa questi queste ciò esso essa lui lei loro ma e o così quindi allora entrambi anche",
            "nl": "dat dit deze die het hij zij ze hun maar en of dus toch dan daar beide zulke hier ook",
            "da": "det den de denne dette disse han hun men og eller så dog da der begge også her",
            "sv": "det den de denna detta dessa han hon men och eller så dock då där båda också här",
            "nb": "det den de denne dette disse han hun men og eller så likevel da der begge også her",
            "pt": "isso isto este esta estes estas ele ela eles elas mas e ou assim então ali ambos também",
            "pl": "to ten ta te on ona oni one ale i lub więc jednak wtedy tam oba też tu",
        }.items()
    }
)
"""Words that begin a sentence which leans on the one before it, by language."""


def sentences(text: str, language: str) -> list[tuple[int, int]]:
    """The sentences of a paragraph, each by its beginning and its end in characters; spaces after it are left out.

    Where it is doubtful whether one ends, it goes on: two in one do less harm than half a one. The boundaries are those
    of UAX #29, without those after the abbreviations that CLDR knows.

    >>> text = "Dr. Kern came on 1. Juni. “Late?” she asked. It was noon."
    >>> [text[start:end] for start, end in sentences(text, "en")]
    ['Dr. Kern came on 1. Juni.', '“Late?” she asked.', 'It was noon.']
    """
    from icu4py.breakers import SentenceBreaker

    found: list[tuple[int, int]] = []
    start = end = at = 0
    for piece in SentenceBreaker(text, f"{language.replace('-', '_')}@ss=standard"):
        if found and (_UNFINISHED.search(text[found[-1][0] : end]) or _GOES_ON.match(text, end)):
            start = found.pop()[0]
        else:
            start = end
        at += len(piece)
        end = start + len(text[start:at].rstrip(_OPENING)) or at  # ICU leaves “ with the sentence before it
        found.append((start, end))
    return [(start, start + len(text[start:end].rstrip())) for start, end in found]


def leans(sentence: str, language: str) -> bool:
    """Whether a sentence is not understood without the one before it, by the word with which it begins."""
    words = re.findall(r"[^\W\d_]+", sentence[:40])
    return bool(words) and words[0].lower() in LEANING.get(language.partition("-")[0].lower(), ())


def word_count(text: str) -> int:
    """How many words a reader reads; characters of scripts that set no spaces count for their part of a word.

    >>> word_count("Three short words"), word_count("今日は良い天気です。")
    (3, 5)
    """
    return round(sum(_words_of(token) for token in text.split()))


def _words_of(token: str) -> float:
    unspaced = sum(map(_is_unspaced, token))
    return unspaced * IDEOGRAPH + (1 if unspaced < len(token) and _has_letter(token, unspaced) else 0)


def _has_letter(token: str, unspaced: int) -> bool:
    """Whether there is a word in a token besides its characters of scripts without spaces."""
    return not unspaced or any(char.isalnum() and not _is_unspaced(char) for char in token)


def _is_unspaced(char: str) -> bool:
    if char < "\u0e00":
        return False
    return unicodedata.name(char, "").startswith(("CJK UNIFIED", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER"))

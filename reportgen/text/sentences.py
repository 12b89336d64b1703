"""Running text → whole sentences, and how much a reader has to read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

UNSPACED: tuple[tuple[re.Pattern[str], float], ...] = (
    (re.compile("[\u3400-\u9fff\ua000-\ua4cf\uf900-\ufaff\U00020000-\U0003ffff]"), 0.65),
    (re.compile("[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d]"), 0.3),
    (
        re.compile(
            "[\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd-\u0ec6\u0edc-\u0edf\u0f40-\u0f6c"
            "\u1000-\u102a\u103f\u1050-\u1055\u1075-\u1081\u1780-\u17b3\u1950-\u19c9\u1a20-\u1a54\ua984-\ua9b2]"
        ),
        0.27,
    ),
)
"""Letters of scripts that set no spaces between words, and the words that each counts for: characters of Chinese and
Yi; kana; letters of Thai, Lao, Tibetan, Burmese, Khmer, Tai and Javanese, without their marks. Where the Universal
Declaration of Human Rights has 1,747 words in English, it has 2,560 letters in Chinese, 3,751 in Japanese, and from
5,800 to 7,500 in the others.
"""

_UNSPACED = re.compile(f"[{''.join(letters.pattern[1:-1] for letters, _ in UNSPACED)}]")

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
    """How many words a reader reads: those between spaces, and of scripts that set none what their letters count for.

    >>> word_count("Three short words"), word_count("今日は良い天気です。"), word_count("用 Python 写的")
    (3, 4, 3)
    """
    if text.isascii() or not _UNSPACED.search(text):
        return len(text.split())
    unspaced = sum(words * len(letters.findall(text)) for letters, words in UNSPACED)
    others = "".join(char if _is_of_spaced_script(char) else " " for char in text)
    return round(unspaced + sum(any(map(str.isalnum, token)) for token in others.split()))


def _is_of_spaced_script(char: str) -> bool:
    """Whether a character is no letter of a script without spaces, and no mark of one."""
    return not _UNSPACED.match(char) and not ("\u0e00" <= char <= "\u1aff" and unicodedata.category(char)[0] == "M")

"""The language of passages that are written in another script than their paragraph's language."""

from __future__ import annotations

import re
from functools import lru_cache

_SCRIPTS = {
    "ja": "\u3040-\u30ff",
    "zh": "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f",
    "ko": "\uac00-\ud7af\u1100-\u11ff",
    "el": "\u0370-\u03ff\u1f00-\u1fff",
    "he": "\u0590-\u05ff",
    "th": "\u0e00-\u0e7f",
    "bn": "\u0980-\u09ff",
    "ta": "\u0b80-\u0bff",
    "und-Cyrl": "\u0400-\u052f",
    "und-Arab": "\u0600-\u06ff\u0750-\u077f",
    "und-Deva": "\u0900-\u097f",
}
"""Letters, by the language that is written in them; where many are, the script alone is known (BCP 47)."""

_NATIVE = {
    "ja": ("ja", "zh"),
    "zh": ("zh",),
    "yue": ("zh",),
    "ko": ("ko", "zh"),
    **dict.fromkeys(("ru", "uk", "bg", "sr", "be", "mk", "kk", "ky", "mn", "tg"), ("und-Cyrl",)),
    **dict.fromkeys(("ar", "fa", "ur", "ps"), ("und-Arab",)),
    **dict.fromkeys(("hi", "mr", "ne", "sa"), ("und-Deva",)),
}
"""What the letters of languages are that are written in more than one script, or share theirs."""

_PATTERNS = {language: re.compile(f"[{letters}]") for language, letters in _SCRIPTS.items()}


@lru_cache(maxsize=4096)
def foreign_language(text: str, language: str) -> str:
    """The language of a text if all of its letters are of another script than those of `language`; else empty.

    One Greek letter by itself is a symbol, and no word.

    >>> foreign_language("云帆港", "en-GB"), foreign_language("云帆港", "zh"), foreign_language("θ = 0.22", "en")
    ('zh', '', '')
    """
    primary = language.partition("-")[0]
    if not _foreign_words(primary).search(text):
        return ""
    native = _NATIVE.get(primary, (primary,))
    for found, pattern in _PATTERNS.items():
        if found in native or not pattern.search(text):
            continue
        letters = [letter for letter in text if letter.isalpha()]
        others = [letter for letter in letters if not pattern.match(letter) and not (found == "ja" and _is_han(letter))]
        if not others and not (found == "el" and len(letters) == 1):
            return found
    return ""


@lru_cache(maxsize=4096)
def passages(text: str, language: str) -> tuple[tuple[int, int, str], ...]:
    """A text in parts, each with its language, which is empty where it is that of the whole.

    >>> [(text[begin:end], spoken) for text in ["and Москва, Киев too"] for begin, end, spoken in passages(text, "en")]
    [('and ', ''), ('Москва, Киев', 'und-Cyrl'), (' too', '')]
    """
    found: list[tuple[int, int, str]] = []
    at = 0
    for stretch in _foreign_words(language.partition("-")[0]).finditer(text):
        for begin, end in _alike(stretch, language):
            spoken = foreign_language(text[begin:end], language)
            if spoken:
                found += [(at, begin, "")] * (at < begin)
                found.append((begin, end, spoken))
                at = end
    return (*found, (at, len(text), "")) if at < len(text) else tuple(found)


def _alike(stretch: re.Match[str], language: str) -> list[tuple[int, int]]:
    """Foreign words as one passage, or each by itself where they are of more than one script."""
    if foreign_language(stretch[0], language):
        return [stretch.span()]
    return [(stretch.start() + word.start(), stretch.start() + word.end()) for word in re.finditer(r"\w+", stretch[0])]


@lru_cache(maxsize=64)
def _foreign_words(primary: str) -> re.Pattern[str]:
    """Words of letters that a language is not written in, with what stands between them."""
    native = _NATIVE.get(primary, (primary,))
    letters = f"[{''.join(letters for language, letters in _SCRIPTS.items() if language not in native)}]"
    return re.compile(rf"{letters}+(?:\W+{letters}+)*")


def _is_han(letter: str) -> bool:
    return _PATTERNS["zh"].match(letter) is not None

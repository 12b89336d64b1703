"""The language that a run of text is said to be in (`lang`, ECMA-376 Part 1, 21.1.2.3.9): that of its script."""

from __future__ import annotations

import re
from functools import lru_cache

_KANA, _HANGUL = "\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f", "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af"
_JAPANESE = re.compile(f"[{_KANA}]")
_HAN = re.compile("[\u2e80-\u2fff\u3000-\u303f\u3400-\u9fff\uf900-\ufaff]")
_SCRIPTS = (
    (_JAPANESE, ("ja",), "ja-JP"),
    (re.compile(f"[{_HANGUL}]"), ("ko",), "ko-KR"),
    (_HAN, ("zh", "ja", "ko", "yue"), "zh-CN"),
    (re.compile("[\u0370-\u03ff\u1f00-\u1fff]"), ("el",), "el-GR"),
    (re.compile("[\u0400-\u052f]"), ("ru", "uk", "bg", "sr", "be", "mk", "kk", "ky", "mn", "tg"), "ru-RU"),
    (re.compile("[\u0590-\u05ff]"), ("he", "yi"), "he-IL"),
    (re.compile("[\u0600-\u06ff\u0750-\u077f]"), ("ar", "fa", "ur", "ps", "ku", "sd", "ug"), "ar-SA"),
    (re.compile("[\u0900-\u097f]"), ("hi", "mr", "ne", "sa"), "hi-IN"),
    (re.compile("[\u0e00-\u0e7f]"), ("th",), "th-TH"),
)
"""Scripts whose letters tell more of the language than the document does: the letters, the languages that are written
in them, and the one that is taken where the document's is none of those. The first that occurs decides, so that Chinese
characters between kana are Japanese.
"""

_PLAIN = re.compile("[\0-\u036f\u2000-\u2dff\ufb00-\ufb06]*")


@lru_cache(4096)
def spoken(text: str, language: str, among: str = "") -> str:
    """The attributes that say a run's language: `lang`, and as `altLang` the document's where the script is another's.
    `among` is the text that it stands in: Chinese characters in a Japanese sentence are Japanese.

    >>> spoken("Tokyo", "en-GB"), spoken("東京の夏", "en"), spoken("東京", "ja"), spoken("東京", "en")
    (' lang="en-GB"', ' lang="ja-JP" altLang="en"', ' lang="ja"', ' lang="zh-CN" altLang="en"')
    """
    primary = language.split("-")[0].lower()
    if not _PLAIN.fullmatch(text):
        for letters, own, usual in _SCRIPTS:
            if letters.search(text):
                if primary in own:
                    break
                if letters is _HAN and _JAPANESE.search(among):
                    usual = "ja-JP"
                return f' lang="{usual}" altLang="{language}"'
    return f' lang="{language}"'

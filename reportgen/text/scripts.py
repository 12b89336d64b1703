"""Characters by the script that they belong to, as messages name them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache


def script_of(char: str) -> str:
    """The script of a letter or a mark of a script; empty for what belongs to none, such as signs and emoji.

    Unicode names letters by their script, and Python knows the names but not the property ``Script``.

    >>> script_of("ש"), script_of("བ"), script_of("▼")
    ('Hebrew', 'Tibetan', '')
    """
    if unicodedata.category(char)[0] not in "LMN" and unicodedata.bidirectional(char) not in _RIGHT_TO_LEFT:
        known = unicodedata.name(char, "").partition(" ")[0]
        return known.capitalize() if known in _SCRIPTS_OF_MARKS else ""
    return unicodedata.name(char, "").partition(" ")[0].capitalize()


_SCRIPTS_OF_MARKS = frozenset(
    {"TIBETAN", "DEVANAGARI", "THAI", "ARMENIAN", "ETHIOPIC", "KHMER", "MYANMAR", "MONGOLIAN"}
)
"""Scripts that have punctuation of their own, by the first word of its name."""

_RIGHT_TO_LEFT = ("R", "AL", "AN")
"""Classes of characters that run from right to left (UAX #9, table 4)."""


@lru_cache(maxsize=64)
def is_of_another_script(language: str) -> bool:
    """Whether a language is written in a script that brands' own fonts mostly lack: none of Latin, Greek and Cyrillic.

    >>> is_of_another_script("hi"), is_of_another_script("zh-TW"), is_of_another_script("sr"), is_of_another_script("")
    (True, True, False, False)
    """
    from babel.core import get_global  # only where a font stands in for the brand's

    parts = language.replace("_", "-").split("-")
    likely = get_global("likely_subtags").get(parts[0], "")
    script = next((part for part in (*parts[1:], *likely.split("_")) if len(part) == 4), "Latn")
    return script.title() not in ("Latn", "Grek", "Cyrl")


def counted(chars: Iterable[str]) -> str:
    """How many characters of which scripts there are: "12 characters of Hebrew"."""
    counts: dict[str, int] = {}
    for char in chars:
        name = script_of(char)
        counts[name] = counts.get(name, 0) + 1
    return ", ".join(
        f"{count} {'character' if count == 1 else 'characters'} of {name}"
        if name
        else f"{count} sign{'' if count == 1 else 's'}"
        for name, count in counts.items()
    )

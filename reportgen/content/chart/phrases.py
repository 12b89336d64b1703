"""The words that a chart writes as a category, by language."""

from __future__ import annotations

from collections.abc import Mapping

_OTHER: Mapping[str, str] = {
    "da": "Andre",
    "de": "Andere",
    "en": "Other",
    "es": "Otros",
    "fr": "Autres",
    "it": "Altri",
    "ja": "その他",
    "nb": "Andre",
    "nl": "Overige",
    "pl": "Pozostałe",
    "pt": "Outros",
    "sv": "Övriga",
    "zh": "其他",
}


def other_word(language: str) -> str:
    """What the sum of the categories is called that do not stand alone.

    >>> other_word("de-AT"), other_word("xx")
    ('Andere', 'Other')
    """
    return _OTHER.get(language.partition("-")[0].lower(), _OTHER["en"])

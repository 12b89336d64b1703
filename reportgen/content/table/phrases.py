"""The words that a table itself writes, by language."""

from __future__ import annotations

from collections.abc import Mapping

_NO_ENTRIES: Mapping[str, str] = {
    "de": "Keine Einträge",
    "en": "No entries",
    "es": "Sin entradas",
    "fr": "Aucune entrée",
    "it": "Nessuna voce",
    "ja": "該当なし",
    "nl": "Geen gegevens",
    "pl": "Brak pozycji",
    "pt": "Sem entradas",
    "sv": "Inga poster",
    "zh": "暂无条目",
}
_TRUTHS: Mapping[str, tuple[str, str]] = {
    "de": ("FALSCH", "WAHR"),
    "en": ("FALSE", "TRUE"),
    "es": ("FALSO", "VERDADERO"),
    "fr": ("FAUX", "VRAI"),
    "it": ("FALSO", "VERO"),
    "nl": ("ONWAAR", "WAAR"),
    "pl": ("FAŁSZ", "PRAWDA"),
    "pt": ("FALSO", "VERDADEIRO"),
    "sv": ("FALSKT", "SANT"),
}


def no_entries(language: str) -> str:
    """What stands in the place of a table's rows where it has none.

    >>> no_entries("de-AT"), no_entries("xx")
    ('Keine Einträge', 'No entries')
    """
    return _NO_ENTRIES.get(language.partition("-")[0].lower(), _NO_ENTRIES["en"])


def truth(value: bool, language: str) -> str:
    """How a workbook in a language shows a logical value.

    >>> truth(True, "de"), truth(False, "xx")
    ('WAHR', 'FALSE')
    """
    return _TRUTHS.get(language.partition("-")[0].lower(), _TRUTHS["en"])[value]

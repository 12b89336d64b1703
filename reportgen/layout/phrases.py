"""The few words that the layout itself writes into a publication, by language: a language is one line more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

# The phrases stand in the order of `_PHRASES`. A page's number is filled in by whoever writes the phrase.
Phrase = Literal["continued", "continued on", "continued from", "contents", "agenda"]

_WORDS: Mapping[str, tuple[str, ...]] = {
    "de": (
        "Fortsetzung",
        "Fortsetzung auf Seite {page}",
        "Fortsetzung von Seite {page}",
        "In dieser Ausgabe",
        "Agenda",
    ),
    "en": ("continued", "continued on page {page}", "continued from page {page}", "In this issue", "Agenda"),
    "es": ("continuación", "continúa en la página {page}", "viene de la página {page}", "En este número", "Agenda"),
    "fr": ("suite", "suite en page {page}", "suite de la page {page}", "Dans ce numéro", "Ordre du jour"),
    "it": ("segue", "continua a pagina {page}", "continua da pagina {page}", "In questo numero", "Agenda"),
    "ja": ("続き", "{page}ページに続く", "{page}ページから続く", "目次", "アジェンダ"),
    "nl": ("vervolg", "vervolg op pagina {page}", "vervolg van pagina {page}", "In dit nummer", "Agenda"),
    "pl": ("ciąg dalszy", "ciąg dalszy na stronie {page}", "ciąg dalszy ze strony {page}", "W tym numerze", "Plan"),
    "pt": ("continuação", "continua na página {page}", "continuação da página {page}", "Nesta edição", "Agenda"),
    "sv": ("forts.", "fortsättning på sidan {page}", "fortsättning från sidan {page}", "I detta nummer", "Agenda"),
    "zh": ("续", "下接第{page}页", "上接第{page}页", "本期内容", "议程"),
}
_PHRASES: tuple[Phrase, ...] = ("continued", "continued on", "continued from", "contents", "agenda")


def word(phrase: Phrase, language: str) -> str:
    """A phrase in the language of a tag, or in English where there is none.

    >>> word("continued on", "de-AT").format(page=3), word("continued", "xx")
    ('Fortsetzung auf Seite 3', 'continued')
    """
    words = _WORDS.get(language.partition("-")[0].lower(), _WORDS["en"])
    return words[_PHRASES.index(phrase)]

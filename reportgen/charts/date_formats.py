"""Dates as texts of a language, and the same as formats of spreadsheets."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import lru_cache

from icu4py.messageformat import MessageFormat

from reportgen.charts.scales import Unit

_SKELETONS = {"days": "MMMd", "days+": "yMMMd", "months": "yMMM", "months-": "MMM", "years": "y"}
_CODES = {"days": "d mmm", "days+": "d mmm yyyy", "months": "mmm yyyy", "months-": "mmm", "years": "yyyy"}
_LOCALES = {
    "en": "409", "en-gb": "809", "de": "407", "fr": "40C", "es": "40A", "it": "410", "nl": "413", "pt": "816",
    "pt-br": "416", "pl": "415", "ru": "419", "ja": "411", "ko": "412", "zh": "804", "tr": "41F", "sv": "41D",
    "da": "406", "nb": "414", "fi": "40B", "cs": "405", "ar": "401", "hi": "439",
}  # fmt: skip
"""Language identifiers that number formats name, so that months read alike on any machine (MS-LCID)."""


def _key(unit: Unit, dates: tuple[date, ...]) -> str:
    """Days with their year where the dates lie in more than one, months without where they lie in one."""
    same = dates[0].year == dates[-1].year
    if unit == "days":
        return "days" if same else "days+"
    return "months-" if unit == "months" and same else unit


def day_text(day: date, unit: Unit, dates: tuple[date, ...], language: str) -> str:
    """A date as finely as `unit` says; `dates` are all that the axis shows, in order."""
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return str(_pattern(language, _SKELETONS[_key(unit, dates)]).format({"d": moment}))


@lru_cache(maxsize=64)
def _pattern(language: str, skeleton: str) -> MessageFormat:
    return MessageFormat(f"{{d, date, ::{skeleton}}}", language)


def code_of(unit: Unit, dates: tuple[date, ...], language: str) -> str:
    """The format of a spreadsheet for the same.

    >>> code_of("months", (date(2025, 1, 1), date(2026, 1, 1)), "de")
    '[$-407]mmm yyyy'
    """
    tag = language.lower()
    locale = _LOCALES.get(tag) or _LOCALES.get(tag.split("-")[0])
    return (f"[$-{locale}]" if locale else "") + _CODES[_key(unit, dates)]

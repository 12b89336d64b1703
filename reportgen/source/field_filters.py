"""Filters for fields: dates, numbers, currencies and percentages as the document's language writes them (CLDR)."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from jinja2 import pass_context

from reportgen.source.language_tags import language_of
from reportgen.source.written import meant


@lru_cache(maxsize=32)
def _locale(tag: str) -> Any:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(tag.replace("-", "_"))
    except (UnknownLocaleError, ValueError) as error:
        raise ValueError(f'no number and date formats are known for "{tag}" | name a locale such as en-GB') from error


def _number(value: Any) -> Decimal:
    value = meant(value)
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation as error:
        raise ValueError(f'"{value}" is no number | write it with digits and a point, such as 1234.5') from error
    if isinstance(value, bool) or not number.is_finite():
        raise ValueError(f'"{value}" is no number | write it with digits and a point, such as 1234.5')
    return number


def _date(value: Any) -> date:
    value = meant(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return datetime.fromisoformat(str(value).strip()).date()
    except ValueError as error:
        raise ValueError(f'"{value}" is no date | write it as 2026-06-30') from error


def _told(context: Any, locale: str | None) -> Any:
    return _locale(locale or context[" language"])


@pass_context
def date_filter(context: Any, value: Any, format: str = "long", locale: str | None = None) -> str:  # noqa: A002
    """`{{ due|date }}`, `{{ due|date("d MMM") }}`: short, medium, long, full, or a CLDR pattern."""
    from babel.dates import format_date

    return format_date(_date(_sure(value)), format, _told(context, locale))


@pass_context
def number_filter(context: Any, value: Any, decimals: int | None = None, locale: str | None = None) -> str:
    """`{{ count|number }}`, `{{ rate|number(2) }}`."""
    from babel.numbers import format_decimal

    pattern = None if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(_number(_sure(value)), pattern, _told(context, locale))


@pass_context
def currency_filter(context: Any, value: Any, code: str, locale: str | None = None) -> str:
    """`{{ total|currency("EUR") }}`."""
    from babel.numbers import format_currency, is_currency

    if not is_currency(code):
        raise ValueError(f'"{code}" is no currency | write its ISO code, such as EUR')
    return format_currency(_number(_sure(value)), code, locale=_told(context, locale))


@pass_context
def percent_filter(context: Any, value: Any, decimals: int = 0, locale: str | None = None) -> str:
    """`{{ share|percent(1) }}`: 0.123 is 12.3 %."""
    from babel.numbers import format_percent

    told = _told(context, locale)
    pattern = told.percent_formats[None].pattern.replace("#,##0", "#,##0" + ("." + "0" * decimals if decimals else ""))
    return format_percent(_number(_sure(value)), pattern, told)


def default_filter(value: Any, other: Any = "", boolean: bool = False) -> Any:
    """`{{ company|default("private") }}`: for a field that is not there, and for a blank one, as tables have them."""
    from jinja2 import Undefined

    blank = value is None or isinstance(value, Undefined) or (isinstance(value, str) and not value.strip())
    return other if blank or (boolean and not value) else value


def language_filter(value: Any) -> str:
    """`{{ Language|language }}`: the language alone of a tag in any spelling, `de` of de-AT, for `when` and choices."""
    return language_of(str(_sure(value)))


def sum_filter(values: Any, attribute: str | None = None) -> int | float:
    """`{{ holdings|sum("value")|currency("EUR") }}`: numbers as they are meant, however they are written."""
    members = [one if attribute is None else _member(one, attribute) for one in _sure(values)]
    total = sum((_number(one) for one in members if one not in (None, "")), Decimal())
    return int(total) if total == total.to_integral_value() else float(total)


def sort_filter(values: Any, attribute: str | bool | None = None, reverse: bool = False) -> list[Any]:
    """`{% for h in holdings|sort("value", reverse=true) %}`: numbers by what they mean, before texts.

    Jinja's own has `reverse` first.
    """
    column = None if isinstance(attribute, bool) else attribute

    def rank(one: Any) -> tuple[bool, Decimal, str]:
        value = meant(one if column is None else _member(one, column))
        try:
            return False, _number(value), ""
        except ValueError:
            return True, Decimal(), _sorted_by("" if value is None else str(value))

    return sorted(_sure(values), key=rank, reverse=reverse or attribute is True)


def _sorted_by(text: str) -> str:
    """A text as it is sorted: É beside E, and capitals beside small letters."""
    flat = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    return f"{flat.casefold()}\0{text}"


def _member(one: Any, attribute: str) -> Any:
    """What a row has in a column."""
    if not isinstance(one, Mapping) or attribute not in one:
        known = ", ".join(map(str, one)) if isinstance(one, Mapping) else "none"
        raise ValueError(f'a row has no column "{attribute}" | its columns: {known}')
    return one[attribute]


def _sure(value: Any) -> Any:
    from jinja2 import Undefined

    if isinstance(value, Undefined):
        str(value)
    return value


FILTERS: Mapping[str, Callable[..., Any]] = {
    "date": date_filter,
    "number": number_filter,
    "currency": currency_filter,
    "percent": percent_filter,
    "default": default_filter,
    "d": default_filter,
    "language": language_filter,
    "sum": sum_filter,
    "sort": sort_filter,
}

"""How a workbook shows its values: number formats (ECMA-376 part 1, 18.8.31) → kinds of values, or their texts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from locale import windows_locale
from operator import itemgetter
from typing import Any, Literal

from babel.dates import format_date, format_datetime, format_time

from reportgen.content.table.format_codes import Section, Token, has_conditions, sections, text_section
from reportgen.content.table.formatted_numbers import formatted_number, marks_of
from reportgen.content.table.phrases import truth
from reportgen.structs import Struct

FormatKind = Literal[
    "general", "number", "percent", "currency", "date", "duration", "text", "fraction", "scientific", "shown"
]

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: '"$"#,##0', 6: '"$"#,##0', 7: '"$"#,##0.00',
    8: '"$"#,##0.00', 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "", 15: "d-mmm-yy",
    16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "",
    37: "#,##0_);(#,##0)", 38: "#,##0_);(#,##0)", 39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);(#,##0.00)",
    41: "#,##0", 42: '"$"#,##0', 43: "#,##0.00", 44: '"$"#,##0.00', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    48: "##0.0E+0", 49: "@",
}  # fmt: skip
"""Formats by number that no file spells out; those of dates that follow the system (14, 22) are the document's."""

CURRENCIES = {
    "€": "EUR", "$": "USD", "US$": "USD", "£": "GBP", "¥": "JPY", "CHF": "CHF", "Fr.": "CHF", "zł": "PLN", "Kč": "CZK",
    "₹": "INR", "₽": "RUB", "₺": "TRY", "₩": "KRW", "R$": "BRL", "EUR": "EUR", "USD": "USD", "GBP": "GBP",
}  # fmt: skip


class CellFormat(Struct, frozen=True):
    """What a cell's format makes of its value.

    `code` is the format as the workbook has it. `plain` says that a number is shown with nothing but its digits, sign
    and unit, so that a typed column shows the same; `shown` is the text of a cell that is stored with its text.
    """

    kind: FormatKind = "general"
    decimals: int = 0
    grouped: bool = True
    currency: str = ""
    code: str = ""
    plain: bool = True
    shown: str = ""


def format_of(code: str) -> CellFormat:
    """What a format is.

    >>> format_of("0.0%").kind, format_of("[h]:mm").kind, format_of('#,##0.00 "€"').currency, format_of("00000").plain
    ('percent', 'duration', 'EUR', False)
    """
    first, *others = sections(code)
    has = first.has
    own_text = text_section(code) is not None
    if not own_text and not others and (has("general") or not first.pieces) and len(first.pieces) < 2:
        return CellFormat(code=code)
    if first.pieces == (("at", "@"),):
        return CellFormat("text", code=code, plain=False)
    if has("time"):
        return CellFormat("duration", code=code, plain=False)
    if has("run", "half") or (has("era") and not has("digit")):
        return CellFormat("date", code=code, plain=False)
    if has("exp"):
        return CellFormat("scientific", code=code, plain=False)
    if ("digit", "/") in first.pieces:
        return CellFormat("fraction", code=code, plain=False)
    return _numeric(code, first)


def _numeric(code: str, section: Section) -> CellFormat:
    digits = "".join(text for kind, text in section.pieces if kind == "digit")
    whole, _, part = digits.partition(".")
    literal = "".join(text for kind, text in section.pieces if kind in ("literal", "money")).strip()
    last = [piece for piece in section.pieces if piece[1].strip()][-1:] == [("percent", "%")]
    kind: FormatKind = "percent" if last else "currency" if literal in CURRENCIES else "number"
    usual = re.fullmatch(r"(?:#,##|#*)0(?:\.0+)?", digits) is not None and not section.has("general")
    plain = (
        usual and not has_conditions(code) and (not literal or kind == "currency") and section.has("percent") == last
    )
    return CellFormat(kind, len(part.rstrip(",")), "," in whole, CURRENCIES.get(literal, ""), code, plain)


def shown(value: Any, form: CellFormat, language: str) -> str:
    """The text that a cell shows, in the words and with the decimal mark of a language.

    >>> shown(timedelta(hours=30, minutes=15), format_of("[h]:mm"), "en")
    '30:15'
    >>> shown(1.5, format_of("# ?/?"), "en"), shown(2.5, format_of('0.0" kg"'), "de")
    ('1 1/2', '2,5 kg')
    """
    if form.shown:
        return form.shown
    if isinstance(value, bool):
        return truth(value, language)
    if isinstance(value, timedelta):
        return _duration(value.total_seconds(), form.code)
    if isinstance(value, date) and form.kind == "general":
        return _bare_date(value, language)
    if isinstance(value, date | time):
        return _date(value, form.code, language)
    if isinstance(value, int | float):
        code = form.code if form.kind not in ("general", "text", "date") else "General"
        return formatted_number(float(value), code, marks_of(_locale(language)))
    return str(value)


def shown_text(value: str, form: CellFormat) -> str:
    """A text of a cell with what its format puts around it; nothing where the format hides texts.

    >>> [shown_text("Anna", format_of(code)) for code in ('"Ms "@', "0.0", ";;;")]
    ['Ms Anna', 'Anna', '']
    """
    pieces = text_section(form.code)
    if pieces is None:
        return value
    return "".join(value if kind in ("at", "general") else text for kind, text in pieces).strip()


def _bare_date(value: date, language: str) -> str:
    """A date without a format, as the language writes it; with its time, where it has one."""
    from babel.dates import format_datetime

    if isinstance(value, datetime) and value.time() != time():
        return str(format_datetime(value, "medium", locale=_locale(language)))
    return str(format_date(value, "medium", locale=_locale(language)))


def _locale(language: str) -> str:
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(language, sep="-"))
    except (UnknownLocaleError, ValueError):
        return "en"


def _duration(seconds: float, code: str) -> str:
    """A length of time; its first unit, in brackets, counts on past its usual end."""
    pieces = sections(code)[0].pieces
    decimals = _decimals(pieces)
    left = Decimal(repr(abs(seconds))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    units = {"h": 3600, "m": 60, "s": 1}
    text = ""
    for kind, piece in pieces:
        if kind in ("time", "run") and piece[0].lower() in units:
            count, left = divmod(left, units[piece[0].lower()])
            text += f"{int(count):0{len(piece)}d}"
        elif (kind, piece) == ("digit", "0"):
            count, left = divmod(left * 10, 1)
            text += str(int(count))
        else:
            text += piece
    return f"\u2212{text.strip()}" if seconds < 0 and any("1" <= char <= "9" for char in text) else text.strip()


def _decimals(pieces: Sequence[Token]) -> int:
    """Of seconds: how many zeros stand after them."""
    return sum(piece == ("digit", "0") for piece in pieces)


_FIRST_DAY = date(1899, 12, 31)
"""The day of a time of day, which is the workbook's day 0."""

_LANGUAGE = re.compile(r"\[\$[^\]-]*-(?:x-)?([0-9A-Fa-z]+)[^\]]*\]")


def _date(value: date | time, code: str, language: str) -> str:
    """A date or a time of day in the order and length that the format says, in its language where it names one."""
    moment = datetime.combine(_FIRST_DAY, value) if isinstance(value, time) else value
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    said = _LANGUAGE.search(code)
    name = said[1].lower() if said else ""
    where = _locale(language)
    if name in ("f800", "sysdate"):
        return str(format_date(moment, "full", locale=where))
    if name in ("f400", "systime"):
        return str(format_time(moment, "medium", locale=where))
    where = _language_of(name) or where
    pieces = _dated(sections(code)[0].pieces, moment, name)
    step = timedelta(seconds=1) / 10 ** _decimals(pieces)
    seconds = step < timedelta(seconds=1) or any(text[0] in "sS" for kind, text in pieces if kind == "run")
    moment = _to_the_step(moment, step) if seconds else moment
    return str(format_datetime(moment, _pattern(pieces, moment), locale=where)).strip()


_HIJRI, _THAI = ("06", "17"), "07"
"""Calendars by the numbers that Windows has for them: the two digits before the last four of a format's language."""

_EPOCH, _CYCLE = date(622, 7, 18).toordinal(), 10631
"""The first day of the Hijri calendar as Windows counts it, and the days of 30 years, of which 11 are longer."""


def _dated(pieces: Sequence[Token], moment: datetime, language: str) -> list[Token]:
    """The pieces of a format of dates, those of a day in another calendar as the numbers that it has there.

    The language of a format says the calendar in the digits before its last four, B2 says that it is that of Islam.
    """
    calendar = language.zfill(8)[2:4] if re.fullmatch(r"[0-9a-f]{5,8}", language) else ""
    if ("calendar", "B2") in pieces or calendar in _HIJRI:
        day = _hijri(moment)
    elif calendar == _THAI:
        day = moment.year + 543, moment.month, moment.day
    else:
        return [piece for piece in pieces if piece[0] != "calendar"]
    found: list[Token] = []
    last = ""
    for number, (kind, text) in enumerate(pieces):
        low = text.lower() if kind == "run" else ""
        minutes = _are_minutes(pieces, number, last)
        last = low or last
        if calendar == _THAI and low[:1] != "y":
            found.append((kind, text))
        elif low[:1] in ("y", "d", "m") and low and not minutes and not (low[0] == "d" and len(low) > 2):
            found.append(("literal", _numbered(low, day["ymd".index(low[0])])))
        elif kind != "calendar":
            found.append((kind, text))
    return found


def _numbered(low: str, number: int) -> str:
    """A number of a day as long as its letters ask; years of one or two letters are their last two digits."""
    return f"{number % 100:02d}" if low[0] == "y" and len(low) < 3 else f"{number:0{min(len(low), 2)}d}"


def _hijri(moment: datetime) -> tuple[int, int, int]:
    """A day in the calendar of Islam as workbooks count it: by a table, not by the moon (.NET, HijriCalendar).

    >>> _hijri(datetime(2002, 4, 3)), _hijri(datetime(2000, 4, 5))
    ((1423, 1, 21), (1421, 1, 1))
    """
    cycles, days = divmod(moment.toordinal() - _EPOCH, _CYCLE)
    year = (30 * days + 10646) // _CYCLE
    days -= 354 * (year - 1) + (3 + 11 * year) // 30
    month = min(12, int(days / 29.5) + 1)
    while month > 1 and days < (59 * (month - 1) + 1) // 2:
        month -= 1
    return 30 * cycles + year, month, days - (59 * (month - 1) + 1) // 2 + 1


def _are_minutes(pieces: Sequence[Token], at: int, last: str) -> bool:
    """Whether the letters m of a format are minutes: one or two after hours, or before seconds."""
    low = pieces[at][1].lower()
    after = next((text for kind, text in pieces[at + 1 :] if kind == "run"), "").lower()
    return low[:1] == "m" and len(low) < 3 and (last.startswith("h") or after.startswith("s"))


def _to_the_step(moment: datetime, step: timedelta) -> datetime:
    """A moment rounded to the finest that is shown of it: stored times miss whole seconds by a little."""
    over = timedelta(microseconds=moment.microsecond) % step
    return moment - over + (step if 2 * over >= step else timedelta())


def _language_of(number: str) -> str | None:
    """The locale of CLDR by the number that Windows has for it (MS-LCID), of which the last four digits count."""
    known = windows_locale.get(int(number[-4:], 16)) if re.fullmatch(r"[0-9a-f]{3,8}", number) else None
    return _locale(known.replace("_", "-")) if known else None


def _pattern(pieces: Sequence[Token], moment: datetime) -> str:
    """The pattern of CLDR for the pieces of a format of dates."""
    half = any(kind == "half" for kind, _ in pieces)
    pattern: list[tuple[bool, str]] = []
    """Parts of it, and whether each is literal."""
    last = ""
    for number, (kind, text) in enumerate(pieces):
        if kind == "run":
            low = text.lower()
            minutes = _are_minutes(pieces, number, last)
            last = low
            pattern.append((False, _field(low, minutes, half)))
        else:
            pattern.append(_of_other(kind, text, moment))
    return "".join(
        _quoted("".join(text for _, text in parts)) if literal else "".join(text for _, text in parts)
        for literal, parts in groupby(pattern, itemgetter(0))
    )


def _of_other(kind: str, text: str, moment: datetime) -> tuple[bool, str]:
    """The part of a pattern for a piece that is no run of letters of a date, and whether it is literal."""
    if kind == "half":
        return (False, "a") if len(text) > 3 else (True, text[0] if moment.hour < 12 else text[-1])
    if kind == "era":
        return True, _era(text.lower(), moment.year)
    return (False, "S") if (kind, text) == ("digit", "0") else (True, text)


def _quoted(text: str) -> str:
    """Literal text in a pattern of CLDR."""
    return "'" + text.replace("'", "''") + "'" if any(char.isalpha() or char == "'" for char in text) else text


def _era(low: str, year: int) -> str:
    """Years of the Buddhist era, of the calendar's own count, and its era, which our calendar has none of."""
    if low[0] == "b":
        return f"{(year + 543) % 100:02d}" if len(low) < 3 else str(year + 543)
    return str(year) if low[0] == "e" else ""


def _field(low: str, minutes: bool, half: bool) -> str:
    """The letters of CLDR for those of a workbook: mmm is MMM, dddd is EEEE."""
    if low[0] == "y":
        return "yy" if len(low) < 3 else "yyyy"
    if low[0] == "d":
        return low[:2] if len(low) < 3 else "EEE" if len(low) == 3 else "EEEE"
    if low[0] == "h":
        return ("h" if half else "H") * min(2, len(low))
    if low[0] == "m" and not minutes:
        return "M" * min(5, len(low))
    return low[:2]

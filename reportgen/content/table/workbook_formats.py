"""How a workbook shows its values: number formats (ECMA-376 part 1, 18.8.31) → kinds of values, or their texts."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any, Literal

from babel.dates import format_date, format_time
from babel.numbers import format_decimal, get_decimal_symbol

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

_TOKEN = re.compile(
    r'"(?P<text>[^"]*)"|\\(?P<one>.)|_.|\*.|\[\$(?P<money>[^\]-]*)(?:-[^\]]*)?\]|\[(?P<time>h+|m+|s+)\]|\[[^\]]*\]'
    r"|(?P<half>AM/PM|A/P)|(?P<exp>E[+-])|(?P<general>General)|(?P<run>y+|m+|d+|h+|s+)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)


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


Token = tuple[str, str]
"""The kind of a piece of a format (literal, run of letters, digit …), and its text."""


def tokens(code: str) -> list[Token]:
    """The pieces of one section of a format.

    >>> tokens('0.0" kg"')
    [('digit', '0'), ('digit', '.'), ('digit', '0'), ('literal', ' kg')]
    """
    found: list[Token] = []
    for match in _TOKEN.finditer(code):
        kind, text = match.lastgroup, match[match.lastgroup] if match.lastgroup else ""
        if kind in ("text", "one"):
            found.append(("literal", text))
        elif kind == "other":
            found.append(("digit" if text in "0#?.,/" else "percent" if text == "%" else "literal", text))
        elif kind is not None:
            found.append((kind, text))
    return found


def sections(code: str) -> list[str]:
    """The parts of a format for positive numbers, negative ones, zero, and texts."""
    return [part[0] for part in re.finditer(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[])+|(?<=;)(?=;|$)', code)] or [code]


def format_of(code: str) -> CellFormat:
    """What a format is.

    >>> format_of("0.0%").kind, format_of("[h]:mm").kind, format_of('#,##0.00 "€"').currency, format_of("00000").plain
    ('percent', 'duration', 'EUR', False)
    """
    first = sections(code)[0]
    pieces = tokens(first)
    kinds = {kind for kind, _ in pieces}
    if not pieces or kinds == {"general"}:
        return CellFormat(code=code)
    if first.strip() == "@":
        return CellFormat("text", code=code, plain=False)
    if "time" in kinds:
        return CellFormat("duration", code=code, plain=False)
    if "run" in kinds:
        return CellFormat("date", code=code, plain=False)
    if "exp" in kinds:
        return CellFormat("scientific", code=code, plain=False)
    if ("digit", "/") in pieces:
        return CellFormat("fraction", code=code, plain=False)
    return _numeric(code, pieces, kinds)


def _numeric(code: str, pieces: list[Token], kinds: set[str]) -> CellFormat:
    digits = "".join(text for kind, text in pieces if kind == "digit")
    whole, _, part = digits.partition(".")
    literal = "".join(text for kind, text in pieces if kind in ("literal", "money")).strip()
    kind: FormatKind = "percent" if "percent" in kinds else "currency" if literal in CURRENCIES else "number"
    # trailing commas divide by thousands, several zeros fill up to a width, # leaves decimals out: a column cannot
    scaled = digits.rstrip("0#?").endswith(",") and "," in digits.rstrip(".")[-1:]
    plain = (not literal or kind == "currency") and whole.count("0") <= 1 and "#" not in part and not scaled
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
        try:
            return _date(value, form.code, language)
        except (AttributeError, ValueError):  # a time of day in a format of dates
            return str(value)
    if isinstance(value, int | float):
        return _number(float(value), form, language)
    return str(value)


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
    pieces = tokens(sections(code)[0])
    left = abs(round(seconds))
    units = {"h": 3600, "m": 60, "s": 1}
    text = "−" if seconds < 0 else ""
    for kind, piece in pieces:
        if kind in ("time", "run") and piece[0].lower() in units:
            count, left = divmod(left, units[piece[0].lower()])
            text += f"{count:0{len(piece)}d}"
        else:
            text += piece
    return text


def _date(value: date | time, code: str, language: str) -> str:
    """A date or a time of day in the order and length that the format says."""
    made = _pattern(tokens(sections(code)[0]))
    where = _locale(language)
    if isinstance(value, time):
        return str(format_time(value, made, locale=where))
    if isinstance(value, datetime):
        from babel.dates import format_datetime

        return str(format_datetime(value, made, locale=where))
    return str(format_date(value, made, locale=where))


def _pattern(pieces: list[Token]) -> str:
    """The pattern of CLDR for the pieces of a format of dates."""
    half = any(kind == "half" for kind, _ in pieces)
    pattern: list[str] = []
    last = ""
    for number, (kind, text) in enumerate(pieces):
        if kind == "run":
            low = text.lower()
            after = next((t for k, t in pieces[number + 1 :] if k == "run"), "").lower()
            minutes = low[0] == "m" and len(low) < 3 and (last.startswith("h") or after.startswith("s"))
            last = low
            pattern.append(_field(low, minutes, half))
        elif kind == "half":
            pattern.append("a")
        else:
            pattern.append(f"'{text}'" if text.strip() and text != "'" else text)
    return "".join(pattern)


def _field(low: str, minutes: bool, half: bool) -> str:
    """The letters of CLDR for those of a workbook: mmm is MMM, dddd is EEEE."""
    if low[0] == "y":
        return "yy" if len(low) < 3 else "yyyy"
    if low[0] == "d":
        return low[:2] if len(low) < 3 else "EEE" if len(low) == 3 else "EEEE"
    if low[0] == "h":
        return ("h" if half else "H") * min(2, len(low))
    if low[0] == "m" and not minutes:
        return "M" * min(4, len(low))
    return low[:2]


def _number(value: float, form: CellFormat, language: str) -> str:
    where = _locale(language)
    if form.kind in ("general", "text", "date"):
        return _signed(str(format_decimal(float(f"{value:.11g}"), "0.###########", locale=where)))
    parts = sections(form.code)
    own = parts[1] if value < 0 and len(parts) > 1 else parts[2] if value == 0 and len(parts) > 2 else None
    text = _written(abs(value), own if own is not None else parts[0], where)
    text = "−" + text[1:] if text.startswith("-") and value else text
    return f"−{text}" if value < 0 and own is None and any("1" <= char <= "9" for char in text) else text


def _signed(text: str) -> str:
    return text.replace("-", "−", 1)


def _written(value: float, code: str, where: str) -> str:
    """A number without its sign, as one section of a format has it, what stands around it included."""
    pieces = tokens(code)
    digits = "".join(text for kind, text in pieces if kind in ("digit", "exp"))
    if not any(char in "0#?" for char in digits):
        return "".join(text for kind, text in pieces if kind in ("literal", "money", "percent")).strip()
    if any(kind == "percent" for kind, _ in pieces):
        value *= 100
    number = _fraction(value, digits) if "/" in digits else _plain(value, digits, where)
    text = ""
    for kind, piece in pieces:
        if kind in ("digit", "exp"):
            text, number = text + number, ""
        else:
            text += piece
    return text.strip()


def _plain(value: float, digits: str, where: str) -> str:
    mantissa, exp, _ = digits.partition("E")
    thin = mantissa.rstrip(",")
    value /= 1000.0 ** (len(mantissa) - len(thin))
    whole, point, part = thin.partition(".")
    if exp:
        text = f"{value:.{len(part)}E}"
        number, _, power = text.partition("E")
        return f"{number.replace('.', get_decimal_symbol(where))}E{power}"
    pattern = ("#,##" if "," in whole else "") + "0" * max(1, whole.count("0"))
    if point:
        pattern += "." + part.replace("?", "#")
    exact = Decimal(repr(round(value, 12))).quantize(Decimal(1).scaleb(-len(part)), ROUND_HALF_UP)
    return str(format_decimal(exact, pattern, locale=where))


def _fraction(value: float, digits: str) -> str:
    whole, _, below = digits.rpartition("/")
    fixed = below.strip("?#")
    most = 10 ** len(below) - 1
    part = Fraction(round(value * int(fixed)), int(fixed)) if fixed.isdigit() and int(fixed) else Fraction(value)
    part = part.limit_denominator(most)
    count, rest = divmod(part, 1)
    if not rest:
        return str(count)
    return f"{count} {rest}" if count and len(whole) > 1 else str(part)

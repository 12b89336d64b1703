"""What people type on a keyboard → what a typesetter sets, by the language: quotation marks, apostrophes, dashes,
ellipses, the spaces of French, and spaces at which no line may break.

Only typewriter signs and common spaces are changed. Signs that an author chose, code, addresses and numbers that name
something stay as they are. `typography: plain` in a source turns all of it off.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from reportgen.content.text import Span
from reportgen.structs import Struct, replace

NO_BREAK, NARROW = "\u00a0", "\u202f"
"""Spaces at which no line breaks: the common one, and the narrow one of French."""

_LANGUAGE: ContextVar[str] = ContextVar("language that typography follows", default="")
"""The language of the source that is being read; empty where its text is set as it is typed."""

_QUOTES = {
    "": "“”‘’",
    "bg": "„“‚‘",
    "cs": "„“‚‘",
    "da": "”“’‘",
    "de": "„“‚‘",
    "de-CH": "«»‹›",
    "de-LI": "«»‹›",
    "el": "«»“”",
    "es": "«»“”",
    "et": "„“‚‘",
    "eu": "«»“”",
    "fi": "””’’",
    "fr": "«»“”",
    "hr": "„“‚‘",
    "hu": "„”»«",
    "hy": "«»‹›",
    "is": "„“‚‘",
    "it": "«»“”",
    "ja": "「」『』",
    "lt": "„“‚‘",
    "lv": "“”‘’",
    "nb": "«»‘’",
    "nn": "«»‘’",
    "no": "«»‘’",
    "pl": "„”«»",
    "pt-PT": "«»“”",
    "ro": "„”«»",
    "ru": "«»„“",
    "be": "«»„“",
    "uk": "«»„“",
    "sk": "„“‚‘",
    "sl": "„“‚‘",
    "sq": "«»“”",
    "sr": "„“‚‘",
    "sv": "””’’",
    "ca": "«»“”",
}
"""The outer and the inner quotation marks of languages (CLDR 46, delimiters); others have those of English."""

_ONE_LETTER = {"pl": "aiouwz", "cs": "kosuvzai", "sk": "kosuvzai"}
"""Words of one letter that stay with the next word."""

_UNITS = (
    r"%|‰|°C?|€|\$|£|¥|(?:[kMGT]?W|[kMGT]Wh|km|cm|mm|m|m²|km²|ha|kg|g|mg|t|l|ml|h|min|s|ms|Hz|[kMG]Hz|[kMGT]B|pt|px|dpi"
    r"|bn|mn|tn|Mio\.?|Mrd\.?|million|billion|trillion|Millionen|Milliarden|millions|milliards|Uhr|a\.m\.|p\.m\.|am|pm"
    r"|km/h|EUR|USD|GBP|CHF)(?![\w’'])"
)
"""What a number counts, after a space."""

_NUMBERED = (
    r"No\.|Nos\.|Nr\.|nr\.|p\.|pp\.|S\.|Fig\.|fig\.|Abb\.|Tab\.|Vol\.|vol\.|ch\.|Kap\.|Art\.|art\.|n°|N°|№|§§?|č\.|s\."
)
_TITLES = r"Dr|Prof|Mr|Mrs|Ms|Mx|St|Hr|Fr|Sr|Sra|Mme|Mlle|MM|Ing|Mag"

Edit = tuple[int, int, str]
"""Characters start..end of a text, and what stands in their place."""

_HIDDEN = "\ufffc"
"""What stands for each character that is not looked at, such as those of code."""


@contextmanager
def typography_of(language: str) -> Iterator[None]:
    """Texts that are read within are set by a language's rules; as they are typed where it is empty."""
    token = _LANGUAGE.set(language)
    try:
        yield
    finally:
        _LANGUAGE.reset(token)


def language_of_typography() -> str:
    """The language whose rules texts are set by; empty where they are set as they are typed."""
    return _LANGUAGE.get()


def well_set(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Spans of one text as a typesetter sets them."""
    language = _LANGUAGE.get()
    if not language:
        return spans
    seen = "".join(_HIDDEN * len(span.text) if _is_fixed(span, language) else span.text for span in spans)
    edits = list(_edits(seen, language))
    if not edits:
        return spans
    made: list[Span] = []
    at = 0
    for span in spans:
        inside = [(start - at, end - at, new) for start, end, new in edits if at <= start < at + len(span.text)]
        made.append(replace(span, text=_edited(span.text, inside)) if inside else span)
        at += len(span.text)
    return tuple(made)


def well_set_text(text: str) -> str:
    """A plain text as a typesetter sets it.

    >>> with typography_of("en"): well_set_text('"It\\'s 5 km," she said...')
    '“It’s 5\\xa0km,” she said…'
    """
    return "".join(span.text for span in well_set((Span(text),)))


_ADDRESS = re.compile(
    r"\w+://\S+|\S+@\S+\.\w+|www\.\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:org|com|net|de|fr|example|py|md|yaml)\b\S*"
)


def _is_fixed(span: Span, language: str) -> bool:
    """Whether the characters of a span stay as they are: code, passages in other languages."""
    return span.code or bool(span.language and span.language.partition("-")[0] != language.partition("-")[0])


def _edited(text: str, edits: Iterable[Edit]) -> str:
    parts: list[str] = []
    at = 0
    for start, end, new in edits:
        parts += [text[at:start], new]
        at = min(end, len(text))
    return "".join([*parts, text[at:]])


def _edits(text: str, language: str) -> list[Edit]:
    """What is changed in a text, in its order; of two changes that meet, the first."""
    if "." in text:
        for address in _ADDRESS.finditer(text):
            text = text[: address.start()] + _HIDDEN * len(address[0]) + text[address.end() :]
    signs = set(text)
    rules = _rules(language) if signs.isdisjoint(_DIGITS) else _rules(language) + _days(language.partition("-")[0])
    found = [edit for rule in rules if not signs.isdisjoint(rule.needs) for edit in rule.edits(text)]
    if not signs.isdisjoint("+0"):
        found += _telephone_numbers(text)
    if not signs.isdisjoint("\"'"):
        found += _quotation_marks(text, language)
    kept: list[Edit] = []
    for edit in sorted(found, key=lambda one: one[:2]):
        if not kept or edit[0] >= kept[-1][1]:
            kept.append(edit)
    return kept


class _Rule(Struct, frozen=True):
    """What is put in the place of one group of a pattern. Texts without any of the signs that it `needs` are not looked
    at. A pattern that is `word` begins one: this is asked afterwards, because patterns that begin with a letter are
    found some ten times as fast.
    """

    pattern: re.Pattern[str]
    new: str
    needs: str
    group: int = 1
    word: bool = False

    def edits(self, text: str) -> Iterator[Edit]:
        for match in self.pattern.finditer(text):
            at = match.start()
            if not (self.word and at and (text[at - 1].isalnum() or text[at - 1] in "_.,-/'’")):
                yield *match.span(self.group), self.new


def _rule(pattern: str, new: str, needs: str, *, group: int = 1, word: bool = False) -> _Rule:
    return _Rule(re.compile(pattern), new, needs, group, word)


_DIGITS = "0123456789"

_EVERYWHERE = (
    _rule(r"\.\.\.(?!\.)(?<!\.\.\.\.)", "…", ".", group=0),
    _rule(r" --? (?=\S)", " – ", "-", group=0),
    _rule(r" --- (?=\S)", " — ", "-", group=0),
    _rule(r"(?<=[^\W\d_])---(?=[^\W\d_])", "—", "-", group=0),
    _rule(r"(?<=[^\W\d_])--(?=[^\W\d_])", "–", "-", group=0),
    _rule(r"(?:1\d|20)\d\d(-)(?:(?:1\d|20)\d\d|\d\d)(?![\d.,/-]*\d|-)", "–", "-", word=True),
    _rule(rf"\d[\d.,]*( )(?={_UNITS})", NO_BREAK, _DIGITS, word=True),
    _rule(rf"(?:{_NUMBERED})( )(?=\d)", NO_BREAK, _DIGITS, word=True),
    _rule(r"\d( )(?=[–—] \d)", NO_BREAK, "–—"),
    _rule(rf"(?:{_TITLES})\.?( )(?=[^\W\d_]*[A-ZÀ-Þ])", NO_BREAK, "DFHMPSI", word=True),
    _rule(r"[A-Z]\.( )(?=[A-Z]\. ?[A-Z])", NO_BREAK, ".", word=True),
)

_FRENCH = (
    _rule(r"(?<=[\w)»”%€])( ?)(?=[;!?]+(?:[\s»”)\"]|$))", NARROW, ";!?"),
    _rule(r"(?<=[\w)»”%€])( ?)(?=:(?:\s|$))", NO_BREAK, ":"),
    _rule(r"«( ?)(?=[^\s\u00a0\u202f])", NARROW, "«"),
    _rule(r"(?<=[^\s\u00a0\u202f])( ?)(?=»)", NARROW, "»"),
)
"""The spaces of French: narrow ones before marks of two parts, and within quotation marks."""


@lru_cache(maxsize=16)
def _rules(language: str) -> tuple[_Rule, ...]:
    primary = language.partition("-")[0]
    rules = [*_EVERYWHERE]
    if primary == "fr" and language not in ("fr-CA", "fr-CH"):
        rules += _FRENCH
    letters = _ONE_LETTER.get(primary)
    if letters:
        rules.append(_rule(rf"[{letters}{letters.upper()}]( )(?=\w)", NO_BREAK, " ", word=True))
    return tuple(rules)


@lru_cache(maxsize=16)
def _days(language: str) -> tuple[_Rule, ...]:
    """That a day stays with its month."""
    from babel import Locale, UnknownLocaleError  # its data are read where a text has a figure

    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return ()
    forms = locale.months["format"]
    names = {name for width in ("wide", "abbreviated") for name in forms[width].values() if len(name) > 2}
    months = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    return (
        _rule(rf"\d{{1,2}}(?:\.|er|st|nd|rd|th)?( )(?=(?:{months})(?!\w))", NO_BREAK, _DIGITS, word=True),
        _rule(rf"(?:{months})( )(?=\d{{1,2}}(?![\d:.]))", NO_BREAK, _DIGITS, word=True),
    )


_PHONE = re.compile(r"(?<![\w.,/-])(?:\+\d{1,3}|\(?0\d{1,5}\)?)(?: \(?\d{1,6}\)?)+(?![\w-])")


def _telephone_numbers(text: str) -> Iterator[Edit]:
    """The spaces within numbers of eight to fifteen digits that begin with + or 0."""
    for match in _PHONE.finditer(text):
        if 8 <= sum(char.isdigit() for char in match[0]) <= 15:
            for at, char in enumerate(match[0], match.start()):
                if char == " ":
                    yield at, at + 1, NO_BREAK


# --- quotation marks and apostrophes

_MARK = re.compile(r"[\"']")
_BEFORE_OPENING = re.compile(r"[\s(\[{<–—/“‘„‚«‹\"'-]")


def _quotation_marks(text: str, language: str) -> Iterator[Edit]:
    """The straight marks of a text as its language has them: double ones as its outer, single ones as its inner marks,
    and apostrophes. Those after a figure stay, where they close nothing: they are feet and inches.
    """
    marks = _QUOTES.get(language) or _QUOTES.get(language.partition("-")[0]) or _QUOTES[""]
    spaced = language.partition("-")[0] == "fr" and language != "fr-CH"
    opened = {'"': False, "'": False}
    for match in _MARK.finditer(text):
        at, char = match.start(), match[0]
        before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
        level = 0 if char == '"' else 2
        inside_word = char == "'" and before.isalpha() and after.isalpha()
        if not opened[char] and _opens(text, at, char):
            opened[char] = True
            yield at, at + 1, _spaced(marks[level], spaced, opening=True)
        elif opened[char] and not inside_word:
            opened[char] = False
            yield at, at + 1, _spaced(marks[level + 1], spaced, opening=False)
        elif char == "'" and (not before.isdigit() or after.isalpha()):
            yield at, at + 1, "’"


_SHORTENED = re.compile(r"'(?:\d|(?:tis|twas|twere|em|til|cause|bout|n|ne|nen|rein|raus|s|t)\b)", re.IGNORECASE)
"""What begins with an apostrophe: years, and words of which letters are left out."""


def _opens(text: str, at: int, char: str) -> bool:
    """Whether a straight mark begins a quotation: after a space, before a word, with one that ends it."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if (before and not _BEFORE_OPENING.match(before)) or not after or after.isspace():
        return False
    if char == '"':
        return '"' in text[at + 1 :]
    return not _SHORTENED.match(text, at) and re.search(r"[\w.,!?…]'(?!\w)", text[at + 1 :]) is not None


def _spaced(mark: str, spaced: bool, *, opening: bool) -> str:
    """A quotation mark with the narrow space that French has within it."""
    if not spaced or mark not in "«»":
        return mark
    return mark + NARROW if opening else NARROW + mark

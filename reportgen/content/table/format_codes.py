"""The code of a workbook's number format (ECMA-376 part 1, 18.8.31) → its sections, and their pieces."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from reportgen.structs import Struct

_SECTIONS = re.compile(r'(?:"[^"]*"|[\\!_*].|\[[^\]]*\]|[^;"\\!_*\[]|["\\!_*\[])*', re.DOTALL)
_TOKEN = re.compile(
    r'"(?P<text>[^"]*)"|[\\!](?P<one>.)|(?P<gap>_.)|\*.|\[\$(?P<money>[^\]-]*)(?:-(?P<locale>[^\]]*))?\]'
    r"|\[(?P<time>h+|m+|s+)\]|\[[^\]]*\]|(?P<half>AM/PM|A/P)|(?P<exp>E[+-])|(?P<general>General)"
    r"|(?P<run>y+|m+|d+|h+|s+)|(?P<calendar>B[12])|(?P<era>[ebg]+)|(?P<at>@)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*([-+]?[\d.]+(?:E[-+]?\d+)?)\]", re.IGNORECASE)
_COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt, ">": operator.gt, "=": operator.eq, "<=": operator.le, ">=": operator.ge, "<>": operator.ne,
}  # fmt: skip

Token = tuple[str, str]
"""The kind of a piece of a format (literal, run of letters, digit …), and its text."""

Condition = tuple[str, float]
"""Which numbers a section is for: a comparison, and what they are compared with."""


class Section(Struct, frozen=True):
    """A part of a format: its code and its pieces, the numbers that it is for, and whether all of these are negative,
    so that it has the sign itself.
    """

    code: str
    pieces: tuple[Token, ...]
    condition: Condition | None = None
    negative: bool = False

    def takes(self, value: float) -> bool:
        """Whether a number is one that the section is for."""
        return self.condition is None or _COMPARISONS[self.condition[0]](value, self.condition[1])

    def has(self, *kinds: str) -> bool:
        """Whether there is a piece of one of these kinds."""
        return any(kind in kinds for kind, _ in self.pieces)


@lru_cache(maxsize=1024)
def tokens(code: str) -> tuple[Token, ...]:
    """The pieces of one section of a format; what fills a cell's width (``*-``) is none.

    >>> tokens('0.0" kg"')
    (('digit', '0'), ('digit', '.'), ('digit', '0'), ('literal', ' kg'))
    """
    found: list[Token] = []
    for match in _TOKEN.finditer(code):
        # the language of a currency is a group within that of the currency, and is none of a piece
        kind = "money" if match["money"] is not None else match.lastgroup
        text = match[kind] if kind else ""
        if kind in ("text", "one"):
            found.append(("literal", text))
        elif kind == "gap":
            found.append(("literal", " "))
        elif kind == "other":
            found.append(("digit" if text in "0#?.,/" else "percent" if text == "%" else "literal", text))
        elif kind is not None:
            found.append((kind, text))
    return tuple(found)


@lru_cache(maxsize=1024)
def sections(code: str) -> tuple[Section, ...]:
    """The sections of a format for numbers, each with the numbers that it takes of those that the ones before it leave.

    >>> [section.condition for section in sections("0;(0);nil")], len(sections(";;;"))
    ([('>', 0.0), ('<', 0.0), None], 3)
    """
    codes = _parts(code)[:3]
    if len(codes) > 1 and _is_for_text(tokens(codes[-1])):
        codes.pop()
    written = [_condition(part) for part in codes]
    conditions: list[Condition | None] = [(one[1], float(one[2])) if one else None for one in written]
    if len(codes) > 1 and written[0] is None:
        conditions[0] = (">", 0.0) if len(codes) > 2 else (">=", 0.0)
    if len(codes) > 2 and written[1] is None:
        conditions[1] = ("<", 0.0)
    made = [Section(part, tokens(part), condition) for part, condition in zip(codes, conditions, strict=True)]
    return tuple(Section(one.code, one.pieces, one.condition, _are_negative(made, at)) for at, one in enumerate(made))


def has_conditions(code: str) -> bool:
    """Whether a format says itself which numbers a section is for."""
    return any(_condition(part) for part in _parts(code))


def _condition(part: str) -> re.Match[str] | None:
    return _CONDITION.search(re.sub(r'"[^"]*"|\\.', "", part))


def _are_negative(parts: Sequence[Section], at: int) -> bool:
    """Whether no section before leaves any number but negative ones to this one."""
    marks = [part.condition[1] for part in parts if part.condition]
    tried = {0.0, 1e-9, 1e300, *marks, *(mark + 1e-9 for mark in marks), *(mark - 1e-9 for mark in marks)}
    first = (
        next((number for number, part in enumerate(parts) if part.takes(value)), -1) for value in tried if value >= 0
    )
    return at not in first


def section_of(code: str, value: float) -> Section | None:
    """The section that shows a number; None where the format has none for it."""
    return next((section for section in sections(code) if section.takes(value)), None)


@lru_cache(maxsize=1024)
def text_section(code: str) -> tuple[Token, ...] | None:
    """The pieces that show a text, where the format says how: a fourth section, or the last one with ``@``.

    >>> text_section('0.0;-0.0;0;"<"@">"'), text_section("0.0"), text_section("@")
    ((('literal', '<'), ('at', '@'), ('literal', '>')), None, None)
    """
    parts = _parts(code)
    pieces = tokens(parts[-1])
    if len(parts) < 4 and not _is_for_text(pieces):
        return None
    return None if pieces == (("at", "@"),) or _is_general(pieces) else pieces


def _is_for_text(pieces: Sequence[Token]) -> bool:
    """Whether pieces show a text: they have a place for one, and none for digits."""
    kinds = {kind for kind, _ in pieces}
    return "at" in kinds and "digit" not in kinds


def _is_general(pieces: Sequence[Token]) -> bool:
    return [kind for kind, text in pieces if text.strip()] in (["general"], ["at"])


def _parts(code: str) -> list[str]:
    """What stands between the semicolons of a format."""
    parts: list[str] = []
    at = 0
    while at <= len(code):
        match = _SECTIONS.match(code, at)
        assert match is not None
        parts.append(match[0])
        at = match.end() + 1
    return parts

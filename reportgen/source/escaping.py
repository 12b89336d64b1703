"""The values of a record are put aside while Markdown is read: no value can be markup, whatever it contains.

A token of noncharacters stands in the text for a value. `Secrets.reveal` puts the value where the token stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, cached_property
from operator import is_
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote, unquote

from reportgen.errors import ReportgenError, Where
from reportgen.source.characters import LINKS
from reportgen.structs import field_names, replace

if TYPE_CHECKING:
    from reportgen.source.expression_limits import Budget

_Thing = TypeVar("_Thing")

# Noncharacters (Unicode 23.7) are for use inside a program; no font has them, and no value may contain them.
_OPEN, _SHUT, _ZERO = "\ufdd0", "\ufdd1", 0xFDD2
_DIGITS = "".join(map(chr, range(_ZERO, _ZERO + 16)))
_TOKEN = re.compile(f"{_OPEN}([{_DIGITS}]+){_SHUT}")
_QUOTED = re.compile("%EF%B7%90((?:%EF%B7%(?:9[2-9A-F]|A[01]))+)%EF%B7%91")
_IN_LINK = re.compile(rf"\]\(\s*<?\s*{_OPEN}([{_DIGITS}]+){_SHUT}")

RESERVED = re.compile("[\ufdd0-\ufdef]")
"""The characters of which tokens are made; no text of a source or a record may have them."""


class Secrets:
    """The values of one record that stand as tokens in its tree."""

    def __init__(self) -> None:
        self._values: list[str] = []

    @cached_property
    def budget(self) -> Budget:
        """The work that is left for the record's expressions."""
        from reportgen.source.expression_limits import Budget  # loads Jinja, which sources without fields do not need

        return Budget()

    def hide(self, text: str) -> str:
        """A token for a value."""
        self._values.append(text)
        number = len(self._values) - 1
        return f"{_OPEN}{''.join(chr(_ZERO + int(digit, 16)) for digit in f'{number:x}')}{_SHUT}"

    def text(self, text: str) -> str:
        """A text with its values."""
        return _TOKEN.sub(lambda found: self._value(found[1]), text) if _OPEN in text else text

    def url(self, url: str) -> str:
        """A link with its values, which are a part of a path or query and cannot leave it."""
        return _QUOTED.sub(lambda found: quote(self._value(unquote(found[1])), safe=""), url)

    def quoted(self, text: str) -> str:
        """An address with its values, quoted: they are a part of a path or query and cannot leave it."""
        return _TOKEN.sub(lambda found: quote(self._value(found[1]), safe=""), text)

    def linked(self, text: str) -> str:
        """Markdown in which a link whose whole target is a value has it, so that its scheme can be checked.

        Raises:
            ValueError: the value is no link.
        """
        return _IN_LINK.sub(self._target, text)

    def reveal(self, thing: _Thing) -> _Thing:
        """The same thing with values for tokens, whatever it is made of; itself where it has none."""
        kind: type[Any] = type(thing)
        done: Any = thing
        if kind in _WITHOUT:
            return thing
        if isinstance(thing, str):
            done = self.text(thing)
        elif isinstance(thing, tuple):
            done = self._tuple(thing)
        elif names := _names(kind):  # type: ignore[arg-type]  # mypy takes classes for unhashable
            done = self._dataclass(thing, names)
        elif isinstance(thing, Mapping):
            done = self._mapping(thing)
        result: _Thing = done
        return result

    def reveal_error(self, error: ReportgenError) -> ReportgenError:
        """The error with values in its messages and hints."""
        for one in error.each:
            one.message, one.hint = self.url(self.text(one.message)), self.url(self.text(one.hint))
            one.args = (one.message,)
        return error

    def _value(self, digits: str) -> str:
        return self._values[int("".join(f"{ord(char) - _ZERO:x}" for char in digits), 16)]

    def _target(self, found: re.Match[str]) -> str:
        url = self._value(found[1])
        if not url.lower().startswith(LINKS):
            raise ValueError(f'"{url}" is no link that can be followed | use https, http, mailto or tel')
        start = found[0][: found[0].index(_OPEN)]
        return start + quote(url, safe="/:?&=#%@+,;~-._")

    def _tuple(self, thing: tuple[Any, ...]) -> tuple[Any, ...]:
        parts = tuple([self.reveal(part) for part in thing])
        return thing if all(map(is_, parts, thing)) else parts

    def _dataclass(self, thing: Any, names: tuple[str, ...]) -> Any:
        new: dict[str, Any] = {}
        for name in names:
            old = getattr(thing, name)
            if not old or type(old) in _WITHOUT:  # Most fields; asked here, since each call costs as much again.
                continue
            shown = self.url(old) if name == "link" else self.reveal(old)
            if shown is not old and shown != old:
                new[name] = shown
        return replace(thing, **new) if new else thing

    def _mapping(self, thing: Mapping[Any, Any]) -> Mapping[Any, Any]:
        inner = {key: self.reveal(part) for key, part in thing.items()}
        return thing if all(map(is_, inner.values(), thing.values())) else MappingProxyType(inner)


_WITHOUT = frozenset((type(None), bool, int, float, Where))
"""Types of things that have no values in them."""


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    """The names of a record's fields; none where a class is no record."""
    return field_names(kind)

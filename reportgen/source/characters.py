"""Characters and addresses that sources may hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from html import unescape
from typing import NamedTuple

Place = tuple[str | int, ...]

LINKS = ("https:", "http:", "mailto:", "tel:")
"""What the address of a link may begin with."""

FAR = ("http:", "https:", "//", "data:", "ftp:")
"""What the address of a picture begins with that is no file of the project."""


FIGURE = "\ufffc"
"""What stands for a figure in the text that it stands in, as a paragraph by itself (object replacement character)."""


BETWEEN_HEADINGS = " \u00b7 "
"""What stands between the headings over a section, in the line above its own."""


def is_far(address: str) -> bool:
    """Whether a picture is on the net, or in the address itself, and so no file of the project."""
    return address.lower().startswith(FAR)


_ATTRIBUTE = r"""\s{}\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+)"""


def attribute(tag: str, name: str) -> str | None:
    """The value of a tag's attribute; None where it has none of that name."""
    match = re.search(_ATTRIBUTE.format(name), tag, re.IGNORECASE)
    return unescape(match[1].strip("\"'")) if match else None


COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
"""A comment of HTML, which ends with the text where its end is missing."""

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")


class Removed(NamedTuple):
    """The control characters of a text, which `clean` takes out: its place, and the line of the text, from 0, on which
    the first of them stands.
    """

    place: Place
    characters: tuple[str, ...]
    line: int

    @property
    def told(self) -> str:
        """What is said of them."""
        codes = ", ".join(f"U+{ord(char):04X}" for char in self.characters)
        return f"control character{'s' if len(self.characters) > 1 else ''} {codes} taken out of the text"

    @property
    def remedy(self) -> str:
        """What to do about them."""
        return f"delete {'them' if len(self.characters) > 1 else 'it'} in the source"


def removed(value: object, place: Place = ()) -> Iterator[Removed]:
    """The texts in plain data that have control characters."""
    if isinstance(value, str):
        if found := CONTROL.findall(value):
            line = value[: value.index(found[0])].count("\n")
            yield Removed(place, tuple(dict.fromkeys(found)), line)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from removed(inner, (*place, str(key)))
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value):
            yield from removed(inner, (*place, number))


def composed(text: str) -> str:
    """Text with newlines as one character, composed (NFC)."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def clean(text: str) -> str:
    """Text as it can be set: newlines as one character, without control characters, composed (NFC)."""
    return composed(CONTROL.sub("", text))

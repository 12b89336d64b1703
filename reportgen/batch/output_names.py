"""Names of outputs: a pattern such as `out/{region}/{slug}.pdf`, filled from records and proven safe."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from reportgen.backends.formats import FormatName, format_named, format_names
from reportgen.errors import SourceError
from reportgen.file_names import LONGEST, UNSAFE, is_device
from reportgen.structs import Struct

_PART = re.compile(r"\{([^{}:]+)(?::([a-z]+))?\}")
OWN = ("batch.json", "batch.csv", "batch-sample.json", "batch-sample.csv", "batch.journal", "proof.png", "proof.csv")
"""Files that a batch itself keeps beside its outputs."""


class Pattern(Struct, frozen=True):
    """Where outputs go: a fixed `root` (a folder or an address), and a name within it with `{fields}`."""

    root: str
    name: str
    format: FormatName

    @property
    def fields(self) -> list[str]:
        return fields_of(self.name)

    def fill(self, values: Mapping[str, Any], line: int) -> str:
        """The name for a record, relative to the root, with `/`.

        Raises:
            SourceError: a field is missing, or its value gives no safe name.
        """
        name = filled(self.name, values, line)
        check_name(name)
        return name


def filled(pattern: str, values: Mapping[str, Any], line: int) -> str:
    """A pattern with the values of a record in its ``{fields}``; what stands in the folder that it leads to is no name
    yet that is proven safe (`check_name`).

    Raises:
        SourceError: a field is missing, or its value gives no safe name.
    """

    def value(found: re.Match[str]) -> str:
        key = found[1]
        if key == "line":
            return str(line)
        if key not in values:
            raise SourceError(f'the output\'s name uses "{key}", which the record lacks')
        text = unicodedata.normalize("NFC", "" if values[key] is None else str(values[key]))
        if found[2] == "slug":
            text = slug(text)
        unsafe = UNSAFE.search(text)
        if unsafe:
            raise SourceError(
                f'"{key}" is {_shown(text)}, and {_shown(unsafe[0])} cannot stand in a file\'s name',
                hint=f"write {{{key}:slug}} in the pattern",
            )
        if not text:
            raise SourceError(f'the output\'s name uses "{key}", which is empty')
        return text

    return _PART.sub(value, pattern)


def split_root(name: str) -> tuple[str, str]:
    """The folder of a name, and what is left of it.

    >>> split_root("out/north.pdf"), split_root("north.pdf")
    (('out', 'north.pdf'), ('.', 'north.pdf'))
    """
    folder, mark, own = name.replace("\\", "/").rpartition("/")
    return folder or ("/" if mark else "."), own


def fields_of(pattern: str) -> list[str]:
    """The columns that a pattern is filled with."""
    return [found[1] for found in _PART.finditer(pattern) if found[1] != "line"]


def _is_unsafe(part: str) -> bool:
    """Whether a part of a name leads elsewhere, or means different things to different file systems."""
    return part in ("", ".", "..") or part != part.strip(" ") or part.endswith(".") or bool(UNSAFE.search(part))


def check_name(name: str) -> None:
    """Pass a relative name that every file system takes and that stays inside its folder.

    Raises:
        SourceError: it does not.
    """
    for part in name.split("/"):
        if _is_unsafe(part):
            raise SourceError(f"{_shown(name)} is no safe name for a file")
        if is_device(part):
            raise SourceError(f"{_shown(part)} is a name that Windows keeps for itself")
        if len(part.encode("utf-8", "replace")) > LONGEST:
            raise SourceError(f"the name {_shown(part[:40] + '…')} is longer than {LONGEST} bytes")
    if name.casefold().startswith(OWN) or name.startswith("."):
        raise SourceError(f"{_shown(name)} is a name that the batch keeps for itself")


def read_pattern(pattern: str) -> Pattern:
    """A pattern as it was given with -o.

    Raises:
        SourceError: it has no field, no known ending, or leads out of its folder.
    """
    if not _PART.search(pattern):
        raise SourceError(f'"{pattern}" gives every record the same name', hint="write out/{slug}.pdf, with a field")
    if re.search(r"[{}]", _PART.sub("", pattern)):
        raise SourceError(f'the braces of "{pattern}" do not match', hint="write {field} or {field:slug}")
    for found in _PART.finditer(pattern):
        if found[2] not in (None, "slug"):
            raise SourceError(f'"{found[2]}" is no way to write a name', hint="known: slug")
    root, name = parted(pattern)
    ending = name.rpartition(".")[2]
    if ending not in format_names():
        raise SourceError(f'"{name}" ends in no known format', hint=f"known: {', '.join(format_names())}")
    if any(part == ".." for part in name.split("/")):
        raise SourceError(f'"{pattern}" leads out of its folder', hint="leave .. out")
    name = f"{name.removesuffix(ending)}{format_named(ending).ending}"
    return Pattern(root, name, ending)


def parted(pattern: str) -> tuple[str, str]:
    """The folder of a pattern that is the same for all records, and what is left of it.

    >>> parted("out/{region}/{id}.pdf"), parted("letters/all.pdf")
    (('out', '{region}/{id}.pdf'), ('letters', 'all.pdf'))
    """
    field = _PART.search(pattern)
    root, name = split_root(pattern[: field.start()] if field else pattern)
    return root, name + (pattern[field.start() :].replace("\\", "/") if field else "")


def slug(text: str) -> str:
    """Words of a text as a file's name: lower case, letters and digits of any script, hyphens.

    >>> slug("Zoë & Müller, Inc.")
    'zoe-muller-inc'
    """
    flat = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", flat).casefold()).strip("-")


def part_name(name: str, suffix: str) -> str:
    """The name of one of the files that an output of this name becomes.

    >>> part_name("north/ann.png", "-01")
    'north/ann-01.png'
    """
    stem, dot, ending = name.rpartition(".")
    return f"{stem}{suffix}{dot}{ending}"


_NUMBERED = re.compile(r"(.+)-[0-9]{2,}(\.[^.]+)")


def left_over(before: Iterable[str], now: Iterable[str]) -> list[str]:
    """Of the files that a record had become before, those with numbers that it has no more: it has fewer pages now.

    >>> left_over(["ann-01.png", "ann-02.png", "ann.pdf"], ["ann-01.png"])
    ['ann-02.png']
    """
    names = set(now)
    counted = {found.groups() for found in map(_NUMBERED.fullmatch, names) if found}
    gone = [(name, _NUMBERED.fullmatch(name)) for name in before if name not in names]
    return [name for name, found in gone if found and found.groups() in counted]


def same(name: str) -> str:
    """What two names have in common that some file systems take for one."""
    return unicodedata.normalize("NFC", name).casefold()


def _shown(text: str) -> str:
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text) + '"'

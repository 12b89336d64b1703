"""The keys at the head of a Markdown file, in the forms in which the programs of blogs and books have them."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any, NamedTuple

from reportgen.errors import SourceError, Where
from reportgen.source.tree import Place, Spot, Tree, load_yaml

KEY = re.compile(r"[\w-]+[ \t]*:(?:\s|$)|[\"'{#]")
"""How a line of keys in YAML begins."""

_MARK = re.compile(r"(---|\+\+\+|;;;)[ \t]*(yaml|toml|json)?[ \t]*")
_OBJECT = re.compile(r"\{[ \t]*(?:$|\")")
_PLAIN = re.compile(r"(?:\.\.[ \t]+)?([A-Za-z][\w-]*)[ \t]*:(?:[ \t]+(.*))?[ \t]*")
"""A line such as `Title: June` (Pelican, MultiMarkdown) or `.. title: June` (Nikola)."""
_COMMENTED = re.compile(r"<!--[ \t]*$")


class Front(NamedTuple):
    """The keys of a file, and the line after them, counted from 0."""

    keys: Tree
    stop: int


def read_front(lines: Sequence[str], file: str) -> Front | None:
    """The keys with which a file begins; None where it begins with text, or a rule.

    Read are YAML between lines of ``---`` (or up to ``...``, as in Pandoc), TOML between lines of ``+++`` (Hugo, Zola),
    JSON as an object or between lines of ``;;;`` (Hugo, Metalsmith), lines such as ``Title: June`` up to an empty line
    (Pelican, MultiMarkdown, Nikola) or to ``---`` (Hexo), and Pandoc's ``% June``.

    Raises:
        ReportgenError: the keys are not closed, or broken.
    """
    start = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    if start == len(lines):
        return None
    for read in (_between_marks, _object, _titled, _plain):
        if front := read(lines, start, file):
            return front
    return None


def closing(lines: Sequence[str], first: int, stop: int, file: str) -> int:
    """The line that ends what a line of ``---`` or the like has begun, which is the one before `first`.

    Raises:
        SourceError: none does.
    """
    mark = lines[first - 1].strip()[:3]
    for number in range(first, stop):
        if lines[number].strip() == mark or (mark == "---" and lines[number].rstrip() == "..."):
            return number
    raise SourceError("the front matter is not closed", Where(file, first), f"end it with a line {mark}")


def _between_marks(lines: Sequence[str], start: int, file: str) -> Front | None:
    mark = _MARK.fullmatch(lines[start])
    if mark is None or not (mark[2] or mark[1] == "+++" or _has_keys(lines[start + 1 :])):
        return None
    end = closing(lines, start + 1, len(lines), file)
    text, first = "\n".join(lines[start + 1 : end]), start + 2
    if not text.strip():
        return Front(Tree({}, file, {}), end + 1)
    keys = _in_language(mark[2] or {"---": "yaml", "+++": "toml", ";;;": "json"}[mark[1]], text, file, first)
    if not isinstance(keys.value, dict):
        raise SourceError("the front matter must be keys with values", Where(file, first), "for example title: June")
    return Front(keys, end + 1)


def _in_language(language: str, text: str, file: str, first: int) -> Tree:
    if language == "toml":
        return _toml(text, file, first)
    if language == "json" and not text.lstrip().startswith("{"):  # the braces of an object may be left out
        text = f"{{{text}}}"
    return load_yaml(text, file, first_line=first)


def _has_keys(lines: Sequence[str]) -> bool:
    """Whether keys follow, or the same mark at once, and no text."""
    texts = (line.strip() for line in lines)
    first = next((text for text in texts if text and not text.startswith("#")), "")
    return first == "---" or bool(KEY.match(first))


def _toml(text: str, file: str, first: int) -> Tree:
    """Dates become texts, as they are in YAML."""
    try:
        value = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = f"the front matter is no TOML: {error}"
        raise SourceError(message, Where(file, first), "write key = value") from error
    for key, one in value.items():
        value[key] = one.isoformat() if isinstance(one, date | time) else one
    return _located(value, text.split("\n"), re.compile(r"\w+"), file, first)


def _located(value: dict[str, Any], lines: Sequence[str], key: re.Pattern[str], file: str, first: int) -> Tree:
    """Keys whose lines begin with them, the first on the line `first`."""
    found = {match[0]: number for number, line in enumerate(lines, first) if (match := key.match(line))}
    return Tree(value, file, _spots(found))


def _spots(lines: Mapping[str, int]) -> dict[Place, Spot]:
    """Where keys and their values stand whose lines are these."""
    return {(key, *part): Spot(line, 1, line) for key, line in lines.items() for part in ((), ("\x00key",))}


def _object(lines: Sequence[str], start: int, file: str) -> Front | None:
    """An object of JSON that ends with its line."""
    if not _OBJECT.match(lines[start]):
        return None
    text = "\n".join(lines[start:])
    try:
        _, end = json.JSONDecoder().raw_decode(text)
    except json.JSONDecodeError as error:
        message = f"the front matter is no JSON: {error.msg}"
        where = Where(file, start + error.lineno, error.colno)
        raise SourceError(message, where, "look at commas, quotation marks and braces") from error
    stop = start + text[:end].count("\n") + 1
    return Front(load_yaml(text[:end], file, first_line=start + 1), stop)


def _titled(lines: Sequence[str], start: int, file: str) -> Front | None:
    """Pandoc's title block: title, authors and date, each on a line that begins with a percent sign."""
    marked: list[str] = []
    while len(marked) < 3 and start + len(marked) < len(lines) and lines[start + len(marked)].startswith("% "):
        marked.append(lines[start + len(marked)][2:].strip())
    values = {
        name: (text, start + 1 + number)
        for number, (name, text) in enumerate(zip(("title", "authors", "date"), marked, strict=False))
        if text
    }
    return _of_texts(values, start + len(marked), file) if "title" in values else None


def _plain(lines: Sequence[str], start: int, file: str) -> Front | None:
    """Lines of a word, a colon and a text, one of them the title: without it they are text like any other.

    A line that is indented goes on with the one before it.
    """
    values: dict[str, tuple[str, int]] = {}
    number, last = start + bool(_COMMENTED.match(lines[start])), ""
    while number < len(lines) and (line := lines[number]).strip() not in ("", "---", "-->"):
        if found := _PLAIN.fullmatch(line):
            last = found[1].lower()
            values[last] = ((found[2] or "").strip(), number + 1)
        elif last and line[0] in " \t":
            text, where = values[last]
            values[last] = (f"{text} {line.strip()}".strip(), where)
        else:
            return None
        number += 1
    ended = "".join(lines[number : number + 1]).strip() in ("---", "-->")
    return _of_texts(values, number + ended, file) if values.get("title", ("", 0))[0] else None


def _of_texts(values: Mapping[str, tuple[str, int]], stop: int, file: str) -> Front:
    """Keys with texts and their lines; people are parted by semicolons, as in Pandoc and Pelican."""
    made: dict[str, Any] = {key: text for key, (text, _) in values.items() if text}
    for key in ("author", "authors"):
        if key in made:
            made[key] = [name.strip() for name in made[key].split(";") if name.strip()]
    return Front(Tree(made, file, _spots({key: line for key, (_, line) in values.items()})), stop)

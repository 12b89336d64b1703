"""YAML and JSON as plain data that knows the line of each value."""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml

from reportgen.errors import ReportgenError, SourceError, SourceRemark, Where, raise_all
from reportgen.structs import Struct

MOST_NODES = 100_000
"""Values in one file, aliases counted as often as they are used."""

Place = tuple[str | int, ...]


class Spot(Struct, frozen=True):
    """Line and column (from 1) of a value, and the line on which a block of text begins."""

    line: int
    column: int
    text_line: int


NAMELESS = "text"
"""What messages call a source that has no file."""


class Tree(Struct, frozen=True):
    """Plain data, and where each value stands in its file."""

    value: Any
    file: str
    spots: Mapping[Place, Spot]
    passed: tuple[str, ...] = ()
    """Keys of its front matter that are meant for other programs, and that nobody reads here."""
    remarks: tuple[SourceRemark, ...] = ()
    """What was decided for its author, who should look at it."""

    def where(self, place: Place, key: bool = False) -> Where:
        """The place of a value, or of the nearest value around it."""
        spot = self.spots.get((*place, "\x00key") if key else place)
        size = len(place)
        while spot is None and size:
            size -= 1
            spot = self.spots.get(place[:size])
        if spot is None:
            return Where(self.file or None, path=path_of(place))
        return Where(self.file, spot.line, spot.column, path_of(place))

    def text_line(self, place: Place) -> int:
        """The line on which the text of a value begins."""
        spot = self.spots.get(place)
        return spot.text_line if spot else 1


def path_of(place: Place) -> str:
    """A place as people read it.

    >>> path_of(("sections", 2, "chart", "series", 0))
    'sections[2].chart.series[0]'
    """
    path = ""
    for part in place:
        path += f"[{part}]" if isinstance(part, int) else f".{part}" if path else part
    return path


def place_of(path: str) -> Place:
    """A place, of what `path_of` made of it.

    >>> place_of("sections[2].chart.series[0]")
    ('sections', 2, 'chart', 'series', 0)
    """
    found = re.finditer(r"\[(\d+)\]|([^.\[\]]+)", path)
    return tuple(int(part[1]) if part[1] else part[2] for part in found)


_NUMBER = re.compile(r"[-+]?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?")


class _Reader:
    def __init__(self, file: str, text: str, first_line: int, error: type[ReportgenError]) -> None:
        self.file = file
        self.lines = text.splitlines()
        self.first = first_line
        self.error = error
        self.spots: dict[Place, Spot] = {}
        self.problems: list[ReportgenError] = []
        self.count = 0

    def spot(self, node: Any) -> Spot:
        line = node.start_mark.line + self.first
        block = node.id == "scalar" and node.style in ("|", ">")
        return Spot(line, node.start_mark.column + 1, line + 1 if block else line)

    def at(self, node: Any, place: Place) -> Where:
        spot = self.spot(node)
        return Where(self.file, spot.line, spot.column, path_of(place))

    def read(self, node: Any, place: Place) -> Any:
        self.count += 1
        if self.count > MOST_NODES:
            raise self.error(f"more than {MOST_NODES} values", self.at(node, place), "aliases count each time")
        self.spots[place] = self.spot(node)
        if node.id == "mapping":
            return self._mapping(node, place)
        if node.id == "sequence":
            return [self.read(child, (*place, number)) for number, child in enumerate(node.value)]
        return self._scalar(node, place)

    def _mapping(self, node: Any, place: Place) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if key_node.id != "scalar":
                self.problems.append(
                    self.error("a key must be a word", self.at(key_node, place), 'put "{{ field }}" in quotes')
                )
                continue
            key = key_node.value
            inner = (*place, key)
            if key in made:
                first = self.spots[(*inner, "\x00key")].line
                where = self.at(key_node, inner)
                self.problems.append(self.error(f'"{key}" stands here twice', where, f"first on line {first}"))
                continue
            made[key] = self.read(value_node, inner)
            self.spots[(*inner, "\x00key")] = self.spot(key_node)
        return made

    def _scalar(self, node: Any, place: Place) -> Any:
        text = node.value
        if node.style:  # quoted, or a block
            return text
        if text in ("", "~", "null"):
            return None
        if text in ("true", "false"):
            return text == "true"
        if not is_plain_text(text):
            number = int(text) if re.fullmatch(r"[-+]?\d+", text) and len(text) < 300 else float(text)
            if isinstance(number, float) and not math.isfinite(number):
                self.problems.append(self.error(f"{text} is too large a number", self.at(node, place)))
            return Spelled(number, text) if isinstance(number, int) else SpelledFloat(number, text)
        return text


def is_plain_text(text: str) -> bool:
    """Whether a word without quotes is read as a text, and not as a number or a word for a value."""
    return text not in ("", "~", "null", "true", "false") and not _NUMBER.fullmatch(text)


class Spelled(int):
    """A whole number that knows how its author wrote it."""

    spelling: str

    def __new__(cls, value: int, spelling: str) -> Spelled:
        made = super().__new__(cls, value)
        made.spelling = spelling
        return made


class SpelledFloat(float):
    """A number that knows how its author wrote it."""

    spelling: str

    def __new__(cls, value: float, spelling: str) -> SpelledFloat:
        made = super().__new__(cls, value)
        made.spelling = spelling
        return made


def load_yaml(
    text: str, file: str, *, error: type[ReportgenError] = SourceError, first_line: int = 1, json: bool = False
) -> Tree:
    """YAML 1.2 or JSON text as plain data with places.

    Raises:
        ReportgenError: of the class `error`; broken syntax, a key twice, too many values, a number too large.
    """
    if json or file.endswith(".json"):
        text = _checked_json(text, file, error)
    if text.startswith("\ufeff"):
        text = text[1:]
    node = _quickly(text)
    if node is _NOTHING:
        node = _carefully(text, file, first_line, error)
    if node is None:
        raise error("the file is empty", Where(file, first_line))
    reader = _Reader(file, text, first_line, error)
    try:
        value = reader.read(node, ())
    except RecursionError as problem:
        raise error("an alias contains itself, or values lie too deep", Where(file)) from problem
    raise_all(reader.problems)
    return Tree(value, file, reader.spots)


_NOTHING = object()

_OTHER_BREAKS = re.compile("[\x85\u2028\u2029]")
"""Ends of a line in YAML 1.1, and characters like others in YAML 1.2."""

MOST_DEEP = 500
"""Brackets in a file that libyaml is given: it has no limit of its own to how deep they lie in each other."""


def _quickly(text: str) -> Any:
    """The nodes of a text, by libyaml: ten times as fast. Nothing where it does not read the text as YAML 1.2 does,
    or not at all; ruamel.yaml, which has the better messages, looks at those.
    """
    if _OTHER_BREAKS.search(text) or not hasattr(yaml, "CBaseLoader"):
        return _NOTHING
    if text.count("[") + text.count("{") > MOST_DEEP and _depth(text) > MOST_DEEP:
        return _NOTHING
    try:
        return _loader()(text).get_single_node()
    except (yaml.YAMLError, ValueError):
        return _NOTHING


@cache
def _loader() -> type[Any]:
    """libyaml's loader without its look for the tag of each value, a third of its time: `_Reader` tells numbers and
    words apart itself, as YAML 1.2 does.
    """

    class Untagged(yaml.CBaseLoader):
        def resolve(self, kind: object, value: object, implicit: object) -> str:
            return ""

        def descend_resolver(self, current_node: object, current_index: object) -> None:
            pass

        def ascend_resolver(self) -> None:
            pass

    return Untagged


def _depth(text: str) -> int:
    """How deep brackets lie in each other at the most, those in texts counted too."""
    deepest = depth = 0
    for found in re.finditer(r"[\[\]{}]", text):
        depth += 1 if found[0] in "[{" else -1
        deepest = max(deepest, depth)
        depth = max(depth, 0)
    return deepest


_FORBIDDEN = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no YAML stream holds (YAML 1.2.2, 5.1)."""


def _carefully(text: str, file: str, first_line: int, error: type[ReportgenError]) -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    forbidden = _FORBIDDEN.search(text)
    if forbidden:
        before = text[: forbidden.start()]
        line, column = before.count("\n") + first_line, len(before) - before.rfind("\n")
        code = f"U+{ord(forbidden[0]):04X}"
        named = "the character NUL" if code == "U+0000" else "a control character"
        raise error(f"{named} ({code}) cannot stand in a source", Where(file, line, column), "take it out")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a name of an anchor that is given again is no fault (YAML 1.2.2, 3.2.2.2)
            return YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as problem:
        raise _syntax(problem, text, file, first_line, error) from problem
    except (YAMLError, ValueError, RecursionError) as problem:
        raise error(f"cannot be read as YAML: {problem}".split("\n")[0], Where(file)) from problem


def as_yaml(value: object) -> str:
    """Plain data as YAML, in its own order.

    >>> as_yaml({"title": "June", "points": ["one", "two"]})
    'title: June\\npoints:\\n  - one\\n  - two\\n'
    """
    from io import StringIO

    from ruamel.yaml import YAML

    writer = YAML()
    writer.indent(mapping=2, sequence=4, offset=2)
    writer.width = 100
    writer.allow_unicode = True
    writer.representer.ignore_aliases = lambda value: True  # what stands there twice is written twice
    stream = StringIO()
    writer.dump(value, stream)
    return stream.getvalue()


def _checked_json(text: str, file: str, error: type[ReportgenError]) -> str:
    import json

    try:
        json.loads(text)
    except json.JSONDecodeError as problem:
        raise error(
            f"broken JSON: {problem.msg}", Where(file, problem.lineno, problem.colno), "look at commas and quotes"
        ) from problem
    except RecursionError as problem:
        raise error("the values lie too deep", Where(file)) from problem
    return re.sub(r"(?m)^[\t ]*", lambda found: found[0].replace("\t", " "), text)


def _syntax(problem: Any, text: str, file: str, first_line: int, error: type[ReportgenError]) -> ReportgenError:
    mark = problem.problem_mark or problem.context_mark
    what = (problem.problem or problem.context or "broken").strip()
    if mark is None:
        return error(f"broken YAML: {what}", Where(file), _syntax_hint(what, problem.context or "", ""))
    lines = text.splitlines()
    before = lines[mark.line][: mark.column + 1] if mark.line < len(lines) else ""
    where = Where(file, mark.line + first_line, mark.column + 1)
    return error(f"broken YAML: {what}", where, _syntax_hint(what, problem.context or "", before))


def _syntax_hint(what: str, context: str, before: str) -> str:
    """What to do about broken YAML, by the parser's words and what stands `before` the place on its line."""
    if "\t" in before:
        return "a tab stands here: indent with spaces"
    if "mapping values are not allowed" in what:
        return "put quotes around a text that contains a colon and a space"
    if "quoted scalar" in what or "quoted scalar" in context:
        return "a quotation mark is not closed"
    return "look at indentation, colons and quotes here and on the line above"

"""Files that people write: the project that they lie in, YAML and JSON with lines, models checked in plain words."""

from __future__ import annotations

import difflib
import math
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import BaseModel, BeforeValidator, Field, ValidationError

from reportgen.errors import NOWHERE, AssetError, ReportgenError, SourceError, Where, raise_all
from reportgen.geometry import parse_length

MOST_NODES = 100_000
"""Values in one file, aliases counted as often as they are used."""

Place = tuple[str | int, ...]
_Model = TypeVar("_Model", bound=BaseModel)


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like `name`, if one is like it at all.

    >>> nearest("hedline", ["headline", "kicker"])
    'headline'
    """
    close = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return close[0] if close else None


def shipped(folder: str) -> Path:
    """A folder that ships with reportgen: `layouts`, `fonts` or `brands`; in the wheel, or in the checkout."""
    here = Path(__file__).parent
    packed = here / "_shipped" / folder
    if packed.is_dir():
        return packed
    return here.parent / ("examples/brands" if folder == "brands" else folder)


LengthText = Annotated[str, Field(pattern=r"^-?\d+(\.\d+)?\s*(mm|cm|in|pt)$")]


def _length(value: object) -> object:
    if isinstance(value, str):
        return parse_length(value)
    raise ValueError(f"expected a length such as 12mm, 0.5in or 18pt, got {value!r}")


Length = Annotated[float, BeforeValidator(_length, json_schema_input_type=LengthText)]
"""Points, written as ``12mm``, ``0.5in`` or ``18pt``."""


# --- the project -----------------------------------------------------------------------------------------------------

_SETTINGS = ("brand", "language", "outputs")


@dataclass(frozen=True, slots=True)
class Project:
    """The folder that everything must lie in, and the defaults that its `reportgen.toml` sets."""

    root: Path
    settings: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    def resolve(self, name: str, base: Path, where: Where = NOWHERE) -> Path:
        """The file `name`, relative to `base`; it must exist and lie inside the project.

        Raises:
            AssetError: it does not.
        """
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", name) or name.startswith(("/", "\\")) or "\x00" in name:
            raise AssetError(
                f'"{name}" is not a path inside the project', where, "give a path relative to this file, with /"
            )
        path = base / name.replace("\\", "/")
        real = path.resolve()
        if not real.is_relative_to(self.root.resolve()):
            raise AssetError(
                f'"{name}" lies outside the project', where, "move it in, or put a reportgen.toml in a folder above"
            )
        if not real.is_file():
            there = [file.name for file in path.parent.iterdir()] if path.parent.is_dir() else []
            close = nearest(path.name, there)
            hint = f'did you mean "{close}"?' if close else "look at the spelling and the folder"
            raise AssetError(f'there is no file "{name}"', where, hint)
        return real


def find_project(start: Path) -> Project:
    """The project of a folder: the nearest one upward with a `reportgen.toml`, else the folder itself.

    Raises:
        SourceError: `reportgen.toml` is broken, or sets something unknown.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        file = folder / "reportgen.toml"
        if file.is_file():
            try:
                settings = tomllib.loads(file.read_text("utf-8"))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
                raise SourceError(f"reportgen.toml is broken: {error}", Where(file.name)) from error
            for key in settings:
                if key not in _SETTINGS:
                    close = nearest(key, _SETTINGS)
                    hint = f'did you mean "{close}"?' if close else f"known keys: {', '.join(_SETTINGS)}"
                    raise SourceError(f'unknown key "{key}"', Where(file.name), hint)
            return Project(folder, MappingProxyType(settings))
    return Project(start)


# --- YAML and JSON ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Spot:
    """Line and column (from 1) of a value, and the line on which a block of text begins."""

    line: int
    column: int
    text_line: int


@dataclass(frozen=True, slots=True)
class Tree:
    """Plain data, and where each value stands in its file."""

    value: Any
    file: str
    spots: Mapping[Place, Spot]

    def where(self, place: Place, key: bool = False) -> Where:
        """The place of a value, or of the nearest value around it."""
        for size in range(len(place), -1, -1):
            spot = self.spots.get((*place[:size], "\x00key") if key and size == len(place) else place[:size])
            if spot is not None:
                return Where(self.file, spot.line, spot.column, path_of(place))
        return Where(self.file, path=path_of(place))

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
        if _NUMBER.fullmatch(text):
            number = int(text) if re.fullmatch(r"[-+]?\d+", text) and len(text) < 300 else float(text)
            if isinstance(number, float) and not math.isfinite(number):
                self.problems.append(self.error(f"{text} is too large a number", self.at(node, place)))
            return Spelled(number, text) if isinstance(number, int) else SpelledFloat(number, text)
        return text


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
        return yaml.CBaseLoader(text).get_single_node()
    except (yaml.YAMLError, ValueError):
        return _NOTHING


def _depth(text: str) -> int:
    """How deep brackets lie in each other at the most, those in texts counted too."""
    deepest = depth = 0
    for found in re.finditer(r"[\[\]{}]", text):
        depth += 1 if found[0] in "[{" else -1
        deepest = max(deepest, depth)
        depth = max(depth, 0)
    return deepest


def _carefully(text: str, file: str, first_line: int, error: type[ReportgenError]) -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
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
    line = mark.line + first_line if mark else None
    column = mark.column + 1 if mark else None
    what = (problem.problem or problem.context or "broken").strip()
    lines = text.splitlines()
    shown = lines[mark.line] if mark and mark.line < len(lines) else ""
    hint = "look at indentation, colons and quotes here and on the line above"
    if "\t" in shown[: (mark.column if mark else 0) + 1]:
        hint = "a tab stands here: indent with spaces"
    elif "mapping values are not allowed" in what:
        hint = "put quotes around a text that contains a colon and a space"
    elif "quoted scalar" in what or "quoted scalar" in (problem.context or ""):
        hint = "a quotation mark is not closed"
    return error(f"broken YAML: {what}", Where(file, line, column), hint)


# --- models ----------------------------------------------------------------------------------------------------------


def validate(model: type[_Model], tree: Tree, *, error: type[ReportgenError] = SourceError) -> _Model:
    """The tree as a model; every fault at once, in plain words, in the order of the file.

    Raises:
        ReportgenError: of the class `error`, or `Problems`.
    """
    try:
        return model.model_validate(tree.value)
    except ValidationError as problem:
        faults = problem.errors(include_url=False)
        raise_all(_faults(model, tree, faults, error))
        raise


def _faults(
    model: type[BaseModel], tree: Tree, faults: Sequence[Any], error: type[ReportgenError]
) -> list[ReportgenError]:
    made: dict[str, ReportgenError] = {}
    meant: dict[Place, None] = {}
    missing: dict[str, Place] = {}
    for fault in faults:
        place, owner = _place_in(tree.value, fault["loc"])
        message, hint = _words(fault, place, owner, model, tree)
        key = fault["type"] == "extra_forbidden"
        if key and hint.startswith("did you mean"):
            meant[(*place[:-1], hint.split('"')[1])] = None
        made.setdefault(f"{place}", error(message, tree.where(place, key), hint))
        if fault["type"] == "missing":
            missing[f"{place}"] = place
    for name, place in missing.items():
        if place in meant:  # it is there, with a slip of the pen, and that is told
            del made[name]
    return sorted(made.values(), key=lambda e: (e.where.line or 0, e.where.column or 0))


def _place_in(value: Any, loc: tuple[Any, ...]) -> tuple[Place, str]:
    """The parts of pydantic's location that are in the file; the rest name alternatives of a union."""
    place: list[str | int] = []
    union = ""
    for number, part in enumerate(loc):
        last = number == len(loc) - 1
        tag = isinstance(value, dict) and value.get("type") == part and number > 0 and isinstance(loc[number - 1], int)
        if tag:
            union = str(part)
        elif isinstance(value, dict) and isinstance(part, str) and (part in value or (last and "[" not in part)):
            place.append(part)
            value = value.get(part)
        elif isinstance(value, list) and isinstance(part, int):
            place.append(part)
            value = value[part] if part < len(value) else None
        elif isinstance(part, str):
            union = part
    return tuple(place), union


def _fields_at(model: type[BaseModel], place: Place, union: str, tree: Tree) -> list[str]:
    """The names allowed beside the last part of a place."""
    from reportgen.fields import names_at

    return names_at(model, place[:-1], tree.value)


_KINDS = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "list_type": "a list",
    "tuple_type": "a list",
    "dict_type": "keys with values",
    "model_type": "keys with values",
    "model_attributes_type": "keys with values",
    "mapping_type": "keys with values",
}


_REMEDIES = {
    "string_type": "write one text; one with a colon, or of several lines, in quotes or after |",
    "list_type": "write each item on a line of its own that begins with a dash",
    "dict_type": "write keys with values under it",
    "model_type": "write keys with values under it",
    "bool_type": "write true or false",
    "int_type": "write a whole number",
    "float_type": "write a number",
}


def _words(fault: Any, place: Place, union: str, model: type[BaseModel], tree: Tree) -> tuple[str, str]:
    kind = fault["type"]
    given = fault.get("input")
    name = place[-1] if place else ""
    if kind == "extra_forbidden":
        known = _fields_at(model, place, union, tree)
        close = nearest(str(name), known)
        if given is None and not close:  # {label: one, two} has a key "two" without a value
            return f'unknown key "{name}"', "put quotes around a text that contains a comma"
        return f'unknown key "{name}"', f'did you mean "{close}"?' if close else f"known keys: {', '.join(known)}"
    if kind == "missing":
        return f'"{name}" is missing', f'write "{name}:" here'
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        context = fault.get("ctx", {})
        known = [tag.strip().strip("'") for tag in str(context.get("expected_tags", "")).split(",") if tag.strip()]
        if kind == "union_tag_not_found":
            return '"type" is missing', f"known section types: {', '.join(known)}" if known else "say which section"
        tag = str(context.get("tag", ""))
        close = nearest(tag, known)
        return f'unknown section type "{tag}"', (
            f'did you mean "{close}"?' if close else f"known section types: {', '.join(known)}"
        )
    if kind in ("literal_error", "enum"):
        known = re.findall(r"'([^']*)'", fault.get("ctx", {}).get("expected", ""))
        close = nearest(str(given), known)
        hint = f'did you mean "{close}"?' if close else f"known values: {', '.join(known)}"
        return f"{_shown(given)} is not known here", hint
    if kind in _KINDS:
        hint = _REMEDIES.get(kind, "")
        if kind == "string_type" and _is_number(given):
            hint = f'put it in quotes: "{given}"'
        return f"expected {_KINDS[kind]}, got {_shown(given)}", hint
    if kind == "value_error":
        text = str(fault.get("ctx", {}).get("error", fault["msg"]))
        message, _, hint = text.partition(" | ")
        return message, hint
    if kind in ("too_short", "string_too_short"):
        return "it is empty", "write something, or leave the key out"
    if kind == "too_long":
        return f"there are more than {fault['ctx'].get('max_length')}", "leave some out"
    hint = f"see what it takes: reportgen explain {name}" if isinstance(name, str) and name else ""
    return str(fault["msg"]).lower().replace("input should be", "it should be"), hint


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _shown(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Spelled | SpelledFloat):
        return f"the number {value.spelling}"
    if isinstance(value, int | float):
        return f"the number {value}"
    if isinstance(value, str):
        return f'"{value}"' if len(value) < 60 else f'"{value[:57]}…"'
    return "a list" if isinstance(value, list) else "keys with values"

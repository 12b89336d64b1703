"""Fields: a source written once, and a record for each reader.

Expressions belong to the author and are evaluated within single texts of the tree, never on the file. Values are data:
what an expression gives is put aside, a token of noncharacters stands in the text while Markdown is read, and `reveal`
puts the value where the token stands. So no value can be markup, a field or YAML, whatever it contains.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

from reportgen.errors import ReportgenError, SourceError, Where, raise_all
from reportgen.source.characters import CONTROL, LINKS
from reportgen.source.project import Project
from reportgen.source.tree import Place, Spot, Tree
from reportgen.source.validation import nearest

if TYPE_CHECKING:
    from jinja2 import Template as Compiled

Record = Mapping[str, Any]
_Thing = TypeVar("_Thing")

_FIELD = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_ALONE = re.compile(r"\s*\{\{((?:(?!\}\}|\{\{).)*)\}\}\s*", re.DOTALL)
_REPEAT = re.compile(r"\s*([A-Za-z_]\w*)\s+in\s+(.+)", re.DOTALL)
_PLAIN = frozenset(
    (
        "type",
        "layout",
        "only",
        "omit",
        "file",
        "focus",
        "decorative",
        "language",
        "date",
        "brand",
        "outputs",
        "data",
        "sort",
    )
)
"""Keys whose texts are names and settings, not prose: their values are not read as Markdown."""
_CHARTS = frozenset(("chart", "second"))
_CHART_PROSE = frozenset(("title", "source", "text"))
"""What is prose in a chart: all else names a file, a column, a category or a series, which must be found again."""
_NUMERIC = frozenset(("chart", "table", "data", "series", "values", "rows", "focus", "decorative"))
"""Keys within which a field alone gives a number, where its value is or looks like one."""
_NUMBER = re.compile(r"[-+]?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?")

# Noncharacters (Unicode 23.7) are for use inside a program; no font has them, and no value may contain them.
_OPEN, _SHUT, _ZERO = "\ufdd0", "\ufdd1", 0xFDD2
_DIGITS = "".join(map(chr, range(_ZERO, _ZERO + 16)))
_TOKEN = re.compile(f"{_OPEN}([{_DIGITS}]+){_SHUT}")
_RESERVED = re.compile("[\ufdd0-\ufdef]")
_QUOTED = re.compile("%EF%B7%90((?:%EF%B7%(?:9[2-9A-F]|A[01]))+)%EF%B7%91")
_IN_LINK = re.compile(rf"\]\(\s*<?\s*{_OPEN}([{_DIGITS}]+){_SHUT}")
_VALUES, _LANGUAGE, _FIXED = " values", " language", " fixed"  # no expression can spell these names


def has_fields(tree: Tree) -> bool:
    """Whether a source is written for records: it has a `{{ field }}`, `when` or `repeat`."""
    return next(_marks(tree.value, ()), None) is not None


def first_field(tree: Tree) -> tuple[str, Where]:
    """The first field of a source, as written, and its place."""
    place, text = next(_marks(tree.value, ()))
    return text, _line_in(tree, place, 1)


def _marks(value: Any, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("when", "repeat"):
                yield (*place, key), f"{key}: {inner}"
            else:
                yield from _marks(inner, (*place, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _marks(inner, (*place, number))
    elif isinstance(value, str) and "{" in value:
        found = _FIELD.search(value)
        if found:
            yield place, found[0]


def _line_in(tree: Tree, place: Place, line: int) -> Where:
    where = tree.where(place)
    if where.line is None or line <= 1:
        return where
    return replace(where, line=tree.text_line(place) + line - 1, column=None)


class Secrets:
    """The values of one record that stand as tokens in its tree."""

    def __init__(self) -> None:
        self._values: list[str] = []

    def hide(self, text: str) -> str:
        self._values.append(text)
        number = len(self._values) - 1
        return f"{_OPEN}{''.join(chr(_ZERO + int(digit, 16)) for digit in f'{number:x}')}{_SHUT}"

    def value(self, digits: str) -> str:
        return self._values[int("".join(f"{ord(char) - _ZERO:x}" for char in digits), 16)]

    def text(self, text: str) -> str:
        """A text with its values."""
        return _TOKEN.sub(lambda found: self.value(found[1]), text) if _OPEN in text else text

    def url(self, url: str) -> str:
        """A link with its values, which are a part of a path or query and cannot leave it."""
        return _QUOTED.sub(lambda found: quote(self.value(_unquoted(found[1])), safe=""), url)

    def reveal(self, thing: _Thing) -> _Thing:
        """The same thing with values for tokens, whatever it is made of; itself where it has none."""
        done: Any = thing
        kind: type[Any] = type(thing)
        if isinstance(thing, str):
            done = self.text(thing)
        elif isinstance(thing, tuple):
            parts = tuple([self.reveal(part) for part in thing])
            changed = any(a is not b for a, b in zip(parts, thing, strict=True))
            done = parts if changed else thing
        elif kind in _WITHOUT or isinstance(thing, Path):
            pass
        elif names := _names(kind):  # type: ignore[arg-type]  # mypy takes classes for unhashable
            new: dict[str, Any] = {}
            for name in names:
                old = getattr(thing, name)
                shown = self.url(old) if name == "link" and old else self.reveal(old)
                if shown is not old and shown != old:
                    new[name] = shown
            done = replace(done, **new) if new else thing
        elif isinstance(thing, Mapping):
            inner = {key: self.reveal(part) for key, part in thing.items()}
            changed = any(part is not thing[key] for key, part in inner.items())
            done = MappingProxyType(inner) if changed else thing
        result: _Thing = done
        return result

    def reveal_error(self, error: ReportgenError) -> ReportgenError:
        for one in error.each:
            one.message, one.hint = self.url(self.text(one.message)), self.url(self.text(one.hint))
            one.args = (one.message,)
        return error


_WITHOUT = frozenset((type(None), bool, int, float, Where))
"""Types of things that have no values in them."""


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a dataclass."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


def _unquoted(text: str) -> str:
    from urllib.parse import unquote

    return unquote(text)


@dataclass(frozen=True, slots=True)
class Personal:
    """A record's own tree, and the values that its tokens stand for."""

    tree: Tree
    secrets: Secrets
    fixed: Mapping[int, int]
    """Sections that no record changes: their number here → their number in the source."""


class _Spots(Mapping[Place, Spot]):
    """The places of a record's tree, by those of the source: `moved` says where lists have shifted."""

    def __init__(self, source: Mapping[Place, Spot]) -> None:
        self._source = source
        self.moved: dict[Place, Place] = {}

    def __getitem__(self, place: Place) -> Spot:
        if self.moved:
            for size in range(len(place), 0, -1):
                old = self.moved.get(place[:size])
                if old is not None:
                    return self._source[(*old, *place[size:])]
        return self._source[place]

    def __iter__(self) -> Iterator[Place]:
        return iter(self._source)

    def __len__(self) -> int:
        return len(self._source)


class Kept:
    """What was read of sections that no record changes: `models` as checked, by their numbers in the source, and
    `sections` as loaded, by their numbers in the record's tree and in the source; and the project of all.
    """

    def __init__(self) -> None:
        self.project: Project | None = None
        self.models: dict[int, Any] = {}
        self.sections: dict[tuple[int, int], Any] = {}


class Template:
    """A source with fields, its expressions compiled."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._texts: dict[Place, Compiled] = {}
        self._alone: dict[Place, Callable[..., Any]] = {}
        self._conditions: dict[Place, Callable[..., Any]] = {}
        self._lists: dict[Place, tuple[str, Callable[..., Any]]] = {}
        self.needed: dict[str, Where] = {}
        """Fields that a record must have, and where they are used first."""
        problems: list[ReportgenError] = []
        self._varies: set[Place] = set()
        self.kept = Kept()
        self._compile(tree.value, (), frozenset(), False, problems)
        for place in [*self._texts, *self._alone, *self._conditions, *self._lists]:
            self._varies.update(place[:size] for size in range(len(place) + 1))
        raise_all(problems)

    # --- once

    def _compile(
        self, value: Any, place: Place, bound: frozenset[str], guarded: bool, problems: list[ReportgenError]
    ) -> None:
        if isinstance(value, dict):
            if "repeat" in value:
                name = self._compile_repeat(value["repeat"], (*place, "repeat"), bound, guarded, problems)
                bound = bound | {name, "loop"}
            if "when" in value:
                self._compile_when(value["when"], (*place, "when"), bound, guarded, problems)
                guarded = True
            for key, inner in value.items():
                if key not in ("when", "repeat"):
                    self._compile(inner, (*place, key), bound, guarded, problems)
        elif isinstance(value, list):
            for number, inner in enumerate(value):
                self._compile(inner, (*place, number), bound, guarded, problems)
        elif isinstance(value, str) and "{" in value and _FIELD.search(value):
            if _RESERVED.search(value):
                problems.append(SourceError("the text has a noncharacter (U+FDD0 to U+FDEF)", self.tree.where(place)))
                return
            alone = _ALONE.fullmatch(value)
            if alone:
                expression = self._expression(alone[1], place, bound, guarded, problems)
                if expression is not None:
                    self._alone[place] = expression
                return
            with _named(self.tree, place, problems):
                self._note(value, place, bound, guarded)
                self._texts[place] = _environment().from_string(value)

    def _expression(
        self, text: str, place: Place, bound: frozenset[str], guarded: bool, problems: list[ReportgenError]
    ) -> Callable[..., Any] | None:
        with _named(self.tree, place, problems):
            self._note("{{" + text + "}}", place, bound, guarded)
            made: Callable[..., Any] = _environment().compile_expression(text, undefined_to_none=False)
            return made
        return None

    def _compile_when(
        self, value: Any, place: Place, bound: frozenset[str], guarded: bool, problems: list[ReportgenError]
    ) -> None:
        if isinstance(value, bool):
            self._conditions[place] = lambda _: value
        elif isinstance(value, str):
            bare = _ALONE.fullmatch(value)
            made = self._expression(bare[1] if bare else value, place, bound, guarded, problems)
            if made is not None:
                self._conditions[place] = made
        else:
            problems.append(
                SourceError("expected a condition", self.tree.where(place), 'for example when: region == "north"')
            )

    def _compile_repeat(
        self, value: Any, place: Place, bound: frozenset[str], guarded: bool, problems: list[ReportgenError]
    ) -> str:
        match = _REPEAT.fullmatch(value) if isinstance(value, str) else None
        if match is None:
            problems.append(
                SourceError("expected a name and a list", self.tree.where(place), "for example repeat: person in team")
            )
            return "loop"
        made = self._expression(match[2], place, bound, guarded, problems)
        if made is not None:
            self._lists[place] = (match[1], made)
        return match[1]

    def _note(self, text: str, place: Place, bound: frozenset[str], guarded: bool) -> None:
        """Remember the fields that a text cannot do without."""
        from jinja2 import meta, nodes

        parsed = _environment().parse(text)
        free = meta.find_undeclared_variables(parsed) - bound - set(_environment().globals) - {"record"}
        spared: set[int] = set()
        for node in [*parsed.find_all(nodes.Filter), *parsed.find_all(nodes.Test)]:
            if node.name in ("default", "d", "defined", "undefined") and isinstance(node.node, nodes.Name):
                spared.add(id(node.node))
        conditional = guarded or next(iter(parsed.find_all((nodes.If, nodes.CondExpr, nodes.And, nodes.Or))), None)
        if conditional:
            return
        for name in parsed.find_all(nodes.Name):
            if name.name in free and id(name) not in spared:
                self.needed.setdefault(name.name, _line_in(self.tree, place, name.lineno))

    # --- for each record

    def expand(self, record: Record) -> Personal:
        """The tree for a record.

        Raises:
            ReportgenError: a field that it lacks, a value that a filter cannot take; `Problems` when several.
        """
        secrets = Secrets()
        context = {**record, "record": record, _VALUES: secrets, _LANGUAGE: "en", _FIXED: {}}
        problems: list[ReportgenError] = []
        spots = _Spots(self.tree.spots)
        root = self.tree.value if isinstance(self.tree.value, dict) else {}
        language = root.get("language")
        if isinstance(language, str):
            told = self._leaf(language, ("language",), context, [])
            context[_LANGUAGE] = told if isinstance(told, str) else "en"
        value = self._grow(self.tree.value, (), (), context, spots, problems)
        raise_all(problems)
        return Personal(Tree(value, self.tree.file, spots), secrets, context[_FIXED])

    def _grow(
        self,
        value: Any,
        old: Place,
        new: Place,
        context: Mapping[str, Any],
        spots: _Spots,
        problems: list[ReportgenError],
    ) -> Any:
        if old not in self._varies:
            return value
        if isinstance(value, dict):
            made: dict[str, Any] = {}
            for key, inner in value.items():
                if key in ("when", "repeat"):
                    continue
                if isinstance(inner, dict) and ("when" in inner or "repeat" in inner):
                    if "repeat" in inner:
                        where = self.tree.where((*old, key, "repeat"))
                        problems.append(SourceError('"repeat" stands in an entry of a list', where, "begin it with -"))
                        continue
                    if not self._wanted(inner, (*old, key), context, problems):
                        continue
                made[key] = _bare(inner, self._grow(inner, (*old, key), (*new, key), context, spots, problems))
            return made
        if isinstance(value, list):
            many: list[Any] = []
            for number, inner in enumerate(value):
                here = (*old, number)
                for around in self._rounds(inner, here, context, problems):
                    if isinstance(inner, dict) and not self._wanted(inner, here, around, problems):
                        continue
                    there = (*new, len(many))
                    if there != here:
                        spots.moved[there] = here
                    if old == ("sections",) and here not in self._varies:
                        context[_FIXED][len(many)] = number
                        many.append(self.kept.models.get(number, inner))
                        continue
                    many.append(_bare(inner, self._grow(inner, here, there, around, spots, problems)))
            return many
        return self._leaf(value, old, context, problems) if isinstance(value, str) else value

    def _rounds(
        self, value: Any, place: Place, context: Mapping[str, Any], problems: list[ReportgenError]
    ) -> list[Mapping[str, Any]]:
        if not isinstance(value, dict) or "repeat" not in value:
            return [context]
        name, expression = self._lists[(*place, "repeat")]
        with _named(self.tree, (*place, "repeat"), problems, context):
            found = expression(context)
            if isinstance(found, str | Mapping) or not hasattr(found, "__iter__"):
                _ = str(found)  # an undefined value says what it lacks
                raise SourceError(f'"{value["repeat"]}" goes over no list', self.tree.where((*place, "repeat")))
            members = list(found)
            last = len(members)
            return [
                {**context, name: member, "loop": {"index": at, "first": at == 1, "last": at == last}}
                for at, member in enumerate(members, 1)
            ]
        return []

    def _wanted(
        self, value: dict[str, Any], place: Place, context: Mapping[str, Any], problems: list[ReportgenError]
    ) -> bool:
        condition = self._conditions.get((*place, "when"))
        if condition is None:
            return True
        with _named(self.tree, (*place, "when"), problems, context):
            return _is_true(condition(context))
        return False

    def _leaf(self, value: str, place: Place, context: Mapping[str, Any], problems: list[ReportgenError]) -> Any:
        secrets: Secrets = context[_VALUES]
        names = [part for part in place if isinstance(part, str)]
        prose = names[-1] in _CHART_PROSE if not _CHARTS.isdisjoint(names) else _PLAIN.isdisjoint(names)
        numeric = not _NUMERIC.isdisjoint(names)
        with _named(self.tree, place, problems, context):
            if place in self._alone:
                return self._given(self._alone[place](context), prose, numeric, context)
            if place in self._texts:
                text = self._texts[place].render(context)
                if not prose:
                    return secrets.text(text)
                return _linked(text, secrets) if secrets.text(text).strip() else secrets.text(text)
            return value
        return value

    def _given(self, value: Any, prose: bool, numeric: bool, context: Mapping[str, Any]) -> Any:
        """What a field that stands alone gives: lists stay lists, numbers are numbers where numbers are asked for."""
        if isinstance(value, Mapping):
            return {str(key): self._given(inner, prose, numeric, context) for key, inner in value.items()}
        if isinstance(value, list | tuple):
            return [self._given(inner, prose, numeric, context) for inner in value]
        if numeric and isinstance(value, bool | int | float):
            return value
        text = _written(value, context)
        if numeric and _NUMBER.fullmatch(text.strip()):
            return float(text) if re.search("[.eE]", text) else int(text)
        if not prose or not text.strip():
            return text
        secrets: Secrets = context[_VALUES]
        return secrets.hide(text)


def _bare(old: Any, new: Any) -> Any:
    """`{when: …, text: …}` is the text."""
    marked = isinstance(old, dict) and ("when" in old or "repeat" in old)
    return new["text"] if marked and isinstance(new, dict) and set(new) == {"text"} else new


def _linked(text: str, secrets: Secrets) -> str:
    """A link whose whole target is a value gets it here, so that its scheme can be checked."""

    def target(found: re.Match[str]) -> str:
        url = secrets.value(found[1])
        if not url.lower().startswith(LINKS):
            raise ValueError(f'"{url}" is no link that can be followed | use https, http, mailto or tel')
        start = found[0][: found[0].index(_OPEN)]
        return start + quote(url, safe="/:?&=#%@+,;~-._")

    return _IN_LINK.sub(target, text)


def _is_true(value: Any) -> bool:
    """Tables have no type for truth: `no`, `false`, `0` and nothing are false."""
    return value.strip().casefold() not in ("", "0", "no", "false") if isinstance(value, str) else bool(value)


def _written(value: Any, context: Mapping[str, Any]) -> str:
    """A value as it is printed."""
    text = "" if value is None else ("true" if value else "false") if isinstance(value, bool) else str(value)
    found = CONTROL.search(text.replace("\r", "\n")) or _RESERVED.search(text)
    if found:
        record = context.get("record") or {}
        name = next((key for key, one in record.items() if one == value), None)
        whose = f'the value of "{name}"' if name else "a value"
        raise ValueError(f"{whose} has the control character U+{ord(found[0]):04X} | take it out of the data")
    return text


class _named:  # noqa: N801
    """Whatever goes wrong in an expression becomes a problem at its place; what follows is not run."""

    def __init__(
        self, tree: Tree, place: Place, problems: list[ReportgenError], context: Mapping[str, Any] | None = None
    ) -> None:
        self.tree, self.place, self.problems, self.context = tree, place, problems, context

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> bool:
        if error is None:
            return False
        if not isinstance(error, Exception) or isinstance(error, MemoryError):
            return False
        if isinstance(error, ReportgenError):
            self.problems.append(error)
            return True
        from jinja2 import TemplateSyntaxError, UndefinedError

        where = self.tree.where(self.place)
        message, _, hint = str(error).partition(" | ")
        if isinstance(error, TemplateSyntaxError):
            where = _line_in(self.tree, self.place, error.lineno)
            message, hint = f"broken field: {error.message}", "fields are written {{ name }}"
        elif isinstance(error, UndefinedError):
            message, hint = _missing(str(error.message), self.context or {})
        elif not isinstance(error, ValueError) or not hint:
            message, hint = f"the field cannot be evaluated: {message}", "look at the expression and its value"
        self.problems.append(SourceError(message, where, hint))
        return True


def _missing(message: str, context: Mapping[str, Any]) -> tuple[str, str]:
    match = re.fullmatch(r"'([^']*)' is undefined", message)
    if match is None:
        return f"the record lacks a value: {message}", "guard it with default or when"
    return missing_field(match[1], [key for key in context if key not in ("record", _VALUES, _LANGUAGE, _FIXED)])


def missing_field(name: str, known: list[str]) -> tuple[str, str]:
    """Message and hint for a field that a record lacks."""
    close = nearest(name, known)
    hint = f'did you mean "{close}"?' if close else f"its fields: {', '.join(known) or 'none'}"
    return f'the record has no field "{name}"', hint


@lru_cache(maxsize=1)
def _environment() -> Any:
    from jinja2 import StrictUndefined, pass_context
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    from reportgen.source.filters import FILTERS

    @pass_context
    def hidden(context: Any, value: Any) -> str:
        secrets: Secrets = context[_VALUES]
        return secrets.hide(secrets.text(_written(_defined(value), context)))

    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, finalize=hidden, autoescape=False, keep_trailing_newline=True
    )
    for name in ("lipsum", "cycler", "joiner"):
        environment.globals.pop(name)
    environment.filters.update(FILTERS)
    return environment


def _defined(value: Any) -> Any:
    from jinja2 import Undefined

    if isinstance(value, Undefined):
        str(value)  # raises, and says which
    return value

"""Expressions in `{{ … }}`, `when` and `repeat`: how they are compiled and run, and how their faults are told."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from reportgen.errors import ReportgenError, SourceError, Where
from reportgen.source.characters import CONTROL
from reportgen.source.escaping import RESERVED, Secrets
from reportgen.source.tree import Place, Tree
from reportgen.source.validation import nearest
from reportgen.source.written import Printed
from reportgen.structs import replace

if TYPE_CHECKING:
    from jinja2 import Template as Compiled

VALUES, LANGUAGE = " values", " language"
"""Names in the context of an expression that no expression can spell: the secrets, and the document's language."""

_OWN = ("record", VALUES, LANGUAGE)
"""Names that are in every context and are no fields of the record."""


def compile_expression(text: str) -> Callable[..., Any]:
    """An expression alone, such as a field or a condition, as a function of a context.

    Raises:
        jinja2.TemplateSyntaxError: it is broken.
    """
    made: Callable[..., Any] = _environment().compile_expression(text, undefined_to_none=False)
    return made


def compile_text(text: str) -> Compiled:
    """A text with expressions in it, whose values become tokens where it is rendered.

    Raises:
        jinja2.TemplateSyntaxError: one is broken.
    """
    compiled: Compiled = _environment().from_string(text)
    return compiled


def needed_names(text: str, bound: frozenset[str]) -> list[tuple[str, int]]:
    """The fields that a text cannot do without, each with its line in the text; none where it decides by itself."""
    from jinja2 import meta, nodes

    parsed = _environment().parse(text)
    if next(iter(parsed.find_all((nodes.If, nodes.CondExpr, nodes.And, nodes.Or))), None):
        return []
    free = meta.find_undeclared_variables(parsed) - bound - set(_environment().globals) - {"record"}
    spared = {
        id(node.node)
        for node in (*parsed.find_all(nodes.Filter), *parsed.find_all(nodes.Test))
        if node.name in ("default", "d", "defined", "undefined")
    }
    found = [(node, node.name) for node in parsed.find_all(nodes.Name) if node.name in free]
    found += [(node, name) for node in parsed.find_all(nodes.Getitem) if (name := _column(node))]
    return [(name, node.lineno) for node, name in found if id(node) not in spared]


def _column(node: Any) -> str:
    """The column that ``record["First name"]`` names; nothing where an expression does."""
    from jinja2 import nodes

    of_record = isinstance(node.node, nodes.Name) and node.node.name == "record"
    named = isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str)
    return node.arg.value if of_record and named else ""


@lru_cache(maxsize=64)
def spellings(names: tuple[str, ...]) -> Mapping[str, str]:
    """By what expressions may spell fields whose names they cannot spell, each with the name: none that is not clear.

    >>> dict(spellings(("First name", "id", "No.", "No")))
    {'First_name': 'First name'}
    """
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(re.sub(r"\W+", "_", str(name)).strip("_"), []).append(name)
    return {
        spelling: of[0]
        for spelling, of in found.items()
        if len(of) == 1 and of[0] != spelling and spelling.isidentifier() and spelling not in _OWN
    }


def line_in(tree: Tree, place: Place, line: int) -> Where:
    """Where a line of a text stands in the file; lines count from 1."""
    where = tree.where(place)
    if where.line is None or line <= 1:
        return where
    return replace(where, line=tree.text_line(place) + line - 1, column=None)


class Guard:
    """Whatever goes wrong in an expression becomes a problem at its place; what follows within is not run."""

    def __init__(
        self, tree: Tree, place: Place, problems: list[ReportgenError], context: Mapping[str, Any] | None = None
    ) -> None:
        self.tree, self.place, self.problems, self.context = tree, place, problems, context or {}

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> bool:
        if not isinstance(error, Exception) or isinstance(error, MemoryError):
            return False
        self.problems.append(error if isinstance(error, ReportgenError) else self._problem(error))
        return True

    def _problem(self, error: Exception) -> SourceError:
        from jinja2 import TemplateSyntaxError, UndefinedError

        if isinstance(error, TemplateSyntaxError):
            where = line_in(self.tree, self.place, error.lineno)
            return SourceError(f"broken field: {error.message}", where, "fields are written {{ name }}")
        message, _, hint = str(error).partition(" | ")
        if isinstance(error, UndefinedError):
            message, hint = _undefined(str(error.message), self.context)
        elif not isinstance(error, ValueError) or not hint:
            message, hint = f"the field cannot be evaluated: {message}", "look at the expression and its value"
        return SourceError(message, self.tree.where(self.place), hint)


def _undefined(message: str, context: Mapping[str, Any]) -> tuple[str, str]:
    name = message.removesuffix(" is undefined")
    if len(name) > 2 and name[0] == name[-1] == "'" and "'" not in name[1:-1]:
        return missing_field(name[1:-1], [key for key in context if key not in _OWN])
    return f"the record lacks a value: {message}", "guard it with default or when"


def missing_field(name: str, known: list[str]) -> tuple[str, str]:
    """Message and hint for a field that a record lacks."""
    close = nearest(name, known)
    hint = f'did you mean "{close}"?' if close else f"its fields: {', '.join(known) or 'none'}"
    return f'the record has no field "{name}"', hint


def is_true(value: Any) -> bool:
    """Whether a condition holds. Tables have no type for truth: `no`, `false`, `0` and nothing are false."""
    return value.strip().casefold() not in ("", "0", "no", "false") if isinstance(value, str) else bool(value)


def written(value: Any, context: Mapping[str, Any]) -> str:
    """A value as it is printed.

    Raises:
        ValueError: it has a control character, or one of those that tokens are made of.
    """
    text = _text_of(value, context)
    found = CONTROL.search(text.replace("\r", "\n")) or RESERVED.search(text)
    if found:
        record = context.get("record") or {}
        name = next((key for key, one in record.items() if one == value), None)
        whose = f'the value of "{name}"' if name else "a value"
        raise ValueError(f"{whose} has the control character U+{ord(found[0]):04X} | take it out of the data")
    return text


def _text_of(value: Any, context: Mapping[str, Any]) -> str:
    if isinstance(value, Printed):
        return value.printed(context.get(LANGUAGE, "en"))
    return "" if value is None else ("true" if value else "false") if isinstance(value, bool) else str(value)


@lru_cache(maxsize=1)
def _environment() -> Any:
    from jinja2 import StrictUndefined, pass_context

    from reportgen.source.expression_limits import LimitedEnvironment
    from reportgen.source.field_filters import FILTERS

    @pass_context
    def hidden(context: Any, value: Any) -> str:
        secrets: Secrets = context[VALUES]
        return secrets.hide(secrets.text(written(_defined(value), context)))

    environment = LimitedEnvironment(
        lambda context: context[VALUES].budget,
        undefined=StrictUndefined,
        finalize=hidden,
        autoescape=False,
        keep_trailing_newline=True,
        optimized=False,  # constants such as "a" * 10**9 are computed where there are limits
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

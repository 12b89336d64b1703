"""What expressions may cost: loops that never end and texts that explode cost their record, not the machine.

Work is counted, not timed, so that what is refused is refused on every machine: a turn of a loop, a call and each so
many characters that are made count one. Nothing that is larger than the limit is made to be measured.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from functools import wraps
from typing import Any

from jinja2 import nodes, pass_context
from jinja2.sandbox import ImmutableSandboxedEnvironment

MOST_WORK = 200_000
"""Turns of all loops, calls, and `CHARACTERS` that expressions of one record may take and make, all together."""

CHARACTERS = 100
"""Characters, or members of a list, that count as one turn of a loop."""

MOST_TEXT = 1_000_000
"""Characters of a text, and members of a list, that an expression may make."""

MOST_BITS = 10_000
"""Bits of a whole number that an expression may make."""

_COUNTED, _BOUNDED = " counted", " bounded"
"""Filters that no expression can spell: around what loops go over, and around texts that are put together."""

_MULTIPLYING = ("center", "indent", "wordwrap", "replace", "join", "format", "batch", "slice", "tojson")
"""Jinja's filters that may make more than they are given."""

_WIDTH = re.compile(r"\d{5,}|%[^a-zA-Z%]*\*")
"""In a format: a width of many digits, or one that is an argument."""


class Budget:
    """The work that is left for one record."""

    def __init__(self) -> None:
        self.left = float(MOST_WORK)

    def spend(self, turns: float) -> None:
        """Take turns from what is left.

        Raises:
            ValueError: there are not so many.
        """
        self.left -= turns
        if self.left < 0:
            raise ValueError(
                f"its loops and texts need more than {MOST_WORK} steps | loop over fewer, or make less text"
            )

    def make(self, size: float) -> None:
        """Take what a text or a list of so many characters or members costs.

        Raises:
            ValueError: it would be too long.
        """
        if size > MOST_TEXT:
            raise ValueError(f"it would make a text or a list of more than {MOST_TEXT} characters | make less of it")
        self.spend(1 + size / CHARACTERS)


class LimitedEnvironment(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, in which all that may take long or become large is counted.

    `budget` gives what is left for the record of a context.
    """

    intercepted_binops = frozenset(("*", "**", "+", "%"))

    def __init__(self, budget: Callable[[Any], Budget], **options: Any) -> None:
        super().__init__(**options)
        self.budget = budget
        self.filters[_COUNTED] = _with_context(self._counted)
        self.filters[_BOUNDED] = _with_context(self._bounded)
        for name in _MULTIPLYING:
            self.filters[name] = self._limited(self.filters[name])
        self.globals["range"] = _with_context(self._range)

    def _generate(self, source: nodes.Template, *options: Any, **named: Any) -> str:
        """Code of a template in which loops and joined texts are counted."""
        for loop in source.find_all(nodes.For):
            loop.iter = _filtered(loop.iter, _COUNTED)  # type: ignore[arg-type]
        for parent in list(source.find_all(nodes.Node)):
            _bound_joined(parent)
        return super()._generate(source, *options, **named)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """The result of an operation, if it is of a size that is allowed."""
        self.budget(context).make(_size_of(operator, left, right))
        return super().call_binop(context, operator, left, right)

    def call(self, context: Any, called: Any, *args: Any, **named: Any) -> Any:
        budget = self.budget(context)
        budget.spend(1)
        # the sandbox has put its own function round `format`
        owner = getattr(getattr(called, "__wrapped__", called), "__self__", None)
        if isinstance(owner, str | bytes):
            budget.make(_product(owner, (*args, *named.values())))
        return super().call(context, called, *args, **named)

    def _range(self, context: Any, *bounds: int) -> range:
        numbers = range(*bounds)
        self.budget(context).spend(_length(numbers))
        return numbers

    def _counted(self, context: Any, value: Iterable[Any]) -> Iterable[Any]:
        budget = self.budget(context)
        if isinstance(value, Sized):
            budget.spend(_length(value))
            return value
        return _counting(value, budget)

    def _bounded(self, context: Any, value: str) -> str:
        self.budget(context).make(len(value))
        return value

    def _limited(self, made: Callable[..., Any]) -> Callable[..., Any]:
        """A filter whose result is of a size that is allowed."""
        kind = getattr(getattr(made, "jinja_pass_arg", None), "name", "")

        @wraps(made)
        def limited(context: Any, value: Any, *args: Any, **named: Any) -> Any:
            if isinstance(value, Iterator):
                value = list(value)
            self.budget(context).make(_product(value, (*args, *named.values())))
            return made(*_passed(kind, context, self), value, *args, **named)

        return pass_context(limited)


def _with_context(made: Callable[..., Any]) -> Callable[..., Any]:
    """A method as Jinja has it that wants the context."""
    return pass_context(lambda *args, **named: made(*args, **named))


def _passed(kind: str, context: Any, environment: Any) -> tuple[Any, ...]:
    """What a filter of Jinja wants before its value."""
    known = {"context": context, "eval_context": context.eval_ctx, "environment": environment}
    return (known[kind],) if kind in known else ()


def _filtered(value: nodes.Expr, name: str) -> nodes.Filter:
    return nodes.Filter(value, name, [], [], None, None, lineno=value.lineno)


def _bound_joined(parent: nodes.Node) -> None:
    """Put the filter that looks at its size round each text that `~` puts together under a node."""
    for name, value in parent.iter_fields():
        if isinstance(value, nodes.Concat):
            setattr(parent, name, _filtered(value, _BOUNDED))
        elif isinstance(value, list):
            value[:] = [_filtered(one, _BOUNDED) if isinstance(one, nodes.Concat) else one for one in value]


def _counting(values: Iterable[Any], budget: Budget) -> Iterator[Any]:
    for value in values:
        budget.spend(1)
        yield value


def _length(value: Sized) -> float:
    try:
        return len(value)
    except OverflowError:  # more than a machine's word
        return float("inf")


def _size_of(operator: str, left: Any, right: Any) -> float:
    """About how large the result of an operation will be, before it is made."""
    if isinstance(left, int) and isinstance(right, int):
        bits = left.bit_length() * max(right, 0) if operator == "**" else left.bit_length() + right.bit_length()
        return MOST_TEXT + 1 if bits > MOST_BITS else 1
    if operator == "+":
        return _measure(left) + _measure(right) if not isinstance(left, int | float) else 1
    if operator == "*":
        return _measure(left) * _measure(right) if isinstance(left, Sized) or isinstance(right, Sized) else 1
    if operator == "%" and isinstance(left, str):
        return MOST_TEXT + 1 if _WIDTH.search(left) else len(left) + _measure(right)
    return 1


def _product(value: Any, given: tuple[Any, ...]) -> float:
    """How large what is made of a value can become with what it is given."""
    if isinstance(value, str) and _WIDTH.search(value) and ("%" in value or "{" in value):
        return MOST_TEXT + 1
    return (_measure(value) + 1) * (1 + max(map(_measure, given), default=0.0))


def _measure(value: Any) -> float:
    """The characters of a text, those in a list and its members, or the number that a value is."""
    if isinstance(value, str | bytes):
        return len(value)
    if isinstance(value, int | float):
        return abs(value)
    if isinstance(value, Mapping):
        return len(value) + sum(map(_measure, value.values()))
    if isinstance(value, list | tuple):
        return len(value) + sum(_measure(one) for one in value if isinstance(one, str))
    return 1

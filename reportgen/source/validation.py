"""Trees checked by models: every fault at once, in plain words, with its line."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from reportgen.errors import ReportgenError, SourceError, raise_all
from reportgen.geometry import parse_length
from reportgen.source.tree import (
    _KINDS,
    _REMEDIES,
    Place,
    Spelled,
    SpelledFloat,
    Tree,
)

_Model = TypeVar("_Model", bound=BaseModel)


class Strict(BaseModel):
    """A model of what people write: keys that it does not know are faults, and what was read does not change.

    Its validator is made when it first validates: a model inside another is then made once, as a part of that, and one
    that a source does not use is not made at all.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like `name`, if one is like it at all.

    >>> nearest("hedline", ["headline", "kicker"])
    'headline'
    """
    close = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return close[0] if close else None


LengthText = Annotated[str, Field(pattern=r"^-?\d+(\.\d+)?\s*(mm|cm|in|pt)$")]


def _length(value: object) -> object:
    if isinstance(value, str):
        return parse_length(value)
    raise ValueError(f"expected a length such as 12mm, 0.5in or 18pt, got {value!r}")


Length = Annotated[float, BeforeValidator(_length, json_schema_input_type=LengthText)]
"""Points, written as ``12mm``, ``0.5in`` or ``18pt``."""


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
    from reportgen.source.fieldnames import names_at

    return names_at(model, place[:-1], tree.value)


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

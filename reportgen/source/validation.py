"""Trees checked by models: every fault at once, in plain words, with its line."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Annotated, Any, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from reportgen.errors import ReportgenError, SourceError, raise_all
from reportgen.geometry import parse_length
from reportgen.source.tree import Place, Spelled, SpelledFloat, Tree
from reportgen.structs import Struct

_Model = TypeVar("_Model", bound=BaseModel)


class Strict(BaseModel):
    """A model of what people write: keys that it does not know are faults, and what was read does not change.

    Its validator is made when it first validates: a model inside another is then made once, as a part of that, and one
    that a source does not use is not made at all.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    def __init__(self, /, *first: Any, **given: Any) -> None:
        """Keep what is given, as a file would: it is checked with all else when the whole is read."""
        fields = type(self).model_fields
        leading = [name for name, info in fields.items() if info.kw_only is False]
        if len(first) > len(leading):
            raise TypeError(f"{type(self).__name__} takes {len(leading)} values without names, {len(first)} were given")
        given = {**dict(zip(leading, first, strict=False)), **given}
        usual = {name: info.get_default(call_default_factory=True) for name, info in fields.items()}
        kept = {name: value for name, value in usual.items() if name not in given and not fields[name].is_required()}
        object.__setattr__(self, "__dict__", kept | {name: given[name] for name in given if name in fields})
        object.__setattr__(self, "__pydantic_fields_set__", set(given))
        object.__setattr__(self, "__pydantic_extra__", {name: given[name] for name in given if name not in fields})
        object.__setattr__(self, "__pydantic_private__", None)

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]  # what checks trees need not call it

    def as_written(self) -> dict[str, Any]:
        """What was given, key by key: the values as they are, None for what may be left out left out."""
        from reportgen.source.model_annotations import key_in

        fields, found = type(self).model_fields, dict[str, Any]()
        for name, value in {**self.__dict__, **(self.__pydantic_extra__ or {})}.items():
            info = fields.get(name)
            if name in self.model_fields_set and (value is not None or info is None or info.is_required()):
                key = key_in(info, value) if info is not None and isinstance(value, Strict) else ""
                found[name] = {key: value} if key else value
        return found

    def to_dict(self) -> dict[str, Any]:
        """What a file would say: plain data, and what only Python has (frames, pictures) as it is.

        Raises:
            ReportgenError: values that mean nothing there, such as infinite numbers; `Problems` with all of them.
        """
        from reportgen.source.python_data import data_tree

        made: dict[str, Any] = data_tree(self).value
        return made

    def to_yaml(self) -> str:
        """What a file would say, as YAML.

        Raises:
            ReportgenError: as `to_dict`; something in it only Python has, such as a picture in memory.
        """
        from reportgen.source.yaml_text import yaml_text

        return yaml_text(self.to_dict())

    def replace(self, **changes: Any) -> Self:
        """A copy with other values under some keys."""
        return type(self)(**{**self.as_written(), **changes})

    def __repr_name__(self) -> str:
        return type(self).__name__.removesuffix("Model").removesuffix("Section")

    def __repr_args__(self) -> Any:
        return ((name, self.__dict__[name]) for name in self.__dict__ if name in self.model_fields_set)


class KeyFault(ValueError):
    """What is wrong with the value of one key of a mapping, told while the whole mapping is looked at."""

    def __init__(self, key: str, code: str, text: str) -> None:
        """`text` is the message, a bar, the hint; `code` is what programs call it."""
        super().__init__(text)
        self.key = key
        self.code = code


SLIP = 0.8
"""How alike a name and a known one are of which the former is a slip of the pen (`difflib`, 0 to 1)."""


def nearest(name: str, known: Iterable[str], least: float = 0.6) -> str | None:
    """The known name most like `name`, if one is at `least` so much like it.

    >>> nearest("hedline", ["headline", "kicker"])
    'headline'
    """
    close = difflib.get_close_matches(name, list(known), n=1, cutoff=least)
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
    made, faults = checked(model, tree, error=error)
    raise_all(faults.values())
    assert made is not None
    return made


def checked(
    model: type[_Model], tree: Tree, *, error: type[ReportgenError] = SourceError
) -> tuple[_Model | None, Mapping[Place, ReportgenError]]:
    """The tree as a model, without faults; or None, and each fault by its place, in the order of the file."""
    try:
        return model.model_validate(tree.value), {}
    except ValidationError as problem:
        return None, _faults(model, tree, problem.errors(include_url=False), error)


def _faults(
    model: type[BaseModel], tree: Tree, faults: Sequence[Any], error: type[ReportgenError]
) -> dict[Place, ReportgenError]:
    made: dict[Place, ReportgenError] = {}
    meant: set[Place] = set()
    missing: list[Place] = []
    for fault in faults:
        place = (*_place_in(tree.value, fault["loc"]), *_key_of(fault))
        message, hint = _words(fault, place, model, tree)
        key = fault["type"] == "extra_forbidden"
        told = made.setdefault(place, error(message, tree.where(place, key), hint))
        told.code = _code(fault)
        if key and (slip := slip_of(told)):
            meant.add((*place[:-1], slip.meant))
        if fault["type"] == "missing":
            missing.append(place)
    for place in missing:
        if place in meant:  # it is there, with a slip of the pen, and that is told
            made.pop(place, None)
    return dict(sorted(made.items(), key=lambda one: (one[1].where.line or 0, one[1].where.column or 0)))


def _key_of(fault: Any) -> Place:
    """The key that a fault of a whole mapping is about, where it says one."""
    cause = fault.get("ctx", {}).get("error")
    return (cause.key,) if isinstance(cause, KeyFault) else ()


def _code(fault: Any) -> str:
    """What programs call one of pydantic's faults."""
    cause = fault.get("ctx", {}).get("error")
    if isinstance(cause, KeyFault):
        return cause.code
    return _CODES.get(fault["type"], "wrong-type" if fault["type"] in _KINDS else "invalid-value")


class Slip(Struct, frozen=True):
    """What was meant by a name that is not known: by a key, or by the value that stands there."""

    meant: str
    of_a_key: bool


def slip_of(fault: ReportgenError) -> Slip | None:
    """The slip of the pen that a fault was told to be."""
    if not fault.hint.startswith(_MEANING):
        return None
    return Slip(fault.hint.split('"')[1], fault.message.startswith(_UNKNOWN_KEY))


_MEANING = 'did you mean "'
_UNKNOWN_KEY = "unknown key"


def _place_in(value: Any, loc: tuple[Any, ...]) -> Place:
    """The parts of pydantic's location that are in the file; the rest name alternatives of a union."""
    place: list[str | int] = []
    for number, part in enumerate(loc):
        if isinstance(value, dict) and isinstance(part, str):
            # a key that is missing is not in the file; the names of alternatives have brackets
            if part not in value and (number < len(loc) - 1 or "[" in part):
                continue
            value = value.get(part)
        elif isinstance(value, list) and isinstance(part, int):
            value = value[part] if part < len(value) else None
        else:
            continue
        place.append(part)
    return tuple(place)


def _words(fault: Any, place: Place, model: type[BaseModel], tree: Tree) -> tuple[str, str]:
    """The message and the hint of one of pydantic's faults."""
    kind = fault["type"]
    if kind in _KINDS:
        return _wrong_kind(fault, place, tree)
    if kind in _WORDS:
        return _WORDS[kind](fault, place, model, tree)
    name = place[-1] if place else ""
    hint = f"see what it takes: reportgen explain {name}" if isinstance(name, str) and name else ""
    return str(fault["msg"]).lower().replace("input should be", "it should be"), hint


def _wrong_kind(fault: Any, place: Place, tree: Tree) -> tuple[str, str]:
    kind, given = fault["type"], fault.get("input")
    if not place and isinstance(given, str):  # some other file, of which nothing is to be shown
        return f"expected {_KINDS[kind]}, got a text", "look whether it is the right file"
    hint = _REMEDIES.get(kind, "")
    if not tree.spots:  # Python data
        hint = f"give {_IN_PYTHON.get(_KINDS[kind], _KINDS[kind])}"
    elif kind == "string_type" and _is_number(given):
        hint = f'put it in quotes: "{given}"'
    return f"expected {_KINDS[kind]}, got {_shown(given)}", hint


def _unknown_key(fault: Any, place: Place, model: type[BaseModel], tree: Tree) -> tuple[str, str]:
    name = str(place[-1]) if place else ""
    message = f'{_UNKNOWN_KEY} "{name}"'
    known = _names(model, place[:-1], tree)
    close, elsewhere = _key_meant(name, place, known, model, tree)
    if elsewhere:
        return message, elsewhere
    close = close or nearest(name, known)
    if close:
        return message, f'{_MEANING}{close}"?'
    if fault.get("input") is None:  # {label: one, two} has a key "two" without a value
        return message, "put quotes around a text that contains a comma"
    return message, f"known keys: {', '.join(known)}"


def _key_meant(name: str, place: Place, known: list[str], model: type[BaseModel], tree: Tree) -> tuple[str | None, str]:
    """The key that is meant by one that is not known, if it may stand here, or where else it belongs."""
    around = [
        (at, _names(model, place[:at], tree)) for at in range(len(place) - 2, -1, -1) if isinstance(place[at], str)
    ]
    others = _MEANT.get(name.lower(), ())
    if close := nearest(name, known, SLIP):
        return close, ""
    here = [one for one in others if one in known]
    given = any(name in _value(place[:at], tree) for at, _ in around)
    if (elsewhere := _above([name], place, around[:-1])) and not (here and given):
        return None, elsewhere  # what has this very name in the section says more than a word for something here
    if here:
        return here[0], ""
    elsewhere = _above(others, place, around[:-1]) or _above([name], place, around)
    return None, elsewhere or _below([name, *others], place, known, model, tree)


def _value(place: Place, tree: Tree) -> Any:
    """What stands at a place of the source, as it is written."""
    value = tree.value
    for part in place:
        value = value[part]
    return value


def _names(model: type[BaseModel], place: Place, tree: Tree) -> list[str]:
    """The keys that may stand at a place."""
    from reportgen.source.model_annotations import names_at

    return names_at(model, place, tree.value)


def _above(names: Iterable[str], place: Place, around: Iterable[tuple[int, list[str]]]) -> str:
    """Where the first of some keys belongs that stands too deep; empty where none is known in anything around it:
    pairs of a length of the place and the keys that may stand there.
    """
    for name in names:
        for at, known in around:
            if name in known:
                return f'"{name}" stands beside "{place[at]}", not in it'
    return ""


def _below(names: Sequence[str], place: Place, known: list[str], model: type[BaseModel], tree: Tree) -> str:
    """Where the first of some keys belongs that does not stand deep enough: in what is beside it, or could be, and for
    the others of them in what is beside it; empty where none is known there.
    """
    beside = tree.value
    for part in place[:-1]:
        beside = beside[part]
    for name in names:
        for key in sorted(known, key=lambda one: one not in beside):
            if (name == names[0] or key in beside) and name in _names(model, (*place[:-1], key), tree):
                return f'"{name}" stands in "{key}", not beside it'
    return ""


_MEANT: Mapping[str, tuple[str, ...]] = {
    "heading": ("headline", "title"),
    "title": ("headline", "name"),
    "caption": ("title",),
    "content": ("body", "text"),
    "description": ("text", "alt", "body", "standfirst"),
    "intro": ("standfirst",),
    "image": ("picture", "file", "figure"),
    "src": ("file",),
    "path": ("file",),
    "items": ("points", "entries"),
    "bullets": ("points",),
    "type": ("kind",),
}
"""Words that people write for keys, and the keys that they mean."""


def _missing(fault: Any, place: Place, model: type[BaseModel], tree: Tree) -> tuple[str, str]:
    name = place[-1] if place else ""
    return f'"{name}" is missing', f'write "{name}:" here' if tree.spots else f'give "{name}"'


def _unknown_value(fault: Any, place: Place, model: type[BaseModel], tree: Tree) -> tuple[str, str]:
    given = fault.get("input")
    known = re.findall(r"'([^']*)'", fault.get("ctx", {}).get("expected", ""))
    close = nearest(str(given), known)
    hint = f'{_MEANING}{close}"?' if close else f"known values: {', '.join(known)}"
    return f"{_shown(given)} is not known here", hint


def _told(fault: Any, place: Place, model: type[BaseModel], tree: Tree) -> tuple[str, str]:
    """What a validator of ours says: the message, a bar, the hint."""
    text = str(fault.get("ctx", {}).get("error", fault["msg"]))
    message, _, hint = text.partition(" | ")
    return message, hint


def _empty(fault: Any, place: Place, model: type[BaseModel], tree: Tree) -> tuple[str, str]:
    return "it is empty", "write something, or leave the key out"


def _too_many(fault: Any, place: Place, model: type[BaseModel], tree: Tree) -> tuple[str, str]:
    return f"there are more than {fault['ctx'].get('max_length')}", "leave some out"


_WORDS: Mapping[str, Callable[[Any, Place, type[BaseModel], Tree], tuple[str, str]]] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing,
    "literal_error": _unknown_value,
    "enum": _unknown_value,
    "value_error": _told,
    "too_short": _empty,
    "string_too_short": _empty,
    "too_long": _too_many,
}
"""How pydantic's faults are told, by their types."""

_CODES = {
    "extra_forbidden": "unknown-key",
    "missing": "missing",
    "literal_error": "unknown-value",
    "enum": "unknown-value",
    "too_short": "empty",
    "string_too_short": "empty",
    "too_long": "too-many",
}
"""What pydantic's faults are called for programs, where they are not of another kind of value."""


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
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "keys with values"
    return f"a {type(value).__name__}"  # of Python


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

_IN_PYTHON = {"text": "a str", "keys with values": "a dict", "true or false": "True or False"}
"""What is to be given of a kind of value that is called otherwise there."""

_REMEDIES = {
    "string_type": "write one text; one with a colon, or of several lines, in quotes or after |",
    "list_type": "write each item on a line of its own that begins with a dash",
    "dict_type": "write keys with values under it",
    "model_type": "write keys with values under it",
    "bool_type": "write true or false",
    "int_type": "write a whole number",
    "float_type": "write a number",
}

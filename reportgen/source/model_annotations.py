"""What is said about the fields of models stands among their annotations; here it is found again.

A `Mark` tells how the value of a record enters a field. `Alternatives` is for a field whose value itself says by which
model it is checked: only that model is imported and made.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import BaseModel, TypeAdapter

from reportgen.source.tree import Place

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.fields import FieldInfo
    from pydantic_core import CoreSchema


class Manner(NamedTuple):
    """How a record's value enters a field: `prose` is read as Markdown later, so that the value must be hidden from
    the reader of Markdown; where the field is `numeric`, a text that looks like a number becomes one; in an `address`,
    a value is a part of a path or a query and cannot leave it.
    """

    prose: bool
    numeric: bool
    address: bool = False


class Mark:
    """What a field says of itself, as a part of its annotation. None leaves it as it is around the field."""

    __slots__ = ("address", "numeric", "prose")

    def __init__(self, *, prose: bool | None = None, numeric: bool | None = None, address: bool = False) -> None:
        self.prose = prose
        self.numeric = numeric
        self.address = address


PROSE = Mark(prose=True)
"""The text is Markdown, or is shown as it is: what a record gives stays what it is, character for character."""

SETTING = Mark(prose=False)
"""The text is a name, a file or a setting, which must be found again."""

ADDRESS = Mark(prose=False, address=True)
"""The text is the address of a link."""

NUMERIC = Mark(numeric=True)
"""Where the value of a record is a number or looks like one, it is one."""


class Alternatives:
    """Metadata of a field whose value says by which of several models it is checked.

    The models are imported and made when a value first asks for them; the JSON Schema and the explanation of keys
    ask for `whole`, which makes all of them.
    """

    __slots__ = ("_adapters", "_choose", "_whole", "key_of")

    def __init__(
        self, choose: Callable[[Any], Any], whole: Callable[[], Any], key_of: Callable[[Any], str] = lambda _: ""
    ) -> None:
        """`choose` gives the type for a value (anything that pydantic can check by), or raises `ValueError`;
        `whole` gives the union of all types; `key_of` the key that a model stands under here, where it needs one.
        """
        self.key_of = key_of
        self._choose = choose
        self._whole = whole
        self._adapters: dict[Any, TypeAdapter[Any]] = {}  # making one takes longer than all that it then checks

    def chosen(self, value: Any) -> Any:
        """The type by which a value is checked; None where no type is meant for it."""
        try:
            return self._choose(value)
        except ValueError:
            return None

    def whole(self) -> Any:
        """The union of all types that the field may have."""
        return self._whole()

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(self._check)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> Any:
        return handler(TypeAdapter(self._whole()).core_schema)

    def _check(self, value: Any) -> Any:
        if isinstance(value, BaseModel):  # it was checked before, and is kept for many records
            return value
        model = self._choose(value)
        if isinstance(model, type) and issubclass(model, BaseModel):
            return model.model_validate(value)
        if model not in self._adapters:
            self._adapters[model] = TypeAdapter(model)
        return self._adapters[model].validate_python(value)


def key_in(info: FieldInfo, value: BaseModel) -> str:
    """The key under which a model stands as a field's value, so that it is told from others; mostly none."""
    marks = (mark for mark in marks_of(info.annotation, info.metadata) if isinstance(mark, Alternatives))
    return next((mark.key_of(value) for mark in marks), "")


def marks_of(annotation: Any, metadata: typing.Iterable[Any] = ()) -> Iterator[Any]:
    """What stands in an annotation beside its type, that of the items of a list left out: inner before outer."""
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        inner, *beside = typing.get_args(annotation)
        yield from marks_of(inner, beside)
    elif origin in (typing.Union, types.UnionType):
        for part in typing.get_args(annotation):
            yield from marks_of(part)
    yield from metadata


def models_in(annotation: Any, metadata: typing.Iterable[Any] = (), value: Any = None) -> Iterator[type[BaseModel]]:
    """Every model in an annotation, in lists and among alternatives too; of alternatives the one that is meant where a
    `value` with keys is given.
    """
    for mark in metadata:
        if isinstance(mark, Alternatives):
            yield from models_in((mark.chosen(value) if isinstance(value, dict) else None) or mark.whole())
            return
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif typing.get_origin(annotation) is typing.Annotated:
        inner, *beside = typing.get_args(annotation)
        yield from models_in(inner, beside, value)
    else:
        for part in typing.get_args(annotation):
            yield from models_in(part, (), value)


def names_at(model: type[BaseModel], place: Place, value: Any) -> list[str]:
    """The field names of the model that the value at `place` is checked by, in the model's order."""
    models = [model]
    for part in place:
        value = value[part] if _holds(value, part) else None
        if isinstance(part, str):
            fields = [one.model_fields[part] for one in models if part in one.model_fields]
            inner = [found for info in fields for found in models_in(info.annotation, info.metadata, value)]
            models = inner or models
        models = _narrowed(models, value)
    names: dict[str, None] = {}
    for one in models:
        names.update(dict.fromkeys(one.model_fields))
    return list(names)


def _narrowed(models: list[type[BaseModel]], value: Any) -> list[type[BaseModel]]:
    """The models whose literal `type` is the value's, or whose fields are most like its keys."""
    if not isinstance(value, dict) or len(models) < 2:
        return models
    named = [one for one in models if "type" in one.model_fields]
    told = [one for one in named if value.get("type") in typing.get_args(one.model_fields["type"].annotation)]
    return told or [max(models, key=lambda model: len(set(value) & set(model.model_fields)))]


def manner_at(model: type[BaseModel], place: Place, value: Any) -> Manner:
    """How a record's value enters the text at `place` of a `value` that `model` checks.

    What no model knows is prose: an unknown key is told with its value as it is.
    """
    manner = Manner(True, False)
    told: list[tuple[Any, tuple[Any, ...]]] = [(model, ())]
    for part in place:
        told = [inner for annotation, metadata in told for inner in _inner(annotation, metadata, part, value)]
        value = value[part] if _holds(value, part) else None
        if told:
            found = [_said(annotation, metadata, manner) for annotation, metadata in told]
            manner = _any(found)
    return manner


def _any(manners: list[Manner]) -> Manner:
    """What holds where a value may be checked in several ways."""
    return Manner(*(any(said) for said in zip(*manners, strict=True)))


def _holds(value: Any, part: str | int) -> bool:
    if isinstance(value, dict):
        return part in value
    return isinstance(value, list) and isinstance(part, int) and part < len(value)


def _inner(
    annotation: Any, metadata: tuple[Any, ...], part: str | int, value: Any
) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """The annotations of what lies under a key or a number of a value that is so annotated."""
    for mark in metadata:
        if isinstance(mark, Alternatives):
            # what has no type that is known may yet have what all types share
            yield from _inner(mark.chosen(value) or annotation, (), part, value)
            return
    origin, parts = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        yield from _inner(parts[0], parts[1:], part, value)
    elif origin in (typing.Union, types.UnionType):
        for one in parts:
            yield from _inner(one, (), part, value)
    elif origin is list and isinstance(part, int):
        yield parts[0], ()
    elif origin is dict and isinstance(part, str):
        yield parts[1], ()
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel) and part in annotation.model_fields:
        info = annotation.model_fields[str(part)]
        yield info.annotation, tuple(info.metadata)


def _said(annotation: Any, metadata: tuple[Any, ...], around: Manner) -> Manner:
    """What an annotation says by its type and its marks; where it says nothing, it is as what is around it."""
    manner = _said_by_type(annotation, around)
    for mark in metadata:
        if isinstance(mark, Mark):
            manner = Manner(
                manner.prose if mark.prose is None else mark.prose,
                manner.numeric if mark.numeric is None else mark.numeric,
                manner.address or mark.address,
            )
    return manner


def _said_by_type(annotation: Any, around: Manner) -> Manner:
    origin, parts = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return _said(parts[0], parts[1:], around)
    if origin in (typing.Union, types.UnionType):
        return _any([_said(part, (), around) for part in parts if part is not types.NoneType])
    if origin in (list, dict):
        return _said(parts[-1], (), around)
    if annotation in (int, float, bool):
        return Manner(False, True)
    if annotation is str or origin is typing.Literal:
        return Manner(False, False)
    return around

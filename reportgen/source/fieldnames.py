"""Which keys a model knows at a place of the data: for "did you mean"."""

from __future__ import annotations

import types
import typing
from typing import Any

from pydantic import BaseModel


def names_at(model: type[BaseModel], place: tuple[str | int, ...], value: Any) -> list[str]:
    """The field names of the model that the value at `place` is checked by, in the model's order."""
    models = [model]
    for part in place:
        value = value[part] if isinstance(value, dict | list) else None  # type: ignore[index]
        if isinstance(part, str):
            inner = [
                m for one in models if part in one.model_fields for m in _models(one.model_fields[part].annotation)
            ]
            models = _narrowed(inner, value) if inner else models
        else:
            models = _narrowed(models, value)
    names: dict[str, None] = {}
    for one in models:
        names.update(dict.fromkeys(one.model_fields))
    return list(names)


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    if typing.get_origin(annotation) in (typing.Union, types.UnionType) or typing.get_args(annotation):
        return [model for part in typing.get_args(annotation) for model in _models(part)]
    return []


def _narrowed(models: list[type[BaseModel]], value: Any) -> list[type[BaseModel]]:
    """The models whose literal `type` is the value's, or whose fields are most like its keys."""
    if not isinstance(value, dict) or len(models) < 2:
        return models
    tagged = [
        m
        for m in models
        if "type" in m.model_fields and value.get("type") in typing.get_args(m.model_fields["type"].annotation)
    ]
    if tagged:
        return tagged
    best = max(models, key=lambda model: len(set(value) & set(model.model_fields)))
    return [best]

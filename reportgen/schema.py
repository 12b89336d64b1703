"""JSON Schemas of the files that people write, and what each key means: for editors, and for `explain`."""

from __future__ import annotations

import inspect
import re
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from pydantic import BaseModel, TypeAdapter
from pydantic.fields import FieldInfo

from reportgen.brand.model import BrandFile
from reportgen.document import DocumentModel
from reportgen.templates.model import MasterTemplate, PageTemplate, SlideTemplate

File = Literal["source", "brand", "template"]
FILES: tuple[File, ...] = ("source", "brand", "template")
DIALECT = "https://json-schema.org/draft/2020-12/schema"

_CONDITIONS = {
    "when": {
        "description": "Keep this only where it is true of the record.",
        "type": ["string", "boolean"],
    },
    "repeat": {"description": "Once for each item of a list: `item in items`.", "type": "string"},
}


def json_schema(file: File) -> dict[str, Any]:
    """The JSON Schema of a kind of file: as people may write it, short forms and lengths with units included."""
    if file == "template":
        adapter: TypeAdapter[Any] = TypeAdapter(SlideTemplate | PageTemplate | MasterTemplate)
        made = adapter.json_schema(mode="validation")
    else:
        made = (DocumentModel if file == "source" else BrandFile).model_json_schema(mode="validation")
    if file == "source":
        for definition in made.get("$defs", {}).values():
            if definition.get("type") == "object" and "properties" in definition:
                definition["properties"].update(_CONDITIONS)
    titles = {"source": "A reportgen source", "brand": "A reportgen brand", "template": "A reportgen template"}
    return {"$schema": DIALECT, **made, "title": titles[file]}


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a file: where it may stand, what it takes, its default, what it means."""

    path: str
    type: str
    default: str
    required: bool
    about: str


@lru_cache(maxsize=1)
def keys() -> tuple[Key, ...]:
    """Every key of sources, brands and templates."""
    found: list[Key] = []
    roots: tuple[tuple[str, type[BaseModel]], ...] = (
        ("source", DocumentModel),
        ("brand", BrandFile),
        ("page template", PageTemplate),
        ("slide template", SlideTemplate),
        ("master template", MasterTemplate),
    )
    for name, model in roots:
        found += _walk(name, model, ())
    unique = {key.path: key for key in found}
    return tuple(unique.values())


def explained(name: str) -> list[Key]:
    """The keys of a name, or of a path such as ``story.pull``; none where there is no such key."""
    wanted = name.lower().replace("/", ".")
    return [key for key in keys() if key.path.lower() == wanted or key.path.lower().endswith(f".{wanted}")]


def _walk(path: str, model: type[BaseModel], above: tuple[type[BaseModel], ...]) -> Iterator[Key]:
    if model in above:
        return
    abouts = _abouts(model)
    for field, info in model.model_fields.items():
        if field == "type" and typing.get_origin(info.annotation) is Literal:
            continue
        full = f"{path}.{info.alias or field}"
        default = "" if info.is_required() or info.default is None else _shown(info.default)
        inner = list(_models(info.annotation))
        about = abouts.get(field, "")
        if not about and inner:
            about = _first(inspect.getdoc(inner[0]) or "")
        yield Key(full, _type(info), default, info.is_required(), about)
        for one in inner:
            kinds = typing.get_args(one.model_fields["type"].annotation) if "type" in one.model_fields else ()
            head = f"{full}[{kinds[0]}]" if kinds and isinstance(kinds[0], str) and len(inner) > 2 else full
            yield from _walk(_short(head), one, (*above, model))


def _short(path: str) -> str:
    """``source.sections[story]`` as ``story``: people know sections by their type."""
    match = re.fullmatch(r"source\.sections\[(.+)\]", path)
    return match[1] if match else path


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        return
    for part in typing.get_args(annotation):
        yield from _models(part)


def _abouts(model: type[BaseModel]) -> dict[str, str]:
    """What docstrings say of fields: a string under a field, or the sentence of the class that names it in ticks."""
    found: dict[str, str] = {}
    for one in model.__mro__:
        if not issubclass(one, BaseModel) or one is BaseModel:
            continue
        text = inspect.getdoc(one) or ""
        for sentence in re.split(r"(?<=[.;])\s+", text.replace("\n", " ")):
            for field in re.findall(r"`(\w+)`", sentence):
                found.setdefault(field, sentence.strip())
        try:
            source = inspect.getsource(one)
        except OSError:
            continue
        for field, about in re.findall(r'^    (\w+): [^\n]*\n    """(.*?)"""', source, re.MULTILINE | re.DOTALL):
            found[field] = " ".join(about.split())
    return found


def _first(text: str) -> str:
    return re.split(r"(?<=\.)\s", text.replace("\n", " "))[0].strip()


def _type(info: FieldInfo) -> str:
    text = str(info.annotation).replace("typing.", "")
    if isinstance(info.annotation, type):
        text = info.annotation.__name__
    text = re.sub(r"Annotated\[", "", text)
    text = re.sub(r"(reportgen|pydantic)\.[\w.]*\.", "", text)
    choices = re.findall(r"Literal\[([^\]]*)\]", text)
    models = [model.__name__ for model in _models(info.annotation)]
    if choices:
        return "one of " + str(choices[0]).replace("'", "")
    if models:
        many = "list of " if "list[" in text else ""
        return many + ", ".join(dict.fromkeys(re.sub(r"(Model|Section)$", "", name).lower() for name in models))
    plain = {"str": "text", "int": "whole number", "float": "number or length", "bool": "true or false"}
    for name, shown in plain.items():
        if re.search(rf"\b{name}\b", text):
            return ("list of " if "list[" in text else "") + shown
    return str(text)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, BaseModel):
        return "" if not value.model_fields_set else str(value)
    return "" if value in ([], {}, ()) else str(value)

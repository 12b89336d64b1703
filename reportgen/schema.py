"""JSON Schemas of the files that people write, and what each key means: for editors, and for `explain`."""

from __future__ import annotations

import ast
import inspect
import itertools
import re
import typing
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Literal

from pydantic import BaseModel, TypeAdapter
from pydantic.fields import FieldInfo

from reportgen.brand.as_written import BrandFile, Hex
from reportgen.content.points import POINT
from reportgen.document import DocumentModel
from reportgen.source.model_annotations import models_in
from reportgen.source.validation import Length
from reportgen.structs import Struct
from reportgen.templates.as_written import (
    At,
    Cell,
    Continuation,
    EntriesLook,
    Furniture,
    Inset,
    MasterTemplate,
    PageTemplate,
    Range,
    Region,
    Rule,
    Side,
    SlideMaster,
    SlideTemplate,
    Split,
    TableInPicture,
)
from reportgen.templates.inheritance import LISTS

File = Literal["source", "brand", "template"]
FILES: tuple[File, ...] = ("source", "brand", "template")
DIALECT = "https://json-schema.org/draft/2020-12/schema"

EXAMPLES: Mapping[str, str] = {
    "brand.fonts": """\
fonts:
  serif: {family: Source Serif 4}   # one that ships, by its name
  sans:                             # one of your own, with its files
    family: Our Sans                # as office programs call it
    files:                          # TrueType or OpenType, beside brand.yaml
      - {file: fonts/OurSans-Regular.ttf, weight: 400}
      - {file: fonts/OurSans-Italic.ttf, weight: 400, italic: true}
      - {file: fonts/OurSans-Bold.ttf, weight: 700}
  embed: true                       # PowerPoint files carry the fonts
type:
  body: {font: sans, size: 9.5pt, leading: 13pt}
"""
}
"""How keys of a brand are written of which a line does not say enough."""

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
        made = _template_schema()
    else:
        made = (DocumentModel if file == "source" else BrandFile).model_json_schema(mode="validation")
    if file == "source":
        for definition in made.get("$defs", {}).values():
            if definition.get("type") == "object" and "properties" in definition:
                own = {
                    key: value if key == "type" else _fillable(value) for key, value in definition["properties"].items()
                }
                definition["properties"] = {**own, **_CONDITIONS}
                if "const" in definition["properties"].get("type", {}):  # which models of Python know by themselves
                    definition["properties"]["type"].pop("default", None)
                    definition["required"] = ["type", *definition.get("required", ())]
    titles = {"source": "A reportgen source", "brand": "A reportgen brand", "template": "A reportgen template"}
    return {"$schema": DIALECT, **made, "title": titles[file]}


_FIELD = {"type": "string", "pattern": r"\{\{.*\}\}"}
"""A value that each record gives: ``{{ field }}``."""


def _fillable(value: dict[str, Any]) -> dict[str, Any]:
    """What a key takes, or a field that gives it."""
    told: dict[str, Any] = {key: value[key] for key in ("title", "description", "default") if key in value}
    if any({**one, **told} == {**told, "type": "string"} for one in value.get("anyOf", [value])):
        return value  # any text is allowed already
    taken = {key: one for key, one in value.items() if key not in told}
    return {**told, "anyOf": [*(taken["anyOf"] if list(taken) == ["anyOf"] else [taken]), _FIELD]}


SHARED = {
    "kicker": "A few words over the headline that say what it is about.",
    "headline": "The headline, by which outlines and tables of contents name the section.",
    "standfirst": "A sentence or two under the headline that say what follows.",
    "byline": "Who wrote it.",
    "body": "Running text in Markdown: paragraphs, emphasis, links, lists.",
    "points": "The points of a list, each a line of Markdown.",
}
"""What keys mean that are the same in all sections; what a section says of its own comes before it."""

_ITEMS: tuple[type[BaseModel], ...] = (Region, Rule, Split, Cell, Inset, Furniture)
"""What the lists of templates have. An item may be a change of another, so nothing in it has to be there."""

_CONTENT: Mapping[type[BaseModel], tuple[type[BaseModel], ...]] = {
    SlideTemplate: (Region, Furniture),
    SlideMaster: (Region, Furniture),
    PageTemplate: (Region, Rule, Split, Cell, Inset),
    MasterTemplate: (Furniture,),
}
"""The items that may stand beside the own keys of a file."""


def _template_schema() -> dict[str, Any]:
    """Templates, masters and parts as people write them: items by their names, ``null`` to take something away, and the
    file that one extends instead of what it has to say otherwise.
    """
    adapter: TypeAdapter[Any] = TypeAdapter(
        SlideTemplate | PageTemplate | MasterTemplate | SlideMaster | Continuation | TableInPicture
    )
    made: dict[str, Any] = adapter.json_schema(mode="validation")
    definitions = made["$defs"]
    changed: tuple[type[BaseModel], ...] = (*_ITEMS, Side)
    for item in changed:
        definitions[item.__name__].pop("required", None)
    nullable: tuple[type[BaseModel], ...] = (*changed, At, EntriesLook, *_CONTENT)
    for model in nullable:
        properties = definitions[model.__name__]["properties"]
        properties.update({key: _loosened(key, value) for key, value in properties.items()})
    parts: dict[str, Any] = {"item": {"anyOf": [_ref(model) for model in _ITEMS]}}
    for model, items in _CONTENT.items():
        definition = definitions[model.__name__]
        parts.update(definition["properties"])
        definition["additionalProperties"] = {"anyOf": [*map(_ref, items), _USE, _NOTHING]}
        needed = [key for key in definition.pop("required", []) if key not in ("regions", "stack")]
        definition["anyOf"] = [{"required": ["extends"]}, {"required": needed}]
    nodes = [_ref(model) for model in (Region, Rule, Split)]
    definitions["Cell"]["additionalProperties"] = {"anyOf": [*nodes, _USE, _NOTHING]}
    definitions["Use"] = {
        "title": "Use",
        "description": "What a part has, with the changes of its items, by their names.",
        "type": "object",
        "properties": {key: {"type": "string"} for key in ("use", "name", "after", "before")},
        "required": ["use"],
    }
    definitions["Part"] = {
        "title": "Part",
        "description": "A piece of templates, to be used or extended.",
        "type": "object",
        "properties": parts,
        "required": ["description"],
        "not": {"anyOf": [{"required": [key]} for key in ("accepts", "kind", "pages")]},
        "additionalProperties": {"anyOf": [*map(_ref, _ITEMS), _USE, _NOTHING]},
    }
    made["anyOf"].append({"$ref": "#/$defs/Part"})
    return made


_NOTHING = {"type": "null"}
_USE = {"$ref": "#/$defs/Use"}


def _ref(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": f"#/$defs/{model.__name__}"}


def _loosened(key: str, value: dict[str, Any]) -> dict[str, Any]:
    """A key's schema where its items may be called by their names, and ``null`` takes what it has away."""
    about: dict[str, Any] = {name: value[name] for name in ("title", "description", "default") if name in value}
    either = [{name: inner for name, inner in value.items() if name not in about}]
    if key in LISTS:
        either[0].pop("minItems", None)
        each = {"anyOf": [value["items"], _USE]}
        either[0]["items"] = each
        either.append({"type": "object", "additionalProperties": {"anyOf": [each, _NOTHING]}})
    return {**about, "anyOf": [*either, _NOTHING]}


class Key(Struct, frozen=True):
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
        ("slide master", SlideMaster),
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
    """The keys of a model, and those of the models in its fields; `above` are the models around it."""
    if model in above:
        return
    abouts = _abouts(model)
    model.model_rebuild()  # what it says of classes that come after it is read when it first validates
    for field, info in model.model_fields.items():
        if field == "type" and typing.get_origin(info.annotation) is Literal:
            continue
        full = f"{path}.{info.alias or field}"
        inner = list(models_in(info.annotation, info.metadata))
        default = "" if info.is_required() or info.default is None else _shown(info.default)
        about = abouts.get(field) or _about(inner) or SHARED.get(field, "")
        yield Key(full, _type(info), default, info.is_required(), about)
        for one in inner:
            yield from _walk(_short(_head(full, one, inner)), one, (*above, model))
    for one in models_in(typing.get_type_hints(model).get("__pydantic_extra__"), ()):
        yield from _walk(path, one, (*above, model))


def _about(models: list[type[BaseModel]]) -> str:
    """What the first of a field's models says of itself; what its bases say is of no use."""
    return _first(inspect.cleandoc(vars(models[0]).get("__doc__") or "")) if models else ""


def _head(path: str, model: type[BaseModel], models: list[type[BaseModel]]) -> str:
    """The path under which a model's keys stand: where there are many models, with its type in brackets."""
    kinds = typing.get_args(model.model_fields["type"].annotation) if "type" in model.model_fields else ()
    return f"{path}[{kinds[0]}]" if kinds and isinstance(kinds[0], str) and len(models) > 2 else path


def _short(path: str) -> str:
    """``source.sections[story]`` as ``story``: people know sections by their type."""
    match = re.fullmatch(r"source\.sections\[(.+)\]", path)
    return match[1] if match else path


def _abouts(model: type[BaseModel]) -> dict[str, str]:
    """What docstrings say of fields: a string under a field, or the sentence of the class that names it in ticks."""
    found: dict[str, str] = {}
    for one in model.__mro__:
        if not issubclass(one, BaseModel) or one is BaseModel:
            continue
        text = inspect.getdoc(one) or ""
        for sentence in re.split(r"(?<=[.;])\s+", text.replace("\n", " ")):
            for field in re.findall(r"`(\w+)`", sentence):
                found.setdefault(field, sentence.strip().removesuffix(";"))
        found.update(_strings_under_fields(one))
    return found


def _strings_under_fields(model: type[BaseModel]) -> dict[str, str]:
    """The string that stands under each field of a class, as Python keeps none of them."""
    try:
        (made,) = ast.parse(inspect.getsource(model)).body
    except (OSError, SyntaxError):
        return {}
    assert isinstance(made, ast.ClassDef)
    found: dict[str, str] = {}
    for field, below in itertools.pairwise(made.body):
        match field, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(about))):
                found[name] = " ".join(about.split())
    return found


def _first(text: str) -> str:
    return re.split(r"(?<=\.)\s", text.replace("\n", " "))[0].strip()


def _type(info: FieldInfo) -> str:
    """What a field takes, in plain words: the names of models, the words of a choice, else a plain type."""
    many = "list of " if _is_list(info.annotation) else ""
    kinds = list(_kinds(info.annotation, info.metadata))
    by = next((_named_by(kind) for kind in kinds if typing.get_origin(kind) is dict), "")
    if by:
        kinds = list(_kinds(next(typing.get_args(kind)[1] for kind in kinds if typing.get_origin(kind) is dict)))
    choices = next((typing.get_args(kind) for kind in kinds if typing.get_origin(kind) is Literal), ())
    if choices:
        return f"one of {', '.join(map(str, choices))}{by}"
    models = dict.fromkeys(
        _in_words(model.__name__.removesuffix("Section").removesuffix("Model"))
        for model in models_in(info.annotation, info.metadata)
    )
    plain = {str: "text", int: "whole number", float: "number", bool: "true or false"}
    named = dict.fromkeys([*(kind for kind in kinds if isinstance(kind, str)), *models])
    if named:
        return many + ", ".join(named) + by
    return (
        many + next((shown for kind, shown in plain.items() if kind in kinds), "values" if many else "any value") + by
    )


def _in_words(name: str) -> str:
    """The name of a class as words: ``TypeStyle`` as ``type style``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def _named_by(mapping: Any) -> str:
    key = typing.get_args(mapping)[0]
    return f" for each of {', '.join(typing.get_args(key))}" if typing.get_origin(key) is Literal else " by name"


def _kinds(annotation: Any, metadata: Iterable[Any] = ()) -> Iterator[Any]:
    """The plain types, mappings and choices in an annotation, in lists and among alternatives too; as words, those that
    are written otherwise than they are kept.
    """
    words = next((shown for kind, shown in _WRITTEN if any(mark is kind for mark in metadata)), None)
    origin, parts = typing.get_origin(annotation), typing.get_args(annotation)
    if words is not None:
        yield words
    elif origin is typing.Annotated:
        yield from _kinds(parts[0], parts[1:])
    elif origin in (None, Literal, dict):
        yield annotation
    else:
        for part in parts:
            yield from _kinds(part)


def _first_mark(annotation: Any) -> Any:
    return typing.get_args(annotation)[1]


_WRITTEN = (
    (_first_mark(Length), "length such as 12mm"),
    (_first_mark(Range), "range such as 1-12"),
    (_first_mark(Hex), 'colour such as "#12355B"'),
    (POINT, "text"),
)
"""What people write as text of a certain form, by what says how it is read."""


def _is_list(annotation: Any) -> bool:
    if typing.get_origin(annotation) is typing.Annotated:
        return _is_list(typing.get_args(annotation)[0])
    return typing.get_origin(annotation) is list or any(_is_list(part) for part in typing.get_args(annotation))


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, BaseModel):
        return "" if not value.model_fields_set else str(value)
    return "" if value in ([], {}, ()) else str(value)

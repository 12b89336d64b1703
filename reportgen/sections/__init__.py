"""The section types: one file each in this folder, named as the type is, and imported when a source has one.

Types of other packages are found in two ways. A file `reportgen_sections/faq.py` anywhere on Python's path is the type
`faq`, as one here would be; `reportgen_sections` is a namespace package, so it has no `__init__.py` and many may bring
files to it. Or an entry point of the group `reportgen.sections`, named as the type is, leads to the model.
"""

from __future__ import annotations

import typing
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from types import ModuleType
from typing import Annotated, Any

from pydantic import Field
from pydantic_core import PydanticKnownError

from reportgen.errors import PluginError
from reportgen.plugins import broken, leave_out, loaded, names, wrong
from reportgen.sections.base import SectionModel, Traits, heading_field, running_field
from reportgen.source.frontmatter import MarkdownFields
from reportgen.source.model_annotations import Alternatives
from reportgen.source.validation import KeyFault, nearest

_NO_TYPES = ("base", "loaded_section")
"""Files of this folder that are no types."""

_ELSEWHERE = "reportgen_sections"


@lru_cache(maxsize=1)
def shipped_types() -> tuple[str, ...]:
    """The types of this folder by name; none is imported."""
    return tuple(sorted(file.name for file in iter_modules(__path__) if file.name not in _NO_TYPES))


@lru_cache(maxsize=1)
def _elsewhere() -> tuple[str, ...]:
    """The types on Python's path."""
    spec = find_spec(_ELSEWHERE)
    places = list(spec.submodule_search_locations or ()) if spec is not None else []
    return tuple(sorted(file.name for file in iter_modules(places)))


def section_types() -> tuple[str, ...]:
    """The names of all section types, in the order in which messages list them.

    Raises:
        PluginError: an entry point leads to no section type.
    """
    brought = (type_ for model in _from_packages().values() for type_ in _names_of(model))
    return tuple(dict.fromkeys((*shipped_types(), *_elsewhere(), *brought)))


@lru_cache(maxsize=256)  # whatever a source may name
def section_model(type_: str) -> type[SectionModel] | None:
    """The model of a section type, imported now if it was not yet; None where there is none of that name.

    Raises:
        PluginError: a file or an entry point of that name is no section type.
    """
    if type_ in shipped_types():
        return _model_of(import_module(f"{__name__}.{type_}"), type_)
    if type_ in _elsewhere():
        return _model_of(import_module(f"{_ELSEWHERE}.{type_}"), type_)
    # an entry point is mostly named as its type is; if not, all of them are looked at
    if type_ in names("reportgen.sections"):
        model = _from_packages().get(type_)
        if model is None:
            raise broken("reportgen.sections", type_)
        if type_ in _names_of(model):
            return model
    return next((model for model in _from_packages().values() if type_ in _names_of(model)), None)


def traits_of(type_: str) -> Traits:
    """How a section type stands among others; as most do where it is unknown."""
    model = section_model(type_)
    return model.traits if model is not None else Traits()


def section_models() -> tuple[type[SectionModel], ...]:
    """The models of all section types.

    Raises:
        PluginError: a file or an entry point is no section type.
    """
    found = (_unless_broken(type_) for type_ in section_types())
    return tuple(dict.fromkeys(model for model in found if model is not None))


def _unless_broken(type_: str) -> type[SectionModel] | None:
    """The model of a type; None where another package's cannot be used, which is told."""
    if type_ in shipped_types():
        return section_model(type_)
    try:
        return section_model(type_)
    except Exception as error:
        told = error if isinstance(error, PluginError) else PluginError(f'the section type "{type_}" fails: {error}')
        leave_out("reportgen.sections", type_, told)
        return None


def brought_models() -> tuple[type[SectionModel], ...]:
    """The models of the section types that other packages bring, imported now.

    Raises:
        PluginError: a file or an entry point is no section type.
    """
    outside = (type_ for type_ in section_types() if type_ not in shipped_types())
    return tuple(model for type_ in outside if (model := _unless_broken(type_)) is not None)


def _model_of(module: ModuleType, type_: str) -> type[SectionModel]:
    """The class of a file that has its type."""
    for thing in vars(module).values():
        if isinstance(thing, type) and issubclass(thing, SectionModel) and type_ in _names_of(thing):
            return thing
    raise PluginError(
        f'the file {module.__name__.replace(".", "/")}.py has no section type "{type_}"',
        hint=f'give it a class of SectionModel with type: Literal["{type_}"]',
    )


def _names_of(model: type[SectionModel]) -> tuple[str, ...]:
    """The types that a model is for: its literal `type`."""
    return tuple(str(name) for name in typing.get_args(model.model_fields["type"].annotation))


@lru_cache(maxsize=1)
def _from_packages() -> dict[str, type[SectionModel]]:
    """The models that entry points lead to, by the names of these."""
    found: dict[str, type[SectionModel]] = {}
    for name, model in loaded("reportgen.sections").items():
        if not (isinstance(model, type) and issubclass(model, SectionModel)):
            leave_out("reportgen.sections", name, wrong("reportgen.sections", name, "section model"))
        else:
            found[name] = model
    return found


# --- sections of a source --------------------------------------------------------------------------------------------


def _choose(value: Any) -> type[SectionModel]:
    """The model by which a section of a source is checked.

    Raises:
        ValueError: the value has no type that is known.
    """
    if not isinstance(value, dict):
        raise PydanticKnownError("model_attributes_type")
    if "type" not in value:
        raise KeyFault("type", "missing", '"type" is missing | say which section')
    type_ = value["type"]
    model = section_model(type_) if isinstance(type_, str) else None
    if model is None:
        known = section_types()
        close = nearest(str(type_), known)
        hint = f'did you mean "{close}"?' if close else f"known section types: {', '.join(known)}"
        raise KeyFault("type", "unknown-value", f'unknown section type "{type_}" | {hint}')
    return model


def _whole() -> Any:
    union: Any = typing.Union[section_models()]  # noqa: UP007  # of as many as there are
    return Annotated[union, Field(discriminator="type")]


Section = Annotated[SectionModel, Alternatives(_choose, _whole)]
"""A section of any type; the type is imported when a source has such a section."""


def markdown_fields(type_: str) -> MarkdownFields | None:
    """The fields that parts of a Markdown file fill: a heading, the text under it, a table and a picture in that.

    None of an unknown type.
    """
    model = section_model(type_)
    if model is None:
        return None
    heading, running = heading_field(model), running_field(model)
    table = next((name for name in ("table", "figure") if name in model.model_fields), None)
    picture = next((name for name in ("picture", "figure") if name in model.model_fields), None)
    over = "kicker" if "kicker" in model.model_fields else None
    return MarkdownFields(heading.name if heading else None, running.name if running else None, table, picture, over)


if typing.TYPE_CHECKING:
    from reportgen.content.interview import Turn
    from reportgen.sections.agenda import Agenda
    from reportgen.sections.brief import Brief
    from reportgen.sections.chart import ChartSection as Chart
    from reportgen.sections.closing import Closing
    from reportgen.sections.comparison import Comparison, Option
    from reportgen.sections.contents import Contents, Heading
    from reportgen.sections.cover import Cover
    from reportgen.sections.cta import CallToAction
    from reportgen.sections.divider import Divider
    from reportgen.sections.events import Event, Events
    from reportgen.sections.gallery import Gallery
    from reportgen.sections.imprint import Imprint
    from reportgen.sections.interview import Interview
    from reportgen.sections.matrix import Matrix
    from reportgen.sections.people import People, Person
    from reportgen.sections.process import Process, Step
    from reportgen.sections.quote import Quote
    from reportgen.sections.sidebar import Sidebar
    from reportgen.sections.spotlight import Spotlight
    from reportgen.sections.statement import Statement
    from reportgen.sections.stats import StatsSection as Stats
    from reportgen.sections.story import Story
    from reportgen.sections.table import TableSection as Table
    from reportgen.sections.timeline import Moment, Timeline

_BESIDE = {
    "Turn": "reportgen.content.interview",
    "Option": "reportgen.sections.comparison",
    "Heading": "reportgen.sections.contents",
    "Event": "reportgen.sections.events",
    "Person": "reportgen.sections.people",
    "Step": "reportgen.sections.process",
    "Moment": "reportgen.sections.timeline",
}
"""The parts of sections that are classes of their own."""

_NAMES = {"cta": "CallToAction"}
"""The public names of types that are not called as the type is."""


def __getattr__(name: str) -> Any:
    """A section type by its public name, `Story`, or a part of one; imported now."""
    if name in _BESIDE:
        return getattr(import_module(_BESIDE[name]), name)
    for type_ in shipped_types() if name[:1].isupper() else ():
        if name == _NAMES.get(type_, type_.capitalize()):
            return section_model(type_)
    raise AttributeError(f"module 'reportgen.sections' has no attribute {name!r}")


__all__ = [
    "Agenda",
    "Brief",
    "CallToAction",
    "Chart",
    "Closing",
    "Comparison",
    "Contents",
    "Cover",
    "Divider",
    "Event",
    "Events",
    "Gallery",
    "Heading",
    "Imprint",
    "Interview",
    "Matrix",
    "Moment",
    "Option",
    "People",
    "Person",
    "Process",
    "Quote",
    "Section",
    "Sidebar",
    "Spotlight",
    "Statement",
    "Stats",
    "Step",
    "Story",
    "Table",
    "Timeline",
    "Turn",
    "brought_models",
    "markdown_fields",
    "section_model",
    "section_models",
    "section_types",
    "shipped_types",
    "traits_of",
]

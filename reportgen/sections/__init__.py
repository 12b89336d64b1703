"""The section types: one file each in this folder, found here; those of other packages are found by entry points."""

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Annotated, Union

from pydantic import Field

from reportgen.plugins import loaded, wrong
from reportgen.sections.base import SectionModel


def shipped() -> tuple[type[SectionModel], ...]:
    """The models of this folder's files: the classes that have a `type` of their own, in the order of the files."""
    found: list[type[SectionModel]] = []
    for file in sorted(iter_modules(__path__), key=lambda one: one.name):
        module = import_module(f"{__name__}.{file.name}")
        for thing in vars(module).values():
            own = isinstance(thing, type) and issubclass(thing, SectionModel) and thing.__module__ == module.__name__
            if own and "type" in thing.model_fields:
                found.append(thing)
    return tuple(found)


def from_packages() -> tuple[type[SectionModel], ...]:
    """The section types that other packages bring, by the entry points of the group `reportgen.sections`.

    Raises:
        PluginError: an entry point leads to something else.
    """
    found: list[type[SectionModel]] = []
    for name, model in loaded("reportgen.sections").items():
        if not (isinstance(model, type) and issubclass(model, SectionModel)):
            raise wrong("reportgen.sections", name, "section model")
        found.append(model)
    return tuple(found)


if TYPE_CHECKING:
    Section = SectionModel
else:
    Section = Annotated[Union[(*shipped(), *from_packages())], Field(discriminator="type")]


__all__ = ["Section", "from_packages", "shipped"]

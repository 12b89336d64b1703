"""What other packages bring, by entry points: section types, templates, kinds of region, formats, checks.

======================  ================================================================================
group                   what an entry point leads to
======================  ================================================================================
`reportgen.sections`    a `SectionModel`
`reportgen.templates`   a folder with `pages`, `slides` or `masters`: its path, or a package
`reportgen.components`  a `Component`; its name is that of the kind of region
`reportgen.backends`    a format: its record, or a function from a `Publication` to bytes; its name is the format's
`reportgen.checks`      a function from a `Document` and its publications to findings
======================  ================================================================================

A section type needs no entry point where it is a file `reportgen_sections/NAME.py` on Python's path, and a check none
where it is `reportgen_checks/NAME.py`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import lru_cache
from importlib.metadata import entry_points
from importlib.util import find_spec
from inspect import signature
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import Any, Literal, get_args

from reportgen.errors import PluginError

Group = Literal[
    "reportgen.sections", "reportgen.templates", "reportgen.components", "reportgen.backends", "reportgen.checks"
]


@lru_cache(maxsize=1)
def _points() -> Any:  # of two types, in Python 3.11 and later; both select
    """All entry points of all packages: reading them takes longer than anything that is done with them."""
    return entry_points()


def packages_of(group: str) -> list[Path]:
    """The folders of the packages that a group's entry points name, in the order of their names; nothing is loaded."""
    found = (find_spec(point.value) for point in sorted(_points().select(group=group), key=lambda one: one.name))
    return [Path(spec.origin).parent for spec in found if spec is not None and spec.origin is not None]


@lru_cache(maxsize=8)
def names(group: Group) -> tuple[str, ...]:
    """The names of a group's entry points, in their order; nothing is loaded."""
    return tuple(sorted({point.name for point in _points().select(group=group)}))


@lru_cache(maxsize=8)
def loaded(group: Group) -> dict[str, Any]:
    """What a group's entry points lead to, by name; what cannot be loaded is told, and left out."""
    found: dict[str, Any] = {}
    for point in sorted(_points().select(group=group), key=lambda one: one.name):
        try:
            found[point.name] = point.load()
        except Exception as error:
            whose = f" of {point.dist.name}" if point.dist is not None else ""
            what = f'the entry point "{point.name}"{whose} ({group}) cannot be loaded: {error}'
            leave_out(group, point.name, PluginError(what, hint="update the package, or take it out"))
    return found


def named(group: Group, name: str) -> Any:
    """What the entry point of a name leads to.

    Raises:
        PluginError: it cannot be loaded.
    """
    found = loaded(group)
    if name not in found:
        raise broken(group, name)
    return found[name]


def broken(group: Group, name: str) -> PluginError:
    """Why what another package brings under a name cannot be used."""
    loaded(group)
    return _BROKEN[group, name]


_BROKEN: dict[tuple[str, str], PluginError] = {}
"""What cannot be used, by its group and name; for the whole process, as the packages are."""


def leave_out(group: str, name: str, error: PluginError) -> None:
    """Go on without what another package brings, because it cannot be used; it is told once, in the log."""
    if (group, name) not in _BROKEN:
        _BROKEN[group, name] = error
        logging.getLogger("reportgen").warning("%s; it is left out", error)


def left_out() -> tuple[PluginError, ...]:
    """What was left out, as far as it was needed."""
    return tuple(_BROKEN.values())


def wrong(group: Group, name: str, wanted: str) -> PluginError:
    """The error of an entry point that leads to something else."""
    return PluginError(f'the entry point "{name}" of {group} is no {wanted}', hint="update the package, or take it out")


@lru_cache(maxsize=8)
def files_of(package: str) -> tuple[str, ...]:
    """The names of the modules in a namespace package such as `reportgen_checks`, wherever they lie on Python's path.

    A file is enough there: it needs no package of its own and no entry point.
    """
    spec = find_spec(package)
    places = list(spec.submodule_search_locations or ()) if spec is not None else []
    return tuple(sorted(file.name for file in iter_modules(places)))


def is_brought(module: str) -> bool:
    """Whether a module is another package's, brought by an entry point or as a file of a section type or a check."""
    package = module.partition(".")[0]
    return package in _whose()


@lru_cache(maxsize=1)
def _whose() -> frozenset[str]:
    """The packages that bring something."""
    led = {point.module.partition(".")[0] for group in get_args(Group) for point in _points().select(group=group)}
    return frozenset({"reportgen_sections", "reportgen_checks", *led} - {"reportgen"})


def misfit(function: Callable[..., object], *given: object) -> str:
    """Why a function cannot be called with these values; empty where it can, or where nobody knows."""
    try:
        signature(function).bind(*given)
    except TypeError as error:
        return str(error)
    except ValueError:  # what is written in C may not tell its parameters
        return ""
    return ""


@lru_cache(maxsize=1)
def template_roots() -> tuple[Path, ...]:
    """The folders of templates that other packages bring; what leads to none is told, and left out."""
    found: list[Path] = []
    for name, thing in loaded("reportgen.templates").items():
        paths = list(thing.__path__) if isinstance(thing, ModuleType) and hasattr(thing, "__path__") else [thing]
        for path in paths:
            if not isinstance(path, str | Path) or not Path(path).is_dir():
                leave_out("reportgen.templates", name, wrong("reportgen.templates", name, "folder of templates"))
            else:
                found.append(Path(path))
    return tuple(found)

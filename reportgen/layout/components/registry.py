"""Kinds of region → their components. A kind that ships is named here, and imported when it is first met."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module
from types import MappingProxyType
from typing import Any

from reportgen.errors import PluginError
from reportgen.layout.components.component import Component
from reportgen.layout.fragments import Portion
from reportgen.plugins import named, names, wrong
from reportgen.templates.region_kinds import named_by_content

SHIPPED: Mapping[str, str] = MappingProxyType(
    {
        "text": "text:TextComponent",
        "cards": "cards:CardsComponent",
        "stats": "stats:StatsComponent",
        "picture": "picture:PictureComponent",
        "chart": "chart:ChartComponent",
        "table": "table:TableComponent",
        "entries": "entries:EntriesComponent",
    }
)
"""The module beside this one and the class of each kind."""

_SHOWN_BY: Mapping[str, str] = MappingProxyType(
    {
        "TextContent": "text",
        "StatsContent": "stats",
        "PictureContent": "picture",
        "ChartContent": "chart",
        "TableContent": "table",
        "EntriesContent": "entries",
    }
)
"""The kind that shows each content that ships, by the name of its class: content itself does not know the layout."""


@lru_cache(maxsize=64)
def component_of_kind(kind: str) -> type[Component]:
    """The component of a kind of region: one that ships, of another package, or named by its content.

    Raises:
        PluginError: there is none, or what another package brings is none.
    """
    if kind in SHIPPED:
        module, name = SHIPPED[kind].split(":")
        found = getattr(import_module(f"reportgen.layout.components.{module}"), name)
    elif kind in names("reportgen.components"):
        found = named("reportgen.components", kind)
    else:
        found = named_by_content().get(kind)
    if not (isinstance(found, type) and issubclass(found, Component)):
        raise wrong("reportgen.components", kind, "Component")
    return found


@lru_cache(maxsize=64)
def component_of_class(content: type) -> type[Component]:
    """The component that shows a class of content, or what is left of one, in a place of its own.

    Raises:
        PluginError: the class does not say which.
    """
    named = getattr(content, "component", None) or _SHOWN_BY.get(content.__name__)
    if isinstance(named, str):
        return component_of_kind(named)
    if not (isinstance(named, type) and issubclass(named, Component)):
        raise PluginError(
            f"the content {content.__name__} does not say what shows it",
            hint='give the class an attribute "component": a Component, or the name of a kind of region',
        )
    return named


def component_of(content: object) -> type[Component]:
    """The component that shows a content, or what is left of it, in a place of its own."""
    kind: Any = type(content)
    return component_of_class(kind)


def is_elastic(content: object) -> bool:
    """Whether content takes extra height: pictures and charts do."""
    return component_of(content).stacked == "elastic"


def is_carried(content: object) -> bool:
    """Whether content may stand on a later page than the one where its section begins."""
    return isinstance(content, Portion) or component_of(content).carried

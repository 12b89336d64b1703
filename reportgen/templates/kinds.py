"""The kinds of region that templates may name. What a kind does is the layout's matter: `layout/components`."""

from __future__ import annotations

from typing import Any

from reportgen.content.base import Content
from reportgen.plugins import loaded, names

SHIPPED = ("text", "cards", "stats", "picture", "chart", "table", "entries")
"""The kinds that reportgen has itself."""


def known_kinds() -> tuple[str, ...]:
    """All kinds: those that ship, those of other packages (entry points of `reportgen.components`), and those that the
    content of other packages' section types brings."""
    return tuple(dict.fromkeys((*SHIPPED, *names("reportgen.components"), *named_by_content())))


def named_by_content() -> dict[str, Any]:
    """The components that classes of content name as their own, by kind.

    Section types of other packages, which may have such classes beside them, are loaded for this.
    """
    loaded("reportgen.sections")
    found: dict[str, Any] = {}
    waiting: list[type] = [Content]
    while waiting:
        content: type
        for content in waiting.pop().__subclasses__():
            waiting.append(content)
            component = getattr(content, "component", None)
            if isinstance(component, type) and isinstance(kind := getattr(component, "kind", None), str):
                found[kind] = component
    return found

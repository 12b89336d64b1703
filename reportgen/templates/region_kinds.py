"""The kinds of region that templates may name. What a kind does is the layout's matter: `layout/components`."""

from __future__ import annotations

from typing import Any

from reportgen.content.base import content_kinds
from reportgen.plugins import names
from reportgen.sections import brought_models
from reportgen.source.validation import nearest

SHIPPED = ("text", "cards", "stats", "picture", "chart", "table", "entries")
"""The kinds that reportgen has itself."""


def known_kind(kind: str) -> str:
    """The kind, if there is such a one.

    Raises:
        ValueError: there is none; the message names the nearest, or all.
    """
    if kind in SHIPPED or kind in (known := known_kinds()):
        return kind
    close = nearest(kind, known)
    hint = f'did you mean "{close}"?' if close else f"known kinds: {', '.join(known)}"
    raise ValueError(f'there is no kind of region "{kind}" | {hint}')


def known_kinds() -> tuple[str, ...]:
    """All kinds: those that ship, those of other packages (entry points of `reportgen.components`), and those that the
    content of other packages' section types brings."""
    return tuple(dict.fromkeys((*SHIPPED, *names("reportgen.components"), *named_by_content())))


def named_by_content() -> dict[str, Any]:
    """The components that classes of content name as their own, by kind.

    Section types of other packages, which may have such classes beside them, are imported for this.
    """
    brought_models()
    components: list[Any] = [content.component for content in content_kinds() if isinstance(content.component, type)]
    return {component.kind: component for component in components}

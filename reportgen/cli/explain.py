"""`reportgen explain`: what a key means, for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from reportgen.schema import Key


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(explain)


def explain(key: Annotated[str, typer.Argument(help="A key, such as pull, or a path such as story.pull.")]) -> None:
    """Say what a key means, what it takes, and what it is without being written.

    Example: reportgen explain story.pull
    """
    from reportgen.errors import SourceError
    from reportgen.schema import explained, keys
    from reportgen.source.validation import nearest

    found = explained(key)
    if not found:
        names = sorted({one.path.rpartition(".")[2] for one in keys()})
        close = nearest(key.rpartition(".")[2], names)
        raise SourceError(f'there is no key "{key}"', hint=f'did you mean "{close}"?' if close else "")
    for one in found:
        for line in _told(one):
            typer.echo(line)


def _told(key: Key) -> Iterator[str]:
    """What a key takes, what it means, and how it is written in a section that has it."""
    from reportgen.schema import EXAMPLES
    from reportgen.source.tree import as_yaml
    from reportgen.template_gallery import sample

    needed = "required" if key.required else f"default {key.default}" if key.default else "optional"
    yield f"{key.path}: {key.type} ({needed})"
    if key.about:
        yield f"  {key.about}"
    kind, _, name = key.path.rpartition(".")
    made = sample(kind, [name]) if kind else {}
    yield from _written(EXAMPLES.get(key.path, ""))
    if made and name in made:
        yield from _written(as_yaml({name: made[name]}))


def _written(example: str) -> Iterator[str]:
    """An example as it is written; nothing where there is none."""
    if example:
        yield "  Example:"
        yield from (f"    {line}" for line in example.rstrip().splitlines())

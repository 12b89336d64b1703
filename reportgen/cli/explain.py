"""`reportgen schema` and `reportgen explain`: what may be written, for editors and for people."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class FileChoice(StrEnum):
    source = "source"
    brand = "brand"
    template = "template"


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command()(schema)
    app.command()(explain)


def schema(
    file: Annotated[FileChoice, typer.Argument(help="source, brand or template.")] = FileChoice.source,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="A file, instead of the screen.")] = None,
) -> None:
    """Print the JSON Schema of a kind of file, by which editors complete and check it.

    Example: reportgen schema brand -o brand.schema.json
    """
    from reportgen.api import write
    from reportgen.schema import json_schema

    text = json.dumps(json_schema(file.value), ensure_ascii=False, indent=2) + "\n"
    if out is None:
        typer.echo(text, nl=False)
    else:
        write(out, text.encode())
        typer.echo(str(out))


def explain(key: Annotated[str, typer.Argument(help="A key, such as pull, or a path such as story.pull.")]) -> None:
    """Say what a key means, what it takes, and what it is without being written.

    Example: reportgen explain story.pull
    """
    from reportgen.catalogue import sample
    from reportgen.errors import SourceError
    from reportgen.schema import explained, keys
    from reportgen.source.validation import nearest

    found = explained(key)
    if not found:
        names = sorted({one.path.rpartition(".")[2] for one in keys()})
        close = nearest(key.rpartition(".")[2], names)
        raise SourceError(f'there is no key "{key}"', hint=f'did you mean "{close}"?' if close else "")
    for one in found:
        needed = "required" if one.required else f"default {one.default}" if one.default else "optional"
        typer.echo(f"{one.path}: {one.type} ({needed})")
        if one.about:
            typer.echo(f"  {one.about}")
        kind, _, name = one.path.rpartition(".")
        made = sample(kind, [name]) if kind else None
        if made and name in made:
            from reportgen.source.tree import as_yaml

            typer.echo("  Example:")
            for line in as_yaml({name: made[name]}).rstrip().splitlines():
                typer.echo(f"    {line}")

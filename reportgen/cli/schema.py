"""`reportgen schema`: what may be written in a file, as a JSON Schema for editors."""

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
    """Add the command to the command line."""
    app.command()(schema)


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

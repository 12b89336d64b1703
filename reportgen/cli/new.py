"""`reportgen new`: a project that builds at once."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(new)


def new(
    folder: Annotated[Path, typer.Argument(help="The folder to make, for example our-letter.")],
    title: Annotated[str | None, typer.Option(help="The newsletter's title.")] = None,
    primary: Annotated[str | None, typer.Option(help="The brand's main colour, for example #12355B.")] = None,
    accent: Annotated[str | None, typer.Option(help="The colour used sparingly, for example #E4472E.")] = None,
    language: Annotated[str | None, typer.Option(help="The language's tag, for example en-GB.")] = None,
    yes: Annotated[bool, typer.Option("--yes", "--no-input", help="Ask nothing.")] = False,
) -> None:
    """Make a project: a source, a brand, a picture, schemas for the editor, and a first build.

    Example: reportgen new our-letter --yes
    """
    from reportgen.api import build
    from reportgen.starter import Wishes, colour, create

    asks = not yes and sys.stdin.isatty()
    plain = folder.name.replace("-", " ").replace("_", " ").strip().capitalize()
    usual = Wishes(plain or "Newsletter")
    wishes = Wishes(
        _answer("Title", title, usual.title, asks),
        _answer("Language", language, usual.language, asks),
        colour(_answer("Main colour", primary, f"#{usual.primary}", asks)),
        colour(_answer("Accent colour", accent, f"#{usual.accent}", asks)),
    )
    source = create(folder, wishes)
    typer.echo(f"{folder}/ is made; write in {source}")
    for output in build(source, folder / "out"):
        typer.echo(f"  {output.path}")
    typer.echo("Next:")
    typer.echo(f"  reportgen build {source} -o {folder / 'out'}")
    typer.echo("  reportgen layouts list")


def _answer(question: str, given: str | None, usual: str, asks: bool) -> str:
    if given is not None:
        return given
    return str(typer.prompt(question, default=usual)) if asks else usual

"""`reportgen preview`: a page on this machine that follows what somebody writes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reportgen.cli.records import ByOption, RecordOption, RelatedOption, record_of


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(preview)


def preview(
    source: Annotated[Path, typer.Argument(help="A source: YAML, JSON, or Markdown with front matter.")],
    port: Annotated[int, typer.Option(min=0, max=65535, help="The page's port; any that is free if not given.")] = 0,
    show: Annotated[bool, typer.Option("--open/--no-open", help="Open the page in the browser.")] = True,
    brand: Annotated[str | None, typer.Option(help="A brand's name or file, instead of the source's.")] = None,
    setting: Annotated[list[str] | None, typer.Option("--set", help="A field's value: name=value.")] = None,
    record: RecordOption = None,
    related: RelatedOption = None,
    by: ByOption = None,
) -> None:
    """Show newsletter and deck side by side, and again whenever a file is saved; Ctrl-C ends.

    The page is for this machine alone (127.0.0.1). Needs: pip install 'reportgen[preview]'

    Example: reportgen preview june.yaml
    """
    from reportgen.errors import SourceError

    try:
        from reportgen.preview.server import serve
    except ImportError as error:
        raise SourceError(
            f"the preview needs {error.name}", hint="install it with: pip install 'reportgen[preview]'"
        ) from error
    from reportgen.api import brand_named
    from reportgen.preview import Studio

    if not source.is_file():
        raise SourceError(f'there is no source "{source}"', hint="look at the spelling and the folder")
    studio = Studio(source, brand_named(brand), record_of(setting, record, related, by))

    def ready(address: str) -> None:
        typer.echo(f"{address}  (Ctrl-C ends)")
        if show:
            typer.launch(address)

    serve(studio, port, ready)

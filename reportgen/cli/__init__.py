"""The command line. Exit codes: 0 made, 2 wrong input or usage, 130 interrupted; `batch` and `check` have more."""

from __future__ import annotations

import sys

import typer

from reportgen.cli import batch, build, check, explain, layouts, new, preview
from reportgen.process import settle

app = typer.Typer(
    name="reportgen",
    help="Structured sections in, a branded PDF newsletter and a native PowerPoint deck out.",
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback()
def _group() -> None:
    """Structured sections in, a branded PDF newsletter and a native PowerPoint deck out."""


for commands in (build, preview, check, batch, new, layouts, explain):
    commands.register(app)


def main() -> None:
    """Run the command line; an error that a person can act on is printed without a traceback."""
    settle()
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        from reportgen.errors import ReportgenError

        if not isinstance(error, ReportgenError):
            raise
        typer.echo(str(error), err=True)
        sys.exit(2)

"""The command line. Exit codes: 0 made, 2 wrong input or usage, 130 interrupted; `batch` and `check` have more."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

import typer

from reportgen.process import settle

COMMANDS = ("build", "preview", "check", "batch", "new", "layouts", "schema", "explain")
"""The commands, as the help lists them. Each stands in the module of this package that has its name."""


def command_line(words: Sequence[str]) -> typer.Typer:
    """The commands that the words after the program's name may call: the one that they begin with, or else all.

    A module is imported, and its options are made, only where its command is called: doing so for all takes longer
    than reading a source.
    """
    app = typer.Typer(
        name="reportgen",
        help="Structured sections in, a branded PDF newsletter and a native PowerPoint deck out.",
        no_args_is_help=True,
        add_completion=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    app.callback()(_group)
    called = words[:1] if words and words[0] in COMMANDS else COMMANDS
    for command in called:
        import_module(f"reportgen.cli.{command}").register(app)
    return app


def _group() -> None:
    """Structured sections in, a branded PDF newsletter and a native PowerPoint deck out."""


def main() -> None:
    """Run the command line; an error that a person can act on is printed without a traceback."""
    settle()
    try:
        command_line(sys.argv[1:])()
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        from reportgen.errors import ReportgenError

        if not isinstance(error, ReportgenError):
            raise
        typer.echo(str(error), err=True)
        sys.exit(2)

"""The command line.

Exit codes: 0 made, 2 wrong input or usage, 70 a fault of reportgen itself, 130 interrupted; `batch`, `check`, `update`
and `doctor` have more.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated

import typer

from reportgen.faults import DEBUG, EXIT_CODE, InternalFault, as_ours, release
from reportgen.process import settle

COMMANDS = (
    "build",
    "preview",
    "check",
    "batch",
    "new",
    "layouts",
    "brand",
    "fonts",
    "update",
    "doctor",
    "schema",
    "explain",
)
"""The commands, as the help lists them. Each stands in the module of this package that has its name."""


DEBUG_OPTION = "--debug"

SPELLED = {"--dry-run=full": ("--dry-run", "--full")}
"""Options that may have a value but need none, which Typer does not know, by what they stand for."""


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"reportgen {release()}")
        raise typer.Exit


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


def _group(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version, and end.")
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show the traceback of a fault, as REPORTGEN_DEBUG=1 does.")
    ] = False,
) -> None:
    """Structured sections in, a branded PDF newsletter and a native PowerPoint deck out."""


def main() -> None:
    """Run the command line; an error that a person can act on is printed without a traceback.

    `--debug` may stand anywhere among the words before `--`, so that it can be added to a command that failed.
    """
    settle()
    # Pydantic looks for plug-ins in all packages that are installed, and this process has no use for any.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    words = [one for word in sys.argv[1:] for one in SPELLED.get(word, (word,))]
    options = words[: words.index("--")] if "--" in words else words
    if DEBUG_OPTION in options:
        words.remove(DEBUG_OPTION)
        os.environ[DEBUG] = "1"
    try:
        command_line(words)(words)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        sys.exit(_told(error))


def _told(error: Exception) -> int:
    """Print what is wrong; the exit code that it has."""
    ours = as_ours(error)
    typer.echo(str(ours), err=True)
    return EXIT_CODE if isinstance(ours, InternalFault) else 2

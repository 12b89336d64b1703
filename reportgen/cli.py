"""The command line: `reportgen build SOURCE`. Exit codes: 0 made, 2 wrong input or usage, 130 interrupted."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from reportgen import helpcli, layoutscli, newcli
from reportgen.batchcli import record_of, register

app = typer.Typer(
    name="reportgen",
    help="Structured sections in, a branded PDF newsletter and a native PowerPoint deck out.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


class KindOption(StrEnum):
    newsletter = "newsletter"
    deck = "deck"


class FormatOption(StrEnum):
    pdf = "pdf"
    pptx = "pptx"
    json = "json"


@app.callback()
def _group() -> None:
    """Structured sections in, a branded PDF newsletter and a native PowerPoint deck out."""


@app.command()
def build(
    source: Annotated[Path, typer.Argument(help="A source: YAML, JSON, or Markdown with front matter.")],
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="Folder for the files; beside the source if not given.")
    ] = None,
    kind: Annotated[
        list[KindOption] | None, typer.Option("--as", help="What to make, instead of the source's outputs.")
    ] = None,
    to: Annotated[
        list[FormatOption] | None, typer.Option("--to", help="Formats to write, instead of the source's.")
    ] = None,
    brand: Annotated[str | None, typer.Option(help="A brand's name or file, instead of the source's.")] = None,
    setting: Annotated[list[str] | None, typer.Option("--set", help="A field's value: name=value.")] = None,
    record: Annotated[Path | None, typer.Option(help="A JSON file with the values of the fields.")] = None,
    report: Annotated[
        Path | None, typer.Option(help="Write what the layout decided, and why, as JSON: --report fit.json")
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Print what the layout decided, and why.")] = False,
) -> None:
    """Write what SOURCE's outputs name: by default a newsletter as PDF and a deck as PPTX.

    Example: reportgen build june.yaml -o out --as deck --to pptx --to pdf
    """
    from reportgen.pipeline import build as build_all

    made = build_all(
        source,
        out,
        kinds=[one.value for one in kind] if kind else None,
        formats=[one.value for one in to] if to else None,
        brand=Path(brand) if brand and brand.endswith((".yaml", ".yml")) else brand,
        record=record_of(setting, record),
    )
    for output in made:
        unit = "page" if output.kind == "newsletter" else "slide"
        typer.echo(f"{output.path}  ({output.kind}, {output.sheets} {unit}{'s' if output.sheets != 1 else ''})")
    if report is not None or explain:
        from reportgen.frames.makeup import MakeUp
        from reportgen.makeup import report_json, report_table
        from reportgen.pipeline import write

        decided: dict[str, MakeUp] = {output.kind: output.makeup for output in made}
        if report is not None:
            write(report, report_json(decided).encode())
        if explain:
            typer.echo(report_table(decided), nl=False)


register(app)
layoutscli.register(app)
helpcli.register(app)
newcli.register(app)


def main() -> None:
    """Run the command line; an error that a person can act on is printed without a traceback."""
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


if __name__ == "__main__":
    main()

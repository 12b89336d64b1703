"""`reportgen check`: preflight of content and output."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.records import ByOption, RecordOption, RelatedOption, record_of

if TYPE_CHECKING:
    from reportgen.api import Kind


class KindOption(StrEnum):
    newsletter = "newsletter"
    deck = "deck"


class Report(StrEnum):
    text = "text"
    json = "json"
    sarif = "sarif"


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(check)


def check(
    source: Annotated[Path, typer.Argument(help="A source: YAML, JSON, or Markdown with front matter; or any PDF.")],
    kind: Annotated[
        list[KindOption] | None, typer.Option("--as", help="What to look at, instead of the source's outputs.")
    ] = None,
    brand: Annotated[str | None, typer.Option(help="A brand's name or file, instead of the source's.")] = None,
    setting: Annotated[list[str] | None, typer.Option("--set", help="A field's value: name=value.")] = None,
    record: RecordOption = None,
    related: RelatedOption = None,
    by: ByOption = None,
    press: Annotated[
        bool, typer.Option("--press", help="Also what a press would ask: bleed, inks, fine lines, coarse pictures.")
    ] = False,
    report: Annotated[Report, typer.Option("--format", help="text, json or sarif.")] = Report.text,
) -> None:
    """Find what to mend before SOURCE goes out: fit, contrast, sizes, pictures, links, words; nothing is written.

    Of a PDF, whoever wrote it: what a screen reader is told, and which rules are held. With --press, what a press would
    ask of the PDF, or of what the source becomes as PDF/X-4.

    Exit codes: 0 nothing, or notes alone; 1 warnings; 2 errors.

    Example: reportgen check june.yaml --format sarif > june.sarif
    """
    from reportgen.preflight import as_json, as_sarif, as_text

    kinds: list[Kind] | None = [one.value for one in kind] if kind else None
    held: tuple[str, ...] = ()
    if source.suffix.lower() == ".pdf":
        from reportgen.preflight.pdf_files import report_on_pdf

        found, held = report_on_pdf(source, press=press)
    else:
        from reportgen.api import brand_named
        from reportgen.preflight import check as find

        values = record_of(setting, record, related, by)
        found = find(source, kinds=kinds, brand=brand_named(brand), record=values, press=press)
    match report:
        case Report.text:
            typer.echo(as_text(found), nl=False)
            if held:
                typer.echo(f"held: {', '.join(rule.removeprefix('pdf-') for rule in held)}")
        case Report.json:
            typer.echo(as_json(found), nl=False)
        case Report.sarif:
            from reportgen.preflight import RULES

            typer.echo(as_sarif(found, RULES), nl=False)
    severities = {one.severity for one in found}
    raise typer.Exit(2 if "error" in severities else 1 if "warning" in severities else 0)

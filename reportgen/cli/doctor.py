"""`reportgen doctor`: what is wrong with a PowerPoint file, and the mending of what can be mended."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from reportgen.backends.pptx.doctor import Diagnosis


class FormatChoice(StrEnum):
    text = "text"
    json = "json"
    sarif = "sarif"


EXIT_CODES = {"ignores": 3, "repairs": 4, "refuses": 5}


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(doctor)


def doctor(
    file: Annotated[Path, typer.Argument(help="Any .pptx, .potx or .ppsx.")],
    fix: Annotated[bool, typer.Option("--fix", help="Mend what has one right mending, into NAME-mended.pptx.")] = False,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="The mended file, instead of NAME-mended.")] = None,
    form: Annotated[FormatChoice, typer.Option("--format", help="text, json or sarif.")] = FormatChoice.text,
) -> None:
    """Tell what is wrong with a PowerPoint file: its part and path, what PowerPoint does about it, and what to do.

    Exit codes: 0 nothing is wrong; 3 only what PowerPoint ignores; 4 it offers to repair the file; 5 it refuses it.

    Example: reportgen doctor quarterly.pptx --fix
    """
    from reportgen.api import write
    from reportgen.backends.pptx.doctor import diagnosed, mended

    try:
        data = file.read_bytes()
    except OSError as error:
        raise typer.BadParameter(f"cannot read {file}: {error.strerror}") from error
    found = diagnosed(data)
    target = out or file.with_name(f"{file.stem}-mended{file.suffix}")
    if fix:
        blob, found = mended(data)
        if blob != data and any(one.mended for one in found):
            write(target, blob)
    match form:
        case FormatChoice.json:
            from msgspec import to_builtins

            typer.echo(json.dumps([to_builtins(one) for one in found], indent=2))
        case FormatChoice.sarif:
            typer.echo(json.dumps(_sarif(file, found), indent=2))
        case _:
            _tell(file, found, target if fix else None)
    left = [one for one in found if not one.mended]
    if left:
        raise typer.Exit(max(EXIT_CODES[one.severity] for one in left))


def _tell(file: Path, found: list[Diagnosis], target: Path | None) -> None:
    for one in found:
        place = f"{one.part}{one.path}" or file.name
        state = "mended" if one.mended else f"PowerPoint {one.severity}"
        typer.echo(f"{place}: {state} [{one.rule}]: {one.told} ({one.remedy})")
    count = sum(one.mended for one in found)
    typer.echo(f"{file}: {len(found)} faults" + (f", {count} mended in {target}" if target and count else ""))


def _sarif(file: Path, found: list[Diagnosis]) -> dict[str, Any]:
    """SARIF 2.1.0: one run, a result for each fault."""
    levels = {"ignores": "note", "repairs": "warning", "refuses": "error"}
    results = [
        {
            "ruleId": one.rule,
            "level": levels[one.severity],
            "message": {"text": f"{one.told} ({one.remedy})"},
            "locations": [
                {
                    "physicalLocation": {"artifactLocation": {"uri": file.as_posix()}},
                    "logicalLocations": [{"fullyQualifiedName": f"{one.part}{one.path}"}],
                }
            ],
        }
        for one in found
    ]
    driver = {"name": "reportgen doctor", "rules": [{"id": rule} for rule in sorted({one.rule for one in found})]}
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return {"$schema": schema, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}

"""`reportgen brand`: brands from what a company has."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

brand = typer.Typer(name="brand", help="Brands: learn one from a PowerPoint template.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.add_typer(brand)


@brand.callback()
def _group() -> None:
    """Brands: learn one from a PowerPoint template."""


@brand.command("learn")
def learn_(
    template: Annotated[Path, typer.Argument(help="The company's .potx, .pptx or .ppsx; macros are left out.")],
    out: Annotated[Path | None, typer.Option("-o", "--out", help="The brand's folder, or else brands/NAME.")] = None,
    fonts: Annotated[Path | None, typer.Option(help="A folder with the template's fonts, to measure with.")] = None,
    name: Annotated[str | None, typer.Option(help="The brand's name, instead of the folder's.")] = None,
    replace: Annotated[bool, typer.Option(help="Learn a brand anew that is there already.")] = False,
) -> None:
    """Read a company's template, and write a brand whose decks stand on its masters and layouts.

    Example: reportgen brand learn acme.potx -o brands/acme
    """
    from reportgen.learning.learn import CONTACT_SHEET, learn
    from reportgen.starter import slug

    folder = out or Path("brands") / slug(template.stem)
    made = learn(template, folder, fonts, name, replace=replace)
    typer.echo(f"{folder}/ is made: {made.layouts} layouts on {made.masters} master{'s' * (made.masters != 1)}")
    width = max((len(type_) for type_ in made.sections), default=0)
    for type_, layout in made.sections.items():
        typer.echo(f"  {type_.ljust(width)}  {layout}")
    for told in made.told:
        typer.echo(f"note: {told}")
    typer.echo(f"Look at {folder / CONTACT_SHEET}; change {folder / 'deck.yaml'}; then:")
    typer.echo(f"  reportgen build letter.yaml --brand {folder / 'brand.yaml'} --to pptx")

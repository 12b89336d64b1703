"""`reportgen fonts`: which fonts a document is set in, and files added to a brand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.check import KindOption

if TYPE_CHECKING:
    from reportgen.api import Kind
    from reportgen.preflight.font_check import FontUse

fonts = typer.Typer(
    name="fonts", help="Fonts: what a document is set in, and files added to a brand.", no_args_is_help=True
)

MOST_SHOWN = 40
"""Characters of a font that stands in that are shown; of more the number is told."""

MOST_PLACES = 6
"""Lines of the source that are told; of more the number is told."""


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.add_typer(fonts)


@fonts.callback()
def _group() -> None:
    """Fonts: what a document is set in, and files added to a brand."""


@fonts.command("check")
def check_(
    source: Annotated[Path, typer.Argument(help="A source: YAML, JSON, or Markdown with front matter.")],
    kind: Annotated[
        list[KindOption] | None, typer.Option("--as", help="What to look at, instead of the source's outputs.")
    ] = None,
    brand: Annotated[str | None, typer.Option(help="A brand's name or file, instead of the source's.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="All of it as JSON.")] = False,
) -> None:
    """Tell which characters come from which font, what no font has, and what may not be embedded; nothing is written.

    Exit codes: 0 all is set in the brand's fonts; 1 others stand in; 2 no font has a character, or may not be embedded.

    Example: reportgen fonts check june.yaml
    """
    from reportgen.api import brand_named
    from reportgen.preflight.font_check import check_fonts

    kinds: list[Kind] | None = [one.value for one in kind] if kind else None
    uses = check_fonts(source, kinds=kinds, brand=brand_named(brand))
    if as_json:
        from msgspec import to_builtins

        typer.echo(json.dumps([to_builtins(use) for use in uses], ensure_ascii=False, indent=2))
    else:
        for use in uses:
            typer.echo(_told(use))
    refused = any(use.chosen == "none" or use.embedding == "forbidden" or use.not_in_office for use in uses)
    raise typer.Exit(2 if refused else 1 if any(use.chosen == "stand-in" for use in uses) else 0)


def _told(use: FontUse) -> str:
    """A font in a line, with what is to be known of it in further ones."""
    from reportgen.text.scripts import counted

    count = f"{len(use.characters)} character{'s' if len(use.characters) != 1 else ''}"
    if use.chosen in ("brand", "fallback"):
        lines = [f"{_face(use)}: {use.file}, {count}"]
    else:
        seen = [char for char in use.characters if char.isprintable() and not char.isspace()]
        shown = " ".join(seen[:MOST_SHOWN]) + (f" and {len(seen) - MOST_SHOWN} more" if len(seen) > MOST_SHOWN else "")
        named = f"{counted(use.characters)}: {shown}"
        if use.chosen == "none":
            codes = ", ".join(f"U+{ord(char):04X}" for char in use.characters[:MOST_SHOWN])
            lines = [f"no font has {named} ({codes})", "  add one: reportgen fonts add FILE --fallback"]
        else:
            lines = [f"{_face(use)} stands in: {use.file}, {named}"]
        lines.insert(1, f"  at {_places(use)}")
    if use.embedding == "forbidden":
        lines.append("  may not be embedded: its maker forbids it (OS/2 fsType); PDFs are refused")
    elif use.embedding == "whole":
        lines.append("  is embedded whole: its maker forbids subsets (OS/2 fsType)")
    if use.not_in_office:
        lines.append(f"  is not embedded in PowerPoint files: {use.not_in_office}")
    return "\n".join(lines)


def _face(use: FontUse) -> str:
    return f"{use.family} {use.weight}{' italic' if use.italic else ''}"


def _places(use: FontUse) -> str:
    """Where a font's text stands in the source; lines that several paragraphs share once."""
    places = [*dict.fromkeys(f"{where.file}:{where.line}" for where in use.places)]
    more = f" and {len(places) - MOST_PLACES} more lines" if len(places) > MOST_PLACES else ""
    return ", ".join(places[:MOST_PLACES]) + more if places else "text that reportgen sets itself"


@fonts.command("add")
def add_(
    files: Annotated[list[Path], typer.Argument(help="TrueType or OpenType files, collections, or web fonts.")],
    brand: Annotated[str | None, typer.Option(help="A brand's name or file; the project's own if not given.")] = None,
    key: Annotated[str | None, typer.Option("--as", help="The name under fonts; made of the family's else.")] = None,
    fallback: Annotated[bool, typer.Option("--fallback", help="Ask it for characters that others lack.")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Write over a file or a key of that name.")] = False,
) -> None:
    """Copy font files beside a brand's brand.yaml, and name them there with their version and licence.

    Example: reportgen fonts add OurSans-Regular.ttf OurSans-Bold.ttf --brand acme --as sans
    """
    from reportgen.brand.adding_fonts import add_fonts

    home = _home_of(brand)
    added = add_fonts(files, home, key=key, fallback=fallback, replace=replace)
    for one in added:
        typer.echo(f"{home}: {one.key} is {one.family}, {', '.join(dict.fromkeys(one.files))}")
        typer.echo(f"  licence: {one.licence or 'its files say none: find out what you may do with it'}")


def _home_of(brand: str | None) -> Path:
    """The `brand.yaml` of a brand: of the one that is named, of the project's settings, or of its only one.

    Raises:
        BrandError: no brand has that name, or which is meant cannot be told.
    """
    from reportgen.brand.load import find_brand
    from reportgen.errors import BrandError
    from reportgen.source.project import find_project

    here = Path.cwd()
    project = find_project(here)
    own = [file for folder in project.folders("brands") for file in sorted(folder.glob("*/brand.yaml"))]
    name = brand or project.settings.get("brand")
    if name is None:
        if len(own) != 1:
            known = f"brands here: {', '.join(file.parent.name for file in own)}" if own else "there is none here"
            raise BrandError("which brand is to have the fonts?", hint=f"--brand NAME; {known}")
        return own[0]
    if name.endswith((".yaml", ".yml")):
        return Path(name)
    found = find_brand(name, project, here)
    assert isinstance(found, Path), "nothing was handed over"
    return found

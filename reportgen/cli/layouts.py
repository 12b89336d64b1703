"""`reportgen layouts`: what templates there are, what they hold, and how they look in a brand."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from reportgen.backends import Format
    from reportgen.brand import Brand
    from reportgen.frames import Publication
    from reportgen.layout.capacity import Capacity
    from reportgen.templates import Library

layouts = typer.Typer(name="layouts", help="The templates: list, show, preview, gallery.", no_args_is_help=True)

BrandOption = Annotated[str | None, typer.Option(help="A brand's name or file; the project's own if not given.")]
Made = Literal["newsletter", "deck"]


class LengthOption(StrEnum):
    short = "short"
    normal = "normal"
    long = "long"


class KindChoice(StrEnum):
    newsletter = "newsletter"
    deck = "deck"


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.add_typer(layouts)


@layouts.command("list")
def list_(brand: BrandOption = None) -> None:
    """List every template with the section types that it accepts.

    Example: reportgen layouts list
    """
    _, library = _known(brand)
    for title, templates in (("Pages", library.pages), ("Slides", library.slides)):
        typer.echo(title)
        width = max((len(name) for name in templates), default=0)
        for name, template in templates.items():
            typer.echo(f"  {name.ljust(width)}  {', '.join(template.accepts)}: {template.description}")


@layouts.command()
def show(
    name: Annotated[str, typer.Argument(help="A template's name.")],
    brand: BrandOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for tools.")] = False,
) -> None:
    """Show how many words and lines each slot of a template takes in a brand.

    Example: reportgen layouts show standard --brand meridian
    """
    from reportgen.template_gallery import described

    chosen, library = _known(brand)
    found = described(name, library, chosen)
    if as_json:
        import json

        from msgspec import to_builtins

        typer.echo(json.dumps([to_builtins(one) for one in found], indent=2))
        return
    for one in found:
        what = "page" if one.kind == "newsletter" else "slide"
        typer.echo(f"{one.name} ({what}): {one.description}")
        typer.echo(f"  accepts {', '.join(one.accepts)}; in {chosen.name}:")
        rows = [
            (
                " + ".join(place.slots) + (" *" if place.required else ""),
                place.kind,
                f"{place.width:.0f} × {place.height:.0f} pt" if place.height else f"{place.width:.0f} pt wide",
                _lines(place),
                f"about {place.words} words" if place.words is not None else "",
                ", ".join(place.steps),
            )
            for place in one.capacities
        ]
        widths = [max(len(row[column]) for row in rows) for column in range(6)]
        for row in rows:
            typer.echo("  " + "  ".join(cell.ljust(size) for cell, size in zip(row, widths, strict=True)).rstrip())
        typer.echo("  * required")


@layouts.command()
def preview(
    name: Annotated[str, typer.Argument(help="A template's name.")],
    out: Annotated[Path | None, typer.Option("-o", "--out", help="A file in any format, or else NAME.pdf.")] = None,
    kind: Annotated[
        KindChoice | None, typer.Option("--as", help="newsletter or deck, where both have a template of the name.")
    ] = None,
    length: Annotated[LengthOption, typer.Option(help="How much sample text.")] = LengthOption.normal,
    brand: BrandOption = None,
) -> None:
    """Fill a template with sample text and write it.

    Example: reportgen layouts preview standard --length long -o standard.pdf
    """
    from reportgen.template_gallery import described
    from reportgen.template_gallery import preview as make

    chosen, library = _known(brand)
    kinds = [one.kind for one in described(name, library, chosen)]
    target = out or Path(f"{name}.pdf")
    wanted: Made = kind.value if kind is not None else kinds[0]
    form = _format(target)
    if kind is None and form.main in kinds:
        wanted = form.main
    if wanted not in kinds:
        raise typer.BadParameter(f'"{name}" is a template of the {kinds[0]} alone')
    _write(target, make(name, wanted, library, chosen, length.value))


@layouts.command()
def gallery(
    out: Annotated[Path, typer.Option("-o", "--out", help="gallery.pdf for pages, gallery.pptx for slides.")],
    kind: Annotated[
        KindChoice | None, typer.Option("--as", help="newsletter or deck, instead of what the ending says.")
    ] = None,
    brand: BrandOption = None,
) -> None:
    """Write every template, with its name and sample text, in a brand.

    Example: reportgen layouts gallery -o gallery.pptx --brand cirrus
    """
    from reportgen.template_gallery import gallery as make

    chosen, library = _known(brand)
    wanted: Made = kind.value if kind is not None else _format(out).main or "newsletter"
    _write(out, make(wanted, library, chosen))


def _lines(place: Capacity) -> str:
    if place.lines is None:
        return ""
    whole = " a page" if place.height is None and place.lines > 20 else ""
    return f"{place.lines} line{'s' if place.lines != 1 else ''}{whole}"


def _known(name: str | None) -> tuple[Brand, Library]:
    """The brand and the templates, as a document in the current folder would have them."""
    from reportgen.api import brand_named, brand_of, library_of
    from reportgen.document import Document
    from reportgen.source.project import find_project

    project = find_project(Path.cwd())
    brand_name = project.settings.get("brand")
    here = Path.cwd()
    stub = Document.of_fields(title="Templates", sections=(), project=project, base=here, stem="", brand=brand_name)
    brand = brand_of(stub, brand_named(name))
    return brand, library_of(stub, brand)


def _format(target: Path) -> Format:
    """The format that a file's ending names.

    Raises:
        typer.BadParameter: it names none.
    """
    from reportgen.backends.formats import format_named, format_names

    name = target.suffix.removeprefix(".")
    if name not in format_names():
        raise typer.BadParameter(f'"{target}" ends in no known format: {", ".join(format_names())}')
    return format_named(name)


def _write(target: Path, publication: Publication) -> None:
    from reportgen.api import write
    from reportgen.backends import render_files

    for file in render_files(publication, _format(target).name):
        write(target.with_name(f"{target.stem}{file.suffix}{target.suffix}"), file.data)
    unit = "page" if publication.kind == "newsletter" else "slide"
    count = len(publication.sheets)
    typer.echo(f"{target}  ({count} {unit}{'s' if count != 1 else ''})")

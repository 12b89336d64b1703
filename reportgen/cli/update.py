"""`reportgen update`: what is new in a source, put into a deck that people have worked on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.records import ByOption, RecordOption, RelatedOption, record_of

if TYPE_CHECKING:
    from reportgen.deck_update import Update

CONFLICTS = 1
"""The exit code where conflicts are left."""


class TakeOption(StrEnum):
    ask = "ask"
    deck = "deck"
    source = "source"


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(update)


def update(
    deck: Annotated[Path, typer.Argument(help="A .pptx that reportgen built from SOURCE, as it is now.")],
    source: Annotated[str, typer.Argument(help="The source as it is now: YAML, JSON, or Markdown with front matter.")],
    out: Annotated[Path | None, typer.Option("-o", "--out", help="The new deck, instead of NAME-updated.pptx.")] = None,
    in_place: Annotated[
        bool, typer.Option("--in-place", help="Write DECK itself; what it was is kept as NAME-before-update.pptx.")
    ] = False,
    take: Annotated[
        TakeOption,
        typer.Option(help="Whose words stand where both changed them: ask leaves the deck's, and tells it again."),
    ] = TakeOption.ask,
    brand: Annotated[str | None, typer.Option(help="The deck's brand, if the source names another.")] = None,
    setting: Annotated[list[str] | None, typer.Option("--set", help="A field's value: name=value.")] = None,
    record: RecordOption = None,
    related: RelatedOption = None,
    by: ByOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print what became of the deck as JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing but conflicts and errors.")] = False,
) -> None:
    """Put new texts, numbers, rows, charts, pictures and notes of SOURCE into DECK; what people changed in it stays.

    Exit codes: 0 up to date; 1 up to date but for conflicts, which are left as people wrote them; 2 wrong input,
    nothing written; 70 a fault of reportgen.

    Example: reportgen update acme-q3.pptx letter.yaml
    """
    from reportgen.api import brand_named
    from reportgen.deck_update import update as update_deck

    target = out or (None if in_place else deck.with_name(f"{deck.stem}-updated{deck.suffix}"))
    made = update_deck(
        deck,
        source,
        target,
        brand=brand_named(brand),
        record=record_of(setting, record, related, by),
        take=take.value,
        in_place=in_place,
    )
    if as_json:
        typer.echo(json.dumps(_as_data(made, target or deck), ensure_ascii=False, indent=2))
    else:
        _tell(made, target or deck, quiet=quiet)
    if made.conflicts and take is TakeOption.ask:
        raise typer.Exit(CONFLICTS)


def _tell(made: Update, path: Path, *, quiet: bool) -> None:
    """What became of the deck: a line for each change, conflicts last and on the stream of errors."""
    if not quiet:
        counts = (len(made.changed), len(made.kept), len(made.conflicts), len(made.unmatched))
        names = ("changed", "kept", "in conflict", "unmatched")
        typer.echo(f"{path}: {', '.join(f'{count} {name}' for count, name in zip(counts, names, strict=True))}")
        groups: Sequence[tuple[str, Sequence[object]]] = (
            ("changed", made.changed),
            ("kept", made.kept),
            ("unmatched", made.unmatched),
        )
        for name, entries in groups:
            for one in entries:
                typer.echo(f"  {name}: {one}")
    for conflict in made.conflicts:
        typer.echo(f"conflict: {conflict}", err=True)


def _as_data(made: Update, path: Path) -> dict[str, object]:
    from msgspec import to_builtins

    conflicts = [
        {"slide": one.slide, "title": one.title, "shape": one.shape, "what": one.what}
        | {"deck": one.deck, "source": one.source, "at": str(one.where)}
        for one in made.conflicts
    ]
    return {
        "path": str(path),
        "changed": to_builtins(made.changed),
        "kept": to_builtins(made.kept),
        "conflicts": conflicts,
        "unmatched": to_builtins(made.unmatched),
    }

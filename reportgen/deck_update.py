"""A deck that people have worked on, and its source as it is now → the deck with what is new, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypedDict, Unpack

from reportgen.api import compose, whole_document, write
from reportgen.backends import PptxOptions, render
from reportgen.backends.pptx.updating import Change, Conflict, Take, Update, adds_layouts, updated
from reportgen.document import Document, load_parts
from reportgen.errors import BackendError, Where


class UpdateChoices(TypedDict, total=False):
    """What a caller of `update` may choose; see there."""

    brand: str | Path | None
    record: Mapping[str, object] | None
    take: Take
    in_place: bool


def update(
    deck: str | Path | bytes,
    source: str | Path | Document,
    out: str | Path | None = None,
    **choices: Unpack[UpdateChoices],
) -> Update:
    """Put what is new in a source into a deck that was built from it, and leave what people have done to it since.

    New texts, numbers, rows, data of charts, pictures and notes go into the shapes that came from the source, wherever
    they stand now and however they look; slides of sections come and go. Words that both changed are conflicts.

    Args:
        deck: a deck that reportgen built, as it is now: its file, or its bytes.
        source: what it was built from, as it is now: a path, or what `load` or `parse` gave.
        out: the file to write; nothing is written if None, unless `in_place`.
        choices: all that may be left out.

            - `brand`: the brand that the deck was built with, if the source does not name it.
            - `record`: the values of the source's fields.
            - `take`: whose words stand where both changed them. ``"ask"``, the default, leaves the deck's, and tells
              the conflict again the next time; ``"deck"`` and ``"source"`` settle it.
            - `in_place`: whether the deck's own file is written; what it was is kept beside it.

    Raises:
        ReportgenError: something is wrong with the source, or the deck carries nothing to compare with.
    """
    path = None if isinstance(deck, bytes) else Path(deck)
    in_place = choices.get("in_place", False)
    _check_target(path, out, in_place=in_place)
    file = deck if isinstance(deck, bytes) else _read(Path(deck))
    brand = choices.get("brand")
    loaded = load_parts(source, record=choices.get("record"))
    document = whole_document(loaded, ["deck"], lambda part, kind: compose(part, kind, brand=brand))
    laid = compose(document, "deck", brand=brand)
    made = updated(
        file, render(laid, "pptx", PptxOptions(add_layouts=adds_layouts(file))), laid, choices.get("take", "ask")
    )
    if out is not None and not in_place:
        write(Path(out), made.data)
    elif in_place and path is not None and made.data != file:
        write(backup_of(path), file)
        write(path, made.data)
    return made


def _check_target(path: Path | None, out: str | Path | None, *, in_place: bool) -> None:
    """See that a deck is written over on request alone.

    Raises:
        BackendError: it would be; or two places are named.
    """
    if in_place and (path is None or out is not None):
        raise BackendError("a deck is written in its own place or to another", hint="give a path, and no other file")
    if path is not None and out is not None and Path(out).resolve() == path.resolve():
        raise BackendError(f"{path} would be written over", hint="say so, with in_place=True or --in-place")


def backup_of(path: Path) -> Path:
    """A name beside a deck for what it was before, which no file has."""
    name = f"{path.stem}-before-update"
    names = [name, *(f"{name}-{number}" for number in range(2, 1000))]
    return next(one for name in names if not (one := path.with_name(f"{name}{path.suffix}")).exists())


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BackendError(f"cannot read the deck: {error.strerror}", Where(str(path)), "name a .pptx file") from error


__all__ = ["Change", "Conflict", "Take", "Update", "UpdateChoices", "update"]

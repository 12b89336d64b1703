"""Whole documents in one call: a source, its brand and templates, and every output that it names."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import NamedTemporaryFile
from time import perf_counter
from typing import IO

from reportgen.backends import render, unknown
from reportgen.brand import Brand, find_brand, load_brand
from reportgen.document import Document, Kind, load
from reportgen.errors import BackendError, ReportgenError, SourceError, raise_all
from reportgen.frames import Publication
from reportgen.frames.makeup import MakeUp
from reportgen.incremental.keeper import Keeper
from reportgen.layout.compose import compose as _compose
from reportgen.plugins import Format
from reportgen.plugins import formats as known_formats
from reportgen.remarks import Remark, remarks
from reportgen.templates import Library, load_library

MAIN: Mapping[Kind, Format] = {"newsletter": "pdf", "deck": "pptx"}
"""The main form of each publication: its file is named after the source alone."""


@dataclass(frozen=True, slots=True)
class Output:
    """A publication in a format, and the file that it was written to."""

    kind: Kind
    format: Format
    path: Path
    sheets: int
    makeup: MakeUp = field(default_factory=MakeUp)
    """What the layout engine decided: templates, costs, fit."""
    remarks: tuple[Remark, ...] = ()
    """What a person should look at."""
    seconds: float = field(default=0.0, compare=False)
    """The time that making it took, layout shared by formats counted once."""


@dataclass(frozen=True, slots=True)
class Step:
    """Progress: `done` of `total` steps, and what the next one makes; a callback is told before each and at the end."""

    done: int
    total: int
    what: str


def compose(
    document: Document,
    kind: Kind = "newsletter",
    *,
    brand: Brand | str | Path | None = None,
    layouts: Iterable[Path] = (),
) -> Publication:
    """Lay a document out as a newsletter of pages or a deck of slides.

    Args:
        document: what `load` gave.
        kind: ``"newsletter"`` or ``"deck"``.
        brand: a brand, its name or its file, instead of the one that the document names.
        layouts: folders of templates beyond those that ship, those beside the brand and the project's own.

    Raises:
        ReportgenError: anything that is wrong with brand, templates or content; `Problems` when several are.

    >>> document = load({"title": "June", "sections": [{"type": "quote", "quote": "Few words."}]})
    >>> deck = compose(document, "deck")
    >>> len(deck.sheets), [section.templates for section in deck.makeup.sections]
    (1, [('quote',)])
    """
    chosen = brand if isinstance(brand, Brand) else brand_of(document, brand)
    return _compose(document, chosen, library_of(document, chosen, layouts), kind)


def brand_of(document: Document, brand: str | Path | None = None) -> Brand:
    """The brand that a document names, or another one by name or file.

    Raises:
        ReportgenError: it is unknown, or wrong.
    """
    if isinstance(brand, Path):
        return load_brand(brand, document.project)
    name = brand or document.brand
    where = document.where(("brand",)) if not brand else SourceError("").where
    return load_brand(find_brand(name, document.project, document.base, where), document.project)


def brand_named(name: str | None) -> str | Path | None:
    """A brand as a command line names it: a file where it ends as one, from the folder that the command runs in."""
    return Path(name) if name and name.endswith((".yaml", ".yml")) else name


def library_of(document: Document, brand: Brand, layouts: Iterable[Path] = ()) -> Library:
    """The templates for a document: those that ship, then the brand's, the project's, and `layouts`."""
    roots = [brand.file.parent / "layouts", document.project.root / "layouts", *layouts]
    return load_library([root for root in dict.fromkeys(roots) if root.is_dir()])


def build(
    source: str | Path | Mapping[str, object],
    out: str | Path | None = None,
    *,
    kinds: Iterable[Kind] | None = None,
    formats: Iterable[Format] | None = None,
    brand: str | Path | None = None,
    record: Mapping[str, object] | None = None,
    strict: bool = False,
    on_step: Callable[[Step], None] | None = None,
    keeper: Keeper | None = None,
) -> list[Output]:
    """Load, compose, render and write what the source's `outputs` names, or what `kinds` and `formats` choose.

    Everything is made before the first file is written, and each file is moved into place whole.

    Args:
        source: a path, the text of a source, or a mapping.
        out: the folder for the files; made where it is missing; beside the source if None.
        kinds: publications to make, instead of those in `outputs`.
        formats: formats to write, instead of those in `outputs`.
        record: the values of the source's fields.
        strict: whether remarks are errors.
        on_step: told of the progress.
        keeper: what the last build of this source has left; of this one, only what has changed is made.

    Raises:
        ReportgenError: something is wrong with the input; nothing was written.

    >>> from tempfile import TemporaryDirectory
    >>> source = {"title": "June", "sections": [{"type": "quote", "quote": "Few words."}]}
    >>> with TemporaryDirectory() as folder:
    ...     [(output.path.name, output.sheets) for output in build(source, folder)]
    [('document.pdf', 1), ('document.pptx', 1)]
    """
    keeper = keeper or Keeper()
    document = keeper.same(load(source, record=record))
    places = keeper.places
    wanted = outputs_of(document, kinds, formats)
    for _, to in wanted:
        if to not in known_formats():
            raise unknown(to)
    chosen = brand_of(document, brand)
    chosen, library = keeper.known(chosen, library_of(document, chosen))
    publications: dict[Kind, Publication] = {}
    problems: list[ReportgenError] = []
    kinds_wanted = list(dict.fromkeys(kind for kind, _ in wanted))
    progress = _Progress(len(kinds_wanted) + len(wanted), on_step)
    took: dict[Kind, float] = {}
    for kind in kinds_wanted:
        progress.next(f"layout of the {kind}")
        try:
            began = perf_counter()
            publications[kind] = _compose(document, chosen, library, kind, keeper.cache(kind, document.language))
            took[kind] = perf_counter() - began
        except ReportgenError as error:
            problems += places.of(error)
    raise_all({str(problem): problem for problem in problems}.values())
    noted = {
        kind: tuple(replace(remark, where=places.now(remark.where)) for remark in remarks(publication))
        for kind, publication in publications.items()
    }
    if strict:
        found = {str(one): one for notes in noted.values() for one in notes}
        raise_all([SourceError(one.message, one.where, one.hint) for one in found.values()])
    folder = Path(out) if out is not None else document.base
    made: list[tuple[Kind, Format, bytes, float]] = []
    for kind, to in wanted:
        progress.next(f"{kind} as {to.upper()}")
        began = perf_counter()
        try:
            blob = keeper.press(kind, to).print(publications[kind])
        except ReportgenError as error:
            raise_all(places.of(error))
        made.append((kind, to, blob, took.pop(kind, 0.0) + perf_counter() - began))
    progress.end()
    outputs: list[Output] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for kind, to, blob, seconds in made:
            path = folder / file_name(document.stem, kind, to)
            write(path, blob)
            laid = publications[kind]
            told = laid.makeup.at(places.now)
            outputs.append(Output(kind, to, path, len(laid.sheets), told, noted[kind], seconds))
    except OSError as error:
        raise BackendError(
            f"cannot write to {folder}: {error.strerror}", hint="choose another folder with -o"
        ) from error
    return outputs


class _Progress:
    """Counts steps for a callback."""

    def __init__(self, total: int, tell: Callable[[Step], None] | None) -> None:
        self.total = total
        self.done = 0
        self.tell = tell

    def next(self, what: str) -> None:
        if self.tell:
            self.tell(Step(self.done, self.total, what))
        self.done += 1

    def end(self) -> None:
        if self.tell:
            self.tell(Step(self.total, self.total, "files"))


def outputs_of(
    document: Document, kinds: Iterable[Kind] | None, formats: Iterable[Format] | None
) -> list[tuple[Kind, Format]]:
    """The publications and formats to write: `kinds` × `formats` where both are given, else the source's own.

    A kind alone is written in its formats of the source, or its main one; a format alone in every kind named.
    """
    own: list[tuple[Kind, Format]] = [(output.kind, output.format) for output in document.outputs]
    if kinds is None and formats is None:
        return own
    chosen_kinds = list(kinds) if kinds is not None else list(dict.fromkeys(kind for kind, _ in own))
    if formats is not None:
        return [(kind, to) for kind in chosen_kinds for to in formats]
    return [pair for kind in chosen_kinds for pair in ([p for p in own if p[0] == kind] or [(kind, MAIN[kind])])]


def file_name(stem: str, kind: Kind, to: Format) -> str:
    """The output's file name: the source's, with the kind added where the format is not its main one.

    >>> file_name("june", "deck", "pptx"), file_name("june", "deck", "pdf")
    ('june.pptx', 'june-deck.pdf')
    """
    return f"{stem}.{to}" if MAIN[kind] == to else f"{stem}-{kind}.{to}"


def write(path: Path, blob: bytes) -> None:
    """Write a file whole: under another name, synced, then moved into place."""
    with _beside(path) as (stream, temporary):
        stream.write(blob)
        stream.flush()
        os.fsync(stream.fileno())
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(0o666 & ~mask)
        temporary.replace(path)


@contextmanager
def _beside(path: Path) -> Iterator[tuple[IO[bytes], Path]]:
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as stream:
        temporary = Path(stream.name)
        try:
            yield stream, temporary
        finally:
            temporary.unlink(missing_ok=True)


__all__ = ["MAIN", "Kind", "Output", "Remark", "Step", "build", "compose", "file_name", "load", "render"]

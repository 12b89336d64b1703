"""`reportgen build`: one source, every output that it names."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reportgen.backends.formats import SHIPPED
from reportgen.cli.records import ByOption, RecordOption, RelatedOption, record_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.api import Options, Output, Step

PAUSE = 0.2
"""Seconds between two looks at the files."""

PATIENCE = 1.0
"""Seconds before a progress bar is shown."""


class KindOption(StrEnum):
    newsletter = "newsletter"
    deck = "deck"


DpiOption = Annotated[
    int | None, typer.Option("--dpi", help="Pixels to the inch of pictures: 150, and 48 on a contact sheet.")
]
SheetOption = Annotated[
    bool, typer.Option("--sheet", help="One contact sheet of all pages or slides, instead of a picture for each.")
]


PdfProfileOption = Annotated[
    str | None,
    typer.Option(
        "--pdf-profile", help="What PDFs are for: ua1+a2 (reading, keeping), ua1+a2a, ua2+a4, x4 (a press), plain."
    ),
]
MarksOption = Annotated[
    bool, typer.Option("--marks", help="Crop marks, registration marks and a colour bar round pages of PDFs.")
]


PagesOption = Annotated[str, typer.Option("--pages", help="Pages of PDFs, counted from 1: 1-4,8 or 10- for the rest.")]
SpreadsOption = Annotated[
    bool, typer.Option("--spreads", help="PDFs of two pages beside each other, as a reader sees them: for proofs.")
]
HandoutOption = Annotated[
    int, typer.Option("--handout", help="The deck as PDF with 2, 3 or 6 slides on a page and their notes.")
]


PruneOption = Annotated[
    bool,
    typer.Option(
        "--prune-layouts", help="Decks on a company's own template keep only the layouts that their slides stand on."
    ),
]
AddOption = Annotated[
    bool,
    typer.Option(
        "--add-layouts",
        help="Decks on a company's own template get a layout for what it has none for, such as cards or people.",
    ),
]


def deck_options(*, prune_layouts: bool, add_layouts: bool) -> list[Options]:
    """The settings of decks, where the command line sets any."""
    from reportgen.backends.options import PptxOptions

    return [PptxOptions(prune_layouts, add_layouts)] if prune_layouts or add_layouts else []


def pdf_options(**given: Any) -> list[Options]:
    """The settings of PDFs, where the command line sets any.

    Raises:
        BackendError: there is no such profile.
    """
    from reportgen.backends.options import PdfOptions

    said = {name: value for name, value in given.items() if value}
    return [PdfOptions(**said)] if said else []


def picture_options(dpi: int | None, sheet: bool) -> list[Options]:
    """The settings of pictures, where the command line sets any.

    Raises:
        BackendError: the resolution is out of its limits.
    """
    from reportgen.backends.options import PictureOptions

    return [PictureOptions(dpi, sheet)] if dpi is not None or sheet else []


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(build)


def build(
    source: Annotated[str, typer.Argument(help="A source: YAML, JSON, or Markdown with front matter; - reads a pipe.")],
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="Folder for the files; beside the source if not given.")
    ] = None,
    kind: Annotated[
        list[KindOption] | None, typer.Option("--as", help="What to make, instead of the source's outputs.")
    ] = None,
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to",
            help=f"Formats to write, instead of the source's: {', '.join(form.name for form in SHIPPED)}, or another "
            "package's.",
        ),
    ] = None,
    dpi: DpiOption = None,
    sheet: SheetOption = False,
    pdf_profile: PdfProfileOption = None,
    marks: MarksOption = False,
    pages: PagesOption = "",
    spreads: SpreadsOption = False,
    handout: HandoutOption = 0,
    prune_layouts: PruneOption = False,
    add_layouts: AddOption = False,
    brand: Annotated[str | None, typer.Option(help="A brand's name or file, instead of the source's.")] = None,
    setting: Annotated[list[str] | None, typer.Option("--set", help="A field's value: name=value.")] = None,
    record: RecordOption = None,
    related: RelatedOption = None,
    by: ByOption = None,
    report: Annotated[
        Path | None, typer.Option(help="Write what the layout decided, and why, as JSON: --report fit.json")
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Print what the layout decided, and why.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Take warnings as errors; nothing is written then.")] = False,
    show: Annotated[bool, typer.Option("--open", help="Open what was made.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing but errors.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was made as JSON.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Build again when a file of the project changes.")] = False,
    no_input: Annotated[bool, typer.Option("--no-input", help="Ask nothing; build never does.")] = False,
) -> None:
    """Write what SOURCE's outputs name: by default a newsletter as PDF and a deck as PPTX.

    Exit codes: 0 all written; 2 wrong input or usage, nothing written; 70 a fault of reportgen; 130 interrupted, no
    half file left.

    Example: reportgen build june.yaml -o out --as deck --to pptx --to pdf
    """
    del no_input
    from reportgen.api import brand_named
    from reportgen.api import build as build_all
    from reportgen.incremental.build_cache import BuildCache

    text = _read(source)
    cache = BuildCache()
    pdf = pdf_options(profile=pdf_profile, marks=marks, pages=pages, spreads=spreads, handout=handout)
    options = [*picture_options(dpi, sheet), *pdf, *deck_options(prune_layouts=prune_layouts, add_layouts=add_layouts)]

    def make() -> list[Output]:
        with _progress(quiet or as_json) as tell:
            return build_all(
                text,
                out,
                kinds=[one.value for one in kind] if kind else None,
                formats=to or None,
                options=options,
                brand=brand_named(brand),
                record=record_of(setting, record, related, by),
                strict=strict,
                on_step=tell,
                cache=cache,
            )

    if watch:
        _watch(source, make)
        return
    made = make()
    if as_json:
        import json

        typer.echo(json.dumps([_as_data(output) for output in made], ensure_ascii=False, indent=2))
    elif not quiet:
        _print(made)
    if report is not None or explain:
        from reportgen.api import write
        from reportgen.frames.layout_decisions import MakeUp
        from reportgen.makeup_report import report_json, report_table

        decided: dict[str, MakeUp] = {output.kind: output.makeup for output in made}
        if report is not None:
            write(report, report_json(decided).encode())
        if explain:
            typer.echo(report_table(decided), nl=False)
            for guess in dict.fromkeys(guess for output in made for guess in output.guesses):
                typer.echo(guess)
    if show:
        for output in made:
            typer.launch(str(output.path))


def _watch(source: str, make: Callable[[], list[Output]]) -> None:
    """Build, and build again whenever a file changes that the document may use; errors are told and waited out.

    Raises:
        SourceError: the source comes through a pipe, which never changes.
    """
    from reportgen.errors import SourceError
    from reportgen.faults import as_ours
    from reportgen.source.project import project_root
    from reportgen.watching import state_of

    if source == "-":
        raise SourceError("a pipe cannot be watched", hint="name a file")
    root = project_root(Path(source).resolve().parent)
    written: set[Path] = set()
    seen: dict[Path, int] = {}
    while True:
        now = state_of(root, written)
        if now == seen:
            time.sleep(PAUSE)
            continue
        try:
            made = make()
            written.update(path.resolve() for output in made for path in output.paths)
            _print(made)
        except Exception as error:  # whatever it is, the source may be mended
            typer.echo(str(as_ours(error)), err=True)
        seen = state_of(root, written)
        typer.echo("waiting for changes; Ctrl-C ends", err=True)


def _read(source: str) -> str:
    """The source's path, or for ``-`` the text that comes through the pipe.

    Raises:
        SourceError: the pipe's text is empty, or no UTF-8.
    """
    if source != "-":
        return source
    from reportgen.document import Piped
    from reportgen.errors import SourceError, Where

    try:
        text = sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError("the text is not UTF-8", Where("-"), "convert it to UTF-8") from error
    if not text.strip():
        raise SourceError("the pipe is empty", Where("-"), "write: reportgen build - < source.yaml")
    return Piped(text)


def _print(made: Iterable[Output]) -> None:
    """A line for each output, then each warning once."""
    warned: dict[str, None] = {}
    for output in made:
        unit = "page" if output.kind == "newsletter" else "slide"
        sheets = f"{output.sheets} {unit}{'s' if output.sheets != 1 else ''}"
        count = len(output.remarks)
        warnings = f", {count} warning{'s' if count != 1 else ''}" if count else ""
        more = f" … {output.paths[-1].name}" if len(output.paths) > 1 else ""
        typer.echo(f"{output.path}{more}  ({output.kind}, {sheets}{warnings}, {output.seconds:.1f} s)")
        warned.update(dict.fromkeys(str(remark) for remark in output.remarks))
    for text in warned:
        typer.echo(f"warning: {text}", err=True)


def _as_data(output: Output) -> dict[str, Any]:
    return {
        "path": str(output.path),
        "paths": [str(path) for path in output.paths],
        "kind": output.kind,
        "format": output.format,
        "sheets": output.sheets,
        "seconds": round(output.seconds, 3),
        "warnings": [
            {"message": remark.told, "at": str(remark.where), "hint": remark.hint} for remark in output.remarks
        ],
    }


@contextmanager
def _progress(silent: bool) -> Iterator[Callable[[Step], None] | None]:
    """A bar on the terminal for what takes long; nothing where there is none."""
    if silent or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    began = time.monotonic()
    bar = Progress(console=Console(stderr=True), transient=True)
    task = bar.add_task("", total=None)
    shown = False

    def tell(step: Step) -> None:
        nonlocal shown
        bar.update(task, description=step.what, total=step.total, completed=step.done)
        if not shown and time.monotonic() - began > PATIENCE and step.done < step.total:
            bar.start()
            shown = True

    try:
        yield tell
    finally:
        if shown:
            bar.stop()

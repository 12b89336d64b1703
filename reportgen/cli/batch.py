"""`reportgen batch`: a source and many records. Exit codes:

0 all made or unchanged, 1 some failed, 2 nothing begun or stopped by a full disk, 130 interrupted, 143 terminated.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from reportgen.cli.build import DpiOption, SheetOption, picture_options
from reportgen.cli.records import ByOption, RelatedOption, with_related

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from reportgen.batch import Batch, Progress, Summary
    from reportgen.batch.combined import Combination
    from reportgen.batch.run import RunChoices
    from reportgen.content.table.datafiles import DataForm


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(batch)


def batch(
    source: Annotated[Path, typer.Argument(help="A source with {{ fields }}.")],
    data: Annotated[
        str, typer.Option("--data", help="CSV, workbook, JSON, JSON Lines or Parquet; - reads JSON Lines from a pipe.")
    ],
    out: Annotated[
        list[str], typer.Option("-o", "--out", help="Where files go: 'out/{region}/{name:slug}.pdf'; may be repeated.")
    ],
    kind: Annotated[
        str | None, typer.Option("--as", help="newsletter or deck, instead of what the ending says.")
    ] = None,
    brand: Annotated[str | None, typer.Option(help="A brand's name or file, instead of the source's.")] = None,
    dpi: DpiOption = None,
    sheet: SheetOption = False,
    jobs: Annotated[int, typer.Option("-j", "--jobs", help="Worker processes; 0 is one for each core.", min=0)] = 0,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything, show the names, make nothing.")] = False,
    sample: Annotated[int, typer.Option(help="Take only so many records, evenly.", min=0)] = 0,
    proof: Annotated[
        int, typer.Option(help="Make so many records that show what can differ, and a contact sheet.", min=0)
    ] = 0,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a run that was stopped.")] = False,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Make only what failed last time.")] = False,
    seconds: Annotated[float, typer.Option("--seconds", help="The longest that an item may take.", min=0.1)] = 60.0,
    memory: Annotated[
        int, typer.Option("--memory", help="MB of address space for a worker; 0: no limit.", min=0)
    ] = 2048,
    cluster: Annotated[str | None, typer.Option(help="A Dask scheduler, tcp://host:8786, instead of --jobs.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Take warnings as errors of their record.")] = False,
    combine: Annotated[
        str | None, typer.Option(help="One PDF of all, or of each group: letters.pdf, 'out/{region}.pdf'.")
    ] = None,
    order: Annotated[
        list[str] | None,
        typer.Option(help="A column by which combined letters are sorted; -Name goes down. Repeatable."),
    ] = None,
    duplex: Annotated[bool, typer.Option("--duplex", help="Combined letters begin on sheets of their own.")] = False,
    separator: Annotated[
        str | None, typer.Option(help="A source that is made before each combined letter, with its fields.")
    ] = None,
    archive: Annotated[str | None, typer.Option("--zip", help="A ZIP of all files and the account.")] = None,
    prune: Annotated[
        bool, typer.Option("--prune", help="Take away files of records that are gone or renamed since.")
    ] = False,
    operator: Annotated[str, typer.Option(help="Who runs it, for the account.")] = "",
    related: RelatedOption = None,
    by: ByOption = None,
    same_names: Annotated[
        str, typer.Option(help="Where two files would have one name: stop, fail (these alone), suffix.")
    ] = "stop",
    decimal: Annotated[str | None, typer.Option(help="The mark before decimals in the data: , or .")] = None,
    dates: Annotated[str | None, typer.Option(help="How dates are written in the data: d.m.y, m/d/y.")] = None,
    header: Annotated[int | None, typer.Option(help="The row of the data that has the names.", min=1)] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress, and only failures are listed.")] = False,
) -> None:
    """Make SOURCE once for each record of the data.

    What is unchanged since the last run is left alone. The journal (batch.journal) and the summary (batch.json) lie
    beside the outputs. Exit codes: 0 all made or unchanged, 1 some failed, 2 nothing was begun, or the disk is full:
    then --resume goes on. The data may be a part of a file: people.xlsx#Members!A3:D90.

    Example: reportgen batch june.yaml --data people.csv -o 'out/{region}/{name:slug}.pdf'
    """
    from reportgen.batch import Batch, read_records
    from reportgen.errors import SourceError

    if kind not in (None, "newsletter", "deck"):
        raise SourceError(f'"{kind}" cannot be made', hint="known: newsletter, deck")
    if same_names not in ("stop", "fail", "suffix"):
        raise SourceError(f'"{same_names}" is nothing to do with names', hint="known: stop, fail, suffix")
    chosen: Literal["newsletter", "deck"] | None = kind  # type: ignore[assignment]
    policy: Literal["stop", "fail", "suffix"] = same_names  # type: ignore[assignment]
    options = picture_options(dpi, sheet)
    form = _form(decimal, dates, header)
    records = with_related(read_records(data, form=form), related or [], by, form)
    for remark in records.remarks:
        typer.echo(f"warning: {remark}", err=True)
    made = Batch(source, records, out, brand=brand, kind=chosen, options=options, same_names=policy)
    how = _combination(made, combine, order or [], duplex=duplex, separator=separator)
    if dry_run:
        _rehearse(made, sample)
        return
    executor = _dask(cluster) if cluster else None
    before = signal.signal(signal.SIGTERM, _terminated)
    try:
        how_run: RunChoices = {
            "jobs": jobs or os.cpu_count() or 1,
            "executor": executor,
            "resume": resume,
            "retry_failed": retry_failed,
            "sample": sample,
            "strict": strict,
            "prune": prune,
            "operator": operator,
            "seconds": seconds,
            "memory": memory,
            "progress": None if quiet or not sys.stderr.isatty() else _teller(),
        }
        summary = _proof(made, proof, how_run) if proof else made.run(**how_run)
    finally:
        signal.signal(signal.SIGTERM, before)
        if executor is not None:
            executor.shutdown(wait=False)
    if not quiet and sys.stderr.isatty():
        typer.echo("", err=True)
    for outcome in summary.failed:
        typer.echo(f"{_place(data, outcome.line)}record {outcome.line}: {outcome.reason}", err=True)
    _tell_warnings(summary)
    _tell_files(summary)
    _gather(made, summary, how, archive)
    counts = [f"{summary.count(status)} {status}" for status in ("made", "unchanged", "failed")]
    if not quiet:
        typer.echo(f"{', '.join(counts)}  ({made.job.root})")
    if summary.failed:
        raise typer.Exit(1)


def _proof(made: Batch, count: int, how: RunChoices) -> Summary:
    """Make proofs, and say what each shows."""
    summary, proofs, left = made.proof(count, **how)
    for one in proofs:
        typer.echo(f"record {one.record.line}: {'; '.join(one.shows) or 'one more'}")
    if left:
        more = f" and {len(left) - 5} more" if len(left) > 5 else ""
        typer.echo(f"warning: {count} proofs do not show: {'; '.join(left[:5])}{more}", err=True)
    typer.echo(f"{made.job.root}/proof.png is the contact sheet")
    return summary


def _combination(
    made: Batch, into: str | None, order: list[str], *, duplex: bool, separator: str | None
) -> Combination | None:
    """How the letters are put together, if they are.

    Raises:
        ReportgenError: they cannot be.
    """
    from reportgen.batch.combined import Combination, check
    from reportgen.errors import SourceError

    if into is None:
        if order or duplex or separator:
            raise SourceError("--order, --duplex and --separator are of --combine", hint="write --combine letters.pdf")
        return None
    how = Combination(into, tuple(order), duplex, separator)
    check(how, made.records, [to for _, to in made.job.outputs])
    return how


def _gather(made: Batch, summary: Summary, how: Combination | None, into: str | None) -> None:
    """Put what is made together, as it was asked for.

    Raises:
        ReportgenError: it cannot be.
    """
    from reportgen.batch.combined import archive, combine
    from reportgen.errors import counted

    if how is not None:
        for one in combine(how, made.records, summary, made.job.root, made.job.brand):
            told = f"{counted(one.letters, 'letter')}, {counted(one.pages, 'page')}, {counted(one.sheets, 'sheet')}"
            typer.echo(f"{one.file}: {told}")
    if into is not None:
        typer.echo(f"{into}: {counted(archive(into, summary, made.job.root), 'file')}")


def _terminated(number: int, _frame: object) -> None:
    """End as an interrupt does, so that the account is written."""
    raise SystemExit(128 + number)


def _form(decimal: str | None, dates: str | None, header: int | None) -> DataForm:
    """What is said of the data."""
    from reportgen.content.table.datafiles import DataForm
    from reportgen.content.table.number_parsing import Spelling
    from reportgen.content.values import order_of_dates
    from reportgen.errors import SourceError

    if decimal not in (None, ",", "."):
        raise SourceError(f'"{decimal}" is no mark before decimals', hint='write --decimal "," or --decimal "."')
    try:
        order = order_of_dates(dates) if dates else ""
    except ValueError as error:
        message, _, hint = str(error).partition(" | ")
        raise SourceError(message, hint=hint) from error
    mark: Literal[",", "."] | None = decimal  # type: ignore[assignment]
    return DataForm(Spelling(mark, order), header)


def _tell_warnings(summary: Summary) -> None:
    """Each warning of records that are made once, with the records that it is about."""
    failed = {outcome.line for outcome in summary.failed}
    for warning, lines in summary.warnings.items():
        made = [line for line in lines if line not in failed]
        if made:
            whose = f"record {made[0]}" if len(made) == 1 else f"{len(made)} records, first {made[0]}"
            typer.echo(f"warning: {whose}: {warning}", err=True)


def _tell_files(summary: Summary) -> None:
    """Files that lie there and are not what this run would make."""
    from reportgen.errors import counted

    stale = [name for outcome in summary.failed for name in outcome.stale]
    for names, what in (
        (stale, "of records that failed now, made by an earlier run"),
        (summary.gone, "of records that are gone or have other names; --prune takes away what nobody has changed"),
    ):
        if names:
            more = f" and {len(names) - 3} more" if len(names) > 3 else ""
            typer.echo(f"warning: {counted(len(names), 'file')} {what}: {', '.join(names[:3])}{more}", err=True)
    if summary.pruned:
        typer.echo(f"{counted(len(summary.pruned), 'file')} taken away")


def _place(data: str, line: int) -> str:
    """Where a record stands, before what is wrong with it; nothing for a pipe."""
    return "" if data == "-" else f"{Path(data).name}:{line} "


def _rehearse(made: Batch, sample: int) -> None:
    from reportgen.backends.formats import format_named
    from reportgen.batch.output_names import part_name

    plan = made.rehearse(sample)
    many = [format_named(to).numbers(made.job.options) for _, to in made.job.outputs]
    for item in plan.items:
        named = zip(item.names, many, strict=True)
        shown = [f"{part_name(name, '-01')} …" if numbers else name for name, numbers in named]
        typer.echo(f"record {item.line}: {', '.join(shown)}")
    for outcome in plan.faults:
        typer.echo(f"record {outcome.line}: {outcome.reason}", err=True)
    typer.echo(f"{len(plan.items)} would be made, {len(plan.faults)} cannot be  ({made.job.root})")
    if plan.faults:
        raise typer.Exit(1)


def _teller() -> Callable[[Progress], None]:
    """Progress on one line of the terminal, at most ten times a second."""
    last = 0.0

    def tell(progress: Progress) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < 0.1 and progress.done < progress.total:
            return
        last = now
        minutes, left = divmod(int(progress.left), 60)
        told = f"{progress.done}/{progress.total}  {progress.rate:.1f}/s  {minutes}:{left:02} left"
        failed = f"  {progress.failed} failed" if progress.failed else ""
        sys.stderr.write(f"\r\x1b[K{told}{failed}")
        sys.stderr.flush()

    return tell


def _dask(address: str) -> Executor:
    from reportgen.errors import BackendError

    try:
        from distributed import Client
    except ImportError as error:
        raise BackendError("--cluster needs Dask", hint="pip install 'reportgen[cluster]'") from error
    try:
        executor: Executor = Client(address, timeout=10).get_executor()  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise BackendError(f"no scheduler answers at {address}", hint="look at the address") from error
    return executor

"""`reportgen batch`: a source and many records. Exit codes:

0 all made or unchanged, 1 some failed, 2 nothing begun or stopped by a full disk, 130 interrupted, 143 terminated.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from reportgen.cli.batch_progress import LogFile, all_of, as_events, each_minute, ended, on_terminal
from reportgen.cli.build import (
    AddOption,
    DpiOption,
    MarksOption,
    PdfProfileOption,
    PruneOption,
    SheetOption,
    deck_options,
    pdf_options,
    picture_options,
)
from reportgen.cli.records import ByOption, RelatedOption, with_related

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from reportgen.batch import Batch, Progress, Summary
    from reportgen.batch.combined import Combination
    from reportgen.batch.outcomes import Outcome
    from reportgen.batch.plan import SameNames
    from reportgen.batch.records import Records
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
    pdf_profile: PdfProfileOption = None,
    prune_layouts: PruneOption = False,
    add_layouts: AddOption = False,
    marks: MarksOption = False,
    jobs: Annotated[int, typer.Option("-j", "--jobs", help="Worker processes; 0 is one for each core.", min=0)] = 0,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything, show the names, make nothing.")] = False,
    full: Annotated[
        bool, typer.Option("--full", help="With --dry-run: lay everything out, too; also --dry-run=full.")
    ] = False,
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
    as_json: Annotated[
        bool, typer.Option("--json", help="Print a line of JSON for each record, and at the end.")
    ] = False,
    log: Annotated[Path | None, typer.Option(help="A file to which what happens is added, with the time.")] = None,
) -> None:
    """Make SOURCE once for each record of the data.

    What is unchanged since the last run is left alone. The journal (batch.journal) and the summary (batch.json) lie
    beside the outputs. Exit codes: 0 all made or unchanged, 1 some failed, 2 nothing was begun, or the disk is full:
    then --resume goes on. The data may be a part of a file: people.xlsx#Members!A3:D90.

    Example: reportgen batch june.yaml --data people.csv -o 'out/{region}/{name:slug}.pdf'
    """
    from reportgen.batch import Batch, read_records
    from reportgen.errors import SourceError

    if full and not dry_run:
        raise SourceError("--full is of --dry-run", hint="write --dry-run=full")
    options = [*picture_options(dpi, sheet), *pdf_options(profile=pdf_profile, marks=marks)]
    options += deck_options(prune_layouts=prune_layouts, add_layouts=add_layouts)
    form = _form(decimal, dates, header)
    records = with_related(read_records(data, form=form), related or [], by, form)
    _tell_remarks(records)
    made = Batch(source, records, out, brand=brand, kind=_kind(kind), options=options, same_names=_policy(same_names))
    how = _combination(made, combine, order or [], duplex=duplex, separator=separator)
    if dry_run:
        _rehearse(made, sample, data, full=full)
        return
    file = LogFile(log) if log is not None else None
    summary = _run(
        made,
        proof,
        cluster,
        {
            "jobs": jobs or os.cpu_count() or 1,
            "resume": resume,
            "retry_failed": retry_failed,
            "sample": sample,
            "strict": strict,
            "prune": prune,
            "operator": operator,
            "seconds": seconds,
            "memory": memory,
            "progress": _tellers(file, quiet=quiet, as_json=as_json),
        },
    )
    if file is not None:
        file.write(ended(summary))
    _tell_all(summary, data, quiet=quiet, as_json=as_json)
    _gather(made, summary, how, archive, aside=as_json)
    if not quiet and not as_json:
        counts = [f"{summary.count(status)} {status}" for status in ("made", "unchanged", "failed")]
        typer.echo(f"{', '.join(counts)}  ({made.job.root})")
    if summary.failed:
        raise typer.Exit(1)


def _kind(text: str | None) -> Literal["newsletter", "deck"] | None:
    """The publication that was asked for, if one was.

    Raises:
        SourceError: there is no such publication.
    """
    from reportgen.errors import SourceError

    if text not in (None, "newsletter", "deck"):
        raise SourceError(f'"{text}" cannot be made', hint="known: newsletter, deck")
    kind: Literal["newsletter", "deck"] | None = text  # type: ignore[assignment]
    return kind


def _tell_remarks(records: Records) -> None:
    """What of the data is not read as it stands there."""
    for remark in records.remarks:
        typer.echo(f"warning: {remark}", err=True)


def _tell_all(summary: Summary, data: str, *, quiet: bool, as_json: bool) -> None:
    """What became of the records, and of files that no record has."""
    if as_json:
        typer.echo(ended(summary))
    elif not quiet and sys.stderr.isatty():
        typer.echo("", err=True)  # The line that told how far it was ends here.
    _tell_failures(summary.failed, data)
    _tell_warnings(summary.warnings, {outcome.line for outcome in summary.failed})
    _tell_files(summary, aside=as_json)


def _policy(text: str) -> SameNames:
    """What becomes of records whose files would have one name.

    Raises:
        SourceError: it is nothing that can become of them.
    """
    from reportgen.errors import SourceError

    if text not in ("stop", "fail", "suffix"):
        raise SourceError(f'"{text}" is nothing to do with names', hint="known: stop, fail, suffix")
    policy: SameNames = text  # type: ignore[assignment]
    return policy


def _run(made: Batch, proof: int, cluster: str | None, how: RunChoices) -> Summary:
    """Make the records, or so many proofs, so that a signal to end lets the account be written."""
    executor = _dask(cluster) if cluster else None
    how = {**how, "executor": executor}
    before = signal.signal(signal.SIGTERM, _terminated)
    try:
        return _proof(made, proof, how) if proof else made.run(**how)
    finally:
        signal.signal(signal.SIGTERM, before)
        if executor is not None:
            executor.shutdown(wait=False)


def _tellers(file: LogFile | None, *, quiet: bool, as_json: bool) -> Callable[[Progress], None] | None:
    """Who is told how far it is."""
    tellers: list[Callable[[Progress], None]] = [file.tell] if file is not None else []
    if as_json:
        tellers.append(as_events())
    elif not quiet:
        tellers.append(on_terminal() if sys.stderr.isatty() else each_minute())
    return all_of(tellers)


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


def _gather(made: Batch, summary: Summary, how: Combination | None, into: str | None, *, aside: bool) -> None:
    """Put what is made together, as it was asked for.

    Raises:
        ReportgenError: it cannot be.
    """
    from reportgen.batch.combined import archive, combine
    from reportgen.errors import counted

    if how is not None:
        for one in combine(how, made.records, summary, made.job.root, made.job.brand):
            told = f"{counted(one.letters, 'letter')}, {counted(one.pages, 'page')}, {counted(one.sheets, 'sheet')}"
            typer.echo(f"{one.file}: {told}", err=aside)
    if into is not None:
        typer.echo(f"{into}: {counted(archive(into, summary, made.job.root), 'file')}", err=aside)


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


def _tell_warnings(warnings: Mapping[str, Sequence[int]], failed: Container[int]) -> None:
    """Each warning of records that are made once, with the records that it is about."""
    for warning, lines in warnings.items():
        made = [line for line in lines if line not in failed]
        if made:
            whose = f"record {made[0]}" if len(made) == 1 else f"{len(made)} records, first {made[0]}"
            typer.echo(f"warning: {whose}: {warning}", err=True)


MANY = 5
"""Records of one fault that are named one by one."""


def _tell_failures(failed: Iterable[Outcome], data: str) -> None:
    """Each failure with its record; one that many have is told once."""
    reasons: dict[str, list[int]] = {}
    for outcome in failed:
        reasons.setdefault(outcome.reason, []).append(outcome.line)
    for reason, lines in reasons.items():
        if len(lines) > MANY:
            first = ", ".join(map(str, lines[:3]))
            typer.echo(f"{_place(data, lines[0])}records {first} and {len(lines) - 3} more: {reason}", err=True)
        else:
            for line in lines:
                typer.echo(f"{_place(data, line)}record {line}: {reason}", err=True)


def _tell_files(summary: Summary, *, aside: bool) -> None:
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
        typer.echo(f"{counted(len(summary.pruned), 'file')} taken away", err=aside)


def _place(data: str, line: int) -> str:
    """Where a record stands, before what is wrong with it; nothing for a pipe."""
    return "" if data == "-" else f"{Path(data).name}:{line} "


def _rehearse(made: Batch, sample: int, data: str, *, full: bool) -> None:
    """Say what a run would make, what it could not, and what it would warn of."""
    from reportgen.backends.formats import format_named
    from reportgen.batch.output_names import part_name

    plan = made.rehearse(sample, full=full)
    many = [format_named(to).numbers(made.job.options) for _, to in made.job.outputs]
    for item in plan.items:
        named = zip(item.names, many, strict=True)
        shown = [f"{part_name(name, '-01')} …" if numbers else name for name, numbers in named]
        typer.echo(f"record {item.line}: {', '.join(shown)}")
    _tell_failures(plan.faults, data)
    _tell_warnings(plan.warnings, ())
    typer.echo(f"{len(plan.items)} would be made, {len(plan.faults)} cannot be  ({made.job.root})")
    if plan.faults:
        raise typer.Exit(1)


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

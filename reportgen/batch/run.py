"""A whole batch: everything is checked, then made, each item by itself, and accounted for."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal, TypedDict, Unpack

from reportgen.api import Kind
from reportgen.backends.formats import FormatName, check_options, format_named
from reportgen.backends.options import Options
from reportgen.batch.fingerprint import FileDigests, fingerprint_of
from reportgen.batch.given_executor import made_on
from reportgen.batch.jobs import Item, ItemMaker, Job, Result, unwritten
from reportgen.batch.journal import Journal, JournalEntry, full_disk
from reportgen.batch.outcomes import Outcome, Progress, State, Status, Summary
from reportgen.batch.output_folder import Place
from reportgen.batch.output_names import Pattern, left_over, read_pattern
from reportgen.batch.plan import Plan, check_columns, check_names, sampled
from reportgen.batch.pool import Pool
from reportgen.batch.records import Record, records_of
from reportgen.document import personal_parts, read_source, template_of
from reportgen.errors import ReportgenError, SourceError, SourceRemark, raise_all
from reportgen.faults import as_ours
from reportgen.source.project import find_project
from reportgen.source.written import Printed, Written
from reportgen.structs import replace


class RunChoices(TypedDict, total=False):
    """What a caller of `Batch.run` may choose; see there."""

    jobs: int
    executor: Executor | None
    resume: bool
    retry_failed: bool
    sample: int
    strict: bool
    seconds: float
    memory: int
    journal: str | Path | None
    progress: Callable[[Progress], None] | None


class Batch:
    """A source and the records that it is made for.

    Args:
        source: a path; workers read it too.
        records: `read_records(…)`, or mappings.
        out: patterns such as ``out/{region}/{slug}.pdf``; the endings say the formats. All lie in one folder.
        brand: a brand's name or file, instead of the source's.
        kind: what to make, instead of the publication whose main form the format is, or a newsletter.
        options: settings of the formats, such as ``PictureOptions(dpi=96)``.

    Raises:
        ReportgenError: source, brand or patterns are wrong.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     source = Path(folder) / "june.yaml"
    ...     _ = source.write_text("title: June\\nsections: [{type: quote, quote: 'Hello, {{ name }}.'}]")
    ...     summary = Batch(source, [{"name": "Ann"}, {"name": "Bo"}], f"{folder}/{{name}}.pdf").run(jobs=1)
    ...     summary.count("made"), sorted(path.name for path in Path(folder).glob("*.pdf"))
    (2, ['Ann.pdf', 'Bo.pdf'])
    """

    def __init__(
        self,
        source: str | Path,
        records: Iterable[Record | Mapping[str, Any]],
        out: str | Sequence[str],
        *,
        brand: str | None = None,
        kind: Kind | None = None,
        options: Iterable[Options] = (),
    ) -> None:
        self.records = records_of(records)
        self.patterns = _together([read_pattern(one) for one in ([out] if isinstance(out, str) else out)])
        outputs = tuple(_output(pattern, kind) for pattern in self.patterns)
        settings = tuple(options)
        check_options((pattern.format for pattern in self.patterns), settings)
        tree, base, _ = read_source(Path(source))
        project = find_project(base)
        self._template = template_of(tree)
        self._files = FileDigests(project, base)
        root = self.patterns[0].root
        made_from = (*outputs, *map(repr, settings))
        try:
            fingerprint = fingerprint_of(Path(source), base, project, brand, made_from, tree)
        except ReportgenError as error:
            raise_all([error, *self._other_faults(base)])
            raise
        self.job = Job(
            source=str(Path(source).resolve()),
            brand=brand,
            outputs=outputs,
            root=root if "://" in root else str(Path(root).resolve()),
            fingerprint=fingerprint,
            options=settings,
        )

    def _other_faults(self, base: Path) -> Iterator[ReportgenError]:
        """What else is wrong where no batch can be made: fields that no data fill, or faults of a record."""
        try:
            check_columns(self.records, self._template.needed, self.patterns)
            for record in self.records[:1]:
                personal_parts(self._template, record.values, base, "").whole()
        except ReportgenError as error:
            yield from error.each

    # --- before anything is made

    def plan(self, sample: int = 0) -> Plan:
        """Check every record against the fields used, and prove the names; with `sample`, only so many records.

        Raises:
            ReportgenError: no record has a field that the source needs, or two records have the same name.
        """
        check_columns(self.records, self._template.needed, self.patterns)
        items: list[Item] = []
        faults: list[Outcome] = []
        for record in sampled(self.records, sample):
            names: tuple[str, ...] = ()
            try:
                if record.fault:
                    raise SourceError(record.fault)
                names = self._names(record)
                items.append(self._item(record, names))
            except Exception as error:  # whatever it is, it costs this record alone
                faults.append(Outcome(record.line, names, "failed", str(as_ours(error))))
        check_names(items)
        return Plan(tuple(items), tuple(faults))

    def rehearse(self, sample: int = 0) -> Plan:
        """What a run would make, every record read and checked as it would be; only whether it fits is not known.

        Raises:
            ReportgenError: as `plan`.
        """
        plan = self.plan(sample)
        maker = ItemMaker(self.job)
        items: list[Item] = []
        faults = list(plan.faults)
        for item in plan.items:
            try:
                maker.document(item.values)
                items.append(item)
            except Exception as error:  # whatever it is, it costs this record alone
                faults.append(Outcome(item.line, item.names, "failed", str(as_ours(error))))
        return Plan(tuple(items), tuple(sorted(faults, key=lambda fault: fault.line)))

    def _names(self, record: Record) -> tuple[str, ...]:
        """The names of a record's files."""
        names = tuple(pattern.fill(record.values, record.line) for pattern in self.patterns)
        for name in names:
            Place(self.job.root).check_inside(name)
        return names

    def _item(self, record: Record, names: tuple[str, ...]) -> Item:
        """A record with the names of its files, and the digest of all that it is made from."""
        tree = self._template.expand(record.values).tree
        digest = hashlib.sha256(self.job.fingerprint.encode())
        digest.update(json.dumps(names).encode())
        values = {key: _identity(value) for key, value in record.values.items()}
        digest.update(json.dumps(values, sort_keys=True, default=_spelled).encode())
        for file in self._files.of(tree.value):
            digest.update(file.encode())
        return Item(record.line, record.values, names, digest.hexdigest())

    # --- making

    def run(self, **choices: Unpack[RunChoices]) -> Summary:
        """Make what is not made yet; write the journal, `batch.json` and `batch.csv` beside the outputs.

        The account of a sample is `batch-sample.json` and `.csv`. It is written when the run begins, and at its end
        whatever ends it; one that says that it is running, when nothing runs, is of a run that was killed.

        Args:
            choices: all may be left out.

                - `jobs`: worker processes; 1 if it is left out.
                - `executor`: any `concurrent.futures.Executor`, instead of worker processes; limits are its own affair.
                - `resume`: go on with the last run; what it had made or failed is not tried again.
                - `retry_failed`: make only what failed last time.
                - `sample`: only so many records, evenly taken.
                - `strict`: records of which there is something to look at fail, and data of which there is stops all.
                - `seconds`: the longest that an item may take; 60 if it is left out.
                - `memory`: MB of address space for each worker (POSIX), 2048 if it is left out; 0 for no limit.
                - `journal`: its file, where the outputs are on no local disk.
                - `progress`: is told how far the batch is, after each item.

        Raises:
            ReportgenError: the plan is wrong, or another run is at work, and nothing was begun; or the disk is full,
                and the run can be resumed.
        """
        self.job = replace(self.job, strict=choices.get("strict", False))
        if self.job.strict:
            raise_all(SourceError(one.message, one.where, one.hint) for one in self.records.remarks)
        sample = choices.get("sample", 0)
        plan = self.plan(sample)
        place = Place(self.job.root)
        resume, retry_failed = choices.get("resume", False), choices.get("retry_failed", False)
        with Journal(self._journal_path(choices.get("journal")), resume=resume or retry_failed) as journal:
            earlier = _Earlier(journal, place, self.job.strict, resume=resume, retry_failed=retry_failed)
            account = _Account(plan, place, "batch-sample" if sample else "batch", self.records.remarks)
            account.enter(known for item in plan.items if (known := earlier.outcome(item)) is not None)
            _enter_faults(plan.faults, journal, place)
            account.write("running")
            try:
                results = self._results([item for item in plan.items if item.line not in account.ended], choices)
                teller = _Teller(account, choices.get("progress"))
                for item, result in results:
                    outcome = _entered(item, result, journal, place)
                    account.enter([outcome])
                    teller.tell(outcome)
            except BaseException:
                with suppress(ReportgenError):  # what has stopped the run is told, and not that its account is lost
                    account.write("stopped")
                raise
        return account.write("complete")

    def _journal_path(self, given: str | Path | None) -> Path:
        if given is not None:
            return Path(given)
        if "://" in self.job.root:
            return Path(f"batch-{hashlib.sha256(self.job.root.encode()).hexdigest()[:12]}.journal")
        return Path(self.job.root) / "batch.journal"

    def _results(self, items: list[Item], choices: RunChoices) -> Iterator[tuple[Item, Result]]:
        """The items and how they ended, from worker processes or from the caller's executor."""
        if not items:
            return
        executor = choices.get("executor")
        if executor is not None:
            yield from made_on(executor, self.job, items)
            return
        workers = max(1, min(choices.get("jobs", 1), len(items)))
        yield from Pool(self.job, workers, choices.get("seconds", 60.0), choices.get("memory", 2048)).run(items)


class _Earlier:
    """What earlier runs know of the items of this one."""

    def __init__(self, journal: Journal, place: Place, strict: bool, *, resume: bool, retry_failed: bool) -> None:
        self.journal = journal
        self.place = place
        self.strict = strict
        self.resume = resume
        self.retry_failed = retry_failed
        self._nameless = "" in journal.own
        """Whether the last run had records that failed before their files had names."""

    def outcome(self, item: Item) -> Outcome | None:
        """What became of an item before this run began; None where it is to be made."""
        entry = self.journal.last(item.name)
        if self.retry_failed:
            return self._unless_failed(item, entry)
        if entry is None or entry.key != item.key:
            return None
        resumed = self.resume and item.name in self.journal.own
        if entry.status == "failed":
            return Outcome(item.line, item.names, "failed", entry.reason) if resumed else None
        if not self._is_there(entry):
            return None
        return _kept(item, entry, "made" if resumed else "unchanged")

    def _unless_failed(self, item: Item, entry: JournalEntry | None) -> Outcome | None:
        """None for what failed or is not there: it is made with what its record says now. All else is left alone.

        Of a record that failed because it could not be read, no name is known. Where there was one, each that has
        changed may be the one that was mended.
        """
        if entry is None or entry.status == "failed" or not self._is_there(entry):
            return None
        if entry.key == item.key:
            return _kept(item, entry, "unchanged")
        return None if self._nameless else _kept(item, entry, "unchanged", STALE)

    def _is_there(self, entry: JournalEntry) -> bool:
        """Whether the files lie where they were written, as they were written."""
        if self.strict and entry.warnings:
            return False  # it is made again, and fails
        return bool(entry.files) and all(self.place.digest(name) == found for name, found in entry.files.items())


STALE = "it is of a record or a template that has changed since; run without --retry-failed to make it again"
"""The warning for a file that was left alone and would be another one now."""


def _kept(item: Item, entry: JournalEntry, status: Status, *more: str) -> Outcome:
    """What became of an item in an earlier run, of which the files are still there."""
    files = entry.files
    return Outcome(item.line, tuple(files), status, "", (*entry.warnings, *more), tuple(files.values()))


def _entered(item: Item, result: Result, journal: Journal, place: Place) -> Outcome:
    """Put what an item became in its place, and enter it in the journal."""
    if result.blobs:
        result = _written(result, place)
    if result.full:
        raise full_disk(place.root, result.reason)
    if not result.reason:
        _clear(journal.last(item.name), result, place)
    files = dict(result.files)
    status: Literal["made", "failed"] = "failed" if result.reason else "made"
    entry = JournalEntry(item.name, item.key, item.line, status, files, result.reason, result.warnings)
    _add(journal, entry, place)
    names = item.names if result.reason else tuple(files)
    return Outcome(item.line, names, status, result.reason, result.warnings, tuple(files.values()))


def _enter_faults(faults: Iterable[Outcome], journal: Journal, place: Place) -> None:
    """Enter in the journal the records that cannot be made: `retry_failed` takes them when they are mended."""
    for fault in faults:
        _add(
            journal,
            JournalEntry(fault.names[0] if fault.names else "", "", fault.line, "failed", {}, fault.reason),
            place,
        )


def _add(journal: Journal, entry: JournalEntry, place: Place) -> None:
    try:
        journal.add(entry)
    except OSError as error:
        raise full_disk(place.root, error.strerror or str(error)) from error


class _Account:
    """What is known of the records of a run; it is written beside the outputs as JSON and as CSV."""

    def __init__(self, plan: Plan, place: Place, name: str, remarks: Iterable[SourceRemark]) -> None:
        self.total = len(plan.items) + len(plan.faults)
        self.ended: dict[int, Outcome] = {fault.line: fault for fault in plan.faults}
        self.place = place
        self.name = name
        self.remarks = tuple(map(str, remarks))

    def enter(self, outcomes: Iterable[Outcome]) -> None:
        """Note what became of records."""
        self.ended.update({outcome.line: outcome for outcome in outcomes})

    def write(self, state: State) -> Summary:
        """Write what is known.

        Raises:
            BackendError: there is no room for it.
        """
        outcomes = tuple(self.ended[line] for line in sorted(self.ended))
        summary = Summary(outcomes, self.remarks, state, self.total - len(outcomes))
        try:
            self.place.write(f"{self.name}.json", summary.as_json().encode())
            self.place.write(f"{self.name}.csv", summary.as_csv().encode("utf-8-sig"))
        except OSError as error:
            raise full_disk(self.place.root, error.strerror or str(error)) from error
        return summary


class _Teller:
    """Tells the caller after each item how far the batch is."""

    def __init__(self, account: _Account, progress: Callable[[Progress], None] | None) -> None:
        self.account = account
        self.failed = sum(outcome.status == "failed" for outcome in account.ended.values())
        self.worked = 0
        self.begun = time.monotonic()
        self.progress = progress

    def tell(self, outcome: Outcome) -> None:
        self.worked += 1
        self.failed += outcome.status == "failed"
        if self.progress is not None:
            seconds = time.monotonic() - self.begun
            account = self.account
            self.progress(Progress(len(account.ended), account.total, self.failed, seconds, self.worked))


def _output(pattern: Pattern, kind: Kind | None) -> tuple[Kind, FormatName]:
    return kind or format_named(pattern.format).main or "newsletter", pattern.format


def _written(result: Result, place: Place) -> Result:
    try:
        for name, blob in result.blobs.items():
            place.write(name, blob)
    except OSError as error:
        return unwritten(error, place.root)
    return replace(result, blobs={})


def _clear(before: JournalEntry | None, result: Result, place: Place) -> None:
    """Take away the pages that a record became in the last run and has no more, unless somebody has changed them."""
    if before is None:
        return
    for name in left_over(before.files, result.files):
        if place.digest(name) == before.files[name]:
            with suppress(OSError):  # a file that stays is no fault of the record
                place.remove(name)


def _together(patterns: list[Pattern]) -> list[Pattern]:
    """Patterns below one root: the folder that all have in common."""
    if not patterns:
        raise SourceError("there is no pattern for outputs", hint="write -o 'out/{slug}.pdf'")
    roots = {pattern.root for pattern in patterns}
    if len(roots) > 1:
        raise SourceError(
            f"the outputs lie in several folders: {', '.join(sorted(roots))}", hint="let all patterns begin alike"
        )
    return patterns


def _spelled(value: object) -> str:
    return f"{type(value).__name__} {value}"


def _identity(value: Any) -> Any:
    """All that a value of a record is: what it means, and how it is printed."""
    if isinstance(value, Mapping):
        return {str(key): _identity(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_identity(inner) for inner in value]
    if isinstance(value, Written):
        return [str(value), value.meant]
    return [value.plain, repr(vars(value))] if isinstance(value, Printed) else value

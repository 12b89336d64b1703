"""A whole batch: everything is checked, then made, each item by itself, and accounted for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from pathlib import Path
from typing import Any, TypedDict, Unpack

from reportgen.api import Kind
from reportgen.backends.formats import FormatName, check_options, format_named
from reportgen.backends.options import Options
from reportgen.batch.account import Account, Teller, foreseen, write_summary
from reportgen.batch.fingerprint import FileDigests, fingerprint_of
from reportgen.batch.given_executor import made_on
from reportgen.batch.jobs import Item, ItemMaker, Job, Result
from reportgen.batch.journal import Journal, JournalEntry
from reportgen.batch.leftovers import lying
from reportgen.batch.outcomes import Outcome, Progress, Status, Summary
from reportgen.batch.output_folder import Place
from reportgen.batch.output_names import Pattern, read_pattern
from reportgen.batch.plan import Named, Plan, SameNames, check_columns, check_names, sampled, told_apart
from reportgen.batch.pool import Pool
from reportgen.batch.proof import Proof, chosen, write_sheet
from reportgen.batch.records import Record, Records, records_of
from reportgen.document import personal_parts, read_source, template_of
from reportgen.errors import ReportgenError, SourceError, raise_all
from reportgen.faults import as_ours
from reportgen.source.project import find_project
from reportgen.source.written import Printed, Written
from reportgen.structs import replace


class BatchChoices(TypedDict, total=False):
    """What else may be said of a batch; see `Batch`."""

    brand: str | None
    kind: Kind | None
    options: Iterable[Options]
    same_names: SameNames


class RunChoices(TypedDict, total=False):
    """What a caller of `Batch.run` may choose; see there."""

    jobs: int
    executor: Executor | None
    resume: bool
    retry_failed: bool
    sample: int
    lines: frozenset[int]
    strict: bool
    prune: bool
    operator: str
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
        choices: all may be left out.

            - `brand`: a brand's name or file, instead of the source's.
            - `kind`: what to make, instead of the publication whose main form the format is, or a newsletter.
            - `options`: settings of the formats, such as ``PictureOptions(dpi=96)``.
            - `same_names`: what becomes of records whose files would have one name: ``"stop"``, those alone ``"fail"``,
              or a ``"suffix"`` after the names of all but the first.

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
        **choices: Unpack[BatchChoices],
    ) -> None:
        self.records = records_of(records)
        self.same_names = choices.get("same_names", "stop")
        brand, kind = choices.get("brand"), choices.get("kind")
        self.patterns = _together([read_pattern(one) for one in ([out] if isinstance(out, str) else out)])
        outputs = tuple(_output(pattern, kind) for pattern in self.patterns)
        settings = tuple(choices.get("options", ()))
        check_options((pattern.format for pattern in self.patterns), settings)
        tree, base, _ = read_source(Path(source))
        project = find_project(base)
        self._template = template_of(tree)
        if self._template.columns:
            named = [replace(one, values=self._template.named(one.values)) for one in self.records]
            self.records = Records(named, self.records.remarks)
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

    def plan(self, sample: int = 0, lines: frozenset[int] = frozenset()) -> Plan:
        """Check every record against the fields used, and prove the names; with `sample`, only so many records, with
        `lines`, only those.

        Raises:
            ReportgenError: no record has a field that the source needs, or two records have the same name.
        """
        check_columns(self.records, self._template.needed, self.patterns)
        items: list[Item] = []
        faults: list[Outcome] = []
        named = told_apart([self._named(record) for record in self.records], self.same_names)
        for one in sampled(named, sample, lines):
            record, names = one.record, one.names
            try:
                if one.fault:
                    raise SourceError(one.fault)
                items.append(self._item(record, names))
            except Exception as error:  # whatever it is, it costs this record alone
                faults.append(Outcome(record.line, names, "failed", str(as_ours(error))))
        check_names(items)
        known = frozenset(one.names[0] for one in named if one.names)
        return Plan(tuple(items), tuple(faults), known, bool(sample or lines))

    def rehearse(self, sample: int = 0, *, full: bool = False) -> Plan:
        """What a run would make, every record read and checked as it would be, and what it would warn of.

        Whether it fits is known only where every record is laid out, too, which is what `full` asks for. The account is
        `batch-dry-run.json` and `.csv`, in which what a run would make is `planned`; no other file is touched.

        Raises:
            ReportgenError: as `plan`; or there is no room for the account.
        """
        plan = self.plan(sample)
        maker = ItemMaker(self.job)
        items: list[Item] = []
        faults = list(plan.faults)
        warnings: dict[str, list[int]] = {}
        for item in plan.items:
            try:
                told = maker.rehearsed(item.values, full=full)
                items.append(item)
            except Exception as error:  # whatever it is, it costs this record alone
                faults.append(Outcome(item.line, item.names, "failed", str(as_ours(error))))
                continue
            for warning in told:
                warnings.setdefault(warning, []).append(item.line)
        found = replace(
            plan,
            items=tuple(items),
            faults=tuple(sorted(faults, key=lambda fault: fault.line)),
            warnings={warning: tuple(lines) for warning, lines in warnings.items()},
        )
        write_summary(foreseen(found, self.job, self.records.remarks), Place(self.job.root), "batch-dry-run")
        return found

    def proof(self, count: int, **choices: Unpack[RunChoices]) -> tuple[Summary, list[Proof], list[str]]:
        """Make the records that show most of what can differ, and a contact sheet of them (`proof.png`, `proof.csv`).

        Gives what became of them, which they are, and what there was no room for.

        Raises:
            ReportgenError: as `run`; or pypdfium2 is missing.
        """
        check_columns(self.records, self._template.needed, self.patterns)
        proofs, left = chosen(self._template, self.records, count)
        choices["lines"] = frozenset(one.record.line for one in proofs)
        summary = self.run(**choices)
        items = {item.line: item for item in self.plan(lines=choices["lines"]).items}
        write_sheet(ItemMaker(self.job), proofs, items, Place(self.job.root))
        return summary, proofs, left

    def _named(self, record: Record) -> Named:
        """A record with the names of its files."""
        if record.fault:
            return Named(record, fault=record.fault)
        try:
            names = tuple(pattern.fill(record.values, record.line) for pattern in self.patterns)
            for name in names:
                Place(self.job.root).check_inside(name)
        except Exception as error:  # whatever it is, it costs this record alone
            return Named(record, fault=str(as_ours(error)))
        return Named(record, names)

    def _item(self, record: Record, names: tuple[str, ...]) -> Item:
        """A record with the names of its files, and the digest of all that it is made from."""
        tree = self._template.expand(record.values).tree
        values = {key: _identity(value) for key, value in record.values.items()}
        data = hashlib.sha256(json.dumps(values, sort_keys=True, default=_spelled).encode())
        for file in self._files.of(tree.value):
            data.update(file.encode())
        key = hashlib.sha256(f"{self.job.fingerprint}{json.dumps(names)}{data.hexdigest()}".encode())
        return Item(record.line, record.values, names, key.hexdigest(), data.hexdigest())

    # --- making

    def run(self, **choices: Unpack[RunChoices]) -> Summary:
        """Make what is not made yet; write the journal, `batch.json` and `batch.csv` beside the outputs.

        The account of a sample is `batch-sample.json` and `.csv`. Files of records that fail now (`stale`), and of
        records that are `gone` or renamed, stand in it. It is written when the run begins, and at its end
        whatever ends it; one that says that it is running, when nothing runs, is of a run that was killed.

        Args:
            choices: all may be left out.

                - `jobs`: worker processes; 1 if it is left out.
                - `executor`: any `concurrent.futures.Executor`, instead of worker processes; limits are its own affair.
                - `resume`: go on with the last run; what it had made or failed is not tried again.
                - `retry_failed`: make only what failed last time.
                - `sample`: only so many records, evenly taken.
                - `lines`: only the records of these lines.
                - `strict`: records of which there is something to look at fail, and data of which there is stops all.
                - `prune`: take away the files of records that are gone or renamed, unless somebody has changed them.
                - `operator`: who runs it, for the account.
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
        plan = self.plan(sample, choices.get("lines", frozenset()))
        place = Place(self.job.root)
        resume, retry_failed = choices.get("resume", False), choices.get("retry_failed", False)
        with Journal(self._journal_path(choices.get("journal")), resume=resume or retry_failed) as journal:
            earlier = _Earlier(journal, place, self.job.strict, resume=resume, retry_failed=retry_failed)
            account = Account(plan, place, journal, self.job, choices.get("operator", ""))
            account.remark(self.records.remarks)
            account.know(earlier.outcome(item) for item in plan.items)
            account.fail(plan.faults)
            account.write("running")
            try:
                teller = Teller(account, choices.get("progress"))
                teller.say(*plan.faults)
                for item, result in self._results(
                    [one for one in plan.items if one.line not in account.ended], choices
                ):
                    teller.tell(account.enter(item, result))
                if choices.get("prune", False):
                    account.prune()
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
            stale = tuple(lying(entry, self.place))
            return Outcome(item.line, item.names, "failed", entry.reason, stale=stale) if resumed else None
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
    names, digests, warnings = tuple(entry.files), tuple(entry.files.values()), (*entry.warnings, *more)
    return Outcome(item.line, names, status, "", warnings, digests, (), entry.key, entry.facts)


def _output(pattern: Pattern, kind: Kind | None) -> tuple[Kind, FormatName]:
    return kind or format_named(pattern.format).main or "newsletter", pattern.format


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

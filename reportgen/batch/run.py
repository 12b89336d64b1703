"""A whole batch: everything is checked, then made, each item by itself, and accounted for."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import suppress
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Literal

from reportgen.api import Kind
from reportgen.backends.formats import FormatName, check_options, format_named
from reportgen.backends.options import Options
from reportgen.batch.jobs import Item, Job, Result, make
from reportgen.batch.journal import Entry, Journal
from reportgen.batch.names import Pattern, left_over, read_pattern, same
from reportgen.batch.places import Place
from reportgen.batch.pool import Pool
from reportgen.batch.records import Record, records_of
from reportgen.brand import find_brand, load_brand
from reportgen.document import read_source, template_of
from reportgen.errors import AssetError, BackendError, ReportgenError, SourceError, Where, raise_all
from reportgen.shipped import shipped
from reportgen.source.expressions import missing_field
from reportgen.source.project import Project, find_project

Status = Literal["made", "unchanged", "failed"]
WINDOW = 64
"""Items that an executor is given ahead."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a record."""

    line: int
    names: tuple[str, ...]
    status: Status
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """A batch, accounted for in the order of its records."""

    outcomes: tuple[Outcome, ...]

    def count(self, status: Status) -> int:
        return sum(outcome.status == status for outcome in self.outcomes)

    @property
    def failed(self) -> tuple[Outcome, ...]:
        return tuple(outcome for outcome in self.outcomes if outcome.status == "failed")

    def as_json(self) -> str:
        counts = {status: self.count(status) for status in ("made", "unchanged", "failed")}
        items = [
            {"line": o.line, "files": list(o.names), "status": o.status, **({"reason": o.reason} if o.reason else {})}
            for o in self.outcomes
        ]
        return json.dumps({**counts, "items": items}, ensure_ascii=False, indent=1) + "\n"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch is; `rate` is items made or failed a second in this run."""

    done: int
    total: int
    failed: int
    seconds: float
    worked: int

    @property
    def rate(self) -> float:
        return self.worked / self.seconds if self.seconds > 0 else 0.0

    @property
    def left(self) -> float:
        """Seconds until the end, at this rate."""
        return (self.total - self.done) / self.rate if self.rate else 0.0


@dataclass(frozen=True, slots=True)
class Plan:
    """What a batch would make, and the records that cannot be made."""

    items: tuple[Item, ...]
    faults: tuple[Outcome, ...]


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
        given = list(records)
        rows = [record for record in given if isinstance(record, Record)]
        self.records = rows if len(rows) == len(given) else records_of(r for r in given if not isinstance(r, Record))
        patterns = [read_pattern(one) for one in ([out] if isinstance(out, str) else out)]
        self.patterns = _together(patterns)
        outputs: list[tuple[Kind, FormatName]] = [
            (kind or format_named(p.format).main or "newsletter", p.format) for p in self.patterns
        ]
        settings = tuple(options)
        check_options((p.format for p in self.patterns), settings)
        self._tree, self._base, _ = read_source(Path(source))
        self._template = template_of(self._tree)
        self._project = find_project(self._base)
        self._pictures: dict[str, str] = {}
        root = self.patterns[0].root
        self.job = Job(
            source=str(Path(source).resolve()),
            brand=brand,
            outputs=tuple(outputs),
            root=root if "://" in root else str(Path(root).resolve()),
            fingerprint=_fingerprint(
                Path(source), self._base, self._project, brand, (*outputs, *map(repr, settings)), self._tree.value
            ),
            options=settings,
        )

    # --- before anything is made

    def plan(self, sample: int = 0) -> Plan:
        """Check every record against the fields used, and prove the names; with `sample`, only so many records.

        Raises:
            ReportgenError: no record has a field that the source needs, or two records have the same name.
        """
        self._check_columns()
        records = self.records
        if 0 < sample < len(records):
            step = (len(records) - 1) / max(1, sample - 1)
            records = [records[round(number * step)] for number in range(sample)]
        items: list[Item] = []
        faults: list[Outcome] = []
        for record in records:
            try:
                if record.fault:
                    raise SourceError(record.fault)
                items.append(self._item(record))
            except ReportgenError as error:
                faults.append(Outcome(record.line, (), "failed", str(error)))
        self._check_unique(items)
        return Plan(tuple(items), tuple(faults))

    def _check_columns(self) -> None:
        known = list(dict.fromkeys(key for record in self.records for key in record.values))
        problems: list[ReportgenError] = []
        for name, where in self._template.needed.items():
            if name not in known:
                _, hint = missing_field(name, known)
                problems.append(SourceError(f'the data has no column "{name}"', where, hint))
        for pattern in self.patterns:
            for name in pattern.fields:
                if name not in known:
                    _, hint = missing_field(name, known)
                    problems.append(SourceError(f'the data has no column "{name}"', Where(path=pattern.name), hint))
        raise_all(problems)

    def _item(self, record: Record) -> Item:
        names = tuple(pattern.fill(record.values, record.line) for pattern in self.patterns)
        for name in names:
            Place(self.job.root).check_inside(name)
        tree = self._template.expand(record.values).tree
        digest = hashlib.sha256(self.job.fingerprint.encode())
        digest.update(json.dumps(names).encode())
        digest.update(json.dumps(record.values, sort_keys=True, default=_spelled).encode())
        for picture in sorted(set(_files(tree.value))):
            digest.update(self._picture(picture).encode())
        return Item(record.line, record.values, names, digest.hexdigest())

    def _picture(self, name: str) -> str:
        if name not in self._pictures:
            try:
                path = self._project.resolve(name, self._base)
                self._pictures[name] = hashlib.sha256(path.read_bytes()).hexdigest()
            except (AssetError, OSError):
                self._pictures[name] = "missing"  # an error of the item, which says more
        return self._pictures[name]

    def _check_unique(self, items: Iterable[Item]) -> None:
        seen: dict[str, int] = {}
        problems: list[ReportgenError] = []
        for item in items:
            for name in item.names:
                first = seen.setdefault(same(name), item.line)
                if first != item.line or list(map(same, item.names)).count(same(name)) > 1:
                    problems.append(
                        SourceError(
                            f'records {first} and {item.line} would both be "{name}"',
                            hint="put a field into the pattern that tells them apart, such as {line}",
                        )
                    )
        folders: set[str] = set()
        for name in seen:
            parts = name.split("/")
            folders.update("/".join(parts[:size]) for size in range(1, len(parts)))
        problems += [
            SourceError(f'record {line} would be a file "{name}", which is a folder of others')
            for name, line in seen.items()
            if name in folders
        ]
        raise_all(problems)

    # --- making

    def run(
        self,
        *,
        jobs: int = 1,
        executor: Executor | None = None,
        resume: bool = False,
        retry_failed: bool = False,
        sample: int = 0,
        seconds: float = 60.0,
        memory: int = 2048,
        journal: str | Path | None = None,
        progress: Callable[[Progress], None] | None = None,
    ) -> Summary:
        """Make what is not made yet; write the journal and `batch.json` beside the outputs.

        Args:
            jobs: worker processes.
            executor: any `concurrent.futures.Executor`, instead of worker processes; limits are its own affair.
            resume: go on with the last run; what it had made or failed is not tried again.
            retry_failed: make only what failed last time.
            sample: only so many records, evenly taken.
            seconds: the longest that an item may take.
            memory: MB of address space for each worker (POSIX); 0 for no limit.
            journal: its file, where the outputs are on no local disk.
            progress: is told how far the batch is, after each item.

        Raises:
            ReportgenError: the plan is wrong, or another run is at work; nothing was begun.
        """
        plan = self.plan(sample)
        place = Place(self.job.root)
        with Journal(self._journal_path(journal), resume=resume or retry_failed) as log:
            ended: dict[int, Outcome] = {fault.line: fault for fault in plan.faults}
            todo: list[Item] = []
            for item in plan.items:
                known = self._known(item, log, place, resume=resume, retry_failed=retry_failed)
                if known is None:
                    todo.append(item)
                else:
                    ended[item.line] = known
            begun = time.monotonic()
            total = len(plan.items) + len(plan.faults)
            failed = sum(outcome.status == "failed" for outcome in ended.values())
            for worked, (item, result) in enumerate(self._results(todo, jobs, executor, seconds, memory), 1):
                if result.blobs:
                    result = _written(result, place)
                if not result.reason:
                    _clear(log.own.get(item.name) or log.earlier.get(item.name), result, place)
                status: Literal["made", "failed"] = "failed" if result.reason else "made"
                log.add(Entry(item.name, item.key, item.line, status, dict(result.files), result.reason))
                names = tuple(result.files) if status == "made" else item.names
                ended[item.line] = Outcome(item.line, names, status, result.reason)
                failed += status == "failed"
                if progress is not None:
                    progress(Progress(len(ended), total, failed, time.monotonic() - begun, worked))
        summary = Summary(tuple(ended[line] for line in sorted(ended)))
        place.write("batch.json", summary.as_json().encode())
        return summary

    def _journal_path(self, given: str | Path | None) -> Path:
        if given is not None:
            return Path(given)
        if "://" in self.job.root:
            return Path(f"batch-{hashlib.sha256(self.job.root.encode()).hexdigest()[:12]}.journal")
        return Path(self.job.root) / "batch.journal"

    def _known(self, item: Item, log: Journal, place: Place, *, resume: bool, retry_failed: bool) -> Outcome | None:
        """What became of an item before this run began, where it need not be made again."""
        own = log.own.get(item.name)
        entry = own or log.earlier.get(item.name)
        if retry_failed:  # only these, with whatever their records say now
            failed = entry is not None and entry.status == "failed"
            files = tuple(entry.files) if entry is not None else ()
            return None if failed else Outcome(item.line, files or item.names, "unchanged")
        if entry is None or entry.key != item.key:
            return None
        if entry.status == "failed":
            return Outcome(item.line, item.names, "failed", entry.reason) if resume and own is not None else None
        if not entry.files or any(place.digest(n) != d for n, d in entry.files.items()):
            return None
        return Outcome(item.line, tuple(entry.files), "made" if resume and own is not None else "unchanged")

    def _results(
        self, items: list[Item], jobs: int, executor: Executor | None, seconds: float, memory: int
    ) -> Iterator[tuple[Item, Result]]:
        if not items:
            return
        if executor is None:
            yield from Pool(self.job, max(1, min(jobs, len(items))), seconds, memory).run(items)
        else:
            yield from _on(executor, self.job, items)


def _on(executor: Executor, job: Job, items: list[Item]) -> Iterator[tuple[Item, Result]]:
    """The items on somebody else's executor, a window at a time."""
    pending: dict[Future[Result], Item] = {}
    waiting = iter(items)
    try:
        while True:
            while len(pending) < WINDOW and (item := next(waiting, None)) is not None:
                pending[executor.submit(make, job, item)] = item
            if not pending:
                return
            done, _ = wait(pending, return_when=FIRST_COMPLETED)
            for future in done:
                item = pending.pop(future)
                try:
                    result = future.result()
                except BrokenExecutor as error:
                    raise BackendError(
                        f"the executor broke: {error}", hint="run the batch again with resume, or use jobs"
                    ) from error
                except Exception as error:
                    result = Result(reason=f"its worker failed: {type(error).__name__}: {error}")
                yield item, result
    finally:
        for future in pending:
            future.cancel()


def _written(result: Result, place: Place) -> Result:
    try:
        for name, blob in result.blobs.items():
            place.write(name, blob)
    except OSError as error:
        return Result(reason=f"cannot write to {place.root}: {error}")
    return replace(result, blobs={})


def _clear(before: Entry | None, result: Result, place: Place) -> None:
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


def _files(value: Any) -> Iterator[str]:
    """The pictures that a tree names."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("picture", "figure", "portrait", "file") and isinstance(inner, str):
                yield inner
            else:
                yield from _files(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _files(inner)


def _fingerprint(
    source: Path, base: Path, project: Project, brand: str | None, outputs: tuple[Any, ...], tree: Any
) -> str:
    """A digest of all that every item is made from: code, source, settings, brand, templates."""
    try:
        release = version("reportgen")
    except PackageNotFoundError:
        release = "checkout"
    digest = hashlib.sha256(json.dumps([release, brand, outputs, os.environ.get("SOURCE_DATE_EPOCH", "")]).encode())
    folders = [shipped("layouts"), project.root / "layouts"]
    files = [source, project.root / "reportgen.toml"]
    own = tree.get("brand") if isinstance(tree, dict) else None
    named = brand or own or project.settings.get("brand")
    if isinstance(named, str) and "{" in named:
        folders += [shipped("brands"), shipped("fonts"), project.root / "brands"]
    else:
        file = Path(brand) if brand and brand.endswith((".yaml", ".yml")) else find_brand(named, project, base)
        chosen = load_brand(file, project)
        folders += [chosen.file.parent / "layouts"]
        files += [chosen.file, *chosen.logos]
        files += sorted({face.path for face in chosen.faces.values()})
    for folder in folders:
        if folder.is_dir():
            files += [file for file in sorted(folder.rglob("*")) if file.is_file()]
    for file in files:
        if file.is_file():
            digest.update(f"{file.name}\0".encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()

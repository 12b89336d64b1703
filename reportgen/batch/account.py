"""The account of a run: what became of each record, in the journal at once, and beside the outputs in the end."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Literal

from reportgen.batch.jobs import Item, Job, Result, unwritten
from reportgen.batch.journal import Journal, JournalEntry, full_disk
from reportgen.batch.leftovers import gone, lying, removed
from reportgen.batch.outcomes import Facts, Outcome, Progress, State, Summary
from reportgen.batch.output_folder import Place
from reportgen.batch.output_names import left_over
from reportgen.batch.plan import Plan
from reportgen.errors import SourceRemark
from reportgen.faults import release
from reportgen.structs import replace


class Account:
    """What is known of the records of a run.

    Args:
        plan: what is to be made, and what cannot be.
        place: where the files lie.
        journal: what earlier runs did; each record that ends is written there.
        job: what all records share.
        operator: who runs it, if that is said.
    """

    def __init__(self, plan: Plan, place: Place, journal: Journal, job: Job, operator: str = "") -> None:
        self.plan = plan
        self.place = place
        self.journal = journal
        self.job = job
        self.operator = operator
        self.total = len(plan.items) + len(plan.faults)
        self.ended: dict[int, Outcome] = {}
        self.remarks: tuple[str, ...] = ()
        self.pruned: tuple[str, ...] = ()

    def remark(self, remarks: Iterable[SourceRemark]) -> None:
        """Note what is to be told of the data."""
        self.remarks = tuple(map(str, remarks))

    def know(self, outcomes: Iterable[Outcome | None]) -> None:
        """Note what became of records in earlier runs."""
        self.ended.update({outcome.line: outcome for outcome in outcomes if outcome is not None})

    def fail(self, faults: Iterable[Outcome]) -> None:
        """Note the records that cannot be made, in the journal, too: `retry_failed` takes them when they are mended."""
        for fault in faults:
            name = fault.names[0] if fault.names else ""
            stale = lying(self.journal.last(name), self.place) if name else {}
            self._add(JournalEntry(name, "", fault.line, "failed", {}, fault.reason, of=self.job.of, stale=stale))
            self.ended[fault.line] = replace(fault, stale=tuple(stale))

    def enter(self, item: Item, result: Result) -> Outcome:
        """Put what an item became in its place, and note it.

        Raises:
            BackendError: there is no room for it.
        """
        if result.blobs:
            result = _written(result, self.place)
        if result.full:
            raise full_disk(self.place.root, result.reason)
        before = self.journal.last(item.name)
        if not result.reason:
            _clear(before, result, self.place)
        status: Literal["made", "failed"] = "failed" if result.reason else "made"
        stale = lying(before, self.place) if result.reason else {}
        files, facts = dict(result.files), self._facts(item, result)
        self._add(
            JournalEntry(
                item.name, item.key, item.line, status, files, result.reason, result.warnings, self.job.of, stale, facts
            )
        )
        names, digests = item.names if result.reason else tuple(files), tuple(files.values())
        shown = facts if files else Facts()
        outcome = Outcome(
            item.line, names, status, result.reason, result.warnings, digests, tuple(stale), item.key, shown
        )
        self.ended[item.line] = outcome
        return outcome

    def _facts(self, item: Item, result: Result) -> Facts:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        job = self.job
        return Facts(
            item.data, job.fingerprint, release(), result.seconds, now, self.operator, result.sizes, result.pages
        )

    def _add(self, entry: JournalEntry) -> None:
        try:
            self.journal.add(entry)
        except OSError as error:
            raise full_disk(self.place.root, error.strerror or str(error)) from error

    def _gone(self) -> dict[str, str]:
        """Files that no record of the data has any more; nothing where only some records are looked at."""
        if self.plan.sampled:
            return {}
        kept = {name for one in self.ended.values() for name in (*one.names, *one.stale)}
        return gone(self.journal, self.job.of, self.plan.names, kept, self.place)

    def prune(self) -> None:
        """Take away the files of records that are gone or renamed, but for those that somebody has changed.

        Nothing is taken away while it is not known which files failed records had.
        """
        if not any(fault.names == () for fault in self.plan.faults):
            self.pruned = tuple(sorted(removed(self._gone(), self.place)))

    def write(self, state: State) -> Summary:
        """Write what is known.

        Raises:
            BackendError: there is no room for it.
        """
        outcomes = tuple(self.ended[line] for line in sorted(self.ended))
        left = tuple(sorted(self._gone())) if state == "complete" else ()
        summary = Summary(outcomes, self.remarks, state, self.total - len(outcomes), left, self.pruned)
        write_summary(summary, self.place, "batch-sample" if self.plan.sampled else "batch")
        return summary


def write_summary(summary: Summary, place: Place, name: str) -> None:
    """Write a summary beside the outputs, as JSON and as CSV.

    Raises:
        BackendError: there is no room for it.
    """
    try:
        place.write(f"{name}.json", summary.as_json().encode())
        place.write(f"{name}.csv", summary.as_csv().encode("utf-8-sig"))
    except OSError as error:
        raise full_disk(place.root, error.strerror or str(error)) from error


def foreseen(plan: Plan, job: Job, remarks: Iterable[SourceRemark]) -> Summary:
    """The summary of a dry run: what would be made of each record, why not, and what it would be warned of."""
    warnings: dict[int, list[str]] = {}
    for warning, lines in plan.warnings.items():
        for line in lines:
            warnings.setdefault(line, []).append(warning)
    planned = [
        Outcome(
            item.line,
            item.names,
            "planned",
            warnings=tuple(warnings.get(item.line, ())),
            key=item.key,
            facts=Facts(item.data, job.fingerprint, release()),
        )
        for item in plan.items
    ]
    outcomes = sorted((*planned, *plan.faults), key=lambda one: one.line)
    return Summary(tuple(outcomes), tuple(map(str, remarks)))


class Teller:
    """Tells the caller after each item how far the batch is."""

    def __init__(self, account: Account, progress: Callable[[Progress], None] | None) -> None:
        self.account = account
        self.failed = sum(outcome.status == "failed" for outcome in account.ended.values())
        self.worked = 0
        self.begun = time.monotonic()
        self.progress = progress

    def tell(self, outcome: Outcome) -> None:
        """Tell that an item has ended."""
        self.worked += 1
        self.failed += outcome.status == "failed"
        self.say(outcome)

    def say(self, *outcomes: Outcome) -> None:
        """Tell what has become of records."""
        for outcome in outcomes if self.progress is not None else ():
            assert self.progress is not None
            seconds = time.monotonic() - self.begun
            account = self.account
            self.progress(Progress(len(account.ended), account.total, self.failed, seconds, self.worked, outcome))


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

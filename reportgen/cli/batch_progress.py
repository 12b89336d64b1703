"""How far a batch is: on one line of a terminal, a line a minute elsewhere, as JSON for a scheduler, in a log file."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from reportgen.batch import Progress, Summary

MINUTE = 60.0


def on_terminal() -> Callable[[Progress], None]:
    """Progress on one line of the terminal, at most ten times a second."""
    last = 0.0

    def tell(progress: Progress) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < 0.1 and progress.done < progress.total:
            return
        last = now
        sys.stderr.write(f"\r\x1b[K{_told(progress)}")
        sys.stderr.flush()

    return tell


def each_minute(seconds: float = MINUTE) -> Callable[[Progress], None]:
    """A line a minute, for the logs of what runs it."""
    last = time.monotonic()

    def tell(progress: Progress) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= seconds:
            last = now
            typer.echo(_told(progress), err=True)

    return tell


def as_events() -> Callable[[Progress], None]:
    """A line of JSON for each record that ends, on standard output."""

    def tell(progress: Progress) -> None:
        one = progress.last
        if one is not None:
            event = {"event": "record", "line": one.line, "status": one.status, "files": list(one.names)}
            more = {
                "reason": one.reason,
                "warnings": list(one.warnings),
                "done": progress.done,
                "total": progress.total,
            }
            typer.echo(
                json.dumps({**event, **{key: value for key, value in more.items() if value}}, ensure_ascii=False)
            )

    return tell


def ended(summary: Summary) -> str:
    """The last event of a run, as a line of JSON."""
    counts = {status: summary.count(status) for status in ("made", "unchanged", "failed")}
    told = {"event": "end", "state": summary.state, **counts, "gone": len(summary.gone), "pruned": len(summary.pruned)}
    return json.dumps(told)


class LogFile:
    """A file that is told, with the time of day, what fails, what is to be looked at, and each minute how far it is.

    Raises:
        SourceError: it cannot be written.
    """

    def __init__(self, path: Path) -> None:
        from reportgen.errors import SourceError

        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._stream: IO[str] = path.open("a", encoding="utf-8", buffering=1)
        except OSError as error:
            raise SourceError(f'cannot write the log "{path}": {error.strerror}', hint="name another file") from error
        self._last = time.monotonic()

    def write(self, text: str) -> None:
        """Add lines."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        for line in text.splitlines():
            self._stream.write(f"{now} {line}\n")

    def tell(self, progress: Progress) -> None:
        """Note what has just ended, if it is worth a line."""
        one = progress.last
        if one is not None:
            told = [one.reason] if one.reason else [f"warning: {warning}" for warning in one.warnings]
            self.write("\n".join(f"record {one.line}: {text}" for text in told))
        if time.monotonic() - self._last >= MINUTE or progress.done == progress.total:
            self._last = time.monotonic()
            self.write(_told(progress))


def all_of(tellers: Iterable[Callable[[Progress], None]]) -> Callable[[Progress], None] | None:
    """One that tells all of them; None where there is none."""
    given = tuple(tellers)

    def tell(progress: Progress) -> None:
        for one in given:
            one(progress)

    return tell if given else None


def _told(progress: Progress) -> str:
    minutes, left = divmod(int(progress.left), 60)
    failed = f"  {progress.failed} failed" if progress.failed else ""
    return f"{progress.done}/{progress.total}  {progress.rate:.1f}/s  {minutes}:{left:02} left{failed}"

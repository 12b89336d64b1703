"""The journal: one JSON line for each item that is done, synced in small groups; what a killed run had done."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

import msgspec
from filelock import FileLock, Timeout

from reportgen.batch.outcomes import Facts
from reportgen.errors import BackendError, SourceError
from reportgen.structs import Struct, field

ELSEWHERE = "choose another folder"
GROUP, SECONDS = 32, 1.0
"""Lines that are synced together, and the longest time that one waits."""


class JournalEntry(Struct, frozen=True):
    """An item as it ended. `key` is the digest of all that it was made from, nothing where it could not be told; the
    name is nothing where the item failed before its files had names.
    """

    name: str
    key: str
    line: int
    status: Literal["made", "failed"]
    files: Mapping[str, str]
    """Names and SHA-256 of what was written."""
    reason: str = ""
    warnings: Sequence[str] = ()
    of: str = ""
    """What it was made of: the source's name and the formats."""
    stale: Mapping[str, str] = field(default_factory=dict)
    """Of what failed: files of an earlier run that lie there still, and their SHA-256."""
    facts: Facts = Facts()


class Journal:
    """An append-only file, held by one run at a time."""

    def __init__(self, path: Path, *, resume: bool) -> None:
        self.path = path
        self.earlier: dict[str, JournalEntry] = {}
        """What runs before this one did, by the item's name."""
        self.own: dict[str, JournalEntry] = {}
        """What this run did, before it was killed and resumed."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._stream = path.open("a+b")
        except (FileExistsError, NotADirectoryError) as error:
            raise SourceError(f'"{path.parent}" is a file, or lies in one', hint="name a folder with -o") from error
        except OSError as error:
            raise SourceError(f"cannot write to {path.parent}: {error.strerror}", hint=ELSEWHERE) from error
        self._lock()
        self._read()
        self._unsynced = 0
        self._synced = time.monotonic()
        if resume:
            return
        self.earlier.update(self.own)
        self.own = {}
        self._append({"begin": True})
        self.sync()

    def _lock(self) -> None:
        """Hold the journal, by a file beside it: on Windows a file that is locked cannot be read."""
        self._held = FileLock(self.path.with_name(f".{self.path.name}.lock"), timeout=0)
        try:
            self._held.acquire()
        except Timeout as error:
            self._stream.close()
            raise SourceError(
                f"another run is at work on {self.path.parent}", hint="wait until it has ended"
            ) from error
        except OSError as error:
            self._stream.close()
            raise SourceError(f"cannot write to {self.path.parent}: {error.strerror}", hint=ELSEWHERE) from error

    def _read(self) -> None:
        self._stream.seek(0)
        blob = self._stream.read()
        whole = blob[: blob.rfind(b"\n") + 1]
        if len(whole) < len(blob):  # the last line was torn when the run was killed
            self._stream.truncate(len(whole))
        for number, raw in enumerate(whole.splitlines(), 1):
            try:
                line: dict[str, Any] = json.loads(raw)
                if line.get("begin"):
                    self.earlier.update(self.own)
                    self.own = {}
                else:
                    entry = msgspec.convert(line, JournalEntry)
                    self.own[entry.name] = entry
            except (ValueError, TypeError) as error:
                raise SourceError(
                    f"line {number} of {self.path.name} is broken", hint="delete the file and begin again"
                ) from error

    def last(self, name: str) -> JournalEntry | None:
        """What is known last of an item of this name."""
        return self.own.get(name) or self.earlier.get(name)

    def _append(self, line: Mapping[str, Any]) -> None:
        self._stream.write(json.dumps(line, ensure_ascii=True, separators=(",", ":")).encode() + b"\n")

    def add(self, entry: JournalEntry) -> None:
        """Write how an item ended; it is on the disk within `SECONDS`, or after `GROUP` lines."""
        self.own[entry.name] = entry
        self._append(msgspec.to_builtins(entry))
        self._stream.flush()
        self._unsynced += 1
        if self._unsynced >= GROUP or time.monotonic() - self._synced > SECONDS:
            self.sync()

    def sync(self) -> None:
        """See that all that was added is on the disk."""
        self._stream.flush()
        os.fsync(self._stream.fileno())
        self._unsynced = 0
        self._synced = time.monotonic()

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.sync()
            self._stream.close()
        except OSError as full:
            with suppress(OSError):  # what it still holds is lost; the records of the torn line are made again
                self._stream.close()
            if error is None:
                raise full_disk(str(self.path.parent), full.strerror or str(full)) from full
        finally:
            self._held.release()  # its file stays: who deletes it might let two others in


def full_disk(root: str, reason: str) -> BackendError:
    """That a run has stopped, because its files cannot be written any more."""
    where = "" if root in reason else f"cannot write to {root}: "
    hint = "make room, and run the same command with --resume: what is made stays"
    return BackendError(f"the run has stopped: {where}{reason}", hint=hint)

"""What becomes of the records of a batch, and how far it is."""

from __future__ import annotations

import csv
import io
import json
from typing import Literal

from reportgen.structs import Struct

Status = Literal["made", "unchanged", "failed"]
STATUSES: tuple[Status, ...] = ("made", "unchanged", "failed")

State = Literal["complete", "running", "stopped"]
"""Whether a run has come to its end. A summary that says that it is running, when nothing runs, is of a run that was
killed.
"""


class Outcome(Struct, frozen=True):
    """What became of a record."""

    line: int
    names: tuple[str, ...]
    status: Status
    reason: str = ""
    warnings: tuple[str, ...] = ()
    digests: tuple[str, ...] = ()
    """The SHA-256 of each file, in the order of the names, where there are files."""


class Summary(Struct, frozen=True):
    """A batch, accounted for in the order of its records."""

    outcomes: tuple[Outcome, ...]
    remarks: tuple[str, ...] = ()
    """What of the data is not read as it stands there."""
    state: State = "complete"
    left: int = 0
    """Records of which nothing is known yet."""

    def count(self, status: Status) -> int:
        return sum(outcome.status == status for outcome in self.outcomes)

    @property
    def failed(self) -> tuple[Outcome, ...]:
        return tuple(outcome for outcome in self.outcomes if outcome.status == "failed")

    @property
    def warnings(self) -> dict[str, list[int]]:
        """What a person should look at, each warning with the lines of its records."""
        found: dict[str, list[int]] = {}
        for outcome in self.outcomes:
            for warning in outcome.warnings:
                found.setdefault(warning, []).append(outcome.line)
        return found

    def as_json(self) -> str:
        counts = {str(status): self.count(status) for status in STATUSES}
        items = [
            {
                "line": o.line,
                "files": list(o.names),
                "status": o.status,
                **({"reason": o.reason} if o.reason else {}),
                **({"warnings": list(o.warnings)} if o.warnings else {}),
            }
            for o in self.outcomes
        ]
        remarks = {"warnings": list(self.remarks)} if self.remarks else {}
        told = {"state": self.state, **counts, "left": self.left, **remarks, "items": items}
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"

    def as_csv(self) -> str:
        """One row for each file of a record, or for a record that has none."""
        text = io.StringIO()
        table = csv.writer(text, lineterminator="\n")
        table.writerow(("line", "file", "status", "sha256", "reason", "warnings"))
        for one in self.outcomes:
            digests = (*one.digests, *("" for _ in one.names[len(one.digests) :]))
            for name, digest in zip(one.names or ("",), digests or ("",), strict=True):
                table.writerow(map(_cell, (one.line, name, one.status, digest, one.reason, "; ".join(one.warnings))))
        return text.getvalue()


def _cell(value: object) -> str:
    """A value that no spreadsheet takes for a formula: one is begun by these characters."""
    text = str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text


class Progress(Struct, frozen=True):
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

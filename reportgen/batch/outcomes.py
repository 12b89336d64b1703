"""What becomes of the records of a batch, and how far it is."""

from __future__ import annotations

import json
from typing import Literal

from reportgen.structs import Struct

Status = Literal["made", "unchanged", "failed"]


class Outcome(Struct, frozen=True):
    """What became of a record."""

    line: int
    names: tuple[str, ...]
    status: Status
    reason: str = ""
    warnings: tuple[str, ...] = ()


class Summary(Struct, frozen=True):
    """A batch, accounted for in the order of its records."""

    outcomes: tuple[Outcome, ...]
    remarks: tuple[str, ...] = ()
    """What of the data is not read as it stands there."""

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
        counts = {status: self.count(status) for status in ("made", "unchanged", "failed")}
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
        told = {"warnings": list(self.remarks)} if self.remarks else {}
        return json.dumps({**counts, **told, "items": items}, ensure_ascii=False, indent=1) + "\n"


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

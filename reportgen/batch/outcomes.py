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


class Summary(Struct, frozen=True):
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
